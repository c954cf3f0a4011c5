"""The zip file that an .xlsx, .xlsm or .ods is, as one view: what is read was checked, and no program sees another.

A zip file can hold two directories, members over one another, or one name twice, and its sizes may lie: each program
then opens a different workbook. Such a package is refused.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple
from xml.parsers import expat

MAX_UNPACKED = 150_000_000
"""Bytes that a part may unpack to; a real LKE has less than 5 MB. A part that is not read is not unpacked."""
MAX_FILE = 100_000_000
"""Bytes of the largest file that is opened."""
MAX_ROWS, MAX_COLUMNS = 9_999, 702
"""The farthest cell with content that is read (column ZZ); a real LKE has about 300 rows and 30 columns."""
MAX_CELLS = 2_000_000
"""Cells that all sheets of a file may span together: rows x columns up to the last cell with content."""
MAX_TEXT = 200_000_000
"""Bytes that the texts of a sheet's cells may take, each counted as often as a cell shows it."""

_XML_SHARE = 4  # an XML part that is read here, slower than by calamine, may be this part of the whole
_LONGEST_NAME = 255  # characters of a sheet's name; Excel takes 31, each of which some count as more
_MOST_MEMBERS = 20_000
_END, _END_64, _DIRECTORY, _LOCAL = b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _LOCAL_SIZE = 22, 30
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800
_ELSEWHERE_2, _ELSEWHERE_4 = 0xFFFF, 0xFFFFFFFF  # the number stands in a record of zip64
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_DECLARATION = re.compile(rb"""\s*+<\?xml[^<>]{0,200}?encoding\s*+=\s*+["']([\w.:-]{1,40}+)["'][^<>]{0,100}+>""")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_UTF8_NAMES = (b"utf-8", b"utf8", b"us-ascii", b"ascii")

_Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
_Text = Callable[[str], object]


class Bounds(NamedTuple):
    """How far a sheet's cells with content may lie: rows, columns, and rows x columns up to the last one."""

    rows: int
    columns: int
    cells: int


LKE_BOUNDS = Bounds(MAX_ROWS, MAX_COLUMNS, MAX_CELLS)


class TooLargeError(Exception):
    """A part unpacks to more than is sane, or a sheet spans more cells."""


class BrokenError(zipfile.BadZipFile):
    """What is in the file is not as its format says."""


class AmbiguousError(BrokenError):
    """Programs may open the file as different workbooks."""


class Member(NamedTuple):
    """Where a part's bytes stand in the file, and what they unpack to."""

    start: int
    packed: int
    size: int
    crc: int
    method: int


class Archive:
    """The parts of an OOXML or OpenDocument file. Raises BrokenError (a zipfile.BadZipFile) or TooLargeError.

    limit: bytes that a part may unpack to. Names of parts have slashes, whatever the file has; case does not matter.
    """

    def __init__(self, data: bytes, limit: int = MAX_UNPACKED) -> None:
        self._data = data
        self._limit = limit
        self._members = _members(data)
        self._rewritten: set[str] = set()

    @property
    def longest_xml(self) -> int:
        """Bytes that an XML part which is read here may take."""
        return self._limit // _XML_SHARE

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name.lower() in self._members

    @property
    def names(self) -> Iterable[str]:
        """The names of all parts, in lower case."""
        return self._members.keys()

    def size(self, name: str) -> int:
        """Return what a part unpacks to, as the directory says: bytes, 0 where there is none."""
        member = self._members.get(name.lower())
        return 0 if member is None else member.size

    def packed(self, name: str) -> tuple[Member, bytes]:
        """Return a part as it stands in the file. Raises KeyError where there is none."""
        member = self._members[name.lower()]
        return member, self._data[member.start : member.start + member.packed]

    def part(self, name: str) -> bytes:
        """Return an unpacked part, ``b""`` where there is none: just the bytes that its directory entry states."""
        member = self._members.get(name.lower())
        if member is None:
            return b""
        if member.size > self._limit:
            raise TooLargeError
        content = self._unpacked(member, member.size + 1)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise BrokenError("a part is not what the directory says")
        return content

    def packed_as_read(self, name: str, read: bytes) -> tuple[Member, bytes]:
        """Return a part that was read to these bytes for ``zipped``: as it stands in the file, or in UTF-8."""
        return stored(read) if self.is_rewritten(name) else self.packed(name)

    def beginning(self, name: str, size: int) -> bytes:
        """Return the first bytes of an unpacked part, unchecked: what a glance needs."""
        member = self._members.get(name.lower())
        return b"" if member is None else self._unpacked(member, min(size, member.size))

    def _unpacked(self, member: Member, size: int) -> bytes:
        raw = self._data[member.start : member.start + member.packed]
        if member.method == _STORED:
            return raw[:size]
        if member.method != _DEFLATED:
            raise BrokenError("a part is packed in an unknown way")
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, size) if size else b""
        except zlib.error as error:
            raise BrokenError(str(error)) from error

    def xml(self, name: str) -> bytes:
        """Return an XML part as UTF-8 (``as_utf8``)."""
        part = self.part(name)
        xml = as_utf8(part)
        if xml is not part:
            self._rewritten.add(name.lower())
        return xml

    def is_rewritten(self, name: str) -> bool:
        """Return whether an XML part that was read is in another encoding in the file."""
        return name.lower() in self._rewritten

    def parse(
        self, xml: bytes, start: _Start | None, end: End | None, text: _Text | None = None, *, namespaces: bool = False
    ) -> None:
        """Hand the elements of an XML text to functions. Raises BrokenError, or TooLargeError where it is too long.

        namespaces: names come as ``namespace name``, and prefixes that are not declared are refused.
        """
        if len(xml) > self.longest_xml:
            raise TooLargeError
        if xml:
            parse(xml, start, end, text, namespaces=namespaces)


def parse(
    xml: bytes, start: _Start | None, end: End | None, text: _Text | None = None, *, namespaces: bool = False
) -> None:
    """Hand the elements of an XML text to functions, as ``Archive.parse`` does. Raises BrokenError."""
    parser = expat.ParserCreate(namespace_separator=" ") if namespaces else expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, OverflowError, LookupError) as error:
        raise BrokenError(str(error)) from error


def sheet_name(name: str) -> str:
    """Return the name of a sheet. Raises BrokenError where it is longer than any program lets it be."""
    if len(name) > _LONGEST_NAME:
        raise BrokenError("a sheet's name without end")
    return name


def encoding_of(xml: bytes) -> str | None:
    """Return the encoding of an XML text where it is another than UTF-8."""
    encoding = next((name for mark, name in _BOMS.items() if xml.startswith(mark)), None)
    declared = _DECLARATION.match(xml, 0, 400)
    if encoding is None and declared is not None and declared.group(1).lower() not in _UTF8_NAMES:
        return declared.group(1).decode("ascii")
    return encoding


def as_utf8(xml: bytes) -> bytes:
    """Return an XML text in UTF-8, without a declaration that says otherwise. Raises BrokenError where it cannot be."""
    encoding = encoding_of(xml)
    if encoding is None:
        return xml
    try:
        text = xml.decode(encoding)
    except (LookupError, ValueError) as error:
        raise BrokenError(str(error)) from error
    written = text.lstrip("\ufeff").encode("utf-8", "replace")
    declared = _DECLARATION.match(written, 0, 400)
    return written[declared.end() :] if declared else written


def _no_doctype(*_: object) -> None:
    raise BrokenError("a document type")


def _members(data: bytes) -> dict[str, Member]:
    """Return the members of a zip file by their names in lower case. Raises BrokenError, AmbiguousError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, start = archive.infolist(), archive.start_dir
    except (ValueError, NotImplementedError, OSError, OverflowError, struct.error, zipfile.BadZipFile) as error:
        raise BrokenError(str(error)) from error
    if len(infos) > _MOST_MEMBERS:
        raise TooLargeError
    members: dict[str, Member] = {}
    spans = []
    for info in infos:
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        member = _member(data, info)
        spans.append((info.header_offset, member.start + member.packed))
        if name.endswith("/"):
            continue
        if name in members:
            raise AmbiguousError("a part stands twice")
        members[name] = member
    spans.sort()
    if any(end > begin for (_, end), (begin, _) in pairwise(spans)):
        raise AmbiguousError("parts lie over one another")
    if spans and spans[-1][1] > start:
        raise AmbiguousError("a part lies over the directory")
    _check_directory(data, spans, start, len(infos))
    return members


def _member(data: bytes, info: zipfile.ZipInfo) -> Member:
    """Return a member whose own header says what the directory says of it."""
    at = info.header_offset
    if at + _LOCAL_SIZE > len(data) or data[at : at + 4] != _LOCAL:
        raise BrokenError("no member where the directory says")
    _, flags, method, _, _, crc, packed, size, name_length, more = struct.unpack_from("<5H3L2H", data, at + 4)
    if (flags | info.flag_bits) & _ENCRYPTED:
        raise BrokenError("an encrypted part")
    start = at + _LOCAL_SIZE + name_length + more
    if start + info.compress_size > len(data):
        raise BrokenError("a member is cut short")
    name = data[at + _LOCAL_SIZE : at + _LOCAL_SIZE + name_length]
    if (
        name.decode("utf-8" if flags & _UTF8 else "cp437", "replace").split("\0")[0]
        != info.orig_filename.split("\0")[0]
    ):
        raise AmbiguousError("a member of two names")
    stated = (info.CRC, info.compress_size, info.file_size)
    if method != info.compress_type or (
        not flags & _SIZES_BEHIND
        and any(here not in (there, _ELSEWHERE_4) for here, there in zip((crc, packed, size), stated, strict=True))
    ):
        raise AmbiguousError("a member that is stated in two ways")
    return Member(start, info.compress_size, info.file_size, info.CRC, method)


def _check_directory(data: bytes, spans: list[tuple[int, int]], start: int, count: int) -> None:
    """Refuse a file in which a second directory could be found. spans: of the members, in order."""
    end = data.rfind(_END)
    if _outside(data, _END, spans) != 1:
        raise AmbiguousError("two ends of a directory")
    if _outside(data, _DIRECTORY, spans) != count:
        raise AmbiguousError("two directories")
    here, total, size, offset = struct.unpack_from("<HHLL", data, end + 8)
    stated_and_true = ((here, count, _ELSEWHERE_2), (total, count, _ELSEWHERE_2), (offset, start, _ELSEWHERE_4))
    if any(number not in (true, elsewhere) for number, true, elsewhere in stated_and_true):
        raise AmbiguousError("the directory is not where it is said to be")
    if size not in (end - start, _ELSEWHERE_4) and _END_64 not in data[start:end]:
        raise AmbiguousError("the directory is not as long as it is said to be")


def _outside(data: bytes, mark: bytes, spans: list[tuple[int, int]]) -> int:
    """Return how often a mark stands outside the members; a package inside a package has its own."""
    at = marks = 0
    for begin, end in spans:
        if at < begin:
            marks += data.count(mark, at, begin)
        at = end
    return marks + data.count(mark, at)


def zipped(parts: Iterable[tuple[str, Member, bytes]]) -> bytes:
    """Return a zip file of parts as ``Archive.packed`` gives them, under new names."""
    out, directory, at, count = [], [], 0, 0
    for name, member, raw in parts:
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8
        about = struct.pack(
            "<5H3L2H", 20, flags, member.method, 0, 0x21, member.crc, member.packed, member.size, len(encoded), 0
        )
        out += [_LOCAL, about, encoded, raw]
        directory += [_DIRECTORY, b"\x14\x00", about, struct.pack("<3H2L", 0, 0, 0, 0, at), encoded]
        at += _LOCAL_SIZE + len(encoded) + len(raw)
        count += 1
    listed = b"".join(directory)
    return b"".join([*out, listed, _END, struct.pack("<4H2LH", 0, 0, count, count, len(listed), at, 0)])


def stored(content: bytes) -> tuple[Member, bytes]:
    """Return bytes as a part for ``zipped``."""
    return Member(0, len(content), len(content), zlib.crc32(content), _STORED), content


def deflated(content: bytes) -> tuple[Member, bytes]:
    """Return bytes, packed, as a part for ``zipped``."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return Member(0, len(packed), len(content), zlib.crc32(content), _DEFLATED), packed
