"""From the rows of many workbooks to one comparison: which count, what they tell together, what must be said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from lke_cli.comparison.alike import Likeness, Own, likeness
from lke_cli.comparison.files import Files
from lke_cli.comparison.form import form_of
from lke_cli.comparison.groups import by_folder, group_totals
from lke_cli.comparison.identity import identified, likely_same
from lke_cli.comparison.naming import Naming
from lke_cli.comparison.order import in_order, ranked
from lke_cli.comparison.review import lowered
from lke_cli.comparison.roster import NO_ROSTER, Roster
from lke_cli.comparison.rounds import round_totals, since, trends
from lke_cli.comparison.rows import UnitRow
from lke_cli.comparison.spreads import node_spreads, outliers, question_spreads, weakest
from lke_cli.comparison.versions import Versions, counted_versions
from lke_cli.constants import TOTAL
from lke_cli.results import Comparison, Copy, Problem, QuestionSpread, Since, Unit, passed_over_sentence
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring import area_of, raising_nothing
from lke_cli.unit_names import unit_key
from lke_cli.untrusted import some_of

Only = Literal["failing", "passing", "unreadable", "undecided", "blank", "unreviewed"]

_VERDICTS = {"failing": "not-met", "passing": "met"}


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


@dataclass(frozen=True, slots=True)
class _Counted:
    """A round's units that count, and what their rows tell together. again: files that hold another one's bytes, of
    the same unit. own_reports: files that are comparisons themselves."""

    versions: Versions
    alike: Likeness
    questions: tuple[QuestionSpread, ...]
    again: dict[str, Copy]
    own_reports: tuple[str, ...]
    notes: tuple[str, ...]


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
    counted = _counted(now, rubric, naming, roster, all_versions=view.all_versions)
    versions, alike = counted.versions, counted.alike
    units = ranked(versions.units)
    verdicts = Counter(unit.verdict for unit in units)
    readable = [unit for unit in units if unit.verdict in ("met", "not-met")]
    shown = [unit for unit in units if view.only is None or unit.verdict == _VERDICTS.get(view.only, view.only)]
    nodes = tuple(node_spreads(readable, rubric))
    required = _required([*rubric.targets[target].minimums, *minimums], rubric)
    form = form_of(rubric, required)
    codes = [TOTAL, *(node.code for node in form.areas)]
    earlier = [_units_of(earlier_round, naming, roster, all_versions=view.all_versions) for earlier_round in before]
    rounds, names = [*earlier, units], [*(earlier_round.name for earlier_round in before), now.name]
    moved = _since(before[-1], earlier[-1], units, complete=not now.left and not before[-1].left) if before else None
    expected, unexpected = roster.states(units), tuple(roster.unexpected(units, versions.superseded))
    notes = (
        *counted.notes,
        *_said(now, before, naming),
        *_maybe_versions(alike.versions),
        *raising_nothing(minimums, target, rubric),
        *_likely_same(units, moved),
        *roster.notes(unexpected, [unit.unit for unit in units]),
    )
    return Comparison(
        rubric=rubric.id,
        target=target,
        target_label=rubric.targets[target].label,
        target_note=rubric.targets[target].note,
        required=required,
        standards=_required(rubric.targets[target].minimums, rubric),
        form=form,
        files=len(now.files.paths) - len(counted.own_reports) - len(counted.again),
        left=now.left,
        passed_over=now.files.passed_over,
        earlier_files=now.files.earlier,
        own_reports=counted.own_reports,
        copies=(*now.files.copies, *counted.again.values(), *(copy for past in before for copy in past.files.copies)),
        units=tuple(in_order(shown, view.sort, roster)),
        passing=verdicts["met"],
        failing=verdicts["not-met"],
        unreadable=verdicts["unreadable"],
        undecided=verdicts["undecided"],
        blank=verdicts["blank"],
        unreviewed=verdicts["unreviewed"],
        units_with_errors=sum(unit.errors > 0 for unit in units),
        passing_with_errors=sum(unit.errors > 0 and unit.verdict == "met" for unit in units),
        problems=tuple(Problem(unit.file, unit.problem) for unit in units if unit.problem),
        superseded=versions.superseded,
        claims=versions.claims,
        nodes=nodes,
        questions=counted.questions,
        weakest=tuple(weakest(nodes, rubric)),
        outliers=tuple(outliers(readable, nodes, rubric)),
        alike=alike.pairs,
        alike_pairs=alike.count,
        alike_unjudged=alike.unjudged,
        before=moved,
        rounds=tuple(round_totals(names, rounds, codes)) if before else (),
        trends=tuple(trends(rounds, codes)) if len(before) > 1 else (),
        expected=expected,
        unexpected=unexpected,
        groups=group_totals(units, expected, codes),
        assessor=whose.assessor,
        alone=whose.alone,
        against=whose.against,
        lowered=tuple(lowered(units, rubric)),
        notes=notes,
    )


def _counted(now: Round, rubric: Rubric, naming: Naming, roster: Roster, *, all_versions: bool) -> _Counted:
    """Return a round's units that count. What is large of their rows ends here: there may be thousands."""
    again = _again(now, naming)
    rows = {row.unit.file: row for row in now.rows if not row.own_report and row.unit.file not in again}
    named, notes = identified([row.unit for row in rows.values()], naming)
    named = roster.named(named) if roster.units else by_folder(named)
    versions = counted_versions(named, all_versions=all_versions)
    scored = [unit for unit in versions.units if unit.total is not None]
    kept = [rows[unit.file] for unit in scored]
    areas = {code: area_of(rubric, code) for code in rubric.questions}
    alike = likeness(scored, [row.codes for row in kept], Own([row.sketch for row in kept]), now.files.twins, areas)
    own_reports = tuple([row.unit.file for row in now.rows if row.own_report])
    return _Counted(versions, alike, tuple(question_spreads(kept, rubric)), again, own_reports, tuple(notes))


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
