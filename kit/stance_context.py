"""A trigger word in its surroundings: what a context rule may look at.

A rule never sees the whole text, only the words of the same sentence within ``REACH`` characters
on either side. That keeps each decision explainable, and the time linear in the length of the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

REACH = 160  # characters of the sentence that a rule sees on either side

_TOKEN = re.compile(r"\w+(?:['-]\w+)*|[^\w\s]")
_RAW_WORD = re.compile(r"\w+(?:['’-]\w+)*")
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


@dataclass(frozen=True)
class Hit:
    """A trigger found at ``start`` to ``end``, in the sentence from ``first`` to ``last``.

    ``flat`` is the text as ``flatten`` gives it; ``form`` the form of the word list, so ``would``
    also where the text has ``wouldn't``.

    >>> raw = "He said that it might rain."
    >>> hit = Hit(raw, flatten(raw), 16, 21, 0, 27, "might")
    >>> hit.before, hit.after
    (['he', 'said', 'that', 'it'], ['rain', '.'])
    """

    raw: str = field(repr=False)
    flat: str = field(repr=False)
    start: int
    end: int
    first: int
    last: int
    form: str

    @property
    def trigger(self) -> str:
        """The words found, as ``flatten`` gives them."""
        return self.flat[self.start : self.end]

    @cached_property
    def before(self) -> list[str]:
        """Words and punctuation before the trigger, the nearest last."""
        begin = max(self.first, self.start - REACH)
        tokens = _TOKEN.findall(self.flat, begin, self.start)
        return tokens[1:] if begin > self.first else tokens  # the first may be half a word

    @cached_property
    def after(self) -> list[str]:
        """Words and punctuation after the trigger, the nearest first."""
        end = min(self.last, self.end + REACH)
        tokens = _TOKEN.findall(self.flat, self.end, end)
        return tokens[:-1] if end < self.last else tokens

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
    def subject(self) -> str:
        """The nearest word before the trigger that is no adverb, auxiliary or negation.

        A guess at the head of the subject: for *I would still not* think it is *i*.
        """
        for word in reversed(self.before):
            bare = word.split("'")[0]
            if bare in AUXILIARIES or is_adverb(word) or word.endswith("n't"):
                continue
            return bare if word.endswith(("'d", "'ve", "'m", "'re", "'ll", "'s")) else word
        return ""

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        """Auxiliaries, adverbs and negations between the subject and the trigger."""
        found = set()
        for word in reversed(self.before):
            bare, _, tail = word.partition("'")
            if bare in AUXILIARIES or is_adverb(word) or word.endswith("n't"):
                found.add(word)
                continue
            if tail:
                found.add("'" + tail)
            break
        return frozenset(found)

    @cached_property
    def inside_name(self) -> bool:
        """True where a capital in mid-sentence makes the trigger part of a name or a title."""
        word = self.raw[self.start : self.end]
        if not word[:1].isupper() or (len(word) > 1 and word.isupper()):
            return False
        lead = self.raw[max(self.first, self.start - REACH) : self.start].rstrip()
        if not lead or lead[-1] in _OPENING or lead[-1] in ".!?…":
            return False
        return not _is_headline(self.raw[max(self.first, self.start - REACH) : self.last][: 2 * REACH])


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


def _is_headline(sentence: str) -> bool:
    """True where most of the longer words have a capital, as in a headline."""
    longer = [word for word in _RAW_WORD.findall(sentence) if len(word) > 3]
    return len(longer) > 5 and sum(word[0].isupper() for word in longer) >= 0.7 * len(longer)


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
