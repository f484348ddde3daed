"""``essays.html``: every essay beside its rubric, to be read while marking, on a screen or on paper."""

from collections.abc import Sequence

from kit import questions as q
from kit.banks import Bank
from kit.card import inline
from kit.grading.essays import Essay
from kit.grading.pages import page
from kit.grading.safe import cell, html

_STYLE = (
    "body{max-width:76em}.essay{border-top:2px solid #767676;break-inside:avoid}"
    ".beside{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:2em}"
    ".beside .answer{margin-left:0}.beside ul{margin:0;padding-left:1.2em}"
    "@media screen and (max-width:48em){.beside{display:block}}"
    "@media print{body{max-width:none;margin:0;font-size:11pt}h2{break-after:avoid}h3{break-after:avoid}}"
)


def essays_page(bank: Bank, essays: Sequence[Essay]) -> str:
    """One section for each question, in it one for each answer, in the order of ``essays.csv``."""
    parts = [
        "<p>Type the points into <code>essays.csv</code>, in this folder, and run the same command again. "
        "Answers stand here whole, with their lines; there they stand on one line.</p>"
    ]
    if not essays:
        parts.append("<p>There is no essay among the submissions.</p>")
    for question in bank.questions:
        found = [essay for essay in essays if essay.answer.question == question.id]
        if isinstance(question, q.Essay) and found:
            rubric = _rubric(question)
            sections = "\n".join(_section(essay, question, rubric) for essay in found)
            prompt = f"<h2>{html(question.id)}</h2><p>{inline(question.prompt)}</p>"
            parts.append(f"<section>{prompt}\n{sections}</section>")
    return page(f"{bank.title or 'Exercise'}: essays to mark", "\n".join(parts), _STYLE)


def _section(essay: Essay, question: q.Essay, rubric: str) -> str:
    student = essay.line["student"]
    remarks = " ".join(filter(None, (_progress(essay), essay.line["note"])))
    limits = f"{question.min_words} to {question.max_words} asked for"
    return (
        f'<section class="essay"><h3>{html(student)}</h3>'
        f"<p>{html(essay.line['words'])} words ({limits}). {html(remarks)}</p>"
        f'<div class="beside"><div><h4>Answer</h4><p class="answer" dir="auto">{html(essay.answer.shown)}</p>'
        f"</div><div><h4>Rubric</h4>{rubric}</div></div></section>"
    )


def _progress(essay: Essay) -> str:
    given = [mark for mark in essay.marks if mark is not None]
    if not given:
        return "Not marked yet."
    part = "Marked" if essay.complete else f"Marked on {len(given)} of {len(essay.marks)} criteria"
    return f"{part}: {cell(sum(given))} points."


def _rubric(question: q.Essay) -> str:
    items = []
    for line in question.rubric:
        levels = "".join(f"<li>{inline(level)}</li>" for level in line.levels)
        below = f"<ul>{levels}</ul>" if levels else ""
        items.append(f"<li>{inline(line.criterion)} ({line.points:g} points){below}</li>")
    return f"<ul>{''.join(items)}</ul>"
