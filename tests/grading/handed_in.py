"""Work as students hand it in: a bank with every kind of question, answers to it, notebooks of them."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from kit.answers import MIME

BANKS = Path(__file__).parents[1] / "browser"
MORE = """
[[question]]
id = "more.secret"
kind = "choice"
prompt = "Which is it?"
secret = true
options = [{ text = "this", correct = true, feedback = "THE-KEY" }, { text = "that", feedback = "THE-KEY?" }]

[[question]]
id = "more.code"
kind = "code"
function = "shout"
prompt = "Write a function that returns a word in capitals."
points = 2
examples = [{ args = ["no"], expect = "NO" }, { args = ["war"], expect = "WAR", hidden = true }]
"""
SOURCE = "def shout(word):\n    return word.upper()\n"
RIGHT: dict[str, Any] = {
    "every_kind.choice": "charade",
    "every_kind.choices": ["legal", "mission creep"],
    "every_kind.number": "3",
    "every_kind.text": "client state",
    "every_kind.match": {
        "Kiev-controlled": "east of the Dnieper",
        "newly unified": "formerly Ukrainian regions",
    },
    "every_kind.order": ["A charade is dropped", "Arms are used inside Russia", "World War III"],
    "every_kind.essay": "It says that war was pretended.",
    "spans.control": {"nothing": True},
    "more.secret": "this",
    "more.code": {"source": SOURCE, "values": [{"value": "NO"}, {"value": "WAR"}]},
}
POINTS = 9.0  # of all RIGHT answers that are marked without a person and without running code
KINDS = {"more.secret": "choice", "more.code": "code"}


def write_exercise(folder: Path) -> Path:
    """An exercise folder with its bank."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [(BANKS / f"{name}.toml").read_text("utf-8") for name in ("every_kind", "spans")]
    parts[1] = parts[1].partition("\n")[2]  # one title is enough
    (folder / "questions.toml").write_text("\n".join([*parts, MORE]), "utf-8")
    return folder


def record(question: str, response: Any, **fields: Any) -> dict[str, Any]:
    kind = KINDS.get(question) or question.partition(".")[2]
    return {
        "schema": 1,
        "question": question,
        "kind": kind,
        "response": response,
        "attempt": 1,
        "answered_at": "2026-01-02T03:04:05.678Z",
        "bank": "0" * 12,
        **fields,
    }


def cell(data: Any) -> dict[str, Any]:
    output = {"output_type": "display_data", "metadata": {}, "data": {MIME: data, "text/plain": "an answer"}}
    return {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "", "outputs": [output]}


def notebook(answers: dict[str, Any] | None = None, *more: Any, **fields: Any) -> dict[str, Any]:
    """A notebook with a record of each answer, in their order, and then the records ``more``."""
    answers = RIGHT if answers is None else answers
    recorded = [record(question, response, **fields) for question, response in answers.items()]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# A sheet"}]
    cells += [cell(data) for data in (*recorded, *more)]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def packed(answers: dict[str, Any] | None = None, *more: Any, **fields: Any) -> bytes:
    return json.dumps(notebook(answers, *more, **fields)).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()
