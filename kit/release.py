"""``kit release``: the folder that students get of an exercise, with keys or, to be graded, without."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit import questions as q
from kit.banks import Bank, load_bank, text_beside
from kit.errors import KitError
from kit.handouts import (
    GLOSSARY,
    links_to_glossary,
    seeds_named,
    with_glossary_beside,
    without_solutions,
)
from kit.keyless import keyless
from kit.places import glossary_file
from kit.texts import Text

BANK, SOLUTION = "questions.toml", "solution.ipynb"


def release(exercise: Path, to: Path, graded: bool = False) -> list[Path]:
    """Write what students get of an exercise to the folder ``to``: notebook, bank, the texts it needs.

    The glossary goes with it where the notebook links to it, since students may have no lessons beside it.
    Returns the files written. ``graded`` leaves out every key, feedback text and reference annotation.

    Raises KitError where the exercise is not whole, and where ``to`` holds files that are not of this
    exercise: an answer or a key left there would be handed out too.
    """
    bank = load_bank(_whole(exercise, BANK))
    if bank.keys == "withheld":
        raise KitError(
            f"{exercise.name} is what students get already. Name the exercise with the keys in it."
        )
    notebook = with_glossary_beside(without_solutions(_notebook(_whole(exercise, SOLUTION))))
    files = {
        f"{name_of(bank)}.ipynb": (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode(),
        BANK: keyless(bank).encode() if graded else _whole(exercise, BANK).read_bytes(),
    }
    if links_to_glossary(notebook):
        files[GLOSSARY] = _glossary(exercise).read_bytes()
    for seed in _seeds(bank, notebook):
        parts = _parts(text_beside(exercise, seed), _needs_reference(bank, graded))
        files |= {f"seeds/{path.name}": path.read_bytes() for path in parts}
    _refuse_strangers(to, set(files))
    for name, data in files.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(data)
    return [to / name for name in files]


def name_of(bank: Bank) -> str:
    """The name of an exercise: what its questions' ids begin with.

    Raises KitError where they begin differently, since then some would not find their bank.
    """
    names = {question.id.rsplit(".", 1)[0] for question in bank.questions}
    if len(names) != 1:
        raise KitError(f"The ids in {bank.path.name} begin differently: {', '.join(sorted(names))}. Use one.")
    return names.pop()


def digests(bank: Bank) -> frozenset[str]:
    """What records of this bank's answers may name as their bank: with its keys, or as handed out without."""
    try:
        handed_out = hashlib.sha256(keyless(bank).encode()).hexdigest()[:12]
    except KitError:  # it cannot be handed out without keys
        return frozenset({bank.digest})
    return frozenset({bank.digest, handed_out})


def _whole(exercise: Path, name: str) -> Path:
    if not (exercise / name).is_file():
        raise KitError(
            f"There is no {name} in {exercise}. Name the exercise's folder: it holds {SOLUTION} and {BANK}."
        )
    return exercise / name


def _glossary(exercise: Path) -> Path:
    path = glossary_file(exercise)
    if path is None:
        raise KitError(
            f"The sheet in {exercise} links to {GLOSSARY}, and there is none. Put it beside the sheet, or "
            "take the links out."
        )
    return path


def _notebook(path: Path) -> dict[str, Any]:
    try:
        notebook = json.loads(path.read_text("utf-8"))
        if isinstance(notebook["cells"], list) and isinstance(notebook["metadata"], dict):
            return dict(notebook)
    except (ValueError, KeyError, TypeError):
        pass
    raise KitError(f"{path} is not a notebook that can be read. Open it in JupyterLab and save it again.")


def _seeds(bank: Bank, notebook: dict[str, Any]) -> list[str]:
    """The names of the texts that the bank or the notebook asks about."""
    passages = [question.passage.text for question in bank.questions if isinstance(question, q.Spans)]
    return sorted({bank.text, *filter(None, passages), *seeds_named(notebook)})


def _needs_reference(bank: Bank, graded: bool) -> bool:
    return not graded and any(
        isinstance(question, q.Spans) and question.reference == "seed" for question in bank.questions
    )


def _parts(text: Text, with_reference: bool) -> Iterator[Path]:
    path = text.path
    if path is None:
        return
    endings = [".txt", ".toml", *([".reference.jsonl"] if with_reference else [])]
    yield from (part for ending in endings if (part := path.with_name(f"{path.stem}{ending}")).is_file())


def _refuse_strangers(to: Path, names: set[str]) -> None:
    if to.exists() and not to.is_dir():
        raise KitError(f"{to} is a file. Name a folder that is empty or not there yet.")
    there = {path.relative_to(to).as_posix() for path in to.rglob("*") if not path.is_dir()}
    strange = sorted(there - names)
    if strange:
        raise KitError(
            f"{to} holds files that are not part of this exercise: {', '.join(strange[:3])}. They would be "
            "handed out too. Name a folder that is empty or not there yet."
        )
