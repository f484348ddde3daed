"""A graded sheet from release to marks: handed out, answered in the browser, saved, graded."""

import csv
import json
import shutil
from pathlib import Path

from playwright.sync_api import expect

from kit.banks import load_bank
from kit.grading.command import grade_all
from kit.release import release
from tests.browser.conftest import REPOSITORY, Lab
from tests.grading.conftest import NEEDS_SANDBOX

SHEET = REPOSITORY / "exercises" / "01-words"
WRITTEN = {"    ...  # your code here": "    return small.count(word.lower())"}


@NEEDS_SANDBOX
def test_what_a_student_answers_in_the_browser_is_what_is_graded(
    lab: Lab, tmp_path: Path, screenshots
) -> None:
    shutil.rmtree(lab.folder / "seeds")
    release(SHEET, tmp_path / "out", graded=True)
    shutil.copytree(tmp_path / "out", lab.folder, dirs_exist_ok=True)
    write_function(lab.folder / "sheet-01.ipynb")

    notebook = lab.open("sheet-01.ipynb").run_all()
    bank = load_bank(SHEET / "questions.toml")
    choice = bank["sheet-01.q1"]
    right = next(option.text for option in choice.options if option.correct)
    form = notebook.form("sheet-01.q1")
    form.scroll_into_view_if_needed()
    form.locator("label", has_text="an open secret").locator("input").check()
    form.locator(".btl-check").click()
    expect(form.locator(".btl-feedback")).to_contain_text("Recorded.")
    expect(form.locator(".btl-feedback")).to_contain_text("You can change it until you hand in.")
    for verdict in ("Right.", "Not yet."):
        expect(form).not_to_contain_text(verdict)

    control = notebook.form("sheet-01.q7")
    control.scroll_into_view_if_needed()
    control.get_by_label("nothing to mark").check()
    control.locator(".btl-check").click()
    expect(control.locator(".btl-feedback")).to_contain_text("Recorded.")
    screenshots(notebook.page, "graded-sheet")
    expect(notebook.page.get_by_text("sheet-01.q10, attempt 1")).to_be_visible()

    saved = notebook.save()
    assert right not in json.dumps(bank.title)
    place = tmp_path / "in"
    place.mkdir()
    (place / "ana.ipynb").write_text(json.dumps(saved), "utf-8")
    grade_all(place, SHEET, tmp_path / "graded", say=lambda *_: None)
    with (tmp_path / "graded" / "grades.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert {name: row[f"sheet-01.{name}"] for name in ("q1", "q2", "q7", "q10")} == {
        "q1": "1",
        "q2": "0",
        "q7": "2",
        "q10": "1",
    }
    assert "another version" not in row["status"]


def write_function(path: Path) -> None:
    """What the student types into the first code task."""
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "check-q10")
    for left, typed in WRITTEN.items():
        assert left in cell["source"]
        cell["source"] = cell["source"].replace(left, typed)
    path.write_text(json.dumps(notebook), "utf-8")
