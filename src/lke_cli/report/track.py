"""What became of a plan, as a document and a flat table."""

from pathlib import Path

from lke_cli.numbers import format_gap, format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.plan import address
from lke_cli.results import TrackedStep, TrackResult, TrackState

_STATES: dict[TrackState, Text] = {
    "done": Text("selesai", "good"),
    "partly": Text("sebagian", "warn"),
    "not-yet": Text("belum", "warn"),
    "undone": Text("mundur", "bad"),
    "unknown": Text("periksa sendiri", "muted"),
}


def track_document(track: TrackResult, width: int = 100) -> Document:
    """Return the report: what is left to do first. width: of the page, in characters; all columns fit any."""
    counted = {state: sum(step.state == state for step in track.steps) for state in _STATES}
    states = ", ".join(f"{count} {_STATES[state].text}" for state, count in counted.items() if count)
    then = "" if track.total_then is None else f" (saat rencana dibuat {format_number(track.total_then)})"
    word = "MEMENUHI" if track.met else "BELUM MEMENUHI"
    blocks: list[Block] = [
        Text(
            f"{word} nilai minimal {track.target_label}: nilai total {format_number(track.total)}{then}.",
            "good" if track.met else "bad",
        ),
        Text(f"Dari {len(track.steps)} langkah: {states}."),
    ]
    if track.left:
        gaps = ", ".join(f"{node} {track.labels[node]} kurang {format_gap(gap)}" for node, gap in track.left.items())
        blocks.append(Text(f"Masih kurang: {gaps}. Rencana baru dari keadaan ini: lke plan tanpa --track.", "warn"))
    order = list(_STATES)
    order.remove("done")
    order.append("done")
    steps = sorted(track.steps, key=lambda step: (order.index(step.state), step.number))
    blocks.append(
        Table(
            "steps",
            "Langkah, yang belum dahulu",
            (
                Column("state", "Keadaan"),
                Column("code", "Kode"),
                Column("label", "Kegiatan", grow=True),
                Column("cell", "Sel"),
                Column("before", "Dari"),
                Column("after", "Menjadi"),
                Column("now", "Kini"),
                Column("written", "Tertulis"),
            ),
            tuple(
                (
                    *(_STATES[tracked_step.state], tracked_step.code, tracked_step.label, address(tracked_step.cell)),
                    *_answers(tracked_step),
                )
                for tracked_step in steps
            ),
            note="Mundur: jawabannya kini lebih rendah daripada saat rencana dibuat. Tertulis: penanggung jawab, "
            "tanggal, dan status di rencana aksi.",
        )
    )
    return Document(f"Perkembangan {Path(track.plan).name} menurut {Path(track.file).name}", tuple(blocks))


def _answers(step: TrackedStep) -> tuple[Value, ...]:
    """Return the answer then, planned and now, and what was written beside it."""
    written = ", ".join(part for part in (step.person, step.date, step.status) if part)
    return step.before, step.after, step.now, written


def track_table(track: TrackResult) -> Table:
    """Return one flat row per step."""
    keys = ("step", "state", "code", "label", "cell", "before", "after", "now", "person", "date", "status")
    rows: list[tuple[Value, ...]] = [
        (s.number, s.state, s.code, s.label, s.cell, s.before, s.after, s.now, s.person, s.date, s.status)
        for s in track.steps
    ]
    return Table("track", "track", tuple(Column(key, key) for key in keys), tuple(rows))
