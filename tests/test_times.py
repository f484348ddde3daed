"""The minutes that lessons and sheets promise: true to their length, and the same wherever they stand."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from kit.banks import load_bank
from tests.reading_time import minutes_by_part, words
from tests.run_notebooks import REPOSITORY

LESSONS = sorted((REPOSITORY / "notebooks").glob("[0-9]*.ipynb"))
SHEETS = sorted((REPOSITORY / "exercises").rglob("exercise.ipynb"))
GUIDE = (REPOSITORY / "INSTRUCTORS.md").read_text("utf-8")
README = (REPOSITORY / "README.md").read_text("utf-8")
PROMISED = re.compile(r"^## (.+)\n\n\*\((\d+) minutes?[,)]", re.MULTILINE)
NUMBERS = {"five": 5, "six": 6, "ten": 10}
each = pytest.mark.parametrize(
    "path", [*LESSONS, *SHEETS], ids=lambda path: path.relative_to(REPOSITORY).as_posix()
)


@cache
def prose(path: Path) -> str:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def parts(path: Path) -> dict[str, int]:
    """The minutes that each part promises."""
    return {heading: int(minutes) for heading, minutes in PROMISED.findall(prose(path))}


def total(path: Path) -> int:
    """The minutes that the card at the top promises."""
    [minutes] = re.findall(r"^> \*\*Time\.\*\* (?:About )?(\d+) minutes", prose(path), re.MULTILINE)
    return int(minutes)


@cache
def estimated(path: Path) -> dict[str, float]:
    return minutes_by_part(
        path, load_bank(path.with_name("questions.toml" if path in SHEETS else f"{path.stem}.toml"))
    )


@each
def test_the_parts_add_up_to_the_card(path: Path) -> None:
    numbered = re.findall(r"^## (\d+\. .+)$", prose(path), re.MULTILINE)
    assert list(parts(path)) == numbered
    if numbered:  # lesson 00 has no numbered parts
        assert sum(parts(path).values()) == total(path)
    said = re.findall(r"\bin (\w+)(?: short)? parts", prose(path))
    assert [NUMBERS[word] for word in said] in ([], [len(numbered)])


@each
def test_the_whole_takes_what_the_card_says(path: Path) -> None:
    """The estimate is a lower bound: it knows no second try and no pause."""
    least = sum(estimated(path).values())
    assert least <= total(path) <= 1.3 * least, f"{least:.0f} minutes are estimated"


@each
def test_no_part_promises_much_less_or_more_than_it_takes(path: Path) -> None:
    wrong = {
        heading: (minutes, round(estimated(path)[heading], 1))
        for heading, minutes in parts(path).items()
        if not estimated(path)[heading] - 0.5 <= minutes <= 1.4 * estimated(path)[heading] + 1.5
    }
    assert wrong == {}


def test_the_readme_says_what_the_lessons_say() -> None:
    rows = re.findall(r"^\| \[?`(\d\d-[\w-]+)`\S* \| (\d+) \|", README, re.MULTILINE)
    assert {name: int(minutes) for name, minutes in rows} == {path.stem: total(path) for path in LESSONS}


def promised_in(folder: Path) -> set[int]:
    """What the sheets in a folder promise: one figure, if all is well."""
    return {total(path) for path in SHEETS if folder in path.parents}


def test_the_guides_table_of_sheets_says_what_the_sheets_say() -> None:
    rows = re.findall(r"^\| \[.+?\]\((exercises/[\w-]+)/README\.md\) .*?\| (\d+)(?: each)? \|", GUIDE, re.M)
    assert len(rows) == 5
    for folder, minutes in rows:
        assert promised_in(REPOSITORY / folder) == {int(minutes)}, folder


def test_a_sheets_page_says_what_the_sheet_says() -> None:
    pages = sorted((REPOSITORY / "exercises").glob("*/README.md"))
    assert len(pages) == 5
    for page in pages:
        said = re.findall(r"(?:About|about|\*\*Time\.\*\*) (\d+) minutes", page.read_text("utf-8"))
        assert {int(minutes) for minutes in said} == promised_in(page.parent), page


NAMED = re.compile(r"\]\(((?:notebooks|exercises)/[^)]+)\)(?:, parts (\d+) (?:to|and) (\d+))? \((\d+)\)")


def test_the_seminar_plan_says_what_lessons_and_sheets_say() -> None:
    plan = GUIDE.split("## A seminar", 1)[1].split("Each sheet has a page", 1)[0]
    named = NAMED.findall(plan)
    assert len(named) == 11
    for target, first, last, minutes in named:
        path = REPOSITORY / target
        path = path.with_name("exercise.ipynb") if path.name == "README.md" else path
        promised = list(parts(path).values())
        due = sum(promised[int(first) - 1 : int(last)]) if first else total(path)
        assert due == int(minutes), target


def test_no_session_takes_more_than_90_minutes() -> None:
    sessions = [line.split(" | ") for line in GUIDE.splitlines() if line.startswith("| **Session")]
    assert len(sessions) == 3
    for _, in_class, talk, _ in sessions:
        assert 70 <= sum(map(int, re.findall(r"\((\d+)\)", in_class + talk))) <= 90


def test_words_of_a_link_are_those_it_shows() -> None:
    assert words("A [*hedge*](glossary.md#hedge) isn’t a well-kept secret.") == 6
