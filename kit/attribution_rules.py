"""The rules that join a cue with its source and its content inside one sentence.

Each rule is a function of the tokens and the cue's place; it returns a ``Found`` or None. Content
is a list of (start, end) in characters, source and cue are token places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.clauses import REACH, Token, clause_end, content_start, is_participle
from kit.reporting import Cue, noun_cues, reporting_verbs
from kit.sources import (
    Places,
    clause_subject,
    ends_like_speech,
    long_subject,
    noun_phrase_after,
    noun_phrase_before,
    skip_to_subject,
    speaks,
    speaker_kinds,
    subject_after,
    subject_before,
    verbal,
)

Span = tuple[int, int]
Tokens = Sequence[Token]

_BE = frozenset("am is are was were be been being isn't aren't wasn't weren't he's she's it's i'm we're they're you're".split())
_HAVE = frozenset("has have had having hasn't haven't hadn't i've we've they've you've".split())
_END = frozenset(".;!?…|)")
_PLACES = frozenset("in on at during to via after following through for from while by with of about".split())


@dataclass(frozen=True)
class Found:
    """A relation inside one sentence, in token places and character spans."""

    source: Places | None
    cue: tuple[Places, ...]
    content: tuple[Span, ...]
    rule: str
    category: str = ""
    open: bool = False  # the quotation it announces begins in the next paragraph


@dataclass(frozen=True)
class Complement:
    """What follows a cue: its kind, and the place where it begins."""

    kind: str
    place: int
    hearer: bool = False


def span_of(tokens: Tokens, first: int, after: int) -> Span:
    return tokens[first].start, tokens[after - 1].end


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
        return Complement("comma", place)
    if token.text == ":" or token.text in _END:
        return Complement("colon", place + 1) if token.text == ":" else Complement("end", place)
    if token.kind == "mark":
        return Complement("comma", place)
    if token.low == "that" and _opens_clause(tokens, place):
        return Complement("that", place)
    if token.low in ("whether", "if", "how", "why", "what", "who", "which", "where", "when"):
        if token.low == "when" or token.low == "where":
            return Complement("end", place) if "noun" not in cue.takes else Complement("that", place)
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
    if "clause" in cue.takes and _finite_follows(tokens, place):
        return Complement("clause", place)
    return Complement("noun", place)


def _opens_clause(tokens: Tokens, place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].text not in (".", ",", ";", ":")


def _finite_follows(tokens: Tokens, place: int) -> bool:
    last = min(len(tokens), place + 30)
    for at in range(place, last):
        token = tokens[at]
        if token.text in (";", ".", "?", "!") or (token.text == "," and at == place + 1):
            return False
        if token.kind == "pronoun" and token.low.endswith(("'s", "'re", "'ll", "'d", "'m", "'ve")):
            return True
        if token.kind == "auxiliary" and token.low not in ("to", "not", "being", "having", "be"):
            return True
        if token.kind == "verb" and at > place and not token.low.endswith("ing"):
            if tokens[at - 1].low != "to" and verbal(tokens, at):
                return True
    return False


def _skip_adjuncts(tokens: Tokens, at: int) -> int:
    """Past adverbs, dates and *in a statement*, if the content begins behind them."""
    place = at
    while place < len(tokens) and tokens[place].kind == "adverb":
        place += 1
    dated = _skip_date(tokens, place)
    if dated == place and (place >= len(tokens) or tokens[place].low not in _PLACES):
        return _skip_aside(tokens, place)
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
    if place + 2 < len(tokens) and tokens[place].text == tokens[place + 2].text == ",":
        if tokens[place + 1].low in ("however", "though", "therefore", "too", "instead", "moreover"):
            return place + 3
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


_BEFORE_DATE = frozenset("on last this late early earlier".split())
_DATES = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight week month year "
    "morning night afternoon evening".split())


def verb_form(tokens: Tokens, at: int, cue: Cue) -> str:
    """How a verb stands: finite, passive, progressive, participle, infinitive, coordinated or noun."""
    low = tokens[at].low
    before = at - 1
    while before >= 0 and tokens[before].kind == "adverb":
        before -= 1
    if before < 0:
        return "participle" if low.endswith("ing") else "first"
    token = tokens[before]
    if low.endswith("ing"):
        if token.low in _BE or token.low.endswith(("'m", "'re")):
            return "progressive"
        if token.low == "being":
            return "noun"
        if token.kind == "determiner" or token.low.endswith("'s"):
            return "noun"
        return "participle"
    if token.low == "to":
        return "infinitive"
    if token.kind in ("determiner", "preposition", "number") and token.low not in ("all", "both", "others", "many", "some", "few", "one"):
        return "noun"
    if token.low.endswith(("'s", "s'")) and token.kind in ("word", "verb"):
        return "noun"
    base = low == cue.form or low.endswith("s") and low[:-1] == cue.form
    if cue.noun_too and low == cue.form + "s" and token.kind not in ("pronoun", "relative") and _plural_noun(tokens, at):
        return "noun"
    if not base and (token.low in _BE or token.low == "being" or token.low in ("been", "get", "got", "gets")):
        return "passive"
    if token.kind == "coordinator" or token.text in (",", "–", "—", "--"):
        return "after mark"
    if cue.noun_too and low == cue.form and token.kind == "word" and before == at - 1:
        # "a claim", "tax plan": after a singular noun the plain form is a noun, not a verb
        plural = token.low.endswith("s") and not token.low.endswith("ss") or token.low in _PLURALS
        joined = before > 1 and tokens[before - 1].low == "and" or token.text[0].isupper() and before > 1 and tokens[before - 2].low == "and"
        if not plural and not joined:
            return "noun"
    return "finite"


def _plural_noun(tokens: Tokens, at: int) -> bool:
    """*court documents*, *United States*, *recent claims*: a form in -s that is no verb."""
    token, before = tokens[at], tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text[0].isupper() and before.text[0].isupper():
        return token.low == "states"
    if before.kind == "word" and before.text[0].islower():
        return after is None or after.kind in ("verb", "auxiliary", "coordinator", "relative") or (
            after.kind == "preposition" and after.low in ("of", "in", "from", "with")
        )
    return False


_PLURALS = frozenset("people police men women children americans media democrats republicans voters who they".split())


def verb_relation(tokens: Tokens, at: int, earlier: Sequence[Found] = ()) -> Found | None:
    """The relation whose cue is the verb at a place, if that verb is a cue there."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    for cue in reporting_verbs()[tokens[at].low]:
        if cue.particle and cue.particle != following:
            continue
        after = at + 1 + bool(cue.particle)
        return _by_form(tokens, at, after, cue, earlier)
    return None


def _by_form(
    tokens: Tokens, at: int, after: int, cue: Cue, earlier: Sequence[Found]
) -> Found | None:
    form = verb_form(tokens, at, cue)
    if form == "noun":
        return None
    complement = complement_after(tokens, after, cue)
    if form == "passive":
        return passive(tokens, at, after, cue, complement)
    inverted = _inverted(tokens, at, after, cue)
    if inverted:
        return inverted
    if form == "infinitive":
        source = clause_subject(tokens, at)
        name = "infinitive"
    elif form == "participle":
        source, name = _participle_source(tokens, at, earlier), "participle"
    elif form == "after mark":
        source = subject_before(tokens, at) if tokens[at - 1].kind == "mark" else None
        name = "apposition" if source else "coordinated"
        source = source or _shared_source(tokens, at, earlier)
    elif form == "first":
        return None
    else:
        source, name = subject_before(tokens, at), "subject"
        last = skip_to_subject(tokens, at)
        if source is None and last > 0 and tokens[last].low in ("and", "but", "or", ",", "then"):
            source, name = _shared_source(tokens, last, earlier), "coordinated"
        if source is None and cue.category == "statement" and not cue.noun_too:
            if complement.kind in ("that", "clause", "quote"):
                source, name = long_subject(tokens, at), "long subject"
    if source is None or not can_hold(tokens, at, source, cue, complement.kind):
        return None
    found = _with_content(tokens, at, after, cue, source, complement, name)
    if found and form == "infinitive" and not found.rule.endswith(("quote", "quote before")):
        return None
    return found


def can_hold(tokens: Tokens, at: int, source: Places, cue: Cue, kind: str) -> bool:
    """Whether the source can hold what the cue says: a wall cannot support a plan, a voter can.

    Objects and infinitives follow most verbs in other senses too, so there the speaker has to be
    one that can speak, and the verb neither denied nor under a modal.
    """
    speaker = speaks(tokens, source)
    first = tokens[source[0]]
    if first.low in ("i", "we", "you") and cue.category == "thought":
        return False  # the writer's own thinking is a hedge
    if kind in ("quote",):
        return True
    before = {tokens[place].low for place in range(max(0, at - 3), at)}
    if cue.category == "evidence" and kind in ("clause", "noun"):
        return shows(tokens, source)
    if kind in ("noun", "to", "preposition", "ing"):
        return (
            speaker
            and first.kind != "relative"
            and not before & _MODAL
            and not _under_condition(tokens, source[0])
        )
    if kind == "clause":
        return (speaker or cue.category == "statement" and first.low != "it") and not before & _NEGATION
    return True


def shows(tokens: Tokens, source: Places) -> bool:
    """Whether a source is a document or a study, which shows and finds what is said in it."""
    kinds = speaker_kinds()
    return any(kinds.get(tokens[place].low) == "document" for place in range(*source))


_NEGATION = frozenset("not never didn't doesn't don't can't couldn't won't wouldn't isn't wasn't".split())
_MODAL = _NEGATION | frozenset("would will could should may might can must".split())


def _under_condition(tokens: Tokens, first: int) -> bool:
    for place in range(first - 1, max(-1, first - 3), -1):
        if tokens[place].low in ("if", "when", "because", "whether", "unless"):
            return True
        if tokens[place].kind == "mark":
            return False
    return False


def _shared_source(tokens: Tokens, at: int, earlier: Sequence[Found]) -> Places | None:
    """The source of a participle or of a second verb: that of the cue before it, or the subject."""
    for found in reversed(earlier):
        if found.source and tokens[found.source[0]].kind != "relative" and found.cue[0][0] < at:
            return found.source
    return clause_subject(tokens, at)


def _participle_source(tokens: Tokens, at: int, earlier: Sequence[Found]) -> Places | None:
    before = tokens[at - 1] if at else None
    if before is not None and before.kind == "word" and not before.low.endswith("ing"):
        phrase = noun_phrase_before(tokens, at - 1)
        if phrase and speaks(tokens, phrase, people_only=True):
            return phrase
    found = _shared_source(tokens, at, earlier)
    if found:
        return found
    for place in range(at + 1, min(len(tokens), at + 40)):
        if tokens[place].text == ",":
            return noun_phrase_after(tokens, place + 1)
    return None


def quote_before(tokens: Tokens, first: int) -> int | None:
    """The place of a quotation that ends just before a place, a comma allowed between."""
    place = first - 1
    if place >= 0 and tokens[place].text in (",", "–", "—", "--"):
        place -= 1
    if place >= 0 and tokens[place].kind == "quote":
        return place
    return None


def _inverted(tokens: Tokens, at: int, after: int, cue: Cue) -> Found | None:
    """*“No,” said Smith* and *Taxes will fall, said Smith, the minister.*"""
    if "quote" not in cue.takes or at == 0 or tokens[at].low.endswith("ing"):
        return None
    if cue.lemma in _TELLS_SOMEONE or tokens[at].low == cue.form != "say":
        return None
    if tokens[at - 1].kind != "quote" and tokens[at - 1].text != ",":
        return None
    quote = quote_before(tokens, at)
    source = subject_after(tokens, after)
    if source is None:
        return None
    if quote is not None:
        return Found(source, ((at, after),), quotes_around(tokens, quote, source[1]), "inverted", cue.category)
    if "clause" not in cue.takes:
        return None
    for place in range(*source):
        if tokens[place].kind == "relative" or tokens[place].text == ",":
            break
        if place > source[0] and tokens[place].kind in ("verb", "auxiliary") and verbal(tokens, place):
            return None
    if source[1] < len(tokens) and tokens[source[1]].kind != "mark" and tokens[source[1]].kind != "preposition":
        return None
    first = content_start(tokens, at)
    if first >= at - 1 or not any(_finite(tokens, place) for place in range(first, at - 1)):
        return None
    return Found(source, ((at, after),), (span_of(tokens, first, at - 1),), "inverted", cue.category)


_TELLS_SOMEONE = frozenset("tell assure reassure inform remind notify brief alert".split())


def _finite(tokens: Tokens, place: int) -> bool:
    token = tokens[place]
    if token.kind == "auxiliary":
        return token.low not in ("to", "not", "being", "be", "having")
    if token.low.endswith("ing") or (place and tokens[place - 1].low in ("who", "which", "that")):
        return False
    return verbal(tokens, place)


def quotes_around(tokens: Tokens, quote: int, after: int) -> tuple[Span, ...]:
    """A split quotation: the part before its cue and the part after it."""
    first = quote
    while first and tokens[first - 1].kind == "quote":
        first -= 1
    lead = content_start(tokens, first) if first else first
    mixed = 0 < first - lead < 45 and tokens[lead].kind != "coordinator"
    spans = [span_of(tokens, lead if mixed else first, quote + 1)]
    place = after
    for place in range(after, min(len(tokens), after + 16)):
        token = tokens[place]
        if token.kind == "quote":
            if tokens[place - 1].kind == "mark" or place == after:
                spans.append((token.start, token.end))
            break
        if token.kind in ("auxiliary", "relative", "coordinator", "subordinator") or is_participle(token):
            break
    return tuple(spans)


def _with_content(
    tokens: Tokens, at: int, after: int, cue: Cue, source: Places, complement: Complement, name: str
) -> Found | None:
    kind, place = complement.kind, complement.place
    cue_places: tuple[Places, ...] = ((at, after),)
    quote = quote_before(tokens, source[0])
    quotable = "quote" in cue.takes
    asked = quote is not None and tokens[quote].text.rstrip("'\"”’»")[-1:] in tuple("?!…")
    if quote is not None and quotable and source[1] <= at and kind != "that" and ends_like_speech(tokens[quote]) and name != "participle" and not (kind == "clause" and (asked or _name_in_passing(tokens, quote))):
        return Found(source, cue_places, quotes_around(tokens, quote, after), f"{name}: quote before", cue.category)
    if kind == "quote" and quotable:
        return Found(source, cue_places, (_quote_content(tokens, place),), f"{name}: quote", cue.category)
    if kind == "quote" and cue.takes & {"noun", "clause"}:
        return Found(source, cue_places, (span_of(tokens, place, clause_end(tokens, place)),), f"{name}: noun", cue.category)
    if kind == "colon" and quotable:
        if place >= len(tokens):
            return Found(source, cue_places, (), f"{name}: colon", open=True)
        return Found(source, cue_places, (span_of(tokens, place, clause_end(tokens, place)),), f"{name}: colon", cue.category)
    if kind == "preposition":
        stop = clause_end(tokens, place + 1, short=True)
        if stop <= place + 1:
            return None
        return Found(source, ((at, after), (place, place + 1)), (span_of(tokens, place + 1, stop),), f"{name}: preposition", cue.category)
    if kind in cue.takes and kind in ("that", "clause", "to", "ing", "noun"):
        stop = clause_end(tokens, place, short=kind == "noun")
        if stop > place:
            return Found(source, cue_places, (span_of(tokens, place, stop),), f"{name}: {kind}", cue.category)
    if kind in ("end", "comma") and {"clause", "quote"} <= cue.takes and source[1] <= at:
        return _parenthetical(tokens, cue_places, source, place, kind)
    return None


def _name_in_passing(tokens: Tokens, quote: int) -> bool:
    """A title in an opening phrase: *On “Meet the Press,” Smith said taxes will fall.*"""
    return quote > 0 and tokens[quote - 1].kind != "quote" and tokens[quote].text.count(" ") < 7


def _quote_content(tokens: Tokens, place: int) -> Span:
    """From a quotation on to its own end, or to the clause's if it is only a part of the clause."""
    quote = tokens[place]
    if quote.text.rstrip("'\"”’»")[-1:] in (".", "?", "!", ","):
        stop = place + 1
        while stop < len(tokens) and tokens[stop].kind == "quote":
            stop += 1
        return span_of(tokens, place, stop)
    return span_of(tokens, place, max(place + 1, clause_end(tokens, place + 1)))


def _parenthetical(
    tokens: Tokens, cue: tuple[Places, ...], source: Places, place: int, kind: str
) -> Found | None:
    """*The plan, he said, will fail* and *The plan will fail, he said.*"""
    first = source[0]
    if first < 2 or tokens[first - 1].text not in (",", "–", "—", "--"):
        return None
    begin = content_start(tokens, first)
    if begin >= first - 1:
        return None
    if tokens[begin].kind == "coordinator" and begin + 1 < first - 1:
        begin += 1
    spans = [span_of(tokens, begin, first - 1)]
    if kind == "comma" and tokens[place].text == ",":
        stop = clause_end(tokens, place + 1)
        if stop > place + 1:
            spans.append(span_of(tokens, place + 1, stop))
    return Found(source, cue, tuple(spans), "parenthetical", "statement")


_PASSIVE = frozenset("statement thought judgement intention".split())


def passive(tokens: Tokens, at: int, after: int, cue: Cue, complement: Complement) -> Found | None:
    """*She was accused of fraud*, *It is said that*, *The plan was criticised by the union*."""
    source: Places | None = None
    stop = clause_end(tokens, after)
    rest = after
    for place in range(after, min(stop, after + 14)):
        if tokens[place].low == "by":
            source = noun_phrase_after(tokens, place + 1)
            break
    if source is None and "passive" not in cue.takes:
        return None
    subject = subject_before(tokens, at)
    token = tokens[rest] if rest < len(tokens) else None
    spans: list[Span] = []
    it = subject is not None and tokens[subject[0]].low == "it"
    if subject and not it and not (cue.takes & {"hearer"}):
        spans.append(span_of(tokens, *subject))
    if token is not None and token.low in ("that", "to", "as", "of", "whether", "for", "with", "about"):
        first = rest if token.low in ("that", "to", "whether") else rest + 1
        if stop > first:
            spans.append(span_of(tokens, first, stop))
        elif not source:
            return None
    elif complement.kind in ("quote", "noun", "clause") and not source and rest < stop:
        spans.append(span_of(tokens, rest, stop))
    elif source is None:
        return None
    if not spans:
        return None
    return Found(source, ((at, after),), tuple(spans), "passive", cue.category)
