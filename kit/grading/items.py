"""What the class made of each question: how hard it was, and whether it tells the strong from the weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean
from typing import Any

from kit.grading.answer_counts import Count, answer_counts, counts_in_words
from kit.grading.cohort import Row
from kit.grading.marks import Answer, Exercise
from kit.grading.span_statistics import SpanStatistics, found_in_words, span_statistics
from kit.questions import Question

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

    ``counts`` says how many gave which answer, ``spans`` what the class made of the passage; of spans alone.
    """

    question: str
    kind: str
    n: int
    attempted: int
    mean_share: float | None
    difficulty: float | None
    discrimination: float | None
    counts: tuple[Count, ...] = ()
    spans: SpanStatistics | None = None

    def cells(self) -> dict[str, Any]:
        """The row of this question in ``items.csv``, by column."""
        spans = self.spans
        return {
            "question": self.question,
            "kind": self.kind,
            "n": self.n,
            "attempted": self.attempted,
            "mean_share": self.mean_share,
            "difficulty": self.difficulty,
            "discrimination": self.discrimination,
            "f1": spans and spans.f1,
            "false_alarms": spans and spans.alarms,
            "alarmed": spans and spans.alarmed,
            "same_label": spans and spans.same_label,
            "alpha": spans and spans.alpha,
            "answers": found_in_words(spans) if spans else counts_in_words(self.counts),
        }


def item_statistics(exercise: Exercise, rows: Sequence[Row]) -> list[Item]:
    """The statistics of every question, over the students whose work could be graded.

    What nobody has marked yet (essays, code not run) is left out of the figures.
    """
    graded = [
        {answer.question: answer for answer in row.result.answers} for row in rows if row.result.answers
    ]
    items = []
    for question in exercise.bank.questions:
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
                tuple(answer_counts(question, answers)),
                _spans(question, exercise, answers),
            )
        )
    return items


def _spans(question: Question, exercise: Exercise, answers: Sequence[Answer]) -> SpanStatistics | None:
    found = exercise.passages.get(question.id)
    return span_statistics(*found, answers) if found else None


def _correlation(pairs: list[tuple[float, float]]) -> float | None:
    if len(pairs) < FEWEST:
        return None
    try:
        return correlation([one for one, _ in pairs], [other for _, other in pairs])
    except StatisticsError:  # everybody has the same score
        return None
