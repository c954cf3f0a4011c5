"""``lke simulate``: the score that other answers would give."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from lke_cli.cli.options import (
    AssessorOption,
    ColumnOption,
    CsvOption,
    ForceOption,
    Format,
    FormatOption,
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


def simulate(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE; hanya dibaca, tidak ditulis.")],
    set: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KODE=JAWABAN", help="Jawaban atau jumlah lain; boleh diulang."),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--from", metavar="RENCANA", help="Semua langkah dari lke plan --format json.")
    ] = None,
    target: TargetOption = None,
    minimum: MinimumOption = None,
    blank: Annotated[
        Literal["zero", "skip"],
        typer.Option(help="Pertanyaan kosong: zero dihitung 0, skip tidak ikut dirata-rata seperti di Excel."),
    ] = "zero",
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: FormatOption = None,
    output: OutputOption = None,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Hitung nilai, nilai minimal, dan ketahanan seandainya jawabannya lain.

    Hasilnya ditampilkan di samping yang sekarang; tidak ada berkas LKE yang
    ditulis. --set dihitung sesudah --from.

    \b
    Contoh:
      lke simulate LKE.xlsx --set A.I.1.i.b=A --set B.I.a=3.7
      lke simulate LKE.xlsx --set A.II.1.i.a.2=5 --target wbbm
      lke simulate LKE.xlsx --from rencana.json --set B.I.b=B

    \b
    Kode keluar: 0 seandainya itu memenuhi; 1 belum memenuhi; 2 tidak dapat
    dijalankan.
    """
    from lke_cli import api

    chosen = pick_format(Format, format, output)
    check_output(output, [file, rubric, *((plan,) if plan else ())], force=force)
    options = api.SimulateOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        target=target,
        minimums=tuple(minimum or ()),
        max_seconds=max_seconds,
        plan=plan,
        answers=tuple(set or ()),
        blank=blank,
    )
    result = api.simulate(file, options)
    show_outcome(result, chosen, output, csv=csv)
    return 0 if result.met_after else 1
