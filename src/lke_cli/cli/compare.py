"""``lke compare``: many units in one table."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

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
from lke_cli.cli.say import say
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.results.compare import Comparison

INTERRUPTED = 130


class CompareFormat(StrEnum):
    """Output formats of a comparison."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


def compare(
    files: Annotated[list[str], typer.Argument(metavar="FOLDER|BERKAS...", help="Folder, workbook, atau pola *.xlsx.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    sort: Annotated[
        str,
        typer.Option(
            metavar="KUNCI",
            help="Urutan: rank, unit, verdict, missed, unanswered, findings, atau kode (terendah dulu).",
        ),
    ] = "rank",
    only: Annotated[
        Literal["failing", "passing", "unreadable", "undecided", "blank"] | None,
        typer.Option(
            help="Tampilkan hanya unit yang belum memenuhi, memenuhi, atau berkas tak terbaca, meragukan, kosong."
        ),
    ] = None,
    before: Annotated[
        list[str] | None, typer.Option(metavar="FOLDER", help="Putaran lalu: tunjukkan apa yang berubah per unit.")
    ] = None,
    name_from: Annotated[
        str | None,
        typer.Option(metavar="CSV|POLA", help="Nama unit: CSV 'berkas;nama', atau pola regex dengan satu kelompok."),
    ] = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: Annotated[CompareFormat | None, typer.Option("--format", help=FORMAT_HELP)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Bandingkan LKE banyak unit: peringkat, yang terlemah, yang mirip.

    Salinan berkas dilewati dan disebut. Dua berkas yang mengaku unit yang
    sama tidak digabung; disebut mana yang lebih baru. Berkas yang tidak
    terbaca menjadi satu baris dengan sebabnya.

    \b
    Contoh:
      lke compare "D:\\LKE Provinsi"
      lke compare "LKE*.xlsx" --only failing --sort missed
      lke compare LKE2026 --before LKE2025
      lke compare LKE2026 -o rekap.xlsx
      lke compare LKE2026 --name-from nama.csv --format json -o rekap.json

    \b
    Kode keluar: 0 semua unit memenuhi; 1 ada yang belum memenuhi atau
    punya galat isian; 2 ada berkas yang tidak terbaca, belum dapat dinilai,
    atau masih kosong, atau tidak dapat dijalankan; 130 dihentikan dengan Ctrl-C (yang sudah dibaca dilaporkan;
    dengan -o ke berkas lain di sebelahnya, "NAMA (terputus)").
    """
    from lke_cli.cli.progress import counted
    from lke_cli.compare.files import without_copies
    from lke_cli.compare.form import compared_nodes
    from lke_cli.compare.gather import Round, View, check_sort, gather
    from lke_cli.compare.naming import parse_naming
    from lke_cli.compare.rows import Rows
    from lke_cli.compare.run import Stop, fill
    from lke_cli.compare.work import Options
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.score import parse_minimum
    from lke_cli.workbook.find import find_workbooks

    chosen = pick_format(CompareFormat, format, output)
    loaded = load_rubric(rubric)
    minimums = [parse_minimum(text, loaded) for text in minimum or ()]
    naming = parse_naming(name_from)
    options = Options(
        rubric=rubric,
        target=pick_target(loaded, target),
        reading=read_options(sheet, column, header_row, assessor),
        minimums=tuple((each.node, each.score or 0.0) for each in minimums),
    )
    check_sort(sort, loaded)
    found, found_before = find_workbooks(files), _earlier(before) if before else []
    read = [path for path in [*found.workbooks, *found_before] if not _is_report_of_before(path, output)]
    check_output(output, [*read, rubric, name_from or ""], force=force)
    now = without_copies(found.workbooks, naming, passed_over=found.passed_over)
    earlier = without_copies(found_before, naming, earlier=True)
    nodes, questions = compared_nodes(loaded), tuple(loaded.questions)
    rows, old = Rows(nodes, questions), Rows(nodes, questions)
    with Stop() as stop, counted(len(now.paths) + len(earlier.paths), "Membaca") as tick:
        left = fill(rows, now.paths, options, tick=tick, stop=stop, seconds=max_seconds)
        left_before = fill(old, earlier.paths, options, tick=tick, stop=stop, seconds=max_seconds)
    comparison = gather(
        Round(rows, now, left),
        loaded,
        options.target,
        view=View(sort, only),
        naming=naming,
        before=Round(old, earlier, left_before) if before else None,
        minimums=minimums,
    )
    shown_in = _beside(output) if output is not None and (left or left_before) else output
    _show(comparison, chosen, shown_in)
    if chosen in (CompareFormat.CSV, CompareFormat.PARQUET):
        from lke_cli.report.compare import beside_the_table

        for line in beside_the_table(comparison):
            say(line)
    if left or left_before:
        where = f" Yang sudah dibaca ditulis ke '{shown_in}', bukan ke '{output}'." if output is not None else ""
        say(f"Dihentikan: {left + left_before} berkas belum dibaca.{where}")
        return INTERRUPTED
    return _exit_code(comparison)


def _beside(output: Path) -> Path:
    """Return where a report that was cut short goes: beside the one that was asked for, over none but its like."""
    from lke_cli.report.ours import is_ours
    from lke_cli.report.output import partial_name

    return next(path for path in partial_name(output) if not os.path.lexists(path) or is_ours(path))


def _is_report_of_before(path: Path, output: Path | None) -> bool:
    """Return whether a file is this command's own report of an earlier run, which the new one may take the place of."""
    from lke_cli.workbook.own import is_report

    return output is not None and output.exists() and path.exists() and output.samefile(path) and is_report(path)


def _earlier(names: list[str]) -> list[Path]:
    """Return the workbooks of the earlier round; a name that does not exist is an error, not a row of that round."""
    from lke_cli.workbook.find import find_workbooks

    paths = [*find_workbooks(names).workbooks]
    for path in paths:
        if not path.exists():
            raise LkeError(f"--before '{path}' tidak ada; sebutkan folder atau berkas putaran lalu.")
    return paths


def _show(comparison: "Comparison", format: CompareFormat, output: Path | None) -> None:
    from lke_cli.report import output as out
    from lke_cli.report.compare import compare_document, compare_table, whole_and_real

    if format is CompareFormat.JSON:
        from lke_cli.report.json import json_chunks
        from lke_cli.results.compare import SCHEMA_VERSION

        out.show_json(json_chunks("lke-compare", SCHEMA_VERSION, comparison), output)
    elif format is CompareFormat.CSV:
        out.show_csv(compare_table(comparison), output)
    elif format is CompareFormat.XLSX and output:
        from lke_cli.report.compare_xlsx import write_xlsx

        out.write_file(output, lambda path: write_xlsx(path, comparison))
    elif format is CompareFormat.PARQUET and output:
        from lke_cli.report.parquet import write_parquet

        out.write_file(
            output, lambda path: write_parquet(path, compare_table(comparison), *whole_and_real(comparison.form))
        )
    elif format is CompareFormat.MD:
        out.show_markdown(compare_document(comparison, 80), output)
    else:
        out.show_document(compare_document(comparison, out.width_of(output)), output)


def _exit_code(comparison: "Comparison") -> int:
    if comparison.unreadable or comparison.undecided or comparison.blank:
        return 2
    return 1 if comparison.failing or comparison.units_with_errors else 0
