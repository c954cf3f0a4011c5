"""Open a spreadsheet of any kind and give its sheets as rows of plain values. Nothing is ever written to it."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, Protocol

import python_calamine

from lke_cli.errors import LkeError
from lke_cli.values import CellValue
from lke_cli.workbook.addresses import column_letters as column_letters
from lke_cli.workbook.kinds import refusal
from lke_cli.workbook.marks import NO_MARKS
from lke_cli.workbook.package import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_ROWS,
    MAX_UNPACKED,
    BrokenError,
    ErrorCells,
    Package,
    TooLargeError,
)
from lke_cli.workbook.plain import PlainBook, PlainSheet

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
NO_WORKBOOKS = {"~$": "berkas kunci yang dibuat Excel", "._": "berkas bayangan yang dibuat macOS"}
"""How files begin that programs lay beside a workbook, and what they are."""

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_AGAIN = "buka di Excel lalu simpan lagi sebagai .xlsx"


Area = tuple[tuple[int, int], tuple[int, int]]
CellLinks = dict[tuple[int, int], list[str | None]]
"""Addresses by 0-based row and column; None for one that a formula puts together."""
_MOST_MERGED = 5_000  # cells; a merge of more is no cell of a form


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's values: ``rows[0][0]`` is cell A1, all rows are of one width, empty cells are ``""``.

    hidden: as the workbook says. merges: first and last cell of merged areas, 0-based, where the format tells them.
    hidden_columns, hidden_rows: 0-based; filtered_rows: those of the hidden rows that a filter hides (they count).
    uncomputed: formulas without a stored value; pictures: cells that hold an image; both as (row, column), 0-based.
    """

    name: str
    hidden: bool
    rows: list[list[CellValue]]
    merges: Sequence[Area] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    pictures: frozenset[tuple[int, int]] = frozenset()

    def address(self, row: int, column: int) -> str:
        """Return the address of a 0-based row and column with the sheet's name, such as ``LKE ZI!K12``."""
        return f"{self.name}!{column_letters(column)}{row + 1}"


def merged_rows(merges: Iterable[Area]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of those that are merged over several rows, by each of their cells."""
    found = {}
    for (top, left), (bottom, right) in merges:
        if top < bottom and (bottom - top) * (right - left + 1) < _MOST_MERGED:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    found[row, column] = top, left
    return found


class SpreadsheetFile:
    """An opened spreadsheet. Raises LkeError (one sentence, what to do) for whatever cannot be opened or read.

    shows_formulas: whether its format lets the formulas behind its values be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        data = read_bytes(path)
        try:
            self._package, self._parts = _package(data)
        except TooLargeError as error:
            raise LkeError(_too_large(path)) from error
        except zipfile.BadZipFile as error:
            raise LkeError(_unreadable(path, data)) from error
        self._book = open_book(path, data, package=self._package)
        self._cells_left = MAX_CELLS

    @property
    def shows_formulas(self) -> bool:
        """Whether the format lets the formulas behind the values be read (.xlsx, .xlsm)."""
        return self._package is not None

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in order."""
        return list(self._book.sheet_names)

    @property
    def properties(self) -> bytes:
        """The document's own properties (``docProps/core.xml``), ``b""`` where it has none that can be read."""
        try:
            return b"" if self._package is None else self._package.part("docProps/core.xml")
        except BrokenError:
            return b""

    def xml(self, sheet: str) -> bytes:
        """Return a sheet as it stands in an .xlsx, ``b""`` where there is none that can be read."""
        try:
            return b"" if self._package is None else self._package.sheet(self._parts.get(sheet, ""))
        except BrokenError:
            return b""

    def hyperlinks(self, sheet: str) -> CellLinks | None:
        """Return the links behind a sheet's cells; None where the file's format does not give them (.xls, .ods)."""
        if self._package is None or sheet not in self._parts:
            return None
        found: CellLinks = {}
        try:
            for place, address in self._package.hyperlinks(self._parts[sheet]):
                found.setdefault(place, []).append(address)
        except (zipfile.BadZipFile, TooLargeError):
            return None
        return found

    def sheets(self) -> Iterator[Sheet]:
        """Yield every worksheet with its values, visible ones first."""
        metadata = [each for each in self._book.sheets_metadata if each.typ == python_calamine.SheetTypeEnum.WorkSheet]
        visible = python_calamine.SheetVisibleEnum.Visible
        for each in sorted(metadata, key=lambda m: m.visible != visible):
            yield self._sheet(each.name, hidden=each.visible != visible)

    def _sheet(self, name: str, *, hidden: bool) -> Sheet:
        errors: ErrorCells = {}
        marks = NO_MARKS
        try:
            if self._package is not None:
                part = self._parts.get(name)
                if part is None or not self._package.has(part):
                    raise BrokenError("a sheet without a part")
                errors = self._package.error_cells(part)
                marks = self._package.marks(part)
            sheet = self._book.get_sheet_by_name(name)
            self._cells_left -= sheet.total_height * sheet.total_width
            if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS or self._cells_left < 0:
                raise TooLargeError
            rows: list[list[CellValue]] = sheet.to_python(skip_empty_area=False)
        except (KeyboardInterrupt, SystemExit):
            raise
        except TooLargeError as error:
            raise LkeError(_too_large(self.path, name)) from error
        except BaseException as error:  # a panic of the reader is no Exception
            raise LkeError(_broken_sheet(self.path, name)) from error
        for (row, column), shown in errors.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = shown
        marks = sheet.marks if isinstance(sheet, PlainSheet) else marks
        return Sheet(name, hidden, rows, sheet.merged_cell_ranges or (), *marks)


class Book(Protocol):
    """An opened workbook: calamine's, or one that was read here."""

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in order."""

    @property
    def sheets_metadata(self) -> list[python_calamine.SheetMetadata]:
        """Name, kind and visibility of all sheets, in order."""

    def get_sheet_by_name(self, name: str) -> Any:
        """Return a sheet with ``total_height``, ``total_width``, ``merged_cell_ranges`` and ``to_python``."""


def open_book(
    path: Path, data: bytes, limit: int = MAX_UNPACKED, cells: int = MAX_CELLS, package: Package | None = None
) -> Book:
    """Return the workbook that a file's bytes hold. Raises LkeError where they hold none, or one with a password.

    limit: bytes that it may unpack to. cells: that it may span (.xls and .ods; a caller bounds the others' sheets).
    package: the file's, where it is known to be an .xlsx.
    """
    try:
        return _book(data, limit, cells, package)
    except python_calamine.PasswordError as error:
        raise LkeError(_password(path)) from error
    except TooLargeError as error:
        raise LkeError(_too_large(path)) from error
    except _BinaryWorkbookError as error:
        raise LkeError(
            f"'{path.name}' berformat .xlsb, yang tidak dibaca; buka di Excel lalu simpan sebagai .xlsx."
        ) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        raise LkeError(_unreadable(path, data)) from error


class _BinaryWorkbookError(Exception):
    """An .xlsb, whose reader cannot be held to a bound."""


def _book(data: bytes, limit: int, cells: int, package: Package | None) -> Book:
    if data.startswith(_OLE):
        from lke_cli.workbook.xls import xls_sheets

        return PlainBook(xls_sheets(data, cells))
    package = package or Package(data, limit)
    if package.has("xl/workbook.bin"):
        raise _BinaryWorkbookError
    if package.has("xl/workbook.xml"):
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    from lke_cli.workbook.ods import ods_sheets

    return PlainBook(ods_sheets(package, cells))


def _package(data: bytes) -> tuple[Package | None, dict[str, str]]:
    """Return the OOXML package and its sheets' parts by name; None for any other kind of file."""
    if not data.startswith(_ZIP):
        return None, {}
    package = Package(data)
    if not package.has("xl/workbook.xml"):
        return None, {}
    parts = list(package.sheet_parts)
    by_name = dict(parts)
    if len(by_name) < len(parts):
        raise BrokenError("two sheets of one name")
    if len({part.lower() for _, part in parts}) < len(parts):
        raise BrokenError("one part for two sheets")
    return package, by_name


def _too_large(path: Path, sheet: str = "") -> str:
    what = f"Lembar '{sheet}' di '{path.name}'" if sheet else f"'{path.name}'"
    return f"{what} terlalu besar untuk sebuah LKE; hapus baris, kolom, atau lampiran yang tidak dipakai lalu simpan."


def _broken_sheet(path: Path, sheet: str) -> str:
    return f"Lembar '{sheet}' di '{path.name}' rusak; {_OPEN_AGAIN}."


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a spreadsheet. Raises LkeError where there are none or they are not of a spreadsheet."""
    data = read_start(path, -1)
    if not is_spreadsheet(data):
        raise LkeError(refusal(path.name, data) or f"'{path.name}' bukan berkas spreadsheet; {_OPEN_AGAIN}.")
    return data


def is_spreadsheet(start: bytes) -> bool:
    """Return whether a file that starts so is a spreadsheet of a kind that is read here, whatever its name says."""
    return start.startswith((_ZIP, _OLE))


def read_start(path: Path, size: int) -> bytes:
    """Return a file's first ``size`` bytes (-1: all). Raises LkeError where it cannot be read or is empty."""
    for start, what in NO_WORKBOOKS.items():
        if path.name.startswith(start):
            raise LkeError(f"'{path.name}' adalah {what}, bukan isinya; pilih berkas tanpa '{start}' di depan namanya.")
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            raise LkeError(f"'{path}' adalah folder; sebutkan berkas di dalamnya.")
        if not S_ISREG(status.st_mode):
            raise LkeError(f"'{path.name}' bukan berkas biasa; pilih sebuah berkas workbook.")
        if size < 0 and status.st_size > MAX_FILE:
            raise LkeError(_too_large(path))
        with path.open("rb") as file:
            data = file.read(size)
    except FileNotFoundError as error:
        raise LkeError(f"Berkas '{path}' tidak ada; periksa nama dan foldernya.") from error
    except PermissionError as error:
        raise LkeError(
            f"Berkas '{path}' tidak boleh dibaca; tutup dulu di program lain, atau periksa izinnya."
        ) from error
    except OSError as error:
        raise LkeError(f"Berkas '{path}' tidak dapat dibaca ({error.strerror}); salin dulu ke komputer ini.") from error
    if not data:
        raise LkeError(f"Berkas '{path.name}' kosong (0 byte); minta atau salin ulang berkasnya.")
    return data


def _password(path: Path) -> str:
    return f"'{path.name}' dilindungi kata sandi; buka di Excel, hapus kata sandinya, lalu simpan."


def _unreadable(path: Path, data: bytes) -> str:
    if (said := refusal(path.name, data)) is not None:
        return said
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return _password(path)
    if data.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = set(archive.namelist())
                manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
            return f"'{path.name}' terpotong atau rusak; salin ulang dari sumbernya, atau {_OPEN_AGAIN}."
        if b"encryption-data" in manifest:
            return _password(path)
        if not any(name.startswith(("xl/", "content.xml")) for name in names):
            return f"'{path.name}' bukan berkas spreadsheet; {_OPEN_AGAIN}."
    return f"'{path.name}' rusak atau bukan spreadsheet; {_OPEN_AGAIN}."
