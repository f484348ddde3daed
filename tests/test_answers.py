"""A record is found by its question's id wherever it is, and none is ever lost."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.answers import (
    JOURNAL,
    MIME,
    Journal,
    Record,
    RecordError,
    latest,
    new_record,
    read_notebook,
    records_in,
    with_confidence,
)

DATA: dict[str, Any] = {
    "schema": 1,
    "question": "01-x.q1",
    "kind": "choice",
    "response": "charade",
    "attempt": 2,
    "answered_at": "2025-01-02T03:04:05.678Z",
    "bank": "0123456789ab",
}
NEWER = {**DATA, "schema": 2, "response": {"value": "charade"}, "seconds": 12, "attempt": "third"}


def record(**fields: Any) -> Record:
    return Record.from_json({**DATA, **fields})


def test_a_record_is_what_the_contract_lays_down() -> None:
    made = new_record("01-x.q1", "choice", "charade", "0123456789ab", None)
    data = made.to_json()
    assert list(data) == list(DATA)
    assert {**data, "answered_at": ""} == {**DATA, "attempt": 1, "answered_at": ""}
    assert made.answered_at.endswith("Z")
    assert len(made.answered_at) == len(DATA["answered_at"])
    assert Record.from_json(json.loads(json.dumps(data))) == made


@pytest.mark.parametrize(
    "response", ["x" * 500, ["an option of middling length"] * 6, {"left side": "right"}, 3.5]
)
def test_an_ordinary_answer_takes_less_than_a_kilobyte(response: Any) -> None:
    made = with_confidence(new_record("01-words.q1", "choices", response, "0123456789ab", None), 100)
    assert len(json.dumps(made.to_json())) < 1000


def test_attempts_count_on_from_the_last() -> None:
    assert new_record("01-x.q1", "choice", "a", "", record(attempt=4)).attempt == 5


@pytest.mark.parametrize(
    ("sure", "kept"),
    [(0, 0), (70, 70), (100, 100), (101, None), (-1, None), (True, None), ("70", None), (None, None)],
)
def test_confidence_is_a_whole_number_of_per_cent(sure: Any, kept: int | None) -> None:
    assert with_confidence(record(), sure).confidence == kept
    assert record(confidence=sure).confidence == kept
    assert record(confidence=sure).to_json() == {**DATA, **({} if kept is None else {"confidence": kept})}


def test_half_a_character_does_not_cost_the_answer(tmp_path: Path) -> None:
    made = new_record("01-x.q1", "match", {"a\ud800": ["b\udfff"]}, "", None)
    Journal(tmp_path).append(made)
    assert list(Journal(tmp_path).records()) == [made]
    assert made.response == {"a?": ["b?"]}


@pytest.mark.parametrize(
    "junk", [None, 3, "x", [], {}, [DATA], {**DATA, "attempt": "2"}, {**DATA, "attempt": True}]
)
def test_what_is_no_record_is_refused(junk: Any) -> None:
    with pytest.raises(RecordError, match="record of an answer"):
        Record.from_json(junk)


@pytest.mark.parametrize("field", DATA)
def test_a_record_lacks_no_field(field: str) -> None:
    with pytest.raises(RecordError, match=f"no (proper )?'{field}'"):
        Record.from_json({name: value for name, value in DATA.items() if name != field})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*DATA, "x"]), inner),
    max_leaves=10,
)


@given(JSON, JSON)
def test_any_junk_is_a_record_or_is_refused(junk: Any, response: Any) -> None:
    assert record(response=response).to_json()["response"] is response
    with suppress(RecordError):
        assert isinstance(Record.from_json(junk), Record)
    assert list(records_in({"cells": junk})) == []
    assert (
        list(records_in({"cells": [{"outputs": [{"data": {MIME: {}}}, {"data": junk}, junk]}, junk]})) == []
    )


def test_a_newer_record_is_kept_to_the_letter() -> None:
    newer = Record.from_json(NEWER)
    assert not newer.readable
    assert newer.question == "01-x.q1"
    assert newer.to_json() == NEWER
    assert record().readable


def test_the_journal_is_appended_to_and_never_rewritten(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    first, second = record(), record(question="01-x.q2", response="“é”\n\u2028")
    journal.append(first)
    before = journal.path.read_bytes()
    journal.append(second)
    assert journal.path.read_bytes().startswith(before)
    assert len(journal.path.read_bytes().splitlines()) == 2
    assert list(journal.records()) == [first, second]
    assert journal.path.name == JOURNAL


@pytest.mark.parametrize(
    "damage",
    [
        b"{",
        b"\xff\xfe",
        b"null",
        b'{"schema": 1}',
        b"[" * 100_000,
        b"\0" * 20,
        b"",
        json.dumps(DATA).encode()[:-9],
    ],
    ids=["brace", "bytes", "null", "fields", "nesting", "zeros", "blank", "cut"],
)
def test_damaged_lines_are_passed_over(tmp_path: Path, damage: bytes) -> None:
    journal = Journal(tmp_path)
    journal.append(record())
    with journal.path.open("ab") as file:
        file.write(damage + b"\n")
    journal.append(record(attempt=3))
    assert [found.attempt for found in journal.records()] == [2, 3]
    assert damage in journal.path.read_bytes()


def test_an_answer_after_a_line_cut_short_stands_on_its_own(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(record())
    with journal.path.open("ab") as file:
        file.write(json.dumps(DATA).encode()[:40])
    journal.append(record(attempt=3))
    assert [found.attempt for found in journal.records()] == [2, 3]


def test_answers_are_written_where_the_system_lacks_pread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("os.pread", raising=False)  # as on Windows
    test_an_answer_after_a_line_cut_short_stands_on_its_own(tmp_path)


def test_an_answer_is_on_disk_before_append_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path)
    seen: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: seen.append(journal.path.read_bytes()))
    journal.append(record())
    assert seen == [json.dumps(DATA).encode() + b"\n"]


def test_a_write_that_stops_half_way_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:10]))
    with pytest.raises(OSError, match="No space left"):
        Journal(tmp_path).append(record())
    monkeypatch.undo()
    Journal(tmp_path).append(record())
    assert list(Journal(tmp_path).records()) == [record()]


def test_a_journal_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(Journal(tmp_path / "nowhere").records()) == []
    (tmp_path / JOURNAL).mkdir()
    assert list(Journal(tmp_path).records()) == []


def notebook(*records: dict[str, Any]) -> nbformat.NotebookNode:
    """A notebook with a code cell for each record."""
    cells = [
        nbformat.v4.new_code_cell(
            "kit.ask()", outputs=[nbformat.v4.new_output("display_data", {MIME: data, "text/plain": "card"})]
        )
        for data in records
    ]
    return nbformat.v4.new_notebook(cells=cells)


def test_records_are_found_after_a_notebook_is_saved(tmp_path: Path) -> None:
    nbformat.write(notebook(DATA, {**DATA, "question": "01-x.q2"}), tmp_path / "a.ipynb")
    found = list(records_in(read_notebook(tmp_path / "a.ipynb")))
    assert found == [record(), record(question="01-x.q2")]


def test_records_are_found_wherever_their_cells_went() -> None:
    moved = notebook(DATA, {**DATA, "question": "01-x.q2"})
    moved.cells.reverse()
    moved.cells.append(moved.cells[0])
    moved.cells[1]["cell_type"] = "raw"
    moved.cells[0]["source"] = "something else"
    moved.cells.insert(0, nbformat.v4.new_markdown_cell("text"))
    assert set(latest(records_in(moved))) == {"01-x.q1", "01-x.q2"}


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"3", b"\xff", b'{"cells": 3}', b"[" * 100_000])
def test_a_notebook_that_cannot_be_read_holds_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.ipynb"
    if content is not None:
        path.write_bytes(content)
    assert list(records_in(read_notebook(path))) == []


def test_the_last_of_two_tabs_counts() -> None:
    early = record(attempt=5, response="early", answered_at="2025-01-01T00:00:00.000Z")
    late = record(attempt=1, response="late", answered_at="2025-01-01T00:00:00.001Z")
    again = record(attempt=2, response="again", answered_at="2025-01-01T00:00:00.001Z")
    other = record(question="01-x.q2")
    for order in ([early, late, again, other], [other, again, late, early]):
        assert latest(order) == {"01-x.q1": again, "01-x.q2": other}
