"""``kit grade`` beside nbgrader and otter-grader: the same three code questions, the same 20 submissions.

Whole commands are timed, in turn with each other. A grader has a figure only where its marks are the right
ones. The peers are installed in environments of their own, once, in the user's cache or in the folder that
``BETWEEN_THE_LINES_PEERS`` names.
"""

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tests.benchmarks.measure import Figure, seconds
from tests.benchmarks.peers.environments import FailedError
from tests.benchmarks.peers.kit_grade import KitGrade, install
from tests.benchmarks.peers.nbgrader import REQUIREMENT as NBGRADER
from tests.benchmarks.peers.nbgrader import Nbgrader
from tests.benchmarks.peers.otter import REQUIREMENT as OTTER
from tests.benchmarks.peers.otter import Otter
from tests.benchmarks.peers.sheet import handed_in

FEW, MANY = 20, 200
RUNS = 3  # of the kit, before each peer and after it; one of a peer takes long enough to even out


class Grader(Protocol):
    """A grader with submissions before it."""

    def marks(self) -> dict[str, tuple[float, ...]]:
        """The points for each question, by student."""


def figures() -> Iterator[Figure | str]:
    """The figures of this module, one after the other."""
    with TemporaryDirectory(prefix="peers-") as folder:
        place = Path(folder)
        kit_here = install(place / "installed")
        few, many = (KitGrade(place / f"kit-{count}", handed_in(count), kit_here) for count in (FEW, MANY))

        def kit() -> list[float]:
            return [_timed(few, few.grade, FEW) for _ in range(RUNS)]

        before = kit()
        took = statistics.median(before)
        more = (_timed(many, many.grade, MANY) - took) / (MANY - FEW)
        yield Figure(f"kit grade, sandbox on, {FEW} submissions", FEW / took, "a second", "none set")
        yield Figure("kit grade, each submission after these", 1 / more, "a second", "none set")
        for name, least, time_peer in _peers(place):
            try:
                theirs = time_peer()
            except FailedError as error:
                yield f"{name}: no figure. {error}"
                continue
            after = kit()
            ours, before = statistics.median(before + after), after
            target = f"at least {least}"
            yield Figure(f"{name}, {FEW} submissions", FEW / theirs, "a second", "none set")
            yield Figure(f"kit grade / {name}", theirs / ours, "times", target)
            yield Figure("  and with the start of kit grade left out", theirs / FEW / more, "times", target)


def _peers(place: Path) -> Iterator[tuple[str, int, Callable[[], float]]]:
    """What each way to grade is called, how many times faster the kit is to be, and how to time it."""

    def nbgrader() -> float:
        peer = Nbgrader(_new(place / "nbgrader"), handed_in(FEW))
        return _timed(peer, peer.grade, FEW)

    def otter_run() -> float:
        peer = Otter(_new(place / "otter-run"), handed_in(FEW))
        return _timed(peer, peer.grade, FEW)

    def otter_api() -> float:
        peer = Otter(_new(place / "otter-api"), handed_in(FEW))
        return _timed(peer, peer.grade_in_one_program, FEW)

    yield f"nbgrader autograde ({NBGRADER})", 25, nbgrader
    yield f"otter run, once for each ({OTTER.replace('[grading]', '')})", 100, otter_run
    yield "otter.api.grade_submission, all in one program", 100, otter_api


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _timed(grader: Grader, grade: Callable[[], object], count: int) -> float:
    """How long grading takes, in seconds. Raises FailedError where the marks are not the right ones."""
    took = seconds(grade)
    found = grader.marks()
    wrong = [work.student for work in handed_in(count) if found.get(work.student) != work.points]
    if wrong:
        raise FailedError(f"Its marks are not the right ones for {len(wrong)} of {count} submissions.")
    return took
