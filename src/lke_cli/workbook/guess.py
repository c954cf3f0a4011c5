"""What each column holds where no header row says so: judged by the cells themselves."""

from collections import Counter
from collections.abc import Sequence

from lke_cli.answers.reading import option_texts, read_answer, squeeze
from lke_cli.rubric.model import Rubric
from lke_cli.values import CellValue
from lke_cli.workbook.layout import UNIT, Headers, Key, Layout, make_layout
from lke_cli.workbook.words import Vocabulary

_LONGEST, _WIDEST = 2_000, 60  # rows and columns that are looked at: ten times a real form
_SURE = 0.85
_TEXT = 5  # characters that make a cell a text
_FEW = 2  # questions that a column must name before it counts as a column of texts
_MAIN = 0.6  # of the most entries that any column names: what the column of questions must name
_SHARE = 0.5  # of the rows that a column must fit


def guess_layout(rows: Sequence[Sequence[CellValue]], headers: Headers, vocabulary: Vocabulary) -> Layout | None:
    """Return the layout that the cells themselves suggest, or None where the sheet names no questions.

    A column of texts is one that names entries of the rubric; the answers are the column that best fits the
    questions' scales, the score the one that best fits the answers' values.
    """
    rubric = headers.rubric
    rows = [row[:_WIDEST] for row in rows[:_LONGEST]]
    width = max((len(row) for row in rows), default=0)
    hits: Counter[int] = Counter()
    codes: dict[int, str] = {}
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if not isinstance(value, str) or len(value) < _TEXT or len(value) > 600:
                continue
            best = vocabulary.candidates(value.strip())
            if best and best[0].similarity >= _SURE:
                hits[column] += 1
                if best[0].entry.kind == "question":
                    codes[number] = best[0].entry.code
    if len(codes) < _FEW:
        return None
    # Narratives often repeat the question: the texts are the leftmost of the columns that name most.
    last = min(column for column, count in hits.items() if count >= _MAIN * max(hits.values()))
    first = min((column for column, count in hits.items() if count >= _FEW and column <= last), default=last)
    texts = Counter(c for row in rows for c, value in enumerate(row) if isinstance(value, str) and len(value) >= _TEXT)
    while hits[last + 1] >= _FEW and hits[last + 1] >= _SHARE * texts[last + 1]:
        last += 1  # inputs often stand one column further in than questions
    labels = tuple(range(max(0, first - 1), last + 1))
    free = [column for column in range(width) if column not in labels]
    found = _columns(rows, rubric, codes, free)
    answers = next((column for column, key in found.items() if key[0] == "answer"), None)
    rivals = _rivals(rows, rubric, codes, [column for column in free if column not in found], answers)
    return make_layout(found, rows, width, None, {}, headers, labels, rivals)


def _rivals(
    rows: Sequence[Sequence[CellValue]], rubric: Rubric, codes: dict[int, str], free: Sequence[int], answers: int | None
) -> tuple[int, ...]:
    """Return the columns that fit the questions' scales nearly as well as the one that was taken for the answers."""

    def fit(column: int) -> int:
        cells = ((row[column] if column < len(row) else "", code) for row, code in _coded(rows, codes))
        return sum(_fits("answer", cell, rubric, code) for cell, code in cells)

    if answers is None:
        return ()
    needed = max(1.0, _SHARE * fit(answers))
    return tuple(column for column in free if fit(column) >= needed)


def _coded(rows: Sequence[Sequence[CellValue]], codes: dict[int, str]) -> list[tuple[Sequence[CellValue], str]]:
    return [(rows[number], code) for number, code in codes.items()]


def _columns(
    rows: Sequence[Sequence[CellValue]], rubric: Rubric, codes: dict[int, str], free: Sequence[int]
) -> dict[int, Key]:
    def cell(number: int, column: int) -> CellValue:
        return rows[number][column] if column < len(rows[number]) else ""

    def fit(column: int, role: str) -> int:
        return sum(_fits(role, cell(number, column), rubric, code) for number, code in codes.items())

    def best(role: str, needed: float) -> None:
        counts = [(fit(column, role), -column) for column in free if column not in found]
        count, column = max(counts, default=(0, 0))
        if count >= max(1.0, needed):
            found[-column] = ("answer" if role == "answer" else "role", UNIT if role == "answer" else role)

    found: dict[int, Key] = {}
    best("choices", _SHARE * len(codes))
    best("explanation", _SHARE * len(codes) / 2)
    best("answer", 1)
    answers = next((column for column, key in found.items() if key[0] == "answer"), None)
    rivals = _rivals(rows, rubric, codes, [column for column in free if column not in found], answers)
    if answers is not None and rivals:
        # The sheet's scores were made of the unit's answers.
        def agreeing(answer: int) -> int:
            scores = (
                sum(_is_score(cell(n, answer), cell(n, c), rubric, code) for n, code in codes.items()) for c in free
            )
            return max(scores, default=0)

        del found[answers]
        found[max((answers, *rivals), key=agreeing)] = ("answer", UNIT)
    answers = next((column for column, key in found.items() if key[0] == "answer"), None)
    choices = next((column for column, key in found.items() if key[1] == "choices"), None)
    if answers is None and choices is not None and choices + 1 in free:
        # A blank form: the answers will stand beside the allowed ones.
        answers = choices + 1
        found[answers] = ("answer", UNIT)
    if answers is None:
        return {}
    scored = {
        column: sum(_is_score(cell(n, answers), cell(n, column), rubric, code) for n, code in codes.items())
        for column in free
        if column not in found
    }
    score = max(scored, key=lambda column: (scored[column], -column), default=None)
    if score is not None and scored[score] > 0:
        found[score] = ("score", UNIT)
    words = {c: sum(len(str(cell(n, c))) > 25 for n in codes) for c in free if c > answers and c not in found}
    narrative = max(words, key=lambda column: (words[column], -column), default=None)
    if narrative is not None and words[narrative] > 0:
        found[narrative] = ("role", "narrative")
    return found


def _fits(role: str, value: CellValue, rubric: Rubric, code: str) -> bool:
    if value == "":
        return False
    scale = rubric.scales[rubric.questions[code].scale]
    if role == "choices":
        return squeeze(str(value)) == squeeze(scale.form)
    if role == "explanation":
        return isinstance(value, str) and len(option_texts(value)) > 1
    # Numbers fit too many columns; letters and words fit the answers only.
    return scale.kind == "choice" and read_answer(value, scale, rubric.unanswered_texts).state == "answered"


def _is_score(answer: CellValue, value: CellValue, rubric: Rubric, code: str) -> bool:
    scale = rubric.scales[rubric.questions[code].scale]
    if scale.kind != "choice" or not isinstance(value, int | float):
        return False
    reading = read_answer(answer, scale, rubric.unanswered_texts)
    return reading.value is not None and abs(reading.value - value) < 1e-6
