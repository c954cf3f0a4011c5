"""Reviewers' notes as a table, and what a reviewer entered as a sentence: the same in every report."""

from collections.abc import Sequence

from lke_cli.report.document import Column, Table
from lke_cli.results import Reviewed, ReviewNote
from lke_cli.untrusted import one_line

_LONGEST = 400
DONE_WORDS = {True: "selesai", False: "belum", None: ""}


def reviewed_sentence(assessor: str, reviewed: Reviewed) -> str:
    """Return how many questions an assessor reviewed, lowered and raised, and what counts where they left one blank."""
    first = (
        f"{assessor} mengisi {reviewed.reviewed} dari {reviewed.questions} pertanyaan: {reviewed.lowered} diturunkan, "
        f"{reviewed.raised} dinaikkan."
    )
    if reviewed.alone:
        return f"{first} Yang dikosongkan dihitung 0 (--alone)."
    if not reviewed.over:
        return f"{first} Jawaban unit tidak ada di berkas ini; yang dikosongkan dihitung 0."
    return f"{first} Yang dikosongkan mengikuti {', lalu '.join(reviewed.over)}."


def notes_table(notes: Sequence[ReviewNote], most: int | None = None) -> Table:
    """Return notes with their question, both answers, the evidence beside them and their cell. most: rows shown."""
    hidden = len(notes) - most if most is not None and len(notes) > most else 0
    replied = any(note.reply or note.done is not None for note in notes)
    return Table(
        "notes",
        f"Catatan penilai: {len(notes)}",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("assessor", "Penilai"),
            Column("note", "Catatan", grow=True),
            Column("unit_answer", "Unit"),
            Column("answer", "Penilai"),
            Column("evidence", "Bukti dukung", grow=True),
            *((Column("reply", "Tindak lanjut", grow=True), Column("done", "Status")) if replied else ()),
            Column("cell", "Sel"),
        ),
        tuple(
            (
                note.code,
                note.label,
                note.assessor,
                one_line(note.text, _LONGEST),
                note.unit_answer,
                note.answer,
                one_line("; ".join(note.evidence), _LONGEST),
                *((one_line(note.reply, _LONGEST), DONE_WORDS[note.done]) if replied else ()),
                (note.cell or "").rsplit("!", 1)[-1],
            )
            for note in notes[: len(notes) - hidden]
        ),
        note=f"... dan {hidden} catatan lain; semuanya dengan --detail, di json, csv, dan xlsx." if hidden else None,
    )
