"""One file that was handed in, opened: its records, or a plain reason why there are none. Never an error."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal
from urllib.parse import unquote

from kit.answers import MIME, Record, RecordError
from kit.card import CARRIED

MOST_RECORDS = 10_000  # a sheet has some twenty questions
_LONGEST_NUMBER = 400  # digits; Python takes no whole number of more than 4,300
_ONLY_FIRST = f"Only the first {MOST_RECORDS:,} records were read."
NOTEBOOK, PAGE = ".ipynb", (".html", ".htm")


@dataclass(frozen=True)
class Submission:
    """What one file holds. ``reason`` says why it is not ``opened``, or what is to be said of it.

    ``damaged`` counts what looks like a record and cannot be read; ``cells`` is the number of cells.
    """

    student: str
    file: str
    status: Literal["opened", "not opened"]
    reason: str = ""
    records: tuple[Record, ...] = ()
    damaged: int = 0
    cells: int = 0


def open_submission(student: str, file: str, data: bytes) -> Submission:
    """The records in a file's bytes, whatever these are."""

    def closed(reason: str) -> Submission:
        return Submission(student, file, "not opened", reason)

    if not data.strip():
        return closed("The file is empty.")
    ending = PurePath(file).suffix.lower()
    if ending in PAGE:
        records, damaged, more = _read_records(_carried(data))
        if not records:
            return closed("This HTML page carries no record of an answer. Ask for the .ipynb file.")
        return Submission(student, file, "opened", _ONLY_FIRST if more else "", records, damaged)
    if ending != NOTEBOOK:
        return closed(f"This is not a notebook but {_a_file(ending)}. Ask for the .ipynb file.")
    try:
        notebook = parse(data)
    except UnicodeDecodeError:
        return closed("The notebook is damaged: it is not text in UTF-8.")
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}" if error.lineno > 1 else f"character {error.pos + 1}"
        return closed(f"The notebook is damaged: its JSON breaks off or has an error in {where}.")
    except (ValueError, RecursionError, MemoryError):
        return closed("The notebook is damaged: its JSON is nested too deeply or holds what cannot be read.")
    if not isinstance(notebook, dict):
        return closed("This is not a notebook, although it is named like one: its JSON is no object.")
    if "worksheets" in notebook or _older(notebook):
        return closed(
            "This notebook has the old format, nbformat 3 or before, which holds no records. "
            "Ask for it to be opened in JupyterLab and saved again."
        )
    if not isinstance(notebook.get("cells"), list):
        return closed("This is not a notebook, although it is named like one: it has no cells.")
    records, damaged, more = records_of(notebook)
    reason = _ONLY_FIRST if more else ""
    return Submission(student, file, "opened", reason, records, damaged, len(notebook["cells"]))


def _carried(page: bytes) -> Iterator[str]:
    """The records that the cards in an exported page carry, as JSON."""
    pattern = re.compile(rb""" %s=["']([\w%%./~-]*)["']""" % CARRIED.encode())
    return (unquote(found[1].decode("ascii", "replace")) for found in pattern.finditer(page))


def _a_file(ending: str) -> str:
    return f"a file of the kind {ending}" if ending else "a file without an ending"


def _older(notebook: dict[str, Any]) -> bool:
    version = notebook.get("nbformat")
    return isinstance(version, int | float) and not isinstance(version, bool) and version < 4


def parse(data: bytes) -> Any:
    """JSON as Python objects; a number of absurd length counts as infinite.

    Raises ValueError (JSONDecodeError, UnicodeDecodeError) and RecursionError for what is no JSON.
    """
    text = data.decode("utf-8-sig")
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(
            text, parse_int=lambda digits: int(digits) if len(digits) < _LONGEST_NUMBER else float(digits)
        )


def records_of(notebook: dict[str, Any]) -> tuple[tuple[Record, ...], int, bool]:
    """The records of a notebook in the order of its cells, how many are damaged, and whether there are more.

    Where cells stand, what type they have and what else they hold does not matter.
    """
    return _read_records(_recorded(notebook))


def _read_records(found: Iterator[Any]) -> tuple[tuple[Record, ...], int, bool]:
    records: list[Record] = []
    damaged = 0
    for data in found:
        if len(records) + damaged >= MOST_RECORDS:
            return tuple(records), damaged, True
        try:
            records.append(Record.from_json(_unquoted(data)))
        except (RecordError, ValueError, RecursionError):
            damaged += 1
    return tuple(records), damaged, False


def _recorded(notebook: dict[str, Any]) -> Iterator[Any]:
    for cell in notebook["cells"]:
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            data = output.get("data") if isinstance(output, dict) else None
            if isinstance(data, dict) and MIME in data:
                yield data[MIME]


def _unquoted(data: Any) -> Any:
    """A record that a tool saved as text, or as lines of text, as JSON again."""
    if isinstance(data, list) and all(isinstance(line, str) for line in data):
        data = "".join(data)
    return json.loads(data) if isinstance(data, str) else data
