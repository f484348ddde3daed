"""What is graded already: one JSON object a line, so that grading goes on where it was broken off."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kit.grading.given import given_from_json
from kit.grading.marks import Answer, Result

STATE = "grading-state.jsonl"


class State:
    """The results in a folder, by a key that changes with the submission, the bank and how code is run."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / STATE
        self.results: dict[str, Result] = dict(self._read())

    def _read(self) -> list[tuple[str, Result]]:
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError:
            return []
        found = []
        for line in lines:
            try:
                item = json.loads(line)
                found.append((str(item["key"]), result_from_json(item["result"])))
            except (ValueError, KeyError, TypeError, RecursionError):
                continue  # cut short by whatever ended that run; it is graded again
        return found

    def add(self, key: str, result: Result) -> None:
        """Keep a result, on disk before returning. Raises OSError where the disk is full."""
        self.results[key] = result
        line = json.dumps({"key": key, "result": asdict(result)}) + "\n"
        descriptor = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            os.lseek(descriptor, max(0, size - 1), os.SEEK_SET)  # and not os.pread, which Windows lacks
            if size and os.read(descriptor, 1) != b"\n":
                line = "\n" + line  # the last run ended within a line
            data = line.encode("ascii")
            if os.write(descriptor, data) < len(data):
                raise OSError(28, "No space left on device")
        finally:
            os.close(descriptor)


def result_from_json(data: dict[str, Any]) -> Result:
    """A result as ``asdict`` gave it. Raises KeyError or TypeError for anything else."""
    answers = tuple(map(_answer_from_json, data["answers"]))
    return Result(**{**data, "answers": answers, "notes": tuple(data["notes"])})


def _answer_from_json(data: dict[str, Any]) -> Answer:
    given = given_from_json(data["given"])
    return Answer(**{**data, "feedback": tuple(data["feedback"]), "given": given})
