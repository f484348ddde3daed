"""Context rules for modal verbs: which *could, would, may, might* and *must* count."""

from itertools import pairwise

from kit.stance.context import Hit, decides, word_set
from kit.stance.should import looks_like_participle

_PRONOUNS = word_set("i you he she it we they who that this there what which one")
_PEOPLE = word_set("i you he she we they who people everyone everybody somebody anyone")
_DETERMINERS = word_set("a an the its their his her my our your all this that no such any")

_MONTH_LEADS = word_set("in of since until till by early late mid last next this every on")
_BARE_MODALS = word_set("be have not also never still soon even only well yet possibly")


@decides("may")
def may(hit: Hit) -> str | None:
    """Possibility counts. The month, a name, a wish and a polite request do not."""
    if hit.capital and hit.trigger == "may":
        if hit.next.isdigit() or (hit.next == "," and hit.after[1:2] and hit.after[1][0].isdigit()):
            return None  # May 9, May, 2024
        if hit.previous in _MONTH_LEADS or hit.previous.isdigit():
            return None  # in May, 9 May
        if not hit.before and hit.next_verb not in _BARE_MODALS:
            return None  # May he rest in peace. May I suggest a walk?
    if hit.previous in {"as", "long"} and hit.next == "they":
        return None
    if hit.next_verb in _PERMITTED and hit.subject in {"you", "visitors", "readers"}:
        return None  # you may leave now
    if not hit.after or hit.previous in _DETERMINERS - {"this", "that", "all"}:
        return None
    return "modal:may, possibility"


_PERMITTED = word_set("leave enter begin sit go keep borrow proceed rise")


@decides("might")
def might(hit: Hit) -> str | None:
    """Possibility counts. The noun (strength) and *try as I might* do not."""
    if hit.trigger == "might":
        if hit.previous in _NOUN_LEADS or hit.previous.endswith(("'s", "s'")):
            return None  # its military might, Russia's might
        if hit.next in {"of", "makes", "is"} or hit.after[:2] == ["and", "main"]:
            return None  # the might of the army, might makes right
        if hit.before[-2:-1] == ["as"] and hit.next in {"", ",", "."}:
            return None  # try as they might
    return "modal:might, possibility"


_NOUN_LEADS = _DETERMINERS - {"this", "that", "all", "such"} | word_set(
    "military industrial economic naval financial full sheer armed of with by and political"
)


@decides("could")
def could(hit: Hit) -> str | None:
    """What might be so counts. What somebody was, or was not, able to do does not."""
    if "'ve" in hit.trigger or hit.trigger.endswith("ve") or "have" in hit.after[:3]:
        return "modal:could, hypothetical"  # could (not) have known
    if hit.negated or hit.next == "hardly":
        if hit.next_verb in {"be", "possibly"} and "when" not in hit.before:
            return "modal:could, hypothetical"  # it could not be simpler
        if {"if", "unless", "otherwise", "without"} & set(hit.before + hit.after):
            return "modal:could, hypothetical"
        if hit.next_verb == "ask" and hit.subject in {"one", "you", "nobody"}:
            return "modal:could, hypothetical"  # one could not ask for more
        if hit.next_verb in {"agree", "care", "ask"} and {"more", "less", "better"} & set(hit.after[:7]):
            return "modal:could, hypothetical"
        return None  # could not lift it
    if hit.previous == "wish" or "wish" in hit.before[-4:]:
        return "modal:could, wished for"
    if hit.next_verb in _SENSES and hit.subject in _PEOPLE and not _imagined(hit):
        return None  # from the roof we could see the river
    if hit.previous in _PEOPLE and hit.before[-2:-1] and hit.before[-2] in _ABILITY_LEADS:
        return None  # he ran as fast as he could; wherever they could
    if set(hit.before[-12:]) & _PAST_TIMES and hit.subject in _PEOPLE and not _imagined(hit):
        return None  # as a child he could swim a mile
    return "modal:could, hypothetical"


_SENSES = word_set("see hear feel smell taste remember recall")
_ABILITY_LEADS = word_set("as wherever whatever all everything best")
_PAST_TIMES = word_set("yesterday formerly child boy girl")


def _imagined(hit: Hit) -> bool:
    return bool({"if", "would", "imagine", "suppose", "wish"} & set(hit.before + hit.after))


@decides("would")
def would(hit: Hit) -> str | None:
    """What is imagined or foretold counts. A past habit does not."""
    if "have" not in hit.after[:3] and "if" not in hit.before + hit.after and _habit(hit):
        return None  # every Sunday we would walk to the river
    return "modal:would, hypothetical"


def _habit(hit: Hit) -> bool:
    near = hit.before[-14:] + hit.after[:14]
    signs = _HABIT_SIGNS.intersection(near)
    if hit.next in _FREQUENT or signs & _WHENEVER:
        return True
    if "used" in hit.before and any(
        word in _PRONOUNS and (used, to) == ("used", "to")
        for word, used, to in zip(hit.before, hit.before[1:], hit.before[2:], strict=False)
    ):
        return True
    return bool(signs) and any(
        first in {"every", "each"} and second in _TIMES for first, second in pairwise(near)
    )


_FREQUENT = word_set("often sometimes usually regularly frequently constantly")
_WHENEVER = word_set("whenever nightly mornings evenings")
_HABIT_SIGNS = _WHENEVER | {"every", "each"}
_TIMES = word_set(
    "day night morning evening week weekend month year summer winter spring autumn time"
    " sunday monday tuesday wednesday thursday friday saturday afternoon"
)


@decides("'d")
def short_would(hit: Hit) -> str | None:
    """*I'd say* counts, being short for would; *I'd said* and *you'd better* are had."""
    word, verb = hit.previous, hit.next_verb
    if word not in _PRONOUNS or not verb.isalpha() or verb in _NEVER_BASE:
        return None
    if verb.endswith("ed") and verb not in {
        "need",
        "feed",
        "speed",
        "exceed",
        "proceed",
        "succeed",
    }:
        return None
    return "modal:'d, short for would"


_NEVER_BASE = word_set(
    "a an the better been gone seen done had come become run put let set cut hit got gotten"
    " made said taken given known begun written told found left kept held brought bought"
    " thought felt met sent spent lost won heard read paid built stood fallen driven eaten"
    " broken spoken chosen grown shown thrown worn risen forgotten sold led sat slept caught"
    " taught fought"
)


@decides("must")
def must(hit: Hit) -> str | None:
    """A conclusion counts (*they must have left*); a duty (*they must pay*) does not."""
    if not hit.after or hit.previous in _DETERMINERS - {"this", "that", "all"} or hit.negated:
        return None  # a must
    verb = hit.next_verb
    rest = hit.after[hit.after.index(verb) + 1 :] if verb in hit.after else []
    if "'ve" in hit.trigger:
        return "modal:must, conclusion"
    if verb == "have" and rest:
        follow = next((word for word in rest if word != "not"), "")
        return "modal:must, conclusion" if looks_like_participle(follow) else None
    if verb == "be" and rest:
        follow = next((word for word in rest if word[-2:] != "ly" and word != "so"), "")
        if hit.subject == "there" or follow.endswith("ing") or follow in {"at", "some", "something"}:
            return "modal:must, conclusion"
        if (
            hit.subject in _PRONOUNS - {"i", "we"}
            and not looks_like_participle(follow)
            and follow not in _TASKS
        ):
            return "modal:must, conclusion"
        return None
    if verb in _STATES and hit.subject not in {"i", "we", "you", "one"}:
        return "modal:must, conclusion"
    return None


_TASKS = word_set("careful able there ready quick quiet silent patient brave on in")
_STATES = word_set("seem feel think believe mean exist belong contain hate love want")
