"""A reviewer's results beside the units' own, and the questions that reviewers lower most."""

from collections.abc import Iterator

from lke_cli.numbers import EPSILON, format_number
from lke_cli.report.document import Block, Column, Table, Text, Value
from lke_cli.report.notes import DONE_WORDS
from lke_cli.results import Comparison, Unit

REVIEWED = {"met": "memenuhi", "not-met": "belum", "unreviewed": "belum direviu", "undecided": "tidak dapat dinilai"}


def review_blocks(comparison: Comparison, most: int | None = None) -> Iterator[Block]:
    """Yield the reviewer's results, what they come to, and what they lower. most: questions that are shown."""
    if comparison.against is None:
        return
    yield Text("")
    yield reviewer_sentence(comparison)
    yield review_table(comparison)
    yield lowered_table(comparison, most)
    for unit in comparison.units:
        if unit.review is not None and unit.review.problem and unit.review.verdict != "unreviewed":
            yield Text(f"{unit.unit}: {unit.review.problem}", "warn")


def reviewer_sentence(comparison: Comparison) -> Text:
    """Return how many units a reviewer has done, and how many no longer pass by them."""
    reviews = [(unit.verdict, unit.review) for unit in comparison.units if unit.review is not None]
    done = sum(review.total is not None for _, review in reviews)
    waiting = sum(review.verdict == "unreviewed" for _, review in reviews)
    fallen = sum(verdict == "met" and review.verdict == "not-met" for verdict, review in reviews)
    other = len(reviews) - done - waiting
    more = f", {other} tidak dapat dinilai" if other else ""
    return Text(
        f"{comparison.against}: {done} unit direviu, {waiting} belum direviu{more}; {fallen} unit tidak lagi memenuhi "
        f"menurut {comparison.against}.",
        "bad" if fallen else "plain",
    )


def review_table(comparison: Comparison) -> Table:
    """Return a row a unit: both totals, what was reviewed, both verdicts and the minimums lost."""
    whose = comparison.against or ""
    return Table(
        "review",
        f"Nilai unit dan {whose}",
        (
            Column("unit", "Unit", grow=True),
            Column("own", "Unit", "number"),
            Column("theirs", whose, "number"),
            Column("change", "Selisih"),
            Column("reviewed", "Direviu"),
            Column("lowered", "Turun"),
            Column("raised", "Naik"),
            Column("verdict", "Putusan unit"),
            Column("verdict_then", f"Putusan {whose}"),
            Column("lost", "Minimal yang hilang", grow=True),
        ),
        tuple(_row(unit) for unit in comparison.units if unit.review is not None),
        note=f"Yang dikosongkan {whose} mengikuti jawaban unit. Direviu: pertanyaan yang diisi {whose}.",
    )


def _row(unit: Unit) -> tuple[Value, ...]:
    review = unit.review
    assert review is not None
    change = None if unit.total is None or review.total is None else review.total - unit.total
    counts = (review.reviewed, review.lowered, review.raised) if review.total is not None else (None, None, None)
    reviewed, fewer, more = ("–" if count is None else str(count) for count in counts)
    return (
        unit.unit,
        unit.total,
        review.total,
        "–" if change is None else _signed(change),
        reviewed if review.total is None else f"{reviewed}/{review.questions}",
        fewer,
        more,
        Text(REVIEWED.get(unit.verdict, unit.verdict), "good" if unit.verdict == "met" else "bad"),
        Text(REVIEWED[review.verdict], {"met": "good", "unreviewed": "muted"}.get(review.verdict, "bad")),  # type: ignore[arg-type]
        ", ".join(review.lost) or "–",
    )


def _signed(change: float) -> str:
    return ("+" if change > EPSILON else "") + format_number(0.0 if abs(change) <= EPSILON else change)


def lowered_table(comparison: Comparison, most: int | None = None) -> Table:
    """Return the questions that reviewers lower: of how many units, and how much they lose."""
    shown = comparison.lowered[:most]
    hidden = len(comparison.lowered) - len(shown)
    return Table(
        "lowered",
        "Pertanyaan yang paling sering diturunkan",
        (
            Column("code", "Kode"),
            Column("label", "Uraian", grow=True),
            Column("units", "Unit"),
            Column("share", "Bagian", "percent"),
            Column("loss", "Rata-rata turun", "percent"),
            Column("points", "Poin", "number"),
        ),
        tuple((e.code, e.label, str(e.units), e.share, e.loss, e.points) for e in shown),
        note=f"... dan {hidden} pertanyaan lain; semuanya di json dan xlsx." if hidden else None,
    )


_NOTES = (
    Column("unit", "Unit"),
    Column("code", "Kode"),
    Column("label", "Uraian", grow=True),
    Column("assessor", "Penilai"),
    Column("note", "Catatan", grow=True),
    Column("unit_answer", "Jawaban unit"),
    Column("answer", "Jawaban penilai"),
    Column("evidence", "Bukti dukung", grow=True),
    Column("reply", "Tindak lanjut", grow=True),
    Column("done", "Status"),
    Column("cell", "Sel"),
)


def notes_of_all(comparison: Comparison) -> Table:
    """Return the notes of all units, whole."""
    return Table("notes", "Catatan penilai", _NOTES, tuple(_note_rows(comparison)))


def _note_rows(comparison: Comparison) -> Iterator[tuple[Value, ...]]:
    for unit in comparison.units:
        for note in unit.notes:
            yield (
                unit.unit,
                note.code,
                note.label,
                note.assessor,
                note.text,
                note.unit_answer,
                note.answer,
                "; ".join(note.evidence),
                note.reply,
                DONE_WORDS[note.done],
                note.cell,
            )


def notes_count(comparison: Comparison) -> Table:
    """Return how many notes stand in each unit's LKE, and of how many the unit's box says that it followed them."""
    rows = [(unit.unit, len(unit.notes), sum(note.done is True for note in unit.notes)) for unit in comparison.units]
    return Table(
        "note_counts",
        "Catatan penilai per unit",
        (Column("unit", "Unit", grow=True), Column("notes", "Catatan"), Column("done", "Ditandai selesai")),
        tuple((name, str(count), str(done)) for name, count, done in rows if count),
        note="Isinya di json dan xlsx; tindak lanjutnya dengan lke followup.",
    )
