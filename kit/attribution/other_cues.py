"""Cues that are no verbs: nouns, adjectives, *according to*, *per*, *in a poll*."""

from kit.attribution.clauses import clause_end, content_start
from kit.attribution.noun_phrases import Places, noun_phrase_after, noun_phrase_before
from kit.attribution.relations import Found, Tokens, quote_before, quotes_around, span_of
from kit.attribution.reporting import POLLS, adjective_cues, noun_cues
from kit.attribution.speakers import speaks
from kit.attribution.subjects import subject_after, subject_before
from kit.attribution.tokens import finite, listed


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
    that = tokens[place].low == "that"
    infinitive = tokens[place].low == "to" and not _nominal(tokens, place + 1)
    first = place if that or infinitive else place + 1
    stop = clause_end(tokens, first, short=not (that or infinitive))
    stop = _before_main_verb(tokens, first, stop, inside=that)
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


def _nominal(tokens: Tokens, at: int) -> bool:
    """Whether a noun phrase begins at a place, and not the verb of an infinitive."""
    if at >= len(tokens):
        return True
    return tokens[at].kind in ("determiner", "pronoun", "number") or tokens[at].text[0].isupper()


def _before_main_verb(tokens: Tokens, first: int, stop: int, inside: bool) -> int:
    """The end of a content whose noun is itself a subject: *the claim that taxes fall | is old*.

    ``inside``: the content is a clause and has a verb of its own before that one.
    """
    seen = not inside
    for place in range(first + 1, stop):
        token = tokens[place]
        if token.kind in ("relative", "subordinator", "coordinator", "quote") or token.text == ",":
            return stop
        if token.kind in ("verb", "auxiliary") and finite(tokens, place):
            before = tokens[place - 1]
            if before.kind in ("auxiliary", "adverb") and before.low != "to":
                continue
            if seen and place > first + 1:
                return place
            seen = True
    return stop


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
    begin = content_start(tokens, at)
    lead = begin
    while lead < at and tokens[lead].kind in ("coordinator", "adverb", "mark"):
        lead += 1
    quote = quote_before(tokens, at)
    leading = quote is None and lead >= at - 1
    source = subject_after(tokens, at + 2)
    if source and leading:
        source = _before_its_comma(tokens, source)
    if source is None or (source[1] - source[0] == 1 and tokens[source[0]].low in _NO_AUTHORITY):
        return None
    cue = (at, at + 2)
    if quote is not None:
        content = quotes_around(tokens, quote, source[1])
        return Found(source, (cue,), content, "according", "statement")
    if not leading:
        end = at - 1 if tokens[at - 1].text == "," else at
        return _found_outside(tokens, source, cue, begin, end, "according")
    first = source[1]
    while first < len(tokens) and tokens[first].kind == "mark" and tokens[first].text in ",:":
        first += 1
    stop = clause_end(tokens, first)
    while stop < len(tokens) and tokens[stop].text == ",":
        stop = clause_end(tokens, stop + 1)
    return _found_outside(tokens, source, cue, first, stop, "according")


_NO_AUTHORITY = listed("plan plans schedule law size age custom need taste rule type rank height")


def _before_its_comma(tokens: Tokens, source: Places) -> Places:
    """The source of *According to the union, wages rose*: an apposition needs a second comma."""
    commas = [place for place in range(*source) if tokens[place].text == ","]
    if source[1] < len(tokens) and tokens[source[1]].text == ",":
        commas.append(source[1])
    for place, following in zip(commas, [*commas[1:], None], strict=False):
        inside = range(place + 1, following or source[1])
        relative = place + 1 < len(tokens) and tokens[place + 1].kind == "relative"
        if following is None or (not relative and any(finite(tokens, at) for at in inside)):
            return source[0], place
    return source


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
    if source is None or (tokens[source[0]].kind != "determiner" and tokens[source[0]].low != "one"):
        return None
    head = source[0]
    while head < source[1] and tokens[head].kind != "preposition":
        head += 1
    if tokens[head - 1].low not in POLLS:
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


def _found_outside(
    tokens: Tokens, source: Places, cue: Places, first: int, after: int, rule: str
) -> Found | None:
    if not first < after <= len(tokens):
        return None
    return Found(source, (cue,), (span_of(tokens, first, after),), rule, "statement")
