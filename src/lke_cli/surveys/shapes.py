"""How a table stands: each shape is turned into one row a respondent, under one header row.

A rule looks at a grid and returns it turned, or nothing where the shape is another. They are tried in order.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lke_cli.errors import LkeError
from lke_cli.instrument import Instrument, fits, number_of
from lke_cli.surveys.headers import header_words, is_identifier
from lke_cli.surveys.scale import LONGEST, read_scale_answer
from lke_cli.surveys.tables import Grid
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import column_letters

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_HEAD = 400
"""So many first rows tell how a table stands."""
ROW, LONG, ACROSS, COUNTS, MONTH_COUNTS = (
    "row-per-respondent",
    "row-per-answer",
    "column-per-respondent",
    "counts-per-answer",
    "sheet-per-month",
)
LABELS = {
    ROW: "satu baris per responden",
    LONG: "satu baris per jawaban",
    ACROSS: "satu kolom per responden",
    COUNTS: "banyaknya tiap jawaban",
    MONTH_COUNTS: "satu lembar per bulan",
}
_LEAST_QUESTIONS = 3
_MOST_EXPANDED = 2_000_000
_MOST_WORDS = 8
WIDEST = 120
"""So many first cells of a row are looked at for questions: more columns are no questionnaire's."""
_HEADERS = 25
_FEWEST, _MOST_CELLS = 60, 40_000
"""Rows of a wide table that are looked at, and cells of them all."""
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
_RESPONDENT_NAME = re.compile(
    r"\W{0,3}(?:r|res|resp|responden|respondent|rsp)[\s._\-]{0,3}\d{1,7}\W{0,3}", re.IGNORECASE
)
_SUM_TITLE = re.compile(r"\W{0,3}(jumlah|total|n|responden|sum|jml)\b.{0,30}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A grid with a row a respondent. shape: how it stood. linked: whether a row's answers are one respondent's.

    places: what each column is called in the file; None: by its letter.
    """

    grid: Grid
    shape: str
    linked: bool = True
    places: tuple[str, ...] | None = None


_Rule = Callable[[Grid, Sequence[Instrument]], Shaped | None]


def shaped(grid: Grid, instruments: Sequence[Instrument]) -> Shaped:
    """Return a grid as one row a respondent. Raises LkeError, with the shape's name, where that cannot be."""
    for rule in (counts_per_answer, column_per_respondent, row_per_answer):
        turned = rule(grid, instruments)
        if turned is not None:
            return turned
    return Shaped(grid, ROW)


def head_of(grid: Grid, rows: int = _HEAD) -> list[list[CellValue]]:
    """Return the first rows of a grid as plain cells; of a very wide one fewer."""
    rows = min(rows, max(_FEWEST, _MOST_CELLS // max(1, grid.frame.shape[1])))
    return frame_cells(grid.frame.iloc[:rows])


def frame_cells(frame: "pd.DataFrame") -> list[list[CellValue]]:
    """Return the rows of a frame as plain cells."""
    columns = []
    for name in frame.columns:
        values = frame[name].cat.categories
        columns.append([values[code] for code in frame[name].cat.codes])
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in range(len(frame))]


def _asks(cell: CellValue, instruments: Iterable[Instrument]) -> bool:
    if not isinstance(cell, str) or not cell.strip():
        return False
    return number_of(cell) is not None or any(fits(cell, instrument) for instrument in instruments)


def _question_rows(head: Sequence[Sequence[CellValue]], instruments: Sequence[Instrument]) -> tuple[int, list[int]]:
    """Return the column (of the first three) that names most questions, and its rows."""
    best: tuple[int, list[int]] = (0, [])
    for column in range(3):
        rows = [i for i, row in enumerate(head) if column < len(row) and _asks(row[column], instruments)]
        if len(rows) > len(best[1]):
            best = column, rows
    return best


def _most_in_a_row(head: Sequence[Sequence[CellValue]], instruments: Sequence[Instrument]) -> int:
    return max((sum(_asks(cell, instruments) for cell in row[:WIDEST]) for row in head[:_HEADERS]), default=0)


def _number(cell: CellValue) -> float | None:
    return read_scale_answer(cell).number


def counts_per_answer(grid: Grid, instruments: Sequence[Instrument]) -> Shaped | None:
    """A question a row, an answer a column, and how many gave it in the cells."""
    head = head_of(grid, 80)
    column, rows = _question_rows(head, instruments)
    if len(rows) < _LEAST_QUESTIONS or _most_in_a_row(head, instruments) >= len(rows):
        return None
    for above in range(rows[0] - 1, max(-1, rows[0] - 4), -1):
        titles = head[above][column + 1 :]
        at = [i for i, cell in enumerate(titles) if _is_answer_title(cell)]
        values = [_answer_value(titles[i]) for i in at]
        numbers = [value for value in values if value is not None]
        if len(at) < 3 or (numbers and sorted(numbers) != [float(n) for n in range(1, len(at) + 1)]):
            continue
        return _counted(grid, head, column, rows, above, [column + 1 + i for i in at], values)
    return None


def _is_answer_title(cell: CellValue) -> bool:
    read = read_scale_answer(cell)
    if read.number is not None:
        return read.number in range(1, LONGEST + 1)
    if read.phrase is not None:
        return True
    return _answer_value(cell) is not None


def _answer_value(cell: CellValue) -> float | None:
    number = _number(cell)
    if number is not None:
        return number
    match = re.fullmatch(r"(?:nilai|skor|jawaban|bobot|bintang|skala)\s*[:=]?\s*(\d{1,2})", header_words(as_text(cell)))
    return float(match[1]) if match else None


def _counted(
    grid: Grid,
    head: Sequence[Sequence[CellValue]],
    column: int,
    rows: Sequence[int],
    above: int,
    at: Sequence[int],
    values: Sequence[float | None],
) -> Shaped | None:
    import numpy as np

    table = [[_number(head[row][i]) if head[row][i] != "" else 0.0 for i in at] for row in rows]
    if any(n is None or n < 0 for row in table for n in row):
        return None
    counts = np.array(table, dtype=float)
    totals = counts.sum(axis=1)
    beside = [i for i, cell in enumerate(head[above]) if i > column and _SUM_TITLE.fullmatch(as_text(cell))]
    stated = any(all(_number(head[row][i]) == total for row, total in zip(rows, totals, strict=True)) for i in beside)
    if (counts % 1).any():
        raise LkeError(
            f"{_where(grid)} memuat bagian (persen) tiap jawaban, bukan banyaknya; pakai data satu baris per responden."
        )
    larger = counts.max() > len(at)
    even = len(set(totals)) == 1
    if not (stated or larger):
        if even and totals[0] > 0:
            raise LkeError(
                f"{_where(grid)} dapat dibaca sebagai banyaknya tiap jawaban atau satu kolom per responden; "
                "tambahkan kolom Jumlah, atau beri nama responden di judul kolom."
            )
        return None
    if totals.max() * len(rows) > _MOST_EXPANDED:
        raise LkeError(
            f"{_where(grid)} memuat banyaknya jawaban yang terlalu besar untuk sebuah survei; periksa isinya."
        )
    cells: list[list[CellValue]] = [[head[row][column] for row in rows]]
    answers = [head[above][i] if value is None else value for i, value in zip(at, values, strict=True)]
    lists = [[a for a, n in zip(answers, count, strict=True) for _ in range(int(n))] for count in counts]
    cells += [[given[i] if i < len(given) else "" for given in lists] for i in range(int(totals.max()))]
    made = _grid(grid, cells, [above + 1, *([rows[0] + 1] * (len(cells) - 1))])
    return Shaped(made, COUNTS, linked=False, places=tuple(f"baris {row + 1}" for row in rows))


def _grid(grid: Grid, cells: Sequence[Sequence[CellValue]], numbers: Sequence[int]) -> Grid:
    from pathlib import Path

    from lke_cli.surveys.tables import grid_of

    made = grid_of(grid.sheet, cells, Path(grid.sheet or "survei"))
    made.frame.index = list(numbers)
    return replace(made, hidden_rows=frozenset(), filtered_rows=frozenset())


def column_per_respondent(grid: Grid, instruments: Sequence[Instrument]) -> Shaped | None:
    """A question a row and a respondent a column."""
    head = head_of(grid, 200)
    column, rows = _question_rows(head, instruments)
    across = _most_in_a_row(head, instruments)
    named = _named_across(head)
    if len(rows) < max(_LEAST_QUESTIONS, across + 1):
        if named is None or across >= _LEAST_QUESTIONS:
            return None
        column, rows = _answered_rows(head, named)
    if len(rows) < 2:
        return None
    answered = [[i for i, cell in enumerate(head[row]) if i > column and _is_answer(cell)] for row in rows]
    width = max(map(len, answered))
    if width < 3 or sum(len(places) >= width / 2 for places in answered) < len(rows) * 0.6:
        return None
    used = sorted({i for places in answered for i in places})
    first = rows[0]
    title = next((r for r in range(first - 1, -1, -1) if sum(head[r][i] != "" for i in used) >= len(used) / 2), None)
    if title is not None:
        used = [i for i in used if not _adds_up(head[title][i])]
    lines = [r for r in range(first, len(head)) if as_text(head[r][column]) and any(head[r][i] != "" for i in used)]
    lines = [r for r in lines if r in rows or not _SUM_TITLE.fullmatch(as_text(head[r][column]))]
    before = [r for r in range(title + 1 if title is not None else 0, first) if as_text(head[r][column])]
    lines = [*before, *lines]
    cells: list[list[CellValue]] = [[head[row][column] for row in lines]]
    cells += [[head[row][i] for row in lines] for i in used]
    made = _grid(grid, cells, [1, *(i + 1 for i in used)])
    return Shaped(made, ACROSS, places=tuple(f"baris {row + 1}" for row in lines))


def _adds_up(cell: CellValue) -> bool:
    """Return whether a title is that of sums or means; ``Responden 12`` is a respondent's."""
    text = as_text(cell)
    return not _RESPONDENT_NAME.fullmatch(text) and (_SUM_TITLE.fullmatch(text) is not None or _is_mean(cell))


def _is_mean(cell: CellValue) -> bool:
    return re.match(r"\W*(rata|nrr|mean|average|indeks|nilai)", as_text(cell).lower()) is not None


def _is_answer(cell: CellValue) -> bool:
    read = read_scale_answer(cell)
    return read.phrase is not None or (read.number is not None and read.number in range(LONGEST + 1))


def _named_across(head: Sequence[Sequence[CellValue]]) -> int | None:
    """Return the row that names respondents (R1, R2, ...), None where none does."""
    for i, row in enumerate(head[:30]):
        named = sum(bool(_RESPONDENT_NAME.fullmatch(as_text(cell))) for cell in row if cell != "")
        if named >= 3 and named * 2 >= sum(cell != "" for cell in row):
            return i
    return None


def _answered_rows(head: Sequence[Sequence[CellValue]], named: int) -> tuple[int, list[int]]:
    first = next(i for i, cell in enumerate(head[named]) if _RESPONDENT_NAME.fullmatch(as_text(cell)))
    column = max(0, first - 1)
    rows = [
        i
        for i, row in enumerate(head)
        if i > named and as_text(row[column]) and sum(map(_is_answer, row[first:])) >= max(3, len(row[first:]) / 2)
    ]
    return column, rows


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
    return _asks(cell, instruments) and not set(header_words(as_text(cell)).split()) <= _QUESTION_TITLES


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
                f"{_where(grid)} memuat satu baris per jawaban, tetapi tidak ada kolom yang menyebut respondennya; "
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
            f"{_where(grid)} memuat satu baris per jawaban, tetapi kolom {column_letters(keyed[0])} berisi kode "
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
    good = np.array([_is_answer(value) for value in values[1:]], dtype=bool)
    return bool(counts[good].sum() >= 0.6 * counts.sum())


def _recognised(body: "pd.DataFrame", column: int, codes: "pd.DataFrame", instruments: Sequence[Instrument]) -> int:
    values = body[column].cat.categories
    return sum(_asks(values[code], instruments) for code in codes[column].unique())


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
            f"{_where(grid)} memuat satu baris per jawaban, dan responden yang sama menjawab pertanyaan yang sama "
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


def _where(grid: Grid) -> str:
    return f"Lembar '{grid.sheet}'" if grid.sheet is not None else "Berkas ini"
