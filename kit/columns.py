"""Texts beside one another, in columns that become rows where the page is narrow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from kit.by_ear import folded
from kit.errors import KitError
from kit.show import Highlight, Span, constructed_label, highlight_plain, legend_html, paragraphs_html
from kit.tables import html_table
from kit.texts import Text
from kit.words import occurrences

Marker = Callable[[Text], Mapping[str, Iterable[Span]]]
Groups = Mapping[str, Iterable[str]]

_COLUMN = "flex:1 1 17em;min-width:0;max-width:44em"  # below 17em a column goes under the one before it
_HEAD = "margin-bottom:.6em;padding-bottom:.5em;line-height:1.7;border-bottom:2px solid"


@dataclass(frozen=True)
class SideBySide:
    """Several texts beside one another, each with its marks."""

    views: tuple[Highlight, ...]

    @property
    def table(self) -> pd.DataFrame:
        """Every mark in what is shown. Columns ``text``, ``label``, ``words``, ``paragraph`` (from 1)."""
        tables = [view.table.assign(text=view.text.name) for view in self.views]
        return pd.concat(tables, ignore_index=True)[["text", "label", "words", "paragraph"]]

    @property
    def counts(self) -> pd.DataFrame:
        """How often each label is marked: a row a text, a column a label."""
        return pd.DataFrame([{"text": view.text.name} | view.counts for view in self.views])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": side_by_side_html(self), "text/plain": side_by_side_plain(self)}


def side_by_side(
    *texts: Text,
    paragraphs: Iterable[int] | Mapping[str, Iterable[int]] | None = None,
    mark: str | Iterable[str] | Groups | Marker | None = None,
) -> SideBySide:
    """Show texts beside one another, constructed ones labelled, with the same things marked in each.

    ``paragraphs`` (counted from 1) are those to show: the same numbers for every text, or a mapping from a
    text's name to its numbers; texts it does not name are shown whole. ``mark`` is a word, a phrase or a list
    of them; a mapping from a label to words (``{"the minister": ["Blinken", "He"]}``); or a function from a
    text to spans by label, such as ``kit.devices``. A word may be missing in some of the texts.

    Raises KitError where no text is given, for a paragraph that a text does not have, and for a word that
    occurs in none of the texts.

    >>> shown = side_by_side(Text("a", "War came."), Text("b", "No war. War again."), mark="war")
    >>> shown.counts.values.tolist()
    [['a', 1], ['b', 2]]
    """
    if not texts:
        raise KitError('There is no text to show. Give two or more, such as kit.read("article").')
    marks = _marks(texts, mark)
    return SideBySide(
        tuple(
            Highlight(text, spans, _shown(text, paragraphs)) for text, spans in zip(texts, marks, strict=True)
        )
    )


def _marks(
    texts: tuple[Text, ...], mark: str | Iterable[str] | Groups | Marker | None
) -> list[dict[str, list[Span]]]:
    if mark is None:
        return [{} for _ in texts]
    if callable(mark):
        return [{label: list(spans) for label, spans in mark(text).items()} for text in texts]
    if isinstance(mark, Mapping):
        groups = {label: _listed(words) for label, words in mark.items()}
    else:
        groups = {word: [word] for word in _listed(mark)}
    for word in (word for words in groups.values() for word in words):
        if not any(occurrences(text, word) for text in texts):
            names = ", ".join(text.name for text in texts)
            raise KitError(f"'{word}' occurs in none of the texts ({names}). Check the spelling.")
    return [
        {
            label: sorted((o[0].start, o[-1].end) for word in words for o in occurrences(text, word))
            for label, words in groups.items()
        }
        for text in texts
    ]


def _listed(words: str | Iterable[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(dict.fromkeys(words))


def _shown(text: Text, paragraphs: Iterable[int] | Mapping[str, Iterable[int]] | None) -> list[int]:
    last = len(text.paragraphs)
    if isinstance(paragraphs, Mapping):
        paragraphs = paragraphs.get(text.name)
    numbers = range(1, last + 1) if paragraphs is None else sorted(set(paragraphs))
    for number in numbers:
        if number not in range(1, last + 1):
            raise KitError(f"{text.name} has no paragraph {number}. Choose from 1 to {last}.")
    return list(numbers)


def side_by_side_html(shown: SideBySide) -> str:
    """The texts as one ``<figure>``: a column each, and the marks as a table."""
    columns = "".join(map(_column, shown.views))
    names = ", ".join(view.text.name for view in shown.views)
    table = (
        folded("The marks as a table", html_table(shown.table, f"Marked in {names}"))
        if len(shown.table)
        else ""
    )
    return (
        '<figure class="mathjax_ignore tex2jax_ignore" style="margin:0;print-color-adjust:exact">'
        f'<figcaption style="margin-bottom:.8em">Side by side: {escape(names)}</figcaption>'
        f'<div style="display:flex;flex-wrap:wrap;gap:1em 2em;align-items:flex-start">{columns}</div>'
        f"{table}</figure>"
    )


def _column(view: Highlight) -> str:
    name, label = escape(view.text.name), escape(constructed_label(view.text))
    notice = f'<em style="display:block">{label}</em> ' if label else ""
    legend = f'<span style="display:block">Marked: {legend_html(view.counts)}</span>' if view.spans else ""
    return (
        f'<div role="group" aria-label="{name}" style="{_COLUMN}">'
        f'<div style="{_HEAD}"><strong>{name}</strong> '
        f"{notice}{legend}</div>{paragraphs_html(view)}</div>"
    )


def side_by_side_plain(shown: SideBySide) -> str:
    """The texts for a terminal, one after the other."""
    return "\n\n".join(map(_plain, shown.views))


def _plain(view: Highlight) -> str:
    if view.spans:
        return f"{view.text.name}\n{highlight_plain(view)}"
    lines = [view.text.name, *filter(None, [constructed_label(view.text)])]
    return "\n".join([*lines, *(f"{n}  {view.text.paragraphs[n - 1].text}" for n in view.shown)])
