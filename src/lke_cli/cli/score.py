"""``lke score``: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lke_cli.cli.options import (
    DEFAULT_RUBRIC,
    AssessorOption,
    ForceOption,
    Format,
    FormatOption,
    MinimumOption,
    OutputOption,
    RubricOption,
    TargetOption,
    check_output,
    pick_format,
    pick_target,
)
from lke_cli.cli.progress import watched
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.findings import Finding
    from lke_cli.results.score import ScoredWorkbook, ScoreReport
    from lke_cli.rubric.model import Rubric


def score(
    files: Annotated[list[str], typer.Argument(metavar="BERKAS...", help="Workbook LKE, folder, atau pola *.xlsx.")],
    target: TargetOption = None,
    minimum: MinimumOption = None,
    blank: Annotated[
        Literal["zero", "skip"],
        typer.Option(help="Pertanyaan kosong: zero dihitung 0, skip tidak ikut dirata-rata seperti di Excel."),
    ] = "zero",
    detail: Annotated[bool, typer.Option("--detail", help="Tampilkan semua pertanyaan dengan teks aslinya.")] = False,
    sheet: Annotated[str | None, typer.Option(metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri.")] = None,
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
      lke score LKE.xlsx --survey ipak=ipak.csv --survey ipkp=ipkp.json
      lke score "D:\\LKE Provinsi"

    \b
    Kode keluar: 0 memenuhi; 1 belum memenuhi atau ada galat di isian;
    2 tidak dapat dijalankan. --evidence tidak mengubahnya: buktinya
    dinilai oleh lke check-evidence.
    """
    from lke_cli.rubric.load import load_rubric
    from lke_cli.scoring.run import score_or_problem, score_workbook
    from lke_cli.scoring.score import parse_minimum
    from lke_cli.workbook.find import find_workbooks
    from lke_cli.workbook.read import Reader

    chosen = pick_format(Format, format, output)
    loaded = load_rubric(rubric)
    aim = pick_target(loaded, target)
    minimums = [parse_minimum(text, loaded) for text in minimum or ()]
    paths = find_workbooks(files)
    surveys = _surveys(survey, loaded) if survey else []
    check_output(output, [*paths, *(path for _, path in surveys), rubric], folder=evidence, force=force)
    reader = Reader(loaded)
    options = {"target": aim, "blank": blank, "minimums": minimums, "sheet": sheet, "assessor": assessor}
    if evidence is not None and len(paths) > 1:
        raise LkeError("--evidence untuk satu LKE saja; sebut satu berkas.")
    if survey and len(paths) > 1:
        raise LkeError("--survey untuk satu LKE saja; sebut satu berkas.")
    if len(paths) == 1:
        codes, uncounted = _evidenced(evidence, paths[0], loaded) if evidence is not None else (None, ())
        results = [score_workbook(reader, paths[0], **options, evidenced=codes)]  # type: ignore[arg-type]
        if uncounted:
            results = [_with_findings(results[0], uncounted)]
        if survey:
            results = [_with_surveys(results[0], surveys, loaded, aim)]
    else:
        results = [score_or_problem(reader, path, **options) for path in watched(paths, "Menilai")]
    from lke_cli.results.score import ScoreReport

    _show(ScoreReport(tuple(results), loaded.targets[aim].label), chosen, output, detail=detail)
    return _exit_code(results)


def _evidenced(folder: Path, workbook: Path, rubric: "Rubric") -> "tuple[frozenset[str], tuple[Finding, ...]]":
    """Return the questions that a folder has evidence for, and a finding where some of it does not count."""
    from lke_cli.cli.progress import files_bar
    from lke_cli.evidence.cache import Cache, cache_path
    from lke_cli.evidence.check import evidence_by_question, evidenced_codes, uncounted
    from lke_cli.evidence.folder import check_folder

    with files_bar("Memeriksa bukti") as progress:
        checked = check_folder(folder, rubric, cache=Cache(cache_path()), leave_out=[workbook], progress=progress)
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

    from lke_cli.survey.claim import read_survey, survey_claims

    card = result.scorecard
    if card is None:
        return result
    read = [read_survey(kind, path, rubric, target) for kind, path in surveys]
    claims, findings = survey_claims(card, rubric, read)
    return replace(result, scorecard=replace(card, findings=(*findings, *card.findings)), surveys=claims)


def _show(report: "ScoreReport", format: Format, output: Path | None, *, detail: bool) -> None:
    from lke_cli.report import output as out
    from lke_cli.report.score import score_document, score_table

    if format is Format.JSON:
        from lke_cli.report.json import to_json
        from lke_cli.results.score import SCHEMA_VERSION

        out.show_json(to_json("lke-score", SCHEMA_VERSION, report), output)
    elif format is Format.CSV:
        out.show_csv(score_table(report), output)
    else:
        document = score_document(report, detail=detail)
        (out.show_markdown if format is Format.MD else out.show_document)(document, output)


def _exit_code(results: "list[ScoredWorkbook]") -> int:
    from lke_cli.findings import has_errors

    cards = [result.scorecard for result in results]
    if any(card is None for card in cards):
        return 2
    return 0 if all(card and card.met and not has_errors(card.findings) for card in cards) else 1
