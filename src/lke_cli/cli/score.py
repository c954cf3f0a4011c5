"""``lke score``: the main job."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lke_cli.cli.options import (
    FORMAT_HELP,
    AloneOption,
    AssessorOption,
    ColumnOption,
    CsvOption,
    DeadlineOption,
    DetailOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    MessageOption,
    MinimumOption,
    OutputOption,
    RubricOption,
    SheetOption,
    TargetOption,
    TemplateOption,
    check_message,
    check_output,
    check_template,
    pick_format,
)
from lke_cli.cli.progress import ON_SCREEN
from lke_cli.cli.shown import say_open, show_messages, show_outcome
from lke_cli.constants import DEFAULT_RUBRIC

if TYPE_CHECKING:
    from lke_cli.results import ScoreReport


class ScoreFormat(StrEnum):
    """Output formats of scores."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


def score(
    files: Annotated[list[str], typer.Argument(metavar="BERKAS...", help="Workbook LKE, folder, atau pola *.xlsx.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    blank: Annotated[
        Literal["zero", "skip"],
        typer.Option(help="Pertanyaan kosong: zero dihitung 0, skip tidak ikut dirata-rata seperti di Excel."),
    ] = "zero",
    detail: DetailOption = False,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    alone: AloneOption = False,
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="FOLDER", help="Folder bukti dukung: hitung juga nilai yang berbukti."),
    ] = None,
    survey: Annotated[
        list[str] | None,
        typer.Option(
            "--survey", metavar="[ipak=|ipkp=]BERKAS", help="Data survei: cocokkan dengan nilai yang ditulis di LKE."
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(metavar="AWAL..AKHIR", help="Periode penilaian; responden --survey di luarnya disebut."),
    ] = None,
    review: Annotated[
        str | None,
        typer.Option(metavar="PERSEN", help="Simulasikan reviu acak: peluang tiap jawaban turun satu tingkat."),
    ] = None,
    max_seconds: MaxSecondsOption = 30,
    no_history: Annotated[
        bool, typer.Option("--no-history", help="Jangan bandingkan dengan, dan jangan simpan, hasil terakhir.")
    ] = False,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[ScoreFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    template: TemplateOption = None,
    message: MessageOption = False,
    deadline: DeadlineOption = None,
    output: OutputOption = None,
    csv: CsvOption = "people",
    force: ForceOption = False,
) -> int:
    """Hitung nilai LKE dan jaraknya ke setiap nilai minimal.

    Menampilkan dalam satu layar: putusan, nilai minimal yang kurang, dan apa
    yang dikerjakan berurutan. --detail dan berkas hasil (-o) memuat juga
    nilai per komponen, bagian, dan area, setiap nilai minimal, setiap
    jawaban yang kosong, tidak sah, atau tanpa bukti, dan semua temuan.

    \b
    Contoh:
      lke score "LKE ZI KPU Kab. X.xlsx"
      lke score LKE.xlsx --target wbbm --min total=76
      lke score LKE.xlsx --detail -o hasil.txt
      lke score LKE.xlsx --format json -o hasil.json
      lke score LKE.xlsx --assessor tpi
      lke score LKE.xlsx --evidence "BUKTI DUKUNG ZI 2026"
      lke score LKE.xlsx --survey survei.csv
      lke score LKE.xlsx --survey ipak=ipak.csv --survey ipkp=ipkp.json
      lke score LKE.xlsx --review 5%
      lke score LKE.xlsx -o nilai.xlsx
      lke score LKE.xlsx -o lhe.docx --template lhe-instansi.docx
      lke score LKE.xlsx --message --deadline 2026-03-31
      lke score "D:\\LKE Provinsi"

    \b
    Kode keluar: 0 memenuhi; 1 belum memenuhi atau ada galat di isian;
    2 tidak dapat dijalankan, belum dapat dinilai karena berkasnya dapat
    dibaca dengan dua cara, atau masih kosong. Unit yang belum direviu
    (--assessor) tidak mengubahnya selama ada unit lain yang sudah.
    --evidence tidak mengubahnya: buktinya dinilai oleh lke check-evidence.
    """
    from lke_cli import api

    chosen = pick_format(ScoreFormat, format, output)
    check_message(message, chosen, deadline)
    check_template(template, chosen)
    lkes = api.workbooks(files)
    options = api.ScoreOptions(
        rubric=rubric,
        sheets=tuple(sheet or ()),
        columns=tuple(column or ()),
        header_row=header_row,
        assessor=assessor,
        alone=alone,
        target=target,
        minimums=tuple(minimum or ()),
        max_seconds=max_seconds,
        blank=blank,
        evidence=evidence,
        surveys=tuple(survey or ()),
        period=period,
        review=review,
    )
    read = [*lkes.workbooks, *api.survey_files(options), rubric, template or ""]
    check_output(output, read, folder=evidence, force=force)
    if len(lkes.workbooks) == 1:
        say_open(lkes.workbooks[0])
    report = api.score(lkes, options, watch=ON_SCREEN)
    since = None
    if (
        len(report.workbooks) == 1
        and chosen is ScoreFormat.TEXT
        and output is None
        and not (no_history or detail or message)
    ):
        from lke_cli.history import since_last

        since = since_last(
            report.workbooks[0], [f"{evidence}", *(survey or ()), *([period] if period and survey else [])]
        )
    if message:
        show_messages(report, output, deadline)
    else:
        show_outcome(report, chosen, output, detail=detail, since=since, template=template, csv=csv)
    return _exit_code(report)


def _exit_code(report: "ScoreReport") -> int:
    from lke_cli.findings import has_errors

    cards = [scored.scorecard for scored in report.workbooks if not scored.unreviewed]
    if not cards or any(card is None for card in cards):
        return 2
    return 0 if all(card and card.met and not has_errors(card.findings) for card in cards) else 1
