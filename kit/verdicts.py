"""What a student is told of a recorded answer: its mark, or in a test only that it is recorded."""

from typing import Any

from kit.answers import Record
from kit.banks import Bank
from kit.errors import ResponseError
from kit.marking import Mark, mark
from kit.questions import Question
from kit.texts import Text


def told(bank: Bank, question: Question, record: Record, text: Text) -> Mark:
    """The mark of an answer as its student may see it: in practice all of it, in a test none.

    What cannot be marked, as it was given to an older bank or to a newer kit, is *recorded*, with the reason.
    """
    if not record.readable:
        newer = (
            "This answer was recorded by a newer version of the kit. It is kept as it is; "
            "update the kit to see it."
        )
        return Mark("recorded", 0, 0, (newer,))
    try:
        given = mark(question, record.response, text)
    except ResponseError as error:
        return Mark("recorded", 0, question.points, (f"This answer cannot be marked. {error}",))
    if bank.mode == "test" and given.state != "unattempted":
        said = (*_errors(record.response), "You can change it until you hand in.")
        return Mark("recorded", 0, given.max_score, said)
    return given


def _errors(response: Any) -> list[str]:
    """What went wrong when a function was tried: no verdict, and a typing error should not stay unseen."""
    values = response.get("values") if isinstance(response, dict) else None
    outcomes = [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    failed = [str(value["error"]) for value in outcomes if "error" in value]
    return (
        [f"{len(failed)} of {len(outcomes)} examples ended with an error: {failed[0][:200]}."]
        if failed
        else []
    )
