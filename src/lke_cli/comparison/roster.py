"""``--units``: the list that says who is to hand in an LKE, under which name, in which order and group."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from lke_cli.comparison.naming import read_text
from lke_cli.errors import LkeError
from lke_cli.results import Expected, Sent, Superseded, Unit, Verdict
from lke_cli.unit_names import key_words, own_words, unit_key
from lke_cli.untrusted import one_line
from lke_cli.values import as_text

_LONGEST = 100
_MOST = 5_000  # units of a list
_PLACES = frozenset({"kab", "kota", "prov"})
_FIELDS: Mapping[str, frozenset[str]] = {
    "unit": frozenset({"nama", "unit", "nama unit", "satker", "nama satker", "satuan kerja", "unit kerja", "name"}),
    "group": frozenset(
        {"kelompok", "grup", "group", "wilayah", "provinsi", "korwil", "koordinator wilayah", "klaster"}
    ),
    "assessor": frozenset({"penilai", "assessor", "tpi", "reviewer", "reviuer", "pereviu", "pendamping", "evaluator"}),
    "contact": frozenset(
        {"kontak", "contact", "narahubung", "operator", "pic", "hp", "no hp", "telepon", "wa", "email"}
    ),
    "earlier": frozenset({"status", "predikat", "wbk", "status wbk", "predikat sebelumnya", "wbk sebelumnya"}),
}
"""By field, the titles that a column with it has."""
_SENT: Mapping[Verdict, Sent] = {
    "met": "counted", "not-met": "counted", "unreadable": "unreadable", "undecided": "undecided", "blank": "blank",
    "unreviewed": "unreviewed",
}  # fmt: skip
_FIRST: tuple[Sent, ...] = ("counted", "unreviewed", "undecided", "unreadable", "blank")


@dataclass(frozen=True, slots=True)
class Roster:
    """The units of a list, in its order; none where no list was given."""

    units: tuple[Expected, ...] = ()

    def named(self, units: Sequence[Unit]) -> list[Unit]:
        """Return units under the names that the list spells, with its groups; others as they are."""
        if not self.units:
            return list(units)
        keys = {unit_key(expected.unit): expected for expected in self.units}
        made = []
        for unit in units:
            entry = keys.get(unit_key(unit.unit)) or self._meant(unit.unit)
            made.append(replace(unit, unit=entry.unit, group=entry.group) if entry else unit)
        return made

    def _meant(self, name: str) -> Expected | None:
        """Return the one unit of the list that a name can only mean: it lacks nothing but words of institutions, and
        does not say another kind of place."""
        own, places = own_words(name), key_words(name) & _PLACES
        meant = [
            expected
            for expected in self.units
            if own and own == own_words(expected.unit) and (not places or places >= key_words(expected.unit) & _PLACES)
        ]
        return meant[0] if len(meant) == 1 else None

    def states(self, units: Iterable[Unit]) -> tuple[Expected, ...]:
        """Return the list with what became of each unit's workbook."""
        by_name: dict[str, list[Unit]] = {}
        for unit in units:
            by_name.setdefault(unit.unit, []).append(unit)
        return tuple([_with_state(expected, by_name.get(expected.unit, ())) for expected in self.units])

    def unexpected(self, units: Iterable[Unit], superseded: Iterable[Superseded]) -> list[str]:
        """Return the names that are not on the list."""
        listed = {expected.unit for expected in self.units}
        names = [*(unit.unit for unit in units), *(old.unit for old in superseded)] if listed else []
        return [name for name in dict.fromkeys(names) if name not in listed]

    def notes(self, unexpected: Sequence[str], sent: Iterable[str] = ()) -> Iterator[str]:
        """Yield a note per name that is not on the list and looks like one that is; one where none of those that were
        sent is: then it may be another list."""
        names = [expected.unit for expected in self.units]
        if names and unexpected and {*sent} <= {*unexpected}:
            yield (
                f"Tidak satu pun berkas bernama seperti di --units; periksa apakah '{names[0]}' memang nama unit, atau "
                "samakan namanya dengan --name-from."
            )
        by_own = {_own(name): name for name in names}
        for name in unexpected:
            if near := get_close_matches(_own(name), by_own, n=1, cutoff=0.75):
                listed = by_own[near[0]]
                yield f"'{name}' tidak ada di --units; mungkin '{listed}': samakan namanya, atau pakai --name-from."

    def order(self) -> dict[str, int]:
        """Return the place of each unit in the list."""
        return {row.unit: place for place, row in enumerate(self.units)}


def _own(name: str) -> str:
    """Return the words of a name that are not every unit's: ``KPU Kota`` makes no two names alike."""
    own = own_words(name)
    return " ".join(word for word in unit_key(name).split() if word in own)


NO_ROSTER = Roster()


def _with_state(entry: Expected, units: Sequence[Unit]) -> Expected:
    states: dict[Sent, str] = {_SENT[unit.verdict]: unit.file for unit in reversed(units)}
    state: Sent = next((state for state in _FIRST if state in states), "missing")
    return replace(entry, state=state, file=states.get(state))


def read_roster(path: Path | None) -> Roster:
    """Return the list in a CSV or a workbook. Raises LkeError where it cannot be read or names no unit."""
    if path is None:
        return NO_ROSTER
    rows = [[one_line(cell, _LONGEST) for cell in row] for row in _rows(path)]
    header = next((n for n, row in enumerate(rows[:20]) if _columns(row)), None)
    if header is None and any(sum(map(bool, row)) > 1 for row in rows):
        raise LkeError(
            f"--units '{path}' tidak punya judul kolom nama; tulis 'nama' di atas kolom yang berisi nama unit."
        )
    columns, first = (_columns(rows[header]), header + 1) if header is not None else ({"unit": 0}, 0)
    entries: dict[str, Expected] = {}
    for number, row in enumerate(rows[first:], first + 1):
        values = {name: row[column] for name, column in columns.items() if column < len(row) and row[column]}
        if "unit" not in values:
            continue
        key = unit_key(values["unit"])
        if key in entries:
            raise LkeError(f"--units '{path}' baris {number}: '{values['unit']}' disebut dua kali; hapus salah satu.")
        entries[key] = Expected(state="missing", **values)
    if not entries or len(entries) > _MOST:
        raise LkeError(
            f"--units '{path}' tidak memuat daftar unit; tulis satu nama unit per baris, di bawah judul 'nama'."
        )
    return Roster(tuple(entries.values()))


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Return the column of each field by the titles in a row; none where it does not title the names."""
    columns: dict[str, int] = {}
    for column, text in enumerate(row):
        titled = _titles(text)
        name = next((name for name, titles in _FIELDS.items() if titled & titles and name not in columns), None)
        if name:
            columns[name] = column
    return columns if "unit" in columns else {}


def _titles(text: str) -> set[str]:
    """Return what a title may be read as: whole, and each of its parts (``Nama Satker / Unit Kerja``)."""
    parts = [text, *re.split(r"[/,(]", text)]
    return {" ".join(re.findall(r"\w+", part.lower())) for part in parts} - {""}


def _rows(path: Path) -> list[list[str]]:
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        text = read_text(path, "Daftar unit")
        first = text.partition("\n")[0]
        delimiter = next((mark for mark in "\t;" if mark in first), ",")
        try:
            return [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
        except csv.Error as error:
            raise LkeError(f"--units '{path}' bukan tabel; simpan lagi sebagai CSV.") from error
    from lke_cli.workbook import SpreadsheetFile

    if not path.is_file():
        raise LkeError(f"--units '{path}' tidak ada; sebut berkas CSV atau Excel berisi nama unit.")
    sheet = next(iter(SpreadsheetFile(path).sheets()), None)
    return [[as_text(value) for value in row] for row in sheet.rows] if sheet else []
