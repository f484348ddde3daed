"""What a question is: its defaults, and that nothing alters it."""

import pytest
from pydantic import ValidationError

from kit import questions as q


def test_only_correct_and_accepted_options_are_credited() -> None:
    flags = [(False, False), (True, False), (False, True), (True, True)]
    credited = [
        q.Option(text="a", correct=correct, accepted=accepted).credited for correct, accepted in flags
    ]
    assert credited == [False, True, True, True]


def test_a_question_asks_plainly_unless_its_bank_says_more() -> None:
    asked = q.Number(id="a.q1", kind="number", prompt="P", answer=3)
    assert (asked.points, asked.tolerance, asked.hints, asked.confidence) == (1, 0, (), False)
    assert not asked.explanation
    assert not asked.justified_by


def test_nothing_alters_a_question_after_loading() -> None:
    asked = q.Number(id="a.q1", kind="number", prompt="P", answer=3)
    with pytest.raises(ValidationError, match="frozen"):
        asked.answer = 4


@pytest.mark.parametrize(
    "passage", [{}, {"first": "a"}, {"last": "b"}, {"first": "a", "last": "b", "constructed": "c"}]
)
def test_a_passage_is_named_in_one_way(passage: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="give either 'first' and 'last', or 'constructed'"):
        q.Passage(**passage)


def test_a_control_passage_has_an_empty_key() -> None:
    control = q.Spans(
        id="a.q1", kind="spans", prompt="P", passage=q.Passage(constructed="A."), labels=("hedge",), key=()
    )
    assert control.key == ()
    assert control.reference is None


def test_a_key_may_be_computed() -> None:
    asked = q.Number(id="a.q1", kind="number", prompt="P", answer={"count": "charade"})
    assert asked.answer == {"count": "charade"}
