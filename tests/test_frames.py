"""Data frames in a notebook: figures as pandas writes them, headings that say what they head."""

import re
import subprocess
import sys

import pandas as pd
import pytest

import kit
from kit.frames import frame_html
from kit.texts import Text, read

TABLE = pd.DataFrame({"word": ["war", "<b>"], "per_1000": [56.1, 0.25]})


def headings(html: str, scope: str) -> list[str]:
    found = re.findall(rf'<th scope="{scope}"[^>]*>(.*?)</th>', html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", heading) for heading in found]


def test_a_row_is_headed_by_its_first_value_and_the_numbers_by_what_they_are() -> None:
    html = frame_html(TABLE)
    assert headings(html, "col") == ["row number", "word", "per_1000"]
    assert headings(html, "row") == ["war", "&lt;b&gt;"]
    assert "<td>0</td>" in html and "<td>56.10</td>" in html
    assert html.count("<th ") == html.count("<th scope=") and "<th>" not in html


def test_figures_are_those_of_pandas() -> None:
    def cells(html: str) -> list[str]:
        return re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", html.split("<tbody>")[1])

    assert cells(frame_html(TABLE)) == cells(TABLE._repr_html_())


@pytest.mark.parametrize(
    ("frame", "columns", "rows"),
    [
        (TABLE.set_index("word"), ["per_1000", "word"], ["war", "&lt;b&gt;"]),
        (TABLE.set_axis(["a", "b"]), ["word", "per_1000"], ["a", "b"]),
        (TABLE.assign(word=["", "war"]), ["row number", "word", "per_1000"], ["0", "war"]),
        (TABLE.set_index(["word", "per_1000"]).assign(n=[1, 2]), ["n", "word", "per_1000"], None),
        (TABLE.head(0), ["row number", "word", "per_1000"], []),
    ],
)
def test_no_heading_is_empty_whatever_the_index(
    frame: pd.DataFrame, columns: list[str], rows: list[str] | None
) -> None:
    html = frame_html(frame)
    assert headings(html, "col") == columns
    assert rows is None or headings(html, "row") == rows
    assert not re.search(r"<th[^>]*>\s*</th>", html)


def test_the_caption_says_what_the_table_is_about_and_what_is_cut_out_of_it_too() -> None:
    article, made = read("article"), Text("memo", "It may rain.", {"constructed": True})
    assert 'left">Words of article</caption>' in frame_html(kit.frequency(article).head(3).round(1))
    table = kit.stance_table(made)[["kind", "words"]]
    assert "Hedges and boosters in memo (constructed)</caption>" in frame_html(table)
    assert "Profile of article, memo (constructed)</caption>" in frame_html(kit.profile(article, made))
    assert "“charade” in article: 3 occurrences</caption>" in frame_html(kit.concordance(article, "charade"))
    assert "2 rows</caption>" in frame_html(TABLE) and "1 row</caption>" in frame_html(TABLE.head(1))


def test_a_long_table_is_cut_as_pandas_cuts_it() -> None:
    html = frame_html(pd.DataFrame({"n": range(200)}))
    assert "200 rows × 1 columns" in html and html.count("<tr>") < 20


def test_where_pandas_shows_no_html_neither_does_the_kit() -> None:
    with pd.option_context("display.notebook_repr_html", False):
        assert frame_html(TABLE) is None


def test_importing_the_kit_in_a_notebook_is_enough_and_loads_no_pandas() -> None:
    code = (
        "import sys; from IPython.core.interactiveshell import InteractiveShell;"
        "shell = InteractiveShell.instance(); import kit; assert 'pandas' not in sys.modules;"
        "import pandas; page, _ = shell.display_formatter.format(pandas.DataFrame({'a': [1]}));"
        "assert '<caption' in page['text/html'], page"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
