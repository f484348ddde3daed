"""A text, read once and never altered: paragraphs, sentences and words that know their place in the file.

Offsets count characters of the file as decoded from UTF-8, newlines untouched, end exclusive, so
``text.raw[word.start:word.end] == word.text`` holds for every word, sentence and paragraph.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from kit.errors import KitError
from kit.lexicons import forms
from kit.places import notebook_folder, seed_folders
from kit.sentences import sentence_spans

WRAPPED_WIDTH = 100  # a file with blank lines and no line wider than this is hard-wrapped

# nltk's own word tokenisers part "isn't" in two, know no curly apostrophe, or stop after five
# seconds of one text, so words are found here; sentences are found by nltk's Punkt.
_PIECE = r"""(?:
      (?:[^\W\d_]\.){2,}(?!\w)                    # U.S.  e.g.
    | \d+(?:[.,:]\d+)+\w*                        # 1,000  3.5bn  10:30
    | \w[\w\u00ad\u0300-\u036f]*                 # soft hyphens and separate accents are part of a word
)"""
_WORD = re.compile(rf"(?x) {_PIECE} (?:[-‐‑'’ʼ&]{_PIECE})*")  # Russia’s  worst-kept  R&D  U.S.-led
_ABBREVIATIONS = frozenset(forms("abbreviations"))


class Word(NamedTuple):
    """One running word (a token) and its place in the file."""

    text: str
    start: int
    end: int

    @property
    def norm(self) -> str:
        """The form under which the word is counted: lower case, straight apostrophe."""
        return normalise(self.text)


@dataclass(frozen=True)
class Passage:
    """A paragraph or a sentence: a stretch of the file, with the words in it."""

    raw: str = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """The passage itself."""
        return self.raw[self.start : self.end]

    @cached_property
    def words(self) -> list[Word]:
        """The running words of the passage."""
        return list(words_in(self.text, self.start))

    @cached_property
    def sentences(self) -> list["Passage"]:
        """The sentences of the passage."""
        return [Passage(self.raw, start, end) for start, end in sentence_spans(self.text, self.start)]


@dataclass(frozen=True)
class Text:
    """A text under study.

    ``name`` is its seed name or file name, ``raw`` the whole file as one string, ``about`` what the
    ``.toml`` beside it says is known of it, and what is not (empty where there is none).

    >>> text = Text("example", "Russia’s move was bold. Mr. Smith said so.")
    >>> [sentence.text for sentence in text.sentences]
    ['Russia’s move was bold.', 'Mr. Smith said so.']
    >>> [word.norm for word in text.words][:3]
    ["russia's", 'move', 'was']
    """

    name: str
    raw: str = field(repr=False)
    about: dict[str, Any] = field(default_factory=dict, repr=False)
    path: Path | None = field(default=None, repr=False)

    @cached_property
    def paragraphs(self) -> list[Passage]:
        """The paragraphs, in order."""
        return [Passage(self.raw, start, end) for start, end in paragraph_spans(self.raw)]

    @cached_property
    def sentences(self) -> list[Passage]:
        """The sentences of all paragraphs, in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph.sentences]

    @cached_property
    def words(self) -> list[Word]:
        """All running words, in order."""
        return list(words_in(self.raw))

    @property
    def constructed(self) -> bool:
        """True for a text written for teaching. Every display of such a text must say so."""
        return bool(self.about.get("constructed"))


def normalise(form: str) -> str:
    """Lower case, straight apostrophes, plain hyphens, accents joined: ``Russia’s`` becomes ``russia's``."""
    return normalize("NFC", form.lower().translate(_PLAIN))


_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None})


def words_in(raw: str, offset: int = 0) -> Iterator[Word]:
    """The words of a string, in order. Numbers count as words; punctuation does not.

    >>> [w.text for w in words_in("The U.S. paid $1,000 for Russia’s worst-kept secret.")]
    ['The', 'U.S.', 'paid', '1,000', 'for', 'Russia’s', 'worst-kept', 'secret']
    """
    for match in _WORD.finditer(raw):
        start, end = match.span()
        if raw[end : end + 1] == "." and raw[start : end + 1] in _ABBREVIATIONS:
            end += 1
        yield Word(raw[start:end], start + offset, end + offset)


def paragraph_spans(raw: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, surrounding white space left out.

    A line is a paragraph. Only in a hard-wrapped file (blank lines between blocks, and no line wider
    than ``WRAPPED_WIDTH`` characters) is a block of lines one paragraph.
    """
    lines = raw.splitlines()
    blank_inside = any(not line.strip("\ufeff \t") for line in "\n".join(lines).strip().split("\n"))
    wrapped = blank_inside and max(map(len, lines), default=0) <= WRAPPED_WIDTH
    pattern = _BLOCK if wrapped else _LINE
    for match in pattern.finditer(raw):
        yield match.span()


_LINE = re.compile(r"[^\s\ufeff](?:[^\r\n]*[^\s\ufeff])?")
_BLOCK = re.compile(r"[^\s\ufeff](?:(?:[^\r\n]|\r?\n(?![ \t]*\r?(?:\n|$)))*[^\s\ufeff])?")


def read(source: str | Path) -> Text:
    """Read a text: a seed by its name, or any file by its path.

    A name is looked for among the seeds, then among the .txt files beside the notebook, so that
    ``read("own-text")`` finds the text that ``kit.own_text`` keeps there.

    Raises KitError, with what to do, for an unknown name and for a file that is missing, empty,
    binary or not UTF-8.

    >>> article = read("article")
    >>> len(article.paragraphs), len(article.sentences)
    (9, 18)
    """
    try:
        path = _find(source)
    except (OSError, ValueError):  # a text where a name is wanted
        raise KitError(
            "That cannot be a file's name. To study a text, save it as a .txt file and read that."
        ) from None
    return Text(path.stem, decode(_bytes_of(path), path.name), _about(path.with_suffix(".toml")), path)


def _about(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(_bytes_of(path).decode("utf-8-sig"))
    except ValueError as error:  # not TOML, or not UTF-8
        raise KitError(f"{path.name} is not valid TOML: {error}. Put that right, or take it away.") from None


def decode(data: bytes, name: str) -> str:
    """The characters of a plain-text file, newlines and a byte-order mark untouched."""
    if b"\0" in data[:65536]:
        raise KitError(f"{name} is not plain text (it looks binary). Save it as a .txt file first.")
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KitError(
            f"{name} is not UTF-8: byte {error.start} does not fit. "
            "Open it in a text editor and save it with the encoding UTF-8."
        ) from None
    if not raw.strip("\ufeff \t\r\n"):
        raise KitError(f"{name} is empty. Put the text in it and save it as UTF-8.")
    return raw


def seed_names() -> list[str]:
    """The names that ``read`` knows, in order."""
    return sorted({path.stem for folder in seed_folders() for path in folder.glob("*.txt")})


def _find(source: str | Path) -> Path:
    for folder in (*seed_folders(), notebook_folder()):
        candidate = folder / f"{source}.txt"
        if isinstance(source, str) and candidate.is_file():
            return candidate
    path = Path(source)
    if path.is_file():
        return path
    if path.is_dir():
        raise KitError(f"{path} is a folder. Name one file in it.")
    if path.suffix or len(path.parts) > 1:
        raise KitError(f"There is no file {path}. Check the name, and that it lies where you think.")
    names = seed_names()
    near = get_close_matches(str(source), names, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"The seeds are: {', '.join(names) or 'none'}."
    raise KitError(f"There is no text '{source}'. {hint}")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KitError(f"{path.name} cannot be read: {error.strerror}. Check its permissions.") from None
