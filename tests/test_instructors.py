"""INSTRUCTORS.md says what is so: its commands run in their order, its files and messages exist."""

import ast
import csv
import io
import json
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from kit.cli import app
from tests.grading.conftest import NEEDS_SANDBOX
from tests.grading.rehearsal import Student, answered, canvas, moodle, prepared
from tests.run_notebooks import REPOSITORY

GUIDE = (REPOSITORY / "INSTRUCTORS.md").read_text("utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [block.strip() for kind, block in FENCED.findall(GUIDE) if kind == "sh"]
PROSE = FENCED.sub("", GUIDE)
SPANS = re.findall(r"`([^`\n]+)`", PROSE)
SHEETS = {name: REPOSITORY / "exercises" / name for name in ("01-words", "02-hedging")}
FORMS = REPOSITORY / "exercises" / "05-two-weeks-later"
# what only sets a machine up is not run here; whatever else stands in a block is
SET_UP = {"apt-get", "cd", "pip", "python3", "source"}


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the tables of a section, without their heads."""
    section = re.split(r"^#+ ", GUIDE.split(f"{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    ruled = [at for at, line in enumerate(lines) if set(line) <= set("|- ")]
    heads = {at + step for at in ruled for step in (-1, 0)}
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for at, line in enumerate(lines)
        if at not in heads
    ]


def words_of(block: str) -> list[str]:
    return shlex.split(block.removeprefix("sudo ").replace("python -m pip ", "pip "))


def test_a_block_holds_one_line_to_copy() -> None:
    assert len(BLOCKS) > 25
    assert [block for block in BLOCKS if "\n" in block] == []


def test_every_option_of_grading_is_explained_and_no_other() -> None:
    commands: Any = typer.main.get_command(app)
    grade = {
        option for each in commands.commands["grade"].params for option in each.opts if option[:2] == "--"
    }
    explained = {
        span.split()[0] for row in rows_under("## Grade") for span in re.findall("`(--[^`]+)`", row[0])
    }
    assert explained == grade


def test_commands_named_in_the_prose_exist() -> None:
    commands: Any = typer.main.get_command(app)
    named = {span.split()[1] for span in SPANS if re.match(r"kit \w", span)}
    assert named and named <= commands.commands.keys()


def test_every_exercise_is_linked() -> None:
    linked = {Path(link).parent.name for link in re.findall(r"\]\(([^)]+)\)", PROSE)}
    assert {path.name for path in (REPOSITORY / "exercises").iterdir()} <= linked


def test_every_file_of_the_repository_that_is_named_is_there() -> None:
    paths = {span for span in SPANS if re.match(r"(exercises|seeds|notebooks|kit|tests|hub)/", span)}
    assert {"exercises/01-words", "seeds/NAME.txt"} <= paths
    assert {path for path in paths if "NAME" not in path and not _is_there(path)} == set()


def _is_there(path: str) -> bool:
    return (REPOSITORY / path).exists()


@cache
def said_by_the_kit() -> str:
    """Every string in the code, with … where something is put in."""
    said = []
    for file in (REPOSITORY / "kit").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "…" for part in node.values]
                said.append("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.append(node.value)
    titles = [tomllib.loads(path.read_text("utf-8"))["title"] for path in REPOSITORY.rglob("questions.toml")]
    return "\n".join([*said, *titles, (REPOSITORY / "README.md").read_text("utf-8")])


def unsaid(message: str) -> list[str]:
    """The pieces of a message, cut where something is put in, that the kit says nowhere."""
    pieces = [piece.strip() for piece in re.split(r"…|\d+", message)]
    missing = [piece for piece in pieces if piece.strip(" .:,;'") and piece not in said_by_the_kit()]
    halves = [half.strip(" .:") for piece in missing for half in piece.split(": ")]
    return [half for half in halves if half.strip(" .:,;'") and half not in said_by_the_kit()]


MESSAGES = [
    message
    for heading in ("### What the statuses mean", "## Upload the grades", "## When something goes wrong")
    for row in rows_under(heading)
    for message in re.findall(r"`([^`]{12,})`", row[0])
    if not message.startswith(("make ", "kit "))
]
QUOTED = re.findall(r"“([^”]+)”", " ".join(PROSE.split()))


@pytest.mark.parametrize("message", [*MESSAGES, *QUOTED])
def test_the_kit_says_what_is_quoted(message: str) -> None:
    assert unsaid(message) == []


def test_the_tables_of_messages_were_found() -> None:
    assert len(MESSAGES) > 45 and len(QUOTED) > 20
    assert unsaid("The file is empty of 3 answers to be marked by nobody.") != []


CLASS = [("Ana Lima", 11), ("Ben Ode", 12), ("Cy Po", 13), ("Dee Day", 14)]
ABSENT = ("Eve Fox", 15)


def handed_in(sheet: Path, who: list[tuple[str, int]], wrong: bool = False) -> list[Student]:
    """Everything right; of a whole class Ben's second question wrong, and Dee's file empty."""
    _, _, right, mistakes = prepared(sheet)
    second = list(right)[1]
    students = []
    for name, number in who:
        slips = {second: mistakes[second]} if wrong or name == "Ben Ode" else {}
        data = b"" if name == "Dee Day" else _notebook(sheet, {**right, **slips})
        students.append(Student(name, number, data))
    return students


def _notebook(sheet: Path, answers: dict[str, Any]) -> bytes:
    return json.dumps(answered(sheet, answers)).encode()


def table(*rows: list[Any]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def downloads() -> dict[str, bytes]:
    """What the guide's instructor has downloaded by the end of the course."""
    words, hedging = SHEETS.values()
    a, b = FORMS / "form-a", FORMS / "form-b"
    heads = ["Identifier", "Full name", "Status", "Grade", "Maximum Grade", "Grade can be changed"]
    lines = [[f"Participant {number}", name, "", "", "100.00", "Yes"] for name, number in [*CLASS, ABSENT]]
    canvas_heads = ["Student", "ID", "SIS Login ID", "Section", "Hedging: exercise sheet (77)", "Other (78)"]
    points = ["    Points Possible", "", "", "", "20.00", "5.00"]
    book = [
        [", ".join(reversed(name.split())), number, "", "One", "", "3"] for name, number in [*CLASS, ABSENT]
    ]
    later = [(name, number + 100) for name, number in CLASS]
    return {
        "sheet-01.zip": moodle(handed_in(words, CLASS), "sheet-01"),
        "sheet-01-grades.csv": table(heads, *lines),
        "sheet-02.zip": canvas(handed_in(hedging, CLASS), "sheet-02"),
        "gradebook.csv": table(canvas_heads, points, *book),
        "first-a.zip": moodle(handed_in(a, CLASS[:2], wrong=True), "two-weeks-a"),
        "first-b.zip": moodle(handed_in(b, CLASS[2:3], wrong=True), "two-weeks-b"),
        "second-b.zip": moodle(handed_in(b, later[:2]), "two-weeks-b"),
        "second-a.zip": moodle(handed_in(a, later[2:3]), "two-weeks-a"),
    }


def run(block: str) -> str:
    """Run one block of the guide where it is to be run; what it printed comes back."""
    program, *words = words_of(block)
    words = ["wire" if word == "NAME" else word for word in words]
    if program == "kit":
        ended = CliRunner().invoke(app, words, catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
        return ended.output
    call = [sys.executable if program == "python" else program, *words]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (call, done.stderr)
    return done.stdout


def mark_essays(folder: Path) -> None:
    """Type full points into every criterion, as a spreadsheet with semicolons would save them."""
    file = folder / "essays.csv"
    heads, *rows = csv.reader(io.StringIO(file.read_text("utf-8-sig")))
    for row in rows:
        for at in range(heads.index("answer") + 1, heads.index("comment")):
            row[at] = re.findall(r"\(([\d.]+)\)", heads[at])[-1]
        row[heads.index("comment")] = "Well read."
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([heads, *rows])
    file.write_text(written.getvalue(), "utf-8", newline="")


def column(file: Path, head: str) -> list[str]:
    return [row[head] for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))]


@NEEDS_SANDBOX
def test_the_guide_leads_from_nothing_to_uploaded_grades(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, course = tmp_path / "between-the-lines", tmp_path / "course"
    kit.mkdir()
    monkeypatch.chdir(kit)
    printed, marked = [], set()
    assert {words_of(block)[0] for block in BLOCKS} >= SET_UP
    for block in BLOCKS:
        if words_of(block)[0] in SET_UP:
            continue
        printed.append(run(block))
        if block.startswith("mkdir") and "downloads" in block:
            for name, data in downloads().items():
                (course / "downloads" / name).write_bytes(data)
        if block.startswith("kit grade") and "--worksheet" in block:
            folder = Path(words_of(block)[words_of(block).index("--to") + 1])
            if folder not in marked:  # before the line is run a second time
                mark_essays(folder)
                marked.add(folder)
    graded = course / "graded"

    for row in rows_under("## Grade")[:9]:
        for name in re.findall("`([^`]+)`", row[0]):
            assert (graded / "sheet-01" / name).exists(), name
    # 20 points each of 100; Ben has a wrong answer for one, Dee's file is empty, Eve handed in nothing
    assert column(graded / "sheet-01" / "sheet-01-grades.csv", "Grade") == [
        "100.00",
        "95.00",
        "100.00",
        "",
        "",
    ]
    assert column(graded / "sheet-02" / "gradebook.csv", "Hedging: exercise sheet (77)")[1:3] == [
        "20.00",
        "18.00",
    ]
    assert any("3 of 4 submissions graded." in said for said in printed)
    notes = (graded / "sheet-01" / "worksheet-notes.txt").read_text("utf-8")
    assert "scaled from 20 points" in notes and "Eve Fox" in notes and "Dee Day" in notes
    assert "Well read." in (graded / "sheet-01" / "feedback" / "Ana Lima (11).html").read_text("utf-8")
    for name in ("second-a", "second-b"):
        assert "Gain since the earlier sitting" in (graded / name / "report.html").read_text("utf-8")
    handouts = course / "handouts"
    assert sorted(path.name for path in handouts.iterdir()) == [
        *("form-a", "form-b", "my-words", "sheet-01", "sheet-01.zip")
    ]
    for bank in handouts.rglob("questions.toml"):
        assert 'keys = "withheld"' in bank.read_text("utf-8")
    assert "feedback" in (course / "practice" / "sheet-01" / "questions.toml").read_text("utf-8")
    assert any("All banks, annotations and notebooks are in order." in said for said in printed)
