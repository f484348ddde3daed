"""Print findings as JSON lines: ``python -m tests.benchmarks.print_findings --scheme NAME FILE...``.

The command line of the kit reports by the codebook alone; this is for scoring the other readings. NAME
is ``codebook``, ``speculation``, or ``codebook+DIFFERENCE`` with the name of a single difference.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from kit.stance import find_stance
from kit.stance.schemes import SCHEMES, SPECULATION, Scheme
from kit.texts import Text


def scheme_named(name: str) -> Scheme:
    """The scheme of that name; ``codebook+duty`` is the codebook with one difference."""
    base, _, difference = name.partition("+")
    chosen = [known for known in SPECULATION.differences if known.name == difference]
    return Scheme(name, SCHEMES[base].differences + tuple(chosen))


def main() -> None:
    _, _, name, *paths = sys.argv
    scheme = scheme_named(name)
    for path in paths:
        text = Text(path, Path(path).read_bytes().decode("utf-8"))
        for finding in find_stance(text, scheme):
            print(json.dumps({"file": path, **asdict(finding)}))


if __name__ == "__main__":
    main()
