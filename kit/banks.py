"""Question banks: loaded from TOML, and checked before anyone sees them.

A bank lies beside its notebook (``01-words.toml`` for ``01-words.ipynb``). Whatever is wrong in it is
said with file, question and field.
"""

import hashlib
import re
import tomllib
from difflib import get_close_matches
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from kit.errors import KitError
from kit.places import notebook_folder
from kit.questions import Question, Strict
from kit.texts import Text, read


class BankError(KitError):
    """Something in a question bank must be put right. The message says where."""


class Bank(Strict):
    """The questions of one notebook. ``text`` names the seed they are about.

    ``draft`` is a warning that is shown with every question until it is taken out. ``keys`` are *withheld* in
    a bank handed out for grading (``kit.keyless``): nothing can be marked against it.
    """

    title: str = ""
    text: str = "article"
    mode: Literal["practice", "test"] = "practice"
    draft: str = ""
    keys: Literal["given", "withheld"] = "given"
    questions: tuple[Annotated[Question, Field(discriminator="kind")], ...] = Field(alias="question")
    path: Path = Path()
    digest: str = ""

    @model_validator(mode="after")
    def _without_keys_nothing_is_marked(self) -> Self:
        if self.keys == "withheld" and self.mode != "test":
            raise ValueError("a bank whose keys are withheld can only be a test: set mode = 'test'")
        return self

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """The questions by their id."""
        return {question.id: question for question in self.questions}

    def as_asked(self, question_id: str) -> Question:
        """A question as it is put to somebody: with the warning before its prompt, where the bank is a draft.

        Raises BankError where there is no such question.
        """
        question = self[question_id]
        warned = f"*{self.draft}* {question.prompt}"
        return question.model_copy(update={"prompt": warned}) if self.draft else question

    def __getitem__(self, question_id: str) -> Question:
        if question_id in self.by_id:
            return self.by_id[question_id]
        near = get_close_matches(question_id, self.by_id, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"It has: {', '.join(self.by_id)}."
        raise BankError(f"{self.path.name} has no question '{question_id}'. {hint}")


def load_bank(path: Path) -> Bank:
    """The bank in a TOML file.

    Raises BankError, one line for each thing that is wrong, with file, question and field.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BankError(f"{path.name} cannot be read: {error.strerror}.") from None
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BankError(f"{path.name} is not valid TOML: {error}.") from None
    for field in ("path", "digest"):
        if field in content:
            raise BankError(f"{path.name}, field '{field}': only loading sets this field. Take it out.")
    try:
        bank = Bank(**content, path=path, digest=hashlib.sha256(data).hexdigest()[:12])
    except ValidationError as error:
        raise BankError("\n".join(_explain(path.name, content, item) for item in error.errors())) from None
    ids = [question.id for question in bank.questions]
    twice = sorted({question_id for question_id in ids if ids.count(question_id) > 1})
    if twice:
        raise BankError(f"{path.name}: question id '{twice[0]}' is used more than once. Rename one of them.")
    return bank


def _explain(file: str, content: dict[str, Any], item: Any) -> str:
    """One line for one validation error: file, question, field, what is wrong."""
    where = list(item["loc"])
    message = re.sub(r"^Value error, ", "", item["msg"])
    parts = [file]
    if len(where) > 1 and where[0] == "question":
        question = content["question"][where[1]]
        named = question.get("id") if isinstance(question, dict) else None
        parts.append(f"question '{named}'" if named else f"question number {where[1] + 1}")
        where = where[3:]  # past the kind, which pydantic inserts
    field = ".".join(str(step) for step in takewhile(lambda step: step not in _TYPES, where))
    if item["type"] == "extra_forbidden":
        message = "there is no such field; check its spelling"
    elif item["type"] == "missing":
        message = "is missing"
    elif item["type"] == "union_tag_not_found":
        field, message = "kind", "is missing"
    elif item["type"] == "union_tag_invalid":
        field = "kind"
        message = f"there is no kind '{item['ctx']['tag']}'; choose one of {item['ctx']['expected_tags']}"
    if field:
        parts.append(f"field '{field}'")
    return f"{', '.join(parts)}: {message}."


_TYPES = ("float", "str", "bool", "dict[str,union[str,bool]]")  # steps that pydantic adds where two types fit


def text_beside(folder: Path, name: str) -> Text:
    """The text ``name`` that a bank in a folder is about: a file there or in its ``seeds``, or the kit's.

    Raises KitError where there is none.
    """
    own = (folder.resolve() / f"{name}.txt", folder.resolve() / "seeds" / f"{name}.txt")
    return read(next((path for path in own if path.is_file()), name))


def find_bank(question_id: str) -> Bank:
    """The bank that a question's id points to.

    For ``01-words.q3`` that is ``01-words.toml`` in the notebook's folder, or ``questions.toml`` there.

    Raises BankError where there is neither.
    """
    name = question_id.rsplit(".", 1)[0]
    beside = notebook_folder()
    for path in (Path(f"{name}.toml"), Path("questions.toml"), beside / f"{name}.toml"):
        if path.is_file():
            return load_bank(path.resolve())
    raise BankError(
        f"There is no bank for '{question_id}': neither {name}.toml nor questions.toml lies beside this "
        "notebook. Keep the notebook in the folder it came in."
    )
