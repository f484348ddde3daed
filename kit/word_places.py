"""Spans as numbers of words, and how far two of them are the same."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from kit.texts import Word

Span = tuple[int, int]


class WordPlaces:
    """Spans as the numbers of the words they touch, counted from 0."""

    def __init__(self, words: list[Word]) -> None:
        self.starts = [word.start for word in words]
        self.ends = [word.end for word in words]

    def of(self, span: Span) -> range:
        """The words a stretch touches; an empty range where it touches none."""
        return range(bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]))

    def of_all(self, spans: Iterable[Span]) -> list[int]:
        """The words that several stretches touch together, in order."""
        return sorted({number for span in spans for number in self.of(span)})

    def labels(self, spans: Iterable[tuple[str, Span]]) -> list[frozenset[str]]:
        """For each word the set of labels on it."""
        changes: dict[int, list[tuple[str, int]]] = {}  # at which words a label begins and ends
        for label, span in spans:
            over = self.of(span)
            if over:
                changes.setdefault(over.start, []).append((label, 1))
                changes.setdefault(over.stop, []).append((label, -1))
        depth: Counter[str] = Counter()
        found: list[frozenset[str]] = []
        here: frozenset[str] = frozenset()
        for number in sorted(changes):
            found += [here] * (number - len(found))
            for label, step in changes[number]:
                depth[label] += step
            here = frozenset(label for label, marks in depth.items() if marks)
        return found + [here] * (len(self.starts) - len(found))


def shared(first: range, second: list[int]) -> int:
    """How many words a stretch and a sorted list of word numbers have in common."""
    return bisect_left(second, first.stop) - bisect_left(second, first.start) if first else 0


def jaccard(first: range, second: list[int]) -> float:
    """The words in both over the words in either, for a stretch and a sorted list of word numbers.

    >>> jaccard(range(0, 3), [1, 2, 3])
    0.5
    """
    both = shared(first, second)
    either = len(first) + len(second) - both
    return both / either if either else 0.0
