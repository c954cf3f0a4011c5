"""What ``lke survey`` gives, as frozen and complete values: reports are made from them, and JSON holds them whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.numbers import reaches

if TYPE_CHECKING:
    from pandas import DataFrame

SCHEMA_VERSION = "2.1"
PLAN_SCHEMA_VERSION = "1.2"

ColumnRole = Literal["question", "time", "contact", "personal", "aside", "unreadable", "beside", "steering"]
"""question: answers. time: when it was sent. contact: e-mail, phone, NIK. personal: names, addresses.

unreadable: looks like a question, but its cells are not answers of a scale. beside: how important or expected, not how
it was. steering: whether somebody asked for good answers. aside: everything else.
"""
_Verdict = Literal["met", "missed", "undecided", "none"]
"""Whether an index reaches its minimum; none: there is no minimum."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Mutu pelayanan: its letter and what it is called."""

    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class QualityBand:
    """From where on (index x 25) a mutu holds."""

    letter: str
    label: str
    lowest: float


@dataclass(frozen=True, slots=True)
class UnsurResult:
    """An unsur (or a question of its own).

    columns: letters of its columns. n: valid answers. counts: answers per point of the scale, worst first. mean: on
    1..top, None without answers. converted: mean brought to 100. missing, outside, unknown, not_applicable: cells that
    do not count, by reason. difference: mean less the index; what is below 0 pulls the index down.
    """

    code: str
    label: str
    columns: tuple[str, ...]
    n: int
    counts: tuple[int, ...]
    mean: float | None
    converted: float | None
    quality: Quality | None
    missing: int
    outside: int
    unknown: int
    not_applicable: int
    difference: float | None


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % confidence interval of the index: ``lower`` and ``upper`` held to 1..top.

    margin: t quantile x standard error x finite population correction. corrected: whether that correction was made.
    """

    confidence: float
    standard_error: float
    t: float
    correction: float
    corrected: bool
    margin: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Readings:
    """From where to where the index may lie, where answers or columns can be read in several ways.

    why: what can be read so, and what settles it (Indonesian).
    """

    lowest: float
    highest: float
    why: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """How answers 1..points became 1..top: ``rentang`` 1 + (x - 1)(top - 1)/(points - 1), or ``bagian`` x / points
    x top.

    other, other_index: the other way of the two, and the index by it, where the instrument names none as confirmed.
    """

    points: int
    formula: str
    other: str | None
    other_index: float | None


@dataclass(frozen=True, slots=True)
class RoundedWeight:
    """The index x 25 as a table with a rounded weight gives it, and its mutu."""

    weight: float
    converted: float
    quality: Quality | None


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """How a column was taken, and why (Indonesian). Its header, never its cells. unsur: what its answers count for.

    instrument: the questionnaire that it belongs to.
    """

    letter: str
    header: str
    role: ColumnRole
    reason: str
    unsur: str | None
    instrument: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the index stands in an LKE: the question it answers, the points it gives, the minimum it must reach.

    maximum: of the answer's scale. answer: the index brought to it. points: answer / maximum x weight. required: on the
    scale of the answer, None where the target has no minimum for it. met: whether the index reaches it, None where that
    cannot be decided. safe: whether the whole interval does; None without an interval.
    """

    rubric: str
    target: str
    target_label: str
    question: str
    label: str
    maximum: float
    answer: float
    weight: float
    points: float
    required: float | None
    required_points: float | None
    gap: float | None
    met: bool | None
    safe: bool | None


@dataclass(frozen=True, slots=True)
class Sample:
    """Whether there are enough respondents (Krejcie & Morgan): needed for the population, and how many are missing."""

    population: int
    needed: int
    missing: int


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents of a service. needed: by Krejcie & Morgan for its own population; None where that is not given."""

    name: str
    respondents: int
    share: float
    index: float | None
    needed: int | None
    missing: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """Respondents of a month (``2026-01``, or a sheet's name). index: None where they are too few to be shown."""

    month: str
    respondents: int
    index: float | None


@dataclass(frozen=True, slots=True)
class ProfileShare:
    """A value of a respondents' trait, and the share (0..1) of those who gave one. Small groups are merged."""

    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Profile:
    """A trait of the respondents: what it is, its column, its shares."""

    trait: str
    column: str
    shares: tuple[ProfileShare, ...]


@dataclass(frozen=True, slots=True)
class Steering:
    """How many said that somebody asked them for good answers, of those who answered that."""

    column: str
    answered: int
    yes: int


@dataclass(frozen=True, slots=True)
class InsidePeriod:
    """Respondents of the period that counts (ISO dates): those inside, outside, and of an unknown day, and the index of
    those inside alone; None where there is none."""

    first: str
    last: str
    respondents: int
    outside: int
    undated: int
    index: float | None


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """One index.

    survey: what it is (``skm``, ``ipak``, ``ipkp``); label: the same for people. instrument: whose questions it was
    computed from; None where the user alone says that it is this survey. top: the best answer, hundred: what an index
    is multiplied by. points: of the answers' own scale. shape: how the table stood (``row-per-respondent``, ...).
    rows: responses read, with and without answers. first_day, last_day: of the responses, ISO dates. index: 1..top;
    answers that can be read in several ways are not in it, and ``readings`` tells from where to where it then may lie.
    answers: a text per question column, a character per respondent: 1..9, A for 10, a dot for none; empty where there
    are too many to be listed. spread: from where to where the index lies if some columns are read otherwise, where
    neither the verdict nor the mutu depends on it. inside: who answered inside the period that was named; the others
    count in the index too.
    """

    file: str
    sheet: str | None
    sheets: tuple[str, ...]
    shape: str
    survey: str
    label: str
    instrument: str | None
    instrument_title: str | None
    top: int
    hundred: float
    bands: tuple[QualityBand, ...]
    points: int
    conversion: Conversion | None
    rows: int
    respondents: int
    complete: int
    no_answers: int
    hidden_rows: int
    filtered_rows: int
    first_day: str | None
    last_day: str | None
    index: float
    converted: float
    quality: Quality | None
    rounded: RoundedWeight | None
    interval: Interval | None
    readings: Readings | None
    place: Place | None
    unsur: tuple[UnsurResult, ...]
    sample: Sample | None
    by: str | None
    groups: tuple[Group, ...]
    months: tuple[Month, ...]
    profile: tuple[Profile, ...]
    steering: Steering | None
    columns: tuple[ColumnUse, ...]
    findings: tuple[Finding, ...]
    answers: tuple[str, ...]
    spread: Readings | None = None
    inside: InsidePeriod | None = None

    @property
    def by_question(self) -> tuple[tuple[UnsurResult, str, str], ...]:
        """The answers by question column, those of an unsur side by side: the unsur, the column, the answers as in
        ``answers``. Empty where they are not listed."""
        counted = {letter for unsur in self.unsur for letter in unsur.columns}
        letters = [use.letter for use in self.columns if use.letter in counted and use.role == "question"]
        in_order = [(unsur, letter) for unsur in self.unsur for letter in unsur.columns] if self.answers else []
        if len(letters) == len(self.answers) == len(set(letters)):
            answers = dict(zip(letters, self.answers, strict=True))
            return tuple((unsur, letter, answers[letter]) for unsur, letter in in_order)
        # Columns of a turned table share a letter: they stand in the order of the unsur.
        return tuple((unsur, letter, text) for (unsur, letter), text in zip(in_order, self.answers, strict=False))

    @property
    def why_unlisted(self) -> str | None:
        """Why the answers are not listed one by one (Indonesian); None where they are."""
        if self.answers:
            return None
        counts = self.shape == "counts-per-answer"
        return "berkasnya hanya memuat banyaknya tiap jawaban" if counts else "berkasnya terlalu banyak respondennya"

    @property
    def pulling_down(self) -> tuple[UnsurResult, ...]:
        """The unsur that are visibly below the index, lowest first, at most three."""
        below = [unsur for unsur in self.unsur if unsur.difference is not None and unsur.difference <= -0.005]
        return tuple(sorted(below, key=lambda unsur: unsur.difference or 0.0)[:3])

    @property
    def verdict(self) -> _Verdict:
        """Whether the minimum is reached."""
        if self.readings is not None and (self.place is None or self.place.required is None):
            return "undecided"
        if self.place is None or self.place.required is None:
            return "none"
        return "undecided" if self.place.met is None else "met" if self.place.met else "missed"


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """What ``lke survey`` gives: every survey that a file holds."""

    file: str
    surveys: tuple[SurveyResult, ...]

    def to_frame(self) -> "DataFrame":
        """Return a pandas frame with a row an answer: of a respondent, by number, to a question; docs/api.md lists the
        columns. What respondents wrote about themselves is not in it. Raises LkeError where a survey's answers are not
        listed one by one."""
        from lke_cli.results.frames import frame

        unlisted = next((result for result in self.surveys if result.why_unlisted is not None), None)
        if unlisted is not None:
            raise LkeError(
                f"Jawaban {unlisted.label} tidak dapat diberikan satu per satu: {unlisted.why_unlisted}; "
                "pakai unsur, yang memuat banyaknya tiap jawaban."
            )
        return frame(_ANSWERS, (row for result in self.surveys for row in _answer_rows(result)))


@dataclass(frozen=True, slots=True)
class PlannedService:
    """A service: its population, its part of the sample, and the sample if it were to be judged by itself.

    months: its part of the sample by month, in the order of the plan's months.
    """

    name: str
    population: int
    sample: int
    sample_alone: int
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """A month (``2026-01``) and its part of the sample."""

    month: str
    sample: int


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """The sample that a population needs, spread over services and months."""

    population: int
    sample: int
    services: tuple[PlannedService, ...]
    months: tuple[PlannedMonth, ...]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What ``lke survey plan`` yields. given: where the population comes from: ``population`` or ``services``."""

    plan: SamplePlan
    given: Literal["population", "services"]


def quality_of(bands: tuple[QualityBand, ...], converted: float) -> Quality | None:
    """Return the mutu of a value out of 100, None where there are no bands.

    The bands are written with two decimals; a value between two of them has not reached the upper.
    """
    if not bands:
        return None
    band = next((quality_band for quality_band in bands if reaches(converted, quality_band.lowest)), bands[-1])
    return Quality(band.letter, band.label)


_TEN, _NO_ANSWER = "A", "."
_ANSWERS = {
    "file": "string",
    "survey": "string",
    "respondent": "Int64",
    "column": "string",
    "unsur": "string",
    "label": "string",
    "answer": "Int64",
}


def _answer_rows(result: SurveyResult) -> Iterator[tuple[str | int | None, ...]]:
    for unsur, column, answers in result.by_question:
        for number, mark in enumerate(answers, 1):
            answer = None if mark == _NO_ANSWER else 10 if mark == _TEN else int(mark)
            yield result.file, result.survey, number, column, unsur.code, unsur.label, answer
