"""Take it with you: download all work, lose the machine, restore."""

from pathlib import Path

from playwright.sync_api import expect

from kit.answers import JOURNAL, Journal
from tests.browser.conftest import Lab
from tests.browser.test_accessibility import violations


def test_work_comes_back_after_everything_was_deleted(lab: Lab, every_kind: None, tmp_path: Path) -> None:
    cells = ["import kit", "kit.ask('every_kind.number')", "kit.take_with_you()"]
    lab.write("sheet.ipynb", *cells)
    notebook = lab.open("sheet.ipynb").run_all()
    form = notebook.form("every_kind.number")
    form.get_by_role("textbox").fill("3")
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".btl-feedback")).to_contain_text("Right.")
    notebook.save()
    assert violations(notebook.page, ".btl-place") == []
    with notebook.page.expect_download() as downloading:
        notebook.page.get_by_role("button", name="Download all my work").click()
    downloading.value.save_as(tmp_path / "work.zip")
    notebook.close()
    lab.stop_kernels()
    (lab.folder / JOURNAL).unlink()
    notebook.path.unlink()

    lab.write("sheet.ipynb", *cells)
    fresh = lab.open("sheet.ipynb").run_all()
    fresh.page.get_by_label("Restore work from a downloaded file").set_input_files(tmp_path / "work.zip")
    expect(fresh.page.locator(".btl-notice:visible")).to_contain_text("1 answer restored.")
    assert [record.response for record in Journal(lab.folder).records()] == [3]
    fresh.run_all()
    expect(fresh.form("every_kind.number").locator(".btl-feedback")).to_contain_text("Right.")
