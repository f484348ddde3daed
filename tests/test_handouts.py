"""Solutions are cut out of a notebook, whole and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.handouts import BEGIN, END, TO_WRITE, cut, seeds_named, without_solutions


def cell(source: Any, kind: str = "code", **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "id": "a", "metadata": {}, "source": source, **more}


def notebook(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def test_at_the_margin_a_solution_vanishes() -> None:
    assert cut(f'kit.ask("a.b")\n{BEGIN}\nkit.answer("a.b", 3)\n{END}') == 'kit.ask("a.b")'


def test_in_a_function_it_becomes_a_line_to_be_written_which_runs() -> None:
    stub = cut(f"def f(x):\n    y = x\n    {BEGIN}\n    return y\n    {END}\n\n\nf(1)")
    assert stub == f"def f(x):\n    y = x\n    {TO_WRITE}\n\n\nf(1)"
    space: dict[str, Any] = {}
    exec(stub, space)
    assert space["f"](1) is None


def test_there_may_be_several() -> None:
    assert cut(f"a\n{BEGIN}\nb\n{END}\nc\n{BEGIN}\nd\n{END}") == "a\nc"


@pytest.mark.parametrize(
    "source",
    [
        f"{BEGIN}\na",
        f"a\n{END}",
        f"{BEGIN}\n{BEGIN}\n{END}",
        f"{BEGIN}\n{END}\n{END}",
        f"x = 1  {BEGIN}\n{END}",
    ],
)
def test_marks_that_make_no_pair_are_an_error_with_the_cell(source: str) -> None:
    with pytest.raises(KitError, match="Cell a: "):
        without_solutions(notebook(cell(source)))


def test_a_solution_in_prose_is_an_error() -> None:
    with pytest.raises(KitError, match="only code cells"):
        without_solutions(notebook(cell(f"{BEGIN}\nThe answer.\n{END}", "markdown")))


def test_outputs_run_numbers_and_metadata_are_left_out() -> None:
    solved = cell(["import kit\n", "kit.ask()"], outputs=[{"data": "KEY"}], execution_count=7)
    solved["metadata"] = {"tags": ["KEY"]}
    told = notebook(solved, kernelspec={"name": "python3"}, history="KEY", widgets={"state": "KEY"})
    handed_out = without_solutions(told)
    assert "KEY" not in str(handed_out)
    assert handed_out["metadata"] == {"kernelspec": {"name": "python3"}}
    assert handed_out["cells"][0]["source"] == "import kit\nkit.ask()"
    assert handed_out["cells"][0]["execution_count"] is None


LINES = st.lists(st.sampled_from(["a = 1", "", "def f():", "    return a", "\tx"]), max_size=6)


@given(LINES, LINES, LINES)
def test_whatever_stands_outside_stays_and_whatever_stands_inside_goes(
    before: list[str], inside: list[str], after: list[str]
) -> None:
    secret = [f"SECRET{line}" for line in inside]
    left = cut("\n".join([*before, BEGIN, *secret, END, *after]))
    assert left == "\n".join([*before, *after]).strip("\n")


def test_the_texts_that_code_reads_are_found() -> None:
    read = [cell('a = kit.read("wire")'), cell("b = read('mirror')"), cell('kit.read("no")', "markdown")]
    assert seeds_named(notebook(*read)) == {"wire", "mirror"}
