"""``lke plan``: what to do first, and whether it will hold."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    AloneOption,
    AssessorOption,
    ColumnOption,
    CsvOption,
    DetailOption,
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
)
from lke_cli.cli.progress import ON_SCREEN
from lke_cli.cli.shown import is_own_report, show_cut_short, show_outcome
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.results import PlanResult, PlansResult


class PlanFormat(StrEnum):
    """Output formats of a plan."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
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
    alone: AloneOption = False,
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[PlanFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    detail: DetailOption = False,
    csv: CsvOption = "people",
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
    from lke_cli import api
    from lke_cli.results import PlansResult

    chosen = pick_format(PlanFormat, format, output)
    lkes = api.workbooks(files)
    lkes = lkes._replace(workbooks=tuple(path for path in lkes.workbooks if not is_own_report(path, output)))
    read: list[Path | str] = [*lkes.workbooks, rubric, *(path for path in (cost, track) if path)]
    check_output(output, read, folder=evidence, force=force)
    options = api.PlanOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        alone=alone,
        target=target,
        minimums=tuple(minimum or ()),
        max_seconds=max_seconds,
        robust=robust,
        budget=budget,
        deadline=deadline,
        only=tuple(only or ()),
        lock=tuple(lock or ()),
        costs=cost,
        survey_up=survey_up,
        evidence=evidence,
        review=review,
        blank=blank,
    )
    if track is not None:
        if len(lkes.workbooks) != 1:
            raise LkeError("--track untuk satu LKE saja; sebut satu berkas.")
        tracked = api.track(lkes.workbooks[0], track, options)
        show_outcome(tracked, chosen, output, csv=csv)
        return 0 if tracked.met else 1
    planned = api.plan(lkes, options, watch=ON_SCREEN)
    if isinstance(planned, PlansResult) and planned.left:
        return show_cut_short(planned, chosen, output, planned.left, detail=detail, csv=csv)
    show_outcome(planned, chosen, output, detail=detail, csv=csv)
    return _exit_code(planned)


def _exit_code(planned: "PlanResult | PlansResult") -> int:
    from lke_cli.results import PlanResult

    if isinstance(planned, PlanResult):
        return 0 if planned.met else 1
    if any(unit.problem for unit in planned.units):
        return 2
    return 0 if all(unit.met for unit in planned.units) else 1
