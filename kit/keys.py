"""Keys computed from the text: another article gives a fresh key or a clear error, never a stale one."""

from collections.abc import Callable

from kit.errors import KitError
from kit.questions import Computed
from kit.texts import Text


def compute(key: float | Computed, text: Text) -> float:
    """The number that a key stands for.

    A plain number stands for itself. ``{"count": PHRASE}`` is how often the phrase occurs,
    ``{"range": WORD}`` in how many paragraphs it stands; ``{"tokens": true}``, ``types``, ``sentences`` and
    ``paragraphs`` count those. ``hedges`` and ``boosters`` (in the writer's own words), ``scare_quotes``,
    ``attributions`` and ``sentences_without_source`` count what the detectors find, which is sometimes wrong:
    give such a key a tolerance.

    Raises KitError for a key it does not know, and for a word that does not occur in the text: a question
    about a word that is not there must be rewritten.

    >>> compute({"count": "war"}, Text("example", "War and war."))
    2.0
    """
    if not isinstance(key, dict):
        return float(key)
    (name, argument), *more = key.items() or [("", "")]
    fits = (name in _OF_A_WORD and isinstance(argument, str)) or (name in _OF_THE_TEXT and argument is True)
    if more or not fits:
        given = [f"{name} = 'WORD'" for name in _OF_A_WORD] + [f"{name} = true" for name in _OF_THE_TEXT]
        raise KitError(f"The key {key} cannot be computed. Give one of: {', '.join(given)}.")
    if name in _OF_THE_TEXT:
        return float(_OF_THE_TEXT[name](text))
    value = _OF_A_WORD[name](text, str(argument))
    if not value:
        raise KitError(
            f"'{argument}' does not occur in {text.name}, so the question about it must be rewritten."
        )
    return float(value)


def _count(text: Text, phrase: str) -> int:
    from kit.words import count

    return count(text, phrase)


def _range(text: Text, phrase: str) -> int:
    from kit.words import occurrences

    starts = [words[0].start for words in occurrences(text, phrase)]
    return sum(any(part.start <= start < part.end for start in starts) for part in text.paragraphs)


def _types(text: Text) -> int:
    return len({word.norm for word in text.words})


def _devices(text: Text) -> dict[str, int]:
    from kit.profiles import devices

    return {device: len(places) for device, places in devices(text).items()}


def _sentences_without_source(text: Text) -> int:
    from kit.profiles import sentences_without_source

    return len(sentences_without_source(text))


_OF_A_WORD: dict[str, Callable[[Text, str], int]] = {"count": _count, "range": _range}
_OF_THE_TEXT: dict[str, Callable[[Text], int]] = {
    "tokens": lambda text: len(text.words),
    "types": _types,
    "sentences": lambda text: len(text.sentences),
    "paragraphs": lambda text: len(text.paragraphs),
    "hedges": lambda text: _devices(text)["hedge"],
    "boosters": lambda text: _devices(text)["booster"],
    "scare_quotes": lambda text: _devices(text)["scare quote"],
    "attributions": lambda text: _devices(text)["attribution"],
    "sentences_without_source": _sentences_without_source,
}
