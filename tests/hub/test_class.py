"""Twenty students on one hub: every answer that they give is collected and marked as it must be."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.answers import latest, records_in
from kit.cli import app
from tests.hub.seminar import SHEET, attend, hand_out, marks, responses
from tests.hub.server import Hub
from tests.hub.student import Student

SIZE = 20
AT_A_TIME = 4


@pytest.fixture(scope="module")
def students(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> list[Student]:
    """A class that has done its work; all are still logged in."""
    handouts = hand_out(tmp_path_factory.mktemp("handouts"))
    students = [Student(f"student-{number:02}", hub.address) for number in range(SIZE)]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(attend, students, range(SIZE), [handouts] * SIZE))
    return students


@pytest.fixture(scope="module")
def collected(hub: Hub, students: list[Student], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What kit collect brings from their homes, while they are still there."""
    to = tmp_path_factory.mktemp("collected")
    call = ["collect", str(hub.homes), "--exercise", str(SHEET), "--to", str(to)]
    ended = CliRunner().invoke(app, call, catch_exceptions=False)
    assert ended.output == f"{SIZE} of {SIZE} students' work collected in {to}.\n"
    return to


def test_students_are_led_to_the_first_lesson(students: list[Student]) -> None:
    for student in students:
        assert student.page == f"{student.own}lab/tree/between-the-lines/notebooks/00-start-here.ipynb"


def test_lessons_come_without_solutions(hub: Hub, students: list[Student]) -> None:
    for student in students:
        names = {path.name for path in (hub.homes / student.name / "between-the-lines").iterdir()}
        assert names == {"notebooks", "seeds", "LICENSE-lessons"}


def test_all_are_there_at_the_end(students: list[Student]) -> None:
    states = [kernel["execution_state"] for student in students for kernel in student.kernels()]
    assert states == ["idle"] * (2 * SIZE)


def test_every_answer_arrives(students: list[Student], collected: Path) -> None:
    for number, student in enumerate(students):
        (file,) = (collected / student.name).rglob("*.ipynb")
        found = latest(records_in(json.loads(file.read_text("utf-8"))))
        assert {name: record.response for name, record in found.items()} == responses(number), student.name


def test_marks_are_as_they_must_be(students: list[Student], collected: Path, tmp_path: Path) -> None:
    call = ["grade", str(collected), "--exercise", str(SHEET), "--to", str(tmp_path), "--no-code"]
    ended = CliRunner().invoke(app, call, catch_exceptions=False)
    assert f"{SIZE} of {SIZE} submissions graded." in ended.output
    rows = csv.DictReader(io.StringIO((tmp_path / "grades.csv").read_text("utf-8-sig")))
    for number, (student, row) in enumerate(zip(students, rows, strict=True)):
        assert row["student"] == student.name
        earned = {name: float(row[name]) if row[name] else None for name in marks(number)}
        assert earned == marks(number)
