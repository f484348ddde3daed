"""Questions in a notebook: shown, answered, marked, recorded, and found again.

A question's output is static markup (``kit.card``) that reads well wherever the notebook is opened. While a
kernel runs, an anywidget model without a view of its own finds that markup in the page and puts the form in
its place. So no widget is ever saved, and none can be missing when the notebook is opened again.
"""

import hashlib
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple
from uuid import uuid4

import anywidget
import traitlets
from IPython.core.getipython import get_ipython
from IPython.display import display

from kit import questions as q
from kit.annotate import explained_state, public_passage
from kit.answers import new_record, with_confidence
from kit.banks import Bank, BankError, find_bank
from kit.card import bundle, headline, inline
from kit.errors import KitError
from kit.keys import compute
from kit.marking import Mark, ResponseError, mark
from kit.numbers import parse_number
from kit.places import notebook_path
from kit.public_questions import public, student_here
from kit.store import Store
from kit.texts import Text, read
from kit.verdicts import told


def asset(name: str) -> str:
    """The text of a file that the package carries for the page."""
    return files("kit").joinpath(name).read_text("utf-8")


class QuestionForm(anywidget.AnyWidget):
    """The live form of one question. It holds what the page needs and no key."""

    _esm = asset("host.js") + asset("quiz.js")
    _css = asset("quiz.css")
    place = traitlets.Unicode().tag(sync=True)
    question = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)


class SpanForm(QuestionForm):
    """The live form of a question whose passage is marked."""

    _esm = "".join(map(asset, ("host.js", "ink.js", "passage.js", "marks.js", "annotate.js")))
    _css = asset("quiz.css") + asset("annotate.css")


class Showing(NamedTuple):
    """One place where a question is on screen: its live form, and the display id of its output."""

    form: QuestionForm
    display_id: str


SHOWINGS = 4  # how many showings of one question (re-runs, tabs) are kept alive


class Sitting:
    """One question put to one student: the only place where its state lives.

    It may be shown several times: when its cell is run again, or in a second tab, which sees no widget that
    the first tab's run has made. All showings stay connected to this one state.
    """

    def __init__(self, bank: Bank, question: q.Question, text: Text, store: Store) -> None:
        self.bank, self.question, self.text, self.store = bank, question, text, store
        self.record = store.last(question.id)
        self.place = place_of(question.id)
        self.note = ""
        self.shown_at: int | None = None  # the run of the cell that showed it last
        self.showings: list[Showing] = []

    def show(self) -> None:
        """Put the question, or its answered card, under the cell."""
        shown = public(self.question, self.bank.mode, student_here())
        kind = QuestionForm
        if isinstance(self.question, q.Spans):
            shown |= public_passage(self.question, self.text)
            kind = SpanForm
        form = kind(place=self.place, question=shown, state=self._state())
        form.on_msg(self._receive_from_page)
        self.showings.append(Showing(form, uuid4().hex))
        while len(self.showings) > SHOWINGS:
            self.showings.pop(0).form.close()
        self.shown_at = run_of_cell()
        display(self.bundle(), raw=True, display_id=self.showings[-1].display_id)

    def hand_over(self, successor: "Sitting") -> None:
        """Connect the forms that are on screen to the sitting that takes this one's place."""
        for showing in self.showings:
            showing.form.on_msg(self._receive_from_page, remove=True)
            showing.form.on_msg(successor._receive_from_page)
        successor.showings, self.showings = self.showings, []
        successor.shown_at = self.shown_at

    def _receive_from_page(self, form: QuestionForm, content: Any, buffers: list[Any]) -> None:
        self.receive(content)

    def receive(self, message: Any) -> None:
        """An answer from the page: mark it, write it to the journal, then show it."""
        if not isinstance(message, dict) or message.get("type") != "answer":
            return
        response = message.get("response")
        if message.get("again") and self.record and self.record.response == response:
            self.tell(message)  # it had arrived after all
            return
        try:
            self.accept(response, message.get("confidence"))
        except ResponseError as error:
            self.tell(message, str(error))
            return
        self.tell(message)

    def accept(self, response: Any, confidence: Any = None) -> None:
        """Write an answer to the journal and show it wherever the question is on screen.

        Raises ResponseError for an answer of the wrong shape, and for none at all.
        """
        given = mark(self.question, response, self.text)
        if given.state == "unattempted":
            raise ResponseError("There is no answer yet. Give one, then check again.")
        if self.question.kind == "number":
            number = parse_number(response)
            response = int(number) if number.is_integer() else number
        last = self.store.last(self.question.id) or self.record
        record = new_record(self.question.id, self.question.kind, response, self.bank.digest, last)
        self.record = with_confidence(record, confidence)
        self.note = self.store.save(self.record)
        for _, display_id in self.showings:
            display(self.bundle(), raw=True, display_id=display_id, update=True)

    def tell(self, message: dict[str, Any] | None = None, problem: str = "") -> None:
        """Bring every form up to date; the one that sent ``message`` learns that it has arrived."""
        state = self._state()
        state |= {"problem": problem} if problem else {}
        state |= {"ack": str(message.get("nonce", ""))} if message else {}
        for form, _ in self.showings:
            form.state = state

    def _mark(self) -> Mark | None:
        return told(self.bank, self.question, self.record, self.text) if self.record else None

    def bundle(self) -> dict[str, Any]:
        """The question, or its answered card, as it stands now."""
        return bundle(self.question, self.place, self.record, self._mark(), self.note, self.text)

    def _state(self) -> dict[str, Any]:
        given = self._mark()
        if self.record is None or given is None or not self.record.readable:
            return {"attempt": 0}
        said = [escape(headline(given)), *map(inline, given.feedback)]
        state = {
            "attempt": self.record.attempt,
            "response": self.record.response,
            "confidence": self.record.confidence,
            "verdict": given.state,
            "feedback": said,
            "warning": self.note,
        }
        if isinstance(self.question, q.Spans) and given.state != "recorded":
            state |= explained_state(self.question, self.record.response, self.text, said[0])
        return state


_sittings: dict[str, Sitting] = {}


def ask(question_id: str) -> None:
    """Ask a question of the notebook's bank. Run the cell again to find the answer that was given.

    Raises BankError where the bank or the question is not there or not in order, and where the key cannot be
    worked out from the text.
    """
    sit(question_id).show()


def sit(question_id: str) -> Sitting:
    """The sitting of a question of the notebook's bank, which takes over whatever is on screen of it.

    Raises BankError as ``ask`` does.
    """
    bank = find_bank(question_id)
    question = bank.as_asked(question_id)
    text = read(bank.text)
    if isinstance(question, q.Number):
        try:
            compute(question.answer, text)  # better said now than after an answer was given
        except KitError as error:
            raise BankError(f"{bank.path.name}, question '{question.id}', field 'answer': {error}") from None
    sitting = Sitting(bank, question, text, Store.here())
    before = _sittings.pop(question_id, None)
    if before:
        before.hand_over(sitting)
    _sittings[question_id] = sitting
    return sitting


def asked_banks() -> list[Bank]:
    """The banks of the questions asked in this session, each once, in the order of asking; no drafts."""
    banks = {sitting.bank.path: sitting.bank for sitting in _sittings.values() if not sitting.bank.draft}
    return list(banks.values())


def run_of_cell() -> int | None:
    """The number of the run of the cell that is running; None outside a notebook."""
    shell = get_ipython()
    return shell.execution_count if shell else None


def place_of(question_id: str) -> str:
    """The class name by which the page finds the question of this notebook, and of no copy open beside it."""
    notebook = hashlib.sha256(str(notebook_path() or "").encode()).hexdigest()[:6]
    return f"btl-{notebook}-{question_id.replace('.', '-')}"
