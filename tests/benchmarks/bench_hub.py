"""A class on the hub: what a student at rest in a lesson costs, and how long the first page and cell take."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from tests.benchmarks.measure import Figure
from tests.hub.seminar import LESSONS
from tests.hub.server import Hub
from tests.hub.student import Student

SIZE = 20
LESSON = LESSONS[1]  # one that counts and draws


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        hub = Hub(Path(folder) / "hub")
        try:
            students = [Student(f"student-{number:02}", hub.address) for number in range(SIZE)]
            yield from _first(students[0])
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(_attend, students[1:]))
            yield from _memory(hub, [student.name for student in students])
        finally:
            hub.stop()


def _first(student: Student) -> Iterator[Figure]:
    started = time.perf_counter()
    student.log_in()
    yield Figure("hub: login to the first lesson's page", time.perf_counter() - started, "s", "none set")
    notebook = student.open(LESSON)
    kernel = student.start_kernel(LESSON)
    kernel.run(next(cell for cell in notebook.cells if cell.cell_type == "code"))
    yield Figure("hub: login to the first cell run", time.perf_counter() - started, "s", "none set")
    kernel.run_all(notebook)


def _attend(student: Student) -> None:
    student.log_in()
    student.start_kernel(LESSON).run_all(student.open(LESSON))


def _memory(hub: Hub, names: list[str]) -> Iterator[Figure]:
    """Server and kernel of each student after a whole lesson, all others being there too."""
    owners = {str(hub.homes / name): name for name in names}
    resident = dict.fromkeys(names, 0)
    proportional = dict.fromkeys(names, 0)
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        home = process.environ().get("HOME", "")
        if home in owners:
            rolled = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii").splitlines()
            sizes = {line.split(":")[0]: int(line.split()[1]) for line in rolled[1:]}
            resident[owners[home]] += sizes["Rss"] * 1024
            proportional[owners[home]] += sizes["Pss"] * 1024
    what = f"hub: memory of each of {SIZE} students at rest in a lesson"
    yield Figure(f"{what}, PSS", statistics.mean(proportional.values()) / 1e6, "MB", "under 250")
    yield Figure(f"{what}, RSS", statistics.mean(resident.values()) / 1e6, "MB", "none set")
