"""What can be mended of evidence now: files that are empty, broken, misplaced or of another time, a line a question."""

from collections.abc import Iterator, Sequence

from lke_cli.record import record
from lke_cli.report.cells import file_name
from lke_cli.report.evidence_labels import FILE_LABELS, GENUINE_LABELS
from lke_cli.results import EvidenceReport, FileResult, FileState, QuestionEvidence
from lke_cli.untrusted import one_line

_FAULTY: tuple[FileState, ...] = (
    "empty",
    "broken",
    "unreadable",
    "slow",
    "password",
    "mislabelled",
    "shortcut",
    "archive",
    "unknown",
)
"""States of files that can be mended, the first to mend first."""
_FAULTS = {state: FILE_LABELS[state] for state in _FAULTY}
_MISPLACED = "letaknya belum pasti"
_ORDER = (*_FAULTS.values(), _MISPLACED, GENUINE_LABELS["changed"], GENUINE_LABELS["outside"])
_NAME = 40  # characters of a file's name


@record
class Mend:
    """What can be mended for a question (or for an indikator, whose questions its files do not tell): files by fault.

    code: ``""`` for files that resemble no question. stake: points that hang on it.
    """

    code: str
    label: str
    stake: float
    faults: tuple[tuple[str, tuple[FileResult, ...]], ...]

    @property
    def files(self) -> tuple[FileResult, ...]:
        """All the files."""
        return tuple(file for _, files in self.faults for file in files)


def to_mend(report: EvidenceReport) -> list[Mend]:
    """Return what can be mended: the worst faults first, then most points."""
    by_place: dict[tuple[str, str], dict[str, list[FileResult]]] = {}
    for file in report.files:
        for fault in _faults(file):
            code = file.question or file.node or next(iter(file.closest), "")
            by_place.setdefault((code, file.twin), {}).setdefault(fault, []).append(file)
    rows = [_mend(code, twin, faults, report) for (code, twin), faults in by_place.items()]
    return sorted(rows, key=lambda row: (_ORDER.index(row.faults[0][0]) >= len(_FAULTS), -row.stake))


def _mend(code: str, twin: str, faults: dict[str, list[FileResult]], report: EvidenceReport) -> Mend:
    likeliest = {file.question or next(iter(file.closest), "") for files in faults.values() for file in files}
    wanted = _inside(code, report) or [question for question in report.questions if question.code in likeliest]
    stake = sum(question.stake for question in wanted) if code else 0.0
    label = f"atau {twin}: bagiannya tidak disebut" if twin else _label(code, report)
    return Mend(code, label, stake, tuple((fault, tuple(faults[fault])) for fault in _ORDER if fault in faults))


def _inside(code: str, report: EvidenceReport) -> list[QuestionEvidence]:
    """Return a question, or those of an indikator."""
    return [q for q in report.questions if code in (q.code, q.code.rpartition(".")[0])]


def _label(code: str, report: EvidenceReport) -> str:
    labels = {node.code: node.label for node in report.nodes} | {q.code: q.label for q in report.questions}
    return labels.get(code, "seluruh indikator") if code else "tidak mirip pertanyaan mana pun"


def _faults(file: FileResult) -> Iterator[str]:
    if file.state == "temporary":
        return
    if file.state in _FAULTS:
        yield _FAULTS[file.state]
    elif file.question is None:
        yield _MISPLACED
    if "changed" in file.genuine:
        yield GENUINE_LABELS["changed"]
    if "outside" in file.genuine and file.usable:
        yield GENUINE_LABELS["outside"]


def mend_text(mend: Mend, most: int, names: int = _NAME) -> str:
    """Return what is wrong with which files: ``kosong: a.pdf; letaknya belum pasti: b.pdf dan 3 lagi``."""
    return "; ".join(f"{fault}: {short_names(files, most, names)}" for fault, files in mend.faults)


def short_names(files: Sequence[FileResult], most: int, length: int = _NAME) -> str:
    """Return the names of files without their folders, and how many more there are."""
    shown = [one_line(file_name(file.path), length) for file in files[:most]]
    return ", ".join(shown) + (f" dan {len(files) - most} lagi" if len(files) > most else "")
