"""Everything the detectors find in a text, in one shape, and held against what people marked by reading.

The shape is that of ``kit analyse``: offsets count characters of the file, end exclusive.
"""

from bisect import bisect_right
from typing import Any

import pandas as pd

from kit.attribution import find_attributions
from kit.attribution.scare_quotes import find_scare_quotes
from kit.errors import KitError
from kit.references import Annotation, annotations
from kit.stance import find_stance
from kit.texts import Passage, Text
from kit.titles import titled

KINDS = ("hedge", "booster", "scare_quote", "attribution")


def findings(text: Text) -> list[dict[str, Any]]:
    """Every hedge, booster, scare quote and attribution, as the records that ``kit analyse`` prints.

    >>> text = Text("example", "Perhaps. Ms. Hall denied the so-called “plan”.")
    >>> [found["kind"] for found in findings(text)]
    ['hedge', 'attribution', 'scare_quote']
    """
    attributions = find_attributions(text)
    found: list[dict[str, Any]] = [
        {"kind": "attribution", "source": a.source, "cue": a.cue, "content": a.content}
        | {"form": a.form, "source_kind": a.source_kind, "rule": a.rule}
        for a in attributions
    ]
    found += [
        {"kind": f.kind, "start": f.start, "end": f.end, "text": f.text}
        | {"category": f.category, "rule": f.rule}
        for f in find_stance(text)
    ]
    found += [
        {"kind": "scare_quote", "start": f.start, "end": f.end, "text": f.text}
        | {"category": f.category, "rule": f.rule}
        for f in find_scare_quotes(text, attributions)
    ]
    return sorted(found, key=_begin)


def _begin(found: dict[str, Any]) -> int:
    return int(found["start"] if "start" in found else found["cue"][0][0])


@titled("Hedges and boosters in")
def stance_table(text: Text) -> pd.DataFrame:
    """Every hedge and booster of a text, in order.

    Columns: ``kind`` (hedge or booster), ``words``, ``category``, ``rule`` (why it was counted), ``quoted``
    (True inside somebody's quoted words), ``sentence`` and ``paragraph`` (counted from 1), ``start``,
    ``end``.
    """
    columns = ["kind", "words", "category", "rule", "quoted", "sentence", "paragraph", "start", "end"]
    rows = [
        (
            *(f.kind, f.text, f.category, f.rule, f.quoted),
            *(_number(text.sentences, f.start), _number(text.paragraphs, f.start), f.start, f.end),
        )
        for f in find_stance(text)
    ]
    return pd.DataFrame(rows, columns=columns)


@titled("Attributions in")
def attribution_table(text: Text) -> pd.DataFrame:
    """Every attribution of a text, in order.

    Columns: ``source`` (empty where none is given), ``cue`` and ``content`` in words; ``form``;
    ``source_kind``; ``stands_for``, the name that a pronoun as source points back to; ``rule``;
    ``paragraph`` (counted from 1).
    """
    columns = ["source", "cue", "content", "form", "source_kind", "stands_for", "rule", "paragraph"]
    rows = [
        (
            *(words(text, spans) for spans in (a.source, a.cue, a.content)),
            *(a.form, a.source_kind, text.raw[slice(*a.antecedent)] if a.antecedent else ""),
            *(a.rule, _number(text.paragraphs, a.cue[0][0])),
        )
        for a in find_attributions(text)
    ]
    return pd.DataFrame(rows, columns=columns)


@titled("Scare quotes in")
def scare_quote_table(text: Text) -> pd.DataFrame:
    """Every scare quote of a text, in order.

    Columns: ``words`` (marks included), ``category``, ``rule``, ``paragraph`` (counted from 1), ``start``,
    ``end``.
    """
    columns = ["words", "category", "rule", "paragraph", "start", "end"]
    rows = [
        (f.text, f.category, f.rule, _number(text.paragraphs, f.start), f.start, f.end)
        for f in find_scare_quotes(text)
    ]
    return pd.DataFrame(rows, columns=columns)


def words(text: Text, spans: Any) -> str:
    """The words of a span that may be interrupted, its parts joined by an ellipsis."""
    return " … ".join(text.raw[start:end] for start, end in spans)


@titled("Detector and reference compared on")
def compare_with_reference(text: Text, kind: str) -> pd.DataFrame:
    """What the detector found beside what people marked by reading, for one kind of finding.

    ``kind`` is hedge, booster, scare_quote or attribution (compared by their cues). Columns: ``result``,
    which is *hit*, *miss* or *false alarm*; ``words``; ``paragraph``; ``why``, the reader's reason or the
    detector's rule. An annotation that careful readers may leave out is no miss, and a finding that touches
    it no false alarm.

    Raises KitError for another kind, and where the text has no reference annotation.
    """
    if kind not in KINDS:
        raise KitError(f"There is no kind '{kind}'. Choose one of: {', '.join(KINDS)}.")
    found = [(_spans(item), item["rule"]) for item in findings(text) if item["kind"] == kind]
    marked = [item for item in annotations(text) if item.kind == kind]
    rows = []
    for item in marked:
        touched = any(_touch(item, spans) for spans, _ in found)
        if touched or not item.optional:
            rows.append(("hit" if touched else "miss", item.spans, item.reason))
    rows += [
        ("false alarm", spans, rule)
        for spans, rule in found
        if not any(_touch(item, spans) for item in marked)
    ]
    rows.sort(key=lambda row: row[1])
    table = [
        (result, words(text, spans), _number(text.paragraphs, spans[0][0]), why)
        for result, spans, why in rows
    ]
    return pd.DataFrame(table, columns=["result", "words", "paragraph", "why"])


def _spans(found: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple(found["cue"]) if "cue" in found else ((found["start"], found["end"]),)


def _touch(item: Annotation, spans: tuple[tuple[int, int], ...]) -> bool:
    readings = (span for reading in (item.spans, *item.accepted) for span in reading)
    return any(start < end and begin < stop for start, stop in readings for begin, end in spans)


def _number(passages: list[Passage], offset: int) -> int:
    """Which passage holds a character, counted from 1; passages lie in order."""
    return bisect_right([passage.start for passage in passages], offset)
