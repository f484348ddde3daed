"""Cues that are no verbs: nouns, adjectives, *according to*, *per*, *in a poll*."""

from kit.clauses import clause_end, content_start
from kit.noun_phrases import Places, noun_phrase_after, noun_phrase_before
from kit.relations import Found, Tokens, quote_before, quotes_around, span_of
from kit.reporting import adjective_cues, noun_cues
from kit.speakers import speaks
from kit.subjects import subject_after, subject_before
from kit.tokens import listed


def noun_relation(tokens: Tokens, at: int) -> Found | None:
    """*X's criticism of Y*, *the claim that*, *allegations by X that*."""
    row = noun_cues()[tokens[at].low]
    takes = row["takes"].split()
    place = at + 1
    source: Places | None = None
    if place < len(tokens) and tokens[place].low in ("by", "from"):
        source = noun_phrase_after(tokens, place + 1)
        if source:
            place = source[1]
    if place >= len(tokens) or tokens[place].low not in takes:
        return None
    if at and tokens[at].text[0].isupper() and tokens[at - 1].text[0].isupper():
        return None
    keep = (
        tokens[place].low in ("that", "to")
        and tokens[place].kind != "preposition"
        and "to" in takes
    ) or tokens[place].low == "that"
    first = place if keep else place + 1
    stop = clause_end(tokens, first, short=not keep)
    if stop <= first:
        return None
    source = source or _possessor(tokens, at)
    if source is None and tokens[place].low != "that":
        return None
    return Found(
        source,
        ((at, at + 1),),
        (span_of(tokens, first, stop),),
        f"noun: {tokens[place].low}",
        row["category"],
    )


def _possessor(tokens: Tokens, at: int) -> Places | None:
    for place in range(at - 1, max(-1, at - 5), -1):
        token = tokens[place]
        if token.low in ("his", "her", "their", "its", "my", "our"):
            return place, place + 1
        if token.low.endswith(("'s", "s'")):
            return noun_phrase_before(tokens, place)
        if token.kind not in ("word", "adverb", "coordinator"):
            return None
    return None


def adjective_relation(tokens: Tokens, at: int) -> Found | None:
    """*She is confident that*, *voters are worried about*: a state of mind."""
    takes = adjective_cues()[tokens[at].low]
    if at + 1 >= len(tokens) or tokens[at + 1].low not in takes:
        return None
    verb = at - 1
    while verb >= 0 and tokens[verb].kind == "adverb":
        verb -= 1
    if verb < 1 or tokens[verb].low not in _STATES:
        return None
    source = subject_before(tokens, verb)
    if source is None or not speaks(tokens, source) or tokens[source[0]].low in ("i", "we", "you"):
        return None
    keep = tokens[at + 1].low in ("that", "to", "whether")
    first = at + 1 if keep else at + 2
    stop = clause_end(tokens, first, short=not keep)
    if stop <= first:
        return None
    return Found(source, ((at, at + 1),), (span_of(tokens, first, stop),), "adjective", "thought")


_STATES = listed("is are was were be been being remains remained feels felt seemed sounded")


def according_relation(tokens: Tokens, at: int) -> Found | None:
    """*According to X, Y* and *Y, according to X*."""
    source = subject_after(tokens, at + 2)
    if source is None:
        return None
    quote = quote_before(tokens, at)
    cue: tuple[Places, ...] = ((at, at + 2),)
    if quote is not None:
        return Found(source, cue, quotes_around(tokens, quote, source[1]), "according", "statement")
    begin = content_start(tokens, at)
    lead = begin
    while lead < at and tokens[lead].kind in ("coordinator", "adverb", "mark"):
        lead += 1
    if lead >= at - 1:
        first = source[1]
        while first < len(tokens) and tokens[first].kind == "mark" and tokens[first].text in ",:":
            first += 1
        stop = clause_end(tokens, first)
        while stop < len(tokens) and tokens[stop].text == ",":
            stop = clause_end(tokens, stop + 1)
        if stop <= first:
            return None
        return Found(source, cue, (span_of(tokens, first, stop),), "according", "statement")
    end = at - 1 if tokens[at - 1].text == "," else at
    spans = [span_of(tokens, begin, end)]
    return Found(source, cue, tuple(spans), "according", "statement")


def per_relation(tokens: Tokens, at: int) -> Found | None:
    """*Per its doctrine, Russia might strike* and the reverse order; not *per day*."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not (
        following.low in ("the", "its", "his", "her", "their", "a") or following.text[0].isupper()
    ):
        return None
    source = noun_phrase_after(tokens, at + 1)
    if source is None:
        return None
    begin = content_start(tokens, at)
    if begin < at:
        end = at - 1 if tokens[at - 1].text == "," else at
        return _found_outside(tokens, source, (at, at + 1), begin, end, "per")
    return _found_outside(
        tokens, source, (at, at + 1), source[1] + 1, clause_end(tokens, source[1] + 1), "per"
    )


def poll_relation(tokens: Tokens, at: int) -> Found | None:
    """*In a new poll, most voters back the plan* and *He leads in the latest poll.*"""
    source = noun_phrase_after(tokens, at + 1, limit=16)
    if source is None or (
        tokens[source[0]].kind != "determiner" and tokens[source[0]].low != "one"
    ):
        return None
    head = source[0]
    while head < source[1] and tokens[head].kind != "preposition":
        head += 1
    if tokens[head - 1].low not in _POLLS:
        return None
    begin = content_start(tokens, at)
    lead = begin
    while lead < at and tokens[lead].kind in ("coordinator", "adverb", "mark"):
        lead += 1
    if lead == at:
        first = source[1]
        while first < len(tokens) and tokens[first].text != ",":
            first += 1
        return _found_outside(
            tokens, source, (at, at + 1), first + 1, clause_end(tokens, first + 1), "in poll"
        )
    if source[1] < len(tokens) and tokens[source[1]].kind != "mark":
        return None
    return _found_outside(tokens, source, (at, at + 1), begin, at, "in poll")


_POLLS = listed("poll survey study average")


def _found_outside(
    tokens: Tokens, source: Places, cue: Places, first: int, after: int, rule: str
) -> Found | None:
    if not first < after <= len(tokens):
        return None
    return Found(source, (cue,), (span_of(tokens, first, after),), rule, "statement")
