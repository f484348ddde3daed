"""Notebooks damaged at random, byte by byte and piece by piece: a row for each, whatever they hold.

Set BETWEEN_THE_LINES_MUTATED to try more of them than the few hundred of every run.
"""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit.answers import MIME
from tests.grading.conftest import Grade
from tests.grading.rehearsal import answered, prepared
from tests.test_exercises import SHEETS

HOW_MANY = int(os.environ.get("BETWEEN_THE_LINES_MUTATED", "300"))
STRANGE: list[Any] = [
    None,
    True,
    -1,
    1e308,
    float("nan"),
    float("inf"),
    10**400,
    "",
    "x" * 9999,
    [],
    {},
    [[]],
]
STRANGE += [
    {"a": [None]},
    "\ud800",
    "\x00",
    "\u202e",
    "<script>",
    "=cmd()",
    {"nothing": True},
    [{"label": 3}],
]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container in a piece of JSON with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [pair for key in keys for pair in ((value, key), *places(value[key]))]


def replaced(notebook: Any, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 6)):
        container, key = chance.choice(places(notebook))
        container[key] = chance.choice(STRANGE)
        if not places(notebook):
            break
    return json.dumps(notebook).encode("utf-8", "replace")


def in_records(notebook: Any, chance: random.Random) -> bytes:
    """Strange things where they hurt most: in the records of answers."""
    for container, key in places(notebook):
        if key == MIME and isinstance(container[key], dict) and chance.random() < 0.5:
            record = container[key]
            at, name = chance.choice(places(record))
            at[name] = chance.choice(STRANGE)
    return json.dumps(notebook).encode("utf-8", "replace")


def removed(notebook: Any, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 20)):
        found = places(notebook)
        if found:
            container, key = chance.choice(found)
            del container[key]
    return json.dumps(notebook).encode()


def bytes_changed(notebook: Any, chance: random.Random) -> bytes:
    data = bytearray(json.dumps(notebook).encode())
    for _ in range(chance.randrange(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def cut_short(notebook: Any, chance: random.Random) -> bytes:
    data = json.dumps(notebook).encode()
    return data[: chance.randrange(len(data))]


def spliced(notebook: Any, chance: random.Random) -> bytes:
    data = json.dumps(notebook).encode()
    a, b, c = sorted(chance.randrange(len(data)) for _ in range(3))
    return data[:b] + data[a:c] + data[b:]


MUTATIONS: list[Callable[[Any, random.Random], bytes]] = [
    replaced,
    in_records,
    in_records,
    removed,
    bytes_changed,
    cut_short,
    spliced,
]


@pytest.mark.parametrize("number", range(2))
def test_a_row_for_each(number: int, grade: Grade, tmp_path: Path) -> None:
    sheet = SHEETS[number]
    chance = random.Random(number)
    place = tmp_path / "in"
    place.mkdir()
    for student in range(HOW_MANY // 2):
        _, _, right, _ = prepared(sheet)
        notebook = answered(sheet, right)
        data = chance.choice(MUTATIONS)(notebook, chance)
        (place / f"student-{student:05}.ipynb").write_bytes(data)
    rows = grade(place, "--no-code", "--exercise", str(sheet))
    assert len(rows) == HOW_MANY // 2
    assert {row["status"].split(":")[0] for row in rows.values()} == {"graded", "not graded"}
    assert all(row["score"] == "" or 0 <= float(row["score"]) <= 20 for row in rows.values())
    assert not any("could not be graded (" in row["status"] for row in rows.values())
