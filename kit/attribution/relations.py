"""A relation of source, cue and content inside one sentence, and the shapes its content takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.attribution.clauses import clause_end, content_start
from kit.attribution.complements import Complement
from kit.attribution.noun_phrases import Places
from kit.attribution.reporting import Cue
from kit.attribution.subjects import subject_after
from kit.attribution.tokens import (
    Span,
    Token,
    ends_like_speech,
    finite,
    is_participle,
    last_letter,
    listed,
    verbal,
)

Tokens = Sequence[Token]


@dataclass(frozen=True)
class Found:
    """A relation inside one sentence, in token places and character spans."""

    source: Places | None
    cue: tuple[Places, ...]
    content: tuple[Span, ...]
    rule: str
    category: str = ""
    open: bool = False  # the quotation it announces begins in the next paragraph


def span_of(tokens: Tokens, first: int, after: int) -> Span:
    """The characters from one token to before another."""
    return tokens[first].start, tokens[after - 1].end


def quote_before(tokens: Tokens, first: int) -> int | None:
    """The place of a quotation that ends just before a place, a comma allowed between."""
    place = first - 1
    if place >= 0 and tokens[place].text in (",", "–", "—", "--"):
        place -= 1
    if place >= 0 and tokens[place].kind == "quote":
        return place
    return None


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


def inverted(tokens: Tokens, at: int, after: int, cue: Cue) -> Found | None:
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
        return Found(
            source,
            ((at, after),),
            quotes_around(tokens, quote, source[1]),
            "inverted",
            cue.category,
        )
    if "clause" not in cue.takes:
        return None
    for place in range(*source):
        if tokens[place].kind == "relative" or tokens[place].text == ",":
            break
        if place > source[0] and tokens[place].kind in ("verb", "auxiliary") and verbal(tokens, place):
            return None
    if (
        source[1] < len(tokens)
        and tokens[source[1]].kind != "mark"
        and tokens[source[1]].kind != "preposition"
    ):
        return None
    first = content_start(tokens, at)
    if first >= at - 1 or not any(finite(tokens, place) for place in range(first, at - 1)):
        return None
    return Found(source, ((at, after),), (span_of(tokens, first, at - 1),), "inverted", cue.category)


_TELLS_SOMEONE = listed("tell assure reassure inform remind notify brief alert")


def with_content(
    tokens: Tokens, at: int, after: int, cue: Cue, source: Places, complement: Complement, name: str
) -> Found | None:
    """The relation, with the content that the complement, or a quotation before it, makes up."""
    kind, place = complement.kind, complement.place
    cue_places: tuple[Places, ...] = ((at, after),)
    quote = quote_before(tokens, source[0])
    quotable = "quote" in cue.takes
    asked = quote is not None and last_letter(tokens[quote]) in tuple("?!…")
    if (
        quote is not None
        and quotable
        and source[1] <= at
        and kind != "that"
        and ends_like_speech(tokens[quote])
        and name != "participle"
        and not (kind == "clause" and (asked or _name_in_passing(tokens, quote)))
    ):
        return Found(
            source,
            cue_places,
            quotes_around(tokens, quote, after),
            f"{name}: quote before",
            cue.category,
        )
    if kind == "quote" and quotable:
        return Found(source, cue_places, (_quote_content(tokens, place),), f"{name}: quote", cue.category)
    if kind == "quote" and cue.takes & {"noun", "clause"}:
        return Found(
            source,
            cue_places,
            (span_of(tokens, place, clause_end(tokens, place)),),
            f"{name}: noun",
            cue.category,
        )
    if kind == "colon" and quotable:
        if place >= len(tokens):
            return Found(source, cue_places, (), f"{name}: colon", cue.category, open=True)
        return Found(
            source,
            cue_places,
            (span_of(tokens, place, clause_end(tokens, place)),),
            f"{name}: colon",
            cue.category,
        )
    if kind == "preposition":
        stop = clause_end(tokens, place + 1, short=True)
        if stop <= place + 1:
            return None
        return Found(
            source,
            ((at, after), (place, place + 1)),
            (span_of(tokens, place + 1, stop),),
            f"{name}: preposition",
            cue.category,
        )
    if kind in cue.takes and kind in ("that", "clause", "to", "ing", "noun"):
        stop = clause_end(tokens, place, short=kind == "noun")
        if stop > place:
            return Found(source, cue_places, (span_of(tokens, place, stop),), f"{name}: {kind}", cue.category)
    if kind in ("end", "comma") and {"clause", "quote"} <= cue.takes and source[1] <= at:
        return _parenthetical(tokens, cue_places, source, place, kind) or _fronted(tokens, cue_places, source)
    return None


def _fronted(tokens: Tokens, cue: tuple[Places, ...], source: Places) -> Found | None:
    """*This is what the minister said*: the content stands in front, as a relative pronoun."""
    before = source[0] - 1
    if before < 0 or tokens[before].low != "what" or tokens[source[0]].kind == "pronoun":
        return None
    return Found(source, cue, (span_of(tokens, before, before + 1),), "fronted", "statement")


def _name_in_passing(tokens: Tokens, quote: int) -> bool:
    """A title in an opening phrase: *On “Meet the Press,” Smith said taxes will fall.*"""
    return quote > 0 and tokens[quote - 1].kind != "quote" and tokens[quote].text.count(" ") < 7


def _quote_content(tokens: Tokens, place: int) -> Span:
    """From a quotation on to its own end, or to the clause's if it is only a part of the clause."""
    quote = tokens[place]
    if last_letter(quote) in tuple(".?!,"):
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
