from pathlib import Path

import pytest

import kit
from kit.places import answers_folder, notebook_path


def test_answers_lie_beside_the_notebook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KIT_ANSWERS", raising=False)
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "lesson.ipynb"))
    assert notebook_path() == tmp_path / "lesson.ipynb"
    assert answers_folder() == tmp_path


def test_without_a_front_end_that_tells_they_lie_in_this_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KIT_ANSWERS", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert notebook_path() is None
    assert answers_folder() == tmp_path


def test_a_folder_of_ones_own_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Another article.")
    monkeypatch.setenv("KIT_SEEDS", str(tmp_path))
    assert kit.read("article").raw == "Another article."


def test_seeds_are_found_from_a_folder_below(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "letter.txt").write_text("Dear all.")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert kit.read("letter").name == "letter"
