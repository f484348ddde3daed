"""The sheet as an otter-grader assignment, graded on this machine without a container.

``otter grade`` needs Docker. Without it there are two ways: the command ``otter run``, once for each
submission, and ``otter.api.grade_submission`` in one program for all.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.environments import FailedError, call, environment, inside
from tests.benchmarks.peers.sheet import TASKS, Task, Work, code, notebook, prose

REQUIREMENT = "otter-grader[grading]==7.0.0"
ONE_PROGRAM = """
import json, sys
from pathlib import Path
from otter.api import grade_submission
for path in sorted(Path("submitted").glob("*.ipynb")):
    results = grade_submission(str(path), sys.argv[1], quiet=True)
    to = Path("results", path.stem)
    to.mkdir(parents=True, exist_ok=True)
    tests = [{"name": name, "score": test.score} for name, test in results.results.items()]
    (to / "results.json").write_text(json.dumps({"tests": tests}))
"""


class Otter:
    """An assignment in ``folder``, ready to be graded. Raises FailedError where that fails."""

    def __init__(self, folder: Path, works: Sequence[Work]) -> None:
        self.folder, self.works = folder, works
        place = environment("otter-grader", REQUIREMENT)
        self.variables = inside(place, folder)
        self.python, self.program = str(place / "bin" / "python"), str(place / "bin" / "otter")
        config = prose("# ASSIGNMENT CONFIG\ngenerate: true\nexport_cell: false\n", "raw")
        cells = [config, *(cell for task in TASKS for cell in _cells(task))]
        (folder / "sheet.ipynb").write_text(notebook(cells), "utf-8")
        self._call(self.program, "assign", "sheet.ipynb", "dist")
        packed = sorted((folder / "dist/autograder").glob("*.zip"))
        if not packed:
            raise FailedError("otter assign wrote no autograder")
        self.autograder = str(packed[0])
        released = json.loads((folder / "dist/student/sheet.ipynb").read_text("utf-8"))
        (folder / "submitted").mkdir()
        for work in works:
            self._path(work).write_text(json.dumps(_filled(released, work)), "utf-8")

    def grade(self) -> None:
        """The command once for each submission."""
        for work in self.works:
            to = self.folder / "results" / work.student
            to.mkdir(parents=True, exist_ok=True)
            self._call(self.program, "run", "-a", self.autograder, "-o", str(to), str(self._path(work)))

    def grade_in_one_program(self) -> None:
        """One program that grades all, so that otter starts once."""
        self._call(self.python, "-c", ONE_PROGRAM, self.autograder)

    def marks(self) -> dict[str, tuple[float, ...]]:
        """The points for each question, by student."""
        return {work.student: self._marks(work) for work in self.works}

    def _marks(self, work: Work) -> tuple[float, ...]:
        results = json.loads((self.folder / "results" / work.student / "results.json").read_text("utf-8"))
        scores = {test["name"]: test.get("score") for test in results["tests"]}
        return tuple(scores[task.function] for task in TASKS)

    def _path(self, work: Work) -> Path:
        return self.folder / "submitted" / f"{work.student}.ipynb"

    def _call(self, *command: str) -> None:
        call(*command, at=self.folder, variables=self.variables)


def _cells(task: Task) -> list[dict[str, Any]]:
    begun = prose(f"# BEGIN QUESTION\nname: {task.function}\npoints: {len(task.examples)}\n", "raw")
    solution = [prose("# BEGIN SOLUTION", "raw"), code(task.right), prose("# END SOLUTION", "raw")]
    tests = [code(task.assertion(n)) for n in range(len(task.examples))]
    tests = [prose("# BEGIN TESTS", "raw"), *tests, prose("# END TESTS", "raw")]
    return [begun, prose(task.prompt), *solution, *tests, prose("# END QUESTION", "raw")]


def _filled(released: dict[str, Any], work: Work) -> dict[str, Any]:
    """What students get, with this student's solutions before the checks of their questions."""
    cells = []
    for cell in released["cells"]:
        for task, source in zip(TASKS, work.sources, strict=True):
            if cell["cell_type"] == "code" and f'grader.check("{task.function}")' in "".join(cell["source"]):
                cells.append(code(source))
        cells.append(cell)
    return {**released, "cells": cells}
