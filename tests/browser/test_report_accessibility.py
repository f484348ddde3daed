"""axe-core over what kit grade writes, in light and dark: 0 violations, nothing asked of the network."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kit.grading.cohort import load_exercise
from kit.grading.command import grade_all
from kit.grading.marks import Exercise
from tests.benchmarks.bench_grading import marks
from tests.grading.handed_in import RIGHT, packed, write_exercise

STUDENTS = 40
PAGES = ("report.html", "feedback/student 7.html")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class graded twice, the second time with the gain since the first."""
    folder = tmp_path_factory.mktemp("class")
    exercise = load_exercise(write_exercise(folder / "exercise"))
    for sitting, before in ((1, None), (2, folder / "out-1")):
        handed_in = folder / f"in-{sitting}"
        handed_in.mkdir()
        (handed_in / "broken.ipynb").write_bytes(b"{")
        for number in range(STUDENTS - sitting):
            sheet = packed(answers(exercise, random.Random(1000 * sitting + number), 0.3 + 0.2 * sitting))
            (handed_in / f"student {number}.ipynb").write_bytes(sheet)
        grade_all(handed_in, folder / "exercise", folder / f"out-{sitting}", code="none", before=before)
    return folder / "out-2"


def answers(exercise: Exercise, chance: random.Random, skill: float) -> dict[str, Any]:
    """A sheet with some answers right, some wrong and some left out."""
    wrong = {
        "every_kind.choice": "decided",
        "every_kind.choices": ["proxy war"],
        "every_kind.number": "2",
        "every_kind.text": "<b>client</b>",
        "every_kind.match": {"newly unified": "Kharkov"},
        "every_kind.order": ["Arms are used inside Russia", "A charade is dropped", "World War III"],
        "spans.control": [{"label": "hedge", "start": 4, "end": 9}],
    }
    sheet = {name: right if chance.random() < skill else wrong.get(name) for name, right in RIGHT.items()}
    sheet["spans.stance"] = marks(exercise, chance)
    return {name: given for name, given in sheet.items() if given is not None}


@pytest.fixture(params=["light", "dark"])
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_passes_axe(screen: Page, graded: Path, name: str) -> None:
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.goto((graded / name).as_uri())
    found = Axe().run(screen).response
    violations = [
        f"{item['id']}: {node['html'][:200]}" for item in found["violations"] for node in item["nodes"]
    ]
    assert violations == []
    assert len(asked) == 1  # the page itself


def test_the_report_is_not_wider_than_a_telephone(screen: Page, graded: Path) -> None:
    screen.set_viewport_size({"width": 390, "height": 800})
    screen.goto((graded / "report.html").as_uri())
    wide = screen.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide


def test_the_shades_are_printed(screen: Page, graded: Path) -> None:
    screen.emulate_media(media="print")
    screen.goto((graded / "report.html").as_uri())
    shaded = screen.locator(".map .s1, .map .s2, .map .s3").first
    style = "(word) => [getComputedStyle(word).printColorAdjust, getComputedStyle(word).backgroundColor]"
    adjust, ground = shaded.evaluate(style)
    assert adjust == "exact" and ground not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    paper = screen.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"  # also where the screen is dark
