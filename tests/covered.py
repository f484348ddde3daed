"""Whether the tests run enough of the kit: of its lines, and of the ways its branches can go."""

import json
import sys
from pathlib import Path

ENOUGH = {"lines": 95, "branches": 90}  # percent; coverage's own limit knows only both together


def shares(totals: dict[str, float]) -> dict[str, float]:
    """The share run of the lines and of the branches, in percent, from the totals of a JSON report."""
    return {
        "lines": 100 * totals["covered_lines"] / totals["num_statements"],
        "branches": 100 * totals["covered_branches"] / totals["num_branches"],
    }


if __name__ == "__main__":
    found = shares(json.loads(Path(sys.argv[1]).read_text("utf-8"))["totals"])
    for kind, share in found.items():
        print(f"{share:.1f} % of the {kind} ran; at least {ENOUGH[kind]} % are to.")
    sys.exit(any(share < ENOUGH[kind] for kind, share in found.items()))
