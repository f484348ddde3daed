"""Published measures over counts: keyness (two texts) and dispersion (the parts of one text).

Keyness. Two statistics in the field are both called *log-likelihood* or G²: one compares two cells
(the word in either text), the other all four (the word and all other words in either text). Each is
here under its own name.

Dispersion. Every measure takes lists with one number for each part of a text: ``counts``, how often the word
stands in the part, and ``sizes``, how many tokens the part has. Formulas: Gries (2008), "Dispersions and
adjusted frequencies in corpora", International Journal of Corpus Linguistics 13(4).
"""

from collections.abc import Sequence
from math import inf, log, log2, nan, sqrt

ZERO = 0.5  # stands in for a count of 0 in the log ratio (Hardie 2014)


def log_likelihood_2cell(a: int, b: int, size_a: int, size_b: int) -> float:
    """Rayson and Garside's (2000) log-likelihood: the word's two counts against the expected two.

    ``a`` and ``b`` are the counts in two texts of ``size_a`` and ``size_b`` tokens. 0 means the same relative
    frequency; above 3.84 is unlikely to be chance at the 5 % level.

    >>> round(log_likelihood_2cell(7, 2, 10, 9), 6)
    2.4401
    """
    return 2 * sum(
        observed * log(observed / expected)
        for observed, expected in zip((a, b), _expected(a, b, size_a, size_b), strict=True)
        if observed
    )


def log_likelihood_4cell(a: int, b: int, size_a: int, size_b: int) -> float:
    """Dunning's (1993) log-likelihood ratio G² over the whole 2-by-2 table, without correction.

    >>> round(log_likelihood_4cell(7, 2, 10, 9), 6)
    4.534939
    """
    others = log_likelihood_2cell(size_a - a, size_b - b, size_a, size_b)
    return log_likelihood_2cell(a, b, size_a, size_b) + others


def _expected(a: int, b: int, size_a: int, size_b: int) -> tuple[float, float]:
    rate = (a + b) / (size_a + size_b)
    return size_a * rate, size_b * rate


def bic(log_likelihood: float, size_a: int, size_b: int) -> float:
    """Bayes factor of a 2-cell log-likelihood (Wilson 2013): it less ln N, N being both texts' tokens.

    Above 2 is positive evidence of a difference, above 10 very strong, below 0 none.
    """
    return log_likelihood - log(size_a + size_b)


def log_ratio(a: int, b: int, size_a: int, size_b: int) -> float:
    """How many times more frequent, as a power of two (Hardie 2014): 1 is twice, -1 half as frequent.

    A count of 0 is taken as 0.5. With 0 on both sides there is nothing to compare: nan.
    """
    if not a and not b:
        return nan
    return log2(((a or ZERO) / size_a) / ((b or ZERO) / size_b))


def percent_difference(a: int, b: int, size_a: int, size_b: int) -> float:
    """%DIFF (Gabrielatos and Marchi 2011): how much more frequent, in per cent; inf where b is 0.

    >>> percent_difference(4, 1, 100, 50)
    100.0
    """
    if not b:
        return inf if a else nan
    return (a / size_a - b / size_b) / (b / size_b) * 100


Counts = Sequence[int]


def part_range(counts: Counts) -> int:
    """The number of parts in which the word occurs at all."""
    return sum(count > 0 for count in counts)


def standard_deviation(counts: Counts) -> float:
    """Population standard deviation of the counts: 0 where every part has the same number."""
    return _deviation([float(count) for count in counts])


def variation_coefficient(counts: Counts) -> float:
    """The standard deviation in units of the mean count."""
    return standard_deviation(counts) / (sum(counts) / len(counts))


def juilland_d(counts: Counts, sizes: Counts) -> float:
    """Juilland's D over relative frequencies, for parts of unequal size: 1 is even, 0 is all in one part."""
    rates = [count / size for count, size in zip(counts, sizes, strict=True)]
    coefficient = _deviation(rates) / (sum(rates) / len(rates))
    return 1 - coefficient / sqrt(len(rates) - 1)


def rosengren_s(counts: Counts, sizes: Counts) -> float:
    """Rosengren's S: 1 is even, the smallest part's share of the text is the lowest it can be."""
    shares = _shares(sizes)
    roots = (sqrt(share * count) for share, count in zip(shares, counts, strict=True))
    return sum(roots) ** 2 / sum(counts)


def deviation_of_proportions(counts: Counts, sizes: Counts) -> float:
    """Gries's DP: half the summed gap between each part's share of the word and of the text. 0 is even.

    >>> round(deviation_of_proportions([1, 2, 2, 2, 3], [9, 10, 10, 10, 11]), 2)
    0.08
    """
    pairs = zip(_shares(counts), _shares(sizes), strict=True)
    return sum(abs(observed - expected) for observed, expected in pairs) / 2


def deviation_of_proportions_normalised(counts: Counts, sizes: Counts) -> float:
    """DPnorm (Lijffijt and Gries 2012): DP divided by the most it can be, so that 1 can be reached."""
    return deviation_of_proportions(counts, sizes) / (1 - min(_shares(sizes)))


def kullback_leibler(counts: Counts, sizes: Counts) -> float:
    """Kullback-Leibler divergence in bits of the word's spread from the text's. 0 is even."""
    pairs = zip(_shares(counts), _shares(sizes), strict=True)
    return sum(observed * log2(observed / expected) for observed, expected in pairs if observed)


def _shares(counts: Counts) -> list[float]:
    return [count / sum(counts) for count in counts]


def _deviation(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values))
