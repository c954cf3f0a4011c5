"""The shipped rubric is the form: its codes, kinds, weights and answers; and the rules of the domain's tables."""

import csv
from collections import Counter

import pytest

from lke_cli.rubric.load import parse_rubric
from lke_cli.rubric.model import Rubric
from lke_cli.workbook.words import Vocabulary
from tests.conftest import ROOT, SHARED

SHIPPED = ROOT / "rubrics/permenpanrb-90-2021.yaml"
AREAS = ["A.1", "A.2", "A.3", "A.4", "A.5", "A.6"]

Row = dict[str, str]


@pytest.fixture(scope="module")
def form() -> list[Row]:
    path = SHARED / "form/struktur.csv"
    if not path.exists():
        pytest.skip("the structure of the official form (../shared/form) is not here")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_holds_together() -> None:
    # load_rubric trusts shipped rubrics; here they are validated, as a rubric of a user's own is.
    parse_rubric(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)


def test_it_has_every_part_of_the_form(rubric: Rubric) -> None:
    assert Counter(rubric.levels_by_code.values()) == {"komponen": 2, "bagian": 4, "area": 12, "indikator": 44}
    assert (len(rubric.questions), len(rubric.inputs)) == (113, 24)
    assert [child.code for child in rubric.nodes["A.II.5.iii"].children] == ["A.II.5.iii.a", "A.II.5.iii.b"]


def test_codes_stand_in_the_order_of_the_form(rubric: Rubric, form: list[Row]) -> None:
    entries = [code for node in rubric.nodes.values() for code in _own_codes(rubric, node.code)]
    assert entries == [row["kode"] for row in form]


def test_kinds_weights_and_answers_are_those_of_the_form(rubric: Rubric, form: list[Row]) -> None:
    for row in form:
        code, kind = row["kode"], row["jenis"]
        if kind == "pertanyaan":
            scale = rubric.scales[rubric.questions[code].scale]
            assert _squeeze(scale.form) == _squeeze(row["pilihan_jawaban"]), code
        elif kind == "masukan":
            assert code in rubric.inputs
            assert rubric.count_scale.form == row["pilihan_jawaban"]
        else:
            assert rubric.levels_by_code[code] == kind
        if row["bobot"]:
            assert rubric.weights[code] == float(row["bobot"]), code
        else:
            assert code not in rubric.weights


def test_match_words_stand_in_the_text_of_the_form(rubric: Rubric, form: list[Row]) -> None:
    known = Vocabulary(rubric)
    texts = {row["kode"]: " ".join(row["teks_form"].lower().split()) for row in form}
    for code, text in texts.items():
        fits = {found.entry.code: found.similarity for found in known.candidates(text)}
        others = [fit for other, fit in fits.items() if other in texts and texts[other] != text]
        assert fits[code] > 0.65, f"{code} is not known by its own text"
        assert fits[code] >= max(others, default=0) + 0.04, f"{code} is not told from its like"


def test_labels_are_short_and_our_own(rubric: Rubric, form: list[Row]) -> None:
    for row in form:
        label = rubric.label(row["kode"])
        assert len(label.split()) <= 8, label
        if row["jenis"] == "pertanyaan":
            assert _squeeze(label) != _squeeze(row["teks_form"])


def test_both_halves_of_an_area_are_seen_together(rubric: Rubric) -> None:
    # 4 + 4, 3.5 + 3.5, 5 + 5, 5 + 5, 7.5 + 7.5, 5 + 5
    assert [rubric.weights[code] for code in AREAS] == [8, 7, 10, 10, 15, 10]
    assert rubric.weights["total"] == 100


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        ("Ya/Tidak", [1, 0]),
        ("A/B/C", [1, 0.5, 0]),
        ("A/B/C/D", [1, 0.67, 0.33, 0]),  # the form's own rounding, not thirds
        ("A/B/C/D/E", [1, 0.75, 0.5, 0.25, 0]),
    ],
)
def test_answers_are_worth_what_the_form_gives(rubric: Rubric, scale: str, values: list[float]) -> None:
    (found,) = [each for each in rubric.scales.values() if each.form == scale]
    assert list(found.options.values()) == values


@pytest.mark.parametrize(
    ("question", "otherwise", "all_zero"),
    [
        ("A.II.1.i.a", 0, None),
        ("A.II.1.i.b", 0, None),
        ("A.II.3.iii.a", 0, 1),
        ("A.II.4.i.a", 0, None),
        ("A.II.5.ii.a", 1, None),
        ("A.II.5.iii.a.a", 1, None),
        ("A.II.5.iii.b.a", 1, None),
        ("A.II.6.i.b", 0, None),
    ],
)
def test_a_denominator_of_zero_is_worth(
    rubric: Rubric, question: str, otherwise: float, all_zero: float | None
) -> None:
    ratio = rubric.questions[question].ratio
    assert ratio is not None
    assert (ratio.zero.otherwise, ratio.zero.all_zero) == (otherwise, all_zero)


def test_every_percent_question_has_its_zero_rule_above(rubric: Rubric) -> None:
    assert sum(question.ratio is not None for question in rubric.questions.values()) == 8


def test_the_lhkpn_obligation_is_a_sum_and_that_of_lhkasn_is_typed(rubric: Rubric) -> None:
    assert rubric.inputs["A.II.5.iii.a.a.1"].sum == "kepala + pejabat + lainnya"
    assert rubric.inputs["A.II.5.iii.b.a.1"].sum is None


@pytest.mark.parametrize(
    ("target", "area_ratio", "scores"),
    [
        ("wbk", 0.6, {"total": 75, "A": 40, "B.I": 18.25, "B.I.a": 15.75, "B.I.b": 2.5, "B.II": 14}),
        ("wbbm", 0.75, {"total": 85, "A": 48, "B.I": 19.5, "B.I.a": 15.75, "B.I.b": 3.75, "B.II": 15.75}),
    ],
)
def test_minimums(rubric: Rubric, target: str, area_ratio: float, scores: dict[str, float]) -> None:
    minimums = rubric.targets[target].minimums
    assert {each.node: each.score for each in minimums if each.score is not None} == scores
    assert {each.node: each.ratio for each in minimums if each.ratio is not None} == dict.fromkeys(AREAS, area_ratio)
    assert all(each.warn_parts for each in minimums if each.ratio is not None)


def test_wbbm_says_that_it_needs_an_earlier_wbk(rubric: Rubric) -> None:
    assert "WBK" in (rubric.targets["wbbm"].note or "")


def test_every_question_expects_evidence(rubric: Rubric) -> None:
    assert [code for code, question in rubric.questions.items() if not question.evidence] == []


def test_evidence_follows_the_guides(rubric: Rubric) -> None:
    path = SHARED / "form/eviden.csv"
    if not path.exists():
        pytest.skip("the guides' kinds of evidence (../shared/form) are not here")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            question = rubric.questions[row["kode"]]
            both, one = set(row["disebut_dua_instansi"].split()), set(row["disebut_satu_instansi"].split())
            assert both <= set(question.evidence), "what both guides name is expected"
            assert one <= {*question.evidence, *question.evidence_also}, "what one guide names is known"
            if both:
                assert not one & set(question.evidence), "what one guide names is not missed"


def test_each_key_aspect_has_questions(rubric: Rubric) -> None:
    counts = Counter(tag for question in rubric.questions.values() for tag in question.tags)
    assert set(counts) == {"komitmen-pimpinan", "pola-pikir", "respons-pegawai"}


def _own_codes(rubric: Rubric, code: str) -> list[str]:
    codes = [code]
    for question in rubric.nodes[code].questions:
        codes += [question.code, *(each.code for each in question.inputs)]
    return codes


def _squeeze(text: str) -> str:
    return "".join(text.lower().split())
