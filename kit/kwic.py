"""The display of a concordance: the key word in the middle, its context to either side."""

from html import escape
from typing import Any

import pandas as pd

from kit.titles import title_of

_SIDE = "padding:0 .4em;white-space:pre-wrap;font-family:monospace"


class Concordance(pd.DataFrame):  # type: ignore[misc]  # pandas is untyped
    """A frame of occurrences that shows itself as key word in context (KWIC).

    Columns as ``kit.concordance`` gives them; whatever is cut out of it is an ordinary frame.
    """

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><td style="{_SIDE};text-align:right">{escape(left)}</td>'
            f'<td style="{_SIDE};text-align:center"><strong>{escape(keyword)}</strong></td>'
            f'<td style="{_SIDE};text-align:left">{escape(right)}</td>'
            f'<td style="padding:0 .4em;text-align:right">{paragraph}</td></tr>'
            for left, keyword, right, paragraph in self._lines()
        )
        heads = "".join(f'<th scope="col">{name}</th>' for name in ("left", "key word", "right", "paragraph"))
        count = f"{len(self)} occurrences" if len(self) != 1 else "1 occurrence"
        caption = escape(f"{title_of(self)}: {count}")
        return (
            f'<table style="border-collapse:collapse"><caption style="text-align:left">{caption}</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def __repr__(self) -> str:
        lines = self._lines()
        wide = max((len(left) for left, *_ in lines), default=0)
        return "\n".join(
            f"{left:>{wide}}[{keyword}]{right}  (paragraph {paragraph})"
            for left, keyword, right, paragraph in lines
        )

    def _lines(self) -> list[Any]:
        return list(self[["left", "keyword", "right", "paragraph"]].itertuples(index=False, name=None))
