"""``kit collect``: an exercise gathered from home directories, into a folder for each student.

Homes belong to students, who may change them while they are read. So a home is walked by open folders, not by
paths, no link is followed, and only ordinary files are read, up to the same limits as anything handed in.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kit.banks import Bank
from kit.errors import KitError
from kit.grading.cohort import load_exercise
from kit.grading.files import write_whole
from kit.grading.safe import one_line
from kit.grading.submissions import NOTEBOOK, open_submission
from kit.grading.unpacking import LARGEST_ARCHIVE, LARGEST_FILE, LITTER, MOST_FILES
from kit.release import SOLUTION, name_of

DEEPEST_FOLDER = 20  # folders within folders of a home
MOST_FOLDERS = 100_000
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Home:
    """What a student's home held: how many copies were ``collected``, and how many ``unanswered`` were not.

    ``problems`` says what could not be read there, and why.
    """

    student: str
    collected: int = 0
    unanswered: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Copy:
    name: str  # its path in the home
    data: bytes
    modified: float


def collect(homes: Path, exercise: Path, to: Path) -> list[Home]:
    """Copy every answered notebook of an exercise from each home in ``homes`` to ``to``; nothing is run.

    A notebook is one of the exercise if it is named like it or holds an answer to one of its questions. The
    folder of a home is the student's name, whatever files in it are called. All copies of a student are
    collected, since ``kit grade`` takes the last in time. A later collection replaces what came from the same
    place in the home; what is gone from there, or not answered any more, stays as collected before. A home
    that holds ``to`` is the instructor's own and is passed over, as is every file ``solution.ipynb``.

    Raises KitError where there are no homes, the exercise is wrong, or ``to`` cannot be written.
    """
    if not homes.is_dir():
        raise KitError(f"There is no folder {homes}. Name the folder that holds the home of each student.")
    bank = load_exercise(exercise).bank
    name = name_of(bank)
    found = sorted(path for path in homes.iterdir() if not path.name.startswith(".") and path.is_dir())
    students = [home for home in found if home.name not in LITTER and not _holds(home, to)]
    if not students:
        raise KitError(f"There is no home of a student in {homes}.")
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)  # students' work is nobody else's business
        return [_from_home(home, bank, name, to / home.name / name) for home in students]
    except OSError as error:
        raise KitError(f"{error.filename or to} cannot be written ({error.strerror}).") from None


def report(homes: list[Home], to: Path) -> list[str]:
    """What an instructor wants to know after a collection, a line each."""
    problems = [one_line(f"{home.student}: {said}") for home in homes for said in home.problems]
    handed_in = [home for home in homes if home.collected]
    untouched = [home.student for home in homes if not home.collected and home.unanswered]
    nothing = [home.student for home in homes if not home.collected and not home.unanswered]
    listed = (("No answer in the notebook of", untouched), ("Nothing handed in by", nothing))
    return [
        *problems,
        *(one_line(f"{what}: {', '.join(names)}.") for what, names in listed if names),
        f"{len(handed_in)} of {len(homes)} students' work collected in {to}.",
    ]


def _holds(home: Path, to: Path) -> bool:
    return not home.is_symlink() and to.resolve().is_relative_to(home.resolve())


def _from_home(home: Path, bank: Bank, name: str, to: Path) -> Home:
    seen = Home(home.name)
    questions = {question.id for question in bank.questions}
    for copy in _notebooks(home, name):
        if isinstance(copy, str):
            seen = replace(seen, problems=(*seen.problems, copy))
            continue
        opened = open_submission(home.name, copy.name, copy.data)
        answered = any(record.question in questions for record in opened.records)
        if answered or (_is_named(copy.name, name) and (opened.status == "not opened" or opened.damaged)):
            _keep(copy, to, name)
            seen = replace(seen, collected=seen.collected + 1)
        elif _is_named(copy.name, name):
            seen = replace(seen, unanswered=seen.unanswered + 1)
    return seen


def _is_named(file: str, name: str) -> bool:
    """Whether a file is called like the exercise, or as JupyterLab and browsers call copies of it."""
    stem = PurePosixPath(file).stem
    return stem == name or (stem.startswith(name) and stem[len(name)] in "-_ (")


def _keep(copy: _Copy, to: Path, name: str) -> None:
    """Write a copy under a name of our own, which is the same whenever it comes from the same place.

    Students' names for files are not kept: one might be that which Moodle gives another student's file.
    """
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = hashlib.sha256(os.fsencode(copy.name)).hexdigest()[:8]
    path = to / f"{name}-{place}{NOTEBOOK}"
    write_whole(path, copy.data)
    os.utime(path, (copy.modified, copy.modified))


def _notebooks(home: Path, exercise: str) -> Iterator[_Copy | str]:
    """The notebooks in a home, or what is to be said of what is not read there.

    What is named like the exercise has a limit of its own, so that no amount of other work keeps it out.
    """
    if home.is_symlink():
        yield "This is a link to another place, not a folder. It was not followed."
        return
    unread: list[OSError] = []
    bytes_left = {True: LARGEST_ARCHIVE, False: LARGEST_ARCHIVE}
    folders_left, files_left = MOST_FOLDERS, MOST_FILES
    try:
        for folder, folders, files, here in os.fwalk(home, onerror=unread.append):
            inside = PurePosixPath(folder).relative_to(home)
            folders_left -= 1
            enough = len(inside.parts) >= DEEPEST_FOLDER or folders_left < 0
            folders[:] = [] if enough else sorted(filter(_is_looked_at, folders))
            for file in sorted(name for name in files if name.endswith(NOTEBOOK) and _is_looked_at(name)):
                files_left -= 1
                if files_left < 0:
                    yield f"There are more than {MOST_FILES:,} notebooks. The others were not read."
                    return
                name, named = str(inside / file), _is_named(file, exercise)
                read = _read(file, here, bytes_left[named])
                if isinstance(read, str):
                    yield f"{name}: {read}"
                else:
                    bytes_left[named] -= len(read[0])
                    yield _Copy(name, *read)
    except OSError as error:  # the home itself
        unread.append(error)
    yield from (f"{error.filename}: The folder cannot be read ({error.strerror})." for error in unread)
    if folders_left < 0:
        yield f"There are more than {MOST_FOLDERS:,} folders. The others were not looked into."


def _is_looked_at(name: str) -> bool:
    return not name.startswith(".") and name not in (*LITTER, SOLUTION)


def _read(file: str, folder: int, left: int) -> tuple[bytes, float] | str:
    """The bytes of a file in an open folder and its time, or why it was not read."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        return f"The file cannot be read ({error.strerror})."
    with open(handle, "rb") as opened:  # noqa: PTH123 (a handle has no path)
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            return "This is not an ordinary file."
        if about.st_size > LARGEST_FILE:
            size = about.st_size // _MEGABYTE
            return f"The file has {size} MB; at most {LARGEST_FILE // _MEGABYTE} are read."
        if about.st_size > left:
            return f"The notebooks here have more than {LARGEST_ARCHIVE // _MEGABYTE} MB together."
        return opened.read(about.st_size), about.st_mtime
