"""From the rows of many workbooks to one comparison: ranks, spreads, the weakest, the alike, the far-out, who moved."""

import statistics
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from lke_cli.compare.alike import alike_pairs
from lke_cli.compare.names import unit_key
from lke_cli.compare.result import (
    Claim,
    Comparison,
    Copy,
    Move,
    NodeSpread,
    Outlier,
    Problem,
    QuestionSpread,
    Row,
    Since,
    Spread,
    Unit,
)
from lke_cli.compare.run import compared_nodes
from lke_cli.errors import LkeError
from lke_cli.numbers import EPSILON
from lke_cli.rubric.model import TOTAL, Minimum, Rubric
from lke_cli.scoring.score import score

Only = Literal["failing", "passing", "unreadable"]

_VERDICTS = {"failing": "not-met", "passing": "met", "unreadable": "unreadable"}
_NAMED = 5  # files told by name
_ENOUGH_FOR_OUTLIERS = 8
_FENCE = 1.5  # Tukey's fences: 1.5 interquartile ranges beyond the quartiles
_LEAST_SHARE = 0.1  # of a node's weight; a smaller distance from the median is none, however alike the others are


def gather(
    rows: Iterable[Row],
    rubric: Rubric,
    target: str,
    *,
    files: int,
    left: int = 0,
    copies: Sequence[Copy] = (),
    sort: str = "rank",
    only: Only | None = None,
    before: Iterable[Row] | None = None,
    notes: Sequence[str] = (),
    minimums: Sequence[Minimum] = (),
    named: bool = False,
) -> Comparison:
    """Return the comparison of rows. files: how many were found; left: how many of them were not read.

    sort: rank, unit, verdict, missed, unanswered, findings, or the code of a node. before: an earlier round's rows.
    named: the user gave names or a pattern; files that these do not name are told.
    Raises LkeError where the sort key does not exist.
    """
    kept: list[Row] = []
    questions = [_Answers() for _ in rubric.questions]
    for row in rows:
        # Findings stay on disk: they are the largest part of a row, and only the xlsx shows them.
        kept.append(Row(row.unit, row.answers, (), (), row.sketch))
        for answers, value in zip(questions, row.values, strict=False):
            answers.values.append(value or 0.0)
            answers.blank += value is None
        for number in row.unsupported:
            questions[number].unsupported += 1
    units = ranked([row.unit for row in kept])
    readable = [unit for unit in units if unit.verdict != "unreadable"]
    nodes = tuple(_node_spreads(readable, rubric))
    counts = Counter(unit.verdict for unit in units)
    shown = [unit for unit in units if only is None or unit.verdict == _VERDICTS[only]]
    return Comparison(
        rubric=rubric.id,
        target=target,
        target_label=rubric.targets[target].label,
        required={m.node: m.required for m in score(rubric, {}, target=target, minimums=minimums).minimums},
        files=files,
        left=left,
        units=tuple(_sorted(shown, sort, rubric)),
        passing=counts["met"],
        failing=counts["not-met"],
        unreadable=counts["unreadable"],
        units_with_errors=sum(unit.errors > 0 for unit in units),
        passing_with_errors=sum(unit.errors > 0 and unit.verdict == "met" for unit in units),
        problems=tuple(Problem(unit.file, unit.problem) for unit in units if unit.problem),
        nodes=nodes,
        questions=tuple(
            QuestionSpread(code, question.label, _spread(answers.values), answers.blank, answers.unsupported)
            for (code, question), answers in zip(rubric.questions.items(), questions, strict=True)
            if answers.values
        ),
        weakest=tuple(_weakest(nodes, rubric)),
        alike=tuple(alike_pairs([row for row in kept if row.sketch])),
        outliers=tuple(_outliers(readable, nodes, rubric)),
        copies=tuple(copies),
        claims=tuple(claims(units)),
        before=None if before is None else since([row.unit for row in before], units),
        notes=(*notes, *(_unnamed(units) if named else ())),
    )


def _unnamed(units: Sequence[Unit]) -> Iterator[str]:
    files = [unit.file for unit in units if unit.name_source not in ("map", "pattern")]
    if files:
        some = ", ".join(files[:_NAMED]) + (", ..." if len(files) > _NAMED else "")
        yield f"--name-from tidak menamai {len(files)} berkas; namanya dari judul atau nama berkas: {some}"


class _Answers:
    def __init__(self) -> None:
        self.values = array("d")
        self.blank = self.unsupported = 0


def ranked(units: Iterable[Unit]) -> list[Unit]:
    """Return units by rank: highest total first, equal totals share a rank; unreadable ones last, without one."""
    ordered = sorted(units, key=lambda unit: -1.0 if unit.total is None else unit.total, reverse=True)
    made: list[Unit] = []
    rank, last = 0, float("inf")
    for number, unit in enumerate(ordered, 1):
        if unit.total is None:
            made.append(unit)
            continue
        if unit.total < last - EPSILON:
            rank, last = number, unit.total
        made.append(replace(unit, rank=rank))
    return sorted(made, key=_by_rank)


def _by_rank(unit: Unit) -> tuple[float, str, str]:
    return (float("inf") if unit.rank is None else unit.rank, unit.unit.casefold(), unit.file)


def _sorted(units: list[Unit], sort: str, rubric: Rubric) -> list[Unit]:
    if sort == "rank":
        return units
    if sort == "unit":
        return sorted(units, key=lambda unit: (unit.unit.casefold(), unit.file))
    if sort == "verdict":
        return sorted(units, key=lambda unit: list(_VERDICTS.values()).index(unit.verdict))
    if sort in ("missed", "unanswered", "findings"):
        return sorted(units, key=lambda unit: -_count(unit, sort))
    return sorted(units, key=lambda unit: (unit.scores.get(sort) is None, unit.scores.get(sort) or 0.0))


def _count(unit: Unit, name: str) -> int:
    return {"missed": len(unit.missed), "unanswered": unit.unanswered, "findings": unit.findings}[name]


def check_sort(sort: str, rubric: Rubric) -> str:
    """Return the sort key. Raises LkeError where it is none."""
    words = ("rank", "unit", "verdict", "missed", "unanswered", "findings")
    if sort not in words and sort not in compared_nodes(rubric):
        raise LkeError(f"--sort {sort}: pilih {', '.join(words)}, atau kode seperti {', '.join(rubric.overview[:4])}.")
    return sort


def _spread(values: Sequence[float]) -> Spread:
    return Spread(
        min(values), statistics.median(values), statistics.fmean(values), max(values), statistics.pstdev(values)
    )


def _node_spreads(readable: Sequence[Unit], rubric: Rubric) -> Iterator[NodeSpread]:
    for code in compared_nodes(rubric):
        values = [points for unit in readable if (points := unit.scores[code]) is not None]
        if values:
            if code == TOTAL:
                level = TOTAL
            else:
                level = "combined" if code in rubric.combined_by_code else rubric.levels_by_code.get(code, "question")
            yield NodeSpread(code, rubric.label(code), level, rubric.weights[code], _spread(values))


def _weakest(nodes: Sequence[NodeSpread], rubric: Rubric) -> list[str]:
    """Return the nodes that hold questions, lowest mean share of the weight first."""
    inner = [node for node in nodes if node.code in rubric.nodes and rubric.nodes[node.code].questions]
    return [node.code for node in sorted(inner, key=lambda node: node.spread.mean / node.weight)]


def _outliers(readable: Sequence[Unit], nodes: Sequence[NodeSpread], rubric: Rubric) -> Iterator[Outlier]:
    """Yield the units that lie beyond Tukey's fences in the total or a combined node (a top node where none is)."""
    if len(readable) < _ENOUGH_FOR_OUTLIERS:
        return
    looked_at = {TOTAL, *(rubric.combined_by_code or [top.code for top in rubric.tree])}
    for node in nodes:
        if node.code not in looked_at:
            continue
        values = [points for unit in readable if (points := unit.scores[node.code]) is not None]
        low, _, high = statistics.quantiles(values, method="inclusive")
        reach = max(_FENCE * (high - low), _LEAST_SHARE * node.weight)
        for unit in readable:
            points = unit.scores[node.code]
            if points is not None and not low - reach - EPSILON <= points <= high + reach + EPSILON:
                yield Outlier(unit.unit, unit.file, node.code, points, node.spread.median)


def claims(units: Iterable[Unit]) -> Iterator[Claim]:
    """Yield the units that several files claim, with the newest file; None where the times do not tell."""
    for name, group in _by_key(units).items():
        if len(group) > 1:
            newest = sorted(group, key=lambda unit: unit.modified, reverse=True)
            told = bool(newest[0].modified) and newest[0].modified > newest[1].modified
            files = tuple(unit.file for unit in newest)
            yield Claim(name and newest[0].unit, files, files[0] if told else None)


def _by_key(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit_key(unit.unit), []).append(unit)
    return groups


def since(before: Iterable[Unit], after: Iterable[Unit]) -> Since:
    """Hold two rounds against each other by unit name. A name that several files claim is not matched, and said."""
    old, new = _by_key(before), _by_key(after)
    moves: list[Move] = []
    unmatched: list[str] = []
    for key in old.keys() - new.keys():
        # Its name is perhaps only the file's: it is not told as a unit that is missing now.
        unmatched += [f"putaran lalu, {unit.problem}" for unit in old[key] if unit.problem]
        if all(unit.problem for unit in old[key]):
            del old[key]
    for key in old.keys() & new.keys():
        first, second = old[key], new[key]
        name = second[0].unit
        if len(first) > 1 or len(second) > 1:
            unmatched.append(
                f"{name}: {len(first)} berkas di putaran lalu dan {len(second)} di putaran ini; sisakan satu berkas."
            )
        elif first[0].total is None or second[0].total is None:
            where = "lalu" if first[0].total is None else "ini"
            unmatched.append(f"{name}: berkas di putaran {where} tidak terbaca.")
        else:
            moves.append(_move(first[0], second[0], first[0].total, second[0].total))
    return Since(
        moves=tuple(sorted(moves, key=lambda move: (-(move.after - move.before), move.unit))),
        only_before=tuple(sorted(old[key][0].unit for key in old.keys() - new.keys())),
        only_after=tuple(sorted(new[key][0].unit for key in new.keys() - old.keys())),
        unmatched=tuple(sorted(unmatched)),
    )


def _move(old: Unit, new: Unit, before: float, after: float) -> Move:
    changes = {
        code: points - earlier
        for code, points in new.scores.items()
        if points is not None and (earlier := old.scores.get(code)) is not None
    }
    return Move(new.unit, before, after, changes, old.verdict == "met", new.verdict == "met")
