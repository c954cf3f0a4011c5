"""``lke check-evidence``: is the evidence complete, real and reachable?"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    FORMAT_HELP,
    AssessorOption,
    ColumnOption,
    ForceOption,
    HeaderRowOption,
    MaxSecondsOption,
    MinimumOption,
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
    from lke_cli.evidence.dates import Period
    from lke_cli.evidence.folder import FolderEvidence
    from lke_cli.evidence.online import Answer
    from lke_cli.evidence.workbook import ReadWorkbook
    from lke_cli.results.evidence import EvidenceReport
    from lke_cli.rubric.model import Rubric
    from lke_cli.workbook.options import ReadOptions


class EvidenceFormat(StrEnum):
    """Output formats of the report on evidence."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"


def check_evidence(
    folder: Annotated[
        str | None,
        typer.Argument(
            metavar="[FOLDER]", help="Folder bukti dukung; bawaan: folder sekarang, kecuali bila --workbook disebut."
        ),
    ] = None,
    workbook: Annotated[
        Path | None,
        typer.Option("--workbook", metavar="BERKAS", help="LKE yang jawaban dan tautannya ikut diperiksa."),
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="Coba buka tautan di LKE lewat internet.")] = False,
    period: Annotated[
        str | None, typer.Option(metavar="AWAL..AKHIR", help="Periode penilaian, misalnya 2025-01..2026-06.")
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
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[EvidenceFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Periksa kelengkapan bukti dukung: folder, isi berkas, dan tautan.

    Mencocokkan setiap berkas dengan pertanyaannya, membuka berkasnya, dan
    menyebut yang kurang, rusak, terkunci, ganda, atau salah tempat. Dengan
    --workbook juga memeriksa tautan di LKE dan menghitung nilai yang tersisa
    bila hanya jawaban yang berbukti yang dihitung. Bila FOLDER tidak
    disebut bersama --workbook, yang diperiksa hanya tautannya.

    \b
    Contoh:
      lke check-evidence "BUKTI DUKUNG ZI 2026"
      lke check-evidence D:\\ZI --workbook LKE.xlsx
      lke check-evidence D:\\ZI --period 2025-01..2026-06 --max-mb 10
      lke check-evidence --workbook LKE.xlsx --online
      lke check-evidence D:\\ZI -o "Daftar periksa.xlsx"

    \b
    Kode keluar: 0 lengkap tanpa galat; 1 ada bukti yang belum ada atau
    baru sebagian, nilai minimal yang hilang tanpa bukti, atau galat;
    2 tidak dapat dijalankan, atau ada folder, tautan, atau berkas yang
    tidak dapat dilihat isinya.
    """
    from lke_cli.evidence.check import build_report
    from lke_cli.evidence.dates import parse_period
    from lke_cli.rubric.load import load_rubric

    if folder is not None and not folder.strip():
        raise LkeError("Nama folder bukti dukung kosong; sebut foldernya, atau '.' untuk folder sekarang.")
    if online and workbook is None:
        raise LkeError("--online mencoba tautan di LKE; sebut LKE-nya dengan --workbook.")
    if folder is None and workbook is not None and (period or max_mb):
        raise LkeError("--period dan --max-mb memeriksa berkas; sebut juga folder bukti dukungnya.")
    chosen = pick_format(EvidenceFormat, format, output)
    check_output(
        output, [*([workbook] if workbook else []), rubric], folder=Path(folder) if folder else None, force=force
    )
    span = parse_period(period) if period else None
    limit = None if max_mb is None else _megabytes(max_mb)
    loaded = load_rubric(rubric)
    reading = read_options(sheet, column, header_row, assessor)
    read = _read(loaded, workbook, target, minimum, reading, max_seconds) if workbook is not None else None
    checked = None
    # With a workbook and no folder named, only its links are looked at: where a person stands may be a whole disk.
    if folder is not None or workbook is None:
        leave_out = [path for path in (workbook, output) if path is not None]
        checked = _check(Path(folder or "."), loaded, span, limit, leave_out, max_seconds, no_cache=no_cache)
    report = build_report(
        loaded,
        checked,
        period=period,
        claimed=read.claimed if read else None,
        links=read.links if read else (),
        link_problems=read.findings if read else (),
        ask=_asked if online else None,
    )
    _show(report, chosen, output)
    return 2 if report.unseen else 0 if report.sound else 1


def _asked(urls: Iterable[str]) -> "Iterator[tuple[str, Answer]]":
    from lke_cli.cli.progress import counted
    from lke_cli.evidence.online import ask_all

    wanted = list(urls)
    with counted(len(wanted), "Mencoba tautan", "tautan") as tick:
        for answer in ask_all(wanted):
            yield answer
            tick()


def _megabytes(text: str) -> float:
    from lke_cli.numbers import parse_number

    number = parse_number(text)
    if number is None or number[1] or number[0] <= 0:
        raise LkeError(f"--max-mb {text}: tulis bilangan di atas 0, misalnya --max-mb 10 atau --max-mb 0,5.")
    return number[0]


def _read(
    rubric: "Rubric",
    workbook: Path,
    target: str | None,
    minimum: list[str] | None,
    reading: "ReadOptions",
    seconds: float,
) -> "ReadWorkbook":
    from lke_cli.bounded import call
    from lke_cli.evidence.workbook import read_claimed
    from lke_cli.scoring.score import parse_minimum

    minimums = [parse_minimum(text, rubric) for text in minimum or ()]
    aim = pick_target(rubric, target)
    return call(
        read_claimed,
        rubric,
        workbook,
        target=aim,
        minimums=minimums,
        reading=reading,
        file=workbook,
        seconds=seconds,
    )


def _check(
    folder: Path,
    rubric: "Rubric",
    period: "Period | None",
    max_mb: float | None,
    leave_out: list[Path],
    seconds: float,
    *,
    no_cache: bool,
) -> "FolderEvidence":
    from lke_cli.cli.progress import files_bar
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.folder import check_folder

    with files_bar("Memeriksa") as progress:
        return check_folder(
            folder,
            rubric,
            period=period,
            max_mb=max_mb,
            cache=Cache(None if no_cache else cache_path()),
            leave_out=leave_out,
            progress=progress,
            seconds=seconds,
        )


def _show(report: "EvidenceReport", format: EvidenceFormat, output: Path | None) -> None:
    from lke_cli.report import output as out
    from lke_cli.report.evidence import evidence_document, evidence_table

    if format is EvidenceFormat.JSON:
        from lke_cli.report.json import to_json
        from lke_cli.results.evidence import SCHEMA_VERSION

        out.show_json(to_json("lke-evidence", SCHEMA_VERSION, report), output)
    elif format is EvidenceFormat.CSV:
        out.show_csv(evidence_table(report), output)
    elif format is EvidenceFormat.XLSX:
        from lke_cli.report.checklist import write_checklist

        assert output is not None
        out.write_file(output, lambda path: write_checklist(report, path))
    else:
        document = evidence_document(report)
        (out.show_markdown if format is EvidenceFormat.MD else out.show_document)(document, output)
