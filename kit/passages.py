"""What a question of kind ``spans`` is about: the passage to be marked, and what is to be found in it.

Offsets count characters of the text's file, or of the passage itself where it was written for the question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from kit.banks import BankError
from kit.errors import KitError
from kit.questions import Spans
from kit.references import load, spans_of
from kit.texts import Passage, Text, paragraph_spans, read

Span = tuple[int, int]
PARTS = ("source", "cue", "content")  # the labels of an attribution's parts
KINDS = ("hedge", "booster", "scare_quote")  # the labels of what stands for itself


@dataclass(frozen=True)
class Excerpt(Passage):
    """The passage of one question: ``raw[start:end]``, out of the text ``origin``."""

    origin: Text
    source: Literal["seed", "constructed"]

    @cached_property
    def paragraphs(self) -> list[Passage]:
        """Its paragraphs; the first and the last may be cut short."""
        spans = [(max(start, self.start), min(end, self.end)) for start, end in paragraph_spans(self.raw)]
        return [Passage(self.raw, start, end) for start, end in spans if start < end]

    @property
    def notice(self) -> str:
        """What every display of it must say; empty for a text that was not written for teaching."""
        if not self.origin.constructed:
            return ""
        return str(self.origin.about.get("label") or "Constructed for teaching")


@dataclass(frozen=True)
class Reading:
    """One way to draw the span: its stretches in order (several if interrupted), and a note."""

    spans: tuple[Span, ...]
    note: str = ""


@dataclass(frozen=True)
class Wanted:
    """One thing to be found. The first of ``readings`` is the key's own, the others are accepted too.

    ``optional``: careful readers differ, so it is a hit if marked and no miss if not. ``attributions`` are
    the numbers of the attributions it is a part of; ``reason`` says why it is in the key.
    """

    label: str
    readings: tuple[Reading, ...]
    reason: str = ""
    optional: bool = False
    attributions: frozenset[int] = field(default=frozenset())


def find_passage(question: Spans, text: Text) -> Excerpt:
    """The passage of a question: from the first place of its first words to the next of its last words.

    Raises BankError, with question and field, where those words do not stand in the text.

    >>> from kit.questions import Spans
    >>> question = Spans(id="a.b", kind="spans", prompt="?", labels=["hedge"], key=[],
    ...                  passage={"first": "It may", "last": "rain."})
    >>> find_passage(question, Text("weather", "Clouds. It may well rain. Or not.")).text
    'It may well rain.'
    """
    named = question.passage
    if named.constructed:
        origin = Text("constructed", named.constructed, {"constructed": True})
        return Excerpt(origin.raw, 0, len(origin.raw), origin, "constructed")
    origin = read(named.text) if named.text and named.text != text.name else text
    begin = next(_places(named.first, origin.raw), None)
    if begin is None:
        raise _wrong(question, "passage.first", f"“{named.first}” does not stand in {origin.name}. {_QUOTE}")
    ends = (end for _, end in _places(named.last, origin.raw, begin[0]) if end >= begin[1])
    end = next(ends, None)
    if end is None:
        message = f"“{named.last}” does not stand in {origin.name} after “{named.first}”. {_QUOTE}"
        raise _wrong(question, "passage.last", message)
    return Excerpt(origin.raw, begin[0], end, origin, "seed")


def find_key(question: Spans, excerpt: Excerpt) -> tuple[Wanted, ...]:
    """What is to be found in the passage, in its order. Empty for a control passage.

    Raises BankError, with question and field, for a quotation that the passage does not hold, and for a
    reference that is missing or does not fit the text.
    """
    found = _from_key(question, excerpt) if question.reference is None else _from_seed(question, excerpt)
    return tuple(sorted(_merged(found), key=lambda wanted: wanted.readings[0].spans))


def _from_key(question: Spans, excerpt: Excerpt) -> Iterator[Wanted]:
    for number, item in enumerate(question.key or ()):
        places = places_of_quote(item.quote, excerpt)
        if len(places) < item.nth:
            there = f"{len(places)} time{'s' * (len(places) != 1)}" if places else "nowhere"
            message = f"“{item.quote}” number {item.nth} is asked for, but it stands {there} in the passage."
            raise _wrong(question, f"key.{number}.quote", f"{message} {_QUOTE}")
        attributions = frozenset() if item.attribution is None else frozenset({item.attribution})
        reading = Reading((places[item.nth - 1],))
        yield Wanted(item.label, (reading,), item.feedback, item.optional, attributions)


_QUOTE = "Quote whole words, to the letter, quotation marks and apostrophes included."


def places_of_quote(quote: str, excerpt: Excerpt) -> tuple[Span, ...]:
    """Where a quotation stands in a passage as whole words, in order; offsets count in the passage's origin.

    >>> places_of_quote("it", Excerpt("it or its, it", 0, 13, Text("a", "it or its, it"), "seed"))
    ((0, 2), (11, 13))
    """
    return _all_places(quote, excerpt.raw, excerpt.start, excerpt.end)


def _places(quote: str, raw: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Where a quotation stands as whole words, in order."""
    return iter(_all_places(quote, raw, start, len(raw) if end is None else end))


@lru_cache(256)  # the same passage is looked for with every response that is marked
def _all_places(quote: str, raw: str, start: int, end: int) -> tuple[Span, ...]:
    before = r"(?<!\w)" if re.match(r"\w", quote) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", quote) else ""
    pattern = re.compile(before + re.escape(quote) + after)
    return tuple(match.span() for match in pattern.finditer(raw, start, end))


def _wrong(question: Spans, where: str, message: str) -> BankError:
    return BankError(f"Question '{question.id}', field '{where}': {message}")


def _from_seed(question: Spans, excerpt: Excerpt) -> Iterator[Wanted]:
    """The seed's annotations with the question's labels, as far as they lie in the passage."""
    strange = [label for label in question.labels if label not in KINDS + PARTS]
    if strange:
        known = ", ".join(KINDS + PARTS)
        raise _wrong(question, "labels", f"a seed's reference has no '{strange[0]}'. Choose from: {known}.")
    path = excerpt.origin.path
    file = path.with_name(f"{path.stem}.reference.jsonl") if path else None
    if file is None or not file.is_file():
        name = file.name if file else "reference"
        message = f"there is no {name} beside the text. Write one, or give a 'key' instead."
        raise _wrong(question, "reference", message)
    for number, item in enumerate(_annotations(question, file, excerpt.raw)):
        for wanted in _parts(item, number) if item["kind"] == "attribution" else [_single(item)]:
            readings = tuple(reading for reading in wanted.readings if _inside(reading, excerpt))
            if wanted.label in question.labels and readings and _inside(wanted.readings[0], excerpt):
                yield replace(wanted, readings=readings)


def _annotations(question: Spans, file: Path, raw: str) -> list[dict[str, Any]]:
    try:
        return load(file, raw)
    except KitError as error:
        raise _wrong(question, "reference", str(error)) from None


def _single(item: dict[str, Any]) -> Wanted:
    others = [Reading((_span(other),), str(other.get("note", ""))) for other in item.get("accepted", ())]
    return Wanted(str(item["kind"]), (Reading((_span(item),)), *others), *_reason(item))


def _parts(item: dict[str, Any], number: int) -> Iterator[Wanted]:
    for part in PARTS:
        if not item.get(part):
            continue  # a source may go unnamed
        others = [other for other in item.get("accepted", ()) if other["role"] == part and other["spans"]]
        readings = [Reading(spans_of(item[part]))]
        readings += [Reading(spans_of(other["spans"]), str(other.get("note", ""))) for other in others]
        yield Wanted(part, tuple(readings), *_reason(item), frozenset({number}))


def _span(item: dict[str, Any]) -> Span:
    return int(item["start"]), int(item["end"])


def _reason(item: dict[str, Any]) -> tuple[str, bool]:
    return str(item.get("reason", "")), bool(item.get("optional", False))


def _inside(reading: Reading, excerpt: Excerpt) -> bool:
    return all(excerpt.start <= start and end <= excerpt.end for start, end in reading.spans)


def _merged(found: Iterable[Wanted]) -> Iterable[Wanted]:
    """One source may serve two attributions: it is one thing to be found, and part of both."""
    merged: dict[tuple[str, tuple[Span, ...]], Wanted] = {}
    for wanted in found:
        place = (wanted.label, wanted.readings[0].spans)
        if place in merged:
            first = merged[place]
            wanted = Wanted(
                wanted.label,
                tuple(dict.fromkeys(first.readings + wanted.readings)),
                " ".join(dict.fromkeys(filter(None, (first.reason, wanted.reason)))),
                first.optional and wanted.optional,
                first.attributions | wanted.attributions,
            )
        merged[place] = wanted
    return merged.values()
