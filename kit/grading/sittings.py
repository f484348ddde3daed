"""Two sittings side by side: the points of an earlier one read back, students and questions paired."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.errors import KitError
from kit.grading.cohort import Row
from kit.grading.marks import NO_ANSWER
from kit.grading.safe import cell
from kit.numbers import parse_number

_QUESTION = re.compile(r"[\w-]+\.[\w-]+")
_NEEDED = ("student", "file", "status", "score", "max_score")
_NUMBERED = re.compile(r" \(\d+\)$")
_FROM_MOODLE = "_assignsubmission_"

Points = dict[str, float | None]  # by question number; None while nobody has marked it


@dataclass(frozen=True)
class Sitting:
    """Who sat, with the points of each question by its number, and in which file.

    Whoever handed in nothing that could be read, or a sheet without an answer, did not sit.
    """

    points: dict[str, Points]
    files: dict[str, str]
    max_score: float | None


def numbers(ids: Iterable[str]) -> dict[str, str]:
    """What pairs questions with those of another form: what follows the dot, or all where that is not enough.

    >>> numbers(["two-weeks-a.q1", "two-weeks-a.q2"])
    {'two-weeks-a.q1': 'q1', 'two-weeks-a.q2': 'q2'}
    >>> numbers(["a.q1", "b.q1"])
    {'a.q1': 'a.q1', 'b.q1': 'b.q1'}
    """
    listed = list(ids)
    short = Counter(name.rpartition(".")[2] for name in listed)
    return {name: name if short[name.rpartition(".")[2]] > 1 else name.rpartition(".")[2] for name in listed}


def sitting_of(rows: Sequence[Row], max_score: float) -> Sitting:
    """The sitting that was just graded."""
    points: dict[str, Points] = {}
    for row in rows:
        if row.result.score is not None and NO_ANSWER not in row.result.notes:
            short = numbers(answer.question for answer in row.result.answers)
            points[cell(row.student)] = {
                short[answer.question]: answer.score for answer in row.result.answers
            }
    return Sitting(points, {cell(row.student): cell(row.file) for row in rows}, max_score)


def read_sitting(folder: Path) -> Sitting:
    """An earlier sitting, from the ``grades.csv`` that ``kit grade`` wrote to ``folder``.

    Raises KitError where there is none, or where it does not hold what such a file holds.
    """
    path = folder / "grades.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, restval=""))
    except OSError as error:
        raise KitError(
            f"{path} cannot be read ({error.strerror}). Name the folder that an earlier kit grade wrote to."
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise _not_ours(path, str(error)) from None
    if not rows or not set(_NEEDED) <= rows[0].keys():
        raise _not_ours(path, f"it needs rows, and the columns {', '.join(_NEEDED)}")
    short = numbers(name for name in rows[0] if name not in _NEEDED and _QUESTION.fullmatch(name or ""))
    points: dict[str, Points] = {}
    most = None
    for row in rows:
        if row["score"] and NO_ANSWER not in row["status"]:
            points[row["student"]] = {short[name]: _read(path, row, name) for name in short}
            most = _read(path, row, "max_score")
    return Sitting(points, {row["student"]: row["file"] for row in rows}, most)


def _read(path: Path, row: dict[str, str], column: str) -> float | None:
    try:
        return parse_number(row[column]) if row[column] else None
    except KitError:
        what = f"“{row[column][:40]}” stands in column {column} of {row['student'][:60]}"
        raise _not_ours(path, f"{what}, where a number should be") from None


def _not_ours(path: Path, why: str) -> KitError:
    return KitError(f"{path} is not as kit grade writes it: {why}. Grade that sitting again.")


def pair_students(before: Sitting, after: Sitting) -> tuple[list[tuple[str, str]], int]:
    """The students of both sittings, as they are named in each, and how many were paired by name alone.

    Moodle gives a student another number in each assignment. Whoever came from Moodle is therefore paired by
    name, where only one student of each sitting has it; all others by name and number.
    """
    pairs = [(student, student) for student in before.points if student in after.points]
    paired = {student for student, _ in pairs}
    earlier, later = _by_name(before, paired), _by_name(after, paired)
    named = [
        (earlier[name][0], later[name][0])
        for name in earlier
        if len(earlier[name]) == 1 and len(later.get(name, ())) == 1
    ]
    order = {student: at for at, student in enumerate(after.points)}
    return sorted([*pairs, *named], key=lambda pair: order[pair[1]]), len(named)


def _by_name(sitting: Sitting, without: set[str]) -> dict[str, list[str]]:
    """Students from Moodle by their name without its number."""
    found: dict[str, list[str]] = {}
    for student in sitting.points:
        if student not in without and _FROM_MOODLE in sitting.files.get(student, ""):
            found.setdefault(_NUMBERED.sub("", student), []).append(student)
    return found
