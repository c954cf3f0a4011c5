"""``lke plan``: what to do first, and whether it will hold."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    FORMAT_HELP,
    AssessorOption,
    ColumnOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    MinimumOption,
    OutputOption,
    RubricOption,
    SheetOption,
    TargetOption,
    check_output,
    pick_format,
    pick_target,
    read_options,
)
from lke_cli.cli.say import say
from lke_cli.cli.shown import show
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.plan.work import PlanOptions
    from lke_cli.results.found import PassedOver
    from lke_cli.results.plan import PlanResult, PlansResult, TrackResult
    from lke_cli.rubric.model import Rubric

INTERRUPTED = 130


class PlanFormat(StrEnum):
    """Output formats of a plan."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"


def plan(
    files: Annotated[list[str], typer.Argument(metavar="BERKAS|FOLDER...", help="Workbook LKE, folder, atau pola.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    robust: Annotated[
        int,
        typer.Option(
            min=0, max=50, metavar="K", help="Tahan bila K jawaban mana pun turun satu tingkat; 0 tanpa cadangan."
        ),
    ] = 3,
    budget: Annotated[
        float | None, typer.Option(min=0, metavar="N", help="Yang terbaik dengan upaya paling banyak N.")
    ] = None,
    deadline: Annotated[
        str | None, typer.Option(metavar="TAHUN-BULAN", help="Hanya yang dapat selesai sampai akhir bulan itu.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="KODE", help="Ubah hanya bagian ini, misalnya A.6; boleh diulang.")
    ] = None,
    lock: Annotated[
        list[str] | None, typer.Option(metavar="KODE", help="Jangan ubah bagian ini; boleh diulang.")
    ] = None,
    cost: Annotated[
        Path | None, typer.Option(metavar="BERKAS", help="YAML dengan upaya lain, per jenis atau per pertanyaan.")
    ] = None,
    survey_up: Annotated[
        bool, typer.Option("--survey-up", help="Nilai survei boleh naik; itu perlu responden, bukan keputusan.")
    ] = False,
    evidence: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Mulai dari jawaban yang ada buktinya di folder ini (satu LKE)."),
    ] = None,
    review: Annotated[
        str, typer.Option(metavar="PERSEN", help="Peluang tiap jawaban turun dalam reviu acak yang disimulasikan.")
    ] = "5%",
    track: Annotated[
        Path | None, typer.Option(metavar="RENCANA", help="Rencana aksi (.xlsx) lama: apa yang sudah, belum, mundur.")
    ] = None,
    blank: Annotated[
        Literal["zero", "skip"], typer.Option(help="Pertanyaan kosong; skip hanya bila tidak ada yang kosong.")
    ] = "zero",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[PlanFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Susun rencana termurah menuju nilai minimal yang bertahan saat direviu.

    Bawaannya rencana yang tetap memenuhi walaupun 3 jawaban mana pun turun
    satu tingkat; di sampingnya rencana termurah tanpa cadangan. Keduanya
    terbukti termurah menurut upaya di rubrik. Nilai survei tidak diubah
    kecuali dengan --survey-up. Untuk folder: upaya dan tiga langkah pertama
    tiap unit, dan pertanyaan yang ada di rencana paling banyak unit.

    \b
    Contoh:
      lke plan "LKE ZI KPU Kab. X.xlsx"
      lke plan LKE.xlsx --target wbbm --min total=86 --robust 5
      lke plan LKE.xlsx --budget 20 --lock A.I.3
      lke plan LKE.xlsx --deadline 2026-03 -o rencana.xlsx
      lke plan LKE.xlsx --evidence "BUKTI DUKUNG ZI 2026"
      lke plan LKE-baru.xlsx --track rencana.xlsx
      lke plan "D:\\LKE Provinsi" -o rencana.xlsx

    \b
    Kode keluar: 0 sudah memenuhi; 1 belum memenuhi; 2 tidak dapat
    dijalankan, atau ada berkas yang tidak terbaca.
    """
    from lke_cli.cli.compare import _is_own_report
    from lke_cli.plan.work import PlanOptions
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.score import parse_minimum
    from lke_cli.workbook.find import find_workbooks

    chosen = pick_format(PlanFormat, format, output)
    loaded = load_rubric(rubric)
    minimums = [parse_minimum(text, loaded) for text in minimum or ()]
    options = PlanOptions(
        rubric=rubric,
        target=pick_target(loaded, target),
        reading=read_options(sheet, column, header_row, assessor),
        minimums=tuple((each.node, each.score or 0.0) for each in minimums),
        blank=blank,
        falls=robust,
        locked=tuple(lock or ()),
        only=tuple(only or ()),
        survey_up=survey_up,
        days=_days(deadline) if deadline else None,
        budget=budget,
        review=_chance(review),
        costs=cost,
        seconds=max_seconds,
    )
    found = find_workbooks(files)
    paths = [path for path in found.workbooks if not _is_own_report(path, output)]
    read: list[Path | str] = [*paths, rubric, *(each for each in (cost, track) if each)]
    check_output(output, read, folder=evidence, force=force)
    if len(paths) > 1:
        if evidence is not None or track is not None or budget is not None:
            raise LkeError("--evidence, --track, dan --budget untuk satu LKE saja; sebut satu berkas.")
        return _many(paths, found.passed_over, options, loaded, chosen, output)
    if track is not None:
        return _track(paths[0], track, options, loaded, chosen, output)
    return _one(paths[0], options, loaded, evidence, chosen, output)


def _days(deadline: str) -> int:
    """Return how many days are left until the end of a month."""
    from datetime import date

    from lke_cli.plan.when import days_until

    return days_until(deadline, date.today())


def _chance(text: str) -> float:
    from lke_cli.plan.when import parse_chance

    return parse_chance(text)


def _one(
    path: Path, options: "PlanOptions", rubric: "Rubric", evidence: Path | None, format: PlanFormat, output: Path | None
) -> int:
    from lke_cli.plan.work import Planner

    planner = Planner(options, rubric)
    evidenced = None
    if evidence is not None:
        from lke_cli.api import _evidenced
        from lke_cli.cli.progress import ON_SCREEN

        evidenced, uncounted = _evidenced(evidence, path, rubric, options.seconds, ON_SCREEN)
        for finding in uncounted:
            say(finding.message)
    result: PlanResult = planner.plan(path, evidenced=evidenced)
    show(result, format, output)
    return 0 if result.met else 1


def _many(
    paths: list[Path],
    passed_over: "tuple[PassedOver, ...]",
    options: "PlanOptions",
    rubric: "Rubric",
    format: PlanFormat,
    output: Path | None,
) -> int:
    from dataclasses import replace

    from lke_cli.cli.compare import _beside
    from lke_cli.cli.progress import counted
    from lke_cli.compare.run import Stop
    from lke_cli.plan.work import Planner, plan_units

    Planner(options, rubric)  # what is wrong with the options is said once, here
    with Stop() as stop, counted(len(paths), "Merencanakan") as tick:
        result: PlansResult = plan_units(paths, options, rubric, tick=tick, stop=lambda: stop.asked)
    result = replace(result, passed_over=passed_over)
    shown_in = _beside(output) if output is not None and result.left else output
    show(result, format, shown_in)
    if result.left:
        where = f" Yang sudah ada ditulis ke '{shown_in}', bukan ke '{output}'." if output is not None else ""
        say(f"Dihentikan: {result.left} berkas belum direncanakan.{where}")
        return INTERRUPTED
    if any(unit.problem for unit in result.units):
        return 2
    return 0 if all(unit.met for unit in result.units) else 1


def _track(
    path: Path, track: Path, options: "PlanOptions", rubric: "Rubric", format: PlanFormat, output: Path | None
) -> int:
    from lke_cli.bounded import call
    from lke_cli.plan.track import read_plan
    from lke_cli.plan.track import track as tracked
    from lke_cli.rubric.model import Minimum
    from lke_cli.scored import score_workbook
    from lke_cli.workbook.read import Reader

    if format is PlanFormat.XLSX:
        raise LkeError("--track tidak menulis xlsx; pakai --format text, md, csv, atau json.")
    minimums = [Minimum(node=node, score=points) for node, points in options.minimums]
    scored = call(
        score_workbook,
        Reader(rubric),
        path,
        file=path,
        seconds=options.seconds,
        target=options.target,
        blank=options.blank,
        minimums=minimums,
        reading=options.reading,
    )
    plan = call(read_plan, track, file=track, seconds=options.seconds)
    result: TrackResult = tracked(track, plan, scored, rubric)
    show(result, format, output)
    return 0 if result.met else 1
