"""Pages that need nothing but a browser: feedback for one student, and the report on the class."""

from collections.abc import Iterable, Sequence

from kit.banks import Bank
from kit.card import HEADLINES, inline
from kit.grading.cohort import Row
from kit.grading.items import Item
from kit.grading.marks import Answer
from kit.grading.safe import cell, html, plain
from kit.questions import Question

_STYLE = (
    "body{font:16px/1.6 sans-serif;"
    "max-width:52em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse}td,th{text-align:left;padding:.2em .8em .2em 0;vertical-align:top;"
    "border-bottom:1px solid #767676}caption{text-align:left;font-weight:bold}.answer{white-space:pre-wrap;"
    "overflow-wrap:anywhere;margin-left:1em}.scroll{overflow-x:auto}"
)
_STATES = {
    **HEADLINES,
    "wrong": "Not right.",
    "unattempted": "Not attempted.",
    "recorded": "A person marks this.",
    "marked": "Marked by a person.",
    "not run": "Not run.",
    "unreadable": "Not readable.",
}
_HARDEST = 5


def page(title: str, body: str, style: str = "") -> str:
    """A whole HTML page; ``style`` is CSS of its own."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}{style}</style></head><body><main><h1>{html(title)}</h1>\n{body}</main></body></html>\n"
    )


def feedback_page(row: Row, bank: Bank, max_score: float) -> str:
    """What one student gets back. Of questions marked ``secret``: the answer and its points, no more."""
    score = row.result.score
    sum_up = (
        f"<p><strong>{cell(score)} of {cell(max_score)} points.</strong></p>" if score is not None else ""
    )
    said = "".join(
        f"<p>{html(note)}</p>" for note in (row.result.reason, *row.result.notes, *row.notes) if note
    )
    answers = "\n".join(_section(bank.by_id[answer.question], answer) for answer in row.result.answers)
    return page(
        f"{bank.title or 'Feedback'}: {row.student}", f"<p>{html(row.file)}</p>{sum_up}{said}\n{answers}"
    )


def _section(question: Question, answer: Answer) -> str:
    points = "" if answer.score is None else f" {cell(answer.score)} of {cell(answer.max_score)} points."
    shown = f'<p>Your answer:</p><p class="answer">{html(answer.shown)}</p>' if answer.shown else ""
    said = () if question.secret and answer.state not in ("not run", "unreadable") else answer.feedback
    lines = "".join(f"<p>{inline(plain(line))}</p>" for line in said)
    return (
        f"<section><h2>{html(question.id)}</h2><p>{inline(question.prompt)}</p>{shown}"
        f"<p><strong>{_STATES[answer.state]}{points}</strong></p>{lines}</section>"
    )


def class_report(bank: Bank, rows: Sequence[Row], items: Sequence[Item], max_score: float) -> str:
    """The page on the whole class: who has what, what was hard, and whose work could not be graded."""
    graded = [row for row in rows if row.result.score is not None]
    broken = [row for row in rows if row.result.score is None]
    scores = [row.result.score or 0 for row in graded]
    mean = f" Mean {cell(sum(scores) / len(scores))} of {cell(max_score)} points." if scores else ""
    parts = [f"<p>{len(graded)} of {len(rows)} submissions graded.{mean}</p>"]
    if broken:
        unread = [(row.student, row.file, row.result.reason) for row in broken]
        parts.append(table("Not graded", ("Student", "File", "Reason"), unread))
    hardest = sorted((i for i in items if i.difficulty is not None), key=lambda i: i.difficulty or 0)[
        :_HARDEST
    ]
    if hardest:
        hard = [(i.question, bank[i.question].prompt, _percent(i.difficulty)) for i in hardest]
        parts.append(table("Hardest questions", ("Question", "Prompt", "Mean share of points"), hard))
    figures = [
        (
            i.question,
            i.kind,
            i.attempted,
            _percent(i.mean_share),
            _percent(i.difficulty),
            _two(i.discrimination),
        )
        for i in items
    ]
    heads = ("Question", "Kind", "Attempted", "Mean share, attempted", "Mean share, all", "Discrimination")
    parts.append(table("Every question", heads, figures))
    parts.append(
        "<p>Discrimination is the correlation of a question's score with the score on all others "
        "(Henrysson 1963); with few students it says little.</p>"
    )
    names = [question.id for question in bank.questions]
    everybody: list[tuple[str | float | None, ...]] = [
        (
            row.student,
            *(answer.score for answer in row.result.answers),
            row.result.score,
            " ".join(_said(row)),
        )
        for row in graded
    ]
    parts.append(table("The class", ("Student", *names, "Score", "Notes"), everybody))
    return page(f"{bank.title or 'Exercise'}: report on the class", "\n".join(parts))


def _said(row: Row) -> Iterable[str]:
    return (*row.result.notes, *row.notes)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def table(caption: str, heads: Sequence[str], lines: Sequence[Sequence[str | float | None]]) -> str:
    """An HTML table whose rows are headed by their first cell; wide ones scroll."""

    def written(value: str | float | None) -> str:
        return html(value) if isinstance(value, str) else cell(value)

    top = "".join(f'<th scope="col">{html(head)}</th>' for head in heads)
    rows = [[f"<td>{written(value)}</td>" for value in line[1:]] for line in lines]
    body = "".join(
        f'<tr><th scope="row">{written(line[0])}</th>{"".join(rest)}</tr>'
        for line, rest in zip(lines, rows, strict=True)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{html(caption)}"><table>'
        f"<caption>{html(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )
