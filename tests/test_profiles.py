"""Profiles: figures that can be worked out by hand, and the densities promised for the three texts."""

import pandas as pd
import pytest

from kit.errors import KitError
from kit.findings import KINDS
from kit.profiles import MEASURES, devices, profile, sentences_without_source
from kit.references import annotations
from kit.texts import Text, read

DEVICES = ["hedges_per_1000", "boosters_per_1000", "scare_quotes_per_1000", "attributions_per_1000"]
MADE = Text(
    "made",
    "Ms. Hall said that it may rain. It clearly will. The so-called “plan” could fail. “It might,” he said.",
)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return profile(*map(read, ("article", "mirror", "wire"))).set_index("text")


def test_a_profile_can_be_worked_out_by_hand() -> None:
    row = profile(MADE).iloc[0]
    assert (row["words"], row["sentences"]) == (19, 4)
    assert row["hedges_per_1000"] == pytest.approx(2000 / 19), "may and could; the quoted might is not his"
    assert row["boosters_per_1000"] == pytest.approx(1000 / 19)
    assert row["scare_quotes_per_1000"] == pytest.approx(1000 / 19)
    assert row["attributions_per_1000"] == pytest.approx(2000 / 19)
    assert row["sourceless"] == 0.5
    assert row["attributed_words"] == pytest.approx(6 / 19), "that it may rain; it might"
    assert row["label"] == ""


def test_kinds_of_source_add_up_to_all_attributions(table: pd.DataFrame) -> None:
    kinds = [f"{kind}_per_1000" for kind in ("named", "institutions", "unnamed", "impersonal", "self")]
    assert set(kinds) < set(MEASURES)
    assert (table[kinds].sum(axis=1) - table["attributions_per_1000"]).abs().max() < 1e-9


def test_every_measure_is_a_column_and_shares_lie_between_0_and_1(table: pd.DataFrame) -> None:
    assert list(MEASURES) == [c for c in table.columns if c not in ("label", "words", "sentences")]
    assert table[["sourceless", "attributed_words"]].stack().between(0, 1).all()


def test_constructed_texts_say_so_in_their_row(table: pd.DataFrame) -> None:
    assert table.loc["article", "label"] == ""
    for name in ("mirror", "wire"):
        assert "Constructed text" in table.loc[name, "label"]
        assert read(name).constructed


@pytest.mark.parametrize("measure", [*DEVICES, "sourceless"])
def test_the_mirror_has_the_devices_of_the_article(table: pd.DataFrame, measure: str) -> None:
    assert table.loc["article", measure] > 0
    assert table.loc["mirror", measure] == pytest.approx(table.loc["article", measure], rel=0.2)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("with_optional", [False, True])
def test_the_mirror_has_the_devices_of_the_article_as_marked_by_reading(
    kind: str, with_optional: bool
) -> None:
    rates = {}
    for name in ("article", "mirror"):
        text = read(name)
        marked = [a for a in annotations(text) if a.kind == kind and (with_optional or not a.optional)]
        rates[name] = len(marked) / len(text.words)
    assert rates["mirror"] == pytest.approx(rates["article"], rel=0.2)


def test_the_wire_report_asserts_little_and_names_a_source_for_all(table: pd.DataFrame) -> None:
    assert table.loc["wire", "boosters_per_1000"] < table.loc["article", "boosters_per_1000"] / 4
    assert table.loc["wire", "sourceless"] == 0
    wire = read("wire")
    assert not [a for a in annotations(wire) if a.kind == "booster" and not a.optional]
    cues = [start for a in annotations(wire) if a.kind == "attribution" for start, _ in a.spans]
    for sentence in wire.sentences:
        assert any(sentence.start <= cue < sentence.end for cue in cues), sentence.text


def test_the_mirror_is_as_long_as_the_article(table: pd.DataFrame) -> None:
    assert table.loc["mirror", "words"] == pytest.approx(table.loc["article", "words"], rel=0.05)


def test_the_constructed_texts_share_no_sentence_with_the_article_and_quote_it_to_the_letter() -> None:
    article, wire = read("article"), read("wire")
    quoted = "“Ukraine will have to make and will make its own decisions”"
    assert quoted in article.raw and quoted in wire.raw
    assert "might be inevitable" in article.raw
    sentences = {sentence.text for sentence in article.sentences}
    for name in ("mirror", "wire"):
        assert not sentences & {sentence.text for sentence in read(name).sentences}


def test_sentences_without_a_source() -> None:
    assert [s.text for s in sentences_without_source(MADE)] == [
        "It clearly will.",
        "The so-called “plan” could fail.",
    ]
    assert sentences_without_source(Text("empty", "")) == []


def test_a_content_that_runs_on_covers_every_sentence_it_reaches() -> None:
    text = Text("speech", "“We go. We stay,” Lee said. It rained.")
    assert [s.text for s in sentences_without_source(text)] == ["It rained."]


def test_devices_are_places_in_the_file() -> None:
    places = {name: [MADE.raw[s:e] for s, e in spans] for name, spans in devices(MADE).items()}
    assert places == {
        "hedge": ["may", "could"],
        "booster": ["clearly"],
        "scare quote": ["“plan”"],
        "attribution": ["said", "said"],
    }


@pytest.mark.parametrize(("texts", "message"), [((), "no text to measure"), ((Text("x", "…"),), "no words")])
def test_errors(texts: tuple[Text, ...], message: str) -> None:
    with pytest.raises(KitError, match=message):
        profile(*texts)
