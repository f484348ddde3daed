"""Sentences cut into tokens of a rough word class.

There is no tagger here. Closed classes come from ``function_words.csv``, verbs from the verb lists,
and everything else counts as nominal. A quotation is one token, whatever it holds.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kit.attribution.reporting import verb_forms
from kit.lexicons import forms, rows
from kit.texts import normalise

Span = tuple[int, int]


def listed(forms: str) -> frozenset[str]:
    """The words of a string, as a set.

    >>> "of" in listed("of by for")
    True
    """
    return frozenset(forms.split())


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation, with its place in the file.

    ``kind`` is one of: quote, mark, determiner, pronoun, relative, preposition, coordinator,
    subordinator, auxiliary, adverb, number, verb, word.
    """

    text: str
    low: str
    start: int
    end: int
    kind: str


_TOKEN = re.compile(
    r"""(?x)
      (?:[^\W\d_]\.){2,}                             # U.S.
    | [$€£]?\d+(?:[.,:]\d+)*%?
    | [^\W_]+(?:['’ʼ&‐‑/@_.-][^\W_]+)*['’]?(?!\w)      # worst-kept  Russia’s  workers’
    | --+|\.\.+|[-–—―,;:()\[\]!?.…|/]
    """
)


_ENDS_SENTENCE = re.compile(r"(?!,|\s+[a-z])")  # R-Ky., is no end


_ABBREVIATIONS = frozenset(forms("abbreviations"))


@cache
def word_classes() -> dict[str, str]:
    """The word class of every closed-class form, as the searches below use it."""
    own = {"conjunction": "subordinator", "article": "determiner", "contraction": "auxiliary"}
    classes = {row["form"]: own.get(row["category"], row["category"]) for row in rows("function_words")}
    for kind, members in _REFINED.items():
        classes.update(dict.fromkeys(members.split(), kind))
    return classes


_REFINED = {
    "coordinator": "and or but nor yet & plus",
    "subordinator": "because although though if unless while when where whereas whether since "
    "until before after than as once lest so hence thus therefore however why how till whenever "
    "wherever",
    "relative": "who whom which that what whose whoever whatever",
    "determiner": "my his its our their your her a an the this these those some any every each no "
    "all both other many several few most another more such certain neither either",
    "pronoun": "i he she they we it you one him them us me himself herself itself themselves "
    "everyone everybody someone somebody anyone nobody nothing everything something others there "
    "i'm he's she's they're we're it's you're i've we've they've you've i'd he'd she'd "
    "they'd we'd you'd i'll he'll she'll they'll we'll you'll none",
    "auxiliary": "to not cannot ain't gonna ' let's",
    "adverb": "also again already ever even never still then now once later soon often just only "
    "not repeatedly first too further always sometimes ago instead initially perhaps maybe "
    "here rather quite very long recently earlier almost though respectively personally",
}


@lru_cache(maxsize=1 << 16)  # most words of a text have been met before in it
def _classified(text: str) -> tuple[str, str]:
    low = normalise(text)
    return low, kind_of(low, text)


def kind_of(low: str, text: str) -> str:
    """The rough class of a word."""
    kind = word_classes().get(low)
    if kind:
        return "word" if text == "US" else kind
    if low in verb_forms():
        return "verb"
    if low[0].isdigit() or low[0] in "$€£":
        return "number"
    if low.endswith("n't"):
        return "auxiliary"
    if low.endswith("ly") and len(low) > 4 and text[0].islower() and low not in _NOT_ADVERBS:
        return "adverb"
    return "word"


_NOT_ADVERBS = listed(
    "family daily weekly monthly rally ally assembly reply supply july italy bully folly "
    "monopoly early only likely elderly friendly deadly"
)


def tokens_of(raw: str, start: int, end: int, quotes: Sequence[Span] = ()) -> list[Token]:
    """The tokens of a stretch of the file; each of the given quotations becomes one token.

    >>> raw = "“No,” he said."
    >>> [(token.text, token.kind) for token in tokens_of(raw, 0, len(raw), [(0, 5)])]
    [('“No,”', 'quote'), ('he', 'pronoun'), ('said', 'verb'), ('.', 'mark')]
    """
    tokens: list[Token] = []
    at = start
    for quote_start, quote_end in quotes:
        tokens += _plain_tokens(raw, at, quote_start)
        tokens.append(Token(raw[quote_start:quote_end], "", quote_start, quote_end, "quote"))
        at = quote_end
    tokens += _plain_tokens(raw, at, end)
    return tokens


def _plain_tokens(raw: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(raw, start, end):
        text = match.group()
        place, stop = match.span()
        if tokens and place < tokens[-1].end:
            continue  # the full stop of an abbreviation, taken already
        if not text[0].isalnum() and text[0] not in "$€£":
            prefix = text == "-" and stop == end and place and raw[place - 1].isalnum()
            if not prefix and (text != "." or _ENDS_SENTENCE.match(raw, stop)):
                tokens.append(Token(text, text, place, stop, "mark"))
            continue
        if (
            stop < end - 1
            and raw[stop] == "."
            and (raw[place : stop + 1] in _ABBREVIATIONS or (stop - place == 1 and text.isupper()))
        ):
            stop += 1
            text = raw[place:stop]
        low, kind = _classified(text)
        tokens.append(Token(text, low, place, stop, kind))
    return tokens


def is_participle(token: Token) -> bool:
    """A form in -ing that can begin a participle clause (*saying*, not *king* or *morning*)."""
    low = token.low
    return low.endswith("ing") and token.kind in ("verb", "word") and len(low) > 5 and low not in _NOT_ING


_NOT_ING = listed(
    "nothing something anything everything morning evening during building meeting spring "
    "string including wedding hearing sterling beijing king briefing"
)


def last_letter(quote: Token) -> str:
    """The last character of a quotation before its closing marks, or an empty string."""
    return quote.text[-4:].rstrip("'\"”’»›")[-1:]


def ends_like_speech(quote: Token) -> bool:
    """A quotation of a sentence or more, and not a quoted word or two (“plan”)."""
    return len(quote.text) > 60 or last_letter(quote) in tuple(",.?!…—-")


def verbal(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word that can be a verb is one here, and not a noun or an adjective."""
    token = tokens[place]
    if token.kind == "auxiliary":
        return token.low != "to"
    if token.kind != "verb":
        return False
    low = token.low
    if not place:
        return False
    before = tokens[place - 1]
    if before.kind in ("determiner", "preposition", "number") or before.low.endswith(("'s", "s'")):
        return False
    if token.text[0].isupper() and before.text[0].isupper() and not low.endswith("ed"):
        return before.kind == "pronoun"
    if low.endswith(("ing", "ed", "t", "s")):
        return True
    named = before.kind in ("word", "mark") and not before.text[0].islower() and token.text[0].islower()
    plural = before.kind == "word" and before.low.endswith("s")
    return named or plural or before.kind in ("auxiliary", "pronoun", "relative", "adverb")


def finite(tokens: Sequence[Token], place: int) -> bool:
    """Whether the verb of a main clause stands at a place."""
    token = tokens[place]
    if token.kind == "auxiliary":
        return token.low not in ("to", "not", "being", "be", "having")
    if token.low.endswith("ing") or (place and tokens[place - 1].low in ("who", "which", "that")):
        return False
    return verbal(tokens, place)
