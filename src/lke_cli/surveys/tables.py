"""From a file to grids of cells: CSV of any delimiter and encoding, spreadsheets by sheet; bounded whatever they hold.

A grid is a frame whose columns are categorical: the different cells once, and a code per row. A million respondents
take little memory so, and whatever has to be understood (a date, an answer, a name) is understood once.
"""

import codecs
import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from lke_cli.errors import LkeError
from lke_cli.values import CellValue
from lke_cli.workbook import (
    NO_MARKS,
    Bounds,
    Marks,
    Package,
    PlainSheet,
    TooLargeError,
    is_spreadsheet,
    open_book,
    read_bytes,
    read_start,
)

if TYPE_CHECKING:
    import pandas as pd

TableRow = Sequence[CellValue]

_MAX_UNPACKED = 1_500_000_000
"""Bytes that a spreadsheet may unpack to."""
BOUNDS = Bounds(rows=1_048_576, columns=702, cells=16_000_000)
"""How far a sheet may reach; the reader allocates every cell of it."""
_MAX_ROWS = 2_000_000
"""Rows of a CSV file."""
_MAX_COLUMNS = 1_000
MAX_DIFFERENT = 6_000_000
"""Different cells that are told apart in one sheet; what comes after them is one text."""
MAX_LINE = 1 << 20
"""Characters of a line of a CSV file."""
_MAX_SHEETS = 100

_START = 256 * 1024
_CHUNK = 20_000
_LONG = 500
"""Characters, blanks in a row counted once; the rest of a longer cell is cut off: it is a remark, and no answer."""
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or a CSV file (no name). ``frame``: a categorical column per column; its index counts rows from 1.

    An empty cell is ``""``. hidden_rows, filtered_rows: numbers of the rows that the workbook does not show.
    """

    sheet: str | None
    frame: "pd.DataFrame"
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()


def read_grids(path: Path, sheets: Sequence[str] = ()) -> list[Grid]:
    """Return the grids of a file: a CSV file has one, a spreadsheet one per visible sheet (or those that are named).

    Raises LkeError for whatever cannot be opened or read.
    """
    if is_spreadsheet(read_start(path, 8)):
        return list(_sheets(path, sheets))
    if sheets:
        raise LkeError(f"'{path.name}' bukan workbook, jadi tidak punya lembar; hapus --sheet.")
    return [grid_of(None, _csv_rows(path), path)]


class _Cells(dict[CellValue, int]):
    """Numbers a column's cells as they come; ``different`` holds each once."""

    def __init__(self, left: list[int]) -> None:
        super().__init__({"": 0})
        self.different: list[CellValue] = [""]
        self._left = left

    def __missing__(self, cell: CellValue) -> int:
        if isinstance(cell, str):
            if not cell.strip():
                return 0
            if len(cell) > _LONG:
                return self[" ".join(cell.split())[:_LONG]]
        if self._left[0] <= 0:
            cell = "…"
            if cell in self:
                return self[cell]
        self._left[0] -= 1
        self[cell] = number = len(self.different)
        self.different.append(cell)
        return number


def grid_of(sheet: str | None, rows: Iterable[TableRow], path: Path) -> Grid:
    """Return rows as a grid. Raises LkeError where there are too many of them, or of their columns."""
    import numpy as np

    left = [MAX_DIFFERENT]
    cells: list[_Cells] = []
    codes: list[list[Any]] = []
    count = 0
    rows = iter(rows)
    while chunk := list(islice(rows, _CHUNK)):
        width = max(map(len, chunk))
        if width > _MAX_COLUMNS:
            raise LkeError(f"'{path.name}' punya lebih dari {_MAX_COLUMNS} kolom; hapus kolom yang bukan kuesioner.")
        if count + len(chunk) > _MAX_ROWS:
            raise LkeError(f"'{path.name}' punya lebih dari {_MAX_ROWS} baris; bagi menjadi beberapa berkas.")
        while len(cells) < width:
            cells.append(_Cells(left))
            codes.append([np.zeros(count, dtype=np.int32)] if count else [])
        columns = list(zip_longest(*chunk, fillvalue=""))
        for i, (known, parts) in enumerate(zip(cells, codes, strict=True)):
            if i >= len(columns):
                parts.append(np.zeros(len(chunk), dtype=np.int32))
                continue
            column = columns[i]
            if bool in set(map(type, column)):
                column = tuple(str(cell).upper() if isinstance(cell, bool) else cell for cell in column)
            parts.append(np.fromiter(map(known.__getitem__, column), dtype=np.int32, count=len(chunk)))
        count += len(chunk)
    while cells and len(cells[-1].different) == 1:
        cells.pop()
        codes.pop()
    return Grid(sheet, _frame(cells, codes, count))


def _frame(cells: Sequence[_Cells], codes: Sequence[list[Any]], count: int) -> "pd.DataFrame":
    import numpy as np
    import pandas as pd

    columns = {}
    for i, (known, parts) in enumerate(zip(cells, codes, strict=True)):
        categories = pd.Index(known.different, dtype=object)
        columns[i] = pd.Categorical.from_codes(np.concatenate(parts), categories=categories)
        known.clear()
        parts.clear()
    return pd.DataFrame(columns, index=pd.RangeIndex(1, count + 1))


def _sheets(path: Path, wanted: Sequence[str]) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    data = read_bytes(path)
    marks: dict[str, Marks] = {}
    try:
        marks = _checked(data)
    except TooLargeError as error:
        raise LkeError(f"'{path.name}' terlalu besar untuk dibaca sebagai workbook; simpan sebagai CSV.") from error
    except zipfile.BadZipFile:
        pass  # opening it says what is wrong
    book = open_book(path, data, _MAX_UNPACKED, BOUNDS.cells)
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and (wanted or sheet.visible == SheetVisibleEnum.Visible)
    ]
    if wanted:
        names = list(dict.fromkeys(name for option in wanted for name in _named(option, names, book.sheet_names, path)))
    if len(names) > _MAX_SHEETS:
        raise LkeError(f"'{path.name}' punya lebih dari {_MAX_SHEETS} lembar; sebutkan yang dihitung dengan --sheet.")
    for name in names:
        try:
            sheet = book.get_sheet_by_name(name)
            rows: list[list[CellValue]] = sheet.to_python(skip_empty_area=False)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the reader is no Exception
            raise LkeError(f"Lembar '{name}' di '{path.name}' rusak; buka di Excel lalu simpan lagi.") from error
        own = sheet.marks if isinstance(sheet, PlainSheet) else marks.get(name, NO_MARKS)
        hidden, filtered = (frozenset(row + 1 for row in numbers) for numbers in (own.hidden_rows, own.filtered_rows))
        yield replace(grid_of(name, rows, path), hidden_rows=hidden, filtered_rows=filtered)
        del rows


def _named(wanted: str, names: Sequence[str], known: Sequence[str], path: Path) -> Iterator[str]:
    """Yield the sheets of ``PPID`` or ``PPID, JDIH``: commas stand between names as long as a sheet's own holds none.

    Raises LkeError where one is not there.
    """
    by_key = {_key(name.split(",")): name for name in reversed(names)}
    parts = wanted.split(",")
    while parts:
        count = next((n for n in range(len(parts), 0, -1) if _key(parts[:n]) in by_key), 0)
        if count:
            yield by_key[_key(parts[:count])]
        elif parts[0].strip() or not wanted.strip(" ,"):
            names_text = ", ".join(f"'{name}'" for name in known)
            raise LkeError(f"Lembar '{parts[0].strip()}' tidak ada di '{path.name}'; yang ada: {names_text}.")
        parts = parts[max(1, count) :]


def _key(parts: Sequence[str]) -> str:
    """Return a sheet's name, cut at its commas, in a form that can be compared."""
    return ",".join(part.strip().lower() for part in parts)


def _checked(data: bytes) -> dict[str, Marks]:
    """Return what each sheet of an .xlsx hides, once all are within bounds. Raises TooLargeError, BadZipFile."""
    if not data.startswith(b"PK"):
        return {}
    package = Package(data, _MAX_UNPACKED, BOUNDS)
    marks = {}
    for name, part in package.sheet_parts:
        package.error_cells(part)
        marks[name] = package.marks(part)
    return marks


def _csv_rows(path: Path) -> Iterator[TableRow]:
    start = read_start(path, _START)
    encoding = _encoding(path, start)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    if "\0" in text:
        raise LkeError(f"'{path.name}' bukan tabel (CSV atau workbook); pilih berkas ekspor kuesioner.")
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        match = _SEPARATOR_LINE.match(text)
        if match:
            file.readline()
            yield ()  # keeps row numbers as the file has them
        delimiter = match[1] if match else _delimiter(text)
        # strict: an unclosed quotation mark would otherwise swallow the rows behind it without a word.
        reader = csv.reader(_lines(file, path), delimiter=delimiter, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            raise LkeError(
                f"Tanda kutip di '{path.name}' tidak benar di sekitar baris {reader.line_num}; "
                "buka di Excel lalu simpan lagi sebagai .xlsx."
            ) from error
        except OSError as error:
            raise LkeError(f"Berkas '{path}' tidak terbaca sampai selesai; salin dulu ke komputer ini.") from error


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    """Yield lines; one without an end would otherwise fill the memory."""
    while line := file.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise LkeError(
                f"'{path.name}' punya baris yang terlalu panjang untuk sebuah tabel; ekspor ulang berkasnya."
            )
        yield line.replace("\0", "") if "\0" in line else line


def _encoding(path: Path, start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    if start[::2].count(0) > len(start) // 4:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"  # what Excel in Indonesian writes as "CSV"
    return "utf-8-sig"


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most lines into the same number of fields, more than one."""
    best, chosen = (0, 0), ","
    lines = text.splitlines()[:200]
    if len(text) >= _START // 4:
        lines = lines[:-1]
    for delimiter in _DELIMITERS:
        widths: Counter[int] = Counter()
        with suppress(csv.Error):
            widths.update(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (count, width) > best:
                best, chosen = (count, width), delimiter
    return chosen
