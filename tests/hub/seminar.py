"""What a class does on the hub: a lesson, then a sheet that is handed out, answered by each otherwise."""

import json
import random
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from kit.questions import Code, Essay
from kit.release import release
from tests.grading.rehearsal import prepared
from tests.hub.student import Notebook, Student
from tests.run_notebooks import REPOSITORY

SHEET = REPOSITORY / "exercises" / "01-words"
LESSONS = [
    f"between-the-lines/notebooks/{name}.ipynb" for name in ("00-start-here", "01-words", "02-hedging")
]
EXERCISE, _, RIGHT, WRONG = prepared(SHEET)


def hand_out(folder: Path) -> Path:
    """The git repository that the instructor's link names, with the sheet in it."""
    release(SHEET, folder / "sheet-01", graded=True)
    git = ["git", "-C", str(folder), "-c", "user.name=instructor", "-c", "user.email=instructor@localhost"]
    for step in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Sheet 01"]):
        subprocess.run([*git, *step], check=True)
    return folder


def fates(number: int) -> dict[str, str]:
    """What becomes of each question with one student: *right*, *wrong* or *none*; code tasks are left out."""
    chance = random.Random(number)
    drawn = {name: chance.choice(["right", "right", "wrong", "none"]) for name in EXERCISE.questions}
    for name, question in EXERCISE.questions.items():
        if isinstance(question, Code) or (isinstance(question, Essay) and drawn[name] == "wrong"):
            drawn[name] = "none"
    return drawn


def responses(number: int) -> dict[str, Any]:
    """The responses that one student gives, as they are recorded."""
    known = {"right": RIGHT, "wrong": WRONG}
    return {name: known[fate][name] for name, fate in fates(number).items() if fate != "none"}


def marks(number: int) -> dict[str, float | None]:
    """The points that one student must get for each question but code tasks; None where a person marks."""
    earned: dict[str, float | None] = {}
    for name, fate in fates(number).items():
        question = EXERCISE.questions[name]
        if not isinstance(question, Code):
            earned[name] = question.points if fate == "right" else 0.0
            if isinstance(question, Essay) and fate == "right":
                earned[name] = None
    return earned


def attend(student: Student, number: int, handouts: Path) -> None:
    """Log in, run a lesson, fetch the sheet and answer it; both are saved, and their kernels stay."""
    student.log_in()
    run(student, LESSONS[number % len(LESSONS)])
    student.pull(str(handouts), "handouts")
    path = "handouts/sheet-01/sheet-01.ipynb"
    sheet = student.open(path)
    answer(sheet, fates(number))
    run(student, path, sheet)


def run(student: Student, path: str, notebook: Notebook | None = None) -> None:
    """Run a notebook in a kernel of its own and save it."""
    notebook = notebook or student.open(path)
    kernel = student.start_kernel(path)
    kernel.run_all(notebook)
    student.save(path, notebook)
    kernel.socket.close()


def answer(sheet: Notebook, fates: dict[str, str]) -> None:
    """Write the answers into the cells that ask, as somebody who answers in code does."""
    solved = json.loads((SHEET / "solution.ipynb").read_text("utf-8"))
    solutions = {cell["id"]: "".join(cell["source"]) for cell in solved["cells"]}
    listed = tomllib.loads((SHEET / "wrong-answers.toml").read_text("utf-8"))
    for cell in sheet.cells:
        for name, fate in fates.items():
            if cell.cell_type == "code" and f'kit.ask("{name}")' in cell.source:
                if fate == "right":
                    cell.source = solutions[cell.id]
                elif fate == "wrong":
                    cell.source += f"\nkit.answer({name!r}, {listed[name]['response']!r})"
