"""What of a workbook has one meaning only, and can be written as the form has it: nothing that a unit claims changes.

An answer is spelt as its option, a number that was typed as text becomes one, a mistyped *Pilihan Jawaban* and a broken
formula become the form's own. What could mean two things is left to a person.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lke_cli.answers import spelt, squeeze
from lke_cli.constants import TOTAL
from lke_cli.marking.shape import CellPlace
from lke_cli.marking.sheet import Written, cell_address
from lke_cli.marking.xml import Element, parsed
from lke_cli.numbers import format_plain
from lke_cli.results import Fix, Scorecard, Unfixed
from lke_cli.rubric import Rubric, Scale
from lke_cli.values import CellValue, as_text, visible
from lke_cli.workbook import Workbook, area, area_around, column_letters, read_formulas

_NUMBER = re.compile(r"\d{1,6}(?:,\d{1,2})?")
_OWN_ROW = re.compile(r"(?<![A-Za-z0-9_!$.])(\$?[A-Z]{1,3})(\d+)(?![\d(A-Za-z_!:])")
_CELLS = re.compile(r"(?<=\()[A-Z0-9:,;]+(?=\))")
_ENOUGH = 3  # formulas of questions that are alike, before another is written as they are
_ROW = "{row}"


class Correction(NamedTuple):
    """A fix, and what is written into which cell of which sheet."""

    fix: Fix
    sheet: str
    place: CellPlace
    written: Written


@dataclass(frozen=True)
class _Sheet:
    """One sheet of an LKE, with its cells and their formulas as they stand in the file."""

    workbook: Workbook
    rubric: Rubric
    card: Scorecard
    cells: Mapping[CellPlace, Element]

    @property
    def name(self) -> str:
        return self.workbook.sheet

    def formula(self, place: CellPlace) -> str | None:
        """Return a cell's formula, ``""`` where another cell holds its text, None where it has none."""
        formula = self.cells[place].child("f") if place in self.cells else None
        return None if formula is None else formula.text

    def may_write(self, place: CellPlace) -> bool:
        """Return whether a cell can be written alone; one that the sheet leaves out, for it is empty, can."""
        merged = area_around(place, self.workbook.merges)
        if merged is not None and merged[0] != place:
            return False
        formula = self.cells[place].child("f") if place in self.cells else None
        return formula is None or "ref" not in formula.attributes

    def place(self, code: str, column: int | None) -> CellPlace | None:
        """Return the cell of an entry in a column, None where it is not there or cannot be written."""
        item = self.workbook.items.get(code)
        place = None if item is None or column is None else (item.row, column)
        return place if place is not None and self.may_write(place) else None

    def correction(
        self, kind: str, code: str, place: CellPlace, before: str, after: str, written: Written
    ) -> Correction:
        label = self.rubric.label(code)
        fix = Fix(kind, code, label, f"{self.name}!{cell_address(place)}", before, after)  # type: ignore[arg-type]
        return Correction(fix, self.name, place, written)


class Fixes(NamedTuple):
    """What can be written anew, and the broken formulas that cannot."""

    corrections: tuple[Correction, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()


def safe_fixes(workbook: Workbook, rubric: Rubric, card: Scorecard) -> Fixes:
    """Return what can be written anew, in the order of the rubric. card: the workbook's own scorecard."""
    corrections: list[Correction] = []
    left: list[Unfixed] = []
    for part in workbook.parts:
        root = parsed(workbook.file.xml(part.sheet))
        sheet = _Sheet(part, rubric, card, _cells(root))
        corrections += [*_answers(sheet), *_numbers(sheet), *_choices(sheet)]
        for correction in _formulas(sheet, workbook):
            if isinstance(correction, Unfixed):
                left.append(correction)
            else:
                corrections.append(correction)
    order = {code: number for number, code in enumerate([*rubric.weights, *rubric.questions, *rubric.inputs])}
    corrections.sort(key=lambda correction: (correction.fix.kind, order.get(correction.fix.code, 0)))
    return Fixes(tuple(corrections), tuple(sorted(left, key=lambda unfixed: order.get(unfixed.code, 0))))


def _cells(root: Element) -> dict[CellPlace, Element]:
    data = root.child("sheetData")
    cells: dict[CellPlace, Element] = {}
    for row in data.each("row") if data is not None else ():
        for cell in row.each("c"):
            where = area(cell.attributes.get("r", ""))
            if where is not None:
                cells[where[0]] = cell
    return cells


def _typed(sheet: _Sheet, code: str) -> tuple[CellPlace, str] | None:
    """Return where an answer is typed as a text, and that text."""
    column = sheet.workbook.column("answer")
    place = None if code in sheet.workbook.marked else sheet.place(code, column)
    if place is None or sheet.formula(place) is not None:
        return None
    value = sheet.workbook.at(code, place[1])
    return (place, value) if isinstance(value, str) else None


def _answers(sheet: _Sheet) -> Iterator[Correction]:
    """Yield the answers that are an option in other letters, or by another name."""
    for question in sheet.card.questions:
        scale: Scale = sheet.rubric.scales[question.scale]
        typed = _typed(sheet, question.code) if question.state == "answered" and scale.kind == "choice" else None
        if typed is None:
            continue
        place, text = typed
        option = spelt(str(visible(text)), scale)
        if option is not None and option == question.answer and text != option:
            yield sheet.correction("answer", question.code, place, _seen(text), f"'{option}'", Written(text=option))


_UNSEEN = {
    "\u00a0": "spasi tak putus",
    "\u200b": "spasi tak tampak",
    "\u00ad": "tanda hubung tak tampak",
    "\t": "tab",
    "\n": "baris baru",
}
"""What no eye tells from a blank, or from nothing: before and after would look the same."""


def _seen(text: str) -> str:
    """Return a text in quotes, with what cannot be seen in words: ``'A[spasi tak putus]'``."""
    words = (
        f"[{_UNSEEN.get(sign, 'tanda tak tampak')}]"
        if sign != " " and (sign in _UNSEEN or not sign.isprintable())
        else sign
        for sign in text
    )
    return f"'{''.join(words)}'"


def _numbers(sheet: _Sheet) -> Iterator[Correction]:
    """Yield the numbers that are typed as texts."""
    numbers = [q.code for q in sheet.card.questions if q.state == "answered" and _kind(sheet, q.scale) == "number"]
    numbers += [count.code for count in sheet.card.inputs if count.state == "answered"]
    for code in numbers:
        typed = _typed(sheet, code)
        plain = str(visible(typed[1])).strip() if typed else ""
        if typed is not None and _NUMBER.fullmatch(plain):
            number = float(plain.replace(",", "."))
            written = Written(number=int(number) if number.is_integer() else number)
            yield sheet.correction(
                "answer", code, typed[0], f"teks {_seen(typed[1])}", f"angka {format_plain(number)}", written
            )


def _kind(sheet: _Sheet, scale: str) -> str:
    return sheet.rubric.scales[scale].kind


def _choices(sheet: _Sheet) -> Iterator[Correction]:
    """Yield the allowed answers that no form has: those of another scale may be another form's, and are left."""
    rubric, part = sheet.rubric, sheet.workbook
    column = part.column("choices")
    known = {squeeze(scale.form) for scale in rubric.scales.values()}
    there = [code for code in rubric.questions if code in part.items]
    spelt_here: dict[str, Counter[str]] = {}
    for code in there:
        text = part.text(code, "choices")
        if squeeze(text) == squeeze(rubric.scales[rubric.questions[code].scale].form):
            spelt_here.setdefault(rubric.questions[code].scale, Counter())[text] += 1
    alike = sum(counted.total() for counted in spelt_here.values())
    differing = {finding.node for finding in sheet.card.findings if finding.rule == "choices-differ"}
    for code in there:
        place = sheet.place(code, column) if code in differing and alike * 2 > len(there) else None
        stated = part.text(code, "choices")
        if place is None or sheet.formula(place) is not None or squeeze(stated) in known:
            continue
        scale = rubric.questions[code].scale
        usual = spelt_here.get(scale)
        after = usual.most_common(1)[0][0] if usual else rubric.scales[scale].form
        yield sheet.correction(
            "choices", code, place, _seen(stated) if stated else "kosong", f"'{after}'", Written(after)
        )


def _formulas(sheet: _Sheet, workbook: Workbook) -> Iterator[Correction | Unfixed]:
    """Yield the formulas that were overwritten, or leave a row out, where the form's own is known; else why not."""
    formulas = read_formulas(workbook, sheet.rubric)
    column = sheet.workbook.column("score")
    if formulas is None or column is None:
        return
    broken = {*formulas.overwritten, *formulas.missed, *formulas.elsewhere}
    for code in sheet.rubric.scored:
        if code not in broken or code not in sheet.workbook.items:
            continue
        place = sheet.place(code, column)
        if code in formulas.elsewhere and (there := area(formulas.elsewhere[code])) is not None:
            place = there[0] if sheet.may_write(there[0]) else None
        is_question = code in sheet.rubric.questions
        formula = _as_others(sheet, code, column) if is_question else _sum(sheet, code, column)
        now = None if place is None else sheet.formula(place)
        why = _why_left(place, now, formula, is_question=is_question)
        if why:
            cell = cell_address((sheet.workbook.items[code].row, column))
            yield Unfixed(code, sheet.rubric.label(code), f"{sheet.name}!{cell}", why)
        elif place is not None and formula is not None:
            before = _shown(_value(sheet, place)) if now is None else f"={now}"
            # What a part that is broken too shows now is not what it will show.
            parts = () if is_question else sheet.rubric.parts_of(code)
            number = None if broken.intersection(parts) else _result(sheet, code)
            written = Written(formula=formula, number=number)
            yield sheet.correction("formula", code, place, before, f"={formula}", written)


def _why_left(place: CellPlace | None, now: str | None, formula: str | None, *, is_question: bool) -> str:
    """Return why a formula is left as it is, ``""`` where it is not. place: None for a cell that cannot be written."""
    if place is None:
        return "selnya bagian dari sel gabungan, atau rumusnya dipakai bersama sel lain"
    if formula is None and is_question:
        return "rumus pertanyaan lain yang sejenis tidak seragam, jadi rumus formulirnya tidak pasti"
    if formula is None:
        return "baris bagiannya atau bobotnya tidak ada di lembar ini, jadi rumus formulirnya tidak pasti"
    if now is not None and not _is_that_with_less(now, formula):
        return "rumusnya lain jenis, mungkin memang begitu di formulir ini"
    return ""


def _is_that_with_less(now: str, formula: str) -> bool:
    """Return whether a formula is the form's own, but for the rows that it takes.

    One of another kind, as a mean where a sum belongs, may be what the form itself has there.
    """
    return _CELLS.sub("", now.upper().replace("$", "")) == _CELLS.sub("", formula)


def _shown(value: CellValue) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return format_plain(value)
    return f"'{text}'" if (text := as_text(value)) else "kosong"


def _value(sheet: _Sheet, place: CellPlace) -> CellValue:
    rows = sheet.workbook.rows
    return rows[place[0]][place[1]] if place[0] < len(rows) and place[1] < len(rows[place[0]]) else ""


def _sum(sheet: _Sheet, code: str, column: int) -> str | None:
    """Return the form's formula of a node: the sum of its parts, or their mean x its weight; None where a row of it, or
    its weight, is not there."""
    rubric, items = sheet.rubric, sheet.workbook.items
    parts = rubric.parts_of(code)
    if not all(part in items for part in parts):
        return None
    rows = sorted(items[part].row for part in parts)
    letters = column_letters(column)
    if rubric.is_mean(code) and len(rows) > 1 and rows[-1] - rows[0] == len(rows) - 1:
        cells = f"{letters}{rows[0] + 1}:{letters}{rows[-1] + 1}"
    else:
        cells = ",".join(f"{letters}{row + 1}" for row in rows)
    if not rubric.is_mean(code):
        return f"SUM({cells})"
    weight = sheet.workbook.column("weight")
    if weight is None or code == TOTAL:
        return None
    return f"AVERAGE({cells})*{column_letters(weight)}{items[code].row + 1}"


def _as_others(sheet: _Sheet, code: str, column: int) -> str | None:
    """Return the formula of a question as those of all others of its kind are; None where they are not alike."""
    rubric, items = sheet.rubric, sheet.workbook.items
    asked = rubric.questions[code]
    if asked.weight is not None:
        return None
    shapes = []
    for other, question in rubric.questions.items():
        if other != code and other in items and question.scale == asked.scale and question.weight is None:
            formula = sheet.formula((items[other].row, column))
            shapes.append(None if not formula else _shape(formula, items[other].row))
    usual = Counter(shape for shape in shapes if shape is not None).most_common(1)
    if not usual or usual[0][1] < _ENOUGH or usual[0][1] * 2 <= len(shapes):
        return None
    return usual[0][0].replace(_ROW, str(items[code].row + 1))


def _shape(formula: str, row: int) -> str | None:
    """Return a formula with its own row left open; None where it takes a cell of another row."""
    pieces = formula.split('"')  # every second piece is a text in quotes
    for number in range(0, len(pieces), 2):
        if any(match.group(2) != str(row + 1) for match in _OWN_ROW.finditer(pieces[number])) or ":" in pieces[number]:
            return None
        pieces[number] = _OWN_ROW.sub(rf"\1{_ROW}", pieces[number])
    return '"'.join(pieces) if _ROW not in formula else None


def _result(sheet: _Sheet, code: str) -> float | None:
    """Return what a formula will show, where the sheet's own values and the rubric's agree on it; else None."""
    shown = sheet.card.shown
    if code in sheet.rubric.questions:
        question = next(other for other in sheet.card.questions if other.code == code)
        return question.value if question.state == "answered" else None
    numbers = [number for part in sheet.rubric.parts_of(code) if isinstance(number := shown.get(part), float)]
    if len(numbers) < len(sheet.rubric.parts_of(code)):
        return None
    total = sum(numbers)
    return total / len(numbers) * sheet.rubric.weights[code] if sheet.rubric.is_mean(code) else total
