"""The report's part on one question: what was answered, and what may be worth a look."""

from collections.abc import Iterator, Sequence
from math import sqrt

from kit import questions as q
from kit.card import inline
from kit.grading import report_notes as notes
from kit.grading.answer_counts import Count
from kit.grading.bars import bar, counted, percent
from kit.grading.heat_map import heat_map, most_marked, word_shares
from kit.grading.items import Item
from kit.grading.marks import Answer, Exercise
from kit.grading.pages import Html, note, table
from kit.grading.safe import cell, html, plain
from kit.grading.span_statistics import SpanStatistics
from kit.span_report import plainly

ENOUGH = 10  # students from which on a remark is made: below that, chance speaks
_HARD, _ALARMED = 0.2, 0.5
_PLAIN = " Its passage is a control, plain and sourced."
_VERDICTS = {"right": "right", "accepted": "accepted, full credit", "wrong": "", "failed": ""}


def remarks(item: Item) -> Iterator[str]:
    """What an instructor should look at in a question; nothing where fewer than ``ENOUGH`` answered it."""
    if item.attempted < ENOUGH:
        return
    # below 0 by more than the standard error of a correlation of about 0
    if item.discrimination is not None and item.discrimination < -1 / sqrt(item.n):
        yield "Students who did well elsewhere did worse here: look at the key and the wording."
    if item.difficulty is not None and item.difficulty < _HARD:
        earned = percent(item.difficulty)
        yield f"The class earned {earned} of the points: teach it again, or put it otherwise."
    for count in _misleading(item.counts):
        yield f"More gave “{count.answer}” than the right answer: worth talking about in class."
    if item.spans and item.spans.is_control and (item.spans.alarmed or 0) >= _ALARMED:
        yield f"There is nothing to mark, and {percent(item.spans.alarmed)} of the students marked something."


def _misleading(counts: Sequence[Count]) -> Iterator[Count]:
    """The most frequent wrong answer to each part, where it beats every right one."""
    for part in dict.fromkeys(count.part for count in counts):
        here = [count for count in counts if count.part == part]
        credited = [count.students for count in here if count.verdict in ("right", "accepted")]
        wrong = [count for count in here if count.verdict == "wrong" and not count.answer.startswith("(")]
        most = max(wrong, key=lambda count: count.students, default=None)
        if credited and most is not None and most.students > max(credited):
            yield most


def question_section(item: Item, exercise: Exercise, answers: Sequence[Answer]) -> str:
    """One question: its prompt, the remarks, and who answered what."""
    question = exercise.bank.by_id[item.question]
    said = "".join(f"<li>{html(remark)}</li>" for remark in remarks(item))
    parts = [
        f'<section id="{html(question.id)}"><h3>{html(question.id)}</h3><p>{inline(question.prompt)}</p>',
        f"<p>{_summed_up(item)}{_PLAIN * question.control}</p>",
        f"<p><strong>Worth a look:</strong></p><ul>{said}</ul>" if said else "",
        *_answers(question, item),
    ]
    if isinstance(question, q.Spans) and item.spans:
        parts += _passage(question, item.spans, exercise, answers)
    return "\n".join([*filter(None, parts), "</section>"])


def _summed_up(item: Item) -> str:
    answered = f"{item.attempted} of {item.n} answered."
    if item.mean_share is None:
        return f"{answered} Nothing is marked yet."
    return f"{answered} Mean share of the points, of those who answered: {percent(item.mean_share)}."


def _answers(question: q.Question, item: Item) -> Iterator[str]:
    if not item.counts:
        return
    if isinstance(question, q.Code):
        lines = [
            (Html(f"<code>{html(count.answer)}</code>"), count.part, counted(count.students, item.attempted))
            for count in item.counts
        ]
        yield table(f"Examples that failed, {question.id}", ("Example", "Shown", "Students"), lines)
        yield note(notes.ANSWERS["code"])
        return
    if isinstance(question, q.Order):
        items = "".join(f"<li>{html(item)}</li>" for item in question.items)
        yield f"<p>The right order:</p><ol>{items}</ol>"
    several = isinstance(question, q.Match)
    keyed = isinstance(question, q.Choice | q.Choices | q.Match)
    lines = [
        (
            *((Html(inline(plain(count.part))),) if several else ()),
            _shown(question, count, keyed),
            *((_VERDICTS[count.verdict],) if keyed else ()),
            counted(count.students, item.attempted),
        )
        for count in item.counts
    ]
    heads = (*(("For",) if several else ()), "Answer", *(("Key",) if keyed else ()), "Students")
    yield table(f"Answers, {question.id}", heads, lines)
    yield note(notes.ANSWERS[question.kind])


def _shown(question: q.Question, count: Count, keyed: bool) -> Html:
    """An answer: in the bank's own prose where it was picked, to the letter where it was typed."""
    written = inline(plain(count.answer)) if keyed else html(count.answer)
    return Html(f"<code>{written}</code>" if isinstance(question, q.Order) else written)


def _passage(
    question: q.Spans, spans: SpanStatistics, exercise: Exercise, answers: Sequence[Answer]
) -> Iterator[str]:
    excerpt, key = exercise.passages[question.id]
    if not spans.students:
        return
    yield f"<p>{' '.join(_span_sentences(spans))}</p>"
    if spans.found:
        lines = [
            (
                found.words,
                plainly(found.wanted.label) + " (readers differ)" * found.wanted.optional,
                bar(found.students / spans.students),
                found.students,
            )
            for found in spans.found
        ]
        heads = ("To be found", "Label", "Found by", "Students")
        yield table(f"What was found, {question.id}", heads, lines)
        yield note(notes.FOUND)
    shares = word_shares(question, excerpt, key, answers)
    yield heat_map(excerpt, key, shares)
    yield most_marked(question, excerpt, shares)


def _span_sentences(spans: SpanStatistics) -> Iterator[str]:
    if spans.is_control:
        yield "Nothing in this passage has to be marked."
    if spans.f1 is not None:
        yield f"Mean F1 {percent(spans.f1)}."
    yield (
        f"False alarms: {cell(round(spans.alarms or 0, 2))} a student, the most of one student "
        f"{spans.most_alarms}; {percent(spans.alarmed)} of the students have at least one."
    )
    if spans.alpha is not None:
        yield (
            f"Two students label {percent(spans.same_label)} of the words alike; beyond chance, alpha "
            f"{spans.alpha:.2f}."
        )
