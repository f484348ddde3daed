"""Every page for people: its links lead somewhere, its commands are ones that the kit takes."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer

import kit
from kit.cli import app
from kit.course import course_files
from tests.run_notebooks import REPOSITORY

LISTED = subprocess.run(
    ["git", "-C", str(REPOSITORY), "ls-files", "*.md"], capture_output=True, text=True, check=True
)
PAGES = LISTED.stdout.split()
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:    )?(kit \S.*?)(?:  +#.*| # .*)?$", re.MULTILINE)


def words_of(page: str) -> str:
    return (REPOSITORY / page).read_text("utf-8")


def links(page: str) -> list[str]:
    """Links within this repository: addresses of the web, and what stands in code, left out."""
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", words_of(page)))
    found = re.findall(r"\]\(<?([^)>\s]+)>?(?: \"[^\"]*\")?\)", prose)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    """The anchors that a forge gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pages_were_found() -> None:
    assert {"README.md", "INSTRUCTORS.md", "CONTRIBUTING.md", "exercises/01-words/README.md"} <= set(PAGES)
    assert len(links("README.md")) > 10 and len(links("INSTRUCTORS.md")) > 40


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    dead = []
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (REPOSITORY / page).parent / name if name else REPOSITORY / page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_a_dead_link_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# One heading, and a `mark`\n\n```sh\n# no heading\n```\n")
    assert anchors(tmp_path / "page.md") == {"one-heading-and-a-mark"}


@pytest.mark.parametrize("page", PAGES)
def test_every_call_of_the_kit_is_one_that_it_takes(page: str) -> None:
    command: Any = typer.main.get_command(app)
    for call in COMMAND.findall(words_of(page)):
        name, *options = shlex.split(call.replace("FILE...", "FILE"))[1:]
        if name != "--help":
            command.commands[name].make_context(name, options)  # raises for an option that there is not


def test_every_command_of_the_kit_is_shown_in_the_readme() -> None:
    command: Any = typer.main.get_command(app)
    shown = {call.split()[1] for call in COMMAND.findall(words_of("README.md"))}
    assert shown == set(command.commands)


def test_the_wheel_is_called_by_its_name() -> None:
    named = {
        page: re.findall(r"between_the_lines-[\w.]+?-py3-none-any\.whl", words_of(page)) for page in PAGES
    }
    assert named["README.md"] and named["INSTRUCTORS.md"]
    right = f"between_the_lines-{kit.__version__}-py3-none-any.whl"
    assert {name for names in named.values() for name in names} == {right}


def test_the_instructors_guide_keeps_to_what_is_laid_out_with_it() -> None:
    laid_out = {REPOSITORY / name for name in course_files(REPOSITORY)}
    folders = {folder for path in laid_out for folder in path.parents}
    linked = {REPOSITORY / link.partition("#")[0] for link in links("INSTRUCTORS.md") if link[0] != "#"}
    assert linked <= laid_out | folders
