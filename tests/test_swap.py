"""What remains to be rewritten for another text: all that rests on the old one, and nothing else."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.cli import app
from kit.swap import what_remains
from kit.texts import Text, read
from tests.run_notebooks import REPOSITORY
from tests.unseen import UNSEEN

TRAM = Text("tram", UNSEEN)

BANK = """
text = "article"
[[question]]
id = "01-try.fixed"
kind = "number"
prompt = "How many?"
answer = 7
[[question]]
id = "01-try.computed"
kind = "number"
prompt = "How often does *mayor* stand there?"
answer = { paragraphs = true }
[[question]]
id = "01-try.word"
kind = "number"
prompt = "How often does *charade* stand there?"
answer = { count = "charade" }
[[question]]
id = "01-try.quote"
kind = "text"
prompt = "What was dropped?"
accepted = ["the charade"]
justified_by = "drop the charade"
[[question]]
id = "01-try.spans"
kind = "spans"
prompt = "Mark the hedges."
labels = ["hedge"]
reference = "seed"
passage = { first = "The reality is", last = "conflict." }
[[question]]
id = "01-try.free"
kind = "choice"
prompt = "What does a *type* mean? It is “a distinct word”."
options = [{ text = "a word form", correct = true }, { text = "a running word" }]
"""


def notebook(*cells: tuple[str, str]) -> str:
    made = [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01-try.toml").write_text(BANK, "utf-8")
    (tmp_path / "notebooks" / "01-try.ipynb").write_text(
        notebook(
            ("markdown", "# Try"),
            ("code", 'import kit\narticle = kit.read("article")'),
            ("code", 'assert kit.count(article, "charade") == 3'),
            ("code", "assert article.words"),
            ("markdown", "It says “drop the charade … more openly” and speaks of *types* and the “mayor”."),
            ("code", "assert (  # not finished"),
        ),
        "utf-8",
    )
    return tmp_path


def about(lines: list[str], what: str) -> list[str]:
    return [line for line in lines if what in line]


def test_what_rests_on_the_old_text_is_listed_with_its_place(course: Path) -> None:
    lines = what_remains(course, TRAM)
    assert about(lines, '01-try.toml: set text = "tram"')
    assert about(lines, "'01-try.fixed', field 'answer': 7 is a fixed number")
    assert about(lines, "'01-try.word', field 'answer': 'charade' does not occur in tram")
    assert about(lines, "'01-try.word', field 'prompt': names \"charade\"")
    assert about(lines, "'01-try.quote', field 'justified_by'")
    assert about(lines, "'01-try.quote', field 'accepted': names \"the charade\"")
    assert about(lines, "'01-try.spans', field 'passage.first'")
    assert about(lines, "'01-try.spans', field 'reference': tram has no reference annotation")
    assert about(lines, 'cell 3: the code names "charade"')
    assert about(lines, "cell 3: an assert states figures of article")
    assert about(lines, 'cell 5: the prose names "drop the charade", "more openly", not in tram')
    assert about(lines, '01-try.ipynb: reads "article"; read "tram" in its place.')


def test_what_holds_for_any_text_is_not_listed(course: Path) -> None:
    lines = what_remains(course, TRAM)
    for free in ("01-try.computed", "01-try.free", "cell 1", "cell 4", "cell 6", "mayor", "types"):
        assert not about(lines, free), free


def test_nothing_remains_for_the_text_that_is_there_or_a_constructed_one(course: Path) -> None:
    assert what_remains(course, read("article")) == []
    path = course / "notebooks" / "01-try.toml"
    path.write_text(BANK.replace('text = "article"', 'text = "wire"'), "utf-8")
    assert not about(what_remains(course, TRAM), "01-try.toml")


def test_a_broken_bank_is_listed_and_stops_nothing(course: Path) -> None:
    (course / "notebooks" / "00-broken.toml").write_text("[[question", "utf-8")
    lines = what_remains(course, TRAM)
    assert about(lines, "00-broken.toml is not valid TOML")
    assert about(lines, "01-try.toml")


def test_an_exercise_is_listed_once_under_its_solution(course: Path) -> None:
    folder = course / "exercises" / "01"
    folder.mkdir(parents=True)
    for name in ("solution.ipynb", "exercise.ipynb"):
        (folder / name).write_text(notebook(("code", 'kit.count(kit.read("article"), "charade")')), "utf-8")
    lines = what_remains(course, TRAM)
    assert about(lines, "solution.ipynb")
    assert not about(lines, "exercise.ipynb")


def test_the_command_prints_the_list_and_ends_well(course: Path) -> None:
    (course / "tram.txt").write_text(UNSEEN, "utf-8")
    result = CliRunner().invoke(app, ["check", str(course), "--text", str(course / "tram.txt")])
    assert result.exit_code == 0
    assert result.output.splitlines()[:-1] == what_remains(course, read(course / "tram.txt"))
    assert "things to rewrite for" in result.output.splitlines()[-1]


def test_the_kits_own_lessons_are_listed() -> None:
    lines = what_remains(REPOSITORY, TRAM)
    for name in ("00-start-here.toml", "01-words.toml", "01-words.ipynb"):
        assert about(lines, name), name
