"""Answers survive: the journal beside the notebook and the notebook's own file hold them together."""

import json
from pathlib import Path

import nbformat
import pytest

from kit.answers import JOURNAL, MIME, Record
from kit.store import Store
from tests.test_answers import DATA, NEWER, notebook, record


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, tmp_path / "a.ipynb")


def put_in_notebook(store: Store, *records: Record) -> None:
    assert store.notebook is not None
    nbformat.write(notebook(*(kept.to_json() for kept in records)), store.notebook)


def test_what_was_saved_is_found_again_by_another_kernel(store: Store, tmp_path: Path) -> None:
    assert store.last("01-x.q1") is None
    assert store.save(record()) == ""
    assert Store(tmp_path, None).last("01-x.q1") == record()
    assert store.last("01-x.q2") is None


def test_a_copied_notebook_brings_its_answers_without_a_journal(store: Store) -> None:
    put_in_notebook(store, record())
    assert store.in_notebook() == {"01-x.q1": record()}
    assert not store.journal.path.exists()
    assert store.last("01-x.q1") == record()
    assert list(store.journal.records()) == [record()]
    store.last("01-x.q1")
    assert len(store.journal.path.read_bytes().splitlines()) == 1


def test_the_later_of_journal_and_notebook_counts(store: Store) -> None:
    early, late = record(answered_at="2025-01-01"), record(answered_at="2025-01-02")
    store.save(late)
    put_in_notebook(store, early)
    assert store.last("01-x.q1") == late
    put_in_notebook(store, record(answered_at="2025-01-03"))
    assert store.answers()["01-x.q1"].answered_at == "2025-01-03"


def test_cleared_outputs_and_a_lost_journal_each_leave_the_other(store: Store) -> None:
    store.save(record())
    put_in_notebook(store)
    assert store.last("01-x.q1") == record()
    put_in_notebook(store, record())
    store.journal.path.unlink()
    assert store.last("01-x.q1") == record()


def test_a_full_disk_is_a_warning_and_loses_nothing_on_screen(store: Store) -> None:
    store.journal.path.symlink_to("/dev/full")
    warning = store.save(record())
    assert JOURNAL in warning
    assert "No space left on device" in warning
    assert "Save the notebook now." in warning
    put_in_notebook(store, record())
    assert store.last("01-x.q1") == record()


def test_a_folder_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    assert "No such file or directory" in Store(tmp_path / "nowhere", None).save(record())


def test_a_newer_record_goes_through_journal_and_notebook_unaltered(store: Store) -> None:
    put_in_notebook(store, Record.from_json(NEWER))
    kept = store.last("01-x.q1")
    assert kept is not None
    assert kept.to_json() == NEWER
    assert json.loads(store.journal.path.read_bytes()) == NEWER


def test_the_store_of_this_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIT_ANSWERS")
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "a.ipynb"))
    here = Store.here()
    assert here.notebook == tmp_path / "a.ipynb"
    assert here.journal.path == tmp_path / JOURNAL


def test_the_store_without_a_front_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIT_ANSWERS")
    monkeypatch.setenv("JPY_SESSION_NAME", "a console")
    monkeypatch.chdir(tmp_path)
    here = Store.here()
    assert here.notebook is None
    assert here.journal.path == tmp_path / JOURNAL
    assert here.in_notebook() == {}


def test_answers_go_where_they_are_told(tmp_path: Path) -> None:
    assert Store.here().journal.path == tmp_path / JOURNAL


def test_the_notebook_holds_the_contract_and_not_more(store: Store) -> None:
    put_in_notebook(store, record())
    assert store.notebook is not None
    (cell,) = json.loads(store.notebook.read_bytes())["cells"]
    assert cell["outputs"][0]["data"][MIME] == DATA
