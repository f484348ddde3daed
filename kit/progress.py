"""A bar that shows how much of many is done, where somebody looks."""

import sys
from collections.abc import Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Passes on what comes, and shows how many of ``total`` have come."""

    def __call__(self, outcomes: Iterator[T], total: int) -> Iterator[T]:
        """What comes, in its order."""


def progress(doing: str) -> Progress:
    """What shows a bar on the error stream where there are many and somebody looks."""

    def show(outcomes: Iterator[T], total: int) -> Iterator[T]:
        if total < 2 or not sys.stderr.isatty():
            yield from outcomes
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(outcomes, doing, total, console=Console(stderr=True), transient=True)

    return show
