"""What the instructor gets: ``grades.csv``, ``items.csv``, ``report.html``, ``feedback/`` and its archive."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from kit.grading.cohort import Row
from kit.grading.files import write_whole
from kit.grading.items import Item, item_statistics
from kit.grading.lms_feedback import feedback_zip
from kit.grading.marks import Exercise
from kit.grading.pages import class_report, feedback_page
from kit.grading.safe import cell, file_name


def write_reports(folder: Path, exercise: Exercise, rows: Sequence[Row]) -> None:
    """Write everything; the same rows give the same files.

    Raises OSError where the folder cannot be written or the disk is full; no file is then left half written.
    """
    bank, most = exercise.bank, exercise.max_score
    items = item_statistics(bank, rows)
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
    write_whole(folder / "report.html", class_report(bank, rows, items, most))
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
    """A row a question; the columns are the fields of ``kit.grading.items.Item``."""
    return _csv([[field.name for field in fields(Item)], *(astuple(item) for item in items)])


def _csv(lines: Iterable[Iterable[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([cell(value) for value in line] for line in lines)
    return written.getvalue()
