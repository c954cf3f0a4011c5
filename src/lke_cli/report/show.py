"""A result goes out: every kind of result in every format it has, the same whether it was just made or read back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lke_cli.errors import LkeError
from lke_cli.record import record
from lke_cli.report import output as out
from lke_cli.report.document import Document, Table
from lke_cli.report.first import first_screen
from lke_cli.report.next_step import with_next_step
from lke_cli.report.people import people_table
from lke_cli.results import SinceLast, kind_of

_PAGE_WIDTH = 200
"""Characters that are room enough for every table to have all its columns."""


@record
class View:
    """How a document is to be made. width: characters it is shown in, None where they do not matter (Markdown).
    detail: all that can be shown."""

    width: int | None = None
    detail: bool = False


@record
class Reports:
    """The reports of a kind of result.

    document: for people. table: one flat table, for csv and parquet. write_xlsx: a workbook. parquet_types: the columns
    of whole numbers and of others. beside: what must be said beside a flat table. csv: as people read it, where it has
    one. write_docx: a letter, from a template of the user's or the shipped one.
    """

    document: Callable[[Any, View], Document]
    table: Callable[[Any], Table] | None = None
    write_xlsx: Callable[[Any, Path], None] | None = None
    parquet_types: Callable[[Any], tuple[set[str], set[str]]] | None = None
    beside: Callable[[Any], Sequence[str]] = lambda result: ()
    csv: Callable[[Any], Table] | None = None
    write_docx: Callable[[Any, Path, Path | None], None] | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that there are, as ``--format`` names them."""
        more = (
            ("csv", self.table),
            ("xlsx", self.write_xlsx),
            ("docx", self.write_docx),
            ("parquet", self.parquet_types),
        )
        return ("text", "json", "md", "html", *(name for name, made in more if made is not None))


def show_result(
    result: object,
    format: str,
    output: Path | None,
    *,
    detail: bool = False,
    since: SinceLast | None = None,
    template: Path | None = None,
    machine: bool = False,
) -> Sequence[str]:
    """Write a result to a file, or to stdout where ``output`` is None; return what must be said beside it.

    On stdout, a terminal or a pipe, text is the first screen, which is short; ``detail`` gives all that a file holds.
    since: what changed since the last run, for that screen. template: of a letter. machine: csv with the keys and words
    of programs.
    Raises LkeError where the format is none of its kind, or the file cannot be written.
    """
    reports = reports_of(result)
    if format not in reports.formats:
        raise LkeError(f"Hasil ini tidak punya bentuk {format}; pilih {', '.join(reports.formats)}.")
    if format == "json":
        from lke_cli.report.json import json_chunks

        out.show_json(json_chunks(result), output)
    elif format == "csv" and reports.table:
        if machine:
            out.show_csv(reports.table(result), output)
        else:
            out.show_csv(reports.csv(result) if reports.csv else people_table(reports.table(result)), output)
        return reports.beside(result)
    elif format in ("xlsx", "parquet", "docx"):
        return _write_binary(result, reports, format, output, template)
    elif format == "html":
        from lke_cli.report.html import html_page

        document = reports.document(result, View(_PAGE_WIDTH, detail=True))
        out.write_text(html_page(result, document, output and output.parent), output)
    elif format == "md":
        out.show_markdown(reports.document(result, View(detail=detail)), output)
    else:
        width = out.width_of(output)
        short = first_screen(result, width, since) if output is None and not detail else None
        document = reports.document(result, View(width, detail)) if short is None else short
        out.show_document(document if short or output else with_next_step(result, document), output)
    return ()


def _write_binary(
    result: object, reports: Reports, format: str, output: Path | None, template: Path | None
) -> Sequence[str]:
    if output is None:
        raise LkeError(f"--format {format} perlu nama berkas hasil; tambahkan misalnya -o hasil.{format}.")
    write_xlsx, table, types = reports.write_xlsx, reports.table, reports.parquet_types
    if format == "xlsx" and write_xlsx:
        out.write_file(output, lambda path: write_xlsx(result, path))
        return ()
    write_docx = reports.write_docx
    if format == "docx" and write_docx:
        out.write_file(output, lambda path: write_docx(result, path, template))
        return ()
    from lke_cli.report.parquet import write_parquet

    if table and types:
        out.write_file(output, lambda path: write_parquet(path, table(result), *types(result)))
    return reports.beside(result)


def reports_of(result: object) -> Reports:
    """Return the reports that there are of a result."""
    return _REPORTS[kind_of(result).name]()


def _score() -> Reports:
    from lke_cli.report.score import score_beside_the_table, score_document, score_table

    def write(result: Any, path: Path) -> None:
        from lke_cli.report.score_xlsx import write_score

        write_score(result, path)

    def letter(result: Any, path: Path, template: Path | None) -> None:
        from lke_cli.report.letter.write import write_letter

        write_letter(result, path, template)

    return Reports(
        lambda result, view: score_document(result, detail=view.detail),
        score_table,
        write,
        beside=score_beside_the_table,
        write_docx=letter,
    )


def _compare() -> Reports:
    from lke_cli.report.compare import (
        compare_document,
        compare_table,
        comparison_beside_the_table,
        people_comparison,
        whole_and_real,
    )

    def write(result: Any, path: Path) -> None:
        from lke_cli.report.compare_xlsx import write_xlsx

        write_xlsx(path, result)

    return Reports(
        lambda result, view: compare_document(result, view.width or 80),
        compare_table,
        write,
        lambda result: whole_and_real(result.form),
        lambda result: tuple(comparison_beside_the_table(result)),
        csv=people_comparison,
    )


def _diff() -> Reports:
    from lke_cli.report.diff import diff_document, diff_sheets, diff_table

    def write(result: Any, path: Path) -> None:
        from lke_cli.report.tables_xlsx import write_tables
        from lke_cli.results import DIFF

        write_tables(path, diff_sheets(result), title="Perbandingan LKE", mark=DIFF)

    return Reports(lambda result, view: diff_document(result, detail=view.detail), diff_table, write)


def _followup() -> Reports:
    from lke_cli.report.followup import csv_table, followup_document, followup_table, sheets

    def write(result: Any, path: Path) -> None:
        from lke_cli.report.tables_xlsx import write_tables
        from lke_cli.results import FOLLOWUP

        write_tables(path, sheets(result), title="Tindak lanjut catatan penilai", mark=FOLLOWUP)

    return Reports(lambda result, view: followup_document(result), followup_table, write, csv=csv_table)


def _check() -> Reports:
    from lke_cli.report.check import check_document, check_table

    return Reports(lambda result, view: check_document(result, view.width, detail=view.detail), check_table)


def _inspect() -> Reports:
    from lke_cli.report.inspect import inspect_document

    return Reports(lambda result, view: inspect_document(result))


def _evidence() -> Reports:
    from lke_cli.report.evidence import evidence_document, evidence_table

    def write(result: Any, path: Path) -> None:
        from lke_cli.report.checklist import write_checklist

        write_checklist(result, path)

    return Reports(lambda result, view: evidence_document(result), evidence_table, write)


def _survey() -> Reports:
    from lke_cli.report.survey import survey_document, survey_table

    def document(result: Any, view: View) -> Document:
        name, sheet = Path(result.file).name, result.surveys[0].sheet
        return survey_document(result, name if sheet is None else f"{name}, lembar {sheet}")

    def write(result: Any, path: Path) -> None:
        from lke_cli.report.survey_xlsx import refuse_unlistable, write_survey_xlsx

        refuse_unlistable(result)
        write_survey_xlsx(path, result)

    return Reports(document, survey_table, write)


def _survey_plan() -> Reports:
    from lke_cli.report.survey_plan import sample_document, sample_table

    return Reports(lambda result, view: sample_document(result, view.width), sample_table)


def _plan() -> Reports:
    from lke_cli.report.plan import plan_document, plan_table
    from lke_cli.report.plan_xlsx import write_plan

    return Reports(lambda result, view: plan_document(result, view.width or 100), plan_table, write_plan)


def _plans() -> Reports:
    from lke_cli.report.plan_xlsx import write_plans
    from lke_cli.report.plans import plans_document, plans_table

    return Reports(lambda result, view: plans_document(result, view.width or 100), plans_table, write_plans)


def _plan_track() -> Reports:
    from lke_cli.report.track import track_document, track_table

    return Reports(lambda result, view: track_document(result, view.width or 100), track_table)


def _simulate() -> Reports:
    from lke_cli.report.simulate import simulate_document, simulate_table

    return Reports(lambda result, view: simulate_document(result), simulate_table)


_REPORTS: dict[str, Callable[[], Reports]] = {
    "lke-score": _score,
    "lke-compare": _compare,
    "lke-diff": _diff,
    "lke-followup": _followup,
    "lke-check": _check,
    "lke-inspect": _inspect,
    "lke-evidence": _evidence,
    "lke-survey": _survey,
    "lke-survey-plan": _survey_plan,
    "lke-plan": _plan,
    "lke-plans": _plans,
    "lke-plan-track": _plan_track,
    "lke-simulate": _simulate,
}
