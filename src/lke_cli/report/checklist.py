"""A report on evidence as a workbook: the checklist that a coordinator hands out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lke_cli.findings import SEVERITY_LABELS
from lke_cli.in_memory import KeptBytes
from lke_cli.periods import indonesian_date
from lke_cli.report.evidence import FILE_LABELS, LINK_LABELS, STATUS_LABELS, at_risk
from lke_cli.results import CHECKLIST, NO_DATE, EvidenceReport
from lke_cli.untrusted import printable
from lke_cli.values import wrapped_lines

_LINE, _HIGHEST = 15, 405  # points; Excel makes no row higher
_LONGEST = 32_000  # Excel holds 32,767 characters in a cell

Cell = str | int | float | None


def write_checklist(report: EvidenceReport, path: Path) -> None:
    """Write the checklist. Raises OSError where the file cannot be written."""
    import xlsxwriter

    # What comes from names and cells is written as text: Excel neither computes nor opens it.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    # In memory first: a zip file that a full disk ends half way says so once more, in Python's words, when it is freed.
    made = KeptBytes()
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": "Daftar periksa bukti dukung", "keywords": CHECKLIST, "created": NO_DATE})
    sheets = _Sheets(book)
    _questions(sheets, report)
    if report.nodes:
        _summary(sheets, report)
    if report.claims is not None:
        _minimums(sheets, report)
    if report.folder is not None:
        _files(sheets, report)
    if report.links:
        _links(sheets, report)
    _findings(sheets, report)
    book.close()
    path.write_bytes(made.getbuffer())


class _Sheets:
    """Writes tables as sheets: a frozen header, a filter, columns as wide as they need."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._number = book.add_format({"num_format": "0.000", "valign": "top"})
        self._status = {
            label: book.add_format({"bg_color": color, "valign": "top"})
            for label, color in (("lengkap", "#C6EFCE"), ("sebagian", "#FFEB9C"), ("tidak ada", "#FFC7CE"))
        }

    def add(self, name: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a sheet; columns are (title, width in characters)."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write(sheet, last, column, value)
            # LibreOffice does not make a row as high as its wrapped text by itself.
            texts = [(value, width) for value, (_, width) in zip(row, columns, strict=True) if isinstance(value, str)]
            lines = max([1, *(wrapped_lines(text, width) for text, width in texts)])
            sheet.set_row(last, min(_LINE * lines, _HIGHEST))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, str):
            sheet.write_string(row, column, printable(value)[:_LONGEST], self._status.get(value, self._text))
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._text)
        else:
            sheet.write_number(row, column, value, self._number)


def _questions(sheets: _Sheets, report: EvidenceReport) -> None:
    def labels(kinds: Iterable[str]) -> str:
        return ", ".join(report.kinds[kind] for kind in kinds)

    claimed = report.claims is not None
    columns = [("Kode", 12), ("Pertanyaan", 34), ("Bukti yang diharapkan", 34), ("Ditemukan", 28), ("Belum ada", 28)]
    columns += [("Keadaan", 11), ("Poin", 8), *([("Jawaban", 10), ("Tautan", 8)] if claimed else [])]
    columns += [("Berkas", 60), ("Berkas yang tidak dihitung", 40), ("Catatan", 30)]
    sheets.add(
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
    )


def _summary(sheets: _Sheets, report: EvidenceReport) -> None:
    columns = [("Kode", 10), ("Uraian", 44), ("Pertanyaan", 12), ("Lengkap", 10), ("Sebagian", 10), ("Tidak ada", 10)]
    sheets.add(
        "Ringkasan",
        columns,
        ((n.code, n.label, n.questions, n.complete, n.partial, n.none) for n in report.nodes if n.questions),
    )


def _minimums(sheets: _Sheets, report: EvidenceReport) -> None:
    assert report.claims is not None
    columns = [("Kode", 10), ("Uraian", 44), ("Minimal", 10), ("Dijawab", 10), ("Berbukti", 10), ("Tercapai", 10)]
    sheets.add(
        "Nilai minimal",
        columns,
        (
            (
                *(m.claimed.node, m.claimed.label, float(m.claimed.required)),
                *(m.claimed.reached, m.evidenced.reached, "ya" if m.evidenced.met else "tidak"),
            )
            for m in report.claims.minimums
        ),
    )


def _files(sheets: _Sheets, report: EvidenceReport) -> None:
    columns = [("Berkas", 70), ("Pertanyaan", 14), ("Terdekat", 24), ("Sebab", 40), ("Jenis", 28), ("Keadaan", 14)]
    columns += [("Rincian", 36), ("Byte", 12), ("Tanggal", 24)]
    sheets.add(
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


def _links(sheets: _Sheets, report: EvidenceReport) -> None:
    columns = [("Tautan", 70), ("Keadaan", 16), ("Rincian", 36), ("Pertanyaan", 40), ("Sel", 30)]
    sheets.add(
        "Tautan",
        columns,
        ((x.url, LINK_LABELS[x.state], x.detail, ", ".join(x.questions), ", ".join(x.cells)) for x in report.links),
    )


def _findings(sheets: _Sheets, report: EvidenceReport) -> None:
    columns = [("Jenis", 12), ("Pertanyaan", 14), ("Keterangan", 80), ("Saran", 60), ("Tempat", 50)]
    order = list(SEVERITY_LABELS)
    sheets.add(
        "Temuan",
        columns,
        (
            (SEVERITY_LABELS[f.severity], f.node, f.message, f.advice, f.cell)
            for f in sorted(report.findings, key=lambda f: (order.index(f.severity), f.rule))
        ),
    )
