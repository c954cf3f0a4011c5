"""The value of one question: its answer, or the ratio of its inputs, with a finding for all that is not plain."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lke_cli.answers import UNCOMPUTED, Answers, Given, Reading, read_answer, squeeze
from lke_cli.findings import Finding
from lke_cli.numbers import EPSILON, format_number, format_percent, format_plain
from lke_cli.rubric import Input, Question, Ratio, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.falls import ratio_value
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue

NOT_FOUND = Reading("not-found")
_BLANK = ("unanswered", "uncomputed", "not-found")
_SAME_RATIO = 0.005
_NO_COUNTS: Mapping[str, Reading] = {}


class _Read(NamedTuple):
    """A question as read, what is to be said about it, and its inputs by code as they are used (sums added up)."""

    reading: Reading
    findings: list[Finding]
    counts: Mapping[str, Reading]


def read_question(question: Question, rubric: Rubric, answers: Answers) -> _Read:
    """Return a question as read."""
    given = answers.get(question.code)
    findings: list[Finding] = []
    counts = _NO_COUNTS
    if question.ratio is not None:
        typed_counts = _typed_counts(question, rubric, answers)
        counts = {**typed_counts, **_sums(question, typed_counts)}
    if given is None:
        return _Read(NOT_FOUND, findings, counts)
    scale = rubric.scales[question.scale]
    if given.choices != scale.form and given.choices_cell is not None:
        findings += _choices(question, scale, given)
    if question.ratio is None:
        reading = UNCOMPUTED
        if not given.uncomputed:
            reading = read_answer(given.answer, scale, rubric.unanswered_texts, given.explanation)
        if reading.state == "invalid":
            findings.append(_invalid(question, reading.problem, given))
    else:
        findings += _sum_findings(question, typed_counts, counts, answers)
        findings += _defaults_used(question, typed_counts, counts, answers)
        reading, more = _ratio(question, question.ratio, rubric, answers, given, typed_counts, counts)
        findings += more
    if reading.state == "unanswered":
        findings.append(_unanswered(question, reading, answers, given))
    elif reading.state == "uncomputed":
        findings.append(_uncomputed(question, reading, answers, given))
    return _Read(reading, findings, counts)


def _invalid(question: Question, problem: str, given: Given) -> Finding:
    return rules.INVALID_ANSWER.at(
        "{code} {label}: {problem}.",
        code=question.code,
        label=question.label,
        problem=problem,
        node=question.code,
        cell=given.cell,
    )


def _unanswered(question: Question, reading: Reading, answers: Answers, given: Given) -> Finding:
    """Say which counts a percentage lacks: its own cell is a formula that nobody is to fill in."""
    what, cell = "belum dijawab", given.cell
    missing = [count for count in question.inputs if count.code in reading.missing]
    if missing:
        what = f"belum dijawab: {_named(missing, answers)} kosong"
        cell = next((answers[count.code].cell for count in missing if count.code in answers), cell)
    return rules.UNANSWERED.at(
        "{code} {label}: {problem}.",
        code=question.code,
        label=question.label,
        problem=what,
        node=question.code,
        cell=cell,
    )


def _uncomputed(question: Question, reading: Reading, answers: Answers, given: Given) -> Finding:
    """Say which cells hold formulas without a value: the answer's own, or those of the counts of a percentage."""
    lacking = [count for count in question.inputs if count.code in reading.missing and count.code in answers]
    return rules.UNCOMPUTED.at(
        "{code} {label}: belum dihitung{counts}.",
        node=question.code,
        cells=[cell for count in lacking if (cell := answers[count.code].cell)] or ([given.cell] if given.cell else []),
        code=question.code,
        label=question.label,
        counts=f": {_named(lacking, answers)}" if lacking else "",
    )


def _typed(answer: CellValue) -> str:
    """Return what stands in a cell, a number as Indonesians write it."""
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return format_plain(answer)
    return one_line(str(answer), 20)


def _named(inputs: Iterable[Input], answers: Answers) -> str:
    """Return the labels of inputs with their cells: ``Pengaduan selesai (K174), Sudah lapor (K182)``."""
    counts_named = []
    for count in inputs:
        given = answers.get(count.code)
        cell = given.cell.rsplit("!", 1)[-1] if given and given.cell else "barisnya tidak ditemukan"
        counts_named.append(f"{count.label} ({cell})")
    return ", ".join(counts_named)


def _choices(question: Question, scale: Scale, given: Given) -> Iterator[Finding]:
    stated = squeeze(given.choices)
    if stated != squeeze(scale.form):
        stated_as = f"tertulis '{one_line(given.choices, 40)}'" if stated else "kosong"
        yield rules.CHOICES_DIFFER.at(
            "{code} {label}: Pilihan Jawaban {typed}, seharusnya '{form}'.",
            code=question.code,
            label=question.label,
            typed=stated_as,
            form=one_line(scale.form),
            node=question.code,
            cell=given.choices_cell,
        )


def _ratio(
    question: Question,
    ratio: Ratio,
    rubric: Rubric,
    answers: Answers,
    given: Given,
    typed_counts: Mapping[str, Reading],
    counts: Mapping[str, Reading],
) -> tuple[Reading, list[Finding]]:
    wrong = [count for count in question.inputs if count.sum is None and counts[count.code].state == "invalid"]
    if wrong:
        problems = {count.label: counts[count.code].problem for count in wrong}
        findings = [
            _invalid(question, f"{count.label}: {problems[count.label]}", answers[count.code]) for count in wrong
        ]
        return Reading(
            "invalid", problem="; ".join(f"{label}: {problem}" for label, problem in problems.items())
        ), findings
    typed = read_answer(given.answer, rubric.scales[question.scale], rubric.unanswered_texts)
    missing = _missing(question, counts)
    if not missing:
        reading, findings = _divide(question, ratio, _values(question, counts), given)
        # Where a sum was typed over, the percentage follows it: that is said of the sum.
        if _contradicts(typed, reading) and not _follows(typed, question, ratio, typed_counts, given):
            written_as = typed.shown or _typed(given.answer)
            findings.append(
                rules.PERCENT_DIFFERS.at(
                    "{code} {label}: tertulis {typed}; dihitung dari jumlahnya {shown}.",
                    code=question.code,
                    label=question.label,
                    typed=written_as,
                    shown=reading.shown,
                    node=question.code,
                    cell=given.cell,
                )
            )
        return reading, findings
    if typed.state == "answered":
        named = _named([count for count in question.inputs if count.code in missing], answers)
        typed_alone = rules.PERCENT_TYPED.at(
            "{code} {label}: {shown} dipakai, jumlahnya belum lengkap: {named} kosong.",
            code=question.code,
            label=question.label,
            shown=typed.shown,
            named=named,
            node=question.code,
            cell=given.cell,
        )
        return typed, [typed_alone]
    if typed.state == "invalid" and not typed.excel_error:
        return typed, [_invalid(question, typed.problem, given)]
    # A formula over incomplete counts shows an error: then the counts are what is missing, not the percentage.
    uncomputed = all(counts[code].state == "uncomputed" for code in missing)
    return Reading("uncomputed" if uncomputed else "unanswered", missing=missing), []


def _contradicts(typed: Reading, counted: Reading) -> bool:
    if typed.value is None or counted.value is None:
        return typed.state == "invalid" and not typed.excel_error
    return not same_ratio(typed.value, counted.value)


def same_ratio(typed: float, counted: float) -> bool:
    """Return whether a percentage, which is often typed rounded, is that of its counts: half a percent is none."""
    return abs(typed - counted) <= _SAME_RATIO + EPSILON


def _follows(
    typed: Reading, question: Question, ratio: Ratio, typed_counts: Mapping[str, Reading], given: Given
) -> bool:
    """Return whether a percentage is the ratio of the counts as typed, sums not added up."""
    counts = _values(question, typed_counts)
    if typed.value is None or not counts.keys() >= set(question.required_inputs):
        return False
    return not _contradicts(typed, _divide(question, ratio, counts, given)[0])


def _divide(
    question: Question, ratio: Ratio, counts: Mapping[str, float], given: Given
) -> tuple[Reading, list[Finding]]:
    held = ratio_value(ratio, counts)
    below = ratio.denominator_expression.value(counts)
    if below == 0:
        finding = rules.ZERO_RULE.at(
            "{code} {label}: pembaginya 0, nilainya menurut rubrik {value}.",
            code=question.code,
            label=question.label,
            value=format_percent(held, 0),
            node=question.code,
            cell=given.cell,
        )
        return Reading("answered", held, format_percent(held, 2), zero_rule=True), [finding]
    value = ratio.numerator_expression.value(counts) / below
    findings = []
    if held != value:
        findings.append(
            rules.RATIO_OUT_OF_RANGE.at(
                "{code} {label}: dihitung {value}; dipakai {held}.",
                code=question.code,
                label=question.label,
                value=format_percent(value, 2),
                held=format_percent(held, 0),
                node=question.code,
                cell=given.cell,
            )
        )
    return Reading("answered", held, format_percent(held, 2)), findings


def _typed_counts(question: Question, rubric: Rubric, answers: Answers) -> dict[str, Reading]:
    """Return what stands in the cells of a question's inputs, by code."""
    scale, unanswered = rubric.count_scale, rubric.unanswered_texts
    typed = {}
    for count in question.inputs:
        given = answers.get(count.code)
        if given is None:
            typed[count.code] = NOT_FOUND
        else:
            typed[count.code] = UNCOMPUTED if given.uncomputed else read_answer(given.answer, scale, unanswered)
    return typed


def _sums(question: Question, typed: Mapping[str, Reading]) -> dict[str, Reading]:
    """Return the inputs that are sums whose parts are all filled in, added up; those of a default only where blank."""
    added = {}
    for count in question.inputs:
        expression = count.sum_expression
        if expression is None and typed[count.code].state in _BLANK:
            expression = count.default_expression
        if expression is not None:
            values = _values(question, typed)
            if all(name in values for name in expression.names):
                value = expression.value(values)
                added[count.code] = Reading("answered", value, format_number(value, 0))
    return added


def _defaults_used(
    question: Question, typed: Mapping[str, Reading], counts: Mapping[str, Reading], answers: Answers
) -> Iterator[Finding]:
    """Yield which counts were left blank, so that the sum of others stands in for them."""
    for count in question.inputs:
        if count.default is not None and typed[count.code].value is None and counts[count.code].value is not None:
            given = answers.get(count.code)
            yield rules.SUM_FROM_PARTS.at(
                "{code} {label}: kosong; dipakai penjumlahan bagiannya, {count}.",
                node=question.code,
                cell=given.cell if given else None,
                code=count.code,
                label=count.label,
                count=counts[count.code].shown,
            )


def _values(question: Question, counts: Mapping[str, Reading]) -> dict[str, float]:
    """Return the counts that are filled in, by their names in formulas."""
    return {count.name: value for count in question.inputs if (value := counts[count.code].value) is not None}


def _missing(question: Question, counts: Mapping[str, Reading]) -> tuple[str, ...]:
    """Return the codes of the inputs that a ratio lacks; of a sum that is not typed either, its parts."""
    named = question.inputs_by_name
    needed: list[Input] = []
    for name in question.required_inputs:
        count_named = named[name]
        if counts[count_named.code].value is None:
            there = count_named.sum_expression is None and counts[count_named.code].state != "not-found"
            parts = None if there else count_named.sum_expression or count_named.default_expression
            needed += [named[part] for part in parts.names] if parts else [count_named]
    lacking = {count.code for count in needed if counts[count.code].value is None}
    return tuple(count.code for count in question.inputs if count.code in lacking) if lacking else ()


def _sum_findings(
    question: Question, typed: Mapping[str, Reading], counts: Mapping[str, Reading], answers: Answers
) -> Iterator[Finding]:
    """Yield what is to be said of sums that were typed: another number than their parts give, or parts missing."""
    for count in question.inputs:
        written = typed[count.code]
        if count.sum_expression is None or written.value is None:
            continue
        values = _values(question, typed)
        parts = {
            name: (values[name],) * 2 if name in values else (0.0, math.inf) for name in count.sum_expression.names
        }
        least, most = count.sum_expression.limits(parts)
        cell = answers[count.code].cell
        cell_text = f"{count.code} {count.label}: tertulis {written.shown}"
        if least == most != written.value:
            yield rules.SUM_DIFFERS.at(
                "{typed}; penjumlahan bagiannya {shown}; itu yang dipakai.",
                typed=cell_text,
                shown=counts[count.code].shown,
                node=question.code,
                cell=cell,
            )
        elif not least <= written.value <= most:
            yield rules.SUM_DIFFERS.at(
                "{typed}, padahal bagian yang sudah terisi {least}.",
                typed=cell_text,
                least=format_number(least, 0),
                node=question.code,
                cell=cell,
            )
        elif least != most:
            blank = [part for part in question.inputs if part.name in parts and part.name not in values]
            yield rules.SUM_TYPED.at(
                "{typed}, yang dipakai; bagiannya belum lengkap: {blank} kosong.",
                typed=cell_text,
                blank=_named(blank, answers),
                node=question.code,
                cell=cell,
            )
