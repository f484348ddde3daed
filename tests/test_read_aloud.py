"""Every lesson and exercise by ear: what is shown by place, colour or picture is also said.

A page is read as ``read_aloud`` reads it; what a reader cannot hear does not count.
"""

import re
from functools import lru_cache

import pytest
from bs4 import BeautifulSoup, Tag

from kit import questions as q
from kit.banks import Bank, load_bank
from kit.card import HEADLINES, UNANSWERED, UNWRITTEN, alternatives, further
from kit.words import normalise
from tests.exported import NAMES, REPOSITORY, exported
from tests.read_aloud import lines_of, read_aloud, said, tidy

EMPTY_LINKS = {"", "here", "link", "more", "read more", "click here", "this", "this page"}
GLYPHS = re.compile("[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\u27e6\u27e7\U0001f000-\U0001faff]")
AFTER_ITS_NAME = re.compile(r"\w \(.\)")  # such as: the Run button (▶)
FORMULA = re.compile(r"\$\$|\\(?:frac|sum|begin|cdot)")


@lru_cache(len(NAMES))  # tests come in any order
def page(name: str) -> BeautifulSoup:
    return BeautifulSoup(exported(name), "html.parser")


def each(name: str, selector: str) -> list[Tag]:
    return page(name).select(f"main {selector}")


def heard(part: Tag) -> str:
    return "\n".join(lines_of(part))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_said_in_words_with_every_name_in_it(name: str) -> None:
    for picture in each(name, "img"):
        said_of_it = str(picture.get("alt", ""))
        assert re.search(r"\d", said_of_it) and len(said_of_it.split()) > 6, picture.get("alt")
        figure = picture.find_parent("figure")
        assert figure and figure.figcaption, said_of_it
        for row in figure.select("tbody th"):
            assert tidy(row.get_text()) in said_of_it


@pytest.mark.parametrize("name", NAMES)
def test_where_a_mark_begins_and_what_it_is_called_is_said(name: str) -> None:
    for figure in each(name, "figure:has(mark)"):
        marks = [
            [tidy(cell.get_text()) for cell in row.find_all(["th", "td"])][-3:]
            for row in figure.select("tbody tr")
        ]
        paragraphs = [tidy(said(part)) for part in figure.find_all("p")]
        assert sum(part.count("mark: ") for part in paragraphs) >= len(marks) > 0
        several = len({label for label, *_ in marks}) > 1
        for label, words, number in marks:
            spoken = [part for part in paragraphs if part.startswith(f"Paragraph {number} ")]
            plain = [re.sub(r" ?\[[^]]*\]|mark: |, end of mark", "", part) for part in spoken]
            assert any(words in part for part in plain), (number, words)
            named = not several or normalise(words) == normalise(label)
            assert named or any(label in " ".join(re.findall(r"\[(.*?)\]", part)) for part in spoken)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_a_table_has_a_heading_and_the_kits_tables_say_what_they_are(name: str) -> None:
    for table in each(name, "table"):
        head, *rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
        headed = [cell.name == "th" and bool(tidy(said(cell))) for cell in head]
        for row in rows:
            assert len(row) <= len(headed)
            assert all(ok for cell, ok in zip(row, headed, strict=False) if cell.name == "td"), table
        assert not [cell for cell in table.find_all("th") if not tidy(said(cell))], table
        if table.find_parent(class_="jp-OutputArea"):
            assert table.caption and tidy(said(table.caption)), table
            assert all(cell.get("scope") for cell in table.find_all("th")), table


@pytest.mark.parametrize("name", NAMES)
def test_a_link_says_where_it_goes(name: str) -> None:
    for link in each(name, "a:not(.anchor-link)"):
        words = tidy(link.get_text())
        assert words.lower() not in EMPTY_LINKS and not words.startswith("http"), link


@pytest.mark.parametrize("name", NAMES)
def test_no_sign_stands_for_a_word_and_no_formula_for_a_sentence(name: str) -> None:
    for line in read_aloud(page(name)):
        assert not GLYPHS.search(AFTER_ITS_NAME.sub("", line)), line
        assert not FORMULA.search(line), line


def bank_of(name: str) -> Bank:
    path = REPOSITORY / name
    return load_bank(
        path.with_suffix(".toml") if name.startswith("notebooks") else path.with_name("questions.toml")
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_its_question_what_there_is_to_choose_and_how_it_stands(name: str) -> None:
    bank = bank_of(name)
    cards = {
        str(card.get("aria-label", "")).removeprefix("question "): heard(card)
        for card in each(name, ".btl-place")
    }
    assert set(bank.by_id) <= set(cards)
    for question in bank.questions:
        spoken = cards[question.id]
        assert plainly(question.prompt) in spoken
        if UNANSWERED in spoken or UNWRITTEN in spoken:
            offered = [*alternatives(question), *further(question)[1]]
            assert all(plainly(each) in spoken for each in offered), question.id
        else:
            assert "Your answer:" in spoken and any(told in spoken for told in HEADLINES.values())
        if isinstance(question, q.Match | q.Essay) and UNANSWERED in spoken:
            assert further(question)[0] in spoken


def plainly(prose: str) -> str:
    """Prose of a bank without the signs of emphasis and code."""
    return tidy(re.sub(r"`([^`]*)`|(?<![\w*])\*(?!\s)([^*\n]+)(?<!\s)\*(?![\w*])", r"\1\2", prose))
