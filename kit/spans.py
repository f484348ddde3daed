"""Stretches of a text as (start, end) pairs of characters, end exclusive."""

from collections.abc import Iterable

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap made one, so that nothing counts twice.

    >>> merged([(5, 7), (0, 3), (2, 4)])
    [(0, 4), (5, 7)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
