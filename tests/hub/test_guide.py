"""hub/README.md says what is so: its commands exist, its files are there, its settings agree."""

import re
import shlex
from pathlib import Path

import pytest
import typer
import yaml

from kit.cli import app
from kit.grading.collecting import Home, report
from tests.run_notebooks import REPOSITORY

HUB = REPOSITORY / "hub"
GUIDE = (HUB / "README.md").read_text("utf-8")
BLOCKS = [block.strip() for block in re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)]
CONFIG = (HUB / "jupyterhub_config.py").read_text("utf-8")


def values() -> dict[str, dict[str, object]]:
    return dict(yaml.safe_load((HUB / "values.yaml").read_text("utf-8")))


def slug(heading: str) -> str:
    """The anchor that a forge gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_a_block_holds_one_line_to_copy() -> None:
    assert len(BLOCKS) > 25
    assert [block for block in BLOCKS if "\n" in block] == []


@pytest.mark.parametrize("call", [block for block in BLOCKS if block.startswith("kit ")])
def test_every_call_of_the_kit_is_one_that_it_takes(call: str) -> None:
    name, *options = shlex.split(call)[1:]
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    commands[name].make_context(name, options)  # raises for an option that there is not


def test_every_link_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", GUIDE):
        file, _, anchor = link.partition("#")
        if file.startswith("https:"):
            continue
        path = (HUB / file).resolve() if file else HUB / "README.md"
        assert path.is_file(), link
        headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
        assert not anchor or anchor in map(slug, headings), link


def test_the_link_opens_what_the_instructor_released() -> None:
    released = next(block for block in BLOCKS if block.startswith("kit release"))
    folder = shlex.split(released)[shlex.split(released).index("--to") + 1]
    (link,) = re.findall(r"git-pull\?(\S+)", GUIDE)
    assert f"urlpath=lab/tree/handouts/{Path(folder).name}/sheet-01.ipynb" in link
    assert "repo=/srv/seminar/handouts&" in link and "targetPath=handouts&" in link
    assert folder == "../handouts/sheet-01" and "cd /srv/seminar/between-the-lines" in BLOCKS


def test_the_service_starts_what_the_guide_installed() -> None:
    service = (HUB / "jupyterhub.service").read_text("utf-8")
    kit = "/srv/seminar/between-the-lines"
    assert f"ExecStart={kit}/.venv/bin/jupyterhub --config {kit}/hub/jupyterhub_config.py\n" in service


def test_what_the_kit_is_said_to_say_it_says(tmp_path: Path) -> None:
    lines = report([Home("ana"), Home("ben", unanswered=1)], tmp_path)
    for said in ("Nothing handed in by: ", "No answer in the notebook of: "):
        assert f"`{said}…`" in GUIDE
        assert any(line.startswith(said) for line in lines)


def test_kubernetes_starts_the_same_server_on_the_same_page() -> None:
    student = values()["singleuser"]
    command = student["cmd"]
    assert isinstance(command, list) and command[:2] == ["python", "-c"]
    assert f'SERVER = "{command[2]}"' in CONFIG
    for option in command[3:]:
        name = option.removeprefix("--ServerApp.jpserver_extensions=").removesuffix("=False")
        assert f'"{name}"' in CONFIG, option
    course = re.findall(r'COURSE = "(.+?)"', CONFIG)[0]
    page = re.findall(r'FIRST_PAGE = f"(.+?)"', CONFIG)[0].replace("{COURSE}", course)
    assert student["defaultUrl"] == page
    assert values()["cull"]["timeout"] == int(re.findall(r"IDLE = (\d+)", CONFIG)[0])
