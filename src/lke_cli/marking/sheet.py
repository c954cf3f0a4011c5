"""A worksheet with cells coloured and written anew; all else of it stays as it is, byte for byte.

Cells are coloured by conditional formats, whose formula tells them from those of the form: a cell's own format, and
with it its number format, border, font and protection, is not touched, and the colour is taken away again with them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lke_cli.marking.parts import OFFICE
from lke_cli.marking.shape import CellPlace
from lke_cli.marking.xml import Changes, Element, insert_in_order, shown, with_attributes
from lke_cli.results import MARK_TONES, MarkTone
from lke_cli.workbook import BrokenError, area, column_letters

OURS = 'LEN("lke annotate")>0'
"""The formula of our own conditional formats: it is always true."""
_ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
"""The order of a worksheet's elements: ISO/IEC 29500-1, CT_Worksheet."""


class Written(NamedTuple):
    """What a cell is to hold: a text, a number, or a formula (with its value where it is known)."""

    text: str | None = None
    number: float | None = None
    formula: str | None = None


def marked_sheet(
    xml: bytes,
    root: Element,
    *,
    tones: Mapping[CellPlace, MarkTone],
    formats: Mapping[MarkTone, int],
    drawing: str | None,
) -> bytes:
    """Return a sheet with cells coloured. root: of the sheet's XML.

    formats: the number of the differential format of each tone. drawing: the identity of a drawing of comments that the
    sheet does not name yet.
    """
    changes = Changes(xml)
    others = _without_ours(changes, root)
    used = [tone for tone in MARK_TONES if tone in tones.values()]
    _make_room(changes, others, len(used))
    conditional = "".join(
        _conditional(root, [place for place, its in tones.items() if its == tone], formats[tone], priority)
        for priority, tone in enumerate(used, 1)
    )
    if conditional:
        insert_in_order(changes, root, _ORDER, conditional, "conditionalFormatting")
    if drawing is not None:
        new = f'<{root.tag("legacyDrawing")} xmlns:r="{OFFICE}" r:id="{drawing}"/>'
        insert_in_order(changes, root, _ORDER, new, "legacyDrawing")
    return changes.made()


def rewritten(xml: bytes, root: Element, written: Mapping[CellPlace, Written], stale: Collection[CellPlace]) -> bytes:
    """Return a sheet with cells written anew. stale: cells whose formula stays, but not the value that it had. Raises
    BrokenError where a cell cannot be written."""
    changes = Changes(xml)
    _write(changes, xml, root, written, stale)
    return changes.made()


def _without_ours(changes: Changes, root: Element) -> list[Element]:
    """Take out our own conditional formats; return the rules of all others, those of extensions too."""
    kept = []
    for conditional in root.each("conditionalFormatting"):
        rules = list(conditional.each("cfRule"))
        ours = [rule for rule in rules if any(element.text.strip() == OURS for element in rule.each("formula"))]
        if ours and len(ours) == len(rules):
            changes.remove(conditional)
            continue
        for rule in ours:
            changes.remove(rule)
        kept += [rule for rule in rules if rule not in ours]
    for extension in root.each("extLst"):
        kept += [element for element in extension.walk() if element.name == "cfRule"]
    return kept


def _make_room(changes: Changes, rules: Iterable[Element], count: int) -> None:
    """Let other rules come behind ours: the lowest priority wins, and two may not share one."""
    numbered = [
        (rule, int(priority)) for rule in rules if (priority := rule.attributes.get("priority", "")).isdecimal()
    ]
    lacking = count + 1 - min((number for _, number in numbered), default=count + 1)
    if lacking > 0:
        for rule, number in numbered:
            changes.set(rule, priority=str(number + lacking))


def _conditional(root: Element, places: Sequence[CellPlace], format: int, priority: int) -> str:
    whole, rule, formula = (root.tag(name) for name in ("conditionalFormatting", "cfRule", "formula"))
    cells = " ".join(map(cell_address, sorted(places)))
    return (
        f'<{whole} sqref="{cells}"><{rule} type="expression" dxfId="{format}" priority="{priority}">'
        f"<{formula}>{shown(OURS)}</{formula}></{rule}></{whole}>"
    )


def cell_address(place: CellPlace) -> str:
    """Return a place as ``K12``."""
    return f"{column_letters(place[1])}{place[0] + 1}"


def _write(
    changes: Changes,
    xml: bytes,
    root: Element,
    written: Mapping[CellPlace, Written],
    stale: Collection[CellPlace],
) -> None:
    data = root.child("sheetData")
    left = dict(written)
    for row in data.each("row") if data is not None and (left or stale) else ():
        for cell in row.each("c"):
            where = area(cell.attributes.get("r", ""))
            if where is None:
                raise BrokenError("a cell without an address")
            new = left.pop(where[0], None)
            if new is not None:
                changes.replace(cell.start, cell.end, _cell(cell, new))
            elif where[0] in stale:
                changes.replace(cell.start, cell.end, _without_value(xml, cell))
    if left:
        _add(changes, root, left)


def _without_value(xml: bytes, cell: Element) -> bytes:
    """Return a cell with its formula, but not what it gave: a program that opens the workbook computes it."""
    formula = cell.child("f")
    if formula is None:
        raise BrokenError("no formula")
    head = with_attributes(xml[cell.start : cell.head], t=None)
    return head + xml[formula.start : formula.end] + f"</{cell.tag('c')}>".encode()


def _add(changes: Changes, root: Element, new: Mapping[CellPlace, Written]) -> None:
    """Add cells that the sheet's XML has not: a form leaves out what is empty. Rows and cells stand in order."""
    data = root.child("sheetData")
    if data is None or data.head == data.end:
        raise BrokenError("a sheet without rows")
    rows = {int(written) - 1: row for row in data.each("row") if (written := row.attributes.get("r", "")).isdecimal()}
    for number in sorted({row for row, _ in new}):
        cells = {place: written for place, written in new.items() if place[0] == number}
        row = rows.get(number)
        if row is None:
            before = [row for there, row in rows.items() if there < number]
            content = "".join(_added(data, place, cells[place]) for place in sorted(cells))
            tag = data.tag("row")
            changes.insert(before[-1].end if before else data.head, f'<{tag} r="{number + 1}">{content}</{tag}>')
            continue
        for place in sorted(cells):
            text = _added(data, place, cells[place])
            there = [(area(cell.attributes.get("r", "")), cell) for cell in row.each("c")]
            before = [cell for where, cell in there if where is not None and where[0] < place]
            if row.head == row.end:
                changes.append(row, text)
            else:
                changes.insert(before[-1].end if before else row.head, text)


def _added(data: Element, place: CellPlace, new: Written) -> str:
    return _content(data, f'<{data.tag("c")} r="{cell_address(place)}"', new)


def _cell(cell: Element, new: Written) -> str:
    style = cell.attributes.get("s")
    formatted = f' s="{style}"' if style is not None and style.isdecimal() else ""
    return _content(cell, f'<{cell.tag("c")} r="{cell.attributes["r"]}"{formatted}', new)


def _content(cell: Element, head: str, new: Written) -> str:
    """Return a cell that holds what is written. head: the beginning of its start tag. cell: any of the same XML."""
    kind, content = "", ""
    if new.formula is not None:
        formula = cell.tag("f")
        content = f"<{formula}>{shown(new.formula)}</{formula}>"
    if new.text is not None:
        inline, text = cell.tag("is"), cell.tag("t")
        kind = ' t="inlineStr"'
        content += f'<{inline}><{text} xml:space="preserve">{shown(new.text)}</{text}></{inline}>'
    elif new.number is not None:
        value = cell.tag("v")
        content += f"<{value}>{new.number!r}</{value}>"
    return f"{head}{kind}>{content}</{cell.tag('c')}>"


def shared_masters(root: Element) -> frozenset[CellPlace]:
    """Return the cells whose formula others use, or that spans several cells: they cannot be written alone."""
    masters = set()
    data = root.child("sheetData")
    for row in data.each("row") if data is not None else ():
        for cell in row.each("c"):
            formula = cell.child("f")
            if formula is not None and "ref" in formula.attributes:
                where = area(cell.attributes.get("r", ""))
                masters.update([where[0]] if where else [])
    return frozenset(masters)


def unselected(xml: bytes, root: Element) -> bytes:
    """Return a sheet that is not selected: two selected ones are written to at once."""
    changes = Changes(xml)
    for views in root.each("sheetViews"):
        for view in views.each("sheetView"):
            if view.attributes.get("tabSelected") in ("1", "true"):
                changes.set(view, tabSelected=None)
    return changes.made()


def place_in_sheet(cell: str) -> tuple[str, CellPlace] | None:
    """Return the sheet and the 0-based place of a cell such as ``LKE ZI!K12``, None for whatever else is named."""
    sheet, _, reference = cell.rpartition("!")
    where = area(reference)
    if not sheet or where is None:
        return None
    return sheet, where[0]
