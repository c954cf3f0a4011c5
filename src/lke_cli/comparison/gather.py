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
from lke_cli.comparison.identity import identified, likely_same, some
from lke_cli.comparison.naming import Naming
from lke_cli.comparison.rows import Sketch, UnitRow
from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.numbers import EPSILON
from lke_cli.results import (
    Claim,
    Clock,
    Comparison,
    Copy,
    Move,
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
from lke_cli.unit_names import own_words, unit_key

Only = Literal["failing", "passing", "unreadable", "undecided", "blank"]

_VERDICTS = {"failing": "not-met", "passing": "met"}
_ENOUGH_FOR_OUTLIERS = 8
_FENCE = 1.5  # Tukey's fences: 1.5 interquartile ranges beyond the quartiles
_LEAST_SHARE = 0.1  # of a node's weight; a smaller distance from the median is none, however alike the others are


@dataclass(frozen=True, slots=True)
class Round:
    """What was read in one round: the rows, which files they are of, and how many were left because of Ctrl-C."""

    rows: Iterable[UnitRow]
    files: Files
    left: int = 0


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What the user wants to see. sort: rank, unit, verdict, missed, unanswered, findings, or the code of a node."""

    sort: str = "rank"
    only: Only | None = None


_ALL, _UNNAMED = ComparisonView(), Naming()


def compared_rounds(
    now: Round,
    rubric: Rubric,
    target: str,
    *,
    view: ComparisonView = _ALL,
    naming: Naming = _UNNAMED,
    before: Round | None = None,
    minimums: Sequence[Minimum] = (),
) -> Comparison:
    """Return the comparison of the workbooks of a round. before: an earlier one. minimums: beside the target's own."""
    read: list[Unit] = []
    given: list[bytes] = []
    sketches: list[Sketch] = []
    questions = [_Answers() for _ in rubric.questions]
    own_reports: list[str] = []
    again = _again(now, naming)
    for row in now.rows:
        if row.own_report:
            own_reports.append(row.unit.file)
            continue
        if row.unit.file in again:
            continue
        read.append(row.unit)
        if row.unit.total is not None:
            given.append(row.codes)
            sketches.append(row.sketch)
        for answers, value in zip(questions, row.unit.values.values(), strict=False):
            answers.values[value or 0.0] += 1
            answers.blank += value is None
        for number in row.unsupported:
            questions[number].unsupported += 1
    own = Own(sketches)
    named, notes = identified(read, naming)
    del read  # what is large goes as soon as it can: there may be thousands
    alike = likeness([unit for unit in named if unit.total is not None], given, own, now.files.twins)
    del own, given
    units = ranked(named)
    del named
    readable = [unit for unit in units if unit.verdict in ("met", "not-met")]
    nodes = tuple(_node_spreads(readable, rubric))
    counts = Counter(unit.verdict for unit in units)
    shown = [unit for unit in units if view.only is None or unit.verdict == _VERDICTS.get(view.only, view.only)]
    if now.files.passed_over:
        notes.append(passed_over_sentence(now.files.passed_over))
    if own_reports:
        notes.append(f"Dilewati, hasil lke compare sendiri: {some(own_reports)}.")
    if unused := naming.unused([*_all_files(now), *(_all_files(before) if before else ())]):
        notes.append(f"--name-from menyebut {len(unused)} berkas yang tidak ada di antara yang dibaca: {some(unused)}")
    if before and before.left:
        notes.append(f"Putaran lalu: {before.left} dari {len(before.files.paths)} berkas belum dibaca.")
    required = _required([*rubric.targets[target].minimums, *minimums], rubric)
    moved = None if before is None else _since(before, units, naming, complete=not now.left and not before.left)
    notes += _likely_same(units, moved)
    return Comparison(
        rubric=rubric.id,
        target=target,
        target_label=rubric.targets[target].label,
        required=required,
        files=len(now.files.paths) - len(own_reports) - len(again),
        left=now.left,
        units=tuple(_sorted(shown, view.sort)),
        passing=counts["met"],
        failing=counts["not-met"],
        unreadable=counts["unreadable"],
        undecided=counts["undecided"],
        blank=counts["blank"],
        units_with_errors=sum(unit.errors > 0 for unit in units),
        passing_with_errors=sum(unit.errors > 0 and unit.verdict == "met" for unit in units),
        problems=tuple(Problem(unit.file, unit.problem) for unit in units if unit.problem),
        nodes=nodes,
        questions=tuple(
            QuestionSpread(code, question.label, answers.spread(), answers.blank, answers.unsupported)
            for (code, question), answers in zip(rubric.questions.items(), questions, strict=True)
            if answers.values
        ),
        weakest=tuple(_weakest(nodes, rubric)),
        alike=alike.pairs,
        alike_pairs=alike.count,
        alike_unjudged=alike.unjudged,
        outliers=tuple(_outliers(readable, nodes, rubric)),
        copies=(*now.files.copies, *again.values(), *(before.files.copies if before else ())),
        claims=tuple(claims(units)),
        before=moved,
        notes=tuple(notes),
        form=form_of(rubric, required),
        passed_over=now.files.passed_over,
    )


def _all_files(round: Round) -> list[Path]:
    """Return the files of a round, copies that are not read too."""
    return [*round.files.paths, *(Path(copy.file) for copy in round.files.copies)]


def _required(minimums: Iterable[Minimum], rubric: Rubric) -> dict[str, float]:
    """Return the points that each node needs: of several minimums for one the highest."""
    required: dict[str, float] = {}
    for each in minimums:
        points = rubric.required_points(each)
        required[each.node] = max(points, required.get(each.node, 0.0))
    return required


def _again(round: Round, naming: Naming) -> dict[str, Copy]:
    """Return the files with the content of another that prove to be of the same unit, whatever they are called."""
    if not round.files.twins:
        return {}
    named, _ = identified([row.unit for row in round.rows if not row.own_report], naming)
    keys = {unit.file: unit_key(unit.unit) for unit in named}
    return {twin.file: twin for twin in round.files.twins if keys.get(twin.file, "") == keys.get(twin.same_as)}


def _since(before: Round, units: Sequence[Unit], naming: Naming, *, complete: bool) -> Since:
    again = _again(before, naming)
    read = [row.unit for row in before.rows if not row.own_report and row.unit.file not in again]
    earlier, _ = identified(read, naming)
    return replace(since(earlier, units, complete=complete), left=before.left)


def _likely_same(units: Sequence[Unit], moved: Since | None) -> Iterator[str]:
    """Yield a note where two names may well be one unit's: they are never taken for one, and that is said."""
    pairs = likely_same(unit.unit for unit in units)
    if moved is not None:
        pairs += likely_same([*moved.only_before, *moved.only_after])
    if pairs := list(dict.fromkeys(pairs)):
        said = some([f"'{one}' dan '{other}'" for one, other in pairs])
        yield f"Mungkin unit yang sama dengan nama berlainan: {said}. Samakan namanya dengan --name-from."


class _Answers:
    """What the units answered to a question: how many have each value, which thousands of units share."""

    def __init__(self) -> None:
        self.values: Counter[float] = Counter()
        self.blank = self.unsupported = 0

    def spread(self) -> Spread:
        """Return how the values spread over the units."""
        return _spread([*self.values.elements()])


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


def _sorted(units: list[Unit], sort: str) -> list[Unit]:
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
    """Yield the units that lie beyond Tukey's fences in the total or a combined node (a top node where none is).

    The farthest first, as a share of the node's weight.
    """
    if len(readable) < _ENOUGH_FOR_OUTLIERS:
        return
    looked_at = {TOTAL, *(rubric.combined_by_code or [top.code for top in rubric.tree])}
    found = []
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
                found.append((abs(points - node.spread.median) / node.weight, outlier))
    yield from (outlier for _, outlier in sorted(found, key=lambda each: -each[0]))


def claims(units: Iterable[Unit]) -> Iterator[Claim]:
    """Yield the units that several files claim, newest first; which is the newest is None where the times do not tell.

    The documents' own dates decide where all have one and the newest has no equal, for programs stamp a fixed date;
    else the files' times. The two are never mixed.
    """
    for group in _by_key(units).values():
        if len(group) < 2:
            continue
        by_document = sorted(group, key=lambda unit: unit.modified, reverse=True)
        by_file = sorted(group, key=lambda unit: unit.file_modified, reverse=True)
        clock: Clock | None = None
        ordered = by_file
        if all(unit.modified != unit.file_modified for unit in group) and (
            by_document[0].modified > by_document[1].modified
        ):
            clock, ordered = "document", by_document
        elif by_file[0].file_modified > by_file[1].file_modified and by_file[-1].file_modified:
            clock = "file"
        files = tuple([unit.file for unit in ordered])
        yield Claim(ordered[0].unit, files, files[0] if clock else None, clock)


def _by_key(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit_key(unit.unit), []).append(unit)
    return groups


def since(before: Iterable[Unit], after: Iterable[Unit], *, complete: bool = True) -> Since:
    """Hold two rounds against each other by unit name. A name that several files claim is not matched, and said.

    complete: both rounds were read whole; where not, nothing is said about who is only in one of them.
    """
    old, new = _by_key(before), _by_key(after)
    moves: list[Move] = []
    unmatched = _unreadable(old, new, "lalu") + _unreadable(new, old, "ini")
    for key in old.keys() & new.keys():
        first, second = old[key], new[key]
        name = second[0].unit
        if len(first) > 1 or len(second) > 1:
            unmatched.append(
                f"{name}: {len(first)} berkas di putaran lalu dan {len(second)} di putaran ini; sisakan satu berkas."
            )
        elif first[0].total is None or second[0].total is None:
            both = (("lalu", first[0].total), ("ini", second[0].total))
            where = " dan putaran ".join(which for which, total in both if total is None)
            unmatched.append(f"{name}: berkas di putaran {where} tidak terbaca.")
        else:
            moves.append(_move(first[0], second[0], first[0].total, second[0].total))
    return Since(
        moves=tuple(sorted(moves, key=lambda move: (-(move.after - move.before), move.unit))),
        only_before=tuple(sorted(old[key][0].unit for key in old.keys() - new.keys())) if complete else (),
        only_after=tuple(sorted(new[key][0].unit for key in new.keys() - old.keys())) if complete else (),
        unmatched=tuple(sorted(unmatched)),
        complete=complete,
    )


def _unreadable(these: dict[str, list[Unit]], others: dict[str, list[Unit]], which: str) -> list[str]:
    """Take the files that could not be read and match no unit by name out of a round, and the units of the other round
    that they may well be of; return what must be said of them: neither is a unit of one round only."""
    told = []
    for key in [key for key, group in these.items() if key not in others and all(unit.problem for unit in group)]:
        for unit in these.pop(key):
            words = own_words(unit.unit)
            likely = [other for other in others if other not in these and words and words <= own_words(other)]
            if len(likely) == 1:
                name = others.pop(likely[0])[0].unit
                told.append(f"{name}: berkasnya di putaran {which} tidak terbaca. {unit.problem}")
            else:
                told.append(f"putaran {which}, tidak diketahui unitnya: {unit.problem}")
    return told


def _move(old: Unit, new: Unit, before: float, after: float) -> Move:
    changes = {
        code: points - earlier
        for code, points in new.scores.items()
        if points is not None and (earlier := old.scores.get(code)) is not None
    }
    return Move(new.unit, before, after, changes, old.verdict == "met", new.verdict == "met")
