"""Makes the letter's template that is shipped: ``python -m lke_cli.report.letter.make FILE``.

Its placeholders are those of ``fields.py``; the guide lists them. Dots are for what no workbook tells.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lke_cli.report.letter.write import without_times

_DOTS = "." * 40
_HEAD = "1F3864"


def make(path: Path) -> None:
    """Write the template."""
    document = Document()
    _page(document)
    for text, size in (("LAPORAN HASIL EVALUASI", 16), ("PEMBANGUNAN ZONA INTEGRITAS MENUJU {{ target }}", 13)):
        _centred(document, text, size, bold=True)
    _centred(document, "{{ unit }}", 13, bold=True)
    _centred(document, f"Nomor: {_DOTS}", 11)
    _grounds(document)
    _unit(document)
    _scores(document)
    _minimums(document)
    _remarks(document)
    _conclusion(document)
    document.core_properties.title = "Laporan Hasil Evaluasi"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(str(path))
    path.write_bytes(without_times(path.read_bytes()))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    normal.paragraph_format.space_after = Pt(5)
    for level, size in ((1, 12), (2, 11)):
        head = document.styles[f"Heading {level}"]
        head.font.name, head.font.size, head.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        head.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            head.element.rPr.rFonts.attrib.pop(qn(f"w:{attribute}"), None)
        head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(12), Pt(4)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Laporan Hasil Evaluasi {{ unit }} – halaman ").font.size = Pt(8.5)
    _field(footer, "PAGE")
    footer.add_run(" dari ").font.size = Pt(8.5)
    _field(footer, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """Add a field that a word processor computes, such as the number of the page."""
    for kind in ("begin", None, "separate", "1", "end"):
        run = paragraph.add_run("1" if kind == "1" else "")
        run.font.size = Pt(8.5)
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = code
            run._r.append(element)
        elif kind != "1":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _centred(document: Any, text: str, size: int, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)


def _grounds(document: Any) -> None:
    document.add_heading("A. Dasar", 1)
    _numbered(
        document,
        [
            "Rubrik penilaian {{ rubrik }}, dengan nilai minimal {{ target }}.",
            f"Surat tugas nomor {_DOTS} tanggal {'.' * 20}.",
        ],
    )


def _unit(document: Any) -> None:
    document.add_heading("B. Gambaran unit", 1)
    table = document.add_table(rows=0, cols=2)
    for name, value in (
        ("Unit kerja", "{{ unit }}"),
        ("Pimpinan", _DOTS),
        ("Alamat", _DOTS),
        ("Jumlah pegawai", "." * 12),
        ("Lembar kerja", "{{ berkas }}, lembar {{ lembar }}"),
        ("Disimpan", "{{ disimpan }}"),
        ("SHA-256", "{{ sha256 }}"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    _widths(table, (4, 12))


def _scores(document: Any) -> None:
    document.add_heading("C. Hasil evaluasi", 1)
    document.add_paragraph("{{ putusan }}")
    _loop(
        document,
        ("Kode", "Komponen dan area", "Bobot", "Unit", "TPI"),
        "n in nilai",
        ("{{ n.kode }}", "{{ n.uraian }}", "{{ n.bobot }}", "{{ n.unit }}", "{{ n.tpi }}"),
        (1.8, 8.2, 2, 2, 2),
    )
    document.add_paragraph("{{ catatan_tpi }}")


def _minimums(document: Any) -> None:
    document.add_heading("D. Nilai minimal {{ target }}", 1)
    _loop(
        document,
        ("Kode", "Uraian", "Minimal", "Tercapai", "Keterangan"),
        "m in minimal",
        ("{{ m.kode }}", "{{ m.uraian }}", "{{ m.minimal }}", "{{ m.tercapai }}", "{{ m.keterangan }}"),
        (1.8, 5.1, 2.3, 2.5, 4.3),
    )
    document.add_paragraph("{{ ketahanan }}")


def _remarks(document: Any) -> None:
    document.add_heading("E. Catatan", 1)
    _listed(document, "c in catatan", "{{ c }}", "Tidak ada catatan.")
    document.add_heading("F. Rekomendasi", 1)
    _listed(document, "r in rekomendasi", "{{ r }}", "Tidak ada rekomendasi.")


def _conclusion(document: Any) -> None:
    document.add_heading("G. Kesimpulan", 1)
    document.add_paragraph("{{ kesimpulan }}")
    document.add_heading("H. Tim evaluasi", 1)
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    _head(table.rows[0], ("Nama", "Peran", "Tanda tangan"))
    for role in ("Penanggung jawab", "Ketua", "Anggota", "Anggota"):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = "." * 24, role
    _widths(table, (6.5, 5, 4.5))
    document.add_paragraph(f"\n{'.' * 20}, {'.' * 24}")


def _numbered(document: Any, texts: Sequence[str]) -> None:
    for text in texts:
        document.add_paragraph(text, style="List Number")


def _listed(document: Any, loop: str, text: str, none: str) -> None:
    """Add a list with an item for each of a placeholder's, and what is said where there are none."""
    name = loop.rpartition(" ")[2]
    for line, style in (
        (f"{{%p for {loop} %}}", None),
        (text, "List Bullet"),
        ("{%p endfor %}", None),
        (f"{{%p if not {name} %}}", None),
        (none, None),
        ("{%p endif %}", None),
    ):
        document.add_paragraph(line, style=style)


def _loop(document: Any, titles: Sequence[str], loop: str, cells: Sequence[str], widths: Sequence[float]) -> None:
    """Add a table with a row for each of a placeholder's, its head repeated on each page."""
    table = document.add_table(rows=1, cols=len(titles))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    _head(table.rows[0], titles)
    table.add_row().cells[0].text = f"{{%tr for {loop} %}}"
    row = table.add_row()
    for number, text in enumerate(cells):
        row.cells[number].text = text
        if titles[number] in ("Bobot", "Unit", "TPI", "Minimal", "Tercapai"):
            row.cells[number].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _whole(row)
    table.add_row().cells[0].text = "{%tr endfor %}"
    _widths(table, widths)


def _head(row: Any, titles: Sequence[str]) -> None:
    for cell, title in zip(row.cells, titles, strict=True):
        run = cell.paragraphs[0].add_run(title)
        run.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    _whole(row)


def _whole(row: Any) -> None:
    """Let no page end within a row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(1)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
