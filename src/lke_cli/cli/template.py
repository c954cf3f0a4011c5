"""``lke template``: write a workbook from a rubric."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import RubricOption, check_output
from lke_cli.cli.say import say
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import LkeError
from lke_cli.untrusted import quoted


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
    from lke_cli import api

    if output.exists() and not force:
        raise LkeError(f"'{output}' sudah ada; pilih nama lain, atau timpa dengan --force.")
    check_output(output, [rubric], force=force)
    say(f"Workbook ditulis: {api.template(output, rubric=rubric, fill=fill.value)}", sys.stdout)
    say(f"Sesudah diisi dan disimpan: lke score {quoted(str(output))}", sys.stdout)
    return 0
