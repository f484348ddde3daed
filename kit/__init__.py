"""Between the Lines: a teaching kit on how persuasive texts work.

Everything a lesson uses is reached from here: ``kit.read("article")``,
``kit.frequency(text)``, ``kit.ask("01-words.q1")``. Names are loaded on first
use, so ``import kit`` stays quick.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "read": "texts",
    "Text": "texts",
    "KitError": "errors",
    "frequency": "words",
    "concordance": "words",
    "collocations": "words",
    "ngrams": "words",
    "type_token_ratio": "words",
    "dispersion": "words",
    "keyness": "words",
    "count": "words",
    "occurrences": "words",
    "highlight": "show",
    "bar_chart": "charts",
    "dispersion_plot": "charts",
    "stance": "findings",
    "stance_table": "findings",
    "attribution_table": "findings",
    "scare_quote_table": "findings",
    "attributions": "findings",
    "scare_quotes": "findings",
    "compare_with_reference": "findings",
    "stance_density": "stance_density",
    "who_speaks": "attribution",
    "ask": "quiz",
    "check": "coding",
    "receipt": "receipt",
    "take_with_you": "luggage",
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


class _Package(ModuleType):
    """Keeps ``kit.stance`` the function: loading the module of that name would put the module there."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
