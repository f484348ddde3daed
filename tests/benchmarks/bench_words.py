"""Reading, tokenising and counting, beside nltk's own tokeniser on the same text."""

from collections.abc import Iterator

from nltk.tokenize import NLTKWordTokenizer

import kit
from tests.benchmarks.measure import Figure, python, ratio


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    article = kit.read("article").raw
    million = (article + "\n") * (1_000_000 // len(kit.read("article").words) + 1)

    def tokenise() -> object:
        text = kit.Text("million", million)
        return text.words, text.sentences

    def peer() -> object:
        return NLTKWordTokenizer().tokenize(million)

    yield Figure(
        "import kit / import pandas, ipywidgets, nltk",
        ratio(python("import kit"), python("import pandas, ipywidgets, nltk"), 7),
        "times",
        "at most 1.2",
    )
    everything = "import kit; [getattr(kit, name) for name in kit.__all__]"
    yield Figure(
        "import kit with every name used / the same imports",
        ratio(python(everything), python("import pandas, ipywidgets, nltk"), 7),
        "times",
        "none set",
    )
    yield Figure(
        "words and sentences of 1,000,000 words / nltk tokenising",
        ratio(tokenise, peer, 3),
        "times",
        "at most 2",
    )
    yield Figure(
        "frequency table of 1,000,000 words / nltk tokenising",
        ratio(lambda: kit.frequency(kit.Text("million", million)), peer, 3),
        "times",
        "under 3",
    )
