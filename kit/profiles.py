"""Texts measured with the same yardsticks, a row each: how thick hedges lie, and how much has a source.

What is counted is what the detectors find, and they are sometimes wrong; a difference of one or two findings
in a short text means nothing. No column says whether a text is true.
"""

from bisect import bisect_left
from collections import Counter
from typing import Any

import pandas as pd

from kit.errors import KitError
from kit.findings import findings
from kit.show import constructed_label
from kit.spans import merged
from kit.stance import find_stance
from kit.texts import Passage, Text, Word
from kit.titles import titled

Span = tuple[int, int]

PER = 1_000  # rates are given for so many words

MEASURES = {
    "hedges_per_1000": "hedges per 1,000 words",
    "boosters_per_1000": "boosters per 1,000 words",
    "scare_quotes_per_1000": "scare quotes per 1,000 words",
    "attributions_per_1000": "attributions per 1,000 words",
    "sourceless": "share of sentences without a source",
    "attributed_words": "share of words given to sources",
    "named_per_1000": "named people cited per 1,000 words",
    "institutions_per_1000": "institutions cited per 1,000 words",
    "unnamed_per_1000": "unnamed sources per 1,000 words",
    "impersonal_per_1000": "impersonal reports per 1,000 words",
    "self_per_1000": "own writings cited per 1,000 words",
}
_SOURCE_KINDS = {"named": "named", "institution": "institutions", "unnamed": "unnamed"}
_SOURCE_KINDS |= {"impersonal": "impersonal", "self": "self"}


@titled("Profile of")
def profile(*texts: Text) -> pd.DataFrame:
    """The profile of each text: one row a text, in the order given.

    Columns: ``text`` and ``label`` (what must be said of a constructed text, empty for others); ``words`` and
    ``sentences`` (counts); ``hedges_per_1000``, ``boosters_per_1000``, ``scare_quotes_per_1000`` and
    ``attributions_per_1000`` (for every 1,000 words; hedges and boosters inside quotation marks are left out,
    since they are not the writer's); ``sourceless``, the share of sentences that no attribution touches, and
    ``attributed_words``, the share of words that stand in the content of an attribution (both from 0 to 1);
    then the attributions by kind of source for every 1,000 words, which add up to all of them:
    ``named_per_1000`` (people), ``institutions_per_1000`` (states, bodies, media), ``unnamed_per_1000``
    (*officials, the author*), ``impersonal_per_1000`` (*it is said*) and ``self_per_1000`` (the writer's own
    earlier words). ``kit.profiles.MEASURES`` has each measure in words.

    Raises KitError where no text is given, and for a text with no words.

    >>> table = profile(Text("example", "Ms. Hall said that it may rain. It clearly will."))
    >>> table[["words", "hedges_per_1000", "boosters_per_1000", "sourceless"]].values.tolist()
    [[10.0, 100.0, 100.0, 0.5]]
    """
    if not texts:
        raise KitError('There is no text to measure. Give one or more, such as kit.read("article").')
    return pd.DataFrame([_row(text) for text in texts])


def _row(text: Text) -> dict[str, Any]:
    size = len(text.words)
    if not size:
        raise KitError(f"{text.name} has no words to measure. Choose another text.")
    found = findings(text)
    attributed = [item for item in found if item["kind"] == "attribution"]
    devices = _own_devices(text, found)
    row: dict[str, Any] = {"text": text.name, "label": constructed_label(text)}
    row |= {"words": size, "sentences": len(text.sentences)}
    for device, spans in devices.items():
        row[f"{device.replace(' ', '_')}s_per_1000"] = len(spans) / size * PER
    row["sourceless"] = len(_untouched(text, attributed)) / max(1, len(text.sentences))
    content = merged(tuple(span) for item in attributed for span in item["content"])
    row["attributed_words"] = sum(_words_in(text.words, span) for span in content) / size
    kinds = Counter(item["source_kind"] for item in attributed)
    row |= {f"{column}_per_1000": kinds[kind] / size * PER for kind, column in _SOURCE_KINDS.items()}
    return row


def devices(text: Text) -> dict[str, list[Span]]:
    """The places of each device: *hedge*, *booster*, *scare quote* and *attribution* (its cue).

    A place is (start, end), characters of the file, end exclusive. Hedges and boosters inside quotation marks
    are left out. Made for ``kit.highlight(text, kit.devices(text))`` and for ``kit.side_by_side``.

    >>> devices(Text("example", "It may rain, Ms. Hall said."))["attribution"]
    [(22, 26)]
    """
    return _own_devices(text, findings(text))


def _own_devices(text: Text, found: list[dict[str, Any]]) -> dict[str, list[Span]]:
    stance = [item for item in find_stance(text) if not item.quoted]
    return {
        "hedge": [(item.start, item.end) for item in stance if item.kind == "hedge"],
        "booster": [(item.start, item.end) for item in stance if item.kind == "booster"],
        "scare quote": [(item["start"], item["end"]) for item in found if item["kind"] == "scare_quote"],
        "attribution": [
            (item["cue"][0][0], item["cue"][-1][1]) for item in found if item["kind"] == "attribution"
        ],
    }


def sentences_without_source(text: Text) -> list[Passage]:
    """The sentences that no attribution touches, in order: neither source nor cue nor content lies in them.

    The writer alone answers for such a sentence. One attribution is enough to take a sentence out, though the
    rest of it may be the writer's own; and a sentence may rest on a source that is named before or after it.

    >>> text = Text("example", "Ms. Hall said it may rain. It will.")
    >>> [sentence.text for sentence in sentences_without_source(text)]
    ['It will.']
    """
    return _untouched(text, [item for item in findings(text) if item["kind"] == "attribution"])


def _untouched(text: Text, attributed: list[dict[str, Any]]) -> list[Passage]:
    spans = merged(
        tuple(span) for item in attributed for part in ("source", "cue", "content") for span in item[part]
    )
    ends = [end for _, end in spans]
    free = []
    for sentence in text.sentences:
        nearest = bisect_left(ends, sentence.start + 1)
        if nearest == len(spans) or spans[nearest][0] >= sentence.end:
            free.append(sentence)
    return free


def _words_in(words: list[Word], span: Span) -> int:
    start, end = span
    return bisect_left(words, end, key=_begin) - bisect_left(words, start, key=_begin)


def _begin(word: Word) -> int:
    return word.start
