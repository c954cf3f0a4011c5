"""What of a sheet is not seen, or seen otherwise than its values say: hidden, filtered, crossed out, not computed,
pictures, links.

Read by patterns, and only where a sheet holds such a thing: most hold none.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from lke_cli.patterns import later
from lke_cli.workbook.addresses import column_number
from lke_cli.workbook.cells import Area, Looks, area, cells_of

_NARROW, _FLAT = 0.25, 1.0  # columns narrower (characters) and rows lower (points) than this show nothing
_LAST = 16_384
_MOST_AREAS = 100  # filters of a sheet, and tables on it, that are looked at; a form has one
_MAY_HIDE_COLUMNS = later(rb"""hidden|\swidth\s*+=\s*+["']0""")
_MAY_HIDE = (b"hidden", b' ht="0', b" ht='0")
_COL = later(rb"<(?:\w++:)?+col\s([^<>]*+)>")
_ROW = later(rb"<(?:\w++:)?+row\b([^<>]*+)>")
_CELL = later(rb"<(?:\w++:)?+c\s([^<>]*+)>")
_SHARED_CELL = later(rb"<(?:\w++:)?+c\s([^<>]*+)>\s*+<(?:\w++:)?+v\b[^<>]*+>\s*+(\d++)")
_FORMULA_CELL = later(
    rb"<(?:\w++:)?+c\s([^<>]*+)>\s*+<(?:\w++:)?+f(?:\s[^<>]*+)?+>"
    rb"([^<]*+)(?:</(?:\w++:)?+f\s*+>)?+\s*+(<(?:\w++:)?+v\b[^<>]*+>[^<]?+)?+"
)
_LACKING_CELL = later(
    rb"<(?:\w++:)?+c\s([^<>]*+)>\s*+<(?:\w++:)?+f(?:\s[^<>]*+)?+>"
    rb"(?:[^<]*+)(?:</(?:\w++:)?+f\s*+>)?+\s*+(?!<(?:\w++:)?+v\b[^<>]*+>[^<])(<(?:\w++:)?+v\b)?+"
)
_ATTRIBUTE = later(rb"""(?<![\w:])([\w:]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_FILTER = later(rb"<(?:\w++:)?+autoFilter\s([^<>]*+)>")
_FILTER_END = later(rb"</(?:\w++:)?+autoFilter\s*+>")
_PLACE = later(rb"([A-Z]{1,3}+)(\d{1,7}+)")
_PLAIN_PLACE = later(rb'r="([A-Z]{1,3}+)(\d{1,7}+)"')
_CONDITIONAL = later(rb"<(?:\w++:)?+(conditionalFormatting|cfRule)\s([^<>]*+)>")
_EXTENDED_AREA = later(rb"<xm:sqref>([^<]*+)</xm:sqref>")
_STRIKES = later(rb"""<(?:\w++:)?+strike(?:\s++val\s*+=\s*+["'](?:1|true)["'])?+\s*+/>""")
_LINK = later(rb"<(?:\w++:)?+hyperlink\s([^<>]*+)>")
_MOST_LINKED = 1_000  # cells of one link, and links of a sheet, that are looked at; a form has fewer
_ROWS = later(rb"\$?+[A-Z]{1,3}+\$?+(\d{1,7}+)(?::\$?+[A-Z]{1,3}+\$?+(\d{1,7}+))?+")

_MAKES_LINK = later(rb"""HYPERLINK\((?!\s*+(?:"|&quot;)#)""")

_Cells = frozenset[tuple[int, int]]


class Marks(NamedTuple):
    """What is hidden and so on, as ``Sheet`` says it. linked: cells with an address behind what they show. struck:
    cells whose text is crossed out; unseen: cells whose format shows nothing; perhaps_struck: areas that are crossed
    out under a condition."""

    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    uncomputed: _Cells = frozenset()
    pictures: _Cells = frozenset()
    linked: _Cells = frozenset()
    struck: _Cells = frozenset()
    unseen: _Cells = frozenset()
    perhaps_struck: tuple[Area, ...] = ()


NO_MARKS = Marks()


class Seen(NamedTuple):
    """What a first look at a worksheet saw: its last row, and whether something in it may be as said.

    hides: a row is hidden. errors: a cell shows an error. lacks_values: a formula has no stored value. rich: a cell
    shows a value of another kind, which may be a picture.
    """

    height: int
    hides: bool
    errors: bool
    lacks_values: bool
    rich: bool


UNSEEN = Seen(0, hides=True, errors=True, lacks_values=True, rich=True)


def read_marks(
    xml: bytes,
    tables: Callable[[], Iterable[bytes]],
    seen: Seen,
    looks: Looks = Looks(),  # noqa: B008 (a frozen value)
    struck_texts: Collection[bytes] = (),
) -> Marks:
    """Return the marks of a worksheet of an .xlsx. tables: gives the XML of the tables on it. looks: the styles that
    cross out or show nothing; struck_texts: the numbers of the shared texts that are crossed out themselves."""
    marks = NO_MARKS
    if _MAY_HIDE_COLUMNS.search(xml, 0, max(0, xml.find(b"sheetData"))):
        marks = marks._replace(hidden_columns=frozenset(_hidden_columns(xml)))
    if seen.hides:
        rows = frozenset(_hidden_rows(xml))
        filtered = frozenset(_filtered(xml, tables, rows)) if rows else rows
        marks = marks._replace(hidden_rows=rows, filtered_rows=filtered)
    if seen.lacks_values:
        marks = marks._replace(uncomputed=frozenset(_uncomputed(xml)))
    pictures: set[tuple[int, int]] = set()
    if seen.rich:
        pictures.update(_places(tag for tag in _CELL.findall(xml) if b" vm=" in b" " + tag))
    if b"DISPIMG(" in xml:  # as WPS Office puts a picture into a cell
        pictures.update(_places(tag for tag, formula, _ in _FORMULA_CELL.findall(xml) if b"DISPIMG(" in formula))
    if looks.striking:
        marks = marks._replace(struck=_in_styles(xml, looks.striking))
    if looks.unseen:
        marks = marks._replace(unseen=_in_styles(xml, looks.unseen))
    if xml.find(b"cfRule", max(0, xml.rfind(b"sheetData"))) >= 0:
        marks = marks._replace(perhaps_struck=tuple(islice(_conditional(xml, looks.conditional), _MOST_AREAS)))
    if struck_texts:
        tags = (tag for tag, text in _SHARED_CELL.findall(xml) if text in struck_texts and _shows_shared(tag))
        marks = marks._replace(struck=marks.struck.union(_places(tags)))
    linked = set(_linked(xml))
    return marks._replace(pictures=frozenset(pictures), linked=frozenset(linked)) if pictures or linked else marks


def _in_styles(xml: bytes, styles: Collection[bytes]) -> _Cells:
    return frozenset(_places(tag for tag in _CELL.findall(xml) if _attributes(tag).get(b"s") in styles))


def _conditional(xml: bytes, formats: Collection[bytes]) -> Iterator[Area]:
    """Yield the areas to which a rule gives one of these conditional formats."""
    reference = b""
    for kind, tag in _CONDITIONAL.findall(xml, max(0, xml.rfind(b"sheetData"))):
        if kind == b"conditionalFormatting":
            reference = _attributes(tag).get(b"sqref", b"")
        elif _attributes(tag).get(b"dxfId") in formats:
            yield from filter(None, map(_area, reference.split()))
    if b"x14:cfRule" in xml:
        yield from _extended(xml)


def _extended(xml: bytes) -> Iterator[Area]:
    """Yield the areas that a rule of Excel's own extension crosses out: it holds its format itself."""
    for rules in xml.split(b"<x14:conditionalFormatting ")[1:]:
        own = rules.partition(b"</x14:conditionalFormatting>")[0]
        if _STRIKES.search(own):
            for areas in _EXTENDED_AREA.findall(own):
                yield from filter(None, map(_area, areas.split()))


def _linked(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield the cells behind which an address lies, and those whose formula makes one; a place in the workbook is
    none."""
    for match in islice(_LINK.finditer(xml, max(0, xml.rfind(b"sheetData"))), _MOST_LINKED):
        link = _attributes(match.group(1))
        if any(name.endswith(b":id") for name in link):
            yield from islice(_cells(link.get(b"ref", b"")), _MOST_LINKED)
    if b"HYPERLINK(" in xml:
        cells = ((tag, formula.strip()) for tag, formula, _ in _FORMULA_CELL.findall(xml))
        yield from _places(tag for tag, formula in cells if _MAKES_LINK.match(formula))


def _cells(reference: bytes) -> Iterator[tuple[int, int]]:
    there = _area(reference)
    return cells_of(there) if there is not None else iter(())


def _area(reference: bytes) -> Area | None:
    return area(reference.replace(b"$", b"").decode("ascii", "replace"))


def _shows_shared(tag: bytes) -> bool:
    return _attributes(tag).get(b"t") == b"s"


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def _is_true(value: bytes | None) -> bool:
    return value in (b"1", b"true")


def _number(value: bytes | None, default: float) -> float:
    try:
        return default if value is None else float(value)
    except ValueError:
        return default


def _hidden_columns(xml: bytes) -> Iterator[int]:
    edges: Counter[int] = Counter()  # how many more hidden areas begin at a column than end before it
    for tag in _COL.findall(xml, 0, max(0, xml.find(b"sheetData"))):
        column = _attributes(tag)
        if _is_true(column.get(b"hidden")) or _number(column.get(b"width"), 9) < _NARROW:
            first, last = _number(column.get(b"min"), 0), _number(column.get(b"max"), 0)
            if 1 <= first <= min(last, _LAST):
                edges[int(first) - 1] += 1
                edges[int(min(last, _LAST))] -= 1
    hiding = 0
    for first, last in pairwise(sorted(edges)):
        hiding += edges[first]
        if hiding:
            yield from range(first, last)


def _hidden_rows(xml: bytes) -> Iterator[int]:
    number = 0
    for tag in _ROW.findall(xml):
        row = _attributes(tag)
        number = int(_number(row.get(b"r"), number + 1))
        if _is_true(row.get(b"hidden")) or _number(row.get(b"ht"), 15) < _FLAT:
            yield number - 1


def _filtered(xml: bytes, tables: Callable[[], Iterable[bytes]], hidden: Iterable[int]) -> Iterator[int]:
    """Yield those of the hidden rows that lie in the area of a filter that leaves some out."""
    areas = list(_filter_areas(xml))
    if b"tablePart" in xml:
        areas += [area for table in islice(tables(), _MOST_AREAS) for area in _filter_areas(table)]
    areas = list(dict.fromkeys(areas))[:_MOST_AREAS]
    for row in hidden:
        if any(top <= row <= bottom for top, bottom in areas):
            yield row


def _filter_areas(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield the first and last row below the head of the areas that are filtered by what stands in a column."""
    for match in islice(_FILTER.finditer(xml), _MOST_AREAS):
        closing = _FILTER_END.search(xml, match.end())
        if closing is None:
            break
        if match.group(1).endswith(b"/") or b"filterColumn" not in xml[match.end() : closing.start()]:
            continue
        rows = _ROWS.fullmatch(_attributes(match.group(1)).get(b"ref", b""))
        if rows is not None:
            yield int(rows.group(1)), int(rows.group(2) or rows.group(1)) - 1


def _uncomputed(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield the cells with a formula and no stored value; an empty text is a value."""
    for tag, shows in _LACKING_CELL.findall(xml):
        if not shows or _attributes(tag).get(b"t") != b"str":
            yield from _places([tag])


def _places(tags: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the 0-based row and column of the cells that say where they stand."""
    for tag in tags:
        plain = _PLAIN_PLACE.match(tag)
        if plain is not None:
            yield int(plain[2]) - 1, column_number(plain[1].decode())
            continue
        place = _PLACE.fullmatch(_attributes(tag).get(b"r", b""))
        if place is not None:
            yield int(place.group(2)) - 1, column_number(place.group(1).decode())
