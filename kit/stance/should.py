"""Context rule for *should* and *ought to*: expectation is a hedge, duty and advice are none.

It reads from the outside in: questions and conditions first, then comparisons (*as it should*), then
the verb, and last whether the subject is somebody who can have a duty.
"""

from kit.stance.context import Hit, decides, word_set


@decides("should", "ought to")
def should(hit: Hit) -> str | None:
    """What is to be expected counts (*it should arrive today*); what is somebody's duty does not.

    Things have no duties, so what a thing should do or be is an expectation, unless somebody else is
    to see to it (*the law should be repealed*). What people should do is a duty, unless it happens
    to them or lies in their state of mind (*you should enjoy it, they should win*).
    """
    if not hit.before or hit.previous in _OPEN or "if" in hit.before[-3:]:
        return None  # should you need help; why should I; if it should rain
    after = [word for word in hit.after if word not in _PASSED_OVER and word[-2:] != "ly"]
    verb, rest = (after[0], after[1:]) if after else ("", [])
    somebody = _somebody(hit)
    if hit.before[-2:-1] and hit.before[-2] in _MEASURES and not somebody:
        return "modal:should, as is expected"  # does not work as it should
    if not verb.isalpha():
        return None
    if verb == "be":
        expected = _state_expected(rest, somebody)
    elif verb in {"have", "ve"}:
        expected = _past_expected(rest, somebody)
    else:
        expected = verb in _BEFALLS or (verb, *rest[:1]) in _BEFALLS_IN_TWO or not somebody
    return "modal:should, expectation" if expected else None


def _state_expected(rest: list[str], somebody: bool) -> bool:
    """For *should be ...*: a state to be found, not a thing to be done."""
    if set(rest[:2]) & _STATES_TO_BE or (rest and rest[0][0].isdigit()):
        return True
    if somebody or not rest or not rest[0].isalpha() or rest[0] == "that":
        return False
    return not (looks_like_participle(rest[0]) or rest[0].endswith("ing"))


def _past_expected(rest: list[str], somebody: bool) -> bool:
    """For *should have ...*: what was to be expected, not what somebody failed to do."""
    if {"by", "already"} & set(rest[1:8]) or {"trouble", "problems"} & set(rest[:4]):
        return True  # they should have arrived by now
    if somebody or not rest:
        return False
    return not (rest[0] == "been" and len(rest) > 1 and looks_like_participle(rest[1]))


def _somebody(hit: Hit) -> bool:
    """True where the subject looks like a person, a group or an institution: they have duties."""
    subject = hit.subject
    if subject in _THINGS or not subject[:1].isalpha():
        return False
    if subject in _PRONOUNS or subject.removesuffix("s").endswith(_PERSON_ENDINGS):
        return True
    if {subject, subject.removesuffix("s"), subject.removesuffix("ies") + "y"} & _PERSONS:
        return True
    at = hit.sentence.flat.rfind(subject, hit.sentence.first, hit.start)
    name = hit.sentence.raw[at].isupper()
    if at == hit.sentence.first:  # Russia should, but not Prices should
        return name and not subject.endswith("s")
    return name


def looks_like_participle(word: str) -> bool:
    """A guess by form: ``-ed``, ``-en``, ``-wn``, or one of the common irregular participles.

    >>> looks_like_participle("repealed"), looks_like_participle("read"), looks_like_participle("open")
    (True, True, False)
    """
    return word in _IRREGULAR or (
        len(word) > 4 and word.endswith(("ed", "wn", "en")) and word not in _NO_PARTICIPLES
    )


_OPEN = word_set('why how what where when who whom whether , ; : ( " “ ” - — – . ! ?')
_PASSED_OVER = word_set("also not n't t now then still to in reality only even soon all at ever never just")
_MEASURES = word_set("as than like how well")
_THINGS = word_set(
    "it this that these those there which what nothing something everything anything things both all"
)
_PRONOUNS = word_set(
    "i you he she we they who one ones others everyone everybody somebody someone anyone anybody nobody"
    " people men women children police"
)
_PERSONS = word_set(
    "person child kid minor adult parent boy girl father mother fan friend member citizen voter public"
    " society community world nation country state government administration authority agency ministry"
    " department parliament congress senate court council commission committee party union alliance ally"
    " bank firm company corporation school university church city town army navy force troop soldier"
    " officer commander president minister official leader ruler king queen mayor governor judge lawyer"
    " doctor nurse teacher student pupil worker employer employee owner maker lawmaker manufacturer"
    " producer designer engineer driver passenger player writer author reader viewer visitor traveller"
    " traveler buyer customer consumer investor expert critic reporter editor director manager team staff"
    " crew press media rebel enemy novice beginner user"
)
_PERSON_ENDINGS = ("ist", "ian", "man", "men", "woman")
_STATES_TO_BE = word_set(
    "able available enough sufficient fine easy easier ready ok okay over here there home"
    " possible plenty visible clear obvious familiar fun straightforward safe soon about around"
    " apparent delighted pleased satisfied finished completed delivered resolved gone"
)
_BEFALLS = word_set(
    "arrive recover land last work fit cost suffice prove become rise fall grow drop happen appear"
    " emerge result satisfy please appeal yield help win lose enjoy like love appreciate recognize"
    " recognise notice find feel suit blend survive"
)
_BEFALLS_IN_TWO = frozenset(
    {("come", "as"), ("pick", "up"), ("pay", "off"), ("do", "well"), ("do", "fine"), ("do", "a")}
    | {("take", "a"), ("take", "no"), ("take", "about"), ("take", "less"), ("lead", "to"), ("make", "it")}
    | {("do", "the"), ("hold", "up"), ("make", "for"), ("go", "well"), ("have", "no"), ("know", "better")}
)
_NO_PARTICIPLES = word_set(
    "open even seven eleven ten often garden golden wooden sudden brown indeed tired scared worried"
    " excited pleased amused frightened exhausted limited crowded complicated interested"
)
_IRREGULAR = word_set(
    "been gone seen done used had come become run put let set cut hit got made said taken given told"
    " found left kept held brought bought thought felt met sent spent lost won heard read paid"
    " built stood fallen led caught taught fought begun drunk sung swum meant known written broken"
    " driven eaten shown thrown worn sold drawn"
)
