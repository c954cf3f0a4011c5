"""What checking evidence yields: frozen values that every report is made from, and that JSON holds whole."""

from typing import Literal

from lke_cli.findings import Finding, Severity, has_errors
from lke_cli.record import record
from lke_cli.results.score import MinimumResult, Scorecard

SCHEMA_VERSION = "1.6"

ContentState = Literal[
    "ok",
    "misnamed",
    "unopened",
    "empty",
    "broken",
    "password",
    "mislabelled",
    "shortcut",
    "unreadable",
    "slow",
]
"""misnamed: under another type's suffix, which opens all the same. unopened: no library for this type. shortcut: a text
that holds only an address. unreadable: the system would not give its bytes. slow: it took too long, or ended the
process that opened it."""
FileState = ContentState | Literal["temporary", "archive", "unknown"]
"""What a file's content showed; temporary, archive and unknown by its name alone."""

QuarterState = Literal["there", "partial", "unsure", "hole"]
"""there: a file that says so. partial: of some of the months. unsure: a date in its text alone, or of several quarters.
hole: none."""
Status = Literal["complete", "partial", "none"]
InPeriod = Literal["inside", "outside", "unsure", "unchecked"]
LinkState = Literal["unasked", "reachable", "forbidden", "dead", "internal", "unsure"]

SignatureState = Literal["present", "whole", "added", "changed", "unchecked"]
"""present: there, and not looked at further (that needs ``lke[tte]``). whole: the bytes are those that were signed, and
nothing but what a signature allows was added since. added: they are, and something else was added. changed: they are
not. unchecked: what it is made of could not be read."""
GenuineMark = Literal[
    "signed", "read-from-scan", "unread-scan", "reused", "outside", "changed", "added", "edited", "other-day"
]
"""What is known of a file being genuine and of the period: signed electronically; a scan, read or not; a picture used
elsewhere; dated or signed outside the period; not what was signed; added to since; edited long after its date; a photo
of another day than its name says."""
_DOUBTS: frozenset[GenuineMark] = frozenset(["reused", "outside", "changed", "added", "edited", "other-day"])

_UNSEEN = ("folder-unreadable", "folder-vanished", "file-unreadable")  # rules


@record
class Signature:
    """An electronic signature in a PDF.

    time: as the computer that signed says, without its zone (``2025-03-12T08:00:00``); ``""`` where it does not.
    signer, issuer: names in its certificate; chain: of the issuer and of those above it, as far as the file holds
    them. That a name is there says nothing of whether its bearer gave it: no certificate is checked. known: the
    rubric's name of an issuer that one of them names. detail: what else is known (Indonesian).
    """

    state: SignatureState
    time: str
    signer: str = ""
    issuer: str = ""
    chain: tuple[str, ...] = ()
    detail: str = ""
    known: str = ""


@record
class FileResult:
    """A file of the folder.

    path: below the folder. question: where it counts, None where that is in doubt; closest: the likeliest questions
    then, and why; node: the part of the rubric whose folder it lies in then, for which it may count as a whole; twin:
    the part of another bagian that the folder names as well. usable: it is a document that others can open. kinds: of
    evidence, by name or first page. dates: as read, the metadata's apart. signatures: electronic ones of a PDF.
    edited: the day on which it was last changed, by its metadata. alike: paths of pictures elsewhere, or of another
    time, of which this is a copy or that are copies of it. at_risk: points of its question, where it has doubts.
    read: it is a scan whose first page was read. months: that it stands for; months_sure: whether its name, a
    folder or its title says so.
    """

    path: str
    size: int
    question: str | None
    closest: tuple[str, ...]
    why: str
    kinds: tuple[str, ...]
    state: FileState
    detail: str
    usable: bool
    scan: bool
    dates: tuple[str, ...]
    made: str | None
    period: InPeriod
    node: str = ""
    signatures: tuple[Signature, ...] = ()
    edited: str | None = None
    alike: tuple[str, ...] = ()
    genuine: tuple[GenuineMark, ...] = ()
    at_risk: float = 0.0
    read: bool = False
    months: tuple[str, ...] = ()
    months_sure: bool = False
    twin: str = ""

    @property
    def doubts(self) -> tuple[GenuineMark, ...]:
        """Those of its marks for which an assessor may refuse it."""
        return tuple(mark for mark in self.genuine if mark in _DOUBTS)


@record
class QuestionEvidence:
    """A question and its evidence.

    status: complete (a usable file of each expected kind), partial, none (no usable file). unrecognised: usable files
    whose kind nothing tells. unusable, doubtful: paths of files that do not count. weight: points of the question.
    answer, points: what the workbook claims (None without one). links: usable links in the workbook.
    """

    code: str
    label: str
    expected: tuple[str, ...]
    found: tuple[str, ...]
    missing: tuple[str, ...]
    status: Status
    files: tuple[str, ...]
    unrecognised: int
    unusable: tuple[str, ...]
    doubtful: tuple[str, ...]
    weight: float
    answer: str | None
    points: float | None
    links: int

    @property
    def stake(self) -> float:
        """The points that hang on its evidence: those its answer claims, or all it can give."""
        return self.weight if self.points is None else self.points

    @property
    def needed(self) -> bool:
        """Whether the rubric expects evidence of it, and its answer (where there is one) claims any points."""
        return bool(self.expected) and self.points != 0


@record
class NodeEvidence:
    """How many questions of a node, of those of which evidence is expected, have complete, partial and no evidence."""

    code: str
    label: str
    questions: int
    complete: int
    partial: int
    none: int


@record
class QuarterCell:
    """What there is of a question in a quarter (``2025-Q1``): files that say so, files that may be; missing: months,
    of what is asked for each month."""

    quarter: str
    state: QuarterState
    sure: int
    unsure: int
    missing: tuple[str, ...] = ()


@record
class QuestionQuarters:
    """A question that asks for something each quarter or month. undated: its files of which nothing tells the month."""

    code: str
    label: str
    every: Literal["month", "quarter"]
    cells: tuple[QuarterCell, ...]
    undated: int


@record
class LinkResult:
    """A link of the workbook. questions: whose rows it stands in. cells: where."""

    url: str
    questions: tuple[str, ...]
    cells: tuple[str, ...]
    state: LinkState
    detail: str
    usable: bool


@record
class EvidencedMinimum:
    """A minimum with what the workbook claims and what is left where only evidenced answers count."""

    claimed: MinimumResult
    evidenced: MinimumResult


@record
class Claims:
    """The workbook beside its evidence. basis: what counted as evidence. possible_total: what is left where files whose
    question is in doubt count for all that they may be for; equal to evidenced_total where none is."""

    workbook: str
    sheet: str
    target_label: str
    basis: Literal["files", "links"]
    claimed_total: float | None
    evidenced_total: float | None
    total_weight: float
    minimums: tuple[EvidencedMinimum, ...]
    possible_total: float | None = None


def claims_of(
    file: str,
    sheet: str,
    card: Scorecard,
    left: Scorecard,
    basis: Literal["files", "links"],
    possible: Scorecard | None = None,
) -> Claims:
    """Return a scorecard beside the one where only answers with evidence count."""
    return Claims(
        workbook=file,
        sheet=sheet,
        target_label=card.target_label,
        basis=basis,
        claimed_total=card.total.score,
        evidenced_total=left.total.score,
        total_weight=left.total.weight,
        minimums=tuple(EvidencedMinimum(a, b) for a, b in zip(card.minimums, left.minimums, strict=True)),
        possible_total=(possible or left).total.score,
    )


@record
class EvidenceReport:
    """What ``lke check-evidence --format json`` holds. folder is None where only links were checked. quarters:
    where they were asked for."""

    rubric: str
    folder: str | None
    file_count: int
    byte_count: int
    period: str | None
    kinds: dict[str, str]
    nodes: tuple[NodeEvidence, ...]
    questions: tuple[QuestionEvidence, ...]
    files: tuple[FileResult, ...]
    links: tuple[LinkResult, ...]
    claims: Claims | None
    findings: tuple[Finding, ...]
    quarters: tuple[QuestionQuarters, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the folder holds all kinds of evidence for every question that needs any."""
        return all(question.status == "complete" for question in self.questions if question.needed)

    @property
    def sound(self) -> bool:
        """Whether nothing is left to do: no error, nothing missing, and every minimum reached by what is evidenced."""
        missed = self.claims is not None and any(not minimum.evidenced.met for minimum in self.claims.minimums)
        return not (missed or has_errors(self.findings)) and (self.folder is None or self.complete)

    @property
    def unseen(self) -> bool:
        """Whether something that may hold evidence could not be looked into."""
        return any(f.rule in _UNSEEN and f.severity is Severity.ERROR for f in self.findings)
