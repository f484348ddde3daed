"""A text shown with words or spans marked in it, and the same said in a table.

Styles are inline, as exported pages lack the kit's CSS; marks carry their own colours, for dark themes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

import pandas as pd

from kit.by_ear import folded, heard
from kit.errors import KitError
from kit.tables import html_table
from kit.texts import Passage, Text, normalise
from kit.words import occurrences

Span = tuple[int, int]
Segment = tuple[str, tuple[str, ...], tuple[str, ...]]  # characters, labels over them, labels ending here

# Okabe and Ito's hues as a pale ground and a dark line: ink on ground and line on ground are above 4.5:1.
_INK = "#111111"
_GROUNDS = ("#fff3b0", "#cfe8fc", "#c9f0e0", "#fbdcf0", "#ffe0cc")
_LINES = ("#7a5200", "#00517f", "#00593f", "#8f2266", "#8f3600")
_STROKES = ("solid", "dashed", "double", "dotted")
_IGNORED_BY_MATHJAX = "mathjax_ignore tex2jax_ignore"  # or two dollar signs would become a formula


@dataclass(frozen=True)
class Highlight:
    """A text with marks in it: the ``spans`` of each label, and the paragraphs ``shown``, counted from 1."""

    text: Text
    spans: dict[str, list[Span]]
    shown: list[int]

    @property
    def table(self) -> pd.DataFrame:
        """Every mark in the paragraphs shown, in order. Columns ``label``, ``words``, ``paragraph``."""
        rows = [
            (start, end, label, paragraph)
            for label, spans in self.spans.items()
            for start, end in spans
            if (paragraph := self._first_paragraph(start, end))
        ]
        cells = [
            (label, self.text.raw[start:end], paragraph) for start, end, label, paragraph in sorted(rows)
        ]
        return pd.DataFrame(cells, columns=["label", "words", "paragraph"])

    @property
    def counts(self) -> dict[str, int]:
        """How often each label is marked in the paragraphs shown."""
        labels = self.table["label"].tolist()
        return {label: labels.count(label) for label in self.spans}

    def _first_paragraph(self, start: int, end: int) -> int | None:
        paragraphs = self.text.paragraphs
        touched = (n for n in self.shown if paragraphs[n - 1].start < end and start < paragraphs[n - 1].end)
        return next(touched, None)  # a span over several paragraphs counts once

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": highlight_html(self), "text/plain": highlight_plain(self)}


def highlight(
    text: Text,
    what: str | Iterable[str] | Mapping[str, Iterable[Any]],
    *,
    paragraphs: Iterable[int] | None = None,
) -> Highlight:
    """Show a text with words, phrases or labelled spans marked in it.

    ``what`` is a list of words and phrases, found as ``kit.words.occurrences`` finds them (``escalat*``
    works), or a mapping from a label to its spans: ``(start, end)``, offsets in the file, end exclusive, or
    objects with ``start`` and ``end``. ``paragraphs`` limits the display to some, counted from 1.

    Raises KitError for a word that does not occur, a span outside the text, a paragraph the text does not
    have, and where nothing would be marked.

    >>> view = highlight(Text("example", "War? A warning of war."), ["war"])
    >>> print(view._repr_mimebundle_()["text/plain"])
    Marked in example: war (2)
    1  ⟦war: War⟧? A warning of ⟦war: war⟧.
    """
    if isinstance(what, Mapping):
        spans = {str(label): [_checked(text, span) for span in found] for label, found in what.items()}
    else:
        phrases = [what] if isinstance(what, str) else what
        spans = {phrase: _places(text, phrase) for phrase in phrases}
    view = Highlight(text, spans, _shown(text, paragraphs))
    if not any(view.counts.values()):
        where = "these paragraphs" if paragraphs is not None else text.name
        raise KitError(f"Nothing is marked in {where}. Give at least one word or span that stands there.")
    return view


def _places(text: Text, phrase: str) -> list[Span]:
    found = [(words[0].start, words[-1].end) for words in occurrences(text, phrase)]
    if not found:
        hint = f"Check the spelling, or look for the beginning of a word: '{phrase[:4]}*'."
        raise KitError(f"'{phrase}' does not occur in {text.name}. {hint}")
    return found


def _checked(text: Text, span: Any) -> Span:
    try:
        start, end = (span.start, span.end) if hasattr(span, "start") else span
        start, end = int(start), int(end)
    except (TypeError, ValueError):
        raise KitError(f"{span!r} is not a span. Give (start, end), two offsets in the file.") from None
    if not 0 <= start < end <= len(text.raw):
        size = f"{text.name}, which has {len(text.raw)} characters"
        hint = "Count from 0, with the start before the end, in this very text."
        raise KitError(f"The span ({start}, {end}) does not lie in {size}. {hint}")
    if not text.raw[start:end].strip():
        raise KitError(f"The span ({start}, {end}) of {text.name} covers only white space. Move it to words.")
    return start, end


def _shown(text: Text, paragraphs: Iterable[int] | None) -> list[int]:
    last = len(text.paragraphs)
    numbers = range(1, last + 1) if paragraphs is None else sorted(set(paragraphs))
    for number in numbers:
        if number not in range(1, last + 1):
            raise KitError(f"{text.name} has no paragraph {number}. Choose from 1 to {last}.")
    return list(numbers)


def segments(passage: Passage, spans: Mapping[str, Iterable[Span]]) -> list[Segment]:
    """A passage cut wherever a span begins or ends; joined, the pieces are the passage.

    Each piece is its characters, the labels that cover it, and those of them that end with it.

    >>> segments(Passage("He may go", 0, 9), {"claim": [(0, 6)], "hedge": [(3, 9)]})
    [('He ', ('claim',), ()), ('may', ('claim', 'hedge'), ('claim',)), (' go', ('hedge',), ('hedge',))]
    """
    clipped = [
        (label, max(start, passage.start), min(end, passage.end))
        for label, found in spans.items()
        for start, end in found
        if start < passage.end and passage.start < end
    ]
    cuts = sorted({passage.start, passage.end, *(cut for _, *ends in clipped for cut in ends)})
    pieces = []
    for start, end in pairwise(cuts):
        over = tuple(dict.fromkeys(label for label, s, e in clipped if s <= start and end <= e))
        ending = tuple(dict.fromkeys(label for label, s, e in clipped if s <= start and end == e))
        pieces.append((passage.raw[start:end], over, ending))
    return pieces


def highlight_html(view: Highlight) -> str:
    """The view as one ``<figure>``: a legend with counts, the numbered paragraphs, the marks as a table."""
    label = escape(constructed_label(view.text))
    notice = f'<strong style="display:block">{label}</strong> ' if label else ""
    return (
        f'<figure class="{_IGNORED_BY_MATHJAX}" style="margin:0;max-width:44em;print-color-adjust:exact">'
        f'<figcaption style="margin-bottom:.8em">'
        f"{notice}Marked in {escape(view.text.name)}: {legend_html(view.counts)}</figcaption>"
        f"{paragraphs_html(view)}"
        f"{folded('The marks as a table', html_table(view.table, f'Marked in {view.text.name}'))}</figure>"
    )


def legend_html(counts: Mapping[str, int]) -> str:
    """Each label marked as its spans are, with how often it is marked."""
    order = list(counts)
    return ", ".join(
        f"{_mark(escape(label), (label,), order)}&nbsp;({count})" for label, count in counts.items()
    )


def paragraphs_html(view: Highlight) -> str:
    """The numbered paragraphs of a view, with their marks."""
    order = list(view.spans)
    return "".join(
        f'<p style="margin:0 0 .6em;line-height:1.9"><b>{heard("Paragraph ")}{number}</b>&ensp;'
        + _marked(segments(view.text.paragraphs[number - 1], view.spans), order)
        + "</p>"
        for number in view.shown
    )


def highlight_plain(view: Highlight) -> str:
    """The view for a terminal, marks written as ``⟦label: words⟧``."""
    legend = ", ".join(f"{label} ({count})" for label, count in view.counts.items())
    lines = [label] if (label := constructed_label(view.text)) else []
    lines.append(f"Marked in {view.text.name}: {legend}")
    for number in view.shown:
        pieces = segments(view.text.paragraphs[number - 1], view.spans)
        marked = (f"⟦{' + '.join(over)}: {words}⟧" if over else words for words, over, _ in pieces)
        lines.append(f"{number}  {''.join(marked)}")
    return "\n".join(lines)


def constructed_label(text: Text) -> str:
    """What every display of a text written for teaching must say; empty for a text that was not.

    >>> constructed_label(Text("memo", "Act now.", {"constructed": True, "label": "Constructed example"}))
    'Constructed example'
    """
    return str(text.about.get("label") or "Constructed for teaching") if text.constructed else ""


def _marked(pieces: list[Segment], order: list[str]) -> str:
    """The pieces with their marks. Where a mark begins and where it ends is also said to the ear."""
    html, open_marks = "", set[str]()
    for words, over, ending in pieces:
        if not over:
            html += escape(words)
            continue
        needs_tag = len(order) > 1 and any(normalise(words) != normalise(label) for label in over)
        begin = heard("mark: ") if set(over) - open_marks else ""
        tag = f"<small>&nbsp;[{escape(' + '.join(ending))}]</small>" if ending and needs_tag else ""
        end = heard(", end of mark") if ending and not needs_tag else ""
        html += _mark(begin + escape(words) + tag + end, over, order)
        open_marks = set(over) - set(ending)
    return html


def _mark(inner: str, labels: tuple[str, ...], order: list[str]) -> str:
    """Marked characters on their own ground, one line below them for each label."""
    ground = _GROUNDS[order.index(labels[-1]) % len(_GROUNDS)]
    for depth, label in enumerate(labels):
        at = order.index(label)
        line = f"border-bottom:3px {_STROKES[at % len(_STROKES)]} {_LINES[at % len(_LINES)]}"
        own = f"padding-bottom:{4 * depth + 1}px;{line}"
        if depth < len(labels) - 1:
            inner = f'<span style="{own}">{inner}</span>'
    return f'<mark style="background-color:{ground};color:{_INK};{own}">{inner}</mark>'
