"""Folders as units keep them: an LKE, its evidence, the data of its surveys. Invented."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from lke_cli.evidence import folder_of
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling, write_template
from tests.evidence.files import pdf

LKE = "LKE ZI KPU Kab. Contoh Utara.xlsx"
EVIDENCE = "BUKTI DUKUNG ZI 2026"
# 24 of 25 answer 4, one answers 3: 99 / 25 = 3.96, whatever the question.
ANSWERS = [4] * 24 + [3]
INDEX = 3.96
QUESTIONS = {
    "ipak": (
        "Petugas tidak meminta imbalan di luar ketentuan",
        "Pelayanan diberikan tanpa diskriminasi",
        "Tidak ada percaloan atau perantara tidak resmi",
        "Tidak ada pungutan liar di luar biaya resmi",
        "Tidak ada kecurangan atau pelayanan di luar prosedur",
    ),
    "ipkp": (
        "Informasi pelayanan tersedia",
        "Persyaratan sesuai dengan yang diumumkan",
        "Prosedur mudah diikuti",
        "Waktu penyelesaian sesuai ketentuan",
        "Biaya sesuai ketentuan",
        "Sarana dan sistem daring nyaman dipakai",
        "Petugas cepat merespons",
        "Layanan konsultasi dan pengaduan mudah dihubungi",
    ),
}


def write_lke(path: Path, rubric: Rubric, answers: Mapping[str, str | float] | None = None) -> Path:
    """Write an LKE that passes and claims for its surveys what the data says, with some answers otherwise."""
    filling = example_filling(rubric)
    given = {**filling.answers, "B.I.a": INDEX, "B.II.a": INDEX, **(answers or {})}
    write_template(rubric, path, Filling("", given, filling.narratives, filling.documents))
    return path


def write_evidence(folder: Path, rubric: Rubric, *, without: Sequence[str] = ()) -> Path:
    """Write a file of each kind that a question expects into its folder. without: questions that get none."""
    page = pdf("DOKUMEN CONTOH 2026")
    for code, question in rubric.questions.items():
        if code in without:
            continue
        place = folder.joinpath(*folder_of(rubric, code))
        place.mkdir(parents=True, exist_ok=True)
        for kind in question.evidence:
            (place / f"{rubric.evidence_kinds[kind].label.replace('/', ' ')} 2026.pdf").write_bytes(
                page + code.encode()
            )
    return folder


def write_survey(path: Path, kind: str, answers: Sequence[int] = ANSWERS, days: Sequence[str] = ()) -> Path:
    """Write respondents' answers to the questions of a survey: each answers all of them alike. days: when they did."""
    asked = QUESTIONS[kind]
    rows: list[list[object]] = [list(asked)]
    rows += [[answer] * len(asked) for answer in answers]
    if days:
        rows = [[day, *row] for day, row in zip(["Cap waktu", *days], rows, strict=True)]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_unit(folder: Path, rubric: Rubric) -> Path:
    """Write a unit's whole folder; its data has 25 respondents for each of two surveys."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lke(folder / LKE, rubric)
    write_evidence(folder / EVIDENCE, rubric)
    (folder / "Survei").mkdir()
    for kind in ("ipak", "ipkp"):
        write_survey(folder / "Survei" / f"survei {kind}.csv", kind)
    return folder
