"""Lessons that run in JupyterLab, one in its light and one in its dark theme: axe over text and outputs."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import REPOSITORY, Lab
from tests.browser.test_accessibility import NOTHING_IS_CUT_OFF

PARTS = [".jp-Notebook .jp-RenderedMarkdown", ".jp-Notebook .jp-OutputArea-output"]
LABS_OWN = ".jp-InternalAnchorLink"  # the sign that JupyterLab puts behind each heading
TALLER_THAN_ANY_LESSON = 24_000  # what is scrolled out of sight, axe passes over

RUN_AXE = """async ([include, exclude]) => {
  document.querySelector(".jp-WindowedPanel-outer").scrollTop = 0;
  const { violations, passes } = await axe.run({ include, exclude }, { selectors: false });
  const named = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  return [named, passes.find(({ id }) => id === "color-contrast")?.nodes.length ?? 0];
}"""


@pytest.fixture
def undivided(lab: Lab) -> Iterator[Lab]:
    """A JupyterLab that draws the cells out of sight, too."""
    kept = lab.folder / ".settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({"windowingMode": "none"}))
    yield lab
    kept.unlink()


def run(lab: Lab, name: str) -> Page:
    for path in (REPOSITORY / "notebooks").glob(f"{name}.*"):
        shutil.copy(path, lab.folder)
    page = lab.page()
    page.set_viewport_size({"width": 1280, "height": TALLER_THAN_ANY_LESSON})
    notebook = lab.open(f"{name}.ipynb", page).run_all()
    notebook.form(f"{name}.q1").wait_for()
    return page


@pytest.mark.parametrize(("name", "theme"), [("01-words", "light"), ("02-hedging", "dark")])
def test_a_running_lesson_passes_axe(
    undivided: Lab, name: str, theme: str, screenshots: Callable[[Page, str], Any]
) -> None:
    with undivided.dark() if theme == "dark" else nullcontext():
        page = run(undivided, name)
    page.evaluate(Axe().axe_script)
    page.evaluate(NOTHING_IS_CUT_OFF)
    violations, legible = page.evaluate(RUN_AXE, [[[part] for part in PARTS], [[LABS_OWN]]])
    assert violations == []
    assert legible > 100  # texts whose contrast was measured: axe has seen the lesson
    screenshots(page, f"{name}-{theme}")
