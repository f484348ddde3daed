"""Marks come from the records and the instructor's bank, and from nothing else."""

import json
import math
from typing import Any

import pytest

from kit.banks import Bank
from kit.grading.marks import Answer, Exercise, Result, mark_submission, prepare
from kit.grading.submissions import open_submission
from kit.questions import Number
from kit.texts import Text
from tests.grading.handed_in import POINTS, RIGHT, notebook, packed, record


def marked(exercise: Exercise, *more: Any, answers: dict[str, Any] | None = None, **fields: Any) -> Result:
    sheet = notebook(answers if answers is not None else {}, *more, **fields)
    return mark_submission(open_submission("", "a.ipynb", json.dumps(sheet).encode()), exercise)


def answer(result: Result, question: str) -> Answer:
    return next(found for found in result.answers if found.question == question)


def test_right_answers_earn_their_points(exercise: Exercise) -> None:
    result = marked(exercise, answers=RIGHT)
    assert result.score == POINTS
    assert answer(result, "every_kind.essay").state == "recorded"
    assert answer(result, "more.code") == Answer(
        "more.code", "not run", None, 2, ("Code tasks were not run.",), RIGHT["more.code"]["source"].rstrip()
    )
    assert "1 answer to be marked by a person." in result.notes


def test_an_empty_sheet_earns_nothing(exercise: Exercise) -> None:
    result = marked(exercise)
    assert result.score == 0 and {found.state for found in result.answers} == {"unattempted"}
    assert "It holds no answer to this exercise." in result.notes


def test_a_recorded_verdict_is_never_trusted(exercise: Exercise) -> None:
    claims = {"state": "right", "score": 99, "credit": 1, "mark": {"score": 99}, "kind": "essay"}
    result = marked(exercise, {**record("every_kind.choice", "decided"), **claims})
    assert answer(result, "every_kind.choice").state == "wrong" and result.score == 0


def test_the_recorded_values_of_a_code_task_prove_nothing(exercise: Exercise) -> None:
    values = [{"value": "NO"}, {"value": "WAR"}]
    for forged in ({"values": values}, {"source": 3, "values": values}):
        found = answer(marked(exercise, record("more.code", forged)), "more.code")
        assert found.score == 0 and "no source" in found.feedback[0]


@pytest.mark.parametrize("response", [math.nan, math.inf, 1e308, 10**300, "x" * 100_000, [[[]]] * 9, True])
@pytest.mark.parametrize("question", RIGHT)
def test_an_absurd_response_scores_nothing(exercise: Exercise, question: str, response: Any) -> None:
    found = answer(marked(exercise, record(question, response)), question)
    assert not found.score and (found.feedback or found.state in ("recorded", "wrong"))


def test_a_response_nested_without_end(exercise: Exercise) -> None:
    deep: Any = []
    for _ in range(700):
        deep = [deep]
    for question in RIGHT:
        assert not answer(marked(exercise, record(question, deep)), question).score


def test_the_last_of_several_answers_counts_and_it_is_said(exercise: Exercise) -> None:
    later = record("every_kind.choice", "charade", attempt=2, answered_at="2026-01-03T00:00:00.000Z")
    for order in (1, -1):
        records = [later, record("every_kind.choice", "decided")][::order]
        result = marked(exercise, *records)
        assert answer(result, "every_kind.choice").state == "right"
        assert "1 question answered in several places: the last answer in time counts." in result.notes


def test_a_copied_cell_is_nothing_to_speak_of(exercise: Exercise) -> None:
    result = marked(exercise, *[record("every_kind.choice", "charade")] * 3)
    assert not any("several places" in note for note in result.notes)


def test_work_from_another_bank_is_marked_with_a_note(exercise: Exercise) -> None:
    note = "1 answer given to another version of the question bank."
    assert note in marked(exercise, record("every_kind.choice", "charade")).notes
    same = record("every_kind.choice", "charade", bank=exercise.bank.digest)
    assert note not in marked(exercise, same).notes


def test_unknown_and_damaged_records_are_counted(exercise: Exercise) -> None:
    records = [record("other.q1", 1), {**record("a.b", 1), "question": 3}]
    result = marked(exercise, *records, answers={"every_kind.choice": "charade"})
    assert "1 answer to questions that this exercise does not have, passed over." in result.notes
    assert "1 damaged record passed over." in result.notes and result.score == 1


def test_a_record_of_a_newer_kit_is_left_to_a_newer_kit(exercise: Exercise) -> None:
    found = answer(marked(exercise, record("every_kind.choice", "charade", schema=9)), "every_kind.choice")
    assert found.state == "unreadable" and found.score is None


def test_ten_thousand_records(exercise: Exercise) -> None:
    records = [record("every_kind.choice", "charade", attempt=number) for number in range(10_000)]
    assert marked(exercise, *records).score == 1


def test_values_that_were_run_elsewhere_are_compared_here(exercise: Exercise) -> None:
    submission = open_submission("", "a.ipynb", packed(RIGHT))
    for values, score in (
        ([{"value": "NO"}, {"value": "WAR"}], 2),
        ([{"value": "NO"}, {"value": "NO"}], 1),
        ([{"error": "NameError"}, {"value": "x"}], 0),
        ("no sandbox", None),
    ):
        result = mark_submission(submission, exercise, lambda tasks, values=values: [values])
        assert answer(result, "more.code").score == score


def test_keys_and_foreseen_mistakes_are_worked_out_from_the_text() -> None:
    wrong = [{"value": value, "feedback": "No."} for value in ({"count": "peace"}, {"count": "gone"}, 7)]
    fields = {"id": "a.q1", "kind": "number", "prompt": "?", "answer": {"count": "war"}, "wrong": wrong}
    bank = Bank.model_validate({"question": [fields]})
    ready = prepare(bank, Text("example", "War and war and peace.")).questions["a.q1"]
    assert isinstance(ready, Number) and ready.answer == 2
    assert [mistake.value for mistake in ready.wrong] == [1, 7]  # what does not occur is nobody's answer
