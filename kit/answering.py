"""An answer given in code: for whoever cannot or would rather not use the form, and for solution sheets."""

from typing import Any

from IPython.display import display

from kit.banks import BankError
from kit.errors import ResponseError
from kit.passages import Excerpt, find_passage, places_of_quote
from kit.questions import Code, Spans
from kit.quiz import run_of_cell, sit


def answer(question_id: str, response: Any) -> None:
    """Answer a question of the notebook's bank, as its form would, and show the answered card.

    ``response`` is what the kind of question asks for: the text of an option, a list of such texts, a
    number, a text, a dictionary from left to right sides, or all items in order. Marks in a passage are a
    list of quotations, ``{"label": "hedge", "quote": "may"}``; ``"nth": 2`` means the second place where it
    stands, and the source, cue and content of one attribution share a number, ``"attribution": 1``. Where
    there is nothing to mark, say ``{"nothing": True}``.

    Running the cell again with the same answer records nothing new.

    Raises ResponseError where the response does not fit the question, BankError where there is no such
    question or it is a code task, whose function goes to ``kit.check``.
    """
    sitting = sit(question_id)
    question = sitting.question
    if isinstance(question, Code):
        raise BankError(f"Question '{question_id}' is a code task. Hand your function to kit.check.")
    if isinstance(question, Spans) and isinstance(response, list):
        response = marks_of_quotes(response, find_passage(question, sitting.text))
    if sitting.record is None or sitting.record.response != response:
        sitting.accept(response)
        sitting.tell()
    run = run_of_cell()
    if run is None or sitting.shown_at != run:  # else the card above it has just been brought up to date
        display(sitting.bundle(), raw=True)


def marks_of_quotes(quotes: list[Any], excerpt: Excerpt) -> list[dict[str, Any]]:
    """The marks that quotations of a passage stand for, those of one attribution linked to its cue.

    Raises ResponseError for a quotation that the passage does not hold.
    """
    marks: list[dict[str, Any]] = []
    for item in quotes:
        if not isinstance(item, dict) or not {"label", "quote"} <= set(item):
            raise ResponseError('Each mark is a dictionary such as {"label": "hedge", "quote": "may"}.')
        nth = item.get("nth", 1)
        places = places_of_quote(str(item["quote"]), excerpt)
        if not isinstance(nth, int) or not 1 <= nth <= len(places):
            there = f"{len(places)} times" if places else "nowhere"
            raise ResponseError(
                f"“{item['quote']}” stands {there} in the passage; number {nth} was asked for. Quote whole "
                "words, to the letter, quotation marks and apostrophes included."
            )
        start, end = places[nth - 1]
        marks.append({"label": item["label"], "start": start, "end": end})
    cues = {
        item["attribution"]: at
        for at, item in enumerate(quotes)
        if item["label"] == "cue" and "attribution" in item
    }
    for at, item in enumerate(quotes):
        if item["label"] != "cue" and item.get("attribution") in cues:
            marks[at]["link"] = cues[item["attribution"]]
    return marks
