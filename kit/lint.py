"""A question bank held against its text: every quotation stands there, every key can be worked out.

When the article is swapped for another one, this says which questions must be rewritten.
"""

from collections.abc import Iterator

from kit import questions as q
from kit.banks import Bank
from kit.errors import KitError
from kit.keys import compute
from kit.marking import fold
from kit.texts import Text, read

COPY = "Copy it from the text to the letter, quotation marks included, or rewrite the question."

Problem = tuple[str, str]  # the field, and what to do about it


def check_bank(bank: Bank, text: Text) -> list[str]:
    """What is wrong in a bank about a text: one line each, with file, question, field and what to do.

    >>> question = {"id": "a.q1", "kind": "number", "prompt": "How often?", "answer": {"count": "peace"}}
    >>> check_bank(Bank(question=[question]), Text("example", "War and war."))
    ["the bank, question 'a.q1', field 'answer': 'peace' does not occur in example, so the question about it must be rewritten."]
    """  # noqa: E501  what it gives is one line
    file = bank.path.name or "the bank"
    return [
        f"{file}, question '{question.id}', field '{field}': {what}"
        for question in bank.questions
        for field, what in (*_name(bank, question), *_quotation(question, text), *_by_kind(question, text))
    ]


def _name(bank: Bank, question: q.Question) -> Iterator[Problem]:
    name = bank.path.stem
    if name not in ("", "questions") and question.id.split(".")[0] != name:
        yield "id", f"it must begin with '{name}.', or the notebook cannot find it."


def _quotation(question: q.Question, text: Text) -> Iterator[Problem]:
    passage = question.passage.constructed if isinstance(question, q.Spans) else ""
    if question.justified_by not in text.raw and question.justified_by not in passage:
        yield "justified_by", f"“{question.justified_by}” does not stand in {text.name}. {COPY}"


def _by_kind(question: q.Question, text: Text) -> Iterator[Problem]:
    if isinstance(question, q.Number):
        yield from _number(question, text)
    elif isinstance(question, q.ShortText):
        yield from _text(question)
    elif isinstance(question, q.Spans):
        yield from _spans(question, text)


def _number(question: q.Number, text: Text) -> Iterator[Problem]:
    try:
        answer = compute(question.answer, text)
    except KitError as error:
        yield "answer", str(error)
        return
    for number, foreseen in enumerate(question.wrong):
        field = f"wrong.{number}.value"
        try:
            value = compute(foreseen.value, text) if not isinstance(foreseen.value, str) else None
        except KitError as error:
            yield field, str(error)
            continue
        if value is not None and abs(value - answer) <= question.tolerance:
            yield field, f"{value:g} is right for {text.name}. Take it out, or rewrite the question."


def _text(question: q.ShortText) -> Iterator[Problem]:
    accepted = {fold(form) for form in question.accepted}
    for number, foreseen in enumerate(question.wrong):
        if fold(str(foreseen.value)) in accepted:
            yield f"wrong.{number}.value", f"'{foreseen.value}' is accepted as well. Take one of them out."


def _spans(question: q.Spans, text: Text) -> Iterator[Problem]:
    named = question.passage
    raw = named.constructed
    if not raw:
        try:
            origin = read(named.text) if named.text else text
        except KitError as error:
            yield "passage.text", str(error)
            return
        start = origin.raw.find(named.first)
        if start < 0:
            yield "passage.first", f"“{named.first}” does not stand in {origin.name}. {COPY}"
            return
        end = origin.raw.find(named.last, start)
        if end < 0:
            yield "passage.last", f"“{named.last}” does not stand in {origin.name} after the first. {COPY}"
            return
        raw = origin.raw[start : end + len(named.last)]
    for number, span in enumerate(question.key or ()):
        if raw.count(span.quote) < span.nth:
            times = f"{raw.count(span.quote)} times, not {span.nth}" if span.quote in raw else "nowhere"
            yield f"key.{number}.quote", f"“{span.quote}” stands {times} in the passage. {COPY}"
