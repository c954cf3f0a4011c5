"""Read the sheets that were used a second time, by another reader, and name every cell that differs."""

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice

from lke_cli.errors import LkeError
from lke_cli.findings import Finding
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import rules
from lke_cli.workbook.archive import MAX_COLUMNS, MAX_ROWS
from lke_cli.workbook.book import Workbook
from lke_cli.workbook.cells import MAIN, unescaped
from lke_cli.workbook.sheets import Sheet, read_bytes

_NEAR = 1e-9
_SECOND = datetime.timedelta(seconds=1)
_MOST_NAMED = 100  # cells; more say no more
_SHOWN = 40  # characters of a value

_Rows = Sequence[Sequence[CellValue]]


def verify(workbook: Workbook) -> tuple[Finding, ...]:
    """Return a finding per cell of the sheets used that a second reader sees otherwise; none where both agree.

    An .xlsx is read again by openpyxl, which shares no code with the first reader (calamine, or the one here), an .ods
    and an .xls by calamine. Raises LkeError where the second reader cannot read the file.
    """
    # Read anew: of the LKE's own rows some hold what was understood, such as an answer that was ticked.
    first = [workbook.file.sheet(part.sheet) for part in workbook.parts]
    try:
        second = _second(workbook, first)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # whatever the other reader stumbles over; a panic of calamine is no Exception
        raise LkeError(
            f"'{workbook.path.name}' tidak terbaca oleh pembaca kedua; buka di Excel lalu simpan lagi sebagai .xlsx."
        ) from error
    findings: list[Finding] = []
    for sheet, others in zip(first, second, strict=True):
        for row, column, here, there in islice(_differences(sheet.rows, others), _MOST_NAMED - len(findings)):
            findings.append(
                rules.READ_OTHERWISE.at(
                    "Dua pembaca berbeda: '{first}' dan '{second}'.",
                    cell=sheet.address(row, column),
                    first=one_line(as_text(here), _SHOWN),
                    second=one_line(as_text(there), _SHOWN),
                )
            )
    return tuple(findings)


def _second(workbook: Workbook, sheets: Sequence[Sheet]) -> list[_Rows]:
    """Return the rows of sheets as the second reader sees them."""
    rebuilt = workbook.file.rebuilt
    if rebuilt is not None:
        return _by_openpyxl(_transitional(rebuilt), workbook.file.sheet_names, sheets)
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(read_bytes(workbook.path)))
    return [
        book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False, nrows=_height(sheet)) for sheet in sheets
    ]


def _height(sheet: Sheet) -> int:
    return min(len(sheet.rows) + 1, MAX_ROWS)


def _by_openpyxl(data: bytes, names: Sequence[str], sheets: Sequence[Sheet]) -> list[_Rows]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    by_sheet: list[_Rows] = []
    for sheet in sheets:
        width = min(max(map(len, sheet.rows), default=0) + 1, MAX_COLUMNS)
        one = book.worksheets[names.index(sheet.name)]
        rows = one.iter_rows(max_row=_height(sheet), max_col=width, values_only=True)
        by_sheet.append([[_cell_value(value) for value in row] for row in rows])
    return by_sheet


def _transitional(data: bytes) -> bytes:
    """Return a package whose parts name the usual namespace: openpyxl knows no other, and would see empty sheets."""
    usual, strict = (namespace.encode() for namespace in MAIN)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(strict, usual, 1))
    return made.getvalue()


def _cell_value(value: object) -> CellValue:
    if isinstance(value, str):
        return unescaped(value)  # openpyxl gives ``_x000D_`` as it stands
    plain = (int, float, datetime.date, datetime.time, datetime.timedelta)
    return "" if value is None else value if isinstance(value, plain) else str(value)


def _differences(first: _Rows, second: _Rows) -> Iterator[tuple[int, int, CellValue, CellValue]]:
    """Yield row, column and both values of the cells that differ."""
    for row in range(max(len(first), len(second))):
        one = first[row] if row < len(first) else ()
        other = second[row] if row < len(second) else ()
        for column in range(max(len(one), len(other))):
            here = one[column] if column < len(one) else ""
            there = other[column] if column < len(other) else ""
            if not _same(here, there):
                yield row, column, here, there


def _same(first: CellValue, second: CellValue) -> bool:
    """Return whether two readers mean the same: dates and times are told apart by each in its own way."""
    if first == second:
        return True
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) <= _NEAR * max(1.0, abs(first))
    one, other = _moment(first), _moment(second)
    if one is not None and other is not None:
        return abs(one - other) < _SECOND
    return isinstance(first, str) and isinstance(second, str) and _plain(first) == _plain(second)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _moment(value: CellValue) -> datetime.timedelta | None:
    start = datetime.datetime(1899, 12, 30)
    if isinstance(value, datetime.datetime):
        return value - start
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time()) - start
    if isinstance(value, datetime.time):
        return datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return value if isinstance(value, datetime.timedelta) else None
