"""A report on evidence as a workbook: the checklist that a coordinator hands out."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.periods import indonesian_date
from lke_cli.report.cells import file_name
from lke_cli.report.evidence import FILE_LABELS, LINK_LABELS, STATUS_LABELS, at_risk
from lke_cli.results import CHECKLIST, EvidenceReport
from lke_cli.xlsx import Above, Book

if TYPE_CHECKING:
    from xlsxwriter.format import Format

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
        _findings(book, report)
        if report.links:
            _links(book, report)
        if report.folder is not None:
            _files(book, report)


def _questions(book: Book, report: EvidenceReport) -> None:
    def labels(kinds: Iterable[str]) -> str:
        return ", ".join(report.kinds[kind] for kind in kinds)

    claimed = report.claims is not None
    columns: list[tuple[str, float]] = [
        ("Kode", 12),
        ("Pertanyaan", 24),
        ("Bukti yang diharapkan", 18),
        ("Ditemukan", 16),
        ("Belum ada", 16),
    ]
    columns += [("Keadaan", 9), ("Poin", 6.5), *([("Jawaban", 8.5), ("Tautan", 7)] if claimed else [])]
    columns += [("Nama berkas", 22), ("Tidak dihitung", 13), ("Catatan", 9)]
    book.wrapped_table(
        "Daftar periksa",
        columns,
        (
            (
                *(q.code, q.label, labels(q.expected), labels(q.found), labels(q.missing), STATUS_LABELS[q.status]),
                at_risk(q),
                *((q.answer or "kosong", q.links) if claimed else ()),
                "\n".join(map(file_name, q.files)),
                "\n".join(
                    [
                        *(f"meragukan: {file_name(p)}" for p in q.doubtful),
                        *(f"tidak dihitung: {file_name(p)}" for p in q.unusable),
                    ]
                ),
                None,
            )
            for q in report.questions
        ),
        decimals=3,
        formats=_states(book),
        frozen=2,
        above=_over_the_checklist(book, report),
    )


def _states(book: Book) -> "dict[str, Format]":
    return {state: book.format(bg_color=colour, valign="top", border=1) for state, colour in _COLOURS.items()}


def _over_the_checklist(book: Book, report: EvidenceReport) -> list[Above]:
    """Return what stands over the checklist: of which folder it is, what it is held against, what its colours mean."""
    where = f": {file_name(report.folder)}" if report.folder else ""
    period = f", masa {report.period}" if report.period else ""
    rows: list[Above] = [[(0, f"Daftar periksa bukti dukung{where}", book.heading)]]
    if report.claims is not None:
        claims = report.claims
        missed = [each.claimed.node for each in claims.minimums if not each.evidenced.met]
        reached = f"minimal tak tercapai menurut bukti: {', '.join(missed)}" if missed else "semua minimal tercapai"
        about = f"{file_name(claims.workbook)}, target {claims.target_label}{period}; {reached}."
        rows.append([(0, about, None)])
    counts = f"{report.file_count} berkas{period}" if report.claims is None else f"{report.file_count} berkas"
    legend = [(5 + n, state, format) for n, (state, format) in enumerate(_states(book).items())]
    rows.append([(0, f"{counts}. Warna keadaan:", None), *legend])
    return rows


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
    """Write all files, on the last sheet: the others name them without their folders."""
    columns = [("Berkas", 44), ("Pertanyaan", 12), ("Terdekat", 14), ("Sebab", 26), ("Jenis", 16), ("Keadaan", 11)]
    columns += [("Rincian", 20), ("Byte", 8), ("Tanggal", 11)]
    sheet = book.wrapped_table(
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
    for number, each in enumerate(report.files, 1):
        sheet.file(number, 0, str(Path(report.folder or ".") / each.path), book.text, shown=each.path)


def _links(book: Book, report: EvidenceReport) -> None:
    columns = [("Tautan", 60), ("Keadaan", 13), ("Rincian", 30), ("Pertanyaan", 30), ("Sel", 28)]
    book.wrapped_table(
        "Tautan",
        columns,
        ((x.url, LINK_LABELS[x.state], x.detail, ", ".join(x.questions), ", ".join(x.cells)) for x in report.links),
    )


def _findings(book: Book, report: EvidenceReport) -> None:
    columns = [("Jenis", 11), ("Pertanyaan", 13), ("Keterangan", 62), ("Saran", 44), ("Tempat", 33)]
    order = list(SEVERITY_LABELS)
    book.wrapped_table(
        "Temuan",
        columns,
        (
            (SEVERITY_LABELS[f.severity], f.node, f.message, f.advice, f.cell)
            for f in sorted(report.findings, key=lambda f: (order.index(f.severity), f.rule))
        ),
    )
