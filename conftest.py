"""For notebooks checked by nbval: their answers go to a folder of their own, and may differ in time."""

import os
from pathlib import Path

import pytest

from kit.answers import MIME

LONG = ("browser", "hub", "reach")  # folders of tests that drive a browser, a class, a clean machine


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the first cell of a notebook, while its kernel is not started yet."""
    notebook = item.parent
    if item.path.suffix == ".ipynb" and MIME not in notebook.skip_compare:
        notebook.skip_compare += (MIME,)
        os.environ["KIT_ANSWERS"] = str(item.config._tmp_path_factory.mktemp("answers"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever order pytest-randomly makes, a file stays together and a notebook's cells stay in order.

    The files that take long come first, so that at the end no worker waits for another.
    """
    place: dict[Path, int] = {}
    for position, item in enumerate(items):
        place.setdefault(item.path, position)

    def at(item: pytest.Item) -> tuple[bool, int, int]:
        return item.path.parent.name not in LONG, place[item.path], getattr(item, "cell_num", 0)

    items.sort(key=at)
