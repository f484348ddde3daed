"""A passage with each word shaded by how many students marked it, and the same said in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from kit.grading import report_notes as notes
from kit.grading.bars import bar, percent
from kit.grading.marks import Answer
from kit.grading.pages import Html, note, table
from kit.grading.span_statistics import readable
from kit.passages import Excerpt, Wanted
from kit.questions import Spans
from kit.span_report import plainly
from kit.texts import Word
from kit.word_places import WordPlaces

SHADES = 5  # as many as can be told apart: a fifth of the class each
MOST_WORDS = 15  # stretches in the table
_AROUND = 2  # words of context on each side


@dataclass(frozen=True)
class WordShare:
    """How many of ``students`` marked a word: with any label (``marked``), and with each one of the question.

    ``wanted`` are the labels that the key has on it.
    """

    word: Word
    students: int
    marked: int
    by_label: dict[str, int]
    wanted: frozenset[str]

    @property
    def shade(self) -> int:
        """0 where nobody marked it, 1 below a fifth of the students, and so on: 5 from four fifths on."""
        return min(SHADES, 1 + SHADES * self.marked // self.students) if self.marked else 0


def word_shares(
    question: Spans, excerpt: Excerpt, key: Iterable[Wanted], answers: Iterable[Answer]
) -> list[WordShare]:
    """For each word of the passage how many students marked it, one student counted once for each label."""
    tried = readable(answers)
    size = len(excerpt.words)
    marked = [0] * size
    by_label = {label: [0] * size for label in question.labels}
    for answer in tried:
        touched = set()
        for label, start, end in answer.given.covered:
            for at in range(start, min(end, size)):
                by_label[label][at] += 1
                touched.add(at)
        for at in touched:
            marked[at] += 1
    spans = [(wanted.label, span) for wanted in key for span in wanted.readings[0].spans]
    wanted_there = WordPlaces(excerpt.words).labels(spans)
    return [
        WordShare(
            word,
            len(tried),
            marked[at],
            {label: counts[at] for label, counts in by_label.items()},
            wanted_there[at],
        )
        for at, word in enumerate(excerpt.words)
    ]


def heat_map(excerpt: Excerpt, key: Iterable[Wanted], shares: Sequence[WordShare]) -> str:
    """The passage as HTML: words shaded in steps of a fifth of the class, what the key has underlined."""
    layers: dict[str, list[tuple[int, int]]] = {f"s{shade}": [] for shade in range(1, SHADES + 1)}
    for shade, run in groupby(shares, key=lambda share: share.shade):
        words = [share.word for share in run]
        if shade:
            layers[f"s{shade}"].append((words[0].start, words[-1].end))
    for wanted in key:
        spans = layers.setdefault("maybe" if wanted.optional else "key", [])
        spans += wanted.readings[0].spans
    from kit.show import segments  # pandas loads with it, which marking does not need

    paragraphs = "".join(
        f"<p>{''.join(_piece(words, over) for words, over, _ in segments(paragraph, layers))}</p>"
        for paragraph in excerpt.paragraphs
    )
    notice = f"<p><em>{escape(excerpt.notice)}</em></p>" if excerpt.notice else ""
    return f'{notice}{_legend()}<div class="map">{paragraphs}</div>'


def _piece(words: str, layers: tuple[str, ...]) -> str:
    return f'<span class="{" ".join(layers)}">{escape(words)}</span>' if layers else escape(words)


def _legend() -> str:
    steps = ["below 20 %", "20 to 39 %", "40 to 59 %", "60 to 79 %", "80 % and more"]
    shades = " ".join(f'<span class="s{shade}">{step}</span>' for shade, step in enumerate(steps, 1))
    return (
        f'<p class="legend">Marked by {shades} of the students; <span class="key">underlined</span>: in the '
        'key; <span class="maybe">dashed</span>: readers differ.</p>'
    )


def most_marked(question: Spans, excerpt: Excerpt, shares: Sequence[WordShare]) -> str:
    """The stretches that most students marked, as a table: what the map shows, without its colours.

    Neighbouring words that the same numbers of students marked are one stretch.
    """
    runs = [list(run) for _, run in groupby(shares, lambda each: (each.marked, each.by_label, each.wanted))]
    ranked = sorted((run for run in runs if run[0].marked), key=lambda run: -run[0].marked)
    if not ranked:
        return "<p>Nobody marked a word.</p>"
    place = {share.word.start: at for at, share in enumerate(shares)}
    lines = [
        (
            _in_context(excerpt, shares, place[run[0].word.start], len(run)),
            bar(run[0].marked / run[0].students),
            *(percent(run[0].by_label[label] / run[0].students) for label in question.labels),
            ", ".join(map(plainly, sorted(run[0].wanted))) or "no",
        )
        for run in ranked[:MOST_WORDS]
    ]
    heads = ("Words", "Students", *map(_capital, question.labels), "In the key as")
    return table(f"Words marked most, {question.id}", heads, lines) + note(notes.WORDS)


def _capital(label: str) -> str:
    said = plainly(label)
    return said[:1].upper() + said[1:]


def _in_context(excerpt: Excerpt, shares: Sequence[WordShare], at: int, size: int) -> Html:
    """A stretch in bold, with a word or two on each side; a long one is cut in its middle."""
    last = at + size - 1
    before = excerpt.raw[shares[max(0, at - _AROUND)].word.start : shares[at].word.start]
    after = excerpt.raw[shares[last].word.end : shares[min(len(shares) - 1, last + _AROUND)].word.end]
    words = [share.word.text for share in shares[at : last + 1]]
    inside = excerpt.raw[shares[at].word.start : shares[last].word.end]
    if size > 3 * _AROUND:
        inside = " ".join([*words[:_AROUND], "[…]", *words[-_AROUND:]])
    return Html(f"{escape(before)}<strong>{escape(inside)}</strong>{escape(after)}")
