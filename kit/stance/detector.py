"""Hedges and boosters: where a writer holds back from a claim, and where the door is shut on
others.

A *hedge* (*might, seemingly, to an extent*) withholds full commitment to a proposition; a *booster*
(*clearly, never, the reality is that*) claims certainty for it (Hyland 2005, *Metadiscourse*;
Lakoff 1973 on hedges). The word lists ``hedges.csv`` and ``boosters.csv`` say which forms to look
for, the modules beside this one when such a form counts. Each finding names its
rule.

The words alone do not settle every case: *should* of duty and of expectation look alike, so what is
found is a reading to be argued with, not a fact about the text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kit.lexicons import rows
from kit.stance import modals, should, verbs  # noqa: F401  imported, as their rules register themselves
from kit.stance.adverbs import booster_by_default, hedge_by_default
from kit.stance.context import RULES, Hit, Rule, Sentence, flatten
from kit.stance.schemes import CODEBOOK, Scheme
from kit.texts import Passage, Text

Kind = Literal["hedge", "booster"]


@dataclass(frozen=True)
class Finding:
    """A hedge or a booster: ``text`` stands at ``start`` to ``end`` (exclusive) of the raw text.

    ``category`` is that of the word list; ``rule`` says in a few words why it was counted;
    ``quoted`` is True between quotation marks, where the words are somebody else's and not the
    writer's.
    """

    kind: Kind
    start: int
    end: int
    text: str
    category: str
    rule: str
    quoted: bool = False


def find_stance(text: Text, scheme: Scheme = CODEBOOK) -> list[Finding]:
    """All hedges and boosters of a text, in text order, none overlapping another.

    ``scheme`` names another reading than the codebook's, for comparison with annotations made by it.

    >>> text = Text("example", "Clearly, the plan might fail. He could not lift it.")
    >>> [(finding.kind, finding.text, finding.rule) for finding in find_stance(text)]
    [('booster', 'Clearly', 'certainty:clearly'), ('hedge', 'might', 'modal:might, possibility')]
    """
    raw, flat = text.raw, flatten(text.raw)
    trigger = _trigger(scheme)
    if not trigger.search(flat):
        return []
    sentences = text.sentences
    starts = [sentence.start for sentence in sentences]
    quotes = [span for paragraph in text.paragraphs for span in quoted_spans(paragraph)]
    quote_starts = [start for start, _ in quotes]
    findings = []
    current = Sentence(raw, flat, 0, 0)
    for match in trigger.finditer(flat):
        start, end = match.span()
        if start >= current.last:
            at = max(0, bisect_right(starts, start) - 1)
            current = Sentence(raw, flat, starts[at], max(sentences[at].end, end))
        entry = _entry(match.group(), scheme)
        hit = Hit(current, start, end, entry.form)
        if hit.inside_name or not (rule := entry.rule(hit)):
            continue
        near = bisect_right(quote_starts, start) - 1
        quoted = near >= 0 and end <= quotes[near][1]
        findings.append(Finding(entry.kind, start, end, raw[start:end], entry.category, rule, quoted))
    return findings


def quoted_spans(paragraph: Passage) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between quotation marks, marks included, in text order.

    A mark without its partner in the same paragraph opens nothing. Inches (6") can mislead it.

    >>> raw = "He said “never” and “per” it"
    >>> [raw[start:end] for start, end in quoted_spans(Passage(raw, 0, len(raw)))]
    ['“never”', '“per”']
    """
    for match in _QUOTED.finditer(paragraph.text):
        yield match.start() + paragraph.start, match.end() + paragraph.start


# Each alternative stops at the next opening mark, so that a text of nothing but marks stays linear.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|(?<!\w)‘(?:[^‘’]|’(?=\w))*’(?!\w)")


class _Entry(NamedTuple):
    """A row of a word list with the rule that decides it."""

    kind: Kind
    form: str
    category: str
    rule: Rule


@cache
def _entries(scheme: Scheme = CODEBOOK) -> dict[str, _Entry]:
    """Every form and inflection of both word lists; ``*`` in a form stands for any one word."""
    otherwise = {form: difference.rule for difference in scheme.differences for form in difference.forms}
    entries = {form: _Entry("hedge", form, scheme.name, rule) for form, rule in otherwise.items()}
    lists: tuple[tuple[Kind, str, Rule], ...] = (
        ("hedge", "hedges", hedge_by_default),
        ("booster", "boosters", booster_by_default),
    )
    for kind, name, default in lists:
        for row in rows(name):
            base = row["form"]
            rule = otherwise.get(base) or RULES.get(base, default)
            entry = _Entry("hedge" if base in otherwise else kind, base, row["category"], rule)
            for form in (base, *filter(None, row["inflections"].split("|"))):
                entries[form] = entry
    return entries


@lru_cache(4096)
def _entry(found: str, scheme: Scheme) -> _Entry:
    form = " ".join(found.split())
    entry = _entries(scheme).get(form)
    if entry:
        return entry
    return next(
        entry
        for pattern, entry in _entries(scheme).items()
        if "*" in pattern and re.fullmatch(_pattern(pattern), form)
    )


@cache
def _trigger(scheme: Scheme) -> re.Pattern[str]:
    """One pattern for all forms, grouped by first letter so that most words fail at once.

    A form joined to another by a hyphen or an apostrophe (*must-have*) is another word.
    """
    by_letter = defaultdict(list)
    for form in sorted(_entries(scheme), key=len, reverse=True):
        if form[0] != "'":
            by_letter[form[0]].append(_pattern(form[1:]))
    groups = "|".join(f"{letter}(?:{'|'.join(tails)})" for letter, tails in by_letter.items())
    return re.compile(rf"\b(?:(?<!\w['-])(?:{groups})|'d)(?!\w)(?!['-]\w)")


def _pattern(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"\s+").replace(r"\*", r"[\w'-]+")
