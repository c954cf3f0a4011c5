"""What must hold for any two versions of answers."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.rubric import load_rubric
from lke_cli.scoring import Version, diff_versions, score_answers
from lke_cli.values import CellValue

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
