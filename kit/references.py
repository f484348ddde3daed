"""Annotations made by reading, kept beside a seed: ``NAME.reference.jsonl``, one JSON object a line.

A second reader's annotations (``NAME.second-reader.jsonl``), made without sight of the first, tell how far
careful readers agree.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import KitError
from kit.texts import Text

Span = tuple[int, int]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True)
class Annotation:
    """One thing that a reader marked.

    ``spans`` are those of the words, or of an attribution's cue; ``accepted`` other ways to draw them;
    ``optional`` is True where careful readers may leave it out; ``reason`` says why it was marked.
    """

    kind: str
    spans: tuple[Span, ...]
    accepted: tuple[tuple[Span, ...], ...] = ()
    optional: bool = False
    reason: str = ""
    category: str = ""


def annotations(text: Text, reader: str = "reference") -> list[Annotation]:
    """What a reader marked in a text, in order. ``reader`` is *reference* or *second-reader*.

    Raises KitError where there is no such annotation, or where it does not fit the text.
    """
    path = text.path.with_name(f"{text.path.stem}.{reader}.jsonl") if text.path else None
    if path is None or not path.is_file():
        raise KitError(
            f"{text.name} has no {reader} annotation. Annotate it by reading, and keep the result beside "
            f"the text as {text.name}.{reader}.jsonl."
        )
    found = [_annotation(item) for item in load(path, text.raw)]
    return sorted(found, key=lambda annotation: annotation.spans)


def load(path: Path, raw: str) -> list[dict[str, Any]]:
    """The lines of an annotation file, checked against the text ``raw``.

    Raises KitError, with file and line, for what is no annotation or does not fit the text.
    """
    items = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            _check(item, raw)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KitError(
                f"{path.name}, line {number}, cannot be used: {error}. Put that line right."
            ) from None
        items.append(item)
    return items


def _check(item: dict[str, Any], raw: str) -> None:
    annotation = _annotation(item)
    parts = [spans_of(item.get(role, [])) for role in ROLES]
    if annotation.kind == "attribution":
        parts += [spans_of(other["spans"]) for other in item.get("accepted", [])]
    for spans in (annotation.spans, *annotation.accepted, *parts):
        if not all(0 <= start < end <= len(raw) for start, end in spans):
            raise ValueError("a span lies outside the text")
    if "text" in item and raw[item["start"] : item["end"]] != item["text"]:
        raise ValueError(f"'{item['text']}' does not stand at {item['start']}; the text was changed")


def _annotation(item: dict[str, Any]) -> Annotation:
    others = item.get("accepted", [])
    if item["kind"] == "attribution":
        spans = spans_of(item["cue"])
        accepted = [spans_of(other["spans"]) for other in others if other["role"] == "cue"]
    else:
        spans = spans_of([(item["start"], item["end"])])
        accepted = [spans_of([(other["start"], other["end"])]) for other in others]
    return Annotation(
        str(item["kind"]),
        spans,
        tuple(reading for reading in accepted if reading),
        bool(item.get("optional", False)),
        str(item.get("reason", "")),
        str(item.get("category", "")),
    )


def spans_of(pairs: Any) -> tuple[Span, ...]:
    """Pairs of numbers as spans, in order. Raises ValueError or TypeError for anything else."""
    return tuple(sorted((int(start), int(end)) for start, end in pairs))
