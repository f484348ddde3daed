"""Take the pictures of docs/images afresh: ``python -m tests.screenshots [NAME ...]``.

A real JupyterLab is driven as in the browser tests. Whatever is answered here is answered by this file: the
pictures show nobody's work, and the class of the report is made up.
"""

import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from kit import questions as q
from kit.grading.command import grade_all
from kit.passages import Excerpt, Wanted
from tests.browser.conftest import CHROMIUM, FLAGS, REPOSITORY, Lab, Notebook
from tests.grading.handed_in import zipped
from tests.grading.rehearsal import answered, prepared

DOCS = REPOSITORY / "docs"
IMAGES = DOCS / "images"
CLASS = 24
MISLEADING = {"can", "must", "will"}  # words that say nothing of how sure the writer is
WIDEST = 760  # pixels of a picture that shows one question
ESSAY = (
    "“Secretary of State Antony Blinken finally decided to drop the charade.” A charade is a pretence. Who "
    "goes along with the word accepts that the US only pretended to forbid something, and knew that it did."
)
FUNCTION = """\
def per_hundred(found, words):
    return found / words * 100

kit.check("gallery.code", per_hundred)"""

# the name of a picture, and what takes it
Picture = tuple[str, Callable[[Path], object]]


def choice(form: Locator) -> None:
    form.get_by_label("They repeat what pseudo- has said already").check()


def choices(form: Locator) -> None:
    form.get_by_label("seemingly").check()


def number(form: Locator) -> None:
    form.get_by_role("textbox").fill("2")


def text(form: Locator) -> None:
    form.get_by_role("textbox").fill("responded")


def match(form: Locator) -> None:
    for at, partner in enumerate(("Antony Blinken", "The New York Times", "Michael McCaul")):
        form.locator("select").nth(at).select_option(partner)


def order(form: Locator) -> None:
    """Sort the items, but for the last two."""
    wanted = [
        "two examples of “mission creep”",
        "Russia escalates in response",
        "a vicious cycle that is not stopped",
        "World War III",
        "a conventional NATO intervention",
    ]
    for at, item in enumerate(wanted):
        while form.locator("li").nth(at).locator("span").inner_text() != item:
            form.get_by_role("button", name=f"Move up: {item}").click()


def spans(form: Locator) -> None:
    mark(form, "always", "always", "booster")
    mark(form, "tacitly", "tacitly", "hedge")


def mark(form: Locator, first: str, last: str, label: str) -> None:
    """Mark the words from the first place of ``first`` to the next place of ``last``."""
    words = form.locator(".btl-word")
    shown = [word.strip(" ,.") for word in words.all_text_contents()]
    start = shown.index(first)
    words.nth(start).click()
    words.nth(shown.index(last, start)).click(modifiers=["Shift"])
    form.get_by_role("group", name="Labels").get_by_role("button", name=label).click()


def essay(form: Locator) -> None:
    form.get_by_role("textbox").fill(ESSAY)
    form.locator("summary", has_text="How this is marked").click()


ANSWERS: dict[str, Callable[[Locator], None]] = {
    "choice": choice,
    "choices": choices,
    "number": number,
    "text": text,
    "match": match,
    "order": order,
    "spans": spans,
    "essay": essay,
}


def question_kinds(lab: Lab) -> Iterator[Picture]:
    """Each kind's form, answered, with what the kit says to the answer."""
    shutil.copy(DOCS / "gallery.toml", lab.folder)
    lab.write("gallery.ipynb", "import kit", *(f'kit.ask("gallery.{kind}")' for kind in ANSWERS), FUNCTION)
    page = lab.page()
    page.set_viewport_size({"width": 1280, "height": 1500})  # the longest form fits into the window
    notebook = lab.open("gallery.ipynb", page).run_all()
    for kind, give in ANSWERS.items():
        form = notebook.form(f"gallery.{kind}")
        form.scroll_into_view_if_needed()
        give(form)
        form.locator(".btl-check").click()
        expect(form.locator(".btl-feedback strong")).to_be_visible()
        yield kind, lambda path, kind=kind: cut_out(page, notebook.card(f"gallery.{kind}"), path)
    cell = page.locator(".jp-CodeCell", has_text="def per_hundred").first
    yield "code", lambda path: cut_out(page, cell, path, margin=0)
    notebook.close()


def cut_out(page: Page, part: Locator, path: Path, margin: int = 8) -> None:
    """The picture of a part of the page, with nothing focused and no pointer over it."""
    part.evaluate("(part) => part.scrollIntoView({ block: 'center' })")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    box = part.bounding_box()
    assert box
    clip = {
        "x": box["x"] - margin,
        "y": box["y"] - margin,
        "width": min(box["width"], WIDEST) + 2 * margin,
        "height": box["height"] + 2 * margin,
    }
    page.screenshot(path=path, clip=clip, animations="disabled")


def lesson(lab: Lab) -> Iterator[Picture]:
    """Lesson 02 as it looks to somebody in the midst of it."""
    for name in ("02-hedging.ipynb", "02-hedging.toml", "glossary.md"):
        shutil.copy(REPOSITORY / "notebooks" / name, lab.folder)
    page = lab.page()
    page.set_viewport_size({"width": 1280, "height": 800})
    notebook = lab.open("02-hedging.ipynb", page).run_all()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+b")
    form = notebook.form("02-hedging.q2")
    form.scroll_into_view_if_needed()
    for start, end, label in (
        ("it", "that", "hedge"),
        ("will", "prompt", "booster"),
        ("no", "own", "booster"),
        ("might", "might", "hedge"),
    ):
        mark(form, start, end, label)
    form.locator(".btl-check").click()
    expect(form.locator(".btl-feedback strong")).to_be_visible()
    yield "lesson", lambda path: whole(notebook, "Before any machine: you", path)
    notebook.close()


def whole(notebook: Notebook, opening: str, path: Path) -> None:
    """The picture of the whole window, scrolled so that the cell that begins with ``opening`` is on top."""
    notebook.page.locator(".jp-Cell", has_text=opening).first.evaluate("(cell) => cell.scrollIntoView()")
    notebook.page.wait_for_timeout(1000)
    notebook.page.screenshot(path=path, animations="disabled")


def report(browser: Browser, folder: Path) -> Iterator[Picture]:
    """What the instructor is told of a passage, of a class that is made up: Student 1 to Student 24."""
    sheet = REPOSITORY / "exercises" / "02-hedging"
    handed_in = {f"Student {number}.ipynb": exported(sheet, number) for number in range(1, CLASS + 1)}
    (folder / "class.zip").write_bytes(zipped(handed_in))
    grade_all(folder / "class.zip", sheet, folder / "out", say=lambda *_: None)
    page = browser.new_page(viewport={"width": 1000, "height": 918})
    page.goto((folder / "out" / "report.html").as_uri() + "#sheet-02.q3")
    yield "report", lambda path: page.screenshot(path=path)
    page.close()


def exported(sheet: Path, number: int) -> bytes:
    """A student's sheet, answered with a skill of their own."""
    exercise, _, right, wrong = prepared(sheet)
    chance = random.Random(number)
    skill = 0.5 + 0.45 * chance.random()
    answers: dict[str, Any] = {}
    for name, question in exercise.questions.items():
        if isinstance(question, q.Spans) and exercise.passages[name][1]:
            answers[name] = marked(*exercise.passages[name], chance, skill)
        elif chance.random() < 0.95:
            answers[name] = right[name] if chance.random() < skill else wrong.get(name, right[name])
    return json.dumps(answered(sheet, answers)).encode()


def marked(
    excerpt: Excerpt, key: Sequence[Wanted], chance: random.Random, skill: float
) -> list[dict[str, Any]]:
    """Marks in a passage: the longer the words to be found, the fewer find them; a few words mislead."""
    places = []
    for wanted in key:
        start, end = wanted.readings[0].spans[0]
        if chance.random() < skill * (1.2 - 0.04 * (end - start)):
            places.append((wanted.label, start, end))
    places += [
        ("hedge", word.start, word.end)
        for word in excerpt.words
        if word.norm in MISLEADING and chance.random() > skill
    ]
    return [{"label": label, "start": start, "end": end} for label, start, end in places]


@contextmanager
def machine() -> Iterator[tuple[Browser, Path]]:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser, Path(folder)
        browser.close()


def main(names: list[str]) -> None:
    """Take all the pictures, or those named."""
    IMAGES.mkdir(exist_ok=True)
    with machine() as (browser, folder):
        (folder / "lab").mkdir()
        lab = Lab(folder / "lab", browser)
        shutil.copytree(REPOSITORY / "seeds", lab.folder / "seeds")
        try:
            for pictures in (question_kinds(lab), lesson(lab), report(browser, folder)):
                for name, take in pictures:
                    if not names or name in names:
                        take(IMAGES / f"{name}.png")
                        print(f"{name}.png: {(IMAGES / f'{name}.png').stat().st_size / 1000:.0f} kB")
        finally:
            lab.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
