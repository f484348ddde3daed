"""The statistics of a small class, each figure worked out by hand."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kit.grading.answer_counts import MOST_WRONG, Count
from kit.grading.cohort import Row
from kit.grading.items import Item, item_statistics
from kit.grading.marks import Exercise, mark_submission
from kit.grading.span_statistics import same_label_share
from kit.grading.submissions import open_submission
from tests.grading.conftest import Grade
from tests.grading.handed_in import RIGHT, SOURCE, packed

Sheet = dict[str, Any]


def class_of(exercise: Exercise, *sheets: Sheet, values: list[Any] | None = None) -> list[Row]:
    """A row for each sheet; ``values`` are those of the code task, one after the other."""
    left = iter(values or [])
    return [
        Row(
            f"student {number}",
            "a.ipynb",
            mark_submission(
                open_submission("", "a.ipynb", packed(sheet)), exercise, lambda tasks: [next(left)]
            ),
        )
        for number, sheet in enumerate(sheets)
    ]


def item(exercise: Exercise, question: str, *responses: Any, values: list[Any] | None = None) -> Item:
    """The statistics of one question; a student whose response is None left it out."""
    sheets = [{} if response is None else {question: response} for response in responses]
    items = item_statistics(exercise, class_of(exercise, *sheets, values=values))
    return next(item for item in items if item.question == question)


def test_every_option_is_counted_also_one_that_nobody_picked(exercise: Exercise) -> None:
    found = item(exercise, "every_kind.choice", "charade", "finally", "finally", "gone", None)
    assert found.counts == (
        Count("decided", "wrong", 0),
        Count("charade", "right", 1),
        Count("finally", "accepted", 2),
        Count("(nothing that could be read)", "wrong", 1),
    )
    assert (found.n, found.attempted) == (5, 4)


def test_of_several_options_each_is_counted(exercise: Exercise) -> None:
    found = item(exercise, "every_kind.choices", ["legal"], ["legal", "proxy war"])
    assert [count.students for count in found.counts] == [2, 0, 1]


def test_the_most_frequent_wrong_numbers(exercise: Exercise) -> None:
    found = item(exercise, "every_kind.number", "3", "2", "2.0", "7", "seven", 3, None)
    assert found.counts == (
        Count("(right)", "right", 2),
        Count("2", "wrong", 2),
        Count("7", "wrong", 1),
        Count("seven", "wrong", 1),
    )


def test_wrong_answers_beyond_the_first_few_are_counted_together(exercise: Exercise) -> None:
    words = [f"word{number}" for number in range(MOST_WRONG + 3)]
    found = item(exercise, "every_kind.text", *words, "Client State")
    assert found.counts[0] == Count("(right)", "right", 1)
    assert len(found.counts) == MOST_WRONG + 2
    assert found.counts[-1] == Count("(3 other answers)", "wrong", 3)


def test_pairs_are_counted_left_side_by_left_side(exercise: Exercise) -> None:
    north, east = "Kiev-controlled", "newly unified"
    right = {north: "east of the Dnieper", east: "formerly Ukrainian regions"}
    found = item(exercise, "every_kind.match", right, {north: "Kharkov"})
    assert found.counts == (
        Count("east of the Dnieper", "right", 1, north),
        Count("Kharkov", "wrong", 1, north),
        Count("formerly Ukrainian regions", "right", 1, east),
        Count("(none of these)", "wrong", 1, east),
    )


def test_orders_are_written_with_the_numbers_of_the_right_one(exercise: Exercise) -> None:
    one, two, three = "A charade is dropped", "Arms are used inside Russia", "World War III"
    found = item(exercise, "every_kind.order", [one, two, three], [two, one, three], [two, one, three])
    assert found.counts == (Count("(right)", "right", 1), Count("2, 1, 3", "wrong", 2))


def test_examples_that_failed_are_counted_where_code_was_run(exercise: Exercise) -> None:
    answer = {"source": SOURCE}
    values = [
        [{"value": "NO"}, {"value": "WAR"}],
        [{"value": "NO"}, {"value": "war"}],
        [{"error": "NameError"}, {"error": "NameError"}],
        "no sandbox",
    ]
    found = item(exercise, "more.code", answer, answer, answer, answer, values=values)
    assert found.counts == (
        Count("shout('no')", "failed", 1),
        Count("shout('war')", "failed", 2, "hidden"),
    )


def marks(exercise: Exercise, question: str, **labelled: str) -> list[dict[str, Any]]:
    """Marks of words in a passage: ``word="label"``, each at its first place."""
    excerpt, _ = exercise.passages[question]
    places = [(excerpt.raw.index(word, excerpt.start), word, label) for word, label in labelled.items()]
    return [{"label": label, "start": at, "end": at + len(word)} for at, word, label in places]


def test_hit_rates_false_alarms_and_f1_of_a_passage(exercise: Exercise) -> None:
    name = "spans.stance"  # three to be found: seemingly, likely, might; one is optional
    found = item(
        exercise,
        name,
        marks(exercise, name, seemingly="hedge", likely="hedge", might="hedge"),  # F1 1
        marks(exercise, name, seemingly="hedge", Russia="hedge", likely="booster"),  # 1 of 3, 2 alarms: 1/3
        {"nothing": True},  # F1 0
        [{"label": "none"}],  # damaged: not counted
        None,
    ).spans
    assert found is not None and found.students == 3 and not found.is_control
    assert [(hit.words, hit.students) for hit in found.found] == [
        ("“seemingly”", 2),
        ("“likely”", 1),
        ("“full-fledged”", 0),
        ("“might”", 1),
    ]
    assert (found.alarms, found.most_alarms, found.alarmed) == (2 / 3, 2, 1 / 3)
    assert found.f1 == pytest.approx((1 + 1 / 3 + 0) / 3)


def test_agreement_of_two_students_by_word(exercise: Exercise) -> None:
    name = "spans.attribution"  # eight words
    found = item(
        exercise,
        name,
        marks(exercise, name, Ann="source", said="cue"),
        marks(exercise, name, Ann="source", said="content"),
    ).spans
    assert found is not None and found.same_label == 7 / 8
    # of 16 labels: 12 outside, 2 source, 1 cue, 1 content; two unlike labels on one word in each direction
    # alpha = 1 - (16 - 1) * 2 / (16**2 - (12**2 + 2**2 + 1 + 1)) = 1 - 30 / 106
    assert found.alpha == pytest.approx(1 - 30 / 106)


def test_the_share_of_like_labels_is_the_mean_over_pairs_of_coders_and_words() -> None:
    assert same_label_share([["a", "b"], ["a", "b"], ["a", "c"], ["a", "d"]]) == (6 + 1) / 12


def test_a_control_passage_has_false_alarms_and_no_f1(exercise: Exercise) -> None:
    name = "spans.control"
    nothing = {"nothing": True}
    found = item(exercise, name, nothing, nothing, nothing, marks(exercise, name, train="hedge")).spans
    assert found is not None and found.is_control and found.f1 is None
    assert (found.alarms, found.alarmed) == (0.25, 0.25)


def test_one_student_agrees_with_nobody(exercise: Exercise) -> None:
    found = item(exercise, "spans.control", {"nothing": True}).spans
    assert found is not None and found.alpha is None and found.same_label is None


def test_how_hard_a_question_is_and_whether_it_tells_students_apart(exercise: Exercise) -> None:
    two, one = "every_kind.choices", "every_kind.choice"  # of two points and of one
    right, wrong = RIGHT[two], ["proxy war"]
    sheets: list[Sheet] = [{two: right, one: RIGHT[one]}, {two: right}, {two: wrong, one: "decided"}, {}]
    found = {item.question: item for item in item_statistics(exercise, class_of(exercise, *sheets))}
    assert (found[two].kind, found[two].n, found[two].attempted) == ("choices", 4, 3)
    assert (found[two].mean_share, found[two].difficulty) == (pytest.approx(2 / 3), 0.5)
    assert (found[one].mean_share, found[one].difficulty) == (0.5, 0.25)
    # scores 2, 2, 0, 0 with 1, 0, 0, 0 elsewhere: sum of products 1, of squares 4 and 3/4
    assert found[two].discrimination == pytest.approx(1 / 3**0.5)
    assert found["every_kind.order"].discrimination is None  # everybody has the same score


@pytest.mark.parametrize(("students", "enough"), [(2, False), (3, True)])
def test_three_students_are_the_fewest_for_a_correlation(
    exercise: Exercise, students: int, enough: bool
) -> None:
    two, one = "every_kind.choices", "every_kind.choice"
    sheets: list[Sheet] = [{two: RIGHT[two], one: RIGHT[one]}, {}, {}][:students]
    found = item_statistics(exercise, class_of(exercise, *sheets))
    assert (next(item for item in found if item.question == two).discrimination == pytest.approx(1)) is enough


def test_no_student_at_all(exercise: Exercise) -> None:
    for found in item_statistics(exercise, []):
        assert found.n == found.attempted == 0 and found.difficulty is None


def test_items_csv_carries_the_figures(grade: Grade, exercise: Exercise, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sheet = {"every_kind.choice": "=cmd()", "spans.control": {"nothing": True}, "every_kind.text": "=cmd()"}
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.ipynb").write_bytes(packed(sheet))
    for _ in range(2):  # the second time from what the first one kept
        grade(tmp_path / "in")
        with (tmp_path / "graded" / "items.csv").open(encoding="utf-8") as file:
            items = {row["question"]: row for row in csv.DictReader(file)}
        assert items["spans.control"]["alarmed"] == "0" and items["spans.control"]["alpha"] == "1"
        assert items["every_kind.choice"]["answers"] == (
            "decided: 0; charade [right]: 0; finally [accepted]: 0; (nothing that could be read): 2"
        )
        assert items["every_kind.text"]["answers"] == "(right): 0; =cmd(): 2"
        assert items["spans.stance"]["answers"].startswith("“seemingly” (hedge): 0; ")
    state = [json.loads(line) for line in (tmp_path / "graded" / "grading-state.jsonl").open()]
    assert {"picked", "covered", "found", "alarms"} == set(state[0]["result"]["answers"][0]["given"])


def test_the_row_of_a_question_has_a_column_for_each_figure() -> None:
    plain = Item("a.q1", "choice", 5, 4, 0.5, 0.4, 0.3, (Count("yes", "right", 2),))
    assert plain.cells() == {
        "question": "a.q1",
        "kind": "choice",
        "n": 5,
        "attempted": 4,
        "mean_share": 0.5,
        "difficulty": 0.4,
        "discrimination": 0.3,
        "f1": None,
        "false_alarms": None,
        "alarmed": None,
        "same_label": None,
        "alpha": None,
        "answers": "yes [right]: 2",
    }
