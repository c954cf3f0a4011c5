"""What became of reviewers' notes, as a document, as a flat table, and as a sheet to hand back."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.numbers import format_percent
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.results import AreaShare, FollowedNote, FollowupReport, UnitFollowup
from lke_cli.untrusted import one_line

OUTCOME_LABELS = {
    "answer": "jawaban diubah seperti penilai",
    "renewed": "diperbarui",
    "otherwise": "jawaban diubah, tidak seperti penilai",
    "removed": "catatan dihapus tanpa tindak lanjut",
    "nothing": "belum ditindaklanjuti",
    "not-asked": "tidak meminta apa-apa",
}
_KINDS = {"narrative": "catatan unit", "documents": "dokumen", "links": "tautan"}
_TONES = {"answer": "good", "renewed": "good", "otherwise": "warn", "removed": "bad", "nothing": "bad"}
_NONE_TRACED = Text("Tidak satu pun unit dapat ditelusuri; sebabnya di bawah.", "bad")
_RENEWED = "Diperbarui berarti teks, dokumen, atau tautannya berubah; apakah isinya menjawab catatan tidak dinilai."
_LONGEST = 300
_SHOWN = 40


def followup_document(report: FollowupReport) -> Document:
    """Return the report: how much was followed, by unit and area, and the notes that were not."""
    one = len(report.units) == 1
    to_read = sum(note.to_read for unit in report.units for note in unit.notes)
    traced = any(not unit.problem for unit in report.units)
    blocks: list[Block] = [_summary(report.asked, report.done, to_read) if traced else _NONE_TRACED]
    if any(note.outcome == "renewed" for unit in report.units for note in unit.notes):
        blocks.append(Text(_RENEWED, "muted"))
    blocks += [Text(text, "warn") for text in report.notes]
    blocks += [Text(f"{unit.unit}: {unit.problem}", "bad") for unit in report.units if unit.problem]
    blocks += [Text(f"{unit.unit}: kedua berkas sama persis.", "warn") for unit in report.units if unit.same_file]
    claimed = [note for unit in report.units for note in unit.notes if note.claimed and note.outcome == "nothing"]
    if claimed:
        cells = ", ".join(one_line(note.note.code, 20) for note in claimed[:5])
        blocks.append(
            Text(f"{len(claimed)} catatan ditandai selesai, tetapi tidak ada yang berubah ({cells}, ...).", "warn")
        )
    if not one:
        blocks.append(units_table(report))
    blocks += [_areas(report.areas), *_open(report, one=one), _followed(report, one=one)]
    return Document(_title(report), tuple(blocks))


def _title(report: FollowupReport) -> str:
    if len(report.units) != 1:
        return f"Tindak lanjut catatan penilai, {len(report.units)} unit"
    unit = report.units[0]
    files = " ke ".join(Path(file).name for file in (unit.before, unit.after) if file)
    return f"Tindak lanjut catatan penilai, {unit.unit} ({files})"


def _summary(asked: int, done: int, to_read: int) -> Text:
    if not asked:
        return Text("Tidak ada catatan penilai yang meminta sesuatu.", "warn")
    tone = "bad" if done < asked else "warn" if to_read else "good"
    more = f", {to_read} di antaranya perlu dibaca" if to_read else ""
    return Text(f"{done} dari {asked} catatan ditindaklanjuti ({_share(done, asked)}){more}.", tone)  # type: ignore[arg-type]


def _share(done: int, asked: int) -> str:
    return format_percent(done / asked, 0) if asked else "–"


def units_table(report: FollowupReport) -> Table:
    """Return a row a unit: its notes, how many were followed, and what became of the others."""
    return Table(
        "units",
        "Per unit",
        (
            Column("unit", "Unit", grow=True),
            Column("asked", "Catatan"),
            Column("done", "Selesai"),
            Column("share", "Bagian"),
            Column("otherwise", "Lain"),
            Column("removed", "Dihapus"),
            Column("open", "Belum"),
        ),
        tuple(
            (
                unit.unit,
                str(unit.asked),
                str(unit.done),
                _share(unit.done, unit.asked),
                *(str(_count(unit, outcome)) for outcome in ("otherwise", "removed", "nothing")),
            )
            for unit in report.units
            if not unit.problem
        ),
    )


def _count(unit: UnitFollowup, outcome: str) -> int:
    return sum(note.outcome == outcome for note in unit.notes)


def _areas(areas: Sequence[AreaShare]) -> Table:
    return Table(
        "areas",
        "Per area",
        (
            Column("node", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("asked", "Catatan"),
            Column("done", "Selesai"),
            Column("share", "Bagian"),
        ),
        tuple((a.node, a.label, str(a.asked), str(a.done), _share(a.done, a.asked)) for a in areas),
    )


def _open(report: FollowupReport, *, one: bool) -> Iterator[Table]:
    outcomes = ("nothing", "removed", "otherwise")
    rows = [(unit, note) for unit in report.units for note in unit.notes if note.outcome in outcomes]
    yield _table("open", f"Belum selesai: {len(rows)}", rows, one=one)


def _followed(report: FollowupReport, *, one: bool) -> Table:
    rows = [(unit, note) for unit in report.units for note in unit.notes if note.outcome in ("answer", "renewed")]
    return _table("followed", f"Sudah ditindaklanjuti: {len(rows)}", rows, one=one)


def _table(key: str, title: str, rows: "Sequence[tuple[UnitFollowup, FollowedNote]]", *, one: bool) -> Table:
    hidden = max(0, len(rows) - _SHOWN)
    return Table(
        key,
        title,
        (
            *(() if one else (Column("unit", "Unit", grow=True),)),
            Column("code", "Kode"),
            Column("note", "Catatan", grow=True),
            Column("before", "Jawaban lama"),
            Column("asked", "Penilai"),
            Column("after", "Jawaban baru"),
            Column("outcome", "Hasil", grow=True),
        ),
        tuple(
            (
                *(() if one else (unit.unit,)),
                note.note.code,
                one_line(note.note.text, _LONGEST),
                note.note.unit_answer,
                note.note.answer,
                note.answer,
                outcome_text(note),
            )
            for unit, note in rows[:_SHOWN]
        ),
        note=f"... dan {hidden} catatan lain; semuanya di json, csv, dan xlsx." if hidden else None,
    )


def outcome_text(note: FollowedNote) -> Text:
    """Return what became of a note, in words."""
    sentence = OUTCOME_LABELS[note.outcome]
    if note.renewed:
        sentence = f"{sentence}: {', '.join(_KINDS[kind] for kind in note.renewed)}"
    if note.to_read:
        sentence += "; perlu dibaca, karena tidak menyebut apa yang dicatat"
    if not note.still_there and note.outcome not in ("removed", "not-asked"):
        sentence += "; catatannya sudah dihapus"
    return Text(sentence, "warn" if note.to_read else _TONES.get(note.outcome, "plain"))  # type: ignore[arg-type]


_BACK = (
    Column("unit", "Unit"),
    Column("area", "Kode"),
    Column("label", "Uraian", grow=True),
    Column("assessor", "Penilai"),
    Column("note", "Catatan penilai", grow=True),
    Column("before", "Jawaban lama"),
    Column("asked", "Jawaban penilai"),
    Column("after", "Jawaban baru"),
    Column("outcome", "Hasil", grow=True),
    Column("reply", "Tindak lanjut unit", grow=True),
    Column("cell", "Sel catatan"),
    Column("pic", "PIC"),
    Column("due", "Tenggat"),
    Column("remark", "Keterangan", grow=True),
)


def followup_table(report: FollowupReport) -> Table:
    """Return a row a note, with blank columns for who does it, until when, and a remark: the sheet to hand back."""
    rows: list[tuple[Value, ...]] = []
    for unit in report.units:
        if unit.problem:
            rows.append((unit.unit, *[None] * 7, Text(unit.problem), *[None] * 5))
        for followed in unit.notes:
            note = followed.note
            cells = note.code, note.label, note.assessor, one_line(note.text, 2_000), note.unit_answer, note.answer
            became = followed.answer, outcome_text(followed), one_line(followed.reply, 2_000)
            rows.append((unit.unit, *cells, *became, note.cell, None, None, None))
    return Table("notes", "Tindak lanjut", _BACK, tuple(rows))


def csv_table(report: FollowupReport) -> Table:
    """Return the sheet to hand back under its Indonesian titles."""
    table = followup_table(report)
    columns = tuple(Column(column.title, column.title) for column in table.columns)
    return Table(table.key, table.title, columns, table.rows)


def sheets(report: FollowupReport) -> "Iterator[tuple[str, Table]]":
    """Yield the sheets of the workbook: the notes to hand back, then who has done how much."""
    yield "Tindak lanjut", followup_table(report)
    yield "Per unit", units_table(report)
    yield "Per area", _areas(report.areas)
