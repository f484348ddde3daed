"""What a student is told of an answer: all of it in practice, in a test no more than that it is there."""

from typing import Any

import pytest

import kit
from kit.answers import Record
from kit.banks import Bank
from kit.verdicts import told
from tests.test_coding import QUESTION


def record(response: Any, **fields: Any) -> Record:
    return Record("a.b", "code", response, 1, "2026-01-01T00:00:00Z", "0" * 12, **fields)


def said(mode: str, response: Any, article: kit.Text, **fields: Any) -> tuple[str, str]:
    given = told(Bank(mode=mode, question=[]), QUESTION, record(response, **fields), article)
    return given.state, " ".join(given.feedback)


RIGHT = {"values": [{"value": "NO"}, {"value": "WAR"}]}
WRONG = {"values": [{"value": "no"}, {"value": "war"}]}
FAILED = {"values": [{"error": "NameError: name 'wrod' is not defined"}, {"value": "WAR"}]}


def test_in_practice_all_is_told(article: kit.Text) -> None:
    assert said("practice", RIGHT, article)[0] == "right"
    assert said("practice", WRONG, article)[0] == "wrong"


@pytest.mark.parametrize("response", [RIGHT, WRONG])
def test_in_a_test_right_and_wrong_look_alike(response: Any, article: kit.Text) -> None:
    assert said("test", response, article) == ("recorded", "You can change it until you hand in.")


def test_in_a_test_an_error_of_the_students_own_is_told(article: kit.Text) -> None:
    state, feedback = said("test", FAILED, article)
    assert state == "recorded" and "1 of 2 examples ended with an error: NameError" in feedback


def test_an_answer_that_cannot_be_marked_is_kept_with_the_reason(article: kit.Text) -> None:
    assert said("practice", {"values": [1]}, article)[0] == "recorded"
    state, feedback = said("practice", RIGHT, article, schema=99)
    assert state == "recorded" and "newer version of the kit" in feedback
