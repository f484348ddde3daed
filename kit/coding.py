"""Code tasks: a function the student writes, tried on examples, its source kept as the answer.

What is compared are values, never verdicts, so that the same comparison serves the notebook and whoever runs
the function again elsewhere.
"""

import inspect
import json
import math
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from IPython.display import display

from kit.answers import new_record
from kit.banks import BankError, find_bank
from kit.card import bundle
from kit.errors import KitError
from kit.marking import mark
from kit.questions import Code
from kit.store import Store
from kit.texts import read

LONGEST = 10_000  # characters of source, and of one value written as JSON


def check(question_id: str, function: Callable[..., Any]) -> None:
    """Try your function on the examples of a code question, and record it.

    Raises KitError where ``function`` is no function whose source can be read, and BankError where the
    question is not there or is of another kind.
    """
    bank = find_bank(question_id)
    question = bank[question_id]
    if not isinstance(question, Code):
        raise BankError(f"Question '{question_id}' is not a code task. Ask it with kit.ask('{question_id}').")
    source = source_of(function)
    response = {"source": source, "values": [value_of(function, e.args) for e in question.examples]}
    text, store = read(bank.text), Store.here()
    given = mark(question, response, text)
    if given.state == "unattempted":
        display(bundle(question, ""), raw=True)
        return
    last = store.last(question_id)
    repeated = last is not None and last.readable and last.response == response
    record = last if last is not None and repeated else None
    note = ""
    if record is None:
        record = new_record(question_id, "code", response, bank.digest, last)
        note = store.save(record)
    display(bundle(question, "", record, given, note), raw=True)


def source_of(function: Callable[..., Any]) -> str:
    """The source of a function, outer indentation removed. Raises KitError where there is none to read."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (TypeError, OSError):
        raise KitError("Hand over the function itself, by its name and without brackets.") from None
    if len(source) > LONGEST:
        raise KitError(f"The function is longer than {LONGEST:,} characters. Shorten it.")
    return source


def value_of(function: Callable[..., Any], args: Sequence[Any]) -> dict[str, Any]:
    """What a call returns: ``{"value": ...}`` in JSON's own types, or ``{"error": message}``.

    >>> value_of(len, ["abc"]), value_of(len, [3])["error"][:9]
    ({'value': 3}, 'TypeError')
    """
    try:
        value = plain(function(*json.loads(json.dumps(args))))
        if len(json.dumps(value)) > LONGEST:
            return {"error": "The value is too long to be compared."}
    except Exception as error:  # whatever a student's code raises is their feedback
        return {"error": f"{type(error).__name__}: {error}"[:300]}
    return {"value": value}


def plain(value: Any) -> Any:
    """A value in JSON's own types: tuples as lists, sets sorted, numbers of pandas and numpy as numbers.

    Raises TypeError for what JSON cannot hold.

    >>> plain((1, {"b", "a"}))
    [1, ['a', 'b']]
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise TypeError("the value is not a finite number")
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((plain(item) for item in value), key=repr)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    raise TypeError(f"the function returned {_a(type(value).__name__)}, which cannot be compared")


def _a(noun: str) -> str:
    return f"{'an' if re.match('[aeiouAEIOU]', noun) else 'a'} {noun}"
