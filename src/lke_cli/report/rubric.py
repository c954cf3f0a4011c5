"""A rubric as a person reads it: the tree with weights, the scales, the minimums."""

from collections.abc import Iterator, Mapping, Sequence

from lke_cli.numbers import format_number, format_percent
from lke_cli.report.document import Column, Document, Table, Text, Value
from lke_cli.results import MinimumOverview, RatioOverview, RubricLine, RubricOverview, ScaleOverview, TargetOverview


def rubrics_document(rubrics: Mapping[str, RubricOverview]) -> Document:
    """Return the list of rubrics, by the name that ``--rubric`` takes."""
    columns = (
        Column("name", "Nama"),
        Column("title", "Judul", grow=True),
        Column("questions", "Pertanyaan", "number", decimals=0),
        Column("targets", "Target"),
    )
    rows = tuple(
        (name, rubric.title, rubric.questions, ", ".join(target.name for target in rubric.targets))
        for name, rubric in rubrics.items()
    )
    return Document("Rubrik bawaan", (Table("rubrics", "Daftar", columns, rows, empty="Tidak ada rubrik bawaan."),))


def rubric_document(rubric: RubricOverview) -> Document:
    """Return a whole rubric: its tree, its scales and the minimums of each target."""
    return Document(
        rubric.title,
        (
            Text(f"Sumber: {rubric.source}"),
            Text(rubric_summary(rubric)),
            _tree(rubric),
            _scales(rubric),
            *map(_target, rubric.targets),
        ),
    )


def rubric_summary(rubric: RubricOverview) -> str:
    """Return one sentence that says what a rubric holds."""
    parts = [f"{count} {level}" for level, count in rubric.levels.items()]
    parts += [f"{rubric.questions} pertanyaan", f"{rubric.inputs} masukan"]
    targets = ", ".join(f"{target.name} ({len(target.minimums)} nilai minimal)" for target in rubric.targets)
    return f"{', '.join(parts)}; bobot {format_number(rubric.weight)}; target {targets}."


def _tree(rubric: RubricOverview) -> Table:
    columns = (
        Column("code", "Kode"),
        Column("label", "Uraian", grow=True),
        Column("weight", "Bobot", "number"),
        Column("scale", "Jawaban"),
    )
    return Table(
        "tree",
        "Susunan",
        columns,
        tuple(_rows(rubric.lines)),
        note="Pertanyaan tanpa bobot dirata-ratakan, lalu dikalikan bobot di atasnya.",
    )


def _rows(lines: Sequence[RubricLine]) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of the tree: the formula of a percentage stands below its inputs."""
    formula: tuple[Value, ...] | None = None
    for line in lines:
        if formula is not None and not line.name:
            yield formula
            formula = None
        label = f"{line.label} ({line.name})" if line.name else line.label
        yield line.code, "  " * line.depth + label, "" if line.weight is None else line.weight, line.form
        if line.ratio is not None:
            formula = "", f"{'  ' * (line.depth + 1)}= {_formula(line.ratio)}", "", ""
    if formula is not None:
        yield formula


def _formula(ratio: RatioOverview) -> str:
    top = f"({ratio.numerator})" if " " in ratio.numerator.strip() else ratio.numerator
    below = f"({ratio.denominator})" if " " in ratio.denominator.strip() else ratio.denominator
    zero = format_percent(ratio.zero, 0)
    if ratio.all_zero is not None:
        zero += f", {format_percent(ratio.all_zero, 0)} bila semuanya nol"
    return f"{top} / {below}; pembagi nol: {zero}"


def _scales(rubric: RubricOverview) -> Table:
    columns = (Column("scale", "Skala"), Column("form", "Jawaban"), Column("values", "Nilai", grow=True))
    rows = tuple((scale.name, scale.form, _values(scale)) for scale in rubric.scales)
    return Table("scales", "Skala jawaban", columns, rows)


def _values(scale: ScaleOverview) -> str:
    if scale.kind == "choice":
        return "; ".join(f"{option} = {_short(value)}" for option, value in scale.options.items())
    if scale.kind == "number":
        return f"angka {_short(scale.lowest)} sampai {_short(scale.highest)}, dibagi {_short(scale.highest)}"
    return "hasil rumus, 0% sampai 100%" if scale.kind == "ratio" else "jumlah, tidak dinilai sendiri"


def _short(value: float) -> str:
    return format_number(value, 2).rstrip("0").rstrip(",")


def _target(target: TargetOverview) -> Table:
    columns = (
        Column("node", "Kode"),
        Column("label", "Uraian", grow=True),
        Column("weight", "Bobot", "number"),
        Column("minimum", "Minimal", "number"),
        Column("ratio", "Dari bobot", "percent"),
    )
    title = f"Nilai minimal {target.label} (--target {target.name})"
    return Table(f"minimums_{target.name}", title, columns, tuple(map(_minimum, target.minimums)), note=target.note)


def _minimum(minimum: MinimumOverview) -> tuple[Value, ...]:
    return minimum.node, minimum.label, minimum.weight, minimum.score, minimum.score / minimum.weight
