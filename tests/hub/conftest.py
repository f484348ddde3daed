"""A hub for the tests of a module."""

from collections.abc import Iterator

import pytest

from tests.hub.server import Hub, proxy_or_skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    proxy_or_skip()
    running = Hub(tmp_path_factory.mktemp("hub"))
    yield running
    running.stop()
