"""Verbs as cues: how the verb stands, who its subject is, and whether that one can say so."""

from collections.abc import Sequence

from kit.attribution.complements import complement_after
from kit.attribution.noun_phrases import Places, noun_phrase_after, noun_phrase_before
from kit.attribution.passives import passive
from kit.attribution.relations import Found, Tokens, inverted, with_content
from kit.attribution.reporting import Cue, reporting_verbs
from kit.attribution.speakers import shows, speaks
from kit.attribution.subjects import clause_subject, long_subject, skip_to_subject, subject_before
from kit.attribution.tokens import listed


def verb_relation(tokens: Tokens, at: int, earlier: Sequence[Found] = ()) -> Found | None:
    """The relation whose cue is the verb at a place, if that verb is a cue there."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    for cue in reporting_verbs()[tokens[at].low]:
        if cue.particle and cue.particle != following:
            continue
        after = at + 1 + bool(cue.particle)
        return _by_form(tokens, at, after, cue, earlier)
    return None


def _by_form(tokens: Tokens, at: int, after: int, cue: Cue, earlier: Sequence[Found]) -> Found | None:
    form = verb_form(tokens, at, cue)
    if form == "noun":
        return None
    complement = complement_after(tokens, after, cue)
    if form == "passive":
        return passive(tokens, at, after, cue, complement)
    turned = inverted(tokens, at, after, cue)
    if turned:
        return turned
    if form == "infinitive":
        source = clause_subject(tokens, at)
        name = "infinitive"
    elif form == "participle":
        source, name = _participle_source(tokens, at, earlier), "participle"
    elif form == "after mark":
        source = subject_before(tokens, at) if tokens[at - 1].kind == "mark" else None
        name = "apposition" if source else "coordinated"
        source = source or _shared_source(tokens, at, earlier)
    elif form == "first":
        return None
    else:
        source, name = subject_before(tokens, at), "subject"
        last = skip_to_subject(tokens, at)
        if source is None and last > 0 and tokens[last].low in ("and", "but", "or", ",", "then"):
            source, name = _shared_source(tokens, last, earlier), "coordinated"
        plain = cue.category == "statement" and not cue.noun_too
        if source is None and plain and complement.kind in ("that", "clause", "quote"):
            source, name = long_subject(tokens, at), "long subject"
    if source is None or not can_hold(tokens, at, source, cue, complement.kind):
        return None
    found = with_content(tokens, at, after, cue, source, complement, name)
    if found and form == "infinitive" and not found.rule.endswith(("quote", "quote before")):
        return None
    return found


def verb_form(tokens: Tokens, at: int, cue: Cue) -> str:
    """How a verb stands: finite, passive, progressive, participle, infinitive, or as a noun."""
    low = tokens[at].low
    before = at - 1
    while before >= 0 and tokens[before].kind == "adverb":
        before -= 1
    if before < 0:
        return "participle" if low.endswith("ing") else "first"
    token = tokens[before]
    if low.endswith("ing"):
        if token.low in _BE or token.low.endswith(("'m", "'re")):
            return "progressive"
        if token.low == "being":
            return "noun"
        if token.kind == "determiner" or token.low.endswith("'s"):
            return "noun"
        return "participle"
    if token.low == "to":
        return "infinitive"
    if token.kind in ("determiner", "preposition", "number") and token.low not in (
        "all",
        "both",
        "others",
        "many",
        "some",
        "few",
        "one",
    ):
        return "noun"
    if token.low.endswith(("'s", "s'")) and token.kind in ("word", "verb"):
        return "noun"
    base = low == cue.form or (low.endswith("s") and low[:-1] == cue.form)
    if (
        cue.noun_too
        and low in ("states", cue.form + "s")
        and token.kind not in ("pronoun", "relative")
        and _plural_noun(tokens, at)
    ):
        return "noun"
    if not base and (token.low in _BE or token.low == "being" or token.low in ("been", "get", "got", "gets")):
        return "passive"
    if token.kind == "coordinator" or token.text in (",", "–", "—", "--"):
        return "after mark"
    if cue.noun_too and low == cue.form and token.kind == "word" and before == at - 1:
        # "a claim", "tax plan": after a singular noun the plain form is a noun, not a verb
        plural = (token.low.endswith("s") and not token.low.endswith("ss")) or token.low in _PLURALS
        joined = (before > 1 and tokens[before - 1].low == "and") or (
            token.text[0].isupper() and before > 1 and tokens[before - 2].low == "and"
        )
        if not plural and not joined:
            return "noun"
    return "finite"


_BE = listed(
    "am is are was were be been being isn't aren't wasn't weren't he's she's it's i'm we're they're you're"
)


def _plural_noun(tokens: Tokens, at: int) -> bool:
    """*court documents*, *United States*, *recent claims*: a form in -s that is no verb."""
    token, before = tokens[at], tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text[0].isupper() and before.text[0].isupper():
        return token.low == "states"
    if after is not None and after.low == "to":
        return False
    if before.kind == "word" and before.text[0].islower():
        return (
            after is None
            or after.kind in ("verb", "auxiliary", "coordinator", "relative")
            or (after.kind == "preposition" and after.low in ("of", "in", "from", "with"))
        )
    return False


_PLURALS = listed("people police men women children americans media democrats republicans voters who they")


def can_hold(tokens: Tokens, at: int, source: Places, cue: Cue, kind: str) -> bool:
    """Whether the source can hold what the cue says: a wall cannot support a plan, a voter can.

    Objects and infinitives follow most verbs in other senses too, so there the speaker has to be
    one that can speak, and, if no name, the verb neither denied nor under a modal or a condition.
    """
    first = tokens[source[0]]
    if cue.lemma == "read":
        return shows(tokens, source)
    if first.low in ("i", "we", "you") and cue.category == "thought":
        return False  # the writer's own thinking is a hedge
    if kind == "quote":
        return True
    if cue.category == "evidence" and kind in ("clause", "noun"):
        return shows(tokens, source)
    speaker = speaks(tokens, source)
    before = {tokens[place].low for place in range(max(0, at - 3), at)}
    if kind in ("noun", "to", "preposition", "ing"):
        if not speaker or (first.kind == "relative" and kind != "preposition"):
            return False
        named = any(token.text[0].isupper() and token.kind == "word" for token in tokens[slice(*source)])
        return named or not (before & _MODAL or _under_condition(tokens, source[0]))
    if kind == "clause":
        return (speaker or (cue.category == "statement" and first.low != "it")) and (
            first.kind == "relative" or not before & _NEGATION
        )
    return True


_NEGATION = listed(
    "not never didn't doesn't don't can't couldn't won't wouldn't isn't wasn't hasn't haven't hadn't"
)


_MODAL = _NEGATION | listed("would will could should may might can must")


def _under_condition(tokens: Tokens, first: int) -> bool:
    for place in range(first - 1, max(-1, first - 3), -1):
        if tokens[place].low in ("if", "when", "because", "whether", "unless"):
            return True
        if tokens[place].kind == "mark":
            return False
    return False


_VERBAL = ("subject", "apposition", "coordinated", "inverted", "parenthetical", "participle")


def _shared_source(tokens: Tokens, at: int, earlier: Sequence[Found]) -> Places | None:
    """The source of a participle or of a second verb: that of the cue before it, or the subject."""
    for found in reversed(earlier):
        verbal = found.rule.startswith(_VERBAL) and found.cue[0][0] < at
        if verbal and found.source and tokens[found.source[0]].kind != "relative":
            return found.source
    return clause_subject(tokens, at)


def _participle_source(tokens: Tokens, at: int, earlier: Sequence[Found]) -> Places | None:
    before = tokens[at - 1] if at else None
    if before is not None and before.kind == "word" and not before.low.endswith("ing"):
        phrase = noun_phrase_before(tokens, at - 1)
        if phrase and speaks(tokens, phrase, people_only=True):
            return phrase
    found = _shared_source(tokens, at, earlier)
    if found:
        return found
    for place in range(at + 1, min(len(tokens), at + 40)):
        if tokens[place].text == ",":
            return noun_phrase_after(tokens, place + 1)
    return None
