"""A process kept warm inside the walls: libraries loaded, one fork for each submission.

The process itself never sees a submission. It receives two open files and forks; the child reads the tasks
from the one and writes the values to the other, behind a filter that lets it touch no other process and leave
nothing behind. So no submission finds a trace of another, and none can alter what runs the next.
"""

import json
import os
import socket
import subprocess
from contextlib import suppress
from tempfile import TemporaryFile

from kit.grading.seccomp import alone
from kit.grading.walls import ENVIRONMENT, opened, paths, python, walls

STANDARD = ("collections", "ctypes", "kit.values", "math", "re", "statistics", "string")
# half a second
LIBRARIES = (*STANDARD, "pandas", "nltk", "kit.punkt", "kit.words", "kit.findings", "kit.profiles")
_STARTING = 60  # seconds that loading the libraries may take


class DeadError(Exception):
    """The warm process is not there (any more)."""


class Warm:
    """One warm process; forks one at a time. Raises DeadError where it does not start."""

    def __init__(self, seeds: dict[str, bytes], limits: dict[str, int], preload: tuple[str, ...]) -> None:
        setting = {"paths": paths(True), "limits": limits, "preload": preload, "filter": alone().hex()}
        self.way, theirs = socket.socketpair()
        with theirs, opened(seeds) as files:
            self.process = subprocess.Popen(
                [*walls(files), *python(True, "--serve", json.dumps(setting))],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=ENVIRONMENT,
                pass_fds=list(files.values()),
                start_new_session=True,
            )
            self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        try:
            self.way.settimeout(_STARTING)
            started = self.way.recv(16) == b"ready"
        except OSError:
            started = False
        if not started:
            self.close()
            raise DeadError

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.process.poll() is None

    def run(self, asked: bytes, seconds: float, most: int) -> tuple[bytes, int | None]:
        """Fork once on the tasks in ``asked``.

        Returns at most ``most`` bytes of what the child wrote, and its exit code: negative for a signal, None
        where it took longer than ``seconds`` or took the warm process down.
        """
        with TemporaryFile() as given, TemporaryFile() as written:
            given.write(asked)
            given.seek(0)
            code: int | None = None
            try:
                self.way.settimeout(seconds)
                socket.send_fds(self.way, [b"run"], [given.fileno(), written.fileno()])
                reply = self.way.recv(16)
                code = int(reply) if reply else None
            except (OSError, ValueError):
                pass
            if code is None:
                self.close()  # and with it the child, before what it wrote is read
            written.seek(0)
            return written.read(most), code

    def close(self) -> None:
        """End it and whatever runs in it."""
        self.way.close()
        with suppress(OSError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
