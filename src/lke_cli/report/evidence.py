"""A report on evidence as a document, and as one flat table for csv."""

from collections.abc import Iterator, Sequence

from lke_cli.evidence import rules
from lke_cli.evidence.result import Claims, EvidencedMinimum, EvidenceReport, FileResult, QuestionEvidence
from lke_cli.findings import RULES, SEVERITY_LABELS, Finding, Severity
from lke_cli.numbers import format_below, format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Tone, Value

SHOWN = 10
"""Findings of one rule, and files in doubt, that the text report shows; the other formats hold all."""

STATUS_LABELS = {"complete": "lengkap", "partial": "sebagian", "none": "tidak ada"}
LINK_LABELS = {
    "unasked": "tidak dicoba",
    "reachable": "dapat dibuka",
    "forbidden": "tidak boleh dibuka",
    "dead": "mati",
    "internal": "jaringan dalam",
    "unsure": "tidak pasti",
}
FILE_LABELS = {
    "ok": "dapat dibuka",
    "misnamed": "ekstensi keliru",
    "unopened": "tidak dibuka",
    "empty": "kosong",
    "broken": "rusak",
    "password": "berkata sandi",
    "mislabelled": "ekstensi keliru",
    "unreadable": "tidak terbaca",
    "slow": "tidak selesai dibuka",
    "temporary": "berkas sementara",
    "shortcut": "pintasan",
}
_TONES: dict[str, Tone] = {"complete": "good", "partial": "warn", "none": "bad"}
_CODE = Column("code", "Kode")
_LABEL = Column("label", "Uraian", grow=True)
# Findings that have a table of their own in the report.
_OWN_TABLE = {each.id for each in (rules.MISSING, rules.PARTIAL, rules.CLAIM_WITHOUT, rules.DOUBTFUL, rules.UNMATCHED)}


def evidence_document(report: EvidenceReport) -> Document:
    """Return the report for people."""
    blocks: list[Block] = list(_verdict(report))
    if report.folder is not None:
        blocks.append(_completeness(report))
    if report.claims is not None:
        blocks.append(claims_table(report.claims))
    if report.folder is not None:
        blocks += [*_missing(report), *_doubtful(report)]
    if report.claims is not None:
        blocks.append(_links(report))
    blocks += _findings(report.findings)
    subject = report.folder or (report.claims.workbook if report.claims else "")
    return Document(f"Bukti dukung {subject}", tuple(blocks))


def _verdict(report: EvidenceReport) -> Iterator[Block]:
    questions = [q for q in report.questions if q.expected]
    count = {status: sum(q.status == status for q in questions) for status in STATUS_LABELS}
    if report.folder is not None:
        full = count["complete"] == len(questions)
        yield Text(
            f"{'LENGKAP' if full else 'BELUM LENGKAP'}: {count['complete']} dari {len(questions)} pertanyaan lengkap "
            f"bukti dukungnya, {count['partial']} sebagian, {count['none']} tidak ada.",
            "good" if full else "bad",
        )
        placed = sum(file.question is not None and file.usable for file in report.files)
        yield Text(
            f"{report.file_count} berkas ({size_text(report.byte_count)}); {placed} dihitung sebagai bukti. "
            "Jenis bukti dikenali dari nama dan halaman pertama; isinya tetap perlu dibaca orang."
        )
    if report.claims is not None:
        yield from claims_text(report.claims)


def claims_text(claims: Claims) -> Iterator[Text]:
    """Yield what is left of a workbook's score where only answers with evidence count."""
    source = "berkas di folder" if claims.basis == "files" else "tautan di lembar"
    total = format_number(claims.claimed_total)
    left = format_number(claims.evidenced_total)
    missed = sum(not each.evidenced.met for each in claims.minimums)
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
        yield Text("Tidak ada berkas bukti di folder; yang diperiksa hanya tautan di lembar.", "warn")


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
            (n.code, n.label, f"{n.complete} dari {n.questions}", n.partial, n.none, n.complete / max(1, n.questions))
            for n in report.nodes
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
        tuple(_minimum_row(each) for each in claims.minimums),
    )


def _minimum_row(each: EvidencedMinimum) -> tuple[Value, ...]:
    claimed, left = each.claimed, each.evidenced
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


def at_risk(question: QuestionEvidence) -> float:
    """Return the points that hang on a question's evidence: those its answer claims, or all it can give."""
    return question.weight if question.points is None else question.points


def gaps(report: EvidenceReport) -> list[QuestionEvidence]:
    """Return the questions whose evidence is missing or partial: none before partial, most points first."""
    found = [q for q in report.questions if q.status != "complete" and q.expected]
    return sorted(found, key=lambda q: (q.status != "none", -at_risk(q)))


def _missing(report: EvidenceReport) -> Iterator[Table]:
    claimed = report.claims is not None
    rows = [
        (
            q.code,
            q.label,
            *(((q.answer or "kosong"),) if claimed else ()),
            at_risk(q),
            Text(STATUS_LABELS[q.status], _TONES[q.status]),
            missing_text(q, report),
        )
        for q in gaps(report)
    ]
    yield Table(
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


def missing_text(question: QuestionEvidence, report: EvidenceReport) -> str:
    """Return which kinds are missing, and which files might be them: ``Undangan, Notulensi (2 berkas ...)``."""
    kinds = ", ".join(report.kinds[kind] for kind in question.missing)
    notes = []
    if question.unrecognised:
        notes.append(f"{question.unrecognised} berkas tidak dikenali jenisnya")
    if question.unusable:
        notes.append(f"{len(question.unusable)} berkas rusak atau tidak terbuka")
    if question.doubtful:
        notes.append(f"{len(question.doubtful)} berkas meragukan")
    return kinds + (f" ({', '.join(notes)})" if notes else "")


def _doubtful(report: EvidenceReport) -> Iterator[Block]:
    found = unplaced(report)
    rows = tuple((file.path, ", ".join(file.closest) or "–", file.why or "tidak cocok") for file in found[:SHOWN])
    yield Table(
        "unplaced",
        f"Berkas yang tidak atau belum pasti letaknya (tidak dihitung): {len(found)}",
        (
            Column("path", "Berkas", grow=True),
            Column("closest", "Pertanyaan terdekat"),
            Column("why", "Sebab", grow=True),
        ),
        rows,
        note=_more(len(found) - len(rows)),
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
    """Yield the findings that have no table of their own, most severe first, a few of each rule."""
    order = list(SEVERITY_LABELS)
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: order.index(f.severity)):
        if finding.rule not in _OWN_TABLE:
            groups.setdefault(finding.rule, []).append(finding)
    tones: dict[Severity, Tone] = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "muted"}
    rows: list[tuple[Value, ...]] = []
    for rule, group in groups.items():
        rows += [(Text(SEVERITY_LABELS[f.severity], tones[f.severity]), f.message) for f in group[:SHOWN]]
        if len(group) > SHOWN:
            rows.append(("", f"… dan {len(group) - SHOWN} lagi: {RULES[rule].title}."))
    total = sum(len(group) for group in groups.values())
    yield Table(
        "findings",
        f"Temuan: {total}",
        (Column("severity", "Jenis"), Column("message", "Keterangan", grow=True)),
        tuple(rows),
    )
    for text in dict.fromkeys(finding.advice for group in groups.values() for finding in group):
        yield Text(f"- {text}", "muted")


def size_text(size: int) -> str:
    """Return ``1,2 GB`` or ``340,5 KB`` for a number of bytes (decimal units, as upload limits use)."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if size >= factor:
            return f"{format_number(size / factor, 1)} {unit}"
    return f"{size} byte"


def evidence_table(report: EvidenceReport) -> Table:
    """Return questions, files, links and findings as one flat table, told apart by ``record``."""
    columns = (
        *("record", "code", "label", "status", "expected", "found", "missing", "files", "answer", "points", "weight"),
        *("path", "severity", "rule", "message"),
    )
    rows: list[tuple[Value, ...]] = []
    for q in report.questions:
        kinds = tuple(" ".join(each) for each in (q.expected, q.found, q.missing))
        rows.append(
            ("question", q.code, q.label, q.status, *kinds, len(q.files), q.answer, q.points, q.weight) + (None,) * 4
        )
    for file in report.files:
        code = file.question or (f"? {file.closest[0]}" if file.closest else "?")
        rows.append(
            ("file", code, None, file.state, None, " ".join(file.kinds), *(None,) * 5, file.path, None, None, file.why)
        )
    rows += [
        ("link", " ".join(link.questions), None, link.state, *(None,) * 7, link.url, None, None, link.detail)
        for link in report.links
    ]
    rows += [("finding", f.node, *(None,) * 9, f.cell, f.severity.value, f.rule, f.message) for f in report.findings]
    return Table("evidence", "evidence", tuple(Column(key, key) for key in columns), tuple(rows))
