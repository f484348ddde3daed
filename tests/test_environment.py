"""One list of packages, said the same way everywhere, and no address of a registry in any of it."""

import re
import subprocess
import tomllib

import yaml

from tests.run_notebooks import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


def requirements() -> list[str]:
    """What lessons need, then what only the checks need."""
    files = ("requirements.txt", "requirements-test.txt")
    return [line for file in files for line in (REPOSITORY / file).read_text("utf-8").split()]


def test_environment_and_project_list_the_same_packages() -> None:
    environment = yaml.safe_load((REPOSITORY / "environment.yml").read_text("utf-8"))
    listed = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    packages = {entry for entry in listed if not re.match(r"(python|pip)\b", entry)}
    assert packages == set(PROJECT["project"]["dependencies"])


def test_conda_installs_a_python_that_the_project_allows() -> None:
    environment = yaml.safe_load((REPOSITORY / "environment.yml").read_text("utf-8"))
    python = next(entry for entry in environment["dependencies"] if str(entry).startswith("python="))
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert python.split("=")[1] in {"3.11", "3.12", "3.13"}


def test_every_requirement_is_pinned_and_nothing_else_stands_there() -> None:
    for line in requirements():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


def test_every_direct_dependency_is_pinned() -> None:
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in requirements()}
    direct = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"]
    assert {re.split(r"[><=]", entry)[0] for entry in direct} <= pinned


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
