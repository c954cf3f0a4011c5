"""A form as units really send it is read by what it says, not by where it says it."""

import datetime
import html
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook.book import Workbook
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import SpreadsheetFile
from tests.conftest import Write

from .files import record, with_cell, write_ods, write_xls
from .grid import Grid, read_grid, write_grid, write_grids

LABELS = slice(1, 9)  # the numbering and text columns of the written form (B..I)
WEIGHT, EXPLANATION, CHOICES, ANSWER, SCORE, PERCENT = range(9, 15)
HEADER = 1


@pytest.fixture
def filled(rubric: Rubric) -> Filling:
    """An example in which many answers differ, so that a row taken for another changes the score."""
    rnd = random.Random(7)
    filling = example_filling(rubric)
    choices = {c: rubric.scales[q.scale] for c, q in rubric.questions.items() if rubric.scales[q.scale].options}
    answers = {code: rnd.choice(list(scale.options)) for code, scale in choices.items()}
    return Filling("", {**filling.answers, **answers}, filling.narratives, filling.documents, filling.links)


def _answers(workbook: Workbook, rubric: Rubric) -> dict[str, CellValue]:
    codes = (*rubric.questions, *rubric.inputs)
    return {code: workbook.value(code, "answer") for code in codes if code in workbook.items}


class TestOfficialForm:
    def test_blank_form_is_matched_whole_and_none_twice(
        self, official_form: Path, reader: Reader, rubric: Rubric
    ) -> None:
        workbook = reader.read(official_form)
        assert {*rubric.questions, *rubric.inputs, *rubric.nodes, "total"} <= set(workbook.items)
        rows = [item.row for item in workbook.items.values()]
        assert len(rows) == len(set(rows))
        assert not workbook.findings

    def test_every_row_is_the_one_that_the_structure_lists(self, official_form: Path, reader: Reader) -> None:
        import csv

        with (official_form.parent / "struktur.csv").open(encoding="utf-8") as file:
            expected = {row["kode"]: int(row["baris_form"]) for row in csv.DictReader(file)}
        found = {code: item.row + 1 for code, item in reader.read(official_form).items.items() if code != "total"}
        assert found == expected

    @pytest.mark.parametrize("seed", range(4))
    def test_the_form_with_typing_errors_and_shuffled_rows(
        self, official_form: Path, reader: Reader, rubric: Rubric, tmp_path: Path, seed: int
    ) -> None:
        rnd = random.Random(seed)
        grid = read_grid(official_form)
        for number, row in enumerate(grid):
            row[10] = f"baris {number}" if number > 2 else row[10]
            for column in range(1, 7):
                row[column] = _misspell(row[column], rnd) if number > 2 else row[column]
        expected = {code: item.row for code, item in reader.read(official_form).items.items()}
        workbook = reader.read(write_grid(tmp_path / "x.xlsx", grid))
        for code in (*rubric.questions, *rubric.inputs):
            if code in workbook.items:
                assert workbook.items[code].row == expected[code], code
        missing = [code for code in rubric.questions if code not in workbook.items]
        assert len(missing) <= 2
        assert {f.node for f in workbook.findings if f.rule == "question-not-found"} == set(missing)


def _misspell(value: CellValue, rnd: random.Random) -> CellValue:
    if not isinstance(value, str):
        return value
    words = value.split()
    for i, word in enumerate(words):
        if len(word) > 6 and rnd.random() < 0.12:
            k = rnd.randrange(1, len(word) - 1)
            words[i] = rnd.choice([word[:k] + word[k + 1 :], word[:k] + word[k] + word[k:]])
    return " ".join(words)


Change = Callable[[Grid], Grid]


def _insert_columns(grid: Grid) -> Grid:
    return [[*row[:WEIGHT], "", *row[WEIGHT:CHOICES], "", "", *row[CHOICES:]] for row in grid]


def _answers_first(grid: Grid) -> Grid:
    return [[row[ANSWER], *row[:ANSWER], *row[ANSWER + 1 :]] for row in grid]


def _swap_answer_and_score(grid: Grid) -> Grid:
    return [[*row[:ANSWER], row[SCORE], row[ANSWER], *row[SCORE + 1 :]] for row in grid]


def _blank_rows(grid: Grid) -> Grid:
    blank: list[CellValue] = [""] * len(grid[0])
    return [each for number, row in enumerate(grid) for each in ([row] if number % 3 else [row, blank])]


def _is_marker(value: CellValue, row: int, column: int) -> bool:
    return row > HEADER and 0 < column < WEIGHT and isinstance(value, str) and 0 < len(value) <= 4


def _with_markers(grid: Grid, marker: str) -> Grid:
    return [[marker if _is_marker(v, n, c) else v for c, v in enumerate(row)] for n, row in enumerate(grid)]


def _upper_case(grid: Grid) -> Grid:
    return [[v.upper() if c < WEIGHT and isinstance(v, str) else v for c, v in enumerate(row)] for row in grid]


def _other_headers(grid: Grid) -> Grid:
    titles = {"Penilaian": "Uraian", "Jawaban": "JAWABAN UNIT", "Nilai": "Nilai Unit :", "Bobot": " bobot "}
    grid[HEADER] = [titles.get(str(value), value) for value in grid[HEADER]]
    return grid


def _two_header_rows(grid: Grid) -> Grid:
    upper = list(grid[HEADER])
    upper[ANSWER], upper[SCORE] = "Unit Kerja", ""
    lower: list[CellValue] = [""] * len(upper)
    lower[ANSWER], lower[SCORE] = "Jawaban", "Nilai"
    return [grid[0], upper, lower, *grid[2:]]


def _header_far_down(grid: Grid) -> Grid:
    blank: list[CellValue] = [""] * len(grid[0])
    return [blank] * 9 + grid


def _no_header_over_texts(grid: Grid) -> Grid:
    grid[HEADER][1] = ""
    return grid


CHANGES: dict[str, Change] = {
    "as written": lambda grid: grid,
    "no column A": lambda grid: [row[1:] for row in grid],
    "columns inserted": _insert_columns,
    "answers in the first column": _answers_first,
    "score before answer": _swap_answer_and_score,
    "no title": lambda grid: grid[1:],
    "header far down": _header_far_down,
    "no header": lambda grid: grid[2:],
    "two header rows": _two_header_rows,
    "header in other words": _other_headers,
    "no header over the texts": _no_header_over_texts,
    "blank rows": _blank_rows,
    "no numbering": lambda grid: _with_markers(grid, ""),
    "wrong numbering": lambda grid: _with_markers(grid, "h."),
    "upper case": _upper_case,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_form_gives_the_same_answers_and_scores(
    name: str, filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    original = write(filled)
    changed = write_grid(tmp_path / "changed.xlsx", CHANGES[name](read_grid(original)))
    before, after = reader.read(original), reader.read(changed)
    assert _answers(after, rubric) == _answers(before, rubric)
    cards: list[Scorecard | None] = [score_workbook(reader, p, target="wbk").scorecard for p in (original, changed)]
    assert cards[0] is not None
    assert cards[1] is not None
    assert [node.score for node in cards[1].nodes] == [node.score for node in cards[0].nodes]


def test_exchanged_texts_move_their_answers_with_them(
    filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    """Two institutions' forms have b and c exchanged: the text decides, not the letter."""
    grid = read_grid(write(filled))
    before = reader.read(tmp_path / "LKE.xlsx")
    b, c = before.items["A.I.1.ii.b"].row, before.items["A.I.1.ii.c"].row
    letters = [grid[b][:5], grid[c][:5]]
    grid[b], grid[c] = letters[0] + grid[c][5:], letters[1] + grid[b][5:]
    after = reader.read(write_grid(tmp_path / "swapped.xlsx", grid))
    assert _answers(after, rubric) == _answers(before, rubric)


def test_an_area_that_is_left_out_is_said_and_scores_nothing(
    filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
) -> None:
    path = write(filled)
    workbook = reader.read(path)
    first, last = workbook.items["A.II.5"].row, workbook.items["A.II.6"].row
    grid = read_grid(path)
    left_out = write_grid(tmp_path / "tanpa.xlsx", grid[:first] + grid[last:])
    card = score_workbook(reader, left_out, target="wbk").scorecard
    assert card is not None
    assert card.node("A.II.5").score == 0
    gone = {code for code in rubric.questions if code.startswith("A.II.5.")}
    assert {f.node for f in card.findings if f.rule == "question-not-found"} == gone
    others = {q.code: q.value for q in card.questions if q.code not in gone}
    whole = score_workbook(reader, path, target="wbk").scorecard
    assert whole is not None
    assert others == {q.code: q.value for q in whole.questions if q.code not in gone}


def test_a_row_that_fits_nothing_but_has_an_answer_is_said_with_its_cell(
    filled: Filling, reader: Reader, write: Write, tmp_path: Path
) -> None:
    grid = read_grid(write(filled))
    extra: list[CellValue] = [""] * len(grid[0])
    extra[5], extra[CHOICES], extra[ANSWER] = "Lapangan parkir khusus tersedia luas", "Ya/Tidak", "Ya"
    workbook = reader.read(write_grid(tmp_path / "tambah.xlsx", [*grid[:30], extra, *grid[30:]]))
    (finding,) = (f for f in workbook.findings if f.rule == "row-unmatched")
    assert finding.cell is not None
    assert finding.cell.endswith("31")
    assert "parkir" in finding.message


class TestSheets:
    def test_the_lke_is_found_among_others_also_behind_hidden_ones(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        path = write_grids(
            tmp_path / "x.xlsx",
            {"REKAP": [["Ringkasan", "Nilai"], ["#REF!", 3]], "Petunjuk": [["Isi kolom jawaban"]], "Kertas 7": grid},
            hidden=("REKAP",),
        )
        assert reader.read(path).sheet == "Kertas 7"

    def test_two_lke_sheets_need_a_choice(self, filled: Filling, reader: Reader, write: Write, tmp_path: Path) -> None:
        grid = read_grid(write(filled))
        place = reader.read(tmp_path / "LKE.xlsx").items["A.I.1.i.b"].row
        other = [list(row) for row in grid]
        other[place][ANSWER] = "C" if grid[place][ANSWER] != "C" else "B"
        path = write_grids(tmp_path / "x.xlsx", {"LKE 2024": grid, "LKE 2025": other})
        with pytest.raises(UndecidedError, match=r"berbeda, misalnya pada A\.I\.1\.i\.b .*--sheet") as told:
            reader.read(path)
        assert told.value.cells == (f"LKE 2024!M{place + 1}", f"LKE 2025!M{place + 1}")
        assert reader.read(path, sheet="LKE 2025").sheet == "LKE 2025"

    def test_two_equal_sheets_leave_nothing_to_choose(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        workbook = reader.read(write_grids(tmp_path / "x.xlsx", {"LKE": grid, "Salinan": grid}))
        assert workbook.sheet == "LKE"
        assert "sheet-passed" in {f.rule for f in workbook.findings}

    def test_a_sheet_passed_over_for_its_name_is_said_to_differ(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        place = reader.read(tmp_path / "LKE.xlsx").items["A.I.1.i.b"].row
        draft = [list(row) for row in grid]
        draft[place][ANSWER] = "C" if grid[place][ANSWER] != "C" else "B"
        workbook = reader.read(write_grids(tmp_path / "x.xlsx", {"LKE Draft": draft, "LKE Final": grid}))
        assert workbook.sheet == "LKE Final"
        (finding,) = [finding for finding in workbook.findings if finding.rule == "sheet-differs"]
        assert finding.cell == f"LKE Draft!M{place + 1}"
        assert "1 pertanyaan, yang pertama A.I.1.i.b" in finding.message

    def test_a_hidden_twin_is_passed_over_and_said(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        path = write_grids(tmp_path / "x.xlsx", {"Lama": grid, "Baru": grid}, hidden=("Lama",))
        workbook = reader.read(path)
        assert workbook.sheet == "Baru"
        assert [f.rule for f in workbook.findings] == ["hidden-twin"]

    def test_a_sheet_that_does_not_exist_is_said_with_those_that_do(self, reader: Reader, write: Write) -> None:
        with pytest.raises(LkeError, match="'LKE'"):
            reader.read(write(Filling()), sheet="Tidak Ada")


class TestAssessors:
    def test_each_assessors_answers_are_read_from_their_own_columns(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        for number, row in enumerate(grid):
            row += ["Jawaban TPI", "Jawaban Pembina"] if number == HEADER else ["", ""]
        place = reader.read(tmp_path / "LKE.xlsx").items["A.I.1.i.b"].row
        grid[place][ANSWER], grid[place][-2], grid[place][-1] = "A", "B", "C"
        path = write_grid(tmp_path / "x.xlsx", grid)
        read = {who: reader.read(path, assessor=who).value("A.I.1.i.b", "answer") for who in ("unit", "tpi", "pembina")}
        assert read == {"unit": "A", "tpi": "B", "pembina": "C"}

    def test_an_assessor_that_is_not_there_is_said_with_those_that_are(self, reader: Reader, write: Write) -> None:
        with pytest.raises(LkeError, match="yang ada: unit"):
            reader.read(write(Filling()), assessor="tpn")


class TestErrorsInCells:
    def test_an_error_in_an_answer_cell_is_an_invalid_answer(
        self, filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        import openpyxl

        path = write(filled)
        row = reader.read(path).items["B.I.a"].row
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(row + 1, ANSWER + 1).value = "#REF!"
        book.save(path)
        card = score_workbook(reader, path, target="wbk").scorecard
        assert card is not None
        (finding,) = (f for f in card.findings if f.rule == "invalid-answer")
        assert "#REF!" in finding.message
        assert finding.node == "B.I.a"

    @pytest.mark.parametrize(
        "cell",
        [
            '<c r="M{row}" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="M{row}" t="e" ><v>#DIV/0!</v></c>',
            '<c r="M{row}" t="e"><f>1/0</f>\n<v>#DIV/0!</v></c>',
            '<c r="M{row}" t="e"><v>&#35;DIV/0!</v></c>',
            "<c r='M{row}' t='e'><v>&#x23;DIV/0!</v></c>",
        ],
    )
    def test_however_it_is_written(
        self, filled: Filling, reader: Reader, rubric: Rubric, write: Write, tmp_path: Path, cell: str
    ) -> None:
        path = write(filled)
        row = reader.read(path).items["B.I.a"].row + 1
        changed = with_cell(path, tmp_path / "galat.xlsx", f"M{row}", cell.format(row=row))
        assert reader.read(changed).answers(rubric)["B.I.a"].answer == "#DIV/0!"

    @pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!"])
    def test_so_does_one_in_a_sheet_of_another_shape(
        self, filled: Filling, reader: Reader, rubric: Rubric, write: Write, tmp_path: Path, error: str
    ) -> None:
        """Elements under a prefix, attributes in another order: a sheet as other programs write it."""

        def prefixed(xml: bytes) -> bytes:
            return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=")

        path = write(filled)
        row = reader.read(path).items["B.I.a"].row + 1
        cell = f'<c t="e" r="M{row}"><v>{error}</v></c>'
        changed = with_cell(path, tmp_path / "lain.xlsx", f"M{row}", cell, prefixed)
        assert reader.read(changed).answers(rubric)["B.I.a"].answer == error


class TestOldAndOpenFormats:
    def test_what_every_kind_of_record_of_an_old_workbook_says(self, tmp_path: Path) -> None:
        """A1 number, B1 packed integer in hundredths, C1 text, D1 true, E1 and F1 errors, A2..B2 packed, C2 text of a
        formula, D2 shared text that goes on in a second record, E2 a date."""

        def at(row: int, column: int, style: int = 0) -> bytes:
            return struct.pack("<HHH", row, column, style)

        def formula(result: bytes) -> bytes:
            return result + b"\0" * 8

        shared = struct.pack("<IIHB", 1, 1, 6, 0) + b"dua"
        before = record(0xFC, shared) + record(0x3C, b"\1" + "bél".encode("utf-16-le"))
        before += record(0xE0, b"\0" * 20) + record(0xE0, struct.pack("<HH", 0, 14) + b"\0" * 16)
        cells = [
            (0x203, at(0, 0) + struct.pack("<d", 2.5)),
            (0x27E, at(0, 1) + struct.pack("<I", 360 << 2 | 3)),
            (0x204, at(0, 2) + struct.pack("<HB", 2, 0) + b"Ya"),
            (0x205, at(0, 3) + b"\1\0"),
            (0x205, at(0, 4) + b"\x07\1"),
            (0x06, at(0, 5) + formula(b"\2\0\x2a\0\0\0\xff\xff")),
            (0xBD, struct.pack("<HHHIHIH", 1, 0, 0, 1 << 2 | 2, 0, -4 << 2 & 0xFFFFFFFF | 2, 1)),
            (0x06, at(1, 2) + formula(b"\0\0\0\0\0\0\xff\xff")),
            (0x207, struct.pack("<HB", 3, 0) + b"abc"),
            (0xFD, at(1, 3) + struct.pack("<I", 0)),
            (0x203, at(1, 4, 1) + struct.pack("<d", 45_000)),
        ]
        path = write_xls(tmp_path / "lama.xls", b"".join(record(*each) for each in cells), before)
        (sheet,) = SpreadsheetFile(path).sheets()
        assert sheet.rows == [
            [2.5, 3.6, "Ya", True, "#DIV/0!", "#N/A"],
            [1, -4, "abc", "duabél", datetime.date(2023, 3, 15), ""],
        ]

    def test_what_every_kind_of_cell_of_an_opendocument_says(self, tmp_path: Path) -> None:
        cell = "<table:table-cell office:value-type='{}' {}>{}</table:table-cell>".format
        row = cell("float", "office:value='3.6'", "<text:p>3,6</text:p>")
        row += cell("string", "", "<text:p>dua<text:s text:c='2'/>kata</text:p><text:p>baris</text:p>")
        row += "<table:table-cell table:number-columns-repeated='2'/>"
        row += cell("boolean", "office:boolean-value='true'", "")
        row += cell("date", "office:date-value='2026-02-03'", "")
        row += cell("string", "office:string-value='' calcext:value-type='error'", "<text:p>#DIV/0!</text:p>")
        row += cell("string", "table:number-columns-repeated='2'", "<office:annotation><text:p>catatan</text:p>"
                    "</office:annotation><text:p>A</text:p>")  # fmt: skip
        rows = f"<table:table-row table:number-rows-repeated='2'>{row}</table:table-row>"
        rows += "<table:table-row table:number-rows-repeated='1048574'><table:table-cell/></table:table-row>"
        (sheet,) = SpreadsheetFile(write_ods(tmp_path / "a.ods", rows)).sheets()
        expected = [3.6, "dua  kata\nbaris", "", "", True, datetime.date(2026, 2, 3), "#DIV/0!", "A", "A"]
        assert sheet.rows == [expected, expected]

    def test_a_format_whose_formulas_cannot_be_read_is_said(
        self, filled: Filling, reader: Reader, write: Write, tmp_path: Path
    ) -> None:
        grid = read_grid(write(filled))
        cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>".format
        rows = "".join(
            f"<table:table-row>{''.join(cell(html.escape(str(value))) for value in row)}</table:table-row>"
            for row in grid
        )
        workbook = reader.read(write_ods(tmp_path / "a.ods", rows))
        assert [f.rule for f in workbook.findings] == ["formulas-unread"]
        assert len(workbook.items) == len(reader.read(tmp_path / "LKE.xlsx").items)


@pytest.mark.parametrize("typed", ["A\u200b", "\ufeffa", "A\u00a0", " \u200e A.\u200b"])
def test_characters_that_nobody_sees_do_not_spoil_an_answer(
    filled: Filling, rubric: Rubric, reader: Reader, write: Write, tmp_path: Path, typed: str
) -> None:
    grid = read_grid(write(filled))
    grid[reader.read(tmp_path / "LKE.xlsx").items["A.I.1.i.b"].row][ANSWER] = typed
    card = score_workbook(reader, write_grid(tmp_path / "x.xlsx", grid), target="wbk").scorecard
    assert card is not None
    assert next(q.value for q in card.questions if q.code == "A.I.1.i.b") == 1
