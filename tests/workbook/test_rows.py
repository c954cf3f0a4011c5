"""Which row is which question: in other words, in a different question's words, by elimination, without a row."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_cli.errors import LkeError
from lke_cli.results import Scorecard
from lke_cli.rubric import Rubric, load_rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import example_filling
from lke_cli.workbook.book import Workbook
from lke_cli.workbook.match import TextRow, match_rows
from lke_cli.workbook.read import Reader
from lke_cli.workbook.words import Vocabulary
from tests.conftest import Write

from .grid import Grid, read_grid, write_grid

TEXT, CHOICES, ANSWER = 8, 11, 12  # the columns of the written form that the tests change (I, L, M)


@pytest.fixture(scope="module")
def vocabulary(rubric: Rubric) -> Vocabulary:
    return Vocabulary(rubric)


def _text_column(row: list[object]) -> int:
    return max((c for c in range(1, 9) if isinstance(row[c], str)), key=lambda c: len(str(row[c])))


class Form:
    """The written form as a grid, its rows found by code, to be changed and scored again."""

    def __init__(self, path: Path, reader: Reader) -> None:
        self.reader, self.path = reader, path
        self.grid: Grid = read_grid(path)
        self.rows = {code: item.row for code, item in reader.read(path).items.items()}

    def text(self, code: str) -> str:
        row = self.grid[self.rows[code]]
        return str(row[_text_column(list(row))])

    def retext(self, code: str, text: str) -> None:
        row = self.grid[self.rows[code]]
        row[_text_column(list(row))] = text

    def without(self, *codes: str) -> None:
        gone = {self.rows[code] for code in codes}
        self.grid = [row for number, row in enumerate(self.grid) if number not in gone]

    def blank(self, *codes: str) -> None:
        for code in codes:
            self.grid[self.rows[code]][ANSWER] = ""

    def read(self) -> Workbook:
        return self.reader.read(self.save())

    def card(self) -> Scorecard:
        card = score_workbook(self.reader, self.save(), target="wbk").scorecard
        assert card is not None
        return card

    def save(self) -> Path:
        return write_grid(self.path.with_name("ubah.xlsx"), self.grid)


@pytest.fixture
def form(write: Write, rubric: Rubric, reader: Reader) -> Form:
    return Form(write(example_filling(rubric)), reader)


def _rules(workbook: Workbook, node: str) -> set[str]:
    return {f.rule for f in workbook.findings if f.node == node}


class TestAnotherQuestionInItsPlace:
    """Texts are the label of the rubric with one thing changed: each must be doubted, or not be taken at all."""

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("A.I.1.i.a", "Tim pembangunan ZI belum dibentuk"),
            ("A.I.1.i.a", "Tim pembangunan gedung sudah dibentuk"),
            ("A.I.1.iii.a", "Kegiatan tidak berjalan sesuai rencana"),
            ("A.I.1.iii.a", "Kegiatan berjalan tanpa sesuai rencana"),
            ("A.I.1.i.b", "Anggota koperasi dipilih dengan prosedur jelas"),
            ("A.I.1.ii.b", "Target prioritas relevan dengan kurikulum sekolah"),
        ],
    )
    def test_it_is_never_taken_in_silence(self, form: Form, code: str, text: str) -> None:
        form.retext(code, text)
        workbook = form.read()
        assert code not in workbook.items or _rules(workbook, code) & {"doubtful-match", "row-by-elimination"}

    def test_the_unchanged_form_has_no_doubt(self, form: Form) -> None:
        assert not [f for f in form.read().findings if f.rule in ("doubtful-match", "row-by-elimination")]

    @pytest.mark.parametrize("code", ["A.I.1.ii.a", "A.I.1.iii.a"])
    def test_a_shorter_text_and_an_explained_one_are_the_same_question(self, form: Form, code: str) -> None:
        form.retext(code, f"{form.text(code)} (lampirkan)")
        workbook = form.read()
        assert code in workbook.items
        assert not _rules(workbook, code) & {"doubtful-match", "row-by-elimination"}


def _official(official_form: Path, reader: Reader) -> tuple[list[TextRow], dict[int, str]]:
    workbook = reader.read(official_form)
    codes = {item.row: code for code, item in workbook.items.items()}
    matched = [
        TextRow(item.row, item.text, "", None, workbook.text(code, "choices")) for code, item in workbook.items.items()
    ]
    return matched, codes


_DENIED = {
    "telah": "belum",
    "Telah": "Belum",
    "sudah": "belum",
    "Terdapat": "Tidak terdapat",
    "Dilakukan": "Tidak dilakukan",
}


def _denied(text: str) -> str:
    for word, other in _DENIED.items():
        if word in text.split():
            return " ".join(other if each == word else each for each in text.split())
    first, *rest = text.split()
    return " ".join([first, "tidak", *rest])


class TestOfficialForm:
    def test_every_question_denied_is_doubted(self, official_form: Path, reader: Reader, rubric: Rubric) -> None:
        rows, codes = _official(official_form, reader)
        vocabulary = Vocabulary(rubric)
        asked = [row for row in rows if codes[row.number] in rubric.questions]
        silent = [row.text for row in asked if not vocabulary.altered(_denied(row.text), codes[row.number])]
        assert silent == []
        assert [
            row.text for row in rows if codes[row.number] != "total" and vocabulary.altered(row.text, codes[row.number])
        ] == []

    def test_the_forms_of_2025_name_lhkasn_by_who_files_it(
        self, official_form: Path, reader: Reader, rubric: Rubric
    ) -> None:
        texts = {
            "A.II.5.iii.a.a.1": "Jumlah wajib LHKPN",
            "A.II.5.iii.a.a.5": "Jumlah yang sudah lapor",
            "A.II.5.iii.b": "Penyampaian laporan harta kekayaan bagi ASN yang tidak wajib LHKPN",
            "A.II.5.iii.b.a": "Persentase pegawai yang tidak wajib LHKPN yang sudah melapor",
            "A.II.5.iii.b.a.1": "Jumlah pegawai yang tidak wajib LHKPN",
            "A.II.5.iii.b.a.2": "Jumlah pejabat eselon III",
            "A.II.5.iii.b.a.3": "Pejabat pengawas",
            "A.II.5.iii.b.a.4": "Fungsional",
            "A.II.5.iii.b.a.5": "Jumlah yang sudah menyampaikan LHKASN",
        }
        rows, codes = _official(official_form, reader)
        rows = [row._replace(text=texts.get(codes[row.number], row.text)) for row in rows]
        found = {match.row: match for match in match_rows(rows, rubric, Vocabulary(rubric))}
        for row in rows:
            assert found[row.number].code == codes[row.number], row.text
            assert not found[row.number].doubtful, row.text

    def test_synonyms_of_a_ministry_are_no_doubt(self, official_form: Path, reader: Reader, rubric: Rubric) -> None:
        rows, codes = _official(official_form, reader)
        words = [
            ("Unit kerja", "Satker"),
            ("unit kerja", "satuan kerja"),
            ("monitoring dan evaluasi", "monev"),
            ("Zona Integritas", "ZI"),
            ("pegawai", "personel"),
            ("teknologi informasi", "TIK"),
            ("SPBE", "e-office"),
            ("pelayanan", "layanan"),
            ("Whistle Blowing System", "WBS"),
            ("Benturan Kepentingan", "konflik kepentingan"),
            ("Persentase", "Prosentase"),
        ]
        changed = []
        for row in rows:
            text = row.text
            for ours, theirs in words:
                text = re.sub(rf"\b{ours}\b", theirs, text)
            changed.append(row._replace(text=text))
        assert sum(a.text != b.text for a, b in zip(rows, changed, strict=True)) > 60
        for match in match_rows(changed, rubric, Vocabulary(rubric)):
            assert match.code == codes[match.row]
            assert not match.doubtful, match.text


class TestElimination:
    GAP = "A.I.1.iii.b"

    def test_the_one_row_left_is_the_one_question_left_and_that_is_said(self, form: Form) -> None:
        before = form.card()
        form.retext(self.GAP, "Pengecekan triwulanan oleh sekretariat")
        workbook = form.read()
        (said,) = [f for f in workbook.findings if f.rule == "row-by-elimination"]
        row = workbook.items[self.GAP].row + 1
        assert (said.node, said.cell) == (self.GAP, f"{workbook.sheet}!G{row}")  # where the text of questions stands
        assert form.card().total.score == before.total.score
        assert not _rules(workbook, self.GAP) & {"question-not-found", "row-unmatched"}

    def test_a_row_of_another_scale_is_not_taken(self, form: Form) -> None:
        form.retext(self.GAP, "Pengecekan triwulanan oleh sekretariat")
        form.grid[form.rows[self.GAP]][CHOICES] = "Ya/Tidak"  # the question left has A/B/C/D
        assert "question-not-found" in _rules(form.read(), self.GAP)

    def test_two_rows_left_are_not_guessed(self, form: Form) -> None:
        form.retext(self.GAP, "Pengecekan triwulanan oleh sekretariat")
        row = [*form.grid[form.rows[self.GAP]]]
        row[_text_column(list(row))] = "Kunjungan lapangan bersama mitra"
        form.grid.insert(form.rows[self.GAP], row)
        assert "question-not-found" in _rules(form.read(), self.GAP)

    def test_two_questions_left_are_not_guessed(self, form: Form) -> None:
        form.retext(self.GAP, "Pengecekan triwulanan oleh sekretariat")
        form.without("A.I.1.iii.c")
        assert "question-not-found" in _rules(form.read(), self.GAP)

    def test_a_row_without_an_answer_is_not_taken(self, form: Form) -> None:
        form.retext(self.GAP, "Pengecekan triwulanan oleh sekretariat")
        form.blank(self.GAP)
        assert "question-not-found" in _rules(form.read(), self.GAP)

    def test_a_short_text_with_options_is_the_question_not_its_indikator(self, form: Form) -> None:
        before = form.card()
        form.retext("A.II.6.i.a", form.text("A.II.6.i"))
        card = form.card()
        assert card.total.score == before.total.score
        assert {f.rule for f in card.findings if f.node == "A.II.6.i.a"} & {"doubtful-match", "row-by-elimination"}


class TestCountsWithoutTheirPercentage:
    PERCENT = tuple(code for code, each in load_rubric("permenpanrb-90-2021").questions.items() if each.ratio)

    def test_the_counts_are_enough(self, form: Form) -> None:
        before = form.card()
        form.without(*self.PERCENT)
        card = form.card()
        assert card.total.score == before.total.score
        rules = {f.rule for f in card.findings if f.node in self.PERCENT}
        assert "row-computed" in rules
        assert not rules & {"question-not-found", "input-not-found"}

    def test_without_one_of_the_counts_it_is_not_found(self, form: Form) -> None:
        form.without("A.II.4.i.a", "A.II.4.i.a.2")
        card = form.card()
        rules = {f.rule for f in card.findings if f.node == "A.II.4.i.a"}
        assert {"question-not-found", "input-not-found"} <= rules
        assert card.node("A.II.4.i").score == 0

    def test_a_sum_without_a_row_is_that_of_its_parts(self, form: Form) -> None:
        before = form.card()
        form.without("A.II.5.iii.a.a.1", "A.II.5.iii.b.a.1")
        card = form.card()
        assert card.total.score == before.total.score
        assert "input-not-found" not in {f.rule for f in card.findings}

    def test_a_sum_left_blank_is_that_of_its_parts_and_a_typed_one_counts(self, form: Form) -> None:
        """9 of 9 + 0 + 0 obliged have filed; typed over with 18, half of them have: half of 1 point is lost."""
        whole = form.card().node("A.II.5.iii.b").score
        form.blank("A.II.5.iii.b.a.1")
        card = form.card()
        assert card.node("A.II.5.iii.b").score == whole == 1
        assert "sum-from-parts" in {f.rule for f in card.findings}
        form.grid[form.rows["A.II.5.iii.b.a.1"]][ANSWER] = 18
        assert form.card().node("A.II.5.iii.b").score == 0.5

    def test_the_evidence_of_the_counts_rows_is_the_questions(self, form: Form) -> None:
        row = form.grid[form.rows["A.II.4.i.a.1"]]
        row[len(row) - 1] = "https://contoh.example/lakip"
        form.without("A.II.4.i.a")
        question = next(q for q in form.card().questions if q.code == "A.II.4.i.a")
        assert question.evidence == ("https://contoh.example/lakip",)


RUBRIC = load_rubric("permenpanrb-90-2021")
WORDS = sorted({word for each in RUBRIC.questions.values() for word in each.match})
_CELL = st.one_of(
    st.just(""),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.sampled_from([each.label for each in RUBRIC.questions.values()]),
    st.sampled_from(["Ya", "A", "Ya/Tidak", "A/B/C", "Jawaban", "Nilai", "Bobot", "%", "a.", "#REF!"]),
    st.integers(-5, 100),
    st.booleans(),
)
_READER = Reader(RUBRIC)


def _refusal(path: Path) -> str:
    """Return why a workbook is refused, nothing where it is scored; whatever else goes wrong fails the test."""
    try:
        score_workbook(_READER, path, target="wbk")
    except LkeError as error:
        return str(error)
    return ""


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8).flatmap(lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), max_size=25)))
def test_any_grid_of_the_rubrics_words_is_read_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, grid: Grid
) -> None:
    path = write_grid(tmp_path_factory.getbasetemp() / "acak.xlsx", grid)
    assert "\n" not in _refusal(path)


def test_a_staircase_of_the_rubrics_words_is_read_or_refused(tmp_path: Path) -> None:
    """Each text one column further right than the one above: no column holds most of them."""
    labels = [each.label for each in RUBRIC.questions.values()]
    grid: Grid = [["" for _ in range(len(labels))] for _ in labels]
    for number, label in enumerate(labels):
        grid[number][number] = label
    assert "\n" not in _refusal(write_grid(tmp_path / "tangga.xlsx", grid))


def test_the_order_of_the_rows_does_not_change_which_is_doubted(form: Form) -> None:
    form.retext("A.I.1.i.a", "Tim pembangunan ZI belum dibentuk")
    rows = [*form.grid[2:8]]
    random.Random(1).shuffle(rows)
    form.grid[2:8] = rows
    assert "doubtful-match" in _rules(form.read(), "A.I.1.i.a")
