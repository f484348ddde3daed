"""One list of packages, said the same way everywhere, and no address of a registry in any of it."""

import re
import subprocess
import tomllib
from collections.abc import Iterable
from importlib import metadata
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.run_notebooks import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


def lines_of(file: str) -> list[str]:
    return (REPOSITORY / file).read_text("utf-8").split()


def environment() -> list[Any]:
    """What Binder and conda install."""
    return list(yaml.safe_load((REPOSITORY / "environment.yml").read_text("utf-8"))["dependencies"])


def test_binder_installs_what_lessons_are_tested_with_and_nothing_for_the_checks() -> None:
    *from_conda, from_pip = environment()
    assert {re.split("=", entry)[0] for entry in from_conda} == {"python", "pip"}
    listed, notebook, kit = from_pip["pip"]
    assert (listed, kit) == ("-r requirements.txt", ".")
    assert re.fullmatch(r"notebook==[\d.]+", notebook)


def test_binder_installs_a_python_that_the_project_allows() -> None:
    python = next(entry for entry in environment() if str(entry).startswith("python="))
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert python.split("=")[1] in {"3.11", "3.12", "3.13"}


LISTS = ["requirements.txt", "requirements-test.txt", "hub/requirements.txt"]
HUB = ["jupyterhub", "jupyterhub-idle-culler", "nbgitpuller"]


@pytest.mark.parametrize("file", LISTS)
def test_every_requirement_is_pinned_and_nothing_else_stands_there(file: str) -> None:
    for line in lines_of(file):
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


def pinned(*files: str) -> set[str]:
    return {canonicalize_name(line.split("==")[0]) for file in files for line in lines_of(file)}


def needed(names: Iterable[str]) -> set[str]:
    """The packages named, and all that these need on this Python."""
    found: set[tuple[str, str]] = set()
    open_ = [(Requirement(name).name, extra) for name in names for extra in ("", *Requirement(name).extras)]
    while open_:
        name, extra = open_.pop()
        if (canonicalize_name(name), extra) in found:
            continue
        found.add((canonicalize_name(name), extra))
        for entry in map(Requirement, metadata.requires(name) or []):
            if entry.marker is None or entry.marker.evaluate({"extra": extra}):
                open_ += [(entry.name, more) for more in ("", *entry.extras)]
    return {name for name, _ in found}


def test_whatever_lessons_need_is_pinned_and_nothing_of_the_checks() -> None:
    lessons = needed(PROJECT["project"]["dependencies"])
    assert lessons <= pinned("requirements.txt")
    only_checks = needed(PROJECT["dependency-groups"]["test"]) - lessons
    assert only_checks and not only_checks & pinned("requirements.txt")


def test_whatever_the_checks_need_is_pinned() -> None:
    checks = needed(PROJECT["dependency-groups"]["test"])
    assert checks <= pinned("requirements.txt", "requirements-test.txt")


def test_whatever_the_hub_needs_is_pinned_once_and_lessons_need_none_of_it() -> None:
    assert needed(HUB) - pinned("requirements.txt") == pinned("hub/requirements.txt")
    assert not needed(PROJECT["project"]["dependencies"]) & pinned("hub/requirements.txt")


def test_every_machine_has_the_same_proxy_for_the_hub() -> None:
    named = [
        re.findall(r"configurable-http-proxy@[\w.]+", (REPOSITORY / name).read_text("utf-8"))
        for name in (".ci/run", "hub/README.md")
    ]
    assert named[0] and named[0] == named[1]


def test_no_file_names_a_registry_or_downloads_data() -> None:
    tracked = subprocess.run(
        ["git", "-C", str(REPOSITORY), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    names = [name for name in tracked.stdout.split("\0") if name and not name.endswith("test_environment.py")]
    for name in names:
        words = (REPOSITORY / name).read_text("utf-8", errors="replace")
        for address in (
            r"--(extra-)?index-url",
            r"pypi\.org/simple",
            r"files\.pythonhosted",
            r"registry\.npmjs",
        ):
            assert not re.search(address, words), (name, address)
        if name.startswith("kit/") and name != "kit/lint_notebooks.py":
            assert "nltk.download(" not in words, name


def test_the_two_licences_exclude_the_article() -> None:
    for name in ("LICENSE", "LICENSE-lessons"):
        assert "seeds/article.txt" in (REPOSITORY / name).read_text("utf-8")
