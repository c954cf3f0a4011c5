"""The value of one question: its answer, or the ratio of its inputs, with a finding for all that is not plain."""

from collections.abc import Iterator, Mapping

from lke_cli.answers.given import Answers, Given
from lke_cli.answers.reading import UNANSWERED, Reading, read_answer
from lke_cli.findings import Finding
from lke_cli.numbers import format_percent
from lke_cli.rubric.model import Input, Question, Ratio, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.untrusted import one_line

NOT_FOUND = Reading("not-found")
_SAME_RATIO = 0.005  # a typed percentage is often rounded: a difference of half a percent is none


def read_question(question: Question, rubric: Rubric, answers: Answers) -> tuple[Reading, list[Finding]]:
    """Return a question's reading and what is to be said about it."""
    given = answers.get(question.code)
    if given is None:
        return NOT_FOUND, []
    scale = rubric.scales[question.scale]
    unanswered = rubric.unanswered_texts
    findings = list(_choices(question, scale, given))
    if question.ratio is None:
        reading = read_answer(given.answer, scale, unanswered, given.explanation)
    else:
        reading, more = _ratio(question, question.ratio, rubric, answers, given)
        findings += more
    if reading.state == "unanswered":
        findings.append(
            rules.UNANSWERED.at(
                f"{question.code} {question.label}: belum dijawab.", node=question.code, cell=given.cell
            )
        )
    elif reading.state == "invalid":
        findings.append(
            rules.INVALID_ANSWER.at(
                f"{question.code} {question.label}: {reading.problem}.", node=question.code, cell=given.cell
            )
        )
    return reading, findings


def _choices(question: Question, scale: Scale, given: Given) -> Iterator[Finding]:
    if not given.choices or given.choices == scale.form:
        return
    stated = "".join(given.choices.lower().split())
    if stated and stated != "".join(scale.form.lower().split()):
        yield rules.CHOICES_DIFFER.at(
            f"{question.code} {question.label}: Pilihan Jawaban tertulis '{given.choices.strip()}', "
            f"seharusnya '{scale.form}'.",
            node=question.code,
            cell=given.cell,
        )


def _ratio(
    question: Question, ratio: Ratio, rubric: Rubric, answers: Answers, given: Given
) -> tuple[Reading, list[Finding]]:
    typed = read_answer(given.answer, rubric.scales[question.scale], rubric.unanswered_texts)
    counts, findings, problem = _counts(question, rubric, answers)
    if problem:
        return Reading("invalid", problem=problem), findings
    if all(name in counts for name in question.required_inputs):
        reading, more = _divide(question, ratio, counts, given)
        findings += more
        if _contradicts(typed, reading):
            findings.append(
                rules.PERCENT_DIFFERS.at(
                    f"{question.code} {question.label}: tertulis "
                    f"{typed.shown or one_line(str(given.answer), 20)}, hitungan dari jumlahnya "
                    f"{format_percent(reading.value, 2)}.",
                    node=question.code,
                    cell=given.cell,
                )
            )
        return reading, findings
    if typed.state == "answered":
        findings.append(
            rules.PERCENT_TYPED.at(
                f"{question.code} {question.label}: {typed.shown} dipakai, jumlah-jumlahnya belum lengkap.",
                node=question.code,
                cell=given.cell,
            )
        )
        return typed, findings
    # A formula over incomplete counts shows an error: then the counts are what is missing, not the percentage.
    return (UNANSWERED if typed.excel_error else typed), findings


def _contradicts(typed: Reading, counted: Reading) -> bool:
    if typed.value is None or counted.value is None:
        return typed.state == "invalid" and not typed.excel_error
    return abs(typed.value - counted.value) > _SAME_RATIO


def _divide(
    question: Question, ratio: Ratio, counts: Mapping[str, float], given: Given
) -> tuple[Reading, list[Finding]]:
    above = ratio.numerator_expression.value(counts)
    below = ratio.denominator_expression.value(counts)
    if below == 0:
        names = {*ratio.numerator_expression.names, *ratio.denominator_expression.names}
        all_zero = ratio.zero.all_zero is not None and not any(counts[name] for name in names)
        value = ratio.zero.all_zero if all_zero and ratio.zero.all_zero is not None else ratio.zero.otherwise
        finding = rules.ZERO_RULE.at(
            f"{question.code} {question.label}: pembaginya 0, nilainya menurut rubrik {format_percent(value, 0)}.",
            node=question.code,
            cell=given.cell,
        )
        return Reading("answered", value, format_percent(value, 2)), [finding]
    value = above / below
    held = min(1.0, max(0.0, value))
    findings = []
    if held != value:
        findings.append(
            rules.RATIO_OUT_OF_RANGE.at(
                f"{question.code} {question.label}: hitungannya {format_percent(value, 2)}, "
                f"dipakai {format_percent(held, 0)}.",
                node=question.code,
                cell=given.cell,
            )
        )
    return Reading("answered", held, format_percent(held, 2)), findings


def _counts(question: Question, rubric: Rubric, answers: Answers) -> tuple[dict[str, float], list[Finding], str]:
    """Return the inputs that are filled in, by name; what to say; and the first problem that makes them unusable."""
    counts: dict[str, float] = {}
    findings: list[Finding] = []
    scale = rubric.count_scale
    readings: dict[str, Reading] = {}
    for each in question.inputs:
        given = answers.get(each.code)
        reading = UNANSWERED if given is None else read_answer(given.answer, scale, rubric.unanswered_texts)
        readings[each.name] = reading
        if each.sum is not None:
            continue
        if reading.state == "invalid":
            return (
                counts,
                findings,
                f"{each.label}: {reading.problem}" + (f" ({given.cell})" if given and given.cell else ""),
            )
        if reading.value is not None:
            counts[each.name] = reading.value
    for each in question.inputs:
        if each.sum_expression is not None:
            findings += _sum(each, readings[each.name], counts, answers.get(each.code), question)
    return counts, findings, ""


def _sum(
    each: Input, typed: Reading, counts: dict[str, float], given: Given | None, question: Question
) -> Iterator[Finding]:
    assert each.sum_expression is not None
    cell = given.cell if given else None
    if all(name in counts for name in each.sum_expression.names):
        counts[each.name] = each.sum_expression.value(counts)
        if typed.value is not None and typed.value != counts[each.name]:
            yield rules.SUM_DIFFERS.at(
                f"{each.code} {each.label}: tertulis {typed.shown}, penjumlahan bagiannya {counts[each.name]:.0f}.",
                node=question.code,
                cell=cell,
            )
    elif typed.value is not None:
        counts[each.name] = typed.value
        yield rules.SUM_TYPED.at(
            f"{each.code} {each.label}: {typed.shown} dipakai, bagian-bagiannya belum lengkap.",
            node=question.code,
            cell=cell,
        )
