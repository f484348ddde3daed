"""A key computed from the text is fresh, or says that the question must be rewritten."""

import pytest

from kit.errors import KitError
from kit.keys import compute
from kit.questions import Computed
from kit.texts import Text


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (3, 3),
        (2.5, 2.5),
        ({"count": "charade"}, 3),
        ({"count": "escalat*"}, 4),
        ({"count": "World War III"}, 3),
        ({"range": "charade"}, 3),
        ({"range": "Russia"}, 7),
        ({"paragraphs": True}, 9),
        ({"sentences": True}, 18),
        ({"tokens": True}, 659),
    ],
)
def test_the_number_a_key_stands_for(article: Text, key: float | Computed, expected: float) -> None:
    assert compute(key, article) == expected
    assert isinstance(compute(key, article), float)


def test_types_are_counted_whatever_their_case() -> None:
    assert compute({"types": True}, Text("example", "War and war’s WAR")) == 3


def test_another_text_gives_another_key() -> None:
    assert compute({"count": "charade"}, Text("other", "A charade.")) == 1


@pytest.mark.parametrize("name", ["count", "range"])
def test_a_word_that_is_not_there_asks_for_another_question(name: str) -> None:
    with pytest.raises(KitError, match="'peace' does not occur in other, so the question about it must be"):
        compute({name: "peace"}, Text("other", "War."))


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"counts": "war"},
        {"count": "war", "range": "war"},
        {"count": True},
        {"tokens": "war"},
        {"tokens": False},
    ],
)
def test_a_key_that_cannot_be_computed_says_which_can(article: Text, key: Computed) -> None:
    with pytest.raises(KitError, match=r"cannot be computed\. Give one of: count = 'WORD', .*tokens = true"):
        compute(key, article)


DEVICES = Text("devices", "It may rain. It clearly will, Ms. Hall said. The so-called “plan” could fail.")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("hedges", 2),
        ("boosters", 1),
        ("scare_quotes", 1),
        ("attributions", 1),
        ("sentences_without_source", 2),
    ],
)
def test_devices_are_counted_as_the_detectors_find_them(key: str, expected: int) -> None:
    assert compute({key: True}, DEVICES) == expected


def test_a_text_without_a_device_gives_zero() -> None:
    assert compute({"boosters": True}, Text("plain", "It rains.")) == 0
