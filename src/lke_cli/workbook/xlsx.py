"""The sheets of an .xlsx: values from calamine where a sheet is as programs write it, read here where it is not."""

from functools import cached_property

import python_calamine
from python_calamine import SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from lke_cli.values import CellValue
from lke_cli.workbook.cells import Area, Cells, area
from lke_cli.workbook.marks import NO_MARKS
from lke_cli.workbook.package import Bounds, BrokenError, Package, SheetPart
from lke_cli.workbook.plain import PlainSheet


class PackageBook:
    """An .xlsx or .xlsm, whose sheets are read when they are asked for."""

    def __init__(self, package: Package, bounds: Bounds) -> None:
        self.package = package
        self._bounds = bounds
        self._sheets = {sheet.name: number for number, sheet in enumerate(package.sheets)}

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in order."""
        return list(self._sheets)

    @property
    def sheets_metadata(self) -> list[SheetMetadata]:
        """What calamine says about its sheets."""
        kinds = {True: SheetTypeEnum.WorkSheet, False: SheetTypeEnum.ChartSheet}
        shown = {True: SheetVisibleEnum.Hidden, False: SheetVisibleEnum.Visible}
        return [SheetMetadata(s.name, kinds[s.is_worksheet], shown[s.hidden]) for s in self.package.sheets]

    @cached_property
    def _hidden(self) -> list[SheetPart]:
        return [sheet for sheet in self.package.sheets if sheet.hidden]

    @cached_property
    def _reader(self) -> "python_calamine.CalamineWorkbook | None":
        """Reads the sheets, and the first rows of those that are hidden."""
        return self._opened(self._hidden if len(self._sheets) > 1 else [])

    def _opened(self, glanced: list[SheetPart]) -> "python_calamine.CalamineWorkbook | None":
        try:
            return self.package.book(glanced)
        except (BrokenError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic of the reader is no Exception; its sheets are read here
            return None

    def get_sheet_by_name(self, name: str) -> PlainSheet:
        """Return a sheet. Raises BrokenError, TooLargeError."""
        number, sheet = self._found(name)
        package, part = self.package, sheet.part
        rows, merges = self._values(self._reader, number) if package.is_usual(part) else (None, ())
        if rows is None:
            cells = package.read(part)
            rows, merges = cells.rows(), _merges(cells)
        else:
            _put_errors(rows, package, part)
        return PlainSheet(name, sheet.hidden, rows, merges, package.marks(part))

    def beginning(self, name: str) -> PlainSheet:
        """Return the first rows of a sheet, without what is hidden or merged. Raises BrokenError, TooLargeError."""
        _, sheet = self._found(name)
        rows = None
        if len(self._sheets) > 1 and self.package.begins_as_usual(sheet.part):
            glanced = self._hidden if sheet.hidden else [sheet]
            reader = self._reader if sheet.hidden else self._opened(glanced)
            rows, _ = self._values(reader, len(self._sheets) + glanced.index(sheet))
        if rows is None:
            rows = self.package.read_beginning(sheet.part).rows()
        return PlainSheet(name, sheet.hidden, rows, (), NO_MARKS)

    def _found(self, name: str) -> tuple[int, SheetPart]:
        if name not in self._sheets:
            raise BrokenError(name)
        number = self._sheets[name]
        sheet = self.package.sheets[number]
        if not self.package.has(sheet.part):
            raise BrokenError("a sheet without a part")
        return number, sheet

    def _values(
        self, reader: "python_calamine.CalamineWorkbook | None", number: int
    ) -> tuple[list[list[CellValue]] | None, list[Area]]:
        """Return the rows of a sheet of calamine's, and its merged areas; None where it cannot read it."""
        if reader is None:
            return None, []
        try:
            sheet = reader.get_sheet_by_index(number)
            if sheet.total_height * sheet.total_width > self._bounds.cells:
                return None, []
            return sheet.to_python(skip_empty_area=False), list(sheet.merged_cell_ranges or ())
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic of the reader is no Exception
            return None, []


def _put_errors(rows: list[list[CellValue]], package: Package, part: str) -> None:
    for (row, column), shown in package.plain_errors(part).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown


def _merges(cells: Cells) -> list[Area]:
    return [place for place in map(area, cells.merges) if place is not None]
