"""The page of a comparison: counts, who is nearly there, a heat map of units and minimums, what is weak, what moved."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from lke_cli.numbers import EPSILON, format_below, format_number, format_percent, reaches
from lke_cli.report.compare import VERDICTS, named_apart
from lke_cli.report.document import Column, Document, Table, Text
from lke_cli.report.html.building import (
    ALL_ROWS,
    facts,
    others,
    page_of,
    said_first,
    sheet,
    tables_of,
    texts_before,
    verdict_of,
)
from lke_cli.report.html.parts import (
    Fact,
    Figure,
    Figures,
    Heat,
    HeatCell,
    HeatColumn,
    HeatRow,
    Page,
    Part,
    Range,
    Ranges,
    Sheet,
    Words,
)
from lke_cli.report.notes import DONE_WORDS
from lke_cli.results import Comparison, Unit
from lke_cli.untrusted import one_line

_WEAKEST = 15
_MOST_NOTES = 2_000  # of a page: with 600 units it stays below 3 MB
_LONGEST = 300  # characters of a note or of what is shown for it
_WITHOUT = "tanpa nilai: tak terbaca, belum dapat dinilai, kosong, atau belum direviu"
_SHOWN_OTHERWISE = {"areas", "missed", "spread"}
"""Tables of the document that the heat map, the ranking and the ranges show."""
_RANKED = ("rank", "unit", "total", "missed", "resilience", "unanswered", "findings", "verdict")
_MARGINS = ((-0.15, -3), (-0.05, -2), (-EPSILON, -1), (0.05, 0), (0.15, 1), (0.3, 2))
_MARGIN_LEGEND = (
    (-3, "kurang lebih dari 15% bobot"),
    (-2, "kurang 5 sampai 15%"),
    (-1, "kurang di bawah 5%"),
    (0, "tercapai, cadangan di bawah 5%"),
    (1, "cadangan 5 sampai 15%"),
    (2, "15 sampai 30%"),
    (3, "di atas 30%"),
)
_SHARES = ((0.4, -3), (0.6, -2), (0.75, -1), (0.9, 1))
_SHARE_LEGEND = (
    (-3, "di bawah 40% bobot"),
    (-2, "40 sampai 60%"),
    (-1, "60 sampai 75%"),
    (1, "75 sampai 90%"),
    (2, "90% ke atas"),
)


def page(comparison: Comparison, document: Document) -> Page:
    """Return the page."""
    tables = tables_of(document)
    verdict, lines = said_first(document)
    names = named_apart(comparison)
    parts: list[Part] = [verdict_of(verdict, lines), _figures(comparison)]
    parts += _listed(tables, "nearly")
    parts += _margins(comparison, names)
    parts.append(_ranking(comparison, tables["ranking"]))
    parts += _listed(tables, "review", "lowered", "note_counts")
    parts += _unit_notes(comparison, names)
    parts += _listed(tables, "expected", "groups")
    if "moves" in tables:
        texts = tuple(text for text in texts_before(document, "moves")[1:] if text.text)
        parts.append(sheet(tables["moves"], lines=texts, most=ALL_ROWS))
    parts += _listed(tables, "rounds", "area_trends")
    parts.append(_spread(comparison))
    parts += _listed(tables, "weakest")
    parts += _weakest_questions(comparison)
    parts += _listed(tables, "blank", "unsupported", "alike", "outliers", "claims", "not_counted", "unreadable")
    parts += _shares(comparison, names)
    shown = {part.id for part in parts if isinstance(part, Sheet)}
    parts += others(document, shown | _SHOWN_OTHERWISE)
    notes = tuple(text for text in _notes(document, len(lines) + 1) if text.text)
    parts += [Words("catatan", "Catatan", notes)] if notes else []
    title = document.title.removeprefix("Perbandingan ").split(",")[0]
    kicker = f"Perbandingan unit, target {comparison.target_label}"
    return page_of(kicker, title, _facts(comparison), parts, head=f"{title} | target {comparison.target_label}", lead=2)


def _listed(tables: Mapping[str, Table], *keys: str) -> Iterator[Sheet]:
    return (sheet(tables[key], most=ALL_ROWS) for key in keys if key in tables)


def _facts(comparison: Comparison) -> tuple[Fact, ...]:
    used = "; ".join(_used(comparison, node) for node in comparison.required)
    changed = [_used(comparison, node) for node in comparison.required if _changed(comparison, node)]
    return (
        *facts(("Target", comparison.target_label), ("Jawaban", comparison.assessor), ("Rubrik", comparison.rubric)),
        *([Fact("Nilai minimal diubah", "; ".join(changed), mark=True)] if changed else []),
        Fact(f"Nilai minimal {comparison.target_label}", used, paper=True),
    )


def _changed(comparison: Comparison, node: str) -> bool:
    """Return whether the user asked for another minimum than the target's own."""
    return bool(comparison.standards) and comparison.standards.get(node) != comparison.required[node]


def _used(comparison: Comparison, node: str) -> str:
    required = f"{node} {_exact(comparison.required[node])}"
    if not _changed(comparison, node):
        return required
    standard = comparison.standards.get(node)
    return f"{required} ({'tambahan' if standard is None else f'aturan {_exact(standard)}'})"


def _exact(value: float) -> str:
    return format_number(value, 2 if abs(value * 100 - round(value * 100)) < 1e-7 else 4)


def _figures(comparison: Comparison) -> Figures:
    read = comparison.passing + comparison.failing
    short = sum(len(unit.missed) == 1 for unit in comparison.units)
    without = comparison.unreadable + comparison.undecided + comparison.blank + comparison.unreviewed
    items = [
        Figure(str(comparison.passing), f"memenuhi {comparison.target_label} dari {read} yang dinilai", "good"),
        Figure(str(comparison.failing), "belum memenuhi", "bad" if comparison.failing else "plain"),
        Figure(str(short), "hanya kurang satu nilai minimal", "warn" if short else "plain"),
        Figure(
            str(without),
            "tanpa nilai: tak terbaca, belum dapat dinilai, kosong, atau belum direviu",
            "bad" if without else "plain",
        ),
        Figure(str(comparison.alike_pairs), "pasangan LKE sangat mirip", "warn" if comparison.alike_pairs else "plain"),
    ]
    if comparison.before is not None:
        up = sum(move.after - move.before > EPSILON for move in comparison.before.moves)
        items.append(Figure(f"{up} dari {len(comparison.before.moves)}", "naik sejak putaran lalu"))
    return Figures(tuple(items))


def _scored(comparison: Comparison) -> list[Unit]:
    return [unit for unit in comparison.units if unit.verdict in ("met", "not-met")]


def _gap(comparison: Comparison, unit: Unit, node: str) -> float | None:
    score = unit.scores.get(node)
    return None if score is None else comparison.required[node] - score


def _labels(comparison: Comparison) -> dict[str, str]:
    return {node.code: node.label for node in comparison.nodes}


def _margins(comparison: Comparison, names: dict[str, str]) -> Iterator[Heat]:
    """Yield the heat map of units and minimums, by how far each is from its minimum."""
    weights = {node.code: node.weight for node in comparison.nodes}
    labels, required = _labels(comparison), comparison.required

    def cell(unit: Unit, node: str) -> HeatCell:
        score, needed = unit.scores.get(node), required[node]
        if score is None or node not in weights:
            return HeatCell("–", None)
        missed = not reaches(score, needed)
        level = _level((score - needed) / weights[node], _MARGINS, 3)
        return HeatCell(format_below(score, needed), min(level, -1) if missed else max(level, 0), missed)

    columns = tuple(
        HeatColumn(code, labels.get(code, code), f"min {_exact(needed)}") for code, needed in required.items()
    )
    rows = _rows(comparison, names, list(required), cell)
    if rows and columns:
        named = "; ".join(f"{code} {labels[code]}" for code in required if code in labels and code != labels[code])
        note = f"{named}. Warna: jarak ke nilai minimalnya, dalam persen bobot. Yang kurang tercetak tebal."
        yield Heat("peta", "Peta nilai minimal", columns, rows, _MARGIN_LEGEND, note)


def _shares(comparison: Comparison, names: dict[str, str]) -> Iterator[Heat]:
    """Yield the heat map of units and the nodes that have no minimum, by the share of the weight."""
    nodes = [node for node in comparison.form.heat if node.code not in comparison.required]
    weights = {node.code: node.weight for node in nodes}

    def cell(unit: Unit, node: str) -> HeatCell:
        score = unit.scores.get(node)
        if score is None:
            return HeatCell("–", None)
        return HeatCell(format_number(score), _level(score / weights[node] + EPSILON, _SHARES, 2))

    rows = _rows(comparison, names, [node.code for node in nodes], cell)
    if rows and nodes:
        columns = tuple(HeatColumn(node.code, node.label, f"dari {_exact(node.weight)}") for node in nodes)
        note = f"{'; '.join(f'{node.code} {node.label}' for node in nodes)}. Warna: bagian dari bobot."
        title = "Peta bagian yang lain: tanpa nilai minimal sendiri"
        yield Heat("peta-bagian", title, columns, rows, _SHARE_LEGEND, note, folded=True)


def _rows(
    comparison: Comparison, names: dict[str, str], nodes: Sequence[str], cell: Callable[[Unit, str], HeatCell]
) -> tuple[HeatRow, ...]:
    return tuple(
        HeatRow(
            "–" if unit.rank is None else str(unit.rank),
            names[unit.file],
            VERDICTS[unit.verdict],
            tuple(cell(unit, node) for node in nodes),
        )
        for unit in _scored(comparison)
    )


def _level(value: float, steps: Sequence[tuple[float, int]], highest: int) -> int:
    return next((level for limit, level in steps if value < limit), highest)


def _ranking(comparison: Comparison, table: Table) -> Sheet:
    """Return the ranking without the scores that the heat map shows, and with what each unit misses."""
    kept = [at for at, column in enumerate(table.columns) if column.key in _RANKED]
    columns = [table.columns[at] for at in kept]
    rows = [tuple(row[at] for at in kept) for row in table.rows]
    missed = [", ".join(unit.missed) for unit in comparison.units]
    shown = replace(
        table,
        title="Peringkat",
        columns=(*columns, Column("nodes", "Yang kurang", grow=True)),
        rows=tuple((*row, nodes) for row, nodes in zip(rows, missed, strict=True)),
    )
    return Sheet(table.key, shown, sortable=True, states=tuple(VERDICTS[unit.verdict] for unit in comparison.units))


def _spread(comparison: Comparison) -> Ranges:
    """Return from where to where the total, the nodes with a minimum and the top nodes reach."""
    wanted = {"total", *comparison.required, *(node.code for node in comparison.form.areas)}
    units = _scored(comparison)
    rows = []
    for node in comparison.nodes:
        if node.code not in wanted:
            continue
        spread, needed = node.spread, comparison.required.get(node.code)
        below = sum(node.code in unit.missed for unit in units)
        rows.append(
            Range(
                node.code,
                node.label,
                spread.minimum / node.weight,
                spread.median / node.weight,
                spread.maximum / node.weight,
                (format_number(spread.minimum), format_number(spread.median), format_number(spread.maximum)),
                None if needed is None else needed / node.weight,
                "" if needed is None else _exact(needed),
                "" if needed is None else f"{below} unit",
            )
        )
    note = "Batang: dari unit terendah sampai tertinggi. Celah putih: median. Garis tegak: nilai minimal."
    return Ranges("sebaran", "Sebaran nilai", tuple(rows), note)


def _weakest_questions(comparison: Comparison) -> Iterator[Sheet]:
    read = comparison.passing + comparison.failing
    low = sorted(comparison.questions, key=lambda question: question.spread.mean)[:_WEAKEST]
    rows = tuple(
        (
            q.code,
            q.label,
            format_percent(q.spread.mean),
            q.spread.mean,
            f"{q.blank} dari {read}",
            f"{q.unsupported} dari {read}",
        )
        for q in low
        if q.spread.mean < 1 - EPSILON
    )
    columns = (
        Column("code", "Kode"),
        Column("label", "Pertanyaan", grow=True),
        Column("mean", "Rata-rata"),
        Column("bar", "Rata-rata semua unit", "bar"),
        Column("blank", "Tanpa jawaban sah"),
        Column("unsupported", "Tanpa bukti dukung"),
    )
    if rows:
        yield sheet(Table("pertanyaan-lemah", f"Pertanyaan terlemah: {len(rows)}", columns, rows))


def _unit_notes(comparison: Comparison, names: dict[str, str]) -> Iterator[Sheet]:
    """Yield the reviewers' notes of all units, those of the first units where a page of all would be too large."""
    rows = [
        (names[unit.file], note.code, one_line(note.text, _LONGEST), note.unit_answer, note.answer, note.assessor,
         one_line("; ".join(note.evidence), _LONGEST), DONE_WORDS[note.done], (note.cell or "").rsplit("!", 1)[-1])
        for unit in comparison.units for note in unit.notes
    ]  # fmt: skip
    columns = (
        Column("unit", "Unit", grow=True),
        Column("code", "Kode"),
        Column("note", "Catatan", grow=True),
        Column("unit_answer", "Jawaban unit"),
        Column("answer", "Jawaban penilai"),
        Column("assessor", "Penilai"),
        Column("evidence", "Bukti dukung", grow=True),
        Column("done", "Status"),
        Column("cell", "Sel"),
    )
    if rows:
        left = len(rows) - _MOST_NOTES
        more = f"{left} catatan lain ada di json dan xlsx." if left > 0 else None
        table = Table("notes", f"Isi catatan penilai: {len(rows)}", columns, tuple(rows[:_MOST_NOTES]), note=more)
        yield sheet(table, most=ALL_ROWS)


def _notes(document: Document, first: int) -> Iterator[Text]:
    """Yield what is said beside the tables and not shown elsewhere."""
    moved = texts_before(document, "moves")
    for block in document.blocks[first:]:
        if isinstance(block, Text) and block not in moved:
            yield block
