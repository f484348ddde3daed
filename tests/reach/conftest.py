"""A real browser, as the tests in ``tests/browser`` have it."""

from tests.browser.conftest import browser

__all__ = ["browser"]
