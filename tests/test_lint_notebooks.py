import json
from pathlib import Path
from typing import Any

import pytest

from kit.answers import MIME, Record
from kit.lint_notebooks import check_notebook


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source}


def code(source: str, *, outputs: list[Any] | None = None, count: int | None = 1) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": outputs or [], "execution_count": count}


def problems(tmp_path: Path, *cells: dict[str, Any], metadata: dict[str, Any] | None = None) -> str:
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps({"cells": list(cells), "metadata": metadata or {}}))
    return "\n".join(check_notebook(path))


TITLE = markdown("# A lesson\n\n## A part")


def test_a_lesson_in_order_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, TITLE, code("1 + 1")) == ""


ANSWER = Record("lesson.q1", "text", "a", 1, "2026-01-01T00:00:00Z", "0" * 12).to_json()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([markdown("## No title")], "open with one title"),
        ([TITLE, markdown("# A second title")], "open with one title"),
        ([TITLE, markdown("#### Deep")], "heading 'Deep': skips a level"),
        ([TITLE, code("x\n" * 13)], "cell 2: is 13 lines long"),
        ([TITLE, code("!pip install kit")], "a shell command or a magic"),
        ([TITLE, code("%matplotlib inline")], "a shell command or a magic"),
        ([TITLE, code("from kit import *")], "imports everything"),
        ([TITLE, code("nltk.download('punkt')")], "downloads data"),
        ([TITLE, code("1", count=None)], "was not run"),
        ([TITLE, code("1", outputs=[{"output_type": "error"}])], "its output is an error"),
        ([TITLE, code("1", outputs=[{"data": {MIME: ANSWER}}])], "an answer is recorded"),
    ],
)
def test_each_rule_is_held(tmp_path: Path, cells: list[dict[str, Any]], said: str) -> None:
    assert said in problems(tmp_path, *cells)


def test_widget_state_is_named(tmp_path: Path) -> None:
    assert "widget state" in problems(tmp_path, TITLE, metadata={"widgets": {}})


def test_a_file_that_is_no_notebook(tmp_path: Path) -> None:
    (tmp_path / "broken.ipynb").write_text("{")
    assert check_notebook(tmp_path / "broken.ipynb") == ["broken.ipynb: is not a notebook that can be read."]
