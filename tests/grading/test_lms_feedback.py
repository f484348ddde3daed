"""From a download of the LMS back to the LMS: grades in its worksheet, feedback under its names."""

import zipfile
from pathlib import Path

from tests.grading.conftest import Grade
from tests.grading.handed_in import RIGHT, packed
from tests.grading.test_grade import lay
from tests.grading.test_worksheets import canvas, grades, moodle, participant

ANSWERED = {
    name: response for name, response in RIGHT.items() if name not in ("every_kind.essay", "more.code")
}
ESSAY = {**ANSWERED, "every_kind.essay": "It says that war was pretended."}


def members(folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(folder / "feedback.zip") as archive:
        assert archive.testzip() is None
        assert {member.date_time[0] for member in archive.infolist()} == {1980}  # the same bytes every time
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_moodle_download_goes_back(grade: Grade, tmp_path: Path) -> None:
    files = {
        "Ana Lima_11_assignsubmission_file_/sheet.ipynb": packed(ANSWERED),
        "Ben_12_assignsubmission_file_sheet.ipynb": packed(ESSAY),
        "Élo Dy_13_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        "grading.csv": moodle(participant(11, "Ana Lima"), participant(12, "Ben"), participant(14, "Cy")),
    }
    place = lay(tmp_path / "in", files)
    options = ["--no-code", "--worksheet", str(place / "grading.csv")]
    rows = grade(place, *options)
    assert len(rows) == 3  # the worksheet among them is no submission
    out = tmp_path / "graded"
    percent = f"{float(rows['Ana Lima (11)']['score']) / float(rows['Ana Lima (11)']['max_score']) * 100:.2f}"
    assert grades((out / "grading.csv").read_bytes(), 4) == [percent, "", ""]
    notes = (out / "worksheet-notes.txt").read_text("utf-8")
    assert "Ben (12) (1)" in notes and "Élo Dy (13)" in notes and "Cy (14)" in notes
    pages = members(out)
    assert list(pages) == [
        "Ana Lima_11_assignsubmission_file_/feedback.html",
        "Ben_12_assignsubmission_file_/feedback.html",
        "Élo Dy_13_assignsubmission_file_/feedback.html",
    ]
    assert pages[next(iter(pages))] == (out / "feedback" / "Ana Lima (11).html").read_text("utf-8")
    assert not any("THE-KEY" in page for page in pages.values())
    before = {path: path.read_bytes() for path in out.iterdir() if path.is_file()}
    grade(place, *options)
    assert {path: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_a_canvas_download_goes_back(grade: Grade, tmp_path: Path) -> None:
    files = {
        "limaana_11_208490284_link.ipynb": packed(ANSWERED),
        "odeben_LATE_12_208490285_my_link-1.ipynb": packed(ANSWERED),
        "cydan_13_208490286_a.ipynb": packed(ANSWERED),
        "cydannew_13_208490287_a.ipynb": packed(ANSWERED),
    }
    book = lay(tmp_path / "lms", {"book.csv": canvas()}) / "book.csv"
    grade(lay(tmp_path / "in", files), "--no-code", "--worksheet", str(book), "--column", "Sheet 1")
    column = grades((tmp_path / "graded" / "book.csv").read_bytes(), 5)
    assert column[1] == "10.00" and 0 < float(column[2]) < 10 and column[3:] == ["EX", "", ""]
    assert list(members(tmp_path / "graded")) == [
        "limaana_11_208490284_feedback.html",
        "odeben_LATE_12_208490285_feedback.html",
    ]  # whose feedback the other two are is not known


def test_a_folder_that_no_lms_named_has_no_archive(grade: Grade, tmp_path: Path) -> None:
    grade(lay(tmp_path / "in", {"ana.ipynb": packed(ANSWERED)}))
    assert not (tmp_path / "graded" / "feedback.zip").exists()


def test_marks_that_turn_the_direction_stay_out_of_the_archive(grade: Grade, tmp_path: Path) -> None:
    name = "An\u202ea_11_assignsubmission_file_"
    grade(lay(tmp_path / "in", {f"{name}/sheet.ipynb": packed(ANSWERED)}))
    assert list(members(tmp_path / "graded")) == ["Ana_11_assignsubmission_file_/feedback.html"]
