"""Two readings of the same words: the codebook's, and that of readers who marked speculation.

The codebook of this kit asks whether the *writer* holds back from a claim. Other annotations ask
something wider: is anything said to be less than a fact? Then duty counts (*the law should go*), so
do ability (*could not lift it*) and what others think, while *almost* and *tend to*, which say how far
a thing is so, do not. A scheme is the codebook with a number of such differences, each with its name,
so that what each of them costs on the other annotation can be measured and printed.

Only ``CODEBOOK`` is used by the lessons and on the command line.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kit.lexicons import rows
from kit.stance.context import Hit, Rule


@dataclass(frozen=True)
class Difference:
    """One point on which a scheme reads some forms otherwise than the codebook.

    ``forms`` are forms of the word lists, or new ones; ``rule`` decides them, as hedges, in place of
    the codebook's rule; ``reason`` says what the other reading holds.
    """

    name: str
    forms: tuple[str, ...]
    rule: Rule
    reason: str


@dataclass(frozen=True)
class Scheme:
    """A way of reading: the codebook, but for the ``differences``."""

    name: str
    differences: tuple[Difference, ...] = ()


def _wherever(test: Callable[[Hit], bool] = lambda hit: True) -> Rule:
    def rule(hit: Hit) -> str | None:
        return f"speculation:{hit.form}" if test(hit) else None

    return rule


def _nowhere(hit: Hit) -> str | None:
    return None


def _is_verb(hit: Hit) -> bool:
    return hit.previous not in {"a", "the", "this", "is"} and bool(hit.after)


def _has_thought(hit: Hit) -> bool:
    """Anybody's *think*; *thought* only of *I* and *we*; no infinitive, question or command."""
    if hit.trigger == "thinking" or not hit.after or hit.previous in {"to", "me", "first", "final"}:
        return False
    if {"what", "whatcha", "why"} & set(hit.before[-3:]) or hit.next in {"about", "a", ".", "long"}:
        return False
    if hit.trigger == "thought":
        return hit.subject in {"i", "we"}
    return bool(hit.before) or hit.next != "of"


_ALL = _wherever()
_MARKED = {"not sure", "have a feeling", "i would argue that"}  # phrases that the readers did mark
_IN_FORM = {
    category: tuple(row["form"] for row in rows("hedges") if row["category"] == category)
    for category in ("approximator", "phrase")
}

SPECULATION = Scheme(
    "speculation",
    (
        Difference("duty", ("should", "ought to"), _ALL, "what ought to be is not yet so"),
        Difference("must", ("must",), _wherever(_is_verb), "what must be is concluded or required, not seen"),
        Difference("ability", ("could",), _ALL, "what could be done need not have been"),
        Difference("habit", ("would",), _ALL, "what would happen on Sundays is told, not seen"),
        Difference("proposal", ("suggest",), _ALL, "what is proposed is not yet so"),
        Difference("thought of others", ("think",), _wherever(_has_thought), "whoever thinks does not know"),
        Difference("approximators", _IN_FORM["approximator"], _nowhere, "how far, not whether"),
        Difference("guess", ("guess",), _nowhere, "I guess is a filler in talk"),
        Difference("tend", ("tend",), _nowhere, "how often, not whether"),
        Difference(
            "hearsay",
            ("supposedly", "allegedly", "reportedly", "arguably"),
            _nowhere,
            "whose word it is, not whether it is so",
        ),
        Difference(
            "set phrases",
            tuple(form for form in _IN_FORM["phrase"] if form not in _MARKED),
            _nowhere,
            "not in the readers' guideline",
        ),
        Difference("short would", ("'d",), _nowhere, "I'd was left unmarked"),
    ),
)

CODEBOOK = Scheme("codebook")
SCHEMES = {scheme.name: scheme for scheme in (CODEBOOK, SPECULATION)}
