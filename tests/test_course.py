"""What ``kit start`` lays out, and what it leaves alone."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import kit.course
from kit.cli import app
from kit.course import course_files, lay_out
from kit.errors import KitError
from tests.run_notebooks import REPOSITORY

LESSON = Path("notebooks") / "01-words.ipynb"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course with what work leaves beside it, in the place of the kit's own."""
    course = tmp_path / "kit"
    files = {
        "notebooks/00-start-here.ipynb": "{}",
        "notebooks/01-words.ipynb": "{}",
        "notebooks/between-the-lines.answers.jsonl": "an answer",
        "notebooks/own-text.txt": "a text",
        "notebooks/own-text-questions.toml": "a draft",
        "notebooks/.ipynb_checkpoints/01-words-checkpoint.ipynb": "{}",
        "exercises/01-words/questions.toml": "questions",
        "hub/README.md": "# A class on JupyterHub",
        "seeds/article.txt": "An article.",
        "hub/__pycache__/jupyterhub_config.cpython-311.pyc": "compiled when the kit was installed",
        "INSTRUCTORS.md": "# For instructors",
        "LICENSE-lessons": "CC BY",
        "tests/test_it.py": "",
    }
    for name, content in files.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(content)
    monkeypatch.setattr(kit.course, "course_folder", lambda: course)
    return course


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_course_is_laid_out_without_what_work_left_behind(course: Path, tmp_path: Path) -> None:
    laid = lay_out(tmp_path / "mine")
    assert files_in(tmp_path / "mine") == {
        "notebooks/00-start-here.ipynb",
        "notebooks/01-words.ipynb",
        "exercises/01-words/questions.toml",
        "hub/README.md",
        "seeds/article.txt",
        "INSTRUCTORS.md",
        "LICENSE-lessons",
    }
    assert len(laid.written) == 7 and laid.kept == ()


def test_students_are_given_the_lessons_without_solutions(course: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["start", str(tmp_path / "mine"), "--lessons"]).exit_code == 0
    assert files_in(tmp_path / "mine") == {
        "notebooks/00-start-here.ipynb",
        "notebooks/01-words.ipynb",
        "seeds/article.txt",
        "LICENSE-lessons",
    }


def test_work_that_lies_there_is_kept_and_what_is_missing_comes_back(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    lay_out(mine)
    (mine / LESSON).write_text('{"answers": 1}')
    (mine / "seeds" / "article.txt").unlink()
    laid = lay_out(mine)
    assert (laid.written, laid.kept) == ((Path("seeds/article.txt"),), (LESSON,))
    assert (mine / LESSON).read_text() == '{"answers": 1}'


def test_the_kits_own_folder_is_refused(course: Path) -> None:
    with pytest.raises(KitError, match="where the course lies already"):
        lay_out(course)


def test_a_folder_that_cannot_be_written_to_is_named(course: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file, not a folder")
    with pytest.raises(KitError, match=r"mine.* cannot be used"):
        lay_out(tmp_path / "mine")


def test_this_repository_holds_the_whole_course() -> None:
    names = {path.as_posix() for path in course_files(REPOSITORY)}
    assert {"notebooks/00-start-here.ipynb", "notebooks/00-start-here.toml", "seeds/article.txt"} <= names
    assert {"exercises/01-words/solution.ipynb", "INSTRUCTORS.md", "LICENSE-lessons"} <= names


def test_the_command_says_what_it_wrote_what_it_kept_and_what_comes_next(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["start", "my course"]).stdout == (
        f"7 files of the course written to {tmp_path / 'my course'}.\nNow type:  kit lab 'my course'\n"
    )
    (tmp_path / "my course" / LESSON).write_text("{}\n")
    again = CliRunner().invoke(app, ["start", "my course"]).stdout
    assert again.startswith(
        f"0 files of the course written to {tmp_path / 'my course'}.\n"
        "Files left as they were, since they differ from the kit's own: 1.\n"
    )
