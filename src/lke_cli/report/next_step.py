"""What to type next, as the last line of a report on the screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lke_cli.findings import Severity, has_errors
from lke_cli.report.document import Document, Text
from lke_cli.results import kind_of
from lke_cli.untrusted import quoted

if TYPE_CHECKING:
    from lke_cli.results import (
        Comparison,
        DiffReport,
        EvidenceReport,
        FollowupReport,
        Inspection,
        PlanResult,
        PlansResult,
        SampleReport,
        ScoredWorkbook,
        ScoreReport,
        SimulateResult,
        SurveyReport,
        TrackResult,
    )

_AGAIN = "Sesudah diperbaiki: jalankan lagi"


def next_step(result: object) -> str:
    """Return what to type after a report that was read whole; ``""`` where the report says it itself."""
    made = _STEPS.get(kind_of(result).name)
    return made(result) if made else ""


def nothing_left(scored: "ScoredWorkbook") -> bool:
    """Return whether a workbook reaches its minimums, and nothing but warnings is left to do."""
    met = scored.scorecard is not None and scored.scorecard.met
    return met and all(task.kind == "warning" for task in scored.tasks)


def with_next_step(result: object, document: Document) -> Document:
    """Return a whole report for the screen with what to type next as its last line."""
    last = next_step(result)
    return Document(document.title, (*document.blocks, Text(""), Text(last))) if last else document


def with_detail(result: object) -> str:
    """Return the last line of a first screen: how to see all of it, and what to type next."""
    return f"Rinci: --detail | {next_step(result)}"


def _score(report: "ScoreReport") -> str:
    if len(report.workbooks) > 1:
        return "Satu berkas: lke score BERKAS | Banyak: lke compare FOLDER"
    (scored,) = report.workbooks
    if scored.undecided is not None:
        return f"Cara berkas dibaca: lke inspect {quoted(scored.file)}"
    if scored.blank:
        return "Sesudah diisi dan disimpan: jalankan lagi"
    if scored.scorecard is None:
        return _AGAIN
    return f"Laporan: -o laporan.html | {'Lalu: lke check FOLDER' if nothing_left(scored) else _AGAIN}"


def _compare(comparison: "Comparison") -> str:
    return "Semua unit: -o rekap.xlsx | Satu unit: lke score BERKAS"


def _diff(report: "DiffReport") -> str:
    return f"Laporan: -o perubahan.html | Lalu: lke score {quoted(report.after.file)}"


def _evidence(report: "EvidenceReport") -> str:
    return "Daftar periksa: -o daftar.xlsx | Lalu: jalankan lagi"


def _survey(report: "SurveyReport") -> str:
    wrong = any(finding.severity is Severity.ERROR for result in report.surveys for finding in result.findings)
    safe = all(result.verdict == "met" for result in report.surveys) and not wrong
    return f"Pengolahan: -o survei.xlsx | {'Lalu: lke score LKE.xlsx' if safe else _AGAIN}"


def _plan(plan: "PlanResult") -> str:
    return "Rencana aksi: -o rencana.xlsx"


def _inspect(read: "Inspection") -> str:
    file = quoted(read.file)
    if read.undecided is not None:
        chosen = read.undecided.command or "--column PERAN=HURUF"
        return f"Bila itu yang dimaksud: lke score {file} {chosen}"
    if read.blank:
        return f"Sesudah diisi dan disimpan: lke score {file}"
    if read.problem or read.differing or has_errors(read.findings):
        return "Betulkan barisnya di Excel, atau sebut kolomnya dengan --column PERAN=HURUF, lalu jalankan lagi"
    again = "" if read.differing is not None else "Dibaca lagi oleh pembaca kedua: --verify | "
    return f"{again}Lalu: lke score {file}"


def _simulate(result: "SimulateResult") -> str:
    file = quoted(result.file)
    if result.met_after:
        return f"Sesudah benar-benar dikerjakan dan diisi, dengan buktinya: lke score {file}"
    return f"Langkah termurah sampai nilai minimal: lke plan {file} | Coba jawaban lain: --set KODE=JAWABAN"


def _followup(report: "FollowupReport") -> str:
    if report.units and all(unit.problem for unit in report.units):
        return "Sebut folder dengan unit yang sama, atau samakan nama unitnya dengan --name-from, lalu jalankan lagi"
    if report.done < report.asked:
        return f"Lembar untuk dikembalikan: -o tindak-lanjut.xlsx | {_AGAIN}"
    after = [unit.after for unit in report.units if unit.after]
    if len(after) == 1:
        return f"Lembar untuk dikembalikan: -o tindak-lanjut.xlsx | Lalu: lke score {quoted(after[0])}"
    return "Lembar untuk dikembalikan: -o tindak-lanjut.xlsx | Lalu: lke compare FOLDER"


def _sample(report: "SampleReport") -> str:
    return "Sesudah jawabannya terkumpul: lke survey BERKAS"


def _plans(plans: "PlansResult") -> str:
    return "Rencana satu unit: lke plan BERKAS | Rencana aksi semua unit: -o rencana.xlsx"


def _track(track: "TrackResult") -> str:
    if track.met:
        return f"Lalu: lke score {quoted(track.file)}"
    return f"{_AGAIN} | Rencana baru: lke plan {quoted(track.file)}"


_STEPS: dict[str, Callable[[Any], str]] = {
    "lke-score": _score,
    "lke-compare": _compare,
    "lke-diff": _diff,
    "lke-evidence": _evidence,
    "lke-survey": _survey,
    "lke-plan": _plan,
    "lke-inspect": _inspect,
    "lke-simulate": _simulate,
    "lke-followup": _followup,
    "lke-survey-plan": _sample,
    "lke-plans": _plans,
    "lke-plan-track": _track,
}
