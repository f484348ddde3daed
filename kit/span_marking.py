"""Marks in a passage compared with what is to be found there. Pure: question and response in, comparison out.

The response is a list of marks ``{"label": str, "start": int, "end": int}``, offsets counted as in
``kit.passages``; ``"link"`` may be added, the place in the list of the mark that this one belongs to (a
source to its cue). ``{"nothing": true}`` says that there is nothing to mark. It may come from anyone.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from kit.agreement import Score, cohen_kappa
from kit.errors import ResponseError
from kit.passages import Excerpt, Reading, Wanted, find_key, find_passage
from kit.questions import Spans
from kit.texts import Text
from kit.word_places import WordPlaces, jaccard, shared

MOST_MARKS = 2_000  # far more than any passage needs, far fewer than what keeps a computer busy
NEAR_ENOUGH = 0.3  # the least Jaccard index of two sets of words that count as the same find
NOTHING = {"nothing": True}


class Marked(NamedTuple):
    """One mark of a response; ``link`` is the place in the response of the mark it belongs to."""

    label: str
    start: int
    end: int
    link: int | None = None


@dataclass(frozen=True)
class Hit:
    """Something found: by the marks at the places ``at`` of the response, several where it is interrupted.

    ``reading`` is the way to draw it that comes nearest, ``exact`` whether the very same words are marked.
    """

    at: tuple[int, ...]
    wanted: Wanted
    reading: Reading
    exact: bool


@dataclass(frozen=True)
class FalseAlarm:
    """A mark, at one place of the response, of what the key does not have; ``near`` is what it touches."""

    at: int
    near: tuple[Wanted, ...]


@dataclass(frozen=True)
class Comparison:
    """Marks beside the key: what was found, missed, and marked without being in the key."""

    excerpt: Excerpt
    marks: tuple[Marked, ...]
    hits: tuple[Hit, ...]
    misses: tuple[Wanted, ...]
    false_alarms: tuple[FalseAlarm, ...]

    @property
    def wanted(self) -> int:
        """How many things there were to find; an optional one counts once it is found."""
        return len(self.hits) + len(self.misses)

    @property
    def overlap(self) -> Score:
        """Precision, recall and F1, where a hit is any mark near enough."""
        return _score(len(self.hits), len(self.hits) + len(self.false_alarms), self.wanted)

    @property
    def exact(self) -> Score:
        """Precision, recall and F1, where a hit is a mark of the very same words."""
        same = sum(hit.exact for hit in self.hits)
        return _score(same, len(self.hits) + len(self.false_alarms), self.wanted)

    @property
    def credit(self) -> float:
        """The share of the points: F1; with nothing to find, a third less than 1 for each false alarm."""
        return self.overlap.f1 if self.wanted else max(0, 3 - len(self.false_alarms)) / 3

    @cached_property
    def kappa(self) -> float | None:
        """Cohen's kappa over the words, each in the category of its labels; None without marks and key.

        What is optional and unmarked is left out of the key, and a hit is held against the nearest reading.
        """
        places = WordPlaces(self.excerpt.words)
        given = [(mark.label, (mark.start, mark.end)) for mark in self.marks]
        key = [(hit.wanted.label, span) for hit in self.hits for span in hit.reading.spans]
        key += [(wanted.label, span) for wanted in self.misses for span in wanted.readings[0].spans]
        if not places.starts or not (given or key):
            return None
        return cohen_kappa(places.labels(given), places.labels(key))

    @cached_property
    def linked(self) -> tuple[int, int] | None:
        """How many found parts of attributions are tied to a cue of their own attribution, and of how many.

        Counted are found sources and contents whose cue was found too; None where there are none.
        """
        found = {at: hit.wanted for hit in self.hits for at in hit.at}
        cues = [hit.wanted.attributions for hit in self.hits if hit.wanted.label == "cue"]
        parts = [
            hit
            for hit in self.hits
            if hit.wanted.label != "cue" and any(hit.wanted.attributions & cue for cue in cues)
        ]
        right = 0
        for hit in parts:
            tied = [found.get(link) for at in hit.at if (link := self.marks[at].link) is not None]
            right += any(
                to and to.label == "cue" and to.attributions & hit.wanted.attributions for to in tied
            )
        return (right, len(parts)) if parts else None


def _score(found: int, given: int, wanted: int) -> Score:
    if not given and not wanted:
        return Score(1.0, 1.0, 1.0)
    both = given + wanted
    return Score(found / given if given else 0.0, found / wanted if wanted else 0.0, 2 * found / both)


def parse_marks(question: Spans, response: Any, excerpt: Excerpt) -> tuple[Marked, ...]:
    """The marks of a response; none for ``{"nothing": true}``.

    Raises ResponseError for anything that is not a list of marks inside the passage.
    """
    if isinstance(response, dict) and list(response) == ["nothing"] and response["nothing"] is True:
        return ()
    if not isinstance(response, list):
        raise ResponseError("Mark words in the passage, or say that there is nothing to mark.")
    if len(response) > MOST_MARKS:
        raise ResponseError(
            f"These are {len(response):,} marks; at most {MOST_MARKS:,} can be recorded. Remove some."
        )
    return tuple(_parsed(question, item, len(response), at, excerpt) for at, item in enumerate(response))


def _parsed(question: Spans, item: Any, count: int, at: int, excerpt: Excerpt) -> Marked:
    if not isinstance(item, dict) or not {"label", "start", "end"} <= set(item) <= set(Marked._fields):
        raise ResponseError(f"Mark {at + 1} is not a mark with a label, a start and an end. Mark it again.")
    if item["label"] not in question.labels:
        raise ResponseError(f"Mark {at + 1} has a label this question does not have. Mark it again.")
    mark = Marked(**item)
    numbers = [mark.start, mark.end] + ([] if mark.link is None else [mark.link])
    if not all(type(number) is int for number in numbers):
        raise ResponseError(f"Mark {at + 1} has a place that is not a whole number. Mark it again.")
    if not excerpt.start <= mark.start < mark.end <= excerpt.end:
        raise ResponseError(f"Mark {at + 1} does not lie in the passage. Mark it again.")
    if mark.link is not None and (mark.link == at or not 0 <= mark.link < count):
        raise ResponseError(f"Mark {at + 1} belongs to a mark that is not there. Choose where it belongs.")
    return mark


def compare(question: Spans, response: Any, text: Text) -> Comparison:
    """Hold the marks of a response against the key of its question.

    A mark and a wanted span go together when they have the same label and the Jaccard index of their words is
    at least ``NEAR_ENOUGH``; the best pair goes first, and each is used once. An accepted reading counts as
    much as the key's own. Of an interrupted span, further stretches may be marked one by one.

    Raises ResponseError for a response that is none, BankError for a bank that does not fit its text.
    """
    excerpt = find_passage(question, text)
    return compare_with(question, response, excerpt, find_key(question, excerpt))


def compare_with(question: Spans, response: Any, excerpt: Excerpt, key: tuple[Wanted, ...]) -> Comparison:
    """The same with passage and key found before, for many responses to one question.

    Raises ResponseError for a response that is none.
    """
    marks = parse_marks(question, response, excerpt)
    places = WordPlaces(excerpt.words)
    drawn = [places.of((mark.start, mark.end)) for mark in marks]
    readings = [[(reading, places.of_all(reading.spans)) for reading in wanted.readings] for wanted in key]
    pairs = []
    for number, wanted in enumerate(key):
        for at, mark in enumerate(marks):
            if mark.label == wanted.label:
                near = max((jaccard(drawn[at], words), -n) for n, (_, words) in enumerate(readings[number]))
                if near[0] > 0:
                    pairs.append((-near[0], wanted.optional, at, number, -near[1]))
    taken: dict[int, tuple[int, Reading, list[int]]] = {}  # wanted -> mark, reading and its words
    used = set()
    for distance, _, at, number, which in sorted(pairs):
        if -distance >= NEAR_ENOUGH and at not in used and number not in taken:
            taken[number] = (at, *readings[number][which])
            used.add(at)
    hits = []
    for number, (first, reading, words) in sorted(taken.items()):
        more = [
            at
            for at, mark in enumerate(marks)
            if len(reading.spans) > 1
            and at not in used
            and mark.label == key[number].label
            and drawn[at]
            and shared(drawn[at], words) == len(drawn[at])
        ]
        used.update(more)
        found = sorted({place for at in (first, *more) for place in drawn[at]})
        hits.append(Hit((first, *more), key[number], reading, found == words))
    misses = tuple(w for number, w in enumerate(key) if number not in taken and not w.optional)
    alarms = []
    for at in range(len(marks)):
        if at not in used:
            touched = (w for w, ways in zip(key, readings, strict=True) if shared(drawn[at], ways[0][1]))
            alarms.append(FalseAlarm(at, tuple(touched)))
    return Comparison(excerpt, marks, tuple(hits), misses, tuple(alarms))
