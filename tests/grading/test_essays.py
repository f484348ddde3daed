"""Essays are marked by a person in essays.csv; what was typed there is never lost and never misread."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kit.banks import Bank, load_bank
from kit.cli import app
from kit.errors import KitError
from kit.grading.cohort import Row
from kit.grading.essay_sheet import CHANGED, GONE, NAME, read_typed, written
from kit.grading.essays import gather, with_marks
from kit.grading.files import write_whole
from kit.grading.marks import Answer, Result
from tests.grading.conftest import Grade
from tests.grading.handed_in import RIGHT, packed
from tests.grading.test_grade import Tags, lay, outputs
from tests.grading.test_worksheets import grades, moodle, participant

ESSAY = "every_kind.essay"
QUOTES, ASSUMES = "Quotes the text (2)", "Names what the word assumes (2)"
NO_CODE = {name: response for name, response in RIGHT.items() if name != "more.code"}


def essay(text: str) -> bytes:
    return packed({**NO_CODE, ESSAY: text})


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / NAME).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(folder: Path, rows: list[dict[str, str]], delimiter: str = ",", codec: str = "utf-8-sig") -> None:
    with (folder / NAME).open("w", encoding=codec, newline="") as file:
        table = csv.DictWriter(
            file, list(dict.fromkeys(key for row in rows for key in row)), delimiter=delimiter
        )
        table.writeheader()
        table.writerows(rows)


def type_in(folder: Path, student: str, *marks: str, comment: str = "", **how: str) -> None:
    rows = lines(folder)
    for row in rows:
        if row["student"] == student:
            row.update(zip((QUOTES, ASSUMES), marks, strict=False), comment=comment)
    save(folder, rows, **how)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    files = {"ana.ipynb": essay("It says\n\nthat war was pretended."), "ben.ipynb": essay("=cmd()|'x'!A1")}
    return lay(tmp_path / "in", files)


def test_the_sheet_lists_every_essay_safely(grade: Grade, tmp_path: Path, two: Path) -> None:
    grade(two)
    out = tmp_path / "graded"
    ana, ben = lines(out)
    assert list(ana) == [
        *("student", "question", "words", "answer", QUOTES, ASSUMES),
        *("comment", "note", "digest"),
    ]
    assert (ana["student"], ana["question"], ana["words"]) == ("ana", ESSAY, "6")
    assert ana["answer"] == "It says that war was pretended." and ben["answer"] == "'=cmd()|'x'!A1"
    assert (out / NAME).read_bytes().startswith(b"\xef\xbb\xbf")
    assert ana["digest"].isalpha() and ana["digest"] != ben["digest"]


def test_the_page_shows_answer_and_rubric_and_escapes(grade: Grade, tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>\u202eevil\n\nnext"
    grade(lay(tmp_path / "in", {"<b>.ipynb": essay(attack)}))
    page = (tmp_path / "graded" / "essays.html").read_text("utf-8")
    seen = Tags(page).seen
    assert not {"script", "b", "img"} & set(seen)
    assert [seen.count(f"h{level}") for level in (1, 2, 3, 4)] == [1, 1, 1, 2]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;evil\n\nnext" in page and "\u202e" not in page
    assert "Quotes the text (2 points)" in page and "Not marked yet." in page and 'lang="en"' in page


def test_marks_come_back_into_everything(grade: Grade, tmp_path: Path) -> None:
    files = {
        "Ana_11_assignsubmission_file_/a.ipynb": essay("It says so."),
        "Ben_12_assignsubmission_file_/a.ipynb": essay("It says no."),
    }
    place, out = lay(tmp_path / "in", files), tmp_path / "graded"
    before = grade(place)["Ana (11)"]
    assert before[ESSAY] == "" and "1 answer to be marked by a person." in before["status"]
    type_in(out, "Ana (11)", "2", "1,5", comment="- Good:\nquote <more>")
    sheet = tmp_path / "lms.csv"
    sheet.write_bytes(moodle(participant(11, "Ana", most="50.00"), participant(12, "Ben", most="50.00")))
    after = grade(place, "--no-code", "--worksheet", str(sheet))
    ana = after["Ana (11)"]
    assert ana[ESSAY] == "3.5" and float(ana["score"]) == float(before["score"]) + 3.5
    assert "to be marked" not in ana["status"] and "to be marked" in after["Ben (12)"]["status"]
    page = (out / "feedback" / "Ana (11).html").read_text("utf-8")
    assert "Marked by a person. 3.5 of 4 points." in page and "Quotes the text (2): 2" in page
    assert "quote &lt;more&gt;" in page and "A person marks this" not in page
    share = float(ana["score"]) / float(ana["max_score"]) * 50
    assert grades((out / "lms.csv").read_bytes(), 4) == [f"{share:.2f}", ""]
    items = {row["question"]: row for row in csv.DictReader(io.StringIO((out / "items.csv").read_text()))}
    assert items[ESSAY]["difficulty"] == "0.875"
    assert "Marked: 3.5 points." in (out / "essays.html").read_text("utf-8")
    assert lines(out)[0]["comment"] == "'- Good:\nquote <more>" and lines(out)[0][ASSUMES] == "1,5"


def test_a_rerun_changes_nothing(grade: Grade, tmp_path: Path, two: Path) -> None:
    out = tmp_path / "graded"
    for typed in (("", ""), ("1", ""), ("1", "0.5")):
        grade(two)
        type_in(out, "ana", *typed, comment="=1+1" if typed[0] else "")
        grade(two)
        once = outputs(out)
        grade(two)
        assert outputs(out) == once


@pytest.mark.parametrize(
    ("delimiter", "codec"), [(";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16"), (",", "utf-8")]
)
def test_a_spreadsheet_may_have_saved_it(
    grade: Grade, tmp_path: Path, two: Path, delimiter: str, codec: str
) -> None:
    out = tmp_path / "graded"
    grade(two)
    type_in(out, "ben", "0,5", "1,0", comment="schön; gut", delimiter=delimiter, codec=codec)
    assert grade(two)["ben"][ESSAY] == "1.5"
    again = (out / NAME).read_text("utf-8-sig")
    assert again.splitlines()[0].count(delimiter) == 8 and "0,5" in again and "schön; gut" in again


def test_commas_in_a_criterion_do_not_hide_the_delimiter(tmp_path: Path, bank: Bank) -> None:
    (tmp_path / NAME).write_text(
        'student;question;a, b, c, d, e, f, g (2);comment\nana;b.one;;"1;5"\n', "utf-8"
    )
    assert read_typed(tmp_path, bank).lines[0]["comment"] == "1;5"


def test_an_essay_marked_in_part_has_no_score(grade: Grade, tmp_path: Path, two: Path) -> None:
    grade(two)
    type_in(tmp_path / "graded", "ana", "2")
    row = grade(two)["ana"]
    assert row[ESSAY] == "" and f"{ESSAY}: marked on 1 of 2 criteria." in row["status"]
    assert "1 answer to be marked by a person." in row["status"]


@pytest.mark.parametrize(
    "mark", ["-1", "2.5", "2,01", "two", "nan", "inf", "1e0", "=2", "1/2", "٢", "1.2.2026"]
)
def test_a_mark_that_cannot_be_one_stops_everything(
    grade: Grade, tmp_path: Path, two: Path, exercise_folder: Path, mark: str
) -> None:
    grade(two)
    out = tmp_path / "graded"
    type_in(out, "ben", "1", mark)
    (two / "cy.ipynb").write_bytes(essay("New."))
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    call = ["grade", str(two), "--exercise", str(exercise_folder), "--to", str(out), "--no-code"]
    ended = CliRunner().invoke(app, call, terminal_width=400)
    assert ended.exit_code == 2
    said = " ".join(ended.output.replace("│", " ").split())
    assert f"{NAME}, row 3, column '{ASSUMES}':" in said and "Nothing was written." in said
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_mark_typed_while_grading_goes_on_is_not_lost(
    grade: Grade, tmp_path: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kit.grading import command

    grade(two)
    rows = command.rows

    def meanwhile(graded: Any) -> list[Row]:
        type_in(tmp_path / "graded", "ana", "1", "1")
        return rows(graded)

    monkeypatch.setattr(command, "rows", meanwhile)
    assert grade(two)["ana"][ESSAY] == "2"


def test_marks_of_somebody_who_is_gone_stay(grade: Grade, tmp_path: Path, two: Path) -> None:
    out, work = tmp_path / "graded", (two / "ana.ipynb").read_bytes()
    grade(two)
    type_in(out, "ana", "1", "2", comment="Good.")
    (two / "ana.ipynb").unlink()
    for _ in range(2):
        assert "ana" not in grade(two)
        assert [(row["student"], row[QUOTES], row["note"]) for row in lines(out)] == [
            ("ben", "", ""),
            ("ana", "1", GONE),
        ]
    (two / "ana.ipynb").write_bytes(work)
    assert grade(two)["ana"][ESSAY] == "3"
    assert (lines(out)[0]["comment"], lines(out)[0]["note"]) == ("Good.", "")


def test_a_note_alone_stays_too(tmp_path: Path, bank: Bank) -> None:
    round_trip(tmp_path, bank, rows_of({"ana": ("x", "y"), "ben": ("x", "y")}))
    sheet = lines(tmp_path)
    sheet[2]["note"] = "Ill; comes later."
    save(tmp_path, sheet)
    round_trip(tmp_path, bank, [])
    assert [(row["student"], row["note"]) for row in lines(tmp_path)] == [
        ("ben", f"{GONE} Ill; comes later.")
    ]


def test_a_new_version_keeps_its_mark_and_says_so_until_it_is_checked(
    grade: Grade, tmp_path: Path, two: Path
) -> None:
    out = tmp_path / "graded"
    grade(two)
    type_in(out, "ana", "1", "2")
    rows = lines(out)
    rows[0]["note"] = "Ask her."
    save(out, rows)
    (two / "ana.ipynb").write_bytes(essay("Another answer."))
    for _ in range(2):
        row = grade(two)["ana"]
        assert row[ESSAY] == "3" and "the answer has changed since it was marked" in row["status"]
        assert lines(out)[0]["note"] == f"{CHANGED} Ask her."
        assert lines(out)[0]["answer"] == "Another answer."
    rows = lines(out)
    rows[0]["note"] = "Asked."
    save(out, rows)
    for _ in range(2):
        assert "has changed" not in grade(two)["ana"]["status"] and lines(out)[0]["note"] == "Asked."
    (two / "ana.ipynb").write_bytes(essay("A third answer."))
    assert "has changed" in grade(two)["ana"]["status"]


def test_without_the_digest_the_answer_in_the_sheet_tells(grade: Grade, tmp_path: Path, two: Path) -> None:
    out = tmp_path / "graded"
    grade(two)
    type_in(out, "ana", "1", "2")
    save(out, [{key: said for key, said in row.items() if key != "digest"} for row in lines(out)])
    assert "has changed" not in grade(two)["ana"]["status"]
    save(out, [{key: said for key, said in row.items() if key != "digest"} for row in lines(out)])
    (two / "ana.ipynb").write_bytes(essay("Another answer."))
    assert "has changed" in grade(two)["ana"]["status"]


def test_a_column_of_ones_own_stays(grade: Grade, tmp_path: Path, two: Path) -> None:
    out = tmp_path / "graded"
    grade(two)
    save(out, [{"room": "A 1", **row, "Quoted (9)": "7"} for row in lines(out)])
    grade(two)
    assert [(row["room"], row["Quoted (9)"]) for row in lines(out)] == [("A 1", "7"), ("A 1", "7")]


def test_two_students_whose_names_look_alike(tmp_path: Path, bank: Bank) -> None:
    rows = rows_of({"ana": ("One.", "Uno."), "an\u200ea": ("Two.", "Due.")})
    round_trip(tmp_path, bank, rows)
    sheet = lines(tmp_path)
    names = {row["student"] for row in sheet}
    assert len(names) == 2 and all(name.startswith("ana [") for name in names)
    for row in sheet:
        row["Own (0.5)"], row["'=Shared (2)"] = ("0.5", "2") if row["answer"] == "Due." else ("", "")
    for ordered in (sheet, sheet[::-1]):
        save(tmp_path, ordered)
        scores = [[answer.score for answer in row.result.answers] for row in round_trip(tmp_path, bank, rows)]
        assert scores == [[None, None], [None, 1]]


BANK = """
title = "Two essays"
[[question]]
id = "b.one"
kind = "essay"
prompt = "One?"
points = 2
rubric = [{ criterion = "=Shared", points = 2 }, { criterion = "An example", points = 1 },
          { criterion = "An example", points = 1 }]
[[question]]
id = "b.two"
kind = "essay"
prompt = "Two?"
rubric = [{ criterion = "=Shared", points = 2 }, { criterion = "Own", points = 0.5 }]
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    file = tmp_path_factory.mktemp("bank") / "questions.toml"
    file.write_text(BANK, "utf-8")
    return load_bank(file)


def rows_of(answers: dict[str, tuple[str, str]]) -> list[Row]:
    said = ("9 words. A person marks this with the rubric.",)
    return [
        Row(
            student,
            f"{student}.ipynb",
            Result(
                "graded",
                "",
                tuple(
                    Answer(question, "recorded", None, most, said, text)
                    for question, most, text in zip(("b.one", "b.two"), (2, 1), texts, strict=True)
                ),
                ("2 answers to be marked by a person.",),
            ),
        )
        for student, texts in answers.items()
    ]


def round_trip(place: Path, bank: Bank, rows: list[Row]) -> list[Row]:
    typed = read_typed(place, bank)
    essays, left = gather(rows, bank, typed)
    write_whole(place / NAME, written([*(essay.line for essay in essays), *left], bank, typed))
    return with_marks(rows, bank, essays)


def test_essays_with_rubrics_of_their_own_share_a_sheet(tmp_path: Path, bank: Bank) -> None:
    rows = rows_of({"ana": ("x", "y")})
    round_trip(tmp_path, bank, rows)
    first, second = lines(tmp_path)
    shared, example, again, own = list(first)[4:8]
    assert shared == "'=Shared (2)" and again == "An example (1) again" and own == "Own (0.5)"
    first.update({shared: "1", example: "1", again: "0"})
    save(tmp_path, [first, second])
    marked = round_trip(tmp_path, bank, rows)[0].result
    assert [answer.score for answer in marked.answers] == [1, None]  # 2 of the rubric's 4, of 2 points
    assert marked.answers[0].feedback[0] == "=Shared (2): 1"
    assert marked.notes == ("1 answer to be marked by a person.",)
    second[again] = "1"
    save(tmp_path, [first, second])
    with pytest.raises(KitError, match=r"row 3, column 'An example \(1\) again': b\.two has no such"):
        round_trip(tmp_path, bank, rows)


def test_what_would_be_lost_is_refused(tmp_path: Path, bank: Bank) -> None:
    head = "student,question,'=Shared (2),Own (0.5),comment"
    for text, message in (
        ("answer;marks\n1;2\n", "has no column 'student'"),
        (f"{head}\nana,b.two,1,0.5,x,y\n", "row 2: there is more beyond the last column"),
        (f"{head},comment\nana,b.two,1,0.5,x,y\n", "2 columns are called 'comment'"),
        (f"{head}\nana,b.two,1,,\nana,b.two,2,,\n", "rows 2 and 3 both mark b.two of ana"),
        (f"{head}\n" + "ana,b.two,9,,\n" * 30, "And 20 more."),
    ):
        (tmp_path / NAME).write_text(text, "utf-8")
        with pytest.raises(KitError, match=message):
            round_trip(tmp_path, bank, [])
        assert (tmp_path / NAME).read_text("utf-8") == text


def test_another_bank_without_essays_leaves_the_sheet_alone(tmp_path: Path, bank: Bank) -> None:
    (tmp_path / NAME).write_text("anything", "utf-8")
    assert read_typed(tmp_path, bank.model_copy(update={"questions": ()})).lines == ()


TYPED = st.text(st.sampled_from("ab é\u202e=;,\"'\t\n-+@"), max_size=6)
MARK = st.sampled_from(["", "0", "0,5", " 0.25 ", "0.5"])


@given(
    st.dictionaries(TYPED.filter(str.strip), st.tuples(TYPED, TYPED), max_size=4),
    st.lists(st.tuples(MARK, TYPED), min_size=8, max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sets(st.integers(0, 7)),
)
@settings(max_examples=100)
def test_whatever_is_typed_stays(
    tmp_path_factory: pytest.TempPathFactory,
    bank: Bank,
    answers: dict[str, tuple[str, str]],
    typed: list[tuple[str, str]],
    delimiter: str,
    gone: set[int],
) -> None:
    place = tmp_path_factory.mktemp("essays")
    rows = rows_of(answers)
    round_trip(place, bank, rows)
    sheet = lines(place)
    for line, (mark, comment) in zip(sheet, typed, strict=False):
        line.update({"'=Shared (2)": mark, "comment": comment})
    if sheet:
        save(place, sheet, delimiter)
    wanted = sorted(
        (line["student"], mark, plain(comment))
        for line, (mark, comment) in zip(sheet, typed, strict=False)
        if mark or plain(comment)
    )
    for left in (rows, [row for at, row in enumerate(rows) if at not in gone], rows, rows):
        round_trip(place, bank, left)
        with (place / NAME).open(encoding="utf-8-sig", newline="") as file:
            kept = list(csv.DictReader(file, delimiter=delimiter if sheet else ","))
        found = [(line["student"], line["'=Shared (2)"], plain(line["comment"])) for line in kept]
        assert sorted(one for one in found if one[1] or one[2]) == wanted
    once = (place / NAME).read_bytes()
    round_trip(place, bank, rows)
    assert (place / NAME).read_bytes() == once


def plain(comment: str) -> str:
    """A comment without the quote that keeps a spreadsheet from reading a formula."""
    return comment.strip().lstrip("'").strip()
