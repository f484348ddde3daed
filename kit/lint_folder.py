"""``kit check``: every question bank and notebook below a folder, held against the house rules."""

from collections.abc import Iterator
from pathlib import Path

from kit.banks import load_bank
from kit.errors import KitError
from kit.lint import check_bank
from kit.lint_notebooks import check_notebook
from kit.texts import read

_FOLDERS = ("notebooks", "exercises")


def check_folder(folder: Path) -> list[str]:
    """What is wrong in a kit or a course folder: one line each, with the file and what to do.

    Raises KitError where there is nothing to check.
    """
    banks = list(_below(folder, "toml"))
    notebooks = list(_below(folder, "ipynb"))
    if not banks and not notebooks:
        raise KitError(
            f"There is nothing to check in {folder.resolve().name}: no notebook and no bank in "
            f"{' or '.join(_FOLDERS)}. Name the folder that holds them."
        )
    problems = [problem for path in banks for problem in _bank(path)]
    return problems + [problem for path in notebooks for problem in check_notebook(path)]


def _bank(path: Path) -> list[str]:
    try:
        bank = load_bank(path)
        return check_bank(bank, read(bank.text))
    except KitError as error:
        return str(error).splitlines()


def _below(folder: Path, ending: str) -> Iterator[Path]:
    for name in _FOLDERS:
        for path in sorted((folder / name).rglob(f"*.{ending}")):
            if ".ipynb_checkpoints" not in path.parts:
                yield path
