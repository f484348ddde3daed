import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit import coding, values
from kit.answers import MIME, Journal
from kit.code_marking import same_value
from kit.marking import ResponseError, mark
from kit.questions import Code

BANK = """
[[question]]
id = "sheet.shout"
kind = "code"
function = "shout"
prompt = "Write a function that returns a word in capitals."
points = 2
examples = [{ args = ["no"], expect = "NO" }, { args = ["war"], expect = "WAR", hidden = true }]
feedback = "Both words come back in capitals."
otherwise = "Look at what upper() does."
"""
QUESTION = Code(
    id="a.b",
    kind="code",
    prompt="?",
    points=2,
    function="shout",
    examples=[{"args": ["no"], "expect": "NO"}, {"args": ["war"], "expect": "WAR", "hidden": True}],
    feedback="Both.",
    otherwise="Look again.",
)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    (tmp_path / "sheet.toml").write_text(BANK)
    monkeypatch.chdir(tmp_path)
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(coding, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def shout(word: str) -> str:
    return word.upper()


def whisper(word: str) -> str:
    return word.lower()


def stub(word: str) -> None: ...


def breaks(word: str) -> str:
    raise ValueError(word)


def test_unattempted(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    coding.check("sheet.shout", stub)
    assert "Not attempted yet" in shown[0]["text/plain"] and MIME not in shown[0]
    assert list(Journal(tmp_path).records()) == []


def test_wrong(shown: list[dict[str, Any]]) -> None:
    coding.check("sheet.shout", whisper)
    assert "`shout('no')` should return 'NO'; it returned 'no'." in shown[0]["text/plain"]
    assert "'WAR'" not in shown[0]["text/plain"]  # a hidden example stays hidden
    assert "Look at what upper() does." in shown[0]["text/plain"]


def test_right(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    coding.check("sheet.shout", shout)
    assert "Both words come back in capitals." in shown[0]["text/plain"]
    (record,) = Journal(tmp_path).records()
    assert record.response["source"].startswith("def shout(word")
    assert shown[0][MIME] == record.to_json()


def test_an_exception_is_feedback(shown: list[dict[str, Any]]) -> None:
    coding.check("sheet.shout", breaks)
    assert "ValueError: no" in shown[0]["text/plain"]


def test_the_same_function_checked_again_is_the_same_attempt(
    shown: list[dict[str, Any]], tmp_path: Path
) -> None:
    for function in (shout, shout, whisper):
        coding.check("sheet.shout", function)
    assert [record.attempt for record in Journal(tmp_path).records()] == [1, 2]


def test_what_is_no_function_is_said(shown: list[dict[str, Any]]) -> None:
    with pytest.raises(kit.KitError, match="without brackets"):
        coding.check("sheet.shout", shout("no"))  # type: ignore[arg-type]  # the mistake to be refused


@pytest.mark.parametrize(
    ("value", "same"),
    [((1, 2), [1, 2]), ({"b", "a"}, ["a", "b"]), (pd.Series([1, 2]), [1, 2]), ({1: (2,)}, {"1": [2]})],
)
def test_values_of_python_and_pandas_become_plain(value: Any, same: Any) -> None:
    assert values.plain(value) == same


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), len])
def test_what_json_cannot_hold_is_an_error(value: Any) -> None:
    assert "error" in values.value_of(lambda: value, [])


def test_a_function_cannot_spoil_the_examples() -> None:
    args = [["a"]]
    values.value_of(lambda words: words.append("b"), args)
    assert args == [["a"]]


def test_half_of_the_examples_earn_half_of_the_points() -> None:
    response = {"source": "", "values": [{"value": "NO"}, {"value": "war"}]}
    given_mark = mark(QUESTION, response, kit.Text("t", "x"))
    assert (given_mark.state, given_mark.score) == ("partly", 1)


@pytest.mark.parametrize(
    "response", [{"values": [{"value": 1}]}, {"values": [1]}, "x", [1], {"values": "ab"}]
)
def test_a_response_without_values_is_refused(response: Any) -> None:
    with pytest.raises(ResponseError):
        mark(QUESTION, response, kit.Text("t", "x"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(json_values)
def test_a_value_is_the_same_as_itself_and_unlike_a_list_of_it(value: Any) -> None:
    assert same_value(json.loads(json.dumps(value)), value)
    assert not same_value([value], value)


@given(json_values.filter(lambda value: value not in (None, [], {}) and str(value).strip()))
def test_any_response_without_two_values_is_refused(response: Any) -> None:
    with pytest.raises(ResponseError):
        mark(QUESTION, response, kit.Text("t", "x"))


outcomes = st.fixed_dictionaries({}, optional={"value": json_values | st.just("NO"), "error": st.text()})


@given(st.lists(outcomes | json_values, min_size=2, max_size=2))
def test_any_two_values_are_marked(given_values: Any) -> None:
    fit = [each == {"value": word} for each, word in zip(given_values, ("NO", "WAR"), strict=True)]
    assert mark(QUESTION, {"values": given_values}, kit.Text("t", "x")).score == sum(fit)
