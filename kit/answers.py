"""The record of an answer: written to a journal at once, kept in the notebook, found again in either.

A record is found by its question's id, never by where it stands. The journal is one append-only file in
the notebook's folder, so a notebook that is copied or renamed there keeps its answers.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.errors import KitError

MIME = "application/vnd.between-the-lines.answer+json"
SCHEMA = 1
JOURNAL = "between-the-lines.answers.jsonl"


class RecordError(KitError):
    """What was found is not a record this version can read."""


@dataclass(frozen=True)
class Record:
    """One answer to one question.

    ``attempt`` counts from 1; ``answered_at`` is ISO 8601 in UTC; ``bank`` is the first 12 hexadecimal digits
    of the sha256 of the bank's file; ``confidence`` is how sure the student was, in per cent, where asked.
    ``newer`` is all that a newer version of the kit wrote, kept as it is.
    """

    question: str
    kind: str
    response: Any
    attempt: int
    answered_at: str
    bank: str
    confidence: int | None = None
    schema: int = SCHEMA
    newer: dict[str, Any] | None = None

    @property
    def readable(self) -> bool:
        """False for a record written by a newer version of the kit: it is kept, but cannot be marked here."""
        return self.schema <= SCHEMA

    def to_json(self) -> dict[str, Any]:
        """The record as the contract lays it down."""
        if self.newer is not None:
            return self.newer
        data: dict[str, Any] = {
            "schema": self.schema,
            "question": self.question,
            "kind": self.kind,
            "response": self.response,
            "attempt": self.attempt,
            "answered_at": self.answered_at,
            "bank": self.bank,
        }
        return data if self.confidence is None else {**data, "confidence": self.confidence}

    @classmethod
    def from_json(cls, data: Any) -> "Record":
        """Read a record, whoever wrote it.

        Raises RecordError where a field is missing or has the wrong type.
        """
        if not isinstance(data, dict):
            raise RecordError("This is not the record of an answer.")
        types = {"schema": int, "question": str, "kind": str, "attempt": int, "answered_at": str, "bank": str}
        fits = {field: type(data.get(field)) is type_ for field, type_ in types.items()}  # True is no number
        if fits["schema"] and fits["question"] and data["schema"] > SCHEMA:
            known = {field: data[field] if fits[field] else type_() for field, type_ in types.items()}
            return cls(**known, response=data.get("response"), newer=data)
        for field in types:
            if not fits[field]:
                raise RecordError(f"This record of an answer has no proper '{field}'.")
        if "response" not in data:
            raise RecordError("This record of an answer has no 'response'.")
        record = cls(**{field: data[field] for field in (*types, "response")})
        return with_confidence(record, data.get("confidence"))


def new_record(question: str, kind: str, response: Any, bank: str, last: Record | None) -> Record:
    """The record of an answer given now, after ``last`` (None for a first attempt)."""
    whole = json.loads(
        json.dumps(response, ensure_ascii=False).encode("utf-8", "replace")
    )  # no half characters
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Record(question, kind, whole, last.attempt + 1 if last else 1, now, bank)


def with_confidence(record: Record, confidence: Any) -> Record:
    """The record with how sure the student was, where that is a whole number of per cent."""
    fits = isinstance(confidence, int) and not isinstance(confidence, bool) and 0 <= confidence <= 100
    return replace(record, confidence=confidence) if fits else record


class Journal:
    """An append-only file of records, one JSON object a line."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL

    def append(self, record: Record) -> None:
        """Write a record to disk before returning. Raises OSError where that fails (a full disk)."""
        line = json.dumps(record.to_json(), ensure_ascii=False) + "\n"
        descriptor = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            os.lseek(descriptor, max(0, size - 1), os.SEEK_SET)  # and not os.pread, which Windows lacks
            if size and os.read(descriptor, 1) != b"\n":
                line = "\n" + line  # a write was cut short before; keep this record apart from it
            data = line.encode("utf-8")
            if os.write(descriptor, data) < len(data):
                raise OSError(28, "No space left on device")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def records(self) -> Iterator[Record]:
        """Every record that can be read. A line that was cut short or damaged is passed over."""
        if not self.path.is_file():  # missing, or a device that never ends
            return
        try:
            data = (
                self.path.read_bytes() if self.path.is_file() else b""
            )  # a device could be read without end
        except OSError:
            return
        for line in data.splitlines():
            try:
                yield Record.from_json(json.loads(line))
            except (ValueError, RecordError, RecursionError):
                continue


def records_in(notebook: dict[str, Any]) -> Iterator[Record]:
    """Every record in a notebook (its JSON, any nbformat 4), in the order of the cells.

    Cells that were copied, moved or changed in type do not matter; what is damaged is passed over.
    """
    for cell in _dicts(notebook.get("cells")):
        for output in _dicts(cell.get("outputs")):
            data = output.get("data")
            if isinstance(data, dict) and MIME in data:
                try:
                    yield Record.from_json(data[MIME])
                except RecordError:
                    continue


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def read_notebook(path: Path) -> dict[str, Any]:
    """The JSON of a notebook file; an empty dictionary where it cannot be read as one."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def latest(records: Iterable[Record]) -> dict[str, Record]:
    """The last answer to each question, by the time it was given and then by attempt."""
    found: dict[str, Record] = {}
    for record in records:
        before = found.get(record.question)
        if before is None or (record.answered_at, record.attempt) >= (before.answered_at, before.attempt):
            found[record.question] = record
    return found
