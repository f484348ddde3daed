"""What stands at the door: the citation, the changelog, and the forms for issues."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import kit
from tests.run_notebooks import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
FORGE = REPOSITORY / ".github"
FORMS = sorted(path for path in (FORGE / "ISSUE_TEMPLATE").iterdir() if path.name != "config.yml")

# the fields that the forge knows in a form for issues, from its documentation of that syntax
FORM = {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}
ATTRIBUTES = {
    "markdown": {"value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "input": {"label", "description", "placeholder", "value"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}


def read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8")))


def test_the_citation_says_what_the_project_says() -> None:
    citation = read(REPOSITORY / "CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == kit.__version__
    assert citation["authors"] == PROJECT["authors"]
    assert citation["license"] == PROJECT["license"].split(" AND ")
    assert citation["message"] and citation["title"].startswith("Between the Lines")


def test_the_citation_claims_nothing_that_is_not_known() -> None:
    citation = read(REPOSITORY / "CITATION.cff")
    assert not {"doi", "identifiers", "date-released", "url", "repository-code"} & set(citation)
    assert all(set(author) == {"name"} for author in citation["authors"])  # an entity, no invented person


def test_the_changelog_leads_with_what_is_not_released_yet() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert kit.__version__ in changelog
    parts = re.findall(r"^### (.+)$", changelog, re.MULTILINE)
    assert parts and set(parts) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_has_the_fields_that_the_forge_knows(path: Path) -> None:
    form = read(path)
    assert path.suffix == ".yml"
    assert {"name", "description", "body"} <= set(form) <= FORM
    asked = [item for item in form["body"] if item["type"] != "markdown"]
    assert asked
    for field in ("id", "label"):
        values = [item["id"] if field == "id" else item["attributes"]["label"] for item in asked]
        assert len(set(values)) == len(values)
    for item in form["body"]:
        assert set(item) <= {"type", "id", "attributes", "validations"}
        assert set(item["attributes"]) <= ATTRIBUTES[item["type"]]
        assert ("label" if item in asked else "value") in item["attributes"]
        assert set(item.get("validations", {})) <= {"required"}
        assert all(isinstance(option, str) for option in item["attributes"].get("options", []))


def test_forms_have_names_of_their_own_and_the_chooser_its_fields() -> None:
    names = [read(path)["name"] for path in FORMS]
    assert len(FORMS) == len(set(names)) == 4
    assert set(read(FORGE / "ISSUE_TEMPLATE" / "config.yml")) <= {"blank_issues_enabled", "contact_links"}


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/adding.md", "docs/question-kinds.md"])
def test_what_a_guide_names_and_links_is_there(name: str) -> None:
    page = (REPOSITORY / name).read_text("utf-8")
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page)
    assert [link for link in links if not ((REPOSITORY / name).parent / link).is_file()] == []
    named = re.findall(r"`((?:kit|tests|docs|seeds|lab|notebooks)/[\w./-]+)`", page)
    missing = [path for path in named if not (REPOSITORY / path).exists()]
    assert [path for path in missing if not re.search(r"NAME|KIND|sizes|06-numbers", path)] == []
