"""The span marker in a real JupyterLab: marked with a mouse, by touch and with keys alone."""

import json
import shutil
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Lab, Notebook

BANK = Path(__file__).parent / "spans.toml"


def opened(lab: Lab, question: str, page: Page | None = None) -> tuple[Notebook, Locator]:
    if not (lab.folder / BANK.name).exists():
        shutil.copy(BANK, lab.folder)
    lab.write("sheet.ipynb", "import kit", f"kit.ask('spans.{question}')")
    notebook = lab.open("sheet.ipynb", page).run_all()
    form = notebook.form(f"spans.{question}")
    expect(form).to_be_visible()
    return notebook, form


def word(form: Locator, text: str) -> Locator:
    return form.locator(".btl-word", has_text=text).first


def label(form: Locator, name: str) -> Locator:
    return form.get_by_role("group", name="Labels").get_by_role("button", name=name)


def marks(form: Locator) -> list[str]:
    return [words.strip() for words in form.locator(".btl-marks .btl-words").all_text_contents()]


def check(form: Locator) -> None:
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".btl-feedback strong")).to_be_visible()


def drag(page: Page, start: Locator, end: Locator) -> None:
    start.scroll_into_view_if_needed()
    one, other = start.bounding_box(), end.bounding_box()
    assert one
    assert other
    page.mouse.move(one["x"] + 3, one["y"] + one["height"] / 2)
    page.mouse.down()
    page.mouse.move(other["x"] + other["width"] - 3, other["y"] + other["height"] / 2, steps=6)
    page.mouse.up()


def record(notebook: Notebook) -> dict[str, Any]:
    outputs = [output for cell in notebook.save()["cells"] for output in cell["outputs"]]
    mime = "application/vnd.between-the-lines.answer+json"
    return dict(next(output["data"][mime] for output in outputs if mime in output.get("data", {})))


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, context=".btl-form").response["violations"]
    assert not found, json.dumps(found, indent=1)[:3000]


def test_with_the_mouse_marked_checked_recorded_and_found_again(
    lab: Lab, screenshots: Callable[[Page, str], None]
) -> None:
    notebook, form = opened(lab, "stance")
    page = notebook.page
    assert "btl-label" not in form.locator(".btl-passage").inner_html()
    word(form, "seemingly").click()
    label(form, "hedge").click()
    drag(page, word(form, "primary"), word(form, "deter"))
    expect(form.locator(".btl-word.btl-selected")).to_have_count(5)
    label(form, "booster").click()
    drag(page, word(form, "intent"), word(form, "being"))
    label(form, "hedge").click()
    assert marks(form) == [
        "hedge: “seemingly”",
        "booster: “primary intent being to deter”",
        "hedge: “intent being”",
    ]
    lanes = [line.get_attribute("style") for line in form.locator(".btl-line").all()]
    assert ["--btl-lane: 1" in (style or "") for style in lanes] == [False, False, True]  # they overlap
    assert word(form, "intent").get_attribute("aria-label") == "intent, booster, hedge"
    assert_accessible(page)
    check(form)
    expect(form.locator(".btl-feedback")).to_contain_text(
        "You found 1 of 3; 2 of your 3 marks are not in the reference."
    )
    expect(form.locator(".btl-feedback")).to_contain_text("agree on about four words in five")
    results = form.locator(".btl-results")
    expect(results).to_contain_text("“might” is an epistemic modal.")
    assert word(form, "seemingly").get_attribute("aria-label") == "seemingly, hedge found"
    assert word(form, "might").get_attribute("aria-label") == "might, hedge missed"
    assert word(form, "deter").get_attribute("aria-label") == "deter, booster not in the reference"
    tags = form.locator(".btl-sheet .btl-tag").all_text_contents()
    assert sorted(tags) == ["○ H", "○ H", "✓ H", "✗ B", "✗ H"]
    assert_accessible(page)
    screenshots(page, "annotate-checked")
    saved = record(notebook)
    assert [(item["label"], item["end"] - item["start"]) for item in saved["response"]] == [
        ("hedge", 9),
        ("booster", 29),
        ("hedge", 12),
    ]
    (lab.folder / "between-the-lines.answers.jsonl").unlink()  # the notebook alone brings the marks back
    page.reload()
    form = notebook.ready().run_all().form("spans.stance")
    expect(form.locator(".btl-results")).to_contain_text("Missed")
    assert len(marks(form)) == 3
    assert sorted(form.locator(".btl-sheet .btl-tag").all_text_contents()) == sorted(tags)
    form.get_by_role("button", name="Remove hedge: seemingly").click()
    expect(form.locator(".btl-tag", has_text="○")).to_have_count(0)  # the verdict was on other marks
    assert len(marks(form)) == 2


def test_before_the_check_the_page_holds_no_key(lab: Lab) -> None:
    notebook, form = opened(lab, "stance")
    page = notebook.page
    assert "epistemic modal" not in page.content()
    label(form, "hedge").click()
    expect(form.locator(".btl-tally").first).to_have_text("Select words in the passage first.")
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".btl-notice")).to_contain_text("There is no answer yet")


def test_with_the_keys_alone(lab: Lab) -> None:
    notebook, form = opened(lab, "stance")
    page, press = notebook.page, notebook.page.keyboard.press
    word(form, "Russia").focus()
    press("ArrowRight")
    press("1")
    assert marks(form) == ["hedge: “seemingly”"]
    press("End")
    expect(word(form, "Dnieper")).to_be_focused()
    press("Home")
    press("Shift+ArrowRight")
    press("Shift+ArrowRight")
    expect(form.locator(".btl-word.btl-selected")).to_have_count(3)
    press("Escape")
    expect(form.locator(".btl-selected")).to_have_count(0)
    press("ArrowRight")
    press("Space")
    press("ArrowRight")
    press("Enter")
    expect(label(form, "hedge")).to_be_focused()
    press("Tab")
    press("Enter")
    assert marks(form) == ["hedge: “seemingly”", "booster: “this development”"]
    expect(word(form, "development")).to_be_focused()
    expect(page.locator("#btl-announcer")).to_have_text("booster: this development. Marked.")
    press("Delete")
    assert marks(form) == ["hedge: “seemingly”"]
    press("Control+z")
    assert len(marks(form)) == 2
    press("Control+z")
    press("Control+z")
    assert marks(form) == []
    press("Control+z")
    expect(page.locator("#btl-announcer")).to_have_text("Nothing to undo.")
    press("Control+Home")
    press("ArrowDown")
    press("ArrowUp")
    expect(word(form, "Russia")).to_be_focused()
    press("Control+End")
    expect(word(form, "regions")).to_be_focused()
    press("1")
    press("d")  # a shortcut of the notebook
    press("d")
    assert len(notebook.save()["cells"]) == 2
    check(form)
    assert record(notebook)["response"][0]["label"] == "hedge"


def test_by_touch(lab: Lab, screenshots: Callable[[Page, str], None]) -> None:
    page = lab.page(has_touch=True, is_mobile=True)
    _, form = opened(lab, "stance", page)
    word(form, "nuclear").tap()
    word(form, "exercises").tap()
    expect(form.locator(".btl-word.btl-selected")).to_have_count(3)
    label(form, "booster").tap()
    word(form, "likely").tap()
    label(form, "hedge").tap()
    assert marks(form) == ["hedge: “likely”", "booster: “nuclear weapons exercises”"]
    for button in form.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
    screenshots(page, "annotate-touch")


def test_removing_all_can_be_undone(lab: Lab) -> None:
    _, form = opened(lab, "stance")
    for name in ("seemingly", "likely"):
        word(form, name).click()
        label(form, "hedge").click()
    form.get_by_role("button", name="Remove all").click()
    assert marks(form) == []
    expect(form.locator(".btl-line")).to_have_count(0)
    form.get_by_role("button", name="Undo").click()
    assert marks(form) == ["hedge: “seemingly”", "hedge: “likely”"]
    form.get_by_label("There is nothing to mark here").check()
    assert marks(form) == []
    form.get_by_role("button", name="Undo").click()
    assert len(marks(form)) == 2
    expect(form.get_by_label("There is nothing to mark here")).not_to_be_checked()


def test_a_control_passage_is_answered_by_marking_nothing(lab: Lab) -> None:
    notebook, form = opened(lab, "control")
    expect(form).to_contain_text("Constructed for teaching")
    form.get_by_label("There is nothing to mark here").check()
    check(form)
    expect(form.locator(".btl-feedback strong")).to_have_text("Right.")
    assert record(notebook)["response"] == {"nothing": True}


def test_parts_of_attributions_are_joined_to_their_cue(lab: Lab) -> None:
    notebook, form = opened(lab, "attribution")
    for text, name in (("Ann", "source"), ("said", "cue"), ("Bob", "source"), ("denied", "cue")):
        word(form, text).click()
        label(form, name).click()
    form.get_by_label("source “Ann” belongs to cue").select_option("said")
    form.get_by_label("source “Bob” belongs to cue").select_option("said")
    assert_accessible(notebook.page)
    check(form)
    expect(form.locator(".btl-feedback")).to_contain_text("Joined to the right cue: 1 of 2.")
    assert [item.get("link") for item in record(notebook)["response"]] == [1, None, 1, None]
    form.get_by_role("button", name="Remove cue: said").click()
    expect(form.get_by_label("source “Ann” belongs to cue")).to_have_value("")
    form.get_by_role("button", name="Undo").click()
    expect(form.get_by_label("source “Ann” belongs to cue").locator(":checked")).to_have_text("said")


def test_marks_not_yet_checked_survive_a_reload(lab: Lab) -> None:
    notebook, form = opened(lab, "stance")
    word(form, "seemingly").click()
    label(form, "hedge").click()
    notebook.page.wait_for_function("Object.keys(sessionStorage).some(key => key.startsWith('btl-draft:'))")
    notebook.save()
    notebook.page.reload()
    notebook.ready().run_all()
    expect(form).to_be_visible()
    assert marks(form) == ["hedge: “seemingly”"]


def test_in_a_test_it_only_says_recorded(lab: Lab) -> None:
    (lab.folder / BANK.name).write_text('mode = "test"\n' + BANK.read_text("utf-8"), "utf-8")
    notebook, form = opened(lab, "stance")
    word(form, "seemingly").click()
    label(form, "hedge").click()
    form.get_by_role("button", name="Record").click()
    expect(form.locator(".btl-feedback strong")).to_have_text("Recorded.")
    expect(form.locator(".btl-results")).to_have_count(0)
    assert "epistemic modal" not in notebook.page.content()
    assert "Precision" not in (form.text_content() or "")


def test_in_the_dark_theme_nothing_loses_contrast(lab: Lab, screenshots: Callable[[Page, str], None]) -> None:
    with lab.dark():
        notebook, form = opened(lab, "stance")
        word(form, "seemingly").click()
        label(form, "hedge").click()
        drag(notebook.page, word(form, "primary"), word(form, "deter"))
        assert_accessible(notebook.page)
        check(form)
        assert_accessible(notebook.page)
        screenshots(notebook.page, "annotate-dark")


MEASURE = """async (form) => {
  const words = [...form.querySelectorAll(".btl-word")];
  const [one, two] = form.querySelectorAll(".btl-labels button");
  const script = [], frame = [];
  for (let n = 0; n < 60; n += 1) {
    const at = (n * 811) % (words.length - 40);
    words[at].click();
    words[at + (n % 10 ? 5 : 35)].click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const begun = performance.now();
    (n % 2 ? one : two).click();
    void form.offsetHeight;
    words[at].getBoundingClientRect();
    script.push(performance.now() - begun);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    frame.push(performance.now() - begun);
  }
  return { words: words.length, script, frame };
}"""


@pytest.mark.parametrize("paragraphs", [1, 50])
def test_marking_a_passage_of_5000_words(lab: Lab, paragraphs: int) -> None:
    paragraph = "It may well rain tomorrow, or so they say. " * (5000 // 9 // paragraphs + 1)
    passage = json.dumps("\n".join([paragraph.strip()] * paragraphs))
    (lab.folder / BANK.name).write_text(
        '[[question]]\nid = "spans.long"\nkind = "spans"\nprompt = "Mark."\nlabels = ["hedge", "booster"]\n'
        f"key = []\npassage = {{ constructed = {passage} }}\n",
        "utf-8",
    )
    _, form = opened(lab, "long")
    taken = form.evaluate(MEASURE)
    assert len(marks(form)) == 60
    for name in ("script", "frame"):
        times = taken[name]
        print(
            f"\n{taken['words']} words in {paragraphs} paragraphs, {name}: "
            f"median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms a mark"
        )
