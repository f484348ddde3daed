"""Charts: the sentence and the table say what the picture shows, and the picture is the same each time."""

import base64
import re
import struct
import subprocess
import sys
from typing import Any

import pandas as pd
import pytest

from kit.charts import Picture, bar_chart, dispersion_plot
from kit.errors import KitError
from kit.texts import Text, read
from kit.words import count, frequency

WORDS = pd.DataFrame(
    {"word": ["war", "arms", "nato"], "count": [4, 3, 2], "per_1000": [6.0698, 4.55, 0.0004]}
)
TEXT = Text("memo", "War came.\nNo war, no peace.\nWorld war.")


def html(picture: Picture) -> str:
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    return bundle["text/html"]


def rows(page: str) -> list[list[str]]:
    body = page.split("<tbody>")[1]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]


@pytest.mark.parametrize("draw", [lambda: bar_chart(WORDS, title="T"), lambda: dispersion_plot(TEXT, "war")])
def test_structure_and_determinism(draw: Any) -> None:
    picture, again = draw(), draw()
    assert picture.png == again.png
    page = html(picture)
    found = re.search(r'<img src="data:image/png;base64,([^"]+)" alt="([^"]+)" width="(\d+)"', page)
    assert found
    png = base64.b64decode(found[1])
    assert png == picture.png
    assert png.startswith(b"\x89PNG")
    assert b"Software" not in png
    assert b"Date" not in png
    assert int(found[3]) * 2 == struct.unpack(">I", png[16:20])[0]
    assert page.count("<th ") == page.count("<th scope=")
    assert page.startswith("<figure")
    assert picture._repr_mimebundle_()["text/plain"] == f"{picture.title}\n{picture.alt}"


def test_bars_are_said_and_tabled_as_drawn() -> None:
    picture = bar_chart(WORDS, title="Top two", top=2)
    assert picture.alt == "Bar chart of count by word: war 4, arms 3."
    assert rows(html(picture)) == [["war", "4"], ["arms", "3"]]
    assert picture.png != bar_chart(WORDS, title="Top two", top=3).png
    rates = bar_chart(WORDS, value="per_1000", title="Rates")
    assert rates.alt == "Bar chart of per_1000 by word: war 6.07, arms 4.55, nato 0.0004."


def test_the_article_in_figures() -> None:
    article = read("article")
    picture = bar_chart(frequency(article, without_function_words=True), title="Words")
    assert f"russia {count(article, 'russia')}, nato {count(article, 'nato')}," in picture.alt
    plot = dispersion_plot(article, "charade", "world war")
    assert f"charade stands at {count(article, 'charade')} places" in plot.alt
    assert len(plot.table) == count(article, "charade") + count(article, "world war")
    assert f"{len(article.words)} words in 9 paragraphs" in plot.alt
    norms = [word.norm for word in article.words]
    for word, position, _ in plot.table.values.tolist():
        assert norms[position - 1] == word.split()[0]


def test_places_are_said_and_tabled_as_drawn() -> None:
    picture = dispersion_plot(TEXT, "war", "pea*")
    assert picture.title == "Where war, pea* stand in memo"
    assert (
        "war stands at 3 places, in paragraphs 1, 2, 3; pea* stands at 1 place, in paragraph 2."
        in picture.alt
    )
    assert rows(html(picture)) == [
        ["war", "1", "1"],
        ["war", "4", "2"],
        ["war", "8", "3"],
        ["pea*", "6", "2"],
    ]


def test_a_constructed_text_says_so() -> None:
    made = Text("memo", TEXT.raw, {"constructed": True, "label": "Constructed example"})
    bundle = dispersion_plot(made, "war")._repr_mimebundle_()
    assert "Constructed example" in bundle["text/html"].split("<img")[0]
    assert "Constructed example" in bundle["text/plain"]
    assert "Constructed" not in html(dispersion_plot(TEXT, "war"))


def test_hostile_words_neither_run_nor_break_the_drawing() -> None:
    table = pd.DataFrame({"word": ["<script>", '"$x^$"', "$\\frac$"], "count": [3, 2, 1]})
    page = html(bar_chart(table, title="<b>$a$</b>"))
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&quot;$x^$&quot; 2" in page


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (WORDS.head(0), {}, "nothing to draw"),
        (WORDS, {"top": 0}, "nothing to draw"),
        (WORDS, {"label": "pair"}, "no column 'pair'. Its columns are: word, count, per_1000."),
        (WORDS, {"value": "n"}, "no column 'n'"),
        (WORDS, {"value": "word"}, "does not hold a finite number"),
        (WORDS.assign(count=[1, float("inf"), 2]), {}, "does not hold a finite number"),
        (WORDS.assign(count=[1, float("nan"), 2]), {}, "does not hold a finite number"),
    ],
)
def test_bar_chart_errors(table: pd.DataFrame, options: dict[str, Any], message: str) -> None:
    with pytest.raises(KitError, match=re.escape(message)):
        bar_chart(table, title="T", **options)


@pytest.mark.parametrize(
    ("words", "message"),
    [((), "Give one or more"), (("wra",), "'wra' does not occur in memo. Check the spelling.")],
)
def test_dispersion_plot_errors(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(KitError, match=re.escape(message)):
        dispersion_plot(TEXT, *words)


def test_matplotlib_is_loaded_only_to_draw_and_pyplot_never() -> None:
    code = (
        "import sys, kit.charts, kit.show; assert 'matplotlib' not in sys.modules;"
        "from kit.texts import Text; kit.charts.dispersion_plot(Text('t', 'war'), 'war');"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
