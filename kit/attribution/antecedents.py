"""The name that a pronoun source points back to."""

import re
from collections import deque
from collections.abc import Sequence

from kit.attribution.noun_phrases import Places, noun_phrase_before
from kit.attribution.speakers import STATES, source_kind, speaker_kinds
from kit.attribution.tokens import Span, Token, listed, word_classes

KEPT = 4  # sources of each kind that are remembered
WINDOW = 700  # characters looked back for a name that was no source itself

_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof)\. )?"
    r"[A-Z][\w’'-]{0,30}[a-z](?: (?:[A-Z]\.|[A-Z][\w’'-]{0,30}[a-z])){0,5}"
)
_DATES = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december"
)


class Antecedents:
    """What was named so far, newest last. One object goes through one text from front to back."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._named: dict[str, deque[Span]] = {}

    def remember(self, tokens: Sequence[Token], source: Places, kind: str) -> None:
        """Keep a source as what later pronouns may point to."""
        if tokens[source[0]].kind not in ("pronoun", "relative"):
            spans = self._named.setdefault(kind, deque(maxlen=KEPT))
            spans.append((tokens[source[0]].start, tokens[source[1] - 1].end))

    def of(self, tokens: Sequence[Token], source: Places) -> tuple[Span, str] | None:
        """The span and the kind of what a pronoun or a relative stands for, None if it is neither.

        *he* and *she* go back to a person: the last named source nearby, or else the last name.
        *it* goes back to an institution, *they* to a group or an institution.
        """
        first = tokens[source[0]]
        if first.kind == "relative":
            return self._before(tokens, source[0])
        if source[1] - source[0] > 1:
            return None  # its spokesman
        low = first.low.partition("'")[0]
        if low in ("he", "she", "his", "her"):
            span = self._recent("named", first.start) or self._person_before(first.start)
            return (span, "named") if span else None
        if low in ("it", "its"):
            span = self._recent("institution", first.start) or self._body_before(first.start)
            return (span, "institution") if span else None
        if low in ("they", "their"):
            held = [(self._recent(kind, first.start), kind) for kind in ("unnamed", "institution")]
            known = [(span, kind) for span, kind in held if span]
            return max(known) if known else None
        return None

    def _recent(self, kind: str, at: int) -> Span | None:
        before = [span for span in self._named.get(kind, ()) if at - WINDOW <= span[1] <= at]
        return max(before, default=None)

    def _before(self, tokens: Sequence[Token], at: int) -> tuple[Span, str] | None:
        last = at - 2 if at > 1 and tokens[at - 1].text == "," else at - 1
        phrase = noun_phrase_before(tokens, last) if last >= 0 else None
        if phrase is None:
            return None
        return (tokens[phrase[0]].start, tokens[phrase[1] - 1].end), source_kind(tokens, phrase)

    def _body_before(self, at: int) -> Span | None:
        found = None
        for match in _BODY.finditer(self._raw, max(0, at - WINDOW), at):
            bare = match.group(2).lower()
            known = speaker_kinds().get(bare) == "institution" and match.group().startswith(_THE)
            if known or (bare in STATES and match.group(2)[0].isupper()):
                found = match.span()
        return found

    def _person_before(self, at: int) -> Span | None:
        found = None
        for match in _NAME.finditer(self._raw, max(0, at - WINDOW), at):
            words = match.group().lower().replace("’", "'").split()
            if not any(_no_person(word) for word in words):
                found = match.span()
        return found


_THE = ("The ", "the ")
_BODY = re.compile(r"(?:[Tt]he )?((?:[A-Z][\w’']{0,30} )?(\w+))")


def _no_person(word: str) -> bool:
    bare = word.removesuffix("'s")
    return (
        bare in STATES
        or bare in _DATES
        or bare in word_classes()
        or speaker_kinds().get(bare) in ("institution", "document")
    )
