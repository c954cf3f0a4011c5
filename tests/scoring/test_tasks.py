"""What to do next is true: typed into the workbook and scored again, the minimum is reached."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.findings import Finding, Severity
from lke_cli.results import Blank, Scorecard, Task
from lke_cli.rubric import Minimum, Rubric, build_value, load_rubric
from lke_cli.scoring.score import score_answers as score
from lke_cli.scoring.tasks import first_tasks, minimum_tasks, tasks_of, tasks_with
from lke_cli.values import CellValue
from tests.planning.small import SCALES, small_rubric

RUBRIC = load_rubric("permenpanrb-90-2021")
Filled = Mapping[str, CellValue]


def answers_of(filled: Filled) -> dict[str, Given]:
    return {code: Given(answer=value, cell=f"LKE!K{row}") for row, (code, value) in enumerate(filled.items(), 5)}


def typed(filled: Filled, done: Sequence[Task]) -> dict[str, CellValue]:
    """Return a filling in which all cells of tasks are typed."""
    then = dict(filled)
    for task in done:
        then.update({item.code: float(item.then) if item.then.isdecimal() else item.then for item in task.items})
    return then


def held(card: Scorecard, node: str | None) -> bool:
    return next(minimum.met for minimum in card.minimums if minimum.node == node)


def check_true(
    filled: Filled, rubric: Rubric, target: str, blank: Blank = "zero", more: Sequence[Minimum] = ()
) -> None:
    """Assert of every task that says that it closes a minimum, that it does, after those before it."""
    card = score(rubric, answers_of(filled), target=target, blank=blank, minimums=more)
    made = minimum_tasks(card, rubric)
    assert {task.node for task in made} == {minimum.node for minimum in card.missed}
    errors = {finding.message for finding in card.findings if finding.rule == "inconsistent"}
    for number, task in enumerate(made):
        if task.closes:
            done = made[: number + 1]
            then = score(rubric, answers_of(typed(filled, done)), target=target, blank=blank, minimums=more)
            assert held(then, task.node), (task, then.node(str(task.node)))
            assert {finding.message for finding in then.findings if finding.rule == "inconsistent"} <= errors
            steps = sum(item.adds for item in task.items)
            assert task.gap is None or steps >= 0


def _filling(rubric: Rubric) -> st.SearchStrategy[dict[str, CellValue]]:
    """Return fillings of all questions and counts, some of them blank or wrong."""
    by_code: dict[str, st.SearchStrategy[CellValue]] = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            by_code[code] = st.sampled_from([*scale.options, "", "x"])
        elif scale.kind == "number":
            by_code[code] = st.sampled_from(["", 1.2, 2.9, 3.2, 3.42, 3.6, 4])
        else:
            by_code[code] = st.sampled_from(["", "", 0.5])
    by_code |= dict.fromkeys(rubric.inputs, st.sampled_from([0, 1, 2, 3, 7, 40, 1300, "", "x"]))
    return st.fixed_dictionaries(by_code)


def _counts(rubric: Rubric) -> st.SearchStrategy[dict[str, CellValue]]:
    """Return fillings whose counts are all there, so that percentages may move."""
    plain = st.fixed_dictionaries(dict.fromkeys(rubric.inputs, st.integers(0, 12)))
    return st.tuples(_filling(rubric), plain).map(lambda both: {**both[0], **both[1]})


@settings(max_examples=60, deadline=None)
@given(_filling(RUBRIC), st.sampled_from(["wbk", "wbbm"]), st.sampled_from(["zero", "skip"]))
def test_tasks_are_true_of_any_filling(filled: dict[str, CellValue], target: str, blank: Blank) -> None:
    check_true(filled, RUBRIC, target, blank)


@settings(max_examples=60, deadline=None)
@given(_counts(RUBRIC), st.sampled_from(["A.II.1", "A.II.3", "A.II.4", "A.II.5", "A.II.6", "A.II", "total"]), st.data())
def test_tasks_are_true_of_halves_and_of_percentages(
    filled: dict[str, CellValue], node: str, data: st.DataObject
) -> None:
    share = data.draw(st.sampled_from([0.5, 0.75, 0.9, 1.0]))
    check_true(filled, RUBRIC, "wbk", more=[Minimum(node=node, score=share * RUBRIC.weights[node])])


def _rubric(
    questions: list[dict[str, Any]], required: float, *, consistency: Sequence[Mapping[str, Any]] = ()
) -> Rubric:
    return build_value(
        Rubric,
        {
            "format": 1, "id": "kecil", "title": "Kecil", "source": "uji", "levels": ["bagian"], "scales": SCALES,
            "headers": {"answer": ["Jawaban"]},
            "tree": [{"code": "A", "label": "Satu", "weight": 10, "questions": questions}],
            "targets": {"lulus": {"label": "Lulus", "minimums": [{"node": "A", "score": required}]}},
            "consistency": list(consistency),
        },
    )  # fmt: skip


def _one(code: str, scale: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "label": code, "scale": scale, **more}


def _made(rubric: Rubric, filled: Filled, blank: Blank = "zero") -> tuple[Task, ...]:
    return minimum_tasks(score(rubric, answers_of(filled), target="lulus", blank=blank), rubric)


def test_the_fewest_answers_are_named_and_none_claims_more_than_it_takes() -> None:
    """Four questions of 2,5 points: A, C, D and Tidak give 2,5; 6 wants 3,5 more, which one answer alone cannot add."""
    rubric = _rubric([_one("A.a", "abcd"), _one("A.b", "abc"), _one("A.c", "abcd"), _one("A.d", "ya")], 6)
    (task,) = _made(rubric, {"A.a": "A", "A.b": "C", "A.c": "D", "A.d": "Tidak"})
    # The first two of equal gains; the last only as far as it takes: 1,0 of 2,5 is 0,4, which B (0,67) reaches, C not.
    assert [(item.code, item.now, item.then) for item in task.items] == [("A.b", "C", "A"), ("A.c", "D", "B")]
    assert task.closes


def test_just_enough_is_enough() -> None:
    """Two questions of 5 points: B gives 2,5, so 7,5 is reached by B and A; 7,51 asks for A and A."""
    questions = [_one("A.a", "abc"), _one("A.b", "abc")]
    (exact,) = _made(_rubric(questions, 7.5), {"A.a": "A", "A.b": "C"})
    (above,) = _made(_rubric(questions, 7.51), {"A.a": "A", "A.b": "C"})
    assert [item.then for item in exact.items] == ["B"]
    assert [item.then for item in above.items] == ["A"]


_DONE = {
    "inputs": [
        {"code": "A.a.1", "name": "wajib", "label": "Wajib"},
        {"code": "A.a.2", "name": "lapor", "label": "Lapor"},
    ],
    "ratio": {"numerator": "lapor", "denominator": "wajib", "zero": {"otherwise": 0}},
}


def test_a_percentage_gets_as_many_more_as_it_takes() -> None:
    """10 points x lapor / wajib: 8 of 40 is 2 points; 5,1 asks for 20,4 of 40, so for 21."""
    rubric = _rubric([_one("A.a", "persen", **_DONE)], 5.1)
    (task,) = _made(rubric, {"A.a": "", "A.a.1": 40, "A.a.2": 8})
    (item,) = task.items
    assert (item.code, item.now, item.then) == ("A.a.2", "8", "21")
    assert item.adds == pytest.approx(10 * 13 / 40)


def test_one_more_is_enough_where_it_is() -> None:
    """10 points x lapor / wajib: 2 of 4 is 5 points; 7,5 asks for 3 of 4, although 4 of 4 would do as well."""
    rubric = _rubric([_one("A.a", "persen", **_DONE)], 7.5)
    (task,) = _made(rubric, {"A.a": "", "A.a.1": 4, "A.a.2": 2})
    assert [(item.now, item.then) for item in task.items] == [("2", "3")]


_AGENTS = {
    "inputs": [
        {"code": "A.a.1", "name": "agen", "label": "Agen"},
        {"code": "A.a.2", "name": "ubah", "label": "Perubahan"},
    ],
    "ratio": {"numerator": "ubah", "denominator": "agen", "zero": {"otherwise": 0}},
}
_MERGED = {
    "inputs": [
        {"code": "A.b.1", "name": "ubah", "label": "Perubahan"},
        {"code": "A.b.2", "name": "padu", "label": "Padu"},
    ],
    "ratio": {"numerator": "padu", "denominator": "ubah", "zero": {"otherwise": 0}},
}


def test_a_count_that_two_questions_share_is_typed_in_both() -> None:
    """5 points each: 2 / 4 and 2 / 2 give 7,5. For 10 there must be 4 changes in both places, and 4 merged."""
    rubric = _rubric(
        [_one("A.a", "persen", **_AGENTS), _one("A.b", "persen", **_MERGED)],
        10,
        consistency=[
            {"id": "sama", "must": "A.a.2 == A.b.1", "message": "beda"},
            {"id": "padu", "must": "A.b.2 <= A.b.1", "message": "lebih"},
        ],
    )
    (task,) = _made(rubric, {"A.a": "", "A.a.1": 4, "A.a.2": 2, "A.b": "", "A.b.1": 2, "A.b.2": 2})
    assert {item.code: item.then for item in task.items} == {"A.a.2": "4", "A.b.1": "4", "A.b.2": "4"}
    assert task.closes


def test_no_task_contradicts_what_stands_elsewhere() -> None:
    """Without complaints nobody can have answered any: that answer is not asked for, so 10 is out of reach."""
    rubric = _rubric(
        [_one("A.a", "persen", **_DONE), _one("A.b", "ya")],
        10,
        consistency=[{"id": "nihil", "when": "A.a.1 == 0", "must": "A.b == 0", "message": "nihil"}],
    )
    (task,) = _made(rubric, {"A.a": "", "A.a.1": 0, "A.a.2": 0, "A.b": "Tidak"})
    assert not task.closes
    assert (task.kind, task.items) == ("minimum", ())


_HANDLED = {
    "inputs": [
        {"code": "A.a.1", "name": "harus", "label": "Harus"},
        {"code": "A.a.2", "name": "selesai", "label": "Selesai"},
        {"code": "A.a.3", "name": "proses", "label": "Diproses"},
    ],
    "ratio": {"numerator": "selesai", "denominator": "harus", "zero": {"otherwise": 1}},
}


@pytest.mark.parametrize(
    ("required", "then", "closes"),
    [
        (8.75, "35", True),  # 35 of 40, beside which 5 are still being handled: just what the rule lets be
        (8.5, "34", True),
        (9, "35", False),  # 36 of 40 would be needed
    ],
)
def test_a_count_grows_no_further_than_a_rule_lets_it(required: float, then: str, closes: bool) -> None:
    rubric = _rubric(
        [_one("A.a", "persen", **_HANDLED)],
        required,
        consistency=[{"id": "semua", "must": "A.a.2 + A.a.3 <= A.a.1", "message": "lebih"}],
    )
    (task,) = _made(rubric, {"A.a": "", "A.a.1": 40, "A.a.2": 8, "A.a.3": 5})
    assert [(item.code, item.now, item.then) for item in task.items] == [("A.a.2", "8", then)]
    assert task.closes is closes


def test_a_percentage_grows_no_further_than_full() -> None:
    """5 points x 8 of 40 is 1; with 5 for 40 of 40 it ends at 5 of the 6 that are asked, and 40 is all there is."""
    rubric = _rubric([_one("A.a", "persen", **_DONE), _one("A.b", "ya")], 6)
    answers = answers_of({"A.a": "", "A.a.1": 40, "A.a.2": 8})  # A.b has no row
    (task,) = minimum_tasks(score(rubric, answers, target="lulus"), rubric)
    assert not task.closes
    assert [(item.code, item.then) for item in task.items] == [("A.a.2", "40")]


def test_a_question_without_a_row_is_not_answered_with_those_that_it_hangs_together_with() -> None:
    rubric = _rubric(
        [_one("A.a", "persen", **_DONE), _one("A.b", "ya")],
        8,
        consistency=[{"id": "nihil", "when": "A.a.1 == 0", "must": "A.b == 0", "message": "nihil"}],
    )
    answers = answers_of({"A.a": "", "A.a.1": 40, "A.a.2": 8})
    (task,) = minimum_tasks(score(rubric, answers, target="lulus"), rubric)
    assert [item.code for item in task.items] == ["A.a.2"]


def test_a_task_counts_on_what_those_before_it_have_done() -> None:
    """A (4 points) must have 2, so C becomes B; the total must have 10 of 10, so that B becomes A after it."""
    rubric = build_value(
        Rubric,
        {
            "format": 1, "id": "kecil", "title": "Kecil", "source": "uji", "levels": ["bagian"], "scales": SCALES,
            "headers": {"answer": ["Jawaban"]},
            "tree": [
                {"code": "A", "label": "Satu", "weight": 4, "questions": [_one("A.a", "abc")]},
                {"code": "B", "label": "Dua", "weight": 6, "questions": [_one("B.a", "ya")]},
            ],
            "targets": {
                "lulus": {"label": "Lulus", "minimums": [{"node": "A", "score": 2}, {"node": "total", "score": 10}]}
            },
        },
    )  # fmt: skip
    made = _made(rubric, {"A.a": "C", "B.a": "Ya"})
    items = {task.node: [(item.code, item.now, item.then, item.adds) for item in task.items] for task in made}
    assert items == {"A": [("A.a", "C", "B", 2)], "total": [("A.a", "B", "A", 2)]}


def test_a_survey_is_never_an_answer_to_choose() -> None:
    """A survey of 10 points at 3 of 4 gives 7,5: 9 is an index of 3,60, which respondents give or do not."""
    rubric = _rubric([_one("A.a", "survei", survey="ipak")], 9)
    (task,) = _made(rubric, {"A.a": 3})
    assert (task.kind, task.closes, task.command) == ("survey", False, "lke survey ipak.csv")
    assert [(item.now, item.then) for item in task.items] == [("3,00", "3,60")]


def test_the_index_that_a_survey_needs_is_rounded_up() -> None:
    """8,34 of 10 is 3,336 of 4: an index of 3,33 would not do."""
    (task,) = _made(_rubric([_one("A.a", "survei", survey="ipak")], 8.34), {"A.a": 3})
    assert task.items[0].then == "3,34"


def test_a_survey_that_reaches_one_minimum_may_reach_the_next_with_it() -> None:
    """IPAK at 3,60 gives 15,75, with 5 of B.I.b that is 20,75 of the 18,25 that B.I wants: nothing more is asked."""
    best: dict[str, CellValue] = {
        code: (RUBRIC.scales[q.scale].best_first or (4,))[0] for code, q in RUBRIC.questions.items() if not q.inputs
    }
    card = score(RUBRIC, answers_of({**best, "B.I.a": ""}), target="wbk")
    made = {task.node: task for task in minimum_tasks(card, RUBRIC)}
    assert [item.then for item in made["B.I.a"].items] == ["3,60"]
    assert made["B.I"].kind == "survey"
    assert made["B.I"].items == ()


def test_what_no_answers_close_says_so() -> None:
    """A question whose row is not there gives nothing whatever is typed: 5 of 10 is all that there is."""
    rubric = _rubric([_one("A.a", "ya"), _one("A.b", "ya")], 6)
    card = score(rubric, {"A.a": Given("Tidak", "LKE!K5")}, target="lulus")
    (task,) = minimum_tasks(card, rubric)
    assert not task.closes
    assert [(item.code, item.then) for item in task.items] == [("A.a", "Ya")]


def test_skipping_blanks_an_empty_mean_wants_one_answer() -> None:
    """Nothing filled in is an error in the form; one answer makes the mean."""
    rubric = _rubric([_one("A.a", "abc"), _one("A.b", "abc")], 5)
    (task,) = _made(rubric, {"A.a": "", "A.b": ""}, "skip")
    assert task.gap is None
    assert [(item.code, item.then) for item in task.items] == [("A.a", "B")]


def test_skipping_blanks_a_question_with_a_weight_of_its_own_adds_its_points() -> None:
    """6 points are there; the blank one, of weight 4, gives the 2 that lack as a B: 0.5 x 4."""
    rubric = _rubric([_one("A.a", "abc", weight=6), _one("A.b", "abc", weight=4)], 8)
    (task,) = _made(rubric, {"A.a": "A", "A.b": ""}, "skip")
    assert [(item.code, item.then, item.adds) for item in task.items] == [("A.b", "B", 2)]


def test_skipping_blanks_a_score_that_is_missing_wants_its_answer_although_the_points_are_there() -> None:
    """6 of the 5 points that are asked stand there; the form shows an error for the blank one of weight 4."""
    rubric = _rubric([_one("A.a", "abc", weight=6), _one("A.b", "abc", weight=4)], 5)
    (task,) = _made(rubric, {"A.a": "A", "A.b": ""}, "skip")
    assert ([item.code for item in task.items], task.closes) == (["A.b"], True)
    check_true({"A.a": "A", "A.b": ""}, rubric, "lulus", "skip")


def test_skipping_blanks_a_score_that_no_answer_gives_is_not_closed() -> None:
    """A survey that nobody answered: its respondents do, or nobody."""
    rubric = _rubric([_one("A.a", "abc", weight=6), _one("A.b", "survei", weight=4)], 5)
    (task,) = _made(rubric, {"A.a": "A", "A.b": ""}, "skip")
    assert not task.closes


def test_skipping_blanks_a_survey_that_is_in_no_mean_is_not_the_one_that_closes() -> None:
    """A.a alone makes the mean of A, so the blank survey beside it is worth nothing; that of B has 7,5 of its 10."""
    tree = [
        {"code": "A", "label": "Satu", "weight": 10, "questions": [_one("A.a", "ya"), _one("A.b", "survei")]},
        {"code": "B", "label": "Dua", "weight": 10, "questions": [_one("B.a", "survei")]},
    ]
    rubric = small_rubric(tree, [{"node": "total", "score": 20}])
    answers = answers_of({"A.a": "Ya", "A.b": "", "B.a": 3})
    (task,) = minimum_tasks(score(rubric, answers, target="lulus", blank="skip"), rubric)
    assert (task.kind, [(item.code, item.then) for item in task.items]) == ("survey", [("B.a", "4,00")])


def test_an_answer_that_is_not_there_is_shown_as_nothing() -> None:
    rubric = _rubric([_one("A.a", "ya"), _one("A.b", "abc")], 7.5)
    (task,) = _made(rubric, {"A.a": "", "A.b": "c."})
    # 5 of a Ya and 2,5 of a B: just enough. The one is blank; of the other its letter is shown.
    assert [(item.code, item.now, item.then) for item in task.items] == [("A.a", "", "Ya"), ("A.b", "C", "B")]


def test_what_answers_close_comes_before_what_respondents_do_and_what_nothing_does() -> None:
    """The second wants a survey; the first has a question without a row; the third an answer."""
    tree = [
        {"code": "A", "label": "Satu", "weight": 4, "questions": [_one("A.a", "ya"), _one("A.b", "ya")]},
        {"code": "B", "label": "Dua", "weight": 4, "questions": [_one("B.a", "survei", survey="ipak")]},
        {"code": "C", "label": "Tiga", "weight": 4, "questions": [_one("C.a", "ya")]},
    ]
    rubric = small_rubric(tree, [{"node": node, "score": 4} for node in "ABC"])
    answers = answers_of({"A.a": "Tidak", "B.a": 3, "C.a": "Tidak"})
    made = minimum_tasks(score(rubric, answers, target="lulus"), rubric)
    assert [(task.node, task.kind, task.closes) for task in made] == [
        ("C", "minimum", True),
        ("B", "survey", False),
        ("A", "minimum", False),
    ]


@pytest.mark.parametrize(("answers", "named"), [(5, "abcde"), (6, "bcdef")])
def test_of_answers_that_do_not_close_a_minimum_the_five_largest_are_named(answers: int, named: str) -> None:
    """One question more has no row, so that not even all of them reach it."""
    codes = [f"A.{letter}" for letter in "abcdefg"[: answers + 1]]
    rubric = _rubric([_one(code, "ya" if n else "abc") for n, code in enumerate(codes)], 10)
    filled: Filled = {code: "Tidak" if n else "B" for n, code in enumerate(codes[:-1])}
    (task,) = minimum_tasks(score(rubric, answers_of(filled), target="lulus"), rubric)
    # A Ya adds twice what an A for a B does.
    assert {item.code for item in task.items} == {f"A.{letter}" for letter in named}
    assert not task.closes


def test_a_minimum_that_comes_with_others_asks_for_nothing() -> None:
    filled = dict.fromkeys((*RUBRIC.questions, *RUBRIC.inputs), "")
    made = {task.node: task for task in _of(filled)}
    assert not made["total"].closes  # the surveys alone are 35 points of 100, and nobody may choose them
    assert made["B.I.b"].closes


def _of(filled: Filled) -> tuple[Task, ...]:
    card = score(RUBRIC, answers_of(filled), target="wbk")
    return tasks_of(card, RUBRIC, answers_of(filled))


def test_what_makes_the_number_doubtful_comes_first_and_warnings_last() -> None:
    filled: dict[str, CellValue] = {**dict.fromkeys(RUBRIC.questions, "A"), "A.I.1.i.a": "x", "A.I.1.i.b": ""}
    made = _of(filled)
    kinds = ["minimum" if task.kind == "survey" else task.kind for task in made]
    assert kinds == sorted(kinds, key=["doubt", "minimum", "evidence", "warning"].index)
    invalid, *_ = made
    assert invalid.rule == "invalid-answer"
    assert ("A.I.1.i.a", "x", ("Ya", "Tidak")) in [(item.code, item.now, item.options) for item in invalid.items]
    unanswered = next(task for task in made if task.rule == "unanswered")
    assert "A.I.1.i.b" in [item.code for item in unanswered.items]


def test_what_a_folder_adds_stands_before_the_rest_and_its_warnings_are_counted_with_the_others() -> None:
    def finding(rule: str, severity: Severity) -> Finding:
        return Finding(rule, severity, None, None, "pesan", "saran")

    made = (Task("minimum", node="A.1"), Task("warning", count=2, command="lama"))
    own = [finding("z", Severity.WARNING), finding("z", Severity.WARNING)]
    of_folder = [finding("x", Severity.ERROR), finding("x", Severity.ERROR), finding("y", Severity.WARNING)]
    then = tasks_with(made, of_folder, own, "baru")
    assert [(task.kind, task.count) for task in then] == [("doubt", 2), ("minimum", 0), ("warning", 3)]
    assert then[-1].command == "baru"


@pytest.mark.parametrize(("sheets", "named"), [(("LKE", "LKE"), False), (("Pengungkit", "Hasil"), True)])
def test_cells_name_their_sheet_only_where_there_are_several(sheets: tuple[str, str], named: bool) -> None:
    rubric = _rubric([_one("A.a", "abc"), _one("A.b", "abc")], 10)
    cells = zip(("A.a", "A.b"), sheets, strict=True)
    answers = {code: Given(answer="C", cell=f"{sheet}!K{row}") for row, (code, sheet) in enumerate(cells, 5)}
    card = score(rubric, answers, target="lulus")
    made = tasks_of(card, rubric, answers)
    (task,) = [task for task in made if task.kind == "minimum"]
    assert [("!" in (item.cell or "")) for item in task.items] == [named, named]


def test_the_first_tasks_of_a_unit_among_many_stay_small() -> None:
    made = first_tasks(_of(dict.fromkeys((*RUBRIC.questions, *RUBRIC.inputs), "")))
    assert len(made) == 3
    assert all(len(task.items) <= 3 for task in made)
    assert made[0].count == len(RUBRIC.questions)
