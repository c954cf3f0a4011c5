"""How a workbook was understood, as a document."""

from collections.abc import Sequence

from lke_cli.findings import Finding
from lke_cli.report.document import Block, Column, Document, Table, Text
from lke_cli.report.score import findings_table
from lke_cli.rubric.model import Rubric
from lke_cli.untrusted import one_line
from lke_cli.workbook.layout import Layout
from lke_cli.workbook.read import Workbook
from lke_cli.workbook.sheets import column_letters

_ROLES = {
    "label": "penomoran dan teks pertanyaan",
    "weight": "bobot",
    "explanation": "penjelasan pilihan",
    "choices": "pilihan jawaban",
    "percent": "persen",
    "narrative": "catatan",
    "documents": "daftar dokumen",
    "links": "tautan",
}
_ROW = Column("row", "Baris")
_CODE = Column("code", "Kode")
_TEXT = Column("text", "Teks di berkas", grow=True)


def inspect_document(workbook: Workbook, rubric: Rubric) -> Document:
    """Return how a workbook was understood: sheet, header, columns and why, matched, doubtful and unmatched rows."""
    items = {code for part in workbook.parts for code in part.items}
    questions = sum(code in items for code in rubric.questions)
    inputs = sum(code in items for code in rubric.inputs)
    nodes = sum(code in items for code in rubric.nodes)
    header = workbook.layout.header_row
    title = "tidak ditemukan; kolom dikenali dari isinya" if header is None else f"baris {header + 1}"
    blocks: list[Block] = [
        Text(f"Lembar: {workbook.sheets}. Baris judul: {title}."),
        Text(
            f"Cocok: {questions} dari {len(rubric.questions)} pertanyaan, {inputs} dari {len(rubric.inputs)} jumlah, "
            f"{nodes} dari {len(rubric.nodes)} komponen sampai indikator."
        ),
        _columns(workbook.layout),
        _doubtful(workbook, rubric),
        _unmatched(workbook),
        findings_table(workbook.findings, "Temuan"),
        _matched(workbook, rubric),
    ]
    return Document(f"Pembacaan {workbook.path.name}", tuple(blocks))


def verified_blocks(differing: Sequence[Finding]) -> tuple[Block, ...]:
    """Return what a second reader saw: that it is the same, or every cell that differs."""
    if not differing:
        return (Text("Dua pembaca, sama.", "good"),)
    return (
        Text(f"Dua pembaca, berbeda di {len(differing)} sel; nilainya belum dapat dipercaya.", "bad"),
        findings_table(tuple(differing), "Sel yang dibaca berbeda"),
    )


def _columns(layout: Layout) -> Table:
    meanings: dict[int, str] = {column: _ROLES.get(role, role) for role, column in layout.columns.items()}
    meanings |= {column: f"jawaban {name}" for name, column in layout.answers.items()}
    meanings |= {column: f"nilai {name}" for name, column in layout.scores.items()}
    meanings |= {column: f"catatan {name}" for name, column in layout.notes.items()}
    meanings |= dict.fromkeys(layout.extra, "eviden")
    meanings |= dict.fromkeys(layout.unused, "tidak dipakai")
    rows = [(column_letters(column), meanings[column], _why(layout, column)) for column in sorted(meanings)]
    columns = (Column("column", "Kolom"), Column("meaning", "Dibaca sebagai"), Column("why", "Sebab", grow=True))
    return Table("columns", "Kolom", columns, tuple(rows))


def _why(layout: Layout, column: int) -> str:
    heading = layout.titles.get(column)
    titled = f"judul '{one_line(heading, 40)}'" if heading else ""
    if column in layout.unused:
        return f"{titled} dan isinya tidak dikenali" if titled else "tanpa judul, isinya tidak dikenali"
    if column in layout.extra:
        return f"isinya tautan atau nama dokumen{f' ({titled})' if titled else ', tanpa judul'}"
    return titled or "dari isi dan letaknya"


def _doubtful(workbook: Workbook, rubric: Rubric) -> Table:
    rows = tuple(
        (str(item.row + 1), item.code, one_line(item.text, 120), rubric.label(item.code), item.similarity)
        for item in workbook.items.values()
        if item.doubtful
    )
    columns = (_ROW, _CODE, _TEXT, Column("label", "Dalam rubrik", grow=True), Column("fit", "Kecocokan", "percent"))
    return Table("doubtful", f"Baris yang meragukan: {len(rows)}", columns, rows)


def _unmatched(workbook: Workbook) -> Table:
    rows = tuple((str(row.number + 1), one_line(row.text, 160)) for row in workbook.unmatched)
    return Table("unmatched", f"Baris yang tidak cocok: {len(rows)}", (_ROW, _TEXT), rows)


def _matched(workbook: Workbook, rubric: Rubric) -> Table:
    columns = (
        _ROW,
        _CODE,
        Column("label", "Dalam rubrik", grow=True),
        _TEXT,
        Column("answer", "Jawaban"),
        Column("fit", "Kecocokan", "percent"),
    )
    rows = tuple(
        (
            str(item.row + 1),
            code,
            rubric.label(code),
            one_line(item.text, 60),
            one_line(workbook.text(code, "answer"), 20),
            item.similarity,
        )
        for code, item in workbook.items.items()
    )
    return Table("matched", f"Baris yang cocok: {len(rows)}", columns, rows)
