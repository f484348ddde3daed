"""What can be asked about any text: questions as a bank holds them, with keys computed from the text."""

import re
from collections.abc import Iterator
from typing import Any

from kit.findings import findings
from kit.findings import words as words_of
from kit.profiles import devices
from kit.texts import Passage, Text, Word
from kit.words import frequency, occurrences

Question = dict[str, Any]

COUNTED = 3  # words that are asked about
SHORTEST = 4  # letters of a word worth asking about
LONGEST = 60  # words of a sentence that is quoted in a question
_PRONOUNS = frozenset(["he", "she", "it", "they", "who", "we", "i", "you"])
_CHECK = "The key is what the detector found. Read the text yourself before you use it."
_CLOSE = "Rules found these, and careful readers differ by some, so a near number counts as right."


def drafted(text: Text) -> Iterator[Question]:
    """The questions that a text offers, without their ids, in the order of lessons 01 to 03."""
    words = _content_words(text)
    for word in words:
        yield from _how_often(text, word)
    for word in words:
        yield from _neighbour(text, word)
    yield from _stance(text)
    yield from _attribution(text)


def named(text: Text) -> str:
    """The text as a question names it: a constructed one is called so.

    >>> named(Text("wire", "It rains.", {"constructed": True}))
    'wire (a constructed text)'
    """
    return f"{text.name} (a constructed text)" if text.constructed else text.name


def _content_words(text: Text) -> list[str]:
    table = frequency(text, without_function_words=True)
    return [word for word in table["word"] if len(word) >= SHORTEST and word.isalpha()][:COUNTED]


def _how_often(text: Text, word: str) -> Iterator[Question]:
    places = occurrences(text, word)
    question: Question = {
        "kind": "number",
        "prompt": f"How often does *{word}* stand in {named(text)}?",
        "answer": {"count": word},
        "unit": "times",
        "justified_by": _sentence(text, places[0][0].start).text,
        "hints": [f'Try `kit.concordance(text, "{word}")` and count its rows.'],
        "feedback": "Whole words are counted, in upper or lower case.",
    }
    longer = len(occurrences(text, f"{word}*"))
    if longer != len(places):
        said = f"That counts longer words that begin with *{word}* as well."
        question["wrong"] = [{"value": {"count": f"{word}*"}, "feedback": said}]
    yield question


def _neighbour(text: Text, word: str) -> Iterator[Question]:
    """Which word stands next to the first occurrence that has one on either side in its sentence."""
    for (place,) in occurrences(text, word):
        sentence = _sentence(text, place.start)
        at = next((n for n, other in enumerate(sentence.words) if other.start == place.start), 0)
        if 0 < at < len(sentence.words) - 1 < LONGEST:
            yield _beside(text, sentence, place, sentence.words[at - 1], "before")
            yield _beside(text, sentence, place, sentence.words[at + 1], "after")
            return


def _beside(text: Text, sentence: Passage, place: Word, other: Word, side: str) -> Question:
    paragraph = sum(part.start <= place.start for part in text.paragraphs)
    times = sum(word.norm == place.norm for word in sentence.words)  # the first of them is asked about
    quoted = _one_line(sentence.text)
    which = "first " if times > 1 else ""
    return {
        "kind": "text",
        "prompt": f"Look at paragraph {paragraph} of {named(text)}: “{quoted}” "
        f"Which word stands directly {side} the {which}*{place.text}* of this sentence?",
        "accepted": [other.text],
        "justified_by": sentence.text,
        "hints": [f'`kit.concordance(text, "{place.norm}")` shows every place with its surroundings.'],
    }


def _stance(text: Text) -> Iterator[Question]:
    found = devices(text)
    for device, key in (("hedge", "hedges"), ("booster", "boosters"), ("scare quote", "scare_quotes")):
        places = found[device]
        if places:
            yield _how_many(text, f"{device}s", key, len(places), places[0][0])
    shown: set[int] = set()
    for device in ("hedge", "booster"):
        for start, end in found[device]:
            sentence = _sentence(text, start)
            words = _one_line(text.raw[start:end])
            once = sentence.text.count(text.raw[start:end]) == 1
            if once and sentence.start not in shown and len(sentence.words) <= LONGEST:
                shown.add(sentence.start)
                yield _which_device(text, sentence, words, device)
                break


def _which_device(text: Text, sentence: Passage, words: str, device: str) -> Question:
    meanings = {
        "hedge": "a hedge: it holds back full commitment",
        "booster": "a booster: it claims certainty",
        "neither": "neither of them",
    }
    return {
        "kind": "choice",
        "prompt": f"In {named(text)} it says: “{_one_line(sentence.text)}” What is *{words}* here?",
        "options": [{"text": meaning, "correct": name == device} for name, meaning in meanings.items()],
        "justified_by": sentence.text,
        "explanation": _CHECK,
    }


def _how_many(text: Text, what: str, key: str, number: int, start: int) -> Question:
    return {
        "kind": "number",
        "prompt": f"How many {what} do you find in {named(text)}?",
        "answer": {key: True},
        "tolerance": max(1, round(number / 5)),
        "justified_by": _sentence(text, start).text,
        "feedback": _CLOSE,
    }


def _attribution(text: Text) -> Iterator[Question]:
    found = [item for item in findings(text) if item["kind"] == "attribution"]
    if not found:
        return
    yield _how_many(text, "attributions", "attributions", len(found), found[0]["cue"][0][0])
    alone = [item for item in found if _only_one(text, item, found)]
    named_ones = filter(None, (_source(text, item) for item in found))
    sources = [source for source in dict.fromkeys(named_ones) if source.lower() not in _PRONOUNS]
    for item in alone:
        source = _source(text, item)
        others = [other for other in sources if not _overlap(other, source)][:3]
        if source in sources and others:
            yield _who(text, item, source, others)
            break
    for item in alone:
        if len(item["cue"]) == 1:
            yield _cue(text, item)
            break


def _who(text: Text, item: Question, source: str, others: list[str]) -> Question:
    sentence = _sentence(text, item["cue"][0][0])
    options = [{"text": source, "correct": True}, *({"text": other, "correct": False} for other in others)]
    return {
        "kind": "choice",
        "prompt": f"In {named(text)} it says: “{_one_line(sentence.text)}” "
        f"Whose words or thoughts does *{_one_line(words_of(text, item['cue']))}* bring in?",
        "options": options,
        "justified_by": sentence.text,
        "explanation": _CHECK,
    }


def _cue(text: Text, item: Question) -> Question:
    sentence = _sentence(text, item["cue"][0][0])
    return {
        "kind": "text",
        "prompt": f"In {named(text)} it says: “{_one_line(sentence.text)}” "
        "Which word or words make the link between a source and what it is said to say or think?",
        "accepted": [_one_line(words_of(text, item["cue"]))],
        "justified_by": sentence.text,
        "explanation": _CHECK,
    }


def _only_one(text: Text, item: Question, found: list[Question]) -> bool:
    """Whether an attribution is the only one in its sentence, so that a question about it has one answer."""
    sentence = _sentence(text, item["cue"][0][0])
    within = sum(sentence.start <= other["cue"][0][0] < sentence.end for other in found)
    return within == 1 and len(sentence.words) <= LONGEST


def _source(text: Text, item: Question) -> str:
    return re.sub(r"[’']s?$", "", _one_line(words_of(text, item["source"])).rstrip(" ,;:–—-"))


def _overlap(one: str, other: str) -> bool:
    """Whether two sources share a word, so that they may be the same one."""
    words = [set(re.findall(r"\w{4,}", name.lower())) or {name.lower()} for name in (one, other)]
    return bool(words[0] & words[1])


def _sentence(text: Text, start: int) -> Passage:
    return next((part for part in text.sentences if part.start <= start < part.end), text.sentences[0])


def _one_line(words: str) -> str:
    return " ".join(words.split())
