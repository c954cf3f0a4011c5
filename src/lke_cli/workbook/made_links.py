"""The address that a formula puts together from texts and cells: ``HYPERLINK(A1&"/SK.pdf")``. Nothing more is done."""

import re
from collections.abc import Callable

from lke_cli.patterns import later
from lke_cli.values import CellValue, as_text, is_error
from lke_cli.workbook.addresses import column_number

ValueAt = Callable[[int, int], CellValue]
"""What a cell of the sheet holds, by its 0-based row and column."""

_BEGIN = later(r"\bHYPERLINK\(\s*+", re.IGNORECASE)
_PART = later(
    r"\s*+(?:\"(?P<text>(?:[^\"]|\"\")*+)\"|\$?+(?P<column>[A-Z]{1,3})\$?+(?P<row>\d{1,7})(?![\w(!:.])|(?P<number>\d{1,15})(?![\w.])"
    r"|(?P<joined>CONCAT(?:ENATE)?)\()\s*+",
    re.IGNORECASE,
)
_DEEPEST = 5


def made_address(formula: str, value_at: ValueAt) -> str | None:
    """Return the address that a HYPERLINK formula puts together; None where a part is blank, an error, or anything but
    a text, a number, a cell of the same sheet, ``&`` and CONCATENATE of these."""
    begin = _BEGIN.search(formula)
    if begin is None:
        return None
    read = _Parts(formula, begin.end(), value_at)
    address = read.sum(",;)", _DEEPEST)
    return address.strip() or None if address is not None else None


class _Parts:
    """Reads an expression from a place of a formula on."""

    def __init__(self, formula: str, at: int, value_at: ValueAt) -> None:
        self._formula, self._at, self._value_at = formula, at, value_at

    def sum(self, ends: str, depth: int) -> str | None:
        """Return what parts joined by ``&`` give, up to one of ``ends``, which is passed."""
        parts = []
        while True:
            part = self._part(depth)
            after = self._formula[self._at : self._at + 1]
            self._at += 1
            if part is None or not after or after not in f"&{ends}":
                return None
            parts.append(part)
            if after != "&":
                return "".join(parts)

    def _part(self, depth: int) -> str | None:
        match = _PART.match(self._formula, self._at)
        if match is None or not depth:
            return None
        self._at = match.end()
        if match["text"] is not None:
            return match["text"].replace('""', '"')
        if match["number"]:
            return match["number"]
        return self._joined(depth - 1) if match["joined"] else self._cell(match["column"], match["row"])

    def _joined(self, depth: int) -> str | None:
        parts = []
        while True:
            part = self.sum(",;)", depth)
            if part is None:
                return None
            parts.append(part)
            if self._formula[self._at - 1] == ")":
                while self._formula[self._at : self._at + 1] == " ":
                    self._at += 1
                return "".join(parts)

    def _cell(self, column: str, row: str) -> str | None:
        text = as_text(self._value_at(int(row) - 1, column_number(column.upper())))
        return text if text.strip() and not is_error(text) else None
