"""A report on evidence as a document, and as one flat table for csv."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_below, format_number
from lke_cli.periods import MONTH_NAMES, QUARTER_NUMERALS, indonesian_date
from lke_cli.report.document import Block, Column, Document, Table, Text, Tone, Value
from lke_cli.report.evidence_labels import GENUINE_LABELS
from lke_cli.report.findings import advice_lines, finding_row, table_of, worst_first
from lke_cli.report.mend import mend_text, to_mend
from lke_cli.results import (
    Claims,
    EvidencedMinimum,
    EvidenceReport,
    FileResult,
    QuarterCell,
    QuestionEvidence,
    Signature,
    SignatureState,
)
from lke_cli.untrusted import one_line

_SHOWN = 10
"""Findings of one rule, and files in doubt, that the text report shows; the other formats hold all."""

_NAMES = 5  # of files with one fault that a cell holds; the checklist has all
EVERY_LABELS = {"quarter": "triwulan", "month": "bulan"}
_SIGNATURES = 5  # of a file that a cell names
STATUS_LABELS = {"complete": "lengkap", "partial": "sebagian", "none": "tidak ada"}
LINK_LABELS = {
    "unasked": "tidak dicoba",
    "reachable": "dapat dibuka",
    "forbidden": "tidak boleh dibuka",
    "dead": "mati",
    "internal": "jaringan dalam",
    "unsure": "tidak pasti",
}
SIGNATURE_LABELS: dict[SignatureState, str] = {
    "present": "belum diperiksa",
    "whole": "isinya utuh",
    "added": "isinya utuh, ditambahi",
    "changed": "isinya berubah",
    "unchecked": "tidak dapat diperiksa",
}
_TONES: dict[str, Tone] = {"complete": "good", "partial": "warn", "none": "bad"}
_CODE = Column("code", "Kode")
_LABEL = Column("label", "Uraian", grow=True)
_CELL = Column("cell", "Sel")
_CLAIM_WITHOUT = "claim-without-evidence"
# The findings that a table of the report shows: where it stands, they are not said once more.
_TOLD_BY = {
    "missing": {"evidence-missing", "evidence-partial", _CLAIM_WITHOUT},
    "unlinked": {_CLAIM_WITHOUT},
    "unplaced": {"file-doubtful", "file-unmatched"},
}


def evidence_title(report: EvidenceReport) -> str:
    """Return what was checked."""
    return f"Bukti dukung {report.folder or (report.claims.workbook if report.claims else '')}"


def evidence_document(report: EvidenceReport) -> Document:
    """Return the report for people."""
    blocks: list[Block] = list(evidence_sentences(report))
    if report.folder is not None:
        blocks += [_to_mend(report), _completeness(report)]
    if report.claims is not None:
        blocks.append(claims_table(report.claims))
    if report.folder is not None:
        blocks += [_missing(report), _doubtful(report), _doubted(report), *quarters_tables(report)]
    if report.claims is not None:
        if report.folder is None:
            blocks.append(_unlinked(report))
        blocks.append(_links(report))
    told_by_tables = {rule for block in blocks if isinstance(block, Table) for rule in _TOLD_BY.get(block.key, ())}
    blocks += _findings([finding for finding in report.findings if finding.rule not in told_by_tables])
    return Document(evidence_title(report), tuple(blocks))


def evidence_sentences(report: EvidenceReport) -> Iterator[Block]:
    """Yield the verdict, and what was looked at."""
    questions = [q for q in report.questions if q.expected]
    count = {status: sum(q.status == status for q in questions) for status in STATUS_LABELS}
    if report.folder is not None:
        full = report.complete
        rest = (
            "; yang kurang hanya pada jawaban yang tidak bernilai"
            if full and count["complete"] < len(questions)
            else ""
        )
        yield Text(
            f"{'LENGKAP' if full else 'BELUM LENGKAP'}: {count['complete']} dari {len(questions)} pertanyaan lengkap "
            f"bukti dukungnya, {count['partial']} sebagian, {count['none']} tidak ada{rest}.",
            "good" if full else "bad",
        )
        placed = sum(file.question is not None and file.usable for file in report.files)
        yield Text(
            f"{report.file_count} berkas ({size_text(report.byte_count)}); {placed} dihitung sebagai bukti. "
            "Jenis bukti dikenali dari nama dan halaman pertama; isinya tetap perlu dibaca orang."
        )
    if report.claims is not None:
        yield from claims_text(report.claims)
        linked = sum(q.links > 0 for q in report.questions if q.needed and q.status == "none")
        if report.folder is not None and linked:
            yield Text(
                f"{linked} jawaban bernilai tanpa berkas punya tautan di lembar; di sini tautan tidak dihitung sebagai "
                "bukti. Untuk menghitung tautannya saja, jalankan lagi tanpa menyebut folder.",
                "warn",
            )


def claims_text(claims: Claims) -> Iterator[Text]:
    """Yield what is left of a workbook's score where only answers with evidence count."""
    source = "berkas di folder" if claims.basis == "files" else "tautan di lembar"
    total = format_number(claims.claimed_total)
    left = format_number(claims.evidenced_total)
    possible = format_number(claims.possible_total)
    if claims.possible_total is not None and possible != left:
        left += f" (sampai {possible} bila berkas yang letaknya meragukan memang buktinya)"
    missed = sum(not minimum.evidenced.met for minimum in claims.minimums)
    rest = (
        f"semua {len(claims.minimums)} nilai minimal {claims.target_label} tetap tercapai"
        if not missed
        else f"{missed} dari {len(claims.minimums)} nilai minimal {claims.target_label} tidak tercapai"
    )
    yield Text(
        f"Bila hanya jawaban yang berbukti ({source}) yang dihitung, nilai total {total} menjadi {left}; {rest}.",
        "bad" if missed else "good",
    )
    if claims.basis == "links":
        yield Text("Yang diperiksa hanya tautan di lembar; sebut FOLDER untuk memeriksa berkasnya.", "warn")


def _to_mend(report: EvidenceReport) -> Table:
    return Table(
        "mend",
        "Yang dapat dibetulkan sekarang, satu baris per pertanyaan",
        (_CODE, _LABEL, Column("points", "Poin", "number", decimals=3), Column("files", "Berkas", grow=True)),
        tuple((mend.code or "–", mend.label, mend.stake, mend_text(mend, _NAMES)) for mend in to_mend(report)),
    )


def _completeness(report: EvidenceReport) -> Table:
    return Table(
        "completeness",
        "Kelengkapan per komponen, bagian, dan area",
        (
            _CODE,
            _LABEL,
            Column("complete", "Lengkap"),
            Column("partial", "Sebagian"),
            Column("none", "Tidak ada"),
            Column("bar", "", "bar"),
        ),
        tuple(
            (n.code, n.label, f"{n.complete} dari {n.questions}", n.partial, n.none, n.complete / n.questions)
            for n in report.nodes
            if n.questions
        ),
    )


def claims_table(claims: Claims) -> Table:
    """Return every minimum with the claimed and the evidenced score."""
    return Table(
        "minimums",
        f"Nilai minimal {claims.target_label}: dijawab dan berbukti",
        (
            _CODE,
            _LABEL,
            Column("required", "Minimal", "number"),
            Column("claimed", "Dijawab"),
            Column("evidenced", "Berbukti"),
            Column("state", "Keterangan"),
        ),
        tuple(_minimum_row(minimum) for minimum in claims.minimums),
    )


def _minimum_row(pair: EvidencedMinimum) -> tuple[Value, ...]:
    claimed, left = pair.claimed, pair.evidenced
    if left.met:
        state = Text("tercapai", "good")
    elif claimed.met:
        state = Text("hilang tanpa bukti", "bad")
    else:
        state = Text("belum tercapai", "bad")
    shown = tuple(
        "–" if minimum.reached is None else format_below(minimum.reached, minimum.required)
        for minimum in (claimed, left)
    )
    return claimed.node, claimed.label, claimed.required, *shown, state


def genuine_text(file: FileResult) -> str:
    """Return what is known of a file being genuine, as one cell: ``tanda tangan elektronik (NAMA, ...); di luar
    periode``."""
    parts = [GENUINE_LABELS[mark] for mark in file.genuine if mark != "signed"]
    if file.signatures:
        whose = "; ".join(_signature_text(signature) for signature in file.signatures[:_SIGNATURES])
        more = len(file.signatures) - _SIGNATURES
        parts.insert(0, f"{GENUINE_LABELS['signed']} ({whose}{f'; dan {more} lagi' if more > 0 else ''})")
    return "; ".join(parts)


def _signature_text(signature: Signature) -> str:
    issuer = f"penerbit bernama {signature.known}" if signature.known else ""
    when = indonesian_date(signature.time[:10]) if signature.time else "waktunya tidak disebut"
    parts = (one_line(signature.signer, 80), when, issuer, SIGNATURE_LABELS[signature.state])
    return ", ".join(part for part in parts if part)


def doubted(report: EvidenceReport) -> list[tuple[QuestionEvidence, list[FileResult]]]:
    """Return the questions of which evidence is in doubt with the files that are; most points first."""
    files: dict[str, list[FileResult]] = {}
    for file in report.files:
        if file.question is not None and file.usable and file.doubts:
            files.setdefault(file.question, []).append(file)
    in_doubt = [(question, files[question.code]) for question in report.questions if question.code in files]
    return sorted(in_doubt, key=lambda pair: -pair[0].stake)


def doubts_text(files: Sequence[FileResult]) -> str:
    """Return ``foto dipakai ulang 2; di luar periode 1``."""
    counts = Counter(mark for file in files for mark in file.doubts)
    return "; ".join(f"{GENUINE_LABELS[mark]} {count}" for mark, count in counts.most_common())


def quarters_tables(report: EvidenceReport) -> Iterator[Table]:
    """Yield the table of what is asked for over and over, by quarters, where it was asked for."""
    if not report.quarters:
        return
    quarters = [cell.quarter for cell in report.quarters[0].cells]
    yield Table(
        "quarters",
        "Bukti per triwulan untuk yang diminta berkala",
        (
            _CODE,
            _LABEL,
            Column("every", "Setiap"),
            *(Column(q.lower(), f"TW {QUARTER_NUMERALS[int(q[-1]) - 1]} {q[:4]}") for q in quarters),
        ),
        tuple(
            (row.code, row.label, EVERY_LABELS[row.every], *(Text(*quarter_cell(cell)) for cell in row.cells))
            for row in report.quarters
        ),
        note="Angka: berkas yang nama, folder, atau judulnya menyebut waktunya; ?: hanya bertanggal di isinya, atau "
        "untuk beberapa triwulan. Formulir hanya menyebut berkala; per triwulan adalah pembacaan rubrik.",
    )


def quarter_cell(cell: QuarterCell) -> tuple[str, Tone]:
    """Return what a cell of that table says, and its tone: ``2``, ``? 1``, ``kosong``, ``1; belum Feb``."""
    if cell.state == "hole":
        return "kosong", "bad"
    if cell.state == "unsure":
        return f"? {cell.unsure}", "warn"
    if cell.state == "partial":
        return f"{cell.sure}; belum {', '.join(MONTH_NAMES[int(month[5:]) - 1][:3] for month in cell.missing)}", "warn"
    return str(cell.sure), "good"


def _doubted(report: EvidenceReport) -> Table:
    rows = tuple(
        (q.code, q.label, q.stake, f"{len(files)} dari {len(q.files)}", doubts_text(files))
        for q, files in doubted(report)
    )
    points = format_number(sum(q.stake for q, files in doubted(report) if len(files) == len(q.files)), 3)
    return Table(
        "doubted",
        f"Keaslian bukti yang dapat dipersoalkan: {len(rows)} pertanyaan",
        (
            _CODE,
            _LABEL,
            Column("points", "Poin", "number", decimals=3),
            Column("files", "Berkas"),
            Column("doubts", "Sebab", grow=True),
        ),
        rows,
        note=f"Pertanyaan yang semua berkasnya dipersoalkan memberi {points} poin. Per berkas: -o daftar.xlsx.",
    )


def gaps(report: EvidenceReport) -> list[QuestionEvidence]:
    """Return the questions whose evidence is missing or partial: most points first, then none before partial."""
    questions = [q for q in report.questions if q.status != "complete" and q.expected]
    return sorted(questions, key=lambda q: (-q.stake, q.status != "none"))


def _missing(report: EvidenceReport) -> Table:
    claimed = report.claims is not None
    rows = [
        (
            q.code,
            q.label,
            *(((q.answer or "kosong"),) if claimed else ()),
            q.stake,
            Text(STATUS_LABELS[q.status], _TONES[q.status]),
            missing_text(q, report),
        )
        for q in gaps(report)
    ]
    return Table(
        "missing",
        f"Yang belum lengkap, menurut poin yang dipertaruhkan: {len(rows)}",
        (
            _CODE,
            _LABEL,
            *((Column("answer", "Jawaban"),) if claimed else ()),
            Column("points", "Poin", "number", decimals=3),
            Column("status", "Bukti"),
            Column("kinds", "Belum ada", grow=True),
        ),
        tuple(rows),
        empty="Semua pertanyaan lengkap bukti dukungnya.",
        note="Poin: yang diberi jawabannya kini." if claimed else "Poin: yang paling banyak dapat diberi pertanyaan.",
    )


def unlinked_answers(report: EvidenceReport) -> list[tuple[QuestionEvidence, str | None]]:
    """Return the answers that claim points without evidence, with their cells; most points first."""
    questions = {q.code: q for q in report.questions}
    without = [(questions[f.node], f.cell) for f in report.findings if f.rule == _CLAIM_WITHOUT and f.node]
    return sorted(without, key=lambda answer: -answer[0].stake)


def _unlinked(report: EvidenceReport) -> Table:
    """Return the answers that claim points and have no link, where links are all that was looked at."""
    without = unlinked_answers(report)
    return Table(
        "unlinked",
        f"Dijawab bernilai, tetapi tidak ada tautan bukti di lembar: {len(without)}",
        (_CODE, _LABEL, Column("answer", "Jawaban"), Column("points", "Poin", "number", decimals=3), _CELL),
        tuple((q.code, q.label, q.answer, q.stake, cell) for q, cell in without),
        empty="Semua jawaban yang bernilai punya tautan bukti.",
        note="Lengkapi tautannya, sebut folder buktinya, atau turunkan jawabannya." if without else None,
    )


def missing_text(question: QuestionEvidence, report: EvidenceReport) -> str:
    """Return which kinds are missing, and which files might be them: ``Undangan, Notulensi (2 berkas ...)``."""
    kinds = ", ".join(report.kinds[kind] for kind in question.missing)
    notes = []
    if question.unrecognised:
        notes.append(f"{question.unrecognised} berkas tidak dikenali jenisnya")
    if question.unusable:
        notes.append(f"{len(question.unusable)} berkas tidak dihitung: rusak, arsip, atau bukan dokumen")
    if question.doubtful:
        notes.append(f"{len(question.doubtful)} berkas meragukan")
    if question.links and not question.files:
        notes.append(f"hanya {question.links} tautan di lembar")
    return kinds + (f" ({', '.join(notes)})" if notes else "")


def _doubtful(report: EvidenceReport) -> Table:
    file_results = unplaced(report)
    rows = tuple(
        (one_line(file.path), ", ".join(file.closest) or "–", one_line(file.why) or "tidak cocok")
        for file in file_results[:_SHOWN]
    )
    return Table(
        "unplaced",
        f"Berkas yang tidak atau belum pasti letaknya (tidak dihitung): {len(file_results)}",
        (
            Column("path", "Berkas", grow=True),
            Column("closest", "Pertanyaan terdekat"),
            Column("why", "Sebab", grow=True),
        ),
        rows,
        note=_more(len(file_results) - len(rows)),
    )


def unplaced(report: EvidenceReport) -> list[FileResult]:
    """Return the files that count for no question because their place is in doubt or matches nothing."""
    return [file for file in report.files if file.question is None and file.state != "temporary"]


def _more(count: int) -> str | None:
    return f"… dan {count} lagi; semuanya ada di --format xlsx, csv, dan json." if count > 0 else None


def _links(report: EvidenceReport) -> Table:
    counts: dict[str, int] = {}
    for link in report.links:
        counts[link.state] = counts.get(link.state, 0) + 1
    return Table(
        "links",
        f"Tautan di lembar: {len(report.links)}",
        (Column("state", "Keadaan"), Column("count", "Banyaknya")),
        tuple((LINK_LABELS[state], count) for state, count in counts.items()),
        empty="Tidak ada tautan di kolom bukti dukung.",
    )


def _findings(findings: Sequence[Finding]) -> Iterator[Block]:
    """Yield findings, most severe first: every error, a few of each other rule."""
    groups: dict[str, list[Finding]] = {}
    for finding in worst_first(findings):
        groups.setdefault(finding.rule, []).append(finding)
    rows: list[tuple[Value, ...]] = []
    for rule, group in groups.items():
        shown = [f for number, f in enumerate(group) if number < _SHOWN or f.severity is Severity.ERROR]
        rows += [finding_row(finding, place_text(finding)) for finding in shown]
        if len(group) > len(shown):
            more = f"… dan {len(group) - len(shown)} lagi: {group[0].title or rule}."
            rows.append(("", Text(more, mark=rule), None))
    yield table_of(rows, "Temuan lain", sum(map(len, groups.values())))
    yield from advice_lines(finding for group in groups.values() for finding in group)


def place_text(finding: Finding) -> str | None:
    """Return the cell of a finding; the path of a file only where its message does not name it."""
    return None if finding.cell is None or finding.cell in finding.message else one_line(finding.cell)


def size_text(size: int) -> str:
    """Return ``1,2 GB`` or ``340,5 KB`` for a number of bytes, counted as Windows does (1 KB is 1024 byte)."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= factor:
            return f"{format_number(size / factor, 1)} {unit}"
    return f"{size} byte"


def evidence_table(report: EvidenceReport) -> Table:
    """Return questions, files, links and findings as one flat table, told apart by ``record``."""
    columns = (
        *("record", "code", "label", "status", "expected", "found", "missing", "files", "answer", "points", "weight"),
        *("path", "severity", "rule", "message", "genuine", "at_risk"),
    )
    rows: list[tuple[Value, ...]] = []
    for q in report.questions:
        kinds = tuple(" ".join(codes) for codes in (q.expected, q.found, q.missing))
        rows.append(
            ("question", q.code, q.label, q.status, *kinds, len(q.files), q.answer, q.points, q.weight) + (None,) * 6
        )
    for file in report.files:
        code = file.question or (f"? {file.closest[0]}" if file.closest else "?")
        kind = ("file", code, None, file.state, None, " ".join(file.kinds), *(None,) * 5)
        rows.append((*kind, file.path, None, None, file.why, " ".join(file.genuine), file.at_risk or None))
    rows += [
        ("link", " ".join(x.questions), None, x.state, *(None,) * 7, x.url, None, None, x.detail, None, None)
        for x in report.links
    ]
    rows += [
        ("finding", f.node, *(None,) * 9, f.cell, f.severity.value, f.rule, f.message, None, None)
        for f in report.findings
    ]
    return Table("evidence", "evidence", tuple(Column(key, key) for key in columns), tuple(rows))
