"""Read an old .xls workbook with xlrd, which keeps only the cells that are there and shows errors such as ``#DIV/0!``.

The reader of .xlsx (calamine) believes the sizes that such a file states of itself, up to ending the whole process.
"""

import datetime
import io
import struct
from collections.abc import Collection, Iterator
from itertools import islice, product
from typing import TYPE_CHECKING

from lke_cli.values import CellValue
from lke_cli.workbook.archive import MAX_ROWS, BrokenError, TooLargeError
from lke_cli.workbook.cells import SHOWS_NOTHING
from lke_cli.workbook.locked import decrypted
from lke_cli.workbook.marks import Marks
from lke_cli.workbook.plain import PlainSheet

if TYPE_CHECKING:
    import xlrd

_NARROW, _FLAT = 64, 20  # 1/256 characters and 1/20 points; what is less shows nothing
_FILTER_NAME = "_FilterDatabase"
_FILTER_MODE, _END_OF_SHEET = 0x9B, 0x0A
_NOTHING = b"\x00\x06"  # types of cells without content: xlrd.XL_CELL_EMPTY, XL_CELL_BLANK
_MOST_LINKED = 1_000  # cells of one link, and links of a sheet, that are looked at; a form has fewer
_MOST_READ = 100_000_000  # bytes over all sheets: several may claim the same stretch of the file


def xls_sheets(data: bytes, limit: int) -> list[PlainSheet]:
    """Return the worksheets of a .xls file. limit: cells that all of them may span; one that spans more is not read.

    Raises BrokenError, TooLargeError, or PasswordError.
    """
    import xlrd

    try:
        return _tried(data, limit)
    except xlrd.XLRDError as error:
        if "encrypted" not in str(error):
            raise BrokenError(str(error)) from error
        data = decrypted(data)
    try:
        return _tried(data, limit)
    except xlrd.XLRDError as error:
        raise BrokenError(str(error)) from error


def _tried(data: bytes, limit: int) -> list[PlainSheet]:
    """Return the sheets, as ``xls_sheets`` does. Raises xlrd.XLRDError too."""
    import xlrd

    try:
        try:
            return _sheets(data, limit, formatted=True)
        except (TooLargeError, xlrd.XLRDError, MemoryError):
            raise
        except Exception:  # formats alone may be broken; without them it is not known what is hidden
            return _sheets(data, limit, formatted=False)
    except (TooLargeError, xlrd.XLRDError):
        raise
    except MemoryError as error:
        raise TooLargeError from error
    except Exception as error:  # whatever that reader stumbles over in a broken file
        raise BrokenError(str(error)) from error


def _sheets(data: bytes, limit: int, *, formatted: bool) -> list[PlainSheet]:
    import xlrd

    with xlrd.open_workbook(
        file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True, formatting_info=formatted
    ) as book:
        if book.nsheets * len(data) > _MOST_READ:
            raise TooLargeError
        sheets = []
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            name, hidden = sheet.name, bool(sheet.visibility)
            rows = _rows(sheet, limit)
            if rows is None:
                sheets.append(PlainSheet(name, hidden, [], too_large=True))
            else:
                limit -= len(rows) * (len(rows[0]) if rows else 0)
                sheets.append(PlainSheet(name, hidden, rows, _merges(sheet), _marks(book, number)))
            book.unload_sheet(number)
        return sheets


def _merges(sheet: "xlrd.sheet.Sheet") -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]


def _marks(book: "xlrd.book.Book", number: int) -> Marks:
    """Return what of a sheet is hidden or crossed out, and where addresses lie behind cells."""
    sheet = book.sheet_by_index(number)
    linked, (struck, unseen) = frozenset(_linked(sheet)), _looks(sheet)
    columns = frozenset(at for at, column in sheet.colinfo_map.items() if column.hidden or column.width < _NARROW)
    rows = frozenset(at for at, row in sheet.rowinfo_map.items() if row.hidden or 0 <= (row.height or _FLAT) < _FLAT)
    if not rows or not _is_filtered(book, number):
        return Marks(columns, rows, linked=linked, struck=struck, unseen=unseen)
    top, bottom = _filter_area(book, number)
    filtered = frozenset(row for row in rows if top < row < bottom)
    return Marks(columns, rows, filtered, linked=linked, struck=struck, unseen=unseen)


def _looks(sheet: "xlrd.sheet.Sheet") -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Return the cells that are crossed out, and those whose format shows nothing."""
    book = sheet.book
    fonts = {number for number, font in enumerate(book.font_list) if font.struck_out}
    formats = {key for key, shown in book.format_map.items() if shown.format_str == SHOWS_NOTHING}
    styles = list(enumerate(book.xf_list))
    striking = {number for number, style in styles if style.font_index in fonts}
    unseen = {number for number, style in styles if style.format_key in formats}
    return _in_styles(sheet, striking), _in_styles(sheet, unseen)


def _in_styles(sheet: "xlrd.sheet.Sheet", styles: Collection[int]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row, column)
        for row in range(sheet.nrows if styles else 0)
        for column in range(sheet.row_len(row))
        if sheet.cell_xf_index(row, column) in styles
    )


def _linked(sheet: "xlrd.sheet.Sheet") -> Iterator[tuple[int, int]]:
    for link in islice(sheet.hyperlink_list, _MOST_LINKED):
        if link.type != "workbook":
            area = product(range(link.frowx, link.lrowx + 1), range(link.fcolx, link.lcolx + 1))
            yield from islice(area, _MOST_LINKED)


def _filter_area(book: "xlrd.book.Book", number: int) -> tuple[int, int]:
    """Return the row of the head of a sheet's filter and the row below it; all rows where no name says it."""
    import xlrd

    for name in book.name_obj_list:
        if name.name == _FILTER_NAME and name.scope == number:
            try:
                _, top, bottom, _, _ = name.area2d()
            except xlrd.XLRDError:
                break
            return top, bottom
    return -1, MAX_ROWS


def _is_filtered(book: "xlrd.book.Book", number: int) -> bool:
    """Return whether a sheet has the record of a filter that leaves rows out, which xlrd passes over."""
    place = book._sh_abs_posn[number]
    while place + 4 <= len(book.mem):
        kind, length = struct.unpack_from("<HH", book.mem, place)
        if kind == _FILTER_MODE:
            return True
        if kind == _END_OF_SHEET:
            break
        place += 4 + length
    return False


def _rows(sheet: "xlrd.sheet.Sheet", limit: int) -> list[list[CellValue]] | None:
    """Return rows of one width, up to the last row and column with content; None where they span too many cells."""
    rows: list[list[CellValue]] = []
    height = width = 0
    for number in range(sheet.nrows):
        kinds = bytes(sheet.row_types(number)).rstrip(_NOTHING)  # cells that are only coloured are many at times
        row = [
            _value(kind, value, sheet.book.datemode)
            for kind, value in zip(kinds, sheet.row_values(number), strict=False)
        ]
        while row and _is_blank(row[-1]):
            row.pop()
        rows.append(row)
        if row:
            height, width = number + 1, max(width, len(row))
        if height * width > limit:
            return None
    return [row + [""] * (width - len(row)) for row in rows[:height]]


def _is_blank(value: CellValue) -> bool:
    return value == "" or (isinstance(value, str) and value.isspace())


def _value(kind: int, value: CellValue, datemode: int) -> CellValue:
    import xlrd

    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
        return _date(value, datemode)
    return value


def _date(number: float, datemode: int) -> CellValue:
    import xlrd

    try:
        moment: datetime.datetime = xlrd.xldate.xldate_as_datetime(number, datemode)
    except (ValueError, OverflowError):
        return number
    if 0 <= number < 1:
        return moment.time()
    return moment.date() if number.is_integer() else moment
