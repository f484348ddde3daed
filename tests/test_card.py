"""A card reads well wherever the notebook is opened, and runs nothing."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from kit import questions as q
from kit.answers import MIME, Record, new_record
from kit.banks import Bank
from kit.card import CARRIED, alternatives, bundle, headline, inline, responded
from kit.marking import Mark, mark
from kit.texts import Text

SCRIPT = "<script>alert('x')</script><img src=x onerror=\"a()\"> & `code` *so*"
ANSWERS: dict[str, Any] = {
    "choice": "charade",
    "choices": ["legal", "proxy war"],
    "number": 3,
    "text": "client state",
    "match": {"Kiev-controlled": "east of the Dnieper"},
    "order": ["World War III", "A charade is dropped", "Arms are used inside Russia"],
    "essay": "One line.\nAnother line.",
}


class Elements(HTMLParser):
    """The elements and attributes of a page, and what it says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def answered(question: q.Question, response: Any, text: Text, note: str = "") -> dict[str, Any]:
    record = new_record(question.id, question.kind, response, "0123456789ab", None)
    return bundle(question, "btl-place-1", record, mark(question, response, text), note)


def essay(prompt: str) -> q.Essay:
    rubric = (q.Criterion(criterion="c", points=1),)
    return q.Essay(id="a.q1", kind="essay", prompt=prompt, rubric=rubric)


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answered_card_is_record_page_and_plain_text(every_kind: Bank, article: Text, kind: str) -> None:
    question, response = every_kind[f"every_kind.{kind}"], ANSWERS[kind]
    data = answered(question, response, article, "Save the notebook.")
    assert set(data) == {MIME, "text/html", "text/plain"}
    assert Record.from_json(data[MIME]).response == response
    given = mark(question, response, article)
    page, plain = Elements(data["text/html"]), data["text/plain"]
    for said in (responded(question, response), headline(given), *given.feedback, "Save the notebook."):
        assert said in plain
        assert re.sub(r"[*`]", "", said) in re.sub(r"[*`]", "", page.text)
    assert question.prompt in plain
    assert page.tags <= {"br", "div", "p", "strong", "em", "code", "small"}
    assert page.attributes <= {"class", "role", "aria-label", "style", CARRIED}
    assert not re.search(r"Radio|Widget|model", data["text/html"] + plain)


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_open_card_says_what_there_is_and_how_to_answer(every_kind: Bank, kind: str) -> None:
    question = every_kind[f"every_kind.{kind}"]
    data = bundle(question, "btl-place-1")
    assert set(data) == {"text/html", "text/plain"}
    page = Elements(data["text/html"])
    for text in (*alternatives(question), "Not answered yet. Run this cell to answer."):
        assert text in data["text/plain"]
        assert text in page.text
    assert question.prompt in data["text/plain"]
    assert "btl-attempt-0" in data["text/html"]
    assert not [
        option.feedback for option in getattr(question, "options", ()) if option.feedback in page.text
    ]


def test_the_place_and_the_attempt_are_named_for_the_live_form(every_kind: Bank, article: Text) -> None:
    html = answered(every_kind["every_kind.choice"], "charade", article)["text/html"]
    assert html.startswith('<div class="btl-place btl-place-1 btl-attempt-1" role="group" aria-label="')


def test_markup_in_an_answer_is_shown_and_never_run(article: Text) -> None:
    data = answered(essay("P"), SCRIPT, article)
    page = Elements(data["text/html"])
    assert page.tags == {"div", "p", "strong", "small"}
    assert SCRIPT in page.text
    assert SCRIPT in data["text/plain"]
    assert data[MIME]["response"] == SCRIPT


@pytest.mark.parametrize("kind", ["choices", "match", "order", "number", "choice"])
def test_markup_in_an_answer_of_any_shape_is_shown(every_kind: Bank, kind: str) -> None:
    question = every_kind[f"every_kind.{kind}"]
    for response in (SCRIPT, [SCRIPT], {SCRIPT: SCRIPT}, {"a": [SCRIPT]}):
        record = new_record(question.id, kind, response, "", None)
        page = Elements(bundle(question, "p", record, Mark("recorded", 0, 1))["text/html"])
        assert page.tags <= {"br", "div", "p", "strong", "small", "em", "code"}
        assert "<script>alert(" in page.text


def test_markup_in_a_record_somebody_else_wrote_is_shown(article: Text) -> None:
    record = Record("a.q1", "essay", "x", 1, SCRIPT, SCRIPT)
    page = Elements(bundle(essay("P"), "p", record, Mark("recorded", 0, 1))["text/html"])
    assert page.tags == {"div", "p", "strong", "small"}


def test_markup_in_a_bank_is_shown() -> None:
    option = q.Option(text=SCRIPT, correct=True, feedback=SCRIPT)
    asked = q.Choice(
        id="a.q1", kind="choice", prompt=SCRIPT, options=(option, q.Option(text="b")), explanation=SCRIPT
    )
    data = bundle(asked, "p", note=SCRIPT)
    marked = bundle(asked, "p", new_record("a.q1", "choice", "b", "", None), Mark("wrong", 0, 1, (SCRIPT,)))
    for html in (data["text/html"], marked["text/html"]):
        assert Elements(html).tags <= {"br", "div", "p", "strong", "small", "em", "code", "ul", "li"}
        assert "<script>" not in html


@pytest.mark.parametrize(
    ("prose", "html"),
    [
        ("A *hedge* like `<might>`", "A <em>hedge</em> like <code>&lt;might&gt;</code>"),
        ("*two words* and *one*.", "<em>two words</em> and <em>one</em>."),
        ("`*` and `war*`, *a `b` c*", "<code>*</code> and <code>war*</code>, <em>a <code>b</code> c</em>"),
        ("2 * 3 * 4 and war* or *peace", "2 * 3 * 4 and war* or *peace"),
        ("a ` lone mark", "a ` lone mark"),
        ("a `b` ` c\0", "a <code>b</code> ` c"),
        ("**not bold** _nor this_ [nor](this)", "**not bold** _nor this_ [nor](this)"),
    ],
)
def test_prose_of_a_bank(prose: str, html: str) -> None:
    assert inline(prose) == html


@pytest.mark.parametrize(
    ("kind", "response", "lines"),
    [
        ("number", 3, "3 times"),
        ("choices", ["a", "b"], "- a\n- b"),
        ("match", {"a": "b"}, "- a: b"),
        ("order", ["a", "b"], "1. a\n2. b"),
        ("essay", "a\n\nb", "a\n\nb"),
        ("choices", "a", "a"),
        ("match", "a", "a"),
        ("order", 3, "1. 3"),
    ],
)
def test_a_response_reads_as_lines(every_kind: Bank, kind: str, response: Any, lines: str) -> None:
    assert responded(every_kind[f"every_kind.{kind}"], response) == lines


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Mark("right", 1, 1), "Right."),
        (Mark("wrong", 0, 1), "Not yet."),
        (Mark("partly", 2 / 3, 2), "Partly right. 0.667 of 2 points."),
        (Mark("recorded", 0, 1), "Recorded."),
        (Mark("unattempted", 0, 1), "Not attempted yet."),
    ],
)
def test_the_verdict_is_said_in_words(given: Mark, words: str) -> None:
    assert headline(given) == words


def test_what_is_shuffled_for_students_gives_no_order_away(every_kind: Bank) -> None:
    options = (q.Option(text="b", correct=True), q.Option(text="a"))
    fields: dict[str, Any] = {"id": "a.q1", "kind": "choice", "prompt": "P", "options": options}
    assert alternatives(q.Choice(**fields, shuffle=True)) == ["a", "b"]
    assert alternatives(q.Choice(**fields, shuffle=False)) == ["b", "a"]
    order = q.Order(id="a.q1", kind="order", prompt="P", items=("c", "a", "b"))
    assert alternatives(order) == ["a", "b", "c"]


def test_a_card_of_an_ordinary_answer_stays_small(every_kind: Bank, article: Text) -> None:
    for kind, response in ANSWERS.items():
        data = answered(every_kind[f"every_kind.{kind}"], response, article)
        assert len(json.dumps(data[MIME])) < 1000
        assert len(json.dumps(data)) < 3000


def test_an_open_card_says_what_can_be_paired_and_how_an_essay_is_marked(every_kind: Bank) -> None:
    match = every_kind["every_kind.match"]
    assert isinstance(match, q.Match)
    paired = bundle(match, "p")
    for right in [*(pair.right for pair in match.pairs), *match.extra]:
        assert f"<li>{inline(right)}</li>" in paired["text/html"].split("To choose from:")[1]
        assert right in paired["text/plain"].split("To choose from:")[1]
    marked = bundle(essay("P"), "p")
    assert "<p>How this is marked:</p><ul><li>c (1)</li></ul>" in marked["text/html"]
    assert "How this is marked:\n  - c (1)" in marked["text/plain"]
