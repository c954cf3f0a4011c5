"""``lke simulate``: the score that other answers would give."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    AssessorOption,
    ColumnOption,
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
    pick_target,
    read_options,
)
from lke_cli.cli.shown import show
from lke_cli.errors import LkeError


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
    from lke_cli.bounded import call
    from lke_cli.plan.simulate import moves_of_plan, parse_set
    from lke_cli.plan.simulate import simulate as simulated
    from lke_cli.plan.work import read_answers
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.score import parse_minimum
    from lke_cli.workbook.read import Reader

    chosen = pick_format(Format, format, output)
    loaded = load_rubric(rubric)
    if not set and plan is None:
        raise LkeError("Sebut apa yang diubah, misalnya --set A.I.1.i.b=A, atau --from rencana.json.")
    moves = [*(moves_of_plan(plan, loaded) if plan else ()), *(parse_set(text, loaded) for text in set or ())]
    check_output(output, [file, rubric, *((plan,) if plan else ())], force=force)
    read = call(
        read_answers,
        Reader(loaded),
        file,
        read_options(sheet, column, header_row, assessor),
        file=file,
        seconds=max_seconds,
    )
    result = simulated(
        loaded,
        read.answers,
        moves,
        file=str(file),
        sheet=read.sheet,
        target=pick_target(loaded, target),
        minimums=[parse_minimum(text, loaded) for text in minimum or ()],
        blank=blank,
    )
    show(result, chosen, output)
    return 0 if result.met_after else 1
