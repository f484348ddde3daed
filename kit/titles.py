"""What a table is about, kept with the table: its caption where it is shown."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from kit.texts import Text

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
Frame = TypeVar("Frame", bound="pd.DataFrame")

_KEY = "title"


def titled(what: str) -> Callable[[Callable[P, Frame]], Callable[P, Frame]]:
    """Give the table that a function returns a title: ``what``, then the texts it was called with.

    The title follows the table's rows and columns into whatever pandas cuts out of it.
    """

    def decorate(function: Callable[P, Frame]) -> Callable[P, Frame]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> Frame:
            frame = function(*args, **kwargs)
            entitle(frame, f"{what} {', '.join(named(given) for given in args if isinstance(given, Text))}")
            return frame

        return call

    return decorate


def entitle(frame: "pd.DataFrame", title: str) -> None:
    """Give a table a title."""
    frame.attrs[_KEY] = title


def title_of(frame: "pd.DataFrame") -> str:
    """The title of a table; empty for one that has none."""
    return str(frame.attrs.get(_KEY, ""))


def named(text: Text) -> str:
    """A text's name, with what must be said of a constructed one.

    >>> named(Text("memo", "Act now.", {"constructed": True}))
    'memo (constructed)'
    """
    unsaid = text.constructed and "constructed" not in text.name
    return f"{text.name} (constructed)" if unsaid else text.name
