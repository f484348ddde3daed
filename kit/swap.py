"""Another text in the article's place: what remains to be rewritten before lessons and exercises fit it."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit import questions as q
from kit.answers import read_notebook
from kit.banks import load_bank, text_beside
from kit.errors import KitError
from kit.lint import check_bank
from kit.lint_folder import banks_below, files_below
from kit.texts import Text, read
from kit.words import occurrences

_WORDS_OF_A_TEXT = re.compile(r"“([^“”]+)”|(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])|`([^`\n]+)`")
_PIECES = re.compile(r"\s*(?:…|\.\.\.)\s*")
_NAME = re.compile(r"""\bread\(\s*["']([^"']+)["']""")


def what_remains(folder: Path, text: Text) -> list[str]:
    """What to rewrite below a folder when ``text`` takes the place of the text a lesson is about.

    One line each, file by file: of a bank the quotations, passages and keys that do not hold in ``text``; of
    a notebook the code and prose that name words of the old text, and each ``assert`` that states figures.
    Words are the old text's where they stand in it and not in ``text``.

    A lesson runs on another text when its first code cell reads it (``article = kit.read("NAME")``) and its
    bank names it (``text = "NAME"``); the rest is what these lines say.
    """
    lines = [line for path in banks_below(folder) for line in _bank(path, text)]
    for path in files_below(folder, "ipynb"):
        if path.name == "exercise.ipynb" and path.with_name("solution.ipynb").is_file():
            continue  # it is built from the solution
        lines += _notebook(path, text)
    return lines


def _bank(path: Path, text: Text) -> Iterator[str]:
    try:
        bank = load_bank(path)
        old = text_beside(bank.path.parent, bank.text)
    except KitError as error:
        yield from str(error).splitlines()
        return
    if bank.text == text.name or old.constructed:
        return  # a constructed text is not the article, and stays
    yield f'{path.name}: set text = "{text.name}".'
    yield from check_bank(bank, text)
    for question in bank.questions:
        for field, what in _stale(question, old, text):
            yield f"{path.name}, question '{question.id}', field '{field}': {what}"


def _stale(question: q.Question, old: Text, text: Text) -> Iterator[tuple[str, str]]:
    """What no check of a bank can see: fixed keys, and the old text's words in what is said."""
    if isinstance(question, q.Number) and not isinstance(question.answer, dict):
        yield "answer", f"{question.answer:g} is a fixed number. Work it out again for {text.name}."
    if isinstance(question, q.Spans) and question.reference == "seed" and not _annotated(text):
        yield "reference", f"{text.name} has no reference annotation. Annotate it, or write a 'key'."
    lost: dict[str, list[str]] = {}
    for field, said in _strings(question.model_dump(exclude=_HELD_ELSEWHERE)):
        for words in _lost(said, old, text, whole=field in _ANSWERS):
            lost.setdefault(words, []).append(field)
    if lost:
        fields = dict.fromkeys(field for found in lost.values() for field in found)
        yield ", ".join(fields), f"names {_listed(list(lost))}, not in {text.name}. Rewrite it."


def _annotated(text: Text) -> bool:
    return bool(text.path and text.path.with_name(f"{text.path.stem}.reference.jsonl").is_file())


_HELD_ELSEWHERE = {"id", "kind", "answer", "justified_by", "passage", "key", "labels"}
_ANSWERS = ("accepted", "options", "items", "pairs")  # fields that may hold words of the text as they are


def _strings(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every string below a value, with the field of the question it belongs to."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, field or key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner, field)


def _lost(said: str, old: Text, text: Text, whole: bool = False) -> list[str]:
    """The quoted, emphasised and code-marked words of prose that stand in the old text and not in the new.

    With ``whole``, the prose itself is also taken for words of a text.
    """
    found = [next(filter(None, match)) for match in _WORDS_OF_A_TEXT.findall(said)]
    if whole:
        found.append(said)
    pieces = (piece.strip(" .,;:!?“”") for words in found for piece in _PIECES.split(words))
    return [piece for piece in dict.fromkeys(pieces) if _stands(piece, old) and not _stands(piece, text)]


def _stands(words: str, text: Text) -> bool:
    try:
        return bool(occurrences(text, words))
    except KitError:  # no word in it
        return False


def _notebook(path: Path, text: Text) -> Iterator[str]:
    cells = [(cell.get("cell_type"), _source(cell)) for cell in read_notebook(path).get("cells", [])]
    code = "\n".join(source for kind, source in cells if kind == "code")
    for name in dict.fromkeys(_NAME.findall(code)):
        try:
            old = read(name)
        except KitError:
            continue
        if old.name == text.name or old.constructed:
            continue
        yield f'{path.name}: reads "{name}"; read "{text.name}" in its place.'
        for number, (kind, source) in enumerate(cells, 1):
            for what in _assertion(source, old, text) if kind == "code" else _prose(source, old, text):
                yield f"{path.name}, cell {number}: {what}"


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _prose(source: str, old: Text, text: Text) -> Iterator[str]:
    lost = _lost(source, old, text)
    if lost:
        yield f"the prose names {_listed(lost)}, not in {text.name}. Rewrite it."


def _assertion(source: str, old: Text, text: Text) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    strings = [value for value in constants if isinstance(value, str)]
    lost = [word for word in dict.fromkeys(strings) if _stands(word, old) and not _stands(word, text)]
    asserted = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    if lost:
        yield f"the code names {_listed(lost)}, not in {text.name}. Choose other words."
    if any(_holds_a_figure(node) for node in asserted):
        yield f"an assert states figures of {old.name}. Run it on {text.name} and put them right."


def _holds_a_figure(node: ast.Assert) -> bool:
    return any(
        isinstance(inner, ast.Constant)
        and isinstance(inner.value, int | float)
        and not isinstance(inner.value, bool)
        for inner in ast.walk(node.test)
    )


def _listed(words: list[str]) -> str:
    return ", ".join(json.dumps(word, ensure_ascii=False) for word in words)
