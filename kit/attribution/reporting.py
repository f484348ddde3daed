"""The cues: words that lay a claim, a thought, an intention or a judgement at someone's door."""

from functools import cache
from typing import NamedTuple

from kit.lexicons import rows


class Cue(NamedTuple):
    """One entry of the word list of reporting verbs.

    ``takes`` names what may follow: ``quote``, ``clause`` (no *that*), ``that`` (with *that*,
    *whether* or a question word), ``noun``, ``to`` (an infinitive), ``ing``, ``hearer`` (*told
    reporters that*), or a preposition, which then belongs to the cue; ``passive`` if the passive is
    a cue too. ``particle`` is the second word of a verb of two words (*point out*), ``noun_too`` is
    True where the plain form is a noun as well (*claim*).
    """

    lemma: str
    category: str
    takes: frozenset[str]
    particle: str
    form: str
    noun_too: bool


@cache
def reporting_verbs() -> dict[str, tuple[Cue, ...]]:
    """The entries that a form may stand for, longest first.

    >>> [cue.lemma for cue in reporting_verbs()["pointed"]]
    ['point out', 'point to']
    """
    found: dict[str, list[Cue]] = {}
    for row in rows("reporting_verbs"):
        head, _, particle = row["form"].partition(" ")
        cue = Cue(
            row["form"],
            row["category"],
            frozenset(row["takes"].split()),
            particle,
            head,
            bool(row["also"]),
        )
        inflected = [form.partition("_")[0] for form in row["inflections"].split()]
        for form in dict.fromkeys([head, *inflected]):
            found.setdefault(form, []).append(cue)
    return {form: tuple(sorted(cues, key=lambda cue: -len(cue.particle))) for form, cues in found.items()}


@cache
def verb_forms() -> frozenset[str]:
    """Every form of a verb in either word list."""
    everyday = {form for row in rows("common_verbs") for form in [row["form"], *row["inflections"].split()]}
    return frozenset(everyday | set(reporting_verbs()))


@cache
def noun_cues() -> dict[str, dict[str, str]]:
    """The rows of the word list of reporting nouns, by singular and plural."""
    return {
        form: row for row in rows("reporting_nouns") for form in [row["form"], *row["inflections"].split()]
    }


@cache
def adjective_cues() -> dict[str, frozenset[str]]:
    """Adjectives of thought and judgement, with what may follow them."""
    return {row["form"]: frozenset(row["takes"].split()) for row in rows("reporting_adjectives")}


@cache
def triggers() -> frozenset[str]:
    """Every word or mark at which a rule begins."""
    other = {":", "in", "according", "per", "reportedly", "allegedly"}
    return frozenset(reporting_verbs()) | frozenset(noun_cues()) | frozenset(adjective_cues()) | other


POLLS = frozenset({"poll", "survey", "study", "average"})


@cache
def sentence_triggers() -> frozenset[str]:
    """The words and marks without which a sentence holds no attribution.

    *In* begins a rule, but only with a poll in the sentence.
    """
    return (triggers() - {"in"}) | POLLS
