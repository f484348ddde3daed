"""Marking notebooks from their records, beside parsing the JSON of the same bytes."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kit.answers import Record
from kit.card import bundle
from kit.grading.cohort import load_exercise
from kit.grading.command import grade_all
from kit.grading.marks import Exercise, mark_submission
from kit.grading.sandbox import Sandbox
from kit.grading.submissions import open_submission
from kit.marking import mark
from kit.questions import Code
from tests.benchmarks.measure import Figure, ratio, seconds
from tests.grading.handed_in import RIGHT, SOURCE, notebook, record, write_exercise

STUDENTS = 300


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        exercise = load_exercise(write_exercise(place / "exercise"))
        sheets = [export(exercise, random.Random(number)) for number in range(STUDENTS)]
        size = sum(map(len, sheets)) / STUDENTS / 1000
        yield Figure("size of a notebook", size, "kB", "none set")

        def work() -> object:
            return [mark_submission(open_submission("", "a.ipynb", data), exercise) for data in sheets]

        yield Figure(
            "notebooks opened and marked a second, one core",
            STUDENTS / seconds(work),
            "a second",
            "at least 300",
        )
        peer = lambda: [json.loads(data) for data in sheets]  # noqa: E731
        yield Figure(
            "opening and marking / json.loads of the same bytes", ratio(work, peer), "times", "at most 3"
        )
        handed_in = place / "in"
        handed_in.mkdir()
        for number, data in enumerate(sheets):
            (handed_in / f"student-{number}.ipynb").write_bytes(data)
        for run in ("kit grade with all its pages, first run", "kit grade again, nothing to mark"):
            took = seconds(lambda: grade_all(handed_in, place / "exercise", place / "out"))
            yield Figure(run, STUDENTS / took, "a second", "none set")

        sandbox = Sandbox.about(exercise.text)
        if sandbox.problem():
            return
        task = exercise.bank["more.code"]
        assert isinstance(task, Code)
        took = seconds(lambda: [sandbox([(task, SOURCE)] * 3) for _ in range(20)])
        yield Figure("submissions with three code tasks, sandbox on", 20 / took, "a second", "at least 33")


def export(exercise: Exercise, chance: random.Random) -> bytes:
    """An exported sheet as the kit leaves it: some answers right, some wrong, prose and code between."""
    answers: dict[str, Any] = {**RIGHT, "spans.stance": marks(exercise, chance), "more.code": None}
    answers["every_kind.number"] = chance.choice(["2", "3", "4"])
    answers["every_kind.choice"] = chance.choice(["decided", "charade", "finally"])
    answers["every_kind.essay"] = " ".join(f"word{chance.randrange(500)}" for _ in range(300))
    answers = {name: response for name, response in answers.items() if response is not None}
    sheet = notebook({})
    for name, response in answers.items():
        given = Record.from_json(record(name, response))
        question = exercise.bank[name]
        data = bundle(question, "", given, mark(question, response, exercise.text), text=exercise.text)
        sheet["cells"] += [
            prose(chance),
            ran(f'kit.ask("{name}")', data),
            ran("words.head(20)", table(chance)),
        ]
    return json.dumps(sheet, indent=1).encode()


def marks(exercise: Exercise, chance: random.Random) -> list[dict[str, Any]]:
    """Some marks in the passage: half of what is to be found, and two words that are not."""
    excerpt, key = exercise.passages["spans.stance"]
    found = [(wanted.label, wanted.readings[0].spans[0]) for wanted in key if chance.random() < 0.5]
    found += [("hedge", (word.start, word.end)) for word in chance.sample(excerpt.words, 2)]
    return [{"label": label, "start": start, "end": end} for label, (start, end) in found]


def prose(chance: random.Random) -> dict[str, Any]:
    """A cell of about fifty words."""
    words = [f"word{chance.randrange(500)}" for _ in range(50)]
    return {"cell_type": "markdown", "metadata": {}, "id": str(chance.random()), "source": " ".join(words)}


def ran(source: str, data: dict[str, Any]) -> dict[str, Any]:
    """A cell that was run and shows one thing."""
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    return {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": source, "outputs": [output]}


def table(chance: random.Random) -> dict[str, Any]:
    """A table of twenty rows as pandas shows it."""
    rows = [f"<tr><th>{n}</th><td>word</td><td>{chance.randrange(90)}</td></tr>" for n in range(20)]
    return {"text/html": [f"{row}\n" for row in rows], "text/plain": [f"{n}  word 3\n" for n in range(20)]}
