"""All relations of one sentence: each word that may be a cue is tried, the nested ones sifted."""

from collections.abc import Iterator, Sequence

from kit.attribution.labels import LABEL, adverb_relation, announced_quotation, asked_relation, colon_relation
from kit.attribution.other_cues import (
    according_relation,
    adjective_relation,
    noun_relation,
    per_relation,
    poll_relation,
)
from kit.attribution.relations import Found, Tokens
from kit.attribution.reporting import adjective_cues, noun_cues, reporting_verbs, triggers
from kit.attribution.verb_cues import verb_relation

NEAR = 8  # relations looked back on, at most, so that a thousand cues in a sentence take linear time


def relations(tokens: Tokens, heading: bool = False) -> Iterator[Found]:
    """The relations of a sentence; ``heading`` where it opens the text and may be a headline."""
    outer: list[Found] = []
    label = colon_relation(tokens, heading)
    if label:
        yield label
    known = triggers()
    for at, token in enumerate(tokens):
        if token.low not in known or (label and token.low == ":" and at < LABEL):
            continue
        found = _relation_at(tokens, at, outer)
        if found is None:
            continue
        inside = _inside(tokens, found, outer)
        if not inside:
            outer.append(found)
        if not inside or _firm(found):
            yield found


def _relation_at(tokens: Tokens, at: int, outer: Sequence[Found]) -> Found | None:
    low = tokens[at].low
    if low in _WORDS:
        found = _WORDS[low](tokens, at)
        if found or low != "asked":
            return found
    if low == ":":
        return announced_quotation(tokens, at, outer[-NEAR:])
    if low in reporting_verbs() and (found := verb_relation(tokens, at, outer[-NEAR:])):
        return found
    if low in adjective_cues() and (found := adjective_relation(tokens, at)):
        return found
    return noun_relation(tokens, at) if low in noun_cues() else None


_WORDS = {
    "according": according_relation,
    "per": per_relation,
    "in": poll_relation,
    "reportedly": adverb_relation,
    "allegedly": adverb_relation,
    "asked": asked_relation,
}


def _inside(tokens: Tokens, found: Found, outer: Sequence[Found]) -> bool:
    cue = tokens[found.cue[0][0]].start
    return any(start <= cue < end for other in outer[-NEAR:] for start, end in other.content)


_FIRM = (
    "that",
    "clause",
    "quote",
    "quote before",
    "inverted",
    "parenthetical",
    "according",
    "self-citation",
)


def _firm(found: Found) -> bool:
    """Whether a relation stands even inside another's content: somebody is said to have *said* it.

    A wish or a judgement inside a reported claim is the claim's own matter; readers seldom mark it.
    """
    spoken = found.category == "statement" and not found.rule.startswith("noun")
    return spoken and found.rule.endswith(_FIRM)
