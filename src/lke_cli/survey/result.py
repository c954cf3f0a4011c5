"""What a survey yields: frozen values that every report is made from, and that JSON holds whole."""

from dataclasses import dataclass
from typing import Literal

from lke_cli.findings import Finding
from lke_cli.survey.columns import Role
from lke_cli.survey.index import Interval, Readings, UnsurResult
from lke_cli.survey.quality import Quality
from lke_cli.survey.sample import SamplePlan

SCHEMA_VERSION = "1.2"

Kind = Literal["skm", "ipak", "ipkp"]
LABELS: dict[Kind, str] = {"skm": "SKM", "ipak": "IPAK", "ipkp": "IPKP"}


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """How a column was taken, and why (Indonesian). Its header, never its cells. unsur: what its answers count for."""

    letter: str
    header: str
    role: Role
    reason: str
    unsur: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the index stands in an LKE: the question it answers, the points it gives, the minimum it must reach.

    maximum: of the answer's scale. points: index / maximum x weight. required: on the scale of the answer, None where
    the target has no minimum for it. met: whether the index reaches it, None where that cannot be decided. safe:
    whether the whole interval does; None without an interval.
    """

    rubric: str
    target: str
    target_label: str
    question: str
    label: str
    maximum: float
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
class SurveyResult:
    """A survey.

    points: of the answers' own scale; more than 4 were brought to 1..4. rows: responses read, with and without
    answers. first_day, last_day: of the responses, ISO dates. index: 1..4, what the LKE asks for (0..4); answers that
    can be read in several ways are not in it, and ``readings`` tells from where to where it then may lie.
    """

    file: str
    sheet: str | None
    survey: Kind
    points: int
    rows: int
    respondents: int
    complete: int
    no_answers: int
    first_day: str | None
    last_day: str | None
    index: float
    converted: float
    quality: Quality | None
    interval: Interval | None
    readings: Readings | None
    place: Place | None
    unsur: tuple[UnsurResult, ...]
    sample: Sample | None
    by: str | None
    groups: tuple[Group, ...]
    columns: tuple[ColumnUse, ...]
    findings: tuple[Finding, ...]

    @property
    def pulling_down(self) -> tuple[UnsurResult, ...]:
        """The unsur that are visibly below the index, lowest first, at most three."""
        below = [unsur for unsur in self.unsur if unsur.difference is not None and unsur.difference <= -0.005]
        return tuple(sorted(below, key=lambda unsur: unsur.difference or 0.0)[:3])


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What ``lke survey plan`` yields. given: where the population comes from: ``population`` or ``services``."""

    plan: SamplePlan
    given: Literal["population", "services"]
