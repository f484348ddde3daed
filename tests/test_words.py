"""Counting words: what counts as one, and what is said where there is nothing to count."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import kit
from kit import collocation, measures, words
from kit.texts import Text

EMPTY = Text("empty", "… !")


def text(raw: str) -> Text:
    return Text("example", raw)


def rows(table: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return table[list(columns)].values.tolist()


def test_frequency_counts_forms_whatever_their_case_and_apostrophe() -> None:
    table = words.frequency(text("War. war, WAR’s war's peace"))
    assert rows(table, "word", "count") == [["war", 2], ["war's", 2], ["peace", 1]]
    assert table["per_1000"].tolist() == [400, 400, 200]


def test_frequency_stays_relative_to_the_whole_text_without_function_words() -> None:
    table = words.frequency(text("the war of the words"), without_function_words=True)
    assert rows(table, "word", "count", "per_1000") == [["war", 1, 200], ["words", 1, 200]]


def test_grouped_forms_stand_under_the_most_frequent() -> None:
    table = words.frequency(text("Russia Russia Russia’s strikes striking strike strikes"), grouped=True)
    assert rows(table, "word", "count", "forms") == [
        ["strikes", 4, "strikes, strike, striking"],
        ["russia", 3, "russia, russia's"],
    ]


def test_frequency_of_the_article(article: Text) -> None:
    counts: dict[str, int] = dict(rows(words.frequency(article), "word", "count"))
    assert (counts["russia"], counts["russia's"], counts["charade"]) == (10, 2, 3)
    assert sum(counts.values()) == len(article.words)
    assert words.type_token_ratio(article) == len(counts) / len(article.words)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("charade", 3),
        ("Charade.", 3),
        ("“charade”", 3),
        ("war", 1 + 3),
        ("World War III", 3),
        ("world war iii.", 3),
        ("russia’s", 2),
        ("Russia's", 2),
        ("“save face” to", 1),
        ("escalat*", 4),
        ("Ukrainian-pressured", 2),
        ("Ukrainian-p*", 2),
        ("mission cre*", 2),
        ("charade one", 0),
        ("peace", 0),
        ("about World War III and then", 0),
    ],
)
def test_count(article: Text, phrase: str, expected: int) -> None:
    assert words.count(article, phrase) == expected
    assert [" ".join(word.text for word in found) for found in words.occurrences(article, phrase)] == [
        article.raw[found[0].start : found[-1].end].replace("“", "").replace("”", "")
        for found in words.occurrences(article, phrase)
    ]


@pytest.mark.parametrize(("phrase", "expected"), [("Mr. Smith", 1), ("mr. smith", 1), ("the U.S.", 1)])
def test_count_of_abbreviations(phrase: str, expected: int) -> None:
    assert words.count(text("Mr. Smith left the U.S. army."), phrase) == expected


@pytest.mark.parametrize("phrase", ["", "  ", "*", "!?", "“”"])
def test_a_phrase_without_a_word_is_refused(article: Text, phrase: str) -> None:
    with pytest.raises(kit.KitError, match=r"no word to look for\. Give one, such as 'charade'"):
        words.count(article, phrase)


def test_concordance_shows_the_neighbourhood_within_the_paragraph() -> None:
    example = text("Before it.\nWar and peace and war.\nAfter it.")
    table = words.concordance(example, "war", width=6)
    assert rows(table, "left", "keyword", "right", "paragraph", "start") == [
        ["", "War", " and p", 2, 11],
        ["e and ", "war", ".", 2, 29],
    ]
    assert [example.raw[start : start + 3] for start in table["start"]] == ["War", "war"]


def test_concordance_of_a_phrase_at_both_ends_of_a_text() -> None:
    table = words.concordance(text("No war. No\u00a0war"), "no war", width=0)
    assert rows(table, "left", "keyword", "right") == [["", "No war", ""], ["", "No\u00a0war", ""]]


def test_concordance_of_what_is_not_there_suggests_a_way_on(article: Text) -> None:
    with pytest.raises(kit.KitError, match=r"'peaceful' does not occur in article\. .*'peac\*'"):
        words.concordance(article, "peaceful")


def test_ngrams_stay_within_sentences() -> None:
    example = text("An open secret. The open secret. Open. Secret.")
    assert rows(collocation.ngrams(example), "ngram", "count") == [["open secret", 2]]
    assert collocation.ngrams(example, 3).empty
    assert len(collocation.ngrams(example, 3, at_least=1)) == 2


def test_collocations_pair_content_words_within_the_window() -> None:
    example = text("World War came. World War went. A war in the world of war.")
    assert rows(collocation.collocations(example), "pair", "count") == [["world war", 2]]
    wide = collocation.collocations(example, window=3)
    assert ["world war", 3] in rows(wide, "pair", "count")
    assert (wide["log_likelihood"] > 0).all()


def test_collocations_score_as_published_formulas_do() -> None:
    row = collocation.collocations(text("x b c d e b c f"), at_least=2).iloc[0]
    assert row["pair"] == "b c"
    assert row["pmi"] == pytest.approx(math.log2(2 * 8 / (2 * 2)))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            (786, 1, 160_950, 563_668),
            {"ll_2cell": 2350.32, "bic": 2336.83, "log_ratio": 11.4266},
        ),
        ((7, 2, 10, 9), {"ll_2cell": 2.440100, "ll_4cell": 4.534939}),
    ],
    ids=["emma", "small"],
)
def test_published_keyness(cells: tuple[int, int, int, int], expected: dict[str, float]) -> None:
    ll = measures.log_likelihood_2cell(*cells)
    computed = {
        "ll_2cell": ll,
        "ll_4cell": measures.log_likelihood_4cell(*cells),
        "bic": measures.bic(ll, *cells[2:]),
        "log_ratio": measures.log_ratio(*cells),
    }
    assert {name: computed[name] for name in expected} == pytest.approx(expected, abs=0.01)


def test_keyness_of_two_texts() -> None:
    here, there = text("emma " * 7 + "x y z"), Text("reference", "emma " * 2 + "x " * 7)
    table = words.keyness(here, there).set_index("word")
    assert table.index.tolist() == ["emma", "y", "z", "x"], "what is used less comes last"
    assert table.loc["emma"].to_dict() == pytest.approx(
        {
            "count": 7,
            "reference_count": 2,
            "per_1000": 700,
            "reference_per_1000": 2000 / 9,
            "ll_2cell": 2.440100,
            "ll_4cell": 4.534939,
            "bic": 2.440100 - math.log(19),
            "log_ratio": math.log2(0.7 / (2 / 9)),
            "percent_difference": 215,
        },
        abs=1e-5,
    )
    assert table.loc["y", "percent_difference"] == math.inf
    assert words.keyness(here, there, at_least=2)["word"].tolist() == ["emma"]


@pytest.mark.parametrize(("a", "b", "expected"), [(0, 0, math.nan), (4, 0, 3), (0, 4, -3), (4, 4, 0)])
def test_the_log_ratio_of_a_word_one_side_does_not_use(a: int, b: int, expected: float) -> None:
    assert measures.log_ratio(a, b, 100, 100) == pytest.approx(expected, nan_ok=True)


def test_a_table_has_a_row_for_each_word(article: Text) -> None:
    table = words.dispersion(article, "Russia", "charade")
    assert rows(table, "word", "count", "range") == [["Russia", 10, 7], ["charade", 3, 3]]
    assert table["dp_norm"].between(0, 1).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a: words.dispersion(a, "peace"), "'peace' does not occur in article. Check the spelling"),
        (lambda a: words.dispersion(text("One paragraph only."), "one"), "fewer than two paragraphs"),
        (lambda a: words.keyness(a, EMPTY), "empty has no words to compare with. Choose another text"),
        (lambda a: words.keyness(EMPTY, a), "empty has no words to compare with. Choose another text"),
        (lambda a: words.type_token_ratio(EMPTY), "empty has no words to count. Choose another text"),
        (lambda a: collocation.ngrams(a, 0), "A run of 0 words cannot be counted. Give a size of 1 or more"),
        (
            lambda a: collocation.collocations(a, window=1),
            "cannot stand within 1. Give a window of 2 or more",
        ),
    ],
)
def test_what_cannot_be_counted_says_why(article: Text, call: Callable[[Text], object], message: str) -> None:
    with pytest.raises(kit.KitError, match=message):
        call(article)


@pytest.mark.parametrize(
    "table",
    [
        words.frequency(EMPTY),
        words.frequency(EMPTY, grouped=True),
        collocation.ngrams(EMPTY),
        collocation.collocations(EMPTY),
    ],
    ids=["frequency", "grouped", "ngrams", "collocations"],
)
def test_a_text_without_words_gives_an_empty_table(table: pd.DataFrame) -> None:
    assert table.empty
    assert {"word", "ngram", "pair"} & set(table.columns)


def test_the_kit_names_its_own_functions() -> None:
    assert kit.frequency is words.frequency
    with pytest.raises(AttributeError, match=r"kit has no 'frequencies'\. It has: .*frequency"):
        _ = kit.frequencies
