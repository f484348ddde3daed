"""``kit analyse``: many files in, findings out, one bad file never stopping the rest."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from glob import glob, has_magic
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from kit.errors import KitError
from kit.texts import Text, normalise, read

LARGEST = 50_000_000  # bytes; a book is about one million
ENGLISH = 0.2  # the least share of English function words in running English, which has about 0.45
COLUMNS = (
    "file",
    "kind",
    "start",
    "end",
    "text",
    "category",
    "source",
    "content",
    "form",
    "source_kind",
    "rule",
)


class Outcome(NamedTuple):
    """What came of one file: its output, or ``problem``; ``warning`` where it should be read with care."""

    file: str
    output: str = ""
    warning: str = ""
    problem: str = ""


def files_named(names: Iterable[str]) -> Iterator[str]:
    """The files that are named: files, seeds, patterns, and folders (their .txt files, at any depth)."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(str(file) for file in path.rglob("*.txt"))
        elif not path.exists() and has_magic(name):
            yield from sorted(glob(name, recursive=True)) or [name]
        else:
            yield name


def analyse(files: Iterable[str], format: str, jobs: int = 1) -> Iterator[Outcome]:
    """Each file's findings in a format (jsonl, csv, table or html), in the order of the files.

    ``jobs`` processes work side by side; the outcome is the same for any number.
    """
    tasks = [(file, format) for file in files]
    if jobs == 1 or len(tasks) < 2:
        yield from map(_analyse_one, tasks)
        return
    findings_of(Text("first", "It may rain, he said."))  # word lists read once, before the work is shared out
    with ProcessPoolExecutor(min(jobs, len(tasks))) as pool:
        yield from pool.map(_analyse_one, tasks, chunksize=max(1, min(8, len(tasks) // (jobs * 16))))


def _analyse_one(task: tuple[str, str]) -> Outcome:
    file, format = task
    try:
        text = _read(file)
        output = _FORMATS[format](file, text, findings_of(text))
    except KitError as error:
        return Outcome(file, problem=f"{file}: {error}")
    except (RecursionError, MemoryError) as error:
        return Outcome(file, problem=f"{file}: could not be analysed ({type(error).__name__}). Split it.")
    return Outcome(file, output, f"{file}: {warning}" if (warning := doubt(text)) else "")


def _read(file: str) -> Text:
    path = Path(file)
    if path.is_file() and path.stat().st_size > LARGEST:
        size = path.stat().st_size // 1_000_000
        raise KitError(
            f"It has {size} MB; the most is {LARGEST // 1_000_000} MB. Split it into smaller files."
        )
    return read(file)


def findings_of(text: Text) -> list[dict[str, Any]]:
    """The findings of a text; see ``kit.findings.findings``."""
    from kit.findings import findings

    return findings(text)


def doubt(text: Text) -> str:
    """Why the findings of a text should be read with care: it does not look English. Empty otherwise.

    >>> doubt(Text("example", "Der Krieg ist eine Fortsetzung der Politik mit anderen Mitteln."))[:32]
    'This text does not look English:'
    """
    from kit.lexicons import forms

    sample = [normalise(word.text) for word in text.words[:2000]]
    common = set(forms("function_words"))
    share = sum(word in common for word in sample) / max(1, len(sample))
    if share >= ENGLISH or len(sample) < 8:
        return ""
    return (
        f"This text does not look English: {share:.0%} of its words are English function words, where "
        "English has about 45 %. The word lists are English, so what is found means little."
    )


def _jsonl(file: str, text: Text, found: list[dict[str, Any]]) -> str:
    return "".join(json.dumps({"file": file, **item}, ensure_ascii=False) + "\n" for item in found)


def _row(file: str, text: Text, item: dict[str, Any]) -> dict[str, Any]:
    """A finding as a flat row: an attribution's offsets and text are those of its cue."""
    from kit.findings import words

    if item["kind"] != "attribution":
        return {"file": file, **item}
    cue = item["cue"]
    parts = {"source": words(text, item["source"]), "content": words(text, item["content"])}
    return {"file": file, **item, **parts, "start": cue[0][0], "end": cue[-1][1], "text": words(text, cue)}


def _csv(file: str, text: Text, found: list[dict[str, Any]]) -> str:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writerows({k: _safe(v) for k, v in _row(file, text, item).items()} for item in found)
    return lines.getvalue()


def _safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _table(file: str, text: Text, found: list[dict[str, Any]]) -> str:
    import pandas as pd

    rows = [_row(file, text, item) for item in found]
    counts = pd.Series([row["kind"] for row in rows], dtype=str).value_counts()
    summary = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in counts.items())
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).drop(columns=["file", "end"]).fillna("")
    shown = frame.map(lambda cell: cell if len(str(cell)) < 44 else f"{str(cell)[:42]}…")
    title = f"{file}: {len(text.words)} words; {summary or 'nothing found'}"
    return f"{title}\n{shown.to_string(index=False) if rows else ''}\n\n"


def _html(file: str, text: Text, found: list[dict[str, Any]]) -> str:
    from kit.show import constructed_label, highlight, highlight_html

    spans: dict[str, list[tuple[int, int]]] = {}
    for item in found:
        if item["kind"] == "attribution":
            for part in ("source", "cue", "content"):
                spans.setdefault(part, []).extend(item[part])
        else:
            spans.setdefault(item["kind"].replace("_", " "), []).append((item["start"], item["end"]))
    spans = {label: sorted(set(places)) for label, places in spans.items() if places}
    body = (
        highlight_html(highlight(text, spans))
        if spans
        else f"<p>{constructed_label(text)} Nothing was found.</p>"
    )
    doubts = f"<p><strong>{escape(doubt(text))}</strong></p>" if doubt(text) else ""
    return f"<section><h2>{escape(file)}</h2>{doubts}{body}</section>\n"


_FORMATS = {"jsonl": _jsonl, "csv": _csv, "table": _table, "html": _html}

HEADS = {
    "csv": ",".join(COLUMNS) + "\n",
    "html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<title>Hedges, boosters and attributions</title>"
        '<meta name="viewport" content="width=device-width">'
        "<style>body{font:16px/1.6 sans-serif;max-width:52em;margin:2em auto;"
        "padding:0 1em;color:#1a1a1a;background:#fff}table{border-collapse:collapse}"
        "td,th{text-align:left;padding:.2em .8em .2em 0;vertical-align:top}</style></head><body><main>"
        "<h1>Hedges, boosters, attributions and scare quotes</h1>"
        "<p>Found by rules and word lists, which are sometimes wrong. A mark is a reading to be argued with; "
        "it says nothing about whether a text is true.</p>\n"
    ),
}
TAILS = {"html": "</main></body></html>\n"}
