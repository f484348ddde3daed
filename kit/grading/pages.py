"""Pages that need nothing but a browser: their frame, their tables, and the feedback for one student."""

from collections.abc import Sequence

from kit.banks import Bank
from kit.card import HEADLINES, inline
from kit.grading.cohort import Row
from kit.grading.marks import Answer
from kit.grading.page_style import STYLE
from kit.grading.safe import cell, html, plain
from kit.questions import Question

_STATES = {
    **HEADLINES,
    "wrong": "Not right.",
    "unattempted": "Not attempted.",
    "recorded": "A person marks this.",
    "marked": "Marked by a person.",
    "not run": "Not run.",
    "unreadable": "Not readable.",
}


def page(title: str, body: str, style: str = "") -> str:
    """A whole HTML page; ``style`` is CSS of its own."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{html(title)}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}{style}</style></head><body><main><h1>{html(title)}</h1>\n{body}</main></body></html>\n"
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


class Html(str):
    """The inside of a cell that is HTML already, its parts escaped."""


class Data(str):
    """A whole cell with its tag, its parts escaped."""


Cell = str | float | None


def table(caption: str, heads: Sequence[str], lines: Sequence[Sequence[Cell]]) -> str:
    """An HTML table whose rows are headed by their first cell."""
    top = "".join(f'<th scope="col">{html(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(map(_data, line, [True] + [False] * len(line)))}</tr>" for line in lines)
    return (
        f"<table><caption>{html(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _data(value: Cell, heads: bool) -> str:
    if isinstance(value, Data):
        return value
    written = value if isinstance(value, Html) else html(value) if isinstance(value, str) else cell(value)
    return f'<th scope="row">{written}</th>' if heads else f"<td>{written}</td>"


def scrolling(label: str, inner: str) -> str:
    """Something wide in a frame that scrolls, also with the keyboard."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{html(label)}">{inner}</div>'


def note(said: str) -> str:
    """A plain sentence on how to read a figure, in the prose of the kit (see ``kit.card.inline``)."""
    one_line = " ".join(said.split())
    return f'<p class="note">{inline(one_line)}</p>'
