"""The formulas of a written workbook give, in LibreOffice, what scoring gives: every question and node, to 1e-9."""

from pathlib import Path

import pytest

from lke_cli.constants import TOTAL
from lke_cli.rubric import Rubric
from lke_cli.scoring import score_answers
from lke_cli.scoring.differences import as_number
from lke_cli.templates.filling import Filling
from lke_cli.templates.write import write_template
from lke_cli.workbook import Reader

from .filled import random_filling
from .recalculate import recalculate


@pytest.mark.parametrize("which", ["rubric", "mini"])
def test_recalculated_formulas_give_our_scores(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    rubric: Rubric = request.getfixturevalue(which)
    paths = [tmp_path / f"{seed}.xlsx" for seed in range(12)]
    for seed, path in enumerate(paths):
        write_template(rubric, path, random_filling(rubric, seed))
    reader = Reader(rubric)
    compared = 0
    for path in recalculate(paths, tmp_path / "recalculated"):
        answers = reader.read(path).answers(rubric)
        card = score_answers(rubric, answers, target=next(iter(rubric.targets)), blank="skip")
        for node in card.nodes:
            if node.code not in answers:
                continue  # combined nodes are not in the form
            shown = as_number(answers[node.code].shown)
            if node.score is None:
                assert str(answers[node.code].shown) == node.error, f"{path.name} {node.code}"
            else:
                assert shown == pytest.approx(node.score, abs=1e-9), f"{path.name} {node.code}"
            compared += 1
        for question in card.questions:
            weight = rubric.questions[question.code].weight or 1.0
            shown = as_number(answers[question.code].shown)
            expected = None if question.value is None else question.value * weight
            assert shown == (None if expected is None else pytest.approx(expected, abs=1e-9)), question.code
    in_form = [code for code in rubric.weights if code not in rubric.combined_by_code]
    assert compared == len(paths) * len(in_form)
    assert TOTAL in in_form


def test_a_score_in_zero_mode_names_where_the_workbook_shows_more(rubric: Rubric, tmp_path: Path) -> None:
    filling = Filling("", {"A.I.1.ii.a": "Ya", "A.I.1.ii.b": "C"})
    path = tmp_path / "LKE.xlsx"
    write_template(rubric, path, filling)
    (path,) = recalculate([path], tmp_path / "recalculated")
    card = score_answers(rubric, Reader(rubric).read(path).answers(rubric), target="wbk")
    (finding,) = (f for f in card.findings if f.rule == "workbook-differs-blank" and f.node == "A.I.1.ii")
    assert "0,50" in finding.message  # the form's mean of Ya and C
    assert "0,33" in finding.message  # ours, over all three
    assert "A.I.1.ii.c" in finding.message
