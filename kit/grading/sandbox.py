"""Code tasks, run where they can see and harm nothing: own process, no network, no files, few resources.

The source of the recorded functions and the arguments of the examples go in, JSON values come out and are
compared outside. What the values should be never goes in, so whatever a submission does to its sandbox, it
can only spoil its own values.
"""

import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from kit.grading.seccomp import alone
from kit.grading.walls import ENVIRONMENT, bubblewrap, opened, paths, python, walls
from kit.grading.warm import LIBRARIES, STANDARD, DeadError, Warm
from kit.questions import Code
from kit.texts import Text
from kit.values import LONGEST

CPU_SECONDS = 4
WALL_SECONDS = 15
LIMITS = {"cpu": CPU_SECONDS, "memory": 1_500_000_000, "file": 2_000_000, "files": 64}
Values = list[dict[str, Any]]


@dataclass(frozen=True)
class Sandbox:
    """Runs code tasks, each in a process of its own.

    ``seeds`` are the files of the one text that is found inside, by name: so it runs alike everywhere.
    ``trusted`` runs them with the same limits but in sight of this machine's files and network.
    """

    seeds: tuple[tuple[str, bytes], ...] = ()
    trusted: bool = False

    @classmethod
    def about(cls, text: Text, trusted: bool = False) -> "Sandbox":
        """The sandbox for an exercise about a text."""
        about = text.path.with_suffix(".toml") if text.path else None
        files = [(f"{text.name}.txt", text.raw.encode())]
        files += [(f"{text.name}.toml", about.read_bytes())] if about and about.is_file() else []
        return cls(tuple(files), trusted)

    def problem(self) -> str:
        """Why nothing can be run here; empty if it can. What is started to find out is kept."""
        if not self.trusted and not bubblewrap():
            return "There is no sandbox on this machine (bubblewrap is not installed)."
        lines, ended = self._run([])
        return "" if lines == ["ready"] else f"The sandbox cannot be started on this machine ({ended})."

    def __call__(self, tasks: Sequence[tuple[Code, str]]) -> list[Values | str]:
        """For each task and source the outcomes of its calls, or in words why it was not run.

        Each runs in a process of its own; one that ends its process has an error for each call.
        """
        return [self._outcomes(_asked(question, source)) for question, source in tasks]

    def _outcomes(self, task: dict[str, Any]) -> Values | str:
        lines, ended = self._run([task])
        if lines[:1] != ["ready"]:
            return f"The sandbox did not start ({ended})."
        calls = len(task["calls"])
        return _checked(lines[1], calls) if len(lines) > 1 else [{"error": ended}] * calls

    def close(self) -> None:
        """End the warm processes of this thread, if there are any."""
        for preload in (STANDARD, LIBRARIES):
            warm = _warm.pop(self._place(preload), None)
            if warm:
                warm.close()

    def _place(self, preload: tuple[str, ...]) -> tuple[Any, ...]:
        # a process forked from this one must not use its parent's; its end is tied to the thread it starts in
        return self, os.getpid(), threading.get_ident(), preload

    def _run(self, tasks: list[dict[str, Any]]) -> tuple[list[Any], str]:
        """The lines that came out of one process, and in words how it ended."""
        asked = json.dumps(tasks).encode()
        if self.trusted or not alone():
            data, code = self._run_once(asked)
        else:
            try:
                data, code = self._warmed(tasks).run(asked, WALL_SECONDS, LIMITS["file"])
            except DeadError:
                return [], "it ended before it was ready"
        return _lines(data), _in_words(code)

    def _warmed(self, tasks: list[dict[str, Any]]) -> Warm:
        used = any(_NEEDS_LIBRARIES.search(task["source"]) for task in tasks)
        preload = LIBRARIES if used else STANDARD
        place = self._place(preload)
        warm = _warm.get(place)
        if warm is None or not warm.alive:
            warm = _warm[place] = Warm(dict(self.seeds), LIMITS, preload)
        return warm

    def _run_once(self, asked: bytes) -> tuple[bytes, int | None]:
        """In a process of its own: what it wrote, and its exit code; None where it took too long."""
        setting = json.dumps({"paths": paths(not self.trusted), "limits": LIMITS})
        command = python(not self.trusted, "--once", setting)
        with (
            TemporaryFile() as given,
            TemporaryFile() as written,
            TemporaryDirectory(prefix="task-") as folder,
            opened(dict(self.seeds)) as files,
        ):
            Path(folder, "seeds").mkdir()
            for name, content in self.seeds if self.trusted else ():
                Path(folder, "seeds", name).write_bytes(content)
            given.write(asked)
            given.seek(0)
            process = subprocess.Popen(
                command if self.trusted else [*walls(files), *command],
                stdin=given,
                stdout=written,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                pass_fds=list(files.values()),
                env=ENVIRONMENT,
                start_new_session=True,
            )
            code = None
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(WALL_SECONDS)
            with suppress(OSError):  # whatever it left running; it has a session of its own
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            written.seek(0)
            return written.read(LIMITS["file"]), code


_warm: dict[tuple[Any, ...], Warm] = {}
_NEEDS_LIBRARIES = re.compile(r"\b(kit|np|numpy|pd|pandas|nltk)\b")  # else they load when they are asked for


def _asked(question: Code, source: str) -> dict[str, Any]:
    calls = [list(example.args) for example in question.examples]
    short = source if len(source) <= LONGEST else "raise ValueError('the source is too long')"
    return {"function": question.function, "source": short, "calls": calls}


def _in_words(code: int | None) -> str:
    if code is None:
        return f"it took longer than {WALL_SECONDS} seconds, or ended the sandbox"
    if code in (-signal.SIGKILL, -signal.SIGXCPU, 128 + signal.SIGKILL, 128 + signal.SIGXCPU):
        return f"it took longer than {CPU_SECONDS} seconds of computing"
    return f"it ended the program, with code {code}"


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
