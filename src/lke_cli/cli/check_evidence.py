"""``lke check-evidence``: is the evidence complete, real and reachable?"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
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
    megabytes,
    pick_format,
)
from lke_cli.cli.progress import ON_SCREEN
from lke_cli.cli.shown import show_outcome
from lke_cli.constants import DEFAULT_RUBRIC


class EvidenceFormat(StrEnum):
    """Output formats of the report on evidence."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"


def check_evidence(
    folder: Annotated[
        str | None,
        typer.Argument(
            metavar="[FOLDER]", help="Folder bukti dukung; bawaan: folder sekarang, kecuali bila --workbook disebut."
        ),
    ] = None,
    workbook: Annotated[
        Path | None,
        typer.Option("--workbook", metavar="BERKAS", help="LKE yang jawaban dan tautannya ikut diperiksa."),
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="Coba buka tautan di LKE lewat internet.")] = False,
    period: Annotated[
        str | None, typer.Option(metavar="AWAL..AKHIR", help="Periode penilaian, misalnya 2025-01..2026-06, atau 2026.")
    ] = None,
    max_mb: Annotated[
        str | None,
        typer.Option("--max-mb", metavar="MB", help="Batas unggah per berkas dalam MB seperti tampak di Windows."),
    ] = None,
    quarters: Annotated[
        bool, typer.Option("--quarters", help="Yang diminta berkala, per triwulan dalam --period: mana yang kosong.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Buka lagi semua berkas; jangan pakai hasil pemeriksaan lalu.")
    ] = False,
    target: TargetOption = None,
    minimum: MinimumOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[EvidenceFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    detail: DetailOption = False,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Periksa kelengkapan bukti dukung: folder, isi berkas, dan tautan.

    Mencocokkan setiap berkas dengan pertanyaannya, membuka berkasnya, dan
    menyebut yang kurang, rusak, terkunci, ganda, atau tidak jelas
    letaknya. Dengan --workbook juga memeriksa tautan di LKE dan menghitung
    nilai yang tersisa bila hanya jawaban yang berbukti yang dihitung. Bila
    FOLDER tidak disebut bersama --workbook, yang diperiksa hanya tautannya.

    \b
    Contoh:
      lke check-evidence "BUKTI DUKUNG ZI 2026"
      lke check-evidence D:\\ZI --workbook LKE.xlsx
      lke check-evidence D:\\ZI --period 2025-01..2026-06 --max-mb 10
      lke check-evidence D:\\ZI --period 2025 --quarters
      lke check-evidence --workbook LKE.xlsx --online
      lke check-evidence D:\\ZI -o "Daftar periksa.xlsx"

    \b
    Kode keluar: 0 lengkap tanpa galat; 1 ada bukti yang belum ada atau
    baru sebagian, nilai minimal yang hilang tanpa bukti, atau galat;
    2 tidak dapat dijalankan, atau ada folder, tautan, atau berkas yang
    tidak dapat dilihat isinya.
    """
    from lke_cli import api

    chosen = pick_format(EvidenceFormat, format, output)
    inputs: list[Path | str] = [rubric, *([workbook] if workbook else [])]
    check_output(output, inputs, folder=Path(folder) if folder else None, force=force)
    options = api.EvidenceOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        target=target,
        minimums=tuple(minimum or ()),
        max_seconds=max_seconds,
        workbook=workbook,
        online=online,
        period=period,
        max_mb=None if max_mb is None else megabytes(max_mb),
        cache=not no_cache,
        quarters=quarters,
        leave_out=() if output is None else (output,),
    )
    report = api.check_evidence(folder, options, watch=ON_SCREEN)
    show_outcome(report, chosen, output, detail=detail, csv=csv)
    return 2 if report.unseen else 0 if report.sound else 1
