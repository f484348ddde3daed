"""Whose file it is: read from the names that Moodle and Canvas give, or from folder and file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import Literal

from kit.grading.unpacking import Found

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_|$)")
_CANVAS = re.compile(r"(?P<name>[^_/]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_.+", re.IGNORECASE)
_ARCHIVED = re.compile(r"\.(ipynb|html?|zip)$", re.IGNORECASE)


@dataclass(frozen=True)
class Owner:
    """A student as the file's name tells it; ``upload`` counts Canvas's uploads, later ones higher.

    ``lms`` is what named the file, if anything did, ``name`` and ``number`` what it calls the student, and
    ``prefix`` the beginning of the file's name by which it knows the student again.
    """

    student: str
    late: bool = False
    upload: int = 0
    lms: Literal["", "Moodle", "Canvas"] = ""
    name: str = ""
    number: str = ""
    prefix: str = ""


def lms_owner(part: str) -> Owner | None:
    """The student whom Moodle or Canvas names in the name of a folder or a file; None where neither did.

    Their number is part of the student, since two students may have one name.

    >>> moodle = lms_owner("Ana Lima_4711_assignsubmission_file_")
    >>> moodle.student, moodle.prefix
    ('Ana Lima (4711)', 'Ana Lima_4711_assignsubmission_file_')
    >>> canvas = lms_owner("smithbob_LATE_340934_208490284_file.ipynb")
    >>> canvas.student, canvas.late, canvas.upload, canvas.prefix
    ('smithbob (340934)', True, 208490284, 'smithbob_LATE_340934_208490284_')
    """
    moodle = _MOODLE.match(part)
    if moodle:
        name, number = moodle["name"], moodle["id"]
        # feedback goes to files, also where the submission was typed in and is called onlinetext
        prefix = f"{name}_{number}_assignsubmission_file_"
        return Owner(f"{name} ({number})", lms="Moodle", name=name, number=number, prefix=prefix)
    canvas = _CANVAS.fullmatch(part)
    if canvas:
        name, number, upload = canvas["name"], canvas["id"], int(canvas["upload"][:18])
        prefix = part[: canvas.end("upload")] + "_"
        return Owner(f"{name} ({number})", bool(canvas["late"]), upload, "Canvas", name, number, prefix)
    return None


def owners(files: Iterable[Found]) -> list[tuple[Found, Owner]]:
    """Each file with its student.

    An LMS's name counts only at the outermost place where files differ: further in a student wrote it,
    who may have written another's. Where no LMS named the file, the student is the folder (or archive) at
    that place, or the file's own name where there is no folder.
    """
    listed = list(files)
    parts = [PurePosixPath(file.name).parts for file in listed]
    outermost = _common(parts)
    named = [lms_owner(part[outermost]) for part in parts]
    depth = _wrapping([part for part, owner in zip(parts, named, strict=True) if owner is None])
    return [
        (file, owner or Owner(_folder_or_stem(part[depth])))
        for file, part, owner in zip(listed, parts, named, strict=True)
    ]


def _common(parts: list[tuple[str, ...]]) -> int:
    """How many outer folders hold all files and are not named by an LMS."""
    depth = 0
    while all(len(part) > depth + 1 and part[depth] == parts[0][depth] for part in parts):
        if not parts or lms_owner(parts[0][depth]):
            break
        depth += 1
    return depth


def _wrapping(parts: list[tuple[str, ...]]) -> int:
    """How many outer folders only wrap the others: each holds all, and more than one file or folder."""
    depth = 0
    while parts and all(len(part) > depth + 1 for part in parts):
        inside = {part[depth + 1] for part in parts if _ARCHIVED.search(part[-1])}
        if len({part[depth] for part in parts}) > 1 or len(inside) < 2:
            break
        depth += 1
    return depth


def _folder_or_stem(part: str) -> str:
    return (_ARCHIVED.sub("", part) or part).strip() or "unnamed"


def by_student(pairs: Iterable[tuple[Found, Owner]]) -> list[tuple[str, list[tuple[Found, Owner]]]]:
    """The files of each student, students in the order of their names."""

    def key(pair: tuple[Found, Owner]) -> tuple[str, str]:
        return pair[1].student.casefold(), pair[1].student

    grouped = groupby(sorted(pairs, key=key), key)
    return [(named[1], list(group)) for named, group in grouped]
