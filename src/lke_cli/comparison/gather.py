"""From the rows of many workbooks to one comparison: ranks, spreads, the weakest, the alike, the far-out, who moved."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from lke_cli.comparison.alike import Own, likeness
from lke_cli.comparison.files import Files
from lke_cli.comparison.form import compared_nodes, form_of
from lke_cli.comparison.groups import by_folder, group_totals
from lke_cli.comparison.identity import identified, likely_same
from lke_cli.comparison.naming import Naming
from lke_cli.comparison.review import lowered
from lke_cli.comparison.roster import NO_ROSTER, Roster
from lke_cli.comparison.rounds import round_totals, since, trends
from lke_cli.comparison.rows import UnitRow
from lke_cli.comparison.versions import counted_versions
from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.numbers import EPSILON
from lke_cli.results import (
    Comparison,
    Copy,
    NodeSpread,
    Outlier,
    Problem,
    QuestionSpread,
    Since,
    Spread,
    Unit,
    passed_over_sentence,
)
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import area_of, raising_nothing
from lke_cli.unit_names import unit_key
from lke_cli.untrusted import some_of

Only = Literal["failing", "passing", "unreadable", "undecided", "blank", "unreviewed"]

_VERDICTS = {"failing": "not-met", "passing": "met"}
_ORDER = ("not-met", "met", "undecided", "unreviewed", "blank", "unreadable")
_ENOUGH_FOR_OUTLIERS = 8
_FENCE = 1.5  # Tukey's fences: 1.5 interquartile ranges beyond the quartiles
_LEAST_SHARE = 0.1  # of a node's weight; a smaller distance from the median is none, however alike the others are


@dataclass(frozen=True, slots=True)
class Round:
    """What was read in one round: the rows, which files they are of, how many were left because of Ctrl-C, and what the
    round is called."""

    rows: Sequence[UnitRow]
    files: Files
    left: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What the user wants to see. sort: rank, unit, verdict, missed, unanswered, findings, units (the list's order), or
    the code of a node. all_versions: older versions of a unit's workbook count too."""

    sort: str = "rank"
    only: Only | None = None
    all_versions: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose answers were read: an assessor's, alone or over those beneath, held against another's or nobody's."""

    assessor: str = "unit"
    alone: bool = False
    against: str | None = None


_ALL, _UNNAMED, _THE_UNITS = ComparisonView(), Naming(), Whose()


def compared_rounds(
    now: Round,
    rubric: Rubric,
    target: str,
    *,
    view: ComparisonView = _ALL,
    naming: Naming = _UNNAMED,
    before: Sequence[Round] = (),
    minimums: Sequence[Minimum] = (),
    roster: Roster = NO_ROSTER,
    whose: Whose = _THE_UNITS,
) -> Comparison:
    """Return the comparison of the workbooks of a round. before: earlier ones, the oldest first. minimums: beside the
    target's own. roster: who is expected. whose: answers were read."""
    again = _again(now, naming)
    rows = {row.unit.file: row for row in now.rows if not row.own_report and row.unit.file not in again}
    own_reports = tuple([row.unit.file for row in now.rows if row.own_report])
    named, notes = identified([row.unit for row in rows.values()], naming)
    named = roster.named(named) if roster.units else by_folder(named)
    versions = counted_versions(named, all_versions=view.all_versions)
    scored = [unit for unit in versions.units if unit.total is not None]
    kept = [rows[unit.file] for unit in scored]
    areas = {code: area_of(rubric, code) for code in rubric.questions}
    own = Own([row.sketch for row in kept])
    alike = likeness(scored, [row.codes for row in kept], own, now.files.twins, areas)
    questions = _question_spreads(kept, rubric)
    del named, rows, kept, scored, own  # what is large goes as soon as it can: there may be thousands
    units = ranked(versions.units)
    readable = [unit for unit in units if unit.verdict in ("met", "not-met")]
    nodes = tuple(_node_spreads(readable, rubric))
    counts = Counter(unit.verdict for unit in units)
    shown = [unit for unit in units if view.only is None or unit.verdict == _VERDICTS.get(view.only, view.only)]
    required = _required([*rubric.targets[target].minimums, *minimums], rubric)
    standards = _required(rubric.targets[target].minimums, rubric)
    form = form_of(rubric, required)
    codes = [TOTAL, *(node.code for node in form.areas)]
    earlier = [_units_of(earlier_round, naming, roster, all_versions=view.all_versions) for earlier_round in before]
    moved = _since(before[-1], earlier[-1], units, complete=not now.left and not before[-1].left) if before else None
    expected = roster.states(units)
    unexpected = roster.unexpected(units, versions.superseded)
    notes += _said(now, before, naming)
    notes += [*_maybe_versions(alike.versions)]
    notes += [
        *raising_nothing(minimums, target, rubric),
        *_likely_same(units, moved),
        *roster.notes(unexpected, [unit.unit for unit in units]),
    ]
    return Comparison(
        rubric=rubric.id,
        target=target,
        target_label=rubric.targets[target].label,
        required=required,
        files=len(now.files.paths) - len(own_reports) - len(again),
        left=now.left,
        units=tuple(_sorted(shown, view.sort, roster)),
        passing=counts["met"],
        failing=counts["not-met"],
        unreadable=counts["unreadable"],
        undecided=counts["undecided"],
        blank=counts["blank"],
        units_with_errors=sum(unit.errors > 0 for unit in units),
        passing_with_errors=sum(unit.errors > 0 and unit.verdict == "met" for unit in units),
        problems=tuple(Problem(unit.file, unit.problem) for unit in units if unit.problem),
        nodes=nodes,
        questions=questions,
        weakest=tuple(_weakest(nodes, rubric)),
        alike=alike.pairs,
        alike_pairs=alike.count,
        alike_unjudged=alike.unjudged,
        outliers=tuple(_outliers(readable, nodes, rubric)),
        copies=(
            *now.files.copies,
            *again.values(),
            *(copy for earlier_round in before for copy in earlier_round.files.copies),
        ),
        claims=versions.claims,
        before=moved,
        notes=tuple(notes),
        form=form,
        passed_over=now.files.passed_over,
        superseded=versions.superseded,
        earlier_files=now.files.earlier,
        own_reports=own_reports,
        expected=expected,
        unexpected=tuple(unexpected),
        groups=group_totals(units, expected, codes),
        standards=standards,
        target_note=rubric.targets[target].note,
        rounds=tuple(
            round_totals([*(earlier_round.name for earlier_round in before), now.name], [*earlier, units], codes)
        )
        if before
        else (),
        trends=tuple(trends([*earlier, units], codes)) if len(before) > 1 else (),
        unreviewed=counts["unreviewed"],
        assessor=whose.assessor,
        alone=whose.alone,
        against=whose.against,
        lowered=tuple(lowered(units, rubric)),
    )


def _said(now: Round, before: Sequence[Round], naming: Naming) -> Iterator[str]:
    """Yield what must be said of the files that were found."""
    if now.files.passed_over:
        yield passed_over_sentence(now.files.passed_over)
    if now.files.earlier:
        yield f"Tidak dihitung di putaran ini karena termasuk --before: {len(now.files.earlier)} berkas."
    if own := [row.unit.file for row in now.rows if row.own_report]:
        yield f"Dilewati, hasil lke compare sendiri: {some_of(own)}."
    if unused := naming.unused(
        [*_all_files(now), *(path for earlier_round in before for path in _all_files(earlier_round))]
    ):
        yield f"--name-from menyebut {len(unused)} berkas yang tidak ada di antara yang dibaca: {some_of(unused)}"
    for earlier_round in before:
        if earlier_round.left:
            yield f"Putaran lalu: {earlier_round.left} dari {len(earlier_round.files.paths)} berkas belum dibaca."


def _maybe_versions(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a question about names of which one begins with the other, and whose workbooks are much alike."""
    if pairs:
        names = some_of([f"'{short}' dan '{long}'" for short, long in pairs])
        yield (
            f"Versi satu unit, atau dua unit? Namanya bersambung dan LKE-nya sangat mirip: {names}. Bila satu unit, "
            "samakan namanya dengan --name-from; bila dua, bandingkan kedua berkasnya."
        )


def _question_spreads(rows: Sequence[UnitRow], rubric: Rubric) -> tuple[QuestionSpread, ...]:
    """Return how the units that count answer every question."""
    unsupported = Counter(number for row in rows for number in row.unsupported)
    questions = []
    for number, (code, question) in enumerate(rubric.questions.items()):
        values = [row.unit.values[code] for row in rows if row.unit.values]
        if values:
            spread = _spread([value or 0.0 for value in values])
            blank = sum(value is None for value in values)
            questions.append(QuestionSpread(code, question.label, spread, blank, unsupported[number]))
    return tuple(questions)


def _all_files(round: Round) -> list[Path]:
    """Return the files of a round, copies that are not read too."""
    return [*round.files.paths, *(Path(copy.file) for copy in round.files.copies)]


def _required(minimums: Iterable[Minimum], rubric: Rubric) -> dict[str, float]:
    """Return the points that each node needs: of several minimums for one the highest."""
    required: dict[str, float] = {}
    for minimum in minimums:
        points = rubric.required_points(minimum)
        required[minimum.node] = max(points, required.get(minimum.node, 0.0))
    return required


def _again(round: Round, naming: Naming) -> dict[str, Copy]:
    """Return the files with the content of another that prove to be of the same unit, whatever they are called."""
    if not round.files.twins:
        return {}
    named, _ = identified([row.unit for row in round.rows if not row.own_report], naming)
    keys = {unit.file: unit_key(unit.unit) for unit in named}
    return {twin.file: twin for twin in round.files.twins if keys.get(twin.file, "") == keys.get(twin.same_as)}


def _units_of(round: Round, naming: Naming, roster: Roster, *, all_versions: bool) -> list[Unit]:
    """Return the units that count in an earlier round."""
    again = _again(round, naming)
    read = [row.unit for row in round.rows if not row.own_report and row.unit.file not in again]
    named, _ = identified(read, naming)
    return counted_versions(roster.named(named), all_versions=all_versions).units


def _since(before: Round, earlier: Sequence[Unit], units: Sequence[Unit], *, complete: bool) -> Since:
    return replace(since(earlier, units, complete=complete), left=before.left)


def _likely_same(units: Sequence[Unit], moved: Since | None) -> Iterator[str]:
    """Yield a note where two names may well be one unit's: they are never taken for one, and that is said."""
    pairs = likely_same(unit.unit for unit in units)
    if moved is not None:
        pairs += likely_same([*moved.only_before, *moved.only_after])
    if pairs := list(dict.fromkeys(pairs)):
        names = some_of([f"'{one}' dan '{other}'" for one, other in pairs])
        yield f"Mungkin unit yang sama dengan nama berlainan: {names}. Samakan namanya dengan --name-from."


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


def _sorted(units: list[Unit], sort: str, roster: Roster) -> list[Unit]:
    if sort == "rank":
        return units
    if sort == "units":
        order = roster.order()
        return sorted(units, key=lambda unit: order.get(unit.unit, len(order)))
    if sort == "unit":
        return sorted(units, key=lambda unit: (unit.unit.casefold(), unit.file))
    if sort == "verdict":
        return sorted(units, key=lambda unit: _ORDER.index(unit.verdict))
    if sort in ("missed", "unanswered", "findings"):
        return sorted(units, key=lambda unit: -_count(unit, sort))
    return sorted(units, key=lambda unit: (unit.scores.get(sort) is None, unit.scores.get(sort) or 0.0))


def _count(unit: Unit, name: str) -> int:
    return {"missed": len(unit.missed), "unanswered": unit.unanswered, "findings": unit.findings}[name]


def check_sort(sort: str, rubric: Rubric) -> str:
    """Return the sort key. Raises LkeError where it is none."""
    words = ("rank", "unit", "units", "verdict", "missed", "unanswered", "findings")
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
    """Yield the units that lie beyond Tukey's fences in the total or a combined node (a top node where none is).

    The farthest first, as a share of the node's weight.
    """
    if len(readable) < _ENOUGH_FOR_OUTLIERS:
        return
    looked_at = {TOTAL, *(rubric.combined_by_code or [top.code for top in rubric.tree])}
    outliers = []
    for node in nodes:
        if node.code not in looked_at:
            continue
        values = [points for unit in readable if (points := unit.scores[node.code]) is not None]
        low, _, high = statistics.quantiles(values, method="inclusive")
        reach = max(_FENCE * (high - low), _LEAST_SHARE * node.weight)
        for unit in readable:
            points = unit.scores[node.code]
            if points is not None and not low - reach - EPSILON <= points <= high + reach + EPSILON:
                outlier = Outlier(unit.unit, unit.file, node.code, points, node.spread.median)
                outliers.append((abs(points - node.spread.median) / node.weight, outlier))
    yield from (outlier for _, outlier in sorted(outliers, key=lambda placed: -placed[0]))
