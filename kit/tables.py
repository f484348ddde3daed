"""Frames as HTML tables that say what they hold, to the eye and to a screen reader."""

from html import escape

import pandas as pd

_CELL = "padding:2px 12px 2px 0;text-align:left;vertical-align:top"


def html_table(table: pd.DataFrame, caption: str) -> str:
    """A frame as an HTML table, without its index: a caption, and each row headed by its first cell.

    >>> html_table(pd.DataFrame({"word": ["war"], "count": [4]}), "Words").count("scope")
    3
    """
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row" style="{_CELL}">{escape(figure_text(first))}</th>'
        + "".join(f'<td style="{_CELL}">{escape(figure_text(value))}</td>' for value in rest)
        + "</tr>"
        for first, *rest in table.itertuples(index=False)
    )
    return (
        '<table style="border-collapse:collapse">'
        f'<caption style="text-align:left">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def figure_text(value: object) -> str:
    """A cell as people write it: whole numbers plain, others with two decimals, tiny ones not as 0.

    >>> figure_text(3.0), figure_text(15.1745), figure_text(0.0004), figure_text("war")
    ('3', '15.17', '0.0004', 'war')
    """
    if isinstance(value, float):
        return f"{value:.1g}" if 0 < abs(value) < 0.01 else f"{value:.2f}".removesuffix(".00")
    return str(value)
