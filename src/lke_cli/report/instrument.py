"""An instrument as a person reads it: its questions, what tells them, its answers and its bands."""

from collections.abc import Mapping

from lke_cli.report.document import Block, Column, Document, Table, Text
from lke_cli.results import InstrumentOverview


def instruments_document(instruments: Mapping[str, InstrumentOverview]) -> Document:
    """Return the list of instruments, by the name that ``--instrument`` takes."""
    columns = (
        Column("name", "Nama"),
        Column("label", "Singkatan"),
        Column("title", "Judul", grow=True),
        Column("survey", "--kind"),
        Column("questions", "Pertanyaan", "number", decimals=0),
        Column("over", "Dihitung atas"),
    )
    rows = tuple(
        (
            name,
            overview.label,
            overview.title,
            overview.survey or "",
            len(overview.questions) or None,
            ", ".join(overview.over),
        )
        for name, overview in instruments.items()
    )
    return Document("Instrumen survei bawaan", (Table("instruments", "Daftar", columns, rows, empty="Tidak ada."),))


def instrument_document(instrument: InstrumentOverview) -> Document:
    """Return a whole instrument."""
    blocks: list[Block] = [Text(instrument_summary(instrument))]
    if instrument.note:
        blocks.append(Text(instrument.note, "muted"))
    blocks.append(
        Table(
            "questions",
            "Pertanyaan",
            (
                Column("code", "Kode"),
                Column("unsur", "Unsur"),
                Column("label", "Uraian", grow=True),
                Column("ask", "Dikenal dari kata", grow=True),
            ),
            tuple(
                (asked_overview.code, asked_overview.unsur, asked_overview.label, ", ".join(asked_overview.words))
                for asked_overview in instrument.questions
            ),
        )
    )
    blocks.append(
        Table(
            "answers",
            "Kata jawaban, dari terburuk",
            (Column("words", "Kata", grow=True),),
            tuple((" < ".join(words),) for words in instrument.answers),
        )
    )
    blocks.append(
        Table(
            "bands",
            f"Mutu (indeks x {instrument.hundred:g})",
            (Column("letter", "Mutu"), Column("label", "Sebutan"), Column("lowest", "Mulai dari", "number")),
            tuple(
                (band_overview.letter, band_overview.label, band_overview.lowest) for band_overview in instrument.bands
            ),
        )
    )
    return Document(instrument.title, tuple(blocks))


def instrument_summary(instrument: InstrumentOverview) -> str:
    """Return one sentence that says what an instrument holds."""
    if instrument.over:
        return f"Indeks {instrument.label}, dihitung atas {', '.join(instrument.over)}."
    return (
        f"{len(instrument.questions)} pertanyaan, {instrument.unsur} unsur; jawaban 1 sampai {instrument.top}"
        + "".join(f", atau 1 sampai {points} (cara {formula})" for points, formula in instrument.scales)
        + "."
    )
