"""How many gave which answer: the options of a choice, the frequent wrong answers where there are many."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kit import questions as q
from kit.code_marking import called
from kit.grading.marks import Answer

MOST_WRONG = 6  # different wrong answers that are listed; the rest is counted together
UNREAD = "(nothing that could be read)"

Verdict = Literal["right", "accepted", "wrong", "failed"]


@dataclass(frozen=True)
class Count:
    """How many ``students`` gave one answer; ``part`` is the part of the question that it answers."""

    answer: str
    verdict: Verdict
    students: int
    part: str = ""


def answer_counts(question: q.Question, answers: Iterable[Answer]) -> list[Count]:
    """The answers to a question and how many students gave them; nobody who left it out is counted.

    Of a choice every option is there, also one that nobody picked. Of a question with many possible answers:
    the right ones together, then the most frequent wrong ones. Of a code task: how many failed each example.
    Of spans and essays: nothing.
    """
    tried = [answer for answer in answers if answer.state not in ("unattempted", "not run", "unreadable")]
    if isinstance(question, q.Choice | q.Choices):
        return _of_options(question, tried)
    if isinstance(question, q.Number | q.ShortText):
        return _of_wrong(tried, lambda picked: picked[0])
    if isinstance(question, q.Order):
        return _of_wrong(tried, ", ".join)
    if isinstance(question, q.Match):
        return _of_pairs(question, tried)
    return _of_examples(question, tried) if isinstance(question, q.Code) else []


def _of_options(question: q.Choice | q.Choices, tried: Sequence[Answer]) -> list[Count]:
    picked = Counter(text for answer in tried for text in answer.given.picked)
    counts = [
        Count(
            option.text,
            "right" if option.correct else "accepted" if option.accepted else "wrong",
            picked[option.text],
        )
        for option in question.options
    ]
    return counts + _unread(tried)


def _unread(tried: Sequence[Answer]) -> list[Count]:
    """Answers that fit no question: damaged, or given to an older bank."""
    unread = sum(not answer.given.picked and answer.state != "right" for answer in tried)
    return [Count(UNREAD, "wrong", unread)] if unread else []


def _of_wrong(tried: Sequence[Answer], written: Callable[[tuple[str, ...]], str]) -> list[Count]:
    right = sum(answer.state == "right" for answer in tried)
    wrong = Counter(
        written(answer.given.picked) for answer in tried if answer.given.picked and answer.state != "right"
    )
    return [Count("(right)", "right", right), *_most_frequent(wrong), *_unread(tried)]


def _most_frequent(wrong: Counter[str], part: str = "") -> list[Count]:
    """The most frequent first, ties in the order of the alphabet; those that are not listed together."""
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    listed = [Count(answer, "wrong", students, part) for answer, students in ordered[:MOST_WRONG]]
    others = ordered[MOST_WRONG:]
    if others:
        said = f"({len(others)} other answer{'s' * (len(others) > 1)})"
        listed.append(Count(said, "wrong", sum(students for _, students in others), part))
    return listed


def _of_pairs(question: q.Match, tried: Sequence[Answer]) -> list[Count]:
    counts = []
    for at, pair in enumerate(question.pairs):
        chosen = Counter(answer.given.picked[at] for answer in tried if answer.given.picked)
        counts.append(Count(pair.right, "right", chosen.pop(pair.right, 0), pair.left))
        counts += _most_frequent(chosen, pair.left)
    return counts + _unread(tried)


def _of_examples(question: q.Code, tried: Sequence[Answer]) -> list[Count]:
    failed = Counter(number for answer in tried for number in answer.given.picked)
    counts = [
        Count(called(question, example), "failed", failed[str(number)], "hidden" * example.hidden)
        for number, example in enumerate(question.examples, 1)
    ]
    return counts + _unread(tried)


def counts_in_words(counts: Iterable[Count]) -> str:
    """The counts on one line, for a cell of a spreadsheet.

    >>> counts_in_words([Count("charade", "right", 3), Count("decided", "wrong", 1)])
    'charade [right]: 3; decided: 1'
    >>> counts_in_words([Count("Kharkov", "wrong", 2, "newly unified")])
    'newly unified - Kharkov: 2'
    """
    return "; ".join(_in_words(count) for count in counts)


def _in_words(count: Count) -> str:
    answer = f"{count.part} - {count.answer}" if count.part else count.answer
    known = f" [{count.verdict}]" if count.verdict != "wrong" and count.answer != "(right)" else ""
    return f"{answer}{known}: {count.students}"
