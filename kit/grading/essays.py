"""Essays and the marks a person gave them, brought together: the lines of ``essays.csv``, and the scores."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.banks import Bank
from kit.grading.cohort import Row
from kit.grading.essay_sheet import CHANGED, GONE, Line, Typed, is_typed, key, noted, points, rubrics
from kit.grading.marks import BY_A_PERSON, Answer, counted
from kit.grading.safe import cell
from kit.marking import count_words

_QUOTE = "'"  # before what a spreadsheet would take for a formula
_LETTERS = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")


@dataclass(frozen=True)
class Essay:
    """One answer to an essay question: its place among the rows, and its line in ``essays.csv``.

    ``marks`` has the points of each criterion, in the rubric's order, None while they are not given.
    """

    row: int
    answer: Answer
    line: Line
    marks: tuple[float | None, ...]

    @property
    def complete(self) -> bool:
        """Whether every criterion has its points."""
        return None not in self.marks

    @property
    def begun(self) -> bool:
        """Whether some criteria have their points, and some not."""
        return not self.complete and any(mark is not None for mark in self.marks)


def fingerprint(text: str) -> str:
    """A few letters that change with a text; letters alone, since a spreadsheet alters what is a number.

    >>> fingerprint("It is a charade.")
    'vpkomngqki'
    """
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:10].translate(_LETTERS)


def gather(rows: Sequence[Row], bank: Bank, typed: Typed) -> tuple[list[Essay], list[Line]]:
    """Every essay that was handed in, with what was typed for it, and the typed lines left over.

    What is left over is no longer anybody's answer, or was to another question; it is kept all the same.
    """
    rubric_of = rubrics(bank)
    known = {key(line): line for line in reversed(typed.lines) if is_typed(line)}
    labels = _labels(rows)
    essays = []
    for at, row in enumerate(rows):
        for answer in row.result.answers:
            if answer.question in rubric_of and answer.state == "recorded":
                fresh = {"student": labels[at], "question": answer.question, "answer": cell(answer.shown)}
                line = _joined(fresh, known.pop(key(fresh), {}), answer.shown)
                marks = tuple(points(line.get(column, "")) for column in rubric_of[answer.question])
                essays.append(Essay(at, answer, line, marks))
    left: list[Line] = [
        {**line, "note": noted(GONE, line)} for line in typed.lines if known.get(key(line)) is line
    ]
    return essays, left


def _labels(rows: Sequence[Row]) -> list[str]:
    """What each student is called in the sheet: the name, with a sign of the file where two are alike."""
    names = [cell(row.student) for row in rows]
    alike = Counter(name.lstrip("'") for name in names)
    return [
        name if alike[name.lstrip("'")] == 1 else f"{name} [{fingerprint(row.file)}]"
        for name, row in zip(names, rows, strict=True)
    ]


def _joined(fresh: Line, typed: Line, answer: str) -> Line:
    """A line for an answer as it is now, with what was typed for it, which may have been an earlier one.

    ``digest`` holds the fingerprint of the answer that was marked, and after it, once it was said that the
    answer has changed, that of the new one; with the note gone, the new one counts as marked.
    """
    now = fingerprint(fresh["answer"])
    marked, *told = typed.get("digest", "").split() or [
        fingerprint(cell(typed.get("answer", fresh["answer"])))
    ]
    checked = told[-1:] == [now] and CHANGED not in typed.get("note", "")
    same = not typed or marked == now or checked
    remarks = {
        "words": str(count_words(answer)),
        "note": noted("" if same else CHANGED, typed),
        "digest": now if same else f"{marked} {now}",
    }
    return {**typed, **fresh, **remarks}


def with_marks(rows: Sequence[Row], bank: Bank, essays: Sequence[Essay]) -> list[Row]:
    """The rows with the scores of the essays that are marked to the end, and a note on the others."""
    marked = list(rows)
    for essay in essays:
        row, question = marked[essay.row], essay.answer.question
        if essay.complete:
            answers = [_scored(a, essay, bank) if a.question == question else a for a in row.result.answers]
            result = replace(row.result, answers=tuple(answers), notes=_still(row.result.notes, answers))
            row = replace(row, result=result)
        elif essay.begun:
            given = sum(mark is not None for mark in essay.marks)
            said = f"{question}: marked on {given} of {len(essay.marks)} criteria."
            row = replace(row, notes=(*row.notes, said))
        if CHANGED in essay.line["note"]:
            row = replace(row, notes=(*row.notes, f"{question}: the answer has changed since it was marked."))
        marked[essay.row] = row
    return marked


def _scored(answer: Answer, essay: Essay, bank: Bank) -> Answer:
    """An answer with its score: the points given, as a share of the rubric's, of the question's points."""
    rubric = rubrics(bank)[answer.question]
    given = [mark for mark in essay.marks if mark is not None]
    most = sum(rubric.values())
    score = sum(given) if most == answer.max_score else sum(given) / most * answer.max_score
    said = [f"{column.lstrip(_QUOTE)}: {cell(mark)}" for column, mark in zip(rubric, given, strict=True)]
    comment = essay.line.get("comment", "").strip().lstrip(_QUOTE).splitlines()
    # the first line of feedback says that a person marks this, the others speak of the limits on its length
    return replace(answer, state="marked", score=score, feedback=(*answer.feedback[1:], *said, *comment))


def _still(notes: Sequence[str], answers: Sequence[Answer]) -> tuple[str, ...]:
    """The notes, with the number of answers that still wait for a person."""
    waiting = sum(answer.state == "recorded" for answer in answers)
    others = [note for note in notes if not note.endswith(f"{BY_A_PERSON}.")]
    return (*others, f"{counted(waiting, 'answer')} {BY_A_PERSON}.") if waiting else tuple(others)
