"""A text of one's own: kept as it is, found again, and refused in one line where it is no plain text."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import kit
from kit.errors import KitError
from kit.own_texts import FORMATS, LARGEST, OwnTextForm, caution, checked, load_text, own_text
from kit.texts import Text
from tests.unseen import GERMAN, UNSEEN

LONG = UNSEEN * 2
module = sys.modules["kit.own_texts"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook's folder."""
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def docx() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


@pytest.mark.parametrize("as_path", [str, Path])
def test_a_file_is_kept_and_found_again(folder: Path, as_path: Any) -> None:
    (folder / "tram line.md").write_text(LONG, "utf-8")
    text = own_text(as_path("tram line.md"))
    assert (text.name, text.raw) == ("own-text", LONG)
    assert (folder / "own-text.txt").read_text("utf-8") == LONG
    assert kit.read("own-text").raw == own_text().raw == LONG


def test_pasted_words_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert own_text("The tram is late.\r\nAgain.").raw == "The tram is late.\r\nAgain."
    assert capsys.readouterr().out.startswith("This text has 5 words. Below 100")
    assert own_text(LONG).raw == LONG
    assert capsys.readouterr().out == "", "nothing speaks against a longer English text"


def test_the_notebooks_folder_counts_and_not_the_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lessons").mkdir()
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "lessons" / "05.ipynb"))
    own_text(LONG)
    assert (tmp_path / "lessons" / "own-text.txt").is_file()
    assert kit.read("own-text").raw == LONG


def test_a_seed_is_not_hidden_by_a_file_beside_the_notebook(folder: Path) -> None:
    (folder / "article.txt").write_text("Not the article.", "utf-8")
    assert len(kit.read("article").paragraphs) == 9


def test_until_there_is_a_text_a_seed_stands_in_and_that_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = own_text()
    assert text.constructed
    said = capsys.readouterr().out
    assert "no text of your own yet" in said
    assert "Constructed text" in said
    assert not list(folder.iterdir())


REFUSED = [
    ("speech.pdf", b"%PDF-1.7\n", "is a PDF"),
    ("speech.docx", docx(), "is a Word file"),
    ("speech.odt", docx(), "is a zip or an office file"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word file"),
    ("a.rtf", b"{\\rtf1 hello}", "is an RTF file"),
    ("a.png", b"\x89PNG\r\n\x1a\n", "is an image"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "is an image"),
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t", "is empty"),
    ("dots.txt", b"... -- !", "has no words"),
    ("binary.txt", b"a\0b", "is not plain text (it looks binary)"),
    ("latin.txt", "Größe".encode("latin-1"), "is not UTF-8"),
    ("notepad.txt", "Hello there".encode("utf-16"), "is in UTF-16"),
    ("big.txt", b"a " * 25_000_000, "has 50 MB"),
]


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_is_no_plain_text_is_refused_in_one_line_and_nothing_is_kept(
    folder: Path, name: str, data: bytes, said: str
) -> None:
    (folder / name).write_bytes(data)
    with pytest.raises(KitError) as error:
        own_text(name)
    line = str(error.value)
    assert line.startswith(f"{name} {said}")
    assert line.endswith(FORMATS)
    assert "\n" not in line
    with pytest.raises(KitError, match="Plain text works"):
        checked(name, data)
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_refused_text_leaves_the_earlier_one_in_place() -> None:
    own_text(LONG)
    with pytest.raises(KitError):
        own_text("\n\n")
    assert own_text().raw == LONG


@pytest.mark.parametrize("name", ["speech.txt", "my speech.pdf", "folder/speech.md", "speech", Path("a b c")])
def test_a_file_that_is_not_there_is_not_taken_for_a_text(folder: Path, name: str | Path) -> None:
    with pytest.raises(KitError, match=r"There is no file .*beside the notebook"):
        own_text(name)
    assert not list(folder.iterdir())


def test_words_that_could_never_be_a_name_are_a_text() -> None:
    assert own_text("word " * 5000).raw == "word " * 5000
    assert own_text("He left at 10. She stayed.").raw == "He left at 10. She stayed."


def test_caution_says_short_and_foreign_and_nothing_otherwise() -> None:
    assert caution(Text("long", LONG)) == ""
    assert caution(Text("short", "One word more.")).startswith("This text has 3 words.")
    both = caution(Text("kurz", GERMAN))
    assert "Below 100" in both
    assert "does not look English" in both
    assert "Below 100" not in caution(Text("lang", GERMAN * 4))
    assert "does not look English" in caution(Text("lang", GERMAN * 4))


def test_a_text_of_a_hundred_words_is_long_enough() -> None:
    words = "the tram is late and " * 20
    assert caution(Text("a", words)) == ""
    assert caution(Text("a", words.removesuffix("and "))).startswith("This text has 99 words")


class Sent(list[dict[str, Any]]):
    """What a form told the page."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    told = Sent()
    monkeypatch.setattr(OwnTextForm, "send", lambda self, content, buffers=None: told.append(content))
    return told


def give(data: bytes, name: str = "") -> None:
    module._serve(module._forms[-1], {"type": "text", "name": name}, [memoryview(data)])


def test_the_form_keeps_what_is_given_and_says_what_to_do_next(
    sent: Sent, capsys: pytest.CaptureFixture[str]
) -> None:
    load_text()
    assert FORMATS in capsys.readouterr().out
    give(LONG.encode())
    assert kit.read("own-text").raw == LONG
    assert sent[-1]["words"].startswith("Kept as own-text.txt:")
    give(b"Short.")
    assert sent[-1]["words"].startswith("This text has 1 word. Below 100"), "the warning comes first"
    load_text()
    assert "own-text.txt is kept in this folder already" in capsys.readouterr().out


def test_the_form_refuses_in_words(sent: Sent) -> None:
    load_text()
    give(b"%PDF-1.7", "a.pdf")
    assert sent[-1]["words"] == f"a.pdf is a PDF. {FORMATS}"
    give(b"")
    assert sent[-1]["words"] == f"the pasted text is empty. {FORMATS}"
    for strange in (None, [], {"type": "other"}, {}):
        module._serve(module._forms[-1], strange, [memoryview(b"x")])
    module._serve(module._forms[-1], {"type": "text"}, [])
    assert len(sent) == 2


def test_the_page_knows_the_limits_that_the_kernel_holds() -> None:
    form = OwnTextForm(place="x")
    assert (form.largest, form.formats) == (LARGEST, FORMATS)
