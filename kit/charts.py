"""Two charts, each with a sentence and a table that say the same: word counts, and where words stand."""

from base64 import b64encode
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.by_ear import folded
from kit.errors import KitError
from kit.show import constructed_label
from kit.tables import figure_text, html_table
from kit.texts import Text
from kit.words import occurrences

if TYPE_CHECKING:  # matplotlib takes a while to load: charts import it when they draw
    from matplotlib.figure import Figure

_DPI = 144  # twice what a screen needs; shown at half size, the picture stays sharp when enlarged
_WIDTH = 7.0  # inches, of which JupyterLab's column shows all
COLOURS = ("#0072b2", "#d55e00", "#007a5a", "#a6437c", "#8a6d00")  # Okabe and Ito, three of them darkened


@dataclass(frozen=True)
class Picture:
    """A chart: its ``title``, a sentence that says what it shows (``alt``), its data, the PNG file."""

    title: str
    alt: str
    table: pd.DataFrame = field(repr=False)
    png: bytes = field(repr=False)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": picture_html(self), "text/plain": f"{self.title}\n{self.alt}"}


def picture_html(picture: Picture) -> str:
    """The picture as one ``<figure>``: caption, image, and the same as a table."""
    width = int.from_bytes(picture.png[16:20], "big") // 2  # a PNG keeps its width there
    return (
        '<figure class="mathjax_ignore tex2jax_ignore" style="margin:0">'
        f'<figcaption style="margin-bottom:.5em"><strong>{escape(picture.title)}</strong></figcaption>'
        f'<img src="data:image/png;base64,{b64encode(picture.png).decode()}" alt="{escape(picture.alt)}" '
        f'width="{width}" style="max-width:100%;height:auto">'
        f"{folded('The same as a table', html_table(picture.table, picture.title))}</figure>"
    )


def bar_chart(
    table: pd.DataFrame, *, label: str = "word", value: str = "count", title: str, top: int = 10
) -> Picture:
    """The first ``top`` rows of a table as horizontal bars, in the order of the table.

    ``label`` and ``value`` name the columns with the words and with the numbers.

    Raises KitError for a table with no rows, a column it does not have, and values that are not numbers.

    >>> words = pd.DataFrame({"word": ["war", "peace"], "count": [4, 1]})
    >>> bar_chart(words, title="Two words").alt
    'Bar chart of count by word: war 4, peace 1.'
    """
    data = _rows(table, label, value, top)
    names = [str(name) for name in data[label]]
    numbers = [float(number) for number in data[value]]
    heads = [f"{label} {name}:" if name.isdigit() else name for name in names]  # "3 1" would be two figures
    said = [f"{head} {figure_text(number)}" for head, number in zip(heads, numbers, strict=True)]
    alt = f"Bar chart of {value} by {label}: {', '.join(said)}."
    return Picture(title, alt, data, png_of(_draw_bars(names, numbers, value)))


def _rows(table: pd.DataFrame, label: str, value: str, top: int) -> pd.DataFrame:
    for column in (label, value):
        if column not in table.columns:
            have = ", ".join(map(str, table.columns)) or "none"
            raise KitError(f"The table has no column '{column}'. Its columns are: {have}.")
    data = table[[label, value]].head(max(top, 0)).reset_index(drop=True)
    if data.empty:
        raise KitError("There is nothing to draw: no rows are left. Check the table and 'top'.")
    if not pd.api.types.is_numeric_dtype(data[value]) or not data[value].map(isfinite).all():
        raise KitError(f"The column '{value}' does not hold a finite number in every row. Choose another.")
    return data


def _draw_bars(names: list[str], numbers: list[float], value: str) -> "Figure":
    figure = new_figure(0.9 + 0.38 * len(names))
    axes = figure.add_subplot()
    places = range(len(names))
    bars = axes.barh(places, numbers, color=COLOURS[0], height=0.7)
    axes.bar_label(bars, labels=[figure_text(number) for number in numbers], padding=4, fontsize=12)
    axes.set_yticks(places, [literal(name) for name in names], fontsize=12)
    axes.set_ylim(len(names) - 0.4, -0.6)  # the first row of the table on top
    axes.margins(x=0.1)
    axes.set_xlabel(literal(value), fontsize=12)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def dispersion_plot(text: Text, *words: str) -> Picture:
    """Where words stand in a text: a row a word, a tick at each place, faint lines between paragraphs.

    A phrase and ``escalat*`` are found as ``kit.words.occurrences`` finds them. The table has a row for
    each tick: ``word``, ``position`` (the number of its first token, counted from 1) and ``paragraph``.

    Raises KitError for a word that does not occur, and for no word at all.

    >>> dispersion_plot(Text("example", "War came.\\nNo war, no peace."), "war").alt
    'Dispersion plot of example, 6 words in 2 paragraphs: war stands at 2 places, in paragraphs 1, 2.'
    """
    if not words:
        raise KitError("There is no word to look for. Give one or more, such as 'charade'.")
    wanted = tuple(dict.fromkeys(words))
    table = pd.DataFrame(
        [row for word in wanted for row in _ticks(text, word)], columns=["word", "position", "paragraph"]
    )
    notice = constructed_label(text)
    title = f"Where {', '.join(wanted)} {'stands' if len(wanted) == 1 else 'stand'} in {text.name}"
    size = f"{text.name}, {len(text.words)} words in {len(text.paragraphs)} paragraphs"
    said = "; ".join(_said(word, table) for word in wanted)
    return Picture(
        f"{title} ({notice})" if notice else title,
        f"Dispersion plot of {size}: {said}." + (f" {notice}." if notice else ""),
        table,
        png_of(_draw_ticks(text, wanted, table)),
    )


def _ticks(text: Text, word: str) -> list[tuple[str, int, int]]:
    found = occurrences(text, word)
    if not found:
        raise KitError(f"'{word}' does not occur in {text.name}. Check the spelling.")
    positions = {token.start: at for at, token in enumerate(text.words, start=1)}
    starts = [paragraph.start for paragraph in text.paragraphs]
    return [
        (word, positions[place[0].start], sum(start <= place[0].start for start in starts)) for place in found
    ]


def _said(word: str, table: pd.DataFrame) -> str:
    paragraphs = table.loc[table["word"] == word, "paragraph"]
    numbers = list(dict.fromkeys(paragraphs.tolist()))
    places = f"{len(paragraphs)} place{'s' * (len(paragraphs) > 1)}"
    return f"{word} stands at {places}, in paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def _draw_ticks(text: Text, words: tuple[str, ...], table: pd.DataFrame) -> "Figure":
    figure = new_figure(1.2 + 0.45 * len(words))
    axes = figure.add_subplot()
    ends, total = [], 0
    for paragraph in text.paragraphs:
        total += len(paragraph.words)
        ends.append(total)
    for end in ends[:-1]:
        axes.axvline(end + 0.5, color="#c4c4c4", linewidth=1, zorder=0)
    for row, word in enumerate(words):
        places = table.loc[table["word"] == word, "position"].tolist()
        colour = COLOURS[row % len(COLOURS)]
        axes.vlines(places, row - 0.34, row + 0.34, color=colour, linewidth=2.5)
    axes.set_yticks(range(len(words)), [literal(word) for word in words], fontsize=12)
    axes.set_ylim(len(words) - 0.4, -0.6)
    axes.set_xlim(0, total + 1)
    axes.set_xlabel("position in the text, in words (grey lines: paragraphs)", fontsize=12)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def literal(label: str) -> str:
    """A label as matplotlib must have it: what stands between two dollar signs would become a formula."""
    return label.replace("$", r"\$")


def new_figure(height: float) -> "Figure":
    """An empty figure as wide as a notebook's column and ``height`` inches high."""
    from matplotlib.figure import Figure

    return Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white", layout="constrained")


def png_of(figure: "Figure") -> bytes:
    """The figure as a PNG file, the same bytes for the same figure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    target = BytesIO()
    figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()
