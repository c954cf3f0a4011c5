"""Sheets of the formats that are read here and not by calamine, in calamine's shape."""

from collections.abc import Sequence

from python_calamine import SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from lke_cli.record import record
from lke_cli.values import CellValue
from lke_cli.workbook.archive import BrokenError, TooLargeError
from lke_cli.workbook.marks import NO_MARKS, Marks


@record
class PlainSheet:
    """A sheet's values from A1 on; all rows are of one width. too_large: it was not read."""

    name: str
    hidden: bool
    rows: list[list[CellValue]]
    merged_cell_ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    marks: Marks = NO_MARKS
    too_large: bool = False

    @property
    def total_height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def total_width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def to_python(self, *, skip_empty_area: bool) -> list[list[CellValue]]:
        """Return the rows."""
        del skip_empty_area
        return self.rows


class PlainBook:
    """A workbook that was read whole. properties: the document's own, as it holds them."""

    def __init__(self, sheets: Sequence[PlainSheet], properties: bytes = b"") -> None:
        self.sheets, self.properties = sheets, properties
        self._by_name = {sheet.name: sheet for sheet in reversed(sheets)}  # the first of a name

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in order."""
        return [sheet.name for sheet in self.sheets]

    @property
    def sheets_metadata(self) -> list[SheetMetadata]:
        """What calamine says about its sheets."""
        visible, hidden = SheetVisibleEnum.Visible, SheetVisibleEnum.Hidden
        return [SheetMetadata(s.name, SheetTypeEnum.WorkSheet, hidden if s.hidden else visible) for s in self.sheets]

    def get_sheet_by_name(self, name: str) -> PlainSheet:
        """Return a sheet. Raises BrokenError, TooLargeError."""
        if name not in self._by_name:
            raise BrokenError(name)
        sheet = self._by_name[name]
        if sheet.too_large:
            raise TooLargeError
        return sheet
