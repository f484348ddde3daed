"""What strangers with a browser or with pip get: built once from clean, then used as they would."""

import csv
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import requests
from playwright.sync_api import Browser, expect

from kit.answers import JOURNAL
from kit.course import FIRST_LESSON, course_files
from tests.browser.conftest import TOKEN, Lab
from tests.browser.test_first_lesson import answer_first_choice
from tests.reach.clean import Machine, build, copy_of_the_repository

LESSONS = ("00-start-here", "01-words", "02-hedging", "03-attribution", "04-comparison", "05-your-own-text")

ESSAY = 4  # points of sheet 01 that a person gives
SETTINGS = """async () => {
  const answer = await fetch("/lab/api/settings/@jupyterlab/docmanager-extension:plugin");
  return (await answer.json()).schema.properties;
}"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return build(tmp_path_factory.mktemp("binder"))


def test_repo2docker_reads_the_repository_as_it_is_meant(tmp_path: Path) -> None:
    """The image that Binder would build, as its recipe; nothing is built."""
    repository = copy_of_the_repository(tmp_path / "repository")
    read = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(repository)]
    done = subprocess.run(read, capture_output=True, text=True, check=True)
    recipe = done.stdout + done.stderr
    assert "Building conda environment for python=3.12" in recipe
    assert '--file "environment.yml"' in recipe
    # the whole repository is there when pip is asked for a part of it
    assert recipe.index("COPY --chown=0:0 src/") < recipe.index("env update")
    assert "RUN ./postBuild" in recipe and 'R2D_ENTRYPOINT="${REPO_DIR}/start"' in recipe
    assert not {"binder", ".binder"} & {path.name for path in repository.iterdir()}
    for script in ("postBuild", "start"):
        assert os.access(repository / script, os.X_OK)


def test_every_lesson_runs_there_with_the_network_cut(machine: Machine) -> None:
    lessons = [machine.repository / "notebooks" / f"{name}.ipynb" for name in LESSONS]
    assert sorted(lessons) == sorted((machine.repository / "notebooks").glob("*.ipynb"))
    # `start` stands in front of every command on Binder
    machine.run(machine.repository / "start", "jupyter", "execute", "--inplace", *lessons)
    for lesson in lessons:
        notebook = nbformat.read(lesson, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
        assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), lesson.name


def test_the_network_is_cut_in_these_tests(machine: Machine) -> None:
    asked = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"
    with pytest.raises(AssertionError, match="Network is unreachable"):
        machine.run("python", "-c", asked)


def test_nothing_for_the_checks_is_installed(machine: Machine) -> None:
    installed = machine.run("python", "-m", "pip", "list", "--format", "freeze")
    assert "jupyterlab==" in installed
    assert not [name for name in ("pytest", "mypy", "ruff", "playwright") if f"\n{name}==" in installed]


def test_the_installed_kit_carries_the_whole_course_and_lays_it_out_anywhere(
    machine: Machine, tmp_path: Path
) -> None:
    packed = Path(machine.run("python", "-c", "import kit; print(kit.__path__[0])", folder=tmp_path).strip())
    assert packed.is_relative_to(machine.environment)
    clone = copy_of_the_repository(tmp_path / "clone")
    files = sorted(course_files(clone))
    assert sorted(course_files(packed / "course_files")) == files
    machine.run("kit", "start", "mine", folder=tmp_path)
    for name in files:
        assert (tmp_path / "mine" / name).read_bytes() == (clone / name).read_bytes(), name


def test_a_learner_alone_gets_to_a_graded_exercise_by_the_readmes_line(
    machine: Machine, tmp_path: Path
) -> None:
    readme = (machine.repository / "README.md").read_text("utf-8")
    (line,) = re.findall(r"^    (kit grade exercises/.*)$", readme, re.MULTILINE)
    machine.run("kit", "start", "mine", folder=tmp_path)
    sheet = tmp_path / "mine" / "exercises" / "01-words"

    def graded() -> dict[str, str]:
        assert "1 of 1 submissions graded." in machine.run(*shlex.split(line), folder=tmp_path / "mine")
        (row,) = csv.DictReader((tmp_path / "mine" / "graded" / "grades.csv").open(encoding="utf-8-sig"))
        return row

    machine.run("jupyter", "execute", "--inplace", "exercise.ipynb", folder=sheet)
    assert float(graded()["score"]) == 0
    (sheet / "exercise.ipynb").write_bytes((sheet / "solution.ipynb").read_bytes())
    machine.run("jupyter", "execute", "--inplace", "exercise.ipynb", folder=sheet)
    row = graded()
    assert float(row["score"]) == float(row["max_score"]) - ESSAY, row
    assert "code not run" not in row["status"]
    assert list((tmp_path / "mine" / "graded" / "feedback").glob("*.html"))


def test_a_text_is_analysed_from_any_folder(machine: Machine, tmp_path: Path) -> None:
    lines = machine.run("kit", "analyse", "article", "--format", "jsonl", folder=tmp_path).splitlines()
    assert {json.loads(line)["kind"] for line in lines} >= {"hedge", "attribution"}


@pytest.fixture
def lab(machine: Machine, browser: Browser, tmp_path: Path) -> Iterator["Borrowed"]:
    borrowed = Borrowed(machine, browser, tmp_path)
    yield borrowed
    borrowed.give_back()


class Borrowed:
    """Machines that are lent one after the other, each with nothing of the one before."""

    def __init__(self, machine: Machine, browser: Browser, folder: Path) -> None:
        self.machine, self.browser, self.folder = machine, browser, folder
        self.number = 0
        self.lab: Lab | None = None

    def next(self) -> Lab:
        self.give_back()
        self.number += 1
        course = self.folder / f"machine-{self.number}"
        self.machine.run("kit", "start", course)
        self.lab = Lab(course, self.browser, self.machine.environment / "bin" / "python")
        return self.lab

    def give_back(self) -> None:
        if self.lab:
            self.lab.close_pages()
            self.lab.stop()
            self.lab = None


def test_work_outlives_a_machine_that_is_thrown_away(lab: Borrowed, tmp_path: Path) -> None:
    notebook = lab.next().open(FIRST_LESSON.as_posix()).run_all()
    question, option = answer_first_choice(notebook)
    notebook.save()
    with notebook.page.expect_download() as downloading:
        notebook.page.get_by_role("button", name="Download all my work").click()
    downloading.value.save_as(tmp_path / "work.zip")

    fresh = lab.next()
    assert not (fresh.folder / FIRST_LESSON.parent / JOURNAL).exists()
    again = fresh.open(FIRST_LESSON.as_posix()).run_all()
    again.page.get_by_label("Restore work from a downloaded file").set_input_files(tmp_path / "work.zip")
    expect(again.page.locator(".btl-notice:visible")).to_contain_text("1 answer restored.")
    form = again.run_all().form(question)
    form.scroll_into_view_if_needed()
    expect(form.locator(f'input[value="{option}"]')).to_be_checked()


def test_jupyterlab_opens_with_the_settings_of_the_lessons(lab: Borrowed) -> None:
    page = lab.next().open(FIRST_LESSON.as_posix()).page
    properties = page.evaluate(SETTINGS)
    assert properties["autosaveInterval"]["default"] == 10
    expect(page.locator(".jp-toast-message")).to_have_count(0)  # no question about news
    page.set_viewport_size({"width": 1900, "height": 900})
    prose = page.locator(".jp-Notebook .jp-RenderedMarkdown p").first
    assert prose.evaluate("(p) => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)") <= 46


def test_jupyterlab_exports_with_the_kits_template(lab: Borrowed) -> None:
    answer = requests.get(
        f"{lab.next().address}/nbconvert/html/{FIRST_LESSON.as_posix()}",
        headers={"Authorization": f"token {TOKEN}"},
        timeout=60,
    )
    assert answer.ok and "a:visited { text-decoration: underline; }" in answer.text
