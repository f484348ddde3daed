"""Gain from one sitting to the next: who and what is paired, and the figures worked out by hand."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kit.cli import app
from kit.errors import KitError
from kit.grading.gain import Mean, Shares, check_forms, compare_sittings, mean
from kit.grading.gain_section import SUSPICION, gain_section, reading
from kit.grading.marks import Exercise
from kit.grading.sittings import Points, Sitting, pair_students, read_sitting
from tests.grading.handed_in import packed
from tests.grading.test_items import class_of

BANK = """
title = "Form {form}"

[[question]]
id = "form-{form}.q1"
kind = "text"
prompt = "Which word?"
points = 2
accepted = ["right"]

[[question]]
id = "form-{form}.q2"
kind = "spans"
prompt = "Mark every hedge, if there is one."
passage = {{ constructed = "The train left at noon. Form {form}." }}
labels = ["hedge"]
key = []

[[question]]
id = "form-{form}.q3"
kind = "text"
prompt = "Which word, in a plain passage?"
control = true
accepted = ["right"]

[[question]]
id = "form-{form}.q4"
kind = "essay"
prompt = "Why?"
rubric = [{{ criterion = "Says why", points = 1 }}]
"""
ALARM = [{"label": "hedge", "start": 4, "end": 9}]
NOTHING = {"nothing": True}
Sheets = dict[str, tuple[str, object, str] | bytes]


def form(folder: Path, name: str) -> Path:
    bank = folder / name / "questions.toml"
    bank.parent.mkdir(exist_ok=True)
    bank.write_text(BANK.format(form=name), "utf-8")
    return bank


def sit(bank: Path, sheets: Sheets, *options: str) -> tuple[Path, str, int]:
    """Grade the answers to q1, q2 and q3 of each student; the folder, what was said, and the exit code."""
    name, place = bank.parent.name, bank.parent / "in"
    for student, answers in sheets.items():
        named = [f"form-{name}.q{number}" for number in (1, 2, 3, 4)]
        given = answers if isinstance(answers, bytes) else (*answers, "An essay.")
        data = given if isinstance(given, bytes) else packed(dict(zip(named, given, strict=True)))
        (place / student).parent.mkdir(parents=True, exist_ok=True)
        (place / student).write_bytes(data)
    to = bank.parent / "out"
    call = ["grade", str(place), "--exercise", str(bank), "--to", str(to), *options]
    ended = CliRunner().invoke(app, call)
    return to, ended.output, ended.exit_code


def test_the_gain_of_a_class_and_of_the_controls(tmp_path: Path) -> None:
    first: Sheets = {
        "ana.ipynb": ("wrong", NOTHING, "right"),  # 2 of the 4 points that are marked
        "ben.ipynb": ("wrong", NOTHING, "wrong"),  # 1
        "cy.ipynb": ("right", NOTHING, "right"),
        "empty.ipynb": packed({}),
    }
    second: Sheets = {
        "ana.ipynb": ("right", ALARM, "right"),  # 3 and 2/3
        "ben.ipynb": ("right", NOTHING, "wrong"),  # 3
        "dara.ipynb": ("right", NOTHING, "right"),
        "empty.ipynb": ("right", NOTHING, "right"),
    }
    before, _, code = sit(form(tmp_path, "a"), first)
    assert code == 0
    after, _, code = sit(form(tmp_path, "b"), second, "--before", str(before))
    assert code == 0
    page = (after / "report.html").read_text("utf-8")
    assert "2 students sat both times." in page
    assert "Only the earlier time: 1. Left out of the gain: cy." in page
    assert "Only this time: 2. Left out of the gain: dara, empty." in page  # an empty sheet is no sitting
    rows = page[page.index("Gain of the class</caption>") :]
    # all: (0.5 + 0.25) / 2 = 38 %, (3.667 + 3) / 8 = 83 %; normalised (0.8333 - 0.375) / (1 - 0.375) = 0.73
    assert '<th scope="row">All questions</th><td>2</td><td>38 %</td><td>83 %</td><td>+46</td>' in rows
    assert "<td>0.73</td>" in rows
    # controls q2 and q3: (2 + 1) / 4 = 75 %, (1.667 + 1) / 4 = 67 %; others q1: 0 to 100 %
    assert '<th scope="row">Control passages</th><td>2</td><td>75 %</td><td>67 %</td><td>-8</td>' in rows
    assert '<th scope="row">Other passages</th><td>2</td><td>0 %</td><td>100 %</td><td>+100</td>' in rows
    assert '<th scope="row">ana</th><td>50 %</td><td>92 %</td><td>+42</td>' in rows


def test_moodle_gives_a_student_another_number_the_next_time(tmp_path: Path) -> None:
    right, wrong = ("right", NOTHING, "right"), ("wrong", NOTHING, "wrong")
    first: Sheets = {
        "Ana Lima_11_assignsubmission_file_/s.ipynb": wrong,
        "Ben_12_assignsubmission_file_/s.ipynb": wrong,
        "Ben_13_assignsubmission_file_/s.ipynb": wrong,
        "doecy_14_777_s.ipynb": wrong,  # from Canvas, where the number is the student's own
    }
    second: Sheets = {
        "Ana Lima_91_assignsubmission_file_/s.ipynb": right,
        "Ben_92_assignsubmission_file_/s.ipynb": right,
        "doecy_94_778_s.ipynb": right,
    }
    before, *_ = sit(form(tmp_path, "a"), first)
    after, *_ = sit(form(tmp_path, "b"), second, "--before", str(before))
    page = (after / "report.html").read_text("utf-8")
    assert "1 student sat both times." in page and "1 of them were paired by name alone" in page
    assert "Left out of the gain: Ben (12), Ben (13), doecy (14)." in page
    assert "Left out of the gain: Ben (92), doecy (94)." in page


def test_names_that_are_meant_to_harm_are_paired_and_escaped(tmp_path: Path) -> None:
    names = ["=cmd()", "<img src=x onerror=alert(1)>", "new\nline"]
    sheets: Sheets = {f"{name}.ipynb": ("wrong", NOTHING, "right") for name in names}
    before, *_ = sit(form(tmp_path, "a"), sheets)
    after, _, code = sit(form(tmp_path, "b"), sheets, "--before", str(before))
    page = (after / "report.html").read_text("utf-8")
    assert code == 0 and "3 students sat both times." in page and "<img" not in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (None, "cannot be read"),
        ("", "it needs rows"),
        ("name,points\nana,3\n", "it needs rows"),
        ("student,file,status,score,max_score,form-a.q1\nana,a,graded,much,5,1\n", "form-a.q1"),
        (
            "student,file,status,score,max_score,form-a.q1\nana,a,graded,1,5,often\n",
            "where a number should be",
        ),
        ("student,file,status,score,max_score,form-a.q1\nana,a,graded,9,5,9\n", "9 points for question q1"),
        (
            "student,file,status,score,max_score,other.q9\nana,a,graded,1,5,1\n",
            "no question of this exercise",
        ),
        (
            "student,file,status,score,max_score,a.q1,a.q2,a.q3,a.q4\nana,a,graded,1,9,1,0,0,\n",
            "had 9 points, this one has 5",
        ),
    ],
)
def test_an_earlier_sitting_that_does_not_fit_is_a_wrong_call(
    tmp_path: Path, written: str | None, said: str
) -> None:
    if written is not None:
        (tmp_path / "grades.csv").write_text(written, "utf-8")
    bank = form(tmp_path, "b")
    to, output, code = sit(bank, {"ana.ipynb": ("right", NOTHING, "right")}, "--before", str(tmp_path))
    plain = " ".join(output.replace("│", " ").split())
    if said == "form-a.q1":  # a score that is no number, where only questions count, stops nobody
        assert code == 0
    else:
        assert code == 2 and said in plain and not (to / "report.html").exists()


def test_the_earlier_sitting_is_not_written_over(tmp_path: Path) -> None:
    bank = form(tmp_path, "a")
    to, *_ = sit(bank, {"ana.ipynb": ("right", NOTHING, "right")})
    grades = (to / "grades.csv").read_bytes()
    _, output, code = sit(bank, {}, "--before", str(to))
    assert code == 2 and "another folder" in " ".join(output.replace("│", " ").split())
    assert (to / "grades.csv").read_bytes() == grades


def test_an_earlier_folder_among_the_submissions_is_none_of_them(tmp_path: Path) -> None:
    bank = form(tmp_path, "a")
    to, *_ = sit(bank, {"ana.ipynb": ("right", NOTHING, "right")})
    to.rename(bank.parent / "in" / "first")
    to, _, code = sit(bank, {}, "--before", str(bank.parent / "in" / "first"))
    with (to / "grades.csv").open(encoding="utf-8") as file:
        assert code == 0 and [row["student"] for row in csv.DictReader(file)] == ["ana"]


def test_what_a_spreadsheet_makes_of_the_file_is_read(tmp_path: Path) -> None:
    written = '\ufeffstudent,file,status,score,max_score,form-a.q1\r\nEva Novák,a,graded,1,5,"1,5"\r\n'
    (tmp_path / "grades.csv").write_text(written, "utf-8", newline="")
    assert read_sitting(tmp_path).points == {"Eva Novák": {"q1": 1.5}}


def sitting(**students: Points) -> Sitting:
    return Sitting(students, {}, None)


def test_what_is_not_marked_in_one_sitting_counts_in_neither(exercise: Exercise) -> None:
    before = sitting(ana={"choice": 1, "essay": None, "order": 0.5}, ben={"choice": None})
    after = sitting(ana={"choice": 1, "essay": 4, "order": 1}, ben={"choice": 1})
    gain = compare_sittings(before, after, exercise)
    ana, ben = gain.students
    assert ana.all == Shares(0.75, 1) and ben.all is None
    assert gain.all and gain.all.students == 1
    assert [name for name, *_ in gain.questions] == ["choice", "order"]


def test_forms_that_share_some_questions_are_compared_on_those(exercise: Exercise) -> None:
    before = sitting(ana={"choice": 0, "q99": 5})
    check_forms(before, exercise)
    gain = compare_sittings(before, sitting(ana={"choice": 1, "order": 0}), exercise)
    assert gain.left_out[0] == "q99" and "order" in gain.left_out and gain.students[0].all == Shares(0, 1)
    with pytest.raises(KitError, match="2 points for question choice"):
        check_forms(sitting(ana={"choice": 2}), exercise)


@pytest.mark.parametrize(("asked", "named"), [({"q99": 1.0, "q98": 1.0}, "q98, q99"), ({}, "none")])
def test_a_sitting_of_other_questions_is_refused_with_both_lists(
    exercise: Exercise, asked: Points, named: str
) -> None:
    with pytest.raises(KitError) as refused:
        check_forms(sitting(ana=asked), exercise)
    said = str(refused.value)
    assert f"it has {named}; this one has choice, choices, number, " in said
    assert said.endswith(". Name the folder of a sitting of this exercise or of its other form.")


def test_points_may_be_off_by_what_rounding_hides_and_no_more(exercise: Exercise) -> None:
    check_forms(sitting(ana={"choice": 1.0009}), exercise)
    with pytest.raises(KitError, match=r"ana had 1\.002 points"):
        check_forms(sitting(ana={"choice": 1.002}), exercise)


def test_controls_are_told_apart_question_by_question(exercise: Exercise) -> None:
    both = sitting(ana={"choice": 1, "control": 1})
    questions = compare_sittings(both, both, exercise).questions
    assert [(name, control) for name, control, _ in questions] == [("choice", False), ("control", True)]


def test_the_margin_is_twice_the_standard_error() -> None:
    shares = [Shares(0, 0.2)] * 5 + [Shares(0, 0.4)] * 5  # standard deviation 0.1054, of the mean 0.0333
    found = mean(shares)
    assert found and found.margin == pytest.approx(2 * 0.10540926 / 10**0.5)
    few = mean(shares[:9])
    assert few and few.margin is None


def test_a_loss_and_a_full_score_have_no_normalised_gain() -> None:
    assert Mean(2, Shares(0.5, 0.4), None).normalised is None
    assert Mean(2, Shares(1.0, 1.0), None).normalised is None
    assert Mean(2, Shares(0.5, 0.75), None).normalised == 0.5


def test_suspicion_is_said_only_beyond_chance() -> None:
    up, down, little = Shares(0.4, 0.6), Shares(0.9, 0.7), Shares(0.9, 0.85)
    assert SUSPICION in reading(Mean(40, down, 0.1), Mean(40, up, 0.1))
    assert SUSPICION not in reading(Mean(40, little, 0.1), Mean(40, up, 0.1))
    assert SUSPICION not in reading(Mean(40, down, 0.1), Mean(40, little, 0.1))
    assert "hints" in reading(Mean(9, down, None), Mean(9, up, None))


def test_nobody_in_common(exercise: Exercise) -> None:
    gain = compare_sittings(sitting(ana={"choice": 1}), sitting(ben={"choice": 1}), exercise)
    assert "0 students sat both times." in gain_section(gain) and gain.all is None


NAMES = st.text("ab ()12", min_size=1, max_size=6)


@given(st.dictionaries(NAMES, st.booleans()), st.dictionaries(NAMES, st.booleans()))
def test_nobody_is_paired_twice(first: dict[str, bool], second: dict[str, bool]) -> None:
    def made(students: dict[str, bool]) -> Sitting:
        files = {name: "x_assignsubmission_file_" * moodle for name, moodle in students.items()}
        return Sitting({name: {"q1": 1.0} for name in students}, files, 1)

    pairs, by_name = pair_students(made(first), made(second))
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert by_name == sum(one != other for one, other in pairs)
    assert {name for name in first if name in second} <= {one for one, _ in pairs}


def test_a_class_against_itself_gains_nothing(exercise: Exercise, tmp_path: Path) -> None:
    from kit.grading.reports import grades_csv
    from kit.grading.sittings import sitting_of

    rows = class_of(exercise, {"every_kind.choice": "charade"}, {"every_kind.choice": "decided"})
    (tmp_path / "grades.csv").write_text(grades_csv(exercise, rows), "utf-8")
    gain = compare_sittings(read_sitting(tmp_path), sitting_of(rows, exercise.max_score), exercise)
    assert gain.all and gain.all.shares.gain == 0 and gain.all.students == 2 and not gain.left_out
