"""Narratives that describe another option than the one chosen: right far more often than not, and mostly found."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from lke_cli.answers.given import Given
from lke_cli.answers.reading import option_texts
from lke_cli.rubric.model import Rubric, Scale
from lke_cli.scoring.narratives import is_placeholder, other_option
from lke_cli.scoring.score import score
from lke_cli.workbook.read import Reader

SCALES = {
    "ABC": Scale(kind="choice", form="A/B/C", options={"A": 1, "B": 0.5, "C": 0}),
    "ABCD": Scale(kind="choice", form="A/B/C/D", options={"A": 1, "B": 0.67, "C": 0.33, "D": 0}),
    "ABCDE": Scale(kind="choice", form="A/B/C/D/E", options={"A": 1, "B": 0.75, "C": 0.5, "D": 0.25, "E": 0}),
    "YT": Scale(kind="choice", form="Ya/Tidak", options={"Ya": 1, "Tidak": 0}),
}


class Case(NamedTuple):
    options: str
    scale: Scale
    chosen: str
    narrative: str
    described: str | None


def _cases() -> Iterator[Case]:
    text = (Path(__file__).parent / "narratives.yaml").read_text(encoding="utf-8")
    for group in yaml.safe_load(text):
        for chosen, narrative, described in group["narratives"]:
            yield Case(group["options"], SCALES[group["scale"]], chosen, narrative, described)


CASES = list(_cases())


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    """Of what is said, nearly all is right; of what could be said, most is."""
    said = right = 0
    wrong, missed = [], []
    for case in CASES:
        found = other_option(case.narrative, case.chosen, case.options, case.scale)
        option = found[0] if found else None
        said += option is not None
        right += option is not None and option == case.described
        if option is not None and option != case.described:
            wrong.append((case.chosen, case.narrative, option))
        if option is None and case.described is not None:
            missed.append((case.chosen, case.narrative, case.described))
    due = sum(case.described is not None for case in CASES)
    precision, recall = right / said, right / due
    print(f"{len(CASES)} narratives, {due} contradictions: precision {precision:.3f}, recall {recall:.3f}")
    assert len(CASES) >= 120
    assert precision >= 0.97, wrong
    assert recall >= 0.90, missed


def test_a_finding_says_both_options_why_and_where(rubric: Rubric) -> None:
    options = "a. Uji dilakukan minimal 4 kali\nb. Uji dilakukan minimal 2 kali\nc. Belum dilakukan uji"
    given = Given(answer="A", explanation=options, narrative="Uji dilakukan 2 kali tahun ini.", narrative_cell="LKE!O9")
    (finding,) = (
        f for f in score(rubric, {"A.I.1.i.b": given}, target="wbk").findings if f.rule == "narrative-contradicts"
    )
    assert "dijawab A" in finding.message
    assert "2 kali" in finding.message
    assert finding.cell == "LKE!O9"


@pytest.mark.parametrize("narrative", ["xxx", "-", "ada", "Sesuai.", "OK", "aaaa", "....", "s/d", "Terlampir"])
def test_placeholders(narrative: str) -> None:
    assert is_placeholder(narrative, Given(text="Tim sudah dibentuk di kantor"))


def test_the_question_over_again_is_a_placeholder() -> None:
    assert is_placeholder("tim sudah dibentuk di kantor", Given(text="Tim sudah dibentuk di kantor."))


@pytest.mark.parametrize("narrative", ["Tim dibentuk bulan Mei.", "SK nomor 12", "Dilaksanakan 4 kali"])
def test_real_narratives_are_no_placeholders(narrative: str) -> None:
    assert not is_placeholder(narrative, Given(text="Tim sudah dibentuk di kantor"))


class TestOfficialForm:
    def test_the_chosen_options_own_text_is_never_doubted(
        self, official_form: Path, rubric: Rubric, reader: Reader
    ) -> None:
        doubted = [case for case in _copies(official_form, rubric, reader) if case[1] == case[2] and case[3]]
        assert not doubted

    def test_another_options_text_is_mostly_found(self, official_form: Path, rubric: Rubric, reader: Reader) -> None:
        others = [case for case in _copies(official_form, rubric, reader) if case[1] != case[2]]
        found = sum(case[3] == case[2] for case in others)
        wrong = [case for case in others if case[3] not in (None, case[2])]
        assert found / len(others) >= 0.75
        assert len(wrong) / len(others) <= 0.02, wrong


def _copies(form: Path, rubric: Rubric, reader: Reader) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield code, chosen option, option whose text the narrative copies, and the option that is said instead."""
    answers = reader.read(form).answers(rubric)
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        texts = option_texts(answers[code].explanation) if scale.kind == "choice" else {}
        for letter, text in texts.items():
            for chosen in scale.options:
                found = other_option(text, chosen, answers[code].explanation, scale)
                yield code, chosen, letter.upper(), found[0] if found else None
