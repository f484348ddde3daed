"""Profiles of texts as small multiples: a panel for each measure, a bar for each text."""

from math import ceil, isfinite
from typing import TYPE_CHECKING

import pandas as pd

from kit.charts import COLOURS, Picture, literal, new_figure, png_of
from kit.errors import KitError
from kit.profiles import MEASURES
from kit.tables import figure_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ACROSS = 2  # panels side by side: more would make their titles too small to read


def profile_chart(table: pd.DataFrame, *, title: str = "Profiles") -> Picture:
    """The profiles of texts, one panel for each measure, one bar for each text, in the order of the table.

    ``table`` is what ``kit.profile`` returns, or some of its columns. Every panel starts at 0; panels of
    shares have the same scale. Constructed texts are marked *(constructed)* in the picture and in words.

    Raises KitError for a table with no rows, without a column ``text``, without any measure, and for a value
    that is not a finite number.

    >>> table = pd.DataFrame({"text": ["a", "b"], "hedges_per_1000": [15.0, 3.5]})
    >>> profile_chart(table).alt
    'Small multiples, one panel a measure. Hedges per 1,000 words: a 15, b 3.50.'
    """
    measures = [column for column in MEASURES if column in table.columns]
    if "text" not in table.columns or not measures or table.empty:
        raise KitError("There is nothing to draw. Give the table that kit.profile returns, with its rows.")
    for column in measures:
        if not pd.api.types.is_numeric_dtype(table[column]) or not table[column].map(isfinite).all():
            raise KitError(f"The column '{column}' does not hold a finite number in every row.")
    labels = table["label"] if "label" in table.columns else [""] * len(table)
    names = [
        f"{name} (constructed)" if label else str(name)
        for name, label in zip(table["text"], labels, strict=True)
    ]
    said = [_said(MEASURES[column], names, table[column].tolist()) for column in measures]
    notices = sorted({str(label) for label in labels if label})
    shown = table[measures].rename(columns=MEASURES)
    shown.insert(0, "text", names)
    return Picture(
        title,
        " ".join(["Small multiples, one panel a measure.", *said, *(f"{notice}." for notice in notices)]),
        shown,
        png_of(_draw(names, table, measures)),
    )


def _said(measure: str, names: list[str], values: list[float]) -> str:
    pairs = ", ".join(f"{name} {figure_text(float(v))}" for name, v in zip(names, values, strict=True))
    return f"{measure[0].upper()}{measure[1:]}: {pairs}."


def _draw(names: list[str], table: pd.DataFrame, measures: list[str]) -> "Figure":
    down = ceil(len(measures) / _ACROSS)
    figure = new_figure(down * (0.6 + 0.3 * len(names)))
    for at, column in enumerate(measures):
        axes = figure.add_subplot(down, _ACROSS, at + 1)
        values = table[column].tolist()
        colours = [COLOURS[row % len(COLOURS)] for row in range(len(names))]
        bars = axes.barh(range(len(names)), values, color=colours, height=0.7)
        axes.bar_label(bars, labels=[figure_text(float(v)) for v in values], padding=3, fontsize=10)
        axes.set_yticks(range(len(names)), [literal(name) for name in names], fontsize=10)
        axes.set_ylim(len(names) - 0.4, -0.6)
        share = not column.endswith("_per_1000")
        axes.set_xlim(0, 1.15 if share else max([*values, 1e-9]) * 1.25)
        axes.set_title(MEASURES[column], fontsize=10, loc="left")
        axes.tick_params(axis="y", length=0)
        axes.xaxis.set_visible(False)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        if at % _ACROSS:
            axes.tick_params(labelleft=False)  # the names stand at the left panel of the row
    return figure
