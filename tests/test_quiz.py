"""A question asked, answered, marked, recorded and found again, without a browser."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

import kit
from kit import questions as q
from kit import quiz
from kit.answers import JOURNAL, MIME, Journal, Record
from kit.banks import Bank, BankError, load_bank
from kit.public_questions import public
from kit.quiz import Sitting
from tests.test_answers import DATA, NEWER, notebook
from tests.test_card import ANSWERS

BANK = Path(__file__).parent / "browser" / "every_kind.toml"
HTML, PLAIN = "text/html", "text/plain"


class Desk:
    """A folder with a bank, in which questions are asked; ``shown`` is what came under the cells."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder)
        self.shown: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self.bank(BANK.read_text("utf-8"))

    def bank(self, content: str) -> None:
        (self.folder / "every_kind.toml").write_text(content, "utf-8")

    def display(self, data: dict[str, Any], **options: Any) -> None:
        self.shown.append((data, options))

    def ask(self, kind: str) -> Sitting:
        kit.ask(f"every_kind.{kind}")
        return quiz._sittings[f"every_kind.{kind}"]

    @property
    def last(self) -> dict[str, Any]:
        return self.shown[-1][0]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path)
    monkeypatch.setattr(quiz, "display", desk.display)
    monkeypatch.setattr(quiz, "_sittings", {})
    yield desk
    for sitting in quiz._sittings.values():
        sitting.showings[-1].form.close()


def answer(sitting: Sitting, response: Any, **more: Any) -> dict[str, Any]:
    """Send an answer as the page does, and see what the page is told."""
    sitting.receive({"type": "answer", "response": response, "nonce": "n1", **more})
    return dict(sitting.showings[-1].form.state)


def test_a_question_is_shown_before_it_is_answered(desk: Desk) -> None:
    sitting = desk.ask("choice")
    data, options = desk.shown[0]
    assert set(data) == {HTML, PLAIN}
    assert options == {"raw": True, "display_id": sitting.showings[-1].display_id}
    assert sitting.showings[-1].form.state == {"attempt": 0}
    assert not desk.journal.path.exists()


def test_wrong_then_right(desk: Desk) -> None:
    sitting = desk.ask("choice")
    told = answer(sitting, "decided")
    assert (told["verdict"], told["attempt"], told["ack"]) == ("wrong", 1, "n1")
    assert told["feedback"][:2] == ["Not yet.", "To decide is an action."]
    assert "Not yet." in desk.last[PLAIN]
    told = answer(sitting, "charade", confidence=80)
    assert (told["verdict"], told["attempt"], told["confidence"]) == ("right", 2, 80)
    assert "Right." in desk.last[PLAIN]
    assert [(kept.response, kept.attempt) for kept in desk.journal.records()] == [
        ("decided", 1),
        ("charade", 2),
    ]
    assert desk.last[MIME] == list(desk.journal.records())[-1].to_json()
    assert desk.last[MIME]["bank"] == load_bank(BANK).digest
    assert [options.get("update") for _, options in desk.shown] == [None, True, True]
    assert len({options["display_id"] for _, options in desk.shown}) == 1


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_is_answered_and_brought_back(desk: Desk, kind: str) -> None:
    told = answer(desk.ask(kind), ANSWERS[kind])
    assert told["attempt"] == 1
    again = desk.ask(kind)
    assert again.showings[-1].form.state["response"] == ANSWERS[kind]
    assert again.showings[-1].form.state["verdict"] == told["verdict"]
    assert desk.last[MIME]["response"] == ANSWERS[kind]
    assert len(list(desk.journal.records())) == 1
    assert all(name in (MIME, HTML, PLAIN) for data, _ in desk.shown for name in data)


def test_a_typed_number_is_recorded_as_a_number(desk: Desk) -> None:
    sitting = desk.ask("number")
    for typed, kept in ((" 3 ", 3), ("3,5", 3.5)):
        answer(sitting, typed)
        assert desk.last[MIME]["response"] == kept
        assert type(desk.last[MIME]["response"]) is type(kept)


@pytest.mark.parametrize(
    ("kind", "response", "problem"),
    [
        ("choice", None, "There is no answer yet."),
        ("choices", [], "There is no answer yet."),
        ("choice", "other", "That is none of the options"),
        ("number", "many", "Write a number"),
        ("essay", "x" * 100_000, "Nothing was lost: shorten it"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_changes_nothing(
    desk: Desk, kind: str, response: Any, problem: str
) -> None:
    sitting = desk.ask(kind)
    answer(sitting, ANSWERS[kind])
    told = answer(sitting, response)
    assert problem in told["problem"]
    assert (told["response"], told["attempt"], told["ack"]) == (ANSWERS[kind], 1, "n1")
    assert len(desk.shown) == 2
    assert len(list(desk.journal.records())) == 1


@pytest.mark.parametrize("message", [None, "answer", {}, {"type": "other"}])
def test_other_messages_are_passed_over(desk: Desk, message: Any) -> None:
    sitting = desk.ask("choice")
    sitting.receive(message)
    assert len(desk.shown) == 1


def test_an_answer_sent_again_after_a_reload_is_recorded_once(desk: Desk) -> None:
    sitting = desk.ask("choice")
    answer(sitting, "charade")
    assert answer(sitting, "charade", again=True, nonce="n2")["ack"] == "n2"
    assert len(list(desk.journal.records())) == 1
    answer(sitting, "decided", again=True)
    assert len(list(desk.journal.records())) == 2


def test_the_journal_is_written_before_the_card_is_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = desk.ask("choice")
    seen: list[list[Record]] = []
    monkeypatch.setattr(quiz, "display", lambda *_, **__: seen.append(list(desk.journal.records())))
    answer(sitting, "charade")
    assert [kept.response for kept in seen[0]] == ["charade"]


def test_a_full_disk_leaves_the_answer_on_screen_with_a_warning(desk: Desk) -> None:
    desk.journal.path.symlink_to("/dev/full")
    sitting = desk.ask("choice")
    for attempt in (1, 2):
        told = answer(sitting, "charade")
        assert "could not be written" in told["warning"]
        assert (told["verdict"], told["attempt"]) == ("right", attempt)
        assert "could not be written" in desk.last[PLAIN]
        assert "could not be written" in desk.last[HTML]
        assert desk.last[MIME]["response"] == "charade"


def test_half_a_character_reaches_disk_and_page(desk: Desk) -> None:
    answer(desk.ask("essay"), "half \ud83d of it")
    json.dumps(desk.last, ensure_ascii=False).encode()
    assert [kept.response for kept in desk.journal.records()] == ["half ? of it"]


def test_an_answer_comes_back_from_a_copied_notebook(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat.write(notebook({**DATA, "question": "every_kind.choice"}), desk.folder / "copy.ipynb")
    monkeypatch.setenv("JPY_SESSION_NAME", str(desk.folder / "copy.ipynb"))
    sitting = desk.ask("choice")
    assert sitting.showings[-1].form.state["response"] == "charade"
    assert answer(sitting, "charade")["attempt"] == 3


def test_two_tabs_count_their_attempts_together(desk: Desk, article: kit.Text) -> None:
    bank = load_bank(desk.folder / "every_kind.toml")
    tabs = [Sitting(bank, bank["every_kind.choice"], article, quiz.Store.here()) for _ in range(2)]
    for tab in tabs:
        tab.show()
    assert [answer(tab, "charade")["attempt"] for tab in (*tabs, tabs[0])] == [1, 2, 3]
    assert [kept.attempt for kept in desk.journal.records()] == [1, 2, 3]


def test_an_answer_that_no_longer_fits_is_kept_and_said(desk: Desk) -> None:
    answer(desk.ask("choice"), "decided")
    desk.bank(BANK.read_text("utf-8").replace('"decided"', '"resolved"'))
    sitting = desk.ask("choice")
    assert desk.last[MIME]["response"] == "decided"
    assert "This answer cannot be marked. That is none of the options" in desk.last[PLAIN]
    assert (sitting.showings[-1].form.state["verdict"], sitting.showings[-1].form.state["attempt"]) == (
        "recorded",
        1,
    )
    assert answer(sitting, "resolved")["attempt"] == 2


def test_a_newer_record_is_kept_as_it_is_and_not_overwritten(desk: Desk) -> None:
    newer = {**NEWER, "question": "every_kind.choice"}
    desk.journal.path.write_text(json.dumps(newer) + "\n")
    sitting = desk.ask("choice")
    assert desk.last[MIME] == newer
    assert "recorded by a newer version of the kit. It is kept as it is" in desk.last[PLAIN]
    assert sitting.showings[-1].form.state == {"attempt": 0}
    answer(sitting, "charade")
    assert next(desk.journal.records()).to_json() == newer


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_test_says_only_that_it_was_recorded(desk: Desk, kind: str) -> None:
    desk.bank('mode = "test"\n' + BANK.read_text("utf-8"))
    sitting = desk.ask(kind)
    said = ["Recorded.", "You can change it until you hand in."]
    assert answer(sitting, ANSWERS[kind])["feedback"] == said
    sitting = desk.ask(kind)
    assert (sitting.showings[-1].form.state["verdict"], sitting.showings[-1].form.state["feedback"]) == (
        "recorded",
        said,
    )
    page = (
        desk.last[HTML] + desk.last[PLAIN] + json.dumps(sitting.showings[-1].form.state, ensure_ascii=False)
    )
    for hidden in (
        "Right.",
        "Not yet",
        "Partly",
        "points",
        "more would be",
        "fit.",
        *secrets(sitting.question),
    ):
        assert hidden not in page


def secrets(question: q.Question) -> list[str]:
    """What the page must not know before the answer, and in a test not after it either."""
    found: list[str] = [question.explanation, *_all(question.model_dump(), ("feedback", "otherwise"))]
    return [text for text in found if text]


def _all(data: Any, names: tuple[str, ...]) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name in names:
                yield str(value)
            else:
                yield from _all(value, names)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from _all(item, names)


def keys_of(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*map(keys_of, data.values()))
    return set().union(*map(keys_of, data)) if isinstance(data, list | tuple) else set()


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("mode", ["practice", "test"])
def test_the_page_knows_no_key(every_kind: Bank, kind: str, mode: str) -> None:
    question = every_kind[f"every_kind.{kind}"]
    known = public(question, mode, "ada")
    text = json.dumps(known, ensure_ascii=False)
    for name in ("correct", "accepted", "feedback", "otherwise", "answer", "wrong", "pairs", "explanation"):
        assert name not in keys_of(known)
    for name in ("justified_by", "tolerance", "key", "reference", "secret", "levels"):
        assert name not in keys_of(known)
    for hidden in secrets(question):
        assert json.dumps(hidden, ensure_ascii=False)[1:-1] not in text
    assert (known["id"], known["kind"], known["mode"]) == (question.id, kind, mode)
    if isinstance(question, q.ShortText):
        assert not [form for form in question.accepted if form in text]
    if isinstance(question, q.Order):
        assert list(known["items"]) != list(question.items)
        assert sorted(known["items"]) == sorted(question.items)


def test_the_live_form_is_given_no_key(desk: Desk) -> None:
    state = desk.ask("choice").showings[-1].form.get_state()
    known = json.dumps([state["question"], state["state"]])
    assert "correct" not in known
    assert "pretence." not in known


def test_options_are_shuffled_for_each_student_and_stay_so() -> None:
    options = tuple(q.Option(text=letter, correct=True) for letter in "abcdefgh")
    fields: dict[str, Any] = {"id": "a.q1", "kind": "choices", "prompt": "P", "options": options}

    def order(student: str, shuffle: bool = True) -> list[str]:
        shown = public(q.Choices(**fields, shuffle=shuffle), "practice", student)
        return [option["value"] for option in shown["options"]]

    students = [f"student {number}" for number in range(20)]
    assert [order(student) for student in students] == [order(student) for student in students]
    assert len({tuple(order(student)) for student in students}) > 15
    assert sorted(order("ada")) == list("abcdefgh")
    assert order("ada", shuffle=False) == list("abcdefgh")


def test_the_same_student_sees_another_order_in_another_question() -> None:
    orders = set()
    for number in range(10):
        order = q.Order(id=f"a.q{number}", kind="order", prompt="P", items=tuple("abcdefgh"))
        orders.add(tuple(public(order, "practice", "ada")["items"]))
    assert len(orders) > 8


def test_an_order_is_never_shown_solved() -> None:
    order = q.Order(id="a.q1", kind="order", prompt="P", items=("a", "b", "c"))
    shown = [list(public(order, "practice", f"student {number}")["items"]) for number in range(50)]
    assert ["a", "b", "c"] not in shown


@pytest.mark.parametrize(
    ("question_id", "message"),
    [
        (
            "every_kind.choise",
            "every_kind.toml has no question 'every_kind.choise'. Did you mean 'every_kind.choice'",
        ),
        ("other.q1", "There is no bank for 'other.q1': neither other.toml nor questions.toml"),
    ],
)
def test_an_unknown_question_says_what_there_is(desk: Desk, question_id: str, message: str) -> None:
    with pytest.raises(BankError) as caught:
        kit.ask(question_id)
    assert str(caught.value).startswith(message)
    assert not desk.shown


def test_a_key_that_the_text_does_not_give_is_said_before_anyone_answers(desk: Desk) -> None:
    desk.bank(BANK.read_text("utf-8").replace('count = "charade"', 'count = "peace"'))
    with pytest.raises(BankError) as caught:
        desk.ask("number")
    assert str(caught.value).startswith(
        "every_kind.toml, question 'every_kind.number', field 'answer': 'peace' does"
    )


def test_a_text_that_is_not_there_is_said(desk: Desk) -> None:
    desk.bank('text = "artcle"\n' + BANK.read_text("utf-8"))
    with pytest.raises(kit.KitError, match="Did you mean 'article'"):
        desk.ask("choice")


def test_a_form_in_an_earlier_tab_still_records_and_both_outputs_are_updated(desk: Desk) -> None:
    earlier = desk.ask("choice").showings[-1]
    later = desk.ask("choice")
    earlier.form._handle_custom_msg({"type": "answer", "response": "charade"}, [])
    assert later.record is not None and later.record.response == "charade"
    updated = {options["display_id"] for _, options in desk.shown if options.get("update")}
    assert updated == {showing.display_id for showing in later.showings}
    assert earlier.form.state["attempt"] == 1


def test_only_the_last_showings_are_kept_alive(desk: Desk) -> None:
    first = desk.ask("choice").showings[0]
    for _ in range(quiz.SHOWINGS):
        desk.ask("choice")
    assert first.form.comm is None


def test_questions_of_copies_have_places_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    here = quiz.place_of("a.q1")
    monkeypatch.setenv("JPY_SESSION_NAME", "/somewhere/copy.ipynb")
    assert quiz.place_of("a.q1") != here
    assert quiz.place_of("a.q1") == quiz.place_of("a.q1")
    assert quiz.place_of("a.q1").endswith("-a-q1")


def test_a_shell_without_a_front_end_prints_the_plain_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(desk.folder)
    monkeypatch.setenv("KIT_ANSWERS", str(desk.folder))
    existed = InteractiveShell.initialized()
    InteractiveShell.instance()
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            desk.ask("choice")
    finally:
        if not existed:
            InteractiveShell.clear_instance()
    assert printed.getvalue().startswith("[every_kind.choice] Which word in the first line")
    assert "<div" not in printed.getvalue()


def test_nothing_is_left_beside_the_journal(desk: Desk) -> None:
    answer(desk.ask("choice"), "charade")
    assert {path.name for path in desk.folder.iterdir()} == {JOURNAL, "every_kind.toml"}
