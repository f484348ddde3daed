"""A lesson that runs in JupyterLab, in its light and its dark theme: axe over rendered text and outputs."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import REPOSITORY, Lab

PARTS = [".jp-Notebook .jp-RenderedMarkdown", ".jp-Notebook .jp-OutputArea-output"]
LABS_OWN = ".jp-InternalAnchorLink"  # the sign that JupyterLab puts behind each heading


@pytest.fixture
def whole(lab: Lab) -> Iterator[Lab]:
    """A JupyterLab that draws cells out of sight, too."""
    kept = lab.folder / ".settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({"windowingMode": "none"}))
    yield lab
    kept.unlink()


def violations(page: Page) -> list[str]:
    context = {"include": [[part] for part in PARTS], "exclude": [[LABS_OWN]]}
    found = Axe().run(page, context=context).response["violations"]
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


def run(lab: Lab, name: str) -> Page:
    for path in (REPOSITORY / "notebooks").glob(f"{name}.*"):
        shutil.copy(path, lab.folder)
    notebook = lab.open(f"{name}.ipynb").run_all()
    notebook.form(f"{name}.q1").wait_for(state="attached")
    return notebook.page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_running_lesson_passes_axe(whole: Lab, theme: str, screenshots: Callable[[Page, str], Any]) -> None:
    with whole.dark() if theme == "dark" else nullcontext():
        page = run(whole, "02-hedging")
    page.locator("figure mark").first.scroll_into_view_if_needed()
    screenshots(page, f"02-hedging-{theme}")
    assert page.locator(".jp-Notebook .btl-form").count() > 5
    assert violations(page) == []
