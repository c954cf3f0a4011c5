"""Read an OpenDocument spreadsheet (.ods) as a stream.

A cell or row may be repeated a million times in a few bytes; the reader of .xlsx (calamine) would allocate them all,
and it shows errors such as ``#DIV/0!`` as empty cells.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from functools import cache

from lke_cli.values import CellValue
from lke_cli.workbook.archive import MAX_COLUMNS, MAX_ROWS, BrokenError, TooLargeError, sheet_name
from lke_cli.workbook.cells import Area, area
from lke_cli.workbook.marks import Marks
from lke_cli.workbook.package import Package
from lke_cli.workbook.plain import PlainSheet

_CELLS = ("table:table-cell", "table:covered-table-cell")
_ERROR = re.compile(r"#[A-Z0-9/]{1,20}+[!?]?+|Err:\d{1,6}+")
_DURATION = re.compile(r"PT(\d{1,6}+)H(\d{1,6}+)M(\d{1,6}+)(?:[.,](\d++))?+S")
_STRIKES = ("style:text-line-through-style", "style:text-line-through-type")
_TARGET = re.compile(r"\.([A-Z]{1,3}+[0-9]{1,7}+)(?::(?:'[^']*+'|[^\s':.]*+)\.([A-Z]{1,3}+[0-9]{1,7}+))?+")
_MOST_AREAS = 100
_MOST_SPACES = 1_000
_MOST_TEXT = 50_000_000  # characters of all cells


def ods_sheets(package: Package, limit: int) -> list[PlainSheet]:
    """Return the sheets of an .ods file. limit: cells that all of them may span. Raises BrokenError, TooLargeError."""
    reader = _Content(limit, lambda: _named_striking(package))
    package.archive.parse(package.archive.xml("content.xml"), reader.start, reader.end, reader.text)
    if not reader.is_spreadsheet:
        raise BrokenError("no spreadsheet")
    return reader.sheets


def _named_striking(package: Package) -> set[str]:
    """Return the names of the styles that cells share by name and that cross out what they show."""
    reader = _Content(0, set)
    if package.archive.has("styles.xml"):
        package.archive.parse(package.archive.xml("styles.xml"), reader.start, None)
    return reader.striking


class _Content:
    """Takes the elements of a content.xml as they come. named: gives the styles of another part that cross out."""

    def __init__(self, limit: int, named: Callable[[], set[str]]) -> None:
        self._named = cache(named)
        self.sheets: list[PlainSheet] = []
        self.is_spreadsheet = False
        self._left = limit
        self._style = ""
        self._hidden_styles: set[str] = set()
        self.striking: set[str] = set()
        self._shown_style = self._target = ""
        self._tables = 0
        self._too_large = False
        self._text_left = _MOST_TEXT
        self._marks = _Marks()
        self._name, self._hidden = "", False
        self._rows: list[list[CellValue]] = []
        self._row: list[CellValue] = []
        self._width = self._empty_rows = self._empty_cells = 0
        self._repeated_row = self._repeated_cell = 1
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._in_text = self._in_note = 0
        self._has_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "office:spreadsheet":
            self.is_spreadsheet = True
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
            self._shown_style = attributes.get("style:display-name", self._style)
        elif name == "style:table-properties":
            if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
        elif name == "style:text-properties":
            if any(attributes.get(kind, "none") != "none" for kind in _STRIKES):
                self.striking.update((self._style, self._shown_style))
        elif name == "table:table":
            self._start_table(attributes)
        elif self._tables == 1 and not self._too_large:
            self._start_in_table(name, attributes)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            self._name = sheet_name(attributes.get("table:name", ""))
            self._hidden = attributes.get("table:style-name") in self._hidden_styles
            self._rows, self._width, self._empty_rows = [], 0, 0
            self._marks, self._too_large = _Marks(), False

    def _start_in_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-row":
            self._repeated_row = _times(attributes, "table:number-rows-repeated")
            self._row, self._empty_cells = [], 0
            self._marks.row(attributes, self._repeated_row)
        elif name == "table:table-column":
            self._marks.column(attributes, _times(attributes, "table:number-columns-repeated"))
        elif name in _CELLS:
            self._repeated_cell = _times(attributes, "table:number-columns-repeated")
            self._marks.cell(attributes, self._repeated_cell)
            if attributes.get("table:style-name") in self.striking:
                self._marks.strike(self._repeated_cell)
            self._cell, self._pieces, self._has_text = attributes, [], False
        elif name == "calcext:conditional-format":
            self._target = attributes.get("calcext:target-range-address", "")
        elif name == "calcext:condition":
            style = attributes.get("calcext:apply-style-name", "")
            if style in self.striking or style in self._named():
                self._marks.strike_perhaps(self._target)
        elif name == "office:annotation":
            self._in_note += 1
        elif self._cell is not None and not self._in_note:
            self._start_in_cell(name, attributes)

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p":
            self._in_text += 1
            self._has_text = True
            if self._pieces:
                self._pieces.append("\n")
        elif name == "text:s":
            spaces = _times(attributes, "text:c")
            if spaces > _MOST_SPACES:
                raise TooLargeError
            self.text(" " * spaces)
        elif name in ("text:tab", "text:line-break"):
            self.text("\t" if name == "text:tab" else "\n")
        elif name == "text:a" and not attributes.get("xlink:href", "#").startswith("#"):
            self._marks.link()

    def text(self, data: str) -> None:
        if self._in_text and not self._in_note:
            self._text_left -= len(data)
            if self._text_left < 0:
                raise TooLargeError
            self._pieces.append(data)

    def end(self, name: str) -> None:
        if name == "table:table":
            self._tables -= 1
            if self._tables == 0:
                self._end_sheet()
        elif self._tables != 1:
            return
        elif name == "office:annotation":
            self._in_note -= 1
        elif name == "text:p" and not self._in_note:
            self._in_text = max(0, self._in_text - 1)
        elif name in _CELLS and self._cell is not None:
            text = "".join(self._pieces)
            value = _value(self._cell, text)
            if self._has_text and not text and value != "":  # a text is written for it, and it is empty
                self._marks.unseen(self._repeated_cell)
            self._end_cell(value)
            self._cell = None
        elif name == "table:table-row":
            self._end_row()

    def _end_cell(self, value: CellValue) -> None:
        if value == "" or (isinstance(value, str) and value.isspace()):
            self._empty_cells += self._repeated_cell
            return
        if not self._has_room(1, len(self._row) + self._empty_cells + self._repeated_cell):
            return
        self._row += [""] * self._empty_cells + [value] * self._repeated_cell
        self._empty_cells = 0

    def _end_row(self) -> None:
        if not self._row:
            self._empty_rows += self._repeated_row
            return
        self._width = max(self._width, len(self._row))
        if not self._has_room(len(self._rows) + self._empty_rows + self._repeated_row, self._width):
            return
        self._rows += [[] for _ in range(self._empty_rows)]
        self._rows += [list(self._row) for _ in range(self._repeated_row)]
        self._empty_rows = 0

    def _end_sheet(self) -> None:
        if self._too_large:
            self.sheets.append(PlainSheet(self._name, self._hidden, [], too_large=True))
            return
        for row in self._rows:
            row += [""] * (self._width - len(row))
        self._left -= len(self._rows) * self._width
        marks = self._marks
        self.sheets.append(PlainSheet(self._name, self._hidden, self._rows, marks.merges, marks.known()))

    def _has_room(self, height: int, width: int) -> bool:
        """Return whether a sheet may span so many cells; one that may not is left, and its cells forgotten."""
        if height * width > self._left:
            self._too_large = True
            self._rows, self._row = [], []
        return not self._too_large


_MAKES_LINK = re.compile(r"""(?:of:|oooc:)?=HYPERLINK\((?!\s*"#)""", re.IGNORECASE)


class _Marks:
    """Takes a sheet's columns, rows and cells in order: which are hidden, merged, crossed out, or not computed."""

    def __init__(self) -> None:
        self.merges: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._columns: set[int] = set()
        self._rows: set[int] = set()
        self._filtered: set[int] = set()
        self._uncomputed: set[tuple[int, int]] = set()
        self._linked: set[tuple[int, int]] = set()
        self._struck: set[tuple[int, int]] = set()
        self._unseen: set[tuple[int, int]] = set()
        self._perhaps_struck: list[Area] = []
        self._last_cell = 0, 0
        self._next_column = self._row = self._next_row = self._next_cell = 0

    def known(self) -> Marks:
        columns, rows, filtered = frozenset(self._columns), frozenset(self._rows), frozenset(self._filtered)
        linked, struck, unseen = frozenset(self._linked), frozenset(self._struck), frozenset(self._unseen)
        perhaps = tuple(self._perhaps_struck[:_MOST_AREAS])
        uncomputed = frozenset(self._uncomputed)
        return Marks(
            columns, rows, filtered, uncomputed, linked=linked, struck=struck, unseen=unseen, perhaps_struck=perhaps
        )

    def column(self, attributes: dict[str, str], times: int) -> None:
        if attributes.get("table:visibility", "visible") != "visible":
            self._columns.update(range(self._next_column, min(self._next_column + times, MAX_COLUMNS)))
        self._next_column += times

    def row(self, attributes: dict[str, str], times: int) -> None:
        self._row, self._next_row, self._next_cell = self._next_row, self._next_row + times, 0
        visibility = attributes.get("table:visibility", "visible")
        if visibility != "visible":
            rows = range(self._row, min(self._next_row, MAX_ROWS))
            self._rows.update(rows)
            if visibility == "filter":
                self._filtered.update(rows)

    def cell(self, attributes: dict[str, str], times: int) -> None:
        place, self._next_cell = (self._row, self._next_cell), self._next_cell + times
        self._last_cell = place
        if _MAKES_LINK.match(attributes.get("table:formula", "")):
            self.link()
        if "table:formula" in attributes and "office:value-type" not in attributes:
            self._uncomputed.add(place)
        down = _times(attributes, "table:number-rows-spanned")
        right = _times(attributes, "table:number-columns-spanned")
        if down > 1 or right > 1:
            self.merges.append((place, (place[0] + down - 1, place[1] + right - 1)))

    def strike(self, times: int) -> None:
        """Take the last cells, which are equal, as crossed out."""
        self._struck.update(self._last(times))

    def unseen(self, times: int) -> None:
        """Take the last cells, which are equal, as showing nothing of what they hold."""
        self._unseen.update(self._last(times))

    def _last(self, times: int) -> Iterator[tuple[int, int]]:
        row, column = self._last_cell
        return ((row, column + number) for number in range(min(times, MAX_COLUMNS)))

    def strike_perhaps(self, target: str) -> None:
        """Take the areas of a conditional format, such as ``LKE.F2:LKE.F200``, as crossed out under a condition."""
        references = (":".join(filter(None, corners)) for corners in _TARGET.findall(target))
        self._perhaps_struck += filter(None, map(area, references))

    def link(self) -> None:
        """Take the last cell as one behind which an address lies."""
        self._linked.add(self._last_cell)


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _value(cell: dict[str, str], text: str) -> CellValue:
    kind = cell.get("office:value-type", "")
    if cell.get("calcext:value-type") == "error" or (text and _ERROR.fullmatch(text)):
        return text or "#N/A"
    if kind in ("float", "percentage", "currency"):
        return float(cell["office:value"]) if "office:value" in cell else text
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    if kind == "date":
        return _date(cell.get("office:date-value", "")) or text
    if kind == "time":
        return _time(cell.get("office:time-value", "")) or text
    return cell.get("office:string-value", text)


def _date(stated: str) -> CellValue:
    try:
        if "T" not in stated:
            return datetime.date.fromisoformat(stated)
        moment = datetime.datetime.fromisoformat(stated)
    except ValueError:
        return stated
    return moment if moment.time() != datetime.time() else moment.date()


def _time(stated: str) -> CellValue:
    match = _DURATION.fullmatch(stated)
    if match is None:
        return stated
    hours, minutes, seconds = (int(part) for part in match.group(1, 2, 3))
    if hours < 24 and minutes < 60 and seconds < 60:
        return datetime.time(hours, minutes, seconds)
    return datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
