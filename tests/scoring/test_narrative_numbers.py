"""A number in a narrative against the index or the counts beside it; what must agree between questions."""

import pytest

from lke_cli.answers import Given
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric
from lke_cli.scoring import score_answers
from lke_cli.values import CellValue

COMPLAINTS = {"A.II.5.ii.a.1": 6, "A.II.5.ii.a.2": 0, "A.II.5.ii.a.3": 6}


def _score(rubric: Rubric, answers: dict[str, CellValue], code: str, narrative: str) -> Scorecard:
    given = {each: Given(answer=answer, cell="LKE!K9") for each, answer in answers.items()}
    given[code] = given.get(code, Given())._replace(narrative=narrative, narrative_cell="LKE!O9")
    return score_answers(rubric, given, target="wbk")


def _said(card: Scorecard) -> list[str]:
    return [finding.message for finding in card.findings if finding.rule == "narrative-number"]


@pytest.mark.parametrize(
    ("index", "narrative", "differs"),
    [
        (3.5, "Nilai IPAK hasil survei sebesar 3,65.", True),
        (3.65, "Nilai IPAK hasil survei sebesar 3,65.", False),
        (3.51, "IPAK 87,65 % (sangat baik)", False),  # 87,65 / 25 = 3,506
        (3.6, "IKM 87,65 %", True),
        (3.6, "IPAK 3,60 dari skala 4 dengan 120 responden", False),
        (3.6, "Target IPAK 3,75 belum tercapai", False),
        (3.6, "IPAK semester I 3,55 dan semester II 3,65", False),
        (3.6, "IPAK tahun lalu 3,20.", False),
        (3.6, "Survei diisi 87 responden, nilai kuesioner lengkap", False),
        (3.6, "Indeks 3,60 naik dari 3,41", False),
        (None, "Nilai IPAK 3,65", False),
    ],
)
def test_an_index_in_the_narrative_is_held_against_the_survey(
    rubric: Rubric, index: float | None, narrative: str, differs: bool
) -> None:
    said = _said(_score(rubric, {"B.I.a": index} if index else {}, "B.I.a", narrative))
    assert bool(said) is differs, said


def test_both_numbers_and_the_cell_are_said(rubric: Rubric) -> None:
    card = _score(rubric, {"B.I.a": 3.6}, "B.I.a", "IKM 87,65 %")
    (finding,) = (finding for finding in card.findings if finding.rule == "narrative-number")
    # 87,65 / 25 = 3,506
    assert finding.message.endswith("catatannya menyebut 87,65% (indeks 3,51), sedangkan yang diisi 3,60.")
    assert finding.cell == "LKE!O9"


@pytest.mark.parametrize(
    ("code", "narrative", "differs"),
    [
        ("A.II.5.ii.a", "Terdapat 9 pengaduan yang seluruhnya selesai.", True),
        ("A.II.5.ii.a", "Terdapat 6 pengaduan yang seluruhnya selesai.", False),
        ("A.II.5.ii.a", "Enam pengaduan masyarakat sudah ditindaklanjuti", False),
        ("A.II.5.ii.a.1", "Ada sembilan aduan sepanjang tahun 2025", True),
        ("A.II.5.ii.a", "Tidak ada pengaduan masyarakat selama tahun 2025.", True),
        ("A.II.5.ii.a", "Nihil pengaduan", True),
        ("A.II.5.ii.a", "Tidak ada pengaduan yang belum selesai.", False),
        ("A.II.5.ii.a", "Tidak ada pengaduan lewat kotak saran.", False),
        ("A.II.5.ii.a", "4 pengaduan lewat laman dan 2 pengaduan lewat loket", False),
        ("A.II.5.ii.a", "Tahun lalu 9 pengaduan.", False),
        ("A.II.5.ii.a", "Pengaduan dijawab paling lama 5 hari, lihat SOP nomor 12", False),
        ("A.II.5.ii.a", "Diproses sesuai pedoman 2025 pengaduan masyarakat", False),
    ],
)
def test_a_count_in_the_narrative_is_held_against_the_counts(
    rubric: Rubric, code: str, narrative: str, differs: bool
) -> None:
    said = _said(_score(rubric, dict(COMPLAINTS), code, narrative))
    assert bool(said) is differs, said


def test_no_count_is_held_against_a_blank_cell(rubric: Rubric) -> None:
    assert not _said(_score(rubric, {"A.II.5.ii.a.1": 6}, "A.II.5.ii.a", "Terdapat 9 pengaduan."))


@pytest.mark.parametrize(
    ("answers", "part"),
    [
        ({"A.I.6.iv.a": "E", "A.I.6.iv.b": "A"}, "Survei kepuasan belum dilakukan"),
        ({"A.I.6.iv.a": "E", "A.I.6.iv.c": "C"}, "Survei kepuasan belum dilakukan"),
        ({"A.I.1.iii.b": "D", "A.I.1.iii.c": "A"}, "Tidak ada monitoring dan evaluasi"),
        ({"A.II.1.i.a.1": 0, "A.II.1.i.a.2": 5}, "Tidak ada agen perubahan"),
        ({"A.I.1.iv.b": "C", "A.II.1.i.a.1": 3}, "belum ada agen perubahan"),
        ({"A.I.2.i.b": "E", "A.I.2.i.c": "B"}, "SOP dijawab belum diterapkan"),
        ({"A.I.5.v.d": "C", "A.I.5.v.e": "A"}, "benturan kepentingan belum dievaluasi"),
        ({"B.I.a": 0.99}, "di bawah 1"),
        ({"B.II.a": "0,8"}, "di bawah 1"),
    ],
)
def test_answers_that_contradict_each_other(rubric: Rubric, answers: dict[str, CellValue], part: str) -> None:
    given = {code: Given(answer=answer, cell="LKE!K9") for code, answer in answers.items()}
    card = score_answers(rubric, given, target="wbk")
    (finding,) = (finding for finding in card.findings if finding.rule == "inconsistent")
    assert part in finding.message


@pytest.mark.parametrize(
    "answers",
    [
        {"A.I.6.iv.a": "D", "A.I.6.iv.b": "A"},
        {"A.I.6.iv.a": "E", "A.I.6.iv.b": "C"},
        {"A.I.1.iii.b": "C", "A.I.1.iii.c": "A"},
        {"A.II.1.i.a.1": 5, "A.II.1.i.a.2": 5},
        {"B.I.a": 1},
        {"B.I.a": 0},  # no survey yet
        {"A.I.6.iv.b": "A"},  # whether there was a survey is not answered
    ],
)
def test_answers_that_may_hold_together_are_left_alone(rubric: Rubric, answers: dict[str, CellValue]) -> None:
    given = {code: Given(answer=answer, cell="LKE!K9") for code, answer in answers.items()}
    card = score_answers(rubric, given, target="wbk")
    assert not [finding for finding in card.findings if finding.rule == "inconsistent"]
