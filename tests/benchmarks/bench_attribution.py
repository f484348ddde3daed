"""Attributions: accuracy of ``kit analyse`` on gold annotations, where they are at hand."""

from collections.abc import Iterator

from tests.benchmarks.gold import NOT_AT_HAND, at_hand, scores
from tests.benchmarks.measure import Figure

# measure and its part in the scorer's answer, target, plain rules, trained people
MEASURES = [
    ("relation", "P", "72 (plain rules: 69)"),
    ("relation", "R", "none set (plain rules: 34)"),
    ("relation", "F1", "62 (plain rules: 45, trained people: 79)"),
    ("cue overlap", "F1", "70 (plain rules: 53, trained people: 82)"),
    ("quoted recall", "", "88 (plain rules: 64)"),
    ("source right, given a match", "", "90 (plain rules: 89, trained people: 95)"),
]
ANALYSE = ("-c", "from kit.cli import main; main()", "analyse", "--format", "jsonl")


def figures() -> Iterator[Figure | str]:
    """The figures of this module, one after the other."""
    if not at_hand("attribution"):
        yield NOT_AT_HAND
        return
    found = scores("attributions", "attribution", *ANALYSE)
    for measure, part, target in MEASURES:
        value = found[measure][part] if part else found[measure]
        yield Figure(f"attributions, {measure} {part}".strip(), 100 * value, "percent", target)
