"""A table with an answer a row, as a database or a form tool exports it, turned into a row a respondent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError
from lke_cli.instrument import Instrument
from lke_cli.surveys.headers import header_words, is_identifier
from lke_cli.surveys.tables import Grid
from lke_cli.surveys.turned import LONG, Shaped, asks_a_question, head_of, may_be_answer, sheet_text
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import column_letters

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_MOST_WORDS = 8
_MERGED = 0.5
"""From this share of blanks on, a respondent is named once for several rows."""
_QUESTION_TITLES = frozenset(
    [
        "unsur",
        "pertanyaan",
        "butir",
        "question",
        "indikator",
        "aspek",
        "item",
        "pernyataan",
        "atribut",
        "variabel",
        "dimensi",
        "soal",
        "kuesioner",
        "kuisioner",
    ]
)
_VALUE_TITLES = frozenset(
    (
        "nilai",
        "jawaban",
        "skor",
        "answer",
        "value",
        "score",
        "response",
        "respon",
        "pilihan",
        "isian",
        "rating",
        "point",
        "poin",
    )
)
_RESPONDENT_TITLES = frozenset(
    [
        "responden",
        "respondent",
        "id",
        "kode",
        "no",
        "nomor",
        "nama",
        "pengisi",
        "email",
        "surel",
        "sesi",
        "session",
        "submission",
        "uuid",
        "instance",
    ]
)


@dataclass(frozen=True, slots=True)
class _Long:
    """The columns of a row per answer."""

    respondent: int
    question: int
    value: int


def row_per_answer(grid: Grid, instruments: Sequence[Instrument]) -> Shaped | None:
    """An answer a row: respondent, question, value."""
    import pandas as pd

    head = head_of(grid, 60)
    title = _long_title(head)
    if title is None or len(grid.frame) - title < 5:
        return None
    if sum(bool(_asks_fully(cell, instruments)) for cell in head[title]) > 2:
        return None
    body = grid.frame.iloc[title + 1 :]
    codes = pd.DataFrame({name: body[name].cat.codes.to_numpy() for name in body.columns}, index=body.index)
    codes = _filled_down(codes, head[title])
    columns = _long_columns(grid, head[title], body, codes, instruments)
    if columns is None:
        return None
    return _pivoted(grid, head[title], body, codes, columns)


def _filled_down(codes: "pd.DataFrame", titles: Sequence[CellValue]) -> "pd.DataFrame":
    """Return the codes with a respondent's, named once for several rows as merged cells leave it, in each of them."""
    made = codes.copy()
    for i in range(codes.shape[1]):
        blank = codes[i] == 0
        if _titled(titles[i], _RESPONDENT_TITLES) and blank.mean() >= _MERGED and not blank.iloc[0]:
            made[i] = codes[i].where(~blank).ffill().astype("int32")
    return made


def _asks_fully(cell: CellValue, instruments: Iterable[Instrument]) -> bool:
    return asks_a_question(cell, instruments) and not set(header_words(as_text(cell)).split()) <= _QUESTION_TITLES


def _titled(cell: CellValue, titles: frozenset[str]) -> bool:
    words = header_words(as_text(cell)).split()
    return 0 < len(words) <= 4 and not titles.isdisjoint(words) and not any(map(str.isdigit, "".join(words)))


def _long_title(head: Sequence[Sequence[CellValue]]) -> int | None:
    for i, row in enumerate(head[:30]):
        if any(_titled(cell, _QUESTION_TITLES) for cell in row) and any(_titled(cell, _VALUE_TITLES) for cell in row):
            return i
    return None


def _long_columns(
    grid: Grid,
    titles: Sequence[CellValue],
    body: "pd.DataFrame",
    codes: "pd.DataFrame",
    instruments: Sequence[Instrument],
) -> _Long | None:
    rows = len(body)
    different = {i: int(codes[i][codes[i] > 0].nunique()) for i in range(codes.shape[1])}
    questions = [
        i
        for i, cell in enumerate(titles)
        if i in different and 2 <= different[i] <= 100 and different[i] * 2 <= rows and _titled(cell, _QUESTION_TITLES)
    ]
    values = [
        i
        for i, cell in enumerate(titles)
        if i in different and _titled(cell, _VALUE_TITLES) and i not in questions and _mostly_answers(body, codes, i)
    ]
    if not questions:
        return None
    question = max(questions, key=lambda i: (_recognised(body, i, codes, instruments), different[i]))
    if not values:
        _refuse_keys(grid, titles, codes, question, different)
        return None
    value = values[-1]
    others = [i for i in different if i not in (question, value) and different[i] >= 2]
    candidates = [i for i in others if _is_respondent(codes, i, question, different)]
    if not candidates:
        per_question = codes[question].value_counts()
        if different[question] >= 3 and per_question.min() >= 2:
            raise LkeError(
                f"{sheet_text(grid)} memuat satu baris per jawaban, tetapi tidak ada kolom yang menyebut respondennya; "
                "sertakan nomor atau kode responden pada ekspornya."
            )
        return None
    best = max(candidates, key=lambda i: (_titled(titles[i], _RESPONDENT_TITLES), different[i]))
    return _Long(best, question, value)


def _refuse_keys(
    grid: Grid, titles: Sequence[CellValue], codes: "pd.DataFrame", question: int, different: dict[int, int]
) -> None:
    """Refuse a row an answer whose value is the key of an option, as a database has it: its worth is elsewhere."""
    named = [i for i, cell in enumerate(titles) if i in different and i != question and _titled(cell, _VALUE_TITLES)]
    keyed = [i for i in named if different[i] >= 2 and is_identifier(as_text(titles[i]))]
    respondents = [i for i in different if i not in (question, *named) and different[i] >= 2]
    if keyed and any(_is_respondent(codes, i, question, different) for i in respondents):
        raise LkeError(
            f"{sheet_text(grid)} memuat satu baris per jawaban, tetapi kolom {column_letters(keyed[0])} berisi kode "
            "pilihan, bukan nilai jawabannya; sertakan nilai (1 sampai 4) atau kata jawabannya pada ekspornya."
        )


def _mostly_answers(body: "pd.DataFrame", codes: "pd.DataFrame", column: int) -> bool:
    import numpy as np

    values = body[column].cat.categories
    counts = np.bincount(codes[column], minlength=len(values))[1:]
    if len(values) > 200 or not counts.sum():
        return False
    few = [value for value, count in zip(values[1:], counts, strict=True) if count]
    if len(few) <= _MOST_WORDS and all(isinstance(value, str) and len(value) <= 40 for value in few):
        return True  # words of a scale that is not known here
    good = np.array([may_be_answer(value) for value in values[1:]], dtype=bool)
    return bool(counts[good].sum() >= 0.6 * counts.sum())


def _recognised(body: "pd.DataFrame", column: int, codes: "pd.DataFrame", instruments: Sequence[Instrument]) -> int:
    values = body[column].cat.categories
    return sum(asks_a_question(values[code], instruments) for code in codes[column].unique())


def _is_respondent(codes: "pd.DataFrame", column: int, question: int, different: dict[int, int]) -> bool:
    """Return whether a column and the question's tell rows apart, and its values come back for most questions."""
    pairs = codes[[column, question]]
    unique = len(pairs.drop_duplicates())
    return unique >= 0.9 * len(pairs) and different[column] * different[question] <= 2 * len(pairs)


def _pivoted(grid: Grid, titles: Sequence[CellValue], body: "pd.DataFrame", codes: "pd.DataFrame", at: _Long) -> Shaped:
    import pandas as pd

    given = codes[(codes[at.respondent] > 0) & (codes[at.question] > 0)]
    _refuse_twice(grid, given, at)
    first = given.drop_duplicates([at.respondent, at.question])
    wide = first.pivot(index=at.respondent, columns=at.question, values=at.value).fillna(0).astype("int32")
    begins = given.drop_duplicates(at.respondent)
    wide = wide.reindex(begins[at.respondent].to_numpy())
    kept = [i for i in range(body.shape[1]) if i not in (at.question, at.value)]
    columns: dict[int, pd.Categorical] = {}
    places: list[str] = []
    for i in kept:
        columns[len(columns)] = _under(titles[i], body[i].cat.categories, begins[i].to_numpy())
        places.append(column_letters(i))
    names: list[CellValue] = body[at.question].cat.categories.tolist()
    for code in wide.columns.tolist():
        name = names[int(code)]
        title = f"Pertanyaan {name:g}" if isinstance(name, int | float) else _numbered(name)
        columns[len(columns)] = _under(title, body[at.value].cat.categories, wide[code].to_numpy())
        places.append(column_letters(at.value))
    frame = pd.DataFrame(columns, index=[int(body.index[0]) - 1, *begins.index])
    return Shaped(replace(grid, frame=frame), LONG, places=tuple(places))


def _numbered(name: CellValue) -> CellValue:
    """Return a question that is only a number as the title that it is."""
    return f"Pertanyaan {name.strip()}" if isinstance(name, str) and name.strip().isdecimal() else name


def _refuse_twice(grid: Grid, given: "pd.DataFrame", at: _Long) -> None:
    """Refuse answers of which nobody can say which one counts: a respondent's to one question that differ."""
    pairs = given[[at.respondent, at.question, at.value]].drop_duplicates()
    twice = pairs[pairs.duplicated([at.respondent, at.question])]
    if len(twice):
        rows = ", ".join(str(int(number)) for number in twice.index[:5])
        more = f" dan {len(twice) - 5} lainnya" if len(twice) > 5 else ""
        raise LkeError(
            f"{sheet_text(grid)} memuat satu baris per jawaban, dan responden yang sama menjawab pertanyaan yang sama "
            f"lebih dari sekali dengan jawaban lain: baris {rows}{more}; hapus yang bukan di salinan berkas, atau beri "
            "setiap pengisian nomornya sendiri."
        )


def _under(title: CellValue, categories: "pd.Index[str]", codes: "np.ndarray") -> "pd.Categorical":
    """Return a column with its title as its first cell."""
    import numpy as np
    import pandas as pd

    values: list[CellValue] = list(categories)
    at = values.index(title) if title in values else len(values)
    index = pd.Index(values if at < len(values) else [*values, title], dtype=object)
    return pd.Categorical.from_codes(np.concatenate([[at], codes]), categories=index)
