"""``lke check``: is it safe to submit?"""

from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    AssessorOption,
    ColumnOption,
    CsvOption,
    ForceOption,
    Format,
    FormatOption,
    HeaderRowOption,
    MaxSecondsOption,
    MinimumOption,
    OutputOption,
    RubricOption,
    SheetOption,
    TargetOption,
    check_output,
    megabytes,
    pick_format,
)
from lke_cli.cli.progress import ON_SCREEN
from lke_cli.cli.settings import Used, settled, typed, used_by
from lke_cli.cli.shown import show_outcome
from lke_cli.constants import DEFAULT_RUBRIC

EXIT_CODES = {"safe": 0, "not-yet": 1, "undecided": 2}


_SETTLED = {"evidence": "evidence", "survey": "surveys"}


def check(
    ctx: typer.Context,
    path: Annotated[
        str,
        typer.Argument(
            metavar="[FOLDER|BERKAS]", help="Folder unit, folder provinsi berisi folder unit, atau LKE-nya."
        ),
    ] = ".",
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="FOLDER", help="Folder bukti dukung, bila tidak terpilih sendiri."),
    ] = None,
    survey: Annotated[
        list[str] | None,
        typer.Option("--survey", metavar="[ipak=|ipkp=]BERKAS", help="Data survei, bila tidak terpilih sendiri."),
    ] = None,
    population: Annotated[
        str | None,
        typer.Option(metavar="N|ipak=N,...", help="Jumlah pengguna layanan dalam periode survei, atau per survei."),
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="Coba buka tautan di LKE lewat internet.")] = False,
    period: Annotated[
        str | None, typer.Option(metavar="AWAL..AKHIR", help="Periode penilaian, misalnya 2025-01..2026-06, atau 2026.")
    ] = None,
    max_mb: Annotated[
        str | None,
        typer.Option("--max-mb", metavar="MB", help="Batas unggah per berkas dalam MB seperti tampak di Windows."),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Buka lagi semua berkas; jangan pakai hasil pemeriksaan lalu.")
    ] = False,
    target: TargetOption = None,
    minimum: MinimumOption = None,
    detail: Annotated[bool, typer.Option("--detail", help="Sebut semua hal beserta apa yang harus dilakukan.")] = False,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: FormatOption = None,
    output: OutputOption = None,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Periksa semuanya sebelum diajukan: aman, atau jangan dulu.

    Menilai LKE dan membacanya sekali lagi dengan pembaca kedua, memeriksa
    bukti dukung, mencocokkan nilai survei dengan datanya dan kecukupan
    respondennya. Bagian-bagiannya dicari sendiri di folder itu; yang dipakai
    dan yang tidak ditemukan disebut. Yang tidak ditemukan tidak pernah
    dianggap sudah diperiksa. Folder yang berisi folder beberapa unit
    menjadi satu baris per unit.

    \b
    Contoh:
      lke check
      lke check "D:\\ZI KPU Kab. X"
      lke check "LKE ZI KPU Kab. X.xlsx" --population ipak=1200,ipkp=900
      lke check "D:\\ZI KPU Kab. X" --online --period 2025-01..2026-06
      lke check "D:\\ZI" --evidence "D:\\ZI\\BUKTI 2026" --survey ipak.csv
      lke check "D:\\LKE Provinsi" -o rekap.csv

    \b
    Kode keluar: 0 aman diajukan; 1 sudah pasti ada yang salah; 2 tidak
    dapat dijalankan, ada yang dapat dibaca dengan dua cara atau tidak
    dapat dilihat, atau tidak ada yang salah tetapi sesuatu yang
    diperlukan tidak ditemukan. Dari beberapa unit, yang terberat.
    """
    from lke_cli import api

    chosen = pick_format(Format, format, output)
    place = Path(path)
    check_output(output, [rubric, *([place] if place.is_file() else []), *_files(survey)], folder=evidence, force=force)

    def options(used: Used) -> api.CheckOptions:
        values = {**typed(ctx), **used.values}
        return api.CheckOptions(
            rubric=values["rubric"],
            sheets=tuple(sheet or ()),
            columns=tuple(values["column"] or ()),
            header_row=header_row,
            assessor=assessor,
            target=values["target"],
            minimums=tuple(values["minimum"] or ()),
            max_seconds=max_seconds,
            evidence=Path(values["evidence"]) if values["evidence"] else None,
            surveys=tuple(values["survey"] or ()),
            population=api.survey_population(values["population"], values["rubric"]) if values["population"] else {},
            online=online,
            period=values["period"],
            max_mb=None if values["max_mb"] is None else megabytes(values["max_mb"]),
            cache=not no_cache,
            leave_out=() if output is None else (output,),
            settings=used.paths,
            settled=tuple(_SETTLED[name] for name in used.values if name in _SETTLED),
        )

    report = api.check(
        place, options(used_by(ctx)), options_of=lambda folder: options(settled(ctx, folder)), watch=ON_SCREEN
    )
    show_outcome(report, chosen, output, detail=detail, csv=csv)
    return EXIT_CODES[report.verdict]


def _files(surveys: list[str] | None) -> list[Path]:
    """Return the files that may be meant by ``ipak=FILE`` or ``FILE``."""
    return [Path(name) for text in surveys or () for name in (text, text.partition("=")[2]) if name]
