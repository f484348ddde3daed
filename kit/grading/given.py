"""What was answered, short enough to keep for a whole class: option by option, word by word.

A response may come from anyone and be of any size. What is kept of it is bounded by the bank: its options and
pairs, the words of its passages, its examples; of what was typed, the first ``LONGEST_TYPED`` characters.
"""

from dataclasses import dataclass
from typing import Any

from kit import questions as q
from kit.code_marking import fits
from kit.grading.safe import one_line
from kit.marking import fold
from kit.numbers import parse_number
from kit.passages import Wanted
from kit.span_marking import Comparison
from kit.spans import merged
from kit.word_places import WordPlaces

LONGEST_TYPED = 60  # characters of an answer that was typed
NO_OTHER = "(none of these)"  # for a partner that the question does not offer


@dataclass(frozen=True)
class Given:
    """What one answer to one question was.

    ``picked``: the options picked (choice, choices); what was typed (number, text); the right side given to
    each left side, in the order of the bank (match); the items, each by its number in the right order
    (order); the numbers of the examples that failed (code).

    For spans, ``covered`` has the stretches marked with each label, as numbers of the passage's words, end
    exclusive; ``found`` the places in the key of what was found; ``alarms`` the number of false alarms, None
    where no marks could be read.
    """

    picked: tuple[str, ...] = ()
    covered: tuple[tuple[str, int, int], ...] = ()
    found: tuple[int, ...] = ()
    alarms: int | None = None


NOTHING_KEPT = Given()


def given_from_json(data: dict[str, Any]) -> Given:
    """What was given, as ``asdict`` and JSON left it. Raises KeyError or TypeError for anything else.

    >>> given_from_json({"picked": ["legal"], "covered": [["hedge", 0, 2]], "found": [1], "alarms": 0})
    Given(picked=('legal',), covered=(('hedge', 0, 2),), found=(1,), alarms=0)
    """
    covered = tuple((str(label), int(start), int(end)) for label, start, end in data["covered"])
    alarms = None if data["alarms"] is None else int(data["alarms"])
    return Given(tuple(map(str, data["picked"])), covered, tuple(map(int, data["found"])), alarms)


def picked_in(question: q.Question, response: Any) -> Given:
    """What a response of the right shape picked; the response has been marked before without an error.

    >>> asked = q.Order(id="a.b", kind="order", prompt="?", items=["one", "two", "three"])
    >>> picked_in(asked, ["two", "one", "three"]).picked
    ('2', '1', '3')
    """
    if isinstance(question, q.Choice):
        return Given((str(response),))
    if isinstance(question, q.Choices):
        chosen = set(response)
        return Given(tuple(option.text for option in question.options if option.text in chosen))
    if isinstance(question, q.Number):
        return Given((f"{parse_number(response):.15g}",))
    if isinstance(question, q.ShortText):
        return typed(response)
    if isinstance(question, q.Match):
        offered = {*question.extra, *(pair.right for pair in question.pairs)}
        chosen_for = (response.get(pair.left) for pair in question.pairs)
        return Given(tuple(right if right in offered else NO_OTHER for right in chosen_for))
    if isinstance(question, q.Order):
        number = {item: str(at) for at, item in enumerate(question.items, 1)}
        return Given(tuple(number[str(item)] for item in response))
    if isinstance(question, q.Code):
        outcomes = fits(question, response)
        return Given(tuple(str(number) for number, fit in enumerate(outcomes, 1) if not fit))
    return NOTHING_KEPT


def typed(response: Any) -> Given:
    """What was typed, on one line, with case and quotation marks folded; nothing for what is no text.

    >>> typed(" “Client\\nState.” ").picked, typed(["a"]).picked
    (('client state',), ())
    """
    if not isinstance(response, str):
        return NOTHING_KEPT
    return Given((fold(one_line(response[: 2 * LONGEST_TYPED]))[:LONGEST_TYPED],))


def marked_in(compared: Comparison, key: tuple[Wanted, ...]) -> Given:
    """What was marked in a passage, word by word, and how it stands to the key."""
    places = WordPlaces(compared.excerpt.words)
    spans: dict[str, list[tuple[int, int]]] = {}
    for mark in compared.marks:
        words = places.of((mark.start, mark.end))
        if words:
            spans.setdefault(mark.label, []).append((words.start, words.stop))
    covered = tuple((label, *span) for label in sorted(spans) for span in merged(spans[label]))
    hit = {id(hit.wanted) for hit in compared.hits}
    found = tuple(at for at, wanted in enumerate(key) if id(wanted) in hit)
    return Given((), covered, found, len(compared.false_alarms))
