"""What can be handed in: each bad file has a plain reason, and no bytes raise anything."""

import copy
import json
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert import HTMLExporter

from kit.answers import MIME, Record
from kit.card import bundle
from kit.grading.marks import Exercise, mark_submission
from kit.grading.submissions import MOST_RECORDS, open_submission
from kit.marking import Mark
from tests.grading.handed_in import POINTS, RIGHT, cell, notebook, packed, record


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.ipynb", b"", "The file is empty."),
        ("a.ipynb", b" \n", "The file is empty."),
        ("a.ipynb", b"{", "its JSON breaks off or has an error in character 2"),
        ("a.ipynb", packed()[:-40], "its JSON breaks off"),
        ("a.ipynb", b'{\n"cells": [,]}', "has an error in line 2"),
        ("a.ipynb", b"\xff\xfe\x00", "not text in UTF-8"),
        ("a.ipynb", b"[" * 200_000, "nested too deeply"),
        ("a.ipynb", b"[]", "its JSON is no object"),
        ("a.ipynb", b"NaN", "its JSON is no object"),
        ("a.ipynb", b"{}", "it has no cells"),
        ("a.ipynb", b'{"cells": {}, "nbformat": 4}', "it has no cells"),
        ("a.ipynb", b'{"worksheets": [], "nbformat": 3}', "nbformat 3"),
        ("a.ipynb", b'{"cells": [], "nbformat": 3}', "nbformat 3"),
        ("a.pdf", b"%PDF", "not a notebook but a file of the kind .pdf"),
        ("a", b"text", "not a notebook but a file without an ending"),
        ("a.html", b"<html>", "carries no record of an answer. Ask for the .ipynb"),
    ],
)
def test_what_cannot_be_graded_says_why(name: str, data: bytes, reason: str) -> None:
    found = open_submission("ana", name, data)
    assert found.status == "not opened" and found.records == ()
    with pytest.raises(AssertionError, match=reason):  # the match of pytest, on our reason
        raise AssertionError(found.reason)


def test_records_are_found_wherever_cells_went(exercise: Exercise) -> None:
    sheet = notebook()
    cells = [{**item, "cell_type": "raw"} for item in reversed(sheet["cells"])]
    for item in cells:
        item.pop("metadata")
    merged = {"outputs": [output for item in cells for output in item.get("outputs", [])]}
    for changed in (cells, [*cells, *cells], [None, 3, {"outputs": [7, {"data": []}]}, merged]):
        result = mark_submission(
            open_submission("", "a.ipynb", json.dumps({"cells": changed}).encode()), exercise
        )
        assert result.score == POINTS


def test_an_html_export_is_marked_as_its_notebook_is(exercise: Exercise) -> None:
    sheet = nbformat.v4.new_notebook()
    for name, response in {**RIGHT, "every_kind.essay": '"<b>&quot;</b>" & more'}.items():
        given = Record.from_json(record(name, response))
        data = bundle(exercise.bank[name], "", given, Mark("recorded", 0, 1), text=exercise.text)
        output = nbformat.v4.new_output("display_data", data)
        sheet.cells.append(nbformat.v4.new_code_cell("kit.ask()", outputs=[output]))
    page, _ = HTMLExporter().from_notebook_node(sheet)
    opened = open_submission("", "a.html", page.encode())
    plain = open_submission("", "a.ipynb", nbformat.writes(sheet).encode())
    assert opened.records == plain.records
    assert mark_submission(opened, exercise).score == POINTS


def test_a_record_that_a_tool_saved_as_text_is_read() -> None:
    text = json.dumps(record("every_kind.choice", "charade"))
    for data in (text, [text[:9], text[9:]]):
        sheet = {"cells": [cell(data)]}
        found = open_submission("", "a.ipynb", json.dumps(sheet).encode())
        assert [item.response for item in found.records] == ["charade"]


def test_damaged_records_are_counted() -> None:
    bad = [None, [], {}, "{", {**record("a.b", 1), "question": None}, {**record("a.b", 1), "attempt": True}]
    sheet = {"cells": [cell(data) for data in bad]}
    assert open_submission("", "a.ipynb", json.dumps(sheet).encode()).damaged == len(bad)


def test_only_so_many_records_are_read() -> None:
    sheet = {"cells": [cell(record("a.b", 1))] * (MOST_RECORDS + 1)}
    found = open_submission("", "a.ipynb", json.dumps(sheet).encode())
    assert len(found.records) == MOST_RECORDS and "Only the first 10,000" in found.reason


def test_a_number_without_end_is_read() -> None:
    data = packed({"every_kind.number": 5}).replace(b'"response": 5', b'"response": ' + b"5" * 6000)
    assert open_submission("", "a.ipynb", data).records[0].response == float("inf")


SHEET = notebook()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just(MIME),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value, as the steps that lead to it."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, inner in steps for place in places(inner, (*path, step)))]


PLACES = [place for place in places(SHEET) if place]


@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=4), st.data())
@settings(max_examples=400)
def test_any_notebook_gives_a_row(
    exercise: Exercise, changes: list[tuple[tuple[Any, ...], Any]], data: st.DataObject
) -> None:
    sheet = copy.deepcopy(SHEET)
    for place, value in changes:
        inner: Any = sheet
        try:
            for step in place[:-1]:
                inner = inner[step]
            inner[place[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    raw = bytearray(json.dumps(sheet).encode())
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=8))
    result = mark_submission(open_submission("", "a.ipynb", bytes(raw)), exercise)
    assert result.status in ("graded", "not graded")
    if result.status == "graded":
        assert result.score is not None and 0 <= result.score <= exercise.max_score
        assert len(result.answers) == len(exercise.questions)
    else:
        assert result.reason


def test_the_right_answers_are_those_the_other_tests_take_them_for(exercise: Exercise) -> None:
    assert set(RIGHT) <= set(exercise.questions)
