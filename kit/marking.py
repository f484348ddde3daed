"""What an answer earns, and what is said about it. Pure: a question and a response in, a mark out.

The response is what the record of the answer holds, and may come from anyone: whatever its shape, a mark or a
ResponseError comes back.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from kit import questions as q
from kit.code_marking import code_credit, nothing_returned
from kit.errors import KitError
from kit.errors import ResponseError as ResponseError
from kit.keys import compute
from kit.numbers import close, parse_number
from kit.span_marking import compare
from kit.span_report import explain
from kit.texts import Text

State = Literal["unattempted", "wrong", "partly", "right", "recorded"]
LONGEST_ESSAY = 20_000  # characters; far above any word limit, far below what hurts a notebook


@dataclass(frozen=True)
class Mark:
    """What an answer earned: its state, ``score`` out of ``max_score`` points, and the feedback in order."""

    state: State
    score: float
    max_score: float
    feedback: tuple[str, ...] = ()


def mark(question: q.Question, response: Any, text: Text) -> Mark:
    """Mark a response to a question about a text.

    ``response`` is: the option's text (choice); a list of such texts (choices); a number, or a string
    holding one (number); a string (text, essay); a dictionary from left to right sides (match); the list of
    all items (order); a list of marks, or ``{"nothing": true}`` (spans, see ``kit.span_marking``). None or an
    empty answer is *unattempted*.

    Raises ResponseError where the response has the wrong shape.
    """
    if is_unattempted(question, response):
        return Mark("unattempted", 0, question.points)
    credit, said = _BY_KIND[question.kind](question, response, text)
    return as_mark(question, credit, said)


def as_mark(question: q.Question, credit: float | None, said: list[str]) -> Mark:
    """The mark for a share of the points (None: a person marks it) and what is said about the response."""
    if credit is None:
        return Mark("recorded", 0, question.points, tuple(filter(None, said)))
    state: State = "right" if credit == 1 else "partly" if credit > 0 else "wrong"
    explained = (*said, question.explanation)
    return Mark(state, credit * question.points, question.points, tuple(filter(None, explained)))


def is_unattempted(question: q.Question, response: Any) -> bool:
    """Whether a response says nothing: empty, or a code task left as it was handed out."""
    return _is_empty(response) or (question.kind == "code" and nothing_returned(response))


def _is_empty(response: Any) -> bool:
    return (
        response is None or response in ("", [], {}) or (isinstance(response, str) and not response.strip())
    )


# the share of the points, from 0 to 1 (None: a person marks it), and the feedback
Credit = tuple[float | None, list[str]]


def _choice(question: q.Choice, response: Any, text: Text) -> Credit:
    option = _option(question, response)
    return float(option.credited), [option.feedback]


def _choices(question: q.Choices, response: Any, text: Text) -> Credit:
    """(Right picks - wrong picks) / number right, never below 0; what is only accepted does not count."""
    picked = {_option(question, item).text for item in _listed(response)}
    hits = sum(option.correct for option in question.options if option.text in picked)
    slips = sum(not option.credited for option in question.options if option.text in picked)
    credit = max(0, hits - slips) / sum(option.correct for option in question.options)
    missed = [o for o in question.options if o.correct and o.text not in picked]
    said = [f"{o.text}: {o.feedback}" for o in question.options if o.text in picked and o.feedback]
    if missed:
        said.append(f"{len(missed)} more would be right." if len(missed) > 1 else "One more would be right.")
    return credit, said


def _option(question: q.Choice | q.Choices, response: Any) -> q.Option:
    for option in question.options:
        if option.text == response:
            return option
    raise ResponseError("That is none of the options of this question. Choose one and check again.")


def _number(question: q.Number, response: Any, text: Text) -> Credit:
    given = parse_number(response)
    if close(given, compute(question.answer, text), question.tolerance):
        return 1.0, [question.feedback]
    for foreseen in question.wrong:
        with suppress(KitError):  # one that cannot be worked out from this text is nobody's answer
            if not isinstance(foreseen.value, str) and close(given, compute(foreseen.value, text), 0):
                return 0.0, [foreseen.feedback]
    return 0.0, [question.otherwise]


def _text(question: q.ShortText, response: Any, text: Text) -> Credit:
    given = fold(_string(response))
    if given in map(fold, question.accepted):
        return 1.0, [question.feedback]
    for foreseen in question.wrong:
        if given == fold(str(foreseen.value)):
            return 0.0, [foreseen.feedback]
    return 0.0, [question.otherwise]


def fold(form: str) -> str:
    """The form under which short answers are compared: case, quotation marks, outer stops and spaces folded.

    >>> fold(' “Client  State.” ')
    'client state'
    """
    plain = re.sub(r"[’‘ʼ]", "'", form.casefold())
    folded = " ".join(re.sub(r'[“”„«»"]', " ", plain).split()).strip(" .,;:!?'")
    return folded or plain.strip()  # an answer of punctuation alone is that punctuation


def _match(question: q.Match, response: Any, text: Text) -> Credit:
    if not isinstance(response, dict) or not all(isinstance(right, str) for right in response.values()):
        raise ResponseError("Choose a partner for each line and check again.")
    right = [pair for pair in question.pairs if response.get(pair.left) == pair.right]
    said = [f"{pair.left}: {pair.feedback}" for pair in right if pair.feedback]
    if len(right) < len(question.pairs):
        said.insert(0, f"{len(right)} of {len(question.pairs)} pairs fit.")
    return len(right) / len(question.pairs), said


def _order(question: q.Order, response: Any, text: Text) -> Credit:
    """The share of neighbouring pairs of the right order that stand in that order in the response."""
    items = _listed(response)
    if sorted(map(str, items)) != sorted(question.items):
        raise ResponseError("Put every item in its place once, then check again.")
    place = {str(item): at for at, item in enumerate(items)}
    steps = list(zip(question.items, question.items[1:], strict=False))
    kept = sum(place[first] < place[second] for first, second in steps)
    if kept == len(steps):
        return 1.0, [question.feedback]
    return kept / len(steps), [f"{kept} of {len(steps)} neighbours are in order.", question.otherwise]


def _spans(question: q.Spans, response: Any, text: Text) -> Credit:
    """The F1 of the marks; an empty key: all for marking nothing, a third less for each false alarm."""
    compared = compare(question, response, text)
    return compared.credit, explain(compared, question)


def _essay(question: q.Essay, response: Any, text: Text) -> Credit:
    essay = _string(response)
    if len(essay) > LONGEST_ESSAY:
        raise ResponseError(
            f"This is {len(essay):,} characters; the most that can be recorded is {LONGEST_ESSAY:,}. "
            "Nothing was lost: shorten it and record it again."
        )
    words = count_words(essay)
    said = [f"{words} words. A person marks this with the rubric."]
    if words < question.min_words:
        said.append(f"The task asks for at least {question.min_words} words.")
    if words > question.max_words:
        said.append(f"The task asks for at most {question.max_words} words.")
    return None, said


def count_words(essay: str) -> int:
    """Words as a word processor counts them: stretches between spaces."""
    return len(essay.split())


def _listed(response: Any) -> list[Any]:
    if not isinstance(response, list):
        raise ResponseError("Choose at least one and check again.")
    return response


def _string(response: Any) -> str:
    if not isinstance(response, str):
        raise ResponseError("Write your answer as text.")
    return response


_BY_KIND: dict[str, Callable[[Any, Any, Text], Credit]] = {
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "text": _text,
    "match": _match,
    "order": _order,
    "spans": _spans,
    "essay": _essay,
    "code": code_credit,
}
