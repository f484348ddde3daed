"""An exercise to grade, and the command that grades it."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.grading.cohort import load_exercise
from kit.grading.marks import Exercise
from kit.grading.sandbox import Sandbox
from tests.grading.handed_in import write_exercise

NO_SANDBOX = Sandbox().problem()
# on a machine that checks the kit a missing sandbox is a failure
NEEDS_SANDBOX = pytest.mark.skipif(bool(NO_SANDBOX) and "CI" not in os.environ, reason=NO_SANDBOX)
Grade = Callable[..., dict[str, dict[str, str]]]


@pytest.fixture(scope="session")
def exercise_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_exercise(tmp_path_factory.mktemp("exercise") / "every-kind")


@pytest.fixture(scope="session")
def exercise(exercise_folder: Path) -> Exercise:
    return load_exercise(exercise_folder)


@pytest.fixture
def grade(exercise_folder: Path, tmp_path: Path) -> Grade:
    """Grade a place with the command; the rows of grades.csv by student come back."""

    def run(place: Path, *options: str, to: Path = tmp_path / "graded") -> dict[str, dict[str, str]]:
        call = ["grade", str(place), "--exercise", str(exercise_folder), "--to", str(to)]
        call += options or ["--no-code"]
        ended = CliRunner().invoke(app, call, catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
        with (to / "grades.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len({row["student"] for row in rows}) == len(rows)
        return {row["student"]: row for row in rows}

    return run
