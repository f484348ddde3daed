"""``kit grade`` from what was handed in to the reports."""

import csv
import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.grading import cohort, sandbox
from kit.grading.sandboxed import limit
from kit.grading.state import STATE
from tests.grading.conftest import NEEDS_SANDBOX, Grade
from tests.grading.handed_in import POINTS, RIGHT, SOURCE, packed, record, zipped

WRONG = {**RIGHT, "every_kind.choice": "decided"}


def lay(folder: Path, members: dict[str, bytes]) -> Path:
    for name, data in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_a_folder_of_notebooks(grade: Grade, tmp_path: Path) -> None:
    rows = grade(lay(tmp_path / "in", {"ana.ipynb": packed(), "ben.ipynb": packed(WRONG)}))
    assert {name: float(row["score"]) for name, row in rows.items()} == {"ana": POINTS, "ben": POINTS - 1}
    assert list(rows["ana"])[:5] == ["student", "file", "status", "score", "max_score"]
    assert rows["ana"]["every_kind.choices"] == "2" and rows["ana"]["every_kind.essay"] == ""


def test_one_notebook(grade: Grade, tmp_path: Path) -> None:
    assert list(grade(lay(tmp_path, {"ana.ipynb": packed()}) / "ana.ipynb")) == ["ana"]


MOODLE = {
    "Ana Lima_11_assignsubmission_file_/sheet.ipynb": packed(),
    "Ana Lima_12_assignsubmission_file_/sheet.ipynb": packed(WRONG),
    "Ben_13_assignsubmission_file_sheet.ipynb": packed(),
    "Cy_14_assignsubmission_file_work.zip": zipped({"a/b.zip": zipped({"sheet.ipynb": packed()})}),
}


@pytest.mark.parametrize("in_zip", [True, False])
def test_a_moodle_download_where_two_have_one_name(grade: Grade, tmp_path: Path, in_zip: bool) -> None:
    place = lay(tmp_path / "in", {"all.zip": zipped(MOODLE)} if in_zip else MOODLE)
    rows = grade(place / "all.zip" if in_zip else place)
    assert {name: float(row["score"]) for name, row in rows.items()} == {
        "Ana Lima (11)": POINTS,
        "Ana Lima (12)": POINTS - 1,
        "Ben (13)": POINTS,
        "Cy (14)": POINTS,
    }


def test_a_canvas_download(grade: Grade, tmp_path: Path) -> None:
    files = {
        "smithbob_340934_208490284_file.ipynb": packed(WRONG),
        "smithbob_340934_208490299_file-1.ipynb": packed(),
        "doeann_LATE_340935_208490285_file.ipynb": packed(),
    }
    rows = grade(lay(tmp_path / "in", files))
    assert "2 files of this student: the last in time counts." in rows["smithbob (340934)"]["status"]
    assert float(rows["smithbob (340934)"]["score"]) == POINTS
    assert "Handed in late." in rows["doeann (340935)"]["status"]


def test_a_folder_for_each_student_inside_another(grade: Grade, tmp_path: Path) -> None:
    files = {
        "class/ana/sheet.ipynb": packed(),
        "class/ben/sheet.ipynb": packed(),
        "class/ben/notes.txt": b"x",
    }
    assert set(grade(lay(tmp_path / "in", files))) == {"ana", "ben"}
    (tmp_path / "nested.zip").write_bytes(zipped({"inner.zip": zipped({"ana.ipynb": b"", "ben.ipynb": b""})}))
    assert set(grade(tmp_path / "nested.zip")) == {"ana", "ben"}


def test_nobody_hands_in_under_the_name_of_another(grade: Grade, tmp_path: Path) -> None:
    theirs = zipped({"Ana_11_assignsubmission_file_/sheet.ipynb": packed({})})
    files = {"eve.zip": theirs, "ana.ipynb": packed()}
    assert set(grade(lay(tmp_path / "in", files))) == {"eve", "ana"}
    moodle = {
        "Eve_12_assignsubmission_file_/eve.zip": theirs,
        "Ana_11_assignsubmission_file_/a.ipynb": packed(),
    }
    rows = grade(lay(tmp_path / "moodle", moodle), to=tmp_path / "second")
    assert {name: float(row["score"]) for name, row in rows.items()} == {"Eve (12)": 0, "Ana (11)": POINTS}


def test_the_last_in_time_counts(grade: Grade, tmp_path: Path) -> None:
    files = {
        "ana/1.ipynb": packed(),
        "ana/2.ipynb": packed(WRONG),
        "ben/1.ipynb": packed(),
        "ben/2.ipynb": b"{",
    }
    place = lay(tmp_path / "in", files)
    for name in files:
        os.utime(place / name, (1e9, 1e9 + (1e6 if name in ("ana/1.ipynb", "ben/2.ipynb") else 0)))
    rows = grade(place)
    assert rows["ana"]["file"] == "ana/1.ipynb" and "2 files" in rows["ana"]["status"]
    assert rows["ben"]["file"] == "ben/1.ipynb" and "since ben/2.ipynb cannot" in rows["ben"]["status"]


def hostile_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.ipynb", packed())
        archive.writestr("../../climbs.ipynb", packed())
        archive.writestr("/etc/absolute.ipynb", packed())
        archive.writestr("C:\\windows\\drive.ipynb", packed())
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def test_a_hostile_archive_leaves_nothing_outside(grade: Grade, tmp_path: Path) -> None:
    place = lay(tmp_path / "deep" / "in", {"all.zip": hostile_zip()}) / "all.zip"
    rows = grade(place)
    assert float(rows["good"]["score"]) == POINTS
    reasons = {name: row["status"] for name, row in rows.items() if name != "good"}
    assert len(reasons) == 4 and all("not graded: " in reason for reason in reasons.values())
    assert sum("a place outside itself" in reason for reason in reasons.values()) == 3
    assert sum("a link" in reason for reason in reasons.values()) == 1
    assert not list(tmp_path.rglob("climbs*.ipynb"))


def test_bombs_and_damaged_archives(grade: Grade, tmp_path: Path) -> None:
    bomb = zipped({"zeros.ipynb": b"0" * 120_000_000})
    deep = packed()
    for _ in range(6):
        deep = zipped({"x.zip": deep})
    files = {
        "bomb.zip": bomb,
        "deep.zip": deep,
        "cut.zip": bomb[:-30],
        "none.zip": b"no archive",
        "ana.ipynb": packed(),
        "rar.rar": b"Rar!",
    }
    rows = grade(lay(tmp_path / "in", files))
    assert float(rows["ana"]["score"]) == POINTS
    assert "too large" in rows["bomb"]["status"] and "deep" in rows["deep"]["status"]
    assert "damaged" in rows["cut"]["status"] and "damaged" in rows["none"]["status"]
    assert "Unpack it" in rows["rar.rar"]["status"]


def test_links_and_pipes_in_a_folder_are_not_followed(grade: Grade, tmp_path: Path) -> None:
    place = lay(tmp_path / "in", {"ana.ipynb": packed()})
    (place / "ben.ipynb").symlink_to(place / "ana.ipynb")
    (place / "loop").symlink_to(place)
    os.mkfifo(place / "cy.ipynb")
    rows = grade(place)
    assert "a link" in rows["ben"]["status"] and "a link" in rows["loop"]["status"]
    assert "not an ordinary file" in rows["cy"]["status"] and float(rows["ana"]["score"]) == POINTS


def test_a_file_that_cannot_be_read(grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = lay(tmp_path / "in", {"ana.ipynb": packed(), "ben.ipynb": packed(WRONG)})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "ben.ipynb":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    rows = grade(place)
    assert "cannot be read (Permission denied)" in rows["ben"]["status"]
    assert float(rows["ana"]["score"]) == POINTS


def test_names_that_are_meant_to_harm(grade: Grade, tmp_path: Path) -> None:
    names = [
        "=cmd()",
        'a,"b',
        "new\nline",
        "turn\u202eed",
        "<script>alert(1)</script>".replace("/", "|"),
        "+1",
    ]
    names.append(os.fsdecode(b"half\xff"))
    grade(lay(tmp_path / "in", {f"{name}.ipynb": packed() for name in names}))
    written = (tmp_path / "graded" / "grades.csv").read_text("utf-8")
    assert len(written.splitlines()) == len(names) + 1
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "\u202e" not in written and "turned" in written
    report = (tmp_path / "graded" / "report.html").read_text("utf-8")
    assert "<script" not in report and "&lt;script&gt;" in report
    assert len(list((tmp_path / "graded" / "feedback").iterdir())) == len(names)


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)


def test_script_in_answers_is_escaped_and_secret_keys_stay_so(grade: Grade, tmp_path: Path) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    answers = dict.fromkeys(RIGHT, attack) | {
        "every_kind.match": {attack: attack},
        "every_kind.order": [attack],
        "more.code": {"source": attack},
        "more.secret": "this",
    }
    grade(lay(tmp_path / "in", {"ana.ipynb": packed(answers), "ben.ipynb": packed()}))
    page = (tmp_path / "graded" / "feedback" / "ana.html").read_text("utf-8")
    assert not {"script", "img"} & set(Tags(page).seen) and "&lt;script&gt;" in page
    assert {"html", "title", "main", "h1", "h2"} <= set(Tags(page).seen)
    assert "THE-KEY" not in page and "more.secret" in page
    report = (tmp_path / "graded" / "report.html").read_text("utf-8")
    assert not {"script", "img"} & set(Tags(report).seen)


def test_item_statistics(grade: Grade, tmp_path: Path) -> None:
    none = {"every_kind.number": "7"}
    files = {"a.ipynb": packed(), "b.ipynb": packed(), "c.ipynb": packed(WRONG), "d.ipynb": packed(none)}
    grade(lay(tmp_path / "in", files))
    with (tmp_path / "graded" / "items.csv").open(encoding="utf-8") as file:
        items = {row["question"]: row for row in csv.DictReader(file)}
    choice = items["every_kind.choice"]
    assert (choice["n"], choice["attempted"], choice["mean_share"], choice["difficulty"]) == (
        "4",
        "3",
        "0.6667",
        "0.5",
    )
    assert 0 < float(choice["discrimination"]) < 1
    assert items["every_kind.essay"]["difficulty"] == "" and items["spans.stance"]["mean_share"] == ""


def outputs(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != STATE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def many(folder: Path) -> Path:
    files = {f"s{number}.ipynb": packed({"every_kind.number": str(number)}) for number in range(30)}
    return lay(folder, {**files, "bad.ipynb": b"{"})


def test_results_do_not_depend_on_the_number_of_jobs(grade: Grade, tmp_path: Path) -> None:
    place = many(tmp_path / "in")
    grade(place, "--no-code", to=tmp_path / "one")
    grade(place, "--jobs", "2", "--no-code", to=tmp_path / "two")
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")


def test_a_rerun_changes_nothing_and_marks_nothing_twice(
    grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, to = many(tmp_path / "in"), tmp_path / "in" / "graded"  # even where it lies among the submissions
    grade(place, to=to)
    before, state = outputs(to), (to / STATE).read_bytes()
    monkeypatch.setattr(cohort, "mark_submission", lambda *_: pytest.fail("graded twice"))
    grade(place, to=to)
    assert outputs(to) == before and (to / STATE).read_bytes() == state


@pytest.mark.parametrize("cut", [0, 1, 400, 5000, -1])
def test_a_run_that_was_broken_off_goes_on(grade: Grade, tmp_path: Path, cut: int) -> None:
    place, to = many(tmp_path / "in"), tmp_path / "graded"
    grade(place, to=to)
    before, state = outputs(to), (to / STATE).read_bytes()
    (to / STATE).write_bytes(state[:cut])
    (to / "grades.csv").unlink()
    grade(place, to=to)
    assert outputs(to) == before


def test_another_bank_grades_again(tmp_path: Path, exercise_folder: Path) -> None:
    place, bank = many(tmp_path / "in"), tmp_path / "questions.toml"
    content = (exercise_folder / "questions.toml").read_text("utf-8")
    for key, score in (('{ count = "charade" }', "1"), ("99", "0")):
        bank.write_text(content.replace('{ count = "charade" }', key), "utf-8")
        call = ["grade", str(place), "--exercise", str(bank), "--to", str(tmp_path / "out")]
        assert CliRunner().invoke(app, call).exit_code == 0
        with (tmp_path / "out" / "grades.csv").open(encoding="utf-8") as file:
            assert next(row["score"] for row in csv.DictReader(file) if row["student"] == "s3") == score


def die(*_: object) -> None:
    os._exit(9)


def test_a_file_that_takes_its_process_down_stops_no_other(
    grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = many(tmp_path / "in")
    opened = cohort.open_submission
    monkeypatch.setattr(
        cohort, "open_submission", lambda s, name, data: die() if "s7." in name else opened(s, name, data)
    )
    rows = grade(place, "--jobs", "2", "--no-code")
    assert rows["s7"]["status"].startswith("not graded: ") and rows["s3"]["score"] == "1"


def test_a_full_disk_is_said_and_the_run_goes_on_later(
    grade: Grade, tmp_path: Path, exercise_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = many(tmp_path / "in")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kit.grading.state.os.write", full)
        call = ["grade", str(place), "--exercise", str(exercise_folder), "--to", str(tmp_path / "graded")]
        ended = CliRunner().invoke(app, call)
    assert ended.exit_code == 1 and "No space left on device" in str(ended.exception)
    assert grade(place)["s3"]["score"] == "1"


@pytest.mark.parametrize(
    "call",
    [
        [],
        ["nowhere", "--exercise", "{exercise}", "--to", "{out}"],
        ["{empty}", "--exercise", "{exercise}", "--to", "{out}"],
        ["{exercise}", "--exercise", "{empty}", "--to", "{out}"],
        ["{exercise}", "--exercise", "{exercise}", "--to", "{out}", "--jobs", "0"],
        ["{exercise}", "--exercise", "{exercise}"],
    ],
)
def test_a_wrong_call(tmp_path: Path, exercise_folder: Path, call: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    places = {"exercise": exercise_folder, "empty": tmp_path / "empty", "out": tmp_path / "out"}
    assert CliRunner().invoke(app, ["grade", *(part.format(**places) for part in call)]).exit_code == 2


def test_a_50_megabyte_output_is_read(grade: Grade, tmp_path: Path) -> None:
    big = {"output_type": "stream", "name": "stdout", "text": ["x" * 50_000_000]}
    data = packed({"every_kind.choice": "charade"})
    sheet = json.loads(data)
    sheet["cells"].append({"cell_type": "code", "source": "", "metadata": {}, "outputs": [big]})
    one_line = json.dumps(sheet).encode()
    big["text"] = ["x" * 49 + "\n"] * 1_000_000
    rows = grade(lay(tmp_path / "in", {"line.ipynb": one_line, "lines.ipynb": json.dumps(sheet).encode()}))
    assert [row["score"] for row in rows.values()] == ["1", "1"]


def test_records_of_the_same_moment_are_told_apart_by_attempt(grade: Grade, tmp_path: Path) -> None:
    again = record("every_kind.choice", "charade", attempt=2)
    rows = grade(lay(tmp_path / "in", {"ana.ipynb": packed({"every_kind.choice": "decided"}, again)}))
    assert rows["ana"]["score"] == "1"


@NEEDS_SANDBOX
def test_code_is_run_in_the_sandbox_and_compared_outside(grade: Grade, tmp_path: Path) -> None:
    sources = {"ana": SOURCE, "ben": "def shout(word):\n    return 'NO'\n", "cy": "import os; os._exit(0)\n"}
    values = RIGHT["more.code"]["values"]  # claimed by all of them
    files = {f"{s}.ipynb": packed({"more.code": {"source": t, "values": values}}) for s, t in sources.items()}
    rows = grade(lay(tmp_path / "in", files), "--jobs", "2")
    assert {student: row["more.code"] for student, row in rows.items()} == {"ana": "2", "ben": "1", "cy": "0"}
    page = (tmp_path / "graded" / "feedback" / "ben.html").read_text("utf-8")
    assert "1 of 2 examples fit." in page and "WAR" not in page  # a hidden example stays hidden


@NEEDS_SANDBOX
@pytest.mark.parametrize("files", [{}, {"ana.ipynb": packed()}])
def test_however_grading_ends_no_process_is_left(
    tmp_path: Path, exercise_folder: Path, files: dict[str, bytes]
) -> None:
    place = lay(tmp_path / "in", files)
    place.mkdir(exist_ok=True)
    before = set(sandbox._warm)
    CliRunner().invoke(app, ["grade", str(place), "--exercise", str(exercise_folder), "--to", str(tmp_path)])
    assert set(sandbox._warm) <= before


def test_grading_loads_no_library_of_analysis_before_a_key_needs_it() -> None:
    look = "import sys, kit.cli, kit.grading.command; print({'nltk', 'numpy', 'pandas'} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)
    assert ended.stdout == "set()\n"


def test_without_a_sandbox_code_is_not_run_unless_trusted(
    grade: Grade, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.grading.sandbox.bubblewrap", lambda: None)
    place = lay(tmp_path / "in", {"ana.ipynb": packed()})
    row = grade(place, "--jobs", "1")["ana"]
    assert row["more.code"] == "" and float(row["score"]) == POINTS
    assert "bubblewrap is not installed" in row["status"] and "--trust-code" in row["status"]
    assert grade(place, "--trust-code")["ana"]["more.code"] == "2"
    assert grade(place)["ana"]["more.code"] == ""  # --no-code


WINDOWS = """
import os, signal, sys
sys.modules["resource"] = None
del os.pread, os.fork, os.killpg, signal.SIGKILL
from kit.cli import main
main()
"""


@pytest.mark.parametrize("option", ["", "--trust-code"])
def test_what_windows_lacks_is_not_needed_but_for_code(
    exercise_folder: Path, tmp_path: Path, option: str
) -> None:
    files = {f"{student}.ipynb": packed({"more.secret": student}) for student in ("this", "that")}
    place, to = lay(tmp_path / "in", files), tmp_path / "graded"
    call = ["grade", str(place), "--exercise", str(exercise_folder), "--to", str(to), *filter(None, [option])]
    path = {"PATH": "", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run([sys.executable, "-c", WINDOWS, *call], env=path, capture_output=True, text=True)
    if option:
        assert ended.returncode == 2 and "does not work on Windows" in " ".join(ended.stderr.split())
    else:
        assert ended.returncode == 0, ended.stderr
        assert (to / "grades.csv").read_text("utf-8").count("graded") == 2


def test_on_a_mac_code_has_no_limit_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    limits_set: list[int] = []
    limits = {"cpu": 1, "memory": 2, "file": 3, "files": 4}
    monkeypatch.setattr("resource.setrlimit", lambda kind, limit: limits_set.append(limit[0]))
    for platform, expected in (("darwin", [1, 3, 4, 0]), ("linux", [1, 2, 3, 4, 0])):
        monkeypatch.setattr("sys.platform", platform)
        limits_set.clear()
        limit(limits)
        assert limits_set == expected
