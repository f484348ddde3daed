"""The instructor's own worksheet: only grades change in it, and each is that of the right student."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kit.cli import app
from kit.errors import KitError
from kit.grading.cohort import Row
from kit.grading.csv_text import read_sheet
from kit.grading.marks import Answer, Result
from kit.grading.students import lms_owner
from kit.grading.worksheet_filling import fill, pair
from kit.grading.worksheets import read_worksheet

HEADS = [
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
]
GERMAN = [
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar"
]


def participant(number: int, name: str, grade: str = "", most: str = "100.00", can: str = "Yes") -> str:
    status = "Submitted for grading - graded"
    cells = [f"Participant {number}", name, "a@b.org", status, grade, most, can, "Monday, 1:00 PM", "-", ""]
    return ",".join(f'"{cell}"' if {" ", ","} & set(cell) else cell for cell in cells)


def moodle(*lines: str, heads: list[str] = HEADS, end: str = "\r\n", bom: bool = True) -> bytes:
    return (("\ufeff" if bom else "") + end.join([*heads, *lines, ""])).encode()


CANVAS = [
    "Student,ID,SIS User ID,SIS Login ID,Section,Sheet 1 (12345),Sheet 2 (12346),Score,Final Score (2026)",
    ",,,,,,Manual Posting,,",
    "    Points Possible,,,,,10.00,9.00,(read only),(read only)",
    '"Lima, Ana",11,S1,ana@b.org,"One, and Two",7.50,,88,88',
    '"Ode, Ben",12,,ben@b.org,One,EX,EX,,',
    '"Cy, Dan",13,,dan@b.org,One,,N/A,,',
    '"Student, Test",99,,,One,,,,',
]


def canvas(*lines: str, end: str = "\n") -> bytes:
    return end.join([*(lines or CANVAS), ""]).encode()


def row(file: str, *scores: float | None, student: str = "") -> Row:
    answers = tuple(Answer(f"a.q{at}", "right", score, 1) for at, score in enumerate(scores))
    result = Result("graded" if answers else "not graded", "", answers)
    return Row(student or file, file, result, owner=lms_owner(file.split("/")[0]))


def of(name: str, number: int) -> str:
    return f"{name}_{number}_assignsubmission_file_/sheet.ipynb"


def filled(place: Path, data: bytes, rows: list[Row], most: float = 4, **how: str) -> tuple[bytes, str]:
    file = place / "sheet.csv"
    file.write_bytes(data)
    column = how.get("column", "")
    written, said = fill(read_worksheet(file, ("Sheet 2", "folder"), column), rows, most)
    return written, "\n".join(said)


def grades(data: bytes, column: int) -> list[str]:
    return [row[column].said for row in read_sheet(data).rows[1:]]


def test_a_moodle_worksheet_is_filled_and_scaled(tmp_path: Path) -> None:
    before = moodle(participant(11, "Ana Lima"), participant(12, "Ben Ode"), participant(13, "Cy Po"))
    rows = [row(of("Ana Lima", 11), 1, 1, 1, 0), row(of("Ben Ode", 12), 1, 1, 0.5, 0)]
    after, said = filled(tmp_path, before, rows)
    assert grades(after, 4) == ["75.00", "62.50", ""]
    assert after == before.replace(b'graded",,100', b'graded",75.00,100', 1).replace(
        b'graded",,100', b'graded",62.50,100', 1
    )
    assert "2 grades of 100 points, scaled from 4 points written into sheet.csv, column Grade." in said
    assert "In the worksheet, but nothing handed in: 1\n  Cy Po (13)" in said


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [True, False])
def test_another_language_has_other_headers_and_a_decimal_comma(tmp_path: Path, end: str, bom: bool) -> None:
    lines = [
        participant(11, "Ana Lima", most="10,00", can="Ja").replace("Participant ", "Teilnehmer/in"),
        participant(12, "Ben Ode", most="10,00", can="Nein").replace("Participant ", "Teilnehmer/in"),
    ]
    before = moodle(*lines, heads=GERMAN, end=end, bom=bom)
    after, said = filled(tmp_path, before, [row(of("Ana Lima", 11), 1, 0.5), row(of("Ben Ode", 12), 1)], 2)
    assert after == before.replace(b'graded",,"10', b'graded","7,50","10', 1)
    assert "Ben Ode_12_assignsubmission_file_/sheet.ipynb (locked)" in said


def test_a_spreadsheet_may_have_saved_it(tmp_path: Path) -> None:
    lines = [HEADS[0], participant(11, "Ana Lima\u00e9", most="10.00")]
    semicolons = "\r\n".join(";".join(next(csv.reader([line]))) for line in lines)
    for codec in ("cp1252", "utf-16"):
        after, _ = filled(tmp_path, semicolons.encode(codec), [row(of("Ana Limaé", 11), 1)], 1)
        assert after.decode(codec) == semicolons.replace(";;10.00", ";10.00;10.00")


def test_empty_lines_are_nobody(tmp_path: Path) -> None:
    before = moodle(participant(11, "Ana"), "", participant(12, "Ben"), "", " ")
    after, _ = filled(tmp_path, before, [row(of("Ben", 12), 1)], 1)
    assert after == before.replace(
        b',,100.00,Yes,"Monday, 1:00 PM",-,\r\n\r\n ', b',100.00,100.00,Yes,"Monday, 1:00 PM",-,\r\n\r\n '
    )


def test_what_is_not_complete_is_not_written(tmp_path: Path) -> None:
    before = moodle(*(participant(at, f"N{at}") for at in (11, 12, 13)))
    rows = [row(of("N11", 11), 1, None), row(of("N12", 12)), row(of("N13", 13), 1, None, None)]
    after, said = filled(tmp_path, before, rows)
    assert after == before
    assert "N11_11_assignsubmission_file_/sheet.ipynb (1)" in said and "sheet.ipynb (2)" in said
    assert "could not be graded: 1\n" in said and "not marked yet: 2\n" in said


def test_a_grade_that_stood_there_is_replaced_and_said(tmp_path: Path) -> None:
    before = moodle(participant(11, "Ana", "20.00"), participant(12, "Ben", "50.00"))
    after, said = filled(tmp_path, before, [row(of("Ana", 11), 1, 0), row(of("Ben", 12), 1, 0)], 2)
    assert grades(after, 4) == ["50.00", "50.00"]
    assert "replaced: 1\n" in said and "(20.00, now 50.00)" in said


def test_no_grade_goes_to_a_wrong_person(tmp_path: Path) -> None:
    lines = [(11, "Ana Lima"), (12, "Ana Lima"), (13, "Ben Ode"), (14, "Cy Po"), (15, "Dee Dee")]
    rows = [
        row(of("Ana Lima", 12), 1),  # one of two of one name, told apart by number
        row(of("Ben Ode", 4711), 1),  # a number that is nobody's, though the name is somebody's
        row(of("Eve Hill", 14), 1),  # somebody's number with another name: the worksheet of another site
        row(of("Dee Dee", 15), 1),  # two submissions with one number
        row(of("Dee D", 15), 1),
        row("odeben_13_208490284_sheet.ipynb", 1),  # Canvas's numbers are not Moodle's
        row("ana lima.ipynb", 1, student="ana lima"),  # whose name two have
        row("x/sheet.ipynb", 1, student="x"),
    ]
    after, said = filled(tmp_path, moodle(*(participant(*line) for line in lines)), rows, 1)
    assert grades(after, 4) == ["", "100.00", "", "", ""]
    assert "Handed in, but nobody's in the worksheet: 7\n" in said
    assert "this number is that of Cy Po" in said and said.count("several submissions for one line") == 2


def test_without_numbers_a_name_that_is_the_only_one_counts(tmp_path: Path) -> None:
    names = ["Lima, Ána", "Ben Ode", "Cy Po", "Dee", "Eve", "Eve"]
    lines = [participant(at, name) for at, name in enumerate(names, 11)]
    rows = [
        row(of("Dee", 99), 1),  # whom the worksheet does not know, so it may be the other Dee whom it does
        row("dee.ipynb", 1, student="dee"),
        row("eve.ipynb", 1, student="Eve"),
        row("a.ipynb", 1, student="ana_lima"),
        row("b.ipynb", 1, student="Ben Ode"),
        row("c/1.ipynb", 1, student="Cy Po"),
        row("d/1.ipynb", 1, student="Po Cy"),
    ]
    after, said = filled(tmp_path, moodle(*lines), rows, 1)
    assert grades(after, 4) == ["100.00", "100.00", "", "", "", ""]
    assert "nobody's in the worksheet: 5\n" in said


def test_another_column_of_numbers_is_not_the_maximum(tmp_path: Path) -> None:
    lines = [participant(at, f"N{at}", grade=str(at))[:-2] + f'-,"{at + 7},5"' for at in (1, 2)]
    after, _ = filled(tmp_path, moodle(*lines, heads=GERMAN), [row(of("N2", 2), 1)], 1)
    assert grades(after, 4) == ["1", "100.00"] and grades(after, 9) == ["8,5", "9,5"]
    alike = [line.replace('"9,5"', '"8,5"') for line in lines]
    with pytest.raises(KitError, match=r"does not tell where its grades go.*Bewertung.*--column NAME"):
        filled(tmp_path, moodle(*alike, heads=GERMAN), [])
    after, _ = filled(tmp_path, moodle(*alike, heads=GERMAN), [row(of("N2", 2), 1)], 1, column="bewertung")
    assert grades(after, 4) == ["1", "100.00"]


def test_a_column_without_a_worksheet_is_a_wrong_call(tmp_path: Path, exercise_folder: Path) -> None:
    call = ["grade", str(tmp_path), "--exercise", str(exercise_folder), "--to", str(tmp_path / "out")]
    ended = CliRunner().invoke(app, [*call, "--column", "Grade"])
    assert ended.exit_code == 2 and "--worksheet" in ended.output


def test_where_names_are_hidden_numbers_suffice(tmp_path: Path) -> None:
    heads = ["Identifier,Status,Grade,Maximum Grade,Grade can be changed"]
    lines = ["Participant 7,Submitted,,5.00,Yes", "Participant 8,Submitted,,5.00,Yes"]
    after, _ = filled(tmp_path, moodle(*lines, heads=heads), [row(of("Participant", 8), 1)], 1)
    assert grades(after, 2) == ["", "5.00"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_canvas_gradebook(tmp_path: Path, end: str) -> None:
    rows = [
        row("limaana_11_208490284_sheet.ipynb", 1, 1),
        row("odeben_LATE_12_208490285_sheet.ipynb", 1, 0),
        row("cydan_13_208490286_sheet.ipynb", 1, 0),
    ]
    before = canvas(end=end)
    after, said = filled(tmp_path, before, rows, 2)  # the column named like the exercise
    assert after == before.replace(b"7.50,,88", b"7.50,9.00,88")
    assert "(excused)" in said and "(not assigned to this student)" in said and "scaled from 2" in said
    after, said = filled(tmp_path, before, rows, 2, column="sheet 1 (12345)")
    assert after == before.replace(b"7.50,,88", b"10.00,,88").replace(b",One,,N/A", b",One,5.00,N/A")
    assert "(7.50, now 10.00)" in said and "Student, Test (99)" in said


def test_an_only_empty_column_is_taken_and_otherwise_one_is_asked_for(tmp_path: Path) -> None:
    names = [line.replace("Sheet 2 (12346)", "Other (12346)") for line in CANVAS]
    ana = [row("limaana_11_208490284_sheet.ipynb", 1)]
    after, said = filled(tmp_path, canvas(*names), ana, 1)
    assert grades(after, 6)[2] == "9.00" and "column Other (12346)" in said
    for lines in (
        [line.replace("7.50", "") for line in names],
        [line.replace(",,88", ",1,88") for line in names],
    ):
        with pytest.raises(KitError, match=r"Sheet 1 \(12345\), Other \(12346\)\. Choose one with --column"):
            filled(tmp_path, canvas(*lines), ana, 1)
    for column in ("Final Score", "nothing"):
        with pytest.raises(KitError, match=f"No column of sheet.csv is named {column}"):
            filled(tmp_path, canvas(*names), ana, 1, column=column)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no worksheet that the kit knows"),
        (b"PK\x03\x04\x00\xff", "no worksheet that the kit knows"),
        (b"name,grade\nana,1\n", "'Participant 4711'.*Student, ID and Section"),
        (moodle(), "no worksheet that the kit knows"),
        (moodle(participant(1, "A"), participant(1, "B")), "no worksheet that the kit knows"),
        (moodle(participant(1, "A", most="Good,Bad")), "an assignment that is graded with a scale has none"),
        (moodle(participant(1, "A"), participant(2, "B") + ",more"), "row 3: there are 11 cells, but 10"),
        (moodle(participant(1, "A"), 'Participant 2,"B'), "row 3"),
        (canvas(*(line for line in CANVAS if "Points" not in line)), "not its row 'Points Possible'"),
        (canvas(*CANVAS, '"Po, Cy",14,,,One,1'), "row 8: there are 6 cells, but 9 columns"),
        (canvas(*(line.replace("9.00", "0.00") for line in CANVAS)), "worth 0.00 points in Canvas"),
        ("\ufeffa".encode("utf-16-le") + b"x", "it is not the UTF-16 text"),
    ],
)
def test_what_is_no_worksheet_is_said_plainly(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(KitError, match=message):
        filled(tmp_path, data, [])


CELLS = st.text(st.sampled_from("ab é\u202e=;,\"'0\t\n|"), max_size=5)


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.booleans(),
)
@settings(max_examples=300)
def test_nothing_but_grades_changes_in_any_worksheet(
    tmp_path_factory: pytest.TempPathFactory,
    people: list[tuple[str, str, str]],
    delimiter: str,
    end: str,
    quoting: Literal[0, 1, 2],  # the three that are sampled
    bom: bool,
) -> None:
    file = io.StringIO()
    lines = [
        [f"Participant {at}", name, status, "", "7.00", comment, "x"]
        for at, (name, status, comment) in enumerate(people, 1)
    ]
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([["Id", "Full name", "Status", "Grade", "Maximum", "Comment", "End"], *lines])
    before = (("\ufeff" if bom else "") + file.getvalue()).encode()
    place = tmp_path_factory.mktemp("sheet")
    (place / "sheet.csv").write_bytes(before)
    sheet = read_worksheet(place / "sheet.csv", ())
    assert fill(sheet, [], 1)[0] == before
    rows = [row(of(line.name or "x", int(line.number)), 1) for line in sheet.lines[::2]]
    assume(not any("_" in line.name for line in sheet.lines))
    after = fill(sheet, rows, 1)[0].decode()
    told = list(csv.reader(io.StringIO(after.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    done = {line.row for line, _ in pair(sheet, rows)[0]}
    for at, line in enumerate(lines, 1):
        assert told[at] == [*line[:3], "7.00" if at in done else "", *line[4:]]


@given(st.binary(max_size=200))
@example(b'"')
@example(b"\xff\xfe\x00\xd8")
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused_and_come_back(data: bytes) -> None:
    try:
        sheet = read_sheet(data)
    except KitError:
        return
    assert sheet.filled({}) == data


def call(place: Path, worksheet: Path, exercise: Path, *more: str) -> tuple[int, str]:
    named = ["grade", str(place), "--exercise", str(exercise), "--to", str(place.parent / "out"), "--no-code"]
    ended = CliRunner().invoke(app, [*named, "--worksheet", str(worksheet), *more])
    return ended.exit_code, ended.output


def test_a_worksheet_has_a_name_of_its_own_and_is_never_written_over(
    tmp_path: Path, exercise_folder: Path
) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "ana.ipynb").write_bytes(b"{")
    (tmp_path / "out").mkdir()
    for name in ("in/Grades.csv", "out/sheet.csv"):
        (tmp_path / name).write_bytes(moodle(participant(1, "Ana")))
        code, said = call(place, tmp_path / name, exercise_folder)
        assert code == 2 and ("Rename" in said or "another folder" in said)
        assert (tmp_path / name).read_bytes() == moodle(participant(1, "Ana"))
    assert not (tmp_path / "out" / "grades.csv").exists()
