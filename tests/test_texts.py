"""A text is never altered, and every part of it knows its place."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nltk import redos

import kit
from kit.texts import Text, decode, normalise, read, seed_names

ARTICLE = Path(__file__).parents[1] / "seeds" / "article.txt"
SHA256 = "6985594a8cf98fc8df100e574a9d6aecdd1f13924971cc78ccc585c50e72a5da"


def words(raw: str) -> list[str]:
    return [word.text for word in Text("example", raw).words]


def sentences(raw: str) -> list[str]:
    return [sentence.text for sentence in Text("example", raw).sentences]


def paragraphs(raw: str) -> list[str]:
    return [paragraph.text for paragraph in Text("example", raw).paragraphs]


def test_the_article_is_the_one_the_lessons_were_written_about(article: Text) -> None:
    assert hashlib.sha256(ARTICLE.read_bytes()).hexdigest() == SHA256
    assert article.raw.encode() == ARTICLE.read_bytes()
    assert len(article.paragraphs) == 9
    assert len(article.sentences) == 18
    assert len(article.words) == 659
    assert article.about["author"] == "unknown"
    assert not article.constructed


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Russia’s push into Russia.", ["Russia’s", "push", "into", "Russia"]),
        ('Russia\'s "worst" ‘day’ “ever”', ["Russia's", "worst", "day", "ever"]),
        ("the workers’ rights, the ’90s", ["the", "workers", "rights", "the", "90s"]),
        ("worst-kept, re-entered, R&D", ["worst-kept", "re-entered", "R&D"]),
        ("war—peace, war – peace, war--peace", ["war", "peace"] * 3),
        (
            "Mr. Smith of the U.S. came at 10 a.m.",
            ["Mr.", "Smith", "of", "the", "U.S.", "came", "at", "10", "a.m."],
        ),
        ("the U.S.’s U.S.-led, anti-U.S. war", ["the", "U.S.’s", "U.S.-led", "anti-U.S.", "war"]),
        (
            "1,000 men, 3.5 at 10:30, 10,000-strong, $3.5bn",
            ["1,000", "men", "3.5", "at", "10:30", "10,000-strong", "3.5bn"],
        ),
        ("one\u00a0two\u202fthree", ["one", "two", "three"]),
        ("\ufeffFirst", ["First"]),
        ("cafe\u0301s propa\u00adganda", ["cafe\u0301s", "propa\u00adganda"]),
        ("“… !” — *", []),
    ],
)
def test_words(raw: str, expected: list[str]) -> None:
    assert words(raw) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Russia’s", "russia's"),
        ("self‑Defense", "self-defense"),
        ("propa\u00adganda", "propaganda"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_word_is_counted_under_one_form(form: str, expected: str) -> None:
    assert normalise(form) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("“No!” she said. He left.", ["“No!” she said.", "He left."]),
        ("“Why? Why now?” he asked. So.", ["“Why?", "Why now?” he asked.", "So."]),
        ("He left the U.S. army. It stayed.", ["He left the U.S. army.", "It stayed."]),
        ("Mr. Smith came at 9 a.m. and Dr. Wu left.", ["Mr. Smith came at 9 a.m. and Dr. Wu left."]),
        ("At 10 a.m. on Monday it rose 3.5 points.", ["At 10 a.m. on Monday it rose 3.5 points."]),
        ("It went on… and on. (He did.) Yes", ["It went on… and on.", "(He did.)", "Yes"]),
        ("He called it “over.” She did not.", ["He called it “over.”", "She did not."]),
        ("One.\u00a0Two.", ["One.", "Two."]),
        ("A headline without a stop\nThen a line.", ["A headline without a stop", "Then a line."]),
        ("", []),
    ],
)
def test_sentences(raw: str, expected: list[str]) -> None:
    assert sentences(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.\r\n", ["One.", "Two."]),
        ("\ufeffOne.\n\n  Two.  \n", ["One.", "Two."]),
        ("Hard-wrapped\nlines.\n\nNext\nblock.", ["Hard-wrapped\nlines.", "Next\nblock."]),
        ("Hard-wrapped\r\nlines.\r\n \r\nNext.", ["Hard-wrapped\r\nlines.", "Next."]),
        ("A" * 101 + "\nwide.\n\nNext.", ["A" * 101, "wide.", "Next."]),
        ("", []),
        (" \n\ufeff\n", []),
    ],
)
def test_paragraphs(raw: str, expected: list[str]) -> None:
    assert paragraphs(raw) == expected


WILD = st.text(
    st.one_of(
        st.sampled_from("aZé1 .!?…,:;'’“”\"()-–—*&\n\r\t\u00a0\ufeff\u0301\u00ad"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@given(WILD)
@example("x" * 101 + "\r\rU.S.’s a.b.’c!”“No!” she")
@settings(max_examples=300, deadline=None)
def test_every_part_of_any_text_knows_its_place(raw: str) -> None:
    text = Text("wild", raw)
    parts = [*text.words, *text.sentences, *text.paragraphs]
    assert all(part.text == raw[part.start : part.end] for part in parts)
    assert all(part.start < part.end for part in parts)
    assert [word for sentence in text.sentences for word in sentence.words] == text.words
    assert [word for paragraph in text.paragraphs for word in paragraph.words] == text.words
    assert sorted(parts[: len(text.words)], key=lambda word: word.start) == text.words


@pytest.mark.parametrize(
    ("raw", "count"),
    [("word " * 20_000, 1), ("a" * 100_000, 1), ("ha! " * 5_000, 1), ("A. " * 500 + "“" * 99_000, None)],
    ids=["words", "one word", "a mark at every word", "quotation marks"],
)
def test_a_text_without_an_end_completes(raw: str, count: int | None) -> None:
    text = Text("long", raw)
    assert count is None or len(text.sentences) == count
    assert sum(len(sentence.words) for sentence in text.sentences) == len(text.words)


def test_a_long_paragraph_may_take_longer_than_nltk_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redos, "DEFAULT_TIMEOUT", 0.05)
    assert len(sentences("He left. " * 4_000)) == 4_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, r"There is no file .*a\.txt\. Check the name"),
        (b"", r"a\.txt is empty\. Put the text in it"),
        (b"\xef\xbb\xbf \r\n", r"a\.txt is empty"),
        (b"PK\x03\x04\0\0", r"a\.txt is not plain text .*Save it as a \.txt file"),
        ("Café".encode("latin-1"), r"a\.txt is not UTF-8: byte 3 does not fit\. .*UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes | None, message: str) -> None:
    path = tmp_path / "a.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(kit.KitError, match=message):
        read(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("artcle", "There is no text 'artcle'. Did you mean 'article'?"),
        ("zzz", "There is no text 'zzz'. The seeds are: .*article"),
        ("nowhere/a", "There is no file nowhere/a"),
        ("A whole article, pasted. " * 200, "cannot be a file's name"),
    ],
)
def test_an_unknown_text_says_what_there_is(name: str, message: str) -> None:
    with pytest.raises(kit.KitError, match=message):
        read(name)


def test_a_folder_is_not_a_text(tmp_path: Path) -> None:
    with pytest.raises(kit.KitError, match=r"is a folder\. Name one file in it"):
        read(tmp_path)


def test_a_text_of_ones_own_is_dropped_in_with_what_is_known_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_SEEDS", str(tmp_path))
    (tmp_path / "mine.txt").write_bytes(b"Line one.\r\nLine two.")
    (tmp_path / "mine.toml").write_text('title = "Mine"\nconstructed = true', "utf-8")
    text = read("mine")
    assert (text.name, text.raw) == ("mine", "Line one.\r\nLine two.")
    assert text.about["title"] == "Mine"
    assert text.constructed
    assert "mine" in seed_names()
    assert read(tmp_path / "mine.txt").about == text.about


def test_what_is_known_of_a_text_must_be_toml(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("A line.")
    (tmp_path / "mine.toml").write_text("title: Mine")
    with pytest.raises(kit.KitError, match=r"mine\.toml is not valid TOML: .*line 1"):
        read(tmp_path / "mine.txt")


def test_a_text_need_not_have_anything_known_of_it(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("A line.")
    assert read(tmp_path / "mine.txt").about == {}


def test_newlines_and_a_byte_order_mark_stay() -> None:
    assert decode(b"\xef\xbb\xbfA.\r\nB.\r", "a.txt") == "\ufeffA.\r\nB.\r"
