"""Take it with you: all work in a folder as one file, and back again, for machines that go away."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from kit.answers import JOURNAL, Journal, Record, RecordError
from kit.errors import KitError
from kit.places import answers_folder
from kit.quiz import asset, place_of

LARGEST = 50_000_000  # bytes, of a file in the luggage or of the luggage itself
FILE_NAME = "between-the-lines-work.zip"
OWN_TEXT = "own-text.txt"


def pack(folder: Path) -> bytes:
    """A zip of the folder's notebooks, of its journal of answers and of a text of one's own.

    Raises KitError where there is nothing to pack.
    """
    paths = [*sorted(folder.glob("*.ipynb")), folder / JOURNAL, folder / OWN_TEXT]
    paths = [path for path in paths if path.is_file() and path.stat().st_size <= LARGEST]
    if not paths:
        raise KitError("There is no work in this folder yet: no notebook and no answer.")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as luggage:
        for path in paths:
            luggage.write(path, path.name)
    return packed.getvalue()


def unpack(data: bytes, folder: Path) -> list[str]:
    """Bring packed work back into a folder. Returns a line for each thing done.

    Answers are added to the journal, none is replaced. A notebook or text that is there already and differs
    is kept, and the packed one is put beside it as ``NAME (restored).ipynb``.

    Raises KitError for a file that ``pack`` did not make.
    """
    try:
        luggage = zipfile.ZipFile(io.BytesIO(data))
        files = [item for item in luggage.infolist() if _wanted(item)]
        contents = {item.filename: luggage.read(item) for item in files}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise KitError(
            f"This is not a file of saved work. Choose the {FILE_NAME} that was downloaded."
        ) from None
    if not contents:
        raise KitError(f"There is no saved work in this file. Choose the {FILE_NAME} that was downloaded.")
    answers = contents.pop(JOURNAL, b"")
    done = [_restore_file(folder / name, content) for name, content in sorted(contents.items())]
    return [_restore_answers(folder, answers), *done]


def _wanted(item: zipfile.ZipInfo) -> bool:
    plain = Path(item.filename).name == item.filename and "\\" not in item.filename
    return plain and item.file_size <= LARGEST and item.filename.endswith((".ipynb", JOURNAL, OWN_TEXT))


def _restore_answers(folder: Path, lines: bytes) -> str:
    journal = Journal(folder)
    known = set(map(_identity, journal.records()))
    added = 0
    for line in lines.splitlines():
        try:
            record = Record.from_json(json.loads(line))
        except (ValueError, RecordError, RecursionError):
            continue
        if _identity(record) not in known:
            journal.append(record)
            known.add(_identity(record))
            added += 1
    return f"{added} answers restored." if added != 1 else "1 answer restored."


def _identity(record: Record) -> str:
    return json.dumps(record.to_json(), sort_keys=True)


def _restore_file(path: Path, content: bytes) -> str:
    if path.exists() and path.read_bytes() == content:
        return f"{path.name} is here already."
    target = path.with_name(f"{path.stem} (restored){path.suffix}") if path.exists() else path
    target.write_bytes(content)
    return f"{target.name} written."


class LuggageForm(anywidget.AnyWidget):
    """Two buttons: download all work, restore it."""

    _esm = asset("host.js") + asset("luggage.js")
    _css = asset("quiz.css")
    place = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)


_forms: list[LuggageForm] = []


def take_with_you() -> None:
    """Offer two buttons: download all work in this folder as one file, and restore it from there."""
    while _forms:
        _forms.pop().close()
    form = LuggageForm(place=place_of("take-with-you"))
    form.on_msg(lambda _, content, buffers: _serve(form, content, buffers))
    _forms.append(form)
    words = "Run this cell to download all your work as one file, or to restore it from there."
    html = f'<div class="btl-place {form.place}"><p>{words}</p></div>'
    display({"text/html": html, "text/plain": words}, raw=True)


def _serve(form: LuggageForm, content: Any, buffers: list[Any]) -> None:
    request = content.get("type") if isinstance(content, dict) else None
    try:
        if request == "pack":
            form.send({"type": "packed", "name": FILE_NAME}, [pack(answers_folder())])
        elif request == "unpack" and buffers:
            done = unpack(bytes(buffers[0]), answers_folder())
            advice = "Now run the cells from the top: your answers come back."
            form.send({"type": "said", "words": " ".join([*done, advice])})
    except (KitError, OSError) as error:
        form.send({"type": "said", "words": str(error)})
