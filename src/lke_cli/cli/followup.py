"""``lke followup``: what became of the reviewers' notes."""

from enum import StrEnum
from typing import Annotated

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    ColumnOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    OutputOption,
    RubricOption,
    SheetOption,
    check_output,
    pick_format,
)
from lke_cli.cli.progress import ON_SCREEN
from lke_cli.cli.shown import is_own_report, show_outcome
from lke_cli.constants import DEFAULT_RUBRIC


class FollowupFormat(StrEnum):
    """Output formats of what became of notes."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"


def followup(
    before: Annotated[str, typer.Argument(metavar="LAMA", help="LKE dengan catatan penilai, atau folder berisinya.")],
    after: Annotated[str, typer.Argument(metavar="BARU", help="LKE setelah diperbaiki, atau folder berisinya.")],
    name_from: Annotated[
        str | None,
        typer.Option(
            metavar="CSV|POLA|folder",
            help="Nama unit: CSV 'berkas;nama', pola regex dengan satu kelompok, atau folder: nama foldernya.",
        ),
    ] = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[FollowupFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Telusuri apa yang terjadi dengan setiap catatan penilai.

    Untuk setiap catatan di LKE lama: jawaban diubah seperti penilai, catatan
    unit atau bukti dukung diperbarui (teks, dokumen, atau tautannya berubah;
    isinya tidak dinilai), atau belum ada tindak lanjut; juga catatan yang
    dihapus tanpa tindak lanjut. Dua folder dipasangkan menurut nama
    unit. Dengan -o berakhiran .xlsx: lembar untuk dikembalikan, dengan kolom
    PIC dan tenggat.

    \b
    Contoh:
      lke followup "LKE lama.xlsx" "LKE baru.xlsx"
      lke followup "LKE\\Tahap 1" "LKE\\Tahap 2" -o tindak-lanjut.xlsx

    \b
    Kode keluar: 0 semua catatan ditindaklanjuti; 1 ada yang belum; 2 ada
    yang tidak dapat ditelusuri, atau tidak dapat dijalankan.
    """
    from lke_cli import api

    chosen = pick_format(FollowupFormat, format, output)
    read = [
        path for place in (before, after) for path in api.workbooks(place).workbooks if not is_own_report(path, output)
    ]
    check_output(output, [*read, rubric, name_from or ""], force=force)
    options = api.FollowupOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        max_seconds=max_seconds,
        name_from=name_from,
    )
    report = api.followup(before, after, options, watch=ON_SCREEN)
    show_outcome(report, chosen, output)
    if any(unit.problem for unit in report.units):
        return 2
    return 0 if report.done == report.asked else 1
