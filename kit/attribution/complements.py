"""What follows a cue: a quotation, a clause, a noun phrase, an infinitive, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.attribution.clauses import OCCASIONS, finite_follows
from kit.attribution.noun_phrases import noun_phrase_after
from kit.attribution.reporting import Cue
from kit.attribution.speakers import speaker_kinds
from kit.attribution.tokens import Token, is_participle, listed

Tokens = Sequence[Token]


_END = frozenset(".;!?…|)")


_PLACES = listed("in on at during to via after following through for from while by with of about")


@dataclass(frozen=True)
class Complement:
    """What follows a cue: its kind, and the place where it begins."""

    kind: str
    place: int
    hearer: bool = False


def complement_after(tokens: Tokens, at: int, cue: Cue) -> Complement:
    """What follows the cue that ends before place ``at``."""
    place = _skip_adjuncts(tokens, at)
    plain = _kind_at(tokens, place, cue)
    if "hearer" in cue.takes and plain.kind in ("clause", "noun", "none"):
        heard = noun_phrase_after(tokens, at)
        if heard:
            told = _kind_at(tokens, _skip_adjuncts(tokens, heard[1]), cue)
            if told.kind in ("quote", "that", "to", "clause", "preposition"):
                return Complement(told.kind, told.place, True)
    return plain


def _kind_at(tokens: Tokens, place: int, cue: Cue) -> Complement:
    if place >= len(tokens):
        return Complement("end", place)
    token = tokens[place]
    if token.kind == "quote":
        return Complement("quote", place)
    if token.text in (",", ":") and place + 1 < len(tokens):
        if tokens[place + 1].kind == "quote":
            return Complement("quote", place + 1)
        if token.text == ":":
            return Complement("colon", place + 1)
        if tokens[place + 1].low == "that":
            return Complement("that", place + 1)
        return Complement("comma", place)
    if token.text == ":" or token.text in _END:
        return Complement("colon", place + 1) if token.text == ":" else Complement("end", place)
    if token.kind == "mark":
        return Complement("comma", place)
    if token.low == "that" and _opens_clause(tokens, place):
        return Complement("that" if "that" in cue.takes else "noun", place)  # called that report a lie
    if token.low in _QUESTION_WORDS:
        return Complement("that", place)
    if token.low == "to":
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following and following.kind in ("verb", "word", "adverb", "auxiliary") and "to" in cue.takes:
            return Complement("to", place)
        return Complement("end", place)
    if token.kind == "preposition":
        return Complement("preposition" if token.low in cue.takes else "end", place)
    if token.kind == "coordinator" or token.kind == "subordinator":
        if token.low == "as" and "as" in cue.takes:
            return Complement("preposition", place)
        return Complement("end", place)
    if is_participle(token) and "ing" in cue.takes:
        return Complement("ing", place)
    if "clause" in cue.takes and finite_follows(tokens, place):
        return Complement("clause", place)
    return Complement("noun", place)


# Not *when* and *where*: after a cue they mostly tell of the occasion (*said when she left*).
_QUESTION_WORDS = ("whether", "if", "how", "why", "what", "who", "which")


def _opens_clause(tokens: Tokens, place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].text not in (".", ",", ";", ":")


def _skip_adjuncts(tokens: Tokens, at: int) -> int:
    """Past adverbs, dates and *in a statement*, if the content begins behind them."""
    place = at
    while place < len(tokens) and tokens[place].kind == "adverb":
        place += 1
    dated = _skip_date(tokens, place)
    if dated == place and (place >= len(tokens) or tokens[place].low not in _PLACES):
        return _skip_aside(tokens, place)
    dated = max(dated, _skip_date(tokens, _skip_occasion(tokens, place)))
    if tokens[place].low == "to" and (place + 1 >= len(tokens) or not _heard(tokens[place + 1])):
        return place
    for ahead in range(place + 1, min(len(tokens), place + 16)):
        token = tokens[ahead]
        if token.kind == "quote" and tokens[ahead - 1].kind not in ("determiner", "preposition"):
            return ahead
        if token.low == "that" and tokens[ahead - 1].kind in ("word", "number", "verb"):
            return ahead
        if token.text == ":":
            return ahead
        if token.text == ",":
            if ahead + 1 < len(tokens) and tokens[ahead + 1].kind == "quote":
                return ahead
            continue
        if token.kind in ("mark", "coordinator", "auxiliary", "subordinator", "relative"):
            break
    return dated


def _heard(token: Token) -> bool:
    """Whether *to* is followed by a hearer (*to reporters*) and not by a verb (*to leave*)."""
    return token.kind in ("determiner", "pronoun") or token.text[0].isupper() or token.low in speaker_kinds()


def _skip_aside(tokens: Tokens, place: int) -> int:
    """Past *, however,* and *, too,*."""
    apart = place + 2 < len(tokens) and tokens[place].text == tokens[place + 2].text == ","
    if apart and tokens[place + 1].low in _ASIDES:
        return place + 3
    return place


_ASIDES = ("however", "though", "therefore", "too", "instead", "moreover")


def _skip_occasion(tokens: Tokens, place: int) -> int:
    """Past *in a statement*, *during his speech*."""
    if place + 1 < len(tokens) and tokens[place + 1].kind == "determiner":
        for at in range(place + 2, min(len(tokens), place + 6)):
            if tokens[at].low in OCCASIONS:
                return at + 1
    return place


def _skip_date(tokens: Tokens, place: int) -> int:
    """Past *Monday*, *on Monday*, *last week*, *earlier this month*."""
    at = place
    while at < len(tokens) and tokens[at].low in _BEFORE_DATE:
        at += 1
    if at < len(tokens) and tokens[at].low in _DATES:
        while at < len(tokens) and tokens[at].low in _DATES:
            at += 1
        return at
    return place


_BEFORE_DATE = listed("on last this late early earlier")


_DATES = listed(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight week "
    "month year morning night afternoon evening"
)
