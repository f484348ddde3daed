"""axe-core over every lesson and exercise as an exported page, the network cut: 0 violations.

JupyterLab's own template has some pale colours; they are listed with their reasons, and what no longer occurs
must leave the list. The kit's template, by which JupyterLab exports where the kit is installed, needs none.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.exported import KITS, LABS, NAMES, exported

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a theme can change
TEMPLATES_OWN = [
    ".jp-InputPrompt",
    ".jp-OutputPrompt",
    ".highlight",
]  # the same on every page, so looked at on three
MIXED = [
    "notebooks/00-start-here.ipynb",
    "notebooks/04-comparison.ipynb",
    "exercises/02-hedging/solution.ipynb",
]


class Excuse(NamedTuple):
    """A violation that JupyterLab's template makes: the theme, the rule, where, and what is wrong."""

    theme: str
    rule: str
    where: str
    reason: str


EXCUSES = (
    Excuse("light", "color-contrast", ".jp-InputPrompt", "the number of a cell is pale grey"),
    Excuse("light", "color-contrast", ".jp-OutputPrompt", "so is the number of its output"),
    Excuse("light", "color-contrast", ".highlight .c1", "comments in code are 4.2:1"),
    Excuse("light", "color-contrast", ".highlight :is(.mi, .mf)", "numbers in code are 4.3:1"),
    Excuse("light", "color-contrast", ".highlight .ow", "the operators in, not, and in code are 4.4:1"),
    Excuse(
        "light",
        "link-in-text-block",
        ":is(p, li, td) a",
        "links in text have a colour of their own and no line",
    ),
    Excuse("dark", "link-in-text-block", ":is(p, li, td) a", "so they have in the dark"),
    Excuse("dark", "color-contrast", ".highlight .c1", "comments in code are 3.5:1"),
    Excuse("dark", "color-contrast", ".highlight .ow", "the operators in, not, and in code are 3.4:1"),
)

RUN_AXE = """async ([options, without, places]) => {
  const { violations } = await axe.run({ exclude: without.map((part) => [part]) }, {
    ...options, resultTypes: ["violations"], selectors: false, elementRef: true,
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ element }) => ({
    rule: id,
    where: places.filter((place) => element.matches(place)),
    cell: element.closest("[id^=cell-id]")?.id ?? "",
    html: element.outerHTML.slice(0, 200),
  })));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route("**/*", lambda route: route.abort())
    yield page
    context.close()


def violations(
    page: Page, html: str, options: dict[str, Any] | None = None, without: list[str] | None = None
) -> list[dict[str, Any]]:
    page.set_content(html, wait_until="domcontentloaded")
    page.evaluate(Axe().axe_script)
    places = [excuse.where for excuse in EXCUSES]
    return list(page.evaluate(RUN_AXE, [options or {}, without or [], places]))


def excuse_for(found: dict[str, Any], theme: str) -> Excuse | None:
    """The entry of the list that covers a violation."""
    listed = (e for e in EXCUSES if (e.theme, e.rule) == (theme, found["rule"]) and e.where in found["where"])
    return next(listed, None)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_kits_making_is_violated(page: Page, name: str, theme: str) -> None:
    rules = COLOURS if theme == "dark" else {}
    found = violations(page, exported(name, LABS, theme), rules, TEMPLATES_OWN)
    assert [each for each in found if not excuse_for(each, theme)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_template_violates_is_listed_and_what_is_listed_occurs(page: Page, theme: str) -> None:
    found = [each for name in MIXED for each in violations(page, exported(name, LABS, theme))]
    assert [each for each in found if not excuse_for(each, theme)] == []
    used = {excuse_for(each, theme) for each in found}
    assert used == {e for e in EXCUSES if e.theme == theme}, "take what is no longer used off the list"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", MIXED)
def test_the_kits_template_needs_no_list(page: Page, name: str, theme: str) -> None:
    assert violations(page, exported(name, KITS, theme)) == []
