"""Between the Lines: a teaching kit on how persuasive texts work.

Everything a lesson uses is reached from here: ``kit.read("article")``,
``kit.frequency(text)``, ``kit.ask("01-words.q1")``. Names are loaded on first
use, so ``import kit`` stays quick.
"""

import sys
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

if "IPython" in sys.modules:
    from kit.frames import show_frames

    show_frames()

_HOME = {
    "read": "texts",
    "Text": "texts",
    "KitError": "errors",
    "frequency": "words",
    "concordance": "words",
    "collocations": "collocation",
    "ngrams": "collocation",
    "type_token_ratio": "words",
    "dispersion": "words",
    "keyness": "words",
    "count": "words",
    "occurrences": "words",
    "highlight": "show",
    "bar_chart": "charts",
    "dispersion_plot": "charts",
    "stance_table": "findings",
    "attribution_table": "findings",
    "scare_quote_table": "findings",
    "compare_with_reference": "findings",
    "stance_density": "stance.densities",
    "who_speaks": "attribution",
    "ask": "quiz",
    "answer": "answering",
    "check": "coding",
    "receipt": "receipts",
    "take_with_you": "luggage",
    "profile": "profiles",
    "devices": "profiles",
    "sentences_without_source": "profiles",
    "profile_chart": "small_multiples",
    "side_by_side": "columns",
    "load_text": "own_texts",
    "own_text": "own_texts",
    "caution": "own_texts",
    "draft_bank": "drafts",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"kit has no '{name}'. It has: {', '.join(__all__)}.")
    value = getattr(import_module(f"kit.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
