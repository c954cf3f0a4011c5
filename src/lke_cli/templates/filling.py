"""What a template is filled with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lke_cli.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Filling:
    """Answers by code of question (an option, or a number) and input (a count); texts beside them by question."""

    unit: str = ""
    answers: Mapping[str, str | float] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Sequence[str]] = field(default_factory=dict)
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)


NO_FILLING = Filling()

_NUMBER_SHARE = 0.94
_EXAMPLE_COUNT = 9


def example_filling(rubric: Rubric, unit: str = "Satuan Kerja Contoh") -> Filling:
    """Return an invented, fully filled example: mostly best answers, every fifth question one step lower."""
    answers: dict[str, str | float] = {}
    for number, question in enumerate(rubric.questions.values()):
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            ranked = scale.ranked
            answers[question.code] = ranked[-2 if number % 5 == 4 and len(ranked) > 2 else -1][1]
        elif scale.kind == "number":
            answers[question.code] = round(scale.maximum * _NUMBER_SHARE, 2)
        answers |= _counts(rubric, question.code)
    return Filling(unit, answers, *example_texts(rubric))


def _counts(rubric: Rubric, code: str) -> dict[str, float]:
    """Return counts whose ratio is 1: nine of each that is divided or divides, nothing of what is subtracted.

    Parts of a sum share the nine; a break-down beside the ratio (not required by it) has all nine in its first part.
    """
    question = rubric.questions[code]
    if question.ratio is None:
        return {}
    positive = {name for sign, name in question.ratio.numerator_expression.terms if sign > 0}
    divided = positive | set(question.ratio.denominator_expression.names)
    sums = [count.sum_expression.names for count in question.inputs if count.sum_expression]
    parts = {name: len(names) for names in sums for name in names}
    beside = [
        count.name
        for count in question.inputs
        if count.name not in parts and count.name not in question.required_inputs
    ]
    counts: dict[str, float] = {}
    for count in question.inputs:
        if count.sum is None:
            whole = count.name in divided or count.name in beside[:1]
            counts[count.code] = _EXAMPLE_COUNT // parts[count.name] if count.name in parts else _EXAMPLE_COUNT * whole
    return counts


def example_texts(
    rubric: Rubric,
) -> tuple[dict[str, str], dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """Return invented narratives, documents and links for every question."""
    narratives = {
        code: f"{question.label}: telah dilaksanakan dan didokumentasikan dalam bukti dukung {code}."
        for code, question in rubric.questions.items()
    }
    documents: dict[str, Sequence[str]] = {
        code: [rubric.evidence_kinds[kind].label for kind in question.evidence] or ["Dokumen pendukung"]
        for code, question in rubric.questions.items()
    }
    links: dict[str, Sequence[str]] = {code: [f"https://contoh.example/eviden/{code}"] for code in rubric.questions}
    return narratives, documents, links
