"""How many of the changes that mutmut made in scoring, agreement and marking a test noticed."""

import json
import sys
from pathlib import Path

ENOUGH = 85  # percent
NOTICED = ("killed", "timeout", "segfault")


def share_noticed(counts: dict[str, int]) -> float:
    """The share noticed of all mutants, in percent; one that no test reaches counts as not noticed."""
    return 100 * sum(counts[kind] for kind in NOTICED) / counts["total"]


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(", ".join(f"{kind}: {number}" for kind, number in found.items() if number))
    print(f"{share_noticed(found):.1f} % of the mutants were noticed; at least {ENOUGH} % are to be.")
    sys.exit(share_noticed(found) < ENOUGH)
