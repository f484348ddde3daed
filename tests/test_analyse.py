import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import kit
from kit.analyse import COLUMNS, LARGEST, analyse, doubt, files_named
from kit.cli import app
from kit.findings import findings

runner = CliRunner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "Perhaps Ms. Hall said that it would rain. It is clearly a so-called “plan”."
    )
    (tmp_path / "b.txt").write_text("The door is open.")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.txt").write_text("Obviously, he said no.")
    return tmp_path


def lines(*arguments: str) -> list[dict[str, object]]:
    run = runner.invoke(app, ["analyse", *arguments, "--format", "jsonl"])
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_json_lines_hold_the_contract(folder: Path) -> None:
    path = str(folder / "a.txt")
    raw = Path(path).read_text()
    for found in lines(path):
        assert found["file"] == path
        if found["kind"] == "attribution":
            assert list(found) == ["file", "kind", "source", "cue", "content", "form", "source_kind", "rule"]
        else:
            assert list(found) == ["file", "kind", "start", "end", "text", "category", "rule"]
            assert raw[found["start"] : found["end"]] == found["text"]
    assert {found["kind"] for found in lines(path)} == {"hedge", "booster", "scare_quote", "attribution"}


def test_offsets_count_the_file_as_it_is_newlines_untouched(tmp_path: Path) -> None:
    (tmp_path / "crlf.txt").write_bytes("\ufeffOne.\r\n\r\nPerhaps two.\r\n".encode())
    (found,) = lines(str(tmp_path / "crlf.txt"))
    raw = (tmp_path / "crlf.txt").read_bytes().decode()
    assert raw[found["start"] : found["end"]] == "Perhaps"


def test_folders_patterns_and_seeds_can_be_named(folder: Path) -> None:
    assert [Path(name).name for name in files_named([str(folder)])] == ["a.txt", "b.txt", "c.txt"]
    assert [Path(name).name for name in files_named([str(folder / "*.txt")])] == ["a.txt", "b.txt"]
    assert list(files_named(["article"])) == ["article"]


def test_a_bad_file_is_named_and_skipped_and_the_rest_is_done(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xfe")
    run = runner.invoke(app, ["analyse", str(folder), "--format", "jsonl"])
    assert run.exit_code == 1
    assert f"{folder / 'bad.txt'}: bad.txt is not UTF-8" in run.stderr
    assert {json.loads(line)["file"] for line in run.stdout.splitlines()} == {
        str(folder / "a.txt"),
        str(folder / "deep" / "c.txt"),
    }


def test_two_jobs_print_what_one_does(folder: Path) -> None:
    one, two = (lines(str(folder), "--jobs", number) for number in "12")
    assert one == two != []


def test_csv_has_one_head_and_cells_that_are_no_formulas(folder: Path) -> None:
    (folder / "sum.txt").write_text("=SUM said that it would rain.")
    run = runner.invoke(app, ["analyse", str(folder), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert not any(str(cell).startswith("=") for row in rows for cell in row.values())


def test_the_page_stands_alone_with_legend_and_table(folder: Path) -> None:
    page = runner.invoke(app, ["analyse", str(folder), "--format", "html"]).stdout
    assert page.startswith("<!doctype html>") and page.endswith("</html>\n")
    assert "<mark" in page and "<table" in page
    assert "http" not in page and "<script" not in page


def test_the_table_counts_what_was_found() -> None:
    stdout = runner.invoke(app, ["analyse", "article"]).stdout
    assert stdout.startswith("article: 659 words;") and "seemingly" in stdout


def test_another_language_is_said_and_analysed_all_the_same(tmp_path: Path) -> None:
    german = "Der Krieg ist eine bloße Fortsetzung der Politik mit anderen Mitteln, sagte er damals."
    (tmp_path / "de.txt").write_text(german)
    run = runner.invoke(app, ["analyse", str(tmp_path / "de.txt"), "--format", "jsonl"])
    assert "does not look English" in run.stderr and run.exit_code == 0
    assert doubt(kit.read("article")) == ""


def test_a_file_that_is_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        os.truncate(file.fileno(), LARGEST + 1)
    (outcome,) = analyse([str(tmp_path / "huge.txt")], "jsonl")
    assert "the most is 50 MB" in outcome.problem


def test_an_empty_folder_is_one_line(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from kit.cli import main; main()", "analyse", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr == "There is no .txt file there. Name a text file, or a folder that holds some.\n"


HOSTILE = {
    "no sentence end": "word " * 20_000,
    "nested quotations": "“" * 10_000 + "x" + "”" * 10_000,
    "an open quotation": "He said: “" + "and so on. " * 10_000,
    "emoji": "😀 said that 😀 may rain. " * 2_000,
    "right to left": "קרא said שלום would. " * 3_000,
    "triggers only": "may might could would said that " * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_come_to_an_end(name: str) -> None:
    text = kit.Text("hostile", HOSTILE[name])
    for found in findings(text):
        if "start" in found:
            assert text.raw[found["start"] : found["end"]] == found["text"]


WILD = "he said that “ ” ' \" may. according to the US might : clearly , Smith ‘ ’ would , « » 😀 \u200f \r\n"
words = st.sampled_from(WILD.split(" "))


@given(st.lists(words, max_size=60).map(" ".join) | st.text(max_size=200))
def test_every_span_lies_inside_the_text(raw: str) -> None:
    for found in findings(kit.Text("wild", raw)):
        spans = [span for role in ("source", "cue", "content") for span in found.get(role, ())]
        spans += [(found["start"], found["end"])] if "start" in found else []
        assert all(0 <= start < end <= len(raw) for start, end in spans)
