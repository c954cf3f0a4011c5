"""``lke template``: write a workbook from a rubric."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import DEFAULT_RUBRIC, RubricOption, check_output
from lke_cli.cli.say import say
from lke_cli.errors import LkeError


class Fill(StrEnum):
    """What a template is filled with."""

    NONE = "none"
    EXAMPLE = "example"


def template(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BERKAS", help="Berkas .xlsx yang dibuat.")],
    fill: Annotated[Fill, typer.Option(help="none: kosong; example: terisi contoh.")] = Fill.NONE,
    rubric: RubricOption = DEFAULT_RUBRIC,
    force: Annotated[bool, typer.Option("--force", help="Timpa berkas yang sudah ada.")] = False,
) -> int:
    """Buat workbook LKE dari sebuah rubrik.

    Workbook berisi penomoran, bobot, pilihan jawaban, rumus yang hidup,
    perlindungan sel rumus, serta kolom catatan, dokumen, dan tautan.
    Rumusnya mengabaikan pertanyaan kosong seperti formulir resmi.

    \b
    Contoh:
      lke template -o "LKE kosong.xlsx"
      lke template -o contoh.xlsx --fill example
    """
    from lke_cli.report.output import write_file
    from lke_cli.rubric.load import load_rubric
    from lke_cli.template.filling import EMPTY, example_filling
    from lke_cli.template.write import write_template

    loaded = load_rubric(rubric)
    if output.suffix.lower() != ".xlsx":
        raise LkeError(f"Nama '{output}' harus berakhir dengan .xlsx; beri nama lain.")
    if output.exists() and not force:
        raise LkeError(f"'{output}' sudah ada; pilih nama lain, atau timpa dengan --force.")
    check_output(output, [rubric], force=force)
    filling = example_filling(loaded) if fill is Fill.EXAMPLE else EMPTY
    write_file(output, lambda path: write_template(loaded, path, filling))
    say(f"Workbook ditulis: {output}", sys.stdout)
    return 0
