"""Open a spreadsheet of any kind and give its sheets as rows of plain values. Nothing is ever written to it."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Protocol

import python_calamine

from lke_cli.errors import LkeError
from lke_cli.record import record
from lke_cli.scan import reason
from lke_cli.untrusted import quoted
from lke_cli.values import CellValue
from lke_cli.workbook.addresses import column_letters as column_letters
from lke_cli.workbook.archive import Archive
from lke_cli.workbook.cells import Area as Area
from lke_cli.workbook.kinds import refusal
from lke_cli.workbook.locked import NoCipherError, PasswordError, decrypted, is_encrypted
from lke_cli.workbook.package import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_ROWS,
    MAX_UNPACKED,
    AmbiguousError,
    Bounds,
    BrokenError,
    Package,
    TooLargeError,
)
from lke_cli.workbook.plain import PlainBook, PlainSheet
from lke_cli.workbook.xlsx import PackageBook

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
NO_WORKBOOKS = {"~$": "berkas kunci yang dibuat Excel", "._": "berkas bayangan yang dibuat macOS"}
"""How files begin that programs lay beside a workbook, and what they are."""

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_AGAIN = "buka di Excel lalu simpan lagi sebagai .xlsx"


CellLinks = dict[tuple[int, int], list[str | None]]
"""Addresses by 0-based row and column; None for one that a formula puts together, or that the file does not hold."""
_MOST_MERGED = 5_000  # cells; a merge of more is no cell of a form
_MOST_MERGED_CELLS = 200_000  # of a sheet, in merged areas over several rows
_MOST_LINKS_IN_A_CELL = 50
_EXCELS_ROWS = 1_048_576


@record
class Sheet:
    """A sheet's values: ``rows[0][0]`` is cell A1, all rows are of one width, empty cells are ``""``.

    hidden: as the workbook says. merges: first and last cell of merged areas, 0-based, where the format tells them.
    hidden_columns, hidden_rows: 0-based; filtered_rows: those of the hidden rows that a filter hides (they count).
    uncomputed: formulas without a stored value; pictures: cells that hold an image; linked: cells behind which an
    address lies; struck: cells whose text is crossed out; unseen: cells whose format shows nothing; all as (row,
    column), 0-based. perhaps_struck: areas that a conditional format crosses out, first and last cell.
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
    linked: frozenset[tuple[int, int]] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    unseen: frozenset[tuple[int, int]] = frozenset()
    perhaps_struck: tuple[Area, ...] = ()

    def address(self, row: int, column: int) -> str:
        """Return the address of a 0-based row and column with the sheet's name, such as ``LKE ZI!K12``."""
        return f"{self.name}!{column_letters(column)}{row + 1}"


def merged_rows(merges: Iterable[Area]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of those that are merged over several rows, by each of their cells."""
    first_cells = {}
    for (top, left), (bottom, right) in merges:
        if top < bottom and (bottom - top) * (right - left + 1) < _MOST_MERGED:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    first_cells[row, column] = top, left
    return first_cells


class SpreadsheetFile:
    """An opened spreadsheet. Raises LkeError (one sentence, what to do) for whatever cannot be opened or read.

    too_large: names of the sheets that were passed over as too large for an LKE; known once ``sheets`` came to them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = read_bytes(path)
        self._book = open_book(path, self._data)
        self.too_large: list[str] = []
        self._read: dict[str, Sheet] = {}

    @property
    def _package(self) -> Package | None:
        return self._book.package if isinstance(self._book, PackageBook) else None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file as it is stored, in hexadecimal."""
        from hashlib import sha256

        return sha256(self._data).hexdigest()

    @property
    def shows_formulas(self) -> bool:
        """Whether the format lets the formulas behind the values be read (.xlsx, .xlsm)."""
        return self._package is not None

    @property
    def lacks_styles(self) -> bool:
        """Whether the file names a part with the styles of its cells, but does not have it."""
        return self._package is not None and self._package.lacks_styles

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in order."""
        return list(self._book.sheet_names)

    @property
    def properties(self) -> bytes:
        """The document's own properties (``docProps/core.xml``, ``meta.xml``), ``b""`` where it has none that can be
        read."""
        if isinstance(self._book, PlainBook):
            return self._book.properties
        try:
            return b"" if self._package is None else self._package.properties
        except (BrokenError, TooLargeError):
            return b""

    @property
    def rebuilt(self) -> bytes | None:
        """An .xlsx of the parts that were checked, its sheets named by number; None for any other format."""
        return None if self._package is None else self._package.rebuilt()

    def _part(self, sheet: str) -> str:
        parts = {} if self._package is None else dict(self._package.sheet_parts)
        return parts.get(sheet, "")

    def xml(self, sheet: str) -> bytes:
        """Return a sheet as it stands in an .xlsx, ``b""`` in another format. Raises LkeError where it is broken."""
        try:
            return b"" if self._package is None else self._package.sheet(self._part(sheet))
        except (BrokenError, TooLargeError) as error:
            raise LkeError(_broken_sheet(self.path, sheet)) from error

    def usual_xml(self, sheet: str) -> bytes:
        """Return a sheet of an .xlsx as patterns can read it, ``b""`` in another format. Raises LkeError where it is
        broken."""
        try:
            return b"" if self._package is None else self._package.usual_xml(self._part(sheet))
        except (BrokenError, TooLargeError) as error:
            raise LkeError(_broken_sheet(self.path, sheet)) from error

    def hyperlinks(self, sheet: str) -> CellLinks | None:
        """Return the links behind a sheet's cells; None where they cannot be read: in .xls and .ods, or broken.

        Raises LkeError where there are more than any form has.
        """
        part = self._part(sheet)
        if self._package is None or not part:
            return None
        cell_links: CellLinks = {}
        try:
            for place, address in self._package.hyperlinks(part):
                links = cell_links.setdefault(place, [])
                if len(links) < _MOST_LINKS_IN_A_CELL:
                    links.append(address)
        except BrokenError:
            return None
        except TooLargeError as error:
            raise LkeError(_too_many_links(self.path, sheet)) from error
        return cell_links

    def worksheets(self) -> dict[str, bool]:
        """Return the names of the worksheets, in order, with whether each is hidden."""
        worksheet, visible = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
        return {sheet.name: sheet.visible != visible for sheet in self._book.sheets_metadata if sheet.typ == worksheet}

    def sheets(self, names: Collection[str] | None = None) -> Iterator[Sheet]:
        """Yield the worksheets of these names (None: all of them) with their values, visible ones first.

        One that is too large for an LKE is passed over, and named in ``too_large``, unless there is no other.
        """
        metadata = self.worksheets()
        cells_left, refusal = MAX_CELLS, None
        for name in sorted(metadata, key=metadata.__getitem__):
            if names is not None and name not in names:
                continue
            try:
                sheet = self._sheet(name, cells_left)
            except TooLargeError as error:
                if name not in self.too_large:
                    self.too_large.append(name)
                refusal = error
                continue
            cells_left -= len(sheet.rows) * (len(sheet.rows[0]) if sheet.rows else 0)
            yield sheet
        if refusal is not None and len(self.too_large) == len(metadata):
            raise LkeError(_too_large(self.path, self.too_large[0])) from refusal

    def refuse_too_large(self) -> None:
        """Raise LkeError where sheets were passed over: what was looked for may stand on one of them."""
        if self.too_large:
            raise LkeError(_too_large(self.path, self.too_large[0]))

    def sheet(self, name: str) -> Sheet:
        """Return a worksheet. Raises LkeError where it cannot be read, or is too large."""
        try:
            return self._sheet(name, MAX_CELLS)
        except TooLargeError as error:
            raise LkeError(_too_large(self.path, name)) from error

    def beginning(self, name: str) -> Sheet:
        """Return the first rows of a worksheet (``FIRST_ROWS``), cheaply: without what is hidden or merged.

        A sheet that is read whole anyway (.xls, .ods) is given whole. Raises LkeError where it cannot be read.
        """
        if not isinstance(self._book, PackageBook):
            return self.sheet(name)
        try:
            sheet = self._book.beginning(name)
        except (BrokenError, TooLargeError) as error:
            raise LkeError(_broken_sheet(self.path, name)) from error
        return Sheet(name, sheet.hidden, sheet.rows)

    def _sheet(self, name: str, cells_left: int) -> Sheet:
        """Return a worksheet, read once however often it is asked for. Raises LkeError, TooLargeError."""
        if name in self._read:
            return self._read[name]
        try:
            sheet = self._book.get_sheet_by_name(name)
        except BrokenError as error:
            raise LkeError(_broken_sheet(self.path, name)) from error
        height, width = sheet.total_height, sheet.total_width
        if height > MAX_ROWS or width > MAX_COLUMNS or height * width > cells_left:
            raise TooLargeError
        merges = list(dict.fromkeys(sheet.merged_cell_ranges))
        _bound_merges(merges)
        self._read[name] = Sheet(name, sheet.hidden, sheet.rows, merges, *sheet.marks)
        return self._read[name]


def _bound_merges(merges: Sequence[Area]) -> None:
    """Raise TooLargeError where ``merged_rows`` would give more cells than any form has."""
    spanned = [(bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in merges if top < bottom]
    if sum([cells for cells in spanned if cells < _MOST_MERGED]) > _MOST_MERGED_CELLS:
        raise TooLargeError


class _Book(Protocol):
    """An opened workbook: calamine's, or one that was read here."""

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in order."""

    @property
    def sheets_metadata(self) -> list[python_calamine.SheetMetadata]:
        """Name, kind and visibility of all sheets, in order."""

    def get_sheet_by_name(self, name: str) -> PlainSheet:
        """Return a sheet. Raises BrokenError, TooLargeError."""


def open_book(path: Path, data: bytes, limit: int = MAX_UNPACKED, cells: int = MAX_CELLS) -> _Book:
    """Return the workbook that a file's bytes hold. Raises LkeError where they hold none, or one with a password.

    limit: bytes that a part of it may unpack to. cells: that a sheet may span.
    """
    try:
        return _book(data, limit, cells)
    except NoCipherError as error:
        raise LkeError(_no_cipher(path)) from error
    except PasswordError as error:
        raise LkeError(_password(path)) from error
    except TooLargeError as error:
        raise LkeError(_too_large(path)) from error
    except AmbiguousError as error:
        raise LkeError(_ambiguous(path)) from error
    except _BinaryWorkbookError as error:
        raise LkeError(
            f"'{path.name}' berformat .xlsb, yang tidak dibaca; buka di Excel lalu simpan sebagai .xlsx."
        ) from error
    except BrokenError as error:
        raise LkeError(_unreadable(path, data)) from error


class _BinaryWorkbookError(Exception):
    """An .xlsb, whose reader cannot be held to a bound."""


def _book(data: bytes, limit: int, cells: int) -> _Book:
    if data.startswith(_OLE):
        if is_encrypted(data):
            data = decrypted(data)
        if not data.startswith(_ZIP):
            from lke_cli.workbook.xls import xls_sheets

            return PlainBook(xls_sheets(data, cells))
    bounds = Bounds(MAX_ROWS if cells <= MAX_CELLS else _EXCELS_ROWS, MAX_COLUMNS, cells)
    package = Package(data, limit, bounds)
    if package.is_binary:
        raise _BinaryWorkbookError
    if package.workbook_part:
        return PackageBook(package, bounds)
    from lke_cli.workbook.ods import ods_sheets

    sheets = ods_sheets(package, cells)
    try:
        return PlainBook(sheets, package.archive.xml("meta.xml"))
    except (BrokenError, TooLargeError):
        return PlainBook(sheets)


def _ambiguous(path: Path) -> str:
    return (
        f"'{path.name}' bersusunan ganda: program lain dapat membukanya sebagai workbook dengan isi lain; "
        "buka di Excel, periksa isinya, lalu simpan lagi sebagai .xlsx."
    )


def _too_many_links(path: Path, sheet: str) -> str:
    return (
        f"Lembar '{sheet}' di '{path.name}' memuat terlalu banyak tautan, atau terlalu besar untuk mencarinya; hapus "
        "yang tidak dipakai lalu simpan."
    )


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
            os.scandir(path).close()  # one that nobody may look into is told as that
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
        raise LkeError(f"'{path}' tidak boleh dibaca; tutup dulu di program lain, atau periksa izinnya.") from error
    except OSError as error:
        raise LkeError(f"Berkas '{path}' tidak dapat dibaca ({reason(error)}); salin dulu ke komputer ini.") from error
    if not data:
        raise LkeError(f"Berkas '{path.name}' kosong (0 byte); minta atau salin ulang berkasnya.")
    return data


def _no_cipher(path: Path) -> str:
    return (
        f"'{path.name}' terkunci (kata sandi, atau kunci bawaan Excel), dan di sini kuncinya tidak dapat dibuka; "
        "simpan salinannya tanpa kata sandi dan tanpa perlindungan buku kerja, atau ketik: "
        f"lke score {quoted(path.name)}."
    )


def _password(path: Path) -> str:
    return f"'{path.name}' dilindungi kata sandi; buka di Excel, hapus kata sandinya, lalu simpan."


def _unreadable(path: Path, data: bytes) -> str:
    if (refused := refusal(path.name, data)) is not None:
        return refused
    if data.startswith(_ZIP):
        try:
            archive = Archive(data)
            manifest = archive.part("META-INF/manifest.xml")
        except (BrokenError, TooLargeError):
            return f"'{path.name}' terpotong atau rusak; salin ulang dari sumbernya, atau {_OPEN_AGAIN}."
        if b"encryption-data" in manifest:
            return _password(path)
        if not any(name.startswith(("xl/", "content.xml")) for name in archive.names):
            return f"'{path.name}' bukan berkas spreadsheet; {_OPEN_AGAIN}."
    return f"'{path.name}' rusak atau bukan spreadsheet; {_OPEN_AGAIN}."
