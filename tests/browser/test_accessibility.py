"""axe-core over every kind of question, live and exported, in the light and the dark theme: 0 violations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kit.banks import load_bank
from tests.browser.conftest import Lab, Notebook

BANK = load_bank(Path(__file__).parent / "every_kind.toml")
ASKED = [question.id for question in BANK.questions if question.kind != "code"]


# JupyterLab's body has no height and cuts off what is in it, so axe would take every text for invisible
NOTHING_IS_CUT_OFF = "document.body.style.overflow = 'visible'"


def violations(page: Page, part: str) -> list[str]:
    """What axe finds inside the kit's own markup, one line each."""
    page.evaluate(NOTHING_IS_CUT_OFF)
    found = Axe().run(page, context={"include": [[part]]}).response["violations"]
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


def open_sheet(lab: Lab) -> Notebook:
    asks = [f"kit.ask({question!r})" for question in ASKED]
    lab.write("sheet.ipynb", "import kit", *asks, "kit.receipt()", "kit.take_with_you()")
    return lab.open("sheet.ipynb").run_all()


@pytest.fixture
def sheet(lab: Lab, every_kind: None) -> Notebook:
    return open_sheet(lab)


def all_violations(sheet: Notebook, theme: str, screenshots: Any) -> list[str]:
    found: list[str] = []
    for question in ASKED:
        form = sheet.form(question)
        form.scroll_into_view_if_needed()
        expect(form).to_be_visible()
        form.evaluate("(form) => { form.closest('.btl-place').id = 'under-test'; }")
        screenshots(sheet.page, f"{question}-{theme}")
        found += [f"{question}: {line}" for line in violations(sheet.page, "#under-test")]
        form.evaluate("(form) => { form.closest('.btl-place').id = ''; }")
    print(f"axe, {theme} theme: {len(found)} violations in {len(ASKED)} kinds of question")
    return found


def test_every_kind_of_question_passes_axe(sheet: Notebook, screenshots: Any) -> None:
    assert all_violations(sheet, "light", screenshots) == []


def test_every_kind_of_question_passes_axe_in_the_dark(lab: Lab, every_kind: None, screenshots: Any) -> None:
    with lab.dark():
        assert all_violations(open_sheet(lab), "dark", screenshots) == []


def test_an_exported_page_with_answers_passes_axe_and_shows_them(sheet: Notebook) -> None:
    form = sheet.form("every_kind.choice")
    form.get_by_label("charade").check()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".btl-feedback")).to_contain_text("Right.")
    sheet.save()
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(sheet.path)]
    subprocess.run(command, check=True, capture_output=True)
    exported = sheet.path.with_suffix(".html").read_text("utf-8")
    assert "model not found" not in exported and "RadioButtons(" not in exported
    page = sheet.lab.page(offline=True)
    page.route("**/*", lambda route: route.abort())  # nothing that an export asks of the network may matter
    page.set_content(exported, wait_until="domcontentloaded")
    card = page.locator(".btl-place").first
    expect(card).to_contain_text("Your answer:")
    expect(card).to_contain_text("charade")
    assert violations(page, ".btl-place") == []


def test_a_question_is_answered_with_the_keyboard_alone(sheet: Notebook) -> None:
    form = sheet.form("every_kind.choices")
    form.scroll_into_view_if_needed()
    form.get_by_label("legal").focus()
    keys = sheet.page.keyboard
    keys.press("Space")
    keys.press("Tab")
    while sheet.page.evaluate("document.activeElement.value") != "mission creep":
        keys.press("Tab")
    keys.press("Space")
    while sheet.page.evaluate("document.activeElement.textContent") != "Check":
        keys.press("Tab")
    keys.press("Enter")
    expect(form.locator(".btl-feedback")).to_contain_text("Right.")
    expect(sheet.page.locator("#btl-announcer")).to_contain_text("Right.")
    assert sheet.page.evaluate("document.activeElement.textContent") == "Check"


def test_arrow_keys_in_a_question_do_not_move_the_notebook(sheet: Notebook) -> None:
    form = sheet.form("every_kind.choice")
    form.scroll_into_view_if_needed()
    form.get_by_label("charade").check()
    sheet.page.keyboard.press("ArrowDown")
    focused = sheet.page.evaluate("document.activeElement.closest('.btl-form') !== null")
    assert focused
