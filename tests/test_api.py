"""What a program calls: options in, a result out, errors that are one sentence."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import lke_cli
from tests.conftest import ROOT

SAMPLES = ROOT / "samples"
PASSING, FAILING = (next(SAMPLES.glob(pattern)) for pattern in ("*Teladan*", "*Contoh*.xlsx"))


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_name_that_is_offered_is_there() -> None:
    for name in lke_cli.__all__:
        assert getattr(lke_cli, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'cuaca'"):
        _ = lke_cli.cuaca


def test_a_function_stays_one_when_the_modules_that_do_its_work_are_imported() -> None:
    code = (
        "import lke_cli.comparison.work as work, lke_cli.surveys.run, lke_cli.planning.run, lke_cli.templates.write\n"
    )
    code += "print(work.__name__, *(type(f).__name__ for f in "
    code += "(lke_cli.compare, lke_cli.survey, lke_cli.plan, lke_cli.template)))"
    assert _python(code) == "lke_cli.comparison.work function function function function\n"


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, lke_cli; print([m for m in sys.modules if m.split('.')[0] in ('typer', 'rich', 'pydantic')])"
    assert _python(code) == "[]\n"
    assert _python("import sys, lke_cli; print([m for m in sys.modules if m.startswith('lke_cli.')])") == "[]\n"


def test_a_score() -> None:
    report = lke_cli.score(PASSING, lke_cli.ScoreOptions(target="wbbm", minimums=("total=76",)))
    card = report.workbooks[0].scorecard
    assert card is not None
    assert (card.target, card.total.weight) == ("wbbm", 100)


def test_several_workbooks_at_once() -> None:
    report = lke_cli.score([PASSING, FAILING])
    assert [Path(scored.file) for scored in report.workbooks] == [PASSING, FAILING]


def test_a_comparison_holds_the_answers_and_findings_of_its_units() -> None:
    comparison = lke_cli.compare(SAMPLES)
    assert [unit.rank for unit in comparison.units] == [1, 2, 3]
    first = comparison.units[0]
    assert first.answers["A.I.1.i.a"] == "Ya"
    assert first.values["A.I.1.i.a"] == 1.0
    assert len(first.details) == first.findings
    card = lke_cli.score(first.file).workbooks[0].scorecard
    assert card is not None
    assert {q.code: q.answer for q in card.questions} == dict(first.answers)
    assert tuple(first.details) == tuple(f for f in card.findings if f.severity.value != "info")


def test_a_difference_an_inspection_evidence_and_a_survey() -> None:
    assert lke_cli.diff(FAILING, PASSING).after.met
    assert lke_cli.inspect(PASSING).questions == type(lke_cli.inspect(PASSING).questions)(113, 113)
    evidence = lke_cli.check_evidence(None, lke_cli.EvidenceOptions(workbook=FAILING))
    assert evidence.folder is None
    assert lke_cli.survey(SAMPLES / "survei-ipak-contoh.csv").surveys[0].respondents > 0
    assert lke_cli.survey_plan("1200").plan.sample == 291


def test_a_template(tmp_path: Path) -> None:
    made = lke_cli.template(tmp_path / "kosong.xlsx")
    assert lke_cli.inspect(made).questions.found == 113


def test_what_cannot_be_done_is_one_sentence(tmp_path: Path) -> None:
    for wrong in (
        lambda: lke_cli.score(tmp_path / "tidak ada.xlsx"),
        lambda: lke_cli.score(PASSING, lke_cli.ScoreOptions(target="emas")),
        lambda: lke_cli.compare(SAMPLES, lke_cli.CompareOptions(sort="cuaca")),
        lambda: lke_cli.template(tmp_path / "x.txt"),
    ):
        with pytest.raises(lke_cli.LkeError) as error:
            wrong()
        assert "\n" not in str(error.value)


def test_the_examples_of_the_guide_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "docs/api.md"), module_relative=False, encoding="utf-8")
    assert tried > 10
    assert failed == 0


def test_a_survey_as_a_frame_has_its_answers_and_nothing_of_its_respondents(tmp_path: Path) -> None:
    path = tmp_path / "ipak.csv"
    rows = ["Nama,No HP,U1 Tidak ada diskriminasi,U2 Tidak ada pungutan liar"]
    rows += ["Orang Satu,081200000001,4,3", "Orang Dua,081200000002,2,", "Orang Tiga,081200000003,4,4"]
    path.write_text("\n".join(rows), encoding="utf-8")
    frame = lke_cli.survey(path, lke_cli.SurveyOptions(kind="ipak", questions="C,D")).to_frame()
    assert frame[["respondent", "column", "answer"]].fillna(0).values.tolist() == [
        [1, "C", 4], [2, "C", 2], [3, "C", 4], [1, "D", 3], [2, "D", 0], [3, "D", 4],
    ]  # fmt: skip
    assert [str(dtype) for dtype in frame.dtypes] == [
        "string",
        "string",
        "Int64",
        "string",
        "string",
        "string",
        "Int64",
    ]
    assert not frame.map(lambda value: "Orang" in str(value) or "0812" in str(value)).any(axis=None)
