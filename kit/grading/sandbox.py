"""Code tasks, run where they can see and harm nothing: own process, no network, no files, few resources.

The source of the recorded functions and the arguments of the examples go in, JSON values come out and are
compared outside. What the values should be never goes in, so whatever a submission does to its sandbox, it
can only spoil its own values.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from kit.grading import sandboxed
from kit.grading.seccomp import no_new_processes
from kit.questions import Code
from kit.texts import Text
from kit.values import LONGEST

CPU_SECONDS = 4
WALL_SECONDS = 15
LIMITS = {"cpu": CPU_SECONDS, "memory": 1_500_000_000, "file": 2_000_000, "files": 64}
_ROOM = 16_000_000  # bytes of files a submission may write, all of them in memory
_KIT = Path(sandboxed.__file__).resolve().parents[1]
_INSIDE = Path("/exercise")  # where the kit lies inside
Values = list[dict[str, Any]]


@dataclass(frozen=True)
class Sandbox:
    """Runs the code tasks of one submission. ``text`` is the one seed that ``kit.read`` finds inside.

    ``trusted`` runs them with the same limits but in sight of this machine's files and network.
    """

    text: Path | None = None
    trusted: bool = False

    @classmethod
    def about(cls, text: Text, trusted: bool = False) -> "Sandbox":
        """The sandbox for an exercise about a text."""
        return cls(text.path, trusted)

    def problem(self) -> str:
        """Why nothing can be run here; empty if it can."""
        if not self.trusted and not shutil.which("bwrap"):
            return "There is no sandbox on this machine (bubblewrap is not installed)."
        lines, ended = self._run([])
        return "" if lines == ["ready"] else f"The sandbox cannot be started on this machine ({ended})."

    def __call__(self, tasks: Sequence[tuple[Code, str]]) -> list[Values | str]:
        """For each task and source the outcomes of its calls, or in words why it was not run.

        A task that ends its process has an error for each call, and those after it run in a fresh one.
        """
        asked = [_asked(question, source) for question, source in tasks]
        found: list[Values | str] = []
        while len(found) < len(asked):
            lines, ended = self._run(asked[len(found) :])
            if lines[:1] != ["ready"]:
                found += [f"The sandbox did not start ({ended})."] * (len(asked) - len(found))
                break
            for values in lines[1 : 1 + len(asked) - len(found)]:
                found.append(_checked(values, len(asked[len(found)]["calls"])))
            if len(found) < len(asked):
                found.append([{"error": ended}] * len(asked[len(found)]["calls"]))
        return found

    def _run(self, tasks: list[dict[str, Any]]) -> tuple[list[Any], str]:
        """The lines that came out of one process, and in words how it ended."""
        libraries = [path for path in sys.path if Path(path).name == "site-packages"]
        kit = str(_KIT.parent if self.trusted else _INSIDE)
        asked = json.dumps({"tasks": tasks, "paths": [kit, *libraries], "limits": LIMITS}).encode()
        with (
            TemporaryFile() as stdin,
            TemporaryFile() as out,
            _filter() as filter_,
            TemporaryDirectory(prefix="task-") as empty,
        ):
            command = _python(self.trusted)
            if not self.trusted:
                command = [*self._walls(libraries, filter_), *command]
            stdin.write(asked)
            stdin.seek(0)
            process = subprocess.Popen(
                command,
                stdin=stdin,
                stdout=out,
                stderr=subprocess.DEVNULL,
                cwd=empty,
                env=_ENVIRONMENT,
                pass_fds=() if filter_ is None else (filter_.fileno(),),
                start_new_session=True,
            )
            ended = _wait(process)
            out.seek(0)
            return _lines(out.read(LIMITS["file"])), ended

    def _walls(self, libraries: list[str], filter_: IO[bytes] | None) -> list[str]:
        """The call of bubblewrap: a root of our own with Python, the kit and one text in it, read-only."""
        call = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
        call += ["--cap-drop", "ALL", "--hostname", "exercise"]
        call += ["--size", str(_ROOM), "--tmpfs", "/tmp"]  # first: the kit itself may live below /tmp
        for folder in ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", sys.base_prefix, *libraries):
            if Path(folder).exists():
                call += ["--ro-bind", folder, folder]
        call += ["--ro-bind", str(_KIT), str(_INSIDE / "kit")]
        for file in (self.text, self.text.with_suffix(".toml")) if self.text else ():
            if file.is_file():
                call += ["--ro-bind", str(file), str(_INSIDE / "seeds" / file.name)]
        call += ["--dev", "/dev", "--remount-ro", "/dev"]
        if filter_ is not None:
            call += ["--seccomp", str(filter_.fileno())]
        return [*call, "--chdir", "/tmp", "--remount-ro", "/", "--"]


_ENVIRONMENT = {"LANG": "C.UTF-8", "HOME": "/tmp", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _python(trusted: bool) -> list[str]:
    script = _KIT / "grading" / "sandboxed.py" if trusted else _INSIDE / "kit" / "grading" / "sandboxed.py"
    return [os.path.realpath(sys.executable), "-I", "-S", "-B", "-X", "utf8", str(script)]


@contextmanager
def _filter() -> Iterator[IO[bytes] | None]:
    """The filter against new processes in a file that bubblewrap can read."""
    content = no_new_processes()
    if not content:
        yield None
        return
    with TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file


def _asked(question: Code, source: str) -> dict[str, Any]:
    calls = [list(example.args) for example in question.examples]
    short = source if len(source) <= LONGEST else "raise ValueError('the source is too long')"
    return {"function": question.function, "source": short, "calls": calls}


def _wait(process: "subprocess.Popen[bytes]") -> str:
    """Wait for the end of a process, which is told in words."""
    try:
        if not _ends(process):
            return f"it took longer than {WALL_SECONDS} seconds"
    finally:
        with suppress(OSError):  # whatever it left running; it has a session of its own
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    code = process.returncode
    if code in (-signal.SIGKILL, -signal.SIGXCPU, 128 + signal.SIGKILL, 128 + signal.SIGXCPU):
        return f"it took longer than {CPU_SECONDS} seconds of computing"
    return f"it ended the program, with code {code}"


def _ends(process: "subprocess.Popen[bytes]") -> bool:
    """Whether a process ends in time. The kernel tells at once; ``Popen.wait`` looks only now and then."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        with suppress(subprocess.TimeoutExpired):
            process.wait(WALL_SECONDS)
        return process.returncode is not None
    try:
        watch = select.poll()
        watch.register(descriptor, select.POLLIN)
        ended = watch.poll(1000 * WALL_SECONDS)
    finally:
        os.close(descriptor)
    if ended:
        process.wait()
    return bool(ended)


def _lines(data: bytes) -> list[Any]:
    """The lines of JSON up to the first that is none."""
    found = []
    for line in data.splitlines():
        try:
            found.append(json.loads(line))
        except (ValueError, RecursionError):
            break
    return found


def _checked(values: Any, calls: int) -> Values:
    """The outcomes of a task; an error for each call where they are not what our own script writes."""
    fits = isinstance(values, list) and len(values) == calls and all(isinstance(v, dict) for v in values)
    return values if fits else [{"error": "it did not return its values"}] * calls
