"""The box of a comment, as VML, where it stands on its sheet."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from lke_cli.marking.xml import Element
from lke_cli.values import wrapped_lines

CellPlace = tuple[int, int]

_SPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_TYPE = (
    '<v:shapetype id="_x0000_t202"{} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}"{spaces} type="#_x0000_t202" '
    'style="position:absolute;width:{width}pt;height:{height}pt;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_WIDTH, _LINE, _EDGE = 320, 17, 14  # pixels of a box, a line of it, and around the lines
_IN_A_LINE = 46  # characters
_MOST_LINES = 30
_ROW, _COLUMN = 20, 64  # pixels of a row and a column that say nothing of themselves
_FAR = 400  # rows and columns that are looked at behind a comment
_GAP = 12


class CellGrid:
    """How high a sheet's rows and how wide its columns are, in pixels."""

    def __init__(self, root: Element) -> None:
        element = root.child("sheetFormatPr")
        default = element.attributes if element is not None else {}
        self._row = _pixels(default.get("defaultRowHeight"), 4 / 3, _ROW)
        self._column = _pixels(default.get("defaultColWidth"), 7, _COLUMN)
        self._rows: dict[int, int] = {}
        self._columns: list[tuple[int, int, int]] = []
        data, columns = root.child("sheetData"), root.child("cols")
        for row in data.each("row") if data is not None else ():
            about = row.attributes
            if about.get("hidden") in ("1", "true"):
                self._rows[_number(about.get("r"))] = 0
            elif "ht" in about:
                self._rows[_number(about.get("r"))] = _pixels(about["ht"], 4 / 3, _ROW)
        for column in columns.each("col") if columns is not None else ():
            about = column.attributes
            width = 0 if about.get("hidden") in ("1", "true") else _pixels(about.get("width"), 7, self._column)
            self._columns.append((_number(about.get("min")), _number(about.get("max")), width))

    def _height(self, row: int) -> int:
        return self._rows.get(row, self._row)

    def _width(self, column: int) -> int:
        return next((width for first, last, width in self._columns if first <= column <= last), self._column)

    def anchor(self, place: CellPlace, width: int, height: int) -> str:
        """Return where a box of so many pixels stands, right of a cell: column, pixels in it, row and pixels, twice."""
        row, column = place
        right, in_right = _reached([self._width(column + 1 + n) for n in range(_FAR)], width + _GAP)
        bottom, in_bottom = _reached([self._height(row + n) for n in range(_FAR)], height)
        numbers = (column + 1, _GAP, row, 0, column + 1 + right, in_right, row + bottom, in_bottom)
        return ", ".join(map(str, numbers))


def _pixels(text: str | None, factor: float, otherwise: int) -> int:
    try:
        return min(2_000, max(0, round(float(text or "") * factor)))
    except (ValueError, OverflowError):
        return otherwise


def _number(text: str | None) -> int:
    """Return the 0-based number of a row or column, -1 where none is told."""
    return int(text) - 1 if text and text.isdecimal() and len(text) < 8 else -1


def _reached(sizes: Sequence[int], wanted: int) -> tuple[int, int]:
    """Return in which of the sizes laid end to end a length ends, and how far in it."""
    ends = list(accumulate(sizes))
    number = bisect_right(ends, wanted)
    if number == len(ends):
        return number, 0
    return number, wanted - (ends[number - 1] if number else 0)


def new_drawing() -> bytes:
    """Return a drawing without shapes."""
    spaces = _undeclared(b"")
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    return f"<xml{spaces}>{layout}{_TYPE.format('')}</xml>".encode()


def shape_type(declared: bytes) -> str:
    """Return the kind of shape that boxes of comments are of. declared: the drawing's start tag."""
    return _TYPE.format(_undeclared(declared))


def shape(number: int, place: CellPlace, lines: Sequence[str], grid: CellGrid, declared: bytes) -> str:
    """Return the box of a comment. number: of the shape. declared: the drawing's start tag."""
    count = min(_MOST_LINES, sum(wrapped_lines(line, _IN_A_LINE) for line in lines) + 1)
    height = _LINE * count + _EDGE
    anchor = grid.anchor(place, _WIDTH, height)
    return _SHAPE.format(
        number=number,
        spaces=_undeclared(declared),
        width=_WIDTH * 3 // 4,
        height=height * 3 // 4,
        anchor=anchor,
        row=place[0],
        column=place[1],
    )


def _undeclared(declared: bytes) -> str:
    """Return declarations of the prefixes that a start tag does not declare."""
    lacking = [
        (prefix, space) for prefix, space in _SPACES.items() if f'xmlns:{prefix}="{space}"'.encode() not in declared
    ]
    return "".join(f' xmlns:{prefix}="{space}"' for prefix, space in lacking)
