"""What the README's reader does: open the first lesson, run it, answer, save, close, come back."""

import shutil
from pathlib import Path

from playwright.sync_api import expect

from kit.answers import records_in
from kit.banks import load_bank
from tests.browser.conftest import REPOSITORY, Lab, Notebook

LESSON = "00-start-here.ipynb"


def bring_lesson(lab: Lab) -> None:
    for name in (LESSON, "00-start-here.toml"):
        shutil.copy(REPOSITORY / "notebooks" / name, lab.folder / name)


def answer_first_choice(notebook: Notebook) -> tuple[str, str]:
    """Answer the first choice question rightly; its id and the answer."""
    bank = load_bank(REPOSITORY / "notebooks" / "00-start-here.toml")
    question = next(question for question in bank.questions if question.kind == "choice")
    option = next(option.text for option in question.options if option.correct)
    form = notebook.form(question.id)
    form.scroll_into_view_if_needed()
    form.locator(f'input[value="{option}"]').check()
    form.get_by_role("button", name="Check").click()
    expect(form.locator(".btl-feedback")).to_contain_text("Right.")
    return question.id, option


def test_an_answer_is_in_the_saved_file_and_on_screen_when_the_lesson_is_opened_again(
    lab, screenshots
) -> None:
    bring_lesson(lab)
    notebook = lab.open(LESSON).run_all()
    question, option = answer_first_choice(notebook)
    screenshots(notebook.page, "first-lesson-answered")
    saved = {record.question: record.response for record in records_in(notebook.save())}
    assert saved == {question: option}
    notebook.close()
    lab.stop_kernels()

    again = lab.open(LESSON)
    card = again.card(question)
    card.scroll_into_view_if_needed()
    expect(card).to_contain_text(option)
    expect(card).to_contain_text("Right.")
    expect(again.page.locator(".jp-Notebook")).not_to_contain_text("model not found")
    screenshots(again.page, "first-lesson-reopened")


def test_running_the_cells_again_brings_the_answer_back_into_the_form(lab) -> None:
    bring_lesson(lab)
    notebook = lab.open(LESSON).run_all()
    question, option = answer_first_choice(notebook)
    notebook.command("Edit", "Clear Outputs of All Cells")
    form = notebook.run_all().form(question)
    form.scroll_into_view_if_needed()
    expect(form.locator(f'input[value="{option}"]')).to_be_checked()
    expect(form.locator(".btl-feedback")).to_contain_text("Right.")


def test_the_lesson_needs_no_file_but_its_bank_and_the_seeds() -> None:
    assert {path.name for path in (REPOSITORY / "notebooks").glob("00*")} == {LESSON, "00-start-here.toml"}
    assert (Path(REPOSITORY) / "seeds" / "article.txt").is_file()
