"""Two annotations compared: precision, recall and F1 of spans; kappa and alpha of labels.

Spans are ``(start, end)`` or ``(start, end, label)``, end exclusive; spans with different labels
never match. Agreement coefficients correct for what chance alone would give: 1 is full agreement,
0 what chance gives. Artstein and Poesio 2008, *Inter-coder agreement for computational
linguistics*, compare them; nltk computes them.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from kit.errors import KitError
from kit.texts import Text

if TYPE_CHECKING:  # nltk loads where it is used, so that grading, which needs kappa alone, starts at once
    from nltk.metrics.agreement import AnnotationTask

Span = tuple[int, int] | tuple[int, int, str]
Rating = tuple[Hashable, Hashable, Hashable]  # coder, item, label
Distance = Callable[[float, float], float]
Level = Literal["nominal", "ordinal", "interval", "ratio"]

OUTSIDE = "outside"  # the label of a word that no span covers


class Score(NamedTuple):
    """Shares between 0 and 1."""

    precision: float
    recall: float
    f1: float


class Coefficients(NamedTuple):
    """Observed agreement (0 to 1), and four coefficients that allow for chance (1 is full)."""

    observed: float
    s: float
    pi: float
    kappa: float
    alpha: float


def exact_score(predicted: Iterable[Span], gold: Iterable[Span]) -> Score:
    """How many spans are the same in both annotations, to the character.

    Precision is the share of ``predicted`` also in ``gold``, recall the share of ``gold`` found, F1
    their harmonic mean. A span given twice counts once. Two empty annotations agree fully (all
    1.0); if only one is empty, all three are 0.0.

    >>> exact_score([(0, 4), (10, 15)], [(0, 4), (10, 16), (20, 22), (30, 31)])
    Score(precision=0.5, recall=0.25, f1=0.3333333333333333)
    """
    first, second = set(map(_labelled, predicted)), set(map(_labelled, gold))
    same = len(first & second)
    return _score(same, len(first), same, len(second))


def overlap_score(predicted: Iterable[Span], gold: Iterable[Span]) -> Score:
    """How many spans of one annotation share at least one character with a span of the other.

    Precision is the share of ``predicted`` that touches ``gold``, recall the share of ``gold``
    that is touched, so one long span can touch several. Empty annotations as in ``exact_score``;
    an empty span touches nothing.

    >>> overlap_score([(0, 4), (10, 15)], [(2, 12)])
    Score(precision=1.0, recall=1.0, f1=1.0)
    >>> overlap_score([(0, 4, "hedge")], [(0, 4, "booster")]).f1
    0.0
    """
    first, second = set(map(_labelled, predicted)), set(map(_labelled, gold))
    return _score(_touching(first, second), len(first), _touching(second, first), len(second))


def _labelled(span: Span) -> tuple[int, int, str]:
    start, end, label = span if len(span) == 3 else (*span, "")
    if start < 0 or end < start:
        raise KitError(f"A span from {start} to {end} is none. Give its start, then its end.")
    return start, end, label


def _score(found: int, predicted: int, recalled: int, gold: int) -> Score:
    if not predicted and not gold:
        return Score(1.0, 1.0, 1.0)
    precision = found / predicted if predicted else 0.0
    recall = recalled / gold if gold else 0.0
    both = precision + recall
    return Score(precision, recall, 2 * precision * recall / both if both else 0.0)


def _touching(spans: set[tuple[int, int, str]], others: set[tuple[int, int, str]]) -> int:
    """How many of ``spans`` share a character with one of ``others`` that has the same label."""
    covered = {label: _merged(label, others) for label in {label for _, _, label in others}}
    touching = 0
    for start, end, label in spans:
        blocks = covered.get(label, [])
        before = bisect_left(blocks, (end, end)) - 1  # the last block that begins before the end
        touching += start < end and before >= 0 and blocks[before][1] > start
    return touching


def _merged(label: str, spans: set[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The stretches that spans with this label cover together, in order, none touching another."""
    blocks: list[tuple[int, int]] = []
    for start, end, _ in sorted(span for span in spans if span[2] == label and span[0] < span[1]):
        if blocks and start <= blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(end, blocks[-1][1]))
        else:
            blocks.append((start, end))
    return blocks


def word_labels(text: Text, spans: Iterable[Span]) -> list[str]:
    """One label for each word of the text: that of the span that covers its first character.

    Words outside all spans are labelled ``"outside"``; a span without a label counts as
    ``"marked"``; where spans overlap, the one that begins last wins.

    >>> word_labels(Text("example", "It might rain."), [(3, 8)])
    ['outside', 'marked', 'outside']
    """
    ordered = sorted(map(_labelled, spans))
    starts = [word.start for word in text.words]
    labels = [OUTSIDE] * len(starts)
    for start, end, label in ordered:
        inside = slice(bisect_left(starts, start), bisect_left(starts, end))
        labels[inside] = [label or "marked"] * len(labels[inside])
    return labels


def word_kappa(text: Text, first: Iterable[Span], second: Iterable[Span]) -> float:
    """Cohen's kappa of two span annotations over the words of a text: did they mark the same words?

    Raises KitError for a text without words.

    >>> text = Text("example", "It might rain, or perhaps it might not.")
    >>> round(word_kappa(text, [(3, 8), (18, 25)], [(3, 8)]), 3)
    0.6
    """
    return cohen_kappa(word_labels(text, first), word_labels(text, second))


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa (1960) of two coders' labels for the same items, item by item.

    ``(A_o - A_e) / (1 - A_e)``: the observed agreement, less what two coders with these habits
    would reach by chance. 1.0 where both gave one and the same label throughout. Raises KitError
    when there are no items or the lengths differ.

    >>> cohen_kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    0.5
    """
    _check_pairs(first, second)
    number = len(first)
    same = number * sum(one == other for one, other in zip(first, second, strict=True))
    habits, other_habits = Counter(first), Counter(second)
    by_chance = sum(count * other_habits[label] for label, count in habits.items())
    possible = number * number  # whole numbers up to here, so nothing is rounded before the division
    return (same - by_chance) / (possible - by_chance) if by_chance < possible else 1.0


def coefficients(first: Sequence[Hashable], second: Sequence[Hashable]) -> Coefficients:
    """Five ways to put a number on the agreement of two coders' labels for the same items.

    They differ in what they take for chance: S takes all labels as equally likely (Bennett et al.
    1954), pi one habit shared by both coders (Scott 1955), kappa each coder's own (Cohen 1960),
    alpha the labels at hand, drawn without putting back (Krippendorff 1980). Raises as
    ``cohen_kappa``.

    >>> marks = coefficients(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    >>> marks.observed, marks.s, marks.kappa
    (0.75, 0.5, 0.5)
    """
    task = _task(first, second)
    return Coefficients(
        float(task.avg_Ao()),
        float(task.S()),
        float(task.pi()),
        float(task.kappa()),
        float(task.alpha()),
    )


def _check_pairs(first: Sequence[Hashable], second: Sequence[Hashable]) -> None:
    if not first or len(first) != len(second):
        raise KitError(
            "Agreement needs two labels for every item, and at least one item; "
            f"here are {len(first)} and {len(second)} labels."
        )


def _task(first: Sequence[Hashable], second: Sequence[Hashable]) -> "AnnotationTask":
    from nltk.metrics.agreement import AnnotationTask

    _check_pairs(first, second)
    rows = [("a", item, label) for item, label in enumerate(first)]
    return AnnotationTask(data=rows + [("b", item, label) for item, label in enumerate(second)])


def krippendorff_alpha(ratings: Iterable[Rating], level: Level = "nominal") -> float:
    """Krippendorff's alpha of any number of coders, who may leave items out.

    ``ratings`` are ``(coder, item, label)``, one for each label given; items with fewer than two
    labels are passed over. ``level`` says how far apart two labels are: ``nominal`` (same or not),
    ``ordinal`` (ranks), ``interval`` (differences) or ``ratio`` (shares; for these three labels
    are numbers). Krippendorff 2004, *Content Analysis*, ch. 11. 1.0 where only one label was used.
    Raises KitError for an unknown level and when no item has two labels.

    >>> ratings = [("a", 1, "yes"), ("b", 1, "yes"), ("a", 2, "no"), ("b", 2, "no")]
    >>> krippendorff_alpha(ratings)
    1.0
    """
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    listed, by_item = list(ratings), defaultdict(list)
    for _, item, label in listed:
        by_item[item].append(label)
    pairable = [labels for labels in by_item.values() if len(labels) > 1]
    if not pairable:
        raise KitError("Alpha needs at least one item that two coders labelled; here is none.")
    counts = Counter(label for labels in pairable for label in labels)
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise KitError(f"There is no level '{level}'. Choose nominal, ordinal, interval or ratio.")
    distance = {
        "nominal": binary_distance,
        "interval": interval_distance,
        "ratio": ratio_distance,
        "ordinal": ordinal_distance(counts),
    }[level]
    return float(AnnotationTask(data=listed, distance=distance).alpha())


def ratio_distance(first: float, second: float) -> float:
    """``((a - b) / (a + b)) ** 2``, and 0 for two zeros: 1 and 2 lie as far apart as 10 and 20.

    nltk has no such distance. Krippendorff 2004, ch. 11.

    >>> ratio_distance(1, 3), ratio_distance(10, 30), ratio_distance(0, 0)
    (0.25, 0.25, 0.0)
    """
    return ((first - second) / (first + second)) ** 2 if first != second else 0.0


def ordinal_distance(counts: "Counter[Hashable]") -> Distance:
    """The distance of two ranks: how many labels lie between them, each end counted half, squared.

    ``counts`` says how often each rank was used. nltk has no such distance. Krippendorff 2004, ch.
    11.

    >>> ordinal_distance(Counter({1: 4, 2: 6, 3: 2}))(1, 3)
    81.0
    """
    upto: dict[Hashable, float] = {}
    total = 0
    for rank in sorted(counts):  # type: ignore[type-var]  # ranks are comparable by definition
        upto[rank] = total + counts[rank] / 2
        total += counts[rank]

    def distance(first: float, second: float) -> float:
        return float((upto[first] - upto[second]) ** 2)

    return distance
