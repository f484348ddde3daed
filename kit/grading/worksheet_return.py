"""The worksheet on its way: taken from where the instructor keeps it, and filled in the output folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kit.banks import Bank
from kit.errors import KitError
from kit.grading.cohort import Row
from kit.grading.files import write_whole
from kit.grading.state import STATE
from kit.grading.worksheet_filling import fill
from kit.grading.worksheets import Worksheet, read_worksheet

NOTES = "worksheet-notes.txt"
_OWN = {"grades.csv", "items.csv", "essays.csv", "essays.html", "report.html", "feedback.zip", STATE, NOTES}


def open_worksheet(file: Path, column: str, bank: Bank, to: Path) -> Worksheet:
    """The worksheet in ``file``, which will be written to the folder ``to`` under its own name.

    Raises KitError where it is none, or where a file of the kit's or the worksheet itself would be lost.
    """
    if file.name.casefold() in _OWN or file.name.startswith("."):
        raise KitError(f"A worksheet cannot be called {file.name}, as a file of the kit's is. Rename it.")
    if file.resolve().parent == to.resolve():
        raise KitError(
            f"{file.name} lies in {to.name}, where its filled copy would take its place. Keep the worksheet "
            "as you downloaded it in another folder, and name that one."
        )
    name = bank.path.parent.name if bank.path.name == "questions.toml" else bank.path.stem
    return read_worksheet(file, (bank.title, name), column)


def return_grades(
    to: Path, worksheet: Worksheet, rows: Sequence[Row], max_score: float, say: Callable[[str], object]
) -> None:
    """Write the filled worksheet and notes on it, which are said too. Raises OSError where that cannot be."""
    filled, said = fill(worksheet, rows, max_score)
    write_whole(to / worksheet.file.name, filled)
    write_whole(to / NOTES, "\n".join([*said, ""]))
    say("\n".join(said))
