"""The instructor's own list of grades, as Moodle or Canvas gave it: where the students and the grades stand.

Moodle's grading worksheet has a row for each participant. Its headers are in the language of the site, its
columns depend on the assignment, but their order does not: Identifier ("Participant 4711", the number being
that in the names of the submissions), Full name (absent where names are hidden), others, Grade, Maximum Grade
(a scale's items where a scale is used), others. So it is known by what its cells say, not by its headers.

Canvas's gradebook has columns for the student, ID (the number in the names of the submissions), Section and
others, then one for each assignment, "Sheet 1 (12345)", then read-only ones. Above the students may stand a
row "Manual Posting", and a row "    Points Possible". These words are English in every language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kit.errors import KitError
from kit.grading.csv_text import Sheet, number, read_sheet
from kit.grading.safe import one_line

_PARTICIPANT = re.compile(r"(\D+)([0-9]+)")
_ASSIGNMENT = re.compile(r"(.*) \([0-9]+\)")
# in the column "Grade can be changed"; in other languages Moodle itself passes such grades over
_LOCKED = {"no", "nein", "non", "não", "nee"}
_CLOSED = {"EX": "excused", "N/A": "not assigned to this student"}  # a grade here would undo that


@dataclass(frozen=True)
class Line:
    """One student: the row, the LMS's number, the name, the grade that stands there, why it is closed."""

    row: int
    number: str
    name: str
    grade: str
    closed: str = ""


@dataclass(frozen=True)
class Worksheet:
    """A worksheet and the column to be filled, whose grades go from 0 to ``most``."""

    file: Path
    lms: Literal["Moodle", "Canvas"]
    sheet: Sheet
    column: int
    most: float
    comma: bool  # the decimal mark
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """The header of the column to be filled."""
        return one_line(self.sheet.rows[0][self.column].said)


def read_worksheet(file: Path, names: Sequence[str], column: str = "") -> Worksheet:
    """The worksheet in a file.

    ``names`` are those of the exercise, by which its column is found in a gradebook; ``column`` is the header
    of the column to be filled, where the instructor gave it.

    Raises KitError where it is no worksheet, or where it does not tell which column is to be filled.
    """
    try:
        sheet = read_sheet(file.read_bytes())
    except OSError as error:
        raise KitError(f"The worksheet {file.name} cannot be read: {error.strerror}.") from None
    heads = [cell.said.strip() for cell in sheet.rows[0]] if sheet.rows else []
    if heads and heads[0] in ("Student", "LastName") and {"ID", "Section"} <= set(heads):
        return _canvas(file, sheet, heads, names, column)
    return _moodle(file, sheet, heads, column)


def _moodle(file: Path, sheet: Sheet, heads: list[str], column: str) -> Worksheet:
    rows = [[cell.said.strip() for cell in row] for row in sheet.rows[1:]]
    even = [row for row in rows if len(row) == len(heads)]
    who = next((at for at in range(len(heads)) if _are_participants([row[at] for row in even])), None)
    if who is None:
        raise KitError(
            f"{file.name} is no worksheet that the kit knows. Looked for: Moodle's grading worksheet, with "
            "identifiers such as 'Participant 4711' in a column, or Canvas's gradebook export, with the "
            "columns Student, ID and Section. Download it from the assignment or the gradebook, as .csv, "
            "and leave its columns as they are."
        )
    _check_lengths(file, sheet, range(1, len(sheet.rows)))
    found = [at for at in range(who + 2, len(heads)) if _is_maximum(rows, at)]
    if len(found) > 1:
        found = [at for at in found if "max" in heads[at].casefold()] or found
    if column:
        found = [at for at in found if heads[at - 1].casefold() == column.strip().casefold()]
    if len(found) != 1:
        raise KitError(
            f"{file.name} does not tell where its grades go. Looked for a column of grades with the maximum "
            "grade, a number, in the column after it; an assignment that is graded with a scale has none. "
            f"Its columns: {_listed(heads)}. Choose the column of grades with --column NAME."
        )
    most = found[0]
    lines = []
    for at, row in enumerate(rows, 1):
        participant = _PARTICIPANT.fullmatch(row[who])
        assert participant is not None  # every cell of this column was looked at
        closed = "locked" if {cell.casefold() for cell in row[most + 1 : most + 3]} & _LOCKED else ""
        lines.append(Line(at, _bare(participant[2]), one_line(row[who + 1]), row[most - 1], closed))
    written = rows[0][most]
    return Worksheet(file, "Moodle", sheet, most - 1, number(written) or 0, "," in written, tuple(lines))


def _are_participants(cells: list[str]) -> bool:
    found = [_PARTICIPANT.fullmatch(cell) for cell in cells]
    words = {one[1] for one in found if one}
    numbers = {_bare(one[2]) for one in found if one}
    return bool(cells) and len(words) == 1 and len(numbers) == len(cells)


def _is_maximum(rows: list[list[str]], at: int) -> bool:
    """Whether a column holds one number above 0 throughout, and the column before it nothing above that."""
    most = number(rows[0][at])
    if not most or most < 0 or any(row[at] != rows[0][at] for row in rows):
        return False
    grades = [number(row[at - 1]) if row[at - 1] not in ("", "-") else 0 for row in rows]
    return all(grade is not None and 0 <= grade <= most for grade in grades)


def _canvas(file: Path, sheet: Sheet, heads: list[str], names: Sequence[str], column: str) -> Worksheet:
    who = heads.index("ID")
    points = next((row for row in sheet.rows if row[0].said.strip() == "Points Possible"), None)
    if points is None or len(points) != len(heads):
        raise KitError(
            f"{file.name} has the columns of Canvas's gradebook export, but not its row 'Points Possible'. "
            "Export the gradebook again and leave its rows as they are."
        )
    students = [
        at for at, row in enumerate(sheet.rows) if len(row) > who and row[who].said.strip().isdecimal()
    ]
    _check_lengths(file, sheet, students)
    # a column that Canvas works out itself has no number among the points, but "(read only)"
    possible = [
        at
        for at, head in enumerate(heads)
        if at > who and _ASSIGNMENT.fullmatch(head) and number(points[at].said) is not None
    ]
    grades = {at: [sheet.rows[row][at].said.strip() for row in students] for at in possible}
    chosen = _choose(file, heads, grades, names, column)
    written = points[chosen].said
    most = number(written) or 0
    if most <= 0:
        raise KitError(
            f"{heads[chosen]} is worth {written.strip()} points in Canvas. Give it some, export again."
        )
    lines = []
    for at, grade in zip(students, grades[chosen], strict=True):
        row = sheet.rows[at]
        name = " ".join(row[place].said for place in range(who))
        lines.append(Line(at, _bare(row[who].said.strip()), one_line(name), grade, _CLOSED.get(grade, "")))
    return Worksheet(file, "Canvas", sheet, chosen, most, "," in written, tuple(lines))


def _choose(
    file: Path, heads: list[str], grades: dict[int, list[str]], names: Sequence[str], column: str
) -> int:
    """The assignment's column: the one asked for, or of the exercise's name, or the only empty one."""
    titles = {at: (_plain(heads[at]), _plain(_ASSIGNMENT.sub(r"\1", heads[at]))) for at in grades}
    wanted = {_plain(column)} if column else set(filter(None, map(_plain, names)))
    found = [at for at, title in titles.items() if wanted & set(title)]
    if not found and not column:
        found = [at for at, cells in grades.items() if not any(cell for cell in cells if cell not in _CLOSED)]
    if len(found) == 1:
        return found[0]
    named = (
        f"is named {column}" if column else f"is named like the exercise ({_listed(names)}) or alone is empty"
    )
    raise KitError(
        f"{'No' if not found else 'More than one'} column of {file.name} {named}. Its assignments: "
        f"{_listed([heads[at] for at in grades])}. Choose one with --column NAME."
    )


def _check_lengths(file: Path, sheet: Sheet, rows: Sequence[int]) -> None:
    """Raise KitError for a row with more or fewer cells than headers, where no cell can be relied on."""
    for at in rows:
        if len(sheet.rows[at]) != len(sheet.rows[0]):
            raise KitError(
                f"{file.name}, row {at + 1}: there are {len(sheet.rows[at])} cells, but {len(sheet.rows[0])} "
                "columns. Nothing was written. Download the worksheet again, or put that row right."
            )


def _bare(digits: str) -> str:
    return digits.lstrip("0")


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(one_line(name) for name in names if name) or "none"
