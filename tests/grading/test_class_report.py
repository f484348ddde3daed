"""The report on the class as a page: what stands in it, that it stands alone, and that it stays small."""

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kit.grading.class_report import class_report
from kit.grading.cohort import load_exercise
from kit.grading.heat_map import heat_map, most_marked, word_shares
from kit.grading.items import item_statistics
from kit.grading.marks import Exercise
from kit.grading.page_style import STYLE
from kit.grading.pages import table
from kit.grading.question_sections import ENOUGH, remarks
from kit.questions import Spans
from tests.benchmarks.bench_grading import marks as some_marks
from tests.grading.conftest import Grade
from tests.grading.handed_in import RIGHT, packed
from tests.grading.test_items import Sheet, class_of, item, marks
from tests.run_notebooks import REPOSITORY

NAME = "spans.stance"
ATTACK = "<script>alert(1)</script>"


def page_of(exercise: Exercise, *sheets: Sheet) -> str:
    rows = class_of(exercise, *sheets, values=["no sandbox"] * len(sheets))
    return class_report(exercise, rows, item_statistics(exercise, rows))


class Outline(HTMLParser):
    """The headings, the tables without heads, and whatever a page asks of elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h\d", tag):
            self.levels.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given.get("href")))
        if tag in ("script", "link", "img", "iframe", "object") or "src" in given:
            self.outside.append(tag)


def test_the_page_stands_alone_with_headings_in_order(exercise: Exercise) -> None:
    page = page_of(exercise, RIGHT, {**RIGHT, "every_kind.text": ATTACK})
    outline = Outline(page)
    assert outline.levels[0] == 1 and outline.levels.count(1) == 1
    assert all(
        later <= earlier + 1 for earlier, later in zip(outline.levels, outline.levels[1:], strict=False)
    )
    assert not outline.outside and "http" not in page and "url(" not in STYLE and "@import" not in STYLE
    assert len(set(outline.ids)) == len(outline.ids)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert ATTACK not in page and "&lt;script&gt;" in page


def test_answers_that_are_meant_to_harm_are_escaped_in_every_part(exercise: Exercise) -> None:
    answers = dict.fromkeys(RIGHT, ATTACK) | {
        "every_kind.match": {"newly unified": ATTACK},
        "every_kind.order": [ATTACK],
        NAME: [{"label": ATTACK, "start": 0, "end": 3}],
    }
    assert "<script" not in page_of(exercise, *[answers] * (ENOUGH + 1))


def shares(exercise: Exercise, *responses: object) -> str:
    """The map and the table of one passage."""
    rows = class_of(exercise, *({NAME: response} for response in responses))
    question = exercise.questions[NAME]
    assert isinstance(question, Spans)
    excerpt, key = exercise.passages[NAME]
    answers = [answer for row in rows for answer in row.result.answers if answer.question == NAME]
    found = word_shares(question, excerpt, key, answers)
    assert {each.students for each in found} == {len(responses)}
    return heat_map(excerpt, key, found) + most_marked(question, excerpt, found)


def test_options_keep_their_emphasis_and_what_was_typed_its_stars() -> None:
    sheet = REPOSITORY / "exercises" / "01-words"
    exercise = load_exercise(sheet)
    option = next(o.text for o in exercise.questions["sheet-01.q5"].options if "*push*" in o.text)
    page = page_of(exercise, {"sheet-01.q5": option, "sheet-01.q3": "*Poletaev*"})
    assert "<em>push</em>" in page and "*push*" not in page
    assert ">*poletaev*<" in page


def test_words_are_shaded_by_the_share_that_marked_them_with_any_label(exercise: Exercise) -> None:
    shown = shares(
        exercise,
        marks(exercise, NAME, seemingly="hedge", likely="hedge", Russia="hedge"),
        marks(exercise, NAME, seemingly="booster", likely="hedge"),
        marks(exercise, NAME, seemingly="hedge"),
        [*marks(exercise, NAME, seemingly="hedge"), *marks(exercise, NAME, seemingly="booster")],
        {"nothing": True},
    )
    assert '<span class="s5 key">seemingly</span>' in shown  # 4 of 5
    assert '<span class="s3 key">likely</span>' in shown  # 2 of 5
    assert '<span class="s2">Russia</span>' in shown  # 1 of 5
    assert '<span class="key">might</span>' in shown and '<span class="maybe">full-fledged</span>' in shown
    row = shown[shown.index("<strong>seemingly</strong>") :]
    assert row.index("<span>80 %</span>") < row.index("<td>60 %</td><td>40 %</td><td>hedge</td>")


def test_the_table_says_what_the_map_shows(exercise: Exercise) -> None:
    words = {"seemingly": "hedge", "Russia": "hedge", "likely": "booster"}
    shown = shares(exercise, marks(exercise, NAME, **words), {"nothing": True})
    assert re.findall(r"<strong>(.*?)</strong>", shown) == ["Russia", "seemingly", "likely"]
    assert re.findall(r'class="(s\d)[^"]*">\w', shown[shown.index('class="map"') :]) == ["s3", "s3", "s3"]
    assert "Nobody marked a word." in shares(exercise, {"nothing": True})


def test_a_long_stretch_is_one_line_of_the_table(exercise: Exercise) -> None:
    excerpt, _ = exercise.passages[NAME]
    whole = [{"label": "booster", "start": excerpt.start, "end": excerpt.end}]
    shown = shares(exercise, whole)
    assert shown.count("[…]") >= 1 and shown.count("<strong>") < 12


def test_remarks_need_enough_students(exercise: Exercise) -> None:
    few = item(exercise, "every_kind.choice", *["decided"] * (ENOUGH - 1))
    many = item(exercise, "every_kind.choice", *["decided"] * ENOUGH)
    assert list(remarks(few)) == []
    said = " ".join(remarks(many))
    assert "0 % of the points" in said and "More gave “decided” than the right answer" in said


def test_an_alarm_on_a_control_is_remarked(exercise: Exercise) -> None:
    alarm = marks(exercise, "spans.control", train="hedge")
    found = item(exercise, "spans.control", *[alarm] * 5, *[{"nothing": True}] * 5)
    assert "There is nothing to mark, and 50 % of the students marked something." in remarks(found)


def luminance(colour: str) -> float:
    short = len(colour) == 4
    parts = [colour[at] * 2 for at in (1, 2, 3)] if short else [colour[at : at + 2] for at in (1, 3, 5)]
    shares = [int(part, 16) / 255 for part in parts]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", re.findall(r":root\{([^}]*--ink[^}]*)", STYLE))
def test_ink_is_readable_on_every_shade(theme: str) -> None:
    colours = dict(re.findall(r"--(\w+):(#\w+)", theme))
    ink = luminance(colours["ink"])
    shades = [luminance(colours[name]) for name in ("paper", "s1", "s2", "s3", "s4", "s5")]
    for ground in shades:
        light, dark = max(ink, ground), min(ink, ground)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert shades in (sorted(shades), sorted(shades, reverse=True))  # lightness alone tells them apart
    bar, paper = sorted((luminance(colours["bar"]), shades[0]))
    assert (paper + 0.05) / (bar + 0.05) >= 3


def test_table_heads_and_cells_are_escaped() -> None:
    shown = table("<b>", ["<i>"], [["<u>", 0.5]])
    assert "&lt;b&gt;" in shown and '<th scope="col">&lt;i&gt;</th>' in shown
    assert '<th scope="row">&lt;u&gt;</th><td>0.5</td>' in shown


def test_three_hundred_students_make_a_page_of_less_than_200_kb(exercise: Exercise) -> None:
    chance = random.Random(3)
    sheets = [
        {
            **RIGHT,
            NAME: some_marks(exercise, chance),
            "every_kind.text": f"answer {chance.random()}",
            "every_kind.number": chance.randrange(99),
        }
        for _ in range(300)
    ]
    size = len(page_of(exercise, *sheets).encode())
    print(f"a report on 300 students has {size / 1000:.0f} kB")
    assert size < 200_000


def test_nobody_could_be_graded(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ana.ipynb").write_bytes(b"{")
    grade(tmp_path / "in")
    assert "0 of 1 submissions graded." in (tmp_path / "graded" / "report.html").read_text("utf-8")


def test_nobody_answered(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ana.ipynb").write_bytes(packed({}))
    grade(tmp_path / "in")
    page = (tmp_path / "graded" / "report.html").read_text("utf-8")
    assert "0 of 1 answered." in page
