import pytest

import kit
from kit.findings import compare_with_reference, findings

RAW = "Perhaps he knows. Ms. Hall said that it may rain.\n“Never,” she added."


@pytest.fixture
def text() -> kit.Text:
    return kit.Text("example", RAW)


def test_findings_stand_in_the_order_of_the_text(text: kit.Text) -> None:
    begins = [found.get("start", found.get("cue", [[0]])[0][0]) for found in findings(text)]
    assert begins == sorted(begins)


def test_stance_tells_sentence_and_paragraph(text: kit.Text) -> None:
    table = kit.stance_table(text)
    rows = table.loc[table["kind"] == "hedge", ["words", "sentence", "paragraph"]].values.tolist()
    assert rows == [["Perhaps", 1, 1], ["may", 2, 1]]


def test_attributions_tell_who_a_pronoun_stands_for(text: kit.Text) -> None:
    table = kit.attribution_table(text)
    assert table[["source", "cue", "stands_for", "paragraph"]].values.tolist() == [
        ["Ms. Hall", "said", "", 1],
        ["she", "added", "Ms. Hall", 2],
    ]


def test_scare_quotes_of_the_article() -> None:
    words = kit.scare_quote_table(kit.read("article"))["words"].tolist()
    assert words.count("“mission creep”") == 2 and "“legal”" in words


def test_a_text_without_anything_gives_empty_tables() -> None:
    empty = kit.Text("plain", "The door is open.")
    assert (
        kit.stance_table(empty).empty
        and kit.attribution_table(empty).empty
        and kit.scare_quote_table(empty).empty
    )


def test_hits_misses_and_false_alarms_against_a_reading(tmp_path) -> None:
    (tmp_path / "t.txt").write_text("It may rain. It might snow.")
    (tmp_path / "t.reference.jsonl").write_text(
        '{"kind": "hedge", "start": 3, "end": 6, "text": "may", "reason": "a guess"}\n'
        '{"kind": "hedge", "start": 0, "end": 2, "text": "It", "reason": "unlikely to be found"}\n'
        '{"kind": "hedge", "start": 13, "end": 15, "text": "It", "reason": "left out", "optional": true}\n'
    )
    table = compare_with_reference(kit.read(tmp_path / "t.txt"), "hedge")
    assert table[["result", "words"]].values.tolist() == [
        ["miss", "It"],
        ["hit", "may"],
        ["false alarm", "might"],
    ]


def test_another_reading_of_the_span_is_a_hit_too(tmp_path) -> None:
    (tmp_path / "t.txt").write_text("It may rain.")
    (tmp_path / "t.reference.jsonl").write_text(
        '{"kind": "hedge", "start": 7, "end": 11, "text": "rain", "accepted": [{"start": 3, "end": 11}]}\n'
    )
    assert compare_with_reference(kit.read(tmp_path / "t.txt"), "hedge")["result"].tolist() == ["hit"]


def test_what_cannot_be_compared_is_said() -> None:
    with pytest.raises(kit.KitError, match="Choose one of"):
        compare_with_reference(kit.read("article"), "lie")
    with pytest.raises(kit.KitError, match="has no reference annotation"):
        compare_with_reference(kit.Text("x", "It may rain."), "hedge")
