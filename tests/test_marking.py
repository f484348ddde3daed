"""What an answer earns. Every kind knows three states: unattempted, wrong, right."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kit import questions as q
from kit.banks import Bank
from kit.errors import KitError
from kit.marking import LONGEST_ESSAY, Mark, ResponseError, count_words, fold, mark
from kit.numbers import parse_number
from kit.texts import Text

TEXT = Text("example", "War and war. Peace.")
ORDER = ["A charade is dropped", "Arms are used inside Russia", "World War III"]
PAIRS = {"Kiev-controlled": "east of the Dnieper", "newly unified": "formerly Ukrainian regions"}
KINDS = ("choice", "choices", "number", "text", "match", "order", "essay")


def make(kind: str, **fields: Any) -> q.Question:
    made: q.Question = TypeAdapter(q.Question).validate_python(
        {"id": "a.q1", "kind": kind, "prompt": "P", **fields}
    )
    return made


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("response", [None, "", "  \n", [], {}])
def test_no_answer_is_unattempted(every_kind: Bank, article: Text, kind: str, response: Any) -> None:
    question = every_kind[f"every_kind.{kind}"]
    assert mark(question, response, article) == Mark("unattempted", 0, question.points)


@pytest.mark.parametrize(
    ("kind", "response", "state", "score", "said"),
    [
        (
            "choice",
            "charade",
            "right",
            1,
            ["“drop the charade”: a charade is a pretence.", "The line ends on it."],
        ),
        (
            "choice",
            "finally",
            "right",
            1,
            ["It implies that something went on too long.", "The line ends on it."],
        ),
        ("choice", "decided", "wrong", 0, ["To decide is an action.", "The line ends on it."]),
        (
            "choices",
            ["mission creep", "legal"],
            "right",
            2,
            ["legal: pseudo-“legal”", "mission creep: “mission creep”"],
        ),
        ("choices", ["legal"], "partly", 1, ["legal: pseudo-“legal”", "One more would be right."]),
        ("choices", ["legal", "legal"], "partly", 1, ["legal: pseudo-“legal”", "One more would be right."]),
        ("choices", ["proxy war"], "wrong", 0, ["proxy war: No marks round it.", "2 more would be right."]),
        (
            "choices",
            ["legal", "mission creep", "proxy war"],
            "partly",
            1,
            ["legal: pseudo-“legal”", "mission creep: “mission creep”", "proxy war: No marks round it."],
        ),
        ("number", 3, "right", 1, ["Three times."]),
        ("number", " 3 ", "right", 1, ["Three times."]),
        ("number", "2", "wrong", 0, ["One stands in the first line."]),
        ("number", 7, "wrong", 0, ["Count again."]),
        ("text", "“Client  State.”", "right", 1, ["“its client state”"]),
        ("text", "state", "wrong", 0, ["Look at the second paragraph."]),
        ("match", PAIRS, "right", 1, ["Kiev-controlled: paragraph 8", "newly unified: paragraph 7"]),
        (
            "match",
            {"Kiev-controlled": "east of the Dnieper"},
            "partly",
            0.5,
            ["1 of 2 pairs fit.", "Kiev-controlled: paragraph 8"],
        ),
        ("match", {"Kiev-controlled": "Kharkov"}, "wrong", 0, ["0 of 2 pairs fit."]),
        ("match", {"other": "Kharkov"}, "wrong", 0, ["0 of 2 pairs fit."]),
        ("order", ORDER, "right", 1, ["This is the order of the text."]),
        (
            "order",
            [ORDER[1], ORDER[2], ORDER[0]],
            "partly",
            0.5,
            ["1 of 2 neighbours are in order.", "Read the first and the last paragraph again."],
        ),
        (
            "order",
            ORDER[::-1],
            "wrong",
            0,
            ["0 of 2 neighbours are in order.", "Read the first and the last paragraph again."],
        ),
        ("essay", "one two three", "recorded", 0, ["3 words. A person marks this with the rubric."]),
        (
            "essay",
            "one two",
            "recorded",
            0,
            ["2 words. A person marks this with the rubric.", "The task asks for at least 3 words."],
        ),
        (
            "essay",
            "one " * 51,
            "recorded",
            0,
            ["51 words. A person marks this with the rubric.", "The task asks for at most 50 words."],
        ),
    ],
)
def test_what_an_answer_earns_and_what_is_said(
    every_kind: Bank, article: Text, kind: str, response: Any, state: str, score: float, said: list[str]
) -> None:
    question = every_kind[f"every_kind.{kind}"]
    given = mark(question, response, article)
    assert (given.state, given.score, given.max_score) == (state, score, question.points)
    assert list(given.feedback) == said


@pytest.mark.parametrize(
    ("kind", "response", "what_to_do"),
    [
        ("choice", "none of them", "none of the options of this question. Choose one"),
        ("choice", ["charade"], "none of the options"),
        ("choices", "legal", "Choose at least one"),
        ("choices", ["legal", "other"], "none of the options"),
        ("choices", [["legal"]], "none of the options"),
        ("number", "three", "Write a number, such as 12 or 3.5, without words"),
        ("number", True, "Write a number, such as 12 or 3.5"),
        ("number", [3], "Write a number"),
        ("number", math.nan, "that can be counted to"),
        ("number", -math.inf, "that can be counted to"),
        ("number", "inf", "Write a number"),
        ("number", "9" * 1000, "Write a number"),
        ("number", 10**400, "that can be counted to"),
        ("text", 3, "Write your answer as text"),
        ("match", ["a"], "Choose a partner for each line"),
        ("match", {"newly unified": {"a": 1}}, "Choose a partner for each line"),
        ("order", ORDER[:2], "Put every item in its place once"),
        ("order", [*ORDER, ORDER[0]], "Put every item in its place once"),
        ("order", "A charade is dropped", "Choose at least one"),
        ("essay", ["one"], "Write your answer as text"),
        ("essay", "x" * 100_000, "This is 100,000 characters; .* 20,000. Nothing was lost: shorten it"),
    ],
)
def test_what_cannot_be_an_answer_says_what_to_do(
    every_kind: Bank, article: Text, kind: str, response: Any, what_to_do: str
) -> None:
    with pytest.raises(ResponseError, match=what_to_do):
        mark(every_kind[f"every_kind.{kind}"], response, article)


def test_a_huge_number_is_only_wrong(every_kind: Bank, article: Text) -> None:
    assert mark(every_kind["every_kind.number"], 1e308, article).state == "wrong"


def test_the_longest_essay_is_recorded(every_kind: Bank, article: Text) -> None:
    assert mark(every_kind["every_kind.essay"], "x" * LONGEST_ESSAY, article).state == "recorded"


@pytest.mark.parametrize(
    ("response", "state"),
    [("3.4", "wrong"), ("3.5", "right"), ("4", "right"), ("4,5", "right"), (4.6, "wrong")],
)
def test_a_number_is_right_within_its_tolerance(response: Any, state: str) -> None:
    assert mark(make("number", answer=4, tolerance=0.5), response, TEXT).state == state


def test_a_foreseen_wrong_number_may_be_computed_from_the_text() -> None:
    wrong = [{"value": {"count": name}, "feedback": name} for name in ("absent", "peace")]
    question = make("number", answer={"count": "war"}, wrong=wrong, otherwise="again")
    assert mark(question, 2, TEXT).state == "right"
    assert mark(question, 1, TEXT).feedback == ("peace",)
    assert mark(question, 5, TEXT).feedback == ("again",)


def test_a_key_that_cannot_be_computed_marks_nobody_wrong() -> None:
    with pytest.raises(KitError, match="'absent' does not occur in example"):
        mark(make("number", answer={"count": "absent"}), 1, TEXT)


def test_a_foreseen_wrong_text_has_its_own_message() -> None:
    question = make("text", accepted=["it’s"], wrong=[{"value": "Its", "feedback": "f"}], otherwise="o")
    responses = ("IT'S", " its ", "it")
    assert [mark(question, response, TEXT).feedback for response in responses] == [(), ("f",), ("o",)]


def test_an_accepted_option_of_several_neither_helps_nor_harms() -> None:
    options = [{"text": "a", "correct": True}, {"text": "b", "accepted": True}, {"text": "c"}]
    question = make("choices", options=options, points=3)
    scores = [mark(question, picked, TEXT).score for picked in (["a"], ["a", "b"], ["b"], ["a", "c"])]
    assert scores == [3, 3, 0, 0]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("0,500", 0.5),
        (".5", 0.5),
        ("5.", 5),
        ("1,000", 1000),
        ("+1,000", 1000),
        ("1,000,000.5", 1_000_000.5),
        ("12 000", 12_000),
        ("12\u00a0000", 12_000),
        ("\u22123", -3),
        ("-3", -3),
        (7, 7),
        (7.5, 7.5),
    ],
)
def test_the_number_somebody_typed(typed: Any, number: float) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "3 times", "1e5", "0x10", "1_000", "--1", "1,2,3", "1.000,5", "²", None]
)
def test_what_is_no_number(typed: Any) -> None:
    with pytest.raises(ResponseError, match="Write a number"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Client State", "client  state", True),
        ("“client state”", "client state.", True),
        ("it’s", "It's", True),
        ("STRASSE", "straße", True),
        ("client-state", "client state", False),
        ("its", "it's", False),
        ("!", "?", False),
        ("!", " ! ", True),
    ],
)
def test_short_answers_are_compared_folded(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


def test_words_are_counted_as_a_word_processor_does() -> None:
    assert count_words("One two-three – four\n\nfive") == 5


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
TYPED = st.sampled_from([*ORDER, *PAIRS, *PAIRS.values(), "charade", "legal", "3", "3,5", "1,000"])
JSON = st.recursive(
    SCALARS | TYPED,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | TYPED, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", KINDS)
@given(response=JSON)
@settings(max_examples=150, deadline=None)
def test_any_response_is_marked_or_refused(every_kind: Bank, article: Text, kind: str, response: Any) -> None:
    question = every_kind[f"every_kind.{kind}"]
    try:
        given = mark(question, response, article)
    except ResponseError as error:
        assert str(error)  # noqa: PT017  a refusal is one of two right outcomes
        return
    assert 0 <= given.score <= given.max_score == question.points
    assert (given.state == "right") == (given.score == given.max_score)
    assert all(given.feedback)
