"""``lke diff``: what changed between two versions of a workbook, or between two assessors."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    FORMAT_HELP,
    OutputOption,
    RubricOption,
    TargetOption,
    check_output,
    pick_format,
    pick_target,
)
from lke_cli.errors import LkeError


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
    assessor: Annotated[str, typer.Option("--assessor", metavar="NAMA", help="Jawaban siapa yang dibaca.")] = "unit",
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="NAMA", help="Penilai pembanding, misalnya tpi; bawaan: yang pertama ada."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri.")] = None,
    target: TargetOption = None,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[Format | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
) -> int:
    """Bandingkan dua versi LKE, atau dua penilai dalam satu LKE.

    Menampilkan jawaban yang berubah dengan kedua nilainya, pengaruhnya pada
    nilai setiap komponen, bagian, dan area, serta pada setiap nilai minimal.

    \b
    Contoh:
      lke diff LKE.xlsx                      (unit dan penilai pertama)
      lke diff LKE.xlsx --against tpi
      lke diff "LKE lama.xlsx" "LKE baru.xlsx"
      lke diff lama.xlsx baru.xlsx --format md -o beda.md

    \b
    Kode keluar: 0 bila sisi kedua memenuhi nilai minimal; 1 bila belum;
    2 tidak dapat dijalankan.
    """
    from lke_cli.report import output as out
    from lke_cli.report.diff import diff_document
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.diff import SCHEMA_VERSION, side
    from lke_cli.scoring.diff import diff as compare
    from lke_cli.scoring.run import score_workbook
    from lke_cli.workbook.read import Reader

    chosen = pick_format(Format, format, output)
    check_output(output, [before, after or before])
    loaded = load_rubric(rubric)
    aim = pick_target(loaded, target)
    reader = Reader(loaded)
    other = against or assessor
    if after is None and against is None:
        workbook = reader.read(before, sheet=sheet, assessor=assessor)
        other = _other_assessor(tuple(workbook.layout.answers), before, assessor)
    results = [
        score_workbook(reader, before, target=aim, sheet=sheet, assessor=assessor),
        score_workbook(reader, after or before, target=aim, sheet=sheet, assessor=other),
    ]
    old, new = (result.scorecard for result in results)
    assert old is not None
    assert new is not None
    report = compare(old, new, (side(results[0], old), side(results[1], new)))
    if chosen is Format.JSON:
        from lke_cli.report.json import to_json

        out.write_text(to_json("lke-diff", SCHEMA_VERSION, report), output)
    else:
        (out.show_markdown if chosen is Format.MD else out.show_document)(diff_document(report, new), output)
    return 0 if new.met else 1


def _other_assessor(known: tuple[str, ...], path: Path, assessor: str) -> str:
    others = [name for name in known if name != assessor]
    if not others:
        raise LkeError(f"'{path.name}' hanya berisi jawaban {assessor}; sebutkan berkas kedua untuk dibandingkan.")
    return others[0]
