"""The receipt at a sheet's end: what is answered, what is not, and whether the file on disk holds it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from IPython.display import display

from kit.answers import Record
from kit.banks import Bank, BankError, find_bank
from kit.errors import KitError
from kit.places import notebook_path
from kit.store import Store

ANSWERED, UNANSWERED, UNSAVED = "answered", "not answered", "answered, not in the saved file"


@dataclass(frozen=True)
class Receipt:
    """One row a question: its id and one of the three states above."""

    rows: tuple[tuple[str, str], ...]
    checksum: str
    advice: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        counts = {state: sum(s == state for _, s in self.rows) for state in (ANSWERED, UNANSWERED, UNSAVED)}
        summary = ", ".join(f"{number} {state}" for state, number in counts.items() if number)
        lines = [f"Receipt: {summary}.", self.advice, f"Checksum: {self.checksum}"]
        body = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(question)}</th>'
            f'<td style="text-align:left">{state}</td></tr>'
            for question, state in self.rows
        )
        html = (
            f"<table><caption style='text-align:left'><strong>{escape(lines[0])}</strong></caption>"
            f'<thead><tr><th scope="col">Question</th><th scope="col">State</th></tr></thead>'
            f"<tbody>{body}</tbody></table>"
            f"<p>{escape(self.advice)}</p><p>Checksum: <code>{self.checksum}</code></p>"
        )
        return {"text/html": html, "text/plain": "\n".join(lines)}


def checksum(records: Iterable[Record]) -> str:
    """Eight hexadecimal digits that change when any answer does; the order of the records does not matter.

    It is evidence of what was handed in, not proof: whoever can edit the file can compute it again.

    >>> checksum([])
    '4f53-cda1'
    """
    ordered = [record.to_json() for record in sorted(records, key=lambda record: record.question)]
    data = json.dumps(ordered, sort_keys=True, ensure_ascii=False).encode("utf-8")
    digits = hashlib.sha256(data).hexdigest()[:8]
    return f"{digits[:4]}-{digits[4:]}"


def make_receipt(bank: Bank, store: Store) -> Receipt:
    """The receipt for one bank: the answers given, held against the notebook's file on disk."""
    given, saved = store.answers(), store.in_notebook()
    answers = {question: given[question] for question in bank.by_id if question in given}
    file_known = store.notebook is not None and store.notebook.is_file()
    rows = []
    for question in bank.by_id:
        if question not in answers:
            rows.append((question, UNANSWERED))
        elif file_known and saved.get(question) != answers[question]:
            rows.append((question, UNSAVED))
        else:
            rows.append((question, ANSWERED))
    return Receipt(tuple(rows), checksum(answers.values()), _advice(rows, store, file_known))


def _advice(rows: list[tuple[str, str]], store: Store, file_known: bool) -> str:
    if all(state == UNANSWERED for _, state in rows):
        return "No answer has been given yet."
    if not file_known:
        return (
            "The notebook's file could not be checked: it was renamed or moved, or this front end does not "
            "tell its name. Save it, then restart the kernel, run all cells and look at this receipt again."
        )
    if any(state == UNSAVED for _, state in rows):
        return (
            "Some answers are not in the file on disk yet. Save with Ctrl+S (Cmd+S on a Mac) and run this "
            "cell again. If they are still missing, run the cells of those questions, then save."
        )
    name = store.notebook.name if store.notebook else ""
    return f"Every answer given is in {name} on disk."


def receipt() -> None:
    """Show what is answered, what is not, whether the saved file holds it, and a checksum to quote.

    Raises KitError where the notebook has asked no question.
    """
    from kit.quiz import asked_banks

    banks = asked_banks() or _bank_of_notebook()
    if not banks:
        raise KitError("No question has been asked in this notebook yet. Run its cells from the top first.")
    for bank in banks:
        display(make_receipt(bank, Store.here()))


def _bank_of_notebook() -> list[Bank]:
    notebook = notebook_path()
    try:
        return [find_bank(f"{notebook.stem}.any")] if notebook else []
    except BankError:
        return []
