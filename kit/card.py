"""Questions and answers as static HTML and plain text: what stays in the notebook when nothing is running.

The same markup is what the live form finds and takes its place in, so a saved notebook, an export and a
code host's preview all show a readable card and never an empty widget. Only inline styles are used, since
exported pages carry no style sheet of the kit's; colours are left to the page's theme.
"""

import json
import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from kit import questions as q
from kit.answers import MIME, Record
from kit.marking import Mark
from kit.passages import Excerpt, find_passage
from kit.span_report import in_words, plainly
from kit.texts import Text

FRAME = "border-left:4px solid currentColor;padding:0 0 0 1em;margin:.5em 0;max-width:48em"
CARRIED = "data-btl-record"  # an attribute, since exported pages lack every other form of the output
UNANSWERED = "Not answered yet. Run this cell to answer."
UNWRITTEN = "Not attempted yet. Write your code, then run this cell again."
HEADLINES = {
    "right": "Right.",
    "wrong": "Not yet.",
    "partly": "Partly right.",
    "recorded": "Recorded.",
    "unattempted": "Not attempted yet.",
}


def inline(prose: str) -> str:
    """Prose of a bank as HTML: escaped, with ``*emphasis*`` and ```code``` and nothing else.

    >>> inline("A *hedge* like `<might>`")
    'A <em>hedge</em> like <code>&lt;might&gt;</code>'
    """
    parts = re.split(r"`([^`\n]+)`", escape(prose.replace("\0", ""), quote=False))
    codes = iter(parts[1::2])  # set apart, since a star in code is no emphasis
    marked = re.sub(r"(?<![\w*])\*(?!\s)([^*\n]+)(?<!\s)\*(?![\w*])", r"<em>\1</em>", "\0".join(parts[::2]))
    return re.sub("\0", lambda _: f"<code>{next(codes)}</code>", marked)


def headline(mark: Mark) -> str:
    """The verdict in a few words, with the points where credit is partial."""
    points = f" {mark.score:.3g} of {mark.max_score:g} points." if mark.state == "partly" else ""
    return HEADLINES[mark.state] + points


def responded(question: q.Question, response: Any, text: Text | None = None) -> str:
    """A response as a line or a few lines of plain text that a person can read.

    Marks in a passage are given in the words of the ``text``.
    """
    if isinstance(question, q.Spans):
        return "\n".join(in_words(question, response, text))
    lines: Callable[[Any, Any], list[str]] = _RESPONSE.get(question.kind, _one_line)
    return "\n".join(lines(question, response))


def _one_line(question: q.Question, response: Any) -> list[str]:
    return [str(response)]


def _with_unit(question: q.Number, response: Any) -> list[str]:
    return [f"{response} {question.unit}".strip()]


def _listed(question: q.Question, response: Any) -> list[str]:
    return [f"- {item}" for item in response] if isinstance(response, list) else [str(response)]


def _numbered(question: q.Question, response: Any) -> list[str]:
    items = response if isinstance(response, list) else [response]
    return [f"{place}. {item}" for place, item in enumerate(items, 1)]


def _paired(question: q.Question, response: Any) -> list[str]:
    if not isinstance(response, dict):
        return [str(response)]
    return [f"- {left}: {right}" for left, right in response.items()]


def _source(question: q.Question, response: Any) -> list[str]:
    source = response.get("source") if isinstance(response, dict) else response
    return str(source).splitlines()


_RESPONSE: dict[str, Callable[[Any, Any], list[str]]] = {
    "number": _with_unit,
    "choices": _listed,
    "order": _numbered,
    "match": _paired,
    "code": _source,
}


def alternatives(question: q.Question) -> list[str]:
    """What there is to choose from, in an order that gives nothing away."""
    if isinstance(question, q.Choice | q.Choices):
        texts = [option.text for option in question.options]
        return sorted(texts) if question.shuffle else texts
    if isinstance(question, q.Match):
        return [pair.left for pair in question.pairs]
    if isinstance(question, q.Spans):
        return [plainly(label) for label in question.labels]
    return sorted(question.items) if isinstance(question, q.Order) else []


def further(question: q.Question) -> tuple[str, list[str]]:
    """What else the live form shows before an answer, with its heading; nothing for most kinds.

    That is what can be paired with the alternatives, or by what an essay is marked.
    """
    if isinstance(question, q.Match):
        return "To choose from:", sorted({*(pair.right for pair in question.pairs), *question.extra})
    if isinstance(question, q.Essay):
        return "How this is marked:", [f"{line.criterion} ({line.points:g})" for line in question.rubric]
    return "", []


def bundle(
    question: q.Question,
    place: str,
    record: Record | None = None,
    mark: Mark | None = None,
    note: str = "",
    text: Text | None = None,
) -> dict[str, Any]:
    """The MIME bundle of a question: with a record, the answered card; without, the question to be answered.

    ``place`` names the spot for the live form (see ``kit.quiz``); ``note`` is a line for the student, such
    as a warning; ``text`` is what the question is about, so that a passage to be marked can be shown.
    """
    plain = [f"[{question.id}] {question.prompt}"]
    html = [f"<p><strong>{inline(question.prompt)}</strong></p>"]
    if isinstance(question, q.Spans) and text is not None:
        excerpt = find_passage(question, text)
        plain += [*filter(None, [excerpt.notice]), *(f"  {part.text}" for part in excerpt.paragraphs)]
        html.append(_quoted(excerpt))
    if record is None or mark is None:
        for head, items in (("", alternatives(question)), further(question)):
            plain += [*filter(None, [head]), *(f"  - {item}" for item in items)]
            html += [f"<p>{head}</p>"] if head else []
            html += _list(items)
        told = UNWRITTEN if isinstance(question, q.Code) else UNANSWERED
        plain.append(told)
        html.append(f"<p><em>{told}</em></p>")
    else:
        answer = responded(question, record.response, text)
        said = [headline(mark), *mark.feedback]
        between = "<br>" if isinstance(question, q.Spans) else " "  # marks are many, each with its line
        plain += ["Your answer:", answer, *said]
        html.append(
            f'<p>Your answer:</p><p style="white-space:pre-wrap;margin-left:1em">{escape(answer)}</p>'
            f"<p><strong>{said[0]}</strong> {between.join(map(inline, said[1:]))}</p>"
            f"<p><small>{escape(question.id)}, attempt {record.attempt}, "
            f"{escape(record.answered_at)}</small></p>"
        )
    if note:
        plain.append(note)
        html.append(f"<p>{escape(note)}</p>")
    attempt = record.attempt if record else 0
    # percent signs, since exporters write quotation marks in attributes in ways of their own
    carried = f' {CARRIED}="{quote(json.dumps(record.to_json()))}"' if record else ""
    frame = (
        f'<div class="btl-place {place} btl-attempt-{attempt}" role="group" '
        f'aria-label="question {escape(question.id)}" style="{FRAME}"{carried}>{"".join(html)}</div>'
    )
    data = {"text/html": frame, "text/plain": "\n".join(plain)}
    return {MIME: record.to_json(), **data} if record else data


def _list(items: Iterable[str]) -> list[str]:
    rows = "".join(f"<li>{inline(item)}</li>" for item in items)
    return [f"<ul>{rows}</ul>"] if rows else []


def _quoted(excerpt: Excerpt) -> str:
    """A passage as a block quotation, headed by what must be said of it; its dollar signs are no formulas."""
    notice = f"<p><em>{escape(excerpt.notice)}</em></p>" if excerpt.notice else ""
    body = "".join(f"<p>{escape(part.text)}</p>" for part in excerpt.paragraphs)
    return f'{notice}<blockquote class="mathjax_ignore tex2jax_ignore">{body}</blockquote>'
