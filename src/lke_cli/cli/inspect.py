"""``lke inspect``: how a workbook was understood."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    AssessorOption,
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
from lke_cli.cli.shown import show_outcome
from lke_cli.constants import DEFAULT_RUBRIC


class InspectFormat(StrEnum):
    """Output formats of how a workbook was understood."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"


def inspect(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE.")],
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    verify: Annotated[
        bool, typer.Option("--verify", help="Baca lagi lembarnya dengan pembaca lain; sebut setiap sel yang berbeda.")
    ] = False,
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[InspectFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Tunjukkan bagaimana sebuah berkas dibaca.

    Lembar, baris judul, arti setiap kolom dan sebabnya, serta baris yang
    cocok, meragukan, dan tidak cocok dengan pertanyaan.

    \b
    Contoh:
      lke inspect "LKE ZI KPU Kab. X.xlsx"
      lke inspect LKE.xlsx --sheet "LKE ZI" -o pembacaan.txt
      lke inspect LKE.xlsx -o pembacaan.json
      lke inspect LKE.xlsx --verify

    \b
    Kode keluar: 0 terbaca; 1 ada pertanyaan yang tidak ditemukan, atau
    dengan --verify sel yang berbeda;
    2 tidak dapat dijalankan, atau dapat dibaca dengan dua cara: kolomnya
    tetap ditunjukkan, beserta apa yang menentukannya.
    """
    from lke_cli import api
    from lke_cli.findings import has_errors

    chosen = pick_format(InspectFormat, format, output)
    check_output(output, [file, rubric], force=force)
    options = api.ReadOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        max_seconds=max_seconds,
    )
    read = api.inspect(file, options, verified=verify)
    show_outcome(read, chosen, output)
    if read.undecided is not None:
        return 2
    return 1 if has_errors(read.findings) or read.differing else 0
