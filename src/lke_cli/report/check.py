"""One check before submission as a document: a screen that says first whether it is safe, and as one flat table."""

from collections.abc import Iterator
from pathlib import PurePath

from lke_cli.numbers import format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Tone, Value
from lke_cli.report.layout import wrapped
from lke_cli.results import CheckReport, Obstacle, Part, PartState, Safety, Unchecked, UnitCheck
from lke_cli.untrusted import one_line, some_of

_LINES = 24
"""Lines of a screen, which the report of one unit does not exceed."""
_WIDTH = 80
_LONGEST = 150  # characters of an obstacle on the screen: two lines
_SHORTEST = 8  # characters of a name; fewer say nothing
_NAMES = 13  # characters of the longest name of a part

_STATES: dict[PartState, str] = {
    "good": "baik",
    "wrong": "ada yang salah",
    "undecided": "belum pasti",
    "missing": "belum diperiksa",
    "unchecked": "tidak dibuka",
}
_TONES: dict[PartState, Tone] = {
    "good": "good",
    "wrong": "bad",
    "undecided": "bad",
    "missing": "bad",
    "unchecked": "warn",
}
_VERDICTS: dict[Safety, str] = {"safe": "AMAN DIAJUKAN", "not-yet": "JANGAN DULU", "undecided": "JANGAN DULU"}
_ORIGINS = {"named": "disebut", "settings": "menurut lke.toml", "found": "ditemukan sendiri"}
_WHYS = {"wrong": "salah", "undecided": "belum pasti", "missing": "belum diperiksa"}
_COUNTS = {"evidence": "berkas", "links": "tautan", "survey": "responden"}
_SHORT = {"workbook": "LKE", "reader": "pembaca", "evidence": "bukti", "links": "tautan"}
_UNCHECKED = {
    "links": "tautan di LKE tidak dibuka",
    "dates": "tanggal bukti dukung",
    "survey-dates": "apakah survei dari periode penilaian",
    "sizes": "batas unggah berkas",
}


_OPEN = "LKE sedang terbuka di Excel: yang diperiksa adalah isi yang terakhir disimpan."


def check_document(report: CheckReport, width: int | None, *, detail: bool = False) -> Document:
    """Return the report: of one unit a screen, of several a line each. width: None where lines do not matter."""
    if len(report.units) != 1:
        return _units(report)
    unit = report.units[0]
    title = f"{unit.unit} | target {report.target_label}"
    if width is None or detail:
        return Document(title, tuple(_whole(unit)))
    return Document(title, tuple(_screen(unit, min(width, _WIDTH))))


def verdict_text(unit: UnitCheck) -> Text:
    """Return ``AMAN DIAJUKAN.`` or ``JANGAN DULU: 3 hal``, and how many of these are not known to be wrong."""
    if unit.verdict == "safe":
        return Text("AMAN DIAJUKAN: semua yang diperlukan diperiksa, dan tidak ada yang menghalangi.", "good")
    open_ = sum(obstacle.why != "wrong" for obstacle in unit.obstacles)
    count = len(unit.obstacles)
    more = "" if not open_ else ", belum dapat dipastikan" if open_ == count else f", {open_} di antaranya belum pasti"
    return Text(f"{_VERDICTS[unit.verdict]}: {count} hal{more}.", "bad")


def _screen(unit: UnitCheck, width: int) -> Iterator[Block]:
    head = [verdict_text(unit), Text("")]
    parts = [_part_line(part, unit.folder, width) for part in unit.parts]
    tail = list(_tail(unit))
    room = _LINES - 1 - len(head) - len(parts) - sum(len(wrapped(text.text, width, 2)) for text in tail)
    yield from head
    yield from parts
    if unit.obstacles:
        yield Text("")
        yield Text("Bereskan dahulu", "plain")
        yield from _obstacle_lines(unit.obstacles, width, room - 2)
    yield from tail


def _part_line(part: Part, folder: str, width: int) -> Text:
    """Return a line: the part, what its check gave, what was taken, and where from where it was not found here."""
    name = part.label if part.kind != "survey" else f"Survei {(part.survey or '').upper()}"
    start = f"  {name.ljust(_NAMES)}  {_state_text(part)}{_of_part(part)}"
    if part.path is None:
        return Text(start, _TONES[part.state])
    origin = "" if part.origin in (None, "found") else f", {_ORIGINS[part.origin]}"
    room = width - len(start) - len(origin) - 3
    path = _below(part.path, folder)
    taken = path if len(path) <= room else one_line(PurePath(path).name, max(room, _SHORTEST))
    line = f"{start} ({taken}{origin})"
    return Text(line if len(line) <= width else start, _TONES[part.state])


def _below(path: str, folder: str) -> str:
    """Return a path below the folder that was checked, else its name alone."""
    try:
        return str(PurePath(path).relative_to(folder))
    except ValueError:
        return PurePath(path).name


def _state_text(part: Part) -> str:
    if part.state == "missing":
        return "tidak ditemukan" if part.path is None and part.kind != "reader" else "belum lengkap"
    return _STATES[part.state]


def _of_part(part: Part) -> str:
    counted = "" if part.count is None else f", {_counted(part)}"
    return counted + (f", {part.warnings} peringatan" if part.warnings else "")


def _counted(part: Part) -> str:
    count = format_number(float(part.count or 0), 0)
    if part.kind == "reader":
        return f"{count} sel berbeda" if part.count else "sama"
    return f"{count} {_COUNTS.get(part.kind, '')}"


def _obstacle_lines(obstacles: tuple[Obstacle, ...], width: int, room: int) -> Iterator[Text]:
    """Yield the obstacles that fit into so many lines, and how many more there are."""
    lines = [Text(f"  {n}. {one_line(obstacle.finding.message, _LONGEST)}") for n, obstacle in enumerate(obstacles, 1)]
    heights = [len(wrapped(line.text, width, 2)) for line in lines]
    if sum(heights) <= room:
        yield from lines
        return
    used = 0
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        if used + height > room - 1:
            yield Text(f"  … dan {len(lines) - number} hal lagi: --detail menyebut semuanya.", "warn")
            return
        yield line
        used += height


def _tail(unit: UnitCheck) -> Iterator[Text]:
    yield Text("")
    if unit.open_in_excel:
        yield Text(_OPEN, "warn")
    if unit.unchecked:
        yield Text(f"Tidak diperiksa: {'; '.join(map(_unchecked_text, unit.unchecked))}.", "warn")
    if unit.aside:
        yield Text(_aside_text(unit), "muted")
    command = next((obstacle.command for obstacle in unit.obstacles if obstacle.command), "")
    following = f" | Berikutnya: {one_line(command)}" if command else ""
    if unit.verdict == "safe":
        following = " | Lalu: ajukan, dengan laporan itu"
    yield Text(f"Rinci: --detail | Laporan: -o laporan.html{following}")


def _unchecked_text(unchecked: Unchecked) -> str:
    return f"{_UNCHECKED[unchecked.what]} ({unchecked.option})"


def _aside_text(unit: UnitCheck) -> str:
    return f"Tidak dipakai: {some_of([PurePath(aside.file).name for aside in unit.aside], 2, 40)}."


def _whole(unit: UnitCheck) -> Iterator[Block]:
    """Yield all that there is: every part with where it comes from, every obstacle with what to do."""
    yield verdict_text(unit)
    if unit.open_in_excel:
        yield Text(_OPEN, "warn")
    if unit.settings:
        yield Text(f"Setelan dari {', '.join(map(one_line, unit.settings))}.")
    yield Table(
        "parts",
        "Yang diperiksa",
        (
            Column("part", "Bagian"),
            Column("path", "Yang dipakai", grow=True),
            Column("origin", "Asal"),
            Column("state", "Hasil"),
        ),
        tuple(
            (
                part.label,
                one_line(part.path or "–"),
                _ORIGINS[part.origin] if part.origin else "–",
                Text(f"{_state_text(part)}{_of_part(part)}", _TONES[part.state]),
            )
            for part in unit.parts
        ),
    )
    yield Table(
        "obstacles",
        f"Bereskan dahulu: {len(unit.obstacles)}",
        (
            Column("number", "No."),
            Column("why", "Keadaan"),
            Column("message", "Hal", grow=True),
            Column("advice", "Yang dilakukan", grow=True),
        ),
        tuple(
            (
                str(number),
                _WHYS[obstacle.why],
                Text(one_line(obstacle.finding.message), mark=obstacle.finding.rule),
                one_line(f"{obstacle.finding.advice} {f'Misalnya: {obstacle.command}' if obstacle.command else ''}"),
            )
            for number, obstacle in enumerate(unit.obstacles, 1)
        ),
        empty="Tidak ada.",
    )
    if unit.unchecked:
        yield Text(f"Tidak diperiksa: {'; '.join(map(_unchecked_text, unit.unchecked))}.", "warn")
    yield Table(
        "aside",
        f"Berkas yang tidak dipakai: {len(unit.aside)}",
        (Column("file", "Berkas", grow=True), Column("why", "Sebab", grow=True)),
        tuple((one_line(aside.file), one_line(aside.why)) for aside in unit.aside),
    )


def _units(report: CheckReport) -> Document:
    safe = sum(unit.verdict == "safe" for unit in report.units)
    verdict = Text(
        f"{safe} dari {len(report.units)} unit aman diajukan.", "good" if safe == len(report.units) else "bad"
    )
    table = Table(
        "units",
        f"Per unit, target {report.target_label}",
        (
            Column("unit", "Unit", grow=True),
            Column("verdict", "Putusan"),
            Column("count", "Hal"),
            Column("total", "Nilai", "number"),
            Column("parts", "Belum beres", grow=True),
        ),
        tuple(_unit_row(unit) for unit in report.units),
        note=_for_more(report.units),
    )
    return Document(f"Folder: {one_line(report.path)}", (verdict, table))


def _for_more(units: tuple[UnitCheck, ...]) -> str:
    """Return what shows one unit whole, and whose own settings were used."""
    first = next((unit for unit in units if unit.verdict != "safe"), units[0])
    own = sum(bool(unit.settings) for unit in units)
    settings = f" Setelan lke.toml dipakai untuk {own} unit." if own else ""
    return f'Rinci satu unit: lke check "{first.folder}".{settings}'


def _unit_row(unit: UnitCheck) -> tuple[Value, ...]:
    """Return a unit's line: its verdict, how much stands in the way, and in which of its parts."""
    verdict = Text("AMAN", "good") if unit.verdict == "safe" else Text(_VERDICTS[unit.verdict], "bad")
    kinds = dict.fromkeys((obstacle.part, obstacle.survey) for obstacle in unit.obstacles)
    parts = ", ".join((survey or "").upper() or _SHORT[part] for part, survey in kinds)
    return one_line(unit.unit, 60), verdict, str(len(unit.obstacles)), unit.total, parts


def check_table(report: CheckReport) -> Table:
    """Return units, parts and obstacles as one flat table, told apart by ``record``."""
    keys: tuple[str, ...] = (
        "record",
        "unit",
        "state",
        "total",
        "part",
        "survey",
        "path",
        "origin",
        "count",
        "warnings",
    )
    keys += ("rule", "cell", "message", "advice", "command")
    rows: list[tuple[Value, ...]] = []
    for unit in report.units:
        rows.append(("unit", unit.unit, unit.verdict, unit.total, None, None, unit.folder, *(None,) * 8))
        for part in unit.parts:
            given = part.kind, part.survey, part.path, part.origin, part.count, part.warnings
            rows.append(("part", unit.unit, part.state, None, *given, *(None,) * 5))
        for obstacle in unit.obstacles:
            sentence = (
                obstacle.finding.rule,
                obstacle.finding.cell,
                obstacle.finding.message,
                obstacle.finding.advice,
                obstacle.command,
            )
            rows.append(
                ("obstacle", unit.unit, obstacle.why, None, obstacle.part, obstacle.survey, *(None,) * 4, *sentence)
            )
        rows += [
            ("unchecked", unit.unit, "unchecked", None, unchecked.what, *(None,) * 9, unchecked.option)
            for unchecked in unit.unchecked
        ]
        rows += [
            ("aside", unit.unit, None, None, None, None, aside.file, *(None,) * 5, aside.why, None, None)
            for aside in unit.aside
        ]
    return Table("check", "check", tuple(Column(key, key) for key in keys), tuple(rows))
