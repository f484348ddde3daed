import io
import zipfile
from pathlib import Path

import pytest

from kit.answers import JOURNAL, Journal, Record
from kit.errors import KitError
from kit.luggage import pack, unpack


def record(question: str, attempt: int = 1) -> Record:
    return Record(question, "text", "answer", attempt, f"2026-01-01T00:00:0{attempt}.000Z", "0" * 12)


def answered(folder: Path, *records: Record) -> Path:
    folder.mkdir(exist_ok=True)
    for one in records:
        Journal(folder).append(one)
    return folder


def test_work_comes_back_on_an_empty_machine(tmp_path: Path) -> None:
    old = answered(tmp_path / "old", record("a.q1"), record("a.q2"))
    (old / "a.ipynb").write_text("{}")
    new = answered(tmp_path / "new")
    assert unpack(pack(old), new) == ["2 answers restored.", "a.ipynb written."]
    assert list(Journal(new).records()) == list(Journal(old).records())
    assert (new / "a.ipynb").read_text() == "{}"


def test_restoring_twice_adds_nothing(tmp_path: Path) -> None:
    folder = answered(tmp_path / "one", record("a.q1"))
    assert unpack(pack(folder), folder) == ["0 answers restored."]
    assert len(list(Journal(folder).records())) == 1


def test_a_notebook_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    old, new = answered(tmp_path / "old"), answered(tmp_path / "new")
    (old / "a.ipynb").write_text("old")
    (new / "a.ipynb").write_text("new")
    assert unpack(pack(old), new)[1:] == ["a (restored).ipynb written."]
    assert (new / "a.ipynb").read_text() == "new"
    assert (new / "a (restored).ipynb").read_text() == "old"


def test_newer_answers_on_this_machine_are_kept(tmp_path: Path) -> None:
    old, new = answered(tmp_path / "old", record("a.q1")), answered(tmp_path / "new", record("a.q1", 2))
    unpack(pack(old), new)
    assert {one.attempt for one in Journal(new).records()} == {1, 2}


def test_an_empty_folder_has_nothing_to_pack(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="no work in this folder"):
        pack(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\3\4 not really", b"%PDF-1.7"])
def test_a_file_that_is_no_luggage_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(KitError, match="not a file of saved work"):
        unpack(data, tmp_path)


@pytest.mark.parametrize("name", ["../out.ipynb", "/tmp/out.ipynb", "a/b.ipynb", "..\\out.ipynb", "run.py"])
def test_only_notebooks_and_the_journal_at_the_top_are_taken_out(tmp_path: Path, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as luggage:
        luggage.writestr(name, "x")
    with pytest.raises(KitError, match="no saved work"):
        unpack(packed.getvalue(), tmp_path / "in")
    assert not list(tmp_path.rglob("*.*"))


def test_damaged_lines_of_the_journal_are_passed_over(tmp_path: Path) -> None:
    old = answered(tmp_path / "old", record("a.q1"))
    with (old / JOURNAL).open("a") as journal:
        journal.write('{"schema": 1, "quest\n')
    assert unpack(pack(old), answered(tmp_path / "new"))[0] == "1 answer restored."


def test_a_text_of_ones_own_travels_too_and_none_is_overwritten(tmp_path: Path) -> None:
    old, new = answered(tmp_path / "old", record("a.q1")), answered(tmp_path / "new")
    (old / "own-text.txt").write_text("old")
    assert "own-text.txt written." in unpack(pack(old), new)
    (new / "own-text.txt").write_text("new")
    assert "own-text (restored).txt written." in unpack(pack(old), new)
    assert (new / "own-text.txt").read_text() == "new"
