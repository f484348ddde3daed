"""Code tasks: a function the student writes, tried on examples, its source kept as the answer.

What is compared are values, never verdicts, so that the same comparison serves the notebook and whoever runs
the function again elsewhere.
"""

import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from IPython.display import display

from kit.answers import new_record
from kit.banks import BankError, find_bank
from kit.card import bundle
from kit.errors import KitError
from kit.marking import is_unattempted
from kit.questions import Code
from kit.store import Store
from kit.texts import read
from kit.values import LONGEST, value_of
from kit.verdicts import told


def check(question_id: str, function: Callable[..., Any]) -> None:
    """Try your function on the examples of a code question, and record it.

    Raises KitError where ``function`` is no function whose source can be read, and BankError where the
    question is not there or is of another kind.
    """
    bank = find_bank(question_id)
    question = bank[question_id]
    if not isinstance(question, Code):
        raise BankError(f"Question '{question_id}' is not a code task. Ask it with kit.ask('{question_id}').")
    source = source_of(function)
    response = {"source": source, "values": [value_of(function, e.args) for e in question.examples]}
    text, store = read(bank.text), Store.here()
    if is_unattempted(question, response):
        display(bundle(question, ""), raw=True)
        return
    last = store.last(question_id)
    repeated = last is not None and last.readable and last.response == response
    record = last if last is not None and repeated else None
    note = ""
    if record is None:
        record = new_record(question_id, "code", response, bank.digest, last)
        note = store.save(record)
    display(bundle(question, "", record, told(bank, question, record, text), note), raw=True)


def source_of(function: Callable[..., Any]) -> str:
    """The source of a function, outer indentation removed. Raises KitError where there is none to read."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (TypeError, OSError):
        raise KitError("Hand over the function itself, by its name and without brackets.") from None
    if len(source) > LONGEST:
        raise KitError(f"The function is longer than {LONGEST:,} characters. Shorten it.")
    return source
