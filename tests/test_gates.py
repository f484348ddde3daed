"""The gates on what the tests are worth: a share is what it says, and too small a one fails."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.covered import shares
from tests.mutants import share_noticed
from tests.run_notebooks import REPOSITORY


def totals(lines: int, branches: int) -> dict[str, float]:
    return {"covered_lines": lines, "num_statements": 200, "covered_branches": branches, "num_branches": 50}


def test_lines_and_branches_have_shares_of_their_own() -> None:
    assert shares(totals(190, 45)) == {"lines": 95, "branches": 90}


def test_a_mutant_that_nobody_reached_was_not_noticed() -> None:
    assert share_noticed({"killed": 6, "timeout": 1, "segfault": 1, "survived": 1, "total": 10}) == 80


@pytest.mark.parametrize(
    ("gate", "report", "passes"),
    [
        ("covered", {"totals": totals(190, 45)}, True),
        ("covered", {"totals": totals(189, 50)}, False),
        ("covered", {"totals": totals(200, 44)}, False),
        ("mutants", {"killed": 85, "timeout": 0, "segfault": 0, "survived": 15, "total": 100}, True),
        ("mutants", {"killed": 84, "timeout": 0, "segfault": 0, "survived": 16, "total": 100}, False),
    ],
)
def test_a_gate_opens_only_for_enough(
    gate: str, report: dict[str, Any], passes: bool, tmp_path: Path
) -> None:
    (tmp_path / "report.json").write_text(json.dumps(report))
    call = [sys.executable, "-m", f"tests.{gate}", str(tmp_path / "report.json")]
    assert (subprocess.run(call, cwd=REPOSITORY, capture_output=True, check=False).returncode == 0) is passes
