"""The subject of a verb: before it, after it, or shared with the clause before.

All searches run over the tokens of one sentence and return a (first, after-last) pair of token
places, or None. They go at most ``FAR`` tokens, so they take constant time a cue.
"""

from collections.abc import Sequence

from kit.attribution.noun_phrases import DAYS, FAR, Places, bracket_before, noun_phrase_before
from kit.attribution.tokens import Token, ends_like_speech, listed, verbal

_BEFORE_DAY = listed("on last this early late next in earlier that a the at since every one two")


_POSSESSIVE = ("'s", "s'")


_STOPS = frozenset(".;:!?…|(—―–--")


def skip_to_subject(tokens: Sequence[Token], at: int) -> int:
    """The place of the last token left of a verb that is no auxiliary, adverb or date."""
    place = at - 1
    while place >= 0:
        token = tokens[place]
        if token.kind in ("auxiliary", "adverb") and not token.low.endswith(_POSSESSIVE):
            place -= 1
        elif token.low in ("both", "all", "each") and place and tokens[place - 1].kind in ("word", "pronoun"):
            place -= 1  # the minister and the mayor both said
        elif token.low in DAYS or (token.kind == "number" and place and tokens[place - 1].low in DAYS):
            place -= 1
            while place >= 0 and (tokens[place].low in _BEFORE_DAY or tokens[place].low in DAYS):
                place -= 1
        else:
            break
    return place


def subject_before(tokens: Sequence[Token], at: int) -> Places | None:
    """The subject that stands before the verb at a place, with its appositions.

    >>> from kit.attribution.tokens import tokens_of
    >>> raw = "In response, Rita Katz, the director of the group, also said so."
    >>> tokens = tokens_of(raw, 0, len(raw))
    >>> first, after = subject_before(tokens, 13)
    >>> raw[tokens[first].start : tokens[after - 1].end]
    'Rita Katz, the director of the group,'
    """
    last = skip_to_subject(tokens, at)
    if last < 0:
        return None
    token = tokens[last]
    if token.kind == "relative":
        return (last, last + 1) if token.low in ("who", "which", "that") and last else None
    if token.kind == "pronoun":
        return last, last + 1
    if token.text in (",", ")", "–", "—", "-", "--"):
        return _with_apposition(tokens, last, at)
    if token.kind in ("word", "number", "quote", "determiner", "verb"):
        return noun_phrase_before(tokens, last)
    return None


def _with_apposition(tokens: Sequence[Token], comma: int, at: int) -> Places | None:
    """A subject with bracketed or comma-bound matter between it and its verb."""
    if tokens[comma].text == ")":
        opening = bracket_before(tokens, comma)
        found = noun_phrase_before(tokens, opening - 1) if opening > 0 else None
        return (found[0], comma + 1) if found else None
    mark = tokens[comma].text
    places = [place for place in range(comma - 1, max(-1, comma - FAR), -1) if tokens[place].text == mark]
    best: Places | None = None
    stop = _clause_edge(tokens, comma)
    for place in places[:4]:
        if place <= stop:
            break
        if tokens[place - 1].kind == "pronoun" or tokens[place - 1].kind == "quote":
            break
        found = noun_phrase_before(tokens, place - 1)
        if found is None:
            break
        segment = _segment_start(tokens, place - 1, stop)
        if tokens[segment].kind == "subordinator" and best is None and found[0] == segment + 1:
            best = (found[0], comma + 1)  # when | the director, Rita Katz, | said
        if tokens[segment].kind in ("preposition", "subordinator", "adverb") or tokens[segment].low in DAYS:
            break
        best = (found[0], comma + 1)
    if best is None and mark == "," and comma:
        return None
    return best


def _clause_edge(tokens: Sequence[Token], at: int) -> int:
    for place in range(at - 1, max(-1, at - FAR), -1):
        token = tokens[place]
        if token.kind == "quote" and token.text[-2:-1] in (",", ".", "?", "!"):
            return place
        if token.text in (";", ":", ".", "?", "!"):
            return place
    return max(-1, at - FAR)


def _segment_start(tokens: Sequence[Token], at: int, stop: int) -> int:
    place = at
    while place - 1 > stop and tokens[place - 1].text not in (",", "–", "—", "--"):
        place -= 1
    return place


def long_subject(tokens: Sequence[Token], at: int) -> Places | None:
    """All that stands before a verb in its clause, for a subject too long to be taken apart."""
    last = skip_to_subject(tokens, at)
    first = last + 1
    while first > max(0, last - 30):
        before = tokens[first - 1]
        if before.text in (";", ":", ".", "?", "!") or before.kind == "subordinator":
            break
        if before.kind == "quote" and ends_like_speech(before):
            break
        first -= 1
    while first <= last and tokens[first].kind in ("coordinator", "adverb", "mark", "preposition"):
        first += 1
    return (first, last + 1) if first <= last else None


def subject_after(tokens: Sequence[Token], at: int) -> Places | None:
    """The subject after its verb, as in *said Rita Katz, the director of the group*.

    It takes in an apposition and a relative clause, and stops before a participle clause.
    """
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "pronoun":
        return at, at + 1
    if token.kind not in ("word", "determiner", "number", "verb", "quote", "adverb"):
        return None
    if token.kind == "adverb" and token.low not in ("several", "almost", "former"):
        return None
    last = min(len(tokens), at + FAR)
    place = at
    depth = 0
    while place < last:
        token = tokens[place]
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth -= 1
        elif depth > 0:
            pass
        elif (
            token.text in _STOPS
            or token.kind == "subordinator"
            or (token.kind == "mark" and token.text != ",")
        ) or (token.kind == "quote" and place > at + 1 and len(token.text) > 40):
            break
        elif token.text == ",":
            if place + 1 >= len(tokens) or not _apposes(tokens, place + 1):
                break
        elif (token.low in ("in", "on", "at", "during", "after", "to") and _adjunct(tokens, place)) or (
            token.low in DAYS and tokens[place - 1].kind != "preposition"
        ):
            break
        place += 1
    while place > at and (
        tokens[place - 1].text == "," or tokens[place - 1].kind in ("adverb", "preposition")
    ):
        place -= 1
    return (at, place) if place > at else None


def _adjunct(tokens: Sequence[Token], place: int) -> bool:
    """*in a statement*, *on Monday*, *at a rally*: about the telling, not about the teller."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None:
        return True
    if following.low in ("a", "an", "response", "one", "his", "her", "their") and tokens[place].low != "to":
        return True
    return following.low in DAYS or following.kind == "number"


def _apposes(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.low in ("who", "whose", "which"):
        return True
    if token.kind in (
        "adverb",
        "subordinator",
        "auxiliary",
        "coordinator",
        "pronoun",
        "mark",
        "quote",
        "preposition",
    ):
        return False
    return not token.low.endswith("ing")


def clause_subject(tokens: Sequence[Token], at: int) -> Places | None:
    """The subject of the nearest clause to the left, which a participle at a place shares.

    >>> from kit.attribution.tokens import tokens_of
    >>> raw = "The mayor left the room, calling it a sham."
    >>> tokens = tokens_of(raw, 0, len(raw))
    >>> first, after = clause_subject(tokens, 6)
    >>> raw[tokens[first].start : tokens[after - 1].end]
    'The mayor'
    """
    for place in range(at - 1, max(-1, at - FAR), -1):
        token = tokens[place]
        if token.text == ";":
            return None
        finite = token.kind in ("verb", "auxiliary") and not token.low.endswith("ing") and token.low != "to"
        if not finite or (place and tokens[place - 1].low == "to") or not verbal(tokens, place):
            continue
        found = subject_before(tokens, place)
        if found and tokens[found[0]].low.partition("'")[0] not in ("it", "there", "which", "that"):
            return found
    return None
