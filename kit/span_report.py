"""What is said about marks in a passage: as prose for the card, and span by span for the page."""

from collections.abc import Iterable
from typing import Any

from kit.errors import KitError
from kit.passages import Span, Wanted, find_passage
from kit.questions import Spans
from kit.span_marking import Comparison, FalseAlarm, Hit, parse_marks
from kit.texts import Text

LONGEST_QUOTATION = 24  # words; a longer one is cut in its middle
Line = dict[str, Any]  # what is said of one span: label, words, said, and its marks or its spans


def plainly(label: str) -> str:
    """A label as it is written for people: ``scare_quote`` is a scare quote."""
    return label.replace("_", " ")


def quote(raw: str, spans: Iterable[Span]) -> str:
    """The words of some stretches, on one line and in quotation marks, long ones cut in the middle.

    >>> quote("It may well\\nrain, he said.", [(3, 16), (21, 25)])
    '“may well rain … said”'
    """
    words = " … ".join(" ".join(raw[start:end].split()) for start, end in spans).split()
    if len(words) > LONGEST_QUOTATION:
        half = LONGEST_QUOTATION // 2
        words = [*words[:half], "[…]", *words[-half:]]
    quoted = " ".join(words)
    return quoted if quoted[:1] in '“"' and quoted[-1:] in '”"' else f"“{quoted}”"


def explain(compared: Comparison, question: Spans) -> list[str]:
    """All that is said of a response: the sums first, then one line for each span."""
    lines = details(compared)
    single = [
        f"{heading}: {line['words']} ({plainly(line['label'])}). {line['said']}".strip()
        for heading, kind in (("Found", "found"), ("Missed", "missed"), ("Not in the reference", "alarms"))
        for line in lines[kind]
    ]
    return [*summary(compared, question), *single]


def summary(compared: Comparison, question: Spans) -> list[str]:
    """The sums in plain words: how many were found, the rates, and how far trained readers agree."""
    found, wanted, marks = len(compared.hits), compared.wanted, len(compared.marks)
    if not wanted:
        marked = f", but you marked {marks}" if marks else ", and you marked nothing"
        return [f"There is nothing to find in this passage{marked}.", question.agreement]
    if not marks:
        there = "is 1 thing" if wanted == 1 else f"are {wanted} things"
        return [f"There {there} to find in this passage; you marked nothing.", question.agreement]
    alarms = len(compared.false_alarms)
    which = f"{alarms} of your {marks} marks {'is' if alarms == 1 else 'are'}"
    if marks == 1:
        which = "your only mark is" if alarms else "your only mark"
    elif not alarms:
        which = f"all your {marks} marks"
    rest = (
        f"{which} not in the reference"
        if alarms
        else f"{which} {'is' if marks == 1 else 'are'} in the reference"
    )
    same = sum(hit.exact for hit in compared.hits)
    rates = compared.overlap
    said = [
        f"You found {found} of {wanted}; {rest}.",
        f"Precision {_percent(rates.precision)} (how much of what you marked is in the reference), "
        f"recall {_percent(rates.recall)} (how much of the reference you marked), "
        f"F1 {_percent(rates.f1)} (the two in one number).",
    ]
    if found:
        said.append(
            f"To the word the same: {same} of {found}; counted so, F1 is {_percent(compared.exact.f1)}."
        )
    if compared.kappa is not None:
        said.append(
            f"Kappa {compared.kappa:.2f}: agreement with the reference word by word, beyond chance "
            "(0 is chance, 1 is the same throughout)."
        )
    if compared.linked and "cue" in question.labels:
        right, parts = compared.linked
        said.append(f"Joined to the right cue: {right} of {parts}.")
    return [*said, question.agreement]


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def details(compared: Comparison) -> dict[str, list[Line]]:
    """Hits (``found``), misses (``missed``) and false alarms (``alarms``), span by span.

    Each has ``label``, ``words`` (quoted), ``said`` (why), and either ``marks``, places in the response, or
    for what was missed ``spans``.
    """
    return {
        "found": _each_reason_once([_found(compared, hit) for hit in compared.hits]),
        "missed": _each_reason_once([_missed(compared, wanted) for wanted in compared.misses]),
        "alarms": [_alarm(compared, alarm) for alarm in compared.false_alarms],
    }


def _each_reason_once(lines: list[Line]) -> list[Line]:
    """The parts of one attribution share a reason: said with the first of them, that will do."""
    seen: set[str] = set()
    for line in lines:
        reason = line.pop("reason")
        line["said"] = " ".join(filter(None, [*line["said"], "" if reason in seen else reason]))
        seen.add(reason)
    return lines


def _found(compared: Comparison, hit: Hit) -> Line:
    raw = compared.excerpt.raw
    said = ["Readers differ on this one."] if hit.wanted.optional else []
    if hit.reading.note and hit.exact:
        said.append(f"Accepted: {hit.reading.note}.")
    if not hit.exact:
        said.append(f"The reference marks {quote(raw, hit.wanted.readings[0].spans)}.")
    return {**_of_marks(compared, hit.at), "said": said, "reason": hit.wanted.reason}


def _missed(compared: Comparison, wanted: Wanted) -> Line:
    spans = wanted.readings[0].spans
    line: Line = {"label": wanted.label, "words": quote(compared.excerpt.raw, spans)}
    return {**line, "said": [], "reason": wanted.reason, "spans": [list(span) for span in spans]}


def _alarm(compared: Comparison, alarm: FalseAlarm) -> Line:
    label = compared.marks[alarm.at].label
    same = [wanted for wanted in alarm.near if wanted.label == label]
    others = sorted({plainly(wanted.label) for wanted in alarm.near})
    said = ""
    if same:
        there = quote(compared.excerpt.raw, same[0].readings[0].spans)
        said = f"The reference has {there} here: another mark fits it better, or this one has the wrong size."
    elif others:
        said = f"The reference has another label here: {' and '.join(others)}."
    return {**_of_marks(compared, (alarm.at,)), "said": said}


def _of_marks(compared: Comparison, at: tuple[int, ...]) -> Line:
    marks = [compared.marks[place] for place in at]
    spans = sorted((mark.start, mark.end) for mark in marks)
    words = quote(compared.excerpt.raw, spans)
    return {"label": marks[0].label, "words": words, "marks": list(at)}


def in_words(question: Spans, response: Any, text: Text | None) -> list[str]:
    """A response as lines a person can read: its marks grouped by label, in the order of the passage.

    Without the text, or where the response does not fit it, the marks are given as they were recorded.
    """
    try:
        excerpt = find_passage(question, text or Text("none", " "))
        marks = parse_marks(question, response, excerpt)
    except KitError:
        return [str(response)]
    if not marks:
        return ["Nothing to mark here."]
    lines = []
    for label in question.labels:
        chosen = sorted(
            (mark for mark in marks if mark.label == label), key=lambda mark: (mark.start, mark.end)
        )
        if chosen:
            lines.append(f"{plainly(label)}:")
        for mark in chosen:
            words = quote(excerpt.raw, [(mark.start, mark.end)])
            to = marks[mark.link] if mark.link is not None else None
            belongs = f" (belongs to {quote(excerpt.raw, [(to.start, to.end)])})" if to else ""
            lines.append(f"- {words}{belongs}")
    return lines
