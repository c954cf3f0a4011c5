"""A narrative that may say less than the best answer is named to be read, where nothing clear can be said of it."""

import pytest

from lke_cli.answers import Given
from lke_cli.findings import Severity
from lke_cli.rubric import Rubric
from lke_cli.scoring import score_answers

OPTIONS = "a. Uji dilakukan minimal 4 kali\nb. Uji dilakukan minimal 2 kali\nc. Belum dilakukan uji"
CODE = "A.I.1.i.b"  # a question with the options A, B, C


def rules_of(rubric: Rubric, narrative: str, answer: str = "A") -> dict[str, Severity]:
    given = Given(answer=answer, explanation=OPTIONS, narrative=narrative, narrative_cell="LKE!O9")
    findings = score_answers(rubric, {CODE: given}, target="wbk").findings
    return {finding.rule: finding.severity for finding in findings if finding.cell == "LKE!O9"}


def test_what_may_be_less_is_told_with_its_cell_and_is_no_warning(rubric: Rubric) -> None:
    told = rules_of(rubric, "Uji dilakukan tiap triwulan. Berita acaranya tidak dijilid.")
    assert told == {"narrative-unsettled": Severity.INFO}


def test_what_is_clearly_less_is_a_warning_alone(rubric: Rubric) -> None:
    assert rules_of(rubric, "Uji belum dilakukan.") == {"narrative-contradicts": Severity.WARNING}


@pytest.mark.parametrize(
    "narrative",
    [
        "Uji dilakukan tiap triwulan dan hasilnya dibahas.",
        "Uji dilakukan tiap triwulan; tidak ada keluhan.",  # nothing bad
        "Tahun lalu panitianya tidak lengkap. Uji dilakukan tiap triwulan.",  # another time
        "Uji dilakukan tiap triwulan; jika tidak lulus diulang.",  # a condition
        "Uji dilakukan tiap triwulan; tidak ada peserta yang tidak hadir.",  # denied twice
    ],
)
def test_what_takes_nothing_from_the_answer_is_left_alone(rubric: Rubric, narrative: str) -> None:
    assert rules_of(rubric, narrative) == {}


def test_a_word_of_the_question_itself_tells_nothing(rubric: Rubric) -> None:
    given = Given(answer="A", text="Uji bagi pegawai baru", narrative="Uji pegawai baru tiap triwulan, lengkap.")
    findings = score_answers(rubric, {CODE: given}, target="wbk").findings
    assert "narrative-unsettled" not in {finding.rule for finding in findings}


def test_beside_a_middle_answer_lack_is_what_it_says(rubric: Rubric) -> None:
    assert rules_of(rubric, "Uji dilakukan tiap semester. Berita acaranya tidak dijilid.", "B") == {}
