"""A page as a screen reader says it: one line for each thing it stops at, in the order of the page.

``python -m tests.read_aloud NOTEBOOK`` prints a lesson so.
"""

import re
import sys
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from tests.exported import exported

SILENT = {"script", "style", "head", "colgroup"}
STOPS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "pre", "summary", "figcaption", "img", "table", "div"}


def read_aloud(page: BeautifulSoup) -> list[str]:
    """The lines of a page."""
    body = page.find("main")
    assert isinstance(body, Tag)
    return lines_of(body)


def lines_of(part: Tag) -> list[str]:
    """The lines of what stands in an element."""
    return [line for line in _lines(part) if line]


def _lines(parent: Tag) -> Iterator[str]:
    """What stands in an element: text that runs on is one line, whatever interrupts it another."""
    running = ""
    for child in parent.children:
        if isinstance(child, Tag) and (child.name in STOPS or child.find(list(STOPS))):
            yield tidy(running)
            running = ""
            yield from _stop(child)
        else:
            running += said(child)
    yield tidy(running)


def _stop(tag: Tag) -> Iterator[str]:
    if tag.name in SILENT:
        return
    if tag.name == "table":
        yield from table_lines(tag)
    elif tag.name == "img":
        yield f"image: {tag.get('alt') or 'WITHOUT ALTERNATIVE'}"
    elif tag.name == "pre":
        yield from (line for line in tag.get_text().splitlines() if line.strip())
    elif tag.name == "div" or tag.find(list(STOPS)):
        yield from _lines(tag)
    else:
        yield tidy(_ROLES.get(tag.name, "") + said(tag))


_ROLES = {f"h{level}": f"heading {level}: " for level in range(1, 7)} | {"li": "bullet: "}
_ROLES |= {"summary": "to open: ", "figcaption": "figure: "}


def said(node: object) -> str:
    """What is said of an element that runs on in its line; what is drawn on the page is not said."""
    if isinstance(node, NavigableString):
        return str(node) if type(node) is NavigableString else ""
    if not isinstance(node, Tag) or node.name in SILENT or "anchor-link" in (node.get("class") or []):
        return ""
    if node.name == "br":
        return " "
    words = "".join(map(said, node.children))
    return f"link, {words}" if node.name == "a" else words


def table_lines(table: Tag) -> Iterator[str]:
    """A table as one hears it: what heads the row, then each cell with what heads its column."""
    rows = [list(row.find_all(["th", "td"])) for row in table.find_all("tr")]
    caption = table.find("caption")
    yield tidy(f"table, {len(rows)} rows, {len(rows[0])} columns: {said(caption) if caption else ''}")
    heads = [tidy(said(cell)) if cell.name == "th" else "" for cell in rows[0]]
    yield f"columns: {'; '.join(head or 'WITHOUT HEADING' for head in heads)}"
    for row in rows[1:]:
        cells = zip(heads, row, strict=False)
        row_heads = [tidy(said(cell)) for cell in row if cell.name == "th"]
        told = [f"{head} {tidy(said(cell))}" for head, cell in cells if cell.name == "td"]
        yield "; ".join([*(f"row {head}" for head in row_heads), *told])


def tidy(text: str) -> str:
    """Text without runs of white space."""
    return re.sub(r"\s+", " ", text).strip()


if __name__ == "__main__":
    print("\n".join(read_aloud(BeautifulSoup(exported(sys.argv[1]), "html.parser"))))
