"""From a file to rows of cells: CSV of any delimiter and encoding as a stream, spreadsheets by sheet."""

import codecs
import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.values import CellValue
from lke_cli.workbook.package import Bounds, Package, TooLargeError
from lke_cli.workbook.sheets import is_spreadsheet, open_book, read_bytes, read_start

Row = Sequence[CellValue]

MAX_UNPACKED = 1_500_000_000
"""Bytes that a spreadsheet may unpack to."""
BOUNDS = Bounds(rows=1_048_576, columns=702, cells=50_000_000)
"""How far a sheet may reach; the reader allocates every cell of it."""

_START = 256 * 1024
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a sheet, or of a CSV file (no name). Rows may differ in length; an empty cell is ``""``."""

    sheet: str | None
    rows: Iterator[Row]


def tables(path: Path, sheet: str | None = None) -> Iterator[Table]:
    """Yield the tables of a file: a CSV file has one, a spreadsheet one per visible sheet (or the one that is named).

    Raises LkeError for whatever cannot be opened or read.
    """
    if is_spreadsheet(read_start(path, 8)):
        yield from _sheets(path, sheet)
    elif sheet is not None:
        raise LkeError(f"'{path.name}' bukan workbook, jadi tidak punya lembar; hapus --sheet.")
    else:
        yield Table(None, _csv_rows(path))


def _sheets(path: Path, wanted: str | None) -> Iterator[Table]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    data = read_bytes(path)
    try:
        _refuse_too_large(data)
    except TooLargeError as error:
        raise LkeError(f"'{path.name}' terlalu besar untuk dibaca sebagai workbook; simpan sebagai CSV.") from error
    except zipfile.BadZipFile:
        pass  # opening it says what is wrong
    book = open_book(path, data, MAX_UNPACKED, BOUNDS.cells)
    names = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and (wanted or each.visible == SheetVisibleEnum.Visible)
    ]
    if wanted is not None:
        names = [name for name in names if name.strip().lower() == wanted.strip().lower()]
        if not names:
            known = ", ".join(f"'{name}'" for name in book.sheet_names)
            raise LkeError(f"Lembar '{wanted}' tidak ada di '{path.name}'; yang ada: {known}.")
    for name in names:
        try:
            rows: list[list[CellValue]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the reader is no Exception
            raise LkeError(f"Lembar '{name}' di '{path.name}' rusak; buka di Excel lalu simpan lagi.") from error
        yield Table(name, iter(rows))


def _refuse_too_large(data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    package = Package(data, MAX_UNPACKED, BOUNDS)
    for _, part in package.sheet_parts:
        package.error_cells(part)


def _csv_rows(path: Path) -> Iterator[Row]:
    start = read_start(path, _START)
    encoding = _encoding(path, start)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    if "\0" in text:
        raise LkeError(f"'{path.name}' bukan tabel (CSV atau workbook); pilih berkas ekspor kuesioner.")
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        told = _SEPARATOR_LINE.match(text)
        if told:
            lines.readline()
            yield ()  # keeps row numbers as the file has them
        delimiter = told[1] if told else _delimiter(text)
        # strict: an unclosed quotation mark would otherwise swallow the rows behind it without a word.
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            raise LkeError(
                f"Tanda kutip di '{path.name}' tidak benar di sekitar baris {reader.line_num}; "
                "buka di Excel lalu simpan lagi sebagai .xlsx."
            ) from error
        except OSError as error:
            raise LkeError(f"Berkas '{path}' tidak terbaca sampai selesai; salin dulu ke komputer ini.") from error


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
