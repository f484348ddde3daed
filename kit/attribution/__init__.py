"""Who is said to have said, thought or wanted what; quotations and scare quotes.

``detector`` puts the pieces together; the others each hold one step of it: tokens, quotations, cues,
sources, contents.
"""

from kit.attribution.detector import Attribution, find_attributions, who_speaks
from kit.attribution.scare_quotes import ScareQuote, find_scare_quotes

__all__ = ["Attribution", "ScareQuote", "find_attributions", "find_scare_quotes", "who_speaks"]
