"""The sheet as an exercise of the kit, graded by the whole command ``kit grade`` with its sandbox on."""

import compileall
import csv
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomli_w

from kit.answers import new_record
from kit.banks import Bank, load_bank
from kit.card import bundle
from kit.marking import mark
from kit.texts import Text, read
from tests.benchmarks.peers.environments import call
from tests.benchmarks.peers.sheet import TASKS, Task, Work, code, notebook, prose, values

ROOT = Path(__file__).resolve().parents[3]
# The highest memory of this process alone: unlike ru_maxrss it starts afresh with the program, and leaves
# out the processes begun by it.
GRADE = """
from kit.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        print(*(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def install(folder: Path) -> Path:
    """The kit as pip would lay it down in a folder: the package compiled. The seeds lie beside it."""
    for name in ("kit", "seeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder / "kit", quiet=1)
    return folder


class KitGrade:
    """An exercise and submissions in ``folder``, ready to be graded by the kit in ``installed``."""

    def __init__(self, folder: Path, works: Sequence[Work], installed: Path) -> None:
        self.folder = folder
        self.variables = {**os.environ, "PYTHONPATH": str(installed)}
        exercise = folder / "exercise"
        exercise.mkdir(parents=True)
        (exercise / "questions.toml").write_text(tomli_w.dumps(_bank()), "utf-8")
        bank, text = load_bank(exercise / "questions.toml"), read("article")
        (folder / "submitted").mkdir()
        for work in works:
            to = folder / "submitted" / f"{work.student}.ipynb"
            to.write_text(_submission(work, bank, text), "utf-8")

    def grade(self, jobs: int = 1) -> float:
        """The whole command for the class, from nothing. Returns its peak memory in MB, workers left out."""
        shutil.rmtree(self.folder / "graded", ignore_errors=True)
        words = ("submitted", "--exercise", "exercise", "--to", "graded", "--jobs", str(jobs))
        printed = call(sys.executable, "-c", GRADE, "grade", *words, at=self.folder, variables=self.variables)
        return int(printed.split()[-1]) / 1024

    def marks(self) -> dict[str, tuple[float, ...]]:
        """The points for each question, by student."""
        with (self.folder / "graded" / "grades.csv").open(newline="", encoding="utf-8") as file:
            return {
                row["student"]: tuple(float(row[_id(task)] or "nan") for task in TASKS)
                for row in csv.DictReader(file)
            }


def _id(task: Task) -> str:
    return f"sheet.{task.function}"


def _bank() -> dict[str, Any]:
    questions = [
        {
            "id": _id(task),
            "kind": "code",
            "function": task.function,
            "prompt": task.prompt,
            "points": len(task.examples),
            "examples": [{"args": args, "expect": wanted} for args, wanted in task.examples],
        }
        for task in TASKS
    ]
    return {"title": "Three functions", "question": questions}


def _submission(work: Work, bank: Bank, text: Text) -> str:
    """The notebook as a student exports it: each function, and below it the card of its last check."""
    cells = [prose(f"Handed in by {work.student}.")]  # so that no two are the same file
    for task, source in zip(TASKS, work.sources, strict=True):
        question = bank[_id(task)]
        response = {"source": source, "values": values(task, source)}
        given = new_record(question.id, "code", response, bank.digest, None)
        data = bundle(question, "", given, mark(question, response, text), text=text)
        check = code(f'kit.check("{question.id}", {task.function})')
        check["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
        cells += [prose(task.prompt), code(source), check]
    return notebook(cells)
