import json
from pathlib import Path

import pytest

from kit.answers import MIME, Record
from kit.banks import load_bank
from kit.receipts import ANSWERED, UNANSWERED, UNSAVED, checksum, make_receipt
from kit.store import Store

BANK = """
[[question]]
id = "sheet.a"
kind = "text"
prompt = "A?"
accepted = ["a"]

[[question]]
id = "sheet.b"
kind = "text"
prompt = "B?"
accepted = ["b"]
"""


def record(question: str, response: str = "a", attempt: int = 1) -> Record:
    return Record(question, "text", response, attempt, f"2026-01-01T00:00:0{attempt}.000Z", "0" * 12)


def write_notebook(path: Path, *records: Record) -> None:
    outputs = [{"output_type": "display_data", "data": {MIME: r.to_json()}, "metadata": {}} for r in records]
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "outputs": outputs}]}))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "sheet.toml").write_text(BANK)
    write_notebook(tmp_path / "sheet.ipynb")
    return Store(tmp_path, tmp_path / "sheet.ipynb")


def states(store: Store) -> dict[str, str]:
    return dict(make_receipt(load_bank(store.journal.path.parent / "sheet.toml"), store).rows)


def test_nothing_answered(store: Store) -> None:
    assert states(store) == {"sheet.a": UNANSWERED, "sheet.b": UNANSWERED}


def test_an_answer_that_is_only_in_the_journal_is_unsaved(store: Store) -> None:
    store.save(record("sheet.a"))
    assert states(store) == {"sheet.a": UNSAVED, "sheet.b": UNANSWERED}


def test_an_answer_in_the_file_is_answered(store: Store) -> None:
    store.save(record("sheet.a"))
    write_notebook(store.notebook, record("sheet.a"))
    assert states(store)["sheet.a"] == ANSWERED


def test_an_older_answer_in_the_file_is_not_enough(store: Store) -> None:
    store.save(record("sheet.a", "new", attempt=2))
    write_notebook(store.notebook, record("sheet.a", "old"))
    assert states(store)["sheet.a"] == UNSAVED


def test_a_notebook_that_was_renamed_is_said_to_be_unchecked(store: Store) -> None:
    store.save(record("sheet.a"))
    store.notebook.rename(store.notebook.with_name("mine.ipynb"))
    receipt = make_receipt(load_bank(store.journal.path.parent / "sheet.toml"), store)
    assert "could not be checked" in receipt.advice


def test_the_checksum_changes_with_an_answer_and_not_with_the_order() -> None:
    first, second = record("sheet.a"), record("sheet.b")
    assert checksum([first, second]) == checksum([second, first])
    assert checksum([first]) != checksum([record("sheet.a", "other")])


def test_the_receipt_reads_well_as_text_and_as_a_table(store: Store) -> None:
    store.save(record("sheet.a"))
    shown = make_receipt(load_bank(store.journal.path.parent / "sheet.toml"), store)._repr_mimebundle_()
    assert shown["text/plain"].startswith("Receipt: 1 not answered, 1 answered, not in the saved file.")
    assert '<th scope="row"' in shown["text/html"] and "<caption" in shown["text/html"]
