"""How a workbook was understood, as a document."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.findings import Finding
from lke_cli.report.document import Block, Column, Document, Table, Text
from lke_cli.report.findings import findings_table
from lke_cli.results import ColumnRead, Inspection
from lke_cli.untrusted import one_line

_ROLES = {
    "label": "penomoran dan teks pertanyaan",
    "weight": "bobot",
    "explanation": "penjelasan pilihan",
    "choices": "pilihan jawaban",
    "percent": "persen",
    "narrative": "catatan",
    "documents": "daftar dokumen",
    "links": "tautan",
    "answer": "jawaban",
    "score": "nilai",
    "note": "catatan",
    "evidence": "bukti dukung",
    "rival": "juga tampak seperti jawaban",
    "unused": "tidak dipakai",
    "reply": "tindak lanjut unit",
    "done": "status tindak lanjut",
}
_ROW = Column("row", "Baris")
_CODE = Column("code", "Kode")
_TEXT = Column("text", "Teks di berkas", grow=True)


def inspect_document(read: Inspection) -> Document:
    """Return how a workbook was understood: sheet, header, columns and why, matched, doubtful and unmatched rows."""
    title = "tidak ditemukan; kolom dikenali dari isinya" if read.header_row is None else f"baris {read.header_row}"
    blocks: list[Block] = [
        *_unsettled(read),
        Text(f"Lembar: {read.sheet}. Baris judul: {title}."),
        Text(
            f"Cocok: {read.questions.found} dari {read.questions.of} pertanyaan, {read.inputs.found} dari "
            f"{read.inputs.of} jumlah, {read.nodes.found} dari {read.nodes.of} komponen sampai indikator."
        ),
        _columns(read),
        _doubtful(read),
        _unmatched(read),
        findings_table(read.findings, "Temuan", sheet=read.sheet),
        _matched(read),
    ]
    if read.differing is not None:
        blocks += _verified(read.differing)
    return Document(f"Pembacaan {Path(read.file).name}", tuple(blocks))


def _unsettled(read: Inspection) -> Iterator[Block]:
    """Yield why there is no score, and what settles it."""
    if read.problem is not None:
        yield Text(f"BELUM DAPAT DINILAI: {read.problem}", "bad")
    if read.undecided is not None and read.undecided.command:
        yield Text(f'Misalnya: lke inspect "{read.file}" {read.undecided.command}', "warn")
    if read.blank:
        yield Text("FORMULIR MASIH KOSONG: tidak satu pun pertanyaan dijawab.", "warn")


def _verified(differing: Sequence[Finding]) -> Iterator[Block]:
    """Yield what a second reader saw: that it is the same, or every cell that differs."""
    if not differing:
        yield Text("Dua pembaca, sama.", "good")
        return
    yield Text(f"Dua pembaca, berbeda di {len(differing)} sel; nilainya belum dapat dipercaya.", "bad")
    yield findings_table(differing, "Sel yang dibaca berbeda")


def _columns(read: Inspection) -> Table:
    rows = tuple((column.column, _meaning(column), _why(column)) for column in read.columns)
    columns = (Column("column", "Kolom"), Column("meaning", "Dibaca sebagai"), Column("why", "Sebab", grow=True))
    return Table("columns", "Kolom", columns, rows)


def _meaning(column: ColumnRead) -> str:
    meaning = _ROLES.get(column.role, column.role)
    return meaning if column.assessor is None else f"{meaning} {column.assessor}"


def _why(column: ColumnRead) -> str:
    titled = f"judul '{one_line(column.title, 40)}'" if column.title else ""
    if column.cause == "unknown":
        return f"{titled} dan isinya tidak dikenali" if titled else "tanpa judul, isinya tidak dikenali"
    if column.cause == "evidence":
        return f"isinya tautan atau nama dokumen{f' ({titled})' if titled else ', tanpa judul'}"
    return titled or "dari isi dan letaknya"


def _doubtful(read: Inspection) -> Table:
    rows = tuple(
        (str(row.row), row.code, one_line(row.text, 120), row.label, row.similarity)
        for row in read.rows
        if row.doubtful
    )
    columns = (_ROW, _CODE, _TEXT, Column("label", "Dalam rubrik", grow=True), Column("fit", "Kecocokan", "percent"))
    return Table("doubtful", f"Baris yang meragukan: {len(rows)}", columns, rows)


def _unmatched(read: Inspection) -> Table:
    rows = tuple((str(row.row), one_line(row.text, 160)) for row in read.unmatched)
    return Table("unmatched", f"Baris yang tidak cocok: {len(rows)}", (_ROW, _TEXT), rows)


def _matched(read: Inspection) -> Table:
    columns = (
        _ROW,
        _CODE,
        Column("label", "Dalam rubrik", grow=True),
        _TEXT,
        Column("answer", "Jawaban"),
        Column("fit", "Kecocokan", "percent"),
    )
    rows = tuple(
        (str(row.row), row.code, row.label, one_line(row.text, 60), one_line(row.answer, 20), row.similarity)
        for row in read.rows
    )
    return Table("matched", f"Baris yang cocok: {len(rows)}", columns, rows)
