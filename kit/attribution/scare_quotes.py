"""Scare quotes: quotation marks round words that are nobody's utterance in the text.

The marks signal distance or irony (pseudo-“legal”) or set off a term (known as “mission creep”).
Quoted words inside an attributed claim are part of that quotation; the title of a work is neither.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kit.attribution.detector import Attribution, find_attributions
from kit.attribution.quotations import Quotation, find_quotations
from kit.attribution.tokens import listed
from kit.spans import merged
from kit.texts import Text, words_in

LONGEST = 6  # words; a longer quotation is somebody's sentence, whether or not it names the speaker


@dataclass(frozen=True)
class ScareQuote:
    """Words in marks of distance: place (marks included), text, category and rule.

    ``category`` is ``distance`` or ``term``.
    """

    start: int
    end: int
    text: str
    category: str
    rule: str


_LEAD = 40  # characters before a quotation that tell what it is
_TERM = re.compile(
    r"(?i)\b(?:term|word|words|phrase|concept|notion|known as|termed|dubbed|labell?ed|named|called|"
    r"nicknamed|means?|meaning|definition of|defined as|refer(?:s|red)? to as|abbreviated)"
    r"(?: (?:a|an|the|of|is|was))?[ ,:]*\Z"
)
_SO_CALLED = re.compile(r"(?i)\bso[- ]called (?:\w+ )?\Z")
_PREFIX = re.compile(r"(?i)\b(?:pseudo|quasi|semi|anti|pro|non|ultra|neo)[-‐‑–]\Z")
_WORK = re.compile(
    r"(?i)\b(?:book|film|movie|show|song|article|documentary|episode|program(?:me)?|column|essay|"
    r"album|ad|novel|series|play|poem|headline|hashtag|slogan|banner|sign|entitled|titled|anthem)"
    r"(?: (?:is|was|called|named|reading|entitled|titled))?[ ,:]*\Z"
)
_SENTENCE_INSIDE = re.compile(r"[.?!…;:]\s|[?!]")
_SMALL = listed("a an the of and or in on at to for from with by is")


def find_scare_quotes(text: Text, given: Iterable[Attribution] | None = None) -> list[ScareQuote]:
    """The scare quotes of a text, in order. ``given``: its attributions, if they are known already.

    >>> text = Text("example", "Their pseudo-“legal” plan failed. “It “works”,” she said.")
    >>> [(found.text, found.category) for found in find_scare_quotes(text)]
    [('“legal”', 'distance')]
    """
    attributions = find_attributions(text) if given is None else given
    spoken = merged(span for found in attributions if _speech(found) for span in found.content)
    starts = [start for start, _ in spoken]
    found = []
    for quotation in find_quotations(text):
        if quotation.depth or not quotation.closed or quotation.end - quotation.start > 90:
            continue
        place = bisect_right(starts, quotation.start) - 1
        lead = text.raw[max(0, quotation.start - _LEAD) : quotation.start]
        attributed = place >= 0 and quotation.start < spoken[place][1]
        if attributed and not (_PREFIX.search(lead) or _SO_CALLED.search(lead)):
            continue
        if judged := _judged(quotation, lead):
            found.append(ScareQuote(quotation.start, quotation.end, quotation.text, *judged))
    return found


def _speech(found: Attribution) -> bool:
    """Whether quotation marks in a content are its speaker's words."""
    category, _, rule = found.rule.partition(": ")
    return category in ("statement", "thought") and rule != "passive"


def _judged(quotation: Quotation, lead: str) -> tuple[str, str] | None:
    """Category and rule of a quotation outside all speech, None if it is no scare quote."""
    inside = quotation.text.strip("\"'“”„‘’«»‹›` ")
    words = [word.text for word in words_in(inside)]
    if not words or len(words) > LONGEST or _SENTENCE_INSIDE.search(inside):
        return None
    if _PREFIX.search(lead):
        return "distance", "after a prefix"
    if _SO_CALLED.search(lead):
        return "distance", "so-called"
    if _WORK.search(lead) or _is_title(words):
        return None
    if _TERM.search(lead):
        return "term", "named as a term"
    return "distance", "quoted words"


def _is_title(words: list[str]) -> bool:
    """Two or more words, all capitalised but the small ones: “Meet the Press”."""
    heavy = [word for word in words if word.lower() not in _SMALL]
    return len(words) > 1 and bool(heavy) and all(word[0].isupper() for word in heavy)
