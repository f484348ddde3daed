"""Sentences cut into tokens of a rough word class, and where a clause begins and ends.

There is no tagger here. Closed classes come from ``function_words.csv``, verbs from the verb lists,
and everything else counts as nominal. A quotation is one token, whatever it holds.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kit.lexicons import forms, rows
from kit.reporting import reporting_verbs, verb_forms
from kit.texts import normalise

Span = tuple[int, int]

REACH = 160  # tokens a search goes on for at most, so that no input takes more than linear time


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
    "subordinator": "because although though if unless while when where whereas whether since until "
    "before after than as once lest so hence thus therefore however why how till whenever wherever",
    "relative": "who whom which that what whose whoever whatever",
    "determiner": "my his its our their your her a an the this these those some any every each no all "
    "both other many several few most another more such certain neither either",
    "pronoun": "i he she they we it you one him them us me himself herself itself themselves everyone "
    "everybody someone somebody anyone nobody nothing everything something others there "
    "i'm he's she's they're we're it's you're i've we've they've you've i'd he'd she'd "
    "they'd we'd you'd i'll he'll she'll they'll we'll you'll none",
    "auxiliary": "to not cannot ain't gonna ' let's",
    "adverb": "also again already ever even never still then now once later soon often just only "
    "not repeatedly first too further always sometimes ago instead initially perhaps maybe "
    "here rather quite very long recently earlier almost though respectively personally",
}


def kind_of(low: str, text: str) -> str:
    """The rough class of a word."""
    kind = word_classes().get(low)
    if kind:
        return kind
    if low in verb_forms():
        return "verb"
    if low[0].isdigit() or low[0] in "$€£":
        return "number"
    if low.endswith("n't"):
        return "auxiliary"
    if low.endswith("ly") and len(low) > 4 and text[0].islower() and low not in _NOT_ADVERBS:
        return "adverb"
    return "word"


_NOT_ADVERBS = frozenset("family daily weekly monthly rally ally assembly reply supply july italy "
                         "bully folly monopoly early only likely elderly friendly deadly".split())


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
            if text != "." or _ENDS_SENTENCE.match(raw, stop):
                tokens.append(Token(text, text, place, stop, "mark"))
            continue
        if stop < end - 1 and raw[stop] == "." and (
            raw[place : stop + 1] in _ABBREVIATIONS or (stop - place == 1 and text.isupper())
        ):
            stop += 1
            text = raw[place:stop]
        low = normalise(text)
        tokens.append(Token(text, low, place, stop, kind_of(low, text)))
    return tokens


def is_participle(token: Token) -> bool:
    """A form in -ing that can begin a participle clause (*saying*, not *king* or *morning*)."""
    low = token.low
    return low.endswith("ing") and token.kind in ("verb", "word") and len(low) > 5 and low not in _NOT_ING


_NOT_ING = frozenset("nothing something anything everything morning evening during building meeting "
                     "spring string including wedding hearing sterling beijing king briefing".split())


def clause_end(tokens: Sequence[Token], at: int, short: bool = False) -> int:
    """The place just after the last token of a content that begins at ``at``.

    It ends before the sentence's own end mark, a semicolon, a comma with a participle or a *but*
    or *while* after it, and a bracket or dash that closes what was open before. With ``short``
    (a noun phrase is expected) a subordinator or a second finite clause ends it too.
    """
    last = min(len(tokens), at + REACH)
    depth = 0
    place = at
    if place + 1 < last and tokens[place].low == "that" and tokens[place + 1].text == ",":
        place += 2  # that, in his view, ...
    while place < last:
        token = tokens[place]
        if token.kind == "quote" and token.text[-2:-1] == "," and place + 1 < last:
            if is_participle(tokens[place + 1]):
                return place + 1
        if token.kind == "coordinator" and place > at and _new_predicate(tokens, place, short):
            return place
        if token.kind == "mark":
            if token.text == "(":
                depth += 1
            elif token.text == ")":
                if not depth:
                    return place
                depth -= 1
            elif not depth and (token.text in ".;!?…|" or _comma_ends(tokens, place, short)):
                return place
        elif short and place > at and _adjunct_begins(tokens, place, at):
            return place
        place += 1
    return place


def _new_predicate(tokens: Sequence[Token], place: int, short: bool) -> bool:
    """Whether *and* or *but* leads back to the speaker: *denies it and says*, *praised her but left*."""
    ahead = place + 1
    while ahead < len(tokens) and tokens[ahead].kind == "adverb":
        ahead += 1
    if ahead >= len(tokens):
        return False
    after = tokens[ahead]
    verb = ahead + 1
    while verb < len(tokens) and tokens[verb].kind in ("adverb", "auxiliary"):
        verb += 1
    if after.low in ("has", "have", "had", "is", "was") and verb < len(tokens):
        return tokens[verb].low in reporting_verbs()
    if short and (after.kind == "auxiliary" or after.low in _SUBJECTS):
        return after.low != "to"
    if after.kind != "verb" or not after.low.endswith(("ed", "s", "d", "ing")):
        return False
    return short or (after.low in reporting_verbs() and tokens[place].low != "or")


_SUBJECTS = frozenset("he she they i we".split())

def _adjunct_begins(tokens: Sequence[Token], place: int, at: int) -> bool:
    """What tells of the deed, not of its object: *endorsed him | in June*, *by calling*, *when asked*."""
    token = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.low in _SHORT_ENDS:
        return place > at + 1
    if token.low in _DATES and tokens[place - 1].kind not in ("preposition", "determiner"):
        return True
    if following is None:
        return False
    if token.low in ("by", "after", "before", "while") and is_participle(following):
        return True
    if token.low in ("in", "on", "during", "at", "this", "last", "earlier", "early"):
        return following.low in _DATES or following.kind == "number" or (
            token.low in ("in", "on", "during", "at") and following.low in _OCCASION_BEFORE
            and any(word.low in _OCCASIONS for word in tokens[place + 2 : place + 7])
        )
    return False


_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february "
    "march april june july august september october november december week month year early late".split()
)
_OCCASION_BEFORE = frozenset("a an his her their its the one two another".split())
_OCCASIONS = frozenset(
    "interview statement speech rally debate letter email tweet interviews speeches statements post memo "
    "conference appearance briefing testimony hearing column editorial event".split()
)

_SHORT_ENDS = frozenset("because while when after before since although though until unless if".split())
_COMMA_ENDS = frozenset("but while although though whereas yet according because because "
                        "despite then as".split())


def _comma_ends(tokens: Sequence[Token], place: int, short: bool) -> bool:
    if tokens[place].text not in (",", "–", "—", "―", "--", "-"):
        return False
    if place + 1 >= len(tokens):
        return True
    after = tokens[place + 1]
    if tokens[place].text != ",":
        return True
    if after.low in _COMMA_ENDS or is_participle(after) and (short or after.low in reporting_verbs()):
        return True
    if after.kind == "verb" and after.low.endswith("d") and after.low in reporting_verbs():
        return True
    if short and after.low in ("and", "or"):
        return place + 2 < len(tokens) and tokens[place + 2].kind in ("verb", "auxiliary", "pronoun")
    if after.low == "and" and _clause_of_report(tokens, place + 2):
        return True
    if short and _clause_of_report(tokens, place + 1):
        return True
    if after.low == "and" and place + 3 < len(tokens):
        return tokens[place + 2].kind == "verb" and not tokens[place + 2].low.endswith("ing")
    return False


def _clause_of_report(tokens: Sequence[Token], at: int) -> bool:
    """Whether a new subject with a cue of its own begins here: *and other leaders said*."""
    for place in range(at, min(len(tokens), at + 8)):
        token = tokens[place]
        if token.kind in ("mark", "preposition", "relative", "quote", "subordinator", "coordinator"):
            return False
        if token.kind == "verb" and place > at and not token.low.endswith("ing"):
            return token.low in reporting_verbs() and tokens[place - 1].kind != "determiner"
    return False


def content_start(tokens: Sequence[Token], at: int) -> int:
    """Where the clause that holds place ``at`` begins: after a stop, semicolon or sentence start."""
    place = at
    floor = max(0, at - REACH)
    while place > floor:
        before = tokens[place - 1]
        if before.kind == "mark" and before.text in ".;!?…|":
            break
        place -= 1
    return place
