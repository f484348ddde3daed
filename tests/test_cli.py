import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kit.cli import app, main
from kit.errors import KitError
from tests.run_notebooks import REPOSITORY

runner = CliRunner()


def test_words_prints_a_line_of_json_for_each_type() -> None:
    lines = runner.invoke(app, ["words", "article", "--format", "jsonl"]).stdout.splitlines()
    rows = {row["word"]: row["count"] for row in map(json.loads, lines)}
    assert rows["charade"] == 3 and rows["the"] == 37


def test_words_against_a_text_prints_keyness(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Peace and bread.")
    run = runner.invoke(
        app, ["words", "article", "--against", str(tmp_path / "other.txt"), "--format", "csv"]
    )
    assert run.stdout.splitlines()[0].startswith("word,count,reference_count,per_1000")


@pytest.mark.parametrize("format", ["table", "html"])
def test_words_for_people(format: str) -> None:
    assert "charade" in runner.invoke(app, ["words", "article", "--format", format]).stdout


def test_an_unknown_text_is_one_line_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["kit", "words", "artcle"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "There is no text 'artcle'. Did you mean 'article'?\n"


def test_a_wrong_call_is_exit_code_2() -> None:
    assert runner.invoke(app, ["words"]).exit_code == 2


def test_the_kit_passes_its_own_check() -> None:
    run = runner.invoke(app, ["check", str(REPOSITORY)])
    assert run.stdout == "All banks, annotations and notebooks are in order.\n" and run.exit_code == 0


def test_check_names_what_is_wrong_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "x.toml").write_text('[[question]]\nid = "x.q1"\nkind = "choise"\nprompt = "?"')
    (tmp_path / "notebooks" / "x.ipynb").write_text("{}")
    run = runner.invoke(app, ["check", str(tmp_path)])
    assert run.exit_code == 1
    assert "x.toml, question 'x.q1'" in run.stdout and "x.ipynb" in run.stdout


def test_check_names_an_annotation_that_does_not_fit_its_text(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "x.ipynb").write_text("{}")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "t.txt").write_text("It may rain.")
    (tmp_path / "seeds" / "t.reference.jsonl").write_text(
        '{"kind": "hedge", "start": 3, "end": 6, "text": "can"}'
    )
    run = runner.invoke(app, ["check", str(tmp_path)])
    assert "t.reference.jsonl, line 1, cannot be used: 'can' does not stand at 3" in run.stdout


def test_check_of_a_folder_without_lessons(tmp_path: Path) -> None:
    assert isinstance(runner.invoke(app, ["check", str(tmp_path)]).exception, KitError)
