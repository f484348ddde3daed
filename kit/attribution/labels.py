"""Colons, and claims without a source: *Minister: taxes will fall*, *reportedly*, *asked why*."""

from collections.abc import Sequence

from kit.attribution.clauses import clause_end, content_start
from kit.attribution.noun_phrases import Places, noun_phrase_before
from kit.attribution.relations import Found, Tokens, span_of
from kit.attribution.speakers import speaker_kinds, speaks
from kit.attribution.subjects import clause_subject
from kit.attribution.tokens import listed

LABEL = 12  # tokens before the colon of a headline or of a speaker's label, at most


_NOT_IN_LABEL = listed("verb auxiliary relative pronoun subordinator quote mark adverb")


def colon_relation(tokens: Tokens, heading: bool) -> Found | None:
    """*Minister: taxes will fall*, as a headline, and *SMITH: No.*, as in a transcript."""
    for at in range(1, min(LABEL, len(tokens) - 1)):
        token = tokens[at]
        if token.text == ":":
            break
        unlike = token.kind in _NOT_IN_LABEL and token.text != ","
        if unlike and not token.text[0].isupper():
            return None
    else:
        return None
    label = tokens[:at]
    named = all(word.text[0].isupper() or word.kind in ("preposition", "mark", "number") for word in label)
    if not named or any(word.kind == "number" for word in label[:1]):
        return None
    known = any(word.low in speaker_kinds() for word in label)
    spoken = len(label) <= 4 and all(word.text[0].isupper() for word in label)
    quoted = tokens[at + 1].kind == "quote"
    if not (quoted or (heading and (known or spoken)) or (label[-1].text.isupper() and len(label) <= 3)):
        return None
    if len(label[0].text) == 1 or (len(label) > 3 and any(word.kind == "verb" for word in label)):
        return None
    if label[-1].low in (
        "byline",
        "email",
        "update",
        "note",
        "photo",
        "video",
        "watch",
        "read",
        "related",
        "source",
        "exclusive",
        "breaking",
        "opinion",
        "analysis",
    ):
        return None
    stop = len(tokens)
    while stop > at + 2 and tokens[stop - 1].text in ".":
        stop -= 1
    return Found((0, at), ((at, at + 1),), (span_of(tokens, at + 1, stop),), "colon", "statement")


def announced_quotation(tokens: Tokens, at: int, earlier: Sequence[Found]) -> Found | None:
    """A colon and a quotation that no cue announces: *Then came the punch line: “No.”*"""
    last = at == len(tokens) - 1
    if not last and tokens[at + 1].kind != "quote":
        return None
    if earlier and (earlier[-1].open or earlier[-1].content[-1][1] > tokens[at].end):
        return None
    label = noun_phrase_before(tokens, at - 1) if at else None
    if label and tokens[label[0] - 1].kind == "mark" and speaks(tokens, label):
        source: Places | None = label
    else:
        source = clause_subject(tokens, at)
    if source is None or not speaks(tokens, source):
        return None
    content = () if last else (span_of(tokens, at + 1, at + 2),)
    return Found(source, ((at, at + 1),), content, "colon", "statement", open=last)


def adverb_relation(tokens: Tokens, at: int) -> Found | None:
    """*He reportedly left*: a claim without a source."""
    begin = content_start(tokens, at)
    stop = clause_end(tokens, at + 1)
    spans = []
    if begin < at:
        spans.append(span_of(tokens, begin, at))
    if at + 1 < stop:
        spans.append(span_of(tokens, at + 1, stop))
    return Found(None, ((at, at + 1),), tuple(spans), "adverb", "statement") if spans else None


def asked_relation(tokens: Tokens, at: int) -> Found | None:
    """*Asked whether he would run, he smiled*: the asker is not named."""
    if at and tokens[at - 1].text != "," and tokens[at - 1].low not in ("when", "if"):
        return None
    if at + 1 >= len(tokens):
        return None
    following = tokens[at + 1]
    first = at + 2 if following.low in ("about", "by") else at + 1
    if following.low not in ("whether", "if", "why", "how", "what", "about", "who"):
        return None
    stop = first
    while stop < min(len(tokens), first + 40) and tokens[stop].text not in (",", ".", ";", "?"):
        stop += 1
    return _found_sourceless(tokens, at, first, stop)


def _found_sourceless(tokens: Tokens, at: int, first: int, stop: int) -> Found | None:
    if stop <= first:
        return None
    return Found(None, ((at, at + 1),), (span_of(tokens, first, stop),), "asked", "statement")
