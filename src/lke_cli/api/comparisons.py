"""Many units in one comparison; two versions of a workbook; what became of the notes of a round."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.api.held import bare_minimums, held_to, read_settings, workbooks
from lke_cli.api.options import CompareOptions, DiffOptions, FollowupOptions, Paths
from lke_cli.api.watching import UNWATCHED, Watch
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.results import Comparison, DiffReport, FollowupReport
    from lke_cli.rubric import Rubric
    from lke_cli.scoring import Version
    from lke_cli.workbook import FoundWorkbooks


def compare(
    paths: "Paths | FoundWorkbooks", options: CompareOptions | None = None, *, watch: Watch = UNWATCHED
) -> "Comparison":
    """Return many units in one comparison. What cannot be read is a unit with its problem.

    A Ctrl-C ends the reading; what was read by then is compared, and ``left`` says how much was not.
    """
    from lke_cli.comparison import (
        CompareSettings,
        ComparisonView,
        Round,
        Stop,
        UnitRows,
        Whose,
        apart,
        check_sort,
        compared_nodes,
        compared_rounds,
        fill,
        parse_naming,
        read_roster,
        without_copies,
    )

    options = options or CompareOptions()
    rubric, target, minimums = held_to(options)
    naming = parse_naming(options.name_from)
    roster = read_roster(options.units)
    sort = check_sort(options.sort or ("units" if roster.units else "rank"), rubric)
    sent = workbooks(paths)
    workbooks_now, rounds, left_out = apart(sent.workbooks, earlier_workbooks(options.before))
    now = without_copies(workbooks_now, naming, passed_over=sent.passed_over, left_out=left_out)
    earlier = [without_copies(round_files, naming, earlier=True) for round_files in rounds]
    work = CompareSettings(
        rubric=options.rubric,
        target=target,
        reading=read_settings(options),
        minimums=bare_minimums(minimums),
        against=options.against,
    )
    if options.against is not None and options.assessor != "unit":
        raise LkeError("--against menyandingkan jawaban unit dengan penilai; jangan sebut --assessor.")
    read: list[Round] = []
    with (
        Stop() as stop,
        watch.counted(len(now.paths) + sum(len(files_before.paths) for files_before in earlier), "Membaca") as tick,
    ):
        for files, name in zip([now, *earlier], ["putaran ini", *map(_round_name, options.before)], strict=True):
            rows = UnitRows(compared_nodes(rubric), tuple(rubric.questions))
            left = fill(rows, files.paths, work, tick=tick, stop=stop, seconds=options.max_seconds)
            read.append(Round(rows, files, left, name))
    return compared_rounds(
        read[0],
        rubric,
        target,
        view=ComparisonView(sort, options.only, options.all_versions),
        naming=naming,
        before=read[1:],
        minimums=minimums,
        roster=roster,
        whose=Whose(options.assessor, options.alone, options.against),
    )


def _round_name(name: str | Path) -> str:
    return Path(name).name or str(name)


def earlier_workbooks(names: Sequence[str | Path]) -> list[list[Path]]:
    """Return the workbooks of each earlier round; a name that does not exist is an error, not a row of that round."""
    rounds = [list(workbooks(name).workbooks) for name in names]
    for path in (path for paths in rounds for path in paths):
        if not path.exists():
            raise LkeError(f"--before '{path}' tidak ada; sebutkan folder atau berkas putaran lalu.")
    seen: dict[frozenset[Path], str | Path] = {}
    for name, round_files in zip(names, rounds, strict=True):
        files = frozenset(path.resolve() for path in round_files)
        if files in seen:
            raise LkeError(
                f"--before '{name}' berisi berkas yang sama dengan --before '{seen[files]}'; sebut tiap putaran sekali."
            )
        seen[files] = name
    return rounds


def diff(before: str | Path, after: str | Path | None = None, options: DiffOptions | None = None) -> "DiffReport":
    """Return what changed between two versions of a workbook; of one file, between two assessors."""
    from lke_cli.bounded import call
    from lke_cli.comparison import same_bytes
    from lke_cli.scored import version_of
    from lke_cli.scoring import diff_versions
    from lke_cli.workbook import Reader

    options = options or DiffOptions()
    rubric, target, minimums = held_to(options)
    read = partial(version_of, Reader(rubric), target=target, minimums=minimums)
    first, second = Path(before), Path(after or before)
    reading = read_settings(options)
    old, assessors = call(read, first, reading, file=first, seconds=options.max_seconds)
    others = [name for name in assessors if name != old.assessor]
    other = options.against or (options.assessor if after is not None else _next_assessor(old, others))
    if after is None and other == options.assessor:
        raise LkeError(_same_side(old, others))
    new, _ = call(read, second, replace(reading, assessor=other), file=second, seconds=options.max_seconds)
    old, new = (replace(version, unit=_unit_of(version, rubric)) for version in (old, new))
    report = diff_versions(rubric, old, new)
    return replace(
        report,
        same_file=after is not None and same_bytes(first, second),
        other_unit=after is not None and _are_two_units(old.unit, new.unit),
    )


def _are_two_units(first: str | None, second: str | None) -> bool:
    from lke_cli.unit_names import names_an_organisation, unit_key

    named = [name for name in (first, second) if name and names_an_organisation(name)]
    return len({unit_key(name) for name in named}) > 1


def _unit_of(version: "Version", rubric: "Rubric") -> str | None:
    """Return the unit that a workbook names in its title, else that its file's name does."""
    from lke_cli.unit_names import title_name, unit_in_file_name

    return title_name(version.heading, rubric.title) or unit_in_file_name(Path(version.file).stem) or None


def followup(
    before: Paths, after: Paths, options: "FollowupOptions | None" = None, *, watch: Watch = UNWATCHED
) -> "FollowupReport":
    """Return what became of the notes in workbooks of an earlier round by those of a later one: files, or folders of
    them, that are paired by the units' names."""
    from lke_cli.comparison import followed_up, parse_naming, read_round
    from lke_cli.workbook import is_report

    options = options or FollowupOptions()
    rubric, target, _ = held_to(options)
    naming = parse_naming(options.name_from)
    rounds = [[path for path in workbooks(place).workbooks if not is_report(path)] for place in (before, after)]
    with watch.counted(sum(map(len, rounds)), "Membaca") as tick:
        old, new = (
            read_round(rubric, paths, read_settings(options), target=target, seconds=options.max_seconds, tick=tick)
            for paths in rounds
        )
    return followed_up(rubric, old, new, naming)


def _next_assessor(version: "Version", others: Sequence[str]) -> str:
    """Return whose answers stand beside those that were read; raises LkeError where there are none."""
    if not others:
        raise LkeError(
            f"'{Path(version.file).name}' hanya berisi jawaban {version.assessor}; "
            f"sebutkan berkas kedua untuk dibandingkan."
        )
    return others[0]


def _same_side(version: "Version", others: Sequence[str]) -> str:
    choose = f"pilih penilai lain dengan --against ({', '.join(others)})" if others else "sebutkan berkas kedua"
    return f"Kedua sisi sama: jawaban {version.assessor} di '{Path(version.file).name}'; {choose}."
