"""Answers in, scores out: every expected number is worked out by hand."""

import dataclasses
from typing import Any, ClassVar

import pytest

from lke_cli.answers import Given
from lke_cli.errors import LkeError
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric
from lke_cli.scoring import parse_minimum, raising_nothing, score_answers
from lke_cli.values import CellValue
from tests.planning.small import small_rubric


def _score(rubric: Rubric, answers: dict[str, CellValue], *, target: str = "wbk", blank: str = "zero") -> Scorecard:
    given = {code: Given(answer=answers.get(code, ""), cell=f"LKE!K{i}") for i, code in enumerate(rubric.questions)}
    given |= {code: Given(answer=answers.get(code, ""), cell=f"LKE!M{i}") for i, code in enumerate(rubric.inputs)}
    return score_answers(rubric, given, target=target, blank=blank)  # type: ignore[arg-type]


def _best(rubric: Rubric) -> dict[str, CellValue]:
    """Answers that give every point there is."""
    answers: dict[str, CellValue] = {}
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            answers[code] = scale.ranked[-1][1]
        elif scale.kind == "number":
            answers[code] = scale.maximum
    counts = {
        "A.II.3.iii.a.1": 2,
        "A.II.5.iii.a.a.1": 9,
        "A.II.5.iii.a.a.5": 9,
        "A.II.5.iii.b.a.1": 9,
        "A.II.5.iii.b.a.5": 9,
    }
    zeros = ("A.II.3.iii.a.2", "A.II.3.iii.a.3", "A.II.5.ii.a.2", "A.II.5.iii.b.a.3", "A.II.5.iii.b.a.4")
    answers |= dict.fromkeys(rubric.inputs, 3) | counts | dict.fromkeys(zeros, 0)
    return answers | {"A.II.5.iii.b.a.2": 9}


def test_best_answers_give_all_points(rubric: Rubric) -> None:
    card = _score(rubric, _best(rubric), target="wbbm")
    assert card.total.score == pytest.approx(100, abs=1e-9)
    assert card.met
    for node in card.nodes:
        assert node.score == pytest.approx(node.weight, abs=1e-9), node.code


def test_no_answers_give_nothing(rubric: Rubric) -> None:
    card = _score(rubric, {})
    assert card.total.score == 0
    assert not any(minimum.met for minimum in card.minimums)


def test_an_indikator_is_the_mean_of_its_questions_times_its_weight(rubric: Rubric) -> None:
    # A.I.1.iv (weight 1.5): Ya = 1, B of A/B/C = 0.5, C of A/B/C = 0, C of A/B/C/D = 0.33
    card = _score(rubric, {"A.I.1.iv.a": "Ya", "A.I.1.iv.b": "B", "A.I.1.iv.c": "C", "A.I.1.iv.d": "C"})
    expected = (1 + 0.5 + 0 + 0.33) / 4 * 1.5
    assert card.node("A.I.1.iv").score == pytest.approx(expected, abs=1e-12)
    assert card.node("A.1").score == pytest.approx(expected, abs=1e-12)


def test_a_blank_question_counts_zero_or_drops_out_as_in_the_form(rubric: Rubric) -> None:
    # Ya, C and blank give a third of the weight; the form's AVERAGE gives half of it.
    answers: dict[str, CellValue] = {"A.I.1.ii.a": "Ya", "A.I.1.ii.b": "C"}
    assert _score(rubric, answers).node("A.I.1.ii").score == pytest.approx(1 / 3)
    assert _score(rubric, answers, blank="skip").node("A.I.1.ii").score == pytest.approx(0.5)


def test_an_empty_indikator_is_the_forms_error_and_reaches_the_total(rubric: Rubric) -> None:
    answers = _best(rubric)
    del answers["A.I.3.v.a"]
    card = _score(rubric, answers, blank="skip")
    assert card.node("A.I.3.v").error == "#DIV/0!"
    assert card.total.error == "#DIV/0!"
    assert card.total.score is None
    assert not card.met


def test_a_blank_survey_is_the_forms_value_error(rubric: Rubric) -> None:
    answers = _best(rubric)
    del answers["B.I.a"]
    card = _score(rubric, answers, blank="skip")
    assert (card.node("B.I.a").error, card.node("B").error) == ("#VALUE!", "#VALUE!")


@pytest.mark.parametrize(
    ("code", "counts", "value"),
    [
        ("A.II.1.i.a", {1: 4, 2: 3}, 0.75),
        ("A.II.1.i.a", {1: 4, 2: 9}, 1),  # held to 1
        ("A.II.1.i.a", {1: 0, 2: 0}, 0),  # no agents, nothing changed
        ("A.II.1.i.b", {1: 5, 2: 2}, 0.4),
        ("A.II.3.iii.a", {1: 4, 2: 1, 3: 1}, 0.75),
        ("A.II.3.iii.a", {1: 2, 2: 5, 3: 5}, 0),  # more violations than before: held to 0
        ("A.II.3.iii.a", {1: 0, 2: 0, 3: 0}, 1),
        ("A.II.3.iii.a", {1: 0, 2: 2, 3: 2}, 0),
        ("A.II.4.i.a", {1: 8, 2: 6}, 0.75),
        ("A.II.4.i.a", {1: 0, 2: 0}, 0),
        ("A.II.5.ii.a", {1: 10, 2: 2, 3: 8}, 0.8),
        ("A.II.5.ii.a", {1: 0, 2: 0, 3: 0}, 1),
        ("A.II.5.iii.a.a", {2: 1, 3: 4, 4: 0, 5: 4}, 0.8),  # 4 of 1 + 4 + 0
        ("A.II.5.iii.a.a", {2: 0, 3: 0, 4: 0, 5: 0}, 1),
        ("A.II.5.iii.b.a", {1: 20, 2: 1, 3: 4, 4: 15, 5: 19}, 0.95),
        ("A.II.5.iii.b.a", {1: 20, 5: 10}, 0.5),  # its break-down is not required
        ("A.II.6.i.b", {1: 0, 2: 0}, 0),
    ],
)
def test_percent_questions(rubric: Rubric, code: str, counts: dict[int, int], value: float) -> None:
    card = _score(rubric, {f"{code}.{number}": count for number, count in counts.items()})
    question = next(q for q in card.questions if q.code == code)
    assert question.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        ("A.II.3.iii.a", {1: 4, 2: 1}),  # the form wants the sanctions too
        ("A.II.5.ii.a", {1: 10, 3: 8}),
        ("A.II.5.iii.a.a", {2: 1, 3: 4, 5: 4}),
        ("A.II.4.i.a", {2: 6}),
    ],
)
def test_a_percent_question_without_all_its_counts_is_unanswered(
    rubric: Rubric, code: str, counts: dict[int, int]
) -> None:
    card = _score(rubric, {f"{code}.{number}": count for number, count in counts.items()})
    assert next(q for q in card.questions if q.code == code).state == "unanswered"


def test_where_a_zero_rule_decides_a_finding_says_so(rubric: Rubric) -> None:
    card = _score(rubric, {"A.II.5.ii.a.1": 0, "A.II.5.ii.a.2": 0, "A.II.5.ii.a.3": 0})
    assert [f.node for f in card.findings if f.rule == "zero-rule"] == ["A.II.5.ii.a"]


def test_the_counts_win_over_a_typed_percentage_and_the_difference_is_said(rubric: Rubric) -> None:
    card = _score(rubric, {"A.II.4.i.a": "90%", "A.II.4.i.a.1": 8, "A.II.4.i.a.2": 6})
    assert card.node("A.II.4.i").score == pytest.approx(0.75 * 2)
    (finding,) = (f for f in card.findings if f.rule == "percent-differs")
    assert "90,00%" in finding.message
    assert "75,00%" in finding.message


@pytest.mark.parametrize("typed", [85, "85%", 0.85, "85 %"])
def test_a_percentage_typed_without_counts_is_taken_and_said(rubric: Rubric, typed: CellValue) -> None:
    card = _score(rubric, {"A.II.4.i.a": typed})
    assert card.node("A.II.4.i").score == pytest.approx(0.85 * 2)
    assert any(f.rule == "percent-typed" for f in card.findings)


@pytest.mark.parametrize(("typed", "state"), [("seratus", "invalid"), (1.4, "invalid"), ("#DIV/0!", "unanswered")])
def test_a_percentage_that_cannot_be_read_is_not_passed_over(rubric: Rubric, typed: CellValue, state: str) -> None:
    alone = _score(rubric, {"A.II.4.i.a": typed})
    assert next(q for q in alone.questions if q.code == "A.II.4.i.a").state == state
    counted = _score(rubric, {"A.II.4.i.a": typed, "A.II.4.i.a.1": 8, "A.II.4.i.a.2": 6})
    assert next(q for q in counted.questions if q.code == "A.II.4.i.a").value == pytest.approx(0.75)
    assert any(f.rule == "percent-differs" for f in counted.findings) == (state == "invalid")


def test_a_negative_count_makes_the_question_invalid(rubric: Rubric) -> None:
    card = _score(rubric, {"A.II.4.i.a.1": 8, "A.II.4.i.a.2": -6})
    assert next(q for q in card.questions if q.code == "A.II.4.i.a").state == "invalid"


def test_every_count_that_cannot_be_read_is_told_with_its_own_cell(rubric: Rubric) -> None:
    answers: dict[str, CellValue] = {"A.II.5.ii.a.1": "banyak", "A.II.5.ii.a.2": 2.5, "A.II.5.ii.a.3": 4}
    card = _score(rubric, answers)
    cells = {code: f"LKE!M{i}" for i, code in enumerate(rubric.inputs)}
    found = [(f.node, f.cell) for f in card.findings if f.rule == "invalid-answer"]
    assert found == [("A.II.5.ii.a", cells["A.II.5.ii.a.1"]), ("A.II.5.ii.a", cells["A.II.5.ii.a.2"])]


def test_a_sum_that_its_filled_parts_exceed_contradicts_them_already(rubric: Rubric) -> None:
    card = _score(rubric, {"A.II.5.iii.a.a.1": 3, "A.II.5.iii.a.a.3": 5, "A.II.5.iii.a.a.5": 3})
    (finding,) = (f for f in card.findings if f.rule == "sum-differs")
    assert finding.message.endswith("tertulis 3, padahal bagian yang sudah terisi 5.")


def test_of_a_sum_that_is_typed_the_parts_that_are_blank_are_named(rubric: Rubric) -> None:
    card = _score(rubric, {"A.II.5.iii.a.a.1": 9, "A.II.5.iii.a.a.3": 5, "A.II.5.iii.a.a.5": 3})
    (finding,) = (f for f in card.findings if f.rule == "sum-typed")
    labels = [rubric.inputs[f"A.II.5.iii.a.a.{number}"].label for number in (2, 3, 4)]
    assert [label in finding.message for label in labels] == [True, False, True]


def test_a_percentage_typed_over_counts_whose_sum_stands_nowhere_is_held_against_their_sum(rubric: Rubric) -> None:
    # 4 reported of 1 + 4 + 0 that must: 80 %, while 50 % is typed and the cell of the sum is empty.
    counts = {f"A.II.5.iii.a.a.{n}": count for n, count in ((2, 1), (3, 4), (4, 0), (5, 4))}
    card = _score(rubric, {"A.II.5.iii.a.a": 0.5, **counts})
    assert next(q for q in card.questions if q.code == "A.II.5.iii.a.a").value == pytest.approx(0.8)
    (finding,) = (f for f in card.findings if f.rule == "percent-differs")
    assert "tertulis 50,00%; dihitung dari jumlahnya 80,00%" in finding.message


def test_lhkpn_and_lhkasn_each_count_by_themselves(rubric: Rubric) -> None:
    # LHKPN 4 of 5 x 1, LHKASN blank: the form's own formula would give LHKPN's share of 2.
    card = _score(rubric, {f"A.II.5.iii.a.a.{n}": count for n, count in ((2, 1), (3, 4), (4, 0), (5, 4))})
    assert card.node("A.II.5.iii").score == pytest.approx(0.8)


class TestMinimums:
    def test_a_survey_of_exactly_360_reaches_its_minimum(self, rubric: Rubric) -> None:
        card = _score(rubric, {"B.I.a": 3.6})  # 3.6 / 4 x 17.5 = 15.75, but for float noise
        (minimum,) = (m for m in card.minimums if m.node == "B.I.a")
        assert minimum.met
        assert minimum.answer_required == pytest.approx(3.6)

    def test_a_score_just_below_does_not(self, rubric: Rubric) -> None:
        (minimum,) = (m for m in _score(rubric, {"B.I.a": 3.599}).minimums if m.node == "B.I.a")
        assert not minimum.met
        assert minimum.gap == pytest.approx(15.75 - 3.599 / 4 * 17.5)

    def test_an_area_is_judged_by_both_halves_together_and_a_weak_half_is_a_warning(self, rubric: Rubric) -> None:
        answers = _best(rubric)
        # Reform of area 4 down to 1.5 + 1.5 x 0.33 + 0 = ... : A.II.4.i 0, A.II.4.ii C, A.II.4.iii C
        answers |= {"A.II.4.i.a.2": 0, "A.II.4.ii.a": "C", "A.II.4.iii.a": "C"}
        card = _score(rubric, answers)
        # Pemenuhan 5 + Reform 0 + 1.5 x 0.33 + 1.5 x 0.33 = 5.99 of 10: short of 60 % by 0.01
        (minimum,) = (m for m in card.minimums if m.node == "A.4")
        assert minimum.reached == pytest.approx(5.99)
        assert minimum.gap == pytest.approx(0.01)
        assert [f.node for f in card.findings if f.rule == "half-below"] == ["A.II.4"]

    def test_all_minimums_of_both_targets(self, rubric: Rubric) -> None:
        required = {t: {m.node: m.required for m in _score(rubric, {}, target=t).minimums} for t in ("wbk", "wbbm")}
        areas = {"A.1": 8, "A.2": 7, "A.3": 10, "A.4": 10, "A.5": 15, "A.6": 10}
        hasil = {"B.I": 18.25, "B.I.a": 15.75, "B.I.b": 2.5, "B.II": 14}
        assert required["wbk"] == pytest.approx(
            {"total": 75, "A": 40, **{area: 0.6 * weight for area, weight in areas.items()}, **hasil}
        )
        hasil = {"B.I": 19.5, "B.I.a": 15.75, "B.I.b": 3.75, "B.II": 15.75}
        assert required["wbbm"] == pytest.approx(
            {"total": 85, "A": 48, **{area: 0.75 * weight for area, weight in areas.items()}, **hasil}
        )

    def test_an_institution_may_ask_for_more_but_not_for_less(self, rubric: Rubric) -> None:
        more = [parse_minimum(text, rubric) for text in ("total=76", "A.1=70%", "B.I=1", "A.II=20,5")]
        card = score_answers(rubric, {}, target="wbk", minimums=more)
        required = {m.node: m.required for m in card.minimums}
        assert required["total"] == 76
        assert required["A.1"] == pytest.approx(5.6)
        assert required["B.I"] == 18.25  # the regulation's own stays
        assert required["A.II"] == 20.5

    def test_a_minimum_with_a_dot_and_three_decimals_is_no_thousands(self, rubric: Rubric) -> None:
        assert parse_minimum("total=86.468", rubric).score == 86.468
        assert parse_minimum("A.1=62.525%", rubric).score == pytest.approx(0.62525 * 8)

    def test_the_codes_that_are_suggested_are_the_rubrics_own(self, mini: Rubric) -> None:
        with pytest.raises(LkeError, match=r"pakai kode seperti total, 1, inti, 2\.2\."):
            parse_minimum("A=3", mini)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("total", "tulis sebagai KODE=NILAI"),
            ("total=", "tulis sebagai KODE=NILAI"),
            ("total=abc", "tulis sebagai KODE=NILAI"),
            ("X=5", "kode 'X' tidak ada"),
            ("total=101", "nilai 'total' hanya dari 0 sampai 100,00"),
            ("A.1=120%", r"nilai 'A\.1' hanya dari 0 sampai 8,00"),
        ],
    )
    def test_a_minimum_that_cannot_be_is_refused(self, rubric: Rubric, text: str, why: str) -> None:
        with pytest.raises(LkeError, match=f"--min {text}: {why}"):
            parse_minimum(text, rubric)

    @pytest.mark.parametrize(
        ("text", "score"),
        # Of 17,5 points: up to 4 may be an index, which 3,6 of is 15,75; a share is none.
        [("B.I.a=4,01", 4.01), ("B.I.a=80%", 14), ("B.I.a=3,6%", 0.63), ("A.1=4", 4), ("ipak=3,6", 15.75)],
    )
    def test_a_minimum_of_a_survey_s_points(self, rubric: Rubric, text: str, score: float) -> None:
        assert parse_minimum(text, rubric).score == pytest.approx(score)

    @pytest.mark.parametrize(("typed", "points"), [("3,6", "15,75"), ("4", "17,50")])
    def test_what_may_be_a_survey_s_index_or_its_points_is_asked_about(
        self, rubric: Rubric, typed: str, points: str
    ) -> None:
        with pytest.raises(LkeError, match=rf"tulis indeksnya, ipak=.*, atau poinnya, B\.I\.a={points}\."):
            parse_minimum(f"B.I.a={typed}", rubric)

    @pytest.mark.parametrize("text", ["ipak=4,01", "ipak=-1", "ipak=80%", "ipak=tinggi"])
    def test_an_index_is_within_its_scale(self, rubric: Rubric, text: str) -> None:
        with pytest.raises(LkeError, match="indeks ipak hanya dari 0 sampai 4,00"):
            parse_minimum(text, rubric)

    def test_a_minimum_that_raises_nothing_is_said(self, rubric: Rubric) -> None:
        more = [parse_minimum(text, rubric) for text in ("total=75", "A=40,01", "A.I=5", "B.I=18")]
        assert list(raising_nothing(more, "wbk", rubric)) == [
            "--min total=75,00 tidak menaikkan apa pun: nilai minimalnya sudah 75,00.",
            "--min B.I=18,00 tidak menaikkan apa pun: nilai minimalnya sudah 18,25.",
        ]

    def test_a_minimum_may_be_all_there_is_and_nothing(self, rubric: Rubric) -> None:
        assert parse_minimum("total=100", rubric).score == 100
        assert parse_minimum("total=0", rubric).score == 0
        with pytest.raises(LkeError, match="hanya dari 0"):
            parse_minimum("total=100,01", rubric)


def test_what_each_better_answer_adds(rubric: Rubric) -> None:
    # A.I.1.iii.a: one of 3 questions of an indikator of weight 1, so A is worth 1/3.
    card = _score(rubric, {"A.I.1.iii.a": "C"})
    steps = next(q for q in card.questions if q.code == "A.I.1.iii.a").steps
    assert [step.answer for step in steps] == ["B", "A"]
    assert [step.adds for step in steps] == pytest.approx([0.34 / 3, 0.67 / 3])
    better = _score(rubric, {"A.I.1.iii.a": "B"})
    assert (better.total.score or 0) - (card.total.score or 0) == pytest.approx(steps[0].adds)


class TestBlankSkip:
    """Under ``--blank skip`` a question left blank is in no mean, and answering it makes the mean one over more."""

    # A.I.1.ii (weight 1): Ya and C of A/B/C, the third blank: (1 + 0) / 2 = 0.5.
    ANSWERS: ClassVar[dict[str, CellValue]] = {"A.I.1.ii.a": "Ya", "A.I.1.ii.b": "C"}

    def test_a_step_is_what_the_mean_gains_and_none_where_it_would_lose(self, rubric: Rubric) -> None:
        card = _score(rubric, self.ANSWERS, blank="skip")
        by_code = {q.code: q for q in card.questions}
        # A: (1 + 0 + 1) / 3 = 0.667; B: 1.5 / 3 = 0.5, no gain; C: 1 / 3, a loss.
        (step,) = by_code["A.I.1.ii.c"].steps
        assert step.answer == "A"
        assert step.adds == pytest.approx(2 / 3 - 1 / 2)
        # The C made an A: (1 + 1) / 2 - 0.5
        assert [s.adds for s in by_code["A.I.1.ii.b"].steps] == pytest.approx([0.25, 0.5])

    def test_points_and_weights_of_questions_add_up_to_the_node(self, rubric: Rubric) -> None:
        card = _score(rubric, self.ANSWERS, blank="skip")
        of_it = [q for q in card.questions if q.parent == "A.I.1.ii"]
        assert sum(q.points for q in of_it) == pytest.approx(0.5)
        assert [q.weight for q in of_it] == [0.5, 0.5, 0]

    def test_the_first_answer_of_an_empty_mean_is_all_of_it(self, rubric: Rubric) -> None:
        card = _score(rubric, {}, blank="skip")
        steps = next(q for q in card.questions if q.code == "A.I.1.ii.c").steps
        assert [(s.answer, s.adds) for s in steps] == [("B", 0.5), ("A", 1)]

    def test_any_error_of_the_form_is_the_error_that_is_expected(self, rubric: Rubric) -> None:
        given = {code: Given(cell="LKE!K1") for code in (*rubric.questions, *rubric.inputs)}
        given |= {code: Given(shown="#VALUE!", shown_cell="LKE!L1") for code in (*rubric.nodes, "total")}
        card = score_answers(rubric, given, target="wbk", blank="skip")
        assert not [f for f in card.findings if "berkas menampilkan" in f.message]


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"A.II.1.i.a.1": 5, "A.II.1.i.a.2": 5, "A.II.1.i.b.1": 4, "A.II.1.i.b.2": 4}, "perubahan"),
        ({"A.II.4.i.a.1": 5, "A.II.4.i.a.2": 6}, "Sasaran"),
        ({"A.II.5.ii.a.1": 5, "A.II.5.ii.a.2": 3, "A.II.5.ii.a.3": 4}, "Pengaduan"),
        ({"A.II.5.iii.b.a.1": 9, "A.II.5.iii.b.a.2": 1, "A.II.5.iii.b.a.3": 1, "A.II.5.iii.b.a.4": 1}, "LHKASN"),
        ({"A.II.5.ii.a.1": 0, "A.II.5.ii.a.2": 0, "A.II.5.ii.a.3": 0, "A.I.5.iii.b": "Ya"}, "pengaduan"),
    ],
)
def test_numbers_that_contradict_each_other(rubric: Rubric, answers: dict[str, CellValue], rule: str) -> None:
    (finding,) = (f for f in _score(rubric, answers).findings if f.rule == "inconsistent")
    assert rule in finding.message
    assert finding.cell


def test_counts_of_a_contradiction_are_whole_numbers_beside_their_codes(rubric: Rubric) -> None:
    (finding,) = (
        f for f in _score(rubric, {"A.II.4.i.a.1": 5, "A.II.4.i.a.2": 6}).findings if f.rule == "inconsistent"
    )
    assert " 5 (A.II.4.i.a.1" in finding.message
    assert " 6 (A.II.4.i.a.2" in finding.message


def test_a_half_below_its_share_is_told_with_its_points_and_percentage(rubric: Rubric) -> None:
    """Pemenuhan of Penataan Tatalaksana without one answer of its own: 0,00 of its weight, 0,0%."""
    answers = {code: value for code, value in _best(rubric).items() if not code.startswith("A.I.2.")}
    (finding,) = (f for f in _score(rubric, answers).findings if f.rule == "half-below" and f.node == "A.I.2")
    assert "0,00 dari 3,50 (0,0%), di bawah 60% bila dinilai sendiri" in finding.message
    # one of the questions answered: its indikator's weight, shared by the questions of that indikator
    first = next(code for code in _best(rubric) if code.startswith("A.I.2.i."))
    (finding,) = (
        f
        for f in _score(rubric, {**answers, first: _best(rubric)[first]}).findings
        if f.rule == "half-below" and f.node == "A.I.2"
    )
    points = _score(rubric, {**answers, first: _best(rubric)[first]}).node("A.I.2").score or 0.0
    assert f"({points / 3.5 * 100:.1f}%)".replace(".", ",") in finding.message


@pytest.mark.parametrize(
    ("counts", "contradicts"),
    [
        ({1: 8, 3: 9}, True),  # 9 handled of 8, however many are under way
        ({1: 8, 3: 8}, False),
        ({3: 9}, False),  # the 9 may well be of 20
        ({1: 8, 2: "tiga", 3: 9}, True),
    ],
)
def test_what_already_contradicts_is_said_whatever_the_blanks_will_hold(
    rubric: Rubric, counts: dict[int, CellValue], contradicts: bool
) -> None:
    card = _score(rubric, {f"A.II.5.ii.a.{number}": count for number, count in counts.items()})
    assert any(finding.rule == "inconsistent" for finding in card.findings) == contradicts


def test_numbers_that_agree_are_not_doubted(rubric: Rubric) -> None:
    assert not [f for f in _score(rubric, _best(rubric)).findings if f.rule == "inconsistent"]


def test_key_aspects_add_up_their_questions(rubric: Rubric) -> None:
    card = _score(rubric, _best(rubric))
    assert len(card.aspects) == 3
    for aspect in card.aspects:
        assert aspect.points == pytest.approx(aspect.weight)
        assert aspect.answered == aspect.questions > 0


def test_where_no_evidence_is_shown_it_is_said_that_only_bare_answers_are_listed(rubric: Rubric) -> None:
    """A narrative stands for evidence only where the sheet shows none at all; the finding says so with both numbers."""
    given = {code: Given(answer=answer, narrative="Ada.") for code, answer in _best(rubric).items()}
    given |= {code: Given() for code, question in rubric.questions.items() if question.ratio is not None}
    given["A.I.1.i.a"] = Given(answer="Ya")
    findings = score_answers(rubric, given, target="wbk").findings
    (unused,) = (f for f in findings if f.rule == "evidence-unused")
    claiming = sum(bool(question.evidence) for question in rubric.questions.values())
    assert f"padahal {claiming} dijawab bernilai" in unused.message
    assert "hanya 9 yang catatannya kosong" in unused.message  # A.I.1.i.a and the 8 percentages
    assert len([f for f in findings if f.rule == "no-evidence"]) == 9


def test_where_every_answer_has_a_narrative_none_is_said_to_be_listed(rubric: Rubric) -> None:
    given = {code: Given(answer=answer, narrative="Ada.") for code, answer in _best(rubric).items()}
    given |= {code: Given(narrative="Ada.") for code, question in rubric.questions.items() if question.ratio}
    (unused,) = (f for f in score_answers(rubric, given, target="wbk").findings if f.rule == "evidence-unused")
    assert unused.message.endswith("dijawab bernilai; semuanya punya catatan.")


def test_a_percentage_that_is_none_is_told_as_it_is_written_here(rubric: Rubric) -> None:
    given = {**_best(rubric), "A.II.4.i.a": -5.0, "A.II.4.i.a.1": 9, "A.II.4.i.a.2": 9}
    (finding,) = (f for f in _score(rubric, given).findings if f.rule == "percent-differs")
    assert "tertulis -5,00; dihitung dari jumlahnya 100,00%" in finding.message


@pytest.mark.parametrize(("typed", "told"), [(0.7449, True), (0.745, False), (0.755, False), (0.7551, True)])
def test_half_a_percent_of_rounding_is_no_difference(rubric: Rubric, typed: float, told: bool) -> None:
    # 3 of 4 is 75 %; a percentage that was typed is often rounded
    answers: dict[str, CellValue] = {"A.II.4.i.a": typed, "A.II.4.i.a.1": 4, "A.II.4.i.a.2": 3}
    card = _score(rubric, answers)
    assert any(f.rule == "percent-differs" and f.node == "A.II.4.i.a" for f in card.findings) is told


def test_a_sheet_without_a_column_of_choices_states_none(rubric: Rubric) -> None:
    without = score_answers(rubric, {"A.I.1.i.a": Given(answer="Ya")}, target="wbk")
    blank = score_answers(rubric, {"A.I.1.i.a": Given(answer="Ya", choices_cell="LKE!J7")}, target="wbk")
    assert "choices-differ" not in {finding.rule for finding in without.findings}
    (finding,) = [finding for finding in blank.findings if finding.rule == "choices-differ"]
    assert "Pilihan Jawaban kosong, seharusnya 'Ya/Tidak'" in finding.message


def test_of_a_percentage_that_was_not_computed_the_cells_of_its_counts_are_named(rubric: Rubric) -> None:
    counts = {
        code: Given(cell=f"LKE!K{row}", uncomputed=True) for row, code in ((8, "A.II.4.i.a.1"), (9, "A.II.4.i.a.2"))
    }
    card = score_answers(rubric, {"A.II.4.i.a": Given(cell="LKE!K7", uncomputed=True), **counts}, target="wbk")
    (finding,) = [finding for finding in card.findings if finding.rule == "uncomputed"]
    assert finding.cells == ("LKE!K8", "LKE!K9")
    alone = score_answers(rubric, {"A.I.1.i.a": Given(cell="LKE!K7", uncomputed=True)}, target="wbk")
    (finding,) = [finding for finding in alone.findings if finding.rule == "uncomputed"]
    assert finding.cells == ("LKE!K7",)


def _small(questions: list[Any], **more: Any) -> Rubric:
    tree = [{"code": "A", "label": "Satu", "weight": 10, "questions": questions}]
    return small_rubric(tree, [{"node": "A", "score": 5}], **more)


def test_a_half_that_is_weak_is_told_with_its_points_and_share(rubric: Rubric) -> None:
    """Reform of area 1 (4 points): A.II.1.i 2 of 2 and the rest blank is 2, half of it, where 60 % are asked."""
    counts: dict[str, CellValue] = {"A.II.1.i.a.1": 4, "A.II.1.i.a.2": 4, "A.II.1.i.b.1": 4, "A.II.1.i.b.2": 4}
    card = _score(rubric, counts)
    (said,) = [f.message for f in card.findings if f.rule == "half-below" and f.node == "A.II.1"]
    assert "2,00 dari 4,00 (50,0%), di bawah 60%" in said


def test_a_half_just_below_does_not_read_as_if_it_reached_it() -> None:
    """2,3984 of 4 x 10 points is 5,996 of the 6 that are asked: not 6,00, and not 60,0%."""
    asked = {"label": "Survei", "scale": "survei"}
    tree = [{"code": code, "label": code, "weight": 10, "questions": [{"code": f"{code}.a", **asked}]} for code in "AB"]
    minimums = [{"node": "AB", "ratio": 0.6, "warn_parts": True}]
    rubric = small_rubric(tree, minimums, combined=[{"code": "AB", "label": "Keduanya", "parts": ["A", "B"]}])
    card = score_answers(rubric, {"A.a": Given(2.3984), "B.a": Given(4)}, target="lulus")
    (said,) = [f.message for f in card.findings if f.rule == "half-below"]
    assert "5,996 dari 10,00 (59,96%), di bawah 60%" in said
    exact = score_answers(rubric, {"A.a": Given(2.4), "B.a": Given(4)}, target="lulus")
    assert not [f for f in exact.findings if f.rule == "half-below"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        # Of two answers with points the one without evidence is named; where neither shows any, that is said once.
        (Given("A", "LKE!K6", evidence=("SK",)), {"no-evidence": ["A.a"]}),
        (Given("A", "LKE!K6"), {"evidence-unused": [None], "no-evidence": ["A.a", "A.b"]}),
        (Given("A", "LKE!K6", narrative="Sudah"), {"evidence-unused": [None], "no-evidence": ["A.a"]}),
        (Given("A", "LKE!K6", claims=("ada",)), {"no-evidence": ["A.a"], "evidence-claimed": [None]}),
        (Given("C", "LKE!K6", evidence=("SK",)), {"no-evidence": ["A.a"]}),
        (Given("C", "LKE!K6"), {"evidence-unused": [None], "no-evidence": ["A.a"]}),
    ],
)
def test_answers_with_points_want_evidence(second: Given, told: dict[str, list[str | None]]) -> None:
    asked = [{"code": code, "label": code, "scale": "abc", "evidence": ["sk"]} for code in ("A.a", "A.b")]
    rubric = _small(asked)
    card = score_answers(rubric, {"A.a": Given("B", "LKE!K5"), "A.b": second}, target="lulus")
    found: dict[str, list[str | None]] = {}
    for finding in card.findings:
        if "evidence" in finding.rule:
            found.setdefault(finding.rule, []).append(finding.node)
    assert found == told


def test_what_cells_claim_is_told_with_its_points() -> None:
    """A B and an A of 5 points each: 2,5 and 5."""
    asked = [{"code": code, "label": code, "scale": "abc", "evidence": ["sk"]} for code in ("A.a", "A.b")]
    answers = {"A.a": Given("B", "LKE!K5", claims=("ada",)), "A.b": Given("A", "LKE!K6", claims=("ada",))}
    (said,) = [
        finding
        for finding in score_answers(_small(asked), answers, target="lulus").findings
        if finding.rule == "evidence-claimed"
    ]
    assert "2 pertanyaan hanya menyatakan ada bukti dukung tanpa menyebutnya ('ada'): dari 7,50 poin" in said.message
    assert said.cells == ("LKE!K5", "LKE!K6")


def test_an_aspect_is_what_its_questions_score() -> None:
    """Three questions of 10/3 points; two carry the tag, one of them answered with a B."""
    asked = [
        {"code": "A.a", "label": "a", "scale": "abc", "tags": ["pimpinan"]},
        {"code": "A.b", "label": "b", "scale": "abc", "tags": ["pimpinan"]},
        {"code": "A.c", "label": "c", "scale": "abc"},
    ]
    rubric = dataclasses.replace(_small(asked), tags={"pimpinan": "Komitmen pimpinan", "lain": "Lain"})
    (aspect,) = score_answers(rubric, {"A.a": Given("B"), "A.c": Given("A")}, target="lulus").aspects
    assert (aspect.tag, aspect.label, aspect.questions, aspect.answered) == ("pimpinan", "Komitmen pimpinan", 2, 1)
    assert (aspect.points, aspect.weight) == pytest.approx((10 / 6, 20 / 3))
