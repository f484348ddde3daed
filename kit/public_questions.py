"""What the page may know of a question: how to ask it, and nothing of its key."""

import os
import random
from getpass import getuser
from platform import node
from typing import Any

from kit import questions as q
from kit.card import further, inline


def public(question: q.Question, mode: str, student: str) -> dict[str, Any]:
    """What the page may know of a question: how to ask it, and nothing of its key.

    ``student`` seeds the order of what is shuffled, so that it stays the same for one student.
    """
    shuffled = random.Random(f"{student}/{question.id}").sample
    shown: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "prompt": inline(question.prompt),
        "points": question.points,
        "mode": mode,
        "hints": [inline(hint) for hint in question.hints],
        "confidence": question.confidence,
    }
    if isinstance(question, q.Choice | q.Choices):
        options = [option.text for option in question.options]
        options = shuffled(options, len(options)) if question.shuffle else options
        shown["options"] = [{"value": text, "html": inline(text)} for text in options]
    elif isinstance(question, q.Number):
        shown["unit"] = question.unit
    elif isinstance(question, q.Match):
        rights = further(question)[1]
        shown["lefts"] = [{"value": pair.left, "html": inline(pair.left)} for pair in question.pairs]
        shown["rights"] = shuffled(rights, len(rights))
    elif isinstance(question, q.Order):
        items = shuffled(question.items, len(question.items))
        shown["items"] = items if items != list(question.items) else items[::-1]
    elif isinstance(question, q.Essay):
        shown["words"] = {"min": question.min_words, "max": question.max_words}
        shown["rubric"] = further(question)[1]
    return shown


def student_here() -> str:
    """Who works here, as far as the machine can tell one student from another."""
    try:
        user = os.environ.get("JUPYTERHUB_USER") or getuser()
    except (KeyError, OSError):  # no such user in a bare container
        user = ""
    return f"{user}@{node()}"
