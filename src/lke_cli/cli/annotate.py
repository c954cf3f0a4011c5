"""``lke annotate``: the user's own workbook, marked."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from lke_cli.cli.options import (
    AssessorOption,
    ColumnOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    MinimumOption,
    RubricOption,
    SheetOption,
    TargetOption,
    check_output,
)
from lke_cli.cli.say import say
from lke_cli.cli.shown import say_open
from lke_cli.constants import DEFAULT_RUBRIC


def annotate(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE (.xlsx atau .xlsm).")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="SALINAN", help="Salinan bertanda yang ditulis.")],
    fix: Annotated[
        Literal["safe"] | None,
        typer.Option(help="safe: betulkan juga yang bermakna satu (' A', 'tdk', rumus rusak), dengan daftarnya."),
    ] = None,
    target: TargetOption = None,
    minimum: MinimumOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    force: ForceOption = False,
) -> int:
    """Tandai LKE unit: komentar dan warna di sel, lembar langkah di depan.

    Hasilnya salinan; aslinya tidak diubah. Setiap sel yang punya temuan
    atau menjadi langkah berikutnya diberi komentar dan warna, dan satu
    lembar baru di depan memuat putusan, nilai minimal, dan langkah dengan
    tautan ke selnya. Rumus, pilihan isian, gabungan sel, perlindungan,
    gambar, makro, dan komentar yang ada tetap. Dijalankan lagi atas
    salinan itu, tandanya diperbarui, tidak digandakan.

    \b
    Contoh:
      lke annotate "LKE ZI KPU Kab. X.xlsx" -o "LKE bertanda.xlsx"
      lke annotate LKE.xlsx -o "LKE bertanda.xlsx" --target wbbm
      lke annotate LKE.xlsx -o "LKE betul.xlsx" --fix safe

    \b
    Kode keluar: 0 salinan ditulis; 2 tidak dapat dijalankan, berkasnya
    tidak dapat ditandai (.xls, .ods, berkata sandi), belum dapat dinilai,
    atau masih kosong. Putusannya diberikan lke score.
    """
    from lke_cli import api
    from lke_cli.report import annotation_sentences

    check_output(output, [file, rubric], force=force)
    options = api.AnnotateOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        target=target,
        minimums=tuple(minimum or ()),
        max_seconds=max_seconds,
        fix=fix,
    )
    say_open(file)
    for sentence in annotation_sentences(api.annotate(file, output, options)):
        say(sentence, sys.stdout)
    return 0
