"""A trigger word in its surroundings: what a context rule may look at.

A rule never sees the whole text, only the words of the same sentence within ``REACH`` words on
either side. That keeps each decision explainable, and the time linear in the length of the text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property, lru_cache

REACH = 25  # words and marks of the sentence that a rule sees on either side

_TOKEN = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")
_OPENING = '"“‘«([{:—–-*|'


def word_set(forms: str) -> frozenset[str]:
    """The words of a string, parted at blanks, as a set."""
    return frozenset(forms.split())


NEGATIONS = word_set("not n't nt never no nor neither hardly scarcely barely")
AUXILIARIES = word_set(
    "do does did have has had 've 'd would could can may might must will shall should am is"
    " are was were be been being"
)
_SOFT_ADVERBS = word_set(
    "also always almost even ever far first just kind long maybe more much never not now"
    " often only perhaps quite rather so sometimes soon sort of still then though thus too"
    " very well yet"
)


def flatten(raw: str) -> str:
    """Lower case, straight apostrophes and plain hyphens, and exactly as long as ``raw``.

    ``kit.texts.normalise`` may change the length: the lower case of ``İ`` has two characters.

    >>> flatten("It CAN’T be"), len(flatten("İİ"))
    ("it can't be", 2)
    """
    for mark, plain in _PLAIN:
        raw = raw.replace(mark, plain)
    flat = raw.lower()
    if len(flat) == len(raw):
        return flat
    return "".join(low if len(low := char.lower()) == 1 else char for char in raw)


# The last is a curly apostrophe that some Windows programs leave behind.
_PLAIN = (("’", "'"), ("ʼ", "'"), ("‐", "-"), ("‑", "-"), ("\x92", "'"))


class Sentence:
    """The sentence from ``first`` to ``last``, split into words and marks once for all its triggers.

    ``raw`` is the whole text and ``flat`` the same as ``flatten`` gives it.
    """

    def __init__(self, raw: str, flat: str, first: int, last: int) -> None:
        self.raw, self.flat, self.first, self.last = raw, flat, first, last

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _TOKEN.finditer(self.flat, self.first, self.last)]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._spans]

    @cached_property
    def _tokens(self) -> list[str]:
        return [self.flat[start:end] for start, end in self._spans]

    def around(self, start: int, end: int) -> tuple[list[str], list[str]]:
        """The ``REACH`` words and marks before ``start`` and those after ``end``, in text order."""
        tokens, starts = self._tokens, self._starts
        index = bisect_left(starts, start)
        before = tokens[max(0, index - REACH) : index]
        if index and self._spans[index - 1][1] > start:  # inside a word: the i of i'd
            before[-1] = self.flat[starts[index - 1] : start]
        while index < len(starts) and starts[index] < end:
            index += 1
        return before, tokens[index : index + REACH]

    @cached_property
    def is_headline(self) -> bool:
        """True where most of the longer words have a capital, as in a headline."""
        longer = [self.raw[start] for start, end in self._spans if end - start > 3]
        return len(longer) > 5 and sum(map(str.isupper, longer)) >= 0.7 * len(longer)


class Hit:
    """A trigger found at ``start`` to ``end`` of a text, in its sentence.

    ``form`` is the form of the word list, so ``would`` also where the text has ``wouldn't``;
    ``trigger`` what stands there, as ``flatten`` gives it; ``before`` and ``after`` are the words and
    marks around it.

    >>> raw = "He said that it might rain."
    >>> hit = Hit(Sentence(raw, flatten(raw), 0, 27), 16, 21, "might")
    >>> hit.before, hit.after
    (['he', 'said', 'that', 'it'], ['rain', '.'])
    """

    def __init__(self, sentence: Sentence, start: int, end: int, form: str) -> None:
        self.sentence, self.start, self.end, self.form = sentence, start, end, form
        self.trigger = sentence.flat[start:end]
        self.before, self.after = sentence.around(start, end)

    @property
    def capital(self) -> bool:
        """True where the trigger is written with a capital."""
        return self.sentence.raw[self.start].isupper()

    @property
    def previous(self) -> str:
        """The word or mark right before the trigger; empty at the start of the sentence."""
        return self.before[-1] if self.before else ""

    @property
    def next(self) -> str:
        """The word or mark right after the trigger; empty at the end of the sentence."""
        return self.after[0] if self.after else ""

    @cached_property
    def next_verb(self) -> str:
        """The first word after the trigger that is neither an adverb nor a negation."""
        return next((word for word in self.after if not is_adverb(word)), "")

    @cached_property
    def negated(self) -> bool:
        """True for ``wouldn't``, ``would not``, ``would never`` and the like."""
        return "n't" in self.trigger or self.trigger.endswith("nt") or self.next in NEGATIONS

    @cached_property
    def _verb_group(self) -> tuple[frozenset[str], str]:
        """The auxiliaries, adverbs and negations right before the trigger, and the word before these."""
        group = set()
        for word in reversed(self.before[-_VERB_GROUP:]):
            bare, _, tail = word.partition("'")
            if bare in AUXILIARIES or is_adverb(word) or word.endswith("n't"):
                group.add(word)
                continue
            if tail:
                group.add("'" + tail)
            return frozenset(group), bare if tail in _CLITICS else word
        return frozenset(group), ""

    @property
    def subject(self) -> str:
        """The nearest word before the trigger that is no adverb, auxiliary or negation.

        A guess at the head of the subject: for *I would still not* think it is *i*.
        """
        return self._verb_group[1]

    @property
    def auxiliaries(self) -> frozenset[str]:
        """Auxiliaries, adverbs and negations between the subject and the trigger."""
        return self._verb_group[0]

    @property
    def inside_name(self) -> bool:
        """True where a capital in mid-sentence makes the trigger part of a name or a title."""
        if not self.capital:
            return False
        raw, first = self.sentence.raw, self.sentence.first
        word = raw[self.start : self.end]
        if (len(word) > 1 and word.isupper()) or word[:2] in _SAID_BY_I:
            return False
        lead = raw[max(first, self.start - 40) : self.start].rstrip()
        if not lead or lead[-1] in _OPENING or lead[-1] in ".!?…":
            return False
        return not self.sentence.is_headline


_SAID_BY_I = ("I ", "I'", "I’")
_VERB_GROUP = 6  # words; more auxiliaries and adverbs in a row are no verb group
_CLITICS = word_set("d ve m re ll s")


@lru_cache(8192)
def is_adverb(word: str) -> bool:
    """A guess by form: ``-ly``, or one of a few short adverbs and negations.

    >>> is_adverb("probably"), is_adverb("still"), is_adverb("family")
    (True, True, False)
    """
    return word in _SOFT_ADVERBS or word in NEGATIONS or (word[-2:] == "ly" and word not in _NOT_ADVERBS)


_NOT_ADVERBS = word_set(
    "ally anomaly apply assembly belly bully comply family fly holy imply italy july multiply"
    " only rally rely reply supply ugly silly friendly lonely lovely early likely unlikely"
    " daily"
)


Rule = Callable[[Hit], str | None]
RULES: dict[str, Rule] = {}


def decides(*forms: str) -> Callable[[Rule], Rule]:
    """Name the forms of the word lists that a context rule decides.

    The rule gets a ``Hit`` and returns the reason why it counts, or None where it does not.
    """

    def register(rule: Rule) -> Rule:
        RULES.update(dict.fromkeys(forms, rule))
        return rule

    return register
