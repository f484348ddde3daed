"""Answers given in code: the same records and cards as the form's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kit
from kit import answering, quiz
from kit.answers import MIME, Journal
from kit.banks import BankError
from kit.errors import ResponseError

BANKS = Path(__file__).parent / "browser"


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    for name in ("every_kind", "spans"):
        (tmp_path / f"{name}.toml").write_text((BANKS / f"{name}.toml").read_text("utf-8"), "utf-8")
    monkeypatch.chdir(tmp_path)
    bundles: list[dict[str, Any]] = []
    for module in (quiz, answering):
        monkeypatch.setattr(module, "display", lambda data, **_: bundles.append(data))
    monkeypatch.setattr(quiz, "_sittings", {})
    yield bundles
    for sitting in quiz._sittings.values():
        for showing in sitting.showings:
            showing.form.close()


def recorded(folder: Path) -> list[Any]:
    return [(record.question, record.response) for record in Journal(folder).records()]


def test_an_answer_is_recorded_marked_and_shown(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    kit.answer("every_kind.choice", "charade")
    assert recorded(tmp_path) == [("every_kind.choice", "charade")]
    assert "Right." in shown[-1]["text/plain"]
    assert shown[-1][MIME]["response"] == "charade"


def test_running_the_cell_again_records_nothing_new(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    for response in ("charade", "charade", "decided"):
        kit.answer("every_kind.choice", response)
    assert [response for _, response in recorded(tmp_path)] == ["charade", "decided"]
    assert len(shown) == 3


def test_the_form_on_screen_is_brought_up_to_date(shown: list[dict[str, Any]]) -> None:
    kit.ask("every_kind.choice")
    kit.answer("every_kind.choice", "charade")
    form = quiz._sittings["every_kind.choice"].showings[-1].form
    assert form.state["verdict"] == "right"


def test_marks_are_given_as_quotations(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    quotes = [{"label": "hedge", "quote": "seemingly"}, {"label": "hedge", "quote": "likely"}]
    kit.answer("spans.stance", [*quotes, {"label": "hedge", "quote": "might"}])
    assert "Right." in shown[-1]["text/plain"]
    [(_, marks)] = recorded(tmp_path)
    raw = kit.read("article").raw
    assert [raw[mark["start"] : mark["end"]] for mark in marks] == ["seemingly", "likely", "might"]


def test_the_parts_of_an_attribution_are_linked_to_its_cue(
    shown: list[dict[str, Any]], tmp_path: Path
) -> None:
    kit.answer(
        "spans.attribution",
        [
            {"label": "source", "quote": "Ann", "attribution": 1},
            {"label": "content", "quote": "it", "nth": 2, "attribution": 2},
            {"label": "cue", "quote": "said", "attribution": 1},
            {"label": "source", "quote": "Bob", "attribution": 3},
        ],
    )
    [(_, marks)] = recorded(tmp_path)
    assert [mark.get("link") for mark in marks] == [2, None, None, None]
    assert (marks[1]["start"], marks[1]["end"]) == (35, 37)


def test_nothing_to_mark_is_an_answer(shown: list[dict[str, Any]]) -> None:
    kit.answer("spans.control", {"nothing": True})
    assert "Right." in shown[-1]["text/plain"]


@pytest.mark.parametrize(
    ("question", "response", "said"),
    [
        ("spans.stance", [{"label": "hedge", "quote": "perhaps"}], "stands nowhere"),
        ("spans.stance", [{"label": "hedge", "quote": "likely", "nth": 9}], "number 9 was asked for"),
        ("spans.stance", ["likely"], "is a dictionary"),
        ("spans.stance", [{"label": "doubt", "quote": "likely"}], "a label this question does not have"),
        ("spans.stance", [], "no answer yet"),
        ("every_kind.choice", "none of these", "none of the options"),
        ("every_kind.number", "many", "number"),
    ],
)
def test_an_answer_that_does_not_fit_says_why_and_is_not_recorded(
    shown: list[dict[str, Any]], tmp_path: Path, question: str, response: Any, said: str
) -> None:
    with pytest.raises(ResponseError, match=said):
        kit.answer(question, response)
    assert recorded(tmp_path) == []


def test_a_code_task_is_not_answered_so(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "sheet.toml").write_text(
        '[[question]]\nid="sheet.f"\nkind="code"\nprompt="?"\nfunction="f"\nexamples=[{args=[], expect=1}]\n'
    )
    with pytest.raises(BankError, match=r"kit\.check"):
        kit.answer("sheet.f", "def f(): return 1")
