"""A clean machine, built from the repository's files by the steps that Binder takes.

``BETWEEN_THE_LINES_PYTHON`` names another Python to build with, such as the one in ``environment.yml``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.run_notebooks import REPOSITORY

KEPT_FROM_OUTSIDE = ("LANG", "LC_ALL", "TZ", "PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_CACHE_DIR")


@dataclass(frozen=True)
class Machine:
    """A machine that has only what Binder would put on it: a copy of the ``repository``, a Python, a home."""

    repository: Path
    environment: Path
    home: Path

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables of whatever runs there."""
        outside = {name: os.environ[name] for name in KEPT_FROM_OUTSIDE if name in os.environ}
        path = f"{self.environment / 'bin'}:/usr/local/bin:/usr/bin:/bin"
        return {**outside, "PATH": path, "HOME": str(self.home), "VIRTUAL_ENV": str(self.environment)}

    def run(self, *command: str | Path, folder: Path | None = None, network: bool = False) -> str:
        """What a command prints; without a network, only the machine's own loopback is there."""
        walls = [] if network else ["bwrap", "--unshare-net", "--dev-bind", "/", "/", "--"]
        done = subprocess.run(
            [*walls, *map(str, command)],
            cwd=folder or self.repository,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def copy_of_the_repository(folder: Path) -> Path:
    """What a clone would hold, with the changes that are not committed yet."""
    listed = subprocess.run(
        ["git", "-C", str(REPOSITORY), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
    return folder


def dependencies(repository: Path) -> tuple[list[str], list[str]]:
    """What ``environment.yml`` asks of conda, and what of pip."""
    listed: list[Any] = yaml.safe_load((repository / "environment.yml").read_text("utf-8"))["dependencies"]
    from_pip = [line for entry in listed if isinstance(entry, dict) for line in entry["pip"]]
    return [entry for entry in listed if isinstance(entry, str)], from_pip


def build(folder: Path) -> Machine:
    """The machine after Binder's build: the packages of ``environment.yml``, then ``postBuild``.

    Conda brings nothing but Python and pip, so a virtual environment of this Python takes its place.
    """
    repository = copy_of_the_repository(folder / "between-the-lines")
    machine = Machine(repository, folder / "environment", folder / "home")
    machine.home.mkdir()
    python = os.environ.get("BETWEEN_THE_LINES_PYTHON", sys.executable)
    subprocess.run([python, "-m", "venv", str(machine.environment)], check=True)
    from_conda, from_pip = dependencies(repository)
    assert {entry.split("=")[0] for entry in from_conda} == {"python", "pip"}
    # conda, too, hands pip a file of these lines, beside environment.yml
    with tempfile.NamedTemporaryFile("w", suffix=".txt", dir=repository) as lines:
        lines.write("\n".join(from_pip))
        lines.flush()
        machine.run("python", "-m", "pip", "install", "--quiet", "-r", lines.name, network=True)
    if (repository / "postBuild").exists():
        machine.run(repository / "postBuild", network=True)
    return machine
