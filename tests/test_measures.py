"""Numbers published by Gries (2008) for his toy corpus of five parts."""

from collections.abc import Callable

import pytest

from kit import measures as d

TOY = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]
SIZES = [len(part) for part in TOY]
MEASURES: list[Callable[[list[int]], float]] = [
    d.part_range,
    d.standard_deviation,
    d.variation_coefficient,
    lambda counts: d.juilland_d(counts, SIZES),
    lambda counts: d.rosengren_s(counts, SIZES),
    lambda counts: d.deviation_of_proportions(counts, SIZES),
    lambda counts: d.deviation_of_proportions_normalised(counts, SIZES),
    lambda counts: d.kullback_leibler(counts, SIZES),
]
PUBLISHED = {
    "b": [5, 0, 0, 0.968, 0.999, 0.02, 0.024, 0.003],
    "i": [1, 0.4, 2, 0, 0.18, 0.82, 1, 2.474],
    "q": [1, 0.4, 2, 0, 0.20, 0.80, 0.976, 2.322],
    "x": [1, 0.4, 2, 0, 0.22, 0.78, 0.951, 2.184],
    "a": [None, None, None, 0.785, 0.95, 0.18, 0.22, 0.137],
}


@pytest.mark.parametrize("word", PUBLISHED)
def test_published_numbers(word: str) -> None:
    counts = [part.count(word) for part in TOY]
    for measure, published in zip(MEASURES, PUBLISHED[word], strict=True):
        if published is not None:
            assert measure(counts) == pytest.approx(published, abs=0.001)
