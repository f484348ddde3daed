"""Noun phrases, found from their first or their last token."""

from collections.abc import Sequence

from kit.attribution.tokens import Token, ends_like_speech, listed, verbal

Places = tuple[int, int]


FAR = 60


DAYS = listed(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow "
    "tonight january february march april june july august september october november "
    "december earlier later ago morning afternoon evening night week month year weekend"
)


def noun_phrase_before(tokens: Sequence[Token], last: int) -> Places | None:
    """The noun phrase that ends at a place, with what modifies it from behind."""
    first = last + 1
    place = last
    floor = max(0, last - FAR)
    while place >= floor:
        token = tokens[place]
        before = tokens[place - 1] if place else None
        if token.kind == "pronoun":
            # a pronoun is a phrase of its own, unless it is an object inside the modifier
            if place == last:
                first = place
            break
        if token.text == ")":
            place = bracket_before(tokens, place) - 1
            continue
        if token.kind == "quote" and ends_like_speech(token):
            break
        to = token.low == "to" and place < last and _between_names(tokens, place)
        if token.kind in ("mark", "auxiliary", "subordinator") and not to:
            head = _relative_before(tokens, place) if token.kind == "auxiliary" else None
            if head is None or first > last:
                break
            place = head
            continue
        if token.kind == "relative":
            if first <= last and before and before.kind in ("word", "quote", "determiner"):
                place -= 1
                continue
            break
        if token.kind == "verb" and place != last and verbal(tokens, place):
            head = _relative_before(tokens, place)
            if head is not None:
                place = head
                continue
            reduced = token.low.endswith(("ed", "ing", "n")) and first <= last
            if reduced and tokens[first].kind == "preposition" and before and before.kind == "word":
                first = place
                place -= 1
                continue
            break
        if token.kind == "coordinator":
            if token.low in ("and", "or", "&") and before and _joins(tokens, place, first):
                place -= 1
                continue
            break
        if token.kind == "adverb" and first <= last and tokens[first].kind == "determiner":
            break
        if token.kind == "preposition" or to:
            if before is None or before.kind not in (
                "word",
                "number",
                "quote",
                "determiner",
                "verb",
            ):
                break
            if before.low in DAYS:
                break
            first = place
            place -= 1
            continue
        if token.low in DAYS and first <= last and tokens[first].kind != "preposition" and place != last:
            break
        first = place
        if token.kind == "determiner" and not (
            before and before.kind in ("preposition", "determiner", "coordinator")
        ):
            head = _relative_before(tokens, place)
            if head is None or tokens[place - 1].kind in ("relative", "word"):
                break
            place = head  # critics who had read | the draft
            continue
        place -= 1
    while first <= last and tokens[first].kind in ("preposition", "adverb", "coordinator"):
        first += 1
    return (first, last + 1) if first <= last else None


def _between_names(tokens: Sequence[Token], place: int) -> bool:
    """*Ambassador to America*, where *to* is no infinitive's."""
    before, after = tokens[place - 1], tokens[place + 1]
    return place > 0 and before.kind == "word" and before.text[0].isupper() and after.text[0].isupper()


def _joins(tokens: Sequence[Token], place: int, first: int) -> bool:
    """Whether *and* joins two nouns of one subject rather than two clauses."""
    before = tokens[place - 1]
    if before.kind not in ("word", "quote") or first >= len(tokens) or first <= place:
        return False
    if before.text[0].isupper() and tokens[first].text[0].isupper():
        return True
    return before.low.endswith("s") and tokens[first].kind != "determiner"


def bracket_before(tokens: Sequence[Token], place: int) -> int:
    """The place of the bracket that opened what is closed at a place."""
    for opening in range(place - 1, max(-1, place - 16), -1):
        if tokens[opening].text == "(":
            return opening
    return place


def _relative_before(tokens: Sequence[Token], place: int) -> int | None:
    """From a verb back over *who has* or *that they had* to the noun that the clause belongs to."""
    for left in range(place - 1, max(0, place - 9), -1):
        token = tokens[left]
        if token.kind == "relative" and token.low in ("who", "that", "which"):
            before = tokens[left - 1]
            if before.kind in ("word", "determiner", "quote"):
                return left - 1
            return None
        if token.kind in ("mark", "subordinator"):
            return None
    return None


def noun_phrase_after(tokens: Sequence[Token], at: int, limit: int = 12) -> Places | None:
    """The first noun phrase from a place on, without clauses behind it (*by the rights group*)."""
    place = at
    last = min(len(tokens), at + limit)
    while place < last:
        token = tokens[place]
        if token.text == "(" and place + 2 < last and tokens[place + 2].text == ")":
            place += 3  # the Associated Press (AP)
            continue
        if token.kind == "pronoun":
            place += place == at
            break
        if token.kind in ("mark", "auxiliary", "subordinator", "relative", "coordinator", "adverb"):
            break
        if token.kind == "verb" and place > at and verbal(tokens, place):
            break
        if token.kind == "preposition" and token.low not in ("of", "at", "for", "in", "from"):
            break
        if token.low == "in" and place + 1 < last and tokens[place + 1].low == "order":
            break
        if token.low in DAYS and place > at:
            break
        place += 1
    while place > at and tokens[place - 1].kind == "preposition":
        place -= 1
    return (at, place) if place > at else None
