"""A text of one's own: pasted, uploaded or named, checked, and kept as ``own-text.txt`` beside the notebook.

It never leaves the machine that the kernel runs on.
"""

import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from kit.analyse import doubt
from kit.errors import KitError
from kit.places import notebook_folder
from kit.quiz import asset, place_of
from kit.show import constructed_label
from kit.texts import Text, decode, read

NAME = "own-text"
STAND_IN = "mirror"  # the seed that takes the place of a text of one's own until there is one
LARGEST = 5_000_000  # bytes; a book is about one million
SHORT = 100  # words; below that a rate for every 1,000 words says next to nothing
FORMATS = "Plain text works: a .txt or .md file in UTF-8 of at most 5 MB, or words pasted into the box."

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image or a sound",
}


def own_text(source: str | Path | None = None) -> Text:
    """A text of one's own, from a file's path or from the words themselves; without either, the one kept.

    The text is kept in the notebook's folder as ``own-text.txt``, so that it is there when the notebook is
    run again, and ``kit.read("own-text")`` finds it. Until one is kept, a seed stands in, and this says so.
    ``caution`` is printed before the text is returned.

    Raises KitError, with the formats that work, for a file that is missing, empty, too large or no text.
    """
    if source is None:
        text = _kept()
    else:
        name, data = _named(source)
        text = keep(name, data)
    if warning := caution(text):
        print(warning)
    return text


def _kept() -> Text:
    path = notebook_folder() / f"{NAME}.txt"
    if path.is_file():
        return read(path)
    text = read(STAND_IN)
    print(f"There is no text of your own yet, so {STAND_IN} stands in for it. {constructed_label(text)}.")
    return text


def _named(source: str | Path) -> tuple[str, bytes]:
    """The file that a source names, or the words that it is."""
    try:
        path = Path(source)
        if path.is_file():
            if path.stat().st_size > LARGEST:
                raise KitError(_too_large(path.name, path.stat().st_size))
            return path.name, path.read_bytes()
    except (OSError, ValueError):  # words where a name is possible, or a file that cannot be opened
        path = Path(NAME)
    words = str(source)
    if isinstance(source, Path) or _FILE_NAME.fullmatch(words.strip()):
        raise KitError(f"There is no file {words}. Check the name, and that it lies beside the notebook.")
    return "the pasted text", words.encode("utf-8", errors="replace")


_FILE_NAME = re.compile(
    r"\S+|[^\n]{1,120}\.[A-Za-z0-9]{1,5}"
)  # one word, or a line that ends as file names do


def keep(name: str, data: bytes) -> Text:
    """Keep an uploaded or pasted text beside the notebook as ``own-text.txt``, in place of an earlier one.

    Raises KitError, as ``checked`` does, and where the folder cannot be written to.
    """
    checked(name, data)
    path = notebook_folder() / f"{NAME}.txt"
    try:
        path.write_bytes(data)
    except OSError as error:
        raise KitError(f"{path.name} cannot be written: {error.strerror}. Check the folder.") from None
    return read(path)


def checked(name: str, data: bytes) -> str:
    """The characters of a file, where it is plain text.

    Raises KitError for anything else: one line that says what it is and which formats work.

    >>> checked("speech.pdf", b"%PDF-1.7 ...")
    Traceback (most recent call last):
    ...
    kit.errors.KitError: speech.pdf is a PDF. Plain text works: a .txt or .md file in UTF-8 of at most 5 MB, or words pasted into the box.
    """  # noqa: E501  what it gives is one line
    if len(data) > LARGEST:
        raise KitError(_too_large(name, len(data)))
    if kind := _kind(name, data):
        raise KitError(f"{name} is {kind}. {FORMATS}")
    try:
        raw = decode(data, name)
    except KitError as error:
        raise KitError(f"{str(error).split('. ')[0].rstrip('.')}. {FORMATS}") from None
    if not Text(name, raw).words:
        raise KitError(f"{name} has no words in it. {FORMATS}")
    return raw


def _too_large(name: str, size: int) -> str:
    return f"{name} has {size / 1_000_000:.0f} MB. {FORMATS}"


def _kind(name: str, data: bytes) -> str:
    """What a file is that is no plain text; empty where nothing tells."""
    if data.startswith(b"PK\x03\x04"):
        return "a Word file" if name.lower().endswith(".docx") else "a zip or an office file"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "in UTF-16"
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), "")


def caution(text: Text) -> str:
    """Why the figures of a text should be read with care; empty where nothing speaks against them.

    Said are: that the text has fewer than 100 words, and that it does not look English.

    >>> caution(Text("note", "It may rain."))
    'This text has 3 words. Below 100, one finding more or less changes every figure: read them with care.'
    """
    size = len(text.words)
    short = (
        f"This text has {size} word{'s' * (size != 1)}. Below {SHORT}, one finding more or less changes "
        "every figure: read them with care."
    )
    return " ".join(filter(None, [short if size < SHORT else "", doubt(text)]))


class OwnTextForm(anywidget.AnyWidget):
    """A box to paste a text into, and a button to upload one."""

    _esm = asset("host.js") + asset("own_texts.js")
    _css = asset("quiz.css")
    place = traitlets.Unicode().tag(sync=True)
    largest = traitlets.Int(LARGEST).tag(sync=True)
    formats = traitlets.Unicode(FORMATS).tag(sync=True)
    state = traitlets.Dict().tag(sync=True)


_forms: list[OwnTextForm] = []


def load_text() -> None:
    """Offer a form to paste or upload a text. It is kept as ``own-text.txt``; ``kit.own_text()`` reads it."""
    while _forms:
        _forms.pop().close()
    form = OwnTextForm(place=place_of(NAME))
    form.on_msg(lambda _, content, buffers: _serve(form, content, buffers))
    _forms.append(form)
    path = notebook_folder() / f"{NAME}.txt"
    kept = f"{path.name} is kept in this folder already. " if path.is_file() else ""
    words = f"{kept}Run this cell to paste or upload a text of your own. {FORMATS}"
    html = f'<div class="btl-place {form.place}"><p>{words}</p></div>'
    display({"text/html": html, "text/plain": words}, raw=True)


def _serve(form: OwnTextForm, content: Any, buffers: list[Any]) -> None:
    if not isinstance(content, dict) or content.get("type") != "text" or not buffers:
        return
    try:
        text = keep(str(content.get("name") or "the pasted text"), bytes(buffers[0]))
    except KitError as error:
        form.send({"type": "said", "words": str(error)})
        return
    size = f"{len(text.words)} word{'s' * (len(text.words) != 1)}"
    done = f"Kept as {NAME}.txt: {size}. Now run the cells below."
    form.send({"type": "said", "words": " ".join(filter(None, [caution(text), done]))})
