"""A report on evidence as a workbook: the checklist that a coordinator hands out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.periods import QUARTER_NUMERALS, indonesian_date
from lke_cli.report.cells import file_name
from lke_cli.report.evidence import (
    EVERY_LABELS,
    LINK_LABELS,
    STATUS_LABELS,
    doubted,
    doubts_text,
    genuine_text,
    quarter_cell,
)
from lke_cli.report.evidence_labels import FILE_LABELS
from lke_cli.report.mend import Mend, short_names, to_mend
from lke_cli.results import CHECKLIST, EvidenceReport, FileResult
from lke_cli.xlsx import Above, Book

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_COLOURS = {"lengkap": "#C6EFCE", "sebagian": "#FFEB9C", "tidak ada": "#FFC7CE"}
"""Of a question's state."""


def write_checklist(report: EvidenceReport, path: Path) -> None:
    """Write the checklist. Raises OSError where the file cannot be written."""
    with Book(path, "Daftar periksa bukti dukung", mark=CHECKLIST) as book:
        rows = _rows_of_questions(report)
        mends = to_mend(report)
        if mends:
            _mend(book, report, mends, rows)
        _questions(book, report, rows)
        if report.nodes:
            _summary(book, report)
        if report.quarters:
            _quarters(book, report)
        if report.claims is not None:
            _minimums(book, report)
        _findings(book, report)
        if report.links:
            _links(book, report)
        if report.folder is not None:
            _files(book, report)


_FILES_SHEET = "Berkas"
_NAMES = 12
"""Files that a cell names; where there are more it says how many, and leads to the sheet that has all."""


def _by_question(report: EvidenceReport) -> list[FileResult]:
    """Return the files, those of a question together, in the order of the questions; then the others."""
    order = {question.code: number for number, question in enumerate(report.questions)}
    return sorted(report.files, key=lambda f: order.get(f.question or next(iter(f.closest), ""), len(order)))


def _rows_of_questions(report: EvidenceReport) -> dict[str, int]:
    """Return in which row of the sheet of files those of a question (or closest to it) begin."""
    rows: dict[str, int] = {}
    for number, file in enumerate(_by_question(report), 1):
        rows.setdefault(file.question or next(iter(file.closest), ""), number)
    return rows


def _mend(book: Book, report: EvidenceReport, mends: Sequence[Mend], rows: Mapping[str, int]) -> None:
    """Write what can be mended now, a line a question, which leads to its files."""
    columns: list[tuple[str, float]] = [("Kode", 12), ("Pertanyaan", 30), ("Poin", 8), ("Yang dibetulkan", 60)]
    sheet = book.wrapped_table(
        "Betulkan dulu",
        [*columns, ("Berkasnya", 24)],
        ((m.code or None, m.label, m.stake, _faults_text(m), "") for m in mends),
        decimals=3,
    )
    for number, mend in enumerate(mends, 1):
        if len(mend.files) == 1:
            path = mend.files[0].path
            sheet.file(number, 4, str(Path(report.folder or ".") / path), book.text, shown=file_name(path))
        else:
            first = mend.files[0]
            row = rows[first.question or next(iter(first.closest), "")]
            sheet.place(number, 4, _FILES_SHEET, row, f"{len(mend.files)} berkas di lembar {_FILES_SHEET}")


def _faults_text(mend: Mend) -> str:
    return "\n".join(f"{fault}: {short_names(files, _NAMES, 120)}" for fault, files in mend.faults)


def _names_text(paths: Sequence[str]) -> str:
    more = [f"dan {len(paths) - _NAMES} lagi di lembar {_FILES_SHEET}"] if len(paths) > _NAMES else []
    return "\n".join([*map(file_name, paths[:_NAMES]), *more])


def _questions(book: Book, report: EvidenceReport, rows: Mapping[str, int]) -> None:
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
    columns += [("Nama berkas", 22), ("Dipersoalkan", 14), ("Tidak dihitung", 13), ("Catatan", 9)]
    doubts = {question.code: doubts_text(files) for question, files in doubted(report)}
    above = _over_the_checklist(book, report)
    sheet = book.wrapped_table(
        "Daftar periksa",
        columns,
        (
            (
                *(q.code, q.label, labels(q.expected), labels(q.found), labels(q.missing), STATUS_LABELS[q.status]),
                q.stake,
                *((q.answer or "kosong", q.links) if claimed else ()),
                _names_text(q.files),
                doubts.get(q.code),
                _names_text(
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
        above=above,
    )
    column = [title for title, _ in columns].index("Nama berkas")
    for number, q in enumerate(report.questions, len(above) + 1):
        if q.files:
            sheet.place(number, column, _FILES_SHEET, rows[q.code], _names_text(q.files))


def _states(book: Book) -> "dict[str, Format]":
    return {state: book.format(bg_color=colour, valign="top", border=1) for state, colour in _COLOURS.items()}


def _over_the_checklist(book: Book, report: EvidenceReport) -> list[Above]:
    """Return what stands over the checklist: of which folder it is, what it is held against, what its colours mean."""
    where = f": {file_name(report.folder)}" if report.folder else ""
    period = f", masa {report.period}" if report.period else ""
    rows: list[Above] = [[(0, f"Daftar periksa bukti dukung{where}", book.heading)]]
    if report.claims is not None:
        claims = report.claims
        missed = [minimum.claimed.node for minimum in claims.minimums if not minimum.evidenced.met]
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


def _quarters(book: Book, report: EvidenceReport) -> None:
    """Write the quarters of what is asked for over and over, with their holes."""
    quarters = [cell.quarter for cell in report.quarters[0].cells]
    columns: list[tuple[str, float]] = [("Kode", 12), ("Pertanyaan", 36), ("Setiap", 9)]
    columns += [(f"TW {QUARTER_NUMERALS[int(q[-1]) - 1]} {q[:4]}", 14) for q in quarters]
    book.wrapped_table(
        "Per triwulan",
        [*columns, ("Tanpa bulan", 9)],
        (
            (q.code, q.label, EVERY_LABELS[q.every], *(quarter_cell(cell)[0] for cell in q.cells), q.undated)
            for q in report.quarters
        ),
        formats={"kosong": _states(book)["tidak ada"]},
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
    columns += [("Rincian", 20), ("Asli", 30), ("Poin dipersoalkan", 11), ("Byte", 8), ("Tanggal", 11)]
    files = _by_question(report)
    sheet = book.wrapped_table(
        _FILES_SHEET,
        columns,
        (
            (
                *(f.path, f.question, ", ".join(f.closest), f.why),
                *(
                    ", ".join(report.kinds[kind] for kind in f.kinds),
                    FILE_LABELS[f.state],
                    f.detail,
                    genuine_text(f),
                    f.at_risk or None,
                    f.size,
                    ", ".join(indonesian_date(date) for date in f.dates),
                ),
            )
            for f in files
        ),
        decimals=3,
    )
    for number, file_result in enumerate(files, 1):
        sheet.file(number, 0, str(Path(report.folder or ".") / file_result.path), book.text, shown=file_result.path)


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
