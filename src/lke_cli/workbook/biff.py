"""Read an old .xls workbook (BIFF8, BIFF5) from its records.

The reader of the other formats (calamine) believes the sizes that such a file states of itself, up to ending the whole
process, and shows errors such as ``#DIV/0!`` as empty cells. Layout of the records: [MS-XLS].
"""

import datetime
import io
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import python_calamine

from lke_cli.values import CellValue
from lke_cli.workbook.package import BrokenError, TooLargeError
from lke_cli.workbook.plain import PlainSheet, filled

_FILE_PASS, _CODE_PAGE, _DATE_1904, _FORMAT, _XF, _BOUND_SHEET, _BOF = 0x2F, 0x42, 0x22, 0x41E, 0xE0, 0x85, 0x809
_SHARED, _CONTINUE, _END = 0xFC, 0x3C, 0x0A
_NUMBER, _RK, _MUL_RK, _LABEL_SHARED, _LABEL, _RICH, _BOOL_ERROR = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6, 0x205
_FORMULA, _STRING = 0x06, 0x207
_CELLS = frozenset((_NUMBER, _RK, _MUL_RK, _LABEL_SHARED, _LABEL, _RICH, _BOOL_ERROR, _FORMULA))

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_DATE = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|general', re.IGNORECASE)
_MOST_RECORDS = 5_000_000  # of all sheets; several may claim the same stretch of the file
_WORKSHEET = 0


def xls_sheets(data: bytes, limit: int) -> list[PlainSheet]:
    """Return the worksheets of a .xls file. limit: cells that all of them may span.

    Raises BrokenError, TooLargeError, or calamine's PasswordError.
    """
    try:
        return _Workbook(_stream(data), limit).sheets()
    except (struct.error, IndexError, ValueError, LookupError, OverflowError) as error:
        raise BrokenError(str(error)) from error


def _stream(data: bytes) -> bytes:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    with ole.openstream(name) as stream:
                        return bytes(stream.read())
            if ole.exists("EncryptedPackage"):
                raise python_calamine.PasswordError
    except python_calamine.PasswordError:
        raise
    except Exception as error:  # whatever that reader stumbles over
        raise BrokenError(str(error)) from error
    raise BrokenError("no workbook")


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and content of each record from a place on, to the end of its part of the stream."""
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        if kind == _END:
            return
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


@dataclass
class _Workbook:
    """The stream of a workbook, and what its first part says about all sheets."""

    stream: bytes
    limit: int
    shared: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    start: datetime.datetime = datetime.datetime(1899, 12, 30)
    encoding: str = "cp1252"
    wide: bool = True
    records: int = 0

    def sheets(self) -> list[PlainSheet]:
        """Return the worksheets."""
        bound = []
        pending: list[bytes] | None = None
        for kind, record in _records(self.stream, 0):
            self._count()
            if pending is not None and kind != _CONTINUE:
                self.shared, pending = _shared_strings(pending), None
            if kind == _FILE_PASS and record[:2] != b"\0\0":
                raise python_calamine.PasswordError
            if kind == _BOF:
                (version,) = struct.unpack_from("<H", record)
                if version not in (0x500, 0x600):
                    raise BrokenError("unknown version")
                self.wide = version == 0x600
            elif kind == _CODE_PAGE:
                (page,) = struct.unpack_from("<H", record)
                self.encoding = f"cp{page}" if page not in (1200, 0x8000, 0x8001) else "cp1252"
            elif kind == _DATE_1904 and record[:2] == b"\1\0":
                self.start = datetime.datetime(1904, 1, 1)
            elif kind == _FORMAT:
                self.formats[struct.unpack_from("<H", record)[0]] = self._text(record, 2, 2)
            elif kind == _XF:
                self.styles.append(struct.unpack_from("<H", record, 2)[0])
            elif kind == _SHARED:
                pending = [record]
            elif kind == _CONTINUE and pending is not None:
                pending.append(record)
            elif kind == _BOUND_SHEET:
                place, hidden, sort = struct.unpack_from("<IBB", record)
                bound.append((place, bool(hidden & 0x3F), sort, self._text(record, 6, 1).replace("\0", "")))
        if pending is not None:
            self.shared = _shared_strings(pending)
        found = []
        for place, hidden, sort, name in bound:
            if sort == _WORKSHEET:
                rows = filled(self._cells(place), self.limit)
                self.limit -= len(rows) * (len(rows[0]) if rows else 0)
                found.append(PlainSheet(name, hidden, rows))
        return found

    def _count(self) -> None:
        self.records += 1
        if self.records > _MOST_RECORDS:
            raise TooLargeError

    def _cells(self, place: int) -> dict[tuple[int, int], CellValue]:
        cells: dict[tuple[int, int], CellValue] = {}
        last = (0, 0)
        depth = 0
        for kind, record in _records(self.stream, place):
            self._count()
            if kind == _BOF:
                depth += 1  # a chart in the sheet has a part of its own
            if depth > 1 or (kind not in _CELLS and kind != _STRING):
                continue
            if kind == _STRING:
                cells[last] = self._text(record, 0, 2)
                continue
            row, column, style = struct.unpack_from("<HHH", record)
            last = (row, column)
            if kind == _MUL_RK:
                for number in range((len(record) - 6) // 6):
                    style, packed = struct.unpack_from("<HI", record, 4 + 6 * number)
                    cells[row, column + number] = self._number(_unpacked(packed), style)
            else:
                value = self._value(kind, record, style)
                if value != "":
                    cells[last] = value
        return cells

    def _value(self, kind: int, record: bytes, style: int) -> CellValue:
        if kind == _NUMBER:
            return self._number(float(struct.unpack_from("<d", record, 6)[0]), style)
        if kind == _RK:
            return self._number(_unpacked(struct.unpack_from("<I", record, 6)[0]), style)
        if kind == _LABEL_SHARED:
            return self.shared[int.from_bytes(record[6:10], "little")]
        if kind in (_LABEL, _RICH):
            return self._text(record, 6, 2)
        if kind == _BOOL_ERROR:
            return _ERRORS.get(record[6], "#N/A") if record[7] else bool(record[6])
        result = record[6:14]
        if result[6:] != b"\xff\xff":
            return self._number(struct.unpack("<d", result)[0], style)
        if result[0] == 1:
            return bool(result[2])
        return _ERRORS.get(result[2], "#N/A") if result[0] == 2 else ""  # a text follows in a record of its own

    def _text(self, record: bytes, place: int, width: int) -> str:
        """Return a text whose length stands at a place in one or two bytes."""
        size = int.from_bytes(record[place : place + width], "little")
        place += width
        if not self.wide:
            return record[place : place + size].decode(self.encoding, "replace")
        if record[place] & 1:
            return record[place + 1 : place + 1 + 2 * size].decode("utf-16-le", "replace")
        return record[place + 1 : place + 1 + size].decode("latin-1")

    def _number(self, number: float, style: int) -> CellValue:
        shown = self.styles[style] if style < len(self.styles) else 0
        custom = _NO_DATE.sub("", self.formats.get(shown, ""))
        if shown not in _DATES and not re.search("[dmyhs]", custom, re.IGNORECASE):
            return number
        try:
            moment = self.start + datetime.timedelta(days=number)
        except OverflowError:
            return number
        if 0 <= number < 1:
            return moment.time()
        return moment.date() if number == int(number) else moment


def _unpacked(packed: int) -> float:
    """Return the number that is packed into 30 bits: an integer or the upper half of a double, maybe in hundredths."""
    if packed & 2:
        number: float = (packed - (1 << 32) if packed & 0x80000000 else packed) >> 2
    else:
        (number,) = struct.unpack("<d", b"\0\0\0\0" + (packed & 0xFFFFFFFC).to_bytes(4, "little"))
    return number / 100 if packed & 1 else number


def _shared_strings(chunks: Sequence[bytes]) -> list[str]:
    (count,) = struct.unpack_from("<I", chunks[0], 4)
    reader = _Chunks(chunks, 8)
    found: list[str] = []
    while len(found) < count and not reader.ended:
        found.append(reader.rich_text())
    return found


class _Chunks:
    """A record that goes on in others; a text that is cut there begins anew with a byte that tells its width."""

    def __init__(self, chunks: Sequence[bytes], place: int) -> None:
        self._chunks, self._number, self._place = chunks, 0, place

    @property
    def ended(self) -> bool:
        """Whether nothing is left."""
        return self._number == len(self._chunks) - 1 and self._place >= len(self._chunks[-1])

    def rich_text(self) -> str:
        """Return the next text; its formatting and phonetics are passed over."""
        size, flags = struct.unpack("<HB", self._take(3))
        runs = int.from_bytes(self._take(2), "little") if flags & 8 else 0
        more = int.from_bytes(self._take(4), "little") if flags & 4 else 0
        text = self._characters(size, flags & 1)
        self._take(4 * runs + more)
        return text

    def _next(self) -> bytes:
        if self._place >= len(self._chunks[self._number]):
            self._number, self._place = self._number + 1, 0
        return self._chunks[self._number]

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            chunk = self._next()
            part = chunk[self._place : self._place + size - len(taken)]
            taken, self._place = taken + part, self._place + len(part)
        return taken

    def _characters(self, size: int, wide: int) -> str:
        text = ""
        while size:
            if text or self._place >= len(self._chunks[self._number]):
                chunk = self._next()
                if self._place == 0:
                    wide, self._place = chunk[0] & 1, 1
            chunk = self._chunks[self._number]
            width = 2 if wide else 1
            part = chunk[self._place : self._place + size * width]
            if len(part) < width:
                self._place = len(chunk)
                if self._number == len(self._chunks) - 1:
                    raise BrokenError("text cut off")
                continue
            self._place += len(part)
            piece = part.decode("utf-16-le" if wide else "latin-1", "replace")
            text, size = text + piece, size - len(part) // width
        return text
