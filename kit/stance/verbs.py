"""Context rules for verbs: *seem, appear, suggest, think, know, prove* and their kin."""

from kit.stance.context import NEGATIONS, Hit, decides, word_set

_SELF = frozenset({"i", "we"})
_PERSONAL = word_set("i you he she we they who")
_CLAUSE_OPENERS = word_set(
    "that this these those it there he she they we you i the a an his her their its our my"
    " your no some many most all what how why such people everyone nobody"
)
_ATTRIBUTED = word_set(
    "said says say saying claimed claims claim claiming argued argues argue insisted insists"
    " alleged alleges asserted asserts according told tells maintains maintained"
)


@decides("appear")
def appear(hit: Hit) -> str | None:
    """To look as if counts; to come into sight does not (*appeared on stage*)."""
    following = next((word for word in hit.after if word not in {"also", "not", "now", "still"}), "")
    if hit.trigger == "appearing" and following != "to":
        return None
    if following == "to":
        return "verb:appear, looks as if"
    if following in _PLACES or not following.isalpha() or following[-2:] == "ly":
        return None
    return "verb:appear, looks as if"


_PLACES = word_set(
    "on in at before with within next near beside alongside under above over from throughout"
    " here there again out several live twice once only and or but as by when where while"
    " after until during for behind between among across inside this last every first later"
    " online together side today"
)


@decides("suggest")
def suggest(hit: Hit) -> str | None:
    """What evidence suggests counts; what a person suggests is a proposal."""
    if hit.trigger == "suggesting":
        return "verb:suggest, evidence points" if hit.next == "that" else None
    subject = hit.subject
    if subject in _PERSONAL or subject in {"", "may", "would"} or _named(hit):
        return None
    if hit.next in {"you", "we", "not"} or hit.next.endswith("ing") or "should" in hit.after[:6]:
        return None
    return "verb:suggest, evidence points"


@decides("indicate")
def indicate(hit: Hit) -> str | None:
    """What evidence indicates counts; what a person or a lamp indicates does not."""
    if hit.subject in _PERSONAL or _named(hit) or hit.next not in _CLAUSE_OPENERS - {"the", "a"}:
        return None
    return "verb:indicate, evidence points"


def _named(hit: Hit) -> bool:
    """True where the word before the trigger has a capital in mid-sentence: a name."""
    head = hit.sentence.raw[max(hit.sentence.first, hit.start - 60) : hit.start].split()
    while head and head[-1].lower() in {"also", "then", "now", "has", "had", "have", "later"}:
        head.pop()
    return bool(head) and head[-1][:1].isupper() and head[-1] not in {"I", "This", "That", "It"}


def _own(hit: Hit) -> bool:
    """True where the subject is *I* or *we* and nothing shows a fixed turn of phrase."""
    if hit.subject not in _SELF:
        return False
    blocked = {"can", "can't", "cannot", "could", "couldn't", "hardly", "ever", "must", "should"}
    return not blocked & hit.auxiliaries


@decides("think", "believe", "reckon")
def own_opinion(hit: Hit) -> str | None:
    """The writer's own *I think* counts; what others think is theirs."""
    if hit.trigger.endswith("ing") or not _own(hit) or hit.previous == "to":
        return None
    if hit.next in _NOT_A_CLAIM or hit.next in {"", "?", "back", "long"}:
        return None
    if hit.form == "believe" and (hit.next == "in" or _object_only(hit)):
        return None
    if hit.before[-3:-1] in (["what", "do"], ["so", "do"]):
        return None
    return f"verb:{hit.form}, the writer's own"


def _object_only(hit: Hit) -> bool:
    """True for *I believe you.* but not for *I believe you can go.*"""
    return hit.next in {"me", "him", "them"} or (
        hit.next in {"you", "her", "it"} and not (hit.after[1:2] and hit.after[1].isalpha())
    )


_NOT_A_CLAIM = word_set("about of over through twice hard aloud up ahead back long deeply")


@decides("guess", "suppose", "imagine", "presume", "assume", "estimate")
def own_supposition(hit: Hit) -> str | None:
    """The writer's own *I guess* counts; so does *is supposed to be*, a worth others report."""
    if hit.form == "suppose" and hit.trigger == "supposed":
        return _supposed(hit)
    if hit.trigger == "assuming":
        return None
    if hit.trigger == "guessing":
        own = hit.subject in _SELF and bool({"'m", "'re", "am", "are"} & hit.auxiliaries)
        return "verb:guess, the writer's own" if own or hit.previous in {"im", "i'm"} else None
    if not _own(hit) or hit.next in _NOT_A_CLAIM or hit.next in {"right", "wrong", "correctly"}:
        return None
    if hit.form in {"imagine", "estimate", "assume"} and hit.next not in _CLAUSE_OPENERS | {
        ",",
        "so",
    }:
        return None
    if hit.form == "imagine" and hit.trigger == "imagined":
        return None
    return f"verb:{hit.form}, the writer's own"


def _supposed(hit: Hit) -> str | None:
    """*Is supposed to be good* is a worth others report; *you are supposed to wait* is a duty."""
    if hit.next == "to" and hit.after[1:2] and hit.after[1].isalpha():
        stative = hit.after[1] in {"be", "have"} and hit.after[2:3] != ["doing"]
        return "verb:suppose, reported" if stative or hit.subject not in _PERSONAL else None
    if hit.previous in {"the", "a", "this", "his", "her", "their", "its", "these", "those", "our"}:
        return "verb:suppose, reported"
    return None


@decides("suspect", "expect", "doubt")
def own_forecast(hit: Hit) -> str | None:
    """The writer's own *I suspect that* counts; to suspect or expect a person does not."""
    if hit.form == "doubt" and hit.trigger == "doubt" and hit.previous in {"no", "a", "any", "in"}:
        return None
    if hit.trigger in {"expected", "doubted"} or not _own(hit) or hit.next in {"to", "from", "of"}:
        return None
    if hit.form in {"suspect", "doubt"} and hit.next in {"him", "her", "them", "me", "you", ""}:
        return None
    return f"verb:{hit.form}, the writer's own"


@decides("know")
def know(hit: Hit) -> str | None:
    """*We know that* counts; what others know is theirs, and *know how* is a skill."""
    if hit.trigger == "known":
        passive = hit.before[-3:] in (["it", "is", "well"],) or hit.before[-2:] == ["it", "is"]
        passive = passive or hit.before[-2:] == ["it's", "well"] or hit.previous == "it's"
        return "factive:know, asserted" if passive and hit.next == "that" else None
    if hit.negated or hit.auxiliaries & _HOLD_BACK or not _asserted(hit) or "if" in hit.before[-4:]:
        return None
    generic = {"everyone", "everybody", "anyone", "all", "us"}
    if hit.trigger == "know" and hit.subject in _SELF | {"you", "all"} and _opens_fact(hit):
        return "factive:know, the writer's own"
    if hit.trigger == "knows" and hit.subject in generic and _opens_fact(hit):
        return "factive:know, everybody's"
    return None


def _opens_fact(hit: Hit) -> bool:
    if hit.next in {"that", "there", "it's", "this", "full", "for", "from", "perfectly", "very"}:
        return hit.next != "this" or hit.after[1:2] != ["."]
    return hit.next in _CLAUSE_OPENERS - {
        "what",
        "how",
        "why",
        "him",
        "her",
        "you",
        "no",
        "some",
    } and (bool({"is", "are", "was", "were", "has", "have", "will", "can"} & set(hit.after[1:6])))


_HOLD_BACK = NEGATIONS | word_set(
    "may might could would should must can cannot can't don't didn't doesn't couldn't"
    " wouldn't won't isn't wasn't 'd 'll will to did do does"
)


def _asserted(hit: Hit) -> bool:
    """False where somebody else is given as the source earlier in the sentence."""
    return not _ATTRIBUTED & set(hit.before)


@decides("show", "prove", "demonstrate", "establish", "confirm")
def factive(hit: Hit) -> str | None:
    """*This proves that* counts, being asserted; *proved to be, TV show, marched* do not."""
    verb, following = hit.form, hit.next_verb
    if hit.auxiliaries & _HOLD_BACK or hit.previous == "to" or not _asserted(hit):
        return None
    if hit.subject in _PERSONAL | {"", "the", "a", "an", "not", "and", "or", "if"} or _named(hit):
        return None
    noun = verb == "show" and hit.previous in {"the", "a", "this", "that", "his", "her"}
    if hit.subject in _NOUN_LEADS or (noun and following not in {"that", "how"}):
        return None  # a television show
    if following in {"that", "how", "beyond", "conclusively", "once"}:
        return f"factive:{verb}, asserted"
    if hit.previous == "as" or following in {"to", "up", "off", "a", "an", "signs", "for"}:
        return None
    if verb == "prove" and hit.trigger in {"proves", "proved"} and following in _THINGS:
        return "factive:prove, asserted"
    if verb == "show" and hit.trigger in {"shows", "showed"} and following in {"what", "why", "who"}:
        return "factive:show, asserted"
    if verb == "demonstrate" and hit.trigger == "demonstrates" and following in _THINGS | {"what", "why"}:
        return "factive:demonstrate, asserted"
    return None


_NOUN_LEADS = word_set("tv television radio talk game trade quiz reality stage best")
_THINGS = word_set("the his her its their our my your it this him them otherwise nothing once")
