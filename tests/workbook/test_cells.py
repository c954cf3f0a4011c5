"""What a cell says that is merged over rows, was not computed, or shows no evidence."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lke_cli.answers import Given
from lke_cli.errors import UndecidedError
from lke_cli.findings import Finding
from lke_cli.results import QuestionScore, Scorecard
from lke_cli.rubric import Rubric, Shows
from lke_cli.scored import score_workbook
from lke_cli.scoring import score_answers
from lke_cli.templates import example_filling
from lke_cli.workbook.marks import UNSEEN, read_marks
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import Sheet
from lke_cli.workbook.shown import LINKED, PICTURE, Shown, beside_cells, broken_cells
from tests.conftest import Run, Write

ANSWER, CHOICES, NARRATIVE, DOCUMENTS, LINKS = "M", "L", "Q", "R", "S"
SECOND, THIRD = "A.I.1.iii.a", "A.I.1.iii.b"  # two questions, one below the other


class Changed:
    """The example, a few of its cells changed as Excel would; ``at(code, column)`` is an address."""

    def __init__(self, path: Path, reader: Reader) -> None:
        self.path, self.reader = path, reader
        self.rows = {code: item.row + 1 for code, item in reader.read(path).items.items()}
        self.book = openpyxl.load_workbook(path)
        self.sheet: Worksheet = self.book.worksheets[0]

    def at(self, code: str, column: str = ANSWER) -> str:
        return f"{column}{self.rows[code]}"

    def save(self) -> Path:
        path = self.path.with_name("ubah.xlsx")
        self.book.save(path)
        return path

    def card(self) -> Scorecard:
        card = score_workbook(self.reader, self.save(), target="wbk").scorecard
        assert card is not None
        return card


@pytest.fixture
def example(write: Write, rubric: Rubric, reader: Reader) -> Changed:
    return Changed(write(example_filling(rubric)), reader)


def _question(card: Scorecard, code: str) -> QuestionScore:
    return next(question for question in card.questions if question.code == code)


def _of(card: Scorecard, rule: str) -> list[Finding]:
    return [finding for finding in card.findings if finding.rule == rule]


def _shows_all(_: str) -> Shows:
    return "shown"


class TestMerged:
    def test_an_answer_over_two_rows_answers_both_and_is_said_once(self, example: Changed) -> None:
        before = example.card()
        example.sheet[example.at(SECOND)] = "B"
        example.sheet[example.at(THIRD)] = None
        example.sheet.merge_cells(f"{example.at(SECOND)}:{example.at(THIRD)}")
        card = example.card()
        assert [_question(card, code).answer for code in (SECOND, THIRD)] == ["B", "B"]
        # A, A of four answers becomes B, B: two of three questions lose 0.33 of 1 point / 3 each.
        assert before.node("A.I.1.iii").score == pytest.approx(1)
        assert card.node("A.I.1.iii").score == pytest.approx((0.67 + 0.67 + 1) / 3)
        (said,) = _of(card, "answer-merged")
        assert said.cell == f"LKE!{example.at(SECOND)}"
        assert SECOND in said.message
        assert THIRD in said.message
        assert not _of(card, "unanswered")

    def test_one_over_an_indikator_and_its_question_answers_the_question(self, example: Changed) -> None:
        example.sheet[example.at("A.I.1.iii")] = "C"
        example.sheet.merge_cells(f"{example.at('A.I.1.iii')}:{example.at(SECOND)}")
        assert _question(example.card(), SECOND).answer == "C"

    def test_one_that_is_no_option_of_the_second_is_said_there(self, example: Changed, rubric: Rubric) -> None:
        example.sheet.merge_cells(f"{example.at('A.I.1.i.a')}:{example.at('A.I.1.i.b')}")  # Ya/Tidak, then A/B/C
        card = example.card()
        assert _question(card, "A.I.1.i.a").answer == "Ya"
        assert _question(card, "A.I.1.i.b").state == "invalid"

    def test_a_blank_merged_cell_answers_nothing(self, example: Changed) -> None:
        example.sheet[example.at(SECOND)] = None
        example.sheet.merge_cells(f"{example.at(SECOND)}:{example.at(THIRD)}")
        card = example.card()
        assert not _of(card, "answer-merged")
        assert {_question(card, code).state for code in (SECOND, THIRD)} == {"unanswered"}

    def test_a_narrative_over_two_rows_is_that_of_both(self, example: Changed) -> None:
        example.sheet[example.at(SECOND, NARRATIVE)] = "Keduanya dibahas dalam rapat bulanan tim."
        example.sheet.merge_cells(f"{example.at(SECOND, NARRATIVE)}:{example.at(THIRD, NARRATIVE)}")
        assert _question(example.card(), THIRD).narrative == "Keduanya dibahas dalam rapat bulanan tim."


class TestNotComputed:
    """openpyxl writes formulas without values, as many programs do: what they give cannot be known, nor guessed."""

    def test_an_answer_that_no_program_computed_leaves_the_workbook_undecided(self, example: Changed) -> None:
        example.sheet[example.at(SECOND)] = '=IF(1=1,"A","B")'
        with pytest.raises(UndecidedError, match="belum dihitung") as raised:
            example.card()
        assert raised.value.cells == (f"LKE!{example.at(SECOND)}",)

    def test_no_verdict_is_given_and_what_to_do_is_said(self, example: Changed, lke: Run) -> None:
        example.sheet[example.at(SECOND)] = '=IF(1=1,"A","B")'
        code, out, _ = lke("score", "--detail", example.save())
        assert code == 2
        assert "BELUM DAPAT DINILAI" in out
        assert "buka di Excel, simpan" in " ".join(out.split())

    def test_a_count_that_was_not_computed_is_named_at_its_cell(self, example: Changed) -> None:
        example.sheet[example.at("A.II.4.i.a.2")] = "=4+5"
        with pytest.raises(UndecidedError) as raised:
            example.card()
        assert raised.value.cells == (f"LKE!{example.at('A.II.4.i.a.2')}",)

    def test_percentages_and_sums_are_computed_from_what_is_there(self, example: Changed) -> None:
        """Their cells are formulas in every form: all counts are typed, so nothing is missing."""
        card = example.card()
        assert not _of(card, "uncomputed")
        assert _question(card, "A.II.4.i.a").value == 1


def test_scoring_is_total_on_answers_that_were_not_computed(rubric: Rubric) -> None:
    answers = {code: Given(uncomputed=True) for code in (*rubric.questions, *rubric.inputs)}
    card = score_answers(rubric, answers, target="wbk")
    assert card.total.score == 0
    assert {question.state for question in card.questions} == {"uncomputed"}


class TestEvidenceCells:
    def _only(self, example: Changed, value: str | bool) -> Scorecard:
        for column in (DOCUMENTS, LINKS):
            example.sheet[example.at(SECOND, column)] = None
        example.sheet[example.at(SECOND, DOCUMENTS)] = value
        return example.card()

    @pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#NAME?"])
    def test_an_error_of_excel_is_none_and_is_said(self, example: Changed, error: str) -> None:
        card = self._only(example, error)
        assert _question(card, SECOND).evidence == ()
        assert SECOND in {f.node for f in _of(card, "no-evidence")}
        (said,) = _of(card, "evidence-broken")
        assert said.cells == (f"LKE!{example.at(SECOND, DOCUMENTS)}",)

    def test_a_ticked_box_claims_and_shows_none(self, example: Changed) -> None:
        card = self._only(example, True)
        assert _question(card, SECOND).evidence == ()
        (said,) = _of(card, "evidence-claimed")
        assert said.values["count"] == 1

    def test_an_unticked_box_is_none_and_claims_nothing(self, example: Changed) -> None:
        card = self._only(example, False)
        assert _question(card, SECOND).evidence == ()
        assert not _of(card, "evidence-claimed")

    def test_a_document_is_evidence_and_needs_no_word(self, example: Changed) -> None:
        card = self._only(example, "SK Tim Nomor 7")
        assert _question(card, SECOND).evidence == ("SK Tim Nomor 7",)
        assert not _of(card, "evidence-broken") + _of(card, "evidence-claimed")

    @pytest.mark.parametrize("value", [True, False, "#REF!"])
    def test_none_of_them_is_a_narrative(self, example: Changed, value: str | bool) -> None:
        example.sheet[example.at(SECOND, NARRATIVE)] = value
        assert _question(example.card(), SECOND).narrative == ""

    def test_a_picture_in_a_cell_is_evidence_whatever_else_the_cell_says(self) -> None:
        """Excel stores #VALUE! beside a picture in a cell, for programs that know no pictures."""
        sheet = Sheet("LKE", False, [["a", "#VALUE!"], ["b", "#REF!"]], pictures=frozenset({(0, 1)}))
        assert beside_cells(sheet, [1], _shows_all) == {0: Shown((PICTURE,))}
        (said,) = broken_cells(sheet, [0, 1], [1])
        assert said.cells == ("LKE!B2",)

    @pytest.mark.parametrize("text", ["ada", "belum ada", "Link"])
    def test_an_address_behind_a_cell_is_evidence_whatever_it_says(self, example: Changed, text: str) -> None:
        cell = example.sheet[example.at(SECOND, DOCUMENTS)]
        example.sheet[example.at(SECOND, LINKS)] = None
        cell.value, cell.hyperlink = text, "https://contoh.go.id/zi/1"
        assert LINKED in _question(example.card(), SECOND).evidence

    def test_a_place_in_the_workbook_behind_a_cell_is_none(self, example: Changed) -> None:
        cell = example.sheet[example.at(SECOND, DOCUMENTS)]
        example.sheet[example.at(SECOND, LINKS)] = None
        cell.value, cell.hyperlink = "ada", Hyperlink(ref=cell.coordinate, location="'Lembar 2'!A1")
        assert _question(example.card(), SECOND).evidence == ()

    def test_a_formula_that_makes_a_link_is_evidence(self, example: Changed) -> None:
        xml = b'<sheetData><row r="5"><c r="R5" t="str"><f>HYPERLINK("https://a.id/b","ada")</f><v>ada</v></c></row>'
        assert read_marks(xml + b"</sheetData>", list, UNSEEN).linked == {(4, 17)}
        assert not read_marks(xml.replace(b"https://a.id/b", b"#R9") + b"</sheetData>", list, UNSEEN).linked


class TestClaims:
    def test_claims_are_counted_apart_and_their_points_are_a_range(self, example: Changed) -> None:
        """Two of the three questions of A.I.1.iii, of 1 point: A gives a third of a point each."""
        for code in (SECOND, THIRD):
            example.sheet[example.at(code, DOCUMENTS)] = "ada"
            example.sheet[example.at(code, LINKS)] = None
            example.sheet[example.at(code)] = "A"
        card = example.card()
        (said,) = _of(card, "evidence-claimed")
        assert said.values == {"count": 2, "samples": "'ada'", "points": "0,67"}
        assert not {SECOND, THIRD} & {finding.node for finding in _of(card, "no-evidence")}

    def test_a_promise_is_no_evidence(self, example: Changed) -> None:
        example.sheet[example.at(SECOND, DOCUMENTS)] = "SK belum ditandatangani"
        example.sheet[example.at(SECOND, LINKS)] = None
        assert SECOND in {finding.node for finding in _of(example.card(), "no-evidence")}


class TestScales:
    """3,76 is 15,75 points and more of 17,5 where it is of 4; of 6 it is 2,51 of 4, which reaches no minimum."""

    @pytest.mark.parametrize("stated", ["Nilai (1-6)", "Nilai (0-100)", "Nilai (1 s.d. 5)"])
    def test_a_form_with_another_scale_for_a_survey_is_undecided(self, example: Changed, stated: str) -> None:
        example.sheet[example.at("B.I.a", CHOICES)] = stated
        with pytest.raises(UndecidedError, match="menyebut skala") as error:
            example.card()
        assert error.value.cells[0] == f"LKE!{example.at('B.I.a')}"

    @pytest.mark.parametrize("stated", ["Nilai (0-4)", "Nilai (1-4)", "Nilai", "1. SKM 2025-2026"])
    def test_the_rubrics_own_scale_and_other_numbers_are_not(self, example: Changed, stated: str) -> None:
        example.sheet[example.at("B.I.a", CHOICES)] = stated
        assert example.card().met

    @pytest.mark.parametrize("words", ["score", "diff", "check-evidence --workbook", "plan", "compare --detail"])
    def test_no_command_gives_a_verdict_on_it(self, example: Changed, lke: Run, words: str) -> None:
        example.sheet[example.at("B.I.a", CHOICES)] = "Nilai (1-6)"
        files = [example.save(), *([example.path] if words == "diff" else [])]
        code, out, err = lke(*words.split(), *files)
        assert code == 2
        assert "menyebut skala" in " ".join((out + err).split())
