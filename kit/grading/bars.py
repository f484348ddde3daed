"""Charts that are tables: in each row a number and its bar, so that nothing depends on the picture."""

from kit.grading.pages import Data
from kit.grading.safe import cell


def percent(share: float | None) -> str:
    """A share as people write it; empty where there is none.

    >>> percent(0.4), percent(None)
    ('40 %', '')
    """
    return "" if share is None else f"{share:.0%}".replace("%", " %")


def bar(share: float | None, written: str = "") -> Data:
    """A cell with a share from 0 to 1 and its bar. ``written`` takes the place of the per cent.

    >>> bar(0.4)
    '<td class="bar"><span>40 %</span><i style="width:40%"></i></td>'
    """
    if share is None:
        return Data("<td></td>")
    return Data(
        f'<td class="bar"><span>{written or percent(share)}</span><i style="width:{_place(share)}"></i></td>'
    )


def counted(number: int, of: int) -> Data:
    """A cell with a number and its bar, which is full at ``of``.

    >>> counted(3, 4)
    '<td class="bar"><span>3</span><i style="width:75%"></i></td>'
    """
    return bar(number / of if of else 0, cell(number))


def change(before: float, after: float) -> Data:
    """A cell with a line from one share (a ring) to another (a disc), between 0 and 1.

    >>> change(0.25, 0.5)
    '<td class="dots"><div><i style="left:25%;width:25%"></i><b style="left:25%"></b><b style="left:50%"></b></div></td>'
    """  # noqa: E501  what it gives is one line
    low, high = sorted((before, after))
    line = f'<i style="left:{_place(low)};width:{_place(high - low)}"></i>'
    dots = "".join(f'<b style="left:{_place(share)}"></b>' for share in (before, after))
    return Data(f'<td class="dots"><div>{line}{dots}</div></td>')


def _place(share: float) -> str:
    return f"{round(100 * min(max(share, 0), 1), 1):g}%"
