"""Every lesson and exercise on paper: nothing cut off, nothing folded shut, nothing told by colour alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.exported import KITS, LABS, NAMES, exported

INCH = 96  # CSS pixels
A4 = round(210 / 25.4 * INCH) - INCH  # the template's margins are half an inch each

WIDE = """([part, width]) => [...document.querySelectorAll(`${part}, ${part} *`)]
  .filter((element) => !element.closest(".btl-heard"))
  .filter((element) => {
    const cut = getComputedStyle(element).overflowX !== "visible"
      && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
    return cut || element.getBoundingClientRect().right > width + 1;
  })
  .map((element) => `${element.closest("[id^=cell-id]")?.id}: ${element.outerHTML.slice(0, 120)}`)"""

SHUT = """() => [...document.querySelectorAll("details")]
  .filter((details) => !details.lastElementChild.checkVisibility({ contentVisibilityAuto: true }))
  .map((details) => details.textContent.slice(0, 80))"""

PALE = """() => [...document.querySelectorAll("mark")]
  .filter((mark) => {
    const style = getComputedStyle(mark);
    const lined = style.borderBottomStyle !== "none" && parseFloat(style.borderBottomWidth) >= 1;
    return style.printColorAdjust !== "exact" || !lined || style.backgroundColor === "rgba(0, 0, 0, 0)";
  })
  .map((mark) => mark.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": A4, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.route("**/*", lambda route: route.abort())
    yield page
    context.close()


def faults(page: Page, name: str, template: str, part: str) -> dict[str, Any]:
    page.set_content(exported(name, template), wait_until="domcontentloaded")
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    found = {
        "too wide": [*page.evaluate(WIDE, [part, A4]), *([scrolled] if scrolled > A4 else [])],
        "folded shut": page.evaluate(SHUT),
        "marks without ground or line": page.evaluate(PALE),
    }
    return {fault: places for fault, places in found.items() if places}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_lesson_is_lost_on_paper(paper: Page, name: str) -> None:
    assert faults(paper, name, KITS, "main") == {}


@pytest.mark.parametrize("name", NAMES)
def test_neither_is_what_the_kit_shows_by_another_template(paper: Page, name: str) -> None:
    assert faults(paper, name, LABS, ".jp-RenderedHTMLCommon") == {}
