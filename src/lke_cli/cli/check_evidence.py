"""``lke check-evidence``: is the evidence complete, real and reachable?"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from lke_cli.evidence.result import EvidenceReport


class EvidenceFormat(StrEnum):
    """Output formats of the report on evidence."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"


def check_evidence(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Folder bukti dukung; bawaan: folder sekarang.")
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
        float | None, typer.Option("--max-mb", metavar="MB", min=0, help="Batas unggah per berkas dalam MB.")
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Buka lagi semua berkas; jangan pakai hasil pemeriksaan lalu.")
    ] = False,
    target: TargetOption = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri.")] = None,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[EvidenceFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
) -> int:
    """Periksa kelengkapan bukti dukung: folder, isi berkas, dan tautan.

    Mencocokkan setiap berkas dengan pertanyaannya, membuka berkasnya, dan
    menyebut yang kurang, rusak, terkunci, ganda, atau salah tempat. Dengan
    --workbook juga memeriksa tautan di LKE dan menghitung nilai yang tersisa
    bila hanya jawaban yang berbukti yang dihitung.

    \b
    Contoh:
      lke check-evidence "BUKTI DUKUNG ZI 2026"
      lke check-evidence D:\\ZI --workbook LKE.xlsx
      lke check-evidence D:\\ZI --period 2025-01..2026-06 --max-mb 10
      lke check-evidence --workbook LKE.xlsx --online
      lke check-evidence D:\\ZI -o "Daftar periksa.xlsx"

    \b
    Kode keluar: 0 lengkap tanpa galat; 1 ada yang kurang atau galat;
    2 tidak dapat dijalankan.
    """
    from lke_cli.findings import has_errors

    if online and workbook is None:
        raise LkeError("--online mencoba tautan di LKE; sebut LKE-nya dengan --workbook.")
    chosen = pick_format(EvidenceFormat, format, output)
    check_output(output, [workbook] if workbook else [])
    report = _check(folder, workbook, rubric, target, sheet, period, max_mb, online=online, no_cache=no_cache)
    _show(report, chosen, output)
    missed = report.claims is not None and any(not each.evidenced.met for each in report.claims.minimums)
    return 1 if missed or has_errors(report.findings) else 0


def _check(
    folder: Path | None,
    workbook: Path | None,
    rubric: str,
    target: str | None,
    sheet: str | None,
    period: str | None,
    max_mb: float | None,
    *,
    online: bool,
    no_cache: bool,
) -> "EvidenceReport":
    from lke_cli.cli.progress import files_bar
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.check import build_report
    from lke_cli.evidence.dates import parse_period
    from lke_cli.evidence.folder import check_folder, holds_evidence
    from lke_cli.evidence.online import ask_all
    from lke_cli.evidence.workbook import read_claimed
    from lke_cli.rubric.load import load_rubric

    loaded = load_rubric(rubric)
    aim = pick_target(loaded, target)
    span = parse_period(period) if period else None
    read = read_claimed(loaded, workbook, target=aim, sheet=sheet) if workbook is not None else None
    checked = None
    # With a workbook and no folder named, the current folder is looked at only where it holds evidence at all.
    if folder is not None or workbook is None or holds_evidence(Path(), loaded):
        with files_bar("Memeriksa") as progress:
            checked = check_folder(
                folder or Path(),
                loaded,
                period=span,
                max_mb=max_mb,
                cache=Cache(None if no_cache else cache_path()),
                leave_out=[workbook] if workbook else [],
                progress=progress,
            )
    return build_report(
        loaded,
        checked,
        period=period,
        claimed=read.claimed if read else None,
        links=read.links if read else (),
        links_hidden=read is not None and read.links_hidden,
        ask=ask_all if online else None,
    )


def _show(report: "EvidenceReport", format: EvidenceFormat, output: Path | None) -> None:
    from lke_cli.report import output as out
    from lke_cli.report.evidence import evidence_document, evidence_table

    if format is EvidenceFormat.JSON:
        from lke_cli.evidence.result import SCHEMA_VERSION
        from lke_cli.report.json import to_json

        out.write_text(to_json("lke-evidence", SCHEMA_VERSION, report), output)
    elif format is EvidenceFormat.CSV:
        out.show_csv(evidence_table(report), output)
    elif format is EvidenceFormat.XLSX:
        from lke_cli.report.checklist import write_checklist

        assert output is not None
        out.write_file(output, lambda path: write_checklist(report, path))
    else:
        document = evidence_document(report)
        (out.show_markdown if format is EvidenceFormat.MD else out.show_document)(document, output)
