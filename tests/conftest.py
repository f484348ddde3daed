"""What every test needs: answers that go to a folder of their own, and a text to ask about."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import kit
from kit.banks import Bank, load_bank

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A real Chromium, one for the tests of all folders: Playwright cannot be started twice in a process."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS

    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("The browser tests need Chromium (Debian: apt-get install chromium).")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
