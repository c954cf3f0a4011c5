"""Read an old .xls workbook with xlrd, which keeps only the cells that are there and shows errors such as ``#DIV/0!``.

The reader of .xlsx (calamine) believes the sizes that such a file states of itself, up to ending the whole process.
"""

import datetime
import io
from typing import TYPE_CHECKING

import python_calamine

from lke_cli.values import CellValue
from lke_cli.workbook.package import BrokenError, TooLargeError
from lke_cli.workbook.plain import PlainSheet

if TYPE_CHECKING:
    import xlrd

_MOST_READ = 100_000_000  # bytes over all sheets: several may claim the same stretch of the file


def xls_sheets(data: bytes, limit: int) -> list[PlainSheet]:
    """Return the worksheets of a .xls file. limit: cells that all of them may span.

    Raises BrokenError, TooLargeError, or calamine's PasswordError.
    """
    import xlrd

    try:
        with xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True) as book:
            if book.nsheets * len(data) > _MOST_READ:
                raise TooLargeError
            found = []
            for number in range(book.nsheets):
                sheet = book.sheet_by_index(number)
                rows = _rows(sheet, limit)
                limit -= len(rows) * (len(rows[0]) if rows else 0)
                found.append(PlainSheet(sheet.name, bool(sheet.visibility), rows))
                book.unload_sheet(number)
            return found
    except TooLargeError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise python_calamine.PasswordError from error
        raise BrokenError(str(error)) from error
    except Exception as error:  # whatever that reader stumbles over in a broken file
        raise BrokenError(str(error)) from error


def _rows(sheet: "xlrd.sheet.Sheet", limit: int) -> list[list[CellValue]]:
    """Return rows of one width, up to the last row and column with content."""
    rows = [[_value(cell, sheet.book.datemode) for cell in sheet.row(number)] for number in range(sheet.nrows)]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if len(rows) * width > limit:
        raise TooLargeError
    return [row + [""] * (width - len(row)) for row in rows]


def _value(cell: "xlrd.sheet.Cell", datemode: int) -> CellValue:
    import xlrd

    value: CellValue = cell.value
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if cell.ctype == xlrd.XL_CELL_DATE and isinstance(value, float):
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
