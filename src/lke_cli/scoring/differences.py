"""Where the score that a workbook shows differs from ours, and the likely reason.

The form's arithmetic and its known faults were found by recalculating it. Differences up to 0.005 are rounding.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from lke_cli.answers.given import Answers, Given
from lke_cli.answers.reading import Reading
from lke_cli.findings import Finding
from lke_cli.numbers import EPSILON, format_number, parse_number
from lke_cli.rubric.model import TOTAL, Node, Rubric
from lke_cli.scoring import rules
from lke_cli.scoring.nodes import node_scores
from lke_cli.scoring.result import NodeScore
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue

TOLERANCE = 0.005


def shown_number(given: Given) -> float | None:
    """Return the number that a workbook shows as a score, None where it shows none."""
    return as_number(given.shown)


def as_number(value: CellValue) -> float | None:
    """Return the number that a cell holds, also as text (``3,5``); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    parsed = parse_number(value) if isinstance(value, str) else None
    return parsed[0] if parsed and not parsed[1] else None


def changed_weights(rubric: Rubric, answers: Answers) -> Iterator[Finding]:
    """Yield a finding per node whose weight in the sheet is not the rubric's."""
    for code, weight in rubric.weights.items():
        given = answers.get(code)
        stated = as_number(given.weight) if given else None
        if given and stated is not None and abs(stated - weight) > EPSILON:
            yield rules.WEIGHT_DIFFERS.at(
                f"{code} {rubric.label(code)}: bobot di lembar {format_number(stated)}, "
                f"menurut rubrik {format_number(weight)}.",
                node=code,
                cell=given.weight_cell,
            )


def differences(
    rubric: Rubric,
    answers: Answers,
    readings: Mapping[str, Reading],
    ours: Mapping[str, NodeScore],
) -> list[Finding]:
    """Return a finding per question and node whose shown score is not ours. ours: our scores by code."""
    shown = {code: number for code, given in answers.items() if (number := shown_number(given)) is not None}
    if not shown:
        if any(reading.state == "answered" for reading in readings.values()):
            return [
                rules.NOT_CALCULATED.at("Berkas tidak memuat nilai hasil hitung, jadi tidak ada yang dibandingkan.")
            ]
        return []
    found = [finding for code in rubric.questions for finding in _question(code, rubric, answers, readings, shown)]
    differing = {finding.node for finding in found}
    # Children before parents, so that a parent can say from which child its difference comes.
    values = {code: reading.value for code, reading in readings.items()}
    skipping = node_scores(rubric, values, "skip") if any(v is None for v in values.values()) else ours
    nodes = [node for top in rubric.tree for node in _bottom_up(top)]
    node_findings = []
    for node in nodes:
        for finding in _node(node, rubric, answers, readings, ours, skipping, shown, differing):
            differing.add(node.code)
            node_findings.append(finding)
    total = _total(rubric, answers, ours, shown, differing)
    return [*found, *reversed(node_findings), *total]


def _bottom_up(node: Node) -> Iterator[Node]:
    for child in reversed(node.children):
        yield from _bottom_up(child)
    yield node


def _finding(code: str, rubric: Rubric, given: Given, theirs: str, ours: str, reason: str) -> Finding:
    return rules.WORKBOOK_DIFFERS.at(
        f"{code} {rubric.label(code)}: berkas menampilkan {theirs}, hitungan {ours}; {reason}.",
        node=code,
        cell=given.shown_cell,
    )


def _question(
    code: str,
    rubric: Rubric,
    answers: Answers,
    readings: Mapping[str, Reading],
    shown: Mapping[str, float],
) -> Iterator[Finding]:
    given = answers.get(code)
    if given is None or given.shown == "":
        return
    question, reading = rubric.questions[code], readings[code]
    weight = question.weight or 1.0
    expected = None if reading.value is None else reading.value * weight
    theirs = shown.get(code)
    if theirs is None and expected is None:
        return
    if theirs is not None and expected is not None and abs(theirs - expected) <= TOLERANCE:
        return
    stated, form = given.choices, rubric.scales[question.scale].form
    if stated and _squeeze(stated) != _squeeze(form):
        reason = f"Pilihan Jawaban tertulis '{one_line(stated, 20)}', rumus formulir hanya mengenal '{form}'"
    elif expected is None:
        kind = "kosong" if reading.state == "unanswered" else "tidak sah"
        reason = f"jawabannya {kind}, jadi sel nilai ditimpa atau belum dihitung ulang"
    elif theirs is None:
        reason = "rumus formulir tidak mengenali cara jawaban ditulis, atau belum dihitung ulang"
    else:
        reason = "sel nilai ditimpa angka, atau berkas belum dihitung ulang"
    yield _finding(code, rubric, given, _said(given, theirs), format_number(expected), reason)


def _node(
    node: Node,
    rubric: Rubric,
    answers: Answers,
    readings: Mapping[str, Reading],
    ours: Mapping[str, NodeScore],
    skipping: Mapping[str, NodeScore],
    shown: Mapping[str, float],
    differing: set[str | None],
) -> Iterator[Finding]:
    given = answers.get(node.code)
    if given is None or given.shown_cell is None:
        return
    mine, theirs = ours[node.code], shown.get(node.code)
    if theirs is None:
        text = str(given.shown).strip()
        if text == mine.error:
            return
        reason = _error_reason(text, node, skipping)
    elif mine.score is not None and abs(theirs - mine.score) <= TOLERANCE:
        return
    else:
        reason = _reason(node, readings, skipping, shown, theirs, differing)
    said = mine.error or format_number(mine.score)
    yield _finding(node.code, rubric, given, _said(given, theirs), said, reason)


def _error_reason(text: str, node: Node, skipping: Mapping[str, NodeScore]) -> str:
    if not text.startswith("#"):
        return "sel nilainya tidak berisi angka"
    if skipping[node.code].error:
        blank = [each.code for each in node.walk() if not each.children and skipping[each.code].error]
        return "rumus formulir menjadi galat karena belum ada jawaban di " + _list(blank)
    return "rumus di berkas menghasilkan galat, misalnya karena pembagi 0 atau acuan yang hilang"


def _reason(
    node: Node,
    readings: Mapping[str, Reading],
    skipping: Mapping[str, NodeScore],
    shown: Mapping[str, float],
    theirs: float,
    differing: set[str | None],
) -> str:
    by_form = skipping[node.code].score
    if by_form is not None and abs(theirs - by_form) <= TOLERANCE:
        return f"rumus formulir mengabaikan pertanyaan yang kosong atau tidak sah ({_list(_blank(node, readings))})"
    parts = _parts(node, shown)
    changed = [code for code, _, _ in parts if code in differing]
    if abs(theirs - _together(node, parts)) <= TOLERANCE and (changed or len(parts) < _size(node)):
        if changed:
            return f"ikut dari {_list(changed)}"
        return f"rumusnya tidak menghitung {_list(_lost(node, parts))}"
    if parts and len(parts) < _size(node) and abs(theirs - _scaled(node, parts)) <= TOLERANCE:
        return f"rumusnya tidak menghitung {_list(_lost(node, parts))}"
    for code, _, _ in parts:
        rest = [part for part in parts if part[0] != code]
        if rest and any(abs(theirs - value) <= TOLERANCE for value in (_together(node, rest), _scaled(node, rest))):
            return f"rumusnya melewatkan baris {code}"
    return "sel nilai ditimpa angka, rumusnya diubah, atau berkas belum dihitung ulang"


def _total(
    rubric: Rubric,
    answers: Answers,
    ours: Mapping[str, NodeScore],
    shown: Mapping[str, float],
    differing: set[str | None],
) -> Iterator[Finding]:
    given, theirs, mine = answers.get(TOTAL), shown.get(TOTAL), ours[TOTAL]
    if given is None or given.shown_cell is None or (theirs is None and str(given.shown).strip() == mine.error):
        return
    if theirs is not None and mine.score is not None and abs(theirs - mine.score) <= TOLERANCE:
        return
    changed = [top.code for top in rubric.tree if top.code in differing]
    reason = f"ikut dari {_list(changed)}" if changed else "sel nilai ditimpa angka, atau berkas belum dihitung ulang"
    yield _finding(TOTAL, rubric, given, _said(given, theirs), mine.error or format_number(mine.score), reason)


Part = tuple[str, float, float]  # code, shown points or value, weight


def _parts(node: Node, shown: Mapping[str, float]) -> list[Part]:
    """Return what the workbook shows for what the node is made of; what it shows as text is not in it."""
    if node.children:
        return [(child.code, shown[child.code], child.weight) for child in node.children if child.code in shown]
    return [(q.code, shown[q.code], q.weight or 1.0) for q in node.questions if q.code in shown]


def _lost(node: Node, parts: Sequence[Part]) -> list[str]:
    counted = {code for code, _, _ in parts}
    return [part.code for part in (node.children or node.questions) if part.code not in counted]


def _size(node: Node) -> int:
    return len(node.children or node.questions)


def _together(node: Node, parts: Sequence[Part]) -> float:
    """Return what the form's formula makes of the shown parts: their sum, or their mean x weight."""
    if not parts:
        return 0.0
    whole = sum(value for _, value, _ in parts)
    own = node.children or node.questions[0].weight is not None
    return whole if own else whole / len(parts) * node.weight


def _scaled(node: Node, parts: Sequence[Part]) -> float:
    """Return the parts' share of their own weight, scaled to the node's: a mean taken where a sum belongs."""
    return sum(value for _, value, _ in parts) / sum(weight for _, _, weight in parts) * node.weight


def _blank(node: Node, readings: Mapping[str, Reading]) -> list[str]:
    return [q.code for each in node.walk() for q in each.questions if readings[q.code].value is None]


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes[:4]) + (f", dan {len(codes) - 4} lainnya" if len(codes) > 4 else "")


def _said(given: Given, theirs: float | None) -> str:
    if theirs is None:
        return f"'{one_line(str(given.shown), 20)}'" if given.shown != "" else "kosong"
    return format_number(theirs)


def _squeeze(text: str) -> str:
    return "".join(text.lower().split())
