"""A class that hands in an exercise sheet: exports as students leave them, and the marks each must get.

Every student answers each question rightly, wrongly or not at all, with the answers that the sheet's own
solution and list of wrong answers give; what becomes of the notebook after that must not change the marks.
"""

import copy
import json
import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter

from kit import questions as q
from kit.answering import marks_of_quotes
from kit.answers import MIME, Record, records_in
from kit.card import bundle
from kit.grading.cohort import load_exercise
from kit.grading.marks import Exercise
from kit.marking import mark
from tests.grading.handed_in import zipped
from tests.grading.hostile import NOT_NOTEBOOKS, SPOILED_SOURCES

Notebook = dict[str, Any]
NAMES = [
    "Ana Lima",
    "Ben Ødegård",
    "O'Neil, Cy",
    'Dee "Dot" Day',
    "=cmd()",
    "\u202egnitirw desrever",
    "Zoë Ünal",
    "李明",
    "Ana Lima",
    "<b>Bold<b>",
]


@dataclass
class Student:
    """A name as the LMS gives it, the file handed in, and what is expected of it.

    ``marks`` has the expected score of each question, None where a person marks it; empty where the file
    cannot be graded, and ``reason`` is then a part of what is said. ``what`` names the harm it tries to do.
    """

    name: str
    number: int
    data: bytes
    ending: str = ".ipynb"
    marks: dict[str, float | None] = field(default_factory=dict)
    reason: str = ""
    what: str = ""


@cache
def prepared(sheet: Path) -> tuple[Exercise, Notebook, dict[str, Any], dict[str, Any]]:
    """A sheet's exercise, the notebook handed out, and the right and the wrong responses by question."""
    exercise = load_exercise(sheet)
    handed_out = json.loads((sheet / "exercise.ipynb").read_text("utf-8"))
    solved = json.loads((sheet / "solution.ipynb").read_text("utf-8"))
    right = {record.question: record.response for record in records_in(solved)}
    listed = tomllib.loads((sheet / "wrong-answers.toml").read_text("utf-8"))
    wrong = {name: _recorded(exercise, name, item["response"]) for name, item in listed.items()}
    return exercise, handed_out, right, wrong


def _recorded(exercise: Exercise, name: str, response: Any) -> Any:
    question = exercise.questions[name]
    if isinstance(question, q.Spans) and isinstance(response, list):
        return marks_of_quotes(response, exercise.passages[name][0])
    if isinstance(question, q.Code):
        return {**response, "values": [{"value": "claimed"}] * len(question.examples)}
    return response


def a_class(sheet: Path, size: int, number: int) -> list[Student]:
    """So many students of one sheet; of every ten one hands in no notebook, and one code that does harm.

    ``number`` is that of the class: in each others of the hostile things are tried.
    """
    chance = random.Random(number)
    students = []
    broken, spoiled = cycle(NOT_NOTEBOOKS.items()), cycle(SPOILED_SOURCES.items())
    has_code = any(isinstance(question, q.Code) for question in prepared(sheet)[0].bank.questions)
    for _ in range(number * (size // 10 + 1)):
        next(broken), next(spoiled)
    for at in range(size):
        name = NAMES[at] if at < len(NAMES) else f"Student {at}"
        if at % 10 == 7:
            what, (ending, data, reason) = next(broken)
            students.append(Student(name, 4000 + at, data, ending, {}, reason, what))
        elif at % 10 == 3 and has_code:
            students.append(_spoiler(sheet, name, 4000 + at, *next(spoiled)))
        else:
            students.append(_honest(sheet, name, 4000 + at, chance))
    return students


def _honest(sheet: Path, name: str, number: int, chance: random.Random) -> Student:
    exercise, _, right, wrong = prepared(sheet)
    answers: dict[str, Any] = {}
    marks: dict[str, float | None] = {}
    for question, what in exercise.questions.items():
        fate = chance.choice(["right", "right", "wrong", "none"])
        essay = isinstance(what, q.Essay)
        marks[question] = 0
        if fate == "right":
            answers[question] = right[question]
            marks[question] = None if essay else what.points
        elif fate == "wrong" and not essay:
            answers[question] = wrong[question]
    notebook = answered(sheet, answers)
    if chance.random() < 0.08:
        page, _ = HTMLExporter().from_notebook_node(nbformat.reads(json.dumps(notebook), as_version=4))
        return Student(name, number, page.encode(), ".html", marks)
    notebook = chance.choice(TREATMENTS)(notebook, chance)
    data = json.dumps(notebook, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 1])).encode()
    return Student(name, number, data, marks=marks)


def _spoiler(sheet: Path, name: str, number: int, what: str, source: str) -> Student:
    """All answers right but for one code task, whose source does what it should not."""
    exercise, _, right, _ = prepared(sheet)
    task = next(question for question in exercise.bank.questions if isinstance(question, q.Code))
    claimed = [{"value": example.expect} for example in task.examples]
    response = {"source": source.replace("NAME", task.function), "values": claimed}
    notebook = answered(sheet, {**right, task.id: response})
    marks = {
        key: None if isinstance(question, q.Essay) else 0 if key == task.id else question.points
        for key, question in exercise.questions.items()
    }
    return Student(name, number, json.dumps(notebook).encode(), marks=marks, what=what)


def answered(sheet: Path, answers: dict[str, Any]) -> Notebook:
    """The notebook handed out, with a card for each answer under the cell that asks."""
    exercise, handed_out, _, _ = prepared(sheet)
    notebook = copy.deepcopy(handed_out)
    for cell in notebook["cells"]:
        asked = [name for name in answers if f'"{name}"' in "".join(cell["source"])]
        for name in asked:
            question = exercise.questions[name]
            time = "2026-03-04T05:06:07.000Z"
            response = copy.deepcopy(answers[name])
            given = Record(name, question.kind, response, 1, time, exercise.bank.digest)
            said = mark(question, answers[name], exercise.text)
            data = bundle(question, "", given, said, text=exercise.text)
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return notebook


def _as_it_is(notebook: Notebook, chance: random.Random) -> Notebook:
    return notebook


def _shuffled(notebook: Notebook, chance: random.Random) -> Notebook:
    chance.shuffle(notebook["cells"])
    return notebook


def _copied(notebook: Notebook, chance: random.Random) -> Notebook:
    doubled = [cell for cell in notebook["cells"] for _ in range(chance.choice([1, 1, 2]))]
    return {**notebook, "cells": copy.deepcopy(doubled)}


def _stripped(notebook: Notebook, chance: random.Random) -> Notebook:
    cells = [{key: cell[key] for key in cell if key not in ("id", "metadata")} for cell in notebook["cells"]]
    return {
        "cells": [{**cell, "metadata": {}} for cell in cells],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 2,
    }


def _split(notebook: Notebook, chance: random.Random) -> Notebook:
    """Outputs in cells apart from what made them, as a merge tool leaves them."""
    cells = []
    for cell in notebook["cells"]:
        outputs = cell.get("outputs", [])
        cells.append({**cell, "outputs": []} if outputs else cell)
        cells += [
            {**cell, "id": f"{cell['id']}-{n}", "source": "", "outputs": [o]} for n, o in enumerate(outputs)
        ]
    return {**notebook, "cells": cells}


def _as_text(notebook: Notebook, chance: random.Random) -> Notebook:
    """Records as lines of text, as some tools save JSON outputs."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                output["data"][MIME] = json.dumps(output["data"][MIME], indent=1).splitlines(keepends=True)
    return notebook


def _with_forgeries(notebook: Notebook, chance: random.Random) -> Notebook:
    """Verdicts and points claimed in every record, and records of questions that are not there."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                output["data"][MIME] |= {"verdict": "right", "score": 1e9, "points": 20, "max_score": 0}
    strange = Record("sheet-99.q1", "choice", "x", 1, "2026-03-04T05:06:07Z", "0" * 12).to_json()
    output = {"output_type": "display_data", "metadata": {}, "data": {MIME: strange, "text/plain": "x"}}
    more = {
        "cell_type": "code",
        "id": "x",
        "metadata": {},
        "source": "",
        "outputs": [output, {"data": {MIME: 7}}],
    }
    return {**notebook, "cells": [*notebook["cells"], {**more, "execution_count": None}]}


def _answered_before(notebook: Notebook, chance: random.Random) -> Notebook:
    """An earlier answer to each question, later in the file: the last in time counts."""
    cells = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                earlier = {**output["data"][MIME], "response": None, "answered_at": "2026-01-01T00:00:00Z"}
                old = {"output_type": "display_data", "metadata": {}, "data": {MIME: earlier}}
                cells.append({**cell, "id": f"{cell['id']}-old", "source": "", "outputs": [old]})
    return {**notebook, "cells": [*notebook["cells"], *cells]}


TREATMENTS: list[Callable[[Notebook, random.Random], Notebook]] = [
    _as_it_is,
    _as_it_is,
    _shuffled,
    _copied,
    _stripped,
    _split,
    _as_text,
    _with_forgeries,
    _answered_before,
]


def moodle(students: list[Student], name: str) -> bytes:
    """The download of an assignment as Moodle packs it."""
    return zipped({f"{s.name}_{s.number}_assignsubmission_file_/{name}{s.ending}": s.data for s in students})


def canvas(students: list[Student], name: str) -> bytes:
    """The download of an assignment as Canvas packs it."""
    return zipped({f"{s.name}_{s.number}_{900000 + s.number}_{name}{s.ending}": s.data for s in students})
