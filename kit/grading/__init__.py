"""Grading of exported notebooks: opened, marked from their records, reported. Knows no widgets."""
