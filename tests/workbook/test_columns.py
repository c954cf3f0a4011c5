"""What each column holds: whose answers, whose remarks, which evidence; and what is said of the rest."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.results import Scorecard
from lke_cli.rubric import Role, Rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook.options import ReadSettings, parse_column
from lke_cli.workbook.read import Reader
from tests.conftest import Run, Write
from tests.workbook.grid import Grid, read_grid, write_grid, write_grids

HEADER = 1
BEFORE_ANSWERS = 12  # labels, weight, explanation, choices
LINK = "https://drive.google.com/drive/folders/abc"


@pytest.fixture
def grid(rubric: Rubric, write: Write) -> Grid:
    """A filled form, cut off after its percent column: title, header, answers, scores."""
    filling = example_filling(rubric)
    rnd = random.Random(3)
    answers = {
        code: rnd.choice(list(rubric.scales[question.scale].options))
        for code, question in rubric.questions.items()
        if rubric.scales[question.scale].kind == "choice"
    }
    return [row[:15] for row in read_grid(write(Filling("", {**filling.answers, **answers})))]


@pytest.fixture
def places(grid: Grid, reader: Reader, tmp_path: Path) -> dict[str, int]:
    return {code: item.row for code, item in reader.read(tmp_path / "LKE.xlsx").items.items()}


@pytest.fixture
def plain(grid: Grid, reader: Reader, tmp_path: Path) -> Scorecard:
    return _card(reader, write_grid(tmp_path / "polos.xlsx", grid))


def _card(reader: Reader, path: Path, assessor: str = "unit") -> Scorecard:
    card = score_workbook(reader, path, target="wbk", reading=ReadSettings(assessor=assessor)).scorecard
    assert card is not None
    return card


def _with(grid: Grid, rubric: Rubric, places: dict[str, int], *columns: tuple[str, Callable[[int], CellValue]]) -> Grid:
    """Return the form with columns added: a title, and what stands in the n-th question's row."""
    wider = [[*row, *[title if n == HEADER else "" for title, _ in columns]] for n, row in enumerate(grid)]
    for number, code in enumerate(rubric.questions):
        for place, (_, cell) in enumerate(columns):
            wider[places[code]][15 + place] = cell(number)
    return wider


def _headed(grid: Grid, answer: str, score: str) -> Grid:
    return [[*row[:12], answer, score, *row[14:]] if n == HEADER else row for n, row in enumerate(grid)]


class TestWhoseAnswers:
    @pytest.mark.parametrize("title", ["Penilaian Mandiri", "Self Assessment", "Jawaban (diisi satker)", "Pengisian"])
    def test_a_reviewers_column_is_never_taken_for_the_units(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], plain: Scorecard, reader: Reader, tmp_path: Path,
        title: str,
    ) -> None:  # fmt: skip
        """The reviewer gives the worst option everywhere: were it taken, the score would fall."""
        worst = [min((v, o) for o, v in rubric.scales[q.scale].options.items() or [("0", 0)])[1]
                 for q in rubric.questions.values()]  # fmt: skip
        wide = _with(_headed(grid, title, "Nilai Satker"), rubric, places, ("Jawaban TPI", lambda n: worst[n]))
        path = write_grid(tmp_path / "x.xlsx", wide)
        if title == "Pengisian":
            with pytest.raises(
                LkeError, match=r"Kolom jawaban unit tidak dikenali .*P \(Jawaban TPI\).*M \(Pengisian\)"
            ):
                reader.read(path)
            return
        assert _card(reader, path).total.score == plain.total.score
        assert (_card(reader, path, assessor="tpi").total.score or 0) < (plain.total.score or 0)

    @pytest.mark.parametrize(
        ("unit", "reviewer"),
        [
            ("Penilaian Unit", "Penilaian TPI"),
            ("Hasil Penilaian Unit", "Hasil Penilaian TPI"),
            ("Self Assessment", "Reviu TPI"),
            ("Penilaian Mandiri", "TPI"),
            ("Satker", "Tim Penilai Internal (TPI)"),
        ],
    )
    def test_two_header_rows_that_name_the_assessor_above(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], plain: Scorecard, reader: Reader, tmp_path: Path,
        unit: str, reviewer: str,
    ) -> None:  # fmt: skip
        wide = _with(grid, rubric, places, ("", lambda _: "A"), ("", lambda _: 1))
        upper = [*wide[HEADER][:12], unit, "", wide[HEADER][14], reviewer, ""]
        lower: list[CellValue] = [*[""] * 12, "Jawaban", "Nilai", "", "Jawaban", "Nilai"]
        path = write_grid(tmp_path / "x.xlsx", [wide[0], upper, lower, *wide[2:]])
        layout = reader.read(path).layout
        assert (layout.answers, layout.scores) == ({"unit": 12, "tpi": 15}, {"unit": 13, "tpi": 16})
        card = _card(reader, path)
        assert [node.score for node in card.nodes] == [node.score for node in plain.nodes]
        assert reader.read(path, assessor="tpi").value("A.I.1.i.b", "answer") == "A"

    @pytest.mark.parametrize("wanted", ["TPI", "tpi", "Tim Penilai Internal", "reviu tpi"])
    @pytest.mark.parametrize("title", ["TPI", "Reviu TPI", "Jawaban TPI"])
    def test_a_reviewer_is_known_by_any_of_their_names(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, tmp_path: Path, wanted: str,
        title: str,
    ) -> None:  # fmt: skip
        path = write_grid(tmp_path / "x.xlsx", _with(grid, rubric, places, (title, lambda _: "C")))
        workbook = reader.read(path, assessor=wanted)
        assert workbook.assessor == "tpi"
        assert workbook.value("A.I.1.i.b", "answer") == "C"

    def test_a_reviewers_remarks_under_a_bare_name_are_no_answers(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, tmp_path: Path
    ) -> None:
        wide = _with(grid, rubric, places, ("Reviu TPI", lambda n: f"Bukti nomor {n} perlu dilengkapi lagi"))
        layout = reader.read(write_grid(tmp_path / "x.xlsx", wide)).layout
        assert (dict(layout.answers), dict(layout.notes)) == ({"unit": 12}, {"tpi": 15})

    @pytest.mark.parametrize("title", ["Hasil", "Pilihan", ""])
    def test_a_lone_answer_column_beside_answers_under_another_title_is_not_taken_for_the_units(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, tmp_path: Path, title: str
    ) -> None:
        """Whose "Jawaban Reviu" is cannot be known; the columns are named, and no total is given."""
        wide = _with(_headed(grid, title, "Nilai"), rubric, places, ("Jawaban Reviu", lambda _: "C"))
        with pytest.raises(LkeError, match=r"reviu di kolom P \(Jawaban Reviu\).*M"):
            reader.read(write_grid(tmp_path / "reviu.xlsx", wide))

    def test_a_second_answer_column_of_the_same_title_is_undecided(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, tmp_path: Path
    ) -> None:
        wide = _with(_headed(grid, "Jawaban", "Nilai"), rubric, places, ("Jawaban", lambda _: "C"))
        path = write_grid(tmp_path / "dua.xlsx", wide)
        with pytest.raises(UndecidedError, match=r"kolom M \(Jawaban\) atau P \(Jawaban\)") as told:
            reader.read(path)
        row = places["A.I.1.i.a"] + 1
        assert told.value.cells == (f"Sheet1!M{row}", f"Sheet1!P{row}")
        assert told.value.command == "--column answer=M"

    def test_without_a_header_two_columns_of_answers_are_undecided(
        self, grid: Grid, reader: Reader, plain: Scorecard, rubric: Rubric, tmp_path: Path
    ) -> None:
        """The scores agree with one of them, but may be another's as well; the options settle it."""
        options = {scale.form: scale.options for scale in rubric.scales.values() if scale.kind == "choice"}
        rows: Grid = []
        for row in grid[HEADER + 1 :]:
            values = options.get(str(row[11]), {})
            worst = min(values, key=values.__getitem__) if values else row[12]
            rows.append([*row[:12], worst, row[12], values.get(str(row[12]), ""), row[14]])
        path = write_grid(tmp_path / "kiri.xlsx", rows)
        with pytest.raises(UndecidedError, match="kolom M atau N"):
            reader.read(path)
        chosen = ReadSettings(columns=(parse_column("answer=N"),))
        card = score_workbook(reader, path, target="wbk", reading=chosen).scorecard
        assert card is not None
        assert card.total.score == plain.total.score


Column = tuple[str, Callable[[int], CellValue]]
NARRATIVE: Column = ("Catatan/Keterangan/Penjelasan", lambda n: f"Sudah dilaksanakan pada triwulan {n % 4 + 1}")
DOCUMENTS: Column = ("", lambda n: f"SK Tim Kerja nomor {n}; undangan; notulen")
LINKS: Column = ("", lambda n: f"{LINK}{n}")
REVIEW: list[Column] = [
    ("Jawaban TPI", lambda _: "A"),
    ("Nilai TPI", lambda _: 1),
    ("Catatan TPI", lambda _: "Laporan dan SK sudah sesuai"),
]


class TestEvidence:
    @pytest.mark.parametrize(
        ("columns", "shown"),
        [
            ([NARRATIVE, DOCUMENTS, LINKS], "QR"),
            ([NARRATIVE, DOCUMENTS, LINKS, *REVIEW], "QR"),
            ([DOCUMENTS, LINKS, NARRATIVE, *REVIEW], "PQ"),
            ([NARRATIVE, ("", lambda _: "Link"), ("", lambda n: f"laporan_{n}.pdf")], "QR"),
            ([NARRATIVE, ("Tempat berkas", LINKS[1])], "Q"),
            ([NARRATIVE, ("Link 1", LINKS[1]), ("Link 2", LINKS[1])], "QR"),
        ],
    )
    def test_columns_without_a_known_header_are_told_by_their_cells(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, tmp_path: Path,
        columns: Sequence[Column], shown: str,
    ) -> None:  # fmt: skip
        path = write_grid(tmp_path / "x.xlsx", _with(grid, rubric, places, *columns))
        workbook = reader.read(path)
        assert workbook.layout.evidence_columns == tuple(ord(letter) - ord("A") for letter in shown)
        assert not {f.rule for f in _card(reader, path).findings} & {"no-evidence", "evidence-unused"}
        assert all(each.evidence for code, each in workbook.answers(rubric).items() if code in rubric.questions)

    @pytest.mark.parametrize(
        "column",
        [
            ("PIC", lambda _: "Bagian Umum"),
            ("Hasil Verifikasi", lambda _: "Belum ada bukti"),
            ("Hasil Verifikasi", lambda n: f"SK nomor {n} sudah sesuai, laporan belum"),
            ("Target", lambda _: 1),
            ("", lambda _: "ok"),
        ],
    )
    def test_other_columns_are_no_evidence_and_are_said_to_be_unused(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, lke: Run, tmp_path: Path,
        column: Column,
    ) -> None:  # fmt: skip
        path = write_grid(tmp_path / "x.xlsx", _with(grid, rubric, places, NARRATIVE, column))
        rules = {f.rule: f.message for f in _card(reader, path).findings}
        assert "evidence-unused" in rules
        assert "Kolom bukti dukung tidak dikenali" in rules["column-not-found"]
        assert f"Q ({column[0]})" in rules["column-not-found"] or not column[0]
        (line,) = (line for line in lke("inspect", path)[1].splitlines() if line.strip().startswith("Q "))
        assert "tidak dipakai" in line

    @pytest.mark.parametrize("none", ["belum ada", "Tidak ada.", "NIHIL", "n/a", "kosong", "Belum", "proses", "-", "…"])
    def test_words_for_none_are_no_evidence(
        self, grid: Grid, rubric: Rubric, places: dict[str, int], reader: Reader, tmp_path: Path, none: str
    ) -> None:
        cells = ("Daftar Bukti Dukung", lambda n: none if n < 3 else "SK Tim Kerja")
        workbook = reader.read(write_grid(tmp_path / "x.xlsx", _with(grid, rubric, places, cells)))
        answers = workbook.answers(rubric)
        assert [answers[code].evidence for code in list(rubric.questions)[:4]] == [(), (), (), ("SK Tim Kerja",)]


class TestColumnsThatAreNotThere:
    def test_a_score_under_another_title_is_said_to_be_missing(
        self, grid: Grid, reader: Reader, tmp_path: Path
    ) -> None:
        grid[HEADER] = ["Lainnya" if value == "Nilai" else value for value in grid[HEADER]]
        findings = _card(reader, write_grid(tmp_path / "x.xlsx", grid)).findings
        (finding,) = (f for f in findings if f.rule == "column-not-found" and f.message.startswith("Kolom nilai"))
        assert "tidak dibandingkan" in finding.message
        assert "not-calculated" not in {f.rule for f in findings}

    @pytest.mark.parametrize(("title", "role"), [("Bobot", "weight"), ("Pilihan Jawaban", "choices")])
    def test_weights_and_allowed_answers_are_known_by_their_cells(
        self, grid: Grid, reader: Reader, tmp_path: Path, title: str, role: Role
    ) -> None:
        column = grid[HEADER].index(title)
        grid[HEADER] = ["Lainnya" if value == title else value for value in grid[HEADER]]
        assert reader.read(write_grid(tmp_path / "x.xlsx", grid)).layout.columns[role] == column


class TestPartsOnSeveralSheets:
    @pytest.mark.parametrize(("first", "second"), [("A.I", "A.II"), ("A", "B")])
    def test_they_are_read_as_one_and_cells_name_their_sheet(
        self, grid: Grid, places: dict[str, int], plain: Scorecard, reader: Reader, tmp_path: Path, first: str,
        second: str,
    ) -> None:  # fmt: skip
        cut = places[second]
        path = write_grids(tmp_path / "x.xlsx", {"SATU": grid[:cut], "DUA": grid[:2] + grid[cut:]})
        card = _card(reader, path)
        assert card.total.score == plain.total.score
        (finding,) = (f for f in card.findings if f.rule == "several-sheets")
        assert "SATU, DUA" in finding.message
        cells = {question.code: question.cell for question in card.questions}
        assert cells["A.I.1.i.a"] == f"SATU!M{places['A.I.1.i.a'] + 1}"
        assert cells["B.I.b"] == f"DUA!M{places['B.I.b'] - cut + 3}"
