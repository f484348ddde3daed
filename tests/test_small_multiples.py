"""Small multiples: every bar is said in the sentence and stands in the table."""

import re
from typing import Any

import pandas as pd
import pytest

from kit.errors import KitError
from kit.profiles import MEASURES, profile
from kit.small_multiples import profile_chart
from kit.texts import read

TABLE = pd.DataFrame({"text": ["a", "b"], "hedges_per_1000": [15.0, 3.5], "sourceless": [0.5, 0.0]})


def test_the_sentence_and_the_table_say_what_is_drawn() -> None:
    picture = profile_chart(TABLE, title="Two texts")
    assert picture.alt == (
        "Small multiples, one panel a measure. Hedges per 1,000 words: a 15, b 3.50. "
        "Share of sentences without a source: a 0.50, b 0."
    )
    assert picture.table.values.tolist() == [["a", 15.0, 0.5], ["b", 3.5, 0.0]]
    assert picture.png == profile_chart(TABLE, title="Two texts").png
    assert picture.png != profile_chart(TABLE.assign(sourceless=[0.5, 0.4]), title="Two texts").png
    page = picture._repr_mimebundle_()["text/html"]
    assert picture.alt in page
    assert "<table" in page
    assert page.count("<th ") == page.count("<th scope=")


def test_the_three_texts_with_the_constructed_ones_labelled() -> None:
    table = profile(*map(read, ("article", "mirror", "wire")))
    picture = profile_chart(table)
    for measure in MEASURES.values():
        assert measure[1:] in picture.alt
    assert picture.alt.count("mirror (constructed)") == len(MEASURES)
    assert "article (constructed)" not in picture.alt
    assert "not published journalism" in picture.alt
    assert picture.table["text"].tolist() == ["article", "mirror (constructed)", "wire (constructed)"]


def test_a_text_without_any_device_is_drawn() -> None:
    flat = pd.DataFrame({"text": ["none"], "hedges_per_1000": [0.0]})
    assert profile_chart(flat).alt.endswith("none 0.")


def test_hostile_names_neither_run_nor_break_the_drawing() -> None:
    page = profile_chart(TABLE.assign(text=["<script>", "$\\frac$"]))._repr_mimebundle_()["text/html"]
    assert not re.search("<script", page)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (TABLE.head(0), "nothing to draw"),
        (TABLE[["text"]], "nothing to draw"),
        (TABLE[["sourceless"]], "nothing to draw"),
        (TABLE.assign(sourceless=[0.5, float("nan")]), "finite number"),
        (TABLE.assign(sourceless=["a", "b"]), "finite number"),
    ],
)
def test_errors(table: Any, message: str) -> None:
    with pytest.raises(KitError, match=message):
        profile_chart(table)
