"""An environment of its own for each peer, made once and kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "BETWEEN_THE_LINES_PEERS"
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
KEPT = Path(os.environ.get(VARIABLE) or _CACHE / "between-the-lines" / "peers")
_LAST_WORDS = 300  # characters of what a failed command said


class FailedError(Exception):
    """A peer cannot be installed here, or does not do its work. The message is the reason."""


def environment(name: str, *requirements: str) -> Path:
    """The folder of a virtual environment with these packages, pinned.

    Raises FailedError where they cannot be installed.
    """
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folder = KEPT.resolve() / "-".join([name, *(r.partition("==")[2] for r in requirements), python])
    ready = folder / "ready"
    if not ready.is_file():
        shutil.rmtree(folder, ignore_errors=True)  # whatever a broken run left
        folder.mkdir(parents=True)
        call(sys.executable, "-m", "venv", str(folder))
        call(str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *requirements)
        ready.touch()
    return folder


def inside(folder: Path, home: Path) -> dict[str, str]:
    """The variables under which a peer runs: its own programs first, and settings of nobody."""
    kept = {name: value for name, value in os.environ.items() if name in ("LANG", "LC_ALL", "TMPDIR")}
    return {**kept, "HOME": str(home), "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}


def call(*command: str, at: Path | None = None, variables: dict[str, str] | None = None) -> str:
    """What a command prints. Raises FailedError, with its last words, where it fails."""
    try:
        run = subprocess.run(command, cwd=at, env=variables, check=True, capture_output=True, text=True)
    except OSError as error:
        raise FailedError(f"{Path(command[0]).name} cannot be started: {error.strerror}") from None
    except subprocess.CalledProcessError as error:
        said = " ".join((error.stderr or error.stdout).split())[-_LAST_WORDS:]
        raise FailedError(f"{Path(command[0]).name} ended with code {error.returncode}: ...{said}") from None
    return run.stdout
