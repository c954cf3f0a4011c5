"""``lke survey`` and ``lke survey plan``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    CsvOption,
    DetailOption,
    ForceOption,
    Format,
    FormatOption,
    MaxSecondsOption,
    OutputOption,
    RubricOption,
    TargetOption,
    check_output,
    pick_format,
)
from lke_cli.cli.shown import show_outcome
from lke_cli.constants import DEFAULT_RUBRIC


class SurveyFormat(StrEnum):
    """Output formats of a survey."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"


def survey(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Jawaban responden: csv, xlsx, ods, atau xls.")],
    kind: Annotated[
        str | None,
        typer.Option(metavar="skm|ipak|ipkp", help="Survei ini saja; tanpa itu semua yang dikenali di berkas."),
    ] = None,
    population: Annotated[
        str | None,
        typer.Option(
            metavar="N|NAMA=N,...", help="Jumlah pengguna layanan dalam periode survei, atau per layanan (--by)."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="KOLOM", help="Pisahkan menurut kolom ini (judul atau huruf).")
    ] = None,
    questions: Annotated[
        str | None,
        typer.Option(metavar="KOLOM,...|E..I", help="Kolom pertanyaan, bila tidak terpilih sendiri: huruf atau judul."),
    ] = None,
    reverse: Annotated[
        str | None,
        typer.Option(metavar="KOLOM,...", help="Pertanyaan bernada negatif, yang jawaban terbaiknya 1."),
    ] = None,
    period: Annotated[
        str | None, typer.Option(metavar="AWAL..AKHIR", help="Periode survei, misalnya 2025-01..2026-06, atau 2026.")
    ] = None,
    scale: Annotated[
        int | None,
        typer.Option(metavar="2..10", help="Skala jawaban bila bukan 1 sampai 4; jawaban diubah ke 1 sampai 4."),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(metavar="KATA,...", help="Pilihan jawaban dari terburuk sampai terbaik; boleh beberapa kali."),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMA,...", help="Lembar, bila tidak terpilih sendiri; boleh beberapa, boleh diulang."),
    ] = None,
    instrument: Annotated[
        list[str] | None,
        typer.Option(metavar="BERKAS", help="Instrumen sendiri (YAML) di samping yang bawaan; boleh beberapa kali."),
    ] = None,
    max_seconds: MaxSecondsOption = 120,
    target: TargetOption = None,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[SurveyFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    detail: DetailOption = False,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Hitung indeks SKM, IPAK, dan IPKP dari jawaban responden.

    Instrumen dikenali dari pertanyaannya; beberapa dalam satu berkas dihitung
    masing-masing dari kolomnya sendiri. Menampilkan indeks 1 sampai 4 dan
    x 25, nilai per unsur, selang kepercayaan 95%, nilai yang diberikannya
    dalam LKE, kecukupan dan profil responden, dan masalah pada data. Nama,
    nomor telepon, dan e-mail tidak pernah ditampilkan.

    \b
    Contoh:
      lke survey survei.csv
      lke survey ipak.csv --kind ipak --target wbk --population 1200
      lke survey skm.xlsx --by "Jenis layanan" --period 2026-01..2026-06
      lke survey skm.xlsx --by "Jenis layanan" --population "PPID=100,JDIH=50"
      lke survey gabungan.xlsx --kind ipak --questions E..I
      lke survey ipak.csv --kind ipak --words "Tidak pernah,Jarang,Sering,Selalu"
      lke survey ipak.csv --kind ipak --words "Ya,Tidak"
      lke survey skala5.csv --kind ipkp --scale 5 --format json -o ipkp.json
      lke survey skm.xlsx -o pengolahan.xlsx
      lke survey plan --population 1200
      lke survey instruments list

    \b
    Berkas yang bernama 'plan' ditulis ./plan.

    \b
    Kode keluar: 0 nilai minimal tercapai (SKM: dapat dihitung); 1 belum
    tercapai, responden kurang, atau ada galat di data; 2 tidak dapat
    dijalankan atau belum dapat diputuskan.
    """
    from lke_cli import api
    from lke_cli.surveys import exit_code, parse_population

    chosen = pick_format(SurveyFormat, format, output)
    check_output(output, [file, rubric, *(instrument or ())], force=force)
    options = api.SurveyOptions(
        rubric=rubric,
        target=target,
        kind=kind,
        population=parse_population(population) if population is not None else None,
        by=by,
        questions=questions,
        reverse=reverse,
        period=period,
        points=scale,
        words=tuple(words or ()),
        sheets=tuple(sheet or ()),
        instruments=tuple(instrument or ()),
        max_seconds=max_seconds,
    )
    report = api.survey(file, options)
    show_outcome(report, chosen, output, detail=detail, csv=csv)
    return exit_code(report)


def survey_plan(
    population: Annotated[
        str | None, typer.Option(metavar="N", help="Jumlah pengguna layanan dalam periode survei.")
    ] = None,
    services: Annotated[
        str | None, typer.Option(metavar="NAMA=N,...", help="Pengguna tiap layanan, misalnya 'Loket=120,Daring=300'.")
    ] = None,
    months: Annotated[
        str | None, typer.Option(metavar="AWAL..AKHIR", help="Bulan survei, misalnya 2026-01..2026-06, atau 2026.")
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Rencanakan jumlah responden survei dan pembagiannya.

    Jumlahnya menurut Krejcie & Morgan; pembagian per layanan menurut
    banyaknya pengguna, per bulan merata, dan selalu pas jumlahnya.

    \b
    Contoh:
      lke survey plan --population 1200
      lke survey plan --services "Loket=120,Daring=300"
      lke survey plan --population 1200 --months 2026-01..2026-06
    """
    from lke_cli import api

    chosen = pick_format(Format, format, output)
    check_output(output, [], force=force)
    show_outcome(api.survey_plan(population, services, months), chosen, output)
    return 0
