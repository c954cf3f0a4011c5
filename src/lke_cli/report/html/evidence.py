"""The page of evidence: what is complete, what is missing and what hangs on it, what is wrong with files and links."""

from collections.abc import Sequence
from pathlib import Path

from lke_cli.numbers import format_number
from lke_cli.report.document import Column, Document, Table, Text, Tone
from lke_cli.report.evidence import STATUS_LABELS, unplaced
from lke_cli.report.html.building import (
    clipped,
    facts,
    file_name,
    findings_part,
    others,
    page_of,
    said_first,
    sheet,
    tables_of,
    verdict_of,
)
from lke_cli.report.html.parts import (
    Counts,
    FaultyFiles,
    Figure,
    Figures,
    Mending,
    MendRow,
    Page,
    Part,
    Sheet,
)
from lke_cli.report.mend import to_mend
from lke_cli.results import EvidenceReport, FileResult, QuestionEvidence

_MISSING = 20  # rows that the first table shows; the last one has all
_REUSED = "photo-reused"
_FILES = 6  # of a question, that its row names

_SHOWN_OTHERWISE = {"completeness", "findings"}
"""Tables of the document that other parts of the page show."""


def page(report: EvidenceReport, document: Document) -> Page:
    """Return the page."""
    tables = tables_of(document)
    verdict, lines = said_first(document)
    parts: list[Part] = [verdict_of(verdict, lines), _figures(report)]
    if "mend" in tables:
        parts.append(_mending(report, tables["mend"]))
    if "missing" in tables:
        parts.append(sheet(tables["missing"], most=_MISSING, rest="semuanya ada di Semua pertanyaan"))
    parts += [sheet(tables["unlinked"])] if "unlinked" in tables else []
    parts += [complete_counts(report)] if report.folder is not None else []
    parts += [sheet(tables["doubted"])] if "doubted" in tables else []
    parts += _reused(report)
    parts += [sheet(tables[key]) for key in ("minimums", "unplaced", "links") if key in tables]
    parts.append(findings_part(report.findings, "Temuan"))
    if report.folder is not None:
        parts.append(sheet(_questions(report), folded=True))
    parts += others(document, {part.id for part in parts if isinstance(part, Sheet | Mending)} | _SHOWN_OTHERWISE)
    subject = file_name(report.folder or (report.claims.workbook if report.claims else ""))
    page_facts = facts(
        ("Folder", file_name(report.folder or "")),
        ("Workbook", file_name(report.claims.workbook) if report.claims else ""),
        ("Target", report.claims.target_label if report.claims else ""),
        ("Masa penilaian", report.period or ""),
        ("Rubrik", report.rubric),
    )
    return page_of("Pemeriksaan bukti dukung", subject, page_facts, parts, head=f"Bukti dukung {subject}", lead=2)


def _mending(report: EvidenceReport, table: Table) -> Mending:
    mends = to_mend(report)
    more = len(mends) - _MISSING
    note = f"… dan {more} lagi; semuanya ada di daftar periksa (-o daftar.xlsx)." if more > 0 else ""
    rows = tuple(
        MendRow(
            mend.code or "–",
            mend.label,
            format_number(mend.stake, 3),
            tuple(_faulty(report, fault, files) for fault, files in mend.faults),
        )
        for mend in mends[:_MISSING]
    )
    return Mending(table.key, table.title, rows, note)


def _reused(report: EvidenceReport) -> list[Part]:
    """Return the pictures that are very much alike, each with the files that show it, to be opened side by side."""
    stakes = {question.code: question for question in report.questions}
    found = [finding for finding in report.findings if finding.rule == _REUSED]
    rows = []
    for finding in found[:_MISSING]:
        question = stakes.get(finding.node or "")
        named = [(clipped(path, 80), str(Path(report.folder or ".") / path)) for path in finding.cells[:_FILES]]
        faulty = FaultyFiles("sangat mirip", tuple(named), max(0, len(finding.cells) - _FILES))
        label, points = (question.label, format_number(question.stake, 3)) if question else ("–", "–")
        rows.append(MendRow(finding.node or "–", label, points, (faulty,)))
    more = len(found) - len(rows)
    note = f"… dan {more} lagi; semuanya ada di daftar periksa (-o daftar.xlsx)." if more > 0 else ""
    return [Mending("mirip", "Foto dan hasil pindai yang sangat mirip", tuple(rows), note)] if rows else []


def _faulty(report: EvidenceReport, fault: str, files: Sequence[FileResult]) -> FaultyFiles:
    named = [(clipped(file_name(f.path), 80), str(Path(report.folder or ".") / f.path)) for f in files[:_FILES]]
    return FaultyFiles(fault, tuple(named), max(0, len(files) - _FILES))


def _figures(report: EvidenceReport) -> Figures:
    items: list[Figure] = []
    if report.folder is not None:
        asked = [question for question in report.questions if question.expected]
        count = {status: sum(q.status == status for q in asked) for status in STATUS_LABELS}
        lost = len(unplaced(report))
        items += [
            Figure(f"{count['complete']} dari {len(asked)}", "pertanyaan lengkap bukti dukungnya", "good"),
            Figure(str(count["partial"]), "sebagian", "warn" if count["partial"] else "plain"),
            Figure(str(count["none"]), "tidak ada", "bad" if count["none"] else "plain"),
            Figure(str(report.file_count), "berkas di folder"),
            Figure(str(lost), "berkas belum pasti letaknya", "warn" if lost else "plain"),
        ]
    if report.links:
        bad = sum(not link.usable for link in report.links)
        items.append(Figure(f"{bad} dari {len(report.links)}", "tautan tidak dapat dipakai", "bad" if bad else "plain"))
    items.append(Figure(str(len(report.findings)), "temuan"))
    return Figures(tuple(items))


def complete_counts(report: EvidenceReport) -> Counts:
    """Return how many questions of each node are complete."""
    rows = tuple((n.code, n.label, (n.complete, n.partial, n.none)) for n in report.nodes if n.questions)
    heads: tuple[tuple[str, Tone], ...] = (("Lengkap", "good"), ("Sebagian", "warn"), ("Tidak ada", "bad"))
    note = "Banyaknya pertanyaan; batang: biru lengkap, kuning sebagian, jingga tidak ada."
    return Counts("kelengkapan", "Kelengkapan", heads, rows, note)


def _questions(report: EvidenceReport) -> Table:
    def kinds(codes: tuple[str, ...]) -> str:
        return ", ".join(report.kinds.get(code, code) for code in codes) or "–"

    columns = (
        Column("code", "Kode"),
        Column("label", "Pertanyaan", grow=True),
        Column("status", "Bukti"),
        Column("found", "Ada", grow=True),
        Column("missing", "Belum ada", grow=True),
        Column("files", "Berkas", grow=True),
    )
    tones: dict[str, Tone] = {"complete": "good", "partial": "warn", "none": "bad"}
    rows = tuple(
        (q.code, q.label, Text(STATUS_LABELS[q.status], tones[q.status]), kinds(q.found), kinds(q.missing), _files(q))
        for q in report.questions
        if q.expected
    )
    return Table("pertanyaan", f"Semua pertanyaan: {len(rows)}", columns, rows)


def _files(question: QuestionEvidence) -> str:
    named = [clipped(file_name(path), 80) for path in question.files[:_FILES]]
    more = len(question.files) - len(named)
    return "; ".join(named) + (f"; dan {more} lagi" if more else "") or "–"
