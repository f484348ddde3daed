"""Questions in a real JupyterLab: click to card, a sheet of forty, memory, the journal."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from kit.answers import Journal, new_record
from tests.benchmarks.measure import Figure, seconds
from tests.browser.conftest import CHROMIUM, FLAGS, REPOSITORY, Lab, Notebook

QUESTIONS = 40
BANK = "\n".join(
    f'[[question]]\nid = "forty.q{n}"\nkind = "choice"\nprompt = "Question {n}?"\n'
    'options = [{ text = "yes", correct = true, feedback = "Yes." }, { text = "no", feedback = "No." }]'
    for n in range(QUESTIONS)
)
MEMORY = "import os; open('memory', 'w').write([l for l in open('/proc/self/status') if 'VmRSS' in l][0])"
# from the click to the answered card in the output, in the page's own clock
CLICK = """async ([place, value]) => {
  const form = document.querySelector(`[class*='-${place} '] .btl-form`);
  form.scrollIntoView();
  form.querySelector(`input[value="${value}"]`).click();
  const before = document.querySelector(`[class*='-${place} ']`).className;
  const begun = performance.now();
  form.querySelector(".btl-check").click();
  while (document.querySelector(`[class*='-${place} ']`)?.className === before
         || !document.querySelector(`[class*='-${place} '] .btl-feedback p`)) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return performance.now() - begun;
}"""


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        record = new_record("forty.q1", "choice", "yes", "0" * 12, None)
        appends = [seconds(lambda: journal.append(record)) * 1000 for _ in range(200)]
    yield Figure("journal append with fsync, median of 200", statistics.median(appends), "ms", "under 5")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        lab = Lab(Path(folder), browser)
        try:
            yield from _in_lab(lab)
        finally:
            lab.stop()
            browser.close()


def _in_lab(lab: Lab) -> Iterator[Figure]:
    (lab.folder / "seeds").symlink_to(REPOSITORY / "seeds")
    (lab.folder / "forty.toml").write_text(BANK)
    asks = "\n".join(f"kit.ask('forty.q{n}')" for n in range(QUESTIONS))
    lab.write("sheet.ipynb", "import kit; kit.ask('forty.q0')", MEMORY, asks, MEMORY)
    notebook = lab.open("sheet.ipynb")
    _run_cells(notebook, 2)
    before = _memory(lab)
    started = time.perf_counter()
    _run_cells(notebook, 1)
    notebook.page.wait_for_function(f"document.querySelectorAll('.btl-form').length >= {QUESTIONS}")
    yield Figure(
        f"a sheet of {QUESTIONS} questions, run to all forms", time.perf_counter() - started, "s", "under 2"
    )
    _run_cells(notebook, 1)
    notebook.idle()
    yield Figure(
        f"memory that {QUESTIONS} questions add to the kernel", _memory(lab) - before, "MB", "under 60"
    )
    clicks = [
        notebook.page.evaluate(CLICK, [f"forty-q{n}", value]) for value in ("no", "yes") for n in range(1, 21)
    ]
    yield Figure("click to card on screen, median of 40", statistics.median(clicks), "ms", "under 150")


def _run_cells(notebook: Notebook, count: int) -> None:
    for _ in range(count):
        notebook.page.keyboard.press("Shift+Enter")
        notebook.page.wait_for_timeout(100)
    notebook.idle()


def _memory(lab: Lab) -> float:
    for _ in range(100):
        if (lab.folder / "memory").exists():
            break
        time.sleep(0.1)
    time.sleep(0.5)
    megabytes = int((lab.folder / "memory").read_text().split()[1]) / 1024
    (lab.folder / "memory").unlink()
    return megabytes
