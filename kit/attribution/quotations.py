"""Quotation marks paired up: where each quoted stretch of a text begins and ends.

Marks understood: straight and curly, double and single, low and angled ones (« » ‹ › „ “), and two
apostrophes typed for one double mark. An apostrophe, a foot or inch sign and an elision (’90s, ’em)
are no quotation marks. A quotation runs on over a paragraph's end only where the next paragraph
opens with the mark again, which is how English print shows that a speaker goes on.
"""

import re
from dataclasses import dataclass, field

from kit.texts import Text

DEEPEST = 6  # quotations inside quotations are followed this far down; no reader follows them further

Span = tuple[int, int]


@dataclass(frozen=True)
class Quotation:
    """A quoted stretch, marks included.

    ``spans`` has one (start, end) for each paragraph it touches, ``depth`` is 0 for a quotation
    that lies in no other, ``closed`` is False where the closing mark is missing.
    """

    raw: str = field(repr=False)
    spans: tuple[Span, ...]
    mark: str
    depth: int
    closed: bool

    @property
    def start(self) -> int:
        """Where its first mark stands."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The place after its last mark."""
        return self.spans[-1][1]

    @property
    def text(self) -> str:
        """The quotation, marks included."""
        return self.raw[self.start : self.end]


@dataclass
class _Open:
    mark: str
    start: int
    earlier: list[Span]


_MARKS = re.compile(r"''|``|[\"“”„«»‹›‘’']")
_PARTNER = {"“": "”", "„": "“", "«": "»", "»": "«", "‹": "›", "‘": "’", "``": "''"}
_CLOSES = {"”": "“„", "“": "„", "»": "«", "«": "»", "›": "‹", "’": "‘", "''": "``"}
_TOGGLES = {'"', "''", "'"}
_BEFORE_OPENING = set(" \t\n\r\f\v\xa0([{-‐‑–—―/:;,.…<>=*_\u2009\u200b\ufeff“\"‘'«")
_ELISION = re.compile(r"(?i)\d0s|(?:tis|twas|em|til|cause|cos|bout|round|n)\b")


def find_quotations(text: Text) -> list[Quotation]:
    """All quotations of a text in the order in which they open.

    >>> text = Text("t", "“It’s ‘new’,” she said. The 6'2\\" man’s \\"plan\\" failed.")
    >>> [(quotation.text, quotation.depth) for quotation in find_quotations(text)]
    [('“It’s ‘new’,”', 0), ('‘new’', 1), ('"plan"', 0)]
    """
    found: list[Quotation] = []
    carried: list[_Open] = []
    if not text.raw:
        return found
    for start, end in ((paragraph.start, paragraph.end) for paragraph in text.paragraphs):
        reopened = bool(carried) and text.raw.startswith(carried[0].mark, start)
        if not reopened:
            found += _abandoned(text.raw, carried)
        stack = carried[:1] if reopened else []
        if reopened:
            stack[0].start = start
        _scan(text.raw, start, end, stack, found)
        carried = stack[:1]
        for left in carried:
            left.earlier.append((left.start, end))
    found += _abandoned(text.raw, carried)
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _abandoned(raw: str, carried: list[_Open]) -> list[Quotation]:
    # A single mark that nothing closes was an apostrophe, and stands for no quotation.
    return [
        Quotation(raw, tuple(left.earlier), left.mark, 0, False)
        for left in carried
        if left.mark not in "'‘" and left.earlier[-1][1] > left.start + len(left.mark)
    ]


def _scan(raw: str, start: int, end: int, stack: list[_Open], found: list[Quotation]) -> None:
    """Pair the marks of one paragraph; what stays open is left on the stack."""
    skip = stack[0].start + len(stack[0].mark) if stack else start
    marks = [match for match in _MARKS.finditer(raw, skip, end) if _is_mark(raw, match, end)]
    # The last place of each mark, to tell a plural's apostrophe from the closing mark after it.
    last = {match.group(): match.start() for match in marks}
    for match in marks:
        mark, at = match.group(), match.start()
        closes = _closing(raw, mark, at, match.end(), stack)
        if closes is not None and not _plural_apostrophe(raw, mark, at, match.end(), last):
            opened = stack[closes]
            del stack[closes:]
            spans = (*opened.earlier, (opened.start, match.end()))
            found.append(Quotation(raw, spans, opened.mark, closes, True))
        elif closes is None and len(stack) < DEEPEST and _opening(raw, mark, at, match.end()):
            stack.append(_Open(mark, at, []))


def _is_mark(raw: str, match: re.Match[str], end: int) -> bool:
    """Whether a mark's neighbours allow it to be a quotation mark at all."""
    mark, at, after = match.group(), match.start(), match.end()
    before = raw[at - 1] if at else " "
    following = raw[after] if after < end else " "
    if mark in "'’" and before.isalnum() and following.isalnum():
        return False  # don't, 6'2
    if mark in "'‘’" and not before.isalnum() and _ELISION.match(raw, after):
        return False
    inches = mark == '"' and before.isdigit() and _FEET.search(raw, max(0, at - 6), at)
    return not inches


_FEET = re.compile(r"\d['′’]\s?\d{1,2}\Z")  # 6'2


def _closing(raw: str, mark: str, at: int, after: int, stack: list[_Open]) -> int | None:
    """The place on the stack of the quotation that this mark closes, if it closes one."""
    before = raw[at - 1] if at else " "
    if mark in _TOGGLES and before.isspace() and raw[after : after + 1].isalnum():
        return None  # white space before it and a word after it: it opens
    for place in range(len(stack) - 1, -1, -1):
        mate = stack[place].mark
        if (mate == mark and mark in _TOGGLES) or mate in _CLOSES.get(mark, ""):
            return None if mark in "'’" and before.isspace() else place
    # “Such carelessness," in which straight and curly marks are mixed
    mixed = {'"': "“", "”": '"'}.get(mark)
    if mixed and stack and stack[-1].mark == mixed and not before.isspace():
        return None if raw[after : after + 1].isalnum() else len(stack) - 1
    return None


def _opening(raw: str, mark: str, at: int, after: int) -> bool:
    before = raw[at - 1] if at else " "
    following = raw[after : after + 1]
    if not following or following.isspace():
        return False
    if mark in "“„«‹``":
        return True
    if mark == "’" or mark == "›":
        return False
    return before in _BEFORE_OPENING or (mark == "‘" and not before.isalnum())


def _plural_apostrophe(raw: str, mark: str, at: int, after: int, last: dict[str, int]) -> bool:
    """The workers’ rights, inside a quotation in single marks that is closed further on."""
    if mark not in "'’" or raw[at - 1 : at] != "s" or last[mark] == at:
        return False
    return bool(re.match(r"\s[a-z]", raw[after : after + 2]))


def top_level(quotations: list[Quotation]) -> list[Quotation]:
    """The quotations that lie in no other."""
    return [quotation for quotation in quotations if quotation.depth == 0]
