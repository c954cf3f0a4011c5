"""Small files of the formats that no library here writes: .xls and .ods, made from their bytes."""

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, content: bytes) -> bytes:
    """Return a BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


def write_xls(path: Path, records: bytes, shared: bytes = b"") -> Path:
    """Write a .xls with one sheet, S, of these BIFF8 records; shared: records that stand before the sheets."""
    start, end = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), record(0x0A, b"")
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    name = record(0x85, struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"S")
    place = len(start + shared + name + end)
    name = record(0x85, struct.pack("<IBBBB", place, 0, 0, 1, 0) + b"S")
    stream = start + shared + name + end + sheet + records + end
    stream += b"\0" * (-len(stream) % _SECTOR)
    stream += b"\0" * max(0, 4096 - len(stream))  # a shorter one would stand elsewhere
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 1) // 127)
    first = tables + 1
    fat = [*[_FAT] * tables, _END, *range(first + 1, first + sectors), _END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<5H6x6I", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, _END)
    head += struct.pack("<3I", 0, _END, 0) + struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, first, len(stream)) + b"\0" * 256
    table = struct.pack(f"<{len(fat)}I", *fat)
    path.write_bytes(head + table + b"\xff" * (tables * _SECTOR - len(table)) + folder + stream)
    return path


def _entry(name: str, sort: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), sort, 1, _FREE, _FREE, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def write_ods(path: Path, rows: str) -> Path:
    """Write an .ods with one sheet, S, of these rows."""
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def with_cell(path: Path, to: Path, address: str, cell: str, change: Callable[[bytes], bytes] = bytes) -> Path:
    """Write an .xlsx again with a cell of its first sheet as given. change: what else is done to the sheet's XML."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content, count = re.subn(rb'<c r="%s".*?(?:/>|</c>)' % address.encode(), cell.encode(), content)
                assert count == 1
                content = change(content)
            target.writestr(name, content)
    return to
