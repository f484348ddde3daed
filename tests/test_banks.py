"""A bank loads whole, or says with file, question and field what must be put right."""

import hashlib
from pathlib import Path

import pytest

from kit.banks import Bank, BankError, find_bank, load_bank
from kit.questions import Question

HEAD = '[[question]]\nid = "01-x.q1"\nprompt = "P"\n'
FIELDS = {
    "choice": 'options = [{ text = "a", correct = true }, { text = "b" }]',
    "choices": 'options = [{ text = "a", correct = true }, { text = "b" }]',
    "number": "answer = 3",
    "text": 'accepted = ["a"]',
    "match": 'pairs = [{ left = "a", right = "1" }, { left = "b", right = "2" }]',
    "order": 'items = ["a", "b", "c"]',
    "spans": 'passage = { first = "a", last = "b" }\nlabels = ["hedge"]\nkey = []',
    "code": 'function = "f"\nexamples = [{ args = ["a"], expect = 2 }]',
    "essay": 'rubric = [{ criterion = "c", points = 2 }]',
}


def question(kind: str, fields: str = "", head: str = HEAD) -> str:
    return f'{head}kind = "{kind}"\n{fields or FIELDS.get(kind, "")}\n'


def load(folder: Path, content: str | bytes) -> Bank:
    path = folder / "01-x.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_bank(path)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_kind_loads(tmp_path: Path, kind: str) -> None:
    loaded: Question = load(tmp_path, question(kind))["01-x.q1"]
    assert (loaded.kind, loaded.prompt, loaded.points) == (kind, "P", 1)


def test_a_bank_knows_its_head_and_its_digest(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbftitle = "T"\ntext = "other"\nmode = "test"\n' + question("number").encode()
    bank = load(tmp_path, content)
    assert (bank.title, bank.text, bank.mode) == ("T", "other", "test")
    assert bank.digest == hashlib.sha256(content).hexdigest()[:12]
    assert bank.path == tmp_path / "01-x.toml"


Q1 = "01-x.toml, question '01-x.q1'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            question("choice").replace("prompt", "promt"),
            f"{Q1}, field 'promt': there is no such field; check its spelling.",
        ),
        (question("choice").replace('prompt = "P"', ""), f"{Q1}, field 'prompt': is missing."),
        (
            question("choice").replace("correct", "corect"),
            f"{Q1}, field 'options.0.corect': there is no such field",
        ),
        (
            question("chioce"),
            f"{Q1}, field 'kind': there is no kind 'chioce'; choose one of 'choice', 'choices'",
        ),
        (HEAD + FIELDS["choice"], f"{Q1}, field 'kind': is missing."),
        (question("choice").replace("01-x.q1", "q 1"), "01-x.toml, question 'q 1', field 'id': "),
        (
            question("choice").replace('id = "01-x.q1"', ""),
            "01-x.toml, question number 1, field 'id': is missing.",
        ),
        (
            question("number") * 2,
            "01-x.toml: question id '01-x.q1' is used more than once. Rename one of them.",
        ),
        (
            question("choice").replace(", correct = true", ""),
            f"{Q1}: none of the 'options' is marked correct",
        ),
        (question("choice").replace('"b"', '"a"'), f"{Q1}: two of the 'options' have the same text."),
        (question("choice", 'options = [{ text = "a", correct = true }]'), f"{Q1}, field 'options': "),
        (question("number", 'answer = "three"'), f"{Q1}, field 'answer': "),
        (question("number", "answer = nan"), f"{Q1}, field 'answer': Input should be a finite number."),
        (question("number", "answer = 3\ntolerance = -1"), f"{Q1}, field 'tolerance': "),
        (
            question("number", 'answer = 3\nwrong = [{ value = "2", feedback = "f" }]'),
            f"{Q1}: in 'wrong', '2' must be a number",
        ),
        (
            question("text", 'accepted = ["a"]\nwrong = [{ value = 2, feedback = "f" }]'),
            f"{Q1}: in 'wrong', 2.0 must be text",
        ),
        (question("text", "accepted = []"), f"{Q1}, field 'accepted': "),
        (question("match").replace('"b"', '"a"'), f"{Q1}: two of the 'pairs' have the same left side."),
        (question("order").replace('"b"', '"a"'), f"{Q1}: two of the 'items' are the same."),
        (question("order", 'items = ["a", "b"]'), f"{Q1}, field 'items': "),
        (
            question("spans").replace('first = "a", ', ""),
            f"{Q1}, field 'passage': give either 'first' and 'last', or 'constructed'.",
        ),
        (question("spans").replace("key = []", ""), f"{Q1}: give either 'reference' or 'key'"),
        (
            question("spans").replace("[]", '[{ label = "h", quote = "q" }]'),
            f"{Q1}: the key uses the label 'h', which is not in 'labels'.",
        ),
        (question("code").replace('function = "f"', ""), f"{Q1}, field 'function': is missing."),
        (question("essay", "rubric = []"), f"{Q1}, field 'rubric': "),
        (question("essay") + "min_words = 9\nmax_words = 3", f"{Q1}: 'min_words' is above 'max_words'."),
        (question("number") + "points = 0", f"{Q1}, field 'points': Input should be greater than 0."),
        (question("number") + "points = inf", f"{Q1}, field 'points': Input should be a finite number."),
        (
            'mode = "exam"\n' + question("number"),
            "01-x.toml, field 'mode': Input should be 'practice' or 'test'.",
        ),
        (
            'path = "x"\n' + question("number"),
            "01-x.toml, field 'path': only loading sets this field. Take it out.",
        ),
        (
            "questions = []",
            "01-x.toml, field 'question': is missing.\n01-x.toml, field 'questions': there is no such field",
        ),
        ("question = [3]", "01-x.toml, question number 1: "),
        ("[[question]\n", "01-x.toml is not valid TOML: .*line 1"),
        (b"\xff\xfe", "01-x.toml is not valid TOML: .*byte 0xff"),
    ],
)
def test_what_is_wrong_is_said_with_file_question_and_field(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(BankError, match=message.replace("(", r"\(")) as caught:
        load(tmp_path, content)
    assert all(line.startswith("01-x.toml") and line.endswith(".") for line in str(caught.value).splitlines())


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    broken = question("choice").replace("prompt", "promt") + question("number", "answer = []")
    with pytest.raises(BankError) as caught:
        load(tmp_path, broken)
    said = str(caught.value)
    assert all(field in said for field in ("'promt'", "'prompt'", "'answer'"))


@pytest.mark.parametrize(
    ("question_id", "hint"),
    [("01-x.q11", "Did you mean '01-x.q1'?"), ("zzz", "It has: 01-x.q1.")],
)
def test_an_unknown_question_says_what_there_is(tmp_path: Path, question_id: str, hint: str) -> None:
    with pytest.raises(BankError) as caught:
        load(tmp_path, question("number"))[question_id]
    assert str(caught.value) == f"01-x.toml has no question '{question_id}'. {hint}"


@pytest.mark.parametrize("name", ["01-x.toml", "questions.toml"])
def test_a_bank_lies_beside_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(question("number"))
    assert find_bank("01-x.q1").path == tmp_path / name


def test_the_bank_of_the_notebook_comes_before_that_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("01-x.toml", "questions.toml"):
        (tmp_path / name).write_text(question("number"))
    assert find_bank("01-x.q1").path.name == "01-x.toml"


def test_a_bank_that_is_not_there_says_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        BankError, match=r"neither 01-x\.toml nor questions\.toml lies beside this notebook\. Keep"
    ):
        find_bank("01-x.q1")


def test_a_bank_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"none\.toml cannot be read: No such file"):
        load_bank(tmp_path / "none.toml")
