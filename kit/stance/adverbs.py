"""Context rules for adverbs, adjectives and phrases, and the rule that a denied booster is none.

*Sort of* and *kind of* are in no list: most are the noun (*this kind of thing*), and of those that stand
before a verb or an adjective, readers who marked 200 reviews called 0 of 28 a hedge. They fill.
*Looks like, sounds like, as if* are in none either: the readers marked fewer than one in thirty.
"""

import re

from kit.stance.context import AUXILIARIES, NEGATIONS, Hit, decides, word_set

_SELF = frozenset({"i", "we"})
_NUMBER = re.compile(
    r"\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|hundred|thousand|half|a|double|twice"
)
_DETERMINERS = word_set("a an the this that these those some any what which every all no same")


@decides("almost", "virtually", "practically", "just about")
def nearly(hit: Hit) -> str | None:
    """How true counts (*almost certain*); how many (*almost 40, almost all*) does not.

    Nor does *almost drowned* or *could almost hear*, which says plainly that it did not happen.
    """
    if _NUMBER.fullmatch(hit.next) or hit.next in _QUANTITIES or not hit.next.isalpha():
        return None
    if hit.previous == "could":
        return None
    if hit.previous in _PERSONS and not hit.next.endswith(("ly", "ing")):
        return None  # he almost fell
    if hit.form == "just about" and (hit.next in {"to", "the", "this"} or hit.next in _DETERMINERS):
        return None  # just about to leave; it is just about the money
    return f"approximator:{hit.form}, how far"


_QUANTITIES = word_set(
    "all any every each everything everyone everybody anything anyone anybody nothing no none"
    " nobody as entirely completely exclusively fully the double"
)
_PERSONS = word_set("i you he she we they who it")


@decides("tend")
def tend(hit: Hit) -> str | None:
    """*Tends to fail* counts; *tends the garden* and *tends to the sick* do not."""
    if hit.next != "to" or not hit.after[1:2] or hit.after[1] in _DETERMINERS | {"his", "her"}:
        return None
    return "verb:tend, mostly so"


@decides("in a way")
def in_a_way(hit: Hit) -> str | None:
    """*In a way, it is true* counts; *in a way that pleased them* is manner."""
    return None if hit.next in {"that", "which", "to", "of", "as"} else "approximator:in a way"


@decides("likely")
def likely(hit: Hit) -> str | None:
    """Adverb or adjective, it counts, but not in *a likely story* or *as likely as not*."""
    if hit.next == "story" or hit.after[:2] == ["as", "not"]:
        return None
    return "probability:likely, " + ("adjective" if hit.next == "to" else "adverb or adjective")


@decides("possible")
def possible(hit: Hit) -> str | None:
    """*It is possible that* and *a possible cause* count; *possible to do* is ability."""
    if hit.next == "that":
        return "probability:possible, that it is so"
    if hit.previous in _SUPERLATIVES or hit.previous.endswith("est") or hit.previous in {"as", "if"}:
        return None
    if hit.next.isalpha() and hit.next not in _AFTER and not _NUMBER.fullmatch(hit.previous):
        return "probability:possible, a candidate"
    return None


_SUPERLATIVES = word_set("best worst most least every only all not")
_AFTER = word_set("to for with by in at on and or but when if is was only as though because from")


@decides("possibility")
def possibility(hit: Hit) -> str | None:
    """*The possibility that* counts; *the possibilities of paint* would not."""
    return "probability:possibility, that it is so" if hit.next == "that" else None


@decides("not sure")
def not_sure(hit: Hit) -> str | None:
    """Counted where the writers say it of themselves."""
    own = hit.subject in _SELF | {"im"} or not hit.before
    if hit.next in _QUESTIONS or hit.next == "of":
        return None  # I am not sure who came: nothing is claimed that could be softened
    return "phrase:not sure, the writer's own" if own else None


@decides("have a feeling")
def have_a_feeling(hit: Hit) -> str | None:
    """Counted where the writers say it of themselves: *I have a feeling that, I am inclined to*."""
    return f"phrase:{hit.trigger}, the writer's own" if hit.subject in _SELF else None


_QUESTIONS = word_set("who why what where when how which")


@decides("no question", "no doubt", "indeed", "of course", "in fact")
def set_phrase(hit: Hit) -> str | None:
    """Fixed phrases, but for *no question of* and *of course work*."""
    if hit.form == "no question" and hit.next in {"of", "to", "was", "marks"}:
        return None
    if hit.form == "indeed" and hit.before[-2:-1] == ["very"]:
        return None  # very good indeed: degree
    return f"certainty:{hit.trigger}"


@decides("clearly", "plainly", "naturally")
def plain_to_see(hit: Hit) -> str | None:
    """*Clearly, he was late* counts; *to speak clearly* is manner."""
    if _denied(hit):
        return None
    opens = not hit.before or hit.previous in {",", ";", ":", "and", "but", "(", "“", '"'}
    if hit.form == "naturally":
        return "certainty:naturally, of course" if opens and hit.next in {",", "the"} else None
    if hit.previous in AUXILIARIES - {"be"} or opens or hit.next in AUXILIARIES:
        return f"certainty:{hit.form}"
    ends = hit.next in {"", ".", ",", ";", "and", "enough", "in", "on", "from", "to", "at", "when"}
    if ends or hit.previous in {"very", "more", "so", "as", "see", "speak", "think", "less", "be"}:
        return None
    return f"certainty:{hit.form}"


@decides("certain", "sure")
def certain(hit: Hit) -> str | None:
    """*I am certain that* counts; *a certain man* and *make sure* do not."""
    if _denied(hit) or hit.auxiliaries & NEGATIONS:
        return None
    linked = {"am", "'m", "is", "are", "'s", "'re", "was", "seems"} & (hit.auxiliaries | {hit.previous})
    if not linked or (hit.next in {"of", "things", "amount", "to"} and hit.form == "sure"):
        return None
    own = hit.subject in _SELF
    if own or (hit.form == "certain" and hit.subject in {"it", "that", "this"}):
        return f"certainty:{hit.form}"
    return None


@decides("always", "never")
def without_exception(hit: Hit) -> str | None:
    """*Has always lied* counts; *almost always* and a person's own habit do not."""
    if hit.previous in _SOFTENERS or hit.subject in _SELF or _denied(hit):
        return None
    if hit.next in {"mind", "ending", "never"} or hit.before[-1:] == ["as"] or not hit.after:
        return None
    return f"totality:{hit.form}"


_SOFTENERS = word_set("almost nearly practically virtually hardly usually seldom")


@decides("exactly", "precisely")
def to_the_point(hit: Hit) -> str | None:
    """*Exactly what they wanted* counts; *exactly 40* is a measure."""
    if _denied(hit) or (_NUMBER.fullmatch(hit.next) and hit.next != "a"):
        return None
    if hit.next in {"?", ""} or hit.previous in {"what", "how", "where", "when", "who", "why"}:
        return None  # what exactly happened?
    return f"totality:{hit.form}"


def _denied(hit: Hit) -> bool:
    """True where a negation stands right before the trigger, *so, very, quite* left aside."""
    for word in reversed(hit.before[-4:]):
        if word in NEGATIONS or word.endswith("n't") or word == "without":
            return True
        if word not in {
            "so",
            "very",
            "quite",
            "all",
            "that",
            "be",
            "been",
            "too",
            "at",
            "entirely",
        }:
            return False
    return False


def booster_by_default(hit: Hit) -> str | None:
    """A booster without a rule of its own counts, but not after *not* or *almost*."""
    if _denied(hit) or hit.previous in _SOFTENERS:
        return None
    return f"lexicon:{hit.trigger}"


def hedge_by_default(hit: Hit) -> str | None:
    """A hedge without a rule of its own counts wherever it stands."""
    return f"lexicon:{hit.trigger}"
