"""The report's part on the gain since an earlier sitting."""

from collections.abc import Iterator

from kit.grading import report_notes as notes
from kit.grading.bars import change, percent
from kit.grading.gain import FEWEST, Gain, Mean, Shares
from kit.grading.pages import Cell, note, scrolling, table
from kit.grading.safe import html

_HEADS = ("Before", "After", "Gain", "From 0 to 100 %")
SUSPICION = "More is seen where devices are, and more where there are none: suspicion, not discernment."


def gain_section(gain: Gain) -> str:
    """The whole section, without its heading."""
    return "\n".join(_parts(gain))


def _parts(gain: Gain) -> Iterator[str]:
    matched = len(gain.students)
    yield f"<p>{matched} student{'s' * (matched != 1)} sat both times. Gain is in percentage points.</p>"
    if gain.by_name:
        yield (
            f"<p>{gain.by_name} of them were paired by name alone, since Moodle numbers students anew "
            "in each assignment.</p>"
        )
    for when, students in (("the earlier time", gain.only_before), ("this time", gain.only_after)):
        if students:
            listed = ", ".join(map(html, students))
            yield f"<p>Only {when}: {len(students)}. Left out of the gain: {listed}.</p>"
    if gain.left_out:
        yield f"<p>Questions in only one of the two, left out: {html(', '.join(gain.left_out))}.</p>"
    if gain.all is None:
        return
    yield from _means(gain, gain.all)
    lines = [
        (name, "control" if control else "", *_shown(each.shares)) for name, control, each in gain.questions
    ]
    yield table("Gain by question", ("Question", "Passage", *_HEADS), lines)
    yield note(notes.GAIN_QUESTIONS)
    apart = gain.controls is not None and gain.others is not None
    heads = ("Student", *_HEADS, *(("Gain, controls", "Gain, others") if apart else ()))
    each_student = [
        (
            student.student,
            *_shown(student.all),
            *((_points(student.controls), _points(student.others)) if apart else ()),
        )
        for student in gain.students
    ]
    yield scrolling("Gain by student", table("Gain by student", heads, each_student))
    yield note(notes.GAIN_STUDENTS)


def _means(gain: Gain, everything: Mean) -> Iterator[str]:
    groups = [("All questions", everything)]
    if gain.controls and gain.others:
        groups += [("Control passages", gain.controls), ("Other passages", gain.others)]
    lines = [
        (
            name,
            each.students,
            *_shown(each.shares),
            "" if each.margin is None else f"{100 * each.margin:.0f}",
            "" if each.normalised is None else f"{each.normalised:.2f}",
        )
        for name, each in groups
    ]
    heads = ("Questions", "Students", *_HEADS, "Give or take", "Normalised gain")
    yield scrolling("Gain of the class", table("Gain of the class", heads, lines))
    if gain.controls and gain.others:
        yield f"<p><strong>{reading(gain.controls, gain.others)}</strong></p>"
        yield note(notes.GAIN_CONTROLS)
    yield note(notes.GAIN)


def reading(controls: Mean, others: Mean) -> str:
    """What the gains on controls and on other passages say together, as far as they are more than chance.

    >>> reading(Mean(40, Shares(0.9, 0.7), 0.1), Mean(40, Shares(0.4, 0.6), 0.1)).endswith(SUSPICION)
    True
    """
    if controls.margin is None or others.margin is None:
        return f"With fewer than {FEWEST} students, the figures are hints and no more."
    said = f"Passages with devices: {_direction(others)}. Control passages: {_direction(controls)}."
    suspicious = (_direction(others), _direction(controls)) == ("better", "worse")
    return f"{said} {SUSPICION}" if suspicious else said


def _direction(mean: Mean) -> str:
    if mean.margin is None or abs(mean.shares.gain) <= mean.margin:
        return "no change beyond chance"
    return "better" if mean.shares.gain > 0 else "worse"


def _shown(shares: Shares | None) -> tuple[Cell, ...]:
    if shares is None:
        return ("", "", "", "")
    return (
        percent(shares.before),
        percent(shares.after),
        _points(shares),
        change(shares.before, shares.after),
    )


def _points(shares: Shares | None) -> str:
    return "" if shares is None else f"{100 * shares.gain:+.0f}"
