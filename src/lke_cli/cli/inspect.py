"""``lke inspect``: how a workbook was understood."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    AssessorOption,
    ForceOption,
    MaxSecondsOption,
    OutputOption,
    RubricOption,
    check_output,
)

if TYPE_CHECKING:
    from lke_cli.report.document import Document
    from lke_cli.rubric.model import Rubric


def inspect(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE.")],
    sheet: Annotated[str | None, typer.Option(metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri.")] = None,
    assessor: AssessorOption = "unit",
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

    \b
    Kode keluar: 0 terbaca; 1 ada pertanyaan yang tidak ditemukan;
    2 tidak dapat dijalankan.
    """
    from lke_cli.bounded import call
    from lke_cli.report.output import show_document
    from lke_cli.rubric.load import load_rubric

    check_output(output, [file, rubric], force=force)
    loaded = load_rubric(rubric)
    document, sound = call(_understood, loaded, file, sheet, assessor, file=file, seconds=max_seconds)
    show_document(document, output)
    return 0 if sound else 1


def _understood(rubric: "Rubric", path: Path, sheet: str | None, assessor: str) -> "tuple[Document, bool]":
    """Return how a workbook was understood, and whether every question was found."""
    from lke_cli.findings import has_errors
    from lke_cli.report.inspect import inspect_document
    from lke_cli.workbook.read import Reader

    workbook = Reader(rubric).read(path, sheet=sheet, assessor=assessor)
    return inspect_document(workbook, rubric), not has_errors(workbook.findings)
