"""``kit lab``: JupyterLab on this machine, opened on the first lesson of a course."""

import os
import shlex
from pathlib import Path

from kit.course import FIRST_LESSON
from kit.errors import KitError


def open_lab(folder: Path, more: list[str]) -> None:
    """Serve a course's folder with JupyterLab until it is stopped. ``more`` are options of JupyterLab's own.

    Raises KitError where the folder holds no lessons.
    """
    from jupyterlab.labapp import main

    main(lab_options(folder, more))


def lab_options(folder: Path, more: list[str]) -> list[str]:
    """JupyterLab's command line for a course's folder.

    Raises KitError where the folder holds no lessons.
    """
    if not (folder / FIRST_LESSON).is_file():
        named = shlex.quote(str(folder))
        raise KitError(
            f"There are no lessons in {folder.resolve()}. Lay them out first, for instance with: "
            f"kit start {named if folder != Path() else 'between-the-lines'}"
        )
    options = [
        "--ip=127.0.0.1",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{FIRST_LESSON.as_posix()}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # a course in a container is often root's
    return options + more
