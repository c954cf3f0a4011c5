"""A simulated score beside the real one, as a document and a flat table."""

from pathlib import Path

from lke_cli.numbers import format_below, format_number
from lke_cli.report.document import Block, Column, Document, Table, Text, Value
from lke_cli.report.plan import address
from lke_cli.report.resilience import resilience_text
from lke_cli.results import SimulatedMinimum, SimulateResult


def simulate_document(result: SimulateResult) -> Document:
    """Return the report: the new verdict beside the old."""
    word = "MEMENUHI" if result.met_after else "BELUM MEMENUHI"
    before = "memenuhi" if result.met_before else "belum memenuhi"
    blocks: list[Block] = [
        Text(
            f"Seandainya: {word} nilai minimal {result.target_label}, nilai total {format_number(result.total_after)} "
            f"dari {format_number(result.weight, 0)}; kini {before}, {format_number(result.total_before)}.",
            "good" if result.met_after else "bad",
        )
    ]
    for name, resilience in (("kini", result.resilience_before), ("seandainya", result.resilience_after)):
        if resilience is not None:
            blocks.append(Text(f"{resilience_text(resilience).rstrip('.')} ({name})."))
    blocks += [Text(f"Isian yang jadi bertentangan: {note}", "warn") for note in result.notes]
    blocks.append(
        Table(
            "changes",
            "Yang diubah (berkas tidak ditulis)",
            (
                Column("code", "Kode"),
                Column("label", "Uraian", grow=True),
                Column("cell", "Sel"),
                Column("before", "Kini"),
                Column("after", "Seandainya"),
            ),
            tuple((c.code, c.label, address(c.cell), c.before, c.after) for c in result.changes),
        )
    )
    blocks.append(
        Table(
            "minimums",
            f"Nilai minimal {result.target_label}",
            (
                Column("node", "Kode"),
                Column("label", "Uraian", grow=True),
                Column("required", "Minimal", "number"),
                Column("before", "Kini"),
                Column("after", "Seandainya"),
                Column("state", "Keterangan"),
            ),
            tuple(_row(simulated_minimum) for simulated_minimum in result.minimums),
        )
    )
    return Document(f"Simulasi {Path(result.file).name}, lembar {result.sheet}", tuple(blocks))


def _row(minimum: SimulatedMinimum) -> tuple[Value, ...]:
    shown = [
        "–" if score is None else format_below(score, minimum.required) for score in (minimum.before, minimum.after)
    ]
    words = {
        (True, True): Text("tetap tercapai", "good"),
        (False, True): Text("jadi tercapai", "good"),
        (True, False): Text("jadi tidak tercapai", "bad"),
        (False, False): Text("tetap tidak tercapai", "bad"),
    }
    state = words[minimum.met_before, minimum.met_after]
    return (minimum.node, minimum.label, minimum.required, *shown, state)


def _yes(met: bool) -> str:
    return "yes" if met else "no"


def simulate_table(result: SimulateResult) -> Table:
    """Return one flat row per minimum."""
    keys = ("node", "label", "required", "before", "after", "met_before", "met_after")
    rows: list[tuple[Value, ...]] = [
        (m.node, m.label, m.required, m.before, m.after, _yes(m.met_before), _yes(m.met_after)) for m in result.minimums
    ]
    return Table("simulate", "simulate", tuple(Column(key, key) for key in keys), tuple(rows))
