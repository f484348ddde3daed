"""Context rules for modal verbs: which *could, would, should, may, might* and *must* count."""

from itertools import pairwise

from kit.stance_context import Hit, decides, word_set

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
    if hit.subject in {"you", "visitors", "readers"} and hit.next_verb in _PERMITTED:
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
    for word, used, to in zip(hit.before, hit.before[1:], hit.before[2:], strict=False):
        if used == "used" and to == "to" and word in _PEOPLE | {"it", "that"}:
            return True
    if hit.next in {"often", "sometimes", "usually", "regularly", "frequently", "constantly"}:
        return True
    times = any(first in {"every", "each"} and second in _TIMES for first, second in pairwise(near))
    return times or bool({"whenever", "nightly", "mornings", "evenings"} & set(near))


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


@decides("should", "ought to")
def should(hit: Hit) -> str | None:
    """What is to be expected counts; what is somebody's duty does not.

    The words alone seldom tell. Expectation is read only from outcomes (*should arrive, should be
    enough, should be able to, does not work as it should*); the rest is left to duty.
    """
    after = [word for word in hit.after if word not in _PASSED_OVER and word[-2:] != "ly"]
    verb, rest = (after[0], after[1:]) if after else ("", [])
    if not hit.before or "if" in hit.before[-3:]:
        return None  # Should you need help. If it should rain
    if hit.previous in {"it", "they"} and hit.before[-2:-1] and hit.before[-2] in _MEASURES:
        return "modal:should, as is expected"  # does not work as it should
    if verb == "have":
        late = {"by", "already"} & set(rest[1:8]) or {"trouble", "problems"} & set(rest[:4])
        return "modal:should, expectation" if late else None  # should have arrived by now
    if verb == "be" and rest:
        outcome = set(rest[:3]) & _EXPECTED_STATES or rest[0][0].isdigit()
        return "modal:should, expectation" if outcome else None
    if verb in _ARRIVALS and hit.subject not in {"i", "we"}:
        return "modal:should, expectation"
    if verb in _OUTCOMES and hit.subject not in _PEOPLE - {"this", "that"}:
        return "modal:should, expectation"
    if (verb, *rest[:1]) in _OUTCOME_PHRASES:
        return "modal:should, expectation"
    if verb in {"find", "notice", "recognize", "recognise"} and hit.subject not in _PEOPLE - {"you"}:
        return "modal:should, expectation"
    return None


_PASSED_OVER = word_set("also not n't now then still to in reality only even soon all at")
_MEASURES = word_set("as than like how")
_EXPECTED_STATES = word_set(
    "able available enough sufficient fine easy easier ready ok okay over here there done"
    " home possible plenty visible clear obvious familiar interesting fun useful simple"
    " straightforward cheaper faster safe no soon about around apparent self-evident delighted"
    " pleased"
)
_ARRIVALS = word_set("arrive recover land")
_OUTCOMES = word_set(
    "last work fit cost suffice prove become rise fall grow drop happen appear emerge result"
    " satisfy please appeal yield help"
)
_OUTCOME_PHRASES = frozenset(
    {("come", "as"), ("pick", "up"), ("pay", "off"), ("do", "well"), ("do", "fine"), ("do", "a")}
    | {("take", "a"), ("take", "no"), ("take", "about"), ("take", "less"), ("lead", "to")}
    | {("do", "the"), ("hold", "up"), ("make", "it"), ("make", "for"), ("go", "well")}
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
        return "modal:must, conclusion" if _participle(follow) else None
    if verb == "be" and rest:
        follow = next((word for word in rest if word[-2:] != "ly" and word != "so"), "")
        if hit.subject == "there" or follow.endswith("ing") or follow in {"at", "some", "something"}:
            return "modal:must, conclusion"
        if hit.subject in _PRONOUNS - {"i", "we"} and not _participle(follow) and follow not in _TASKS:
            return "modal:must, conclusion"
        return None
    if verb in _STATES and hit.subject not in {"i", "we", "you", "one"}:
        return "modal:must, conclusion"
    return None


_TASKS = word_set("careful able there ready quick quiet silent patient brave on in")
_STATES = word_set("seem feel think believe mean exist belong contain hate love want")


def _participle(word: str) -> bool:
    """A guess by form: ``-ed``, ``-en``, or one of the common irregular participles."""
    return word in _IRREGULAR or (len(word) > 4 and word.endswith(("ed", "wn", "en")) and word not in _PLAIN)


_PLAIN = word_set(
    "open even seven eleven ten often garden golden wooden sudden brown indeed tired scared"
    " worried excited pleased amused frightened exhausted"
)
_IRREGULAR = word_set(
    "been gone seen done had come become run put let set cut hit got made said taken given"
    " told found left kept held brought bought thought felt met sent spent lost won heard read"
    " paid built stood fallen led caught taught fought begun drunk sung swum meant"
) | (_NEVER_BASE & word_set("known written broken driven eaten"))
