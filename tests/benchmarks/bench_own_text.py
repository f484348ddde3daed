"""What lesson 05 does with a text of 10,000 words, step by step."""

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import kit
from kit.banks import load_bank
from tests.benchmarks.measure import Figure, seconds


def figures() -> Iterator[Figure]:
    """The figures of this module, one after the other."""
    article = kit.read("article")
    raw = "\n".join([article.raw] * 16)
    steps: dict[str, Callable[[kit.Text], object]] = {
        "frequency table": kit.frequency,
        "stance table": kit.stance_table,
        "attribution table": kit.attribution_table,
        "profile": kit.profile,
        "draft bank": kit.draft_bank,
        "loading the draft bank": lambda text: load_bank(Path(f"{text.name}-questions.toml")),
    }
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for name, step in steps.items():
                text = kit.Text("long", raw)  # a fresh one, so that no step profits from another
                yield Figure(
                    f"{name} of {len(text.words):,} words",
                    seconds(partial(step, text)),
                    "s",
                    "under 2",
                )
        finally:
            os.chdir(home)
