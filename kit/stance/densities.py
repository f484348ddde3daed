"""How thick hedges and boosters lie: in a text, its sentences or paragraphs, or around a name."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from kit.errors import KitError
from kit.lexicons import forms
from kit.stance.context import word_set
from kit.stance.detector import Finding, find_stance
from kit.texts import Passage, Text, Word, normalise
from kit.titles import titled

if TYPE_CHECKING:
    import pandas as pd

By = Literal["text", "sentence", "paragraph", "subject"]
Actors = Mapping[str, Sequence[str]]

NOBODY = "(no name)"  # the label of sentences whose subject names no actor


@titled("Density of hedges and boosters in")
def stance_density(text: Text, by: By = "text", actors: Actors | None = None) -> "pd.DataFrame":
    """Hedges and boosters per 100 words, one row for each unit.

    Columns: ``unit`` (the text's name, the number of the sentence or paragraph from 1, or a label),
    ``words``, ``hedges``, ``boosters`` (counts), ``hedges_per_100`` and ``boosters_per_100``. What
    stands in quotation marks is left out of the counts: those are not the writer's own words.
    Densities of units under some hundred words jump about; compare them with care.

    ``by="subject"`` groups sentences by ``subject_of``, with ``actors`` if given: ``{label:
    [forms]}``. Raises KitError for an unknown ``by``.

    >>> text = Text("example", "Ruritania may attack. It might. Graustark never would.")
    >>> stance_density(text, by="subject")[["unit", "words", "hedges", "boosters"]].values.tolist()
    [['Ruritania', 3, 1, 0], ['(no name)', 2, 1, 0], ['Graustark', 3, 1, 1]]
    """
    import pandas as pd

    findings = [finding for finding in find_stance(text) if not finding.quoted]
    starts = [finding.start for finding in findings]
    table: dict[str | int, list[int]] = {}
    for unit, passages in _units(text, by, actors).items():
        counts = [0, 0, 0]
        for passage in passages:
            inside = findings[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
            counts[0] += len(passage.words)
            counts[1] += _count(inside, "hedge")
            counts[2] += _count(inside, "booster")
        table[unit] = counts
    frame = pd.DataFrame(
        [(unit, *counts) for unit, counts in table.items()],
        columns=["unit", "words", "hedges", "boosters"],
    )
    for name in ("hedges", "boosters"):
        frame[f"{name}_per_100"] = 100 * frame[name] / frame["words"].where(frame["words"] > 0)
    return frame


def _count(findings: Iterable[Finding], kind: str) -> int:
    return sum(finding.kind == kind for finding in findings)


def _units(text: Text, by: By, actors: Actors | None) -> dict[str | int, list[Passage]]:
    if by == "text":
        return {text.name: [Passage(text.raw, 0, len(text.raw))]}
    if by == "sentence":
        return {number: [sentence] for number, sentence in enumerate(text.sentences, 1)}
    if by == "paragraph":
        return {number: [paragraph] for number, paragraph in enumerate(text.paragraphs, 1)}
    if by == "subject":
        groups: dict[str | int, list[Passage]] = {}
        for sentence in text.sentences:
            groups.setdefault(subject_of(sentence, actors) or NOBODY, []).append(sentence)
        return groups
    raise KitError(f"There is no density by '{by}'. Choose text, sentence, paragraph or subject.")


def subject_of(sentence: Passage, actors: Actors | None = None) -> str | None:
    """Who a sentence is about, by a simple rule: the name that stands before its first finite verb.

    With ``actors`` (``{"Russia": ["Russia", "Moscow", "the Kremlin"]}``) the first of their forms
    in that place gives the label; without, the first run of capitalised words does, a possessive
    *'s* left off. None where there is no such name. What opens the sentence before a comma (*In
    that case,*) and an impersonal frame (*The reality is that*) are skipped.

    **What it cannot do.** It does not parse. It knows finite verbs by a short list and by *-ed* and
    *-s* after a name, so it can run past a verb it does not know, and a sentence that opens with a
    clause (*If war is declared, ...*) yields no name. It does not follow pronouns (*it responded*)
    or other names of the same actor unless the caller lists them, takes the possessor for the actor
    (*Russia's critics*), and in a passive finds who is acted upon.

    >>> raw = "In that case, Russia’s army might resort to force against Ukraine."
    >>> subject_of(Passage(raw, 0, len(raw)))
    'Russia'
    >>> subject_of(Passage(raw, 0, len(raw)), {"the attacked": ["Ukraine"]}) is None
    True
    """
    place = _subject_place(sentence)
    if actors is None:
        return next((name for name in map(_bare, _NAME.findall(place)) if name), None)
    flat = normalise(place)
    found = [
        (match.start(), label)
        for label, spellings in actors.items()
        for form in spellings
        if (match := re.search(rf"(?<!\w){re.escape(normalise(form))}(?!\w)", flat))
    ]
    return min(found)[1] if found else None


_CAPITALISED = r"[^\W\d_a-z][\w.&]*(?:-[^\W\d_a-z]\w*)*(?![\w-])(?:[’']s(?!\w))?"
_NAME = re.compile(rf"(?<![\w-]){_CAPITALISED}(?:[ ]+(?:of[ ]+)?{_CAPITALISED})*")
_FRAME = re.compile(r"(?:it|the \w+)(?:'s| is| was| can't be| cannot be)(?: \w+){0,2} that ")


def _subject_place(sentence: Passage) -> str:
    """The words between what opens a sentence and its first finite verb."""
    frame = _FRAME.match(normalise(sentence.text))
    words = [word for word in sentence.words if not frame or word.start >= sentence.start + frame.end()]
    if not words:
        return ""
    opening = sentence.raw[words[0].start : words[_first_verb(words)].start]
    for part in opening.split(","):
        first = normalise(part.split()[0]) if part.split() else ""
        if first in _PRONOUNS:
            return ""
        if first and first not in _OPENERS and first[-3:] != "ing" and first[-2:] != "ly":
            return part
    return ""


def _bare(name: str) -> str:
    """A run of capitalised words without a leading *the* or the like, cut at a possessive."""
    kept: list[str] = []
    for word in name.split():
        plain = re.sub(r"[’']s$", "", word).rstrip(".")
        if not kept and normalise(plain) in _FUNCTION_WORDS and (len(plain) < 2 or not plain.isupper()):
            continue
        kept.append(plain)
        if plain != word.rstrip("."):
            break
    return " ".join(kept) if kept and kept[0][0].isupper() else ""


_FUNCTION_WORDS = frozenset(forms("function_words"))
_PRONOUNS = word_set("i you he she it we they this that these those there who what")
_OPENERS = word_set(
    "in on at by for from with without within after before during since until under over"
    " through despite amid amidst among between as if when while whereas although though"
    " because unless once to instead nevertheless nonetheless however moreover meanwhile still"
    " yet then thus hence so perhaps maybe indeed now today yesterday tomorrow of here"
)
_FINITE = word_set(
    "is are was were has have had will would can could may might must shall should do does"
    " did isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot"
    " couldn't mustn't shouldn't don't doesn't didn't it's that's there's he's she's said told"
    " went made took gave came saw began held left kept sent met won lost led knew thought"
    " felt found got became brought fought spoke wrote ran seem appear"
)


def _first_verb(words: Sequence[Word]) -> int:
    """Index of the first word that looks like a finite verb; the last word where there is none."""
    named = False
    for index, word in enumerate(words):
        form = word.norm
        if form in _FINITE or form.endswith(("'d", "'ll", "'re", "'ve")):
            return index
        if word.text[0].isupper():
            named = named or form not in _FUNCTION_WORDS or word.text.isupper()
        elif named and "-" not in form and len(form) > 3:
            right_after = words[index - 1].text[0].isupper()
            third_person = form[-1] == "s" and form[-2:] not in {"ss", "us", "'s"}
            if form.endswith("ed") or (third_person and right_after):
                return index
    return len(words) - 1
