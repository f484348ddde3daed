"""What the class made of each question: how hard it was, and whether it tells the strong from the weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

from kit.banks import Bank
from kit.grading.cohort import Row

FEWEST = 3  # students below which a correlation says nothing at all


@dataclass(frozen=True)
class Item:
    """One question in one class of ``n`` students.

    ``attempted`` is how many answered it, ``mean_share`` their mean share of its points, ``difficulty`` that
    of everybody, no answer counting 0 (the usual index: high where the question is easy).

    ``discrimination`` is the correlation of the score on this question with the score on all others (for
    questions that are right or wrong, the corrected point-biserial), from -1 to 1; 0.2 and more is usual for
    a question that works. None where there is nothing to compute. Source: S. Henrysson (1963), Correction of
    item-total correlations in item analysis, Psychometrika 28, 211-218.
    """

    question: str
    kind: str
    n: int
    attempted: int
    mean_share: float | None
    difficulty: float | None
    discrimination: float | None


def item_statistics(bank: Bank, rows: Sequence[Row]) -> list[Item]:
    """The statistics of every question, over the students whose work could be graded.

    What nobody has marked yet (essays, code not run) is left out of the figures.
    """
    graded = [
        {answer.question: answer for answer in row.result.answers} for row in rows if row.result.answers
    ]
    items = []
    for question in bank.questions:
        answers = [answers[question.id] for answers in graded]
        scores = [
            (answer.score, sum(other.score or 0 for other in answers.values()) - answer.score)
            for answers in graded
            if (answer := answers[question.id]).score is not None
        ]
        tried = [
            answer.score / question.points
            for answer in answers
            if answer.score is not None and answer.state != "unattempted"
        ]
        everybody = [score / question.points for score, _ in scores if score is not None]
        items.append(
            Item(
                question.id,
                question.kind,
                len(answers),
                sum(answer.state != "unattempted" for answer in answers),
                fmean(tried) if tried else None,
                fmean(everybody) if tried else None,
                _correlation([(float(score or 0), float(rest)) for score, rest in scores]),
            )
        )
    return items


def _correlation(pairs: list[tuple[float, float]]) -> float | None:
    if len(pairs) < FEWEST:
        return None
    try:
        return correlation([one for one, _ in pairs], [other for _, other in pairs])
    except StatisticsError:  # everybody has the same score
        return None
