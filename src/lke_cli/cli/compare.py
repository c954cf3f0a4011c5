"""``lke compare``: many units in one table."""

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
    DeadlineOption,
    DetailOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    MessageOption,
    MinimumOption,
    OutputOption,
    RubricOption,
    SheetOption,
    TargetOption,
    check_message,
    check_output,
    pick_format,
)
from lke_cli.cli.progress import ON_SCREEN
from lke_cli.cli.shown import (
    is_own_report,
    show_cut_short,
    show_messages,
    show_outcome,
    whole_or_none,
    write_message_files,
)
from lke_cli.constants import DEFAULT_RUBRIC

if TYPE_CHECKING:
    from lke_cli.results import Comparison


class CompareFormat(StrEnum):
    """Output formats of a comparison."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


def compare(
    files: Annotated[list[str], typer.Argument(metavar="FOLDER|BERKAS...", help="Folder, workbook, atau pola *.xlsx.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="KUNCI",
            help="Urutan: rank, unit, units (seperti di --units), verdict, missed, unanswered, findings, atau kode "
            "(terendah dulu); bawaan: rank, atau units bila ada --units.",
        ),
    ] = None,
    only: Annotated[
        Literal["failing", "passing", "unreadable", "undecided", "blank", "unreviewed"] | None,
        typer.Option(
            help="Tampilkan hanya unit yang belum memenuhi, memenuhi, atau berkas tak terbaca, meragukan, kosong, "
            "belum direviu."
        ),
    ] = None,
    before: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER", help="Putaran lalu: tunjukkan apa yang berubah per unit; boleh diulang, yang tertua dulu."
        ),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            metavar="BERKAS",
            help="Daftar unit (CSV atau Excel): siapa yang diharapkan, ejaan, urutan, dan kelompoknya.",
        ),
    ] = None,
    name_from: Annotated[
        str | None,
        typer.Option(
            metavar="CSV|POLA|folder",
            help="Nama unit: CSV 'berkas;nama', pola regex dengan satu kelompok, atau folder: nama foldernya.",
        ),
    ] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Hitung juga versi lama dari unit yang sama.")
    ] = False,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    alone: AloneOption = False,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="NAMA", help="Sandingkan nilai unit dengan hasil penilai ini, misalnya tpi."),
    ] = None,
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[CompareFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    message: MessageOption = False,
    messages: Annotated[
        Path | None, typer.Option("--messages", metavar="FOLDER", help="Tulis juga satu berkas pesan .txt per unit.")
    ] = None,
    deadline: DeadlineOption = None,
    output: OutputOption = None,
    detail: DetailOption = False,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Bandingkan LKE banyak unit: peringkat, yang terlemah, yang mirip.

    Satu berkas dihitung per unit: dari beberapa versi yang terbaru, salinan
    dilewati, dan semuanya disebut dengan sebabnya. Berkas yang tidak
    terbaca menjadi satu baris dengan sebabnya.

    \b
    Contoh:
      lke compare "D:\\LKE Provinsi"
      lke compare "LKE*.xlsx" --only failing --sort missed
      lke compare LKE2026 --before LKE2025
      lke compare LKE --before "LKE\\Tahap 1" --before "LKE\\Tahap 2"
      lke compare LKE2026 --against tpi
      lke compare LKE2026 --units daftar.xlsx -o rekap.xlsx
      lke compare LKE2026 -o rekap.xlsx
      lke compare LKE2026 --messages pesan --deadline 2026-03-31
      lke compare LKE2026 --name-from nama.csv --format json -o rekap.json

    \b
    Kode keluar: 0 semua unit memenuhi; 1 ada yang belum memenuhi atau
    punya galat isian; 2 ada berkas yang tidak terbaca, belum dapat dinilai,
    atau masih kosong, atau tidak dapat dijalankan; 130 dihentikan dengan Ctrl-C (yang sudah dibaca dilaporkan;
    dengan -o ke berkas lain di sebelahnya, "NAMA (terputus)").
    """
    from lke_cli import api

    chosen = pick_format(CompareFormat, format, output)
    check_message(message or messages is not None, chosen if message else CompareFormat.TEXT, deadline)
    lkes = api.workbooks(files)
    options = api.CompareOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        alone=alone,
        against=against,
        target=target,
        minimums=tuple(minimum or ()),
        max_seconds=max_seconds,
        sort=sort,
        only=only,
        before=tuple(before or ()),
        name_from=name_from,
        all_versions=all_versions,
        units=units,
    )
    earlier = [path for paths in api.earlier_workbooks(options.before) for path in paths]
    read = [path for path in [*lkes.workbooks, *earlier] if not is_own_report(path, output)]
    check_output(output, [*read, rubric, name_from or "", units or ""], force=force)
    with whole_or_none(output):
        comparison = api.compare(lkes, options, watch=ON_SCREEN)
        left = comparison.left + (comparison.before.left if comparison.before else 0)
        if left:
            return show_cut_short(comparison, chosen, output, left, detail=detail, csv=csv)
        if messages is not None:
            write_message_files(comparison, messages, deadline, force=force)
        if message:
            show_messages(comparison, output, deadline)
        else:
            show_outcome(comparison, chosen, output, detail=detail, csv=csv)
    return _exit_code(comparison)


def _exit_code(comparison: "Comparison") -> int:
    if comparison.unreadable or comparison.undecided or comparison.blank:
        return 2
    if comparison.unreviewed and not comparison.passing + comparison.failing:
        return 2
    return 1 if comparison.failing or comparison.units_with_errors else 0
