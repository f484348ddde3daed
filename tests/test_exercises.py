"""Every exercise sheet: solved it earns every point, as handed out none; it knows its wrong answers."""

import json
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kit import questions as q
from kit.answering import marks_of_quotes
from kit.answers import records_in
from kit.card import UNANSWERED, UNWRITTEN
from kit.grading.cohort import load_exercise
from kit.grading.marks import Exercise, Result, mark_submission
from kit.grading.sandboxed import load
from kit.grading.submissions import open_submission
from kit.handouts import BEGIN, END, without_solutions
from kit.marking import mark
from kit.values import value_of
from tests.run_notebooks import REPOSITORY

SHEETS = sorted(path.parent for path in (REPOSITORY / "exercises").rglob("solution.ipynb"))
POINTS = 20
each = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.relative_to(REPOSITORY).as_posix())


@cache
def prepared(sheet: Path) -> Exercise:
    return load_exercise(sheet)


def notebook(sheet: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((sheet / f"{name}.ipynb").read_text("utf-8"))
    return content


def sources(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(cell["cell_type"], cell["id"], "".join(cell["source"])) for cell in content["cells"]]


def run_here(tasks: Sequence[tuple[q.Code, str]]) -> list[list[dict[str, Any]] | str]:
    """The values of the kit's own functions, which need no sandbox."""
    return [values(question, source) for question, source in tasks]


def values(question: q.Code, source: str) -> list[dict[str, Any]]:
    function = load(source, question.function)
    return [value_of(function, example.args) for example in question.examples]


def graded(sheet: Path, name: str) -> Result:
    data = (sheet / f"{name}.ipynb").read_bytes()
    return mark_submission(open_submission("", f"{name}.ipynb", data), prepared(sheet), run_here)


def test_there_are_four_sheets_and_two_forms_of_the_retest() -> None:
    assert len(SHEETS) == 6


@each
def test_what_students_get_is_built_from_the_solution(sheet: Path) -> None:
    built = without_solutions(notebook(sheet, "solution"))
    assert sources(notebook(sheet, "exercise")) == sources(built), "it is stale: run `make exercises`"


@each
def test_what_students_get_holds_no_solution(sheet: Path) -> None:
    handed_out = notebook(sheet, "exercise")
    text = json.dumps(handed_out, ensure_ascii=False)
    asked = (sheet / "questions.toml").read_text("utf-8") + text
    cut = re.findall(
        f"{BEGIN}\n(.*?){END}", "\n".join(s for _, _, s in sources(notebook(sheet, "solution"))), re.S
    )
    assert cut
    for solution in cut:
        for line in filter(lambda line: len(line) > 25, map(str.strip, solution.splitlines())):
            assert line not in text and json.dumps(line, ensure_ascii=False)[1:-1] not in text, line
    assert list(records_in(handed_out)) == []
    assert asked


@each
def test_a_sheet_as_handed_out_runs_and_scores_nothing(sheet: Path) -> None:
    result = graded(sheet, "exercise")
    assert [answer.state for answer in result.answers] == ["unattempted"] * len(result.answers)
    assert result.score == 0
    code = [question.id for question in prepared(sheet).bank.questions if isinstance(question, q.Code)]
    shown = [
        output["data"]["text/plain"]
        for cell in notebook(sheet, "exercise")["cells"]
        for output in cell.get("outputs", ())
        if "data" in output
    ]
    cards = ["".join(text) for text in shown]
    assert sum(UNANSWERED in card for card in cards) == len(prepared(sheet).bank.questions) - len(code)
    for name in code:
        [card] = [card for card in cards if card.startswith(f"[{name}]")]
        assert UNWRITTEN in card


@each
def test_a_solved_sheet_earns_every_point_that_is_marked_without_a_person(sheet: Path) -> None:
    result = graded(sheet, "solution")
    bank = prepared(sheet).bank
    for answer in result.answers:
        essay = isinstance(bank[answer.question], q.Essay)
        assert answer.state == ("recorded" if essay else "right"), (answer.question, answer.feedback)
        assert essay or answer.score == answer.max_score, answer.question
    assert all("another version" not in note for note in result.notes), "run `make exercises`"


@each
def test_a_sheet_has_20_points_and_asks_each_question_once_and_in_order(sheet: Path) -> None:
    bank = prepared(sheet).bank
    assert sum(question.points for question in bank.questions) == POINTS
    code = "\n".join(source for kind, _, source in sources(notebook(sheet, "exercise")) if kind == "code")
    assert re.findall(r'kit\.(?:ask|check)\("([^"]+)"', code) == [question.id for question in bank.questions]


@each
def test_the_points_of_an_essay_are_those_of_its_rubric(sheet: Path) -> None:
    for question in prepared(sheet).bank.questions:
        if isinstance(question, q.Essay):
            assert sum(line.points for line in question.rubric) == question.points
            assert all(len(line.levels) == line.points + 1 for line in question.rubric), question.id


@each
def test_a_sheet_has_a_control_passage(sheet: Path) -> None:
    spans = [question for question in prepared(sheet).bank.questions if isinstance(question, q.Spans)]
    assert any(not [key for key in question.key or () if not key.optional] for question in spans)


@each
def test_every_question_knows_a_wrong_answer_with_a_message_of_its_own(sheet: Path) -> None:
    exercise = prepared(sheet)
    listed = tomllib.loads((sheet / "wrong-answers.toml").read_text("utf-8"))
    essays = {question.id for question in exercise.bank.questions if isinstance(question, q.Essay)}
    assert set(listed) == set(exercise.questions) - essays
    messages = {
        name: " ".join(mark(*wrong(exercise, name, item), exercise.text).feedback)
        for name, item in listed.items()
    }
    for name, item in listed.items():
        assert mark(*wrong(exercise, name, item), exercise.text).state == "wrong", name
        assert len(item["says"]) > 10 and item["says"] in messages[name], (name, messages[name])
        assert [other for other in messages if item["says"] in messages[other]] == [name]


def wrong(exercise: Exercise, name: str, item: dict[str, Any]) -> tuple[q.Question, Any]:
    """A question and the wrong answer listed for it, in the form in which it is recorded."""
    question, response = exercise.questions[name], item["response"]
    if isinstance(question, q.Spans) and isinstance(response, list):
        return question, marks_of_quotes(response, exercise.passages[name][0])
    if isinstance(question, q.Code):
        return question, {**response, "values": values(question, response["source"])}
    return question, response
