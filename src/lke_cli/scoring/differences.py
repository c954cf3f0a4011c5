"""Where the score that a workbook shows differs from ours, and the likely reason.

The form's arithmetic and its known faults were found by recalculating it. Differences up to 0.005 are rounding.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lke_cli.answers.formulas import Formulas
from lke_cli.answers.given import Answers
from lke_cli.answers.reading import Reading, squeeze
from lke_cli.findings import Finding, Rule
from lke_cli.numbers import EPSILON, format_number, parse_number
from lke_cli.results.score import Blank, NodeScore
from lke_cli.rubric.model import TOTAL, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.nodes import EMPTY_MEAN, node_scores
from lke_cli.untrusted import one_line, printable
from lke_cli.values import CellValue

TOLERANCE = 0.005

Shown = Mapping[str, float | str]
"""What a workbook shows as scores, by code of question, node and total: a number, else the text or error."""

_STALE = "berkas belum dihitung ulang"
_BROKEN = "rumusnya menghasilkan galat, misalnya karena acuan yang hilang"
_ENOUGH = 3  # questions with one answer that all show another value: their formulas hold it
_OTHER_VALUES = "Pastikan berkas itu memakai formulir yang sama dengan rubriknya; rubrik yang dipakai."
_AS_SPELT = "Tulis jawabannya persis seperti di kolom Pilihan Jawaban; angka dan persentase sebagai angka, bukan teks."
_RECALCULATE = "Hitung ulang berkas di Excel (Ctrl+Alt+F9), lalu simpan."
_AS_PERCENT = "Tulis persentasenya dengan tanda persen (85%), atau isi jumlahnya dan kembalikan rumus persentasenya."
_ZERO = "Galat itu hilang bila pembaginya tidak 0; nilai menurut rubrik adalah hitungan lke."


def shown_scores(rubric: Rubric, answers: Answers) -> dict[str, float | str]:
    """Return what a workbook shows as scores; a code is left out where the cell is empty or not there."""
    shown: dict[str, float | str] = {}
    most = rubric.weights[TOTAL]
    for code in rubric.scored:
        given = answers.get(code)
        if given is not None and given.shown != "":
            number = as_number(given.shown, most)
            shown[code] = one_line(str(given.shown), 40) if number is None else number
    return shown


def as_number(value: CellValue, most: float | None = None) -> float | None:
    """Return the number that a cell holds, also as text (``3,5``; at ``most`` so much); None for anything else."""
    if isinstance(value, str):
        parsed = parse_number(value, most) if value else None
        return parsed[0] if parsed and not parsed[1] else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def changed_weights(rubric: Rubric, answers: Answers) -> Iterator[Finding]:
    """Yield a finding per node whose weight in the sheet is not the rubric's."""
    for code, weight in rubric.weights.items():
        given = answers.get(code)
        stated = as_number(given.weight) if given else None
        if given and stated is not None and abs(stated - weight) > EPSILON:
            yield rules.WEIGHT_DIFFERS.at(
                f"{code} {rubric.label(code)}: bobot di lembar {format_number(stated)}, "
                f"menurut rubrik {format_number(weight)}.",
                node=code,
                cell=given.weight_cell,
            )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is compared. nodes: our scores by code. told: questions whose counts or percentage were found to differ.

    formulas: gives what is known of the sheet's formulas; asked only where something differs, as it reads the file.
    """

    rubric: Rubric
    answers: Answers
    readings: Mapping[str, Reading]
    nodes: Mapping[str, NodeScore]
    blank: Blank
    shown: Shown
    told: Collection[str | None] = ()
    formulas: Callable[[], Formulas | None] = lambda: None


class _Reason(NamedTuple):
    rule: Rule
    said: str
    advice: str | None = None


def differences(sheet: Sheet) -> list[Finding]:
    """Return a finding per question and node whose shown score is not ours, or whose formula is at fault."""
    rubric, shown = sheet.rubric, sheet.shown
    nodes = [code for code in (*rubric.nodes, TOTAL) if _has_cell(sheet.answers, code)]
    calculated = bool(shown) and sum(code in shown for code in nodes) * 2 >= len(nodes)
    scored = calculated and sum(code in shown for code in rubric.questions) * 2 >= len(rubric.questions)
    questions = [code for code in rubric.questions if _question_differs(code, sheet, scored)]
    above = [code for code in nodes if _node_differs(code, sheet, calculated)]
    if calculated and not questions and not above:
        return []
    formulas = sheet.formulas()
    found = []
    empty = bool(nodes) and not calculated and (formulas is not None or not shown)
    if empty and any(reading.state == "answered" for reading in sheet.readings.values()):
        said = "Berkas tidak memuat nilai hasil hitung, jadi tidak ada yang dibandingkan."
        found.append(rules.NOT_CALCULATED.at(said))
    differing = {*questions, *above}
    found += [_finding(code, sheet, _question_reason(code, sheet, formulas)) for code in questions]
    if above:
        skipping = node_scores(rubric, {code: each.value for code, each in sheet.readings.items()}, "skip")
        found += [_finding(code, sheet, _node_reason(code, sheet, formulas, skipping, differing)) for code in above]
    return [*found, *_faults(sheet, formulas, differing)]


def _has_cell(answers: Answers, code: str) -> bool:
    given = answers.get(code)
    return given is not None and given.shown_cell is not None


def _question_differs(code: str, sheet: Sheet, scored: bool) -> bool:
    theirs = sheet.shown.get(code)
    if theirs is None and not _has_cell(sheet.answers, code):
        return False
    mine = _mine(code, sheet)
    if isinstance(theirs, float):
        if mine is None:
            mine = 0.0 if sheet.blank == "zero" else math.inf
        return abs(theirs - mine) > TOLERANCE
    return mine is not None and (theirs is not None or scored)


def _node_differs(code: str, sheet: Sheet, calculated: bool) -> bool:
    mine, theirs = sheet.nodes[code], sheet.shown.get(code)
    if isinstance(theirs, float):
        return mine.score is None or abs(theirs - mine.score) > TOLERANCE
    if theirs is None:
        return calculated
    # Which of the errors a cell shows depends on which of several blanks its formula meets first.
    return not (mine.error and _is_error(theirs))


def _mine(code: str, sheet: Sheet) -> float | None:
    """Return our score of a question as its cell should show it: its value, or the points of its own weight."""
    value = sheet.readings[code].value
    return None if value is None else value * (sheet.rubric.questions[code].weight or 1.0)


def _is_error(shown: float | str | None) -> bool:
    return isinstance(shown, str) and shown.startswith("#")


def _finding(code: str, sheet: Sheet, reason: _Reason) -> Finding:
    theirs = sheet.shown.get(code)
    if code in sheet.nodes:
        node = sheet.nodes[code]
        ours = node.error or format_number(node.score)
    else:
        mine = _mine(code, sheet)
        ours = format_number(0.0 if mine is None and sheet.blank == "zero" else mine)
    said = format_number(theirs) if isinstance(theirs, float) else f"'{theirs}'" if theirs else "kosong"
    return reason.rule.at(
        f"{code} {sheet.rubric.label(code)}: berkas menampilkan {said}, hitungan {ours}; {reason.said}.",
        node=code,
        cell=sheet.answers[code].shown_cell,
        advice=reason.advice,
    )


def _faults(sheet: Sheet, formulas: Formulas | None, differing: Collection[str]) -> Iterator[Finding]:
    """Yield a finding per faulty formula whose number agrees for now, or is not calculated."""
    for code in sheet.rubric.scored if formulas else ():
        reason = None if code in differing or not _has_cell(sheet.answers, code) else _fault(code, sheet, formulas)
        if reason is not None:
            now = "; nilainya kini sama dengan hitungan" if code in sheet.shown else ""
            yield reason.rule.at(
                f"{code} {sheet.rubric.label(code)}: {reason.said}{now}.",
                node=code,
                cell=sheet.answers[code].shown_cell,
                advice=reason.advice,
            )


def _fault(code: str, sheet: Sheet, formulas: Formulas | None) -> _Reason | None:
    """Return what is wrong with the formula itself."""
    if formulas is None:
        return None
    if code in formulas.overwritten:
        theirs = sheet.shown.get(code)
        holds = "berisi angka, bukan rumus" if isinstance(theirs, float) else "berisi teks, bukan rumus"
        return _Reason(rules.FORMULA_OVERWRITTEN, f"sel nilainya {holds if theirs is not None else 'tanpa rumus'}")
    if code in formulas.elsewhere:
        said = f"rumusnya mengambil {formulas.elsewhere[code]}, yang tidak berisi rumus"
        return _Reason(rules.FORMULA_OVERWRITTEN, said)
    if code in formulas.missed:
        return _Reason(rules.FORMULA_MISSES_ROW, f"rumusnya tidak memuat baris {_list(formulas.missed[code])}")
    return None


def _unexplained(code: str, sheet: Sheet, formulas: Formulas | None) -> _Reason:
    """Return the reason that is left where the cell does not follow from those that its formula takes."""
    if formulas is None or code not in formulas.present:
        typed = "sel nilai ditimpa angka" if isinstance(sheet.shown.get(code), float) else "sel nilai ditimpa"
        return _Reason(rules.WORKBOOK_DIFFERS, f"{typed}, rumusnya diubah, atau {_STALE}")
    if code in formulas.plain:
        return _Reason(rules.WORKBOOK_DIFFERS, f"rumusnya utuh, jadi {_STALE}", _RECALCULATE)
    if _is_error(sheet.shown.get(code)):
        return _Reason(rules.WORKBOOK_DIFFERS, _BROKEN)
    return _Reason(rules.WORKBOOK_DIFFERS, f"{_STALE}, atau rumusnya lain dari biasanya")


def _question_reason(code: str, sheet: Sheet, formulas: Formulas | None) -> _Reason:
    fault = _fault(code, sheet, formulas)
    if fault is not None:
        return fault
    given, reading, question = sheet.answers[code], sheet.readings[code], sheet.rubric.questions[code]
    theirs, scale = sheet.shown.get(code), sheet.rubric.scales[question.scale]
    place, answer = _place(given.cell), printable(str(given.answer)).replace("\n", " ")[:20]
    weight = question.weight or 1.0
    stated = as_number(given.weight) if question.weight is not None else None

    def fits(other: Scale | None) -> bool:
        """Return whether the cell shows what a form's formula makes of the answer under a scale."""
        value = None if other is None else _by_form(given.answer, other)
        if value is None or not isinstance(theirs, float):
            return value is None and not isinstance(theirs, float)
        return abs(value * (weight if stated is None else stated) - theirs) <= TOLERANCE

    if given.choices_cell is not None and squeeze(given.choices) != squeeze(scale.form):
        choices = squeeze(given.choices)
        other = next((each for each in sheet.rubric.scales.values() if choices and squeeze(each.form) == choices), None)
        if fits(other):
            written = f"tertulis '{one_line(given.choices, 20)}'" if choices else "kosong"
            how = "membaca jawabannya menurut pilihan itu" if other else "tidak menilai pertanyaan ini"
            said = f"Pilihan Jawaban di {_place(given.choices_cell)} {written}, jadi rumus formulir {how}"
            return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, said)
    if reading.zero_rule and _is_error(theirs):
        return _Reason(rules.WORKBOOK_DIFFERS, "rumus formulir membagi dengan 0", _ZERO)
    if answer.strip() and fits(scale):
        if reading.state == "invalid":
            said = "jawabannya tidak sah, tetapi rumus formulir tetap menghitungnya"
            return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, said)
        if _is_error(answer):
            return _Reason(rules.WORKBOOK_DIFFERS, f"ikut dari galat {answer} di {place}")
        if not isinstance(theirs, float):
            # As it is spelt, spaces and all: they may be what the formula stumbles over.
            said = f"rumus formulir tidak mengenali '{answer}' seperti tertulis di {place}"
            return _Reason(rules.WORKBOOK_DIFFERS, said, _AS_SPELT)
        if question.ratio is not None:
            said = f"rumus formulir memakai isi sel persentase {place} apa adanya"
            if code in sheet.told:
                return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, said)
            return _Reason(rules.WORKBOOK_DIFFERS, said, _AS_PERCENT)
        if stated is not None and abs(stated - weight) > EPSILON:
            return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, _other_weight(stated, weight))
    beyond = scale.kind != "choice" and isinstance(theirs, float) and theirs > 2 * weight
    if beyond and isinstance(given.answer, date):
        said = f"isian di {place} tanggal, yang dihitung rumus formulir sebagai nomor harinya"
        return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, said)
    if beyond and isinstance(given.answer, str):
        # No number that may be asked for gives so much: 3,625 as text is 3625 to a program that writes 3.625.
        said = f"rumus formulir membaca teks '{answer}' di {place} sebagai bilangan lain"
        return _Reason(rules.WORKBOOK_DIFFERS, said, _AS_SPELT)
    if isinstance(theirs, float) and _everywhere(code, theirs, sheet):
        said = f"rumus di berkas memberi nilai itu untuk setiap jawaban '{reading.shown}' pada {one_line(scale.form)}"
        return _Reason(rules.WORKBOOK_DIFFERS, said, _OTHER_VALUES)
    return _unexplained(code, sheet, formulas)


def _everywhere(code: str, theirs: float, sheet: Sheet) -> bool:
    """Return whether the sheet shows this for every question with the same answer: its formulas hold other values."""
    scale, value = sheet.rubric.questions[code].scale, sheet.readings[code].value
    alike = [
        sheet.shown.get(other)
        for other, question in sheet.rubric.questions.items()
        if question.scale == scale and question.weight is None and sheet.readings[other].value == value
    ]
    return len(alike) >= _ENOUGH and all(_same(theirs, shown) for shown in alike)


def _by_form(answer: CellValue, scale: Scale) -> float | None:
    """Return what a form's formula makes of an answer: it knows options only as they are spelt, and takes a number
    as it is."""
    if scale.kind == "choice":
        spelt = {option.lower(): value for option, value in scale.options.items()}
        return spelt.get(answer.lower()) if isinstance(answer, str) else None
    if isinstance(answer, str | bool) or not isinstance(answer, int | float) or scale.kind == "count":
        return None
    return answer / scale.maximum if scale.kind == "number" else float(answer)


def _other_weight(stated: float, weight: float) -> str:
    return f"bobot di lembar {format_number(stated)}, bukan {format_number(weight)}"


def _node_reason(
    code: str,
    sheet: Sheet,
    formulas: Formulas | None,
    skipping: Mapping[str, NodeScore],
    differing: Collection[str],
) -> _Reason:
    rubric, shown = sheet.rubric, sheet.shown
    theirs, parts = shown.get(code), rubric.parts_of(code)
    fault = _fault(code, sheet, formulas)
    changed = [part for part in parts if part in differing]
    if fault is not None:
        also = f"; juga ikut dari {_list(changed)}" if changed and fault.rule is rules.FORMULA_MISSES_ROW else ""
        return _Reason(fault.rule, fault.said + also)
    if isinstance(theirs, str) and not _is_error(theirs):
        return _Reason(rules.WORKBOOK_DIFFERS, "sel nilainya berisi teks")
    weight, stated = rubric.weights[code], as_number(sheet.answers[code].weight)
    # A sum takes no weight; a changed one has no effect on it.
    taken = weight if stated is None or not rubric.is_mean(code) else stated
    numbers = {part: number for part in parts if isinstance(number := shown.get(part), float)}
    errors = [part for part in parts if _is_error(shown.get(part))]
    blank = [part for part in parts if part in sheet.readings and sheet.readings[part].value is None]
    if _same(theirs, _made(code, rubric, numbers, errors, taken)):
        if errors:
            changed, blank = [[part for part in some if part in errors] for some in (changed, blank)]
        causes = [f"ikut dari {_list(changed)}"] if changed else []
        if taken != weight:
            causes.append(_other_weight(taken, weight))
        by_rule = sheet.blank == "skip"  # we leave them out too: they make no difference
        skipped = [part for part in blank if part not in numbers and part not in changed and not by_rule]
        if skipped:
            causes.append(_by_blanks(_is_error(theirs), skipped))
        rule = rules.WORKBOOK_DIFFERS_BLANK if skipped else rules.WORKBOOK_DIFFERS_FOLLOWS
        lost = [part for part in parts if part not in sheet.answers]
        if lost:
            causes.append(f"lembar tidak memuat baris {_list(lost)}")
        return _Reason(rule, "; ".join(causes) or "selisih kecil di bawahnya terkumpul")
    by_form = skipping[code]
    # Some programs write 0 where the form's formula says that a question is not filled in.
    in_doubt = not any(part in shown for part in parts) or by_form.error is not None
    if in_doubt and _same(theirs, by_form.error or by_form.score):
        return _Reason(rules.WORKBOOK_DIFFERS_BLANK, _by_blanks(by_form.error is not None, _unread(code, sheet)))
    if _is_error(theirs):
        return _Reason(rules.WORKBOOK_DIFFERS, _BROKEN)
    if formulas is None and isinstance(theirs, float):
        row = _row_left_out(code, rubric, theirs, numbers, taken)
        if row is not None:
            return _Reason(rules.WORKBOOK_DIFFERS, f"rumusnya melewatkan baris {row}")
    return _unexplained(code, sheet, formulas)


def _by_blanks(error: bool, blank: Sequence[str]) -> str:
    does = "menjadi galat karena" if error else "mengabaikan"
    return f"rumus formulir {does} pertanyaan tanpa jawaban sah ({_list(blank)})"


def _same(theirs: float | str | None, made: float | str | None) -> bool:
    if isinstance(theirs, float) and isinstance(made, float):
        return abs(theirs - made) <= TOLERANCE
    return _is_error(theirs) and isinstance(made, str)


def _made(
    code: str, rubric: Rubric, numbers: Mapping[str, float], errors: Collection[str], weight: float
) -> float | str | None:
    """Return what a plain formula makes of the parts as the sheet shows them: their sum, or their mean x weight."""
    if errors:
        return EMPTY_MEAN
    if not rubric.is_mean(code):
        return sum(numbers.values()) if numbers else None
    return sum(numbers.values()) / len(numbers) * weight if numbers else EMPTY_MEAN


def _row_left_out(code: str, rubric: Rubric, theirs: float, numbers: Mapping[str, float], weight: float) -> str | None:
    """Return the part without which the sum or mean would be what the sheet shows."""
    for part in numbers:
        rest = {other: number for other, number in numbers.items() if other != part}
        if not rest:
            continue
        made = [_made(code, rubric, rest, (), weight)]
        if not rubric.is_mean(code):
            # A mean taken where a sum belongs: the share of the parts' own weight, scaled to the node's.
            made.append(sum(rest.values()) / sum(rubric.weights[other] for other in rest) * weight)
        if any(_same(theirs, each) for each in made):
            return part
    return None


def _unread(code: str, sheet: Sheet) -> list[str]:
    """Return the questions below a node that have no valid answer."""
    if code in sheet.readings:
        return [code] if sheet.readings[code].value is None else []
    return [question for part in sheet.rubric.parts_of(code) for question in _unread(part, sheet)]


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes[:4]) + (f", dan {len(codes) - 4} lainnya" if len(codes) > 4 else "")


def _place(cell: str | None) -> str:
    return cell.rsplit("!", 1)[-1] if cell else "sel itu"
