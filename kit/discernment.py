"""Discernment: devices seen where they are, and none seen where there are none; and how well one knew it.

Whoever marks everything finds every device. So the false alarms are held against the hits, as in signal
detection (Green and Swets 1966); the difference of the two rates is Youden's J (Youden 1950). Calibration
compares how sure one was with how right one was (Lichtenstein, Fischhoff and Phillips 1982).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from statistics import fmean
from typing import Any

from kit.answers import Record
from kit.banks import Bank, find_bank
from kit.errors import KitError, ResponseError
from kit.marking import mark
from kit.passages import find_key
from kit.questions import Choices, Question, Spans
from kit.span_marking import compare
from kit.store import Store
from kit.texts import Text, read


@dataclass(frozen=True)
class Trial:
    """One passage judged: whether it holds devices (else it is a control), and whether one was seen there."""

    has_devices: bool
    seen: bool


@dataclass(frozen=True)
class Judgement:
    """One answer with a confidence: ``sure`` and ``right`` are shares from 0 to 1."""

    sure: float
    right: float


def discernment(trials: Iterable[Trial]) -> float | None:
    """Hit rate minus false-alarm rate, from -1 to 1; 0 for one who marks all, or none, or guesses.

    None where there was no passage with devices, or no control: then the score has no meaning.

    >>> discernment([Trial(True, True), Trial(True, False), Trial(False, False)])
    0.5
    >>> discernment([Trial(True, True), Trial(False, True)])
    0.0
    """
    seen: dict[bool, list[bool]] = {True: [], False: []}
    for trial in trials:
        seen[trial.has_devices].append(trial.seen)
    return fmean(seen[True]) - fmean(seen[False]) if seen[True] and seen[False] else None


def calibration(judgements: Iterable[Judgement]) -> float | None:
    """Mean confidence minus mean share right: above 0 is too sure, below 0 is not sure enough.

    None without a judgement. A mean can hide that one was too sure here and too timid there.

    >>> calibration([Judgement(1.0, 1.0), Judgement(0.5, 0.0)])
    0.25
    """
    given = list(judgements)
    return fmean(each.sure for each in given) - fmean(each.right for each in given) if given else None


def trials_in(question: Question, response: Any, text: Text) -> list[Trial]:
    """The passages that an answer judges: one for a question of kind spans, one an option for kind choices.

    A passage with devices counts as seen if at least one mark is in the key; a control, if anything is
    marked that readers do not differ on. Other kinds judge none, and neither does an empty response.
    Raises ResponseError where the response does not fit the question.
    """
    if mark(question, response, text).state == "unattempted":
        return []
    if isinstance(question, Spans):
        compared = compare(question, response, text)
        key = find_key(question, compared.excerpt)
        has_devices = any(not wanted.optional for wanted in key)
        return [Trial(has_devices, bool(compared.hits if has_devices else compared.false_alarms))]
    if isinstance(question, Choices):
        return [Trial(option.credited, option.text in response) for option in question.options]
    return []


def first_answers(records: Iterable[Record]) -> dict[str, Record]:
    """The first answer to each question that is still there: the one given before any feedback."""
    ordered = sorted(records, key=lambda record: (record.attempt, record.answered_at), reverse=True)
    return {record.question: record for record in ordered if record.readable}


@dataclass(frozen=True)
class DiscernmentReport:
    """What a student's first answers say of discernment and calibration, in sentences."""

    lines: tuple[str, ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        items = "".join(f"<li>{escape(line)}</li>" for line in self.lines)
        return {"text/html": f"<ul>{items}</ul>", "text/plain": "\n".join(self.lines)}


def report(bank: Bank, records: Iterable[Record], *passages: str) -> DiscernmentReport:
    """Discernment over the questions named in ``passages``; calibration over all that ask how sure one is.

    Answers that are missing or cannot be read are named, never guessed. Raises BankError for a question that
    the bank does not have.
    """
    answers = first_answers(records)
    text = read(bank.text)
    trials: list[Trial] = []
    judgements: list[Judgement] = []
    missing = []
    for name in dict.fromkeys([*passages, *(q.id for q in bank.questions if q.confidence)]):
        question, record = bank.as_asked(name), answers.get(name)
        try:
            given = mark(question, record.response if record else None, text)
            judged = trials_in(question, record.response, text) if record and name in passages else []
        except ResponseError:  # damaged, or given under an older bank
            given, judged = None, []
        if record is None or given is None or given.state == "unattempted":
            missing.append(name.rsplit(".", 1)[-1])
            continue
        trials += judged
        if question.confidence and record.confidence is not None:
            judgements.append(Judgement(record.confidence / 100, given.score / given.max_score))
    return DiscernmentReport((*_discerned(trials), *_calibrated(judgements), *_waiting(missing)))


def _discerned(trials: list[Trial]) -> list[str]:
    score = discernment(trials)
    if score is None:
        return ["Discernment: no score yet. It needs answers on passages with devices and on controls."]
    having = [trial.seen for trial in trials if trial.has_devices]
    controls = [trial.seen for trial in trials if not trial.has_devices]
    return [
        f"Passages with devices in which you saw one: {sum(having)} of {len(having)}.",
        f"Control passages in which you saw one: {sum(controls)} of {len(controls)}.",
        f"Discernment: {fmean(having):.2f} - {fmean(controls):.2f} = {score:.2f} "
        "(1 is perfect; 0 is marking everything, or nothing).",
    ]


def _calibrated(judgements: list[Judgement]) -> list[str]:
    gap = calibration(judgements)
    if gap is None:
        return ["Calibration: none yet. It needs answers for which you said how sure you were."]
    # within 0.05, half a step of the scale on the card, nobody is told off; 0.95 - 1 is a little below -0.05
    gap = round(gap, 9)
    sure, right = fmean(each.sure for each in judgements), fmean(each.right for each in judgements)
    reading = "too sure" if gap > 0.05 else "not sure enough" if gap < -0.05 else "about as right as sure"
    return [
        f"Calibration, answers counted: {len(judgements)}. You were {100 * sure:.0f} % sure and earned "
        f"{100 * right:.0f} % of the points; the gap is {100 * gap:+.0f} points: {reading}."
    ]


def _waiting(missing: list[str]) -> list[str]:
    if not missing:
        return []
    return [f"Not answered yet: {', '.join(missing)}. Answer them and run this cell again."]


def my_discernment(*passages: str) -> DiscernmentReport:
    """The report for whoever works here, from the first answers to the questions named in ``passages``.

    Raises KitError where no question is named, and BankError where its bank is missing.
    """
    if not passages:
        raise KitError('Name the questions that hold the passages, such as "04-comparison.q7".')
    store = Store.here()
    records = [*store.in_notebook().values(), *store.journal.records()]
    return report(find_bank(passages[0]), records, *passages)
