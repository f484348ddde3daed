"""``essays.csv``: where a person types the marks of essays, read as a spreadsheet may have saved it.

A row is an answer; a column each criterion. What was typed there is the only thing in the output folder that
cannot be worked out again, so a file that is not understood to the last cell is refused and left as it is.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.banks import Bank
from kit.errors import KitError
from kit.grading.csv_text import BOM, number, read_sheet
from kit.grading.safe import cell
from kit.questions import Essay

NAME = "essays.csv"
ANSWER = ("student", "question", "words", "answer")
REMARKS = ("comment", "note", "digest")
CHANGED = "The answer has changed since it was marked: check the marks, then empty this cell."
GONE = "Nobody handed in this answer any more."
Line = Mapping[str, str]  # what a row says, by the header of the column
_MOST_SAID = 10  # problems; whoever has more has one cause for them


@dataclass(frozen=True)
class Typed:
    """What stands in ``essays.csv``: its headers, its lines, and the delimiter that suits the marker."""

    heads: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    delimiter: str = ","


def rubrics(bank: Bank) -> dict[str, dict[str, float]]:
    """The columns of each essay of a bank, with the points that can be typed there."""
    found: dict[str, dict[str, float]] = {}
    for question in bank.questions:
        if isinstance(question, Essay):
            columns = found[question.id] = {}
            for line in question.rubric:
                name = plain = cell(f"{line.criterion} ({line.points:g})")
                while name in columns:  # a rubric may ask for two examples in the same words
                    name = f"{plain} again" if name == plain else f"{name} again"
                columns[name] = line.points
    return found


def key(line: Line) -> tuple[str, str]:
    """Whose answer to which question a line is about."""
    return line["student"].strip().lstrip("'"), line["question"].strip().lstrip("'")


def is_typed(line: Line) -> bool:
    """Whether a person has written anything into a line."""
    own = (*ANSWER, "note", "digest")
    return bool(noted("", line)) or any(said.strip() for head, said in line.items() if head not in own)


def noted(said: str, line: Line) -> str:
    """The note of a line, with ``said`` in place of what the kit said there before.

    >>> noted(GONE, {"note": f"{CHANGED} Ask Ana."})
    'Nobody handed in this answer any more. Ask Ana.'
    """
    theirs = line.get("note", "").replace(CHANGED, "").replace(GONE, "").strip()
    return f"{said} {theirs}".strip()


def points(typed: str) -> float | None:
    """The points that were typed into a cell, with a decimal point or comma; None while it is empty."""
    return number(typed)


def read_typed(folder: Path, bank: Bank) -> Typed:
    """What was typed into the ``essays.csv`` of an output folder; nothing where there is none yet.

    Without an essay in the bank no such file is the kit's, and none is read.

    Raises KitError with row and column for each mark that cannot be one, and for what would be lost.
    """
    rubric_of = rubrics(bank)
    try:
        data = (folder / NAME).read_bytes() if rubric_of else b""
    except FileNotFoundError:
        return Typed()
    except OSError as error:
        raise KitError(f"{NAME} in {folder.name} cannot be read: {error.strerror}.") from None
    sheet = read_sheet(data)
    rows = [[one.said for one in row] for row in sheet.rows]
    if not rows:
        return Typed()
    heads = tuple(head.strip() for head in rows[0])
    heads = tuple(head.casefold() if head.casefold() in (*ANSWER, *REMARKS) else head for head in heads)
    missing = [name for name in ("student", "question") if name not in heads]
    if missing:
        raise KitError(
            f"{NAME} in {folder.name} has no column '{missing[0]}', so its marks belong to nobody. "
            "Nothing was written. Put the column back, or move the file out of the folder to begin anew."
        )
    lines = [dict(zip(heads, [*row, *[""] * len(heads)], strict=False)) for row in rows[1:]]
    problems = [*_lost(heads, rows), *_wrong_marks(lines, rubric_of), *_twice(lines)]
    if problems:
        more = len(problems) - _MOST_SAID
        said = [*problems[:_MOST_SAID], *([f"And {more} more."] if more > 0 else [])]
        raise KitError(
            "\n".join([*said, "Nothing was written. Put that right and run the same command again."])
        )
    return Typed(heads, tuple(lines), sheet.delimiter)


def _lost(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """What stands where no header says what it is."""
    for at, row in enumerate(rows[1:], 2):
        if any(said.strip() for said in row[len(heads) :]):
            yield f"{NAME}, row {at}: there is more beyond the last column. Give it a header, or remove it."
    for head in {head for head in heads if heads.count(head) > 1}:
        places = [place for place, other in enumerate(heads) if other == head]
        if head or any(row[place].strip() for row in rows[1:] for place in places if place < len(row)):
            yield f"{NAME}, row 1: {len(places)} columns are called '{head}'. Rename or remove all but one."


def _wrong_marks(lines: Sequence[Line], rubric_of: dict[str, dict[str, float]]) -> Iterable[str]:
    columns = dict.fromkeys(column for rubric in rubric_of.values() for column in rubric)
    for at, line in enumerate(lines, 2):
        rubric = rubric_of.get(key(line)[1])
        for column in columns if rubric is not None else ():
            typed = line.get(column, "").strip()
            where, given = f"{NAME}, row {at}, column '{column}'", points(typed)
            if not typed or rubric is None:
                continue
            if column not in rubric:
                yield f"{where}: {key(line)[1]} has no such criterion. Move the mark or clear the cell."
            elif given is None:
                yield f"{where}: '{typed[:40]}' is not a number."
            elif not 0 <= given <= rubric[column]:
                yield f"{where}: {typed} is not between 0 and {rubric[column]:g}."


def _twice(lines: Sequence[Line]) -> Iterable[str]:
    """Lines that say different things about the same answer."""
    first: dict[tuple[str, str], tuple[int, Line]] = {}
    for at, line in enumerate(lines, 2):
        if not is_typed(line):
            continue
        before, other = first.setdefault(key(line), (at, line))
        if other != line:
            student, question = key(line)
            yield f"{NAME}, rows {before} and {at} both mark {question} of {student}. Remove one of them."


def written(lines: Sequence[Line], bank: Bank, before: Typed) -> str:
    """The file with these lines. Columns that the kit does not know stay, at the end."""
    criteria = dict.fromkeys(column for rubric in rubrics(bank).values() for column in rubric)
    ours = (*ANSWER, *criteria, *REMARKS)
    heads = [*ours, *(head for head in before.heads if head not in ours)]
    file = io.StringIO()
    table = csv.writer(file, delimiter=before.delimiter, lineterminator="\n")
    table.writerow(map(_as_typed, heads))
    table.writerows([_as_typed(line.get(head, "")) for head in heads] for line in lines)
    return BOM + file.getvalue()  # without it, a spreadsheet takes the text for that of an old system


def _as_typed(said: str) -> str:
    """What a person typed, its lines kept, but never a formula."""
    kept = said.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{kept}" if cell(kept).startswith("'") and not kept.lstrip().startswith("'") else kept
