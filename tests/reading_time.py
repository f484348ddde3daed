"""How long a lesson or a sheet takes, estimated from its length, part by part.

No class has been timed yet. The paces below are assumptions for a student who reads in a second language, has
never programmed and gets each question right at the first try, so the estimate is a lower bound.
"""

import json
import re
from collections import defaultdict
from pathlib import Path

from kit import questions as q
from kit.banks import Bank, text_beside
from kit.passages import find_passage

READ, SKIM, WRITE = 165, 250, 15  # words a minute: prose and questions, outputs, an essay
RUN = 0.15  # minutes: to run a cell and find the place again
OWN_TEXT = 4  # minutes: to read a text of one's own, of some 650 words
THINK = {"choice": 0.4, "choices": 0.6, "number": 0.8, "text": 0.5, "order": 0.7, "match": 0.5}
PAIR, SPAN, PLAN = 0.15, 0.13, 2  # minutes: for a pair to match, for a mark to make, before an essay
CODE = 2.5  # minutes for a point of a code task


def words(text: str) -> int:
    """How many words a text has, links counted by what they show."""
    return len(re.findall(r"\w[\w’'-]*", re.sub(r"\]\([^)\s]*\)", "]", text)))


def minutes_by_part(path: Path, bank: Bank) -> dict[str, float]:
    """The minutes for each part of a notebook, under its heading; sources take none."""
    taken: dict[str, float] = defaultdict(float)
    part = ""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            part = (re.findall(r"^## (.+)$", source, re.MULTILINE) or [part])[-1]
            if part != "Sources":
                taken[part] += words(source) / READ
        elif asked := re.findall(r"kit\.(?:ask|check)\(\"([^\"]+)\"", source):
            taken[part] += sum(question_minutes(bank, bank[name]) for name in asked)
        elif not source.startswith("assert"):
            shown = "".join(_shown(output) for output in cell["outputs"])
            taken[part] += RUN + words(shown) / SKIM + OWN_TEXT * ("own_text(" in source)
    return dict(taken)


def _shown(output: dict[str, object]) -> str:
    data = output.get("data", {})
    text = data.get("text/plain", "") if isinstance(data, dict) else ""
    text = output.get("text", text)
    return "".join(text) if isinstance(text, list) else str(text)


def question_minutes(bank: Bank, question: q.Question) -> float:
    """The minutes to read a question, to answer it, and to read what the card then says."""
    read = [question.prompt, question.explanation]
    if isinstance(question, q.Essay):
        read += [line.criterion for line in question.rubric]
        return PLAN + question.min_words / WRITE + words(" ".join(read)) / READ
    if isinstance(question, q.Choice | q.Choices):
        feedback = [option.feedback for option in question.options]
        read += [option.text for option in question.options]
        read += feedback if isinstance(question, q.Choices) else [max(feedback, key=len)]
    elif isinstance(question, q.Match):
        read += [text for pair in question.pairs for text in (pair.left, pair.right, pair.feedback)]
    elif isinstance(question, q.Spans):
        passage = find_passage(question, text_beside(bank.path.parent, bank.text))
        read += [passage.text, question.agreement, *(span.feedback for span in question.key or ())]
        return 0.7 + SPAN * len(question.key or "......") + words(" ".join(read)) / READ
    else:
        read.append(question.feedback)
    if isinstance(question, q.Order):
        read += question.items
    if isinstance(question, q.Code):
        return CODE * question.points + words(" ".join(read)) / READ
    pairs = len(question.pairs) if isinstance(question, q.Match) else 0
    return THINK[question.kind] + PAIR * pairs + words(" ".join(read)) / READ
