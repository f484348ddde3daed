"""What a question is: one class for each kind, with the fields a bank may set."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Computed = dict[str, str | bool]  # a key worked out from the text, such as {"count": "charade"}


class Strict(BaseModel):
    """Unknown fields are errors, and nothing is altered after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Option(Strict):
    """One option of a choice. ``accepted`` marks what careful readers also answer: full credit."""

    text: str = Field(min_length=1)
    correct: bool = False
    accepted: bool = False
    feedback: str = ""

    @property
    def credited(self) -> bool:
        """Whether picking it earns credit."""
        return self.correct or self.accepted


class Foreseen(Strict):
    """A wrong answer somebody is likely to give, with its own message."""

    value: float | Computed | str
    feedback: str


class Base(Strict):
    """What every kind of question has. ``control``: its passage is plain and sourced, to be left alone."""

    id: str = Field(pattern=r"^[\w-]+\.[\w-]+$")
    prompt: str = Field(min_length=1)
    points: float = Field(default=1, gt=0)
    justified_by: str = ""
    hints: tuple[str, ...] = ()
    explanation: str = ""
    confidence: bool = False
    secret: bool = False
    control: bool = False


class _WithOptions(Base):
    options: tuple[Option, ...] = Field(min_length=2)
    shuffle: bool = True  # false keeps an order that means something, such as a scale

    @model_validator(mode="after")
    def _options_make_sense(self) -> Self:
        texts = [option.text for option in self.options]
        if len(set(texts)) < len(texts):
            raise ValueError("two of the 'options' have the same text")
        if not any(option.correct for option in self.options):
            raise ValueError("none of the 'options' is marked correct, so the key is none of them")
        return self


class Choice(_WithOptions):
    """One option is picked."""

    kind: Literal["choice"]


class Choices(_WithOptions):
    """Any number of options are picked."""

    kind: Literal["choices"]


class Number(Base):
    """A number, within ``tolerance`` (absolute, in ``unit``)."""

    kind: Literal["number"]
    answer: float | Computed
    tolerance: float = Field(default=0, ge=0)
    unit: str = ""
    wrong: tuple[Foreseen, ...] = ()
    feedback: str = ""
    otherwise: str = ""

    @model_validator(mode="after")
    def _wrong_answers_are_numbers(self) -> Self:
        for foreseen in self.wrong:
            if isinstance(foreseen.value, str):
                raise ValueError(f"in 'wrong', '{foreseen.value}' must be a number, without quotation marks")
        return self


class ShortText(Base):
    """A word or a short phrase, compared with case, quotation marks and spaces folded."""

    kind: Literal["text"]
    accepted: tuple[str, ...] = Field(min_length=1)
    wrong: tuple[Foreseen, ...] = ()
    feedback: str = ""
    otherwise: str = ""

    @model_validator(mode="after")
    def _wrong_answers_are_text(self) -> Self:
        for foreseen in self.wrong:
            if not isinstance(foreseen.value, str):
                raise ValueError(f"in 'wrong', {foreseen.value} must be text, in quotation marks")
        return self


class Pair(Strict):
    """A left side and the right side that belongs to it."""

    left: str
    right: str
    feedback: str = ""


class Match(Base):
    """Each left side is given its right side."""

    kind: Literal["match"]
    pairs: tuple[Pair, ...] = Field(min_length=2)
    extra: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _left_sides_differ(self) -> Self:
        if len({pair.left for pair in self.pairs}) < len(self.pairs):
            raise ValueError("two of the 'pairs' have the same left side")
        return self


class Order(Base):
    """Items are put in order; ``items`` lists them in the right one."""

    kind: Literal["order"]
    items: tuple[str, ...] = Field(min_length=3)
    feedback: str = ""
    otherwise: str = ""

    @model_validator(mode="after")
    def _items_differ(self) -> Self:
        if len(set(self.items)) < len(self.items):
            raise ValueError("two of the 'items' are the same")
        return self


class Passage(Strict):
    """The passage to be marked, named by its first and last words, or written for the question."""

    first: str = ""
    last: str = ""
    text: str = ""
    constructed: str = ""

    @model_validator(mode="after")
    def _one_way_to_name_it(self) -> Self:
        if bool(self.constructed) == bool(self.first and self.last):
            raise ValueError("give either 'first' and 'last', or 'constructed'")
        return self


class KeySpan(Strict):
    """One thing to be found in the passage: the ``nth`` place where ``quote`` stands.

    The source, cue and content of one attribution share a number, ``attribution``.
    """

    label: str
    quote: str = Field(min_length=1)
    nth: int = Field(default=1, ge=1)
    feedback: str = ""
    optional: bool = False
    attribution: int | None = None


class Spans(Base):
    """Words or stretches of a passage are marked and labelled."""

    kind: Literal["spans"]
    passage: Passage
    labels: tuple[str, ...] = Field(min_length=1)
    reference: Literal["seed"] | None = None
    key: tuple[KeySpan, ...] | None = None
    agreement: str = ""

    @model_validator(mode="after")
    def _one_reference(self) -> Self:
        if (self.reference is None) == (self.key is None):
            raise ValueError("give either 'reference' or 'key' (an empty key is a control passage)")
        strange = [span.label for span in self.key or () if span.label not in self.labels]
        if strange:
            raise ValueError(f"the key uses the label '{strange[0]}', which is not in 'labels'")
        return self


class Example(Strict):
    """A call of the student's function and the value it should return."""

    args: tuple[Any, ...]
    expect: Any
    tolerance: float = 0
    hidden: bool = False


class Code(Base):
    """A function written by the student and tried on examples."""

    kind: Literal["code"]
    function: str
    examples: tuple[Example, ...] = Field(min_length=1)
    feedback: str = ""
    otherwise: str = ""


class Criterion(Strict):
    """One line of a rubric. ``levels`` describe what earns 0 points, 1 point and so on."""

    criterion: str
    points: float = Field(gt=0)
    levels: tuple[str, ...] = ()


class Essay(Base):
    """A few sentences or paragraphs, marked by a person with the rubric."""

    kind: Literal["essay"]
    rubric: tuple[Criterion, ...] = Field(min_length=1)
    min_words: int = 0
    max_words: int = 1000

    @model_validator(mode="after")
    def _limits_leave_room(self) -> Self:
        if self.min_words > self.max_words:
            raise ValueError("'min_words' is above 'max_words'")
        return self


Question = Choice | Choices | Number | ShortText | Match | Order | Spans | Code | Essay
