"""Which sheets of a workbook are the LKE, and whose answers are read of them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lke_cli.answers import squeeze
from lke_cli.errors import AbsentError
from lke_cli.findings import Finding
from lke_cli.rubric import Rubric
from lke_cli.values import as_text
from lke_cli.workbook import rules
from lke_cli.workbook.book import is_unanswered
from lke_cli.workbook.columns.headers import BY_ASSESSOR, Headers
from lke_cli.workbook.columns.marks import marked
from lke_cli.workbook.form import Understood, marks_of
from lke_cli.workbook.layout import UNIT, Layout
from lke_cli.workbook.options import ReadSettings
from lke_cli.workbook.sheet_findings import hidden_twin
from lke_cli.workbook.undecided import no_assessor, undecided_columns, undecided_sheets

_LKE_SHARE = 0.35  # of the rubric's questions that a sheet must hold to be taken for an LKE
FEW = 2
"""Questions that make a sheet a part of an LKE."""
_CHANCE = 0.1  # of a sheet's questions that may stand on another one too, by chance likeness of their texts


class Choice:
    """Chooses among sheets as they were understood under one rubric."""

    def __init__(self, rubric: Rubric, headers: Headers) -> None:
        self._rubric = rubric
        self._headers = headers
        self._order = [*rubric.questions, *rubric.inputs]

    def choose(
        self, path: Path, understood: Sequence[Understood], options: ReadSettings
    ) -> tuple[list[Understood], str]:
        """Return the sheets that are the LKE, the one with most questions first, and whose answers are read.

        Raises LkeError where there are none, UndecidedError where they could be read in two ways.
        """
        fit = [seen for seen in understood if seen.form.questions and seen.layout]
        visible = [seen for seen in fit if not seen.sheet.hidden] or fit
        codes = {code for seen in visible for code in seen.form.items if code in self._rubric.questions}
        if len(codes) < (1 if options.sheets else max(1, _LKE_SHARE * len(self._rubric.questions))):
            raise AbsentError(no_lke(path, understood, len(self._rubric.questions)))
        ranked = sorted(visible, key=lambda seen: (self._headers.is_others(seen.sheet.name), -seen.form.questions))
        answered = [(seen, whose) for seen in ranked if (whose := self.assessor(options.assessor, seen.known))]
        if not answered:
            raise no_assessor(path, ranked[0].sheet.name, options.assessor, ranked[0].known, self._rubric)
        whose = answered[0][1]
        main, *rest = self._filled([seen for seen, who in answered if who == whose], whose)
        chosen = [main]
        for seen in rest:
            if self._goes_on(path, chosen, seen, whose, named=len(options.sheets) > 1):
                chosen.append(seen)
        for seen in chosen:
            doubt = seen.known.doubts.get(whose)
            if doubt is not None and doubt.kind == "elsewhere":
                raise no_assessor(path, seen.sheet.name, options.assessor, seen.known, self._rubric)
            if doubt is not None:
                raise undecided_columns(path, seen.sheet, seen.known, doubt, whose)
        if whose == UNIT and not options.sheets and not options.columns:
            self._refuse_state(path, chosen, [seen for seen in visible if seen not in chosen])
        return chosen, whose

    def _refuse_state(self, path: Path, chosen: Sequence[Understood], others: Sequence[Understood]) -> None:
        """Raise UndecidedError where the answers are called final, or the like, and another sheet holds a reviewer's:
        they may be the reviewers' as well."""
        beside = [(sheet, who) for sheet in others for who in sheet.known.answers if who != UNIT]
        for seen in chosen if beside else ():
            own = self._answers(seen, UNIT) if self._says_state(seen) else {}
            for other, who in beside:
                given = {code: text for code, text in self._answers(other, who).items() if text}
                for code in self._order:
                    if own.get(code) and given.get(code, own[code]) != own[code]:
                        cells = {_answer_cell(seen, code, UNIT): own[code], _answer_cell(other, code, who): given[code]}
                        raise undecided_sheets(path, [seen.sheet.name, other.sheet.name], code, cells, self._rubric)

    def _says_state(self, seen: Understood) -> bool:
        """Return whether answers are called by a state, such as final, over their column or in the sheet's name."""
        column = seen.known.answers.get(UNIT)
        title, name = seen.known.titles.get(column, "") if column is not None else "", seen.sheet.name
        if self._headers.assessor(title) == UNIT:
            return False
        meaning = self._headers.meaning(name)
        named = meaning is not None and meaning[0] in BY_ASSESSOR and self._headers.names_state(name)
        return named or self._headers.names_state(title)

    def assessor(self, wanted: str, layout: Layout) -> str | None:
        """Return the assessor whose answers a sheet has, whatever the case and by whichever of their names."""
        there = {*layout.answers, *layout.doubts}
        if wanted in there:
            return wanted
        titled = {
            layout.titles[column].lower(): who for who, column in layout.answers.items() if column in layout.titles
        }
        labelled = {a.label.lower(): who for who, a in self._rubric.assessors.items()}
        plain = " ".join(wanted.lower().split())
        named = (plain, plain.replace(" ", "-"), titled.get(plain), labelled.get(plain), self._headers.assessor(wanted))
        return next((who for who in named if who in there), None)

    def _filled(self, sheets: Sequence[Understood], whose: str) -> list[Understood]:
        """Return the sheets without guidance and blank copies: those without an answer whose questions others have."""
        if len(sheets) == 1:
            return list(sheets)
        filled = [
            understood
            for understood in sheets
            if understood.known.doubts.get(whose) or any(self._answers(understood, whose).values())
        ]
        there = {code for understood in filled for code in understood.form.items}
        blank = [
            understood
            for understood in sheets
            if understood not in filled and (not filled or self.questions(understood) - there)
        ]
        return [*filled, *blank] if filled else list(sheets)

    def questions(self, seen: Understood) -> set[str]:
        """Return the codes of the questions that surely stand on a sheet."""
        doubtful = {match.code for match in seen.form.doubtful}
        return {code for code in seen.form.items if code in self._rubric.questions and code not in doubtful}

    def _answers(self, seen: Understood, whose: str) -> dict[str, str]:
        """Return what stands in the answer cells of a sheet's questions and counts, by code; ``""`` where nothing."""
        column = seen.known.answers.get(whose)
        if column is None:
            return {}
        marks = marks_of(seen.known, whose)
        answers = {}
        for code in (*self.questions(seen), *(code for code in self._rubric.inputs if code in seen.form.items)):
            row = seen.sheet.rows[seen.form.items[code].row]
            value = marked(row, marks) if marks else row[column]
            answers[code] = "" if is_unanswered(value, self._rubric) else squeeze(as_text(value))
        return answers

    def _goes_on(self, path: Path, chosen: Sequence[Understood], other: Understood, whose: str, *, named: bool) -> bool:
        """Return whether the LKE goes on on another sheet. named: the user names the sheets that it is on.

        Raises UndecidedError where both say something else, or the other answers what is blank here.
        """
        there: dict[str, tuple[Understood, str]] = {}
        for seen in chosen:
            given_there = self._answers(seen, whose)
            there.update({code: (seen, given_there.get(code, "")) for code in seen.form.items})
        if not named and not self._headers.is_others(other.sheet.name):
            self._refuse_unsure(path, there, other, whose)
        answers = self._answers(other, whose)
        both = [code for code in self._order if code in answers and code in there]
        new = self.questions(other) - set(there)
        fills = False
        for code in both:
            (first, given), again = there[code], answers[code]
            fills = fills or (again != "" and given == "")
            doubted = first.known.doubts.get(whose) or other.known.doubts.get(whose)
            if doubted or (again and given != again and not (named and given == "")):
                others = [self._headers.is_others(understood.sheet.name) for understood in (first, other)]
                if others == [False, True]:
                    return False
                cells = {_answer_cell(seen, code, whose): text for seen, text in ((first, given), (other, again))}
                raise undecided_sheets(path, [first.sheet.name, other.sheet.name], code, cells, self._rubric)
        twice = [code for code in both if answers[code] and code in self._rubric.questions]
        return (named and fills) or (len(new) >= 1 and len(twice) <= max(FEW, _CHANCE * len(new)))

    def _refuse_unsure(
        self, path: Path, there: Mapping[str, tuple[Understood, str]], other: Understood, whose: str
    ) -> None:
        """Raise UndecidedError where a sheet holds other answers in columns of which it is not known whose they are,
        such as those before and after a review."""
        doubt = other.known.doubts.get(whose)
        for column in doubt.columns if doubt is not None and doubt.kind in ("columns", "elsewhere") else ():
            if self._headers.is_others(other.known.titles.get(column, "")):
                continue
            for code, item in other.form.items.items():
                value = other.sheet.rows[item.row][column]
                text = "" if is_unanswered(value, self._rubric) else squeeze(as_text(value))
                if text and code in there and code in self._order and text != there[code][1]:
                    first, given = there[code]
                    cells = {_answer_cell(first, code, whose): given, other.sheet.address(item.row, column): text}
                    raise undecided_sheets(path, [first.sheet.name, other.sheet.name], code, cells, self._rubric)

    def held(self, chosen: Sequence[Understood], whose: str) -> "list[set[str]]":
        """Return the codes that are read of each sheet: of the first that answers them, else of the first."""
        if len(chosen) == 1:
            return [{*chosen[0].form.items}]
        held: list[set[str]] = [set() for _ in chosen]
        answers = [self._answers(understood, whose) for understood in chosen]
        for code in {code for understood in chosen for code in understood.form.items}:
            there = [n for n, seen in enumerate(chosen) if code in seen.form.items]
            held[next((n for n in there if answers[n].get(code)), there[0])].add(code)
        return held

    def passed(self, chosen: Sequence[Understood], understood: Sequence[Understood], whose: str) -> Iterator[Finding]:
        """Yield a finding per sheet that was not read though questions of the LKE stand on it."""
        names = {seen.sheet.name for seen in chosen}
        items = {code for seen in chosen for code in seen.form.items}
        for seen in understood:
            if seen.sheet.name in names or seen.layout is None:
                continue
            lacking = self.questions(seen) - items
            if len(lacking) > (FEW if seen.sheet.hidden else 0):
                yield rules.QUESTIONS_ELSEWHERE.at(
                    "Lembar '{sheet}' memuat {count} pertanyaan yang tidak ada di lembar '{read}'; "
                    "hanya '{read}' yang dinilai.",
                    cell=f"{seen.sheet.name}!A1",
                    sheet=seen.sheet.name,
                    count=len(lacking),
                    read=chosen[0].sheet.name,
                )
            elif seen.sheet.hidden and seen.form.questions >= len(items) / 2:
                yield hidden_twin(seen.sheet.name, chosen[0].sheet.name)
            elif seen.sheet.hidden:
                continue
            elif differing := self._differing(seen, chosen, whose):
                yield rules.SHEET_DIFFERS.at(
                    "Lembar '{sheet}' berisi jawaban lain ({count} pertanyaan, yang pertama {code}), dan menurut "
                    "namanya bukan yang berlaku; yang dinilai '{read}'.",
                    cell=_answer_cell(seen, differing[0], whose),
                    sheet=seen.sheet.name,
                    count=len(differing),
                    code=differing[0],
                    read=chosen[0].sheet.name,
                )
            elif seen.form.questions >= len(items) / 2:
                yield rules.SHEET_PASSED.at(
                    "Lembar '{sheet}' memuat pertanyaan yang sama, tetapi tidak berisi jawaban yang berbeda; yang "
                    "dinilai '{read}'.",
                    cell=f"{seen.sheet.name}!A1",
                    sheet=seen.sheet.name,
                    read=chosen[0].sheet.name,
                )

    def _differing(self, seen: Understood, chosen: Sequence[Understood], whose: str) -> list[str]:
        """Return the questions and counts that a sheet answers otherwise than those that are read."""
        read: dict[str, str] = {}
        for first in reversed(chosen):
            read.update({code: text for code, text in self._answers(first, whose).items() if text})
        given = self._answers(seen, whose)
        return [code for code in self._order if given.get(code) and given[code] != read.get(code)]


def _answer_cell(seen: Understood, code: str, whose: str) -> str:
    return seen.sheet.address(seen.form.items[code].row, seen.known.answers.get(whose, seen.known.labels[-1]))


def no_lke(path: Path, understood: Sequence[Understood], questions: int) -> str:
    """Return why no sheet of a workbook is an LKE (Indonesian)."""
    if not understood:
        return f"'{path.name}' tidak berisi lembar kerja; pilih berkas LKE."
    most = max(understood, key=lambda seen: (seen.form.questions, seen.layout is not None))
    if most.form.questions == 0:
        return (
            f"'{path.name}' bukan LKE: tidak satu pun dari {questions} pertanyaan ditemukan; pilih berkas yang benar."
        )
    return (
        f"'{path.name}' bukan LKE menurut rubrik ini: yang paling mirip lembar '{most.sheet.name}' dengan "
        f"{most.form.questions} dari {questions} pertanyaan; pilih berkas lain, atau lembarnya dengan --sheet."
    )
