"""Where sentences begin and end: as nltk's Punkt has it, and an inner end of a quotation is none."""

import re
from collections.abc import Iterator


def sentence_spans(paragraph: str, offset: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a paragraph.

    >>> list(sentence_spans("“No!” she said. He left the U.S. army."))
    [(0, 15), (16, 38)]
    """
    from kit.punkt import sentence_splitter

    begun: tuple[int, int] | None = None
    for start, end in sentence_splitter().span_tokenize(paragraph):
        if begun and paragraph[start].islower() and _INNER_END.search(paragraph, begun[1] - 3, begun[1]):
            begun = (begun[0], end)  # “No!” | she said: the mark ended the quotation only
            continue
        if begun:
            yield begun[0] + offset, begun[1] + offset
        begun = (start, end)
    if begun:
        yield begun[0] + offset, begun[1] + offset


_INNER_END = re.compile(r"(?:[!?…]|\.\.\.|[.!?][\"”’'»)])\Z")
