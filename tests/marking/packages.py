"""Workbooks as other programs write them, with all that a marked copy must keep."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture


def members(path: Path) -> dict[str, bytes]:
    """Return the unpacked members of a zip file by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, name: str) -> bytes:
    """Return a member as it stands in the file, packed."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
    data = path.read_bytes()
    length = int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little")
    more = int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
    start = info.header_offset + 30 + length + more
    return data[start : start + info.compress_size]


def rewritten(
    path: Path, to: Path, changes: Mapping[str, Callable[[bytes], bytes]], new: Mapping[str, bytes] | None = None
) -> Path:
    """Write a zip file again with some members changed (left out where nothing is left of them) and some added."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members(path).items():
            changed = changes.get(name, bytes)(content)
            if changed:
                archive.writestr(name, changed)
        for name, content in (new or {}).items():
            archive.writestr(name, content)
    return to


def read_book(path: Path, **options: Any) -> Any:
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(path, **options)


def dress(path: Path, to: Path) -> Path:
    """Give a workbook, through openpyxl, what people's workbooks have; the LKE becomes the second sheet."""
    book = read_book(path, rich_text=True)
    lke = book.worksheets[0]
    lke["B3"].comment = Comment("Kata unit\nbaris dua", "Operator")
    lke["D5"] = CellRichText("biasa ", TextBlock(InlineFont(b=True), "tebal"))
    low: Any = CellIsRule  # has no type hints
    lke.conditional_formatting.add(
        "L3:L20", low(operator="lessThan", formula=["0.5"], fill=PatternFill("solid", bgColor="FFC7CE"))
    )
    lke.print_area = "B1:P40"
    lke.print_title_rows = "2:2"
    lke.auto_filter.ref = "B2:P40"
    hidden = book.create_sheet("Ringkasan rahasia")
    hidden["A1"] = "=SUM(1,2)"
    hidden.sheet_state = "hidden"
    front = book.create_sheet("Data 'unit' & isi", 0)
    front["A1"] = "satu"
    front["A1"].font = Font(bold=True)
    front["A2"].protection = Protection(locked=False)
    front.merge_cells("B1:C2")
    front.protection.sheet = True
    valid = DataValidation(type="list", formula1='"Ya,Tidak"')
    valid.add("A3")
    front.add_data_validation(valid)
    image = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(image, "PNG")
    front.add_image(Image(image), "D4")
    front.print_area = "A1:D9"
    book.defined_names["kurs"] = DefinedName("kurs", attr_text="'Data ''unit'' & isi'!$A$1")
    book.active = 1
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is lke
    book.save(to)
    return to


def with_everything(path: Path) -> Path:
    """Write a small workbook with XlsxWriter that has an element of nearly every kind a worksheet has."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("LKE")
    for row in range(20):
        sheet.write_row(row, 0, [f"baris {row}", row, row / 7])
    sheet.write_formula("D1", "=SUM(B1:B20)", None, 190)
    sheet.write_comment("A2", "komentar lama", {"author": "TPI"})
    sheet.write_url("A3", "https://contoh.example/")
    sheet.merge_range("F1:G2", "gabung")
    sheet.conditional_format("B1:B20", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C1:C20", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format()})
    sheet.data_validation("E1", {"validate": "list", "source": ["Ya", "Tidak"]})
    sheet.insert_button("H5", {"caption": "Tombol"})
    sheet.add_table("J1:K4", {"columns": [{"header": "Satu"}, {"header": "Dua"}]})
    sheet.add_sparkline("L1", {"range": "LKE!B1:B5"})
    sheet.set_header("&L&G", {"image_left": _picture(path.with_suffix(".png"))})
    sheet.insert_image("H9", str(path.with_suffix(".png")))
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
    sheet.protect("", {"objects": True})
    sheet.set_h_pagebreaks([10])
    sheet.autofilter("A1:C20")
    sheet.print_area("A1:D20")
    book.define_name("LKE!lokal", "=LKE!$A$1")
    book.add_worksheet("Lain").write("A1", "lain")
    book.close()
    return path


def _picture(path: Path) -> str:
    Picture.new("RGB", (8, 8), "blue").save(path, "PNG")
    return str(path)


def prefixed(xml: bytes) -> bytes:
    """Return a worksheet whose elements all stand under a prefix, as some programs write them."""
    xml = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1x:\2", xml)
    return xml.replace(b" xmlns=", b" xmlns:x=", 1)
