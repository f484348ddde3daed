"""Figures printed by ``make bench``: each a ratio to a peer, measured in turn with it in one run."""
