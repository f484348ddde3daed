"""The gallery of question kinds shows every kind, with the very text of a bank that is in order."""

import re
import tomllib

import pytest

from kit.banks import Bank, load_bank
from kit.lint import check_bank
from kit.texts import read
from tests.run_notebooks import REPOSITORY
from tests.test_kinds import KINDS

DOCS = REPOSITORY / "docs"
PAGE = (DOCS / "question-kinds.md").read_text("utf-8")
BANK = DOCS / "gallery.toml"
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"^!\[(.+)\]\((images/[\w-]+\.png)\)$", re.MULTILINE)


def asked(block: str) -> str:
    [question] = Bank(**tomllib.loads(block)).questions
    return question.kind


def test_every_block_is_a_question_by_itself_and_every_kind_has_one() -> None:
    assert sorted(asked(block) for block in BLOCKS) == sorted(KINDS)


def test_the_blocks_together_are_the_bank_of_the_pictures() -> None:
    head, *questions = BANK.read_text("utf-8").split("\n[[question]]")
    assert "".join(BLOCKS) == "".join(f"[[question]]{question.rstrip()}\n" for question in questions)
    assert set(tomllib.loads(head)) == {"title", "text"}


def test_the_bank_is_in_order() -> None:
    bank = load_bank(BANK)
    assert check_bank(bank, read(bank.text)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_section_with_a_picture_and_then_its_text(kind: str) -> None:
    section = re.split(r"^## ", PAGE.split(f"\n## {kind}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    [(said, file)] = PICTURE.findall(section)
    assert file == f"images/{kind}.png"
    assert len(said.split()) > 15  # what is seen, not what is meant
    [block] = [block for block in BLOCKS if block in section]
    assert asked(block) == kind
    assert f"[`{kind}`](#{kind})" in PAGE


def test_pictures_are_small_and_none_is_left_over() -> None:
    pictures = sorted((DOCS / "images").iterdir())
    assert [path.stem for path in pictures] == sorted([*KINDS, "lesson", "report"])
    for path in pictures:
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < (250_000 if path.stem in ("lesson", "report") else 100_000), path.name
