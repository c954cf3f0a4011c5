"""What a rubric holds, as it is shown: each line at its depth, with what it weighs and how it is worked out."""

from lke_cli.rubric import load_rubric, rubric_overview
from tests.conftest import ROOT

MINI = ROOT / "tests/rubrics/sakip-mini.yaml"


def test_each_line_stands_a_step_below_what_it_belongs_to() -> None:
    lines = {line.code: line for line in rubric_overview(load_rubric(str(MINI))).lines}
    depths = {"2": 0, "2.1": 1, "2.1.x": 2, "2.1.x.a": 3, "2.1.x.a.1": 4, "2.1.x.a.2": 4, "1.a": 1, "2.2.a": 2}
    assert {code: lines[code].depth for code in depths} == depths
    assert (lines["2.1"].weight, lines["2.2.a"].weight, lines["1.a"].weight) == (15, 20, None)


def test_a_percentage_is_shown_with_its_counts_and_its_zero_rule() -> None:
    lines = rubric_overview(load_rubric(str(MINI))).lines
    ((code, ratio),) = [(line.code, line.ratio) for line in lines if line.ratio]
    assert code == "2.1.x.a"
    assert (ratio.numerator, ratio.denominator, ratio.zero, ratio.all_zero) == ("tepat", "semua", 0.5, None)
    assert {line.code: line.name for line in lines if line.name} == {"2.1.x.a.1": "semua", "2.1.x.a.2": "tepat"}


def test_a_minimum_is_shown_in_points() -> None:
    rubric = load_rubric("permenpanrb-90-2021")
    wbk = next(target for target in rubric_overview(rubric).targets if target.name == "wbk")
    points = {minimum.node: round(minimum.score, 9) for minimum in wbk.minimums}
    assert (points["total"], points["A"], points["A.1"], points["A.5"]) == (75, 40, 4.8, 9)  # 60 % of 8, of 15


def test_a_node_of_questions_without_weights_is_their_mean_and_others_are_sums() -> None:
    rubric = load_rubric("permenpanrb-90-2021")
    means = {code: rubric.is_mean(code) for code in ("total", "A", "A.I.1", "A.I.1.i", "A.II.5.iii")}
    assert means == {"total": False, "A": False, "A.I.1": False, "A.I.1.i": True, "A.II.5.iii": False}
