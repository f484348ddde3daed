"""Marking by hand, once round: what was typed is read, sheet and page are written, the rows get scores."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kit.banks import Bank
from kit.grading.cohort import Row
from kit.grading.essay_page import essays_page
from kit.grading.essay_sheet import NAME, read_typed, rubrics, written
from kit.grading.essays import gather, with_marks
from kit.grading.files import write_whole
from kit.grading.marks import counted

PAGE = "essays.html"


def mark_essays(to: Path, bank: Bank, rows: Sequence[Row], say: Callable[[str], object]) -> list[Row]:
    """The rows with the marks that were typed into ``essays.csv``, which is written again with every essay.

    Raises KitError, and writes nothing, where a mark there cannot be one; OSError where ``to`` cannot be
    written.
    """
    if not rubrics(bank):
        return list(rows)
    typed = read_typed(to, bank)
    essays, left = gather(rows, bank, typed)
    write_whole(to / NAME, written([*(essay.line for essay in essays), *left], bank, typed))
    write_whole(to / PAGE, essays_page(bank, essays))
    done, begun = sum(essay.complete for essay in essays), sum(essay.begun for essay in essays)
    if done < len(essays):
        part = f", and {begun} in part" if begun else ""
        say(
            f"{done} of {len(essays)} essays are marked{part}. Read them in {to / PAGE}, type the points "
            f"into {to / NAME}, and run the same command again."
        )
    if left:
        say(f"{counted(len(left), 'line')} at the end of {NAME} kept, whose answers are not there any more.")
    return with_marks(rows, bank, essays)
