"""A question bank as it is handed out for grading: what each question asks, and nothing of its key.

The result is an ordinary bank in test mode, so that the same forms ask it and record its answers. Where the
schema wants a key there stands one that says nothing: every option is correct, every number 0, right sides
and items stand in the order of the alphabet.
"""

from itertools import cycle
from typing import Any

import tomli_w

from kit import questions as q
from kit.banks import Bank
from kit.errors import KitError

_NOTE = """\
# Handed out without keys. Where a key would stand there is one that says nothing: every option counts as
# correct, numbers are 0, items stand in the order of the alphabet, passages have nothing to mark.

"""


def keyless(bank: Bank) -> str:
    """The bank as TOML, without keys, feedback, explanations, hidden examples and levels of rubrics.

    Two banks that ask the same and differ only in their keys give the same text.

    Raises KitError for a code task all of whose examples are hidden.
    """
    content = {
        "title": bank.title,
        "text": bank.text,
        "mode": "test",
        "keys": "withheld",
        "question": [_asked(question) for question in bank.questions],
    }
    return _NOTE + tomli_w.dumps(content)


def _asked(question: q.Question) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "prompt": question.prompt,
        "points": question.points,
        "hints": list(question.hints),
        "confidence": question.confidence,
    }
    if isinstance(question, q.Choice | q.Choices):
        texts = [option.text for option in question.options]
        texts = sorted(texts) if question.shuffle else texts
        return shown | {
            "shuffle": question.shuffle,
            "options": [{"text": text, "correct": True} for text in texts],
        }
    if isinstance(question, q.Number):
        return shown | {"unit": question.unit, "answer": 0}
    if isinstance(question, q.ShortText):
        return shown | {"accepted": ["?"]}
    if isinstance(question, q.Match):
        lefts = [pair.left for pair in question.pairs]
        rights = sorted({*(pair.right for pair in question.pairs), *question.extra})
        pairs = [{"left": left, "right": right} for left, right in zip(lefts, cycle(rights), strict=False)]
        return shown | {"pairs": pairs, "extra": rights[len(lefts) :]}
    if isinstance(question, q.Order):
        return shown | {"items": sorted(question.items)}
    if isinstance(question, q.Spans):
        passage = {name: words for name, words in question.passage.model_dump().items() if words}
        return shown | {"passage": passage, "labels": list(question.labels), "key": []}
    if isinstance(question, q.Code):
        tried = [list(example.args) for example in question.examples if not example.hidden]
        if not tried:
            raise KitError(f"Question '{question.id}' has hidden examples only. Give one that students see.")
        examples = [{"args": args, "expect": ""} for args in tried]
        return shown | {"function": question.function, "examples": examples}
    rubric = [{"criterion": line.criterion, "points": line.points} for line in question.rubric]
    return shown | {"rubric": rubric, "min_words": question.min_words, "max_words": question.max_words}
