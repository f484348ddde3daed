"""What the class made of a passage: who found what, who marked too much, and how far students agree."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from kit.agreement import OUTSIDE, krippendorff_alpha
from kit.grading.given import Given
from kit.grading.marks import Answer
from kit.passages import Excerpt, Wanted
from kit.span_report import quote


@dataclass(frozen=True)
class Found:
    """How many students found one thing of the key, exactly or nearly, with the right label.

    ``words`` quotes it from the passage.
    """

    wanted: Wanted
    words: str
    students: int


@dataclass(frozen=True)
class SpanStatistics:
    """One passage in the hands of ``students`` who marked it or said that there is nothing to mark.

    ``found`` has one entry for each thing in the key. ``alarms`` is the mean number of false alarms of a
    student, ``most_alarms`` the most of one, ``alarmed`` the share of students with at least one. ``f1`` is
    the mean F1 of the students, None for a control passage. ``same_label`` is the share of the words to which
    two students give the same label (or none), the mean of all pairs of students; ``alpha`` is that agreement
    beyond chance, at most 1. Both are None below two students.
    """

    students: int
    found: tuple[Found, ...]
    is_control: bool
    alarms: float | None
    most_alarms: int
    alarmed: float | None
    f1: float | None
    same_label: float | None
    alpha: float | None


def is_empty(key: Iterable[Wanted]) -> bool:
    """Whether there is nothing in a key that must be found: the passage is a control."""
    return all(wanted.optional for wanted in key)


def readable(answers: Iterable[Answer]) -> list[Answer]:
    """The answers that hold marks in the passage, or say that there is nothing to mark."""
    return [answer for answer in answers if answer.given.alarms is not None]


def span_statistics(excerpt: Excerpt, key: Sequence[Wanted], answers: Iterable[Answer]) -> SpanStatistics:
    """The statistics of one passage over the answers to its question."""
    tried = readable(answers)
    hits = Counter(at for answer in tried for at in answer.given.found)
    alarms = [answer.given.alarms or 0 for answer in tried]
    control = is_empty(key)
    shares = [answer.score / answer.max_score for answer in tried if answer.score is not None]
    labels = [word_labels(excerpt, answer.given) for answer in tried]
    several = len(labels) > 1 and bool(labels[0])
    return SpanStatistics(
        len(tried),
        tuple(
            Found(wanted, quote(excerpt.raw, wanted.readings[0].spans), hits[at])
            for at, wanted in enumerate(key)
        ),
        control,
        fmean(alarms) if alarms else None,
        max(alarms, default=0),
        fmean(bool(number) for number in alarms) if alarms else None,
        fmean(shares) if shares and not control else None,  # the share of the points is the F1
        same_label_share(labels) if several else None,
        alpha_by_word(labels) if several else None,
    )


def found_in_words(spans: SpanStatistics) -> str:
    """What was found by how many, on one line, for a cell of a spreadsheet."""
    return "; ".join(f"{found.words} ({found.wanted.label}): {found.students}" for found in spans.found)


def word_labels(excerpt: Excerpt, given: Given) -> list[str]:
    """One label for each word of the passage; where several lie on a word, all of them together."""
    labels: list[list[str]] = [[] for _ in excerpt.words]
    for label, start, end in given.covered:
        for here in labels[start:end]:
            here.append(label)
    return [" + ".join(here) or OUTSIDE for here in labels]


def same_label_share(labels: Sequence[Sequence[str]]) -> float:
    """The observed agreement of any number of coders: the share of words that two label alike, from 0 to 1.

    ``labels`` has one label a word for each coder; the mean is taken over words and pairs of coders. Source:
    J. L. Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological Bulletin 76.

    >>> same_label_share([["hedge", "outside"], ["hedge", "hedge"], ["hedge", "outside"]])
    0.6666666666666666
    """
    coders = len(labels)
    same = sum(n * (n - 1) for word in zip(*labels, strict=True) for n in Counter(word).values())
    return same / (coders * (coders - 1) * len(labels[0]))


def alpha_by_word(labels: Sequence[Sequence[str]]) -> float:
    """Krippendorff's alpha (nominal) of any number of coders over the words of a passage.

    1 is full agreement, 0 what chance gives. Source: K. Krippendorff (2004), Content Analysis, ch. 11.

    >>> alpha_by_word([["hedge", "outside"], ["hedge", "outside"]])
    1.0
    """
    return krippendorff_alpha(
        (coder, word, label) for coder, given in enumerate(labels) for word, label in enumerate(given)
    )
