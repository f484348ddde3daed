"""The package as a lesson meets it: every name reached from ``kit``."""

import pkgutil

import pytest

import kit


def test_every_public_name_is_there() -> None:
    for name in kit.__all__:
        assert callable(getattr(kit, name)), name


def test_no_public_name_is_a_module_too() -> None:
    """Importing such a module would put it in the place of the function."""
    assert not {module.name for module in pkgutil.iter_modules(kit.__path__)} & set(kit.__all__)


def test_an_unknown_name_is_said_with_those_that_exist() -> None:
    with pytest.raises(AttributeError, match=r"kit has no .frequencies.\. It has: .*frequency"):
        _ = kit.frequencies


def test_names_are_listed() -> None:
    assert {"ask", "read", "frequency"} <= set(dir(kit))
