"""Which files of a comparison do not count and why, who is expected and what became of it, the totals of groups."""

from collections.abc import Iterator, Mapping

from lke_cli.numbers import format_number
from lke_cli.report.document import Block, Column, Table, Text, Value
from lke_cli.results import Comparison, Expected, GroupTotals

SENT = {
    "counted": "sudah",
    "unreadable": "tak terbaca",
    "undecided": "belum dapat dinilai",
    "blank": "masih kosong",
    "unreviewed": "belum direviu",
    "missing": "belum ada",
}
"""What became of the workbook of a unit that is expected."""
_CLOCKS = {"document": "tanggal dokumen", "file": "waktu berkas"}
_UNIT = Column("unit", "Unit", grow=True)


def not_counted(comparison: Comparison, most: int | None = None) -> Table:
    """Return the files that were found and do not count, each with its reason. most: rows that are shown."""
    rows = [*_not_counted(comparison)]
    hidden = len(rows) - most if most is not None and len(rows) > most else 0
    return Table(
        "not_counted",
        f"Berkas yang tidak dihitung: {len(rows)}",
        (Column("file", "Berkas", grow=True), Column("reason", "Sebab", grow=True)),
        tuple(rows[: len(rows) - hidden]),
        note=f"... dan {hidden} berkas lain; semuanya di json dan xlsx." if hidden else None,
    )


def _not_counted(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    for old in comparison.superseded:
        points = "" if old.total is None else f", nilai total {format_number(old.total)}"
        yield old.file, f"versi lama dari {old.unit}{points}; yang dihitung {old.by}, menurut {_CLOCKS[old.clock]}"
    for file in comparison.earlier_files:
        yield file, "termasuk putaran lalu (--before)"
    for copy in comparison.copies:
        yield copy.file, f"isinya sama persis dengan {copy.same_as}{' di putaran lalu' if copy.earlier else ''}"
    for file in comparison.own_reports:
        yield file, "hasil lke sendiri"
    for other in comparison.passed_over:
        yield other.file, f"{other.kind}; tidak dibaca"


def expected_blocks(comparison: Comparison, most: int | None = None) -> Iterator[Block]:
    """Yield who of a list has handed in an LKE and who has not. most: rows that are shown."""
    if not comparison.expected:
        return
    missing = [expected for expected in comparison.expected if expected.state == "missing"]
    open_ones = [expected for expected in comparison.expected if expected.state not in ("counted", "missing")]
    count = len(comparison.expected)
    yield Text("")
    yield Text(
        f"Dari {count} unit di daftar: {count - len(missing) - len(open_ones)} dihitung, {len(open_ones)} belum dapat "
        f"dihitung, {len(missing)} belum ada.",
        "good" if len(missing) + len(open_ones) == 0 else "warn",
    )
    if comparison.unexpected:
        yield Text(f"Tidak ada di daftar: {', '.join(comparison.unexpected)}.", "warn")
    table = expected_table(comparison, [*missing, *open_ones])
    hidden = len(table.rows) - most if most is not None and len(table.rows) > most else 0
    note = f"... dan {hidden} unit lain; semuanya di json dan xlsx." if hidden else None
    yield Table(table.key, "Belum ada atau belum dapat dihitung", table.columns, table.rows[:most], note=note)


def expected_table(comparison: Comparison, units: "list[Expected] | None" = None) -> Table:
    """Return the list of units with what became of each one's workbook; only these units where some are given."""
    listed = comparison.expected if units is None else units
    named: Mapping[str, str] = {"group": "Kelompok", "assessor": "Penilai", "contact": "Kontak", "earlier": "Status"}
    there = [name for name in named if any(getattr(expected, name) for expected in comparison.expected)]
    return Table(
        "expected",
        "Daftar unit",
        (
            _UNIT,
            Column("state", "LKE"),
            *(Column(name, named[name]) for name in there),
            Column("file", "Berkas", grow=True),
        ),
        tuple(
            (
                expected.unit,
                Text(SENT[expected.state], "good" if expected.state == "counted" else "bad"),
                *(getattr(expected, name) for name in there),
                expected.file,
            )
            for expected in listed
        ),
    )


def groups_table(comparison: Comparison) -> Table:
    """Return the totals of each group; none where the units are in no groups."""
    nodes = comparison.form.areas
    return Table(
        "groups",
        "Per kelompok",
        (
            Column("group", "Kelompok", grow=True),
            Column("units", "Unit"),
            Column("passing", "Memenuhi"),
            Column("failing", "Belum"),
            Column("missing", "Tanpa nilai"),
            Column("total", "Rata-rata", "number"),
            *(Column(node.code, node.code, "number") for node in nodes),
        ),
        tuple(
            (
                group.name,
                str(group.units),
                str(group.passing),
                str(group.failing),
                str(_without(group)),
                group.mean.get("total"),
                *(group.mean.get(node.code) for node in nodes),
            )
            for group in comparison.groups
        ),
        note="Tanpa nilai: belum ada, tidak terbaca, belum dapat dinilai, masih kosong, atau belum direviu. "
        "Nilai: rata-rata unit.",
    )


def _without(group: GroupTotals) -> int:
    return group.missing + group.unreadable + group.undecided + group.blank + group.unreviewed


def file_remarks(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield (kind, sentence) for each file that does not count and each unit that is not on the list."""
    for file, reason in _not_counted(comparison):
        yield "tidak dihitung", f"{file}: {reason}."
    for name in comparison.unexpected:
        yield "daftar unit", f"{name}: tidak ada di --units."
