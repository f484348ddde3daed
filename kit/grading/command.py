"""``kit grade``: from what was handed in to the reports."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kit.errors import KitError
from kit.grading.cohort import Row, grade_files, load_exercise, rows
from kit.grading.marks import Result
from kit.grading.reports import write_reports
from kit.grading.state import State
from kit.grading.students import owners
from kit.grading.unpacking import find_files

Progress = Callable[[Iterator[Result], int], Iterator[Result]]


class WorkStoppedError(KitError):
    """This machine could not go on, such as for a full disk."""


def grade_all(
    submissions: Path, exercise: Path, to: Path, *, jobs: int = 1, progress: Progress | None = None
) -> list[Row]:
    """Grade everything in ``submissions`` and write the reports to the folder ``to``.

    What an earlier run graded there, ended or broken off, is not graded again.

    Raises KitError where there is nothing to grade or the exercise is wrong, WorkStoppedError where ``to`` or
    the folder for unpacking cannot be written.
    """
    if not submissions.exists():
        raise KitError(
            f"There is no {submissions}. Name the folder or the .zip that your students' work is in."
        )
    ready = load_exercise(exercise)
    try:
        to.mkdir(parents=True, exist_ok=True)
        state = State(to)
        with TemporaryDirectory(prefix="grading-") as room:
            own = to.resolve()
            found = [
                file
                for file in find_files(submissions, Path(room))
                if not file.path.absolute().is_relative_to(own)
            ]
            if not found:
                raise KitError(f"There is no submission in {submissions}.")
            named = owners(found)
            results = grade_files([file for file, _ in named], ready, state, jobs=jobs)
            shown = progress(results, len(named)) if progress else results
            graded = [(file, owner, result) for (file, owner), result in zip(named, shown, strict=True)]
        outcome = rows(graded)
        write_reports(to, ready, outcome)
    except OSError as error:
        free = shutil.disk_usage(to).free // 1_000_000 if to.is_dir() else 0
        raise WorkStoppedError(
            f"The work stopped: {error.strerror or error} ({free:,} MB are free). What is graded is kept: "
            "put that right and run the same command again."
        ) from None
    return outcome
