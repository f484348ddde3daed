"""Highlighted text: nothing of the text is lost or run, and no mark is told by colour alone."""

import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.show import _GROUNDS, _INK, _LINES, highlight, html_table
from kit.texts import Text, Word, read

SAID = Text("said", "He said it may rain.\nShe said no.")


class _Paragraphs(HTMLParser):
    """The characters of each ``<p>``, without number (``<b>``), tags (``<small>``) and what is only heard."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append("heard" if ("class", "btl-heard") in attrs else tag)
        if tag == "p":
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "heard"), "elements cross"

    def handle_data(self, data: str) -> None:
        if "p" in self.open and not {"b", "small", "heard"} & set(self.open):
            self.found[-1] += data


def shown(view: Any, kind: str = "text/html") -> str:
    return str(view._repr_mimebundle_()[kind])


def paragraphs(html: str) -> list[str]:
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    assert not parser.open
    return [p.removeprefix("\u2002") for p in parser.found]


TEXTS = st.text(alphabet="ab <>&\"'’$\u00e9\U0001f600.", min_size=1).map(lambda s: f"x{s}x\ny{s}y")


@given(st.data(), TEXTS)
def test_no_character_is_lost_whatever_the_spans(data: st.DataObject, raw: str) -> None:
    text = Text("random", raw)
    ends = st.integers(0, len(raw))
    pairs = st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))
    spans = st.lists(pairs.filter(lambda pair: bool(raw[slice(*pair)].strip())), min_size=1, max_size=6)
    marks = data.draw(st.dictionaries(st.sampled_from(["a", "<b>", "c & d"]), spans, min_size=1))
    view = highlight(text, marks)
    assert paragraphs(shown(view)) == [paragraph.text for paragraph in text.paragraphs]
    assert sum(view.counts.values()) == sum(map(len, marks.values())) == len(view.table)


@pytest.mark.parametrize(
    ("spans", "plain"),
    [
        ({"a": [(0, 10)], "b": [(3, 7)]}, "⟦a: He ⟧⟦a + b: said⟧⟦a:  it⟧ may rain."),  # nested
        ({"a": [(0, 7)], "b": [(3, 10)]}, "⟦a: He ⟧⟦a + b: said⟧⟦b:  it⟧ may rain."),  # crossing
        ({"a": [(3, 7)], "b": [(3, 7)]}, "He ⟦a + b: said⟧ it may rain."),  # one on the other
        ({"a": [(0, 2)], "b": [(2, 7)]}, "⟦a: He⟧⟦b:  said⟧ it may rain."),  # side by side
    ],
)
def test_overlaps(spans: dict[str, list[tuple[int, int]]], plain: str) -> None:
    assert shown(highlight(SAID, spans), "text/plain").splitlines()[1] == f"1  {plain}"


def test_an_overlap_has_a_line_for_each_label() -> None:
    html = shown(highlight(SAID, {"a": [(0, 10)], "b": [(3, 7)]}))
    both = re.search(r"<mark [^>]*><span style=[^>]*>(<span class=[^>]*>mark: </span>)?said", html)
    assert both
    assert "solid" in both[0]
    assert "dashed" in both[0]


def test_a_span_over_two_paragraphs_is_marked_in_both_and_counted_once() -> None:
    view = highlight(SAID, {"a": [(15, 24)]})
    assert shown(view, "text/plain").splitlines()[1:] == [
        "1  He said it may ⟦a: rain.⟧",
        "2  ⟦a: She⟧ said no.",
    ]
    assert view.counts == {"a": 1}


def test_the_text_and_the_labels_cannot_run_script() -> None:
    text = Text("<i>", "<script>alert(1)</script> & war", {"constructed": True, "label": "<u>made</u>"})
    html = shown(highlight(text, {"<script>x</script>": [(0, 8)]}))
    assert not re.search(r"<(script|i|u)>", html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; war" in re.sub(
        r"</?mark[^>]*>|<span class=.*?</span>", "", html
    )


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_constructed_text_says_so_and_a_real_one_does_not(kind: str) -> None:
    about = {"constructed": True, "label": "Constructed example"}
    assert "Constructed example" in shown(highlight(Text("t", SAID.raw, about), ["said"]), kind)
    assert "Constructed" in shown(highlight(Text("t", SAID.raw, {"constructed": True}), ["said"]), kind)
    real = Text("t", SAID.raw, about | {"constructed": False})
    assert "Constructed" not in shown(highlight(real, ["said"]), kind)


def test_labels_differ_by_stroke_and_by_a_visible_tag() -> None:
    html = shown(highlight(SAID, {"cue": [(3, 7)], "hedge": [(11, 14)]}))
    assert "[cue]</small>" in html
    assert "[hedge]</small>" in html
    assert {"solid", "dashed"} <= set(re.findall(r"border-bottom:3px (\w+)", html))
    assert "<small>" not in shown(highlight(SAID, {"cue": [(3, 7)]})), "one label needs no tag"
    words = shown(highlight(SAID, ["said", "ra*"]))
    assert re.findall(r"\[(.*?)\]</small>", words) == ["ra*"], "a word that is its own label needs no tag"


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", _GROUNDS)
def test_marks_are_legible_in_any_theme(ground: str) -> None:
    for colour in (_INK, *_LINES):
        assert (_luminance(ground) + 0.05) / (_luminance(colour) + 0.05) >= 4.5
    assert "color:#111111" in shown(highlight(SAID, ["said"]))


def test_the_legend_and_the_table_hold_every_mark() -> None:
    view = highlight(SAID, {"cue": [(3, 7), (25, 29)], "hedge": [Word("may", 11, 14)]})
    expected = [["cue", "said", 1], ["hedge", "may", 1], ["cue", "said", 2]]
    assert view.table.values.tolist() == expected
    html = shown(view)
    cells = re.findall(r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>', html)
    assert [[a, b, int(c)] for a, b, c in cells] == expected
    assert shown(view, "text/plain").startswith("Marked in said: cue (2), hedge (1)\n")
    assert "cue</mark>&nbsp;(2)" in html


def test_paragraphs_limit_text_counts_and_table() -> None:
    view = highlight(SAID, {"cue": [(3, 7), (25, 29)], "hedge": [(11, 14)]}, paragraphs=[2])
    assert paragraphs(shown(view)) == ["She said no."]
    assert "Paragraph </span>2</b>" in shown(view)
    assert view.counts == {"cue": 1, "hedge": 0}


@pytest.mark.parametrize(
    ("what", "only", "message"),
    [
        ({"a": [(0, 99)]}, None, "has 33 characters"),
        ({"a": [(-1, 3)]}, None, "does not lie in said"),
        ({"a": [(3, 3)]}, None, "start before the end"),
        ({"a": [(20, 21)]}, None, "only white space"),
        ({"a": ["said"]}, None, "is not a span"),
        ({"a": [3]}, None, "is not a span"),
        (["sayd"], None, "'sayd' does not occur in said. Check the spelling"),
        ({"a": []}, None, "Nothing is marked in said"),
        ([], None, "Nothing is marked"),
        (["rain"], [2], "Nothing is marked in these paragraphs"),
        (["said"], [3], "no paragraph 3. Choose from 1 to 2"),
        (["said"], [0], "no paragraph 0"),
    ],
)
def test_errors_say_what_to_do(what: Any, only: list[int] | None, message: str) -> None:
    with pytest.raises(KitError, match=re.escape(message)):
        highlight(SAID, what, paragraphs=only)


def test_words_of_the_article_and_a_single_word() -> None:
    article = read("article")
    view = highlight(article, "charade")
    assert view.counts == {"charade": 3}
    assert paragraphs(shown(view)) == [paragraph.text for paragraph in article.paragraphs]


def test_a_table_has_scopes_a_caption_and_no_index() -> None:
    html = html_table(pd.DataFrame({"<w>": ["a&b"], "n": [0.5]}, index=[77]), "A & B")
    assert re.findall(r'<th scope="(\w+)"[^>]*>(.*?)</th>', html) == [
        ("col", "&lt;w&gt;"),
        ("col", "n"),
        ("row", "a&amp;b"),
    ]
    assert ">A &amp; B</caption>" in html
    assert "0.50" in html
    assert "77" not in html
