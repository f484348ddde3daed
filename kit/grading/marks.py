"""What a submission earns, from its records alone: no line of the student's code is run here.

What a record says of itself (that it was right, how many points) is never looked at: the response is marked
again, against the instructor's bank.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kit import __version__
from kit import questions as q
from kit.answers import Record, latest
from kit.banks import Bank
from kit.card import responded
from kit.errors import KitError, ResponseError
from kit.grading.given import NOTHING_KEPT, Given, marked_in, picked_in, typed
from kit.grading.submissions import Submission
from kit.keys import compute
from kit.marking import Mark, as_mark, is_unattempted, mark
from kit.passages import Excerpt, Wanted, find_key, find_passage
from kit.release import digests
from kit.span_marking import compare_with
from kit.span_report import explain
from kit.texts import Text

LONGEST_SHOWN = 20_000  # characters of a response on a page
NO_CODE = "Code tasks were not run."
BY_A_PERSON = "to be marked by a person"
NO_ANSWER = "It holds no answer to this exercise."
# source of one answer and its question in; the values of its examples, or a reason in words, out
Runner = Callable[[Sequence[tuple[q.Code, str]]], "list[list[dict[str, Any]] | str]"]


@dataclass(frozen=True)
class Answer:
    """How one question was answered: ``state`` as in ``kit.marking``, or *not run*, *unreadable* or *marked*,
    which is by a person.

    ``score`` is None while nobody has marked it; ``shown`` is the response in words a person can read;
    ``given`` is what the statistics of the class count.
    """

    question: str
    state: str
    score: float | None
    max_score: float
    feedback: tuple[str, ...] = ()
    shown: str = ""
    given: Given = NOTHING_KEPT


@dataclass(frozen=True)
class Result:
    """What one file earned. ``answers`` has one for each question of the bank, in its order.

    ``score`` is None for a file that could not be opened; ``notes`` are what an instructor should know.
    """

    status: str
    reason: str = ""
    answers: tuple[Answer, ...] = ()
    notes: tuple[str, ...] = ()
    answered_at: str = ""

    @property
    def score(self) -> float | None:
        """The points of what is marked so far."""
        if not self.answers:
            return None
        return sum(answer.score for answer in self.answers if answer.score is not None)


@dataclass(frozen=True)
class Exercise:
    """A bank with its text, made ready for many responses: keys worked out, passages found."""

    bank: Bank
    text: Text
    passages: dict[str, tuple[Excerpt, tuple[Wanted, ...]]] = field(default_factory=dict, repr=False)
    questions: dict[str, q.Question] = field(default_factory=dict, repr=False)
    digests: frozenset[str] = frozenset()  # of the bank in the forms in which it is handed out

    @property
    def max_score(self) -> float:
        """The points of all questions together."""
        return sum(question.points for question in self.bank.questions)

    @property
    def digest(self) -> str:
        """Changes with anything that marks depend on: bank, text, reference annotations, version."""
        keys = [(name, key) for name, (_, key) in self.passages.items()]
        said = repr((self.bank.digest, self.text.raw, keys, __version__))
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


def prepare(bank: Bank, text: Text) -> Exercise:
    """Work out every key once. Raises KitError where the bank does not fit the text."""
    passages: dict[str, tuple[Excerpt, tuple[Wanted, ...]]] = {}
    ready: dict[str, q.Question] = {}
    for question in bank.questions:
        ready[question.id] = question
        if isinstance(question, q.Number):
            ready[question.id] = _computed(question, text)
        elif isinstance(question, q.Spans):
            excerpt = find_passage(question, text)
            passages[question.id] = excerpt, find_key(question, excerpt)
    return Exercise(bank, text, passages, ready, digests(bank))


def _computed(question: q.Number, text: Text) -> q.Number:
    foreseen = []
    for wrong in question.wrong:
        with suppress(KitError):  # one that cannot be worked out from this text is nobody's answer
            if not isinstance(wrong.value, str):
                foreseen.append(wrong.model_copy(update={"value": compute(wrong.value, text)}))
    return question.model_copy(update={"answer": compute(question.answer, text), "wrong": tuple(foreseen)})


def mark_submission(submission: Submission, exercise: Exercise, run: Runner | None = None) -> Result:
    """The result of one file. ``run`` runs code tasks elsewhere; without it they are left *not run*.

    Raises nothing for anything a student can hand in.
    """
    if submission.status != "opened":
        return Result("not graded", submission.reason)
    last = latest(submission.records)
    given = {name: last[name] for name in exercise.questions if name in last}
    values = _run_code(given, exercise, run)
    answers = tuple(
        _answer(question, given.get(name), exercise, values.get(name, NO_CODE))
        for name, question in exercise.questions.items()
    )
    notes = tuple(_notes(submission, last, given, answers, exercise.digests))
    times = [record.answered_at for record in given.values()]
    return Result("graded", "", answers, notes, max(times, default="")[:40])


def _run_code(given: dict[str, Record], exercise: Exercise, run: Runner | None) -> dict[str, Any]:
    """The values of the examples of each code task, or why there are none, by question."""
    tasks = []
    for name, record in given.items():
        question = exercise.questions[name]
        source = record.response.get("source") if isinstance(record.response, dict) else None
        if isinstance(question, q.Code) and record.readable and isinstance(source, str):
            tasks.append((question, source))
    if run is None or not tasks:
        return {}
    return dict(zip((question.id for question, _ in tasks), run(tasks), strict=True))


def _answer(question: q.Question, record: Record | None, exercise: Exercise, values: Any) -> Answer:
    if record is None:
        return Answer(question.id, "unattempted", 0, question.points)
    shown = _shown(question, record.response, exercise.text)
    if not record.readable:
        said = "This answer was recorded by a newer version of the kit. Update the kit and grade again."
        return Answer(question.id, "unreadable", None, question.points, (said,), shown)
    try:
        response = record.response
        if isinstance(question, q.Code) and (_has_source(response) or not is_unattempted(question, response)):
            if not _has_source(response):
                raise ResponseError("This answer holds no source that could be run.")
            if isinstance(values, str):
                return Answer(question.id, "not run", None, question.points, (values,), shown)
            response = {"values": values}  # never the recorded ones, which prove nothing
        given, kept = _mark(question, response, exercise)
    except ResponseError as error:
        said = str(error)
        kept = typed(record.response) if isinstance(question, q.Number) else NOTHING_KEPT  # such as "three"
        return Answer(question.id, "wrong", 0, question.points, (said,), shown, kept)
    except (RecursionError, OverflowError, ValueError, TypeError):  # nested without end, or no number at all
        said = "The recorded answer is damaged."
        return Answer(question.id, "wrong", 0, question.points, (said,), shown)
    score = None if given.state == "recorded" else given.score
    return Answer(question.id, given.state, score, given.max_score, given.feedback, shown, kept)


def _has_source(response: Any) -> bool:
    return isinstance(response, dict) and isinstance(response.get("source"), str)


def _mark(question: q.Question, response: Any, exercise: Exercise) -> tuple[Mark, Given]:
    if is_unattempted(question, response):
        return mark(question, response, exercise.text), NOTHING_KEPT
    if not isinstance(question, q.Spans):
        return mark(question, response, exercise.text), picked_in(question, response)
    excerpt, key = exercise.passages[question.id]
    compared = compare_with(question, response, excerpt, key)
    return as_mark(question, compared.credit, explain(compared, question)), marked_in(compared, key)


def _shown(question: q.Question, response: Any, text: Text) -> str:
    try:
        said = responded(question, response, text)
    except (RecursionError, ValueError, TypeError, KitError):
        said = "(an answer that cannot be shown)"
    return said if len(said) <= LONGEST_SHOWN else f"{said[:LONGEST_SHOWN]} […]"


def _notes(
    submission: Submission,
    last: dict[str, Record],
    given: dict[str, Record],
    answers: Sequence[Answer],
    digests: frozenset[str],
) -> Iterable[str]:
    if submission.reason:
        yield submission.reason
    if not given:
        yield NO_ANSWER
    older = sum(record.bank not in digests for record in given.values())
    if older:
        yield f"{counted(older, 'answer')} given to another version of the question bank."
    unknown = len(last) - len(given)
    if unknown:
        yield f"{counted(unknown, 'answer')} to questions that this exercise does not have, passed over."
    if submission.damaged:
        yield f"{counted(submission.damaged, 'damaged record')} passed over."
    several = len(_contested(submission.records, given))
    if several:
        yield f"{counted(several, 'question')} answered in several places: the last answer in time counts."
    unrun = {answer.feedback[0] for answer in answers if answer.state == "not run"}
    waiting = {
        "recorded": BY_A_PERSON,
        "not run": "with code not run",
        "unreadable": "unreadable",
    }
    states = [answer.state for answer in answers]
    for state, said in waiting.items():
        if state in states:
            yield f"{counted(states.count(state), 'answer')} {said}."
    yield from sorted(unrun - {NO_CODE})


def _contested(records: Iterable[Record], given: dict[str, Record]) -> set[str]:
    """The questions to which the records hold more than one answer."""
    return {
        record.question
        for record in records
        if (counted := given.get(record.question)) is not None
        and counted is not record
        and (counted.answered_at, counted.attempt) != (record.answered_at, record.attempt)
    }


def counted(number: int, noun: str) -> str:
    """A number of things in words: "1 answer", "2 answers"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
