"""Who is said to have said, thought or wanted what: source, cue and content of every attribution.

The three parts follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell, Margolin and Ruths 2018). Rules
and word lists find them, no trained model: each finding names the rule that made it, so that a
reader can judge the rule.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.attribution.antecedents import Antecedents
from kit.attribution.quotations import Quotation, find_quotations
from kit.attribution.relations import Found
from kit.attribution.reporting import sentence_triggers
from kit.attribution.search import relations
from kit.attribution.speakers import source_kind
from kit.attribution.tokens import Span, Token, last_letter, tokens_of
from kit.attribution.units import Unit, units_of
from kit.texts import Text
from kit.titles import titled

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Attribution:
    """A claim, thought, intention or judgement laid at someone's door.

    ``source``, ``cue`` and ``content`` are (start, end) pairs of characters in the file; the source
    may be empty. ``form`` is direct (all quoted), indirect or mixed. ``source_kind`` is named,
    institution, unnamed, impersonal (nobody is named at all) or self (the writer's own text).
    ``rule`` says which rule found it; ``antecedent`` is the name that a pronoun as source points
    back to, where one was found.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: str
    source_kind: str
    rule: str
    antecedent: Span | None = None


@dataclass
class _Draft:
    """A relation on its way: its content may still go on in the next sentence."""

    found: Found
    tokens: list[Token]
    content: list[Span]


def find_attributions(text: Text) -> list[Attribution]:
    """All attributions of a text, in the order of their cues.

    >>> raw = "“No,” said Ms. Hall. She fears that Russia will strike."
    >>> for found in find_attributions(Text("example", raw)):
    ...     print([raw[s:e] for part in (found.source, found.cue, found.content) for s, e in part])
    ['Ms. Hall', 'said', '“No,”']
    ['She', 'fears', 'that Russia will strike']
    """
    if not text.raw:
        return []
    quotations = [quotation for quotation in find_quotations(text) if quotation.depth == 0]
    quotes = sorted(span for quotation in quotations for span in quotation.spans)
    drafts = _drafts(text, quotes)
    _take_in_reopened(drafts, quotations)
    names = Antecedents(text.raw)
    found = [_finished(text.raw, draft, quotes, names) for draft in drafts if draft.content]
    return sorted(found, key=lambda attribution: attribution.cue)


_WORD = re.compile(r"[a-z]+|:")


def _drafts(text: Text, quotes: Sequence[Span]) -> list[_Draft]:
    drafts: list[_Draft] = []
    previous = Unit(0, 0, [], -1)
    speaking: _Draft | None = None  # whoever was quoted last, and may go on in the same paragraph
    announced: _Draft | None = None  # *She said:* with the quotation still to come
    for number, unit in enumerate(units_of(text, quotes)):
        if announced and (not announced.content or unit.paragraph == previous.paragraph):
            _go_on(announced, unit)
            previous = unit
            if unit.quotes and unit.quotes[-1][1] >= unit.end:
                announced = None
            continue
        announced = None
        if _only_quoted(text.raw, unit):
            if speaking and unit.paragraph == previous.paragraph:
                speaking.content.extend(unit.quotes)
            previous = unit
            continue
        speaking_now = None
        quoted = {*unit.quotes, *previous.quotes}
        for draft in _drafts_of(text.raw, unit, previous, heading=number == 0):
            drafts.append(draft)
            if draft.found.open:
                announced = draft
            if any(span in quoted for span in draft.content):
                speaking_now = draft
        speaking, previous = speaking_now, unit
    return drafts


def _take_in_reopened(drafts: Sequence[_Draft], quotations: Sequence[Quotation]) -> None:
    """Give a quotation that runs over several paragraphs whole to the one who is cited for a part."""
    whole = {span: q.spans for q in quotations if len(q.spans) > 1 for span in q.spans}
    for draft in drafts if whole else ():
        for span in [span for span in draft.content if span in whole]:
            draft.content.extend(part for part in whole[span] if part not in draft.content)
        draft.content.sort()


def _go_on(draft: _Draft, unit: Unit) -> None:
    """Take a sentence, or the quotation it opens with, into an announced content."""
    if unit.quotes and unit.quotes[0][0] == unit.start:
        draft.content.append(unit.quotes[0])
    elif draft.content:
        draft.content[-1] = (draft.content[-1][0], unit.end)
    else:
        draft.content.append((unit.start, unit.end))


def _only_quoted(raw: str, unit: Unit) -> bool:
    return bool(unit.quotes) and not _outside(raw, unit.start, unit.end, unit.quotes)


def _outside(raw: str, start: int, end: int, quotes: Sequence[Span]) -> bool:
    """Whether a letter or digit of a stretch lies outside the quotations."""
    at = start
    for quote_start, quote_end in quotes:
        if _LETTER.search(raw, at, max(at, min(quote_start, end))):
            return True
        at = max(at, quote_end)
    return at < end and bool(_LETTER.search(raw, at, end))


_LETTER = re.compile(r"[^\W_]")


def _drafts_of(raw: str, unit: Unit, previous: Unit, heading: bool) -> Iterator[_Draft]:
    sentence = raw[unit.start : unit.end].lower()
    if sentence_triggers().isdisjoint(_WORD.findall(sentence)):
        return
    tokens = tokens_of(raw, unit.start, unit.end, unit.quotes)
    if not tokens:
        return
    asked = previous.quotes and previous.paragraph == unit.paragraph
    if asked and previous.quotes[-1][1] == previous.end and tokens[0].kind != "quote":
        # “Why?” | she asked: the question mark ended the sentence, not the attribution
        start, end = previous.quotes[-1]
        quote = Token(raw[start:end], "", start, end, "quote")
        if last_letter(quote) in "?!…":
            tokens.insert(0, quote)
    for found in relations(tokens, heading):
        yield _Draft(found, tokens, list(found.content))


def _finished(raw: str, draft: _Draft, quotes: Sequence[Span], names: Antecedents) -> Attribution:
    found, tokens = draft.found, draft.tokens
    attribution = Attribution(
        source=(_span(tokens, *found.source),) if found.source else (),
        cue=tuple(_span(tokens, *places) for places in found.cue),
        content=tuple(draft.content),
        form=_form(raw, draft, quotes),
        source_kind="self" if found.rule == "self-citation" else "impersonal",
        rule=f"{found.category}: {found.rule}",
    )
    if not found.source:
        return attribution
    kind = source_kind(tokens, found.source)
    antecedent = names.of(tokens, found.source)
    if antecedent:
        attribution = replace(attribution, antecedent=antecedent[0])
        kind = antecedent[1]
    else:
        names.remember(tokens, found.source, kind)
    return replace(attribution, source_kind=kind)


def _span(tokens: Sequence[Token], first: int, after: int) -> Span:
    return tokens[first].start, tokens[after - 1].end


def _form(raw: str, draft: _Draft, quotes: Sequence[Span]) -> str:
    """Direct if all that counts is quoted, mixed if some of it is, indirect if none."""
    quoted = plain = False
    for start, end in draft.content:
        inside = []
        for at in range(max(0, bisect_left(quotes, (start, start)) - 1), len(quotes)):
            if quotes[at][0] >= end:
                break
            if quotes[at][1] > start:
                inside.append(quotes[at])
        quoted |= bool(inside)
        plain |= _outside(raw, start, end, inside)
    if draft.found.open and not quoted:
        return "direct"  # a block set off below its announcement needs no marks
    return "mixed" if quoted and plain else "direct" if quoted else "indirect"


@titled("Who speaks in")
def who_speaks(text: Text) -> "pd.DataFrame":
    """A table of the sources: source, kind, form, attributions, words (of the contents given them).

    A pronoun counts for the name it points back to. Sources of the most words come first.

    >>> text = Text("example", "“No,” said Ms. Hall. She fears that war will come.")
    >>> who_speaks(text).values.tolist()
    [['Ms. Hall', 'named', 'indirect', 1, 4], ['Ms. Hall', 'named', 'direct', 1, 1]]
    """
    import pandas as pd

    rows = [
        {
            "source": _name(text.raw, found),
            "kind": found.source_kind,
            "form": found.form,
            "attributions": 1,
            "words": sum(len(_TOKEN.findall(text.raw, *span)) for span in found.content),
        }
        for found in find_attributions(text)
    ]
    frame = pd.DataFrame(rows, columns=["source", "kind", "form", "attributions", "words"])
    table = frame.groupby(["source", "kind", "form"], as_index=False, sort=False).sum()
    return table.sort_values("words", ascending=False, kind="stable", ignore_index=True)


_TOKEN = re.compile(r"\w+(?:[-'’]\w+)*")


def _name(raw: str, found: Attribution) -> str:
    span = found.antecedent or (found.source[0] if found.source else None)
    if span is None:
        return "(this text)" if found.source_kind == "self" else "(nobody named)"
    return " ".join(raw[span[0] : span[1]].split()).rstrip(" ,–—-")
