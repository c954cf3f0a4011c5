"""What an instrument is: its questions, the words that tell them, what answers are worth, what the index feeds.

Frozen dataclasses that pydantic validates (``instrument.load``) without being imported here. Shapes are declared here;
what must hold between parts is in ``instrument.check``.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar, dataclass_transform

T = TypeVar("T")

_Words = tuple[str, ...]
Formula = Literal["rentang", "bagian"]
"""How an answer x of 1..n becomes one of 1..top. rentang: 1 + (x - 1) x (top - 1) / (n - 1). bagian: x / n x top."""

_CONFIG = {"extra": "forbid", "allow_inf_nan": False, "use_attribute_docstrings": True}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def instrument_part(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass that pydantic, where it is asked, validates without unknown fields."""
    made = dataclass(frozen=True, eq=False, kw_only=True)(cls)
    made.__pydantic_config__ = _CONFIG  # type: ignore[attr-defined]
    return made


@instrument_part
class InstrumentQuestion:
    """What is asked."""

    code: str
    unsur: str
    """The code of the unsur that it counts for; several questions may share one."""
    ask: _Words
    """What tells it: each entry is some words that all stand in the question; ``*`` stands for any letters."""
    unless: _Words = ()
    """Entries in the same way; where one fits, it is not this question."""
    answers: tuple[_Words, ...] = ()
    """Lists of words, worst first, that are special to this question."""


@instrument_part
class Unsur:
    """What an index is the mean of."""

    code: str
    label: str


@instrument_part
class Band:
    """A mutu: from where on (index x 25) it holds."""

    letter: str
    label: str
    lowest: float


@instrument_part
class Occurrence:
    """Words, worst first, of how often a bad thing happens, which say something only where it is asked for so."""

    words: _Words
    always: bool = False
    """Whether they mean the bad thing whatever the question's wording (``Selalu ada``)."""


@instrument_part
class InstrumentScale:
    """Answers of another length than 1..top that this instrument is known to be sent out with."""

    points: int
    formula: Formula
    """The one that is used; the report says what the other gives."""


@instrument_part
class Instrument:
    """A questionnaire, or an index over questionnaires."""

    format: Literal[1]
    id: str
    label: str
    """Short, as it stands in a headline: ``SKM``."""
    title: str
    note: str | None = None
    """Where it comes from and what is not confirmed (Indonesian)."""
    over: _Words = ()
    """Of an index: the questionnaires whose questions it is made of, the usual one first."""
    survey: str | None = None
    """Of an index: what a rubric's question calls it (``ipak``), and what ``--kind`` does."""
    maxima: tuple[float, ...] = ()
    """Of an index: the highest answers of a rubric's scale that it can be brought to, such as 4 and 100."""
    names: _Words = ()
    """Words by which a title or header names it."""
    top: int
    """The best answer; the worst is 1."""
    hundred: float | None = None
    """What the index is multiplied by to be one of 100; by default 100 / top."""
    unsur: tuple[Unsur, ...] = ()
    questions: tuple[InstrumentQuestion, ...] = ()
    answers: tuple[_Words, ...] = ()
    """Lists of words, worst first, that hold for all questions."""
    occurrence: tuple[Occurrence, ...] = ()
    happens: _Words = ()
    """Words that make a question ask whether the bad thing happens; with a negation before them it does not."""
    scales: tuple[InstrumentScale, ...] = ()
    bands: tuple[Band, ...] = ()
    """Mutu, best first; the last is the lowest there is."""
    complete: int | None = None
    """Of bands: so many unsur make the whole; with other numbers the mutu is not the regulation's."""
    least: int | None = None
    """With fewer unsur, or of an index with fewer questions of the unit's own, the index is not decided."""
    most: int | None = None
    """With more than so many questions of the unit's own an index is not decided; of bands by default ``complete``."""
    rounded_weight: float | None = None
    """The weight of an unsur as the regulation's own table rounds it."""
    order: bool = False
    """Whether questions without telling words may be known by their place among all."""
    unordered: _Words = ()
    """Unsur that are numbered one way and asked for in another order: only words tell them apart."""
    before: _Words = ()
    """Ids of questionnaires that this one goes before where a question fits both."""
    steering: _Words = ()
    """What tells the question whether somebody asked the respondent for good answers (as ``ask``)."""

    @property
    def to_hundred(self) -> float:
        """What the index is multiplied by to be one of 100."""
        return self.hundred if self.hundred is not None else 100 / self.top

    @cached_property
    def by_unsur(self) -> dict[str, Unsur]:
        """The unsur by code."""
        return {unsur.code: unsur for unsur in self.unsur}

    @cached_property
    def by_code(self) -> dict[str, InstrumentQuestion]:
        """The questions by code."""
        return {question.code: question for question in self.questions}
