"""Data frames as a notebook shows them: pandas' own tables, in which a screen reader finds its way.

pandas leaves the corner cell empty, says of no heading what it heads, and heads each row by its number. Here
a row is headed by its first value, the numbers are numbers, and the table says what it is about.
"""

import re
from html import escape
from typing import TYPE_CHECKING, Any

from kit.by_ear import heard

if TYPE_CHECKING:
    import pandas as pd

_HEADING = re.compile(r"<th(?=[ >])")
_FIRST = re.compile(r"<th>([^<]*)</th>(\s*)<td>([^<]+)</td>")  # a heading cannot be empty


def show_frames() -> None:
    """From now on, let this session's notebook show data frames so. pandas is not loaded for it."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell and shell.display_formatter:
        html = shell.display_formatter.formatters["text/html"]
        html.for_type_by_name("pandas", "DataFrame", frame_html)


def frame_html(frame: "pd.DataFrame") -> Any:
    """A frame as pandas would show it, figures and all, with scopes and a caption, and its words whole.

    Frames with a display of their own, such as ``kit.concordance``'s, keep it. None where pandas is set to
    show no HTML.
    """
    import pandas as pd  # loaded already where there is a frame

    from kit.titles import title_of

    with pd.option_context(
        "display.max_colwidth", None
    ):  # a name cut off in the middle cannot be listened to
        html = frame._repr_html_()
    if html is None or '<table border="1" class="dataframe">' not in html:
        return html
    head, body = html.split("<tbody>", 1)
    numbered = _numbers_rows(frame)
    corner = f"<th>{heard('row number')}</th>" if numbered else "<td></td>"
    head = head.replace("<th></th>", corner).replace("_", "_<wbr>")  # where a long name may be broken
    head = _HEADING.sub('<th scope="col"', head)
    if numbered:
        body = _FIRST.sub(r'<td>\1</td>\2<th scope="row">\3</th>', body)
    body = _HEADING.sub('<th scope="row"', body.replace('<th scope="row"', "<th"))
    caption = f'<caption style="text-align:left">{escape(title_of(frame) or _size(frame))}</caption>'
    return f"{head.replace('<thead>', f'{caption}<thead>', 1)}<tbody>{body}"


def _numbers_rows(frame: "pd.DataFrame") -> bool:
    """Whether the frame's index holds nothing but the numbers of its rows."""
    index = frame.index
    return index.nlevels == 1 and index.name is None and index.dtype.kind in "iu" and len(frame.columns) > 0


def _size(frame: "pd.DataFrame") -> str:
    return f"{len(frame)} row{'s' * (len(frame) != 1)}"
