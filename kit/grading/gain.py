"""What a class gained from one sitting to the next: by student and by question, controls apart."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from kit import questions as q
from kit.errors import KitError
from kit.grading.marks import Exercise
from kit.grading.sittings import Points, Sitting, numbers, pair_students
from kit.grading.span_statistics import is_empty

FEWEST = 10  # students from which on it is said how far a mean may vary


@dataclass(frozen=True)
class Shares:
    """Shares of the points in two sittings, from 0 to 1."""

    before: float
    after: float

    @property
    def gain(self) -> float:
        """The later share minus the earlier one."""
        return self.after - self.before


@dataclass(frozen=True)
class StudentGain:
    """One student: over all questions, those on control passages, and the others; None without points."""

    student: str
    all: Shares | None
    controls: Shares | None
    others: Shares | None


@dataclass(frozen=True)
class Mean:
    """The mean of some students' shares before and after.

    ``margin`` is twice the standard error of the mean gain, None below ``FEWEST`` students; ``normalised`` is
    the normalised gain of the class.
    """

    students: int
    shares: Shares
    margin: float | None

    @property
    def normalised(self) -> float | None:
        """The gain over the greatest gain there could be, from 0 to 1; None for a loss, and with no room.

        Source: R. R. Hake (1998), Interactive-engagement versus traditional methods, American Journal of
        Physics 66, 64-74: computed from the means of the class.
        """
        room = 1 - self.shares.before
        return self.shares.gain / room if room > 0 and self.shares.gain >= 0 else None


@dataclass(frozen=True)
class Gain:
    """The whole comparison. ``by_name`` students are paired by name alone; ``left_out`` questions not at all.

    ``questions`` has for each paired question its number, whether it is a control, and the mean of the class.
    """

    students: tuple[StudentGain, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    by_name: int
    questions: tuple[tuple[str, bool, Mean], ...]
    left_out: tuple[str, ...]

    @property
    def all(self) -> Mean | None:
        """The mean over all questions."""
        return mean([student.all for student in self.students])

    @property
    def controls(self) -> Mean | None:
        """The mean over the questions on control passages."""
        return mean([student.controls for student in self.students])

    @property
    def others(self) -> Mean | None:
        """The mean over the questions on other passages."""
        return mean([student.others for student in self.students])


def is_control(question: q.Question, exercise: Exercise) -> bool:
    """Whether a question is on a control passage: the bank says so, or nothing is to be marked in it."""
    found = exercise.passages.get(question.id)
    return question.control or (found is not None and is_empty(found[1]))


def compare_sittings(before: Sitting, after: Sitting, exercise: Exercise) -> Gain:
    """Hold a sitting of an exercise against an earlier one, of the same or of a parallel form.

    A student's shares are of the points of those questions that are marked in both sittings. The forms have
    been seen to fit each other (``check_forms``).
    """
    most = _points(exercise)
    controls = _controls(exercise)
    earlier = _asked(before)
    shared = [name for name in most if name in earlier]
    pairs, by_name = pair_students(before, after)
    both = [(later, before.points[first], after.points[later]) for first, later in pairs]
    students = tuple(
        StudentGain(
            student,
            shares_of(first, later, shared, most),
            shares_of(first, later, [name for name in shared if name in controls], most),
            shares_of(first, later, [name for name in shared if name not in controls], most),
        )
        for student, first, later in both
    )
    by_question = {
        name: mean([shares_of(first, later, [name], most) for _, first, later in both]) for name in shared
    }
    return Gain(
        students,
        _without(before.points, {first for first, _ in pairs}),
        _without(after.points, {later for _, later in pairs}),
        by_name,
        tuple((name, name in controls, found) for name, found in by_question.items() if found),
        (*sorted(earlier - set(shared)), *(name for name in most if name not in earlier)),
    )


def check_forms(before: Sitting, exercise: Exercise) -> None:
    """See that an earlier sitting can be held against one of this exercise.

    Raises KitError where the two have no question in common, or its points differ.
    """
    most, earlier = _points(exercise), _asked(before)
    shared = [name for name in most if name in earlier]
    if not shared:
        theirs, ours = ", ".join(sorted(earlier)) or "none", ", ".join(most)
        raise KitError(
            f"The earlier sitting has no question of this exercise: it has {theirs}; this one has {ours}. "
            "Name the folder of a sitting of this exercise or of its other form."
        )
    total = exercise.max_score
    same = len(shared) == len(most) == len(earlier)
    if same and before.max_score is not None and abs(before.max_score - total) > _ROUNDED:
        raise KitError(
            f"The earlier sitting had {before.max_score:g} points, this one has {total:g}. {_ALIKE}"
        )
    for student, points in before.points.items():
        for name in shared:
            had = points[name] or 0
            if had > most[name] + _ROUNDED:
                raise KitError(
                    f"{student} had {had:g} points for question {name} in the earlier sitting; here it has "
                    f"{most[name]:g}. {_ALIKE}"
                )


_ROUNDED = 1e-3  # grades.csv has four decimals
_ALIKE = "Gain needs forms whose questions have the same points."


def _points(exercise: Exercise) -> dict[str, float]:
    short = numbers(question.id for question in exercise.bank.questions)
    return {short[question.id]: question.points for question in exercise.bank.questions}


def _controls(exercise: Exercise) -> set[str]:
    short = numbers(question.id for question in exercise.bank.questions)
    return {short[question.id] for question in exercise.bank.questions if is_control(question, exercise)}


def _asked(sitting: Sitting) -> set[str]:
    return {name for points in sitting.points.values() for name in points}


def _without(students: Iterable[str], paired: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(sorted(student for student in students if student not in paired))


def shares_of(
    before: Points, after: Points, names: Iterable[str], most: Mapping[str, float]
) -> Shares | None:
    """The shares of the points of some questions, as far as they are marked in both; None where none is.

    >>> shares_of({"q1": 1, "q2": None}, {"q1": 2, "q2": 1}, ["q1", "q2"], {"q1": 2, "q2": 1})
    Shares(before=0.5, after=1.0)
    """
    marked = [
        (first, later, most[name])
        for name in names
        if (first := before.get(name)) is not None and (later := after.get(name)) is not None
    ]
    total = sum(points for *_, points in marked)
    if not total:
        return None
    return Shares(sum(first for first, *_ in marked) / total, sum(later for _, later, _ in marked) / total)


def mean(shares: Iterable[Shares | None]) -> Mean | None:
    """The mean of those students who have shares; None where nobody has.

    >>> found = mean([Shares(0.2, 0.6), Shares(0.4, 0.6), None])
    >>> found.students, round(found.shares.gain, 2), round(found.normalised, 3), found.margin
    (2, 0.3, 0.429, None)
    """
    given = [each for each in shares if each is not None]
    if not given:
        return None
    both = Shares(fmean(each.before for each in given), fmean(each.after for each in given))
    margin = 2 * stdev(each.gain for each in given) / sqrt(len(given)) if len(given) >= FEWEST else None
    return Mean(len(given), both, margin)
