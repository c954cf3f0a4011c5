"""``lke diff``: what changed between two versions of a workbook, or between two assessors."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    FORMAT_HELP,
    ColumnOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    OutputOption,
    RubricOption,
    SheetOption,
    TargetOption,
    check_output,
    pick_format,
    pick_target,
    read_options,
)
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.scoring.diff import Version
    from lke_cli.workbook.options import ReadOptions
    from lke_cli.workbook.read import Reader


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
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    target: TargetOption = None,
    max_seconds: MaxSecondsOption = 30,
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
    from lke_cli.bounded import call
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
    reading = read_options(sheet, column, header_row, assessor)
    old, assessors = call(_version, reader, before, reading, aim, file=before, seconds=max_seconds)
    others = [name for name in assessors if name != old.assessor]
    other = against or (assessor if after is not None else _next_assessor(old, others))
    if after is None and other == assessor:
        raise LkeError(_same_side(old, others))
    path = after or before
    new, _ = call(_version, reader, path, replace(reading, assessor=other), aim, file=path, seconds=max_seconds)
    report = compare(loaded, old, new)
    if chosen is Format.JSON:
        from lke_cli.report.json import to_json
        from lke_cli.results.diff import SCHEMA_VERSION

        out.show_json(to_json("lke-diff", SCHEMA_VERSION, report), output)
    else:
        (out.show_markdown if chosen is Format.MD else out.show_document)(diff_document(report), output)
    return 0 if new.card.met else 1


def _version(reader: "Reader", path: Path, reading: "ReadOptions", target: str) -> "tuple[Version, tuple[str, ...]]":
    """Return one side read and scored, and all whose answers its sheet has."""
    from lke_cli.scoring.diff import Version
    from lke_cli.scoring.score import score

    workbook = reader.read(path, reading)
    answers = workbook.answers(reader.rubric)
    card = score(reader.rubric, answers, target=target)
    version = Version(str(workbook.path), workbook.sheets, workbook.assessor, answers, card)
    return version, tuple(workbook.layout.answers)


def _next_assessor(version: "Version", others: list[str]) -> str:
    """Return whose answers stand beside those that were read; raises LkeError where there are none."""
    if not others:
        raise LkeError(
            f"'{Path(version.file).name}' hanya berisi jawaban {version.assessor}; "
            f"sebutkan berkas kedua untuk dibandingkan."
        )
    return others[0]


def _same_side(version: "Version", others: list[str]) -> str:
    choose = f"pilih penilai lain dengan --against ({', '.join(others)})" if others else "sebutkan berkas kedua"
    return f"Kedua sisi sama: jawaban {version.assessor} di '{Path(version.file).name}'; {choose}."
