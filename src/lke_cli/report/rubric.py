"""A rubric as a person reads it: the tree with weights, the scales, the minimums."""

from collections.abc import Iterator, Mapping

from lke_cli.numbers import format_number, format_percent
from lke_cli.report.document import Column, Document, Table, Text, Value
from lke_cli.rubric import Minimum, Node, Question, Ratio, Rubric, Scale


def rubrics_document(rubrics: Mapping[str, Rubric]) -> Document:
    """Return the list of rubrics, by the name that ``--rubric`` takes."""
    columns = (
        Column("name", "Nama"),
        Column("title", "Judul", grow=True),
        Column("questions", "Pertanyaan", "number", decimals=0),
        Column("targets", "Target"),
    )
    rows = tuple(
        (name, rubric.title, len(rubric.questions), ", ".join(rubric.targets)) for name, rubric in rubrics.items()
    )
    return Document("Rubrik bawaan", (Table("rubrics", "Daftar", columns, rows, empty="Tidak ada rubrik bawaan."),))


def rubric_document(rubric: Rubric) -> Document:
    """Return a whole rubric: its tree, its scales and the minimums of each target."""
    return Document(
        rubric.title,
        (
            Text(f"Sumber: {rubric.source}"),
            Text(rubric_summary(rubric)),
            _tree(rubric),
            _scales(rubric),
            *(block for name in rubric.targets for block in _target(rubric, name)),
        ),
    )


def rubric_summary(rubric: Rubric) -> str:
    """Return one sentence that says what a rubric holds."""
    levels: dict[str, int] = {}
    for level in rubric.levels_by_code.values():
        levels[level] = levels.get(level, 0) + 1
    parts = [f"{count} {level}" for level, count in levels.items()]
    parts += [f"{len(rubric.questions)} pertanyaan", f"{len(rubric.inputs)} masukan"]
    targets = ", ".join(f"{name} ({len(target.minimums)} nilai minimal)" for name, target in rubric.targets.items())
    return f"{', '.join(parts)}; bobot {format_number(rubric.weights['total'])}; target {targets}."


def _tree(rubric: Rubric) -> Table:
    columns = (
        Column("code", "Kode"),
        Column("label", "Uraian", grow=True),
        Column("weight", "Bobot", "number"),
        Column("scale", "Jawaban"),
    )
    rows = tuple(row for top in rubric.tree for row in _node(rubric, top))
    return Table(
        "tree", "Susunan", columns, rows, note="Pertanyaan tanpa bobot dirata-ratakan, lalu dikalikan bobot di atasnya."
    )


def _node(rubric: Rubric, node: Node, depth: int = 0) -> Iterator[tuple[Value, ...]]:
    yield node.code, "  " * depth + node.label, node.weight, ""
    for question in node.questions:
        yield from _question(rubric, question, depth + 1)
    for child in node.children:
        yield from _node(rubric, child, depth + 1)


def _question(rubric: Rubric, question: Question, depth: int) -> Iterator[tuple[Value, ...]]:
    indent = "  " * depth
    yield (
        question.code,
        indent + question.label,
        "" if question.weight is None else question.weight,
        _form(rubric.scales[question.scale]),
    )
    for each in question.inputs:
        yield each.code, f"{indent}  {each.label} ({each.name})", "", _form(rubric.count_scale)
    if question.ratio is not None:
        yield "", f"{indent}  = {_formula(question.ratio)}", "", ""


def _form(scale: Scale) -> str:
    return " ".join(scale.form.split())


def _formula(ratio: Ratio) -> str:
    top = f"({ratio.numerator})" if " " in ratio.numerator.strip() else ratio.numerator
    below = f"({ratio.denominator})" if " " in ratio.denominator.strip() else ratio.denominator
    zero = format_percent(ratio.zero.otherwise, 0)
    if ratio.zero.all_zero is not None:
        zero += f", {format_percent(ratio.zero.all_zero, 0)} bila semuanya nol"
    return f"{top} / {below}; pembagi nol: {zero}"


def _scales(rubric: Rubric) -> Table:
    columns = (Column("scale", "Skala"), Column("form", "Jawaban"), Column("values", "Nilai", grow=True))
    rows = tuple((name, _form(scale), _values(scale)) for name, scale in rubric.scales.items())
    return Table("scales", "Skala jawaban", columns, rows)


def _values(scale: Scale) -> str:
    if scale.kind == "choice":
        return "; ".join(f"{option} = {_short(value)}" for option, value in scale.options.items())
    if scale.kind == "number":
        return f"angka {_short(scale.minimum)} sampai {_short(scale.maximum)}, dibagi {_short(scale.maximum)}"
    return "hasil rumus, 0% sampai 100%" if scale.kind == "ratio" else "jumlah, tidak dinilai sendiri"


def _short(value: float) -> str:
    return format_number(value, 2).rstrip("0").rstrip(",")


def _target(rubric: Rubric, name: str) -> Iterator[Table]:
    target = rubric.targets[name]
    columns = (
        Column("node", "Kode"),
        Column("label", "Uraian", grow=True),
        Column("weight", "Bobot", "number"),
        Column("minimum", "Minimal", "number"),
        Column("ratio", "Dari bobot", "percent"),
    )
    rows = tuple(_minimum(rubric, minimum) for minimum in target.minimums)
    yield Table(f"minimums_{name}", f"Nilai minimal {target.label} (--target {name})", columns, rows, note=target.note)


def _minimum(rubric: Rubric, minimum: Minimum) -> tuple[Value, ...]:
    weight = rubric.weights[minimum.node]
    score = minimum.score if minimum.ratio is None else minimum.ratio * weight
    assert score is not None  # rubric.check: score or ratio, one of them
    return minimum.node, rubric.label(minimum.node), weight, score, score / weight
