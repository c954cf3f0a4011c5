"""What must hold for any answers at all."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.answers import Given
from lke_cli.results import Blank
from lke_cli.rubric import load_rubric
from lke_cli.rubric.expression import parse_relation
from lke_cli.scoring import score_answers
from lke_cli.values import CellValue

RUBRIC = load_rubric("permenpanrb-90-2021")
CODES = list(RUBRIC.questions) + list(RUBRIC.inputs)

_ANSWER = st.one_of(
    st.sampled_from(["", "A", "B", "C", "D", "E", "Ya", "Tidak", " a.", "x", "-", "Blm Diisi", "#REF!"]),
    st.integers(-2, 12),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.text(max_size=12),
    st.dates(),
)
_ANSWERS = st.fixed_dictionaries({}, optional=dict.fromkeys(CODES, _ANSWER))


def _given(answers: dict[str, CellValue]) -> dict[str, Given]:
    return {code: Given(answer=answers.get(code, "")) for code in CODES}


@settings(max_examples=60, deadline=None)
@given(_ANSWERS)
def test_scoring_never_raises_and_stays_within_bounds(answers: dict[str, CellValue]) -> None:
    card = score_answers(RUBRIC, _given(answers), target="wbk")
    for node in card.nodes:
        assert node.score is not None
        assert -1e-9 <= node.score <= node.weight + 1e-9
    assert card.met == all(minimum.met for minimum in card.minimums)


_RATIOS = [code for code, question in RUBRIC.questions.items() if question.ratio]
_MIXTURE = st.fixed_dictionaries(
    dict.fromkeys(_RATIOS, st.sampled_from([0.5, "85%", "", "x"]))
    | dict.fromkeys(RUBRIC.inputs, st.sampled_from([4, 9, "", 0, "x"]))
)


@settings(max_examples=300, deadline=None)
@given(_MIXTURE)
def test_percentages_and_their_counts_in_any_mixture_are_scored(answers: dict[str, CellValue]) -> None:
    """A sum may stand there without its parts, or its parts without the sum; a percentage with any of them."""
    card = score_answers(RUBRIC, _given(answers), target="wbk")
    for question in card.questions:
        assert (question.value is not None) == (question.state == "answered")
        assert 0 <= question.points <= question.weight + 1e-9


_CHOICES = {
    code: RUBRIC.scales[q.scale] for code, q in RUBRIC.questions.items() if RUBRIC.scales[q.scale].kind == "choice"
}


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({code: st.sampled_from(["", *scale.options]) for code, scale in _CHOICES.items()}),
    st.sampled_from(sorted(_CHOICES)),
    st.data(),
)
def test_a_better_answer_never_lowers_a_score(answers: dict[str, CellValue], code: str, data: st.DataObject) -> None:
    ranked = [option for _, option in _CHOICES[code].ranked]
    low = data.draw(st.integers(0, len(ranked) - 1))
    high = data.draw(st.integers(low, len(ranked) - 1))
    worse = score_answers(RUBRIC, _given({**answers, code: ranked[low]}), target="wbk")
    better = score_answers(RUBRIC, _given({**answers, code: ranked[high]}), target="wbk")
    for before, after in zip(worse.nodes, better.nodes, strict=True):
        assert (after.score or 0) >= (before.score or 0) - 1e-12
    assert better.met or not worse.met


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({code: st.sampled_from(["", *scale.options]) for code, scale in _CHOICES.items()}),
    st.sampled_from(sorted(_CHOICES)),
    st.sampled_from(["zero", "skip"]),
)
def test_a_step_adds_what_it_says_and_more_than_nothing(answers: dict[str, CellValue], code: str, blank: Blank) -> None:
    before = score_answers(RUBRIC, _given(answers), target="wbk", blank=blank)
    question = next(q for q in before.questions if q.code == code)
    node = code if RUBRIC.questions[code].weight is not None else question.parent
    for step in question.steps:
        after = score_answers(RUBRIC, _given({**answers, code: step.answer}), target="wbk", blank=blank)
        gained = (after.node(node).score or 0.0) - (before.node(node).score or 0.0)
        assert step.adds > 0
        assert abs(gained - step.adds) < 1e-9


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=3),
    st.lists(st.booleans(), min_size=3, max_size=3),
    st.sampled_from(
        ["a + b <= c", "a <= b + c", "a - b <= c", "a == b + c", "a - b > c", "a > 2", "a >= b", "a + b >= 3"]
    ),
)
def test_a_relation_that_is_decided_within_limits_stays_so_for_every_value_within(
    limits: list[tuple[int, int]], known: list[bool], text: str
) -> None:
    relation = parse_relation(text)
    spans = [
        (low, low) if fixed else (min(low, high), max(low, high))
        for (low, high), fixed in zip(limits, known, strict=True)
    ]
    decided = relation.holds(dict(zip("abc", spans, strict=True)))
    held = {
        relation.holds({name: (value, value) for name, value in zip("abc", values, strict=True)})
        for values in itertools.product(*(range(low, high + 1) for low, high in spans))
    }
    assert None not in held
    assert held == {decided} if decided is not None else held <= {True, False}


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries({code: st.sampled_from(["", *scale.options]) for code, scale in _CHOICES.items()}),
    st.sampled_from(sorted(_CHOICES)),
)
def test_leaving_a_question_blank_never_raises_a_score(answers: dict[str, CellValue], code: str) -> None:
    filled = score_answers(RUBRIC, _given(answers), target="wbk")
    blank = score_answers(RUBRIC, _given({**answers, code: ""}), target="wbk")
    for with_it, without in zip(filled.nodes, blank.nodes, strict=True):
        assert (without.score or 0) <= (with_it.score or 0) + 1e-12
