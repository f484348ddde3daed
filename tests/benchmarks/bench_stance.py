"""Hedges and boosters: accuracy on gold annotations where they are at hand, and speed.

The gold annotations mark speculation by a guideline of their own, so the kit is scored twice: by the
codebook, which is what it reports, and with every point switched on which that guideline differs
(``kit.stance.schemes``). What each point costs alone is printed too.
"""

import random
from collections.abc import Iterator
from functools import partial

from nltk.tokenize import NLTKWordTokenizer

import kit
from kit.lexicons import rows
from kit.stance import find_stance
from kit.stance.schemes import CODEBOOK, SPECULATION
from tests.benchmarks.gold import NOT_AT_HAND, at_hand, scores
from tests.benchmarks.measure import Figure, ratio

TARGETS = {"token": "91 (a plain list: 85)", "sentence": "93 (a plain list: 89)"}


def figures() -> Iterator[Figure | str]:
    """The figures of this module, one after the other."""
    if at_hand("hedges"):
        yield from accuracy()
    else:
        yield NOT_AT_HAND
    yield from speed()


def accuracy() -> Iterator[Figure]:
    """Precision, recall and F1 under both schemes, then the cost of each difference."""
    by_codebook = scores_under(CODEBOOK.name)
    for name, found in ((CODEBOOK.name, by_codebook), (SPECULATION.name, scores_under(SPECULATION.name))):
        for unit in ("token", "sentence"):
            for measure, value in found[unit].items():
                target = TARGETS[unit] if measure == "F1" else "none set"
                yield Figure(f"hedges, {unit} {measure}, {name}", 100 * value, "percent", target)
    for difference in SPECULATION.differences:
        found = scores_under(f"{CODEBOOK.name}+{difference.name}")
        for unit in ("token", "sentence"):
            cost = found[unit]["F1"] - by_codebook[unit]["F1"]
            name = f"what the codebook costs: {difference.name}, {unit} F1"
            yield Figure(name, 100 * cost, "points", "none set")


def scores_under(scheme: str) -> dict[str, dict[str, float]]:
    """The scorer's figures for the kit under a scheme."""
    return scores("hedges", "hedges", "-m", "tests.benchmarks.print_findings", "--scheme", scheme)


def speed() -> Iterator[Figure]:
    """A million words beside nltk's tokeniser, then words of which each is a trigger."""
    article = kit.read("article")
    million = (article.raw + "\n") * (1_000_000 // len(article.words) + 1)
    yield Figure(
        "hedges and boosters of 1,000,000 words / nltk tokenising",
        ratio(lambda: find(million), lambda: NLTKWordTokenizer().tokenize(million), 3),
        "times",
        "at most 2",
    )
    normal = " ".join(million.split()[:100_000])
    forms = [row["form"] for name in ("hedges", "boosters") for row in rows(name)]
    shuffled = " ".join(random.Random(1).choices(forms, k=100_000))
    hostile = {"may, may, may": "may " * 100_000, "all triggers, shuffled": shuffled}
    for name, raw in hostile.items():
        words = " ".join(raw.split()[:100_000])
        yield Figure(
            f"100,000 words of triggers ({name}) / of the article",
            ratio(partial(find, words), partial(find, normal), 3),
            "times",
            "about 3",
        )


def find(raw: str) -> object:
    """Sentences and findings, from nothing."""
    return find_stance(kit.Text("million", raw))
