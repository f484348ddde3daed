"""The files that were handed in, out of folders and archives, without trusting what anybody packed.

What an archive holds is unpacked under names of our own into a folder of our own, so that no name in an
archive is ever a place on this machine. Every limit that is passed becomes a problem of one file.
"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

LARGEST_FILE = 100_000_000  # bytes; a notebook of 50 MB is still read
LARGEST_ARCHIVE = 500_000_000  # bytes unpacked, for an archive that a student handed in
LARGEST_DOWNLOAD = 8_000_000_000  # bytes unpacked, for the download of a whole class
MOST_FILES = 20_000
DEEPEST = 4  # archives within archives
_CHUNK = 1 << 20
LITTER = ("__MACOSX", ".ipynb_checkpoints", "__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini")
_OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")


@dataclass(frozen=True)
class Found:
    """One file that was handed in.

    ``name`` is where it stood, as parts joined by ``/``, archives counted as folders; ``path`` is where its
    bytes are now; ``modified`` is its time in seconds; ``problem`` says why it cannot be read, else is empty.
    """

    name: str
    path: Path
    modified: float = 0
    problem: str = ""


class _Budget:
    """How many bytes and files may still be unpacked; spending from one spends from those around it."""

    def __init__(self, size: int, around: "_Budget | None" = None) -> None:
        self.size, self.files, self.around = size, MOST_FILES, around

    def spend(self, size: int, files: int = 0) -> bool:
        self.size, self.files = self.size - size, self.files - files
        fits = self.size >= 0 and self.files >= 0
        return (self.around is None or self.around.spend(size, files)) and fits


def find_files(source: Path, room: Path) -> Iterator[Found]:
    """Every file in a folder, an archive or alone; archives are unpacked into the folder ``room``.

    Litter of operating systems and Jupyter's checkpoints are passed over.
    """
    budget = _Budget(LARGEST_DOWNLOAD)
    if source.is_dir():
        for path in sorted(_walk(source)):
            yield from _look(path, path.relative_to(source).as_posix(), room, 0, budget)
    else:
        yield from _look(source, source.name, room, 0, budget, whole=True)


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):  # links to folders come as folders, and are not entered
        linked = [name for name in folders if Path(where, name).is_symlink()]
        folders[:] = [name for name in folders if name not in LITTER]
        yield from (Path(where, name) for name in [*files, *linked] if not _is_litter(name))


def _is_litter(name: str) -> bool:
    return any(part in LITTER or part.startswith("._") for part in name.split("/"))


def _look(
    path: Path, name: str, room: Path, depth: int, budget: _Budget, whole: bool = False
) -> Iterator[Found]:
    """A file, or what is in it where it is an archive; ``whole`` for the download of a whole class."""
    try:
        about = path.lstat()
    except OSError as error:
        yield Found(name, path, problem=f"The file cannot be read ({error.strerror}).")
        return
    problem = ""
    if stat.S_ISLNK(about.st_mode):
        problem = "This is a link to another place, not a file. It was not followed."
    elif not stat.S_ISREG(about.st_mode):
        problem = "This is not an ordinary file."
    elif name.lower().endswith(_OTHER_ARCHIVES):
        problem = "This kind of archive cannot be opened here. Unpack it, or ask for a .zip or the .ipynb."
    elif name.lower().endswith(".zip"):
        own = budget if whole else _Budget(LARGEST_ARCHIVE, budget)
        yield from _unpack(path, "" if whole else f"{name[:-4]}/", name, room, depth, own)
        return
    elif about.st_size > LARGEST_FILE:
        problem = (
            f"The file has {about.st_size // 1_000_000} MB; at most {LARGEST_FILE // 1_000_000} are read."
        )
    yield Found(name, path, about.st_mtime, problem)


def _unpack(path: Path, prefix: str, name: str, room: Path, depth: int, budget: _Budget) -> Iterator[Found]:
    """What is in a zip archive, each file under ``prefix``."""
    if depth >= DEEPEST:
        yield Found(name, path, problem=f"Archives within archives are opened {DEEPEST} deep, not deeper.")
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RecursionError):
        yield Found(name, path, problem="The archive is damaged, or no zip archive, and cannot be opened.")
        return
    with archive:
        for member in archive.infolist():
            inside = member.filename.replace("\\", "/")
            if member.is_dir() or _is_litter(inside):
                continue
            parts = [part for part in inside.split("/") if part not in ("", ".", "..")]
            known_as = prefix + ("/".join(parts) or "unnamed")
            when = _time(member)
            problem = _refusal(inside, member)
            if not problem and not budget.spend(0, files=1):
                yield Found(name, path, problem=f"The archive holds more than {MOST_FILES:,} files.")
                return
            handle, unpacked = mkstemp(dir=room)
            os.close(handle)
            to = Path(unpacked)
            problem = problem or _extract(archive, member, to, budget)
            if problem:
                yield Found(known_as, path, when, problem)
            else:
                os.utime(to, (when, when))
                yield from _look(to, known_as, room, depth + 1, budget)
            if budget.size < 0:
                yield Found(
                    name, path, when, "The archive was not read to its end: unpacked it is too large."
                )
                return


def _refusal(inside: str, member: zipfile.ZipInfo) -> str:
    """Why a member is not unpacked; empty if nothing speaks against it."""
    if inside.startswith("/") or inside[1:2] == ":" or ".." in inside.split("/"):
        return "The archive names a place outside itself for this file. It was not unpacked."
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "This is a link to another place, not a file. It was not followed."
    if kind not in (0, stat.S_IFREG):
        return "This is not an ordinary file."
    if member.flag_bits & 1:
        return "The archive is protected by a password. Ask for it without one."
    return ""


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, to: Path, budget: _Budget) -> str:
    """Write a member to a file, up to the limits whatever size it claims. Returns the problem, if any.

    Raises OSError where this machine's disk is full.
    """
    left = LARGEST_FILE
    with to.open("wb") as file:
        try:
            with archive.open(member) as packed:
                while chunk := packed.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0 or not budget.spend(len(chunk)):
                        file.truncate(0)
                        return f"Unpacked it is too large: at most {LARGEST_FILE // 1_000_000} MB are read."
                    file.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            return "This file is damaged in its archive and cannot be unpacked."
    return ""


def _time(member: zipfile.ZipInfo) -> float:
    try:
        return datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
