"""Counting words: frequency, concordance, n-grams, collocations, keyness, dispersion.

A *token* is one running word, a *type* one distinct word form. Tables are pandas frames.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pandas as pd
from nltk.stem import SnowballStemmer

from kit import measures
from kit.errors import KitError
from kit.kwic import Concordance
from kit.lexicons import forms
from kit.texts import Text, Word, normalise, words_in
from kit.titles import entitle, named, titled

PER = 1_000  # relative frequencies are given per 1,000 tokens


@cache
def function_words() -> frozenset[str]:
    """Grammatical words (articles, pronouns, prepositions ...), as lower-case forms.

    >>> "the" in function_words(), "russia" in function_words()
    (True, False)
    """
    return frozenset(forms("function_words"))


def tokens(text: Text) -> list[str]:
    """The running words in the form under which they are counted.

    >>> tokens(Text("example", "Russia’s move. A move by Russia."))
    ["russia's", 'move', 'a', 'move', 'by', 'russia']
    """
    return [word.norm for word in text.words]


def type_token_ratio(text: Text) -> float:
    """Types divided by tokens, between 0 and 1. It falls as a text grows: compare equal lengths only.

    Raises KitError for a text with no words.

    >>> type_token_ratio(Text("example", "to be or not to be"))
    0.6666666666666666
    """
    running = tokens(text)
    if not running:
        raise KitError(f"{text.name} has no words to count. Choose another text.")
    return len(set(running)) / len(running)


@titled("Words of")
def frequency(text: Text, *, without_function_words: bool = False, grouped: bool = False) -> pd.DataFrame:
    """How often each word occurs, most frequent first.

    Columns: ``word``; ``count``; ``per_1000``, the count for every 1,000 tokens of the whole text,
    function words included, so that the two views can be compared. With ``grouped`` the forms of a word
    (*strike, striking, Russia, Russia’s*) are counted as one under its most frequent form, and ``forms``
    lists them; the groups come from the Snowball stemmer and are sometimes wrong.

    >>> frequency(Text("example", "A move. Russia’s move. Russia moves."), grouped=True).word.tolist()
    ['move', 'russia', 'a']
    """
    running = tokens(text)
    counts = Counter(running)
    if without_function_words:
        counts = Counter({word: n for word, n in counts.items() if word not in function_words()})
    table = _grouped(counts) if grouped else pd.DataFrame(counts.items(), columns=["word", "count"])
    table["per_1000"] = table["count"] / max(1, len(running)) * PER
    return table.sort_values(["count", "word"], ascending=[False, True], ignore_index=True)


def _grouped(counts: Counter[str]) -> pd.DataFrame:
    groups: dict[str, list[str]] = {}
    for word, _ in counts.most_common():
        groups.setdefault(stem(word), []).append(word)
    for group in groups.values():
        group.sort(key=lambda word: (-counts[word], len(word)))
    rows = [(group[0], sum(counts[w] for w in group), ", ".join(group)) for group in groups.values()]
    return pd.DataFrame(rows, columns=["word", "count", "forms"])


_stemmer = SnowballStemmer("english")


@cache
def stem(word: str) -> str:
    """What is left of a word without its endings; forms that share it are counted together.

    >>> stem("striking") == stem("strikes"), stem("russia's") == stem("russia")
    (True, True)
    """
    return str(_stemmer.stem(normalise(word)))


def occurrences(text: Text, phrase: str) -> list[tuple[Word, ...]]:
    """Every place where a word or a phrase stands, as the words it is made of.

    Letters count as the same in upper and lower case, and so do curly and straight apostrophes. A word
    matches whole tokens only (*war* is not found in *warning*); a ``*`` at its end finds every token that
    begins so (*escalat\\**). Punctuation round the words is passed over; no phrase goes on after a paragraph.

    Raises KitError for a phrase with no word in it.
    """
    wanted = _wanted(phrase)
    if not wanted:
        raise KitError("There is no word to look for. Give one, such as 'charade'.")
    return [found for part in text.paragraphs for found in _runs(part.words, wanted)]


def _wanted(phrase: str) -> list[str]:
    """The words of a phrase as they are compared; one with a star and an abbreviation stay as typed."""
    wanted: list[str] = []
    for typed in normalise(phrase).split():
        words = [word.norm for word in words_in(typed)]
        whole = typed in _abbreviations() or (words and typed.endswith("*"))
        wanted += [typed] if whole else words
    return wanted


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(normalise(form) for form in forms("abbreviations"))


def _runs(running: list[Word], wanted: list[str]) -> Iterator[tuple[Word, ...]]:
    norms = [word.norm for word in running]
    for at in range(len(norms) - len(wanted) + 1):
        if all(_matches(norms[at + step], form) for step, form in enumerate(wanted)):
            yield tuple(running[at : at + len(wanted)])


def _matches(norm: str, pattern: str) -> bool:
    return norm.startswith(pattern[:-1]) if pattern.endswith("*") else norm == pattern


def count(text: Text, phrase: str) -> int:
    """How often a word or phrase occurs; see ``occurrences`` for what counts as the same.

    >>> count(Text("example", "War? A warning of war."), "war")
    2
    """
    return len(occurrences(text, phrase))


def concordance(text: Text, phrase: str, *, width: int = 40) -> Concordance:
    """Every occurrence with its surroundings: a KWIC table, *key word in context*.

    Columns: ``left`` and ``right``, up to ``width`` characters each side within the paragraph; ``keyword`` as
    written; ``paragraph``, counted from 1; ``start``, the offset in the file.

    Raises KitError where the phrase does not occur.

    >>> table = concordance(Text("example", "No war is a small war."), "war")
    >>> table[["left", "keyword", "right"]].values.tolist()
    [['No ', 'war', ' is a small war.'], ['No war is a small ', 'war', '.']]
    """
    places = occurrences(text, phrase)
    if not places:
        raise KitError(
            f"'{phrase}' does not occur in {text.name}. "
            f"Check the spelling, or look for the beginning of a word: '{phrase[:4]}*'."
        )
    rows, number = [], 0
    for words in places:
        start, end = words[0].start, words[-1].end
        while text.paragraphs[number].end < end:
            number += 1
        within = text.paragraphs[number]
        left = text.raw[max(within.start, start - width) : start]
        right = text.raw[end : min(within.end, end + width)]
        rows.append((left, text.raw[start:end], right, number + 1, start))
    table = Concordance(rows, columns=["left", "keyword", "right", "paragraph", "start"])
    entitle(table, f"“{phrase}” in {named(text)}")
    return table


@titled("Keyness:")
def keyness(text: Text, reference: Text, *, at_least: int = 1) -> pd.DataFrame:
    """Every word of ``text`` compared with ``reference``, the most distinctive first.

    Columns: ``word``; ``count`` and ``reference_count``; ``per_1000`` and ``reference_per_1000``; then
    ``ll_2cell``, ``ll_4cell``, ``bic``, ``log_ratio`` and ``percent_difference`` as ``kit.measures``
    defines them. Words rarer than ``at_least`` in ``text`` are left out. Sorted by ``ll_2cell``, with words
    that ``text`` uses *less* than the reference after those it uses more.

    Raises KitError when either text has no words.
    """
    here, there = Counter(tokens(text)), Counter(tokens(reference))
    sizes = (here.total(), there.total())
    for side, size in zip((text, reference), sizes, strict=True):
        if not size:
            raise KitError(f"{side.name} has no words to compare with. Choose another text.")
    rows = []
    for word, a in here.items():
        if a < at_least:
            continue
        cells = (a, there[word], *sizes)
        ll = measures.log_likelihood_2cell(*cells)
        relative = (a / sizes[0] * PER, there[word] / sizes[1] * PER)
        likelihoods = (ll, measures.log_likelihood_4cell(*cells), measures.bic(ll, *sizes))
        effects = (measures.log_ratio(*cells), measures.percent_difference(*cells))
        rows.append((word, a, there[word], *relative, *likelihoods, *effects))
    table = pd.DataFrame(rows, columns=_KEYNESS_COLUMNS)
    order = table.assign(under_used=table["log_ratio"] < 0).sort_values(
        ["under_used", "ll_2cell", "word"], ascending=[True, False, True], ignore_index=True
    )
    return order.drop(columns="under_used")


_KEYNESS_COLUMNS = [
    "word",
    "count",
    "reference_count",
    "per_1000",
    "reference_per_1000",
    "ll_2cell",
    "ll_4cell",
    "bic",
    "log_ratio",
    "percent_difference",
]


@titled("Spread of words over")
def dispersion(text: Text, *words: str) -> pd.DataFrame:
    """How evenly each word is spread over the paragraphs of a text. One row a word.

    Columns: ``word``; ``count``; ``range``, the number of paragraphs it stands in; ``juilland_d`` (1 is
    even); ``dp`` and ``dp_norm`` (0 is even). Paragraphs without a word in them are passed over.

    Raises KitError for a word that does not occur, and for a text of fewer than two paragraphs.
    """
    parts = [[word.norm for word in part.words] for part in text.paragraphs if part.words]
    sizes = [len(part) for part in parts]
    if len(parts) < 2:
        raise KitError(f"{text.name} has fewer than two paragraphs to spread a word over.")
    rows = []
    for word in words:
        counts = [part.count(normalise(word)) for part in parts]
        if not any(counts):
            raise KitError(f"'{word}' does not occur in {text.name}. Check the spelling.")
        rows.append(
            {
                "word": word,
                "count": sum(counts),
                "range": measures.part_range(counts),
                "juilland_d": measures.juilland_d(counts, sizes),
                "dp": measures.deviation_of_proportions(counts, sizes),
                "dp_norm": measures.deviation_of_proportions_normalised(counts, sizes),
            }
        )
    return pd.DataFrame(rows)
