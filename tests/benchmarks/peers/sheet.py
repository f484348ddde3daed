"""One sheet of three code questions, and what students hand in for it, for every grader alike.

Each question has two examples, each worth a point. A solution is right (both fit), half (one fits) or wrong
(none fits), so what each submission must earn is known before any grader has run.
"""

import json
from dataclasses import dataclass
from itertools import product
from typing import Any

from kit.values import value_of


@dataclass(frozen=True)
class Task:
    """A question: its function, examples as arguments with the value wanted, a solution of each level."""

    function: str
    prompt: str
    examples: tuple[tuple[list[Any], Any], ...]
    solutions: tuple[str, str, str]  # earning two points, one, none

    @property
    def right(self) -> str:
        """The solution that earns everything."""
        return self.solutions[0]

    def assertion(self, number: int) -> str:
        """An example as a line of test code."""
        args, wanted = self.examples[number]
        return f"assert {self.function}({', '.join(map(repr, args))}) == {wanted!r}"


def _solutions(head: str, *bodies: str) -> tuple[str, str, str]:
    right, half, wrong = (f"{head}\n    return {body}\n" for body in bodies)
    return right, half, wrong


TASKS = (
    Task(
        "shout",
        "Write a function that returns a phrase in capitals.",
        ((["no"], "NO"), (["World War"], "WORLD WAR")),
        _solutions("def shout(phrase):", "phrase.upper()", "phrase.swapcase()", "phrase.title()"),
    ),
    Task(
        "count_word",
        "Write a function that counts a word in a text, capitals or not.",
        ((["War and war", "war"], 2), (["peace now", "peace"], 1)),
        _solutions(
            "def count_word(text, word):",
            "text.lower().split().count(word)",
            "text.split().count(word)",
            "words.count(word)",  # a name that is not there, so every call fails
        ),
    ),
    Task(
        "longest",
        "Write a function that returns the longest of some words.",
        (([["a", "abc", "ab"]], "abc"), ([["peace", "war"]], "peace")),
        _solutions("def longest(words):", "max(words, key=len)", "words[1]", "min(words, key=len)"),
    ),
)
LEVELS = tuple(product((0, 1, 2), repeat=len(TASKS)))  # which solution for each question


@dataclass(frozen=True)
class Work:
    """What one student hands in: a solution for each question, and the points each must earn."""

    student: str
    sources: tuple[str, ...]
    points: tuple[float, ...]


def handed_in(count: int) -> list[Work]:
    """The work of so many students: right, half and wrong solutions in every combination, over and over."""
    return [
        Work(
            f"student-{number:04}",
            tuple(task.solutions[level] for task, level in zip(TASKS, levels, strict=True)),
            tuple(2.0 - level for level in levels),
        )
        for number in range(count)
        for levels in [LEVELS[number % len(LEVELS)]]
    ]


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A code cell."""
    empty = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "metadata": metadata, "source": source, **empty}


def prose(source: str, kind: str = "markdown") -> dict[str, Any]:
    """A cell of prose, or a raw one."""
    return {"cell_type": kind, "metadata": {}, "source": source}


def notebook(cells: list[dict[str, Any]]) -> str:
    """A notebook for Python of these cells, as a file holds it."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    numbered = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)]
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": numbered, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def values(task: Task, source: str) -> list[dict[str, Any]]:
    """What the student's own check of a task records."""
    space: dict[str, Any] = {}
    exec(source, space)
    return [value_of(space[task.function], args) for args, _ in task.examples]
