"""Timing two things in turn, so that a slow moment of the machine hits both."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report: what was measured, the figure, its unit, and the target in words."""

    name: str
    value: float
    unit: str
    target: str

    def __str__(self) -> str:
        return f"{self.name:<62} {self.value:8.2f} {self.unit:<9} target: {self.target}"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ratio(work: Callable[[], object], peer: Callable[[], object], runs: int = 5) -> float:
    """The median over runs of the time of ``work`` divided by that of ``peer``, run in turn."""
    return statistics.median(seconds(work) / seconds(peer) for _ in range(runs))


def python(code: str) -> Callable[[], object]:
    """A fresh interpreter that runs some code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
