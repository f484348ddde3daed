"""The loss matrix: what happens to an answer when things go wrong. Nothing may be lost, whatever happens."""

import json
import os
import shutil
import signal
from collections.abc import Callable

import psutil
import pytest
from playwright.sync_api import expect

from kit.answers import JOURNAL, Journal, records_in
from tests.browser.conftest import Lab, Notebook

QUESTIONS = {"every_kind.choice": "charade", "every_kind.number": "3", "every_kind.text": "client state"}
CELLS = ["import kit", *(f"kit.ask({question!r})" for question in QUESTIONS)]


@pytest.fixture
def sheet(lab: Lab, every_kind: None) -> Notebook:
    """A notebook with three questions, run and not answered yet."""
    lab.write("sheet.ipynb", *CELLS)
    return lab.open("sheet.ipynb").run_all()


def give(notebook: Notebook, question: str, *, acknowledged: bool = True) -> None:
    form = notebook.form(question)
    form.scroll_into_view_if_needed()
    if question == "every_kind.choice":
        form.get_by_label(QUESTIONS[question]).check()
    else:
        form.get_by_role("textbox").fill(QUESTIONS[question])
    form.get_by_role("button", name="Check").click()
    if acknowledged:
        expect(form.locator(".btl-feedback")).to_contain_text("Right.")


def give_all(notebook: Notebook) -> None:
    for question in QUESTIONS:
        give(notebook, question)


def held(notebook: Notebook, question: str) -> str:
    """The answer that the form shows."""
    form = notebook.form(question)
    form.scroll_into_view_if_needed()
    if question == "every_kind.choice":
        checked = form.locator('fieldset:not(.btl-confidence) input[type="radio"]:checked')
        return str(checked.first.input_value()) if checked.count() else ""
    return str(form.get_by_role("textbox").input_value())


def lost(notebook: Notebook) -> list[str]:
    """The questions whose answer is gone after the cells have been run again."""
    notebook.run_all()
    for question in QUESTIONS:
        form = notebook.form(question)
        form.scroll_into_view_if_needed()
        expect(form).to_be_visible()
    return [question for question, answer in QUESTIONS.items() if held(notebook, question) != answer]


def kernel_restarted(sheet: Notebook) -> Notebook:
    give_all(sheet)
    sheet.page.evaluate("""() => {
        const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session
        const restarts = (_, status) => { window.restarted ||= status.includes("restarting") }
        kernel.statusChanged.connect(restarts)
    }""")
    sheet.command("Kernel", "Restart Kernel…")
    sheet.page.get_by_role("button", name="Confirm Kernel Restart").click()
    sheet.page.wait_for_function("window.restarted")
    return sheet.idle()


def page_reloaded_with_the_kernel_alive(sheet: Notebook) -> Notebook:
    give_all(sheet)
    sheet.page.reload()
    return sheet.ready()


def browser_closed_without_saving(sheet: Notebook) -> Notebook:
    give_all(sheet)
    sheet.close()
    sheet.lab.stop_kernels()
    return sheet.lab.open("sheet.ipynb")


def notebook_renamed(sheet: Notebook) -> Notebook:
    give_all(sheet)
    sheet.save()
    sheet.close()
    sheet.lab.stop_kernels()
    sheet.path.rename(sheet.path.with_name("mine.ipynb"))
    return sheet.lab.open("mine.ipynb")


def notebook_copied_away_without_its_journal(sheet: Notebook) -> Notebook:
    give_all(sheet)
    sheet.save()
    sheet.close()
    sheet.lab.stop_kernels()
    (sheet.lab.folder / JOURNAL).unlink()
    shutil.copy(sheet.path, sheet.path.with_name("copy.ipynb"))
    sheet.path.unlink()
    return sheet.lab.open("copy.ipynb")


def run_all_again(sheet: Notebook) -> Notebook:
    give_all(sheet)
    return sheet.run_all()


def outputs_cleared(sheet: Notebook) -> Notebook:
    give_all(sheet)
    sheet.command("Edit", "Clear Outputs of All Cells")
    sheet.save()
    return sheet


def journal_cut_short_and_damaged(sheet: Notebook) -> Notebook:
    give_all(sheet)
    journal = sheet.lab.folder / JOURNAL
    journal.write_bytes(b"\xff\xfe not json\n" + journal.read_bytes() + b'{"schema": 1, "questi')
    return sheet


def kernel_killed_right_after_the_click(sheet: Notebook) -> Notebook:
    for question in list(QUESTIONS)[:-1]:
        give(sheet, question)
    kernels = [
        process.pid
        for process in psutil.process_iter(["cmdline", "environ"])
        if "ipykernel_launcher" in " ".join(process.info["cmdline"] or [])
        and str(sheet.lab.folder) == (process.info["environ"] or {}).get("HOME")
    ]
    assert kernels
    give(sheet, "every_kind.text", acknowledged=False)
    for kernel in kernels:
        os.kill(kernel, signal.SIGKILL)
    sheet.page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    return sheet.idle()


def reloaded_before_the_kernel_answered(sheet: Notebook) -> Notebook:
    for question in list(QUESTIONS)[:-1]:
        give(sheet, question)
    kernel = sheet.lab.api("sessions")[0]["kernel"]["id"]
    give(sheet, "every_kind.text", acknowledged=False)
    sheet.lab.api(f"kernels/{kernel}/restart", "POST")
    sheet.page.reload()
    return sheet.ready()


SCENARIOS = [
    kernel_restarted,
    kernel_killed_right_after_the_click,
    reloaded_before_the_kernel_answered,
    page_reloaded_with_the_kernel_alive,
    browser_closed_without_saving,
    notebook_renamed,
    notebook_copied_away_without_its_journal,
    run_all_again,
    outputs_cleared,
    journal_cut_short_and_damaged,
]


@pytest.mark.parametrize("happens", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_no_answer_is_lost(
    sheet: Notebook, happens: Callable[[Notebook], Notebook], record_property: Callable[[str, object], None]
) -> None:
    gone = lost(happens(sheet))
    record_property("answers lost", len(gone))
    print(f"{happens.__name__}: {len(gone)} of {len(QUESTIONS)} answers lost")
    assert gone == []


def test_two_tabs_on_one_notebook_keep_the_answers_of_both(sheet: Notebook) -> None:
    other = sheet.lab.open("sheet.ipynb")
    other.run_all()
    give(sheet, "every_kind.choice")
    give(other, "every_kind.number")
    give(other, "every_kind.text")
    assert lost(sheet) == []


def test_after_a_reload_the_student_is_told_to_run_the_cell_and_then_the_file_holds_the_answer(
    sheet: Notebook,
) -> None:
    sheet.save()
    sheet.page.reload()
    sheet.ready()
    give(sheet, "every_kind.number")
    notice = sheet.form("every_kind.number").locator(".btl-notice")
    expect(notice).to_contain_text("Run this cell again to put the answer into the notebook")
    sheet.run_all()
    saved = {record.question: record.response for record in records_in(sheet.save())}
    assert saved == {"every_kind.number": 3}


def test_on_a_full_disk_the_answer_stays_on_screen_with_a_warning(sheet: Notebook) -> None:
    # a file-size limit of 0 bytes: every write to disk fails in the kernel, as on a full disk
    sheet.lab.write(
        "full.ipynb", "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, -1))", *CELLS
    )
    sheet = sheet.lab.open("full.ipynb").run_all()
    give(sheet, "every_kind.number")
    expect(sheet.form("every_kind.number").locator(".btl-notice")).to_contain_text("could not be written")
    assert [record.response for record in records_in(sheet.save())] == [3]


def test_the_journal_holds_an_answer_before_the_page_shows_it(sheet: Notebook) -> None:
    give(sheet, "every_kind.number")
    assert [record.response for record in Journal(sheet.lab.folder).records()] == [3]


def test_a_saved_notebook_carries_no_widget_and_stays_small(sheet: Notebook) -> None:
    before = len(json.dumps(sheet.save()))
    give_all(sheet)
    saved = sheet.save()
    assert "widgets" not in saved["metadata"]
    assert "widget-view" not in json.dumps(saved)
    assert (len(json.dumps(saved)) - before) / len(QUESTIONS) < 2000
    assert all(len(json.dumps(record.to_json())) < 1000 for record in records_in(saved))
