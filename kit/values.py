"""What a student's function returns, as JSON. Needs the standard library alone, so that it starts at once."""

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

LONGEST = 10_000  # characters of source, and of one value written as JSON


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
