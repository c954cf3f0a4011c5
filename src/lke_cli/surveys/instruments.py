"""Which surveys a table is computed for, and which of its columns count for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from lke_cli.errors import AbsentError, LkeError, UndecidedError
from lke_cli.findings import Finding, Severity
from lke_cli.instrument import Band, Instrument, asks_overall, numbered_unsur
from lke_cli.surveys import rules
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout, full_name
from lke_cli.surveys.health import named_instruments
from lke_cli.surveys.recognise import ColumnsOfOne, Recognised, is_there, recognise
from lke_cli.untrusted import one_line

_LABEL_LENGTH = 60
_MOST = 0.7
"""From this share of an instrument's columns on, those that stand together are where it stands."""
_FEW_LEFT = 0.25
"""So many questions of its own, as a share of the instrument's, a form asks beside it; with more it is another form."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey to compute: the index (of a rubric's question), the questionnaire, and its columns.

    instrument: None where the user alone says what the questions are. doubtful: columns by index that may be none of
    it. repeated: several of its questions are about one unsur, which the instrument asks once. settled: by their words
    the questions of each unsur are averaged first, whatever the others say. aside: questions beside it that are not
    counted, and would be if the form were one of the unit's own. apart: columns by index that stand among another
    instrument's.
    wording: the questionnaire whose words of answers hold, also for questions that are not its own. scaled: the one
    whose longer scales hold, where all questions are about what it asks.
    """

    survey: str
    label: str
    index: Instrument | None
    instrument: Instrument | None
    columns: tuple[SurveyColumn, ...]
    doubtful: frozenset[int] = frozenset()
    repeated: bool = False
    settled: bool = False
    aside: tuple[SurveyColumn, ...] = ()
    apart: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    wording: Instrument | None = None
    scaled: Instrument | None = None

    @property
    def top(self) -> int:
        """The best answer."""
        return self._shape.top

    @property
    def hundred(self) -> float:
        """What the index is multiplied by to be one of 100."""
        return self._shape.to_hundred

    @property
    def bands(self) -> tuple[Band, ...]:
        """The mutu of the survey; of an index over a questionnaire there is none."""
        return self._shape.bands if self._shape.survey == self.survey else ()

    @property
    def counted_by(self) -> Instrument:
        """Who says how many questions there have to be: the questionnaire, or the index over questions of any."""
        return self._shape

    @property
    def counted_as(self) -> str:
        """What it counts (Indonesian)."""
        return "unsur" if self._shape.bands else "pertanyaan"

    @property
    def _shape(self) -> Instrument:
        shape = self.instrument or self.index
        assert shape is not None
        return shape

    @property
    def has_quality(self) -> bool:
        """Whether the unsur are so many as the mutu is made for."""
        shape = self._shape
        count = len({(column.unsur, column.label) for column in self.columns})
        return bool(self.bands) and (shape.least or 0) <= count <= (shape.complete or count)


def index_of(kind: str | None, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the index that ``--kind`` names. Raises LkeError where there is none."""
    if kind is None:
        return None
    index = next((instrument for instrument in instruments if instrument.survey == kind), None)
    if index is None:
        kinds = ", ".join(sorted({instrument.survey for instrument in instruments if instrument.survey}))
        raise LkeError(f"--kind '{one_line(kind, 40)}' tidak dikenal; pilih {kinds}.")
    return index


def asked_in(
    layout: SurveyLayout, kind: str | None, instruments: Sequence[Instrument], path: Path, *, chosen: bool
) -> list[Asked]:
    """Return the surveys that a table is computed for. kind: the one that the user names.

    chosen: the user named the question columns, so that all of them count. Raises LkeError where no survey is known in
    the table, or another than the user names.
    """
    questionnaires = [instrument for instrument in instruments if instrument.questions]
    wanted = _made_of(kind, instruments)
    named = (
        (instrument.id, instrument if instrument.survey else _index_over(instrument, instruments))
        for instrument in questionnaires
    )
    kinds = {id: index.survey for id, index in named if index is not None and index.survey}
    known = recognise(layout.questions, questionnaires, wanted if kind else (), kinds)
    if kind is not None:
        surveys = [_one(layout, kind, known, instruments, path, chosen=chosen)]
    else:
        surveys = _every(layout, known, instruments, path) or _fallback(layout, known, instruments, path)
    return [
        replace(
            asked,
            wording=asked.instrument or _usual(asked.index, instruments),
            scaled=asked.scaled or asked.instrument,
        )
        for asked in surveys
    ]


def _usual(index: Instrument | None, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the questionnaire that an index is usually made of."""
    ids = index.over[:1] if index is not None else ()
    return next((instrument for instrument in instruments if instrument.id in ids), None)


def _made_of(kind: str | None, instruments: Sequence[Instrument]) -> list[str]:
    """Return the ids of the questionnaires that a survey is computed over, the usual one first."""
    own = [instrument for instrument in instruments if instrument.survey == kind]
    ids = [other for instrument in own for other in instrument.over]
    return [*ids, *(instrument.id for instrument in own if instrument.questions)]


def _every(layout: SurveyLayout, known: Recognised, instruments: Sequence[Instrument], path: Path) -> list[Asked]:
    """Return the surveys of all instruments that a table surely holds.

    Raises UndecidedError where a part of one instrument stands among many other questions.
    """
    whole = [taken for taken in known.taken if is_there(taken)]
    surveys = []
    for taken in whole:
        index = taken.instrument if taken.instrument.survey else _index_over(taken.instrument, instruments)
        if index is not None and index.survey:
            if len(whole) == 1 and not taken.complete and not layout.chosen and _is_much(taken, layout, known):
                _refuse_part(taken, index, layout, path)
            surveys.append(_asked(index.survey, index, taken, layout, known, alone=len(whole) == 1, by_user=False))
    return surveys


def _few(taken: ColumnsOfOne) -> float:
    """Return up to how many questions of its own a form asks beside an instrument."""
    return _FEW_LEFT * len(taken.instrument.questions)


def _is_much(taken: ColumnsOfOne, layout: SurveyLayout, known: Recognised) -> bool:
    """Return whether a form asks more of its own than may stand beside an instrument."""
    left = [c for c in layout.questions if c.index in known.left and not numbered_unsur(c.asks, taken.instrument)]
    return len(left) > _few(taken)


def _beside(taken: ColumnsOfOne, known: Recognised) -> frozenset[int]:
    """Return which columns that no instrument knows stand beside one's own, before those of another."""
    owners = {index: columns.instrument.id for columns in known.taken for index in columns.questions}
    beside = set()
    for left in known.left:
        before = max((index for index in owners if index < left), default=None)
        behind = min((index for index in owners if index > left), default=None)
        if taken.instrument.id in {owners[index] for index in (before, behind) if index is not None}:
            beside.add(left)
    return frozenset(beside)


def _apart(taken: ColumnsOfOne, known: Recognised) -> frozenset[int]:
    """Return an instrument's columns of which the others stand elsewhere together, behind columns of another one."""
    owners = {index: columns.instrument.id for columns in known.taken for index in columns.questions}
    runs = [list(run) for _, run in groupby(sorted(owners), key=owners.__getitem__)]
    own = [run for run in runs if owners[run[0]] == taken.instrument.id]
    longest = max(map(len, own), default=0)
    if longest < _MOST * sum(map(len, own)):
        return frozenset()
    return frozenset(index for run in own if len(run) < longest for index in run)


def _index_over(questionnaire: Instrument, instruments: Sequence[Instrument]) -> Instrument | None:
    """Return the index that a questionnaire is the usual one of."""
    return next((instrument for instrument in instruments if instrument.over[:1] == (questionnaire.id,)), None)


def _one(
    layout: SurveyLayout,
    kind: str,
    known: Recognised,
    instruments: Sequence[Instrument],
    path: Path,
    *,
    chosen: bool,
) -> Asked:
    """Return the survey that the user names."""
    index = next(instrument for instrument in instruments if instrument.survey == kind)
    wanted = _made_of(kind, instruments)
    whole = [taken for taken in known.taken if is_there(taken)]
    own = sorted(
        (taken for taken in whole if taken.instrument.id in wanted), key=lambda taken: wanted.index(taken.instrument.id)
    )
    if own:
        return _asked(kind, index, own[0], layout, known, alone=len(whole) == 1, by_user=True, chosen=chosen)
    partly = next((taken for taken in known.taken if taken.instrument.id in wanted), None)
    named = named_instruments(layout.questions, _indices(instruments))
    own_named = [letter for label, letters in named.items() if _is_of(label, kind, instruments) for letter in letters]
    others = {label: letters for label, letters in named.items() if not _is_of(label, kind, instruments)}
    if whole and not chosen and not own_named:
        labels = " dan ".join(taken.instrument.label for taken in whole)
        raise LkeError(
            f"'{path.name}' berisi {labels}, dan pertanyaan {index.label} tidak dikenali di dalamnya; betulkan --kind, "
            "atau sebutkan kolom pertanyaannya dengan --questions."
        )
    columns = layout.questions
    findings: list[Finding] = []
    if own_named and others and not chosen:
        columns = tuple(column for column in columns if column.letter in own_named)
    elif others and not own_named:
        labels_text = " dan ".join(f"{label} (kolom {', '.join(letters)})" for label, letters in sorted(others.items()))
        findings.append(
            rules.OTHER_INSTRUMENT.at(
                "Judul kolom menyebut {named}, sedangkan yang dihitung {label}.",
                named=labels_text,
                label=index.label,
                severity=Severity.ERROR if index.over else Severity.WARNING,
            )
        )
    return _custom(kind, index, columns, partly, findings)


def _indices(instruments: Sequence[Instrument]) -> list[Instrument]:
    """Return all instruments under the label of the survey that they are computed for."""
    indices = []
    for instrument in instruments:
        index = instrument if instrument.survey else _index_over(instrument, instruments)
        if index is not None:
            indices.append(replace(instrument, label=index.label))
    return indices


def _is_of(label: str, kind: str, instruments: Sequence[Instrument]) -> bool:
    return any(instrument.label == label and instrument.survey == kind for instrument in instruments)


def _custom(
    kind: str,
    index: Instrument,
    columns: Sequence[SurveyColumn],
    partly: ColumnsOfOne | None,
    findings: Sequence[Finding],
) -> Asked:
    """Return a survey over questions of which the user says what they are. partly: what some of them are known as."""
    shape = partly.instrument if partly is not None and partly.instrument.survey == kind else None
    shape = shape or (index if index.questions else None)
    made = []
    for column in columns:
        question = partly.questions.get(column.index) if partly is not None and shape is partly.instrument else None
        made.append(_of_question(column, shape, question) if shape and question else _of_header(column, shape))
    return Asked(kind, index.label, index, shape, tuple(made), findings=(*findings, *_count(shape, made)))


def _of_header(column: SurveyColumn, shape: Instrument | None) -> SurveyColumn:
    """Return a question that counts for itself, under its number or letter."""
    code = numbered_unsur(column.asks, shape) if shape is not None else None
    return replace(column, unsur=code or column.letter, label=one_line(column.header, _LABEL_LENGTH))


def _of_question(column: SurveyColumn, instrument: Instrument, code: str, *, guessed: bool = False) -> SurveyColumn:
    unsur = instrument.by_unsur[instrument.by_code[code].unsur]
    reason = f"{instrument.label} menurut urutannya" if guessed else f"{instrument.label} menurut judulnya"
    if column.reason.startswith("disebut"):
        reason = column.reason
    return replace(
        column, unsur=unsur.code, label=unsur.label, instrument=instrument.id, question=code, reason=reason, doubt=""
    )


def _asked(
    kind: str,
    index: Instrument,
    taken: ColumnsOfOne,
    layout: SurveyLayout,
    known: Recognised,
    *,
    alone: bool,
    by_user: bool,
    chosen: bool = False,
) -> Asked:
    """Return a survey whose questionnaire the table holds. alone: it holds no other. by_user: the user named it."""
    instrument = taken.instrument
    unknown = [column for column in layout.questions if column.index in known.left]
    numbered = [column for column in unknown if numbered_unsur(column.asks, instrument)]
    near = _beside(taken, known)
    left = [column for column in unknown if column not in numbered and (alone or chosen or column.index in near)]
    complete = taken.complete or len(set(taken.questions.values())) + len(numbered) == len(instrument.questions)
    overall = [column for column in left if complete and not chosen and asks_overall(column.header)]
    left = [column for column in left if column not in overall]
    own = [column for column in layout.questions if column.index in taken.questions]
    findings = _by_place_only(taken, own)
    many = len(left) > _few(taken)
    counted = bool(left) and (chosen or (alone and (many or not complete)))
    repeated = _is_repeated(taken, own)
    together = _together(taken, own)
    if by_user and instrument.survey:
        repeated = repeated and not together
    if by_user and index.over and (repeated or (counted and not chosen)):
        # A questionnaire of the unit's own, some of whose questions are the national one's.
        columns = layout.questions if counted else own
        made_up = _custom(kind, index, columns, None, [_in_part(instrument, own, layout.questions)])
        if counted:
            return made_up
        return replace(made_up, scaled=instrument, aside=tuple(_of_header(column, None) for column in left))
    not_counted = [*overall, *(() if counted else left)]
    if not_counted:
        letters = ", ".join(column.letter for column in sorted(not_counted, key=lambda column: column.index))
        findings.append(
            rules.SET_ASIDE.at(
                "Tidak dihitung karena bukan pertanyaan instrumen yang dikenal di berkas ini: kolom {letters}.",
                letters=letters,
                severity=Severity.WARNING,
            )
        )
    made = [
        _of_question(column, instrument, taken.questions[column.index], guessed=column.index in taken.guessed)
        for column in own
    ]
    made += [_of_header(column, instrument) for column in (*numbered, *(left if counted else ()))]
    made.sort(key=lambda column: column.index)
    if not complete and index.over:
        findings.append(_in_part(instrument, own, layout.questions))
    findings += _count(instrument, made)
    return Asked(
        kind,
        index.label,
        index,
        instrument,
        tuple(made),
        doubtful=frozenset(column.index for column in left) if counted and not chosen else frozenset(),
        repeated=repeated,
        settled=bool(instrument.survey) and complete and together and not left,
        aside=() if counted else tuple(_of_header(column, None) for column in left),
        apart=frozenset() if chosen or by_user else _apart(taken, known),
        findings=tuple(findings),
    )


def _by_place_only(taken: ColumnsOfOne, own: Sequence[SurveyColumn]) -> list[Finding]:
    """Return that columns are known by their place alone."""
    if not taken.guessed:
        return []
    letters = ", ".join(column.letter for column in own if column.index in taken.guessed)
    return [
        rules.BY_PLACE.at(
            "Kolom {letters} dikenal sebagai unsur {label} dari urutannya saja.",
            letters=letters,
            label=taken.instrument.label,
        )
    ]


def _is_repeated(taken: ColumnsOfOne, own: Sequence[SurveyColumn]) -> bool:
    """Return whether some unsur are asked more than once, otherwise than the whole instrument does.

    So asks a form of the unit's own: whether its questions share an unsur is not said by their words.
    """
    codes = [taken.questions[column.index] for column in own]
    unsur = {taken.instrument.by_code[code].unsur for code in codes}
    return len(codes) > len(unsur) and not (taken.complete and len(codes) == len(set(codes)))


def _together(taken: ColumnsOfOne, own: Sequence[SurveyColumn]) -> bool:
    """Return whether the questions of each unsur stand beside each other, as a form that asks it in parts has them."""
    asked = [taken.instrument.by_code[taken.questions[column.index]].unsur for column in own]
    return len([unsur for unsur, _ in groupby(asked)]) == len(set(asked))


def _in_part(instrument: Instrument, own: Sequence[SurveyColumn], columns: Sequence[SurveyColumn]) -> Finding:
    return rules.RECOGNISED_IN_PART.at(
        "{recognised} dari {columns} kolom pertanyaan dikenal sebagai {label}, yang menanyakan {asked} hal.",
        recognised=len(own),
        columns=len(columns),
        label=instrument.label,
        asked=len(instrument.questions),
    )


def _count(shape: Instrument | None, columns: Sequence[SurveyColumn]) -> list[Finding]:
    """Return that the unsur are not as many as the regulation's."""
    if shape is None or shape.complete is None:
        return []
    labels = {column.label for column in columns}
    count = len({(column.unsur, column.label) for column in columns})
    if count == shape.complete:
        return []
    missing = [
        full_name(unsur.code, unsur.label).partition(" ")[2] for unsur in shape.unsur if unsur.label not in labels
    ]
    named = len(shape.unsur) - len(missing)
    absent = f" Yang tidak ditemukan: {'; '.join(missing)}." if named and missing else ""
    whole = (shape.least or 0) <= count <= shape.complete
    without = "" if whole else " Mutu tidak diberikan."
    return [
        rules.UNSUR_COUNT.at(
            "Ada {count} unsur, sedangkan {label} menilai {complete} unsur.{absent}{without}",
            count=count,
            label=shape.label,
            complete=shape.complete,
            absent=absent,
            without=without,
            severity=Severity.WARNING if whole else Severity.ERROR,
        )
    ]


def _refuse_part(taken: ColumnsOfOne, index: Instrument, layout: SurveyLayout, path: Path) -> None:
    """Raise where a part of an instrument stands among other questions, or is asked in parts: it is another form."""
    instrument, asked = taken.instrument, layout.questions
    strange = [c.letter for c in asked if c.index not in taken.questions and not numbered_unsur(c.asks, instrument)]
    again = len(taken.questions) - len(set(taken.questions.values()))
    if not strange and not again:
        return
    raise UndecidedError(
        f"{len(taken.questions)} dari {len(asked)} pertanyaan di '{path.name}' tampak seperti {instrument.label}, "
        f"tentang {len(set(taken.questions.values()))} dari {len(instrument.questions)} hal yang ditanyakannya, jadi "
        f"belum tentu kuesioner ini {instrument.label}; sebutkan --kind {index.survey} bila memang itu, atau "
        "--questions dengan kolom pertanyaannya saja.",
        cells=tuple(strange),
        command=f"--kind {index.survey}",
    )


def _count_on(columns: Sequence[SurveyColumn]) -> bool:
    """Return whether headers count 1, 2, 3, ... by the last number in each."""
    numbers = [[int(number) for number in re.findall(r"\d{1,4}", column.asks)[-1:]] for column in columns]
    return numbers == [[number] for number in range(1, len(columns) + 1)]


def _fallback(layout: SurveyLayout, known: Recognised, instruments: Sequence[Instrument], path: Path) -> list[Asked]:
    """Return the survey of a table that no instrument knows whole.

    Surveys that its headers name; a part of one instrument; or as many questions, by number alone, as the one that
    goes by their order. Raises LkeError where it is none of these.
    """
    named = named_instruments(layout.questions, _indices(instruments))
    if named:
        surveys = []
        for label, letters in named.items():
            index = next(instrument for instrument in instruments if instrument.survey and instrument.label == label)
            columns = [column for column in layout.questions if column.letter in letters]
            surveys.append(_custom(index.survey or "", index, columns, None, []))
        return surveys
    partly = [taken for taken in known.taken if taken.instrument.survey]
    if partly and not [taken for taken in known.taken if not taken.instrument.survey]:
        taken = partly[0]
        _refuse_part(taken, taken.instrument, layout, path)
        return [_custom(taken.instrument.survey or "", taken.instrument, layout.questions, taken, [])]
    by_order = next((instrument for instrument in instruments if instrument.order and instrument.survey), None)
    if by_order and len(layout.questions) == by_order.complete and _count_on(layout.questions):
        finding = rules.BY_PLACE.at(
            "Tidak satu pun judul menyebut unsurnya; {count} pertanyaan bernomor dihitung sebagai {label}.",
            count=len(layout.questions),
            label=by_order.label,
        )
        return [_custom(by_order.survey or "", by_order, layout.questions, None, [finding])]
    kinds = ", ".join(
        f"--kind {kind}" for kind in sorted({instrument.survey for instrument in instruments if instrument.survey})
    )
    raise AbsentError(
        f"Pertanyaan di '{path.name}' tidak dikenal sebagai survei mana pun; sebutkan surveinya ({kinds}), dan bila "
        "perlu kolom pertanyaannya dengan --questions."
    )
