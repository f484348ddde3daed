"""What students get of an exercise's notebook: the same with the solutions cut out.

An exercise is written once, as ``solution.ipynb``. What stands between ``### BEGIN SOLUTION`` and
``### END SOLUTION`` is cut: at the left margin it vanishes, in a function it becomes a line to be written.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

from kit.errors import KitError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
TO_WRITE = "...  # your code here"
GLOSSARY = "glossary.md"
_TO_GLOSSARY = re.compile(rf"\]\((?:[^()\s]*/)?{re.escape(GLOSSARY)}(?=[#)])")
_KEPT = ("kernelspec", "language_info")


def without_solutions(notebook: dict[str, Any]) -> dict[str, Any]:
    """The student's notebook out of a solution's (both nbformat 4, as JSON).

    Outputs, run numbers and metadata are left out, since each of them may hold a solution.

    Raises KitError, with the cell, where a solution's two marks do not make a pair.
    """
    cells = [_cell(cell, number) for number, cell in enumerate(notebook["cells"], 1)]
    metadata = {key: value for key, value in notebook["metadata"].items() if key in _KEPT}
    fresh = {"cells": cells, "metadata": metadata}
    return copy.deepcopy({**fresh, "nbformat": 4, "nbformat_minor": notebook.get("nbformat_minor", 5)})


def _cell(cell: dict[str, Any], number: int) -> dict[str, Any]:
    kept: dict[str, Any] = {"cell_type": cell["cell_type"], "metadata": {}}
    if "id" in cell:
        kept["id"] = cell["id"]
    source = "".join(cell["source"])
    if cell["cell_type"] != "code":
        if BEGIN in source or END in source:
            raise KitError(f"Cell {cell.get('id', number)} holds a solution, but only code cells may.")
        return {**kept, "source": source}
    try:
        return {**kept, "source": cut(source), "outputs": [], "execution_count": None}
    except KitError as error:
        raise KitError(f"Cell {cell.get('id', number)}: {error}") from None


def cut(source: str) -> str:
    """Code without its solutions.

    Raises KitError where a BEGIN has no END, or the other way round.

    >>> print(cut("def f(x):\\n    ### BEGIN SOLUTION\\n    return x\\n    ### END SOLUTION\\n\\nf(1)"))
    def f(x):
        ...  # your code here
    <BLANKLINE>
    f(1)
    """
    return "\n".join(_lines(source)).strip("\n")


def _lines(source: str) -> Iterator[str]:
    inside = False
    for line in source.split("\n"):
        said = line.strip()
        if said not in (BEGIN, END):
            if BEGIN in said or END in said:
                raise KitError(f"Write the mark of a solution on a line of its own, not “{said}”.")
            if not inside:
                yield line
        elif inside == (said == BEGIN):
            raise KitError(f"“{said}” does not belong to a pair of {BEGIN} and {END}.")
        else:
            inside = said == BEGIN
            margin = re.match(r"\s*", line)[0]  # type: ignore[index]  # it always fits
            if inside and margin:
                yield f"{margin}{TO_WRITE}"
    if inside:
        raise KitError(f"A solution begins and does not end. Write {END} below it.")


def seeds_named(notebook: dict[str, Any]) -> set[str]:
    """The texts that a notebook's code reads by name.

    >>> sorted(seeds_named({"cells": [{"cell_type": "code", "source": 'a = kit.read("article")'}]}))
    ['article']
    """
    code = "\n".join(_sources(notebook, "code"))
    return set(re.findall(r"""\bread\(\s*["']([^"'\n]+)["']\s*\)""", code))


def links_to_glossary(notebook: dict[str, Any]) -> bool:
    """Whether a notebook's prose leads to the glossary."""
    return any(_TO_GLOSSARY.search(source) for source in _sources(notebook, "markdown"))


def with_glossary_beside(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with each link to the glossary leading to a file beside it, as it is handed out.

    >>> cell = {"cell_type": "markdown", "source": "A [hedge](../../notebooks/glossary.md#hedge)."}
    >>> with_glossary_beside({"cells": [cell]})["cells"][0]["source"]
    'A [hedge](glossary.md#hedge).'
    """
    cells = [
        {**cell, "source": _TO_GLOSSARY.sub(f"]({GLOSSARY}", "".join(cell["source"]))}
        if cell["cell_type"] == "markdown"
        else cell
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


def _sources(notebook: dict[str, Any], kind: str) -> Iterator[str]:
    return ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind)
