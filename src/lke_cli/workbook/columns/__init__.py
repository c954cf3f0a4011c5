"""What each column of a sheet is, decided over all columns at once by what their cells hold and their titles say."""

from lke_cli.workbook.columns.decide import Columns

__all__ = ["Columns"]
