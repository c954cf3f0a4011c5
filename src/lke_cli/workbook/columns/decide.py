"""The one decision: which column of a sheet is what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lke_cli.rubric import Role, Rubric
from lke_cli.values import CellValue
from lke_cli.workbook.columns import blocks
from lke_cli.workbook.columns.answers import AnswerColumns, candidates, choose, printed, whose_title
from lke_cli.workbook.columns.facts import Facts, Gatherer, are_weights
from lke_cli.workbook.columns.headers import Headers, plain_title
from lke_cli.workbook.columns.marks import MarkSet, find_marks, is_mark
from lke_cli.workbook.columns.texts import ColumnCells, TextColumns, Texts, rows_of
from lke_cli.workbook.columns.titles import TitleBand, read_band, repeated, retitled, title_text
from lke_cli.workbook.contents import Contents
from lke_cli.workbook.layout import Doubt, Layout
from lke_cli.workbook.options import UNIT, ColumnChoice, ReadSettings
from lke_cli.workbook.sheets import Sheet
from lke_cli.workbook.words import Vocabulary

_FIRST_ROWS = 400  # in which an LKE names its first questions; a sheet that does not is left
_AGREEING = 0.5  # of the answers whose value a column without a title must hold to be their score
_FEW_FILLED = 0.1  # of the questions: percentages and surveys are as many; a numbering fills all
_DOCUMENTS: tuple[Role, ...] = ("narrative", "documents", "links")


@dataclass(frozen=True)
class _Seen:
    """A sheet's columns, and what is known of them: texts, titles, facts of those that hold no texts."""

    sheet: Sheet
    columns: Sequence[ColumnCells]
    texts: TextColumns
    band: TitleBand
    facts: Mapping[int, Facts]
    choices: Sequence[ColumnChoice]

    def forced(self, role: str) -> list[int]:
        """Return the columns that the user says hold a role."""
        return [choice.column for choice in self.choices if choice.role == role]


class Columns:
    """Understands the columns of sheets under one rubric."""

    def __init__(self, rubric: Rubric, vocabulary: Vocabulary) -> None:
        self.headers = Headers(rubric)
        self._rubric = rubric
        self._texts = Texts(vocabulary)
        self._gatherer = Gatherer(rubric)
        self._contents = Contents(rubric)

    def questions_in(self, rows: Sequence[Sequence[CellValue]]) -> int:
        """Return how many questions the texts of some rows are."""
        columns = self._texts.find(tuple(zip(*rows, strict=True)))
        return 0 if columns is None else len({*columns.questions.values()})

    def layout(self, sheet: Sheet, options: ReadSettings, *, small: bool = False) -> Layout | None:
        """Return what each column of a sheet is, None where the sheet names no questions.

        small: one question is enough.
        """
        choices = [choice for choice in options.columns if sheet.rows and choice.column < len(sheet.rows[0])]
        labels = [choice.column for choice in choices if choice.role == "label"]
        if not labels and len(sheet.rows) > _FIRST_ROWS:
            first_rows = tuple(zip(*sheet.rows[:_FIRST_ROWS], strict=True))
            if self._texts.find(first_rows, small=small) is None:
                return None
        columns = tuple(zip(*sheet.rows, strict=True))
        texts = self._texts.find(columns, labels, small=small)
        if texts is None:
            return None
        band = read_band(sheet.rows, sheet.merges, texts, self.headers, options.header_row)
        again = tuple(repeated(columns, sheet.rows, band))
        twins = blocks.hidden_twins(sheet, texts, band.first)
        skipped = frozenset((*again, *twins, *range(band.first)))
        texts = _without(texts, skipped)
        gather = self._gatherer.on(texts.questions, texts.nodes)
        facts = {
            c: gather(cells)
            for c, cells in enumerate(columns)
            if c not in texts.labels or (c not in texts.columns and _says_answer(band, c))
        }
        seen = _Seen(sheet, columns, texts, band, facts, choices)
        layout = replace(self._decide(seen), skipped=skipped, twins=twins)
        if texts.aside is not None:
            beside = Doubt("beside", (texts.columns[0], texts.aside[0]), texts.aside[1])
            return replace(layout, doubts=dict.fromkeys((*layout.answers, *layout.doubts, UNIT), beside))
        if options.header_row is None:
            layout = self._moved(layout, seen, again)
        return self._one_block(layout, seen, again, options)

    def _moved(self, layout: Layout, seen: _Seen, again: tuple[int, ...]) -> Layout:
        """Return a layout in doubt where a header further down puts other titles over the columns of answers."""
        forced = {choice.assessor for choice in seen.choices if choice.role == "answer"}
        doubts = {
            whose: Doubt("moved", (column,), seen.band.main, other)
            for whose, column in layout.answers.items()
            if whose not in forced
            and (other := retitled(seen.columns, seen.sheet.rows, seen.band, column, again, self.headers)) is not None
        }
        return replace(layout, doubts={**layout.doubts, **doubts}) if doubts else layout

    def _one_block(self, layout: Layout, seen: _Seen, again: tuple[int, ...], options: ReadSettings) -> Layout:
        """Return a layout without the rows that say all once more, or in doubt where they say something else."""
        pairs = blocks.twice(seen.texts.questions, layout.skipped)
        whose = options.assessor if options.assessor in layout.answers else UNIT
        column = layout.answers.get(whose)
        if not pairs or column is None:
            return layout
        rows = len(seen.sheet.rows)
        if options.header_row is not None:
            later = min(later for _, later in pairs)
            first = min(pair[0] for pair in pairs)
            end = max((row for row in again if first < row <= later), default=later)
            return replace(layout, skipped=layout.skipped | frozenset(range(end, rows)))
        settled = blocks.settle(pairs, seen.columns[column], again, rows)
        if settled.differ is not None:
            row, other = settled.differ
            doubt = Doubt("stacked", (column,), row, other, (seen.band.main or 0, again[-1]) if again else ())
            return replace(layout, doubts={**layout.doubts, **dict.fromkeys(layout.answers, doubt)})
        return replace(layout, skipped=layout.skipped | settled.skipped)

    def _decide(self, seen: _Seen) -> Layout:
        roles = self._form_columns(seen)
        answers, doubts, chosen, marks = self._answers(seen, roles)
        roles |= self._told_columns(seen, {*roles.values(), *answers.values(), *(c for m in marks for c in m.options)})
        taken = {*roles.values(), *answers.values(), *(c for m in marks for c in m.options)}
        scores = self._scores(seen, answers, taken)
        taken |= set(scores.values())
        notes, remarks = self._notes(seen, answers, taken)
        taken |= {column for column, _ in remarks}
        replies, done = (self._beside_notes(seen, kind, taken) for kind in ("reply", "done"))
        taken |= {*replies, *done}
        titles = {c: title.text for c, title in seen.band.titles.items()}
        extra, unused = self._rest(seen, taken)
        return Layout(
            seen.band.header_row,
            roles,
            answers,
            scores,
            notes,
            seen.texts.labels,
            tuple(extra),
            titles,
            tuple(unused),
            chosen.rivals,
            seen.texts.columns,
            doubts,
            {mark_set.whose: mark_set.options for mark_set in marks},
            {mark_set.whose: mark_set.number for mark_set in marks if mark_set.number is not None},
            seen.band.first,
            hidden=chosen.hidden,
            remarks=remarks,
            replies=replies,
            done=done,
            again=(*chosen.again, *_second_few(seen, [c for c in unused if c not in chosen.rivals])),
        )

    def _form_columns(self, seen: _Seen) -> dict[Role, int]:
        """Return the columns that the form itself fills in: weights, allowed answers, what the options mean."""
        roles: dict[Role, int] = {"label": seen.texts.columns[0]}
        fitting: dict[Role, list[int]] = {
            "choices": [c for c, fact in seen.facts.items() if fact.kind == "choices"],
            "weight": [c for c, fact in seen.facts.items() if are_weights(fact)],
            "explanation": [c for c, fact in seen.facts.items() if fact.kind in ("listed", "worded")],
        }
        empty: dict[Role, tuple[str, ...]] = {
            "choices": ("empty",), "weight": ("empty", "numbers"), "explanation": ("empty", "long"),
        }  # fmt: skip
        for role, columns in fitting.items():
            forced = seen.forced(role)
            titled = [c for c in seen.facts if seen.band.title(c).key == ("role", role)]
            free = [c for c in columns if c not in roles.values() and not self._is_evidence(seen, c)]
            if role == "explanation":
                free = [c for c in free if not _says_answers(seen, c)]
            kinds = empty[role]
            ranked = [
                *forced,
                *(c for c in free if c in titled),
                *sorted(free, key=lambda c: (seen.facts[c].scored, c)),
                *(c for c in titled if seen.facts[c].kind in kinds and c not in roles.values()),
            ]
            if ranked:
                roles[role] = ranked[0]
        return roles

    def _is_evidence(self, seen: _Seen, column: int) -> bool:
        key = seen.band.title(column).key
        return key is not None and key[0] == "role" and key[1] in _DOCUMENTS and seen.facts[column].kind != "choices"

    def _answers(
        self, seen: _Seen, roles: Mapping[Role, int]
    ) -> tuple[dict[str, int], dict[str, Doubt], AnswerColumns, list[MarkSet]]:
        forced = {choice.assessor: choice.column for choice in seen.choices if choice.role == "answer"}
        columns_read = {choice.column for choice in seen.choices}
        free = {c: fact for c, fact in seen.facts.items() if c not in roles.values() and c not in columns_read}
        titles = seen.band.titles
        pool = candidates(free, titles, seen.sheet.hidden_columns)
        rows = [row for row, _ in rows_of(seen.texts)]
        chosen = choose(pool, seen.columns, rows, titles, _heading(seen))
        answers, doubts = dict(chosen.answers), dict(chosen.doubts)
        own = [c for c, fact in free.items() if fact.kind == "answers" and whose_title(seen.band.title(c)) == UNIT]
        together = printed(own, seen.columns, seen.texts.questions, self._gatherer)
        if together:
            answers.pop(UNIT, None)
            doubts[UNIT] = Doubt("printed", together, min(seen.texts.questions))
        elif UNIT not in answers and UNIT not in doubts and (lists := _listing(seen)):
            doubts[UNIT] = Doubt("printed", lists, min(seen.texts.questions))
        marks = self._marks(seen, free, answers, doubts)
        beside = roles.get("choices", -2) + 1
        if not answers and not doubts and beside in free and free[beside].kind == "empty":
            answers[UNIT] = beside  # a blank form: the answers will stand beside the allowed ones
        for whose, column in forced.items():
            answers[whose] = column
            doubts.pop(whose, None)
        answers = {who: c for who, c in answers.items() if c not in columns_read or forced.get(who) == c}
        if UNIT in forced:
            doubts.pop(UNIT, None)
        return answers, doubts, chosen, marks

    def _marks(
        self, seen: _Seen, free: Mapping[int, Facts], answers: dict[str, int], doubts: dict[str, Doubt]
    ) -> list[MarkSet]:
        """Return the sets of option columns that are read; their first column stands for the answers."""
        questions = seen.texts.questions
        sets = find_marks(seen.columns, seen.band.titles, [*free], questions, self.headers, self._gatherer)
        kept: list[MarkSet] = []
        for mark_set in sets:
            there = any(is_mark(seen.columns[c][row]) for c in mark_set.options for row in questions)
            column = answers.get(mark_set.whose)
            if column is not None and (seen.facts[column].options or not there):
                if there:
                    doubts[mark_set.whose] = Doubt("columns", (column, min(mark_set.options)), min(questions))
                continue
            if any(other.whose == mark_set.whose for other in kept):
                if there:
                    first = next(other for other in kept if other.whose == mark_set.whose)
                    doubts[mark_set.whose] = Doubt(
                        "columns", (min(first.options), min(mark_set.options)), min(questions)
                    )
                continue
            kept.append(mark_set)
            if doubts.get(mark_set.whose, Doubt("", ())).kind != "columns":
                doubts.pop(mark_set.whose, None)
                answers[mark_set.whose] = min(mark_set.options)
        return kept

    def _told_columns(self, seen: _Seen, taken: set[int]) -> dict[Role, int]:
        """Return the columns of what a unit tells and shows, by titles that their cells do not belie."""
        roles: dict[Role, int] = {}
        for role in ("percent", *_DOCUMENTS):
            forced = [c for c in seen.forced(role) if c not in taken]
            titled = [
                c
                for c in seen.facts
                if c not in {*taken, *roles.values()}
                and seen.band.title(c).key == ("role", role)
                and seen.facts[c].kind not in ("answers", "choices")
            ]
            ranked = [*forced, *(c for c in titled if c not in seen.sheet.hidden_columns), *titled]
            if ranked:
                roles[role] = ranked[0]
        if seen.band.header_row is None and "narrative" not in roles:
            texts = [
                (-sum(len(str(seen.columns[c][row])) > 25 for row in seen.texts.questions), c)
                for c, fact in seen.facts.items()
                if c not in {*taken, *roles.values()} and fact.kind in ("long", "short") and not self._shows(seen, c)
            ]
            if texts and min(texts)[0] < 0:
                roles["narrative"] = min(texts)[1]
        return roles

    def _scores(self, seen: _Seen, answers: Mapping[str, int], taken: Iterable[int]) -> dict[str, int]:
        forced = {choice.assessor: choice.column for choice in seen.choices if choice.role == "score"}
        scores = {**forced}
        free = [c for c in seen.facts if c not in {*taken, *scores.values()}]
        for c in free:
            title = seen.band.title(c)
            if title.key is None or title.key[0] != "score" or seen.facts[c].kind not in ("numbers", "empty", "short"):
                continue
            whose = title.who or title.key[1] or UNIT
            if whose in forced:
                continue
            beside = answers.get(whose)
            known = scores.get(whose)
            if beside is not None and (known is None or _apart(beside, c) < _apart(beside, known)):
                scores[whose] = c
            elif beside is None:
                scores.setdefault(whose, c)
        if UNIT not in scores and UNIT in answers and seen.band.header_row is None:
            column = self._agreeing(seen, answers[UNIT], [c for c in free if c not in scores.values()])
            if column is not None:
                scores[UNIT] = column
        return scores

    def _agreeing(self, seen: _Seen, answers: int, free: Sequence[int]) -> int | None:
        """Return the column that holds the values of the answers."""
        values: dict[int, float] = {}
        for row, code in seen.texts.questions.items():
            option = self._gatherer.option(seen.columns[answers][row], code)
            if option is not None:
                values[row] = self._gatherer.options_of(code)[option]
        agreeing = {c: sum(seen.columns[c][row] == value for row, value in values.items()) for c in free}
        best = max(agreeing, key=lambda c: (agreeing[c], -c), default=None)
        return best if best is not None and values and agreeing[best] >= _AGREEING * len(values) else None

    def _notes(
        self, seen: _Seen, answers: Mapping[str, int], taken: set[int]
    ) -> tuple[dict[str, int], tuple[tuple[int, str], ...]]:
        """Return the first column of notes of each assessor, and all of them with whose they are.

        Those that name nobody are of the assessor whose answers stand next on their left.
        """
        forced = {choice.column: choice.assessor for choice in seen.choices if choice.role == "note"}
        remarks = dict(forced)
        for c in seen.facts:
            key = seen.band.title(c).key
            if key is None or c in taken or c in forced or seen.facts[c].kind == "answers":
                continue
            if key[0] == "note":
                remarks[c] = key[1] if key[1] != UNIT else _left_of(c, answers)
            elif key[0] == "who" and key[1] != UNIT:
                remarks[c] = key[1]
        notes: dict[str, int] = {}
        for c, who in remarks.items():
            notes.setdefault(who, c)
        return notes, tuple(sorted(remarks.items()))

    def _beside_notes(self, seen: _Seen, kind: str, taken: set[int]) -> tuple[int, ...]:
        """Return the columns in which a unit tells what it did about notes; those that show evidence are evidence."""
        return tuple(
            c
            for c in seen.facts
            if c not in taken and (key := seen.band.title(c).key) is not None and key[0] == kind
            and seen.facts[c].kind not in ("answers", "choices") and not self._shows(seen, c)
        )  # fmt: skip

    def _shows(self, seen: _Seen, column: int) -> bool:
        cells = seen.columns[column][seen.band.first :]
        return self._contents.are_evidence(cells, titled=column in seen.band.titles)

    def _rest(self, seen: _Seen, taken: set[int]) -> tuple[list[int], list[int]]:
        """Return the columns that show evidence though no known title says so, and those that are not used."""
        extra: list[int] = []
        unused: list[int] = []
        forced = [*seen.forced("documents"), *seen.forced("links")]
        for c in seen.facts:
            if c in taken or c in seen.texts.labels:
                continue
            key = seen.band.title(c).key
            titled = key is not None and key[0] == "role" and key[1] in ("documents", "links")
            if c in forced or (titled and seen.facts[c].kind not in ("answers", "choices")):
                extra.append(c)  # a second column of documents or links
            elif (key is None or key[0] in ("reply", "done")) and self._shows(seen, c):
                extra.append(c)
            elif c in seen.band.titles or (c > seen.texts.labels[0] and any(cell != "" for cell in seen.columns[c])):
                unused.append(c)
        return extra, unused


def _without(text_columns: TextColumns, skipped: frozenset[int]) -> TextColumns:
    if not skipped:
        return text_columns

    def kept(rows: Mapping[int, str]) -> dict[int, str]:
        return {row: code for row, code in rows.items() if row not in skipped}

    questions, inputs, nodes = (
        kept(rows) for rows in (text_columns.questions, text_columns.inputs, text_columns.nodes)
    )
    return replace(text_columns, questions=questions, inputs=inputs, nodes=nodes)


def _says_answer(band: TitleBand, column: int) -> bool:
    key = band.title(column).key
    return key is not None and key[0] == "answer"


def _says_answers(seen: _Seen, column: int) -> bool:
    """Return whether a column of full option texts is titled as somebody's answers."""
    key = seen.band.title(column).key
    return seen.facts[column].kind == "worded" and key is not None and key[0] in ("answer", "who")


def _listing(seen: _Seen) -> tuple[int, ...]:
    """Return the columns titled as the unit's answers in whose cells all options of the question stand."""
    return tuple(
        c
        for c, fact in seen.facts.items()
        if fact.kind in ("listed", "choices")
        and (key := seen.band.title(c).key) is not None
        and key[0] == "answer"
        and whose_title(seen.band.title(c)) == UNIT
    )


def _second_few(seen: _Seen, unused: Sequence[int]) -> Iterator[int]:
    """Yield the columns that are not used, and hold surveys, counts and hardly an option: perhaps newer ones."""
    most = _FEW_FILLED * len(seen.texts.questions)
    for c in unused if not seen.forced("answer") else ():
        fact, title = seen.facts[c], seen.band.title(c)
        own = title.key is None or (title.key[0] == "answer" and whose_title(title) == UNIT)
        few = fact.kind in ("numbers", "empty", "answers") and fact.scored == 0 and fact.filled <= most
        if own and few and title.who is None and not title.others and c not in seen.sheet.hidden_columns:
            yield c


def _heading(seen: _Seen) -> frozenset[str]:
    """Return the words that stand above the table, and those of the sheet's name."""
    above = [title_text(value) for row in seen.sheet.rows[: seen.band.main or 0] for value in row if value != ""]
    return frozenset(plain_title(" ".join([seen.sheet.name, *above])).split())


def _left_of(column: int, answers: Mapping[str, int]) -> str:
    """Return the assessor, other than the unit, whose answers stand next on the left; "reviu" where there is none."""
    there = {place: who for who, place in answers.items() if who != UNIT and place < column}
    return there[max(there)] if there else "reviu"


def _apart(answers: int, score: int) -> float:
    """Return how far a score stands from its answers; those right of them come first."""
    return score - answers if score > answers else answers - score + 0.5
