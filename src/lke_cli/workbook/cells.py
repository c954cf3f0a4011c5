"""Read a worksheet of an .xlsx as a stream of elements: right for whatever XML it is, and in memory that only what its
cells hold takes. Ten times slower than the reader of values (calamine), so only where that one cannot be trusted.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lke_cli.values import CellValue
from lke_cli.workbook.addresses import column_number
from lke_cli.workbook.archive import MAX_TEXT, Bounds, BrokenError, TooLargeError, parse

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespace of worksheets, as Excel writes it and as the strict form of the standard has it."""

_ADDRESS = re.compile(r"([A-Za-z]{0,3}+)([0-9]{1,9}+)")
_LONGEST_FORMAT = 200
SHOWS_NOTHING = ";;;"
"""The format of numbers that shows nothing of a cell."""
_NO_LEAP_DAY = 60
_HYPERLINK = "HYPERLINK("
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)

_Place = tuple[int, int]
Area = tuple[_Place, _Place]


def own_name(name: str) -> str:
    """Return the name of a worksheet's element without its namespace, ``""`` for one of another namespace."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace in MAIN else ""


class Styles:
    """Which styles of cells, by number, show numbers as dates (or times), and which as durations."""

    def __init__(
        self, dates: frozenset[int] = frozenset(), durations: frozenset[int] = frozenset(), *, since_1904: bool = False
    ) -> None:
        self._dates, self._durations = dates, durations
        self._epoch = _EPOCH_1904 if since_1904 else _EPOCH

    def value(self, number: float, style: str) -> CellValue:
        """Return a number as its cell shows it: a date, a time of the day, a duration, or a number."""
        kind = int(style) if style.isdigit() else 0
        if kind not in self._dates and kind not in self._durations:
            return number
        try:
            since = datetime.timedelta(milliseconds=round(number * 86_400_000))
            if kind in self._durations:
                return since
            if 0 <= number < 1:
                return (self._epoch + since).time()
            if number < _NO_LEAP_DAY and self._epoch == _EPOCH:
                since += datetime.timedelta(days=1)  # Excel counts a 29 February 1900
            moment = self._epoch + since
        except (OverflowError, ValueError):
            return number
        return moment.date() if moment.time() == datetime.time() else moment


def read_styles(xml: bytes, *, since_1904: bool) -> Styles:
    """Return the styles of a ``styles.xml``. Raises BrokenError."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats: dict[str, str] = {str(number): text for number, text in BUILTIN_FORMATS.items()}
    used: list[str] = []
    within = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        name = own_name(name)
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and within[-1] == "cellXfs":
            used.append(attributes.get("numFmtId", "0"))
        within.append(name)

    if xml:
        parse(xml, start, lambda _: within.pop(), namespaces=True)
    texts = [formats.get(number, "")[:_LONGEST_FORMAT] for number in used]
    durations = frozenset(number for number, text in enumerate(texts) if is_timedelta_format(text))
    dates = frozenset(number for number, text in enumerate(texts) if is_date_format(text))
    return Styles(dates - durations, durations, since_1904=since_1904)


class Looks(NamedTuple):
    """The numbers of the styles that cross out what a cell shows, of those that show nothing of it, and of the
    conditional formats that cross it out."""

    striking: frozenset[bytes] = frozenset()
    unseen: frozenset[bytes] = frozenset()
    conditional: frozenset[bytes] = frozenset()


def read_looks(xml: bytes) -> Looks:
    """Return which styles of a ``styles.xml`` cross out or show nothing. Raises BrokenError."""
    striking: list[bool] = []  # by font
    conditional: list[bool] = []  # by conditional format
    showing_nothing: set[str] = set()  # formats of numbers
    used: list[tuple[int, str]] = []  # the font and the format of numbers by style
    within = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        name = own_name(name)
        if name == "font" and within[-1] == "fonts":
            striking.append(False)
        elif name == "dxf" and within[-1] == "dxfs":
            conditional.append(False)
        elif name == "strike" and within[-2:] in (["fonts", "font"], ["dxf", "font"]):
            fonts_there = striking if within[-2] == "fonts" else conditional
            fonts_there[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "numFmt" and attributes.get("formatCode") == SHOWS_NOTHING:
            showing_nothing.add(attributes.get("numFmtId", ""))
        elif name == "xf" and within[-1] == "cellXfs":
            font = attributes.get("fontId", "0")
            used.append((int(font) if font.isdecimal() else 0, attributes.get("numFmtId", "")))
        within.append(name)

    if xml:
        parse(xml, start, lambda _: within.pop(), namespaces=True)
    fonts = set(_numbers(striking))
    return Looks(
        _as_written(number for number, (font, _) in enumerate(used) if font in fonts),
        _as_written(number for number, (_, shown) in enumerate(used) if shown in showing_nothing),
        _as_written(_numbers(conditional)),
    )


def _numbers(places: Iterable[bool]) -> Iterator[int]:
    return (number for number, there in enumerate(places) if there)


def _as_written(numbers: Iterable[int]) -> frozenset[bytes]:
    return frozenset(str(number).encode() for number in numbers)


def struck_texts(xml: bytes) -> frozenset[bytes]:
    """Return the numbers of the texts of a ``sharedStrings.xml`` all of whose letters are crossed out. Raises
    BrokenError."""
    whole: list[bool | None] = []  # by text: whether it is; None until a letter is seen
    within = [""]
    strikes = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal strikes
        name = own_name(name)
        if name == "si":
            whole.append(None)
        elif name == "r":
            strikes = False
        elif name == "strike":
            strikes = attributes.get("val", "1") not in ("0", "false")
        within.append(name)

    def text(data: str) -> None:
        if within[-1] == "t" and "rPh" not in within and data.strip():
            whole[-1] = whole[-1] is not False and strikes and "r" in within

    if xml:
        parse(xml, start, lambda _: within.pop(), text, namespaces=True)
    return frozenset(str(number).encode() for number, struck in enumerate(whole) if struck)


def read_shared(xml: bytes) -> list[str]:
    """Return the texts that cells share. Raises BrokenError."""
    texts: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        inside.append(own_name(name))

    def text(data: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(data)

    def end(_: str) -> None:
        if inside.pop() == "si":
            texts.append(unescaped("".join(pieces)))
            pieces.clear()

    if xml:
        parse(xml, start, end, text, namespaces=True)
    return texts


def unescaped(text: str) -> str:
    """Return a text with what Excel writes as ``_x000D_`` as the character that it is."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


class Cells:
    """Takes the elements of a worksheet as they come, with their namespaces. Raises BrokenError, TooLargeError.

    bounds: beyond which a cell that holds something raises TooLargeError; None keeps no values. Cells without content
    or with blanks alone are often far out, and harmless: they are left out. links: attributes of hyperlinks.
    """

    def __init__(self, bounds: Bounds | None = None, shared: Sequence[str] = (), styles: Styles | None = None) -> None:
        self.values: dict[_Place, CellValue] = {}
        self.formulas: dict[_Place, str] = {}
        self.links: list[dict[str, str]] = []
        self.merges: list[str] = []
        self.height = self.width = 0
        self._shared, self._styles = shared, styles or Styles()
        self._bounds = bounds
        self._text_left = MAX_TEXT
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._place = (0, 0)
        self._value: str | None = None
        self._inline: list[str] = []
        self._phonetic = 0
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        name = own_name(name)
        if name == "c":
            # One without an address stands where its row and the cells before it say.
            self._place = stated_place(attributes) or (self._row, self._column)
            self._column = self._place[1]
            self._cell, self._value = attributes, None
            self._inline.clear()
        elif name == "row":
            stated = stated_place(attributes)
            if stated is not None:
                self._row = stated[0]
        elif name in ("v", "f", "t"):
            self._text = []
        elif name == "rPh":
            self._phonetic += 1
        elif name == "hyperlink":
            self.links.append(attributes)
        elif name == "mergeCell":
            self.merges.append(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        """Take a text."""
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        name = own_name(name)
        if name == "c":
            if self._cell is not None and self._bounds is not None:
                self._end_cell(self._cell)
            self._cell = None
            self._column += 1
        elif name == "row":
            self._row, self._column = self._row + 1, 0
        elif name == "rPh":
            self._phonetic -= 1
        elif name in ("v", "f", "t") and self._text is not None:
            self._end_text(name, "".join(self._text))
            self._text = None

    def _end_text(self, name: str, text: str) -> None:
        if name == "f":
            if _HYPERLINK in text.upper():
                self.formulas[self._place] = text
        elif name == "v":
            self._value = text
        elif not self._phonetic:
            self._inline.append(text)

    def _end_cell(self, cell: dict[str, str]) -> None:
        value = self._read(cell)
        if value == "" or (isinstance(value, str) and value.isspace()):
            return
        row, column = self._place
        self._text_left -= len(value) if isinstance(value, str) else 0
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
        bounds = self._bounds
        if bounds is not None and (
            self.height > bounds.rows
            or self.width > bounds.columns
            or self.height * self.width > bounds.cells
            or self._text_left < 0
        ):
            raise TooLargeError
        self.values[row, column] = value

    def _read(self, cell: dict[str, str]) -> CellValue:
        kind, value = cell.get("t", "n"), self._value
        if kind == "inlineStr":
            return unescaped("".join(self._inline))
        if value is None or value == "":
            return ""
        if kind == "s":
            number = value.strip()
            if not number.isdigit() or int(number[:9]) >= len(self._shared):
                raise BrokenError("no such shared text")
            return self._shared[int(number[:9])]
        if kind == "b":
            return value.strip() in ("1", "true")
        if kind == "d":
            return _iso_date(value)
        if kind in ("str", "e"):
            return unescaped(value)
        try:
            number_value = float(value)
        except ValueError:
            return value
        return self._styles.value(number_value, cell.get("s", ""))

    def rows(self) -> list[list[CellValue]]:
        """Return the rows from A1 to the last cell that holds something, all of one width."""
        rows: list[list[CellValue]] = [[""] * self.width for _ in range(self.height)]
        for (row, column), value in self.values.items():
            rows[row][column] = value
        return rows


def _iso_date(text: str) -> CellValue:
    try:
        moment = datetime.datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return text
    return moment.date() if moment.time() == datetime.time() else moment


def stated_place(attributes: Mapping[str, str]) -> _Place | None:
    """Return the 0-based row and column that a cell or row states of itself, None where it states none."""
    if "r" not in attributes:
        return None
    address = _ADDRESS.fullmatch(attributes["r"])
    if address is None or address.group(2).strip("0") == "":
        raise BrokenError("no address")
    return int(address.group(2)) - 1, column_number(address.group(1))


def area(reference: str) -> Area | None:
    """Return the first and last cell of a reference such as ``S10`` or ``S10:S12``, None for any other text."""
    corners = [_ADDRESS.fullmatch(corner) for corner in reference[:40].split(":")]
    if not 1 <= len(corners) <= 2 or not all(corners):
        return None
    first, *last = [(int(c.group(2)) - 1, column_number(c.group(1))) for c in corners if c]
    end = last[0] if last else first
    return (min(first[0], end[0]), min(first[1], end[1])), (max(first[0], end[0]), max(first[1], end[1]))


def cells_of(place: Area) -> Iterator[_Place]:
    """Yield the cells of an area."""
    (top, left), (bottom, right) = place
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def area_around(place: tuple[int, int], areas: Iterable[Area]) -> Area | None:
    """Return the area in which a cell lies, None where it lies in none. Areas may be of millions of cells."""
    row, column = place
    within = (span for span in areas if span[0][0] <= row <= span[1][0] and span[0][1] <= column <= span[1][1])
    return next(within, None)
