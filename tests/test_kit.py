"""What a lesson reaches as ``kit.NAME``."""

import subprocess
import sys

import pytest

import kit


@pytest.mark.parametrize("name", kit.__all__)
def test_every_public_name_leads_to_something_documented(name: str) -> None:
    found = getattr(kit, name)
    assert callable(found)
    assert found.__doc__


def test_no_module_hides_the_function_of_the_same_name() -> None:
    code = "import kit; kit.caution; kit.attributions; assert callable(kit.own_text) and callable(kit.stance)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"kit has no 'nothing'\. It has: "):
        kit.nothing  # noqa: B018
