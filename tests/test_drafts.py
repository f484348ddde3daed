"""Draft banks: a text never seen before gives questions that hold and that say they are drafts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit import questions as q
from kit.banks import load_bank
from kit.draft_questions import LONGEST, drafted
from kit.drafts import WARNING, draft_bank
from kit.errors import KitError
from kit.keys import compute
from kit.lint import check_bank
from kit.lint_folder import check_folder
from kit.marking import mark
from kit.own_texts import own_text
from kit.texts import Text, read
from tests.unseen import GERMAN, UNSEEN

TRAM = Text("tram", UNSEEN)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook's folder, in a course."""
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path / "notebooks"


def right_answer(question: q.Question, text: Text) -> Any:
    if isinstance(question, q.Number):
        return compute(question.answer, text)
    if isinstance(question, q.ShortText):
        return question.accepted[0]
    assert isinstance(question, q.Choice)
    return next(option.text for option in question.options if option.correct)


def test_a_text_never_seen_before_becomes_a_bank_that_holds(folder: Path) -> None:
    (folder / "speech.txt").write_text(UNSEEN, "utf-8")
    text = own_text("speech.txt")
    path = draft_bank(text)
    assert path == folder / "own-text-questions.toml"
    bank = load_bank(path)
    assert check_bank(bank, text) == []
    assert check_folder(folder.parent) == [], "kit check accepts it, from the course's folder"
    assert all(mark(one, right_answer(one, text), text).state == "right" for one in bank.questions)


def test_the_draft_asks_about_counts_concordances_stance_and_attribution() -> None:
    asked = list(drafted(TRAM))
    prompts = " ".join(one["prompt"] for one in asked)
    for words in ("How often does *tram*", "directly before", "directly after"):
        assert words in prompts
    keys = [one["answer"] for one in asked if one["kind"] == "number"]
    for key in ("hedges", "boosters", "scare_quotes", "attributions"):
        assert {key: True} in keys
    who = next(one for one in asked if "Whose words" in one["prompt"])
    assert [option["text"] for option in who["options"] if option["correct"]] == ["The mayor"]
    assert "she" not in [option["text"] for option in who["options"]]


def test_every_question_is_marked_a_draft_until_the_line_is_taken_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_text(UNSEEN)
    path = draft_bank(read("own-text"))
    capsys.readouterr()
    bank = load_bank(path)
    for question in bank.questions:
        assert bank.as_asked(question.id).prompt == f"*{WARNING}* {question.prompt}"
        kit.ask(question.id)
        assert f"*{WARNING}*" in capsys.readouterr().out
    path.write_text(path.read_text("utf-8").replace(f'draft = "{WARNING}"\n', ""), "utf-8")
    kit.ask(bank.questions[0].id)
    assert "draft" not in capsys.readouterr().out


def test_a_draft_is_made_afresh_unless_it_was_edited(folder: Path) -> None:
    own_text(UNSEEN)
    path = draft_bank(read("own-text"))
    first = path.read_bytes()
    assert draft_bank(read("own-text")).read_bytes() == first
    own_text("A council that may act. The council said that the council will not wait.")
    assert draft_bank(read("own-text")).read_bytes() != first
    path.write_text(path.read_text("utf-8").replace("How often", "How many times"), "utf-8")
    edited = path.read_bytes()
    with pytest.raises(KitError, match="was edited since it was drafted"):
        draft_bank(read("own-text"))
    assert path.read_bytes() == edited


def test_a_text_that_no_name_leads_to_is_kept_beside_its_bank(folder: Path) -> None:
    path = draft_bank(TRAM)
    assert (folder / "tram.txt").read_text("utf-8") == UNSEEN
    assert check_bank(load_bank(path), read("tram")) == []
    with pytest.raises(KitError, match="another text called tram"):
        draft_bank(Text("tram", "Another tram line."))


def test_a_seed_is_not_copied_and_a_constructed_one_is_called_so(folder: Path) -> None:
    bank = load_bank(draft_bank(read("wire")))
    assert not (folder / "wire.txt").exists()
    assert all("a constructed text" in question.prompt for question in bank.questions)
    assert "constructed" not in draft_bank(read("article")).read_text("utf-8")


@pytest.mark.parametrize("name", ["article", "mirror", "wire"])
def test_the_seeds_give_drafts_that_hold(folder: Path, name: str) -> None:
    assert check_bank(load_bank(draft_bank(read(name))), read(name)) == []


def test_another_language_and_another_layout_give_drafts_that_hold(folder: Path) -> None:
    for name, raw in {
        "german": GERMAN,
        "crlf": UNSEEN.replace("\n", "\r\n"),
        "bom": "\ufeff" + UNSEEN,
    }.items():
        bank = load_bank(draft_bank(Text(name, raw)))
        assert check_bank(bank, read(name)) == []


def test_no_question_quotes_an_endless_sentence() -> None:
    endless = "the tram may come and " * 200
    for one in drafted(Text("endless", endless)):
        assert len(one["prompt"].split()) < LONGEST + 40


@given(st.text(alphabet="abt .“”*`\\\"'\n—é", min_size=1, max_size=200))
def test_any_words_give_valid_toml_that_holds(tmp_path_factory: pytest.TempPathFactory, raw: str) -> None:
    text = Text("any", raw + " The word may word.")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("any"))
        path = draft_bank(text)
        tomllib.loads(path.read_text("utf-8"))
        assert check_bank(load_bank(path), text) == []


def test_a_text_without_words_to_ask_about_says_so(folder: Path) -> None:
    with pytest.raises(KitError, match="no words to ask about"):
        draft_bank(Text("and", "It is."))
    assert not list(folder.iterdir())
