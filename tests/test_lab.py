"""How JupyterLab is called for a course. That it opens is tried in tests/reach."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import kit.lab
from kit.cli import app
from kit.errors import KitError
from kit.lab import lab_options


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00-start-here.ipynb").write_text("{}")
    return tmp_path


def test_it_serves_the_course_on_this_machine_alone_and_opens_the_first_lesson(course: Path) -> None:
    options = lab_options(course, ["--no-browser"])
    assert options[:3] == [
        "--ip=127.0.0.1",
        f"--ServerApp.root_dir={course}",
        "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
    ]
    assert options[-1] == "--no-browser"


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_root_is_allowed_only_to_root(
    course: Path, monkeypatch: pytest.MonkeyPatch, user: int, allowed: bool
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab_options(course, [])) is allowed


def test_a_folder_without_lessons_is_refused_with_the_way_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(KitError, match=r"There are no lessons in .*kit start .*empty"):
        lab_options(tmp_path / "empty", [])


def test_the_command_passes_on_what_else_is_said(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, list[str]]] = []
    monkeypatch.setattr(kit.lab, "open_lab", lambda folder, more: opened.append((folder, more)))
    CliRunner().invoke(app, ["lab", str(course), "--no-browser", "--port", "8899"])
    assert opened == [(course, ["--no-browser", "--port", "8899"])]
