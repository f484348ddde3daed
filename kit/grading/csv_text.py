"""A CSV file as it lies on the disk: what each cell says and where it stands, so that it is changed alone."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.errors import KitError

BOM = "\ufeff"
_FIRST = re.compile(
    r'(?:"(?:[^"]|"")*+")?[^,;\t\r\n"]*([,;\t])'
)  # semicolons where the decimal mark is a comma
_CODECS = ("utf-8", "cp1252", "latin-1")  # a spreadsheet saves its system's; the last one fits any bytes
_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,12}(?:[.,][0-9]{0,12})?)\s*")


@dataclass(frozen=True)
class Cell:
    """What a cell says, without the quotes around it, and its place in the file's text, with them."""

    said: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its whole ``text`` and its rows, each with its cells; empty lines are no rows."""

    text: str
    codec: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]

    def filled(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file with other words in some cells, named by row and column, and not a byte changed elsewhere.

        >>> read_sheet(b'name;"grade"\\r\\n"Lima; Ana";""\\r\\n').filled({(1, 1): "7"})
        b'name;"grade"\\r\\n"Lima; Ana";"7"\\r\\n'
        """
        parts, done = [], 0
        for (row, column), said in sorted(cells.items()):
            cell = self.rows[row][column]
            quoted = self.text[cell.start : cell.start + 1] == '"' or re.search(r'[",;\t\r\n]', said)
            parts += [self.text[done : cell.start], '"' + said.replace('"', '""') + '"' if quoted else said]
            done = cell.end
        return "".join([*parts, self.text[done:]]).encode(self.codec)


def read_sheet(data: bytes) -> Sheet:
    """The cells of a CSV file, whatever its delimiter, line ends and encoding.

    Raises KitError where it cannot be text.
    """
    text, codec = _decode(data)
    start = len(BOM) if text.startswith(BOM) else 0
    # headers may hold any of the marks, but the first one is short and plain in every sheet that is read here
    first = _FIRST.match(text, start)
    delimiter = first[1] if first else ","
    rows = (row for row in _rows(text, start, delimiter) if len(row) > 1 or row[0].said.strip())
    return Sheet(text, codec, delimiter, tuple(rows))


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            raise KitError("The file is damaged: it is not the UTF-16 text that it begins as.") from None
    for codec in _CODECS[:-1]:
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            continue
    return data.decode(_CODECS[-1]), _CODECS[-1]


def _rows(text: str, start: int, delimiter: str) -> Iterator[tuple[Cell, ...]]:
    """Cells as the usual rules have it: in quotes may stand anything, and quotes are doubled there."""
    mark = re.escape(delimiter)
    pattern = re.compile(rf'(?:"((?:[^"]|"")*+)"|("(?s:.*)\Z))?([^{mark}\r\n]*+)')
    row: list[Cell] = []
    while start < len(text) or row:
        found = pattern.match(text, start)
        assert found is not None  # the pattern fits the empty text too
        quoted, unclosed, rest = found.groups()
        said = (quoted or "").replace('""', '"') + (unclosed or "") + rest
        row.append(Cell(said, start, found.end()))
        start = found.end()
        if text[start : start + 1] == delimiter:
            start += 1
            continue
        yield tuple(row)
        row = []
        start += 2 if text.startswith("\r\n", start) else 1


def number(said: str) -> float | None:
    """A number with a decimal point or a decimal comma; None for anything else.

    >>> number("7,50"), number(" 3 "), number("1e9"), number("")
    (7.5, 3.0, None, None)
    """
    found = _NUMBER.fullmatch(said)
    return float(found[1].replace(",", ".")) if found else None
