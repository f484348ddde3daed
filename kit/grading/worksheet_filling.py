"""Grades into a worksheet: whose line is whose, what is written there, what the instructor should know."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kit.grading.cohort import Row
from kit.grading.safe import cell, one_line
from kit.grading.worksheets import Line, Worksheet


def fill(worksheet: Worksheet, rows: Sequence[Row], max_score: float) -> tuple[bytes, list[str]]:
    """The worksheet with each complete grade in its student's line, and what is to be said of it, in lines.

    Grades are scaled where the worksheet's points are others. A grade that is not complete is not written,
    and nor is one whose line is in doubt.
    """
    pairs, doubts = pair(worksheet, rows)
    cells: dict[tuple[int, int], str] = {}
    told: dict[str, list[str]] = defaultdict(list)
    for line, row in pairs:
        waiting = sum(answer.score is None for answer in row.result.answers)
        if row.result.score is None:
            told["not graded"].append(row.student)
        elif waiting:
            told["not marked to the end"].append(f"{row.student} ({waiting})")
        elif line.closed:
            told["closed in the worksheet"].append(f"{row.student} ({line.closed})")
        else:
            grade = _written(row.result.score / max_score * worksheet.most, worksheet)
            cells[line.row, worksheet.column] = grade
            if line.grade not in ("", "-", grade):
                told["replaced"].append(f"{row.student} ({line.grade}, now {grade})")
    taken = {line.row for line, _ in pairs}
    nobody = [line for line in worksheet.lines if line.row not in taken]
    scaled = "" if worksheet.most == max_score else f", scaled from {cell(max_score)} points"
    grades = f"{len(cells)} grade{'s' * (len(cells) != 1)}"
    said = [
        f"{grades} of {cell(worksheet.most)} points{scaled} written into "
        f"{worksheet.file.name}, column {worksheet.heading}."
    ]
    for what, sentence in _SENTENCES.items():
        said += _list(sentence, told[what])
    said += _list("Handed in, but nobody's in the worksheet", doubts)
    said += _list("In the worksheet, but nothing handed in", [f"{one.name} ({one.number})" for one in nobody])
    return worksheet.sheet.filled(cells), said


_SENTENCES = {
    "not graded": "Left as they were, since the submission could not be graded",
    "not marked to the end": "Left as they were, with the number of answers not marked yet",
    "closed in the worksheet": "Left as they were, since the worksheet closes them",
    "replaced": "Grades that stood there and were replaced",
}


def _list(what: str, names: Sequence[str]) -> list[str]:
    return [f"{what}: {len(names)}", *(f"  {one_line(name)}" for name in names)] if names else []


def _written(grade: float, worksheet: Worksheet) -> str:
    """A grade with two decimals, as both systems write it, and with the worksheet's decimal mark."""
    return f"{min(grade, worksheet.most):.2f}".replace(".", "," if worksheet.comma else ".")


def pair(worksheet: Worksheet, rows: Sequence[Row]) -> tuple[list[tuple[Line, Row]], list[str]]:
    """Each line with the one submission that is surely its, and the submissions left over, with the reason.

    A submission that the same system named is known by its number and by nothing else; any other by its
    student's name, where one line and one submission alone have it.
    """
    numbers, names = defaultdict(list), defaultdict(list)
    for line in worksheet.lines:
        numbers[line.number].append(line)
        names[_words(line.name)].append(line)
    alike = Counter(_words(_name(row)) for row in rows)
    claims: dict[int, list[tuple[Line, Row]]] = defaultdict(list)
    doubts = []
    for row in rows:
        owner = row.owner
        if owner and owner.lms == worksheet.lms:
            found = numbers[owner.number.lstrip("0")]
            reason = "no line alone has this number"
            if found and not _agree(found[0], owner.name, worksheet):
                found, reason = [], f"this number is that of {found[0].name}"
        else:
            words = _words(_name(row))
            found = names[words] if words and alike[words] == 1 else []
            reason = "no line alone has this name, or others handed in have it too"
        if len(found) == 1:
            claims[found[0].row].append((found[0], row))
        else:
            doubts.append(f"{row.student}: {reason}")
    for claim in claims.values():
        if len(claim) > 1:
            doubts += [f"{row.student}: several submissions for one line" for _, row in claim]
    return [claim[0] for claim in claims.values() if len(claim) == 1], doubts


def _name(row: Row) -> str:
    return row.owner.name if row.owner else row.student


def _words(name: str) -> tuple[str, ...]:
    """The words of a name, in whatever order it has them: "Lima, Ana" is "ana lima"."""
    return tuple(sorted(re.findall(r"[^\W_]+", _folded(name))))


def _agree(line: Line, name: str, worksheet: Worksheet) -> bool:
    """Whether the name with a file can be that of a line, so that the worksheet of another site is noticed.

    Canvas writes names as one word ("limaana"), Moodle adds groups to them ("Group A-Ana Lima"), and where it
    hides them it writes the word for a participant; there the worksheet has no names either.
    """
    letters = "".join(_words_in_order(name))
    identifiers = (cell.said for cell in worksheet.sheet.rows[line.row])
    if any(letters + line.number == "".join(_words_in_order(said)) for said in identifiers):
        return True
    words = _words(line.name)
    return not words or any(word in letters for word in words if len(word) > 1 or not word.isascii())


def _words_in_order(name: str) -> Iterable[str]:
    return re.findall(r"[^\W_]+", _folded(name))


def _folded(name: str) -> str:
    """A name without case and accents, which file names may have lost."""
    apart = unicodedata.normalize("NFKD", one_line(name).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
