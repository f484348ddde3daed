"""Where a clause begins and ends, so that a content takes in all that is claimed and no more."""

from collections.abc import Sequence

from kit.attribution.reporting import reporting_verbs
from kit.attribution.tokens import Token, is_participle, listed, verbal

REACH = 160  # tokens a search goes on for at most, so that no input takes more than linear time


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
        comma_inside = token.kind == "quote" and token.text[-2:-1] == ","
        if comma_inside and place + 1 < last and is_participle(tokens[place + 1]):
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
        elif _remark_begins(tokens, place, at, short):
            return place
        place += 1
    return place


def _new_predicate(tokens: Sequence[Token], place: int, short: bool) -> bool:
    """Whether *and* or *but* leads back to the speaker: *denies it and says*."""
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


_SUBJECTS = listed("he she they i we")


def _remark_begins(tokens: Sequence[Token], place: int, at: int, short: bool) -> bool:
    """*as was explained here*, a remark of the writer's, or an adjunct to a noun phrase."""
    if place == at:
        return False
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if tokens[place].low == "as" and following in ("was", "is", "has", "were"):
        return True
    return short and _adjunct_begins(tokens, place, at)


def _adjunct_begins(tokens: Sequence[Token], place: int, at: int) -> bool:
    """What tells of the deed, not of its object: *endorsed him | in June*, *| by calling*."""
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
        return (
            following.low in _DATES
            or following.kind == "number"
            or (
                token.low in ("in", "on", "during", "at")
                and following.low in _OCCASION_BEFORE
                and any(word.low in OCCASIONS for word in tokens[place + 2 : place + 7])
            )
        )
    return False


_DATES = listed(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january "
    "february march april june july august september october november december week month "
    "year early late"
)


_OCCASION_BEFORE = listed("a an his her their its the one two another")


OCCASIONS = listed(
    "interview statement speech rally debate letter email tweet interviews speeches "
    "statements post memo conference appearance briefing testimony hearing column editorial "
    "event"
)


_SHORT_ENDS = listed("because while when after before since although though until unless if")


_COMMA_ENDS = listed("but while although though whereas yet according because despite then as")


def _comma_ends(tokens: Sequence[Token], place: int, short: bool) -> bool:
    if tokens[place].text not in (",", "–", "—", "―", "--", "-"):
        return False
    if place + 1 >= len(tokens):
        return True
    after = tokens[place + 1]
    if tokens[place].text != ",":
        return True
    if after.low in _COMMA_ENDS or (is_participle(after) and (short or after.low in reporting_verbs())):
        return True
    if after.kind == "verb" and after.low.endswith("d") and after.low in reporting_verbs():
        return True
    if short and after.low in ("and", "or"):
        return place + 2 < len(tokens) and tokens[place + 2].kind in (
            "verb",
            "auxiliary",
            "pronoun",
        )
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
        if token.kind in (
            "mark",
            "preposition",
            "relative",
            "quote",
            "subordinator",
            "coordinator",
        ):
            return False
        if token.kind == "verb" and place > at and not token.low.endswith("ing"):
            return token.low in reporting_verbs() and tokens[place - 1].kind != "determiner"
    return False


def content_start(tokens: Sequence[Token], at: int) -> int:
    """Where the clause that holds place ``at`` begins: after a stop or a semicolon."""
    place = at
    floor = max(0, at - REACH)
    while place > floor:
        before = tokens[place - 1]
        if before.kind == "mark" and before.text in ".;!?…|":
            break
        place -= 1
    return place


def finite_follows(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause without *that* begins at a place: *he is ill*, and not *his illness*."""
    last = min(len(tokens), place + 30)
    for at in range(place, last):
        token = tokens[at]
        if token.text in (";", ".", "?", "!") or (token.text == "," and at == place + 1):
            return False
        if token.kind == "pronoun" and token.low.endswith(("'s", "'re", "'ll", "'d", "'m", "'ve")):
            return True
        if token.kind == "auxiliary" and token.low not in ("to", "not", "being", "having", "be"):
            return True
        if at > place and token.kind == "verb" and not token.low.endswith("ing"):
            if tokens[at - 1].low == "to":
                continue
            if verbal(tokens, at):
                return True
    return False
