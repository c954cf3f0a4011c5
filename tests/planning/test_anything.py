"""Whatever stands in a workbook, a plan comes out whose promise the scorer confirms; it never raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.planning.effort import efforts_of
from lke_cli.planning.model import Freedom
from lke_cli.planning.run import PlanSettings, PlanSource, make_plan
from lke_cli.planning.verify import Start
from lke_cli.report.plan import plan_document
from lke_cli.rubric import load_rubric

RUBRIC = load_rubric("permenpanrb-90-2021")
EFFORTS = efforts_of(RUBRIC)
CHOICE = st.sampled_from(["", "A", "B", "C", "D", "E", "Ya", "Tidak", "x", "#REF!"])
COUNT = st.sampled_from(["", 0, 1, 2, 4, 9, 40, 300, "x", -1])
RATIO = st.sampled_from(["", "", "", 0.5, "85%", "#DIV/0!"])
SURVEY = st.sampled_from(["", 3.42, 3.6, 3.999, 4, 0, "3,6", 88])


def answer_of(code: str) -> st.SearchStrategy[object]:
    kind = RUBRIC.scales[RUBRIC.questions[code].scale].kind
    return {"choice": CHOICE, "number": SURVEY}.get(kind, RATIO)


@settings(max_examples=4, deadline=None)
@given(
    st.fixed_dictionaries({code: answer_of(code) for code in RUBRIC.questions}),
    st.fixed_dictionaries(dict.fromkeys(RUBRIC.inputs, COUNT)),
    st.booleans(),
    st.booleans(),
    st.data(),
)
def test_a_plan_comes_out_of_any_workbook(
    answers: dict[str, object], counts: dict[str, object], survey_up: bool, with_evidence: bool, data: st.DataObject
) -> None:
    rows = {code: Given(answer=answer) for code, answer in {**answers, **counts}.items()}  # type: ignore[arg-type]
    missing = data.draw(st.sets(st.sampled_from(sorted(rows)), max_size=8))
    kept = {code: each for code, each in rows.items() if code not in missing}
    evidenced = frozenset(data.draw(st.sets(st.sampled_from(sorted(RUBRIC.questions))))) if with_evidence else None
    freedom = Freedom(survey_up=survey_up, evidenced=evidenced)
    start = Start(RUBRIC, kept, "wbk", (), evidenced)
    result = make_plan(start, EFFORTS, PlanSettings(2, freedom), PlanSource("LKE.xlsx", "LKE", "unit"))
    assert plan_document(result).blocks
    assert result.cheapest is not None
    if result.whole:
        assert result.cheapest.met
    for node in result.cheapest.reached:
        reachable = next(each.reachable for each in result.minimums if each.node == node.node)
        assert node.met == reachable
