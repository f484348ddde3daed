"""What is kept of an answer for the statistics: what was answered, and never more than the bank allows."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.answers import Record
from kit.grading.given import LONGEST_TYPED, NO_OTHER, NOTHING_KEPT, Given, given_from_json
from kit.grading.marks import Exercise, mark_submission
from kit.grading.submissions import Submission, open_submission
from tests.grading.handed_in import RIGHT, SOURCE, packed, record

LONG = "x" * 1_000_000


def kept(exercise: Exercise, question: str, response: Any, values: Any = None) -> Given:
    submission = open_submission("", "a.ipynb", packed({question: response}))
    result = mark_submission(submission, exercise, (lambda tasks: [values]) if values else None)
    return next(answer.given for answer in result.answers if answer.question == question)


@pytest.mark.parametrize(
    ("question", "response", "picked"),
    [
        ("choice", "decided", ("decided",)),
        ("choice", "no option of it", ()),
        ("choices", ["proxy war", "legal"], ("legal", "proxy war")),
        ("number", " 2,0 ", ("2",)),
        ("number", "Three", ("three",)),
        ("number", LONG, ("x" * LONGEST_TYPED,)),
        ("text", " “Proxy  State” ", ("proxy state",)),
        ("text", LONG, ("x" * LONGEST_TYPED,)),
        ("match", {"newly unified": "Kharkov"}, (NO_OTHER, "Kharkov")),
        ("match", {"newly unified": LONG, LONG: LONG}, (NO_OTHER, NO_OTHER)),
        ("order", ["World War III", "A charade is dropped", "Arms are used inside Russia"], ("3", "1", "2")),
        ("order", ["World War III"] * 3, ()),
        ("essay", "It says that war was pretended.", ()),
    ],
)
def test_what_was_picked(exercise: Exercise, question: str, response: Any, picked: tuple[str, ...]) -> None:
    assert kept(exercise, f"every_kind.{question}", response).picked == picked


def test_the_examples_that_failed(exercise: Exercise) -> None:
    answer = {"source": SOURCE, "values": []}
    assert kept(exercise, "more.code", answer, [{"value": "NO"}, {"error": "no"}]).picked == ("2",)
    assert kept(exercise, "more.code", answer, [{"value": "NO"}, {"value": "WAR"}]).picked == ()
    assert kept(exercise, "more.code", answer) == NOTHING_KEPT


def span(exercise: Exercise, question: str, words: str, label: str) -> dict[str, Any]:
    excerpt, _ = exercise.passages[question]
    start = excerpt.raw.index(words, excerpt.start)
    return {"label": label, "start": start, "end": start + len(words)}


def test_what_was_marked(exercise: Exercise) -> None:
    name = "spans.attribution"  # Ann said it would rain. Bob denied it.
    marks = [
        span(exercise, name, "Ann", "source"),
        span(exercise, name, "would rain", "content"),
        span(exercise, name, "it would", "content"),  # overlaps: its words are covered once
        span(exercise, name, "Bob denied", "source"),
    ]
    given = kept(exercise, name, marks)
    assert given.covered == (("content", 2, 5), ("source", 0, 1), ("source", 5, 7))
    assert (given.found, given.alarms) == ((0, 2, 3), 1)
    assert kept(exercise, name, {"nothing": True}) == Given(alarms=0)
    assert kept(exercise, name, [{"label": "source"}]) == NOTHING_KEPT


def test_two_thousand_marks_are_kept_as_the_words_they_cover(exercise: Exercise) -> None:
    excerpt, _ = exercise.passages["spans.stance"]
    marks = [
        {"label": label, "start": excerpt.start, "end": excerpt.start + 1 + at % len(excerpt.text)}
        for at in range(1000)
        for label in ("hedge", "booster")
    ]
    given = kept(exercise, "spans.stance", marks)
    assert len(given.covered) == 2 and given.alarms and given.alarms > 1990


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(question=st.sampled_from(sorted(RIGHT)), response=JSON)
def test_whatever_is_handed_in_what_is_kept_is_small_and_survives_the_disk(
    exercise: Exercise, question: str, response: Any
) -> None:
    answered = Record.from_json(record(question, response))
    result = mark_submission(Submission("", "a.ipynb", "opened", records=(answered,)), exercise)
    for answer in result.answers:
        written = json.dumps(asdict(answer.given))
        assert len(written) < 1000
        assert given_from_json(json.loads(written)) == answer.given
