"""A report on evidence as a workbook: the checklist that a coordinator hands out."""

from collections.abc import Iterable
from pathlib import Path

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.periods import indonesian_date
from lke_cli.report.evidence import FILE_LABELS, LINK_LABELS, STATUS_LABELS, at_risk
from lke_cli.results import CHECKLIST, EvidenceReport
from lke_cli.xlsx import Book

_COLOURS = {"lengkap": "#C6EFCE", "sebagian": "#FFEB9C", "tidak ada": "#FFC7CE"}
"""Of a question's state."""


def write_checklist(report: EvidenceReport, path: Path) -> None:
    """Write the checklist. Raises OSError where the file cannot be written."""
    with Book(path, "Daftar periksa bukti dukung", mark=CHECKLIST) as book:
        _questions(book, report)
        if report.nodes:
            _summary(book, report)
        if report.claims is not None:
            _minimums(book, report)
        if report.folder is not None:
            _files(book, report)
        if report.links:
            _links(book, report)
        _findings(book, report)


def _questions(book: Book, report: EvidenceReport) -> None:
    def labels(kinds: Iterable[str]) -> str:
        return ", ".join(report.kinds[kind] for kind in kinds)

    claimed = report.claims is not None
    columns = [("Kode", 12), ("Pertanyaan", 34), ("Bukti yang diharapkan", 34), ("Ditemukan", 28), ("Belum ada", 28)]
    columns += [("Keadaan", 11), ("Poin", 8), *([("Jawaban", 10), ("Tautan", 8)] if claimed else [])]
    columns += [("Berkas", 60), ("Berkas yang tidak dihitung", 40), ("Catatan", 30)]
    book.wrapped_table(
        "Daftar periksa",
        columns,
        (
            (
                *(q.code, q.label, labels(q.expected), labels(q.found), labels(q.missing), STATUS_LABELS[q.status]),
                at_risk(q),
                *((q.answer or "kosong", q.links) if claimed else ()),
                "\n".join(q.files),
                "\n".join(
                    [
                        *(f"meragukan: {p}" for p in q.doubtful),
                        *(f"tidak dihitung: {p}" for p in q.unusable),
                    ]
                ),
                None,
            )
            for q in report.questions
        ),
        decimals=3,
        formats={state: book.format(bg_color=colour, valign="top", border=1) for state, colour in _COLOURS.items()},
    )


def _summary(book: Book, report: EvidenceReport) -> None:
    columns = [("Kode", 10), ("Uraian", 44), ("Pertanyaan", 12), ("Lengkap", 10), ("Sebagian", 10), ("Tidak ada", 10)]
    book.wrapped_table(
        "Ringkasan",
        columns,
        ((n.code, n.label, n.questions, n.complete, n.partial, n.none) for n in report.nodes if n.questions),
    )


def _minimums(book: Book, report: EvidenceReport) -> None:
    assert report.claims is not None
    columns = [("Kode", 10), ("Uraian", 44), ("Minimal", 10), ("Dijawab", 10), ("Berbukti", 10), ("Tercapai", 10)]
    book.wrapped_table(
        "Nilai minimal",
        columns,
        (
            (
                *(m.claimed.node, m.claimed.label, float(m.claimed.required)),
                *(m.claimed.reached, m.evidenced.reached, "ya" if m.evidenced.met else "tidak"),
            )
            for m in report.claims.minimums
        ),
        decimals=3,
    )


def _files(book: Book, report: EvidenceReport) -> None:
    columns = [("Berkas", 70), ("Pertanyaan", 14), ("Terdekat", 24), ("Sebab", 40), ("Jenis", 28), ("Keadaan", 14)]
    columns += [("Rincian", 36), ("Byte", 12), ("Tanggal", 24)]
    book.wrapped_table(
        "Berkas",
        columns,
        (
            (
                *(f.path, f.question, ", ".join(f.closest), f.why),
                *(
                    ", ".join(report.kinds[kind] for kind in f.kinds),
                    FILE_LABELS[f.state],
                    f.detail,
                    f.size,
                    ", ".join(indonesian_date(date) for date in f.dates),
                ),
            )
            for f in report.files
        ),
    )


def _links(book: Book, report: EvidenceReport) -> None:
    columns = [("Tautan", 70), ("Keadaan", 16), ("Rincian", 36), ("Pertanyaan", 40), ("Sel", 30)]
    book.wrapped_table(
        "Tautan",
        columns,
        ((x.url, LINK_LABELS[x.state], x.detail, ", ".join(x.questions), ", ".join(x.cells)) for x in report.links),
    )


def _findings(book: Book, report: EvidenceReport) -> None:
    columns = [("Jenis", 12), ("Pertanyaan", 14), ("Keterangan", 80), ("Saran", 60), ("Tempat", 50)]
    order = list(SEVERITY_LABELS)
    book.wrapped_table(
        "Temuan",
        columns,
        (
            (SEVERITY_LABELS[f.severity], f.node, f.message, f.advice, f.cell)
            for f in sorted(report.findings, key=lambda f: (order.index(f.severity), f.rule))
        ),
    )
