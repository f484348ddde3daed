"""``kit check``: every bank, annotation and notebook below a folder, held against the house rules."""

from collections.abc import Iterator
from pathlib import Path

from kit.banks import load_bank, text_beside
from kit.errors import KitError
from kit.lint import check_bank
from kit.lint_notebooks import check_notebook
from kit.references import load
from kit.texts import read

_FOLDERS = ("notebooks", "exercises")
_NO_BANK = "wrong-answers.toml"  # for the tests of an exercise


def check_folder(folder: Path) -> list[str]:
    """What is wrong in a kit or a course folder: one line each, with the file and what to do.

    Raises KitError where there is nothing to check.
    """
    banks = list(banks_below(folder))
    notebooks = list(files_below(folder, "ipynb"))
    if not banks and not notebooks:
        raise KitError(
            f"There is nothing to check in {folder.resolve().name}: no notebook and no bank in "
            f"{' or '.join(_FOLDERS)}. Name the folder that holds them."
        )
    problems = [problem for path in banks for problem in _bank(path)]
    problems += [problem for path in notebooks for problem in check_notebook(path)]
    annotated = sorted((folder / "seeds").glob("*.*.jsonl"))
    return problems + [problem for path in annotated for problem in _annotations(path)]


def _bank(path: Path) -> list[str]:
    try:
        bank = load_bank(path)
        return check_bank(bank, text_beside(path.parent, bank.text))
    except KitError as error:
        return str(error).splitlines()


def _annotations(path: Path) -> list[str]:
    try:
        load(path, read(path.with_name(f"{path.name.split('.')[0]}.txt")).raw)
    except KitError as error:
        return [str(error)]
    return []


def banks_below(folder: Path) -> Iterator[Path]:
    """The question banks of a course, in order."""
    return (path for path in files_below(folder, "toml") if path.name != _NO_BANK)


def files_below(folder: Path, ending: str) -> Iterator[Path]:
    """The files of a course with an ending, in order: those of its notebooks, then those of its exercises."""
    for name in _FOLDERS:
        for path in sorted((folder / name).rglob(f"*.{ending}")):
            if ".ipynb_checkpoints" not in path.parts:
                yield path
