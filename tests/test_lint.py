"""A bank held against its text: whatever no longer fits is said with file, question and field."""

from pathlib import Path
from typing import Any

import pytest

from kit.banks import Bank
from kit.lint import check_bank
from kit.texts import Text

TEXT = Text("example", "It may rain. It might rain. The charade is over.\nSo “they” say.")
NUMBER = {"kind": "number", "answer": 3}
SPANS = {"kind": "spans", "labels": ["hedge"], "key": [], "passage": {"first": "It may", "last": "rain."}}


def problems(question: dict[str, Any], name: str = "01-x.toml") -> list[str]:
    whole = {"id": "01-x.q1", "prompt": "P", **question}
    return check_bank(Bank(question=[whole], path=Path(name)), TEXT)


def key(*spans: dict[str, Any]) -> dict[str, Any]:
    return {**SPANS, "key": [{"label": "hedge", **span} for span in spans]}


@pytest.mark.parametrize(
    "question",
    [
        {**NUMBER, "justified_by": "The charade is over.\nSo"},
        {**NUMBER, "justified_by": "So “they” say"},
        {**NUMBER, "answer": {"count": "rain"}, "wrong": [{"value": 1, "feedback": "f"}]},
        {"kind": "text", "accepted": ["a"], "wrong": [{"value": "b", "feedback": "f"}]},
        SPANS,
        key({"quote": "may"}, {"quote": "rain"}),
        {**key({"quote": "could"}), "passage": {"constructed": "It could."}, "justified_by": "could"},
        {**SPANS, "passage": {"text": "article", "first": "Secretary of State", "last": "charade."}},
    ],
)
def test_what_fits_the_text_is_no_problem(question: dict[str, Any]) -> None:
    assert problems(question) == []


@pytest.mark.parametrize(
    ("question", "field", "what"),
    [
        ({**NUMBER, "id": "02-y.q1"}, "id", "it must begin with '01-x.'"),
        (
            {**NUMBER, "justified_by": "the charade"},
            "justified_by",
            "“the charade” does not stand in example. Copy it",
        ),
        ({**NUMBER, "justified_by": 'So "they" say'}, "justified_by", "does not stand in example. Copy it"),
        (
            {**NUMBER, "answer": {"count": "peace"}},
            "answer",
            "'peace' does not occur in example, so the question",
        ),
        ({**NUMBER, "answer": {"counts": "x"}}, "answer", "cannot be computed. Give one of: count"),
        (
            {**NUMBER, "wrong": [{"value": 3, "feedback": "f"}]},
            "wrong.0.value",
            "3 is right for example. Take it out",
        ),
        (
            {**NUMBER, "wrong": [{"value": {"range": "peace"}, "feedback": "f"}]},
            "wrong.0.value",
            "'peace' does not occur",
        ),
        (
            {"kind": "text", "accepted": ["It’s"], "wrong": [{"value": "it's.", "feedback": "f"}]},
            "wrong.0.value",
            "'it's.' is accepted as well",
        ),
        (
            {**SPANS, "passage": {"first": "It will", "last": "rain"}},
            "passage.first",
            "“It will” does not stand in example",
        ),
        (
            {**SPANS, "passage": {"first": "The charade", "last": "It"}},
            "passage.last",
            "“It” does not stand in example after",
        ),
        (
            {**SPANS, "passage": {"text": "artcle", "first": "a", "last": "b"}},
            "passage.text",
            "Did you mean 'article'?",
        ),
        (
            key({"quote": "may"}, {"quote": "might"}),
            "key.1.quote",
            "“might” stands nowhere in the passage. Copy it",
        ),
        (key({"quote": "may", "nth": 2}), "key.0.quote", "“may” stands 1 times, not 2 in the passage"),
    ],
)
def test_what_does_not_fit_is_said(question: dict[str, Any], field: str, what: str) -> None:
    (problem,) = problems(question)
    start = f"01-x.toml, question '{question.get('id', '01-x.q1')}', field '{field}': "
    assert problem.startswith(start)
    assert what in problem.removeprefix(start)
    assert "\n" not in problem


def test_a_bank_of_a_folder_names_its_questions_as_it_likes() -> None:
    assert problems(NUMBER, "questions.toml") == []
