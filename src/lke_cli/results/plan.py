"""What planning yields: frozen, complete values that every report on a plan is made from, and that JSON holds whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lke_cli.results.found import PassedOver
from lke_cli.results.score import Resilience, ReviewShare

SCHEMA_VERSION = "1.0"

ACTIONS, SUMMARY = "Rencana aksi", "Ringkasan"
"""The names of a plan's sheets."""
TITLES: Mapping[str, str] = {
    "number": "No",
    "code": "Kode",
    "label": "Kegiatan",
    "cell": "Sel",
    "before": "Dari",
    "after": "Menjadi",
    "evidence": "Bukti yang diharapkan",
    "effort": "Upaya",
    "days": "Perkiraan hari",
    "closes": "Menutup",
    "person": "Penanggung jawab",
    "date": "Tanggal target",
    "status": "Status",
    "remark": "Keterangan",
}
"""The columns of the first sheet."""
TOTAL_THEN = "Nilai total saat rencana dibuat"
EVIDENCED = "bukti ada"
"""What stands under *Menjadi* where only evidence is to be provided."""

BLANK_ANSWER: Mapping[str, str] = {
    "answered": "",
    "unanswered": "kosong",
    "invalid": "tidak sah",
    "uncomputed": "belum dihitung",
    "not-found": "tidak ditemukan",
}
"""What is shown where a question has no valid answer, by its state."""

TrackState = Literal["done", "partly", "not-yet", "undone", "unknown"]
"""A step of a plan beside a newer workbook. undone: the answer is now below where the plan began."""


@dataclass(frozen=True, slots=True)
class Change:
    """An answer or a count that moves. code: of the question or input. before, after: as they are shown.

    answer: what to fill in, an option or a number; None where only evidence is to be provided.
    """

    code: str
    question: str
    label: str
    cell: str | None
    before: str
    after: str
    answer: str | float | None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One thing to do. adds: points to the total. total, cost_so_far: after it and all before it.

    evidence: labels of what is expected. effort: what has to be done; days: roughly how long. closes: nodes whose
    minimum is met from this step on; secures: nodes that from this step on stand all the falls planned for.
    """

    number: int
    question: str
    label: str
    changes: tuple[Change, ...]
    adds: float
    total: float
    cost: float
    cost_so_far: float
    effort: str
    days: int
    evidence: tuple[str, ...]
    closes: tuple[str, ...]
    secures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A node's minimum at the end of a way. worst: points left after the worst ``falls`` one-step falls."""

    node: str
    label: str
    required: float
    reached: float
    met: bool
    falls: int
    worst: float
    stands: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A set of steps, the cheapest that does what it is for.

    falls: how many falls it was planned to stand. bound: no way costs less; optimal: the cost is proved to be least.
    others: whether other ways of the same cost exist, None where that was not found out. days: where all is done side
    by side. resilience, review: of the unit at its end, where it then meets every minimum.
    """

    falls: int
    cost: float
    bound: float
    optimal: bool
    others: bool | None
    days: int
    total: float
    met: bool
    steps: tuple[PlanStep, ...]
    reached: tuple[Reached, ...]
    resilience: Resilience | None
    review: ReviewShare | None = None

    @property
    def gap(self) -> float:
        """How much less a cheaper way could cost at most, as a share of the cost, 0..1."""
        return 0.0 if self.optimal or not self.cost else max(0.0, (self.cost - self.bound) / self.cost)


@dataclass(frozen=True, slots=True)
class PlannedMinimum:
    """A minimum before anything is done. most: points that can be reached by what may move; reachable: they are enough.

    stands: how many falls, of those asked for, it can be made to stand; measured: respondents alone decide it, so that
    nothing falls in a review and no plan gives it a reserve. survey: the survey question that alone keeps
    it from being met, survey_now and survey_required: on its scale. survey_points: what surveys that may not rise could
    still give.
    """

    node: str
    label: str
    required: float
    reached: float
    met: bool
    most: float
    reachable: bool
    stands: int
    measured: bool
    survey: str | None
    survey_label: str | None
    survey_now: float | None
    survey_required: float | None
    survey_points: float


@dataclass(frozen=True, slots=True)
class EffortClass:
    """What a class of steps costs each, and how long it roughly takes."""

    label: str
    cost: float
    days: int


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What ``lke plan --format json`` holds.

    met: before anything is done. falls: ``--robust``. evidenced: answers without evidence count 0 (``--evidence``).
    cheapest: the way that just meets the minimums that can be reached; sturdy: one that stands the falls; either is
    None where there is none. budgeted: the best that ``budget`` buys. notes: what else must be said
    (Indonesian). efforts: what steps cost. coarse: questions of so many counts that
    these move in larger steps: the cheapest way is the cheapest of those. whole: every minimum can be reached.
    """

    file: str
    sheet: str | None
    assessor: str
    rubric: str
    target: str
    target_label: str
    falls: int
    evidenced: bool
    met: bool
    total: float
    weight: float
    whole: bool
    minimums: tuple[PlannedMinimum, ...]
    resilience: Resilience | None
    review: ReviewShare | None
    cheapest: Way | None
    sturdy: Way | None
    budget: float | None
    budgeted: Way | None
    efforts: tuple[EffortClass, ...]
    coarse: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def main(self) -> Way | None:
        """The way to show first."""
        return self.budgeted or self.sturdy or self.cheapest


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit of many. first: its first steps. problem: why it could not be read or planned, then the rest is empty.

    unreachable: nodes whose minimum cannot be reached by what may move.
    """

    unit: str
    file: str
    met: bool | None
    total: float | None
    cheapest_cost: float | None
    sturdy_cost: float | None
    optimal: bool | None
    falls: int | None
    unreachable: tuple[str, ...]
    questions: tuple[str, ...]
    first: tuple[PlanStep, ...]
    problem: str | None


@dataclass(frozen=True, slots=True)
class Common:
    """A question that stands in the plans of several units."""

    code: str
    label: str
    units: int


@dataclass(frozen=True, slots=True)
class PlansResult:
    """What ``lke plan FOLDER --format json`` holds. planned: units that have a plan with steps. left: files that were
    not planned, because the run was stopped. passed_over: what lay beside the workbooks and was not read."""

    rubric: str
    target: str
    target_label: str
    falls: int
    units: tuple[UnitPlan, ...]
    left: int
    planned: int
    common: tuple[Common, ...]
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackedStep:
    """A step of a plan beside a newer workbook. person, date, status: as filled in by the unit."""

    number: int
    code: str
    label: str
    cell: str | None
    before: str
    after: str
    now: str
    state: TrackState
    person: str
    date: str
    status: str


@dataclass(frozen=True, slots=True)
class TrackResult:
    """What ``lke plan --track --format json`` holds. left: minimums not met by the newer workbook, and their gap."""

    plan: str
    file: str
    sheet: str | None
    target_label: str
    met: bool
    total: float
    total_then: float | None
    steps: tuple[TrackedStep, ...]
    left: Mapping[str, float]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SimulatedMinimum:
    """A minimum before and after changes, in points."""

    node: str
    label: str
    required: float
    before: float | None
    after: float | None
    met_before: bool
    met_after: bool


@dataclass(frozen=True, slots=True)
class SimulateResult:
    """What ``lke simulate --format json`` holds."""

    file: str
    sheet: str | None
    target_label: str
    changes: tuple[Change, ...]
    total_before: float | None
    total_after: float | None
    weight: float
    met_before: bool
    met_after: bool
    minimums: tuple[SimulatedMinimum, ...]
    resilience_before: Resilience | None
    resilience_after: Resilience | None
    notes: tuple[str, ...]
