"""A workbook that we write: one rule for text from outside, one look of tables, one page set-up, one way to end.

Every xlsx that leaves is written through here. A text is a text, whatever it begins with; a formula is ours alone; what
a page looks like on paper is decided in :meth:`WrittenSheet.page`.
"""

import datetime
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from lke_cli.beside import path_from
from lke_cli.in_memory import KeptBytes
from lke_cli.untrusted import one_line, spreadsheet_text, unbroken
from lke_cli.values import wrapped_lines

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
"""What a cell of a table holds: None is an empty one."""

LONGEST_TEXT = 32_000
"""Characters of a cell; Excel holds 32,767."""
ROWS = 1_048_575
"""Rows of a sheet, below its header."""
_NO_DATE = datetime.datetime(1980, 1, 1)
"""The zip format's first day: one input gives one file, byte for byte, whenever it is written."""
Above = Sequence[tuple[int, Cell, "Format | None"]]
"""A row above a table: the column, what stands there, and its format."""
_CHARACTER, _PADDING = 7.25, 4.0  # points that a character and a column take where the font is a wide one (DejaVu)
_BETWEEN_MARGINS = 784.0  # points of an A4 page that lies
_SMALLEST = 7.05 / 11  # of its size may be left of a text on paper: 7 points can be read
_SEVERAL_PAGES = 70  # percent of its size, where a sheet goes over several pages
_LONGEST_FOOTER = 80  # characters
_A4 = 9  # among the numbers that Excel knows papers by
_LINE, _HIGHEST = 15, 405  # points; Excel makes no row higher
_BOLD = 0.85  # of a column's width is left to bold letters, which are wider
_MOST_OF_NAME = 31  # characters of a sheet's name
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WEB = ("http://", "https://")
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """A workbook being written, as a context: it stands in its file once all went well, and not before.

    title: what its properties say. mark: the keyword by which this tool knows its own report. streamed: rows go to a
    temporary file as they are written, each below the one before, so that many of them take no memory.
    """

    def __init__(
        self, path: Path, title: str, *, mark: str = "", created: datetime.datetime = _NO_DATE, streamed: bool = False
    ) -> None:
        import xlsxwriter

        # In memory first: a zip file that a full disk ends half way says so once more, in Python's words, as it is
        # freed. A folder of our own for what XlsxWriter lays aside: it does not clear up where a disk is full.
        self._path, self._made = path, KeptBytes()
        self.title = title
        self._aside = tempfile.mkdtemp(prefix="lke-") if streamed else None
        options = {"constant_memory": True, "tmpdir": self._aside} if streamed else {"in_memory": True}
        self._book: Workbook = xlsxwriter.Workbook(self._made, {**_OPTIONS, **options})
        self._book.set_properties({"title": unbroken(title), "keywords": mark, "created": created})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            if kind is None:
                self._book.close()
                self._path.write_bytes(self._made.getbuffer())
        except FileCreateError as wrapped:
            raise wrapped.args[0] from wrapped  # the OSError that XlsxWriter wraps
        finally:
            self._clear()

    def _clear(self) -> None:
        """Remove what was laid aside; XlsxWriter closes it only where all went well, and Windows removes no open
        file."""
        if self._aside is None:
            return
        for sheet in self._book.worksheets():
            for file in {sheet.row_data_fh, sheet.fh} - {None}:
                with suppress(OSError, ValueError):
                    file.close()
        for _ in range(3):  # again where it fails, as while a virus scanner looks at what is new
            shutil.rmtree(self._aside, ignore_errors=True)
            if not os.path.lexists(self._aside):
                return

    def format(self, **properties: object) -> "Format":
        """Return the format with such properties (XlsxWriter's own names); the same one for the same."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(properties))
        return self._formats[key]

    @cached_property
    def head(self) -> "Format":
        """The format of a table's titles."""
        return self.format(bold=True, bg_color="#1F3864", font_color="#FFFFFF", border=1, text_wrap=True, valign="top")

    @property
    def folder(self) -> Path:
        """The folder that the workbook is written to."""
        return self._path.resolve().parent

    @cached_property
    def link(self) -> "Format":
        """The format of what leads elsewhere."""
        return self.format(font_color="#0563C1", underline=1, text_wrap=True, valign="top", border=1)

    @cached_property
    def heading(self) -> "Format":
        """The format of what stands above a table."""
        return self.format(bold=True, font_size=14)

    @cached_property
    def text(self) -> "Format":
        """The format of a wrapped text in a table."""
        return self.format(text_wrap=True, valign="top", border=1)

    def add(self, name: str) -> "WrittenSheet":
        """Add a sheet of that name, without what Excel allows in none; numbered where there is one of that name."""
        there = {sheet.get_name().lower() for sheet in self._book.worksheets()}
        names = (_sheet_name(name, f" ({number})" if number > 1 else "") for number in itertools.count(1))
        return WrittenSheet(self, self._book.add_worksheet(next(name for name in names if name.lower() not in there)))

    def table(
        self, name: str, columns: Sequence[tuple[str, float]], *, frozen: int = 1, above: "Sequence[Above]" = ()
    ) -> "WrittenSheet":
        """Add a sheet with a header row.

        columns: the title and the width in characters of each. frozen: how many of them stay as one scrolls. above:
        rows over the header, such as what the table is about; they too stand on each page.
        """
        sheet = self.add(name)
        sheet.head_row = head = len(above)
        for number, (_, width) in enumerate(columns):
            sheet.raw.set_column(number, number, width)
        for row, cells in enumerate(above):
            for column, value, format in cells:
                if isinstance(value, str):
                    sheet.text(row, column, value, format)
                elif value is not None:
                    sheet.number(row, column, value, format)
        sheet.height(head, [(title, width * _BOLD) for title, width in columns])
        for number, (title, _) in enumerate(columns):
            sheet.text(head, number, title, self.head)
        sheet.raw.freeze_panes(head + 1, frozen)
        sheet.page(repeated=head, widths=[width for _, width in columns], frozen=frozen)
        return sheet

    def wrapped_table(
        self,
        name: str,
        columns: Sequence[tuple[str, float]],
        rows: Iterable[Sequence[Cell]],
        *,
        frozen: int = 1,
        decimals: int = 2,
        formats: "dict[str, Format] | None" = None,
        above: "Sequence[Above]" = (),
    ) -> "WrittenSheet":
        """Add a sheet with a header row and rows whose texts are wrapped, each as high as its longest text.

        decimals: of numbers that are not whole. formats: of texts that have one of their own.
        """
        sheet = self.table(name, columns, frozen=frozen, above=above)
        number = self.format(num_format="0." + "0" * decimals, valign="top", border=1)
        last = sheet.head_row
        for last, row in enumerate(rows, sheet.head_row + 1):
            widths = [width for _, width in columns]
            sheet.height(last, [cell for cell in zip(row, widths, strict=True) if isinstance(cell[0], str)])
            for column, value in enumerate(row):
                if value is None:
                    sheet.blank(last, column, self.text)
                elif isinstance(value, str):
                    sheet.text(last, column, value, (formats or {}).get(value, self.text))
                else:
                    sheet.number(last, column, value, self.text if isinstance(value, int) else number)
        sheet.filter(last, len(columns))
        return sheet


class WrittenSheet:
    """A sheet being written. Rows and columns count from 0.

    raw: XlsxWriter's own sheet, for rules of colour, validations and protection; no text is written by it. head_row: of
    a table, the row of its titles.
    """

    def __init__(self, book: Book, raw: "Worksheet") -> None:
        self.book, self.raw = book, raw
        self.head_row = 0

    def text(self, row: int, column: int, text: str, format: "Format | None" = None) -> None:
        """Write a text from wherever it comes: it is never run."""
        self.raw.write_string(row, column, _safe(text), format)

    def number(self, row: int, column: int, value: float, format: "Format | None" = None) -> None:
        """Write a number."""
        self.raw.write_number(row, column, value, format)

    def formula(self, row: int, column: int, formula: str, value: Cell, format: "Format | None" = None) -> None:
        """Write a formula of our own, with the value that it has, for readers that do not calculate."""
        self.raw.write_formula(row, column, formula, format, "" if value is None else value)

    def blank(self, row: int, column: int, format: "Format") -> None:
        """Write an empty cell that has a format."""
        self.raw.write_blank(row, column, None, format)

    def link(self, row: int, column: int, url: str, text: str, format: "Format | None" = None) -> None:
        """Write a text that leads to a page of the web; any other address is not followed, and the text stands alone.

        url: as it came; what no address holds (blanks, control characters) makes it a text too.
        """
        safe = url.lower().startswith(_WEB) and url.isprintable() and not set(' "<>') & set(url)
        if not safe or self.raw.write_url(row, column, url, format, _safe(text)) != 0:
            self.text(row, column, text, format)

    def file(
        self, row: int, column: int, path: str, format: "Format | None" = None, *, shown: str | None = None
    ) -> None:
        """Write the name of a file (or what is shown for it), which leads to it where it is there and is a document, as
        seen from this workbook's folder."""
        where = None if "#" in path else path_from(self.book.folder, path)  # Excel ends a path there
        text = path if shown is None else shown
        if where is None or self.raw.write_url(row, column, f"external:{where}", self.book.link, _safe(text)) != 0:
            self.text(row, column, text, format)

    def place(self, row: int, column: int, sheet: str, target: int, text: str) -> None:
        """Write a text that leads to the beginning of a row of another sheet of this workbook."""
        url = f"internal:'{_sheet_name(sheet, '')}'!A{target + 1}"
        if self.raw.write_url(row, column, url, self.book.link, _safe(text)) != 0:
            self.text(row, column, text, self.book.text)

    def values(self, row: int, values: Sequence[Cell], formats: "Sequence[Format | None] | None" = None) -> None:
        """Write a row from its first column on; a None leaves its cell empty."""
        for column, (value, format) in enumerate(zip(values, formats or [None] * len(values), strict=True)):
            if isinstance(value, str):
                self.text(row, column, value, format)
            elif value is not None:
                self.number(row, column, value, format)

    def merged(self, row: int, first: int, last: int, text: str, format: "Format") -> None:
        """Write a text over several columns of a row."""
        self.raw.merge_range(row, first, row, last, "", format)
        self.text(row, first, text, format)

    def height(self, row: int, texts: Sequence[tuple[Any, float]], line: float = _LINE) -> None:
        """Make a row as high as its wrapped texts, which LibreOffice does not do by itself.

        texts: each with the width of its column, in characters. line: points of a line.
        """
        lines = max([1, *(wrapped_lines(text, width) for text, width in texts)])
        self.raw.set_row(row, min(line * lines, _HIGHEST))

    def filter(self, last: int, columns: int) -> None:
        """Let a table be filtered by its titles. last: its last row."""
        if last > self.head_row:
            self.raw.autofilter(self.head_row, 0, last, columns - 1)

    def page(self, *, repeated: int, widths: Sequence[float] = (), frozen: int = 1) -> None:
        """Set up the page: A4 lying, as wide as the sheet, the head on each page, numbered and dated.

        repeated: the head's last row. widths: of the columns; a sheet that would have to be made too small to read goes
        over several pages, each with its first columns (frozen).
        """
        self.raw.set_landscape()
        self.raw.set_paper(_A4)
        self.raw.set_margins(left=0.4, right=0.4, bottom=0.6)
        title = one_line(self.book.title, _LONGEST_FOOTER).replace("&", "&&")
        self.raw.set_footer(f"&L{title}&CHalaman &P dari &N&RDicetak &D", {"margin": 0.3})
        self.raw.repeat_rows(0, repeated)
        needed = sum(width * _CHARACTER + _PADDING for width in widths)
        if needed * _SMALLEST <= _BETWEEN_MARGINS:
            self.raw.fit_to_pages(1, 0)
        else:
            self.raw.set_print_scale(_SEVERAL_PAGES)
            self.raw.repeat_columns(0, max(0, frozen - 1))


def _safe(text: str) -> str:
    return spreadsheet_text(text)[:LONGEST_TEXT]


def _sheet_name(name: str, ending: str) -> str:
    plain = one_line(name.translate(_FORBIDDEN_IN_NAME)).strip("' ") or "Lembar"
    return plain[: _MOST_OF_NAME - len(ending)].rstrip("' ") + ending
