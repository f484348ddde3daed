"""Sentence boundaries as nltk's Punkt finds them, with abbreviations of the kit's own and no trained model.

A module of its own, since nltk takes longer to load than all that it takes to grade a class's notebooks.
"""

import re
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
def sentence_splitter() -> PunktSentenceTokenizer:
    """The one splitter of this process."""
    # Punkt normally loads trained parameters that must be downloaded. The rules of the
    # algorithm need only a list of abbreviations, so the kit brings its own and stays offline.
    parameters = PunktParameters()
    parameters.abbrev_types = _Abbreviations(form.rstrip(".").lower() for form in forms("abbreviations"))
    parameters.sent_starters = set(forms("sentence_starters"))
    return PunktSentenceTokenizer(parameters, lang_vars=_Punctuation())
