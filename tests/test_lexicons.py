"""Whatever lies in kit/lexicons has the four columns, a source for every row, and no form twice."""

from importlib.resources import files

import pytest

from kit.lexicons import forms, rows

LISTS = sorted(path.name[:-4] for path in files("kit.lexicons").iterdir() if path.name.endswith(".csv"))
each = pytest.mark.parametrize("name", LISTS)


@each
def test_a_list_has_the_columns_and_every_row_fills_them(name: str) -> None:
    assert {"form", "category", "source", "note"} <= set(rows(name)[0])
    for row in rows(name):
        assert None not in row and None not in row.values(), row  # a comma too many, or one too few
        assert row["form"] and row["category"] and row["source"], row
        assert row["form"] == row["form"].strip(), row


@each
def test_no_form_stands_there_twice(name: str) -> None:
    assert len(set(forms(name))) == len(forms(name))
