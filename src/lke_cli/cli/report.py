"""``lke report``: every report from a result that was saved as JSON."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    CsvOption,
    ForceOption,
    MaxSecondsOption,
    OutputOption,
    TemplateOption,
    check_output,
    check_template,
    pick_format,
)
from lke_cli.cli.shown import show_outcome


class ReportFormat(StrEnum):
    """Output formats of results; not every kind of result has each."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PARQUET = "parquet"


def report(
    file: Annotated[Path, typer.Argument(metavar="BERKAS.json", help="Hasil yang disimpan dengan --format json.")],
    detail: Annotated[bool, typer.Option("--detail", help="Nilai satu LKE: tampilkan semua pertanyaan.")] = False,
    max_seconds: MaxSecondsOption = 30,
    format: Annotated[ReportFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    template: TemplateOption = None,
    output: OutputOption = None,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Buat laporan dari hasil yang sudah disimpan.

    Hasil setiap perintah yang disimpan dalam bentuk json memuat semua yang
    diperlukan laporannya: laporan yang dibuat kemudian sama dengan yang
    dibuat langsung, tanpa membaca lagi berkas aslinya.

    \b
    Contoh:
      lke score LKE.xlsx -o hasil.json
      lke report hasil.json
      lke report hasil.json --format md -o hasil.md
      lke report perbandingan.json -o rekap.xlsx
      lke report hasil.json -o lhe.docx

    \b
    Kode keluar: 0 laporan dibuat; 2 tidak dapat dijalankan.
    """
    from lke_cli import api

    chosen = pick_format(ReportFormat, format, output)
    check_template(template, chosen)
    check_output(output, [file, template or ""], force=force)
    show_outcome(api.load_bounded(file, max_seconds), chosen, output, detail=detail, template=template, csv=csv)
    return 0
