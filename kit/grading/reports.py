"""What the instructor gets: ``grades.csv``, ``items.csv``, ``report.html``, ``feedback/`` and its archive."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from kit.grading.class_report import class_report
from kit.grading.cohort import Row
from kit.grading.files import write_whole
from kit.grading.gain import compare_sittings
from kit.grading.gain_section import gain_section
from kit.grading.items import Item, item_statistics
from kit.grading.lms_feedback import feedback_zip
from kit.grading.marks import Exercise
from kit.grading.pages import feedback_page
from kit.grading.safe import cell, file_name
from kit.grading.sittings import Sitting, sitting_of


def write_reports(
    folder: Path, exercise: Exercise, rows: Sequence[Row], before: Sitting | None = None
) -> None:
    """Write everything; the same rows give the same files. With an earlier sitting ``before`` also the gain.

    Raises OSError where the folder cannot be written or the disk is full; no file is then left half written.
    """
    bank, most = exercise.bank, exercise.max_score
    items = item_statistics(exercise, rows)
    gain = ""
    if before:
        gain = gain_section(compare_sittings(before, sitting_of(rows, most), exercise))
    (folder / "feedback").mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    pages = [feedback_page(row, bank, most) for row in rows]
    for row, page in zip(rows, pages, strict=True):
        name = file_name(row.student, taken)
        write_whole(folder / "feedback" / f"{name}.html", page)
    archive = feedback_zip(rows, pages)
    if archive:
        write_whole(folder / "feedback.zip", archive)
    write_whole(folder / "items.csv", items_csv(items))
    write_whole(folder / "report.html", class_report(exercise, rows, items, gain))
    write_whole(folder / "grades.csv", grades_csv(exercise, rows))


def grades_csv(exercise: Exercise, rows: Sequence[Row]) -> str:
    """A row a student; a question's cell is empty while nobody has marked it."""
    names = [question.id for question in exercise.bank.questions]
    lines: list[list[Any]] = [["student", "file", "status", "score", "max_score", *names]]
    for row in rows:
        scores = {answer.question: answer.score for answer in row.result.answers}
        questions = [scores.get(name) for name in names]
        lines.append([row.student, row.file, row.status, row.result.score, exercise.max_score, *questions])
    return _csv(lines)


def items_csv(items: Iterable[Item]) -> str:
    """A row a question; the columns are the cells of ``kit.grading.items.Item``."""
    rows = [item.cells() for item in items]
    return _csv([list(rows[0]), *(row.values() for row in rows)] if rows else [])


def _csv(lines: Iterable[Iterable[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([cell(value) for value in line] for line in lines)
    return written.getvalue()
