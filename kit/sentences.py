"""Where sentences begin and end: nltk's Punkt, with abbreviations of the kit's own and no trained model."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nltk import redos
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

from kit.lexicons import forms


class _Punctuation(PunktLanguageVars):  # type: ignore[misc]  # nltk is untyped
    """Punkt's idea of punctuation, with typographic quotation marks added."""

    re_boundary_realignment = re.compile(r"[\"')\]}”’»]+?(?:\s+|(?=--)|$)", re.MULTILINE)

    @property
    def _re_non_word_chars(self) -> str:
        return r"(?:[)\";}\]\*:@\'\({\[!\?“”‘’«»])"

    def period_context_re(self) -> Any:
        """Without nltk's five seconds for a text, which a long one needs; the pattern takes linear time."""
        return redos.compile(super().period_context_re(), timeout=None)


class _Abbreviations(set[str]):
    """The listed abbreviations, and every dotted one: ``U.S.``, ``a.m.``, ``D.C.``."""

    def __contains__(self, form: object) -> bool:
        return super().__contains__(form) or bool(_DOTTED.fullmatch(str(form)))


_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


@cache
def _sentence_splitter() -> PunktSentenceTokenizer:
    # Punkt normally loads trained parameters that must be downloaded. The rules of the
    # algorithm need only a list of abbreviations, so the kit brings its own and stays offline.
    parameters = PunktParameters()
    parameters.abbrev_types = _Abbreviations(form.rstrip(".").lower() for form in forms("abbreviations"))
    parameters.sent_starters = set(forms("sentence_starters"))
    return PunktSentenceTokenizer(parameters, lang_vars=_Punctuation())


def sentence_spans(paragraph: str, offset: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a paragraph.

    >>> list(sentence_spans("“No!” she said. He left the U.S. army."))
    [(0, 15), (16, 38)]
    """
    begun: tuple[int, int] | None = None
    for start, end in _sentence_splitter().span_tokenize(paragraph):
        if begun and paragraph[start].islower() and _INNER_END.search(paragraph, begun[1] - 3, begun[1]):
            begun = (begun[0], end)  # “No!” | she said: the mark ended the quotation only
            continue
        if begun:
            yield begun[0] + offset, begun[1] + offset
        begun = (start, end)
    if begun:
        yield begun[0] + offset, begun[1] + offset


_INNER_END = re.compile(r"(?:[!?…]|\.\.\.|[.!?][\"”’'»)])\Z")
