"""``lke inspect``: how a workbook was understood."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    AssessorOption,
    ColumnOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    OutputOption,
    RubricOption,
    SheetOption,
    check_output,
    read_options,
)

if TYPE_CHECKING:
    from lke_cli.report.document import Document
    from lke_cli.rubric.model import Rubric
    from lke_cli.workbook.options import ReadOptions


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
      lke inspect LKE.xlsx --verify

    \b
    Kode keluar: 0 terbaca; 1 ada pertanyaan yang tidak ditemukan, atau
    dengan --verify sel yang berbeda;
    2 tidak dapat dijalankan.
    """
    from lke_cli.bounded import call
    from lke_cli.report.output import show_document
    from lke_cli.rubric.load import load_rubric

    check_output(output, [file, rubric], force=force)
    loaded = load_rubric(rubric)
    reading = read_options(sheet, column, header_row, assessor)
    document, sound = call(_understood, loaded, file, reading, verify, file=file, seconds=max_seconds)
    show_document(document, output)
    return 0 if sound else 1


def _understood(rubric: "Rubric", path: Path, reading: "ReadOptions", verified: bool) -> "tuple[Document, bool]":
    """Return how a workbook was understood, and whether every question was found and every cell seen alike."""
    from lke_cli.findings import has_errors
    from lke_cli.report.inspect import inspect_document
    from lke_cli.workbook.read import Reader

    workbook = Reader(rubric).read(path, reading)
    document, sound = inspect_document(workbook, rubric), not has_errors(workbook.findings)
    if verified:
        from lke_cli.report.inspect import verified_blocks
        from lke_cli.workbook.verify import verify

        differing = verify(workbook)
        document = replace(document, blocks=(*document.blocks, *verified_blocks(differing)))
        sound = sound and not differing
    return document, sound
