"""What to type next, as the last line of a report on the screen. A first screen holds its own."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lke_cli.findings import has_errors
from lke_cli.report.document import Document, Text
from lke_cli.report.first import first_screen
from lke_cli.results import kind_of
from lke_cli.untrusted import quoted

if TYPE_CHECKING:
    from lke_cli.results import FollowupReport, Inspection, PlansResult, SampleReport, SimulateResult, TrackResult

_AGAIN = "Sesudah diperbaiki: jalankan lagi"


_WIDE = 200  # characters in which no first screen shortens its last line
_DETAIL = re.compile(r"^Rinci: --detail \| |--detail atau ")


def with_next_step(result: object, document: Document) -> Document:
    """Return a whole report for the screen with what to type next as its last line."""
    made = _STEPS.get(kind_of(result).name, _of_first_screen)
    last = made(result)
    return Document(document.title, (*document.blocks, Text(""), Text(last))) if last else document


def _of_first_screen(result: object) -> str:
    """Return the last line of a result's first screen, without the way to what stands above it already."""
    screen = first_screen(result, _WIDE)
    last = screen.blocks[-1] if screen else None
    return _DETAIL.sub("", last.text) if isinstance(last, Text) else ""


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
    "lke-inspect": _inspect,
    "lke-simulate": _simulate,
    "lke-followup": _followup,
    "lke-survey-plan": _sample,
    "lke-plans": _plans,
    "lke-plan-track": _track,
}
