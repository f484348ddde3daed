"""What students typed, made safe for a spreadsheet, a page and a file's name."""

import re
from html import escape
from typing import Any

# marks that turn the direction of what follows, so that a line reads as something else
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def cell(value: Any) -> str:
    """A cell of a CSV file: one line, no formula, no marks that turn the direction; numbers short.

    >>> cell("=cmd()"), cell("Ana\\nLima"), cell(2 / 3), cell(None)
    ("'=cmd()", 'Ana Lima', '0.6667', '')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{round(value, 4):.15g}"
    line = one_line(str(value))
    return f"'{line}" if line.startswith(_FORMULA) else line


def one_line(value: str) -> str:
    """Text on one line, without control characters, half characters and marks that turn the direction."""
    return " ".join(_CONTROL.sub(" ", _TURNING.sub("", _whole(value))).split())


def plain(value: str) -> str:
    """Text without half characters, control characters and turning marks, its lines kept."""
    return _CONTROL_BUT_LINES.sub("", _TURNING.sub("", _whole(value)))


def _whole(value: str) -> str:
    """Text without half characters, which no file can hold."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def html(value: str) -> str:
    """Plain text for a page, escaped."""
    return escape(plain(value))


def file_name(student: str, taken: set[str]) -> str:
    """A name for a student's file, without ending, unlike those in ``taken``, which it joins.

    >>> taken = set()
    >>> file_name("../Ana: Lima", taken), file_name("../ana: lima", taken)
    ('Ana_ Lima', 'ana_ lima-2')
    """
    plain = re.sub(r"[^\w .()-]", "_", one_line(student)).strip(" ._-")[:80].strip(" .") or "student"
    plain = f"{plain}_" if _RESERVED.match(plain) else plain
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.casefold())
    return name
