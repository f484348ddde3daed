"""A first draft of a question bank, made from any text: keys computed from it, every question to be checked.

The detectors are sometimes wrong and a machine does not know what is worth asking, so a draft is material for
a teacher and says so with every question until the line ``draft`` is taken out of the file.
"""

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import tomli_w

from kit.draft_questions import drafted
from kit.errors import KitError
from kit.places import notebook_folder
from kit.texts import Text, read

WARNING = "draft: check before use"
_HEAD = "# A draft made from {name}. As long as nothing below is changed it is made afresh: {digest}"


def draft_bank(text: Text) -> Path:
    """Draft a question bank from a text, and save it in the notebook's folder. Returns the file's path.

    The file is ``NAME-questions.toml``, where NAME is the text's name; its questions, ``NAME-questions.q1``
    and so on, are asked with ``kit.ask``. They are about counts, concordances, hedges and boosters, and
    attributions; what the text does not offer is not asked. Each is marked *draft: check before use*. Where
    ``kit.read`` does not find the text by its name, a copy is kept beside the bank as ``NAME.txt``.

    Making the draft again replaces it, unless it was edited. Raises KitError for a draft that was edited, for
    a text with no words to ask about, and where another text of that name lies in the folder.
    """
    name = f"{text.name}-questions"
    path = notebook_folder() / f"{name}.toml"
    if path.is_file() and _edited(path):
        raise KitError(
            f"{path.name} was edited since it was drafted, so it is kept. "
            "Rename it, or delete it, to have a new draft made."
        )
    content = tomli_w.dumps(_bank(text, name), multiline_strings=True)
    _keep(text)
    head = _HEAD.format(name=text.name, digest=_digest(content))
    path.write_text(f"{head}\n{content}", "utf-8", newline="\n")
    return path


def _bank(text: Text, name: str) -> dict[str, Any]:
    numbers = count(1)
    questions = [{"id": f"{name}.q{next(numbers)}"} | question for question in drafted(text)]
    if not questions:
        raise KitError(f"{text.name} has no words to ask about. Choose a longer text.")
    head = {"title": f"Draft questions about {text.name}", "text": text.name, "draft": WARNING}
    return head | {"question": questions}


def _keep(text: Text) -> None:
    """Put a text that no name leads to beside its bank."""
    for found in _readable(text.name):
        if found.raw == text.raw:
            return
    path = notebook_folder() / f"{text.name}.txt"
    if path.exists() or any(_readable(text.name)):
        raise KitError(f"There is another text called {text.name}. Give this one's file another name.")
    path.write_bytes(text.raw.encode("utf-8"))


def _readable(name: str) -> Iterator[Text]:
    try:
        yield read(name)
    except KitError:
        return


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def _edited(path: Path) -> bool:
    """Whether a bank is no longer as it was drafted."""
    head, _, content = path.read_bytes().decode("utf-8", errors="replace").partition("\n")
    return not head.strip().endswith(_digest(content.replace("\r\n", "\n")))
