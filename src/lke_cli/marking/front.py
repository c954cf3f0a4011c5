"""The sheet that is put in front: its cells, and its place in the workbook."""

from collections.abc import Mapping
from typing import NamedTuple

from lke_cli.marking.parts import MAIN_NAMESPACE, OFFICE, Parts
from lke_cli.marking.sheet import cell_address, place_in_sheet
from lke_cli.marking.styles import CellStyles
from lke_cli.marking.xml import Changes, Element, insert_in_order, shown, xml_quoted
from lke_cli.results import Front, FrontCell, FrontStyle, MarkTone
from lke_cli.untrusted import spreadsheet_text
from lke_cli.values import wrapped_lines
from lke_cli.workbook import BrokenError

NAME = "Hasil lke"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ORDER = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
]
_LINE, _HIGHEST = 15.0, 400.0  # points
_LONGEST = 32_000  # Excel holds 32,767 characters in a cell
_FILLS: dict[MarkTone, str] = {
    "error": "FFF4A6A0", "warning": "FFFFE699", "step": "FFBDD7EE", "fixed": "FFC6E0B4", "info": "FFE7E6E6",
}  # fmt: skip
"""Colours by tone: told apart by colour-blind people, and in grey."""


class _Look(NamedTuple):
    """Font (a colour, bold, size, underlined), fill, border, and how the text lies."""

    color: str = "FF000000"
    bold: bool = False
    size: int = 11
    underlined: bool = False
    fill: str = ""
    border: bool = True
    right: bool = False


_LOOKS: Mapping[FrontStyle, _Look] = {
    "title": _Look(bold=True, size=15, border=False),
    "text": _Look(),
    "bold": _Look(bold=True, size=12, border=False),
    "head": _Look(color="FFFFFFFF", bold=True, fill="FF1F3864"),
    "link": _Look(color="FF0563C1", underlined=True),
    "good": _Look(color="FF00561B", bold=True, border=False),
    "bad": _Look(color="FF9C0006", bold=True, border=False),
    "warn": _Look(color="FF7F4F00", border=False),
    "muted": _Look(color="FF404040", border=False),
    "number": _Look(right=True),
    **{tone: _Look(fill=fill) for tone, fill in _FILLS.items()},
}


def tone_formats(styles: CellStyles) -> dict[MarkTone, int]:
    """Return the numbers of the differential formats that colour cells, added where they are not there."""
    fill = '<fill><patternFill patternType="solid"><fgColor rgb="{0}"/><bgColor rgb="{0}"/></patternFill></fill>'
    return {tone: styles.index("dxfs", f"<dxf>{fill.format(color)}</dxf>") for tone, color in _FILLS.items()}


def front_formats(styles: CellStyles) -> dict[FrontStyle, int]:
    """Return the numbers of the cell formats of the sheet in front, added where they are not there."""
    return {style: _format(styles, look) for style, look in _LOOKS.items()}


def _format(styles: CellStyles, look: _Look) -> int:
    font = styles.index(
        "fonts",
        f'<font>{"<b/>" * look.bold}{"<u/>" * look.underlined}<sz val="{look.size}"/><color rgb="{look.color}"/>'
        '<name val="Calibri"/><family val="2"/></font>',
    )
    fill = 0
    if look.fill:
        pattern = f'<patternFill patternType="solid"><fgColor rgb="{look.fill}"/><bgColor indexed="64"/></patternFill>'
        fill = styles.index("fills", f"<fill>{pattern}</fill>")
    border = 0
    if look.border:
        sides = "".join(
            f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom")
        )
        border = styles.index("borders", f"<border>{sides}<diagonal/></border>")
    across = ' horizontal="right"' if look.right else ""
    return styles.index(
        "cellXfs",
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" applyFill="1" '
        f'applyBorder="1" applyAlignment="1"><alignment{across} vertical="top" wrapText="1"/></xf>',
    )


def front_sheet(front: Front, formats: Mapping[FrontStyle, int]) -> bytes:
    """Return the sheet's XML; its texts stand in it, so that those that other sheets share stay as they are."""
    rows, merges, links = [], [], []
    for number, row in enumerate(front.rows):
        cells, column = [], 0
        for cell in row:
            cells.append(_cell(cell, (number, column), formats))
            cells += [
                f'<c r="{cell_address((number, column + n))}" s="{formats[cell.style]}"/>' for n in range(1, cell.span)
            ]
            if cell.span > 1:
                merges.append(f"{cell_address((number, column))}:{cell_address((number, column + cell.span - 1))}")
            if cell.to is not None and (to := _location(cell.to)) is not None:
                links.append(
                    f'<hyperlink ref="{cell_address((number, column))}" location="{to}" '
                    f'display="{xml_quoted(cell.text)}"/>'
                )
            column += cell.span
        height = min(_HIGHEST, _LINE * _lines(row, front.widths) * (1.4 if _is_title(row) else 1))
        rows.append(f'<row r="{number + 1}" ht="{height:.1f}" customHeight="1">{"".join(cells)}</row>')
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(front.widths, 1)
    )
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN_NAMESPACE}">'
        '<sheetPr><tabColor rgb="FF1F3864"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        + (f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else "")
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;RHalaman &amp;P dari &amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()


def _cell(cell: FrontCell, place: tuple[int, int], formats: Mapping[FrontStyle, int]) -> str:
    where, style = cell_address(place), formats[cell.style]
    if not cell.text:
        return f'<c r="{where}" s="{style}"/>'
    text = shown(spreadsheet_text(cell.text)[:_LONGEST])
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _lines(row: tuple[FrontCell, ...], widths: tuple[float, ...]) -> int:
    """Return how many lines a row takes: a spreadsheet makes no merged cell as high as its text by itself."""
    lines, column = 1, 0
    for cell in row:
        width = sum(widths[column : column + cell.span]) * (0.75 if cell.style == "title" else 0.92)
        lines = max(lines, wrapped_lines(cell.text, max(1.0, width)))
        column += cell.span
    return lines


def _is_title(row: tuple[FrontCell, ...]) -> bool:
    return bool(row) and row[0].style == "title"


def _location(cell: str) -> str | None:
    place = place_in_sheet(cell)
    if place is None:
        return None
    sheet = place[0].replace("'", "''")
    return xml_quoted(f"'{sheet}'!{cell_address(place[1])}")


def put_in_front(parts: Parts, xml: bytes, own: str | None) -> None:
    """Put the sheet in front, or renew it where it stands. own: the part of the one that is there already."""
    if own is not None:
        parts.put(own, xml)
        return
    part = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.put(part, xml)
    parts.declare(part, _KIND)
    workbook = parts.package.workbook_part
    identity = parts.relate(workbook, "worksheet", part)
    root, changes = parts.tree(workbook), Changes(parts.xml(workbook))
    sheets = root.child("sheets")
    if sheets is None or sheets.head == sheets.end:
        raise BrokenError("no sheets")
    taken = {sheet.name.lower() for sheet in parts.package.sheets}
    name = next(wanted for n in range(1, 1_000) if (wanted := f"{NAME} {n}" if n > 1 else NAME).lower() not in taken)
    numbers = [
        int(number) for element in sheets.each("sheet") if (number := element.attributes.get("sheetId", "")).isdecimal()
    ]
    new = (
        f'<{root.tag("sheet")} xmlns:r="{OFFICE}" name="{xml_quoted(name)}" sheetId="{max(numbers, default=0) + 1}" '
        f'r:id="{identity}"/>'
    )
    changes.insert(sheets.head, new)
    _shift_names(changes, root)
    for views in root.each("bookViews"):
        for view in views.each("workbookView"):
            # The new sheet is the one that is seen, and its tab the first.
            changes.set(view, activeTab=None, firstSheet=None)
    parts.put(workbook, changes.made())


def _shift_names(changes: Changes, root: Element) -> None:
    """Let names that hold on one sheet (print areas, titles, filters) hold on it now that it comes one later."""
    for names in root.each("definedNames"):
        for name in names.each("definedName"):
            number = name.attributes.get("localSheetId", "")
            if number.isdecimal():
                changes.set(name, localSheetId=str(int(number) + 1))


def calculate_on_load(parts: Parts) -> None:
    """Let a spreadsheet program calculate all formulas anew when it opens the workbook."""
    workbook = parts.package.workbook_part
    root, changes = parts.tree(workbook), Changes(parts.xml(workbook))
    settings = root.child("calcPr")
    if settings is None:
        insert_in_order(changes, root, _ORDER, f'<{root.tag("calcPr")} fullCalcOnLoad="1"/>', "calcPr")
    elif settings.attributes.get("fullCalcOnLoad") not in ("1", "true"):
        changes.set(settings, fullCalcOnLoad="1")
    parts.put(workbook, changes.made())
