"""What the page needs to let someone mark a passage, and what it is told once the marks are checked.

The form itself is ``annotate.js``; ``kit.quiz`` puts it in the page.
"""

from typing import Any

from kit.card import inline
from kit.passages import PARTS, Excerpt, find_key, find_passage
from kit.questions import Spans
from kit.span_marking import compare
from kit.span_report import details, plainly, summary
from kit.texts import Text


def public_passage(question: Spans, text: Text) -> dict[str, Any]:
    """The passage and the labels of a question, and nothing of its key.

    ``paragraphs`` are cut at the words: ``pieces`` alternates what stands between words and a word, and
    begins and ends with what stands between; ``start`` is the offset of the first piece, in characters.
    ``sentences`` are the numbers of the words that begin one. ``links`` says which labels belong to a mark
    of which other; it depends on the labels alone, so that it gives no control passage away.

    Raises BankError where passage or key do not fit the text: better now than when the marks are checked.

    >>> question = Spans(id="a.b", kind="spans", prompt="?", labels=["hedge"], key=[],
    ...                  passage={"constructed": "It may rain."})
    >>> public_passage(question, Text("none", "x"))["paragraphs"]
    [{'start': 0, 'pieces': ['', 'It', ' ', 'may', ' ', 'rain', '.']}]
    """
    excerpt = find_passage(question, text)
    find_key(question, excerpt)
    parts = [label for label in PARTS if label in question.labels and label != "cue"]
    return {
        "labels": [{"name": label, "shown": plainly(label)} for label in question.labels],
        "notice": excerpt.notice,
        "paragraphs": [_pieces(excerpt, part.start, part.end) for part in excerpt.paragraphs],
        "sentences": _sentence_starts(excerpt),
        "links": {"to": "cue", "from": parts} if parts and "cue" in question.labels else None,
    }


def _pieces(excerpt: Excerpt, start: int, end: int) -> dict[str, Any]:
    pieces = []
    at = start
    for word in excerpt.words:
        if start <= word.start and word.end <= end:
            pieces += [excerpt.raw[at : word.start], word.text]
            at = word.end
    return {"start": start, "pieces": [*pieces, excerpt.raw[at:end]]}


def _sentence_starts(excerpt: Excerpt) -> list[int]:
    starts = [sentence.start for part in excerpt.paragraphs for sentence in part.sentences]
    numbers = []
    words = iter(enumerate(excerpt.words))
    for start in starts:
        number = next((number for number, word in words if word.start >= start), None)
        if number is not None:
            numbers.append(number)
    return numbers


def explained_state(question: Spans, response: Any, text: Text, headline: str) -> dict[str, Any]:
    """What the page is told of marks that were checked: the sums as ``feedback``, each span under ``spans``.

    ``headline`` is the verdict, as HTML; so is what is ``said`` of each span. See
    ``kit.span_report.details`` for the rest of it.
    """
    compared = compare(question, response, text)
    said = [*map(inline, filter(None, [*summary(compared, question), question.explanation]))]
    spans = {
        kind: [{**line, "said": inline(line["said"])} for line in lines]
        for kind, lines in details(compared).items()
    }
    return {"feedback": [headline, *said], "spans": spans}
