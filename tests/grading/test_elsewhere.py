"""The same marks from a real Dask scheduler and two workers on this machine."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.grading import elsewhere
from kit.grading.elsewhere import finished, in_order
from tests.grading.conftest import NEEDS_SANDBOX, Grade
from tests.grading.handed_in import RIGHT, SOURCE, packed

LOCAL = ["--host", "127.0.0.1"]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, in processes of their own."""
    folder = tmp_path_factory.mktemp("dask")
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", *LOCAL, "--port", "0", "--no-dashboard"]
    running = [subprocess.Popen(dask, cwd=folder, stderr=subprocess.PIPE, text=True)]
    try:
        assert running[0].stderr is not None
        found = (re.search(r"tcp://127\.0\.0\.1:\d+", line) for line in running[0].stderr)
        address = next(match[0] for match in found if match)
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, *LOCAL, "--no-dashboard"]
        running += [
            subprocess.Popen([*worker, "--nthreads", "1"], cwd=folder, stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        from distributed import Client

        with Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def hand_in(folder: Path) -> Path:
    folder.mkdir()
    wrong = {**RIGHT, "every_kind.choice": "decided", "more.code": {"source": "def shout(w): return w"}}
    for number in range(6):
        (folder / f"right-{number}.ipynb").write_bytes(
            packed({**RIGHT, "every_kind.essay": f"Essay {number}"})
        )
        (folder / f"wrong-{number}.ipynb").write_bytes(
            packed(wrong, **{"answered_at": f"2026-01-0{number + 1}"})
        )
    loop = {"more.code": {"source": f"{SOURCE}\nraise SystemExit"}}
    (folder / "exits.ipynb").write_bytes(packed(loop))
    (folder / "empty.ipynb").write_bytes(b"")
    (folder / "not-json.ipynb").write_bytes(b"{")
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "grading-state.jsonl"
    }


@NEEDS_SANDBOX
def test_a_cluster_gives_the_same_as_this_machine(scheduler: str, grade: Grade, tmp_path: Path) -> None:
    place = hand_in(tmp_path / "in")
    grade(place, "--jobs", "1", to=tmp_path / "here")
    rows = grade(place, "--scheduler", scheduler, to=tmp_path / "there")
    assert rows["right-0"]["more.code"] == "2" and rows["wrong-0"]["more.code"] == "0"
    assert written(tmp_path / "there") == written(tmp_path / "here")


def test_what_is_known_is_not_sent_again(
    scheduler: str, grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = hand_in(tmp_path / "in")
    grade(place, "--scheduler", scheduler, "--no-code")
    before = written(tmp_path / "graded")
    monkeypatch.setattr("distributed.cfexecutor.ClientExecutor.submit", lambda *_: pytest.fail("sent again"))
    grade(place, "--scheduler", scheduler, "--no-code")
    assert written(tmp_path / "graded") == before


@pytest.fixture
def refused(exercise_folder: Path, tmp_path: Path) -> Callable[[str], str]:
    """What is said where grading by a scheduler is refused, on one line."""
    place = hand_in(tmp_path / "in")
    call = [
        "grade",
        str(place),
        "--exercise",
        str(exercise_folder),
        "--to",
        str(tmp_path / "out"),
        "--no-code",
    ]

    def ask(scheduler: str) -> str:
        ended = CliRunner().invoke(app, [*call, "--scheduler", scheduler])
        assert ended.exit_code == 2
        return re.sub(r"[\s│]+", " ", ended.output)

    return ask


def test_a_scheduler_that_is_not_there_is_said(
    refused: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "PATIENCE", "1s")
    assert "No Dask scheduler answers" in refused("tcp://127.0.0.1:9")


def test_workers_with_another_version_of_the_kit_are_refused(
    scheduler: str, refused: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "__version__", "99")
    assert "this machine has 99" in refused(scheduler)


def test_without_dask_installed_it_is_said(
    refused: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install distributed" in refused("tcp://127.0.0.1:9")


def test_grading_here_needs_no_dask(grade: Grade, tmp_path: Path) -> None:
    check = (
        "import sys; sys.modules['distributed'] = sys.modules['dask'] = None; "
        "import kit.grading.command; print('ready')"
    )
    ended = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ended.stdout == "ready\n"


def test_results_come_in_order_a_failed_one_as_its_error_and_few_are_begun_at_once() -> None:
    begun: list[int] = []

    def begin() -> Iterator["Future[Any]"]:
        for number in range(200):
            begun.append(number)
            future = finished(number)
            if number == 3:
                future = Future()
                future.set_exception(OSError("lost"))
            yield future

    results = in_order(begin())
    first = [next(results) for _ in range(5)]
    assert first[:3] == [0, 1, 2] and isinstance(first[3], OSError) and first[4] == 4
    assert len(begun) <= elsewhere.MOST_UNDER_WAY + 5
    assert list(results) == list(range(5, 200))
