"""``kit analyse``: speed beside nltk's tokeniser, what a second job brings, memory, start-up."""

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import kit
from tests.benchmarks.measure import Figure, python, ratio, seconds

KIT = [sys.executable, "-c", "from kit.cli import main; main()", "analyse", "--format", "jsonl"]
TOKENISE = (
    "import sys; from nltk.tokenize import NLTKWordTokenizer as T\n"
    "for path in sys.argv[1:]: T().tokenize(open(path, encoding='utf8').read())"
)
FILES = 20


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    article = kit.read("article")
    copies = 1_000_000 // len(article.words) // FILES + 1
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / f"{number:02}.txt") for number in range(FILES)]
        for path in paths:
            Path(path).write_text((article.raw + "\n") * copies, "utf-8")
        ratios, gains = [], []
        for _ in range(3):
            one = seconds(lambda: run(*KIT, *paths))
            ratios.append(one / seconds(lambda: run(sys.executable, "-c", TOKENISE, *paths)))
            gains.append(one / seconds(lambda: run(*KIT, "--jobs", "2", *paths)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Figure(
        "1,000,000 words, one core / nltk tokenising them", statistics.median(ratios), "times", "at most 4"
    )
    yield Figure("one job / two jobs", statistics.median(gains), "times", "at least 1.7")
    yield Figure("peak memory of one process, 1,000,000 words in 20 files", peak, "MB", "under 500")
    start = ratio(lambda: run(*KIT, "article"), python("import pandas, nltk"), 7)
    yield Figure("kit analyse article / import pandas, nltk", start, "times", "under 2")
