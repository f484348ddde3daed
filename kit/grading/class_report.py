"""The page on the whole class: who has what, how hard each question was, what was answered."""

from collections.abc import Iterable, Sequence
from statistics import fmean, median

from kit.grading import report_notes as notes
from kit.grading.bars import bar, counted, percent
from kit.grading.cohort import Row
from kit.grading.items import Item
from kit.grading.marks import Exercise
from kit.grading.pages import Html, note, page, scrolling, table
from kit.grading.question_sections import question_section, remarks
from kit.grading.safe import cell, html
from kit.grading.sittings import numbers

BINS = 10  # of the score distribution: a tenth of the points each


def class_report(exercise: Exercise, rows: Sequence[Row], items: Sequence[Item], gain: str = "") -> str:
    """The whole page. ``gain`` is the section on the gain since an earlier sitting, if there was one."""
    graded = [row for row in rows if row.result.score is not None]
    sections = [
        ("summary", "Summary", _summary(exercise, rows, graded, items)),
        ("scores", "How the scores are spread", _scores(exercise, graded)),
        ("questions", "The questions", _questions(items)),
        ("answers", "What was answered", _answers(exercise, graded, items)),
        ("gain", "Gain since the earlier sitting", gain),
        ("class", "The class", _class(exercise, graded)),
    ]
    shown = [(name, title, body) for name, title, body in sections if body]
    links = " · ".join(f'<a href="#{name}">{title}</a>' for name, title, _ in shown)
    parts = [f'<section id="{name}"><h2>{title}</h2>{body}</section>' for name, title, body in shown]
    title = f"{exercise.bank.title or 'Exercise'}: report on the class"
    return page(title, "\n".join([f'<nav aria-label="Contents"><p>{links}</p></nav>', *parts]))


def _summary(exercise: Exercise, rows: Sequence[Row], graded: Sequence[Row], items: Sequence[Item]) -> str:
    scores = [row.result.score or 0 for row in graded]
    mean = f" Mean {cell(round(fmean(scores), 2))} of {cell(exercise.max_score)} points." if scores else ""
    parts = [f"<p>{len(graded)} of {len(rows)} submissions graded.{mean}</p>"]
    broken = [(row.student, row.file, row.result.reason) for row in rows if row.result.score is None]
    if broken:
        parts.append(table("Not graded", ("Student", "File", "Reason"), broken))
    looks = [(_link(item), " ".join(said)) for item in items if (said := list(remarks(item)))]
    if looks:
        parts.append(table("Worth a look", ("Question", "Why"), looks))
    return "".join(parts)


def _scores(exercise: Exercise, graded: Sequence[Row]) -> str:
    if not graded:
        return ""
    shares = sorted((row.result.score or 0) / exercise.max_score for row in graded)
    counts = spread(shares)
    lines = [
        (f"{100 * at // BINS} to {100 * (at + 1) // BINS} %", counted(number, max(counts)))
        for at, number in enumerate(counts)
    ]
    said = (
        f"<p>Half of the class has {percent(median(shares))} of the points or more; the lowest score is "
        f"{percent(shares[0])}, the highest {percent(shares[-1])}.</p>"
    )
    how = note(notes.SCORES)
    return said + table("Scores", ("Share of the points", "Students"), lines) + how


def spread(shares: Iterable[float]) -> list[int]:
    """How many shares from 0 to 1 lie in each tenth; a border belongs to the tenth above, 1 to the last.

    >>> spread([0, 0.05, 0.1, 0.999, 1])
    [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    """
    counts = [0] * BINS
    for share in shares:
        counts[min(BINS - 1, int(share * BINS + 1e-9))] += 1
    return counts


def _link(item: Item) -> Html:
    return Html(f'<a href="#{html(item.question)}">{html(item.question)}</a>')


def _questions(items: Sequence[Item]) -> str:
    heads = ("Question", "Kind", "Answered", "Mean share, all", "Mean share, answered", "Discrimination")
    lines = [
        (
            _link(item),
            item.kind,
            item.attempted,
            bar(item.difficulty),
            percent(item.mean_share),
            "" if item.discrimination is None else f"{item.discrimination:.2f}",
        )
        for item in items
    ]
    shown = scrolling("Every question", table("Every question", heads, lines))
    return shown + note(notes.DIFFICULTY) + note(notes.DISCRIMINATION)


def _answers(exercise: Exercise, graded: Sequence[Row], items: Sequence[Item]) -> str:
    sections = [note(notes.PASSAGES)] if exercise.passages and graded else []
    for at, item in enumerate(items):
        answers = [row.result.answers[at] for row in graded]
        sections.append(question_section(item, exercise, answers))
    return "\n".join(sections)


def _class(exercise: Exercise, graded: Sequence[Row]) -> str:
    names = [question.id for question in exercise.bank.questions]
    lines = [
        (
            row.student,
            *(_two_places(answer.score) for answer in row.result.answers),
            _two_places(row.result.score),
        )
        for row in graded
    ]
    heads = ("Student", *numbers(names).values(), "Score")
    remarked = [
        (row.student, " ".join(known)) for row in graded if (known := (*row.result.notes, *row.notes))
    ]
    said = "<p>Points; an empty cell is not marked yet. The same is in <code>grades.csv</code>.</p>"
    points = said + scrolling("Points", table("Points", heads, lines))
    return points + (table("Notes", ("Student", "What to know"), remarked) if remarked else "")


def _two_places(score: float | None) -> float | None:
    return None if score is None else round(score, 2)
