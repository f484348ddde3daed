"""Gold annotations where they are at hand, and their own scorer.

They are not part of the kit. ``BETWEEN_THE_LINES_GOLD`` names their folder, which holds ``score.py`` and the
``*-dev.jsonl`` files; without it, ``../shared/gold`` beside the repository is tried.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("BETWEEN_THE_LINES_GOLD", ROOT.parent / "shared" / "gold"))
NOT_AT_HAND = "accuracy: no gold annotations at hand; BETWEEN_THE_LINES_GOLD names their folder"


def at_hand(measure: str) -> bool:
    """Whether the gold annotations for a measure (hedges, attribution) can be scored against."""
    return (GOLD / "score.py").is_file() and (GOLD / f"{measure}-dev.jsonl").is_file()


def scores(task: str, measure: str, *command: str) -> dict[str, Any]:
    """What the gold's own scorer says of a command that prints findings as JSON lines."""
    scorer = [sys.executable, str(GOLD / "score.py"), task, str(GOLD / f"{measure}-dev.jsonl")]
    run = subprocess.run(
        [*scorer, "--", sys.executable, *command], cwd=ROOT, check=True, capture_output=True, text=True
    )
    printed: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return printed
