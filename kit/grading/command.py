"""``kit grade``: from what was handed in to the reports."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from kit import questions as q
from kit.errors import KitError
from kit.grading.cohort import Row, grade_files, load_exercise, rows
from kit.grading.essay_marking import mark_essays
from kit.grading.essay_sheet import read_typed
from kit.grading.gain import check_forms
from kit.grading.marks import Exercise, Result, Runner
from kit.grading.reports import write_reports
from kit.grading.sandbox import Sandbox, Values
from kit.grading.sittings import Sitting, read_sitting
from kit.grading.state import State
from kit.grading.students import owners
from kit.grading.unpacking import Found, find_files
from kit.grading.worksheet_return import open_worksheet, return_grades

Code = Literal["none", "sandbox", "trust"]  # how code tasks are run
Progress = Callable[[Iterator[Result], int], Iterator[Result]]
Say = Callable[[str], object]  # takes a line for the instructor


class WorkStoppedError(KitError):
    """This machine could not go on, such as for a full disk."""


def grade_all(
    submissions: Path,
    exercise: Path,
    to: Path,
    *,
    jobs: int = 1,
    scheduler: str = "",
    code: Code = "sandbox",
    worksheet: Path | None = None,
    column: str = "",
    before: Path | None = None,
    progress: Progress | None = None,
    say: Say = print,
) -> list[Row]:
    """Grade everything in ``submissions`` and write the reports to the folder ``to``.

    What an earlier run graded there, ended or broken off, is not graded again. ``worksheet`` is the LMS's own
    list of grades, to be filled in, and ``column`` the header of its column, where it is to be told.
    ``before`` is the folder of an earlier sitting: the gain since is reported, too.

    Raises KitError where there is nothing to grade, or the exercise or the worksheet is wrong,
    WorkStoppedError where ``to`` or the folder for unpacking cannot be written.
    """
    if not submissions.exists():
        raise KitError(
            f"There is no {submissions}. Name the folder or the .zip that your students' work is in."
        )
    ready = load_exercise(exercise)
    to_fill = open_worksheet(worksheet, column, ready.bank, to) if worksheet else None
    read_typed(to, ready.bank)  # what is wrong there is said before anything is graded or written
    earlier = _earlier(before, to, ready) if before else None
    run, how = runner(ready, code)
    try:
        to.mkdir(parents=True, exist_ok=True)
        state = State(to)
        with TemporaryDirectory(prefix="grading-") as room:
            passed_over = [path.resolve() for path in (to, before, worksheet) if path]
            found = list(_handed_in(submissions.resolve(), Path(room), passed_over))
            if not found:
                raise KitError(f"There is no submission in {submissions}.")
            named = owners(found)
            files = [file for file, _ in named]
            results = grade_files(files, ready, state, jobs=jobs, scheduler=scheduler, run=run, code=how)
            shown = progress(results, len(named)) if progress else results
            graded = [(file, owner, result) for (file, owner), result in zip(named, shown, strict=True)]
        # what was typed is read again: somebody may have gone on marking meanwhile
        outcome = mark_essays(to, ready.bank, rows(graded), say)
        write_reports(to, ready, outcome, earlier)
        if to_fill:
            return_grades(to, to_fill, outcome, ready.max_score, say)
    except OSError as error:
        free = shutil.disk_usage(to).free // 1_000_000 if to.is_dir() else 0
        raise WorkStoppedError(
            f"The work stopped: {error.strerror or error} ({free:,} MB are free). What is graded is kept: "
            "put that right and run the same command again."
        ) from None
    finally:
        if isinstance(run, Sandbox):
            run.close()
    return outcome


def _earlier(before: Path, to: Path, exercise: Exercise) -> Sitting:
    if before.resolve() == to.resolve():
        raise KitError(f"{to} holds the earlier sitting. Give --to another folder, so that it is kept.")
    sitting = read_sitting(before)
    check_forms(sitting, exercise)
    return sitting


def _handed_in(submissions: Path, room: Path, passed_over: list[Path]) -> Iterator[Found]:
    """What is in ``submissions``, but for the results and lists of grades that lie among it."""
    among = [path for path in passed_over if path.is_relative_to(submissions)]
    for file in find_files(submissions, room):
        if not any(file.path.absolute().is_relative_to(path) for path in among):
            yield file


def runner(exercise: Exercise, code: Code) -> tuple[Runner | None, str]:
    """What runs the code tasks, None where nothing is to be run, and a name for how."""
    if code == "none" or not any(isinstance(question, q.Code) for question in exercise.bank.questions):
        return None, "none"
    if code == "trust" and not hasattr(os, "killpg"):
        raise KitError("--trust-code does not work on Windows. Grade in WSL, a Linux inside Windows.")
    sandbox = Sandbox.about(exercise.text, trusted=code == "trust")
    problem = sandbox.problem()
    return (Unable(problem), f"none: {problem}") if problem else (sandbox, code)


@dataclass(frozen=True)
class Unable:
    """Runs nothing, and says why."""

    reason: str

    def __call__(self, tasks: Sequence[tuple[q.Code, str]]) -> list[Values | str]:
        """The reason, for each task."""
        return [f"{self.reason} The code was not run; --trust-code runs it without a sandbox."] * len(tasks)
