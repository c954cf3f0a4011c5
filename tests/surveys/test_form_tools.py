"""Exports as form tools write them: what they add beside the questions is no question, however it looks."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lke_cli.results import SurveyResult
from lke_cli.rubric import Rubric
from lke_cli.surveys.run import SurveySettings, survey_file

NINE = ["Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku", "Pengaduan", "Sarana"]
# Sums of two rows: 7 7 7 7 7 7 7 7 6, in halves 62 over 9.
ANSWERS = [[4, 3, 4, 3, 4, 3, 4, 3, 2], [3, 4, 3, 4, 3, 4, 3, 4, 4]]
INDEX = 62 / 18
Export = Callable[[Sequence[Sequence[object]]], SurveyResult]


@pytest.fixture
def export(rubric: Rubric, tmp_path: Path) -> Export:
    def run(rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> SurveyResult:
        path = tmp_path / "ekspor.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        (result,) = survey_file(path, SurveySettings(rubric=rubric, target="wbk")).surveys
        return result

    return run


def table(header: Sequence[object], row: Callable[[int, list[int]], Sequence[object]]) -> list[Sequence[object]]:
    return [header, *(row(n, ANSWERS[n % 2]) for n in range(20))]


def between(answers: Sequence[int], *others: object) -> list[object]:
    """Return answers with other cells behind each."""
    return [cell for answer in answers for cell in (answer, *others)]


def titles(*forms: str) -> list[str]:
    return [form.format(name) for name in NINE for form in forms]


EXPORTS = {
    "Google Forms": table(
        ["Cap waktu", "Alamat email", "Skor", *NINE, "Saran"],
        lambda n, row: [f"{n + 1:02d}/03/2026 09:{n:02d}:11", f"a{n}@contoh.invalid", "0 / 0", *row, "baik"],
    ),
    "Google Forms, a quiz": table(
        ["Timestamp", "Total score", *titles("{}", "{} [Score]", "{} [Feedback]")],
        lambda n, row: [f"2026-03-{n + 1:02d} 09:00:00", "9 / 9", *between(row, 1, "")],
    ),
    "Microsoft Forms, a quiz": table(
        ["ID", "Start time", "Completion time", "Total points", *titles("{}", "Points - {}", "Feedback - {}")],
        lambda n, row: [n, f"2026-03-{n + 1:02d} 09:00", f"2026-03-{n + 1:02d} 09:05", 9, *between(row, 1, "")],
    ),
    "Microsoft Forms, a quiz in Indonesian": table(
        ["ID", "Waktu mulai", "Waktu penyelesaian", "Total poin", *titles("{}", "Poin - {}")],
        lambda n, row: [n, f"2026-03-{n + 1:02d} 09:00", f"2026-03-{n + 1:02d} 09:05", 9, *between(row, 1)],
    ),
    "SurveyMonkey": [
        ["Respondent ID", "Collector ID", "Start Date", "Penilaian Anda terhadap layanan", *[""] * 8],
        *table(
            ["", "", "", *NINE],
            lambda n, row: [114000000000 + n, 45001, f"03/{n + 1:02d}/2026 09:00:00 AM", *row],
        ),
    ],
    "KoboToolbox": table(
        ["start", "end", *titles("grup_skm/{}"), "_id", "_uuid", "_submission_time", "_status", "_index"],
        lambda n, row: [
            *[f"2026-03-{n + 1:02d}T09:00:00.000+07:00"] * 2,
            *row,
            *(1000 + n, f"u-{n}", f"2026-03-{n + 1:02d}T09:01:00", "submitted_via_web", n + 1),
        ],
    ),
    "LimeSurvey": table(
        ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "seed. Seed", *titles("SKM. [{}]")],
        lambda n, row: [n, f"2026-03-{n + 1:02d} 09:00:00", 1, 123450 + n, *row],
    ),
    "LimeSurvey by codes": table(
        ["id", "submitdate", "lastpage", "startlanguage", *(f"SKM[U{n}]" for n in range(1, 10))],
        lambda n, row: [n, f"2026-03-{n + 1:02d} 09:00:00", 1, "id", *row],
    ),
    "Zoho": table(
        ["Added Time", "Referrer Name", "IP Address", *NINE],
        lambda n, row: [f"{n + 1:02d}-Mar-2026 09:00:00", "", "10.0.0.1", *row],
    ),
    "titles of sections": table(
        ["Cap waktu", "A. IDENTITAS", "Nama", "B. PENILAIAN", *NINE, "C. PENUTUP"],
        lambda n, row: [f"2026-03-{n + 1:02d} 09:00:00", "", f"Responden {n}", "", *row, ""],
    ),
}


@pytest.mark.parametrize("tool", EXPORTS)
def test_only_the_questions_count(export: Export, tool: str) -> None:
    result = export(EXPORTS[tool])
    assert (result.survey, result.respondents) == ("skm", 20)
    assert result.index == pytest.approx(INDEX)
    assert result.verdict == "none"
    assert result.spread is None
    assert len([column for column in result.columns if column.unsur]) == 9


def test_a_question_about_scores_is_none_of_a_quiz_s_columns(export: Export) -> None:
    """``Nilai - ...`` or ``Kepuasan - Waktu`` are titles that people give."""
    result = export(table(titles("Kepuasan - {}"), lambda _, row: row))
    assert result.index == pytest.approx(INDEX)
