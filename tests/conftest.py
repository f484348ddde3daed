"""What every test needs: answers that go to a folder of their own, and a text to ask about."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import kit
from kit.banks import Bank, load_bank

# a slow moment of the machine is no failure
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")


@pytest.fixture(autouse=True)
def answers_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test leaves an answer in this checkout, or finds one that somebody else left."""
    monkeypatch.setenv("KIT_ANSWERS", str(tmp_path))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.delenv("KIT_SEEDS", raising=False)


@pytest.fixture(scope="session")
def article() -> kit.Text:
    return kit.read("article")


@pytest.fixture(scope="session")
def every_kind() -> Bank:
    """A bank with one question of every kind."""
    return load_bank(Path(__file__).parent / "browser" / "every_kind.toml")
