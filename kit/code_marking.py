"""What a code task earns: the values of its examples compared with the expected ones."""

import math
from typing import Any

from kit.errors import ResponseError
from kit.numbers import close
from kit.questions import Code, Example
from kit.texts import Text


def code_credit(question: Code, response: Any, text: Text) -> tuple[float, list[str]]:
    """The share of the examples whose value is the expected one, and what is said about the others.

    Raises ResponseError where the response does not hold a value for each example.
    """
    outcomes = _outcomes(question, response)
    said, right = [], 0
    for example, outcome, fit in zip(question.examples, outcomes, fits(question, response), strict=True):
        right += fit
        if not fit and not example.hidden:
            came = outcome.get("error") or f"it returned {outcome.get('value')!r}"
            said.append(f"`{called(question, example)}` should return {example.expect!r}; {str(came)[:200]}.")
    if right == len(question.examples):
        return 1.0, [question.feedback]
    return right / len(question.examples), [
        f"{right} of {len(question.examples)} examples fit.",
        *said[:3],
        question.otherwise,
    ]


def called(question: Code, example: Example) -> str:
    """The call of an example as it is written, at most 200 characters of it."""
    return f"{question.function}({', '.join(map(repr, example.args))})"[:200]


def fits(question: Code, response: Any) -> list[bool]:
    """For each example, whether its value is the expected one.

    Raises ResponseError where the response does not hold a value for each example.
    """
    return [
        "error" not in outcome and same_value(outcome.get("value"), example.expect, example.tolerance)
        for example, outcome in zip(question.examples, _outcomes(question, response), strict=True)
    ]


def _outcomes(question: Code, response: Any) -> list[dict[str, Any]]:
    values = response.get("values") if isinstance(response, dict) else None
    if not isinstance(values, list) or len(values) != len(question.examples):
        raise ResponseError("There is no value for each example. Run the check of this task again.")
    return [value if isinstance(value, dict) else {} for value in values]


def same_value(given: Any, wanted: Any, tolerance: float = 0) -> bool:
    """Whether two JSON values are the same, numbers within a tolerance. True is not 1.

    >>> same_value([1.0, "a"], [1, "a"]), same_value(True, 1)
    (True, False)
    """
    if isinstance(given, bool) or isinstance(wanted, bool):
        return given is wanted
    if isinstance(given, int | float) and isinstance(wanted, int | float):
        try:
            return math.isfinite(given) and close(given, wanted, tolerance)
        except OverflowError:  # a whole number beyond every float
            return given == wanted
    if isinstance(given, list) and isinstance(wanted, list | tuple):
        pairs = zip(given, wanted, strict=False)
        return len(given) == len(wanted) and all(same_value(g, w, tolerance) for g, w in pairs)
    if isinstance(given, dict) and isinstance(wanted, dict):
        keys = given.keys() == wanted.keys()
        return keys and all(same_value(given[key], wanted[key], tolerance) for key in wanted)
    return bool(type(given) is type(wanted) and given == wanted)


def nothing_returned(response: Any) -> bool:
    """Whether a code task was left as it was handed out: no call returned anything, and none failed."""
    values = response.get("values") if isinstance(response, dict) else None
    return (
        isinstance(values, list)
        and len(values) > 0
        and all(
            isinstance(value, dict) and "error" not in value and value.get("value") is None
            for value in values
        )
    )
