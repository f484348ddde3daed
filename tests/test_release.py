"""The folder that students get: all they need, and with --graded not a word of a key."""

import base64
import bz2
import gzip
import json
import re
import shutil
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kit import questions as q
from kit.banks import load_bank
from kit.cli import app
from kit.errors import KitError
from kit.grading.cohort import load_exercise
from kit.grading.marks import mark_submission
from kit.grading.submissions import open_submission
from kit.keyless import keyless
from kit.release import digests, release
from tests.grading.handed_in import notebook, record, write_exercise
from tests.run_notebooks import REPOSITORY

SHEETS = sorted(path.parent for path in (REPOSITORY / "exercises").rglob("solution.ipynb"))
each = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.relative_to(REPOSITORY).as_posix())
ENOUGH = 20  # characters, from which on a stretch of text cannot stand somewhere by chance


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in strings(item))
    elif isinstance(value, list | tuple):
        yield from (found for item in value for found in strings(item))


def told_by_keys(sheet: Path) -> set[str]:
    """Every stretch of text in a bank that only who knows the keys may read."""
    content = tomllib.loads((sheet / "questions.toml").read_text("utf-8"))
    found: list[str] = []
    for question in content["question"]:
        kinds = ("explanation", "justified_by", "feedback", "otherwise", "wrong", "agreement", "accepted")
        found += strings([question.get(field, "") for field in kinds])
        found += strings([option.get("feedback", "") for option in question.get("options", ())])
        found += strings([pair.get("feedback", "") for pair in question.get("pairs", ())])
        found += strings([span.get("feedback", "") for span in question.get("key", ())])
        found += strings([line.get("levels", "") for line in question.get("rubric", ())])
        hidden = [example for example in question.get("examples", ()) if example.get("hidden")]
        seen = set(strings([e for e in question.get("examples", ()) if not e.get("hidden")]))
        found += set(strings(hidden)) - seen
    solution = (sheet / "solution.ipynb").read_text("utf-8")
    for cell in json.loads(solution)["cells"]:
        for cut in re.findall("### BEGIN SOLUTION(.*?)### END SOLUTION", "".join(cell["source"]), re.S):
            found += map(str.strip, cut.splitlines())
    return {text for text in found if len(text) >= ENOUGH}


def layers(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """The bytes, and whatever they hold in base64, compressed, or both."""
    yield data
    if not depth:
        return
    for unpack in (zlib.decompress, gzip.decompress, bz2.decompress):
        try:
            yield from layers(unpack(data), depth - 1)
        except (OSError, EOFError, ValueError, zlib.error):
            continue
    for coded in re.findall(rb"[A-Za-z0-9+/_-]{24,}={0,2}", data):
        plain = coded.replace(b"-", b"+").replace(b"_", b"/")
        try:
            yield from layers(base64.b64decode(plain + b"=" * (-len(plain) % 4)), depth - 1)
        except ValueError:
            continue


def leaks(folder: Path, secrets: set[str]) -> list[tuple[str, str]]:
    """Which secrets stand in which file, as they are, escaped, encoded or compressed."""
    written = {secret: {secret.encode(), json.dumps(secret)[1:-1].encode()} for secret in secrets}
    found = []
    for path in folder.rglob("*"):
        for data in layers(path.read_bytes()) if path.is_file() else ():
            found += [(path.name, s) for s, forms in written.items() if any(form in data for form in forms)]
    return found


@each
def test_what_is_handed_out_for_grading_holds_no_key(sheet: Path, tmp_path: Path) -> None:
    secrets = told_by_keys(sheet)
    # an answer may be a stretch of what is asked: a quotation of the passage, or the text of an option
    asked = keyless(load_bank(sheet / "questions.toml"))
    secrets = {secret for secret in secrets if secret not in asked}
    assert secrets
    release(sheet, tmp_path / "out", graded=True)
    seeds = tmp_path / "out" / "seeds"
    assert not list(seeds.glob("*.jsonl"))
    shutil.rmtree(seeds)  # texts under study are what they are
    assert leaks(tmp_path / "out", secrets) == []


@pytest.mark.parametrize(
    "hide", [lambda s: s, base64.b64encode, zlib.compress, lambda s: base64.b64encode(gzip.compress(s))]
)
def test_the_search_would_find_a_key(hide: Any, tmp_path: Path) -> None:
    secret = "the article says “so” twice, in two places"
    (tmp_path / "a.ipynb").write_bytes(hide(secret.encode()))
    assert leaks(tmp_path, {secret}) == [("a.ipynb", secret)]


def test_banks_that_differ_only_in_their_keys_are_handed_out_alike(tmp_path: Path) -> None:
    bank = load_bank(write_exercise(tmp_path) / "questions.toml")
    other = bank.model_copy(update={"questions": tuple(map(keyed_otherwise, bank.questions))})
    assert other.questions != bank.questions
    assert keyless(other) == keyless(bank)


def keyed_otherwise(question: q.Question) -> q.Question:
    """The same question with another key and other words about it."""
    change: dict[str, Any] = {"explanation": "else", "justified_by": "else", "control": not question.control}
    if isinstance(question, q.Choice | q.Choices):
        options = [option.model_copy(update={"correct": not option.correct}) for option in question.options]
        change["options"] = tuple(reversed(options))
    elif isinstance(question, q.Number):
        change |= {"answer": 99.0, "tolerance": 5.0, "wrong": ()}
    elif isinstance(question, q.ShortText):
        change |= {"accepted": ("else",), "wrong": ()}
    elif isinstance(question, q.Match):
        rights = [pair.right for pair in question.pairs]
        turned = [*rights[1:], rights[0]]
        pairs = zip(question.pairs, turned, strict=True)
        change["pairs"] = tuple(pair.model_copy(update={"right": right}) for pair, right in pairs)
    elif isinstance(question, q.Order):
        change["items"] = tuple(reversed(question.items))
    elif isinstance(question, q.Spans):
        change |= {"key": (), "reference": None, "agreement": "else"}
    elif isinstance(question, q.Code):
        seen = [example for example in question.examples if not example.hidden]
        change["examples"] = tuple(example.model_copy(update={"expect": 1}) for example in seen)
    else:
        levels = [line.model_copy(update={"levels": ("else",)}) for line in question.rubric]
        change["rubric"] = tuple(levels)
    return question.model_copy(update=change)


def test_what_is_handed_out_asks_all_and_is_a_test(tmp_path: Path) -> None:
    bank = load_bank(write_exercise(tmp_path) / "questions.toml")
    (tmp_path / "out.toml").write_text(keyless(bank), "utf-8")
    handed_out = load_bank(tmp_path / "out.toml")
    assert handed_out.mode == "test"
    for before, after in zip(bank.questions, handed_out.questions, strict=True):
        assert (before.id, before.kind, before.prompt, before.points, before.hints) == (
            (after.id, after.kind, after.prompt, after.points, after.hints)
        )
        if isinstance(before, q.Match) and isinstance(after, q.Match):
            rights = [
                {pair.right for pair in question.pairs} | {*question.extra} for question in (before, after)
            ]
            assert rights[0] == rights[1]


def test_work_done_on_what_was_handed_out_is_marked_as_of_this_bank(tmp_path: Path) -> None:
    exercise = load_exercise(write_exercise(tmp_path))
    for digest in digests(exercise.bank):
        sheet = notebook({}, record("every_kind.choice", "charade", bank=digest))
        result = mark_submission(open_submission("", "a.ipynb", json.dumps(sheet).encode()), exercise)
        assert not [note for note in result.notes if "version" in note]
        assert result.score == 1


def test_nothing_is_graded_against_a_bank_without_keys(tmp_path: Path) -> None:
    bank = load_bank(write_exercise(tmp_path) / "questions.toml")
    (tmp_path / "questions.toml").write_text(keyless(bank), "utf-8")
    with pytest.raises(KitError, match="without keys"):
        load_exercise(tmp_path)


def sheet_of(folder: Path, *, bank: str = "", code: str = 'kit.ask("own.q")', prose: str = "") -> Path:
    folder.mkdir()
    question = '[[question]]\nid = "own.q"\nkind = "number"\nprompt = "How many?"\nanswer = 41\n'
    (folder / "questions.toml").write_text(bank or question, "utf-8")
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": code,
        "outputs": [],
        "execution_count": 1,
    }
    said = {"cell_type": "markdown", "id": "prose", "metadata": {}, "source": prose}
    content = {"cells": [said, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "solution.ipynb").write_text(json.dumps(content), "utf-8")
    return folder


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_to_practise_the_bank_goes_out_as_it_is(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "own", code='kit.read("wire")')
    release(sheet, tmp_path / "out")
    seeds = {f"seeds/{name}.{ending}" for name in ("article", "wire") for ending in ("txt", "toml")}
    assert names(tmp_path / "out") == {"own.ipynb", "questions.toml", *seeds}
    assert (tmp_path / "out/questions.toml").read_bytes() == (sheet / "questions.toml").read_bytes()


def test_a_text_of_the_exercise_itself_goes_out_with_it(tmp_path: Path) -> None:
    bank = 'text = "mine"\n[[question]]\nid = "own.q"\nkind = "number"\nprompt = "?"\nanswer = 41\n'
    sheet = sheet_of(tmp_path / "own", bank=bank)
    (sheet / "seeds").mkdir()
    (sheet / "seeds" / "mine.txt").write_text("A text of mine.", "utf-8")
    release(sheet, tmp_path / "out", graded=True)
    assert names(tmp_path / "out") == {"own.ipynb", "questions.toml", "seeds/mine.txt"}


LINKED = "A [hedge](../../notebooks/glossary.md#hedge), in the [glossary](../../notebooks/glossary.md)."


def test_a_sheet_that_links_to_the_glossary_brings_it_along_as_it_is(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "own", prose=LINKED)
    release(sheet, tmp_path / "out", graded=True)
    assert "glossary.md" in names(tmp_path / "out")
    original = REPOSITORY / "notebooks" / "glossary.md"
    assert (tmp_path / "out" / "glossary.md").read_bytes() == original.read_bytes()
    [cell] = [c for c in json.loads((tmp_path / "out/own.ipynb").read_text())["cells"] if c["id"] == "prose"]
    assert cell["source"] == "A [hedge](glossary.md#hedge), in the [glossary](glossary.md)."


def test_the_glossary_of_the_course_comes_before_the_kits(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "own", prose=LINKED)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "glossary.md").write_text("## hedge\n", "utf-8")
    release(sheet, tmp_path / "out")
    assert (tmp_path / "out" / "glossary.md").read_text("utf-8") == "## hedge\n"


def test_every_sheet_but_the_retest_brings_the_glossary(tmp_path: Path) -> None:
    brought = set()
    for sheet in SHEETS:
        out = tmp_path / sheet.name
        if out / "glossary.md" in release(sheet, out):
            brought.add(sheet)
    assert brought == {sheet for sheet in SHEETS if sheet.parent.name != "05-two-weeks-later"}


def test_a_second_release_gives_the_same_bytes(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "own")
    for _ in range(2):
        files = release(sheet, tmp_path / "out", graded=True)
    first = [path.read_bytes() for path in files]
    assert [path.read_bytes() for path in release(sheet, tmp_path / "other", graded=True)] == first


@pytest.mark.parametrize(
    "what", ["stranger", "no solution", "no bank", "mixed ids", "only hidden", "a file", "no glossary"]
)
def test_what_cannot_be_handed_out_says_why_and_writes_nothing(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, out = sheet_of(tmp_path / "own", prose=LINKED if what == "no glossary" else ""), tmp_path / "out"
    monkeypatch.setattr("kit.release.glossary_file", lambda folder: None)
    if what == "stranger":
        out.mkdir()
        (out / "between-the-lines.answers.jsonl").write_text("an answer")
    elif what == "a file":
        out.write_text("")
    elif what in ("no solution", "no bank"):
        (sheet / {"no solution": "solution.ipynb", "no bank": "questions.toml"}[what]).unlink()
    elif what in ("mixed ids", "only hidden"):
        more = {
            "mixed ids": 'id = "other.q"\nkind = "number"\nanswer = 1\n',
            "only hidden": 'id = "own.f"\nkind = "code"\nfunction = "f"\n'
            "examples = [{args=[], expect=1, hidden=true}]\n",
        }[what]
        with (sheet / "questions.toml").open("a") as file:
            file.write(f'[[question]]\nprompt = "?"\n{more}')
    before = names(tmp_path)
    ended = CliRunner().invoke(app, ["release", str(sheet), "--to", str(out), "--graded"])
    assert ended.exit_code == 2
    assert names(tmp_path) == before
