"""The word lists, one CSV each with the columns form, category, source and note."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a word list, as dictionaries keyed by column.

    >>> rows("abbreviations")[0]["form"]
    'Mr.'
    """
    lines = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))


def forms(name: str) -> tuple[str, ...]:
    """The forms of a word list, in the order of the file."""
    return tuple(row["form"] for row in rows(name))
