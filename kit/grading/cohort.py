"""Many submissions at once: in the same order and with the same results for any number of processes."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath

from kit.banks import load_bank, text_beside
from kit.errors import KitError
from kit.grading.elsewhere import cluster, finished, in_order
from kit.grading.marks import Exercise, Result, Runner, mark_submission, prepare
from kit.grading.state import State
from kit.grading.students import Owner, by_student
from kit.grading.submissions import NOTEBOOK, open_submission
from kit.grading.unpacking import Found


@dataclass(frozen=True)
class Row:
    """The outcome for one student: which file counts, what it earned, and what is to be said of it."""

    student: str
    file: str
    result: Result
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """*graded* or *not graded*, after a colon the reason and the notes.

        >>> Row("Ana", "a.ipynb", Result("not graded", "The file is empty.")).status
        'not graded: The file is empty.'
        """
        said = " ".join(filter(None, (self.result.reason, *self.result.notes, *self.notes)))
        return f"{self.result.status}: {said}" if said else self.result.status


def load_exercise(path: Path) -> Exercise:
    """The exercise in a folder (its ``questions.toml``) or in a bank's file.

    Raises KitError where there is none, or where its bank does not fit its text.
    """
    file = path / "questions.toml" if path.is_dir() else path
    if not file.is_file():
        raise KitError(
            f"There is no {file.name} in {path.name or path}. Name the exercise's folder or its bank."
        )
    bank = load_bank(file.resolve())
    if bank.keys == "withheld":
        raise KitError(
            f"{file.name} is what students got, without keys. Name the exercise it was released from."
        )
    return prepare(bank, text_beside(file.parent, bank.text))


Setting = tuple[Exercise, Runner | None, str, frozenset[str]]  # with what keys depend on, and those known
_worker: Setting  # set once in each process
Task = tuple[str, str]  # the file's name among the submissions, and where its bytes are


def grade_files(
    files: Sequence[Found],
    exercise: Exercise,
    state: State,
    *,
    jobs: int = 1,
    scheduler: str = "",
    run: Runner | None = None,
    code: str = "no code",
) -> Iterator[Result]:
    """The result of each file, in their order; what ``state`` holds already is not graded again.

    ``jobs`` processes work side by side here, or a Dask cluster does whose ``scheduler`` is named. ``code``
    names how code tasks are run, and is part of what a result depends on.

    Raises OSError where the state cannot be written, KitError where the cluster is not there.
    """
    setting = (exercise, run, f"{exercise.digest} {code}", frozenset(state.results))
    tasks = [(file.name, str(file.path)) for file in files if not file.problem]
    outcomes = (
        _outcomes_elsewhere(tasks, setting, scheduler) if scheduler else _outcomes(tasks, setting, jobs)
    )
    for file in files:
        if file.problem:
            yield Result("not graded", file.problem)
            continue
        key, result = next(outcomes)
        if result is None or key in state.results:
            result = state.results[key]
        elif key:
            state.add(key, result)
        yield result


Outcome = tuple[str, Result | None]  # the key, and None for a result that is known already


def _outcomes(tasks: list[Task], setting: Setting, jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(tasks) < 2:
        _begin(*setting)
        yield from map(_grade_one, tasks)
        return
    done = 0
    try:
        with ProcessPoolExecutor(jobs, initializer=_begin, initargs=setting) as pool:
            for outcome in pool.map(_grade_one, tasks, chunksize=max(1, min(8, len(tasks) // (jobs * 4)))):
                yield outcome
                done += 1
    except BrokenProcessPool:  # one submission took its process down; find it by giving each its own
        for task in tasks[done:]:
            yield _grade_alone(task, setting)


def _outcomes_elsewhere(tasks: list[Task], setting: Setting, scheduler: str) -> Iterator[Outcome]:
    """The same from a cluster, which is sent contents, since it may see no file of this machine."""
    exercise, run, context, known = setting
    work = partial(_grade, (exercise, run, context, frozenset()))

    def begin(executor: Executor, name: str, path: str) -> Future[Outcome]:
        data = _contents(path)
        if isinstance(data, Result):
            return finished(("", data))
        key = _key(context, name, data)
        return finished((key, None)) if key in known else executor.submit(work, name, data)

    with cluster(scheduler) as executor:
        for outcome in in_order(begin(executor, *task) for task in tasks):
            if isinstance(outcome, Exception):
                lost = f"The cluster could not grade this file ({type(outcome).__name__}). Grade once more."
                outcome = "", Result("not graded", lost)
            yield outcome


def _grade_alone(task: Task, setting: Setting) -> Outcome:
    try:
        with ProcessPoolExecutor(1, initializer=_begin, initargs=setting) as pool:
            return pool.submit(_grade_one, task).result()
    except BrokenProcessPool:
        return "", Result("not graded", "Reading this file used up the memory of this machine.")


def _begin(exercise: Exercise, run: Runner | None, context: str, known: frozenset[str]) -> None:
    global _worker
    _worker = (exercise, run, context, known)


def _grade_one(task: Task) -> Outcome:
    name, path = task
    data = _contents(path)
    return ("", data) if isinstance(data, Result) else _grade(_worker, name, data)


def _contents(path: str) -> bytes | Result:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        return Result("not graded", f"The file cannot be read ({error.strerror}).")


def _key(context: str, name: str, data: bytes) -> str:
    kind = PurePath(name).suffix.lower()
    return hashlib.sha256(f"{context} {kind}\n".encode("utf-8", "replace") + data).hexdigest()[:32]


def _grade(setting: Setting, name: str, data: bytes) -> Outcome:
    exercise, run, context, known = setting
    key = _key(context, name, data)
    if key in known:
        return key, None
    try:
        result = mark_submission(open_submission("", name, data), exercise, run)
    except KitError:
        raise  # the bank or this machine: nothing a student can cause
    except Exception as error:  # a row for each, whatever nobody foresaw
        return "", Result("not graded", f"This file could not be graded ({type(error).__name__}).")
    failed = run is not None and any(answer.state == "not run" for answer in result.answers)
    return "" if failed else key, result  # what failed here may work in the next run


def rows(graded: Iterable[tuple[Found, Owner, Result]]) -> list[Row]:
    """One row a student: the last file in time that can be opened, or else the last one."""
    results = {}
    pairs = []
    for file, owner, result in graded:
        results[id(file)] = result
        pairs.append((file, owner))
    return [_row(student, files, results) for student, files in by_student(pairs)]


def _row(student: str, files: list[tuple[Found, Owner]], results: dict[int, Result]) -> Row:
    notebooks = [pair for pair in files if pair[0].name.lower().endswith(NOTEBOOK)] or files

    def when(pair: tuple[Found, Owner]) -> tuple[int, float, str, str]:
        file, owner = pair
        # archives keep time in steps of two seconds; answers' own times decide between files of one moment
        return owner.upload, file.modified // 2, results[id(file)].answered_at, file.name

    in_time = sorted(notebooks, key=when)
    graded = [pair for pair in in_time if results[id(pair[0])].status == "graded"]
    file, owner = (graded or in_time)[-1]
    notes = ["Handed in late."] if owner.late else []
    if len(in_time) > 1:
        which = "the last in time counts"
        if file is not in_time[-1][0]:
            which = f"the last in time that can be opened counts, since {in_time[-1][0].name} cannot"
        notes.append(f"{len(in_time)} files of this student: {which}.")
    return Row(student, file.name, results[id(file)], tuple(notes))
