"""A term in a lesson leads to its entry in the glossary, which opens as a page to read."""

import re
import shutil
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import REPOSITORY, TOKEN, Lab

LESSON = "02-hedging.ipynb"


def test_a_term_of_a_lesson_opens_the_glossary_at_its_entry(
    lab: Lab, screenshots: Callable[[Page, str], None]
) -> None:
    for name in (LESSON, "glossary.md"):
        shutil.copy(REPOSITORY / "notebooks" / name, lab.folder / name)
    page = lab.page()
    page.goto(f"{lab.address}/lab/workspaces/glossary/tree/{LESSON}?token={TOKEN}")  # no cell is to be run
    for term, entry in (("hedge", "hedge"), ("open marks", "open mark")):
        page.get_by_role("tab", name=LESSON).first.click()
        page.locator(".jp-Notebook").get_by_role("link", name=term, exact=True).first.click()
        heading = page.locator(".jp-MarkdownViewer h2").filter(has_text=re.compile(f"^{entry}"))
        expect(heading).to_be_in_viewport()
    screenshots(page, "glossary")
