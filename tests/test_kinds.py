"""Wherever kinds of question are told apart every kind is known. For a new kind this says what is missing."""

import re
import tomllib
from typing import get_args

import pytest

from kit import marking
from kit.banks import Bank, load_bank
from kit.grading import report_notes
from kit.grading.answer_counts import answer_counts
from kit.grading.given import NOTHING_KEPT, picked_in
from kit.keyless import keyless
from kit.questions import Question
from tests.grading.handed_in import RIGHT
from tests.run_notebooks import REPOSITORY
from tests.test_card import ANSWERS

KINDS = [get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(Question)]
GALLERY = load_bank(REPOSITORY / "docs" / "gallery.toml")
OWN_FORM = {"spans", "code"}  # marked in a passage (annotate.js), written in a cell
OWN_SECTION = {"spans", "essay"}  # reported word by word, and read by a person

each = pytest.mark.parametrize("kind", KINDS)
each_typed = pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OWN_FORM])
each_counted = pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OWN_SECTION])


def shown(kind: str) -> Question:
    """The question of a kind in the gallery."""
    return GALLERY[f"gallery.{kind}"]


def test_every_marking_rule_belongs_to_a_kind_and_every_kind_has_one() -> None:
    assert sorted(marking._BY_KIND) == sorted(KINDS)


def test_every_kind_has_its_controls() -> None:
    script = (REPOSITORY / "kit" / "quiz.js").read_text("utf-8")
    [listed] = re.findall(r"^const KINDS = \{ (.+) \};$", script, re.MULTILINE)
    assert sorted(listed.split(", ")) == sorted(set(KINDS) - OWN_FORM)


@each
def test_a_kind_is_handed_out_without_its_key(kind: str) -> None:
    bank = Bank(question=[shown(kind).model_dump(exclude_defaults=True)])
    [question] = Bank(**tomllib.loads(keyless(bank))).questions
    assert question.kind == kind


@each_typed
def test_a_kind_is_asked_and_answered_in_the_tests_of_forms_and_cards(kind: str, every_kind: Bank) -> None:
    assert every_kind[f"every_kind.{kind}"].kind == kind
    assert kind in ANSWERS


@each_counted
def test_a_kind_is_counted_in_the_report_and_its_counts_are_explained(kind: str) -> None:
    assert answer_counts(shown(kind), [])
    assert kind in report_notes.ANSWERS


@each_counted
def test_what_was_answered_is_kept_for_the_report(kind: str, every_kind: Bank) -> None:
    if kind == "code":  # kept are the numbers of examples that failed
        failed = {"source": "def f(): pass", "values": [{"value": None}] * len(shown(kind).examples)}
        assert picked_in(shown(kind), failed) != NOTHING_KEPT
    else:
        assert picked_in(every_kind[f"every_kind.{kind}"], RIGHT[f"every_kind.{kind}"]) != NOTHING_KEPT
