"""Sentences put together again where one quotation holds several of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kit.attribution.tokens import Span
from kit.texts import Text


class Unit(NamedTuple):
    """A sentence, or several where one quotation holds them together, with its quotations."""

    start: int
    end: int
    quotes: list[Span]
    paragraph: int


def units_of(text: Text, quotes: Sequence[Span]) -> Iterator[Unit]:
    """The sentences of a text, those inside one quotation taken together.

    >>> raw = "“We go. We stay,” Lee said. It rained."
    >>> [raw[unit.start : unit.end] for unit in units_of(Text("t", raw), [(0, 17)])]
    ['“We go. We stay,” Lee said.', 'It rained.']
    """
    at = 0
    for number, paragraph in enumerate(text.paragraphs):
        begun: int | None = None
        held: list[Span] = []
        for sentence in paragraph.sentences:
            if begun is None:
                begun, held = sentence.start, []
            while at < len(quotes) and quotes[at][0] < sentence.end:
                held.append(quotes[at])
                at += 1
            if held and held[-1][1] > sentence.end:
                continue
            yield Unit(begun, sentence.end, held, number)
            begun = None
        if begun is not None:
            yield Unit(begun, paragraph.end, held, number)
