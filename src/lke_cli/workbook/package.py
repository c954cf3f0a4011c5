"""Look into an OOXML package (.xlsx, .xlsm) before it is read: refuse bombs, and find what the reader leaves out.

The reader (calamine) allocates every cell up to the last one, and gives an error such as ``#DIV/0!`` as an empty cell.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

MAX_UNPACKED = 150_000_000
"""Bytes that all parts together may unpack to; a real LKE has less than 5 MB."""
MAX_FILE = 100_000_000
"""Bytes of the largest file that is opened."""
MAX_ROWS, MAX_COLUMNS = 9_999, 702
"""The farthest cell with content that is read (column ZZ); a real LKE has about 300 rows and 30 columns."""

_DEFLATE_MAX = 1032  # no deflate stream grows more than this
# Begins with a letter, not a boundary: so it is searched several times faster.
_MAYBE_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{3}\d|[A-Za-z]{0,2}\d{5})""")
_FAR_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*\br\s*=\s*["'](?:[A-Za-z]{3}|[A-Za-z]{1,2}\d{5})[^>]*[^/]>(?!</)""")
_FAR_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*\br\s*=\s*["']\d{5}""")
_UNUSUAL_CELL = re.compile(rb"<c[\s>](?!r=)"), re.compile(rb":c[\s>](?!r=)")
_CELL_WITHOUT_ADDRESS = re.compile(rb"""<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>(?!</)""")
_ROW, _CELL = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?c\b")
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f.*?</f>|<f[^>]*/>)?<v>(#[^<]{1,20})</v>', re.DOTALL
)
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b[^>]*>")
_LINK_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f[^>]*>[^<]*?HYPERLINK\(\s*(?:"|&quot;)([^<]*?)(?:"|&quot;)', re.IGNORECASE
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')

_REPEATED_CELL = re.compile(rb"""<[^<>]*number-columns-repeated=["']\d{4,}["'][^<>]*>""")
_REPEATED_ROW = re.compile(
    rb"""<[^<>]*number-rows-repeated=["']\d{5,}["'][^<>]*[^/]>(.*?)</(?:\w+:)?table-row>""", re.DOTALL
)

ErrorCells = Mapping[tuple[int, int], str]


class TooLargeError(Exception):
    """The package unpacks to more than is sane, or a sheet spans more cells."""


class Package:
    """The parts of an OOXML file. Raises zipfile.BadZipFile or TooLargeError."""

    def __init__(self, data: bytes, limit: int = MAX_UNPACKED) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        infos = self._archive.infolist()
        if sum(info.file_size for info in infos) > limit:
            raise TooLargeError
        if sum(info.compress_size for info in infos) * _DEFLATE_MAX > limit:
            # The sizes in the directory may lie: unpack for real, which stops at a part's stated size.
            for info in infos:
                self.part(info.filename)

    def part(self, name: str) -> bytes:
        """Return an unpacked part, ``b""`` where there is none. Raises zipfile.BadZipFile where it is broken."""
        try:
            return self._archive.read(name)
        except KeyError:
            return b""
        except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise zipfile.BadZipFile(str(error)) from error

    @property
    def sheet_parts(self) -> Iterator[tuple[str, str]]:
        """Yield (r:id order) the name of each sheet's part, by the order of sheets in the workbook."""
        targets = {}
        for element in _RELATION.findall(self.part("xl/_rels/workbook.xml.rels")):
            attributes = _attributes(element)
            targets[attributes.get("Id", "")] = attributes.get("Target", "")
        for number, element in enumerate(_SHEET.findall(self.part("xl/workbook.xml"))):
            attributes = _attributes(element)
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            target = targets.get(identity, f"worksheets/sheet{number + 1}.xml")
            yield attributes.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def error_cells(self, part: str) -> ErrorCells:
        """Return the errors in a sheet's cells by 0-based row and column, after a look at how far the sheet spans.

        Raises TooLargeError where a cell lies beyond ``MAX_ROWS`` or ``MAX_COLUMNS``.
        """
        xml = self.part(part)
        if _spans_far(xml):
            raise TooLargeError
        if b't="e"' not in xml:
            return {}
        return {
            (int(row) - 1, column_number(letters.decode())): error.decode("ascii", "replace")
            for letters, row, error in _ERROR_CELL.findall(xml)
        }

    def hyperlinks(self, part: str) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the links behind a sheet's cells: 0-based row and column of the (first) cell, and the address.

        Links to places in the workbook itself are left out. Raises zipfile.BadZipFile.
        """
        folder, _, name = part.rpartition("/")
        targets = {}
        for element in _RELATION.findall(self.part(f"{folder}/_rels/{name}.rels")):
            attributes = _attributes(element)
            targets[attributes.get("Id", "")] = attributes.get("Target", "")
        xml = self.part(part)
        for element in _LINK.findall(xml):
            attributes = _attributes(element)
            place = re.match(r"([A-Z]{1,3})(\d+)", attributes.get("ref", ""))
            identity = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            address = targets.get(identity, "")
            if place and address:
                anchor = attributes.get("location", "")
                yield (
                    (int(place.group(2)) - 1, column_number(place.group(1))),
                    f"{address}#{anchor}" if anchor else address,
                )
        for letters, row, address in _LINK_FORMULA.findall(xml):
            yield (int(row) - 1, column_number(letters.decode())), _unescape(address.decode("utf-8", "replace"))


def _spans_far(xml: bytes) -> bool:
    """Return whether a sheet has content beyond the limits. Cells that are only formatted are often far out, and
    harmless: the reader leaves them out."""
    far = bool(_MAYBE_FAR.search(xml))
    if far and _FAR_CELL.search(xml):
        return True
    if not any(pattern.search(xml) for pattern in _UNUSUAL_CELL) or not _CELL_WITHOUT_ADDRESS.search(xml):
        return False
    # Cells without an address stand where their row and those before them say.
    rows = _ROW.split(xml)
    wide = any(len(row) > MAX_COLUMNS and len(_CELL.findall(row)) > MAX_COLUMNS for row in rows)
    return wide or len(rows) > MAX_ROWS or bool(far and _FAR_ROW.search(xml))


def no_repeated_content(data: bytes, limit: int = MAX_UNPACKED) -> None:
    """Refuse an OpenDocument sheet that repeats a filled cell or row so often that it would fill the memory.

    Empty cells are repeated a million times in every such sheet; the reader leaves those out. Raises TooLargeError.
    """
    if not data.startswith(b"PK") or b"content.xml" not in data:
        return
    try:
        content = Package(data, limit).part("content.xml")
    except zipfile.BadZipFile:
        return  # told by the reader
    for element in _REPEATED_CELL.findall(content):
        if b"value-type" in element:
            raise TooLargeError
    for match in _REPEATED_ROW.finditer(content):
        if b"value-type" in match.group(1):
            raise TooLargeError


def column_number(letters: str) -> int:
    """Return 0 for ``A``, 10 for ``K``, 26 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _attributes(element: bytes) -> dict[str, str]:
    return {
        key.decode("ascii", "replace"): _unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(element)
    }


def _unescape(text: str) -> str:
    from html import unescape

    return unescape(text) if "&" in text else text
