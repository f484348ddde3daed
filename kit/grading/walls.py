"""The walls of the sandbox: what bubblewrap is told to let a process see."""

import os
import shutil
import sys
from pathlib import Path

from kit.grading import sandboxed

_KIT = Path(sandboxed.__file__).resolve().parents[1]
_INSIDE = Path("/exercise")  # where the kit lies inside
ENVIRONMENT = {"LANG": "C.UTF-8", "HOME": "/tmp", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def libraries() -> list[str]:
    """Where the packages lie that this Python finds."""
    return [path for path in sys.path if Path(path).name == "site-packages"]


def paths(walled: bool) -> list[str]:
    """What ``sys.path`` begins with in there."""
    return [str(_INSIDE if walled else _KIT.parent), *libraries()]


def python(walled: bool, *options: str) -> list[str]:
    """The call of the script that runs student code."""
    script = _INSIDE / "kit" / "grading" / "sandboxed.py" if walled else _KIT / "grading" / "sandboxed.py"
    return [os.path.realpath(sys.executable), "-I", "-S", "-B", "-X", "utf8", str(script), *options]


def bubblewrap() -> str | None:
    """Where the program lies that builds the walls; None where it is not installed."""
    return shutil.which("bwrap")


def walls(text: Path | None) -> list[str]:
    """The call of bubblewrap: a root of our own with Python, the kit and one text, where nothing is written.

    No network, no other process, no file of this machine; all ends with the process that started it.
    """
    call = [bubblewrap() or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    call += ["--cap-drop", "ALL", "--hostname", "exercise"]
    call += ["--tmpfs", "/tmp"]  # first: the kit itself may live below /tmp
    for folder in ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", sys.base_prefix, *libraries()):
        if Path(folder).exists():
            call += ["--ro-bind", folder, folder]
    call += ["--ro-bind", str(_KIT), str(_INSIDE / "kit")]
    for file in (text, text.with_suffix(".toml")) if text else ():
        if file.is_file():
            call += ["--ro-bind", str(file), str(_INSIDE / "seeds" / file.name)]
    call += ["--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/tmp"]
    return [*call, "--chdir", "/tmp", "--remount-ro", "/", "--"]
