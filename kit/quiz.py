"""Questions in a notebook: shown, answered, marked, recorded, and found again.

A question's output is static markup (``kit.card``) that reads well wherever the notebook is opened. While a
kernel runs, an anywidget model without a view of its own finds that markup in the page and puts the form in
its place. So no widget is ever saved, and none can be missing when the notebook is opened again.
"""

import hashlib
import os
import random
from getpass import getuser
from html import escape
from importlib.resources import files
from platform import node
from typing import Any, NamedTuple
from uuid import uuid4

import anywidget
import traitlets
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
from kit.store import Store
from kit.texts import Text, read


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
        self.showings: list[Showing] = []

    def show(self) -> None:
        """Put the question, or its answered card, under the cell."""
        shown = public(self.question, self.bank.mode, _student())
        kind = QuestionForm
        if isinstance(self.question, q.Spans):
            shown |= public_passage(self.question, self.text)
            kind = SpanForm
        form = kind(place=self.place, question=shown, state=self._state())
        form.on_msg(self._receive_from_page)
        self.showings.append(Showing(form, uuid4().hex))
        while len(self.showings) > SHOWINGS:
            self.showings.pop(0).form.close()
        display(self._bundle(), raw=True, display_id=self.showings[-1].display_id)

    def hand_over(self, successor: "Sitting") -> None:
        """Connect the forms that are on screen to the sitting that takes this one's place."""
        for showing in self.showings:
            showing.form.on_msg(self._receive_from_page, remove=True)
            showing.form.on_msg(successor._receive_from_page)
        successor.showings, self.showings = self.showings, []

    def _receive_from_page(self, form: QuestionForm, content: Any, buffers: list[Any]) -> None:
        self.receive(content)

    def receive(self, message: Any) -> None:
        """An answer from the page: mark it, write it to the journal, then show it."""
        if not isinstance(message, dict) or message.get("type") != "answer":
            return
        response = message.get("response")
        if message.get("again") and self.record and self.record.response == response:
            self._tell({}, message)  # it had arrived after all
            return
        try:
            given = mark(self.question, response, self.text)
        except ResponseError as error:
            self._tell({"problem": str(error)}, message)
            return
        if given.state == "unattempted":
            self._tell({"problem": "There is no answer yet. Give one, then check again."}, message)
            return
        if self.question.kind == "number":
            number = parse_number(response)
            response = int(number) if number.is_integer() else number
        last = self.store.last(self.question.id) or self.record
        record = new_record(self.question.id, self.question.kind, response, self.bank.digest, last)
        self.record = with_confidence(record, message.get("confidence"))
        self.note = self.store.save(self.record)
        for _, display_id in self.showings:
            display(self._bundle(), raw=True, display_id=display_id, update=True)
        self._tell({}, message)

    def _tell(self, extra: dict[str, str], message: dict[str, Any]) -> None:
        state = {**self._state(), **extra, "ack": str(message.get("nonce", ""))}
        for form, _ in self.showings:
            form.state = state

    def _mark(self) -> Mark | None:
        if self.record is None or not self.record.readable:
            return None
        try:
            given = mark(self.question, self.record.response, self.text)
        except ResponseError as error:  # recorded under an older bank, or damaged
            return Mark("recorded", 0, self.question.points, (f"This answer cannot be marked. {error}",))
        if self.bank.mode == "test" and given.state != "unattempted":
            return Mark("recorded", 0, given.max_score, ("You can change it until you hand in.",))
        return given

    def _bundle(self) -> dict[str, Any]:
        if self.record and not self.record.readable:
            newer = (
                "This answer was recorded by a newer version of the kit. It is kept as it is; "
                "update the kit to see it."
            )
            return bundle(self.question, self.place, self.record, Mark("recorded", 0, 0, (newer,)))
        return bundle(self.question, self.place, self.record, self._mark(), self.note, self.text)

    def _state(self) -> dict[str, Any]:
        given = self._mark()
        if self.record is None or given is None:
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
    sitting.show()


def asked_banks() -> list[Bank]:
    """The banks of the questions asked in this session, each once, in the order of asking; no drafts."""
    banks = {sitting.bank.path: sitting.bank for sitting in _sittings.values() if not sitting.bank.draft}
    return list(banks.values())


def place_of(question_id: str) -> str:
    """The class name by which the page finds the question of this notebook, and of no copy open beside it."""
    notebook = hashlib.sha256(str(notebook_path() or "").encode()).hexdigest()[:6]
    return f"btl-{notebook}-{question_id.replace('.', '-')}"


def public(question: q.Question, mode: str, student: str) -> dict[str, Any]:
    """What the page may know of a question: how to ask it, and nothing of its key.

    ``student`` seeds the order of what is shuffled, so that it stays the same for one student.
    """
    shuffled = random.Random(f"{student}/{question.id}").sample
    shown: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "prompt": inline(question.prompt),
        "points": question.points,
        "mode": mode,
        "hints": [inline(hint) for hint in question.hints],
        "confidence": question.confidence,
    }
    if isinstance(question, q.Choice | q.Choices):
        options = [option.text for option in question.options]
        options = shuffled(options, len(options)) if question.shuffle else options
        shown["options"] = [{"value": text, "html": inline(text)} for text in options]
    elif isinstance(question, q.Number):
        shown["unit"] = question.unit
    elif isinstance(question, q.Match):
        rights = sorted({*(pair.right for pair in question.pairs), *question.extra})
        shown["lefts"] = [{"value": pair.left, "html": inline(pair.left)} for pair in question.pairs]
        shown["rights"] = shuffled(rights, len(rights))
    elif isinstance(question, q.Order):
        items = shuffled(question.items, len(question.items))
        shown["items"] = items if items != list(question.items) else items[::-1]
    elif isinstance(question, q.Essay):
        shown["words"] = {"min": question.min_words, "max": question.max_words}
        shown["rubric"] = [f"{line.criterion} ({line.points:g})" for line in question.rubric]
    return shown


def _student() -> str:
    try:
        user = os.environ.get("JUPYTERHUB_USER") or getuser()
    except (KeyError, OSError):  # no such user in a bare container
        user = ""
    return f"{user}@{node()}"
