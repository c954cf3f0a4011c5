"""``lke diff``: what changed between two versions of a workbook, or between two assessors."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    AloneOption,
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
from lke_cli.cli.shown import show_outcome
from lke_cli.constants import DEFAULT_RUBRIC


class DiffFormat(StrEnum):
    """Output formats of a difference."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


def diff(
    before: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE, atau versi lamanya.")],
    after: Annotated[
        Path | None, typer.Argument(metavar="[BERKAS-BARU]", help="Versi baru; tanpa ini, dua penilai dibandingkan.")
    ] = None,
    assessor: Annotated[
        str,
        typer.Option("--assessor", metavar="NAMA", help="Jawaban siapa yang dibaca di berkas pertama."),
    ] = "unit",
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="NAMA",
            help="Pembandingnya, misalnya tpi; bawaan: penilai berikutnya di satu berkas, yang sama di dua berkas.",
        ),
    ] = None,
    alone: AloneOption = False,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    target: TargetOption = None,
    minimum: MinimumOption = None,
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[DiffFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    detail: DetailOption = False,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Bandingkan dua versi LKE, atau dua penilai dalam satu LKE.

    Menampilkan jawaban dan jumlah yang berubah dengan kedua isinya,
    pengaruhnya pada nilai setiap komponen, bagian, dan area, serta pada
    setiap nilai minimal. Pertanyaan yang dikosongkan dihitung 0; bila penilai
    kedua hanya mengisi koreksi, nilai setelah dikoreksi disebut pula.

    \b
    Contoh:
      lke diff LKE.xlsx                      (unit dan penilai pertama)
      lke diff LKE.xlsx --against tpi
      lke diff LKE.xlsx --assessor tpi --against itjen
      lke diff "LKE lama.xlsx" "LKE baru.xlsx"
      lke diff LKE.xlsx reviu.xlsx --against tpi
      lke diff lama.xlsx baru.xlsx --format md -o beda.md

    \b
    Kode keluar: 0 bila jawaban sisi kedua memenuhi nilai minimal; 1 bila
    belum; 2 tidak dapat dijalankan.
    """
    from lke_cli import api

    chosen = pick_format(DiffFormat, format, output)
    check_output(output, [before, after or before, rubric], force=force)
    options = api.DiffOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        alone=alone,
        minimums=tuple(minimum or ()),
        target=target,
        against=against,
        max_seconds=max_seconds,
    )
    report = api.diff(before, after, options)
    show_outcome(report, chosen, output, detail=detail, csv=csv)
    return 0 if (report.corrected or report.after).met else 1
