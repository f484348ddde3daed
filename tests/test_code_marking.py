"""A code task marked from the values of its examples: what fits, what is said, and what is refused."""

from typing import Any

import pytest

from kit.code_marking import called, code_credit, fits, nothing_returned
from kit.errors import ResponseError
from kit.questions import Code, Example
from kit.texts import Text

TEXT = Text("none", "Words.")


def task(*examples: dict[str, Any]) -> Code:
    fields = {"id": "a.b", "kind": "code", "prompt": "?", "function": "f", "feedback": "All."}
    return Code.model_validate({**fields, "otherwise": "Look again.", "examples": examples})


def values(*given: Any) -> dict[str, Any]:
    return {"source": "", "values": list(given)}


@pytest.mark.parametrize(("value", "fit"), [(0.3, True), (0.309, True), (0.32, False)])
def test_each_example_has_its_tolerance(value: float, fit: bool) -> None:
    question = task({"args": [], "expect": 0.3, "tolerance": 0.01}, {"args": [], "expect": value})
    assert fits(question, values({"value": value}, {"value": value})) == [fit, True]


def test_an_error_never_fits_whatever_came_with_it() -> None:
    question = task({"args": [], "expect": "a"})
    assert fits(question, values({"value": "a"})) == [True]
    assert fits(question, values({"value": "a", "error": "ValueError"})) == [False]


def test_a_value_that_is_no_outcome_does_not_fit() -> None:
    question = task({"args": [], "expect": "a"}, {"args": [], "expect": "b"})
    assert fits(question, values("a", {"value": "b"})) == [False, True]


@pytest.mark.parametrize("response", [None, {}, values(), values({"value": 1}, {"value": 1})])
def test_other_than_one_value_for_each_example_is_refused(response: Any) -> None:
    with pytest.raises(ResponseError) as refused:
        fits(task({"args": [], "expect": 1}), response)
    assert str(refused.value) == "There is no value for each example. Run the check of this task again."


def test_three_of_the_examples_that_do_not_fit_are_named_and_no_hidden_one() -> None:
    shown = [{"args": [number], "expect": number} for number in range(5)]
    question = task({"args": ["h"], "expect": 1, "hidden": True}, *shown)
    outcomes = [{"value": 0}, {"value": 0}, {"error": "KeyError: 1"}, *[{"value": -1}] * 3]
    assert code_credit(question, values(*outcomes), TEXT) == (
        1 / 6,
        [
            "1 of 6 examples fit.",
            "`f(1)` should return 1; KeyError: 1.",
            "`f(2)` should return 2; it returned -1.",
            "`f(3)` should return 3; it returned -1.",
            "Look again.",
        ],
    )


def test_what_a_call_is_and_what_came_of_it_are_cut_at_200_characters() -> None:
    question = task({"args": [], "expect": 1})
    assert called(question, Example(args=("ab", 1), expect=1)) == "f('ab', 1)"
    assert len(called(question, Example(args=("a" * 300,), expect=1))) == 200
    said = code_credit(question, values({"error": "e" * 300}), TEXT)[1][1]
    assert said == f"`f()` should return 1; {'e' * 200}."


@pytest.mark.parametrize(
    ("response", "so"),
    [
        (values({"value": None}), True),
        (values({"value": None}, {}), True),
        (values(), False),
        (values({"value": None}, {"value": 0}), False),
        (values({"error": "NameError"}), False),
        (values(None), False),
        ({}, False),
        ("x", False),
    ],
)
def test_a_task_is_left_as_it_was_if_no_call_returned_or_failed(response: Any, so: bool) -> None:
    assert nothing_returned(response) is so
