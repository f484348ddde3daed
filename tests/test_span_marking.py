"""Marks in a passage: what they earn, what is said about them, and that nothing anyone sends can crash it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.card import responded
from kit.errors import ResponseError
from kit.marking import Mark, mark
from kit.questions import Spans
from kit.span_marking import NOTHING, Comparison, compare
from kit.span_report import details
from kit.texts import Text, read

RAW = "It may rain. Clearly it will, said Ann, and perhaps it seems likely. Bob thinks so too."
TEXT = Text("rain", RAW)


def key(label: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "quote": quote, **more}


KEY = [
    key("hedge", "may", feedback="A modal."),
    key("booster", "Clearly"),
    key("hedge", "perhaps"),
    key("hedge", "seems likely"),
]


def ask(*items: dict[str, Any], **fields: Any) -> Spans:
    passage = {"first": "It may", "last": "so too."}
    fields = {"labels": ["hedge", "booster"], "passage": passage, "key": list(items)} | fields
    return Spans(id="t.q", kind="spans", prompt="Mark.", points=2, **fields)


def put(label: str, words: str, link: int | None = None) -> dict[str, Any]:
    start = RAW.index(words)
    made = {"label": label, "start": start, "end": start + len(words)}
    return made if link is None else {**made, "link": link}


ALL = [put("hedge", "may"), put("booster", "Clearly"), put("hedge", "perhaps"), put("hedge", "seems likely")]


def marked(question: Spans, *marks: dict[str, Any]) -> Mark:
    return mark(question, list(marks) or NOTHING, TEXT)


def compared(question: Spans, *marks: dict[str, Any]) -> Comparison:
    return compare(question, list(marks), TEXT)


# unattempted, wrong, right


@pytest.mark.parametrize("response", [None, [], "", {}])
def test_no_marks_and_no_word_that_there_is_nothing_is_unattempted(response: Any) -> None:
    assert mark(ask(*KEY), response, TEXT).state == "unattempted"


def test_all_found_is_right() -> None:
    given = marked(ask(*KEY, explanation="So it is."), *ALL)
    assert (given.state, given.score, given.feedback[-1]) == ("right", 2, "So it is.")
    assert given.feedback[0] == "You found 4 of 4; all your 4 marks are in the reference."
    assert any(line.startswith("Kappa 1.00") for line in given.feedback)


def test_nothing_marked_where_there_is_something_is_wrong() -> None:
    given = marked(ask(*KEY))
    assert (given.state, given.score) == ("wrong", 0)
    assert given.feedback[0] == "There are 4 things to find in this passage; you marked nothing."
    assert "Missed: “may” (hedge). A modal." in given.feedback


def test_what_is_partly_found_earns_the_f1() -> None:
    given = marked(ask(*KEY), ALL[0], ALL[1], put("hedge", "will"))
    assert (given.state, given.score) == ("partly", pytest.approx(2 * 4 / 7))
    assert given.feedback[0] == "You found 2 of 4; 1 of your 3 marks is not in the reference."
    assert "Precision 67 %" in given.feedback[1]
    assert "recall 50 %" in given.feedback[1]
    assert "Not in the reference: “will” (hedge)." in given.feedback
    assert "Found: “may” (hedge). A modal." in given.feedback


def test_a_wrong_label_is_no_hit_and_is_told() -> None:
    given = marked(ask(*KEY), put("booster", "may"))
    assert given.score == 0
    line = "Not in the reference: “may” (booster). The reference has another label here: hedge."
    assert line in given.feedback


def test_the_same_words_twice_are_found_once() -> None:
    assert marked(ask(KEY[0]), ALL[0], ALL[0]).score == pytest.approx(2 * 2 / 3)


def test_agreement_of_trained_readers_is_told() -> None:
    assert (
        "Readers agree on 8 of 10." in marked(ask(*KEY, agreement="Readers agree on 8 of 10."), *ALL).feedback
    )


# near and exact


def test_a_wider_mark_is_near_enough_and_not_exact() -> None:
    result = compared(ask(KEY[3]), put("hedge", "it seems likely"))
    assert (result.credit, result.overlap.f1, result.exact.f1) == (1, 1, 0)
    assert not result.hits[0].exact
    said = details(result)["found"][0]["said"]
    assert said == "The reference marks “seems likely”."


def test_a_mark_far_too_wide_is_a_false_alarm_that_says_what_is_there() -> None:
    result = compared(ask(KEY[0]), put("hedge", "It may rain. Clearly it"))
    assert (len(result.hits), len(result.misses), len(result.false_alarms)) == (0, 1, 1)
    assert "The reference has “may” here" in details(result)["alarms"][0]["said"]


def test_the_nearest_mark_is_taken_and_punctuation_does_not_count() -> None:
    result = compared(ask(KEY[3]), put("hedge", "it seems likely"), put("hedge", "seems likely."))
    assert result.hits[0].at == (1,)
    assert result.hits[0].exact
    assert [alarm.at for alarm in result.false_alarms] == [0]


def test_one_mark_stands_for_one_thing_only() -> None:
    result = compared(ask(key("hedge", "may rain"), key("hedge", "rain")), put("hedge", "may rain"))
    assert (len(result.hits), len(result.misses)) == (1, 1)


def test_of_two_things_as_near_the_required_one_is_found() -> None:
    for items in ([key("hedge", "may", optional=True), key("hedge", "rain")], [key("hedge", "may"), KEY[0]]):
        result = compared(ask(*items), put("hedge", "may rain"))
        assert (result.hits[0].wanted.optional, result.misses) == (False, ())


def test_a_mark_that_begins_where_a_word_ends_does_not_touch_it() -> None:
    assert compared(ask(key("hedge", "rain")), put("hedge", " rain")).exact.f1 == 1


def test_a_mark_without_a_word_in_it_is_a_false_alarm() -> None:
    assert len(compared(ask(KEY[0]), put("hedge", ". ")).false_alarms) == 1


def test_labels_may_overlap() -> None:
    both = ask(KEY[0], key("booster", "may rain"))
    assert marked(both, ALL[0], put("booster", "may rain")).state == "right"


# control passages and optional items


@pytest.mark.parametrize(("marks", "score"), [(0, 2), (1, 4 / 3), (2, 2 / 3), (3, 0), (4, 0)])
def test_each_false_alarm_in_a_control_passage_costs_a_third(marks: int, score: float) -> None:
    given = marked(ask(), *ALL[:marks])
    assert given.score == score
    assert given.feedback[0].startswith("There is nothing to find in this passage,")


def test_an_optional_item_is_a_hit_if_marked_and_no_miss_if_not() -> None:
    question = ask(KEY[0], key("hedge", "perhaps", optional=True))
    assert marked(question, ALL[0]).state == "right"
    with_it = compared(question, ALL[0], ALL[2])
    assert (len(with_it.hits), with_it.credit, with_it.wanted) == (2, 1, 2)
    assert compared(question, ALL[2]).credit == pytest.approx(2 / 3)


def test_with_only_optional_items_nothing_need_be_marked() -> None:
    question = ask(key("hedge", "perhaps", optional=True))
    assert marked(question).state == "right"
    assert marked(question, ALL[2]).state == "right"
    assert marked(question, ALL[0]).score == pytest.approx(4 / 3)


# a seed's reference: accepted readings, interrupted spans, links


@pytest.fixture
def seed(tmp_path: Path) -> Text:
    def at(*words: str) -> list[list[int]]:
        return [[RAW.index(part), RAW.index(part) + len(part)] for part in words]

    def attribution(source: str, cue: str, *content: str, **more: Any) -> dict[str, Any]:
        parts = {"source": at(source), "cue": at(cue), "content": at(*content)}
        return {"kind": "attribution", **parts, "form": "indirect", "reason": f"{source} {cue}", **more}

    (start, end), (wide, wide_end) = at("likely", "seems likely")
    hedge = {"kind": "hedge", "start": start, "end": end, "text": "likely", "reason": "why"}
    hedge["accepted"] = [{"start": wide, "end": wide_end, "note": "with its verb"}]
    accepted = [{"role": "source", "spans": at("said Ann"), "note": "with the verb"}]
    lines = [
        hedge,
        attribution("Ann", "said", "Clearly it will", "perhaps it seems likely", accepted=accepted),
        attribution("Bob", "thinks", "so too"),
    ]
    (tmp_path / "rain.txt").write_text(RAW, "utf-8")
    (tmp_path / "rain.reference.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return read(tmp_path / "rain.txt")


def test_an_accepted_reading_is_as_good_as_the_keys_own(seed: Text) -> None:
    question = ask(key=None, reference="seed", labels=["hedge"])
    result = compare(question, [put("hedge", "seems likely")], seed)
    assert (result.exact.f1, result.kappa) == (1, 1)
    assert details(result)["found"][0]["said"] == "Accepted: with its verb. why"


PARTS = ["source", "cue", "content"]


def test_parts_joined_to_the_cue_of_their_own_attribution_are_counted(seed: Text) -> None:
    question = ask(key=None, reference="seed", labels=PARTS)
    cues = [put("cue", "said"), put("cue", "thinks")]
    right = [*cues, put("source", "Ann", 0), put("source", "Bob", 1), put("content", "so too", 1)]
    result = compare(question, right, seed)
    assert result.linked == (3, 3)
    crossed = [*cues, put("source", "Ann", 1), put("source", "Bob"), put("content", "so too", 3)]
    assert compare(question, crossed, seed).linked == (0, 3)
    assert "Joined to the right cue: 0 of 3." in mark(question, crossed, seed).feedback
    assert compare(question, [put("source", "Ann")], seed).linked is None


def test_a_key_may_say_which_parts_belong_together() -> None:
    items = [("source", "Ann", 1), ("cue", "said", 1), ("source", "Bob", 2), ("cue", "thinks", 2)]
    question = ask(*(key(label, words, attribution=number) for label, words, number in items), labels=PARTS)
    cues = [put("cue", "said"), put("cue", "thinks")]
    assert compared(question, *cues, put("source", "Ann", 0), put("source", "Bob", 0)).linked == (1, 2)


def test_the_stretches_of_an_interrupted_span_may_be_marked_one_by_one(seed: Text) -> None:
    question = ask(key=None, reference="seed", labels=["content"])
    pieces = [put("content", w) for w in ("Clearly it will", "perhaps it seems likely", "so too")]
    result = compare(question, pieces, seed)
    assert (result.credit, result.exact.f1, result.false_alarms) == (1, 1, ())
    assert result.hits[0].at in {(0, 1), (1, 0)}


def test_a_reason_shared_by_parts_is_said_once_and_an_optional_find_is_told(seed: Text) -> None:
    question = ask(key=None, reference="seed", labels=PARTS)
    said = [line["said"] for line in details(compare(question, [], seed))["missed"]]
    assert sorted(said) == ["", "", "", "", "Ann said", "Bob thinks"]
    optional = ask(key("hedge", "may", optional=True, feedback="A modal."))
    assert details(compared(optional, ALL[0]))["found"][0]["said"] == "Readers differ on this one. A modal."


def test_kappa_falls_below_one_with_the_misses(seed: Text) -> None:
    question = ask(key=None, reference="seed", labels=PARTS)
    kappa = compare(question, [put("cue", "said")], seed).kappa
    assert kappa is not None
    assert 0 < kappa < 0.5
    assert compare(ask(), [], TEXT).kappa is None


# what people read


def test_a_response_is_read_in_words_grouped_by_label() -> None:
    response = [put("hedge", "perhaps"), put("booster", "Clearly", 0), put("hedge", "may")]
    lines = responded(ask(*KEY), response, TEXT).splitlines()
    assert lines == ["hedge:", "- “may”", "- “perhaps”", "booster:", "- “Clearly” (belongs to “perhaps”)"]
    assert responded(ask(*KEY), NOTHING, TEXT) == "Nothing to mark here."
    assert responded(ask(*KEY), "<b>", TEXT) == "<b>"


# hostile responses

HOSTILE: list[Any] = [
    3,
    "marks",
    True,
    {"nothing": False},
    {"nothing": 1},
    {"nothing": True, "more": 1},
    {"marks": []},
    [3],
    [[]],
    [{}],
    [{"label": "hedge", "start": 0}],
    [{"label": "hedge", "start": 0, "end": 2, "more": 1}],
    [{"label": "doubt", "start": 0, "end": 2}],
    [{"label": ["hedge"], "start": 0, "end": 2}],
    [{"label": "hedge", "start": 0.0, "end": 2}],
    [{"label": "hedge", "start": False, "end": True}],
    [{"label": "hedge", "start": "0", "end": "2"}],
    [{"label": "hedge", "start": float("nan"), "end": 2}],
    [{"label": "hedge", "start": -1, "end": 2}],
    [{"label": "hedge", "start": 2, "end": 2}],
    [{"label": "hedge", "start": 3, "end": 2}],
    [{"label": "hedge", "start": 0, "end": 10**30}],
    [{"label": "hedge", "start": 0, "end": 2, "link": 0}],
    [{"label": "hedge", "start": 0, "end": 2, "link": 7}],
    [{"label": "hedge", "start": 0, "end": 2, "link": -1}],
    [{"label": "hedge", "start": 0, "end": 2, "link": True}],
    [{"label": "hedge", "start": 0, "end": 2}] * 2_001,
]


@pytest.mark.parametrize("response", HOSTILE, ids=lambda value: repr(value)[:60])
def test_what_is_no_list_of_marks_is_refused_in_words(response: Any) -> None:
    with pytest.raises(ResponseError, match=r"\.$"):
        mark(ask(*KEY), response, TEXT)
    assert responded(ask(*KEY), response, TEXT) == str(response)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
offsets = st.integers(-3, len(RAW) + 3)
marks = st.lists(
    st.fixed_dictionaries(
        {"label": st.sampled_from(["hedge", "booster"]), "start": offsets, "end": offsets},
        optional={"link": st.integers(-1, 6)},
    ),
    max_size=12,
)


@given(
    values | marks | st.lists(values | st.dictionaries(st.sampled_from(["label", "start", "end"]), values))
)
def test_any_response_gets_a_mark_or_is_refused(response: Any) -> None:
    question = ask(*KEY)
    try:
        given_mark = mark(question, response, TEXT)
    except ResponseError:
        return
    assert 0 <= given_mark.score <= question.points
    json.dumps(given_mark.feedback)


@given(marks)
def test_every_mark_is_a_hit_or_a_false_alarm_and_every_item_found_or_missed(response: list[Any]) -> None:
    question = ask(*KEY)
    try:
        result = compare(question, response, TEXT)
    except ResponseError:
        return
    places = [at for hit in result.hits for at in hit.at] + [alarm.at for alarm in result.false_alarms]
    assert sorted(places) == list(range(len(response)))
    assert result.wanted == len(KEY)
    assert result.exact.f1 <= result.overlap.f1 <= 1
    assert result.kappa is None or -1 <= result.kappa <= 1


def test_the_most_marks_on_a_long_passage_are_marked() -> None:
    words = "It may well rain or it will clearly rain. " * 555
    quotes = [key("hedge", "may", nth=n) for n in range(1, 200)]
    question = ask(*quotes, passage={"constructed": words})
    response = [{"label": "hedge", "start": n, "end": len(words) - n} for n in range(2_000)]
    assert mark(question, response, TEXT).score == 0
