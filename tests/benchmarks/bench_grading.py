"""Marking notebooks from their records, beside parsing the JSON of the same bytes."""

import json
import random
import time
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
from tests.benchmarks.measure import Figure, ratio, seconds
from tests.benchmarks.peers.kit_grade import KitGrade, install
from tests.benchmarks.peers.sheet import handed_in
from tests.grading.handed_in import RIGHT, notebook, record, write_exercise

STUDENTS = 300
CLASS = 1000


def figures() -> Iterator[Figure | str]:
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

        def peer() -> object:
            return [json.loads(data) for data in sheets]

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
        problem = sandbox.problem()
        sandbox.close()
        if problem:
            yield f"submissions with code: no figure. {problem}"
        else:
            yield from with_code(place)


def with_code(place: Path) -> Iterator[Figure]:
    """A large class whose every submission has three code tasks: the whole command, sandbox on."""
    installed = install(place / "installed")
    took, peak = {}, 0.0
    for count in (CLASS // 4, CLASS):
        kit = KitGrade(place / f"class-{count}", handed_in(count), installed)
        started = time.perf_counter()
        peak = kit.grade(jobs=2)
        took[count] = time.perf_counter() - started
        assert kit.marks() == {work.student: work.points for work in handed_in(count)}
    name = f"{CLASS:,} submissions with three code tasks, two jobs"
    yield Figure(name, took[CLASS], "s", "under 120")
    yield Figure("  memory of the process that leads, at most", peak, "MB", "under 400")
    linear = took[CLASS] / took[CLASS // 4]
    yield Figure(f"  time for {CLASS:,} / time for {CLASS // 4}", linear, "times", "about 4 (linear)")


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
