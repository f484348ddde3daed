"""The walls of the sandbox: what bubblewrap is told to let a process see."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

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


def walls(seeds: Mapping[str, int]) -> list[str]:
    """The call of bubblewrap: a root of our own with Python, the kit and a seed, where nothing is written.

    No network, no other process, no file of this machine; all ends with the process that started it.
    ``seeds`` are file names and the descriptors from which their contents are read.
    """
    call = [bubblewrap() or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    call += ["--cap-drop", "ALL", "--hostname", "exercise"]
    call += ["--tmpfs", "/tmp"]  # first: the kit itself may live below /tmp
    for folder in ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", sys.base_prefix, *libraries()):
        if Path(folder).exists():
            call += ["--ro-bind", folder, folder]
    call += ["--ro-bind", str(_KIT), str(_INSIDE / "kit")]
    for name, descriptor in seeds.items():
        call += ["--ro-bind-data", str(descriptor), str(_INSIDE / "seeds" / name)]
    call += ["--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/tmp"]
    return [*call, "--chdir", "/tmp", "--remount-ro", "/", "--"]


@contextmanager
def opened(contents: Mapping[str, bytes]) -> Iterator[dict[str, int]]:
    """The contents as open files that another program can read from their beginning: their descriptors."""
    with ExitStack() as stack:
        files = {name: stack.enter_context(TemporaryFile()) for name in contents}
        for name, file in files.items():
            file.write(contents[name])
            file.seek(0)
        yield {name: file.fileno() for name, file in files.items()}
