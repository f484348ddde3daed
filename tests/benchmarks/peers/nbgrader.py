"""The sheet as an nbgrader course: source, release, submissions, gradebook."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.environments import call, environment, inside
from tests.benchmarks.peers.sheet import TASKS, Task, Work, code, notebook, prose

REQUIREMENT = "nbgrader==0.9.6"
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "peers"\n'
READ = """
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps({
        given.student.id: {grade.name: grade.score for part in given.notebooks for grade in part.grades}
        for given in book.assignment_submissions("sheet")
    }))
"""


class Nbgrader:
    """A course in ``folder``, ready to be graded with ``grade``. Raises FailedError where that fails."""

    def __init__(self, folder: Path, works: Sequence[Work]) -> None:
        self.folder, self.works = folder, works
        place = environment("nbgrader", REQUIREMENT)
        self.variables = inside(place, folder)
        self.python, self.program = str(place / "bin" / "python"), str(place / "bin" / "nbgrader")
        self._write("nbgrader_config.py", CONFIG)
        self._write("source/sheet/sheet.ipynb", notebook([cell for task in TASKS for cell in _cells(task)]))
        self._nbgrader("generate_assignment", "sheet")
        released = json.loads((folder / "release/sheet/sheet.ipynb").read_text("utf-8"))
        for work in works:
            sources = {task.function: source for task, source in zip(TASKS, work.sources, strict=True)}
            for cell in released["cells"]:
                cell["source"] = sources.get(_id(cell), cell["source"])
            self._write(f"submitted/{work.student}/sheet/sheet.ipynb", json.dumps(released))

    def grade(self) -> None:
        """The whole command for the whole class."""
        self._nbgrader("autograde", "sheet")

    def marks(self) -> dict[str, tuple[float, ...]]:
        """The points for each question, by student."""
        book = json.loads(call(self.python, "-c", READ, at=self.folder, variables=self.variables))
        return {
            student: tuple(sum(grades[f"{task.function}-{n}"] for n in (0, 1)) for task in TASKS)
            for student, grades in book.items()
        }

    def _nbgrader(self, *words: str) -> None:
        call(self.program, *words, at=self.folder, variables=self.variables)

    def _write(self, name: str, content: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


def _cells(task: Task) -> list[dict[str, Any]]:
    solution = f"### BEGIN SOLUTION\n{task.right}### END SOLUTION"
    tests = [
        code(task.assertion(n), nbgrader=_about(f"{task.function}-{n}", grade=True, locked=True, points=1))
        for n in range(len(task.examples))
    ]
    return [prose(task.prompt), code(solution, nbgrader=_about(task.function, solution=True)), *tests]


def _about(name: str, **more: Any) -> dict[str, Any]:
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {**plain, "grade_id": name, **more}


def _id(cell: dict[str, Any]) -> str:
    about = cell["metadata"].get("nbgrader", {})
    return str(about.get("grade_id", "")) if about.get("solution") else ""
