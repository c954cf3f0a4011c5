"""What is read in doubt never carries a unit over a minimum; what is left of an undecided file is shown."""

import json
from pathlib import Path

import pytest

from lke_cli.errors import UndecidedError
from lke_cli.results import Scorecard
from lke_cli.rubric import load_rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import Filling, example_filling
from lke_cli.values import CellValue
from lke_cli.workbook.read import Reader
from tests.conftest import Run
from tests.workbook.grid import Grid, read_grid, write_grid, write_grids

HEADER, ANSWER, WIDTH = 1, 12, 19
GAP = "A.I.1.iii.b"
_RUBRIC = load_rubric("permenpanrb-90-2021")


class Form:
    """A form with the best answer everywhere, as a grid that is changed and scored."""

    def __init__(self, reader: Reader, folder: Path) -> None:
        from lke_cli.templates import write_template

        filling = example_filling(_RUBRIC)
        scales = {code: _RUBRIC.scales[question.scale] for code, question in _RUBRIC.questions.items()}
        best: dict[str, float | str] = {
            code: scale.best_first[0] if scale.kind == "choice" else 4.0
            for code, scale in scales.items()
            if scale.kind != "ratio"
        }
        best = {code: value for code, value in best.items() if not _RUBRIC.questions[code].inputs}
        self.reader, self.path = reader, folder / "LKE.xlsx"
        write_template(_RUBRIC, self.path, Filling("", {**filling.answers, **best}, filling.narratives))
        self.grid: Grid = [row[:WIDTH] for row in read_grid(self.path)]
        self.rows = {code: item.row for code, item in reader.read(self.path).items.items()}

    def answer(self, code: str, value: CellValue) -> None:
        self.grid[self.rows[code]][ANSWER] = value

    def text(self, code: str, text: str) -> None:
        row = self.grid[self.rows[code]]
        row[max((c for c in range(1, 9) if isinstance(row[c], str)), key=lambda c: len(str(row[c])))] = text

    def save(self) -> Path:
        return write_grid(self.path, self.grid, "LKE")

    def card(self) -> Scorecard:
        card = score_workbook(self.reader, self.save(), target="wbk").scorecard
        assert card is not None
        return card


@pytest.fixture
def form(reader: Reader, tmp_path: Path) -> Form:
    return Form(reader, tmp_path)


class TestDoubtCarriesNoVerdict:
    def test_a_row_by_elimination_that_decides_nothing_leaves_the_verdict(self, form: Form) -> None:
        form.text(GAP, "Pengecekan triwulanan oleh sekretariat")
        card = form.card()
        assert card.met
        assert "row-by-elimination" in {finding.rule for finding in card.findings}

    def test_one_that_alone_reaches_a_minimum_gives_none(self, form: Form, lke: Run) -> None:
        """A minimum for the indikator itself: 1 point for three A; without the row two of three, that is 0.667."""
        form.text(GAP, "Pengecekan triwulanan oleh sekretariat")
        path = form.save()
        code, out, _ = lke("score", "--detail", path, "--min", "A.I.1.iii=0,66")
        assert code in (0, 1)
        assert "BELUM DAPAT DINILAI" not in out
        code, out, _ = lke("score", "--detail", path, "--min", "A.I.1.iii=0,67")
        said = " ".join(out.split())
        assert code == 2
        assert "BELUM DAPAT DINILAI" in said
        assert "isian yang dibaca dengan ragu" in said
        assert f"LKE!G{form.rows[GAP] + 1}" in said or f"LKE!I{form.rows[GAP] + 1}" in said

    def test_what_has_no_verdict_has_no_plan_and_a_plan_says_its_doubt(self, form: Form, lke: Run) -> None:
        form.text(GAP, "Pengecekan triwulanan oleh sekretariat")
        path = form.save()
        code, out, _ = lke("plan", "--detail", path, "--min", "A.I.1.iii=0,66")
        assert code in (0, 1)
        assert "1 baris dibaca dengan ragu; pastikan dulu" in " ".join(out.split())
        code, out, err = lke("plan", "--detail", path, "--min", "A.I.1.iii=0,67")
        assert (code, out) == (2, "")
        assert "Belum dapat dinilai" in err

    def test_a_unit_that_fails_anyway_is_told_so(self, form: Form) -> None:
        form.text(GAP, "Pengecekan triwulanan oleh sekretariat")
        for code in _RUBRIC.questions:
            if code.startswith("B."):
                form.answer(code, 1)
        assert not form.card().met


class TestTitlesThatSayNothingOfTheUnit:
    @pytest.mark.parametrize("title", ["", "Jawaban 2026", "Isian Unit Kerja", "Kode Jawaban", "Hasil Self Assessment"])
    def test_no_title_or_one_of_the_unit_is_scored(self, form: Form, title: str) -> None:
        form.grid[HEADER][ANSWER] = title
        assert form.card().met

    @pytest.mark.parametrize(
        "title", ["Kolom Jawaban", "Jawaban Akhir Satker", "Jawaban (A/B/C)", "Isian Jawaban 2026", "Jawaban Tim ZI"]
    )
    def test_words_that_are_the_units_may_be_added(self, form: Form, title: str) -> None:
        form.grid[HEADER][ANSWER] = title
        assert form.card().met

    def test_so_may_a_name_that_stands_above_the_table(self, form: Form) -> None:
        form.grid[HEADER][ANSWER] = "Jawaban Kantor Bahari"
        with pytest.raises(UndecidedError, match=r"tidak dikenali: M \(Jawaban Kantor Bahari\)"):
            form.card()
        form.grid[0][1] = "LKE Zona Integritas Kantor Bahari"
        assert form.card().met

    @pytest.mark.parametrize(
        "title",
        [
            "Jawaban Kab Tetangga",
            "Jawaban Referensi",
            "Jawaban Sebelum Perbaikan",
            "Baseline",
            "Rata-rata Nasional",
            "Kabupaten Tetangga",
            "Jawaban Benar",
            "Jawaban Minimal",
            "xyz",
        ],
    )
    def test_any_other_is_undecided_and_the_command_settles_it(self, form: Form, title: str, lke: Run) -> None:
        form.grid[HEADER][ANSWER] = title
        with pytest.raises(UndecidedError, match=f"M \\({title}\\)"):
            form.card()
        assert lke("score", form.save(), "--column", "answer=M")[0] == 0


class TestPartsSideBySide:
    """Two parts of the form in the same rows: an answer could be of the question on its left or of another one's."""

    MIDDLE = "A.I.4"

    @pytest.mark.parametrize("titled", [True, False])
    def test_give_no_score(self, form: Form, titled: bool) -> None:
        first = next(row for code, row in form.rows.items() if code.startswith(self.MIDDLE))
        left, right = form.grid[:first], [*form.grid[HEADER : HEADER + 1], *form.grid[first:]]
        blank: list[CellValue] = [""] * WIDTH
        if not titled:
            right[0] = blank
        height = max(len(left), HEADER + len(right))
        left += [blank] * (height - len(left))
        right = [*[blank] * HEADER, *right, *[blank] * (height - HEADER - len(right))]
        form.grid = [[*one, *other] for one, other in zip(left, right, strict=True)]
        with pytest.raises(UndecidedError, match="berdampingan"):
            form.card()


class TestAnswersOfAState:
    """Final answers may be the unit's or the reviewers': alone they are the unit's, beside others it is not known."""

    @staticmethod
    def _beside(form: Form, title: str, *, same: bool = False) -> None:
        """Put another column of answers right of the form."""
        for number, row in enumerate(form.grid):
            answer = row[ANSWER]
            row.append(title if number == HEADER else answer if same or answer not in ("A", "Ya") else "Tidak")

    @pytest.mark.parametrize("state", ["Jawaban Akhir", "Jawaban Sementara", "Jawaban Perbaikan"])
    def test_alone_they_are_the_units(self, form: Form, state: str) -> None:
        form.grid[HEADER][ANSWER] = state
        assert form.card().met

    @pytest.mark.parametrize("other", ["Jawaban TPI", "Jawaban Awal", "Jawaban Tahun Lalu"])
    @pytest.mark.parametrize("state", ["Jawaban Akhir", "Jawaban Sementara", "Jawaban Perbaikan"])
    def test_beside_other_answers_it_is_not_known_whose_they_are(self, form: Form, state: str, other: str) -> None:
        form.grid[HEADER][ANSWER] = state
        self._beside(form, other)
        with pytest.raises(UndecidedError, match=f"M \\({state}\\)") as caught:
            form.card()
        assert caught.value.command == "--column answer=M"

    def test_beside_the_same_answers_nothing_hangs_on_it(self, form: Form) -> None:
        form.grid[HEADER][ANSWER] = "Jawaban Akhir"
        self._beside(form, "Jawaban TPI", same=True)
        assert form.card().met

    @pytest.mark.parametrize("when", ["Jawaban Setelah Reviu", "Jawaban Pasca Evaluasi", "Sesudah Verifikasi"])
    def test_a_title_that_says_after_what_they_were_given_does_not_say_by_whom(self, form: Form, when: str) -> None:
        for row in form.grid:
            row.append({"A": "C", "Ya": "Tidak"}.get(str(row[ANSWER]), row[ANSWER]))
        form.grid[HEADER][-1] = when
        with pytest.raises(UndecidedError, match=when):
            form.card()

    def _on_two_sheets(self, form: Form, title: str, own: str, other: str, *, same: bool = False) -> Scorecard | None:
        """Score a workbook with somebody else's answers on a second sheet."""
        form.grid[HEADER][ANSWER] = title
        worse = [
            [*row[:ANSWER], "Tidak" if row[ANSWER] == "Ya" else row[ANSWER], *row[ANSWER + 1 :]] for row in form.grid
        ]
        path = write_grids(form.path, {own: form.grid, other: form.grid if same else worse})
        return score_workbook(form.reader, path, target="wbk").scorecard

    @pytest.mark.parametrize(("title", "own"), [("Jawaban Akhir", "LKE"), ("Jawaban", "Jawaban Akhir")])
    def test_beside_a_reviewers_sheet_it_is_not_known_either(self, form: Form, title: str, own: str) -> None:
        with pytest.raises(UndecidedError, match="sama-sama tampak seperti LKE") as caught:
            self._on_two_sheets(form, title, own, "Reviu TPI")
        assert caught.value.command == f'--sheet "{own}"'

    @pytest.mark.parametrize(
        ("title", "own", "same"),
        [("Jawaban", "LKE", False), ("Jawaban", "LKE Final", False), ("Jawaban Akhir Unit", "LKE", False),
         ("Jawaban Akhir", "LKE", True)],
    )  # fmt: skip
    def test_where_nothing_says_so_the_units_sheet_counts(self, form: Form, title: str, own: str, same: bool) -> None:
        card = self._on_two_sheets(form, title, own, "Reviu TPI", same=same)
        assert card is not None
        assert card.met

    def test_where_the_title_names_the_unit_they_are_its_own(self, form: Form) -> None:
        form.grid[HEADER][ANSWER] = "Jawaban Akhir Satker"
        self._beside(form, "Jawaban TPI")
        assert form.card().met


class TestQuestionsThatStandTwice:
    @pytest.mark.parametrize(("again", "severity"), [("D", "error"), ("A", "warning"), ("", "warning")])
    def test_another_answer_is_an_error_the_same_is_none(self, form: Form, again: str, severity: str) -> None:
        row = [*form.grid[form.rows[GAP]]]
        row[ANSWER] = again
        form.grid.append(row)
        (said,) = [finding for finding in form.card().findings if finding.rule == "row-repeated"]
        assert said.severity == severity
        assert said.node == GAP

    def test_no_exit_code_0_is_given(self, form: Form, lke: Run) -> None:
        assert lke("score", "--detail", form.save())[0] == 0
        row = [*form.grid[form.rows[GAP]]]
        row[ANSWER] = "D"
        form.grid.append(row)
        assert lke("score", "--detail", form.save())[0] == 1


class TestParts:
    def _split(self, form: Form, parts: dict[str, str]) -> dict[str, Grid]:
        sheets: dict[str, Grid] = {}
        for name, prefix in parts.items():
            rows = [row for code, row in form.rows.items() if code.startswith(prefix)]
            part = [*form.grid[: HEADER + 1], *form.grid[min(rows) : max(rows) + 1]]
            sheets[name] = [[*row] for row in part]
        return sheets

    @pytest.mark.parametrize(
        "parts",
        [
            {"Pemenuhan": "A.I.", "Reform": "A.II.", "Birokrasi": "B.I.", "Prima": "B.II."},
            {**{f"{b} {n}": f"A.{b}.{n}." for b in ("I", "II") for n in range(1, 7)},
             "IPAK": "B.I.a", "Kinerja": "B.I.b", "IPKP": "B.II."},
        ],
    )  # fmt: skip
    def test_sheets_with_a_single_question_are_part_of_it(self, form: Form, parts: dict[str, str]) -> None:
        right = form.card().total.score
        write_grids(form.path, {**self._split(form, parts)})
        card = score_workbook(form.reader, form.path, target="wbk").scorecard
        assert card is not None
        assert card.total.score == pytest.approx(right)

    def test_what_one_sheet_answers_and_the_other_leaves_blank_is_undecided(self, form: Form) -> None:
        other = [[*row] for row in form.grid]
        form.answer(GAP, "")
        write_grids(form.path, {"LKE": form.grid, "LKE (2)": other})
        with pytest.raises(UndecidedError, match="kosong"):
            score_workbook(form.reader, form.path, target="wbk")

    def test_both_sheets_named_are_read_as_one(self, form: Form, lke: Run) -> None:
        right = form.card().total.score
        hasil = self._split(form, {"Hasil": "B."})
        for question in _RUBRIC.questions:
            if question.startswith("B."):
                form.answer(question, "")
        write_grids(form.path, {"LKE": form.grid, **hasil})
        code, out, _ = lke("score", form.path, "--sheet", "LKE", "--sheet", "Hasil", "--format", "json")
        assert code in (0, 1)
        assert json.loads(out)["workbooks"][0]["scorecard"]["total"]["score"] == pytest.approx(right)


class TestInspectingWhatIsUndecided:
    def test_columns_are_shown_then_what_settles_it(self, form: Form, lke: Run) -> None:
        for number, row in enumerate(form.grid):
            row.append("Jawaban 2024" if number == HEADER else "C" if row[ANSWER] == "A" else row[ANSWER])
        form.grid[HEADER][ANSWER] = "Jawaban 2025"
        code, out, _ = lke("inspect", form.save())
        assert code == 2
        assert "BELUM DAPAT DINILAI" in out
        assert "--column answer=" in out
        assert "Dibaca sebagai" in out
        code, out, _ = lke("inspect", form.path, "--format", "json")
        found = json.loads(out)
        assert code == 2
        assert found["undecided"]["command"].startswith("--column answer=")
        assert {each["column"] for each in found["columns"] if each["role"] == "rival"} == {"M", "T"}

    @pytest.mark.parametrize("command", [["diff"], ["check-evidence", "--workbook"]])
    def test_a_blank_form_is_known_as_one_by_every_command(self, form: Form, lke: Run, command: list[str]) -> None:
        for row in form.grid[HEADER + 1 :]:
            row[ANSWER] = ""
        path = form.save()
        code, _, err = lke(*command, path, *([path] if command == ["diff"] else []))
        assert code == 2
        assert "masih kosong" in err
        code, out, _ = lke("inspect", path)
        assert "MASIH KOSONG" in out
        assert code in (0, 1)


def test_the_marked_cell_is_the_answers_address(form: Form) -> None:
    row = form.rows[GAP]
    options = ["Ya", "Tidak", "A", "B", "C", "D", "E"]
    for number, cells in enumerate(form.grid):
        given = cells[ANSWER]
        marks: list[CellValue] = ["X" if given == option and given else "" for option in options]
        cells[ANSWER] = "Angka" if number == HEADER else given if not isinstance(given, str) else ""
        cells += options if number == HEADER else marks
    card = form.card()
    (question,) = [each for each in card.questions if each.code == GAP]
    assert question.answer == "A"
    assert question.cell == f"LKE!V{row + 1}"  # T and U are Ya and Tidak, V is A


def _lower(value: CellValue) -> CellValue:
    return value.lower() if isinstance(value, str) else value


@pytest.mark.parametrize("title", ["", "Isian"])
def test_lower_case_answers_are_no_numbering(form: Form, title: str) -> None:
    """Wherever a question allows its own letter, that is the answer: what a numbering would say."""
    for code, question in _RUBRIC.questions.items():
        scale, letter = _RUBRIC.scales[question.scale], code.rsplit(".", 1)[-1].upper()
        if scale.kind == "choice" and letter in scale.options:
            form.answer(code, letter)
    right = form.card().total.score
    for row in form.grid[HEADER + 1 :]:
        row[ANSWER] = _lower(row[ANSWER])
    form.grid[HEADER][ANSWER] = title
    assert form.card().total.score == pytest.approx(right)


class TestWordsOfAQuestion:
    """A question's words are its own: one left out is said, one that is another word of the rubric is doubted."""

    def test_a_word_left_out_is_said_at_its_cell_and_leaves_the_verdict(self, form: Form) -> None:
        question = _RUBRIC.questions["A.I.1.iv.c"]
        words = " ".join(question.match)
        assert "budaya" in words
        form.text(question.code, words.replace("budaya", " "))
        card = form.card()
        (said,) = [finding for finding in card.findings if finding.rule == "text-shortened"]
        assert card.met
        assert "A.I.1.iv.c tanpa 'budaya'" in said.message
        assert said.cells == (f"LKE!G{form.rows[question.code] + 1}",)

    def test_the_whole_text_and_the_label_are_not_said(self, form: Form) -> None:
        question = _RUBRIC.questions["A.I.1.iv.c"]
        for text in (" ".join(question.match), question.label):
            form.text(question.code, text)
            assert "text-shortened" not in {finding.rule for finding in form.card().findings}

    def test_pengadaan_is_no_pengaduan_misspelt(self, form: Form, reader: Reader) -> None:
        question = _RUBRIC.questions["A.I.5.iii.a"]
        text = " ".join(question.match)
        assert "pengaduan" in text
        form.text(question.code, text.replace("pengaduan", "pengadaan"))
        doubtful = [f.node for f in reader.look(form.save()).findings if f.rule == "doubtful-match"]
        assert question.code in doubtful
        form.text(question.code, text.replace("pengaduan", "pengadauan"))  # a slip of the keys is forgiven
        assert question.code not in [f.node for f in reader.look(form.save()).findings if f.rule == "doubtful-match"]


class TestColumnsBeside:
    """A second column of texts settles nothing; a title that names the unit settles whose answers are whose."""

    @pytest.mark.parametrize("title", ["Pertanyaan", "Penilaian", "Indikator", ""])
    @pytest.mark.parametrize("at", [0, 1, 9, ANSWER, WIDTH])
    def test_texts_that_stand_twice_leave_nothing_to_decide(self, form: Form, at: int, title: str) -> None:
        right = form.card().total.score
        codes = {row: code for code, row in form.rows.items()}
        texts = {row: _longest(form.grid[row]) for row in codes}
        for cells in (texts, {row: _RUBRIC.label(code) for row, code in codes.items()}):
            again = [cells.get(row, title if row == HEADER else "") for row in range(len(form.grid))]
            write_grid(form.path, [[*row[:at], cell, *row[at:]] for row, cell in zip(form.grid, again, strict=True)])
            scored = score_workbook(form.reader, form.path, target="wbk").scorecard
            assert scored is not None
            assert scored.total.score == right

    @pytest.mark.parametrize(
        ("own", "title", "settles"),
        [("Jawaban Unit", "Kabupaten Tetangga", True), ("Jawaban Unit", "Sementara", False),
         ("Jawaban Unit", "Perbaikan", False), ("Jawaban", "Sementara", False)],
    )  # fmt: skip
    def test_an_unknown_title_over_other_answers(self, form: Form, own: str, title: str, settles: bool) -> None:
        form.grid[HEADER][ANSWER] = own
        worst = {"Ya": "Tidak", "A": "B"}
        other = [title if row == HEADER else worst.get(str(cells[ANSWER]), "") for row, cells in enumerate(form.grid)]
        write_grid(form.path, [[*row, cell] for row, cell in zip(form.grid, other, strict=True)], "LKE")
        if not settles:
            with pytest.raises(UndecidedError, match=rf"kolom M \({own}\) atau T \({title}\)"):
                score_workbook(form.reader, form.path, target="wbk")
            return
        card = score_workbook(form.reader, form.path, target="wbk").scorecard
        assert card is not None
        (said,) = [finding for finding in card.findings if finding.rule == "answers-twice"]
        assert card.met
        assert title in said.message
        assert said.cells == ("LKE!T2",)


def _longest(row: list[CellValue]) -> str:
    return max((cell for cell in row[1:9] if isinstance(cell, str)), key=len, default="")


class TestColumnsThatChangePlaces:
    """A header further down that puts other titles over the answers: which column holds them is not known there."""

    MIDDLE = "A.II.1.i.a"
    REVIEWER = 13

    def _with_header(
        self, form: Form, titles: tuple[str, str], *, swapped: bool, group: tuple[str, str] = ("", "")
    ) -> None:
        """Put a header before the second half; swapped: the half's answers stand in the other column."""
        header = form.grid[HEADER]
        for row in form.grid:
            row[self.REVIEWER : self.REVIEWER] = [""]
        header[ANSWER], header[self.REVIEWER] = "Jawaban", "Jawaban TPI" if not any(group) else "Jawaban"
        middle = form.rows[self.MIDDLE]
        if swapped:
            for row in form.grid[middle:]:
                row[ANSWER], row[self.REVIEWER] = row[self.REVIEWER], row[ANSWER]
        again: list[CellValue] = [*header]
        again[ANSWER], again[self.REVIEWER] = titles
        form.grid[middle:middle] = [again]
        if any(group):
            over: list[CellValue] = ["" for _ in header]
            over[ANSWER], over[self.REVIEWER] = group
            form.grid[middle:middle] = [over]
            form.grid[HEADER:HEADER] = [[*over[:ANSWER], "Unit Kerja", "TPI", *over[self.REVIEWER + 1 :]]]

    def test_the_same_header_once_more_changes_nothing(self, form: Form) -> None:
        before = form.card().total.score
        self._with_header(form, ("JAWABAN", "Jawaban TPI"), swapped=False)
        assert form.card().total.score == before

    def test_the_same_names_over_it_once_more_change_nothing(self, form: Form) -> None:
        before = form.card().total.score
        self._with_header(form, ("Jawaban", "Jawaban"), swapped=False, group=("Unit Kerja", "TPI"))
        assert form.card().total.score == before

    def test_other_titles_over_the_answers_give_no_score(self, form: Form) -> None:
        self._with_header(form, ("Jawaban TPI", "Jawaban"), swapped=True)
        with pytest.raises(UndecidedError, match="urutan kolom berubah di tengah") as caught:
            form.card()
        middle = form.rows[self.MIDDLE] + 1
        assert caught.value.cells == ("LKE!M2", f"LKE!M{middle}")

    def test_the_same_titles_under_other_names_give_no_score(self, form: Form) -> None:
        self._with_header(form, ("Jawaban", "Jawaban"), swapped=True, group=("TPI", "Unit Kerja"))
        with pytest.raises(UndecidedError, match="nama penilai lain"):
            form.card()
