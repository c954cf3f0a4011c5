"""From a workbook's bytes to those of its marked copy. Nothing is made where a rule says that it cannot be."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from lke_cli.errors import LkeError
from lke_cli.marking.comments import write_comments
from lke_cli.marking.front import calculate_on_load, front_formats, front_sheet, put_in_front, tone_formats
from lke_cli.marking.parts import MAIN_NAMESPACE, Parts
from lke_cli.marking.shape import CellGrid, CellPlace
from lke_cli.marking.sheet import Written, cell_address, marked_sheet, place_in_sheet, rewritten, unselected
from lke_cli.marking.stale import StaleCells, stale_cells
from lke_cli.marking.styles import CellStyles
from lke_cli.marking.xml import Element, parsed
from lke_cli.results import FRONT_MARK, MARK_TONES, Front, MarkTone, Note
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import BrokenError, PlainSheet, TooLargeError, area, area_around, open_book, read_bytes

_OURS = b"lke annotate"
_MACROS = "application/vnd.ms-excel.sheet.macroenabled.main+xml"
_FRONT_SHEETS = 3  # in which the one of an earlier marking stands: a person may have put one before it
_MOST_MERGED = 5_000  # cells of a merged area
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_NO_STYLES = (
    f'<styleSheet xmlns="{MAIN_NAMESPACE}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
_AGAIN = "buka di Excel, simpan salinannya sebagai .xlsx"

Rows = Sequence[Sequence[CellValue]]
WrittenCells = Mapping[str, Mapping[CellPlace, Written]]
"""What cells are to hold, by sheet and place."""


class Marked(NamedTuple):
    """A marked workbook. cells: how many are coloured. untouched: those of threaded comments. locked: its structure."""

    data: bytes
    cells: int
    untouched: tuple[str, ...]
    locked: bool


Refusal = tuple[Callable[[Parts], bool], str]
_REFUSALS: tuple[Refusal, ...] = (
    (
        lambda parts: not parts.package.workbook_part,
        f"'{{name}}' berformat .ods, yang tidak dapat ditandai; {_AGAIN}, lalu tandai salinan itu.",
    ),
    (
        lambda parts: any(name.startswith("_xmlsignatures/") for name in parts.names),
        f"'{{name}}' bertanda tangan digital, yang batal bila berkasnya ditandai; {_AGAIN} tanpa tanda tangan, lalu "
        "tandai salinan itu.",
    ),
    (
        lambda parts: parts.tree(parts.package.workbook_part).space != MAIN_NAMESPACE,
        f"'{{name}}' berformat 'Strict Open XML', yang tidak dapat ditandai; {_AGAIN} (Excel Workbook), lalu tandai "
        "salinan itu.",
    ),
    (
        lambda parts: any(name.startswith("xl/revisions/") for name in parts.names),
        f"'{{name}}' buku kerja bersama (shared workbook); {_AGAIN} tanpa berbagi, lalu tandai salinan itu.",
    ),
)
"""What cannot be marked: a package for which the first holds, and what its user is told."""


def readable(path: Path) -> bytes:
    """Return the bytes of a workbook that can be marked. Raises LkeError, with the way out, for any other."""
    data = read_bytes(path)
    if not data.startswith(b"PK"):
        raise LkeError(
            f"'{path.name}' berformat .xls atau terkunci, sehingga tidak dapat ditandai; {_AGAIN} tanpa kata sandi, "
            "lalu tandai salinan itu."
        )
    open_book(path, data)  # says in a sentence what is wrong with a package
    try:
        parts = Parts(data)
        refusal = next((sentence for applies, sentence in _REFUSALS if applies(parts)), None)
    except (BrokenError, TooLargeError) as error:
        raise LkeError(_odd(path)) from error
    if refusal is not None:
        raise LkeError(refusal.format(name=path.name))
    return data


def sheet_suffix(path: Path) -> str:
    """Return how the name of a marked copy must end: macros are kept, and Excel opens them under their own name only.

    Raises LkeError as ``readable`` does.
    """
    parts = Parts(readable(path))
    return ".xlsm" if parts.type_of(parts.package.workbook_part).lower() == _MACROS else ".xlsx"


def marked_copy(path: Path, notes: Sequence[Note], front: Front) -> Marked:
    """Return a workbook marked: notes at cells, and a sheet in front. Raises LkeError."""
    data = readable(path)
    try:
        made = _Marking(data).made(notes, front)
    except (BrokenError, TooLargeError) as error:
        raise LkeError(_odd(path)) from error
    _check(path, data, made.data, {})
    return made


class Fixed(NamedTuple):
    """A workbook with cells written anew. stale: the cells (``LKE!N5``) whose formula shows nothing now."""

    data: bytes
    stale: frozenset[str]


def fixed_copy(path: Path, written: WrittenCells) -> Fixed:
    """Return a workbook with cells written anew; formulas that take them show nothing until a program computes them.

    Raises LkeError.
    """
    data = readable(path)
    try:
        made, stale = _Marking(data).fixed(written)
    except (BrokenError, TooLargeError) as error:
        raise LkeError(_odd(path)) from error
    _check(path, data, made, {name: {*written.get(name, ()), *stale.get(name, ())} for name in {*written, *stale}})
    return Fixed(made, frozenset(f"{name}!{cell_address(place)}" for name, places in stale.items() for place in places))


def front_rows(path: Path) -> list[list[str]]:
    """Return the rows of the sheet that an earlier marking put in front, none where there is none. Raises LkeError."""
    book = open_book(path, readable(path))
    try:
        for name in book.sheet_names[:_FRONT_SHEETS]:
            rows = book.get_sheet_by_name(name).rows
            if rows and rows[0] and rows[0][0] == FRONT_MARK:
                return [[as_text(value) for value in row] for row in rows]
    except (BrokenError, TooLargeError) as error:
        raise LkeError(_odd(path)) from error
    return []


def _odd(path: Path) -> str:
    return (
        f"'{path.name}' bersusunan tidak biasa (komentar, gambar, atau selnya), sehingga tidak dapat ditandai dengan "
        f"aman; {_AGAIN}, lalu tandai salinan itu."
    )


class _Marking:
    """Marks one workbook."""

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        package = self._parts.package
        self._sheets = {sheet.name: sheet.part for sheet in package.sheets if sheet.is_worksheet}
        self._own = next((part for part in self._sheets.values() if _is_front(self._parts, part)), None)

    def fixed(self, written: WrittenCells) -> tuple[bytes, StaleCells]:
        """Return the package with cells written, and the cells whose formula has lost the value that it showed."""
        parts = self._parts
        roots = {name: parts.tree(part) for name, part in self._sheets.items()}
        formulas = {name: {at: new.formula for at, new in cells.items()} for name, cells in written.items()}
        stale = stale_cells(roots, self._names(), formulas)
        for name in {*written, *stale}:
            part, gone = self._sheets[name], stale.get(name, set())
            cells = {
                at: new._replace(number=None) if at in gone and new.formula is not None else new
                for at, new in written.get(name, {}).items()
            }
            changed = rewritten(parts.xml(part), roots[name], cells, gone)
            parts.put(part, changed)
        calculate_on_load(parts)
        return parts.zipped(), stale

    def _names(self) -> dict[str, str]:
        """Return what the workbook's own names stand for."""
        root = self._parts.tree(self._parts.package.workbook_part)
        return {
            name.attributes.get("name", "").lower(): name.text
            for names in root.each("definedNames")
            for name in names.each("definedName")
        }

    def made(self, notes: Sequence[Note], front: Front) -> Marked:
        """Return the workbook marked."""
        parts = self._parts
        styles_part = self._styles_part()
        styles = CellStyles(parts.xml(styles_part))
        tones, cells = tone_formats(styles), front_formats(styles)
        parts.put(styles_part, styles.made())
        by_sheet = self._by_sheet(notes)
        count, untouched = 0, []
        for name, part in self._sheets.items():
            if part == self._own:
                continue
            here = by_sheet.get(name, [])
            if not here and not self._has_ours(part):
                continue
            coloured, left = self._mark(part, here, tones)
            count += coloured
            untouched += [f"{name}!{cell_address(place)}" for place in left]
        for part in {sheet.part for sheet in parts.package.sheets} - {self._own}:
            xml = parts.xml(part)
            if b"tabSelected" in xml:
                parts.put(part, unselected(xml, parsed(xml)))
        put_in_front(parts, front_sheet(front, cells), self._own)
        return Marked(parts.zipped(), count, tuple(untouched), self._locked())

    def _styles_part(self) -> str:
        workbook = self._parts.package.workbook_part
        related = self._parts.related(workbook, "styles")
        if related is not None:
            return related.target
        usual = "xl/styles.xml"
        part = self._parts.free_name("xl/styles{}.xml") if self._parts.has(usual) else usual
        self._parts.put(part, _NO_STYLES.encode())
        self._parts.declare(part, _STYLES_TYPE)
        self._parts.relate(workbook, "styles", part)
        return part

    def _by_sheet(self, notes: Sequence[Note]) -> dict[str, list[tuple[CellPlace, Note]]]:
        by_sheet: dict[str, list[tuple[CellPlace, Note]]] = {}
        for note in notes:
            where = place_in_sheet(note.cell)
            if where is not None and where[0] in self._sheets:
                by_sheet.setdefault(where[0], []).append((where[1], note))
        return by_sheet

    def _has_ours(self, part: str) -> bool:
        comments = self._parts.related(part, "comments")
        is_own = comments is not None and b"[lke]" in self._parts.xml(comments.target)
        return is_own or _OURS in self._parts.xml(part)

    def _mark(
        self,
        part: str,
        notes: Sequence[tuple[CellPlace, Note]],
        formats: Mapping[MarkTone, int],
    ) -> tuple[int, tuple[CellPlace, ...]]:
        parts = self._parts
        xml = parts.xml(part)
        root = parsed(xml)
        merges = _merges(root)
        lines: dict[CellPlace, list[str]] = {}
        tones: dict[CellPlace, MarkTone] = {}
        for place, note in notes:
            # What is said of a merged area shows at its first cell.
            merged = area_around(place, merges)
            shown_at = place if merged is None else merged[0]
            lines.setdefault(shown_at, []).extend(note.lines)
            tones[shown_at] = min(note.tone, tones.get(shown_at, note.tone), key=MARK_TONES.index)
        done = write_comments(parts, part, root, CellGrid(root), {place: lines[place] for place in sorted(lines)})
        changed = marked_sheet(xml, root, tones=tones, formats=formats, drawing=done.drawing)
        parts.put(part, changed)
        return len(tones), done.untouched

    def _locked(self) -> bool:
        lock = self._parts.tree(self._parts.package.workbook_part).child("workbookProtection")
        return lock is not None and lock.attributes.get("lockStructure") in ("1", "true")


def _is_front(parts: Parts, part: str) -> bool:
    return parts.package.has(part) and parts.package.read_beginning(part).values.get((0, 0)) == FRONT_MARK


def _merges(root: Element) -> list[tuple[CellPlace, CellPlace]]:
    """Return the merged areas of a sheet that may be a form's."""
    merges = [merge for merged in root.each("mergeCells") for merge in merged.each("mergeCell")]
    areas = [where for merge in merges if (where := area(merge.attributes.get("ref", ""))) is not None]
    return [((a, b), (c, d)) for (a, b), (c, d) in areas if (c - a + 1) * (d - b + 1) <= _MOST_MERGED]


def _check(path: Path, before: bytes, after: bytes, written: Mapping[str, Collection[CellPlace]]) -> None:
    """Raise LkeError where the copy does not open, or a cell reads otherwise than it is to: nobody is handed that."""
    try:
        old, new = open_book(path, before), open_book(path, after)
        names = old.sheet_names
        wrong = set(names) - set(new.sheet_names) or any(
            _differs(old.get_sheet_by_name, new.get_sheet_by_name, name, written.get(name, {})) for name in names
        )
    except (BrokenError, LkeError) as error:
        raise LkeError(_odd(path)) from error
    if wrong:
        raise LkeError(_odd(path))


def _differs(
    old: Callable[[str], PlainSheet], new: Callable[[str], PlainSheet], name: str, places: Collection[CellPlace]
) -> bool:
    """Return whether a sheet reads otherwise in the copy, but at places that were written; not the one in front."""
    try:
        rows: Rows = old(name).rows
    except TooLargeError:
        return False  # one that is passed over when it is read, too
    if rows and rows[0] and rows[0][0] == FRONT_MARK:
        return False
    again: Rows = new(name).rows
    nothing: Sequence[CellValue] = []
    return any(
        a != b and (number, column) not in places
        for number, (row, other) in enumerate(zip_longest(rows, again, fillvalue=nothing))
        if row != other
        for column, (a, b) in enumerate(zip_longest(row, other, fillvalue=""))
    )
