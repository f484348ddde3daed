"""A hub for the tests of a module."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.server import Hub, proxy_or_skip


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    proxy_or_skip()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # short, as the names of sockets must be
        running = Hub(Path(folder) / "hub")
        yield running
        running.stop()
