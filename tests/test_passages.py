"""The passage of a question and its key, resolved against the text, and what is said where that fails."""

import json
from pathlib import Path
from typing import Any

import pytest

from kit.banks import BankError
from kit.passages import Excerpt, find_key, find_passage
from kit.questions import Spans
from kit.texts import Text, read

RAW = "Rain, they say.\nIt may rain, or it may not: “may” is a hedge. He said it may.\nIt may end."


def question(key: Any = (), **fields: Any) -> Spans:
    passage = fields.pop("passage", {"first": "It may", "last": "said it may."})
    labels = fields.pop("labels", ["hedge", "booster"])
    key = None if fields.get("reference") else key
    return Spans(id="t.q", kind="spans", prompt="Mark.", passage=passage, labels=labels, key=key, **fields)


def excerpt(asked: Spans, raw: str = RAW) -> Excerpt:
    return find_passage(asked, Text("rain", raw))


def test_a_passage_runs_from_its_first_to_its_last_words_and_knows_its_place() -> None:
    found = excerpt(question())
    assert found.text == "It may rain, or it may not: “may” is a hedge. He said it may."
    assert (found.source, found.start, found.notice) == ("seed", 16, "")
    assert all(RAW[word.start : word.end] == word.text for word in found.words)


def test_the_last_words_end_no_earlier_than_the_first() -> None:
    assert excerpt(question(passage={"first": "It may rain", "last": "may"})).text.endswith("or it may")


def test_paragraphs_are_those_of_the_text_cut_to_the_passage() -> None:
    found = excerpt(question(passage={"first": "they say", "last": "may rain"}))
    assert [paragraph.text for paragraph in found.paragraphs] == ["they say.", "It may rain"]


def test_a_constructed_passage_counts_from_its_own_beginning_and_says_what_it_is() -> None:
    found = excerpt(question(passage={"constructed": "It may rain."}))
    assert (found.source, found.start, found.text) == ("constructed", 0, "It may rain.")
    assert found.notice == "Constructed for teaching"


def test_a_passage_may_come_from_another_seed() -> None:
    found = excerpt(question(passage={"text": "article", "first": "It's imperative", "last": "approached"}))
    assert found.text == "It's imperative that this red line isn’t approached"
    assert found.raw == read("article").raw


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (
            {"first": "It might", "last": "it may."},
            r"'t\.q', field 'passage.first': “It might” does not stand",
        ),
        ({"first": "t may", "last": "it may."}, r"'t\.q', field 'passage.first'"),
        (
            {"first": "It may end", "last": "said it may."},
            r"'t\.q', field 'passage.last': .* after “It may end”",
        ),
    ],
)
def test_words_that_do_not_stand_in_the_text_are_named(passage: dict[str, str], said: str) -> None:
    with pytest.raises(BankError, match=said):
        excerpt(question(passage=passage))


def test_nth_counts_whole_words_within_the_passage() -> None:
    asked = question([{"label": "hedge", "quote": "may", "nth": n} for n in (1, 3, 4)])
    found = excerpt(asked)
    places = [wanted.readings[0].spans[0] for wanted in find_key(asked, found)]
    assert [RAW[start - 2 : end + 1] for start, end in places] == ["t may ", " “may”", "t may."]


@pytest.mark.parametrize("item", [{"quote": "may", "nth": 5}, {"quote": "ay"}, {"quote": "Rain"}])
def test_a_quotation_that_is_not_in_the_passage_is_named(item: dict[str, Any]) -> None:
    asked = question([{"label": "hedge", "quote": "may"}, {"label": "hedge", **item}])
    with pytest.raises(BankError, match=r"Question 't\.q', field 'key\.1\.quote': “\w+” number"):
        find_key(asked, excerpt(asked))


def test_an_empty_key_has_nothing_to_find() -> None:
    assert find_key(question(), excerpt(question())) == ()


@pytest.fixture
def seed(tmp_path: Path) -> Text:
    (tmp_path / "rain.txt").write_text(RAW, "utf-8")
    return read(tmp_path / "rain.txt")


def annotate(seed: Text, *items: dict[str, Any] | str) -> None:
    assert seed.path
    lines = [item if isinstance(item, str) else json.dumps(item) for item in items]
    seed.path.with_name("rain.reference.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def at(words: str, nth: int = 1) -> list[int]:
    start = -1
    for _ in range(nth):
        start = RAW.index(words, start + 1)
    return [start, start + len(words)]


def single(words: str, nth: int = 1, **more: Any) -> dict[str, Any]:
    start, end = at(words, nth)
    return {
        "kind": "hedge",
        "start": start,
        "end": end,
        "text": words,
        "category": "modal",
        "reason": "why",
        **more,
    }


def test_a_seeds_annotations_are_taken_as_far_as_they_lie_in_the_passage(seed: Text) -> None:
    inside = single(
        "may", 1, accepted=[dict(zip(("start", "end"), at("may rain"), strict=True), note="wider")]
    )
    annotate(
        seed, inside, single("may", 5), single("rain", kind="scare_quote"), single("may", 2, optional=True)
    )
    asked = question(reference="seed")
    first, second = find_key(asked, find_passage(asked, seed))
    assert [reading.spans for reading in first.readings] == [((19, 22),), ((19, 27),)]
    assert (first.readings[1].note, first.reason, first.optional) == ("wider", "why", False)
    assert (second.optional, second.attributions) == (True, frozenset())


def attribution(**more: Any) -> dict[str, Any]:
    parts = {"source": [at("He")], "cue": [at("said")], "content": [at("it may.")], "form": "indirect"}
    return {
        "kind": "attribution",
        **parts,
        "source_kind": "unnamed",
        "reason": "why",
        "optional": False,
    } | more


def test_the_parts_of_attributions_are_labelled_and_know_their_attribution(seed: Text) -> None:
    other = attribution(cue=[at("is")], content=[at("It may rain"), at("not")], accepted=[
        {"role": "content", "spans": [at("It may rain")], "note": "the first half"}])  # fmt: skip
    annotate(seed, attribution(), other, attribution(source=[], cue=[at("say")], content=[at("Rain")]))
    asked = question(reference="seed", labels=["source", "cue", "content"])
    found = find_key(asked, find_passage(asked, seed))
    assert [wanted.label for wanted in found] == ["content", "cue", "source", "cue", "content"]
    assert len(found[0].readings) == 2
    assert len(found[0].readings[0].spans) == 2
    source = found[2]
    assert source.attributions == {0, 1}  # one source of two attributions is one thing to find
    only = question(reference="seed", labels=["cue"])
    assert [wanted.label for wanted in find_key(only, find_passage(only, seed))] == ["cue", "cue"]


def test_a_missing_reference_is_named(seed: Text) -> None:
    asked = question(reference="seed")
    with pytest.raises(BankError, match=r"'t\.q', field 'reference': there is no rain\.reference\.jsonl"):
        find_key(asked, find_passage(asked, seed))
    with pytest.raises(BankError, match="there is no reference beside"):
        find_key(asked, find_passage(asked, Text("rain", RAW)))


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        '{"kind": "hedge"}',
        json.dumps(single("may") | {"text": "might"}),
        json.dumps(single("may") | {"end": 10_000}),
        json.dumps(single("may") | {"accepted": [3]}),
        json.dumps(single("may") | {"start": None}),
        json.dumps(attribution(source=[[1]])),
        json.dumps(attribution(accepted=[{"role": "cue"}])),
        json.dumps(attribution(accepted=[{"role": "source", "spans": [[0, 10_000]]}])),
    ],
)
def test_a_damaged_reference_is_named_with_its_line(seed: Text, line: str) -> None:
    annotate(seed, single("may"), line)
    asked = question(reference="seed")
    with pytest.raises(BankError, match=r"field 'reference': rain\.reference\.jsonl, line 2, cannot be used"):
        find_key(asked, find_passage(asked, seed))


def test_a_label_that_no_reference_has_is_named(seed: Text) -> None:
    annotate(seed, single("may"))
    asked = question(reference="seed", labels=["hegde"])
    with pytest.raises(BankError, match=r"'hegde'\. Choose from: hedge"):
        find_key(asked, find_passage(asked, seed))
