"""``lke score``: the main job."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    AssessorOption,
    ColumnOption,
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
    pick_format,
    pick_target,
    read_options,
)
from lke_cli.cli.progress import counted
from lke_cli.errors import BlankError, LkeError, UndecidedError

if TYPE_CHECKING:
    from lke_cli.findings import Finding
    from lke_cli.report.document import Document
    from lke_cli.results.found import PassedOver
    from lke_cli.results.score import ScoredWorkbook, ScoreReport
    from lke_cli.rubric.model import Rubric


_MANY = 20  # workbooks from which a bar is shown


def score(
    files: Annotated[list[str], typer.Argument(metavar="BERKAS...", help="Workbook LKE, folder, atau pola *.xlsx.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    blank: Annotated[
        Literal["zero", "skip"],
        typer.Option(help="Pertanyaan kosong: zero dihitung 0, skip tidak ikut dirata-rata seperti di Excel."),
    ] = "zero",
    detail: Annotated[bool, typer.Option("--detail", help="Tampilkan semua pertanyaan dengan teks aslinya.")] = False,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    header_row: HeaderRowOption = None,
    assessor: AssessorOption = "unit",
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
    max_seconds: MaxSecondsOption = 30,
    rubric: RubricOption = DEFAULT_RUBRIC,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Hitung nilai LKE dan jaraknya ke setiap nilai minimal.

    Menampilkan putusan, nilai per komponen, bagian, dan area, setiap nilai
    minimal dengan kekurangannya, pertanyaan yang kosong atau tidak sah,
    jawaban tanpa eviden, dan jawaban yang paling banyak menambah nilai.

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
      lke score "D:\\LKE Provinsi"

    \b
    Kode keluar: 0 memenuhi; 1 belum memenuhi atau ada galat di isian;
    2 tidak dapat dijalankan, belum dapat dinilai karena berkasnya dapat
    dibaca dengan dua cara, atau masih kosong. --evidence tidak mengubahnya: buktinya
    dinilai oleh lke check-evidence.
    """
    from lke_cli.bounded import call
    from lke_cli.results.score import ScoreReport
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.run import score_all, score_workbook, without_score
    from lke_cli.scoring.score import parse_minimum
    from lke_cli.workbook.find import find_workbooks
    from lke_cli.workbook.read import Reader

    chosen = pick_format(Format, format, output)
    loaded = load_rubric(rubric)
    aim = pick_target(loaded, target)
    minimums = [parse_minimum(text, loaded) for text in minimum or ()]
    paths, passed_over = find_workbooks(files)
    surveys = _surveys(survey, loaded) if survey else []
    check_output(output, [*paths, *(path for _, path in surveys), rubric], folder=evidence, force=force)
    reader = Reader(loaded)
    reading = read_options(sheet, column, header_row, assessor)
    options = {"target": aim, "blank": blank, "minimums": minimums, "reading": reading}
    if evidence is not None and len(paths) > 1:
        raise LkeError("--evidence untuk satu LKE saja; sebut satu berkas.")
    if survey and len(paths) > 1:
        raise LkeError("--survey untuk satu LKE saja; sebut satu berkas.")
    if len(paths) == 1:
        codes, uncounted = _evidenced(evidence, paths[0], loaded, max_seconds) if evidence is not None else (None, ())
        within = {"file": paths[0], "seconds": max_seconds}
        try:
            results = [call(score_workbook, reader, paths[0], **within, **options, evidenced=codes)]  # type: ignore[arg-type]
        except (UndecidedError, BlankError) as error:
            results = [without_score(paths[0], assessor, error)]
        except LkeError:
            _tell_passed_over(passed_over)
            raise
        if uncounted:
            results = [_with_findings(results[0], uncounted)]
        if survey:
            results = [_with_surveys(results[0], surveys, loaded, aim)]
    else:
        with counted(len(paths) if len(paths) >= _MANY else 0, "Menilai") as tick:
            results = score_all(reader, paths, seconds=max_seconds, tick=tick, **options)
    _show(ScoreReport(tuple(results), passed_over), chosen, output, loaded.targets[aim].label, detail=detail)
    return _exit_code(results)


def _evidenced(
    folder: Path, workbook: Path, rubric: "Rubric", seconds: float
) -> "tuple[frozenset[str], tuple[Finding, ...]]":
    """Return the questions that a folder has evidence for, and a finding where some of it does not count."""
    from lke_cli.cli.progress import files_bar
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.check import evidence_by_question, evidenced_codes, uncounted
    from lke_cli.evidence.folder import check_folder

    with files_bar("Memeriksa bukti") as progress:
        checked = check_folder(
            folder, rubric, cache=Cache(cache_path()), leave_out=[workbook], progress=progress, seconds=seconds
        )
    finding = uncounted(checked)
    return evidenced_codes(evidence_by_question(rubric, checked).values()), (finding,) if finding else ()


def _with_findings(result: "ScoredWorkbook", findings: "tuple[Finding, ...]") -> "ScoredWorkbook":
    from dataclasses import replace

    card = result.scorecard
    return replace(result, scorecard=card and replace(card, findings=(*findings, *card.findings)))


def _surveys(texts: list[str], rubric: "Rubric") -> list[tuple[str | None, Path]]:
    from lke_cli.survey.claim import parse_survey

    return [parse_survey(text, rubric) for text in texts]


def _with_surveys(
    result: "ScoredWorkbook", surveys: list[tuple[str | None, Path]], rubric: "Rubric", target: str
) -> "ScoredWorkbook":
    """Return a result with what it claims for surveys held against their data."""
    from dataclasses import replace

    from lke_cli.survey.claim import read_surveys, survey_claims

    card = result.scorecard
    if card is None:
        return result
    read = [result for kind, path in surveys for result in read_surveys(kind, path, rubric, target)]
    claims, findings = survey_claims(card, rubric, read)
    return replace(result, scorecard=replace(card, findings=(*findings, *card.findings)), surveys=claims)


def _surveys_shown(document: "Document", result: "ScoredWorkbook") -> "Document":
    """Return the report with the surveys' claims beside their data, before its first table."""
    if not result.surveys:
        return document
    from dataclasses import replace

    from lke_cli.report.document import Table
    from lke_cli.report.survey_claims import survey_claims_table

    first = next((i for i, block in enumerate(document.blocks) if isinstance(block, Table)), len(document.blocks))
    table = survey_claims_table(result.surveys)
    return replace(document, blocks=(*document.blocks[:first], table, *document.blocks[first:]))


def _with_evidence(document: "Document", result: "ScoredWorkbook") -> "Document":
    """Return the report with the evidenced score beside the claimed one, right after the verdict."""
    if result.scorecard is None or result.evidenced is None:
        return document
    from dataclasses import replace

    from lke_cli.evidence.check import claims_of
    from lke_cli.report.document import Text
    from lke_cli.report.evidence import claims_table, claims_text

    claims = claims_of(result.file, result.sheet or "", result.scorecard, result.evidenced, "files")
    verdict, *rest = document.blocks
    said = [
        *claims_text(claims),
        *(Text(f.message, "warn") for f in result.scorecard.findings if f.rule == "evidence-uncounted"),
        Text("Putusan dan kode keluar menurut jawaban; putusan menurut bukti diberikan lke check-evidence --workbook."),
    ]
    return replace(document, blocks=(verdict, *said, claims_table(claims), *rest))


def _show(report: "ScoreReport", format: Format, output: Path | None, label: str, *, detail: bool) -> None:
    from lke_cli.report import output as out
    from lke_cli.report.score import (
        score_document,
        score_table,
        summary_document,
        summary_table,
        unscored_document,
        with_passed_over,
    )

    results = report.workbooks
    only = results[0].scorecard if len(results) == 1 else None
    unscored = results[0] if len(results) == 1 and only is None else None
    if format is Format.CSV:
        _tell_passed_over(report.passed_over)
    if format is Format.JSON:
        from lke_cli.report.json import to_json
        from lke_cli.results.score import SCHEMA_VERSION

        out.show_json(to_json("lke-score", SCHEMA_VERSION, report), output)
    elif format is Format.CSV:
        out.show_csv(score_table(only, results[0].evidenced) if only else summary_table(results), output)
    else:
        who = "" if results[0].assessor == "unit" else f", jawaban {results[0].assessor}"
        title = f"{Path(results[0].file).name}, lembar {results[0].sheet}{who}"
        document = score_document(only, title, detail=detail) if only else summary_document(results, label)
        if unscored is not None:
            document = unscored_document(unscored)
        if only:
            document = _surveys_shown(_with_evidence(document, results[0]), results[0])
        document = with_passed_over(document, report.passed_over)
        (out.show_markdown if format is Format.MD else out.show_document)(document, output)


def _tell_passed_over(passed_over: "tuple[PassedOver, ...]") -> None:
    from lke_cli.results.found import passed_over_sentence

    if passed_over:
        print(passed_over_sentence(passed_over), file=sys.stderr)


def _exit_code(results: "list[ScoredWorkbook]") -> int:
    from lke_cli.findings import has_errors

    cards = [result.scorecard for result in results]
    if any(card is None for card in cards):
        return 2
    return 0 if all(card and card.met and not has_errors(card.findings) for card in cards) else 1
