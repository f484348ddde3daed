"""From nothing to the first lesson: the size and time of a clean install, and of the first question."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from kit.course import FIRST_LESSON
from tests.benchmarks.measure import Figure, seconds
from tests.browser.conftest import CHROMIUM, FLAGS, Lab
from tests.reach.clean import Machine, build

FIRST_CELL = """
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read("notebooks/00-start-here.ipynb", as_version=4)
client = NotebookClient(notebook, resources={"metadata": {"path": "notebooks"}})
with client.setup_kernel():
    at = next(at for at, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    client.execute_cell(notebook.cells[at], at)
"""


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        machine = build(Path(folder))
        machine.run("python", "-c", FIRST_CELL)
        taken = time.perf_counter() - started
        yield Figure("clean install to first lesson cell run", taken, "s", "under 180")
        yield Figure("installed environment", _megabytes(machine.environment), "MB", "under 900")
        yield from _in_lab(machine, Path(folder) / "course")


def _megabytes(folder: Path) -> float:
    files = (path.lstat().st_blocks * 512 for path in folder.rglob("*") if not path.is_dir())
    return sum(files) / 1e6


def _in_lab(machine: Machine, course: Path) -> Iterator[Figure]:
    machine.run("kit", "start", course)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        lab = Lab(course, browser, machine.environment / "bin" / "python")
        try:
            for name in ("first", "second"):
                taken = seconds(lambda: _open_and_run(lab))
                yield Figure(f"lab open to first question usable, {name} time", taken, "s", "under 6")
        finally:
            lab.stop()
            browser.close()


def _open_and_run(lab: Lab) -> None:
    notebook = lab.open(FIRST_LESSON.as_posix())
    notebook.command("Run", "Run All Cells")
    expect(notebook.form("00-start-here.q1").get_by_role("button", name="Check")).to_be_attached()
