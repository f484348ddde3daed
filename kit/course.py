"""``kit start``: the lessons, exercises and texts, laid out in a folder of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.errors import KitError
from kit.places import course_folder

FIRST_LESSON = Path("notebooks") / "00-start-here.ipynb"
LESSONS = ("notebooks", "seeds", "LICENSE-lessons")
PARTS = (*LESSONS, "exercises", "hub", "INSTRUCTORS.md")
# what work in a checkout leaves beside the course's own files; an installed kit has none of it
_LEFTOVERS = ("*.answers.jsonl", "own-text.txt", "*-questions.toml")


@dataclass(frozen=True)
class LaidOut:
    """Files of the course, relative to the folder: those ``written``, and those ``kept`` as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def lay_out(folder: Path, parts: tuple[str, ...] = PARTS) -> LaidOut:
    """Copy the course into a folder. A file that is there and differs is kept: it may hold somebody's work.

    ``parts`` are its files and folders; ``LESSONS`` are those that hold no solutions.

    Raises KitError where the folder cannot be written to.
    """
    course = course_folder()
    if folder.resolve() == course.resolve():
        raise KitError(f"{folder} is the kit's own folder, where the course lies already. Name another one.")
    written, kept = [], []
    try:
        for name in course_files(course, parts):
            content, target = (course / name).read_bytes(), folder / name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                written.append(name)
            elif target.read_bytes() != content:
                kept.append(name)
    except OSError as error:
        raise KitError(
            f"{error.filename or folder} cannot be used: {error.strerror}. "
            "Name a folder that you may write to."
        ) from None
    return LaidOut(tuple(written), tuple(kept))


def course_files(course: Path, parts: tuple[str, ...] = PARTS) -> Iterator[Path]:
    """The course's files, relative to the folder ``course`` that holds it."""
    for part in parts:
        for path in sorted((course / part).rglob("*")) or [course / part]:
            name = path.relative_to(course)
            passed_over = any(piece.startswith(".") or piece == "__pycache__" for piece in name.parts)
            if path.is_file() and not passed_over and not any(map(path.match, _LEFTOVERS)):
                yield name
