"""The glossary: in order, quoted to the letter, linked where a term is first used and not used before."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import kit
from kit import questions as q
from kit.banks import Bank, load_bank, text_beside
from kit.passages import find_passage
from kit.texts import read
from tests.run_notebooks import REPOSITORY
from tests.test_release import strings

NOTEBOOKS = REPOSITORY / "notebooks"
GLOSSARY = NOTEBOOKS / "glossary.md"
SHEET_AFTER = {"01-words": "01", "02-hedging": "02", "03-attribution": "03", "04-capstone": "05"}
LINK = re.compile(r"\[([^\]]*)\]\(([^()\s]*glossary\.md)(?:#([^()\s]*))?\)")

# where a form is not what one gets by adding an s
FORMS = {
    "scare quotes": r"scare quotes?",
    "take for granted": r"(?:take|takes|taken|taking) (?:\w+ ){0,3}for granted",
    "constructed": r"constructed",
}
# uses of a word in its everyday sense, which need no glossary, and what that sense is
ORDINARY = {
    "source": [
        "with sources to be read",  # books and documents
        "has a source that one could ask",  # whoever knows
    ],
}


@dataclass(frozen=True)
class Entry:
    """One term, as the glossary gives it."""

    term: str
    body: str

    @property
    def anchor(self) -> str:
        return self.term.replace(" ", "-")

    @property
    def lesson(self) -> str:
        """The number of the lesson that introduces it."""
        [number] = re.findall(r"^\*Lesson (\d\d)\.\*", self.body, re.MULTILINE)
        return number

    @property
    def example(self) -> tuple[str, str]:
        """Where the example is from, and the example."""
        [(where, words)] = re.findall(r"^\*Example, (.+?):\* (.+)$", self.body, re.MULTILINE)
        return where, words

    @property
    def quotation(self) -> str:
        """What the example quotes from a text, or nothing."""
        where, words = self.example
        quoted = re.match(r"“(.+)”\.", words)
        return quoted[1] if quoted and where != "constructed" else ""

    @property
    def form(self) -> re.Pattern[str]:
        """What counts as a use of the term."""
        plain = FORMS.get(self.term, re.escape(self.term) + "s?")
        return re.compile(rf"(?<![\w-])(?:{plain})(?![\w-])", re.IGNORECASE)


def entries(text: str) -> list[Entry]:
    parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return [Entry(term, body) for term, body in zip(parts[1::2], parts[2::2], strict=True)]


ENTRIES = entries(GLOSSARY.read_text("utf-8"))
LESSONS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
SHEETS = [REPOSITORY / "exercises" / name / "solution.ipynb" for name in SHEET_AFTER]
each = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.term)
each_notebook = pytest.mark.parametrize(
    "path", [*LESSONS, *SHEETS], ids=lambda path: path.relative_to(REPOSITORY).as_posix()
)


def number(path: Path) -> str:
    """The lesson a notebook is, or is for."""
    return SHEET_AFTER[path.parent.name] if path in SHEETS else path.name[:2]


def prose(path: Path) -> list[str]:
    """The running text of a notebook, cell by cell: without sources, headings and code."""
    cells = [
        "".join(cell["source"])
        for cell in json.loads(path.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
    ]
    kept = [cell for cell in cells if not cell.startswith("## Sources")]
    return [re.sub(r"^#.*$|`[^`\n]*`", "", cell, flags=re.MULTILINE) for cell in kept]


def bank_of(path: Path) -> Bank:
    return load_bank(path.with_name("questions.toml" if path in SHEETS else f"{path.stem}.toml"))


def asked(path: Path) -> str:
    """Every word of a notebook's bank that students may read."""
    return "\n".join(strings([question.model_dump() for question in bank_of(path).questions]))


def used(entry: Entry, text: str) -> list[str]:
    """Where a text uses a term, with some words around it."""
    for phrase in ORDINARY.get(entry.term, ()):
        text = text.replace(phrase, "")
    for other in ENTRIES:  # “content word” is no use of “content”
        if entry.term in other.term.split() and entry.term != other.term:
            text = other.form.sub("", text)
    return [text[max(0, at.start() - 30) : at.end() + 30] for at in entry.form.finditer(text)]


def test_terms_stand_in_the_order_of_the_alphabet_and_in_small_letters() -> None:
    terms = [entry.term for entry in ENTRIES]
    assert terms == sorted(set(terms), key=lambda term: term.replace("-", " "))
    assert [term for term in terms if not re.fullmatch(r"[a-z0-9]+([ -][a-z0-9]+)*", term)] == []
    assert len(terms) > 50


@each
def test_an_entry_is_short_names_its_lesson_and_links_to_terms_that_exist(entry: Entry) -> None:
    assert any(path.name.startswith(entry.lesson) for path in LESSONS)
    definition = entry.body.split("*Example")[0]
    assert 5 <= len(definition.split()) <= 60
    links = re.findall(r"\]\(([^)]+)\)", entry.body)
    assert {link.lstrip("#") for link in links} <= {other.anchor for other in ENTRIES} - {entry.anchor}
    assert all(link.startswith("#") for link in links)  # so that it can be handed out beside a sheet


@each
def test_an_example_is_quoted_to_the_letter_or_called_constructed(entry: Entry) -> None:
    where, _ = entry.example
    named = re.fullmatch(r"(article|wire|mirror)( \(constructed\))?, paragraph (\d+)", where)
    assert bool(named) == (where != "constructed") == bool(entry.quotation)
    if named:
        text = read(named[1])
        assert bool(named[2]) == text.constructed
        assert entry.quotation in text.paragraphs[int(named[3]) - 1].text


@each_notebook
def test_no_example_stands_in_a_passage_that_is_to_be_marked(path: Path) -> None:
    bank = bank_of(path)
    quoted = [entry.quotation for entry in ENTRIES if entry.quotation]
    for question in bank.questions:
        if isinstance(question, q.Spans):
            passage = find_passage(question, text_beside(path.parent, bank.text)).text
            assert [words for words in quoted if words in passage] == [], question.id


@each_notebook
def test_every_link_leads_to_an_entry(path: Path) -> None:
    anchors = {entry.anchor for entry in ENTRIES}
    for _, target, anchor in LINK.findall("\n".join(prose(path))):
        assert (path.parent / target).resolve() == GLOSSARY
        assert not anchor or anchor in anchors


@each
def test_a_term_is_linked_in_the_lesson_that_introduces_it(entry: Entry) -> None:
    [path] = [path for path in LESSONS if number(path) == entry.lesson]
    assert entry.anchor in [anchor for _, _, anchor in LINK.findall("\n".join(prose(path)))]


@each_notebook
def test_a_term_is_linked_where_a_notebook_first_uses_it(path: Path) -> None:
    """Only how to use a notebook, from lesson 00, and the card at the top are left out."""
    unlinked = []
    for entry in ENTRIES:
        linked = False
        for cell in prose(path):
            links = [at for at in LINK.finditer(cell) if at[3] == entry.anchor]
            before = cell[: links[0].start()] if links else cell
            card = "> **The question.**" in cell
            if not (linked or card or entry.lesson == "00"):
                unlinked += [(entry.term, words) for words in used(entry, LINK.sub(r"\1", before))[:1]]
            linked = linked or bool(links) or bool(unlinked and unlinked[-1][0] == entry.term)
    assert unlinked == []


@each_notebook
def test_no_term_is_used_before_the_lesson_that_introduces_it(path: Path) -> None:
    text = "\n".join([*prose(path), asked(path)])
    early = [entry for entry in ENTRIES if entry.lesson > number(path)]
    assert [(entry.term, words) for entry in early for words in used(entry, text)] == []


def test_what_its_examples_say_of_the_kit_is_so(article: kit.Text) -> None:
    said = GLOSSARY.read_text("utf-8")
    for sentence, found in (
        ("In May the pool is closed.", 0),
        ("As a child he would sing in the yard.", 1),
        ("The lamp is safe, to hear them tell it.", 0),
    ):
        assert sentence in said
        assert len(kit.stance_table(kit.Text("example", sentence))) == found, sentence
    assert kit.count(article, "World War") == 3
    assert list(kit.concordance(article, "charade")["paragraph"]) == [1, 2, 5]
    grouped = kit.frequency(kit.Text("example", "Bring arms, bringing an arm."), grouped=True)
    assert list(grouped["forms"].head(2)) == ["arm, arms", "bring, bringing"]


def test_the_checks_would_see_a_slip() -> None:
    hedge = next(entry for entry in ENTRIES if entry.term == "hedge")
    assert used(hedge, "Two hedges, and a hedgehog.") == ["Two hedges, and a hedgehog."]
    content = next(entry for entry in ENTRIES if entry.term == "content")
    assert used(content, "These are content words.") == []
