"""Discernment and calibration: what marking all, nothing or the right things earns, and what counts."""

from pathlib import Path

import pytest

from kit.answers import Record
from kit.banks import Bank, BankError, load_bank
from kit.discernment import (
    DiscernmentReport,
    Judgement,
    Trial,
    calibration,
    discernment,
    first_answers,
    my_discernment,
    report,
    trials_in,
)
from kit.errors import KitError
from kit.store import Store
from kit.texts import Text, read

BANK = """
[[question]]
id = "s.spans"
kind = "spans"
prompt = "Mark."
confidence = true
passage = { constructed = "It may rain." }
labels = ["hedge", "booster"]
key = [{ label = "hedge", quote = "may" }]

[[question]]
id = "s.control"
kind = "spans"
prompt = "Mark."
passage = { constructed = "It rains." }
labels = ["hedge"]
key = []

[[question]]
id = "s.doubtful"
kind = "spans"
prompt = "Mark."
passage = { constructed = "It just rains." }
labels = ["hedge"]
key = [{ label = "hedge", quote = "just", optional = true }]

[[question]]
id = "s.tick"
kind = "choices"
prompt = "Tick."
options = [{ text = "a", correct = true }, { text = "b" }]

[[question]]
id = "s.sure"
kind = "choice"
prompt = "?"
points = 2
confidence = true
options = [{ text = "yes", correct = true }, { text = "no" }]
"""
OF_THE_ARTICLE = """
text = "article"

[[question]]
id = "t.spans"
kind = "spans"
prompt = "Mark."
passage = { first = "Secretary of State", last = "drop the charade." }
labels = ["loaded"]
key = [{ label = "loaded", quote = "charade" }]

[[question]]
id = "t.none"
kind = "spans"
prompt = "Mark."
passage = { constructed = "It rains." }
labels = ["loaded"]
key = []
"""
TEXT = Text("none", "Words.")
HEDGE = [{"label": "hedge", "start": 3, "end": 6}]
WRONG = [{"label": "booster", "start": 0, "end": 2}]
NOTHING = {"nothing": True}


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    path = tmp_path / "s.toml"
    path.write_text(BANK)
    return load_bank(path)


def record(question: str, response: object, attempt: int = 1, sure: int | None = None) -> Record:
    return Record(question, "any", response, attempt, f"2026-01-01T00:00:0{attempt}.000Z", "0" * 12, sure)


@pytest.mark.parametrize(
    ("seen", "score"), [((1, 1, 0, 0), 1), ((1, 1, 1, 1), 0), ((0, 0, 0, 0), 0), ((0, 0, 1, 1), -1)]
)
def test_marking_all_or_nothing_earns_nothing(seen: tuple[int, ...], score: float) -> None:
    kinds = (True, True, False, False)
    assert discernment(Trial(has, bool(was)) for has, was in zip(kinds, seen, strict=True)) == score


@pytest.mark.parametrize("trials", [[], [Trial(True, True)], [Trial(False, False)]])
def test_no_score_without_both_kinds_of_passage(trials: list[Trial]) -> None:
    assert discernment(trials) is None


def test_calibration_says_too_sure_and_too_timid() -> None:
    assert calibration([]) is None
    assert calibration([Judgement(0.9, 0.4)]) == pytest.approx(0.5)
    assert calibration([Judgement(0.5, 1.0)]) == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("question", "response", "expected"),
    [
        ("s.spans", HEDGE, [Trial(True, True)]),
        ("s.spans", WRONG, [Trial(True, False)]),  # a mark in the wrong place recognises nothing
        ("s.spans", NOTHING, [Trial(True, False)]),
        ("s.control", NOTHING, [Trial(False, False)]),
        ("s.control", HEDGE, [Trial(False, True)]),
        ("s.doubtful", [{"label": "hedge", "start": 3, "end": 7}], [Trial(False, False)]),  # readers differ
        ("s.tick", ["a", "b"], [Trial(True, True), Trial(False, True)]),
        ("s.sure", "yes", []),
    ],
)
def test_what_an_answer_judges(bank: Bank, question: str, response: object, expected: list[Trial]) -> None:
    assert trials_in(bank[question], response, TEXT) == expected


def test_the_first_answer_counts() -> None:
    first, second = record("s.sure", "no"), record("s.sure", "yes", attempt=2)
    assert first_answers([second, first, second]) == {"s.sure": first}
    assert first_answers([second]) == {"s.sure": second}  # all that an exported notebook has


def test_without_answers_the_report_says_so(bank: Bank) -> None:
    lines = report(bank, [], "s.spans", "s.control").lines
    assert lines[0].startswith("Discernment: no score yet")
    assert lines[1].startswith("Calibration: none yet")
    assert lines[2].startswith("Not answered yet: spans, control, sure.")


def test_the_report_names_both_rates_and_the_gap(bank: Bank) -> None:
    given = [
        record("s.spans", HEDGE, sure=80),
        record("s.control", NOTHING),
        record("s.tick", ["a", "b"], sure=10),  # a confidence that was not asked for
        record("s.sure", "no", sure=100),
    ]
    shown = report(bank, given, "s.spans", "s.control", "s.tick")
    plain = "\n".join(shown.lines)
    assert "saw one: 2 of 2." in plain and "saw one: 1 of 2." in plain
    assert "1.00 - 0.50 = 0.50" in plain
    assert (
        "counted: 2. You were 90 % sure and earned 50 % of the points; the gap is +40 points: too sure."
        in plain
    )
    assert "Not answered" not in plain


def test_the_report_is_shown_as_a_list_and_as_plain_lines() -> None:
    shown = DiscernmentReport(("Seen: 1 of 2.", "Sure < right."))._repr_mimebundle_()
    assert shown == {
        "text/html": "<ul><li>Seen: 1 of 2.</li><li>Sure &lt; right.</li></ul>",
        "text/plain": "Seen: 1 of 2.\nSure < right.",
    }


@pytest.mark.parametrize(
    ("answer", "sure", "said"),
    [
        (
            "yes",
            100,
            "100 % sure and earned 100 % of the points; the gap is +0 points: about as right as sure.",
        ),
        (
            "yes",
            95,
            "95 % sure and earned 100 % of the points; the gap is -5 points: about as right as sure.",
        ),
        ("yes", 94, "94 % sure and earned 100 % of the points; the gap is -6 points: not sure enough."),
        ("no", 5, "5 % sure and earned 0 % of the points; the gap is +5 points: about as right as sure."),
        ("no", 6, "6 % sure and earned 0 % of the points; the gap is +6 points: too sure."),
    ],
)
def test_how_sure_is_held_against_how_right(bank: Bank, answer: str, sure: int, said: str) -> None:
    lines = report(bank, [record("s.sure", answer, sure=sure)]).lines
    assert f"Calibration, answers counted: 1. You were {said}" in lines


def test_a_passage_of_the_text_is_judged_in_it(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(OF_THE_ARTICLE)
    article = read("article")
    start = article.raw.index("charade")
    marks = [{"label": "loaded", "start": start, "end": start + len("charade")}]
    bank = load_bank(path)
    assert trials_in(bank["t.spans"], marks, article) == [Trial(True, True)]
    given = [record("t.spans", marks), record("t.none", NOTHING)]
    assert "in which you saw one: 1 of 1." in report(bank, given, "t.spans", "t.none").lines[0]


@pytest.mark.parametrize("response", [None, 7, "x", ["z"], [{"label": "hedge"}], {"a": 1}])
def test_a_damaged_answer_counts_as_none(bank: Bank, response: object) -> None:
    given = [record("s.spans", response, sure=90), record("s.tick", response)]
    lines = report(bank, given, "s.spans", "s.tick").lines
    assert lines[0].startswith("Discernment: no score yet")
    assert "spans, tick" in lines[-1]


def test_a_question_that_is_not_there_is_named(bank: Bank) -> None:
    with pytest.raises(BankError, match=r"no question 's\.spam'"):
        report(bank, [], "s.spam")
    with pytest.raises(KitError, match=r'^Name the questions that hold the passages, such as "04'):
        my_discernment()


def test_my_discernment_reads_the_journal(
    bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Store.here().save(record("s.spans", HEDGE, sure=60))
    Store.here().save(record("s.control", NOTHING))
    assert any("= 1.00" in line for line in my_discernment("s.spans", "s.control").lines)
    assert my_discernment("s.spans").lines[0].startswith("Discernment: no score yet")
