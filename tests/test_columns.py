"""Texts side by side: nothing of them is lost, marks count the same, constructed ones say so."""

import re
from typing import Any

import pytest

from kit.columns import side_by_side
from kit.errors import KitError
from kit.profiles import devices
from kit.texts import Text, read
from tests.test_show import paragraphs

A = Text("a", "War came.\nIt may end.")
B = Text("b", "No war.\nWar again.\nPeace.", {"constructed": True, "label": "Constructed example"})


def page(*texts: Text, **options: Any) -> str:
    return side_by_side(*texts, **options)._repr_mimebundle_()["text/html"]


def plain(*texts: Text, **options: Any) -> str:
    return side_by_side(*texts, **options)._repr_mimebundle_()["text/plain"]


def test_every_text_is_shown_whole_in_a_column_of_its_own() -> None:
    texts = [read(name) for name in ("article", "mirror", "wire")]
    html = page(*texts)
    assert paragraphs(html) == [part.text for text in texts for part in text.paragraphs]
    assert re.findall(r'<div role="group" aria-label="(\w+)"', html) == ["article", "mirror", "wire"]
    assert html.count("flex:1 1 17em") == 3
    assert "flex-wrap:wrap" in html


@pytest.mark.parametrize("show", [page, plain])
@pytest.mark.parametrize("mark", [None, "war"])
def test_constructed_texts_say_so_and_others_do_not(show: Any, mark: str | None) -> None:
    assert show(A, B, mark=mark).count("Constructed example") == 1
    assert "Constructed" not in show(A, mark=mark)


def test_marks_are_words_found_in_any_of_the_texts() -> None:
    shown = side_by_side(A, B, mark=["war", "peace"])
    assert shown.counts.to_dict("records") == [
        {"text": "a", "war": 1, "peace": 0},
        {"text": "b", "war": 2, "peace": 1},
    ]
    assert shown.table.values.tolist() == [
        ["a", "war", "War", 1],
        ["b", "war", "war", 1],
        ["b", "war", "War", 2],
        ["b", "peace", "Peace", 3],
    ]
    assert "⟦war: War⟧ came." in plain(A, B, mark="war")
    assert "The marks as a table" in page(A, B, mark="war")


def test_one_label_may_stand_for_several_words() -> None:
    shown = side_by_side(A, B, mark={"fighting": ["war", "end"], "rest": ["peace"]})
    assert shown.counts[["fighting", "rest"]].values.tolist() == [[2, 0], [2, 1]]


def test_a_function_marks_each_text() -> None:
    assert side_by_side(A, B, mark=devices).counts["hedge"].tolist() == [1, 0]


def test_paragraphs_the_same_for_all_or_of_each() -> None:
    assert paragraphs(page(A, B, paragraphs=[2])) == ["It may end.", "War again."]
    assert paragraphs(page(A, B, paragraphs={"b": [3]})) == ["War came.", "It may end.", "Peace."]
    assert plain(A, paragraphs=[1]) == "a\n1  War came."


def test_the_texts_cannot_run_script() -> None:
    text = Text("<i>", "<script>alert(1)</script> war", {"constructed": True, "label": "<u>made</u>"})
    assert not re.search(r"<(script|i|u)>", page(text, mark="war"))


@pytest.mark.parametrize(
    ("texts", "options", "message"),
    [
        ((), {}, "no text to show"),
        ((A, B), {"paragraphs": [3]}, "a has no paragraph 3. Choose from 1 to 2"),
        ((A, B), {"paragraphs": {"b": [0]}}, "b has no paragraph 0"),
        ((A, B), {"mark": "famine"}, "'famine' occurs in none of the texts (a, b)"),
    ],
)
def test_errors(texts: tuple[Text, ...], options: dict[str, Any], message: str) -> None:
    with pytest.raises(KitError, match=re.escape(message)):
        side_by_side(*texts, **options)
