"""Hedges and boosters: where a writer holds back from a claim, and where the door is shut on others.

``detector`` looks for the forms of the word lists; the modules named after word classes say when such a form
counts; ``densities`` says how thick they stand.
"""

from kit.stance.detector import Finding, find_stance
from kit.stance.schemes import CODEBOOK, SPECULATION, Scheme

__all__ = ["CODEBOOK", "SPECULATION", "Finding", "Scheme", "find_stance"]
