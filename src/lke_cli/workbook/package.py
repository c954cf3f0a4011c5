"""A package (.xlsx, .xlsm, .ods): which part is which sheet, and what its cells hold beside values.

The reader of values (calamine) gets a package of just the parts that were checked, under names given here. It allocates
every cell up to the last one, and gives an error such as ``#DIV/0!`` as an empty cell: what it must not see, or leaves
out, is told here by patterns, for sheets as programs write them. All others are read as a stream of elements.
"""

import io
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import NamedTuple

import python_calamine

from lke_cli.patterns import later
from lke_cli.values import CellValue
from lke_cli.workbook.addresses import column_number
from lke_cli.workbook.archive import (
    LKE_BOUNDS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_ROWS,
    MAX_TEXT,
    MAX_UNPACKED,
    AmbiguousError,
    Archive,
    Bounds,
    BrokenError,
    Member,
    TooLargeError,
    as_utf8,
    parse,
    sheet_name,
    stored,
    zipped,
)
from lke_cli.workbook.cells import (
    SHOWS_NOTHING,
    Cells,
    Looks,
    Styles,
    area,
    cells_of,
    own_name,
    read_looks,
    read_shared,
    read_styles,
    struck_texts,
)
from lke_cli.workbook.made_links import made_address
from lke_cli.workbook.marks import UNSEEN, Marks, Seen, read_marks
from lke_cli.workbook.usual import IDS, UsualXml

__all__ = [
    "LKE_BOUNDS", "MAX_CELLS", "MAX_COLUMNS", "MAX_FILE", "MAX_ROWS", "MAX_TEXT", "MAX_UNPACKED", "AmbiguousError",
    "Bounds", "BrokenError", "ErrorCells", "Package", "SheetPart", "TooLargeError", "column_number",
]  # fmt: skip

_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_RICH_VALUES = "xl/richdata/rdrichvaluestructure.xml"  # the kinds of a cell's value beside its own: pictures, errors
_HEAD = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
)
_SHEET = '<sheet name="{0}" sheetId="{1}" r:id="rId{1}"/>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATED = '<Relationship Id="rId{}" Type="' + _KIND + '{}" Target="{}"/>'
_RELATIONS_HEAD = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_TYPES_HEAD = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
_TYPE = '<Override PartName="/xl/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
_ROW_END, _SHEET_END = b"</row>", b"</sheetData></worksheet>"
FIRST_ROWS = 40
"""Rows of a sheet that a glance shows."""
_FIRST_GLANCE, _GLANCE = 64_000, 300_000  # bytes of a sheet that are unpacked to see its first rows

# A sheet as programs write it: nothing but rows in order and cells in them, each with its address and in its own row,
# within the bounds. Whatever is not so may be seen in one way by the reader and in another by its guard.
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?+\s*+(?:<\?xml [^<>]*+>\s*+)?+<worksheet\s[^<>]*+>")
_MAIN_SPACE = re.compile(
    rb'\sxmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006/main|purl\.oclc\.org/ooxml/spreadsheetml/main)"'
)
_ROW_PATTERN = (
    rb'<row r="(?P<row>\d{1,%d}+)"'
    rb'(?: (?:(?!r=|hidden="(?!(?:0|false)")|ht="0)[\w:]++="[^"<>]*+"'
    rb'|(?:hidden|ht)="(?P<hides>)[^"<>]*+"))*+ ?+(?:/>|>(?:'
    rb'<c r="[A-Z]{1,2}+(?P=row)"(?:'
    # Most cells: nothing but a style, or a value.
    rb' s="\d++"(?:/>| t="[sn]"><v>[^<]*+</v></c>)'
    rb'|(?: s="\d++")?+(?:'
    # A formula that gives a text has a value even where that is empty.
    rb' t="str"><f(?: [^<>]*+)?+>(?:[^<]*+</f>)?+(?:<v>[^<]*+</v>|<v ?+/>)</c>'
    rb'|(?: t="(?:e(?P<error>)|\w++)")?+(?: (?:cm|ph|vm(?P<rich>))="\d++"){0,3}+ ?+(?:/>|>'
    rb"(?:<f(?: [^<>]*+)?+>(?:[^<]*+</f>)?+(?:(?=<v>[^<])|(?P<lacking>)))?+"
    rb"(?:<v>[^<]*+</v>|<v ?+/>)?+(?:<is>(?:[^<]|<(?!/is>|[cv!]))*+</is>)?+</c>)))"
    rb")*+</row>)"
)
_ROW, _FAR_ROW = (later(_ROW_PATTERN.replace(b"%d", digits)) for digits in (b"4", b"7"))
_COLUMN = re.compile(rb'<c r="([A-Z]{1,2}+)')
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_REFERENCES = (b"&quot;", b"&amp;", b"&lt;", b"&gt;", b"&apos;")
_CHARACTER = re.compile(rb"&#(?:\d{1,7}+|x[0-9A-Fa-f]{1,6}+);")
_SHARED = b't="s"'
_SHARED_CELL = re.compile(rb't="s"><v>(\d{1,9}+)</v></c>')
_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,2}+)(\d{1,4}+)"(?: s="\d++")?+ t="e"[^<>]*+>(?:<f[^<>]*+>(?:[^<]*+</f>)?+)?+<v>([^<]*+)</v>'
)
_KNOWN_ERRORS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
_LINK_FORMULA = re.compile(r'\bHYPERLINK\(\s*+(?:"([^"]*+)"\s*+[,;)])?+', re.IGNORECASE)
_LONGEST_FORMULA = 10_000
_MOST_LINKED = 2_000  # cells that one link may lie behind
_MOST_LINKS = 100_000  # cells behind which links lie, each counted as often as it has one

_REMEMBERED = 300_000  # bytes of a part that is known to be well-formed after its first time
_ROWS_BEGIN = b"<sheetData>"
_SAID = 2  # how often an ordinary sheet says sheetData

ErrorCells = Mapping[tuple[int, int], str]


class SheetPart(NamedTuple):
    """A sheet of a workbook: its name, its part, whether it holds cells, and whether it is hidden."""

    name: str
    part: str
    is_worksheet: bool
    hidden: bool


class Package:
    """The parts of an OOXML or OpenDocument file. Raises BrokenError (a zipfile.BadZipFile) or TooLargeError.

    limit: bytes that a part may unpack to. bounds: how far a sheet may reach.
    """

    def __init__(self, data: bytes, limit: int = MAX_UNPACKED, bounds: Bounds = LKE_BOUNDS) -> None:
        self._archive = Archive(data, limit)
        self._bounds = bounds
        self._shown: dict[str, int] = {}  # by sheet's part: bytes of the shared texts that its cells show, at most
        self._weighed: set[str] = set()  # those of which it is known exactly
        self._kept = "", b""
        self._related_to: dict[str, dict[str, tuple[str, str]]] = {}
        self._beginnings: dict[tuple[str, int], bytes | None] = {}
        self._last_seen: tuple[str, Seen | None] = "", None

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return self._archive.has(name)

    def part(self, name: str) -> bytes:
        """Return an unpacked part, ``b""`` where there is none."""
        return self._archive.part(name)

    @property
    def archive(self) -> Archive:
        """The file's members."""
        return self._archive

    # The workbook

    @cached_property
    def workbook_part(self) -> str:
        """The name of the part that lists the sheets, ``""`` where the package is no OOXML workbook."""
        main = next((to for kind, to in self._relations("").values() if kind == "officeDocument"), "")
        if self.has(main) and main.lower().endswith(".xml"):
            return main
        return "" if self.has(main) or not self.has("xl/workbook.xml") else "xl/workbook.xml"

    @property
    def is_binary(self) -> bool:
        """Whether it is an .xlsb, whose reader cannot be held to a bound."""
        return self.has("xl/workbook.bin") or any(
            kind == "officeDocument" and to.lower().endswith(".bin") for kind, to in self._relations("").values()
        )

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part (``""``: the package) is related to: kind and part (or address), by identity."""
        if part not in self._related_to:
            self._related_to[part] = self._read_relations(part)
        return self._related_to[part]

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, _, name = part.rpartition("/")
        relations: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element != _RELATIONSHIP:
                return
            identity, target = attributes.get("Id", ""), attributes.get("Target", "")
            if identity in relations:
                raise AmbiguousError("two relationships of one identity")
            if attributes.get("TargetMode") != "External":
                target = _resolved(folder, target)
            relations[identity] = attributes.get("Type", "").rpartition("/")[2], target

        where = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        self._archive.parse(self._archive.xml(where), start, None, namespaces=True)
        return relations

    @cached_property
    def _workbook_relations(self) -> dict[str, tuple[str, str]]:
        return self._relations(self.workbook_part)

    @cached_property
    def _workbook(self) -> tuple[tuple[SheetPart, ...], bool]:
        """The sheets, and whether days are counted since 1904."""
        sheets: list[SheetPart] = []
        since_1904 = False
        relations = self._workbook_relations

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal since_1904
            name = own_name(name)
            if name == "workbookPr":
                since_1904 = attributes.get("date1904") in ("1", "true")
            elif name == "sheet":
                identity = next((attributes[key] for key in IDS if key in attributes), "")
                if identity not in relations:
                    raise BrokenError("a sheet without a part")
                kind, part = relations[identity]
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(sheet_name(attributes.get("name", "")), part, kind == "worksheet", hidden))

        self._archive.parse(self._archive.xml(self.workbook_part), start, None, namespaces=True)
        if len({sheet.name.lower() for sheet in sheets}) < len(sheets):
            raise BrokenError("two sheets of one name")
        if len({sheet.part.lower() for sheet in sheets}) < len(sheets):
            raise BrokenError("one part for two sheets")
        return tuple(sheets), since_1904

    @property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The sheets of an OOXML workbook, in order."""
        return self._workbook[0]

    @property
    def sheet_parts(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each sheet and that of its part, in order."""
        return ((sheet.name, sheet.part) for sheet in self.sheets)

    @property
    def properties(self) -> bytes:
        """The document's own properties (``docProps/core.xml``), ``b""`` where it has none."""
        related = [to for kind, to in self._relations("").values() if kind == "core-properties"]
        return self._archive.xml(related[0] if related else "docProps/core.xml")

    def _related(self, kind: str) -> str:
        """Return the part of a kind that the workbook is related to, ``""`` where there is none."""
        parts = {to for kind_of_part, to in self._workbook_relations.values() if kind_of_part == kind}
        if len(parts) > 1:
            raise AmbiguousError("two parts of a kind")
        return next(iter(parts), "")

    def _checked(self, xml: bytes) -> bytes:
        """Return an XML part where it is well-formed and declares no document type."""
        if len(xml) > self._archive.longest_xml:
            raise TooLargeError
        _check(xml)
        return xml

    @cached_property
    def _shared_size(self) -> int:
        return self._archive.size(self._related("sharedStrings"))

    @cached_property
    def _shared_xml(self) -> bytes:
        return self._archive.xml(self._related("sharedStrings"))

    @cached_property
    def _styles_xml(self) -> bytes:
        return self._archive.xml(self._related("styles"))

    @cached_property
    def shared(self) -> list[str]:
        """The texts that cells share."""
        return read_shared(self._shared_xml)

    @property
    def lacks_styles(self) -> bool:
        """Whether a part with the styles of cells is named, but is not there."""
        part = self._related("styles")
        return bool(part) and not self.has(part)

    @cached_property
    def styles(self) -> Styles:
        """How cells show numbers."""
        return read_styles(self._styles_xml, since_1904=self._workbook[1])

    @cached_property
    def _looks(self) -> Looks:
        """The styles that cross out what a cell shows, or show nothing of it."""
        xml = self._styles_xml
        return read_looks(xml) if b"strike" in xml or SHOWS_NOTHING.encode() in xml else Looks()

    @cached_property
    def _struck_texts(self) -> frozenset[bytes]:
        """The numbers of the shared texts that are crossed out as they are typed, whatever their cell's style."""
        return struck_texts(self._shared_xml) if b"strike" in self._shared_xml else frozenset()

    # For the reader of values

    def book(self, glanced: Sequence[SheetPart] = ()) -> python_calamine.CalamineWorkbook:
        """Return the reader of values on what was checked (``rebuilt``). Raises what the reader raises."""
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.rebuilt(glanced)))

    def rebuilt(self, glanced: Sequence[SheetPart] = ()) -> bytes:
        """Return an .xlsx of the parts that were checked: its sheets are those of ``sheets``, named by number.

        glanced: sheets that stand behind them once more, cut after their first rows. A sheet may be taken from it only
        where ``is_usual`` says so, the first rows of one where ``begins_as_usual`` does.
        """
        sheets, since_1904 = self._workbook
        # Packed as they are where they can be: the reader copies the whole some times, which costs more than unpacking.
        parts = [_sheet_part(number, self._packed(sheet)) for number, sheet in enumerate(sheets)]
        for number, sheet in enumerate(glanced, len(sheets)):
            parts.append(_sheet_part(number, stored(self.beginning(sheet.part))))
        count = range(1, len(parts) + 1)
        listed = "".join([_SHEET.format(number - 1, number) for number in count])
        head = f'{_HEAD}<workbookPr date1904="{int(since_1904)}"/><sheets>{listed}</sheets></workbook>'
        related = [("worksheet", f"worksheets/sheet{number}.xml") for number in count]
        for kind, xml in (("sharedStrings", self._shared_xml), ("styles", self._styles_xml)):
            part = self._related(kind)
            if self.has(part):
                parts.append((f"xl/{kind}.xml", *self._archive.packed_as_read(part, self._checked(xml))))
                related.append((kind, f"{kind}.xml"))
        made = {
            "[Content_Types].xml": _types([("sheet.main", "workbook.xml"), *related]),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": head.encode(),
            "xl/_rels/workbook.xml.rels": _relations(related),
        }
        parts += [(name, *stored(content)) for name, content in made.items()]
        return zipped(parts)

    def _packed(self, sheet: SheetPart) -> tuple[Member, bytes]:
        if not sheet.is_worksheet or not self.has(sheet.part):
            return stored(b"")
        if self._kept[0] == sheet.part:
            return self._archive.packed_as_read(sheet.part, self._kept[1])
        return self._archive.packed(sheet.part)

    def beginning(self, part: str, rows: int = FIRST_ROWS) -> bytes:
        """Return a sheet cut after its first rows, as XML that is whole."""
        if (part, rows) not in self._beginnings:
            self._beginnings[part, rows] = self._cut(part, rows, _FIRST_GLANCE) or self._cut(part, rows, _GLANCE)
        return self._beginnings[part, rows] or b""

    def _cut(self, part: str, rows: int, glance: int) -> bytes | None:
        """Return the first rows of a sheet; None where so many bytes of it are too few to show them."""
        whole = self._archive.size(part) <= glance
        xml = self.sheet(part) if whole else as_utf8(self._archive.beginning(part, glance))
        place = end = 0
        for _ in range(rows):
            end = xml.find(_ROW_END, place)
            if end < 0:
                break
            place = end + len(_ROW_END)
        if end < 0 and whole:
            return xml
        if end < 0 and glance < _GLANCE:
            return None
        return xml[:place] + _SHEET_END if place else b""

    # A sheet

    def sheet(self, part: str) -> bytes:
        """Return a sheet's XML in UTF-8, and keep it until another is asked for. Raises BrokenError, TooLargeError."""
        if self._kept[0] != part:
            self._kept = part, self._archive.xml(part)
        return self._kept[1]

    def is_usual(self, part: str) -> bool:
        """Return whether a sheet is as programs write it, so that its values may be taken from the reader of values.

        Raises TooLargeError where the texts that it shows would fill the memory.
        """
        xml, usual = self.sheet(part), self._seen(part)
        if usual is None or self._archive.is_rewritten(part):
            return False
        if usual.errors and not {error for _, _, error in _ERROR_CELL.findall(xml)} <= _KNOWN_ERRORS:
            return False
        self._bound_texts(part, xml.count(_SHARED))
        return True

    def begins_as_usual(self, part: str) -> bool:
        """Return whether the first rows of a sheet are as programs write them."""
        return self._usual(self.beginning(part)) is not None and not self._archive.is_rewritten(part)

    def _seen(self, part: str) -> Seen | None:
        """Return what is seen of a sheet; None where it is not as programs write it."""
        xml = self.sheet(part)
        if self._last_seen[0] != part:
            self._last_seen = part, self._usual(xml)
        return self._last_seen[1]

    def _usual(self, xml: bytes) -> Seen | None:
        bounds = self._bounds
        usual = _usual(xml, _ROW if bounds.rows <= MAX_ROWS else _FAR_ROW)
        if usual is None or usual.height > bounds.rows:
            return None
        if usual.height * MAX_COLUMNS <= bounds.cells:
            return usual
        width = max((column_number(letters.decode()) for letters in set(_COLUMN.findall(xml))), default=0) + 1
        return usual if usual.height * width <= bounds.cells else None

    def error_cells(self, part: str) -> ErrorCells:
        """Return the error values of a sheet's cells by 0-based row and column.

        Raises TooLargeError where a cell lies beyond the bounds, or the cells' texts are too long.
        """
        if self.is_usual(part):
            return self.plain_errors(part)
        values = self.read(part).values
        return {place: value for place, value in values.items() if isinstance(value, str) and value.startswith("#")}

    def plain_errors(self, part: str) -> ErrorCells:
        """Return the error values of a usual sheet."""
        xml, seen = self.sheet(part), self._seen(part)
        if seen is not None and not seen.errors:
            return {}
        return {
            (int(row) - 1, column_number(letters.decode())): error.decode("ascii", "replace")
            for letters, row, error in _ERROR_CELL.findall(xml)
        }

    def read(self, part: str) -> Cells:
        """Return what a sheet's cells hold, whatever its XML. Raises BrokenError, TooLargeError."""
        cells = Cells(self._bounds, self.shared, self.styles)
        self._archive.parse(self.sheet(part), cells.start, cells.end, cells.text, namespaces=True)
        return cells

    def read_beginning(self, part: str) -> Cells:
        """Return what the first rows of a sheet hold, as ``read`` does."""
        cells = Cells(self._bounds, self.shared, self.styles)
        self._archive.parse(self.beginning(part), cells.start, cells.end, cells.text, namespaces=True)
        return cells

    def marks(self, part: str) -> Marks:
        """Return what of a sheet is hidden, not computed, or a picture."""
        seen = self._seen(part) or UNSEEN
        if seen.rich:
            kinds = self.part(_RICH_VALUES).lower()
            seen = seen._replace(rich=not kinds or b"image" in kinds)
        tables = partial(self._tables, part)
        return read_marks(self.usual_xml(part), tables, seen, self._looks, self._struck_texts)

    def usual_xml(self, part: str) -> bytes:
        """Return a sheet's XML as patterns can read it. Raises BrokenError, TooLargeError."""
        if self._seen(part) is not None:
            return self.sheet(part)
        usual = UsualXml()
        self._archive.parse(self.sheet(part), usual.start, usual.end, usual.text, namespaces=True)
        return usual.made

    def _tables(self, part: str) -> Iterator[bytes]:
        """Yield the XML of the tables on a sheet."""
        for kind, table in self._relations(part).values():
            if kind == "table":
                yield self._archive.xml(table)

    def _bound_texts(self, part: str, shown: int) -> None:
        """Refuse sheets that show long shared texts so often that their copies would fill the memory.

        shown: how many cells of this sheet show one, at most.
        """
        self._shown.setdefault(part, shown * self._shared_size)
        if sum(self._shown.values()) <= MAX_TEXT:
            return
        lengths = [len(text.encode("utf-8", "replace")) for text in self.shared]
        for place in self._shown.keys() - self._weighed:
            uses = Counter(_SHARED_CELL.findall(self._archive.xml(place)))
            self._shown[place] = sum(
                use * lengths[int(number)] for number, use in uses.items() if int(number) < len(lengths)
            )
            self._weighed.add(place)
        if sum(self._shown.values()) > MAX_TEXT:
            del self._shown[part]
            self._weighed.discard(part)
            raise TooLargeError

    def hyperlinks(self, part: str) -> Iterator[tuple[tuple[int, int], str | None]]:
        """Yield the links behind a sheet's cells: 0-based row and column, and the address.

        None for an address that a formula puts together from what is no cell of the sheet, or that the file does not
        hold. Links to places in the
        workbook itself are left out. Raises BrokenError, TooLargeError.
        """
        relations = self._relations(part)
        cells = Cells()
        self._archive.parse(self.sheet(part), cells.start, cells.end, cells.text, namespaces=True)
        left = _MOST_LINKS
        for link in cells.links:
            identity = next((link[key] for key in IDS if key in link), "")
            place = area(link.get("ref", ""))
            if not identity or place is None:
                continue
            address = _address(relations.get(identity, ("", ""))[1], link.get("location", ""))
            for cell in islice(cells_of(place), _MOST_LINKED):
                left -= 1
                if left < 0:
                    raise TooLargeError
                yield cell, address
        yield from self._made_links(part, cells)

    def _made_links(self, part: str, cells: Cells) -> Iterator[tuple[tuple[int, int], str | None]]:
        values: dict[tuple[int, int], CellValue] | None = None
        for cell, formula in cells.formulas.items():
            match = _LINK_FORMULA.search(formula[:_LONGEST_FORMULA])
            if match is None:
                continue
            address = match.group(1)
            if address is None:
                values = self.read(part).values if values is None else values
                address = made_address(formula[:_LONGEST_FORMULA], partial(_value_at, values))
            if not (address or "").startswith("#"):
                yield cell, address


def _value_at(values: Mapping[tuple[int, int], CellValue], row: int, column: int) -> CellValue:
    return values.get((row, column), "")


def _check(xml: bytes) -> None:
    """Raise BrokenError where an XML text is not well-formed."""
    if len(xml) <= _REMEMBERED:
        _well_formed(xml)
    else:
        parse(xml, None, None, namespaces=True)


@lru_cache(maxsize=16)
def _well_formed(xml: bytes) -> None:
    """Raise BrokenError where an XML text is not well-formed. Units that use one form share its styles."""
    if xml:
        parse(xml, None, None, namespaces=True)


def _sheet_part(number: int, part: tuple[Member, bytes]) -> tuple[str, Member, bytes]:
    return f"xl/worksheets/sheet{number + 1}.xml", *part


def _types(related: list[tuple[str, str]]) -> bytes:
    listed = [_TYPE.format(part, kind) for kind, part in related]
    return f"{_TYPES_HEAD}{''.join(listed)}</Types>".encode()


def _relations(related: list[tuple[str, str]]) -> bytes:
    listed = [_RELATED.format(number, kind, part) for number, (kind, part) in enumerate(related, 1)]
    return f"{_RELATIONS_HEAD}{''.join(listed)}</Relationships>".encode()


def _address(target: str, anchor: str) -> str | None:
    """Return the address that a link leads to, None where the file does not hold it."""
    if not target:
        return None
    return f"{target}#{anchor}" if anchor else target


def _resolved(folder: str, target: str) -> str:
    """Return the name of the part that a relationship of a part in a folder points to."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _usual(xml: bytes, row_pattern: re.Pattern[bytes]) -> Seen | None:
    """Return what is seen of a sheet that is as programs write it, None of one that is not."""
    root = _ROOT.match(xml)
    start = xml.find(_ROWS_BEGIN) + len(_ROWS_BEGIN)
    if root is None or not _MAIN_SPACE.search(root.group()) or start < len(_ROWS_BEGIN):
        return None
    at, last = start, 0
    hides = errors = lacking = rich = False
    while (row := row_pattern.match(xml, at)) is not None:
        number = int(row[1])
        if number <= last:
            return None
        at, last = row.end(), number
        if row.lastindex != 1:
            hide, error, value, lack = row.group("hides", "error", "rich", "lacking")
            hides, errors = hides or hide is not None, errors or error is not None
            rich, lacking = rich or value is not None, lacking or lack is not None
    around = xml[:start] + xml[at:]  # all but the rows, whose shape is known
    if not xml.startswith(b"</sheetData>", at) or b"<!" in around or around.count(b"sheetData") != _SAID:
        return None
    try:
        xml.decode()
        _check(around)
    except (ValueError, BrokenError):
        return None
    if len(xml.translate(None, _CONTROLS)) != len(xml) or not _refers(xml):
        return None
    return Seen(last, hides, errors, lacking, rich)


def _refers(xml: bytes) -> bool:
    """Return whether every ampersand of an XML text begins a reference to a character."""
    left = xml.count(b"&")
    for reference in _REFERENCES:
        left -= xml.count(reference) if left else 0
    return not left or left == len(_CHARACTER.findall(xml))
