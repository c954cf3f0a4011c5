"""``lke inspect``: how a workbook was understood."""

from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import DEFAULT_RUBRIC, AssessorOption, ForceOption, OutputOption, RubricOption, check_output


def inspect(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE.")],
    sheet: Annotated[str | None, typer.Option(metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri.")] = None,
    assessor: AssessorOption = "unit",
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
    from lke_cli.findings import has_errors
    from lke_cli.report.inspect import inspect_document
    from lke_cli.report.output import show_document
    from lke_cli.rubric.load import load_rubric
    from lke_cli.workbook.inspection import inspection
    from lke_cli.workbook.read import Reader

    check_output(output, [file, rubric], force=force)
    loaded = load_rubric(rubric)
    workbook = Reader(loaded).read(file, sheet=sheet, assessor=assessor)
    show_document(inspect_document(inspection(workbook, loaded)), output)
    return 1 if has_errors(workbook.findings) else 0
