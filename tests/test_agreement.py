"""Published numbers, small cases worked by hand, and what must hold for any two annotations."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.agreement import (
    OUTSIDE,
    Score,
    coefficients,
    cohen_kappa,
    exact_score,
    krippendorff_alpha,
    ordinal_distance,
    overlap_score,
    ratio_distance,
    word_kappa,
    word_labels,
)
from kit.errors import KitError
from kit.texts import Text

# Krippendorff's example: four coders, twelve units, * where a coder gave no label.
CODERS = {
    "A": "1 2 3 3 2 1 4 1 2 * * *",
    "B": "1 2 3 3 2 2 4 1 2 5 * 3",
    "C": "* 3 3 3 2 3 4 2 2 5 1 *",
    "D": "1 2 3 3 2 4 4 1 2 5 1 *",
}
RATINGS = [
    (coder, unit, int(label))
    for coder, labels in CODERS.items()
    for unit, label in enumerate(labels.split(), 1)
    if label != "*"
]


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_with_missing_labels(level, alpha) -> None:
    assert krippendorff_alpha(RATINGS, level) == pytest.approx(alpha, abs=5e-7)


def test_five_coefficients_of_artstein_and_poesio() -> None:
    pairs = (
        [("stat", "stat")] * 46
        + [("ireq", "ireq")] * 32
        + [("chck", "chck")] * 10
        + [("ireq", "stat")] * 6
        + [("ireq", "chck")] * 6
    )
    first, second = zip(*pairs, strict=True)
    marks = coefficients(first, second)
    assert marks.observed == pytest.approx(0.88)
    assert marks.s == pytest.approx(0.82)
    assert marks.pi == pytest.approx(0.79953, abs=5e-6)
    assert marks.kappa == pytest.approx(0.80132, abs=5e-6)
    assert marks.alpha == pytest.approx(0.80053, abs=5e-6)
    assert cohen_kappa(first, second) == pytest.approx(marks.kappa, abs=1e-12)


def test_full_and_opposite_agreement() -> None:
    assert coefficients("aaa", "aaa") == (1, 1, 1, 1, 1)
    assert coefficients("aabb", "abab")[:4] == (0.5, 0, 0, 0)
    assert cohen_kappa("abab", "baba") == -1
    assert cohen_kappa("aabb", "abab") == 0


@pytest.mark.parametrize(("first", "second"), [("", ""), ("ab", "a")])
def test_kappa_needs_two_labels_for_every_item(first, second) -> None:
    with pytest.raises(KitError, match="two labels"):
        cohen_kappa(first, second)


def test_alpha_needs_an_item_labelled_twice_and_a_known_level() -> None:
    with pytest.raises(KitError, match="two coders"):
        krippendorff_alpha([("a", 1, "x"), ("b", 2, "x")])
    with pytest.raises(KitError, match="nominal"):
        krippendorff_alpha(RATINGS, "cubic")  # type: ignore[arg-type]  # the mistake to be refused


def test_alpha_of_words_and_of_one_label_only() -> None:
    words = [("a", 1, "yes"), ("b", 1, "no"), ("a", 2, "no"), ("b", 2, "no")]
    assert krippendorff_alpha(words) == pytest.approx(0.0)
    assert krippendorff_alpha([("a", 1, "yes"), ("b", 1, "yes")]) == 1


def test_distances_that_nltk_lacks() -> None:
    assert ratio_distance(1, 2) == ratio_distance(10, 20) == pytest.approx(1 / 9)
    assert ratio_distance(0, 0) == 0
    distance = ordinal_distance(Counter({1: 2, 2: 10, 5: 4}))
    assert distance(1, 5) == (1 + 10 + 2) ** 2  # half of each end and all that lies between
    assert distance(1, 5) == distance(5, 1) != distance(1, 2)


@pytest.mark.parametrize(
    ("predicted", "gold", "exact", "overlap"),
    [
        ([], [], (1, 1, 1), (1, 1, 1)),
        ([(0, 3)], [], (0, 0, 0), (0, 0, 0)),
        ([], [(0, 3)], (0, 0, 0), (0, 0, 0)),
        ([(0, 3)], [(0, 3)], (1, 1, 1), (1, 1, 1)),
        ([(0, 3)], [(0, 3), (0, 3)], (1, 1, 1), (1, 1, 1)),
        ([(0, 3)], [(3, 5)], (0, 0, 0), (0, 0, 0)),
        ([(0, 4)], [(3, 5)], (0, 0, 0), (1, 1, 1)),
        ([(0, 9)], [(0, 2), (3, 5), (20, 22)], (0, 0, 0), (1, 2 / 3, 0.8)),
        ([(0, 2), (5, 6)], [(0, 2)], (0.5, 1, 2 / 3), (0.5, 1, 2 / 3)),
        ([(0, 9, "a")], [(0, 9, "b")], (0, 0, 0), (0, 0, 0)),
        ([(0, 50), (2, 4)], [(10, 20)], (0, 0, 0), (0.5, 1, 2 / 3)),
        ([(2, 2)], [(0, 9)], (0, 0, 0), (0, 0, 0)),
    ],
)
def test_spans(predicted, gold, exact, overlap) -> None:
    assert exact_score(predicted, gold) == pytest.approx(Score(*exact))
    assert overlap_score(predicted, gold) == pytest.approx(Score(*overlap))


@pytest.mark.parametrize("span", [(5, 3), (-1, 3)])
def test_a_span_that_is_none_is_refused(span) -> None:
    with pytest.raises(KitError, match="start"):
        exact_score([span], [])


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9), st.sampled_from("ab")).map(
        lambda span: (span[0], span[0] + span[1], span[2])
    ),
    max_size=12,
)


@given(SPANS, SPANS)
def test_f1_is_symmetric_and_precision_of_one_is_recall_of_the_other(first, second) -> None:
    for score in (exact_score, overlap_score):
        forth, back = score(first, second), score(second, first)
        assert forth.f1 == pytest.approx(back.f1)
        assert (forth.precision, forth.recall) == (back.recall, back.precision)
        assert all(0 <= share <= 1 for share in forth)


@given(SPANS, SPANS)
def test_overlap_agrees_with_the_plain_definition(first, second) -> None:
    def touches(span, others):
        return any(set(range(*span[:2])) & set(range(*other[:2])) and span[2] == other[2] for other in others)

    distinct = set(first)
    if distinct:
        share = sum(touches(span, second) for span in distinct) / len(distinct)
        assert overlap_score(first, second).precision == share


@given(SPANS)
def test_an_annotation_agrees_with_itself(spans) -> None:
    assert exact_score(spans, spans) == (1, 1, 1)


TEXT = Text("test", "It might rain, or perhaps it might not.")


def test_word_labels() -> None:
    labels = word_labels(TEXT, [(3, 8, "hedge"), (15, 29)])
    assert labels == [OUTSIDE, "hedge", OUTSIDE, "marked", "marked", "marked", OUTSIDE, OUTSIDE]


def test_word_kappa() -> None:
    assert word_kappa(TEXT, [(3, 8)], [(3, 8)]) == 1
    assert word_kappa(TEXT, [], []) == 1
    # 7 of 8 words agree; by chance 2/8 * 1/8 + 6/8 * 7/8 would
    assert word_kappa(TEXT, [(3, 8), (18, 25)], [(3, 8)]) == pytest.approx((7 / 8 - 44 / 64) / (20 / 64))
    with pytest.raises(KitError):
        word_kappa(Text("dots", "..."), [], [])
