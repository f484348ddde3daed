"""Run notebooks from the top and keep their outputs.

``python -m tests.run_notebooks notebooks|exercises [NAME ...]``; of an exercise NAME is the folder's, and its
``exercise.ipynb`` is first built from ``solution.ipynb``.
"""

import json
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from kit.handouts import without_solutions
from kit.release import SOLUTION

REPOSITORY = Path(__file__).parents[1]
TIMED = re.compile(r"\bkit\.(answer|check|receipt)\(")
KEPT_METADATA = {"kernelspec", "language_info"}


def run(path: Path) -> None:
    """Execute one notebook in its folder and write it back without timings or leftovers."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}})
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KIT_ANSWERS"] = folder  # a run must not find the answers of anybody, nor leave any
        client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if path.name == SOLUTION and TIMED.search(cell.source):
            cell.metadata["tags"] = ["nbval-ignore-output"]  # the time of an answer is never the same
    notebook.metadata = {key: notebook.metadata[key] for key in KEPT_METADATA & notebook.metadata.keys()}
    nbformat.write(notebook, path)


def build(solution: Path) -> Path:
    """Write the student's notebook beside its solution."""
    stub = without_solutions(json.loads(solution.read_text("utf-8")))
    exercise = solution.with_name("exercise.ipynb")
    exercise.write_text(json.dumps(stub, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return exercise


def main(kind: str, names: list[str]) -> None:
    """Run the lessons or the exercises, all or those named."""
    lessons = kind == "notebooks"
    for path in sorted((REPOSITORY / kind).rglob("*.ipynb" if lessons else SOLUTION)):
        if names and (path.stem if lessons else path.parent.name) not in names:
            continue
        for notebook in [path] if lessons else [path, build(path)]:
            run(notebook)
            print(f"{notebook.relative_to(REPOSITORY)}: run")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
