"""Student code in the sandbox. Each hostile source is harmless outside it too: loops end, files are few."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

import kit
from kit.grading import sandbox
from kit.grading.sandbox import Sandbox
from kit.grading.seccomp import alone
from kit.questions import Code
from tests.grading.conftest import NEEDS_SANDBOX

pytestmark = NEEDS_SANDBOX
KNOWN_MACHINE = pytest.mark.skipif(not alone(), reason="no filter of system calls for this machine")
TASK = Code(id="a.b", kind="code", prompt="?", function="f", examples=[{"args": ["no"], "expect": "THE-KEY"}])
GOOD = "def f(word):\n    return word.upper()"


def run(*sources: str, **fields: Any) -> list[Any]:
    """The outcome of the one call of each source."""
    found = Sandbox(**fields)([(TASK, source) for source in sources])
    return [values[0] if isinstance(values, list) else values for values in found]


def body(*lines: str) -> str:
    return "\n".join(["def f(word):", *(f"    {line}" for line in lines)])


def test_values_come_out_as_json() -> None:
    sources = [GOOD, body("return {'b': (1, 2.5)}"), body("return {'z', 'a'}"), body("pass")]
    values = ["NO", {"b": [1, 2.5]}, ["a", "z"], None]
    assert run(*sources) == [{"value": value} for value in values]


def test_what_the_lessons_import_is_there(article: kit.Text) -> None:
    sources = [
        body("return re.sub('n', 'm', word)"),
        body("return Counter(word)['o']"),
        body("return len(kit.read('article').words)"),
    ]
    values = ["mo", 1, len(article.words)]
    assert run(*sources, seeds=Sandbox.about(article).seeds) == [{"value": value} for value in values]


def test_a_function_of_another_name_is_found() -> None:
    assert run("x = 1\ndef mine(word):\n    return word + '!'") == [{"value": "no!"}]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def f(:", "SyntaxError"),
        ("x = 1", "there is no function 'f'"),
        ("raise SystemExit(0)", "SystemExit"),
        (body("return undefined"), "NameError"),
        (body("return input()"), "EOFError"),
        (body("raise KeyboardInterrupt"), "KeyboardInterrupt"),
        (body("return object()"), "cannot be compared"),
        (body("return 'x' * 1_000_000"), "too long"),
        (body("return len(bytearray(4 << 30))"), "MemoryError"),
        (body("import os", "os._exit(0)"), "ended the program, with code 0"),
        (body("import ctypes", "ctypes.string_at(0)"), "ended the program"),
        ("#" * 20_000, "too long"),
        (body("import socket", "socket.create_connection(('1.1.1.1', 80), timeout=1)"), "unreachable"),
    ],
)
def test_what_goes_wrong_is_told_and_stops_no_other_task(source: str, error: str) -> None:
    first, outcome, last = run(GOOD, source, GOOD)
    assert first == last == {"value": "NO"} and error in outcome["error"]


def test_a_loop_that_swallows_everything_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sandbox.LIMITS, "cpu", 1)
    lines = ["import time", "end = time.process_time() + 60", "while time.process_time() < end:"]
    stuck = body(*lines, "    try:", "        sum(range(1000))", "    except BaseException:", "        pass")
    outcome, last = run(stuck, GOOD)
    assert "took longer" in outcome["error"] and last == {"value": "NO"}


def test_a_function_that_sleeps_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 3)
    outcome, last = run(body("import time", "time.sleep(30)"), GOOD)
    assert "3 seconds" in outcome["error"] and last == {"value": "NO"}


@KNOWN_MACHINE
def test_no_process_and_no_thread_is_started() -> None:
    fork = body("import os", "pid = os.fork()", "if not pid: os._exit(0)", "return 'forked'")
    spawn = body("import subprocess", "return subprocess.run(['/bin/true']).returncode")
    thread = body("import threading", "threading.Thread(target=int).start()")
    assert all("error" in outcome for outcome in run(fork, spawn, thread))


def test_nothing_of_this_machine_is_seen_or_written(tmp_path: Path, exercise_folder: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    places = [secret, exercise_folder / "questions.toml", Path(__file__), Path.home(), Path("/etc/passwd")]
    looks = [
        body("import os", f"return os.path.isfile({str(p)!r}) or os.listdir({str(p)!r})") for p in places
    ]
    for outcome in run(*looks):
        python = {*Path(sys.base_prefix).parts, *Path(sys.prefix).parts}  # it may lie in somebody's home
        assert "error" in outcome or set(outcome["value"]) <= python
    writes = [tmp_path / "left.txt", Path("/left.txt"), Path.home() / "left-by-a-test.txt", Path("/dev/left")]
    assert all("error" in out for out in run(*[body(f"open({str(p)!r}, 'w').write('x')") for p in writes]))
    assert not any(path.exists() for path in writes)
    assert run(body("import os", "return dict(os.environ).get('PATH', '')[:5]"))[0] != {
        "value": os.environ["PATH"][:5]
    }


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/dev", "/exercise", "/"])
def test_no_file_is_left_for_the_next_submission(folder: str) -> None:
    assert "Read-only" in run(body(f"open('{folder}/left', 'wb').write(b'x')"))[0]["error"]


@KNOWN_MACHINE
def test_no_submission_finds_a_trace_of_another() -> None:
    secret = "plum" + "tree"  # never whole in what looks for it
    run(body(f"return {secret!r} * 1000"))
    lines = ["import gc", "wanted, found = ''.join(['plum', 'tree']), []", "for held in gc.get_objects():"]
    lines += ["    if isinstance(held, (dict, list, tuple)) and wanted in repr(held): found.append(held)"]
    assert run(body(*lines, "return len(found)")) == [{"value": 0}]


@KNOWN_MACHINE
@pytest.mark.parametrize(
    "call",
    [
        "os.kill(os.getppid(), 9)",
        "os.kill(1, 9)",
        "os.killpg(os.getpgid(os.getppid()), 9)",
        "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 9)",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
        "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
        "os.sched_setaffinity(os.getppid(), {0})",
        "libc.ptrace(16, os.getppid(), 0, 0) and fail()",  # attach
        "libc.process_vm_writev(os.getppid(), 0, 0, 0, 0, 0) and fail()",
        "libc.shmget(1234, 4096, 0o1600) < 0 and fail()",
        "libc.msgget(1234, 0o1600) < 0 and fail()",
        "libc.semget(1234, 1, 0o1600) < 0 and fail()",
    ],
)
def test_no_other_process_is_touched_and_nothing_outlives_it(call: str) -> None:
    lines = ["import ctypes, os, resource, signal", "libc = ctypes.CDLL(None, use_errno=True)"]
    lines += ["def fail(): raise PermissionError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))"]
    refused, after = run(body(*lines, call), GOOD)
    assert "Operation not permitted" in refused["error"] and after == {"value": "NO"}


@KNOWN_MACHINE
def test_one_warm_process_serves_many_and_is_replaced_when_it_ends() -> None:
    box = Sandbox()

    def running() -> set[int]:
        return {warm.process.pid for place, warm in sandbox._warm.items() if place[0] == box}

    box.close()
    assert not box.problem()  # what is started to find out serves the first submission too
    [first] = running()
    box([(TASK, GOOD)])
    assert running() == {first}
    box([(TASK, body("return 1"))])
    assert running() == {first}
    os.kill(first, 9)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert box([(TASK, GOOD)]) == [[{"value": "NO"}]]
    assert running() != {first}
    box.close()
    assert running() == set()


def test_on_a_machine_without_a_filter_each_submission_has_walls_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "alone", lambda: b"")
    assert run(GOOD, body("import os", "os._exit(3)"), GOOD)[::2] == [{"value": "NO"}] * 2
    assert "error" in run(body("open('/tmp/left', 'w')"))[0]


def test_expected_values_and_reference_annotations_never_enter(article: kit.Text) -> None:
    look = body(
        "import gc, os",
        "held = [o for o in gc.get_objects() if isinstance(o, dict) and 'THE-KEY' in map(str, o.values())]",
        "return [len(held), sorted(os.listdir('/exercise/seeds'))]",
    )
    # the source itself is in there, so the key is looked for in whole values only
    assert run(look, seeds=Sandbox.about(article).seeds) == [{"value": [0, ["article.toml", "article.txt"]]}]


@pytest.mark.parametrize(
    "forged",
    [
        "os.write(fd, b'[[\\n')",
        "os.ftruncate(fd, 0)",
        "os.write(fd, b'[{\"value\": NaN}, 3]\\n' * 9)",
        "os.write(fd, b'x' * 3_000_000)",
    ],
)
def test_whoever_writes_to_the_way_out_spoils_only_their_own(forged: str) -> None:
    lines = ["import os", "for fd in range(3, 9):", f"    try: {forged}", "    except OSError: pass"]
    assert len(run(body(*lines, "return 1"), GOOD)) == 2


def test_patched_builtins_do_not_reach_the_comparison() -> None:
    patch = "import builtins, json\nbuiltins.len = lambda x: 0\njson.dumps = lambda *a, **k: 'null'\n"
    assert len(run(patch + GOOD, GOOD)) == 2


def test_what_is_trusted_runs_with_the_same_limits() -> None:
    assert run(GOOD, body("return len(bytearray(4 << 30))"), trusted=True)[1]["error"].startswith(
        "MemoryError"
    )
