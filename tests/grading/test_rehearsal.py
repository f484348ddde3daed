"""Whole classes handed in as an LMS packs them: one command, a row for each, every mark as it must be."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.grading import sandbox
from tests.grading.conftest import NEEDS_SANDBOX
from tests.grading.hostile import NOT_NOTEBOOKS, SPOILED_SOURCES
from tests.grading.rehearsal import Student, a_class, canvas, moodle
from tests.test_exercises import SHEETS

SIZE = 25  # students of a class: 300 in all


class Class(NamedTuple):
    """The sheet that was handed out, and how the LMS packs what comes in."""

    sheet: Path
    lms: Callable[[list[Student], str], bytes]


CLASSES = [Class(sheet, lms) for sheet in SHEETS for lms in (moodle, canvas)]


def grades(download: bytes, sheet: Path, folder: Path) -> dict[str, dict[str, str]]:
    place = folder / "download.zip"
    place.write_bytes(download)
    call = ["grade", str(place), "--exercise", str(sheet), "--to", str(folder / "out"), "--jobs", "2"]
    ended = CliRunner().invoke(app, call, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    with (folder / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


@NEEDS_SANDBOX
@pytest.mark.parametrize(
    "number", range(len(CLASSES)), ids=lambda n: f"{CLASSES[n].sheet.name}-{CLASSES[n].lms.__name__}"
)
def test_a_class_gets_the_marks_it_must(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sandbox.LIMITS, "cpu", 1)
    sheet, lms = CLASSES[number]
    students = a_class(sheet, SIZE, number)
    rows = grades(lms(students, "sheet"), sheet, tmp_path)
    by_number = {row["student"].rpartition("(")[2].rstrip(")"): row for row in rows.values()}
    assert set(by_number) == {str(student.number) for student in students}
    for student in students:
        row = by_number[str(student.number)]
        if student.reason:
            assert row["score"] == "" and student.reason in row["status"], (row["status"], student.reason)
            continue
        assert row["status"].startswith("graded"), row["status"]
        for question, score in student.marks.items():
            given = float(row[question]) if row[question] else None
            assert given == (None if score is None else pytest.approx(score, abs=1e-4)), (
                student.name,
                question,
            )
    pages = list((tmp_path / "out" / "feedback").glob("*.html"))
    assert len(pages) == len(students)
    assert not any("<b>Bold<b>" in page.read_text("utf-8") for page in pages)


def test_every_hostile_source_and_file_takes_part() -> None:
    tried = {student.what for n, (sheet, _) in enumerate(CLASSES) for student in a_class(sheet, SIZE, n)}
    assert tried >= NOT_NOTEBOOKS.keys() | SPOILED_SOURCES.keys()
