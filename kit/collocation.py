"""Words that stand together: n-grams and collocations."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.util import ngrams as nltk_ngrams

from kit.errors import KitError
from kit.texts import Text
from kit.titles import titled
from kit.words import function_words, tokens


@titled("Runs of words in")
def ngrams(text: Text, size: int = 2, *, at_least: int = 2) -> pd.DataFrame:
    """Runs of ``size`` words that occur ``at_least`` so often. They do not cross the end of a sentence.

    Columns ``ngram`` and ``count``, most frequent first. Raises KitError for a ``size`` below 1.

    >>> ngrams(Text("example", "An open secret. The open secret."))["ngram"].tolist()
    ['open secret']
    """
    if size < 1:
        raise KitError(f"A run of {size} words cannot be counted. Give a size of 1 or more.")
    counts = Counter(" ".join(gram) for norms in _sentences(text) for gram in nltk_ngrams(norms, size))
    rows = [(gram, n) for gram, n in counts.items() if n >= at_least]
    table = pd.DataFrame(rows, columns=["ngram", "count"])
    return table.sort_values(["count", "ngram"], ascending=[False, True], ignore_index=True)


@titled("Collocations in")
def collocations(text: Text, *, window: int = 2, at_least: int = 2) -> pd.DataFrame:
    """Pairs of content words that stand together more often than chance would have it.

    ``window`` is the number of words within which the two stand, in this order. Columns: ``pair``, ``count``,
    ``log_likelihood`` (Dunning 1993; above 3.84 is unlikely to be chance, at the 5 % level, for one
    pair looked at alone) and ``pmi``, pointwise mutual information in bits (Church and Hanks 1990; it
    overrates rare words). Function words are left out of the pairs, not of the distances.
    Raises KitError for a ``window`` below 2.

    >>> collocations(Text("example", "World War is war. World War came."))["pair"].tolist()
    ['world war']
    """
    if window < 2:
        raise KitError(f"Two words cannot stand within {window}. Give a window of 2 or more.")
    finder = BigramCollocationFinder.from_words(tokens(text), window_size=window)
    finder.apply_freq_filter(at_least)
    finder.apply_word_filter(lambda word: word in function_words())
    measures = BigramAssocMeasures()
    pmi = dict(finder.score_ngrams(measures.pmi))
    rows = [
        (" ".join(pair), finder.ngram_fd[pair], score, pmi[pair])
        for pair, score in finder.score_ngrams(measures.likelihood_ratio)
    ]
    return pd.DataFrame(rows, columns=["pair", "count", "log_likelihood", "pmi"])


def _sentences(text: Text) -> Iterable[list[str]]:
    return ([word.norm for word in sentence.words] for sentence in text.sentences)
