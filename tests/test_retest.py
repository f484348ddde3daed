"""The delayed re-test: two forms that measure the same thing, on passages that say they are constructed."""

import json
import re
from itertools import zip_longest
from pathlib import Path

import pytest

from kit import questions as q
from kit.banks import Bank, load_bank
from kit.lint import check_bank
from kit.marking import mark
from kit.passages import find_key, find_passage
from kit.texts import Text, read

FOLDER = Path(__file__).parents[1] / "exercises" / "05-two-weeks-later"
A, B = (load_bank(FOLDER / f"form-{form}" / "questions.toml") for form in "ab")
WIRE = read("wire")
CONTROLS = {"q2", "q3", "q6", "q8"}  # plain and sourced; the other passages are full of devices
EMPTY = {"q2", "q6"}  # controls in which there is nothing to mark

both = pytest.mark.parametrize("bank", [A, B], ids=["a", "b"])
pairs = pytest.mark.parametrize(("one", "other"), list(zip_longest(A.questions, B.questions)))


def number(question: q.Question) -> str:
    return question.id.split(".")[1]


def passages(bank: Bank) -> dict[str, Text]:
    """The passage of each question that brings one of its own."""
    found = {}
    for question in bank.questions:
        if isinstance(question, q.Spans):
            found[number(question)] = question.passage.constructed
        elif quoted := re.search(r"A passage .*?: “(.+)” Which", question.prompt):
            found[number(question)] = quoted[1]
    return {name: Text(name, raw) for name, raw in found.items()}


@both
def test_a_form_is_a_test_of_20_points_with_nothing_wrong_in_it(bank: Bank) -> None:
    assert bank.mode == "test"
    assert check_bank(bank, WIRE) == []
    assert sum(question.points for question in bank.questions) == 20
    assert all(question.confidence for question in bank.questions)


@both
def test_half_of_the_eight_passages_are_controls(bank: Bank) -> None:
    found = passages(bank)
    assert len(found) == 8
    assert len(CONTROLS & found.keys()) == 4
    empty = {number(item) for item in bank.questions if isinstance(item, q.Spans) and not item.key}
    assert empty == EMPTY
    assert {number(item) for item in bank.questions if item.control} == CONTROLS


@both
def test_every_passage_is_short_and_called_constructed(bank: Bank) -> None:
    assert all(60 <= len(text.words) <= 110 for text in passages(bank).values())
    for question in bank.questions:
        assert "constructed" in question.prompt, question.id
        if isinstance(question, q.Spans):
            assert find_passage(question, WIRE).notice, question.id


@both
def test_the_last_question_quotes_the_passage_of_the_fourth(bank: Bank) -> None:
    quoted = re.search(r"“(.+)”", bank.questions[-1].prompt)
    assert quoted and quoted[1] in passages(bank)["q4"].raw


@both
def test_the_key_itself_earns_every_point_and_a_mark_in_an_empty_passage_costs(bank: Bank) -> None:
    for question in bank.questions:
        if not isinstance(question, q.Spans):
            continue
        wanted = find_key(question, find_passage(question, WIRE))
        marks = [
            {"label": item.label, "start": item.readings[0].spans[0][0], "end": item.readings[0].spans[0][1]}
            for item in wanted
        ]
        assert mark(question, marks or {"nothing": True}, WIRE).score == question.points, question.id
        if not wanted:
            alarm = [{"label": question.labels[0], "start": 0, "end": 3}]
            assert mark(question, alarm, WIRE).score < question.points, question.id


@pairs
def test_the_forms_are_parallel(one: q.Question, other: q.Question) -> None:
    assert (number(one), one.kind, one.points) == (number(other), other.kind, other.points)
    if isinstance(one, q.Spans) and isinstance(other, q.Spans):
        assert one.labels == other.labels
        keys = [
            [(span.label, span.attribution, span.optional) for span in item.key or ()]
            for item in (one, other)
        ]
        assert keys[0] == keys[1]
    if isinstance(one, q.Choice) and isinstance(other, q.Choice):
        credits = [[(option.correct, option.accepted) for option in item.options] for item in (one, other)]
        assert credits[0] == credits[1]


def test_no_passage_stands_in_both_and_lengths_are_within_15_per_cent() -> None:
    first, second = passages(A), passages(B)
    assert first.keys() == second.keys()
    assert not {text.raw for text in first.values()} & {text.raw for text in second.values()}
    for name, text in first.items():
        sizes = sorted((len(text.words), len(second[name].words)))
        assert sizes[1] <= 1.15 * sizes[0], name
        assert len(text.sentences) == len(second[name].sentences), name


def test_the_notebooks_of_both_forms_say_the_same() -> None:
    first, second = (
        [(cell["cell_type"], cell["id"], "".join(cell["source"])) for cell in notebook["cells"]]
        for form in "ab"
        for notebook in [json.loads((FOLDER / f"form-{form}" / "exercise.ipynb").read_text("utf-8"))]
    )
    as_form_b = [
        (kind, name, source.replace("form A", "form B").replace("two-weeks-a.", "two-weeks-b."))
        for kind, name, source in first
    ]
    assert first != second
    assert as_form_b == second
