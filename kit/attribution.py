"""Who is said to have said what: attributions as source, cue and content."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kit.attribution_phrases import (
    according_relation,
    adjective_relation,
    adverb_relation,
    announced_quotation,
    asked_relation,
    colon_relation,
    noun_relation,
    per_relation,
    poll_relation,
)
from kit.attribution_rules import Found, verb_relation
from kit.clauses import Token, tokens_of
from kit.quotations import Quotation, find_quotations
from kit.reporting import adjective_cues, noun_cues, reporting_verbs
from kit.texts import Text

Span = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: str
    source_kind: str
    rule: str
    antecedent: Span | None = None


class Unit(NamedTuple):
    """A sentence, with the sentences of a quotation that it holds, and the quotations in it."""

    start: int
    end: int
    quotes: list[Span]
    paragraph: int


def units_of(text: Text, quotes: Sequence[Span]) -> list[Unit]:
    units: list[Unit] = []
    at = 0
    for number, paragraph in enumerate(text.paragraphs):
        begun: int | None = None
        held: list[Span] = []
        for sentence in paragraph.sentences:
            if begun is None:
                begun, held = sentence.start, []
            while at < len(quotes) and quotes[at][0] < sentence.end:
                held.append(quotes[at])
                at += 1
            if held and held[-1][1] > sentence.end:
                continue
            units.append(Unit(begun, sentence.end, held, number))
            begun = None
        if begun is not None:
            units.append(Unit(begun, paragraph.end, held, number))
    return units


@cache
def _triggers() -> frozenset[str]:
    return frozenset(reporting_verbs()) | frozenset(noun_cues()) | {"according", "per"}


_WORDS = re.compile(r"[a-z]+")


def find_attributions(text: Text) -> list[Attribution]:
    quotes = [span for q in find_quotations(text) if q.depth == 0 for span in q.spans]
    quotes.sort()
    units = units_of(text, quotes)
    raw = text.raw
    first_start = units[0].start if units else 0
    out: list[tuple[Found, list[Token], list[Span]]] = []
    last: tuple[int, list[Span]] | None = None
    waiting: list[Span] | None = None
    waiting_paragraph = -1
    before: tuple[Token | None, int] = None, -1
    for unit in units:
        tokens = tokens_of(raw, unit.start, unit.end, unit.quotes)
        if not tokens:
            continue
        ended, paragraph = before
        before = tokens[-1], unit.paragraph
        if ended and paragraph == unit.paragraph and ended.kind == "quote" and tokens[0].kind != "quote":
            # “Why?” | she asked: the question mark has ended the sentence, not the attribution
            if ended.text.rstrip("'\"”’»")[-1:] in tuple("?!…"):
                tokens.insert(0, ended)
        only = all(token.kind in ("quote", "mark") for token in tokens)
        if waiting is not None and waiting and unit.paragraph == waiting_paragraph:
            waiting[-1] = (waiting[-1][0], unit.end)
            last = None
            continue
        if waiting is not None and not waiting and tokens[0].kind != "quote":
            waiting.append((unit.start, unit.end))
            waiting_paragraph = unit.paragraph
            continue
        if waiting is not None and tokens[0].kind == "quote":
            waiting.append((tokens[0].start, tokens[0].end))
            if only: continue
        waiting = None
        if only:
            if last and last[0] == unit.paragraph:
                last[1].extend((t.start, t.end) for t in tokens if t.kind == "quote")
            continue
        found = not_nested(tokens, list(relations(tokens, unit.start == first_start)))
        for relation in found:
            spans = list(relation.content)
            out.append((relation, tokens, spans))
            if relation.open:
                waiting = spans
            if any(tokens[p].kind == "quote" for p in range(len(tokens)) for s, e in spans if tokens[p].start == s):
                last = (unit.paragraph, spans)
        if not found: last = None
    result = []
    for relation, tokens, spans in out:
        if not spans:
            continue
        def sp(p): return (tokens[p[0]].start, tokens[p[1]-1].end)
        src = (sp(relation.source),) if relation.source else ()
        result.append(Attribution(src, tuple(sp(c) for c in relation.cue), tuple(spans), "direct", "named", relation.rule))
    return result


def outer(tokens, earlier, at):
    """The relations found so far that are not themselves inside another's content."""
    kept = []
    for f in earlier:
        c = tokens[f.cue[0][0]].start
        if not any(s <= c < e for o in kept for s, e in o.content):
            kept.append(f)
    return kept


_FIRM = ("that", "clause", "quote", "quote before", "inverted", "parenthetical", "according")


def not_nested(tokens, found):
    kept = []
    for f in found:
        firm = f.rule.endswith(_FIRM) and f.category in ("statement", "") and not f.rule.startswith("noun")
        at = tokens[f.cue[0][0]].start
        inside = any(o is not f and any(s <= at < e for s, e in o.content) for o in kept)
        if inside and not firm: continue
        kept.append(f)
    return kept


def relations(tokens, heading):
    earlier = []
    found = colon_relation(tokens, heading)
    found_label = found is not None
    if found:
        yield found
    for at, token in enumerate(tokens):
        if token.kind == "quote": continue
        low = token.low
        found = None
        if low == "according":
            if at + 2 < len(tokens) and tokens[at + 1].low == "to":
                found = according_relation(tokens, at)
        elif low == "per":
            found = per_relation(tokens, at)
        elif low == ":" and not (found_label and at < 12):
            found = announced_quotation(tokens, at, earlier)
        elif low == "in":
            found = poll_relation(tokens, at)
        elif low in ("reportedly", "allegedly"):
            found = adverb_relation(tokens, at)
        else:
            if low == "asked":
                found = asked_relation(tokens, at)
            if found is None and low in reporting_verbs():
                found = verb_relation(tokens, at, outer(tokens, earlier, at))
            if found is None and low in adjective_cues():
                found = adjective_relation(tokens, at)
            if found is None and low in noun_cues():
                found = noun_relation(tokens, at)
        if found:
            earlier.append(found)
            yield found
