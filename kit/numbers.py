"""Numbers that people type, and when two of them are the same."""

import math
import re
from typing import Any

from kit.errors import ResponseError


def parse_number(response: Any) -> float:
    """The number somebody typed: ``12``, ``3.5``, ``3,5`` or ``1,000``.

    Raises ResponseError for anything else, and for what is not finite.

    >>> parse_number(" 3,5 "), parse_number("1,000")
    (3.5, 1000.0)
    """
    if isinstance(response, str):
        typed = response.strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
        grouped = re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", typed)
        typed = typed.replace(",", "") if grouped else typed
        response = typed.replace(",", ".") if typed.count(",") == 1 else typed
        if not re.fullmatch(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", response):
            raise ResponseError("Write a number, such as 12 or 3.5, without words.")
    elif isinstance(response, bool) or not isinstance(response, int | float):
        raise ResponseError("Write a number, such as 12 or 3.5.")
    try:
        value = float(response)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise ResponseError("Write a number that can be counted to.")
    return value


def close(given: float, wanted: float, tolerance: float) -> bool:
    """Whether two numbers are the same within a tolerance, rounding of the machine forgiven."""
    return abs(given - wanted) <= tolerance + 1e-9 * max(1, abs(wanted))
