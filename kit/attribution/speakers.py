"""Those who can speak, and of what kind a source is."""

from collections.abc import Sequence
from functools import cache

from kit.attribution.noun_phrases import Places
from kit.attribution.tokens import Token, listed
from kit.lexicons import rows


@cache
def speaker_kinds() -> dict[str, str]:
    """Nouns for those who can speak, or that can be quoted: person, institution or document."""
    return {
        form: row["category"]
        for row in rows("speakers")
        for form in [row["form"], *row["inflections"].split()]
    }


def speaks(tokens: Sequence[Token], source: Places, people_only: bool = False) -> bool:
    """Whether a noun phrase can be a speaker: a name, a pronoun for people, a listed noun."""
    first, after = source
    kinds = speaker_kinds()
    for place in range(first, after):
        token = tokens[place]
        if token.kind == "pronoun":
            return token.low not in ("there", "you", "nothing", "everything", "something", "it's")
        if token.kind == "relative" and place == first:
            return token.low == "who"
        if token.kind in ("preposition", "relative", "mark") and place > first:
            break
        bare = token.low.removesuffix("'s").removesuffix("'")
        if people_only and kinds.get(bare) == "document":
            return False
        if bare in kinds or (token.kind == "number" and token.text.endswith("%")):
            return True
        if token.text[0].isupper() and (place > 0 or token.kind == "word") and token.kind in ("word", "verb"):
            return True
    return tokens[first].low in ("some", "many", "others", "most", "both", "few", "several", "all")


def shows(tokens: Sequence[Token], source: Places) -> bool:
    """Whether a source is a document or a study, which shows and finds what is said in it."""
    kinds = speaker_kinds()
    return any(kinds.get(tokens[place].low) == "document" for place in range(*source))


STATES = listed(
    "russia china iran israel ukraine germany france britain japan turkey india pakistan "
    "syria iraq america washington moscow beijing brussels london kiev kyiv tehran berlin "
    "paris pyongyang england scotland canada mexico brazil australia poland spain italy egypt "
    "korea us u.s. uk u.k. eu nato un u.n."
)
SELF = listed("i we my our i've we've i'm we're i'd we'd i'll we'll")


def source_kind(tokens: Sequence[Token], source: Places) -> str:
    """``named`` (a person), ``institution`` (or a state), ``unnamed`` or ``self``.

    >>> from kit.attribution.tokens import tokens_of
    >>> def kind(raw):
    ...     tokens = tokens_of(raw, 0, len(raw))
    ...     return source_kind(tokens, (0, len(tokens)))
    >>> kind("White House spokesman Josh Earnest"), kind("The New York Times")
    ('named', 'institution')
    >>> kind("two officials at the White House"), kind("Russia"), kind("we")
    ('unnamed', 'institution', 'self')
    """
    first, after = source
    if tokens[first].low in SELF:
        return "self"
    alone = after - first == 1 and tokens[first].kind == "determiner"  # his, their
    if alone or tokens[first].kind in ("pronoun", "relative"):
        return "unnamed"
    head = _head(tokens, first, after)
    if _titled_name(tokens, first, after):
        return "named"
    kind = _kind_of_head(tokens, first, head)
    if kind == "unnamed" and head < after and tokens[head].text == ",":
        # the director, Rita Katz, / Rita's lawyer, a man of few words
        name = _head(tokens, head + 1, after)
        if name > head + 1 and _kind_of_head(tokens, head + 1, name) == "named":
            return "named"
    return kind


_AFTER_HEAD = ("preposition", "relative", "mark", "verb", "coordinator")


def _head(tokens: Sequence[Token], first: int, after: int) -> int:
    """The place after the head noun: before the first modifier that follows it."""
    for place in range(first, after):
        token = tokens[place]
        proper = token.kind == "verb" and token.text[0].isupper()  # Senator Mark May
        if place > first and token.kind in _AFTER_HEAD and not proper:
            return place
    return after


def _titled_name(tokens: Sequence[Token], first: int, after: int) -> bool:
    """*Secretary of State Antony Blinken*: a title of several words, and the name behind it."""
    stop = first
    while stop < after and tokens[stop].kind not in ("mark", "relative", "verb"):
        stop += 1
    if stop - first < 4 or tokens[first].kind == "determiner":
        return False
    name = tokens[stop - 2 : stop]
    title = any(
        speaker_kinds().get(token.low) == "person" and token.text[0].isupper()
        for token in tokens[first : stop - 2]
    )
    return title and all(
        token.text[0].isupper() and token.low not in STATES and token.low not in speaker_kinds()
        for token in name
    )


def _kind_of_head(tokens: Sequence[Token], first: int, after: int) -> str:
    kinds = speaker_kinds()
    last = tokens[after - 1]
    bare = last.low.removesuffix("'s").removesuffix("'")
    named = last.text[0].isupper()
    if bare in STATES or (last.text.isupper() and len(last.text) > 1 and last.kind == "word"):
        return "institution"
    if kinds.get(bare) == "institution":
        return "institution"
    if kinds.get(bare) == "document":
        held = any(token.text[0].isupper() for token in tokens[first + 1 : after])
        return "institution" if held else "unnamed"
    if kinds.get(bare) == "person" or not named:
        return "unnamed"
    if tokens[first].low == "the" and not any(
        kinds.get(token.low) == "person" for token in tokens[first:after]
    ):
        return "institution"  # the Pentagon, the Post
    return "named"
