"""Look into a package (.xlsx, .xlsm, .ods) before it is read: refuse bombs, and find what the reader leaves out.

The reader (calamine) allocates every cell up to the last one, and gives an error such as ``#DIV/0!`` as an empty cell.
What is read here is a stream of elements; only a sheet's usual shape is told by patterns, which a hot path needs.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from xml.parsers import expat

from lke_cli.workbook.addresses import column_number
from lke_cli.workbook.marks import Marks, read_marks

MAX_UNPACKED = 150_000_000
"""Bytes that all parts together may unpack to; a real LKE has less than 5 MB."""
MAX_FILE = 100_000_000
"""Bytes of the largest file that is opened."""
MAX_ROWS, MAX_COLUMNS = 9_999, 702
"""The farthest cell with content that is read (column ZZ); a real LKE has about 300 rows and 30 columns."""

MAX_CELLS = 2_000_000
"""Cells that all sheets of a file may span together: rows x columns up to the last cell with content."""
MAX_TEXT = 200_000_000
"""Bytes that the texts of all sheets' cells may take, each counted as often as a cell shows it."""

_DEFLATE_MAX = 1032  # no deflate stream grows more than this
_XML_SHARE = 4  # an XML part that is read here, slower than by calamine, may be this part of the whole
# A cell whose tag is not an ordinary one, whole, with an address within the bounds: the reader takes the last of two
# addresses. And what else an ordinary sheet does not hold.
_UNUSUAL_CELL = re.compile(
    rb'<c(?! r="[A-Z]{1,2}+\d{1,4}+" s="\d++"(?:/>| t="s">|>))'  # nearly all; what follows would do, but slower
    rb'(?! r="[A-Z]{1,2}+\d{1,4}+"(?: s="\d++")?+(?: t="\w++")?+ ?+/?+>)[\s/>]'
)
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [\w:]+="[^"<>]*"){0,4}? t="e"[^<>]*>'
    rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>(#[^<]{1,20})</v>"
)
_SHARED_STRINGS = "xl/sharedstrings.xml"
_RICH_VALUES = (
    "xl/richdata/rdrichvaluestructure.xml"  # the kinds of values that a cell can show beside its own: pictures, errors
)
_SHARED_CELL = re.compile(rb'"s"><v>(\d{1,9})</v></c>')
_ADDRESS = re.compile(r"([A-Za-z]{0,3})([0-9]{1,9})")
_LINK_FORMULA = re.compile(r'\bHYPERLINK\(\s*(?:"([^"]*)"\s*[,;)])?', re.IGNORECASE)
_MOST_LINKED = 2_000  # cells that one link may lie behind

ErrorCells = Mapping[tuple[int, int], str]
Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]


class Bounds(NamedTuple):
    """How far a sheet's cells with content may lie: rows, columns, and rows x columns up to the last one."""

    rows: int
    columns: int
    cells: int


LKE_BOUNDS = Bounds(MAX_ROWS, MAX_COLUMNS, MAX_CELLS)


class TooLargeError(Exception):
    """The package unpacks to more than is sane, or a sheet spans more cells."""


class BrokenError(zipfile.BadZipFile):
    """What is in the file is not as its format says."""


class Package:
    """The parts of an OOXML or OpenDocument file. Raises zipfile.BadZipFile or TooLargeError."""

    def __init__(self, data: bytes, limit: int = MAX_UNPACKED, bounds: Bounds = LKE_BOUNDS) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (ValueError, NotImplementedError, OSError, OverflowError) as error:
            raise BrokenError(str(error)) from error
        infos = self._archive.infolist()
        # As the reader of values: whatever the case, so that both look at the same part.
        self._names = {info.filename.lower(): info for info in infos}
        if len(self._names) < len(infos):
            raise BrokenError("a part stands twice")
        self._largest_xml = limit // _XML_SHARE
        self._bounds = bounds
        self._roughly = self._weighed = 0  # bytes of the texts that the sheets so far show
        self._unweighed: list[str] = []
        self._kept = "", b""
        if sum(info.file_size for info in infos) > limit:
            raise TooLargeError
        if sum(info.compress_size for info in infos) * _DEFLATE_MAX > limit:
            # The sizes in the directory may lie: unpack for real, which stops at a part's stated size.
            for info in infos:
                self.part(info.filename)

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name.lower() in self._names

    def part(self, name: str) -> bytes:
        """Return an unpacked part, ``b""`` where there is none. Raises zipfile.BadZipFile where it is broken."""
        info = self._names.get(name.lower())
        if info is None:
            return b""
        try:
            with self._archive.open(info) as part:
                # Of a known size it is unpacked at once, in half the time. What follows checks the sum.
                return part.read(info.file_size) + part.read()
        except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise BrokenError(str(error)) from error

    def elements(self, part: str, wanted: str) -> list[dict[str, str]]:
        """Return the attributes of every element of a name (without its prefix) in an XML part."""
        found: list[dict[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.rpartition(":")[2] == wanted:
                found.append(attributes)

        self.parse(self.part(part), start, None)
        return found

    def parse(self, xml: bytes, start: Start, end: End | None, text: Text | None = None) -> None:
        """Hand the elements of an XML text to functions. Raises BrokenError, or TooLargeError where it is too long."""
        if len(xml) > self._largest_xml:
            raise TooLargeError
        if not xml:
            return
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError, OverflowError) as error:
            raise BrokenError(str(error)) from error

    @property
    def sheet_parts(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each sheet and that of its part, in order. Raises BrokenError."""
        relations = self.elements("xl/_rels/workbook.xml.rels", "Relationship")
        targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
        for number, sheet in enumerate(self.elements("xl/workbook.xml", "sheet")):
            identity = next((value for key, value in sheet.items() if key.endswith(":id")), "")
            target = targets.get(identity, f"worksheets/sheet{number + 1}.xml")
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith(("/xl/", "xl/")) else f"xl/{target}"

    def sheet(self, part: str) -> bytes:
        """Return an unpacked part as ``part`` does, and keep it until another is asked for."""
        if self._kept[0] != part:
            self._kept = part, self.part(part)
        return self._kept[1]

    def error_cells(self, part: str) -> ErrorCells:
        """Return the error values of a sheet's cells by 0-based row and column.

        Raises TooLargeError where a cell lies beyond the bounds, or the cells' texts are too long.
        """
        xml = self.sheet(part)
        unusual = _is_unusual(xml)
        self._bound_texts(part, _shown(xml) if unusual else xml.count(b't="s"'))
        if not unusual:
            if b"#" not in xml:  # with which every error begins, as it is or as a character reference
                return {}
            plain = _ERROR_CELL.findall(xml)
            if len(plain) == xml.count(b't="e"'):
                return {
                    (int(row) - 1, column_number(letters.decode())): error.decode("ascii", "replace")
                    for letters, row, error in plain
                }
        cells = _Cells(self._bounds)
        self.parse(xml, cells.start, cells.end, cells.text)
        return cells.errors

    def marks(self, part: str) -> Marks:
        """Return what of a sheet is hidden, not computed, or a picture. Raises BrokenError."""
        kinds = self.part(_RICH_VALUES).lower() if b" vm=" in self.sheet(part) else b""
        return read_marks(self.sheet(part), lambda: self._tables(part), shows_pictures=not kinds or b"image" in kinds)

    def _tables(self, part: str) -> Iterator[bytes]:
        """Yield the XML of the tables on a sheet. Raises BrokenError."""
        folder, _, name = part.rpartition("/")
        for relation in self.elements(f"{folder}/_rels/{name}.rels", "Relationship"):
            if relation.get("Type", "").endswith("/table"):
                yield self.part(posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"))

    def _bound_texts(self, part: str, shown: int) -> None:
        """Refuse sheets that show long shared texts so often that their copies would fill the memory.

        shown: how many cells of this sheet show one, at most.
        """
        info = self._names.get(_SHARED_STRINGS)
        if info is None:
            return
        self._unweighed.append(part)
        self._roughly += shown * info.file_size
        if self._roughly <= MAX_TEXT:
            return
        lengths = self._text_lengths()
        self._weighed += sum(_most_shown(self.part(each), lengths) for each in self._unweighed)
        self._unweighed.clear()
        if self._weighed > MAX_TEXT:
            raise TooLargeError

    def _text_lengths(self) -> list[int]:
        """Return the lengths of the texts that cells share, longest first. Raises BrokenError, TooLargeError."""
        lengths: list[int] = []

        def start(name: str, _: dict[str, str]) -> None:
            if name.rpartition(":")[2] == "si":
                lengths.append(0)

        def text(data: str) -> None:
            if lengths:
                lengths[-1] += len(data.encode())

        self.parse(self.part(_SHARED_STRINGS), start, None, text)
        return sorted(lengths, reverse=True)

    def hyperlinks(self, part: str) -> Iterator[tuple[tuple[int, int], str | None]]:
        """Yield the links behind a sheet's cells: 0-based row and column, and the address.

        None for an address that a formula puts together. Links to places in the workbook itself are left out. Raises
        zipfile.BadZipFile, TooLargeError.
        """
        folder, _, name = part.rpartition("/")
        relations = self.elements(f"{folder}/_rels/{name}.rels", "Relationship")
        targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
        cells = _Cells(None)
        self.parse(self.part(part), cells.start, cells.end, cells.text)
        for link in cells.links:
            identity = next((value for key, value in link.items() if key.endswith(":id")), "")
            address = targets.get(identity, "")
            if address:
                anchor = link.get("location", "")
                for place in _area(link.get("ref", "")):
                    yield place, f"{address}#{anchor}" if anchor else address
        for cell, formula in cells.formulas.items():
            match = _LINK_FORMULA.search(formula)
            if match and not (match.group(1) or "").startswith("#"):
                yield cell, match.group(1)


def _is_unusual(xml: bytes) -> bool:
    """Return whether a worksheet must be read as a stream to know its errors and how far it spans."""
    declared = xml.find(b"<!D", 0, xml.find(b"<sheetData"))
    return declared >= 0 or bool(_UNUSUAL_CELL.search(xml) or _PREFIXED_CELL.search(xml))


def _shown(xml: bytes) -> int:
    """Return how many cells of a sheet show a shared text: the reader takes these very bytes for the sign of one."""
    return xml.count(b'"s"') + xml.count(b"'s'")


def _most_shown(xml: bytes, lengths: list[int]) -> int:
    """Return a bound of the bytes that a sheet's shared texts take, whichever index means which text.

    lengths: of the texts, longest first: the most used may be the longest.
    """
    uses = sorted(Counter(_SHARED_CELL.findall(xml)).values(), reverse=True)
    longest = max(lengths, default=0)
    return sum(use * length for use, length in zip(uses, lengths, strict=False)) + (_shown(xml) - sum(uses)) * longest


class _Cells:
    """Takes the elements of a worksheet as they come. bounds: beyond which a cell raises TooLargeError; None for none.

    Cells that are only formatted are often far out, and harmless: the reader of values leaves them out.
    """

    def __init__(self, bounds: Bounds | None) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.links: list[dict[str, str]] = []
        self._bounds = bounds
        self._height = self._width = 0
        self._row = self._column = 0
        self._place, self._is_error = (0, 0), False
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            # One without an address stands where its row and the cells before it say.
            self._place = _stated(attributes) or (self._row, self._column)
            self._column = self._place[1]
            self._is_error = attributes.get("t") == "e"
        elif name == "row":
            stated = _stated(attributes)
            if stated is not None:
                self._row = stated[0]
        elif name in ("v", "is"):
            self._hold()
            self._text = []
        elif name == "f":
            self._text = []
        elif name == "hyperlink":
            self.links.append(attributes)

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._column += 1
        elif name == "row":
            self._row, self._column = self._row + 1, 0
        elif name in ("v", "f") and self._text is not None:
            text, self._text = "".join(self._text), None
            if name == "f":
                self.formulas[self._place] = text
            elif self._is_error:
                self.errors[self._place] = text

    def _hold(self) -> None:
        """Refuse a cell with content that stretches the sheet beyond its bounds."""
        self._height = max(self._height, self._place[0] + 1)
        self._width = max(self._width, self._place[1] + 1)
        bounds = self._bounds
        if bounds is not None and (
            self._height > bounds.rows or self._width > bounds.columns or self._height * self._width > bounds.cells
        ):
            raise TooLargeError


def _stated(attributes: dict[str, str]) -> tuple[int, int] | None:
    """Return the 0-based row and column that a cell or row states of itself, None where it states none."""
    if "r" not in attributes:
        return None
    address = _ADDRESS.fullmatch(attributes["r"])
    if address is None:
        raise BrokenError("no address")
    return int(address.group(2)) - 1, column_number(address.group(1))


def _area(reference: str) -> Iterator[tuple[int, int]]:
    """Yield the cells of a reference such as ``S10`` or ``S10:S12``, not more than a link may lie behind."""
    corners = [_ADDRESS.fullmatch(corner) for corner in reference.split(":")]
    if not 1 <= len(corners) <= 2 or not all(corners):
        return
    (top, left), *last = [(int(c.group(2)) - 1, column_number(c.group(1))) for c in corners if c]
    bottom, right = last[0] if last else (top, left)
    cells = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    yield from islice(cells, _MOST_LINKED)


def _no_doctype(*_: object) -> None:
    raise BrokenError("a document type")
