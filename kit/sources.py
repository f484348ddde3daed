"""Who speaks: the noun phrase that is a cue's source, found from the cue outwards.

All searches run over the tokens of one sentence (see ``kit.clauses``) and return a (first, after-last)
pair of token places, or None. They go at most ``FAR`` tokens, so they take constant time a cue.
"""

from collections.abc import Sequence
from functools import cache

from kit.clauses import Token
from kit.lexicons import rows

Places = tuple[int, int]

FAR = 60

_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january "
    "february march april june july august september october november december earlier later "
    "ago morning afternoon evening night week month year weekend".split()
)
_BEFORE_DAY = frozenset("on last this early late next in earlier that a the at since every one two".split())
_POSSESSIVE = ("'s", "s'")
_STOPS = frozenset(".;:!?…|(—―–--")


def verbal(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word that can be a verb is one here, and not a noun or an adjective."""
    token = tokens[place]
    if token.kind == "auxiliary":
        return token.low != "to"
    if token.kind != "verb":
        return False
    low = token.low
    if not place:
        return False
    before = tokens[place - 1]
    if before.kind in ("determiner", "preposition", "number") or before.low.endswith(_POSSESSIVE):
        return False
    if token.text[0].isupper() and before.text[0].isupper() and not low.endswith("ed"):
        return before.kind == "pronoun"
    if low.endswith("ing"):
        return True
    if low.endswith("ed") or low.endswith("t") or low.endswith("s"):
        return before.kind != "adverb" or True
    return before.kind in ("auxiliary", "pronoun", "relative", "adverb") or before.low == "to" or (
        before.low.endswith("s") and before.kind == "word"
    )


def ends_like_speech(quote: Token) -> bool:
    """A quotation of a sentence or more, and not a quoted word or two (“plan”)."""
    return len(quote.text) > 60 or quote.text.rstrip("'\"”’»")[-1:] in tuple(",.?!…—-")


@cache
def speaker_kinds() -> dict[str, str]:
    """Nouns for those who can speak, or that can be quoted: person, institution or document."""
    return {
        form: row["category"]
        for row in rows("speakers")
        for form in [row["form"], *row["inflections"].split()]
    }


def speaks(tokens: Sequence[Token], source: Places, people_only: bool = False) -> bool:
    """Whether a noun phrase can be a speaker: a name, a pronoun for people, a listed noun."""
    first, after = source
    kinds = speaker_kinds()
    for place in range(first, after):
        token = tokens[place]
        if token.kind == "pronoun":
            return token.low not in ("it", "there", "you", "nothing", "everything", "something")
        if token.kind == "relative" and place == first:
            return token.low == "who"
        if token.kind in ("preposition", "relative", "mark") and place > first:
            break
        bare = token.low.removesuffix("'s").removesuffix("'")
        if people_only and kinds.get(bare) == "document":
            return False
        if bare in kinds or token.kind == "number" and token.text.endswith("%"):
            return True
        if token.text[0].isupper() and (place > 0 or token.kind == "word") and token.kind in ("word", "verb"):
            return True
    return tokens[first].low in ("some", "many", "others", "most", "both", "few", "several", "all")


def skip_to_subject(tokens: Sequence[Token], at: int) -> int:
    """The place of the last token left of a verb that is no auxiliary, adverb or date."""
    place = at - 1
    while place >= 0:
        token = tokens[place]
        if token.kind in ("auxiliary", "adverb") and not token.low.endswith(_POSSESSIVE):
            place -= 1
        elif token.low in ("both", "all", "each") and place and tokens[place - 1].kind in ("word", "pronoun"):
            place -= 1  # the minister and the mayor both said
        elif token.low in _DAYS or (token.kind == "number" and place and tokens[place - 1].low in _DAYS):
            place -= 1
            while place >= 0 and (tokens[place].low in _BEFORE_DAY or tokens[place].low in _DAYS):
                place -= 1
        else:
            break
    return place


def subject_before(tokens: Sequence[Token], at: int) -> Places | None:
    """The subject that stands before the verb at a place, with its appositions.

    >>> from kit.clauses import tokens_of
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
            place = _bracket_before(tokens, place) - 1
            continue
        if token.kind == "quote" and ends_like_speech(token):
            break
        if token.kind in ("mark", "auxiliary", "subordinator"):
            if token.kind == "auxiliary" and first <= last:
                head = _relative_before(tokens, place)
                if head is not None:
                    place = head
                    continue
                if token.low == "to" and before and before.kind == "word" and place > floor + 1:
                    pass
            break
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
        if token.kind == "preposition":
            if before is None or before.kind not in ("word", "number", "quote", "determiner", "verb"):
                break
            if before.low in _DAYS:
                break
            first = place
            place -= 1
            continue
        if token.low in _DAYS and first <= last and tokens[first].kind != "preposition" and place != last:
            break
        first = place
        if token.kind == "determiner" and not (before and before.kind in ("preposition", "determiner", "coordinator")):
            break
        place -= 1
    while first <= last and tokens[first].kind in ("preposition", "adverb", "coordinator"):
        first += 1
    return (first, last + 1) if first <= last else None


def _joins(tokens: Sequence[Token], place: int, first: int) -> bool:
    """Whether *and* joins two nouns of one subject rather than two clauses."""
    before = tokens[place - 1]
    if before.kind not in ("word", "quote") or first >= len(tokens) or first <= place:
        return False
    if before.text[0].isupper() and tokens[first].text[0].isupper():
        return True
    return before.low.endswith("s") and tokens[first].kind != "determiner"


def _bracket_before(tokens: Sequence[Token], place: int) -> int:
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


def _with_apposition(tokens: Sequence[Token], comma: int, at: int) -> Places | None:
    """A subject with bracketed or comma-bound matter between it and its verb."""
    if tokens[comma].text == ")":
        opening = _bracket_before(tokens, comma)
        found = noun_phrase_before(tokens, opening - 1) if opening > 0 else None
        return (found[0], comma + 1) if found else None
    mark = tokens[comma].text
    places = [
        place
        for place in range(comma - 1, max(-1, comma - FAR), -1)
        if tokens[place].text == mark
    ]
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
        if tokens[segment].kind in ("preposition", "subordinator", "adverb") or tokens[segment].low in _DAYS:
            break
        best = (found[0], comma + 1)
    if best is None and mark == "," and comma:
        return None
    return best


def _clause_edge(tokens: Sequence[Token], at: int) -> int:
    for place in range(at - 1, max(-1, at - FAR), -1):
        token = tokens[place]
        if token.kind == "quote" and token.text[-2:-1] in (",", ".", "?", "!") :
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
        elif token.text in _STOPS or token.kind == "subordinator" or token.kind == "mark" and token.text != ",":
            break
        elif token.kind == "quote" and place > at + 1 and len(token.text) > 40:
            break
        elif token.text == ",":
            if place + 1 >= len(tokens) or not _apposes(tokens, place + 1):
                break
        elif token.low in ("in", "on", "at", "during", "after", "to") and _adjunct(tokens, place):
            break
        elif token.low in _DAYS and not (tokens[place - 1].kind == "preposition"):
            break
        place += 1
    while place > at and (tokens[place - 1].text == "," or tokens[place - 1].kind in ("adverb", "preposition")):
        place -= 1
    return (at, place) if place > at else None


def _adjunct(tokens: Sequence[Token], place: int) -> bool:
    """*in a statement*, *on Monday*, *at a rally*: about the telling, not about the teller."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None:
        return True
    if following.low in ("a", "an", "response", "one", "his", "her", "their") and tokens[place].low != "to":
        return True
    return following.low in _DAYS or following.kind == "number"


def _apposes(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.low in ("who", "whose", "which"):
        return True
    if token.kind in ("adverb", "subordinator", "auxiliary", "coordinator", "pronoun", "mark", "quote", "preposition"):
        return False
    return not token.low.endswith("ing")


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
        if token.low in _DAYS and place > at:
            break
        place += 1
    while place > at and tokens[place - 1].kind == "preposition":
        place -= 1
    return (at, place) if place > at else None


def clause_subject(tokens: Sequence[Token], at: int) -> Places | None:
    """The subject of the nearest clause to the left, which a participle at a place shares.

    >>> from kit.clauses import tokens_of
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
        if found and tokens[found[0]].low not in ("it", "there", "which", "that"):
            return found
    return None
