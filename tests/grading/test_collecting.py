"""An exercise comes out of hostile homes whole, under its students' names, and says who has none."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.errors import KitError
from kit.grading.collecting import DEEPEST_FOLDER, Home, collect, report
from kit.grading.unpacking import LARGEST_FILE
from tests.grading.rehearsal import answered, prepared
from tests.run_notebooks import REPOSITORY

SHEET = REPOSITORY / "exercises" / "01-words"
NAME = "sheet-01.ipynb"
_, UNTOUCHED, RIGHT, WRONG = prepared(SHEET)
FIRST = next(iter(RIGHT))


def work(**answers: object) -> bytes:
    return json.dumps(answered(SHEET, answers or RIGHT)).encode()


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    (tmp_path / "homes").mkdir()
    return tmp_path / "homes"


def put(homes: Path, place: str, data: bytes, time: int = 1_000_000_000) -> Path:
    path = homes / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (time, time))
    return path


def gathered(homes: Path, to: Path) -> tuple[dict[str, Home], dict[str, list[bytes]]]:
    """What is said of each home, and the contents of what was collected from it, in the order of time."""
    said = {home.student: home for home in collect(homes, SHEET, to)}
    files = sorted((path for path in to.rglob("*") if path.is_file()), key=lambda path: path.stat().st_mtime)
    found: dict[str, list[bytes]] = {}
    for file in files:
        found.setdefault(file.relative_to(to).parts[0], []).append(file.read_bytes())
    return said, found


def test_notebooks_are_known_by_name_or_by_their_answers(homes: Path, tmp_path: Path) -> None:
    put(homes, f"ana/work/{NAME}", work())
    put(homes, "ben/my homework.ipynb", work())
    put(homes, "cy/sheet-01-Copy1.ipynb", b'{"cells": [')  # kit grade says what is wrong with it
    put(homes, "dee/other.ipynb", b'{"cells": [')
    put(homes, "eve/sheet-010.ipynb", b'{"cells": [')
    put(homes, f"fay/{NAME}", json.dumps(UNTOUCHED).encode())
    said, found = gathered(homes, tmp_path / "in")
    assert found == {"ana": [work()], "ben": [work()], "cy": [b'{"cells": [']}
    assert said["fay"] == Home("fay", unanswered=1)
    assert said["dee"] == Home("dee") and said["eve"] == Home("eve")


def test_who_handed_in_nothing_is_said(homes: Path, tmp_path: Path) -> None:
    put(homes, f"ana/{NAME}", work())
    put(homes, f"ben/{NAME}", json.dumps(UNTOUCHED).encode())
    (homes / "cy").mkdir()
    (homes / ".cache").mkdir()
    call = ["collect", str(homes), "--exercise", str(SHEET), "--to", str(tmp_path / "in")]
    printed = CliRunner().invoke(app, call, catch_exceptions=False).output.splitlines()
    assert printed == [
        "No answer in the notebook of: ben.",
        "Nothing handed in by: cy.",
        f"1 of 3 students' work collected in {tmp_path / 'in'}.",
    ]


@pytest.mark.parametrize("students", [["ana"], ["ana", "ben"]])
def test_what_is_collected_is_graded_under_the_names_of_the_homes(
    homes: Path, tmp_path: Path, students: list[str]
) -> None:
    for student in students:
        put(homes, f"{student}/{NAME}", work(), time=1_000_000_000)
        # the later copy counts; its name is one that Canvas would give another student's file
        put(homes, f"{student}/eve_11_22_{NAME}", work(**{FIRST: RIGHT[FIRST]}), time=1_100_000_000)
        put(homes, f"{student}/Eve_11_assignsubmission_file_/{NAME}", work(), time=1_050_000_000)
    call = ["--exercise", str(SHEET), "--to"]
    steps = (
        ["collect", str(homes), *call, str(tmp_path / "in")],
        ["grade", str(tmp_path / "in"), *call, str(tmp_path / "graded"), "--no-code"],
    )
    for step in steps:
        assert CliRunner().invoke(app, step, catch_exceptions=False).exit_code == 0
    head, *rows = (tmp_path / "graded" / "grades.csv").read_text("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == students
    assert head.startswith("student,file,status,score")
    assert {row.split(",")[3] for row in rows} == {"1"}  # of the first question alone


def test_collecting_again_brings_newer_copies_and_loses_none(homes: Path, tmp_path: Path) -> None:
    early, late = work(**{FIRST: WRONG[FIRST]}), work()
    path = put(homes, f"ana/{NAME}", early)
    put(homes, f"ben/{NAME}", late)
    _, found = gathered(homes, tmp_path / "in")
    before = sorted(tmp_path.joinpath("in").rglob("*"))
    assert gathered(homes, tmp_path / "in")[1] == found == {"ana": [early], "ben": [late]}
    path.write_bytes(late)
    (homes / "ben" / NAME).unlink()
    assert gathered(homes, tmp_path / "in")[1] == {"ana": [late], "ben": [late]}
    assert sorted(tmp_path.joinpath("in").rglob("*")) == before


def test_nothing_outside_a_home_comes_with_it(homes: Path, tmp_path: Path) -> None:
    put(homes, f"ana/{NAME}", work())
    (homes / "ben").mkdir()
    (homes / "ben" / NAME).symlink_to(homes / "ana" / NAME)
    (homes / "ben" / "folder").symlink_to(homes / "ana")
    (homes / "ben" / "loop").symlink_to(homes / "ben")
    (homes / "cy").symlink_to(homes / "ana")
    said, found = gathered(homes, tmp_path / "in")
    assert list(found) == ["ana"]
    assert said["cy"].problems == ("This is a link to another place, not a folder. It was not followed.",)
    assert len(said["ben"].problems) == 1 and said["ben"].problems[0].startswith(
        f"{NAME}: The file cannot be"
    )


def test_hostile_files_stop_nobody(homes: Path, tmp_path: Path) -> None:
    put(homes, f"ana/{NAME}", work())
    put(homes, "ana/\x1b[2J\u202e.ipynb", b"")
    os.mkfifo(homes / "ana" / "pipe.ipynb")
    with (homes / "ana" / "huge.ipynb").open("wb") as huge:
        huge.truncate(LARGEST_FILE + 1)
    for at in range(6):
        with (homes / "ana" / f"large-{at}.ipynb").open("wb") as large:
            large.truncate(LARGEST_FILE)
    deep = Path("ben", *["d"] * DEEPEST_FOLDER)
    put(homes, str(deep / NAME), work())
    put(homes, str(deep / "d" / NAME), work())
    said, found = gathered(homes, tmp_path / "in")
    assert found == {"ana": [work()], "ben": [work()]}
    assert said["ana"].problems == (
        "huge.ipynb: The file has 100 MB; at most 100 are read.",
        "large-5.ipynb: The notebooks here have more than 500 MB together.",
        "pipe.ipynb: This is not an ordinary file.",
    )
    lines = report([Home("ana", problems=("\x1b[2J\u202e\udcff.ipynb: no",))], tmp_path)
    assert lines[0] == "ana: [2J?.ipynb: no"


def test_what_may_not_be_read_is_named(homes: Path, tmp_path: Path) -> None:
    put(homes, f"ana/{NAME}", work())
    put(homes, f"ben/closed/{NAME}", work())
    put(homes, f"cy/{NAME}", work()).chmod(0)
    (homes / "ben" / "closed").chmod(0)
    put(homes, f"dee/{NAME}", work())
    (homes / "dee").chmod(0)
    # root reads everything, unless it gives up the right to
    plain = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    kit = str(Path(sys.executable).with_name("kit"))
    call = [*plain, kit, "collect", str(homes), "--exercise", str(SHEET), "--to", str(tmp_path / "in")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[:3] == [
        "ben: closed: The folder cannot be read (Permission denied).",
        f"cy: {NAME}: The file cannot be read (Permission denied).",
        f"dee: {homes / 'dee'}: The folder cannot be read (Permission denied).",
    ], done.stderr


def test_an_instructor_is_no_student_and_a_solution_no_answer(homes: Path, tmp_path: Path) -> None:
    put(homes, f"teacher/course/downloads/old/{NAME}", work())
    put(homes, "ana/exercises/01-words/solution.ipynb", (SHEET / "solution.ipynb").read_bytes())
    said, found = gathered(homes, homes / "teacher" / "course" / "downloads" / "sheet-01")
    assert said == {"ana": Home("ana")} and found == {}


def test_what_is_collected_is_for_no_other_user(homes: Path, tmp_path: Path) -> None:
    put(homes, f"ana/{NAME}", work())
    collect(homes, SHEET, tmp_path / "in")
    assert (tmp_path / "in").stat().st_mode & 0o077 == 0


def test_a_wrong_call_says_what_to_name(homes: Path, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="no home of a student"):
        collect(homes, SHEET, tmp_path / "in")
    (homes / "ana").mkdir()
    with pytest.raises(KitError, match="Name the folder that holds the home of each student"):
        collect(homes / "nowhere", SHEET, tmp_path / "in")
    (tmp_path / "file").write_text("")
    with pytest.raises(KitError, match="cannot be written"):
        collect(homes, SHEET, tmp_path / "file")
    call = ["collect", str(homes), "--exercise", str(tmp_path), "--to", str(tmp_path / "in")]
    assert CliRunner().invoke(app, call).exit_code == 2
