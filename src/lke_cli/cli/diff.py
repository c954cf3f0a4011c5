"""``lke diff``: what changed between two versions of a workbook, or between two assessors."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    FORMAT_HELP,
    ForceOption,
    OutputOption,
    RubricOption,
    TargetOption,
    check_output,
    pick_format,
    pick_target,
)
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.rubric.model import Rubric
    from lke_cli.scoring.diff import Version
    from lke_cli.workbook.read import Workbook


class Format(StrEnum):
    """Output formats of a difference."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


def diff(
    before: Annotated[Path, typer.Argument(metavar="BERKAS", help="Workbook LKE, atau versi lamanya.")],
    after: Annotated[
        Path | None, typer.Argument(metavar="[BERKAS-BARU]", help="Versi baru; tanpa ini, dua penilai dibandingkan.")
    ] = None,
    assessor: Annotated[
        str,
        typer.Option("--assessor", metavar="NAMA", help="Jawaban siapa yang dibaca di berkas pertama."),
    ] = "unit",
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="NAMA",
            help="Pembandingnya, misalnya tpi; bawaan: penilai berikutnya di satu berkas, yang sama di dua berkas.",
        ),
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri.")] = None,
    target: TargetOption = None,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[Format | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Bandingkan dua versi LKE, atau dua penilai dalam satu LKE.

    Menampilkan jawaban dan jumlah yang berubah dengan kedua isinya,
    pengaruhnya pada nilai setiap komponen, bagian, dan area, serta pada
    setiap nilai minimal. Pertanyaan yang dikosongkan dihitung 0; bila penilai
    kedua hanya mengisi koreksi, nilai setelah dikoreksi disebut pula.

    \b
    Contoh:
      lke diff LKE.xlsx                      (unit dan penilai pertama)
      lke diff LKE.xlsx --against tpi
      lke diff LKE.xlsx --assessor tpi --against itjen
      lke diff "LKE lama.xlsx" "LKE baru.xlsx"
      lke diff LKE.xlsx reviu.xlsx --against tpi
      lke diff lama.xlsx baru.xlsx --format md -o beda.md

    \b
    Kode keluar: 0 bila jawaban sisi kedua memenuhi nilai minimal; 1 bila
    belum; 2 tidak dapat dijalankan.
    """
    from lke_cli.report import output as out
    from lke_cli.report.diff import diff_document
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.diff import diff as compare
    from lke_cli.workbook.read import Reader

    chosen = pick_format(Format, format, output)
    check_output(output, [before, after or before, rubric], force=force)
    loaded = load_rubric(rubric)
    aim = pick_target(loaded, target)
    reader = Reader(loaded)
    first = reader.read(before, sheet=sheet, assessor=assessor)
    other = against or (assessor if after is not None else _next_assessor(first))
    if after is None and other == assessor:
        raise LkeError(_same_side(first))
    second = reader.read(after or before, sheet=sheet, assessor=other)
    old, new = _version(first, loaded, aim), _version(second, loaded, aim)
    report = compare(loaded, old, new)
    if chosen is Format.JSON:
        from lke_cli.report.json import to_json
        from lke_cli.results.diff import SCHEMA_VERSION

        out.show_json(to_json("lke-diff", SCHEMA_VERSION, report), output)
    else:
        (out.show_markdown if chosen is Format.MD else out.show_document)(diff_document(report), output)
    return 0 if new.card.met else 1


def _version(workbook: "Workbook", rubric: "Rubric", target: str) -> "Version":
    from lke_cli.scoring.diff import Version
    from lke_cli.scoring.score import score

    answers = workbook.answers(rubric)
    card = score(rubric, answers, target=target)
    return Version(str(workbook.path), workbook.sheet, workbook.assessor, answers, card)


def _next_assessor(workbook: "Workbook") -> str:
    """Return whose answers stand beside those that were read; raises LkeError where there are none."""
    others = [name for name in workbook.layout.answers if name != workbook.assessor]
    if not others:
        raise LkeError(
            f"'{workbook.path.name}' hanya berisi jawaban {workbook.assessor}; "
            f"sebutkan berkas kedua untuk dibandingkan."
        )
    return others[0]


def _same_side(workbook: "Workbook") -> str:
    others = [name for name in workbook.layout.answers if name != workbook.assessor]
    choose = f"pilih penilai lain dengan --against ({', '.join(others)})" if others else "sebutkan berkas kedua"
    return f"Kedua sisi sama: jawaban {workbook.assessor} di '{workbook.path.name}'; {choose}."
