"""Passives: claims whose source stands after *by*, or nowhere, or is the text itself."""

from kit.attribution.clauses import clause_end, content_start
from kit.attribution.complements import Complement
from kit.attribution.noun_phrases import Places, noun_phrase_after
from kit.attribution.relations import Found, Tokens, span_of
from kit.attribution.reporting import Cue
from kit.attribution.subjects import subject_before
from kit.attribution.tokens import Span, listed

_LEADS_ON = listed("that to as of whether for with about")
_KEPT = listed("that to whether")  # part of the content, as in *said to be ill*


def passive(tokens: Tokens, at: int, after: int, cue: Cue, complement: Complement) -> Found | None:
    """*She was accused of fraud*, *It is said that*, *The plan was criticised by the union*."""
    if cited := self_citation(tokens, at, after, cue):
        return cited
    stop = clause_end(tokens, after)
    source = _agent(tokens, after, stop)
    if source is None and "passive" not in cue.takes:
        return None
    spans: list[Span] = []
    subject = subject_before(tokens, at)
    if subject and tokens[subject[0]].low != "it" and "hearer" not in cue.takes:
        spans.append(span_of(tokens, *subject))
    following = tokens[after].low if after < len(tokens) else ""
    if following in _LEADS_ON:
        first = after if following in _KEPT else after + 1
        if stop > first:
            spans.append(span_of(tokens, first, stop))
        elif not source:
            return None
    elif complement.kind in ("quote", "noun", "clause") and not source and after < stop:
        spans.append(span_of(tokens, after, stop))
    elif source is None:
        return None
    return Found(source, ((at, after),), tuple(spans), "passive", cue.category) if spans else None


def _agent(tokens: Tokens, after: int, stop: int) -> Places | None:
    for place in range(after, min(stop, after + 14)):
        if tokens[place].low == "by":
            return noun_phrase_after(tokens, place + 1)
    return None


def self_citation(tokens: Tokens, at: int, after: int, cue: Cue) -> Found | None:
    """*as was explained here*, *the model that was shared here*: the writer's own earlier text."""
    if after >= len(tokens) or tokens[after].low not in ("here", "above") or cue.category != "statement":
        return None
    verb = at
    while verb and tokens[verb - 1].kind in ("auxiliary", "adverb"):
        verb -= 1
    if verb == 0:
        return None
    before = tokens[verb - 1]
    if before.low == "as":
        first, stop = content_start(tokens, verb - 1), verb - 1
        if stop > first and tokens[stop - 1].text == ",":
            stop -= 1
    elif before.low in ("that", "which") and verb > 1:
        subject = subject_before(tokens, verb - 1)
        first, stop = subject or (verb - 1, verb)
        determiners = [at for at in range(first, stop) if tokens[at].kind == "determiner"]
        first = determiners[-1] if determiners else first
    else:
        subject = subject_before(tokens, at)
        first, stop = subject or (0, 0)
    if stop <= first:
        return None
    return Found(None, ((at, after),), (span_of(tokens, first, stop),), "self-citation", "statement")
