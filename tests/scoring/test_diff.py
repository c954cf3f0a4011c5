"""What must hold for any two versions of answers."""

from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.rubric import load_rubric
from lke_cli.scoring import Version, diff_versions, score_answers
from lke_cli.values import CellValue
from tests.planning.small import choice, node, percent, small_rubric

RUBRIC = load_rubric("permenpanrb-90-2021")
CODES = [*RUBRIC.questions, *RUBRIC.inputs]
_CELL = st.one_of(
    st.sampled_from(["", "A", "B", " c.", "Ya", "Tidak", "A/B", "-", "Blm Diisi", "#REF!", "90%"]), st.integers(0, 12)
)
_CELLS = st.dictionaries(st.sampled_from(CODES), _CELL)


def _version(cells: dict[str, CellValue], assessor: str = "unit") -> Version:
    answers = {code: Given(answer=cells.get(code, "")) for code in CODES}
    return Version("LKE.xlsx", "LKE", assessor, answers, score_answers(RUBRIC, answers, target="wbk"))


@settings(max_examples=40, deadline=None)
@given(_CELLS, _CELLS)
def test_the_changes_of_the_questions_add_up_to_that_of_the_total(
    before: dict[str, CellValue], after: dict[str, CellValue]
) -> None:
    old, new = _version(before), _version(after)
    assert old.card.total.score is not None
    assert new.card.total.score is not None
    change = sum(question.change for question in diff_versions(RUBRIC, old, new).questions)
    assert change == pytest.approx(new.card.total.score - old.card.total.score, abs=1e-9)


@pytest.mark.parametrize(("before", "after", "changed"), [("A/B", "A/B", 0), ("A/B", "X/Y", 1), ("", "A/B", 1)])
def test_answers_that_are_not_valid_differ_by_what_is_written(before: str, after: str, changed: int) -> None:
    report = diff_versions(RUBRIC, _version({"A.I.1.i.a": before}), _version({"A.I.1.i.a": after}))
    assert len(report.questions) == changed


def test_a_sum_that_stands_nowhere_changes_with_its_parts() -> None:
    """LHKPN: those obliged are 3 + 4 + 2 = 9, then 3 + 4 + 5 = 12."""
    old = {"A.II.5.iii.a.a.2": 3, "A.II.5.iii.a.a.3": 4, "A.II.5.iii.a.a.4": 2, "A.II.5.iii.a.a.5": 9}
    report = diff_versions(RUBRIC, _version({**old}), _version({**old, "A.II.5.iii.a.a.4": 5}))
    (question,) = report.questions
    changes = {count.code: (count.before, count.after) for count in question.inputs}
    assert changes == {"A.II.5.iii.a.a.1": ("9", "12"), "A.II.5.iii.a.a.4": ("2", "5")}


def test_of_each_version_is_told_what_counts_0_and_why() -> None:
    answers = {"A.I.1.i.a": Given(answer="A/B"), "A.I.1.i.b": Given(), "A.I.1.ii.a": Given(uncomputed=True)}
    card = score_answers(RUBRIC, answers, target="wbk")
    side = diff_versions(
        RUBRIC, Version("a", None, "unit", answers, card), Version("b", None, "unit", answers, card)
    ).before
    assert (side.unanswered, side.invalid, side.not_found) == (2, 1, len(RUBRIC.questions) - 3)


@settings(max_examples=20, deadline=None)
@given(_CELLS)
def test_a_version_does_not_differ_from_itself(cells: dict[str, CellValue]) -> None:
    report = diff_versions(RUBRIC, _version(cells), _version(cells))
    assert (report.questions, report.nodes, report.corrected) == ((), (), None)


@settings(max_examples=40, deadline=None)
@given(_CELLS, _CELLS)
@example({"A.II.3.iii.a": "-", "A.II.3.iii.a.1": "A"}, {})  # not filled in either way, and invalid for a count
def test_a_reviewer_who_fills_in_nothing_corrects_nothing(
    unit: dict[str, CellValue], review: dict[str, CellValue]
) -> None:
    """Else the corrections are worth what the unit's answers are with the reviewer's in their place, cell by cell."""
    old = _version(unit)
    silent = diff_versions(RUBRIC, old, _version({}, "tpi")).corrected
    assert silent is None or (silent.questions, silent.nodes, silent.total) == ((), (), old.card.total.score)
    said = {code: cell for code, cell in review.items() if cell not in ("", "-", "Blm Diisi")}
    report = diff_versions(RUBRIC, old, _version(review, "tpi"))
    if report.corrected is not None and not RUBRIC.inputs.keys() & {*unit, *review}:
        assert report.corrected.total == pytest.approx(_version({**unit, **said}).card.total.score, abs=1e-9)


SMALL = small_rubric(
    [
        node("A", 10, [choice("A.a"), choice("A.b")]),
        node("B", 6, [choice("B.a", "ya")]),
        node("C", 4, [percent("C.a")]),
    ],
    [{"node": "A", "score": 7}, {"node": "total", "score": 18}],
)
BEST: Mapping[str, CellValue] = {"A.a": "A", "A.b": "A", "B.a": "Ya", "C.a": "", "C.a.1": 4, "C.a.2": 4}
NOTHING: Mapping[str, CellValue] = dict.fromkeys(BEST, "")


def _small(answers: Mapping[str, CellValue], assessor: str = "unit", *, alone: bool = False) -> Version:
    cells = {code: Given(answer=answer, cell=f"LKE!K{n}") for n, (code, answer) in enumerate(answers.items(), 5)}
    card = score_answers(SMALL, cells, target="lulus")
    return Version("LKE.xlsx", "LKE", assessor, cells, card, alone=alone)


def test_what_changed_is_told_by_question_node_and_minimum() -> None:
    report = diff_versions(SMALL, _small({**BEST, "A.a": "C"}), _small({**BEST, "A.a": "B", "C.a.2": 3}))
    # A: 5 a question, so C to B adds 2,5; C: 4 x 3/4 is 1 less.
    assert [(q.code, q.before, q.after, q.change) for q in report.questions] == [
        ("A.a", "C", "B", 2.5),
        ("C.a", "100,00%", "75,00%", -1),
    ]
    assert [(count.code, count.before, count.after) for count in report.questions[1].inputs] == [("C.a.2", "4", "3")]
    changed = {changed.code: (changed.before, changed.after, changed.change) for changed in report.nodes}
    assert changed == {"A": (5, 7.5, 2.5), "C": (4, 3, -1), "total": (15, 16.5, 1.5)}
    held = {minimum.node: (minimum.before, minimum.after) for minimum in report.minimums}
    assert held == {"A": (5, 7.5), "total": (15, 16.5)}
    assert [(minimum.met_before, minimum.met_after) for minimum in report.minimums] == [(False, True), (False, False)]


def test_a_reviewer_s_corrections_lie_over_the_first_answers() -> None:
    unit, review = _small(BEST), _small({**NOTHING, "A.a": "C"}, "tpi")
    corrected = diff_versions(SMALL, unit, review).corrected
    assert corrected is not None
    # 20 less the 5 of the one that fell.
    assert (corrected.total, corrected.met) == (15, False)
    assert corrected.kept == ("A.b", "B.a", "C.a")
    assert [(question.code, question.change) for question in corrected.questions] == [("A.a", -5)]
    assert {node.code: node.change for node in corrected.nodes} == {"A": -5, "total": -5}
    assert [(minimum.node, minimum.met_after) for minimum in corrected.minimums] == [("A", False), ("total", False)]


def test_a_count_that_a_reviewer_leaves_empty_is_kept_beside_the_one_that_is_not() -> None:
    corrected = diff_versions(SMALL, _small(BEST), _small({**NOTHING, "C.a.2": 2}, "tpi")).corrected
    assert corrected is not None
    # 2 of 4: C loses 2 of its 4 points; the question is not kept whole.
    assert (corrected.total, corrected.kept) == (18, ("A.a", "A.b", "B.a"))


@pytest.mark.parametrize(
    ("assessor", "alone", "answers"),
    [("unit", False, {**NOTHING, "A.a": "C"}), ("tpi", True, {**NOTHING, "A.a": "C"}), ("tpi", False, BEST)],
    ids=["the unit again", "to count alone", "all filled in"],
)
def test_only_a_reviewer_who_leaves_cells_empty_corrects(
    assessor: str, alone: bool, answers: Mapping[str, CellValue]
) -> None:
    assert diff_versions(SMALL, _small(BEST), _small(answers, assessor, alone=alone)).corrected is None
