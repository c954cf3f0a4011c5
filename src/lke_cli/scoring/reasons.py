"""Why a score that a workbook shows is not ours: small rules, tried in order; the first that fits is said.

Each rule takes a case and gives the reason, or None where it does not fit. To add one is to add a row to its list.
The form's arithmetic and its known faults were found by recalculating it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from lke_cli.answers import Formulas, Given, Reading, squeeze
from lke_cli.constants import TOTAL
from lke_cli.findings import Finding, Rule
from lke_cli.numbers import EPSILON, format_number
from lke_cli.record import record
from lke_cli.results import NodeScore
from lke_cli.rubric import Question, Rubric, Scale
from lke_cli.scoring import rules
from lke_cli.scoring.differences import TOLERANCE, Differences, ShownSheet, as_number, shows_error
from lke_cli.scoring.nodes import EMPTY_MEAN, node_scores
from lke_cli.untrusted import one_line, printable
from lke_cli.values import CellValue

_STALE = "berkas belum dihitung ulang"
_BROKEN = "rumusnya menghasilkan galat, misalnya karena acuan yang hilang"
_ENOUGH = 3  # questions with one answer that all show another value: their formulas hold it
_OTHER_VALUES = "Pastikan berkas itu memakai formulir yang sama dengan rubriknya; rubrik yang dipakai."
_AS_SPELT = "Tulis jawabannya persis seperti di kolom Pilihan Jawaban; angka dan persentase sebagai angka, bukan teks."
_RECALCULATE = "Hitung ulang berkas di Excel (Ctrl+Alt+F9), lalu simpan."
_AS_PERCENT = "Tulis persentasenya dengan tanda persen (85%), atau isi jumlahnya dan kembalikan rumus persentasenya."
_ZERO = "Galat itu hilang bila pembaginya tidak 0; nilai menurut rubrik adalah hitungan lke."


class _Reason(NamedTuple):
    """The rule of a finding, what it says (Indonesian, part of a sentence); advice where the rule's own is wrong."""

    rule: Rule
    sentence: str
    advice: str | None = None


@record
class _Cells:
    """All score cells of a sheet. formulas: what is known of theirs. differing: the codes whose score is not ours."""

    sheet: ShownSheet
    formulas: Formulas | None
    differing: Collection[str]


def difference_findings(differences: Differences, formulas: Formulas | None) -> Iterator[Finding]:
    """Yield a finding per question and node that differs, and per formula that is at fault.

    formulas: what is known of the sheet's formulas, None where nothing is.
    """
    if not differences:
        return
    sheet = differences.sheet
    if _is_empty(differences, formulas):
        yield rules.NOT_CALCULATED.at("Berkas tidak memuat nilai hasil hitung, jadi tidak ada yang dibandingkan.")
    cells = _Cells(sheet, formulas, frozenset({*differences.questions, *differences.nodes}))
    for code in differences.questions:
        yield _finding(code, sheet, question_reason(code, cells))
    if differences.nodes:
        values = {code: reading.value for code, reading in sheet.readings.items()}
        skipping = node_scores(sheet.rubric, values, "skip")
        for code in differences.nodes:
            yield _finding(code, sheet, node_reason(code, cells, skipping))
    yield from _faults(cells)


def _is_empty(differences: Differences, formulas: Formulas | None) -> bool:
    """Return whether the sheet holds answers and no scores: it was never calculated, or its formulas were lost."""
    sheet = differences.sheet
    if differences.calculated or not (formulas is not None or not sheet.shown):
        return False
    answered = any(reading.state == "answered" for reading in sheet.readings.values())
    return answered and any(sheet.has_cell(code) for code in (*sheet.rubric.nodes, TOTAL))


def _finding(code: str, sheet: ShownSheet, reason: _Reason) -> Finding:
    theirs = sheet.shown.get(code)
    ours: float | str | None
    if code in sheet.nodes:
        ours = sheet.nodes[code].error or sheet.nodes[code].score
    else:
        ours = sheet.ours(code)
        ours = 0.0 if ours is None and sheet.blank == "zero" else ours
    return reason.rule.at(
        "{code} {label}: tertulis {shown}; dihitung {ours}; {reason}.",
        node=code,
        cell=sheet.answers[code].shown_cell,
        advice=reason.advice,
        code=code,
        label=sheet.rubric.label(code),
        shown=theirs if isinstance(theirs, float) else f"'{theirs}'" if theirs else "kosong",
        ours=format_number(None) if ours is None else ours,
        reason=reason.sentence,
    )


def _faults(cells: _Cells) -> Iterator[Finding]:
    """Yield a finding per faulty formula whose number agrees for now, or is not calculated."""
    sheet = cells.sheet
    for code in sheet.rubric.scored if cells.formulas else ():
        reason = None if code in cells.differing or not sheet.has_cell(code) else fault_of(code, cells)
        if reason is not None:
            yield reason.rule.at(
                "{code} {label}: {reason}{now}.",
                node=code,
                cell=sheet.answers[code].shown_cell,
                advice=reason.advice,
                code=code,
                label=sheet.rubric.label(code),
                reason=reason.sentence,
                now="; nilainya kini sama dengan hitungan" if code in sheet.shown else "",
            )


def fault_of(code: str, cells: _Cells) -> _Reason | None:
    """Return what is wrong with the formula itself."""
    formulas = cells.formulas
    if formulas is None:
        return None
    if code in formulas.overwritten:
        theirs = cells.sheet.shown.get(code)
        holds = "berisi angka, bukan rumus" if isinstance(theirs, float) else "berisi teks, bukan rumus"
        return _Reason(rules.FORMULA_OVERWRITTEN, f"sel nilainya {holds if theirs is not None else 'tanpa rumus'}")
    if code in formulas.elsewhere:
        how_read = f"rumusnya mengambil {formulas.elsewhere[code]}, yang tidak berisi rumus"
        return _Reason(rules.FORMULA_OVERWRITTEN, how_read)
    if code in formulas.missed:
        return _Reason(rules.FORMULA_MISSES_ROW, f"rumusnya tidak memuat baris {_list(formulas.missed[code])}")
    return None


def _unexplained(code: str, cells: _Cells) -> _Reason:
    """Return the reason that is left where the cell does not follow from those that its formula takes."""
    formulas, theirs = cells.formulas, cells.sheet.shown.get(code)
    if formulas is None or code not in formulas.present:
        typed = "sel nilai ditimpa angka" if isinstance(theirs, float) else "sel nilai ditimpa"
        return _Reason(rules.WORKBOOK_DIFFERS, f"{typed}, rumusnya diubah, atau {_STALE}")
    if code in formulas.plain:
        return _Reason(rules.WORKBOOK_DIFFERS, f"rumusnya utuh, jadi {_STALE}", _RECALCULATE)
    if shows_error(theirs):
        return _Reason(rules.WORKBOOK_DIFFERS, _BROKEN)
    return _Reason(rules.WORKBOOK_DIFFERS, f"{_STALE}, atau rumusnya lain dari biasanya")


@dataclass(frozen=True)
class _Asked:
    """A question whose shown score is not ours."""

    code: str
    cells: _Cells

    @cached_property
    def question(self) -> Question:
        return self.cells.sheet.rubric.questions[self.code]

    @cached_property
    def scale(self) -> Scale:
        return self.cells.sheet.rubric.scales[self.question.scale]

    @cached_property
    def given(self) -> Given:
        return self.cells.sheet.answers[self.code]

    @cached_property
    def reading(self) -> Reading:
        return self.cells.sheet.readings[self.code]

    @cached_property
    def theirs(self) -> float | str | None:
        return self.cells.sheet.shown.get(self.code)

    @cached_property
    def place(self) -> str:
        return _place(self.given.cell)

    @cached_property
    def answer(self) -> str:
        """The answer as it is spelt, spaces and all: they may be what the formula stumbles over."""
        return printable(str(self.given.answer)).replace("\n", " ")[:20]

    @cached_property
    def weight(self) -> float:
        return self.question.weight or 1.0

    @cached_property
    def stated_weight(self) -> float | None:
        """The weight in the sheet, where the question has one of its own."""
        return as_number(self.given.weight) if self.question.weight is not None else None

    def fits(self, scale: Scale | None) -> bool:
        """Return whether the cell shows what a form's formula makes of the answer under a scale."""
        value = None if scale is None else _by_form(self.given.answer, scale)
        if value is None or not isinstance(self.theirs, float):
            return value is None and not isinstance(self.theirs, float)
        weight = self.weight if self.stated_weight is None else self.stated_weight
        return abs(value * weight - self.theirs) <= TOLERANCE

    @cached_property
    def fits_its_scale(self) -> bool:
        """Whether the cell shows what the form's own formula makes of the answer as it is spelt."""
        return bool(self.answer.strip()) and self.fits(self.scale)

    @cached_property
    def is_beyond(self) -> bool:
        """Whether the cell shows more than any number gives that may be asked for."""
        most = 2 * self.weight
        return self.scale.kind != "choice" and isinstance(self.theirs, float) and self.theirs > most


def _other_choices(asked: _Asked) -> _Reason | None:
    """The sheet states other choices, and its formula reads the answer by them."""
    given, scales = asked.given, asked.cells.sheet.rubric.scales
    if given.choices_cell is None or squeeze(given.choices) == squeeze(asked.scale.form):
        return None
    choices = squeeze(given.choices)
    other = next((scale for scale in scales.values() if choices and squeeze(scale.form) == choices), None)
    if not asked.fits(other):
        return None
    written = f"tertulis '{one_line(given.choices, 20)}'" if choices else "kosong"
    how = "membaca jawabannya menurut pilihan itu" if other else "tidak menilai pertanyaan ini"
    why = f"Pilihan Jawaban di {_place(given.choices_cell)} {written}, jadi rumus formulir {how}"
    return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, why)


def _division_by_zero(asked: _Asked) -> _Reason | None:
    """The form divides by 0 where the rubric has a rule for it."""
    if asked.reading.zero_rule and shows_error(asked.theirs):
        return _Reason(rules.WORKBOOK_DIFFERS, "rumus formulir membagi dengan 0", _ZERO)
    return None


def _invalid_but_counted(asked: _Asked) -> _Reason | None:
    """The answer is not valid here, and the form counts it."""
    if asked.fits_its_scale and asked.reading.state == "invalid":
        why = "jawabannya tidak sah, tetapi rumus formulir tetap menghitungnya"
        return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, why)
    return None


def _error_in_the_answer(asked: _Asked) -> _Reason | None:
    """The answer's cell holds an error itself."""
    if asked.fits_its_scale and shows_error(asked.answer):
        return _Reason(rules.WORKBOOK_DIFFERS, f"ikut dari galat {asked.answer} di {asked.place}")
    return None


def _spelling(asked: _Asked) -> _Reason | None:
    """The form knows an answer only as it spells it."""
    if asked.fits_its_scale and not isinstance(asked.theirs, float):
        why = f"rumus formulir tidak mengenali '{asked.answer}' seperti tertulis di {asked.place}"
        return _Reason(rules.WORKBOOK_DIFFERS, why, _AS_SPELT)
    return None


def _typed_percentage(asked: _Asked) -> _Reason | None:
    """The form takes a percentage as it is typed, whatever its counts say."""
    if not asked.fits_its_scale or asked.question.ratio is None:
        return None
    why = f"rumus formulir memakai isi sel persentase {asked.place} apa adanya"
    if asked.code in asked.cells.sheet.differing:
        return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, why)
    return _Reason(rules.WORKBOOK_DIFFERS, why, _AS_PERCENT)


def _changed_weight(asked: _Asked) -> _Reason | None:
    """The sheet states another weight of the question."""
    stated = asked.stated_weight
    if asked.fits_its_scale and stated is not None and abs(stated - asked.weight) > EPSILON:
        return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, _other_weight(stated, asked.weight))
    return None


def _date_as_number(asked: _Asked) -> _Reason | None:
    """A date is the number of its day to a formula."""
    if asked.is_beyond and isinstance(asked.given.answer, date):
        why = f"isian di {asked.place} tanggal, yang dihitung rumus formulir sebagai nomor harinya"
        return _Reason(rules.WORKBOOK_DIFFERS_FOLLOWS, why)
    return None


def _text_as_number(asked: _Asked) -> _Reason | None:
    """3,625 as text is 3625 to a program that writes 3.625."""
    if asked.is_beyond and isinstance(asked.given.answer, str):
        why = f"rumus formulir membaca teks '{asked.answer}' di {asked.place} sebagai bilangan lain"
        return _Reason(rules.WORKBOOK_DIFFERS, why, _AS_SPELT)
    return None


def _other_values(asked: _Asked) -> _Reason | None:
    """The sheet shows the same for every question with this answer: its formulas hold other values."""
    if isinstance(asked.theirs, float) and _everywhere(asked.code, asked.theirs, asked.cells.sheet):
        form = one_line(asked.scale.form)
        why = f"rumus di berkas memberi nilai itu untuk setiap jawaban '{asked.reading.shown}' pada {form}"
        return _Reason(rules.WORKBOOK_DIFFERS, why, _OTHER_VALUES)
    return None


QUESTION_RULES: tuple[Callable[[_Asked], _Reason | None], ...] = (
    _other_choices,
    _division_by_zero,
    _invalid_but_counted,
    _error_in_the_answer,
    _spelling,
    _typed_percentage,
    _changed_weight,
    _date_as_number,
    _text_as_number,
    _other_values,
)
"""Why a question's cell shows another score, behind a fault of its formula: the first that fits."""


def question_reason(code: str, cells: _Cells) -> _Reason:
    """Return why a question's cell shows another score than ours."""
    fault = fault_of(code, cells)
    if fault is not None:
        return fault
    asked = _Asked(code, cells)
    reasons = (rule(asked) for rule in QUESTION_RULES)
    return next((reason for reason in reasons if reason is not None), None) or _unexplained(code, cells)


def _everywhere(code: str, theirs: float, sheet: ShownSheet) -> bool:
    """Return whether the sheet shows this for every question with the same answer."""
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


@dataclass(frozen=True)
class _Summed:
    """A node whose shown score is not ours. skipping: all nodes as the form counts them, blanks left out."""

    code: str
    cells: _Cells
    skipping: Mapping[str, NodeScore]

    @property
    def sheet(self) -> ShownSheet:
        return self.cells.sheet

    @cached_property
    def theirs(self) -> float | str | None:
        return self.sheet.shown.get(self.code)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return self.sheet.rubric.parts_of(self.code)

    @cached_property
    def changed(self) -> list[str]:
        """The parts whose own scores are not ours."""
        return [part for part in self.parts if part in self.cells.differing]

    @cached_property
    def numbers(self) -> dict[str, float]:
        """What the sheet shows for the parts."""
        shown = self.sheet.shown
        return {part: number for part in self.parts if isinstance(number := shown.get(part), float)}

    @cached_property
    def errors(self) -> list[str]:
        return [part for part in self.parts if shows_error(self.sheet.shown.get(part))]

    @cached_property
    def blank(self) -> list[str]:
        """The questions among the parts that have no valid answer."""
        readings = self.sheet.readings
        return [part for part in self.parts if part in readings and readings[part].value is None]

    @cached_property
    def weight(self) -> float:
        return self.sheet.rubric.weights[self.code]

    @cached_property
    def taken_weight(self) -> float:
        """The weight that its formula takes: a sum takes none, a changed one has no effect on it."""
        stated = as_number(self.sheet.answers[self.code].weight)
        return self.weight if stated is None or not self.sheet.rubric.is_mean(self.code) else stated


def _faulty_sum(summed: _Summed) -> _Reason | None:
    """The formula itself is at fault."""
    fault = fault_of(summed.code, summed.cells)
    if fault is None:
        return None
    follows = summed.changed and fault.rule is rules.FORMULA_MISSES_ROW
    return _Reason(fault.rule, fault.sentence + (f"; juga ikut dari {_list(summed.changed)}" if follows else ""))


def _text_in_the_cell(summed: _Summed) -> _Reason | None:
    """The cell holds a text."""
    if isinstance(summed.theirs, str) and not shows_error(summed.theirs):
        return _Reason(rules.WORKBOOK_DIFFERS, "sel nilainya berisi teks")
    return None


def _follows_from_parts(summed: _Summed) -> _Reason | None:
    """A plain formula makes it of the parts as the sheet shows them."""
    sheet, code = summed.sheet, summed.code
    made = _made(code, sheet.rubric, summed.numbers, summed.errors, summed.taken_weight)
    if not _same(summed.theirs, made):
        return None
    changed, blank = summed.changed, summed.blank
    if summed.errors:
        changed, blank = [[part for part in some if part in summed.errors] for some in (changed, blank)]
    # Where we leave blanks out too, they make no difference.
    skipped = [] if sheet.blank == "skip" else [p for p in blank if p not in summed.numbers and p not in changed]
    lost = [part for part in summed.parts if part not in sheet.answers]
    causes = [f"ikut dari {_list(changed)}"] if changed else []
    causes += [_other_weight(summed.taken_weight, summed.weight)] if summed.taken_weight != summed.weight else []
    causes += [_by_blanks(shows_error(summed.theirs), skipped)] if skipped else []
    causes += [f"lembar tidak memuat baris {_list(lost)}"] if lost else []
    rule = rules.WORKBOOK_DIFFERS_BLANK if skipped else rules.WORKBOOK_DIFFERS_FOLLOWS
    return _Reason(rule, "; ".join(causes) or "selisih kecil di bawahnya terkumpul")


def _skips_blanks(summed: _Summed) -> _Reason | None:
    """The form leaves blanks out, and shows nothing of the parts. Some programs write 0 where the form's formula says
    that a question is not filled in."""
    by_form = summed.skipping[summed.code]
    in_doubt = not any(part in summed.sheet.shown for part in summed.parts) or by_form.error is not None
    if in_doubt and _same(summed.theirs, by_form.error or by_form.score):
        why = _by_blanks(by_form.error is not None, _unread(summed.code, summed.sheet))
        return _Reason(rules.WORKBOOK_DIFFERS_BLANK, why)
    return None


def _broken(summed: _Summed) -> _Reason | None:
    """The cell shows an error that nothing explains."""
    return _Reason(rules.WORKBOOK_DIFFERS, _BROKEN) if shows_error(summed.theirs) else None


def _leaves_a_row_out(summed: _Summed) -> _Reason | None:
    """Without one of the parts it would be what the sheet shows."""
    if summed.cells.formulas is not None or not isinstance(summed.theirs, float):
        return None
    rubric, numbers = summed.sheet.rubric, summed.numbers
    row = _row_left_out(summed.code, rubric, summed.theirs, numbers, summed.taken_weight)
    return _Reason(rules.WORKBOOK_DIFFERS, f"rumusnya melewatkan baris {row}") if row is not None else None


NODE_RULES: tuple[Callable[[_Summed], _Reason | None], ...] = (
    _faulty_sum,
    _text_in_the_cell,
    _follows_from_parts,
    _skips_blanks,
    _broken,
    _leaves_a_row_out,
)
"""Why a node's cell shows another score: the first that fits."""


def node_reason(code: str, cells: _Cells, skipping: Mapping[str, NodeScore]) -> _Reason:
    """Return why a node's cell shows another score than ours. skipping: all nodes, blanks left out of the means."""
    reasons = (rule(_Summed(code, cells, skipping)) for rule in NODE_RULES)
    return next((reason for reason in reasons if reason is not None), None) or _unexplained(code, cells)


def _other_weight(stated: float, weight: float) -> str:
    return f"bobot di lembar {format_number(stated)}; seharusnya {format_number(weight)}"


def _by_blanks(error: bool, blank: Sequence[str]) -> str:
    does = "menjadi galat karena" if error else "mengabaikan"
    return f"rumus formulir {does} pertanyaan tanpa jawaban sah ({_list(blank)})"


def _same(theirs: float | str | None, made: float | str | None) -> bool:
    if isinstance(theirs, float) and isinstance(made, float):
        return abs(theirs - made) <= TOLERANCE
    return shows_error(theirs) and isinstance(made, str)


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
        if any(_same(theirs, made_cell) for made_cell in made):
            return part
    return None


def _unread(code: str, sheet: ShownSheet) -> list[str]:
    """Return the questions below a node that have no valid answer."""
    if code in sheet.readings:
        return [code] if sheet.readings[code].value is None else []
    return [question for part in sheet.rubric.parts_of(code) for question in _unread(part, sheet)]


def _list(codes: Sequence[str]) -> str:
    return ", ".join(codes[:4]) + (f", dan {len(codes) - 4} lainnya" if len(codes) > 4 else "")


def _place(cell: str | None) -> str:
    return cell.rsplit("!", 1)[-1] if cell else "sel itu"
