"""The options of each function, and what they are by default."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.record import named_record

if TYPE_CHECKING:
    from lke_cli.results import Blank


MAX_SECONDS = 30.0
"""Time to read one file in."""
SURVEY_SECONDS = 120.0
"""Time to read the data of one survey in: it may have a million rows."""

Paths = str | Path | Iterable[str | Path]
"""A file, a folder with workbooks, a pattern such as ``*.xlsx``, or several of them."""


@named_record
class ReadOptions:
    """How a workbook is read. rubric: a shipped one by its name, or a YAML file. sheets: found by content where none.

    columns: what some are, ``answer=K`` or ``label=G``. header_row: as the sheet counts, found by content where None.
    assessor: whose answers are read, ``unit``, ``tpi`` or as the sheet's header names them. max_seconds: for one file.
    """

    rubric: str = DEFAULT_RUBRIC
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    header_row: int | None = None
    assessor: str = "unit"
    max_seconds: float = MAX_SECONDS


@named_record
class HeldOptions(ReadOptions):
    """What is read, and what it is held against.

    target: of the rubric, its first where None. minimums: more of them, ``total=76`` or ``A.1=60%``. alone: an
    assessor's answers count by themselves, not over what the unit and earlier assessors gave.
    """

    target: str | None = None
    minimums: tuple[str, ...] = ()
    alone: bool = False


@named_record
class ScoreOptions(HeldOptions):
    """Options of :func:`score`.

    blank: whether an unanswered question counts 0 or drops out of the mean. evidence: a folder, for the score that is
    left where only answers with evidence count. surveys: ``ipak=FILE``, data that the workbook's claims are held
    against. period: of the assessment, outside which respondents are told. review: the chance of a random review that
    lowers each answer by a step, such as ``5%``.
    """

    blank: "Blank" = "zero"
    evidence: Path | None = None
    surveys: tuple[str, ...] = ()
    period: str | None = None
    review: str | None = None


@named_record
class CompareOptions(HeldOptions):
    """Options of :func:`compare`.

    sort: rank, unit, verdict, missed, unanswered, findings, units (as in the list), or the code of a node; None for the
    list's order where there is one, else rank. only: the units that are shown. before: earlier rounds, the oldest
    first, each a file, folder or pattern. name_from: a CSV ``file;name``, a regular expression with one group, or
    ``folder``. all_versions: older versions of a unit's workbook count too. units: a list of who is expected. against:
    the assessor whose result stands beside the unit's own.
    """

    sort: str | None = None
    only: Literal["failing", "passing", "unreadable", "undecided", "blank", "unreviewed"] | None = None
    before: tuple[str | Path, ...] = ()
    name_from: str | None = None
    all_versions: bool = False
    units: Path | None = None
    against: str | None = None


@named_record
class DiffOptions(HeldOptions):
    """Options of :func:`diff`. against: the second assessor, by default the next in one file, the same in two."""

    against: str | None = None


@named_record
class FollowupOptions(HeldOptions):
    """Options of :func:`followup`. name_from: as :class:`CompareOptions`."""

    name_from: str | None = None


@named_record
class EvidenceOptions(HeldOptions):
    """Options of :func:`check_evidence`.

    workbook: an LKE whose answers and links are checked too. online: try the links. period: ``2025-01..2026-06`` or
    ``2026``. max_mb: the most that a file may have. cache: take what is known of files from the last run. leave_out:
    files of the folder that are no evidence. quarters: what is asked for over and over, by the quarters of the period.
    """

    workbook: Path | None = None
    online: bool = False
    period: str | None = None
    max_mb: float | None = None
    cache: bool = True
    leave_out: tuple[Path, ...] = ()
    quarters: bool = False


@named_record
class CheckOptions(HeldOptions):
    """Options of :func:`check`.

    evidence: the folder, found where None. surveys: ``ipak=FILE`` or ``FILE``, found where none. population: users of
    the service in the survey's period, by survey (``{"ipak": 1200}``). online: try the links. period,
    max_mb, cache, leave_out: as ``EvidenceOptions``. settings: files (lke.toml) that gave some of these, for the
    report; settled: which (``evidence``, ``surveys``).
    """

    evidence: Path | None = None
    surveys: tuple[str, ...] = ()
    population: Mapping[str, int] = field(default_factory=dict)
    online: bool = False
    period: str | None = None
    max_mb: float | None = None
    cache: bool = True
    leave_out: tuple[Path, ...] = ()
    settings: tuple[Path, ...] = ()
    settled: tuple[str, ...] = ()


@named_record
class PlanOptions(HeldOptions):
    """Options of :func:`plan`.

    robust: answers that may fall a step, 0 for the cheapest way alone. budget: of effort. deadline: ``2026-03``, a step
    that takes longer is left out. only, lock: codes of questions or nodes that alone may change, or may not. costs: a
    YAML file with other efforts. survey_up: surveys may rise. evidence: a folder; answers without evidence count 0.
    review: the chance that each answer falls in a random review, None for no simulation. blank: as ``ScoreOptions``.
    """

    robust: int = 3
    budget: float | None = None
    deadline: str | None = None
    only: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    costs: Path | None = None
    survey_up: bool = False
    evidence: Path | None = None
    review: str | None = "5%"
    blank: "Blank" = "zero"


@named_record
class AnnotateOptions(HeldOptions):
    """Options of :func:`annotate`.

    fix: ``safe`` writes anew, in the copy, what has one meaning only; None changes no cell.
    """

    fix: Literal["safe"] | None = None


@named_record
class SimulateOptions(HeldOptions):
    """Options of :func:`simulate`.

    plan: a plan that was saved as JSON, all of whose steps are taken. answers: ``A.I.1.i.b=A``, after the plan's.
    blank: as ``ScoreOptions``.
    """

    plan: Path | None = None
    answers: tuple[str, ...] = ()
    blank: "Blank" = "zero"


@named_record
class SurveyOptions:
    """Options of :func:`survey`.

    kind: this survey alone, all that are told by their questions where None. population: users of the service, as a
    number or by service (``{"PPID": 100}``). by: the column that tells services apart. questions, reverse: columns, by
    letter or title. period: as ``EvidenceOptions.period``. points: of the answers' scale. words: answers from the worst
    to the best, each a text with commas. sheets: found by content where none. instruments: YAML files beside the
    shipped ones. max_seconds: to read the file in.
    """

    rubric: str = DEFAULT_RUBRIC
    target: str | None = None
    kind: str | None = None
    population: int | Mapping[str, int] | None = None
    by: str | None = None
    questions: str | None = None
    reverse: str | None = None
    period: str | None = None
    points: int | None = None
    words: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    max_seconds: float = SURVEY_SECONDS
