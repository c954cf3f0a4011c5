"""What one check before submission yields: what was looked at, what stands in the way, and all that it rests on."""

from typing import Literal

from lke_cli.findings import Finding
from lke_cli.record import record
from lke_cli.results.evidence import EvidenceReport
from lke_cli.results.inspect import Inspection
from lke_cli.results.score import ScoreReport
from lke_cli.results.survey import SurveyResult

SCHEMA_VERSION = "1.1"

PartKind = Literal["workbook", "reader", "evidence", "links", "survey"]
"""A part of a submission: the LKE, the second reader's view of it, the evidence folder, the LKE's links, a survey."""
Origin = Literal["named", "settings", "found"]
"""Where a part comes from: named by the user, by the settings (lke.toml), or found in the folder."""
Why = Literal["wrong", "undecided", "missing"]
"""Why something stands in the way: it is known to be wrong; it could be read in two ways, or not be looked into; or it
was not found, and so not checked."""
PartState = Literal["good", "wrong", "undecided", "missing", "unchecked"]
"""What a part's check gave; unchecked: it was not asked for, and no verdict rests on it."""
Safety = Literal["safe", "not-yet", "undecided"]

_WORST: tuple[Why, ...] = ("undecided", "wrong", "missing")


@record
class Part:
    """A part that was checked, or is missing. survey: which (``ipak``), of a survey alone. path: None where none was
    taken. count: files of the folder, respondents of the survey, links, cells that the second reader sees otherwise.
    warnings: what is to be read there, and stands in no one's way."""

    kind: PartKind
    label: str
    survey: str | None
    path: str | None
    origin: Origin | None
    state: PartState
    count: int | None = None
    warnings: int = 0


@record
class Obstacle:
    """One thing that stands in the way. part, survey: where. finding: what it is, and what to do. command: what shows
    or settles it, ``""`` where nothing does."""

    why: Why
    part: PartKind
    survey: str | None
    finding: Finding
    command: str = ""


@record
class Unchecked:
    """What was not looked at because nobody asked for it; option: with what it is (``--online``)."""

    what: Literal["links", "dates", "sizes", "survey-dates"]
    option: str


@record
class Aside:
    """A file that was looked at and is no part, and why (Indonesian)."""

    file: str
    why: str


@record
class UnitCheck:
    """A unit's check.

    unit: its name, of the LKE's file or the folder. total: of its LKE, None where it has no score. missed: codes of the
    minimums that are not reached. settings: the files (lke.toml) that were used. open_in_excel: whether a lock file
    lies beside the LKE: what was checked is what was saved last.
    """

    folder: str
    unit: str
    total: float | None
    missed: tuple[str, ...]
    parts: tuple[Part, ...]
    obstacles: tuple[Obstacle, ...]
    unchecked: tuple[Unchecked, ...]
    aside: tuple[Aside, ...]
    settings: tuple[str, ...] = ()
    open_in_excel: bool = False

    @property
    def verdict(self) -> Safety:
        """Safe where nothing stands in the way; not-yet where it is decided that something is wrong; else undecided.

        What could be read in two ways decides nothing, whatever else is wrong. What is only missing leaves open whether
        the unit is safe, but not that it is not, where something else is wrong.
        """
        whys = {obstacle.why for obstacle in self.obstacles}
        if not whys:
            return "safe"
        return "not-yet" if "wrong" in whys and "undecided" not in whys else "undecided"


def state_of(whys: set[Why]) -> PartState:
    """Return the state of a part in whose way these stand: the worst of them, good where there are none."""
    return next((why for why in _WORST if why in whys), "good")


@record
class CheckReport:
    """What ``lke check --format json`` holds.

    path: the folder or file that was checked. units: one, or of a folder of folders one each. score, inspection,
    evidence, surveys: of one unit, all that its check rests on; of several they are left out (each unit's own check
    holds them), for those of a province fill no memory.
    """

    path: str
    target_label: str
    units: tuple[UnitCheck, ...]
    score: ScoreReport | None = None
    inspection: Inspection | None = None
    evidence: EvidenceReport | None = None
    surveys: tuple[SurveyResult, ...] = ()

    @property
    def verdict(self) -> Safety:
        """The worst of the units': undecided, then not-yet."""
        verdicts = {unit.verdict for unit in self.units}
        return next((verdict for verdict in ("undecided", "not-yet") if verdict in verdicts), "safe")
