"""The first screen of ``lke check-evidence``: what can be mended now, then what is missing, a line a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lke_cli.findings import Finding, Severity
from lke_cli.report.document import Block, Column, Document, Text, Value
from lke_cli.report.evidence import (
    evidence_sentences,
    evidence_title,
    gaps,
    missing_text,
    unlinked_answers,
)
from lke_cli.report.findings import place, sheet_of
from lke_cli.report.first.fit import fitted, listed, rows_table, section
from lke_cli.report.mend import Mend, mend_text, to_mend
from lke_cli.report.next_step import with_detail
from lke_cli.results import EvidenceReport
from lke_cli.untrusted import one_line

_NAME = 40  # characters of a file's name
_SHORTER_NAMES = (30, 22, 16)
_BESIDE = 31  # characters of a line that the code, the points and the blanks between take
_TOLD = {"evidence-missing", "evidence-partial", "claim-without-evidence", "file-doubtful", "file-unmatched"}
_TOLD |= {
    "file-empty",
    "file-broken",
    "file-password",
    "file-mislabelled",
    "file-unreadable",
    "file-slow",
    "file-shortcut",
}
_TOLD |= {"file-shortcut", "file-archive", "file-unknown", "file-outside-period", "signature-changed"}
"""Findings that a step of its own stands for."""


_COLUMNS = (
    Column("code", ""),
    Column("label", "", grow=True),
    Column("points", "", "number"),
    Column("missing", "", grow=True),
)


@dataclass(frozen=True, slots=True)
class _Room:
    """How much is shown: sentences, kinds of errors, files of each, questions."""

    sentences: int
    errors: int
    files: int
    questions: int


_ROOMS = tuple(
    _Room(*room)
    for room in (
        (6, 8, 3, 12),
        (6, 6, 3, 8),
        (5, 5, 2, 6),
        (4, 4, 2, 5),
        (3, 4, 1, 4),
        (2, 3, 1, 3),
        (2, 2, 1, 2),
        (1, 1, 1, 1),
    )
)


def first_evidence(report: EvidenceReport, width: int) -> Document:
    """Return the screen."""
    return fitted(lambda room: _screen(report, room, width), _ROOMS, width)


def _screen(report: EvidenceReport, room: _Room, width: int) -> Document:
    sentences: list[Block] = list(evidence_sentences(report))[: room.sentences]
    steps = list(_steps(report, room, width))
    numbered: list[Block] = []
    number = 0
    for step in steps:
        if isinstance(step, str):
            number += 1
            numbered.append(Text(f"  {number}. {step}"))
        else:
            numbered.append(step)
    blocks = [*sentences, *section("Kerjakan berurutan", numbered), Text("")]
    blocks.append(Text(with_detail(report)))
    return Document(one_line(evidence_title(report), 150), tuple(blocks))


def _steps(report: EvidenceReport, room: _Room, width: int) -> Iterator[str | Block]:
    yield from _mend(report, room, width)
    rest = [finding for finding in report.findings if finding.rule not in _TOLD]
    errors = _by_rule(rest, Severity.ERROR)
    for findings in errors[: room.errors]:
        places = [_tail(finding.cell) for finding in findings if finding.cell]
        where = f": {listed(places, room.files)}" if places else f": {one_line(findings[0].message, 120)}"
        yield f"{findings[0].title or findings[0].rule} ({len(findings)}){where}"
    if len(errors) > room.errors:
        yield f"{sum(map(len, errors[room.errors :]))} galat lain; --detail menyebut semuanya"
    yield from _missing(report, room, width)
    warnings = sum(finding.severity is Severity.WARNING for finding in rest)
    if warnings:
        yield f"Baca {warnings} peringatan"


def _tail(path: str) -> str:
    """Return the last name of a path, which tells a file to who has its folder open."""
    return one_line(re.split(r"[\\/]", path)[-1], _NAME)


def _by_rule(findings: list[Finding], severity: Severity) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is severity:
            groups.setdefault(finding.rule, []).append(finding)
    return list(groups.values())


def _mend(report: EvidenceReport, room: _Room, width: int) -> Iterator[str | Block]:
    """Yield what can be mended now, a line a question."""
    mends = to_mend(report)
    if not mends:
        return
    yield f"Betulkan {sum(len(mend.files) for mend in mends)} berkas:"
    shown = mends if len(mends) <= room.errors + 1 else mends[: room.errors]
    label = max(14, (width - _BESIDE) * 2 // 5)
    files = max(18, width - _BESIDE - label)
    rows: list[tuple[Value, ...]] = [
        (mend.code or "–", one_line(mend.label, label), mend.stake, _mend_text(mend, room.files, files))
        for mend in shown
    ]
    if len(shown) < len(mends):
        rows.append(("", f"dan {len(mends) - len(shown)} pertanyaan lagi", "", ""))
    yield rows_table("mend", rows, _COLUMNS, 5)


def _mend_text(mend: Mend, most: int, width: int) -> str:
    """Return what is wrong with which files: as many named as there is room for, and how many more there are."""
    rooms = [(names, _NAME) for names in range(most, 0, -1)] + [(1, length) for length in _SHORTER_NAMES]
    texts = (mend_text(mend, names, length) for names, length in rooms)
    counted = "; ".join(f"{len(files)} {fault}" for fault, files in mend.faults)
    return next((text for text in texts if len(text) <= width), one_line(counted, width))


def _missing(report: EvidenceReport, room: _Room, width: int) -> Iterator[str | Block]:
    """Yield the questions without evidence: those of most points first, one line each."""
    rows: list[tuple[Value, ...]]
    label = max(20, (width - _BESIDE) * 3 // 5)
    kinds = max(12, width - _BESIDE - label)
    if report.folder is None:
        without = unlinked_answers(report)
        sheet = sheet_of(cell for _, cell in without)
        rows = [(q.code, one_line(q.label, label), q.stake, place(cell, sheet)) for q, cell in without]
        title = f"Tulis tautan bukti {len(rows)} jawaban; poin terbesar dahulu:"
    else:
        lacking = [q for q in gaps(report) if q.needed]
        rows = [(q.code, one_line(q.label, label), q.stake, one_line(missing_text(q, report), kinds)) for q in lacking]
        title = f"Lengkapi {len(rows)} pertanyaan; poin terbesar dahulu:"
    if not rows:
        return
    yield title
    shown = rows if len(rows) <= room.questions + 1 else rows[: room.questions]
    if len(shown) < len(rows):
        shown = [*shown, ("", f"dan {len(rows) - len(shown)} pertanyaan lagi", "", "")]
    yield rows_table("missing", shown, _COLUMNS, 5)
