"""A text of one's own in a real JupyterLab: pasted, uploaded, refused, and there when the cells run again."""

from playwright.sync_api import Locator, expect

from tests.unseen import UNSEEN

NOTEBOOK = "own.ipynb"
LONG = UNSEEN * 2


def form_of(lab) -> Locator:
    lab.write(NOTEBOOK, "import kit\nkit.load_text()", 'print("words:", len(kit.own_text().words))')
    notebook = lab.open(NOTEBOOK).run_all()
    form = notebook.page.locator(".btl-form")
    form.scroll_into_view_if_needed()
    return form


def test_a_pasted_text_is_kept_and_an_uploaded_one_takes_its_place(lab, screenshots) -> None:
    form = form_of(lab)
    kept = lab.folder / "own-text.txt"
    form.get_by_label("Paste a text").fill("The tram may be late.")
    form.get_by_role("button", name="Use this text").click()
    notice = form.locator(".btl-notice")
    expect(notice).to_contain_text("This text has 5 words. Below 100")
    expect(notice).to_contain_text("Kept as own-text.txt: 5 words.")
    screenshots(form.page, "own-text-pasted")
    assert kept.read_text("utf-8") == "The tram may be late."

    upload = {"name": "tram.txt", "mimeType": "text/plain", "buffer": LONG.encode()}
    form.get_by_label("Or choose a file").set_input_files(upload)
    expect(notice).to_contain_text("Now run the cells below.")
    expect(notice).not_to_contain_text("Below 100")
    assert kept.read_text("utf-8") == LONG


def test_files_that_are_no_plain_text_are_refused_in_one_line(lab) -> None:
    form = form_of(lab)
    chooser, notice = form.get_by_label("Or choose a file"), form.locator(".btl-notice")
    for name, data, said in (
        ("a.pdf", b"%PDF-1.7", "a.pdf is a PDF. Plain text works"),
        ("empty.txt", b"", "empty.txt is empty. Plain text works"),
        ("big.txt", b"a " * 5_000_000, "big.txt has 10 MB. Plain text works"),
    ):
        chooser.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
        expect(notice).to_contain_text(said)
    form.get_by_role("button", name="Use this text").click()
    expect(notice).to_contain_text("the pasted text is empty. Plain text works")
    assert not (lab.folder / "own-text.txt").exists()
