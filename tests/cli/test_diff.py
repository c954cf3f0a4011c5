"""``lke diff``: two versions of a workbook, two assessors of one."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from lke_cli.report.schemas import published
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from tests.conftest import Run, Write
from tests.workbook.grid import read_grid, write_grid


@pytest.fixture
def two_versions(rubric: Rubric, write: Write) -> tuple[Path, Path]:
    """An example, and the same with the IPAK survey down from 3.76 to 3.40 and one answer from Ya to Tidak."""
    filling = example_filling(rubric)
    old = write(filling, "lama.xlsx")
    changed = {**filling.answers, "B.I.a": 3.4, "A.I.1.i.a": "Tidak"}
    return old, write(Filling("", changed, filling.narratives, filling.documents, filling.links), "baru.xlsx")


def test_what_changed_and_what_it_does(lke: Run, two_versions: tuple[Path, Path]) -> None:
    code, out, _ = lke("diff", *two_versions, "--format", "json")
    assert code == 1  # the new one misses the survey's minimum
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-diff-1.json"])).validate(report)
    changes = {q["code"]: (q["before"], q["after"], q["change"]) for q in report["questions"]}
    assert changes == {
        "A.I.1.i.a": ("Ya", "Tidak", pytest.approx(-0.25)),  # one of two questions of an indikator of weight 0.5
        "B.I.a": ("3,76", "3,40", pytest.approx(-0.36 / 4 * 17.5)),
    }
    nodes = {n["code"]: n["change"] for n in report["nodes"]}
    assert nodes["total"] == pytest.approx(-0.25 - 1.575)
    assert nodes["A.1"] == pytest.approx(-0.25)
    assert "A.2" not in nodes
    (survey,) = (m for m in report["minimums"] if m["node"] == "B.I.a")
    assert (survey["met_before"], survey["met_after"]) == (True, False)


def test_the_screen_says_it_in_words(lke: Run, two_versions: tuple[Path, Path]) -> None:
    for format in ("text", "md"):
        out = lke("diff", *two_versions, "--format", format)[1]
        assert "Jawaban yang berubah: 2" in out
        assert "kini tidak tercapai" in out
        assert "-1,575" in out.replace("\\", "")


def test_the_same_file_twice_has_no_difference(lke: Run, two_versions: tuple[Path, Path]) -> None:
    code, out, _ = lke("diff", "--detail", two_versions[0], two_versions[0])
    assert code == 0
    assert "Tidak ada jawaban yang berubah" in out
    assert "Kedua berkas sama persis" in out


def test_files_of_two_units_are_no_before_and_after(lke: Run, two_versions: tuple[Path, Path], tmp_path: Path) -> None:
    names = ("LKE ZI KPU Kab. Satu.xlsx", "LKE ZI KPU Kab. Dua.xlsx", "LKE ZI KPU Kab. Satu rev 2.xlsx")
    one, two, again = (Path(shutil.copy(two_versions[0], tmp_path / name)) for name in names)
    assert json.loads(lke("diff", one, two, "--format", "json")[1])["other_unit"]
    assert "unit yang berbeda" in lke("diff", one, two)[1]
    assert not json.loads(lke("diff", one, again, "--format", "json")[1])["other_unit"]


def test_minimums_csv_and_xlsx(lke: Run, two_versions: tuple[Path, Path], tmp_path: Path) -> None:
    assert lke("diff", *reversed(two_versions))[0] == 0
    assert lke("diff", *reversed(two_versions), "--min", "total=99")[0] == 1
    _, out, _ = lke("diff", *two_versions, "--format", "csv")
    rows = [line.split(";") for line in out.removeprefix("\ufeff").splitlines()]
    assert rows[0] == ["Apa", "Kode", "Uraian", "Sebelum", "Sesudah", "Pengaruh", "Sel"]
    assert [(row[0], row[1], row[3].strip('"'), row[4].strip('"'), row[5]) for row in rows[1:]] == [
        ("jawaban", "A.I.1.i.a", "Ya", "Tidak", "-0,25"),
        ("jawaban", "B.I.a", "3,76", "3,40", "-1,575"),
    ]
    made = tmp_path / "beda.xlsx"
    assert lke("diff", *two_versions, "-o", made)[0] == 1
    assert openpyxl.load_workbook(made)["Perubahan"]["B2"].value == "A.I.1.i.a"
    assert lke("compare", tmp_path)[0] in (0, 1)  # our own report is no unit's LKE


def test_narratives_and_links_that_changed(lke: Run, rubric: Rubric, write: Write) -> None:
    """Two narratives say more, one only lost its full stop; a link leads elsewhere, another is only shared anew."""
    filling = example_filling(rubric)
    codes = list(rubric.questions)[:3]
    told = dict(filling.narratives)
    told[codes[0]] += " Notulen dilengkapi."
    told[codes[1]] += " Diperbarui bulan Mei."
    told[codes[2]] = told[codes[2]].rstrip(".")
    links = dict(filling.links)
    links[codes[0]] = ["https://contoh.example/baru"]
    links[codes[1]] = [f"{filling.links[codes[1]][0]}?usp=sharing"]
    old = write(filling, "lama.xlsx")
    new = write(Filling("", filling.answers, told, filling.documents, links), "baru.xlsx")
    report = json.loads(lke("diff", old, new, "--format", "json")[1])
    assert {(each["code"], each["kind"]) for each in report["texts"]} == {
        (codes[0], "narrative"),
        (codes[1], "narrative"),
        (codes[0], "links"),
    }
    assert "0 jawaban berubah; 2 catatan dan 1 tautan diperbarui." in lke("diff", old, new)[1]


def test_two_assessors_of_one_workbook(lke: Run, two_versions: tuple[Path, Path], tmp_path: Path) -> None:
    grid = read_grid(two_versions[0])
    header = next(row for row in grid if "Jawaban" in row)
    column = header.index("Jawaban")
    for row in grid:
        row.append("Jawaban TPI" if row is header else row[column] if row[column] != "Jawaban" else "")
    place = next(row for row in grid if row[column] == "A")
    place[-1] = "B"
    path = write_grid(tmp_path / "reviu.xlsx", grid)
    code, out, _ = lke("diff", "--detail", path)
    assert code == 0
    assert "Perbandingan jawaban unit dan tpi" in out
    assert "Jawaban yang berubah: 1" in out
    assert lke("diff", "--detail", path, "--against", "tpi")[1] == out


def test_one_file_without_another_assessor_needs_a_second(lke: Run, two_versions: tuple[Path, Path]) -> None:
    code, out, err = lke("diff", "--detail", two_versions[0])
    assert (code, out) == (2, "")
    assert "berkas kedua" in err


def _with_reviewer(path: Path, changes: dict[str, str], *, blank: bool, name: str = "reviu.xlsx") -> Path:
    """Write a workbook again with a column of the TPI: the unit's answers or nothing, and what is changed by code.

    Codes are those beside which the template writes the evidence link.
    """
    grid = read_grid(path)
    header = next(row for row in grid if "Jawaban" in row)
    column = header.index("Jawaban")
    for row in grid:
        code = next((str(cell).rsplit("/", 1)[-1] for cell in row if "/eviden/" in str(cell)), "")
        own = "" if blank or row[column] == "Jawaban" else row[column]
        row.append("Jawaban TPI" if row is header else changes.get(code, own))
    return write_grid(path.with_name(name), grid)


def _versions(write: Write, rubric: Rubric, *changes: Mapping[str, str | float]) -> list[Path]:
    filling = example_filling(rubric)
    return [
        write(
            Filling("", {**filling.answers, **each}, filling.narratives, filling.documents, filling.links), f"v{n}.xlsx"
        )
        for n, each in enumerate(changes)
    ]


class TestWhatStandsInTheCells:
    """What is worth the same can still be another answer."""

    def test_one_invalid_entry_for_another(self, lke: Run, rubric: Rubric, write: Write) -> None:
        out = lke("diff", "--detail", *_versions(write, rubric, {"A.I.1.i.b": "Z"}, {"A.I.1.i.b": "QQ"}))[1]
        assert "Jawaban yang berubah: 1" in out
        assert "'Z' (tidak sah)" in out
        assert "'QQ' (tidak sah)" in out

    def test_an_entry_that_became_invalid_is_shown_and_is_not_called_unanswered(
        self, lke: Run, rubric: Rubric, write: Write
    ) -> None:
        out = lke("diff", "--detail", *_versions(write, rubric, {}, {"A.I.1.i.b": "A/B"}))[1]
        assert "'A/B' (tidak sah)" in out
        assert "Sesudah: 1 jawaban tidak sah; dihitung 0." in out
        assert "belum dijawab" not in out

    def test_an_empty_answer_is_not_called_invalid(self, lke: Run, rubric: Rubric, write: Write) -> None:
        out = lke("diff", "--detail", *_versions(write, rubric, {}, {"A.I.1.i.b": ""}))[1]
        assert "Sesudah: 1 pertanyaan belum dijawab; dihitung 0." in out
        assert "tidak sah" not in out

    def test_counts_that_give_the_same_percentage(self, lke: Run, rubric: Rubric, write: Write) -> None:
        old = {"A.II.4.i.a.1": 10.0, "A.II.4.i.a.2": 9.0}
        new = {"A.II.4.i.a.1": 20.0, "A.II.4.i.a.2": 18.0}
        versions = _versions(write, rubric, old, new)
        (question,) = json.loads(lke("diff", *versions, "--format", "json")[1])["questions"]
        assert (question["code"], question["before"], question["after"]) == ("A.II.4.i.a", "90,00%", "90,00%")
        assert question["change"] == 0
        counts = {each["code"]: (each["before"], each["after"]) for each in question["inputs"]}
        assert counts == {"A.II.4.i.a.1": ("10", "20"), "A.II.4.i.a.2": ("9", "18")}
        out = lke("diff", "--detail", *versions)[1]
        assert "Jawaban yang berubah: 1" in out
        assert "Tidak ada nilai yang berubah." in out

    def test_the_same_answer_in_other_letters_is_no_change(self, lke: Run, rubric: Rubric, write: Write) -> None:
        versions = _versions(
            write, rubric, {"A.I.1.i.b": "A", "A.I.1.iv.b": ""}, {"A.I.1.i.b": " a.", "A.I.1.iv.b": "Blm Diisi"}
        )
        assert "Tidak ada jawaban yang berubah." in lke("diff", "--detail", *versions)[1]


class TestWhoseAnswers:
    def test_one_side_against_itself_is_refused(self, lke: Run, two_versions: tuple[Path, Path]) -> None:
        path = _with_reviewer(two_versions[0], {}, blank=False)
        code, out, err = lke("diff", "--detail", path, "--against", "unit")
        assert (code, out) == (2, "")
        assert "Kedua sisi sama" in err
        assert "tpi" in err

    def test_two_files_and_two_assessors_are_both_named(self, lke: Run, two_versions: tuple[Path, Path]) -> None:
        path = _with_reviewer(two_versions[0], {}, blank=False)
        out = lke("diff", "--detail", two_versions[0], path, "--against", "tpi")[1]
        assert "Perbandingan jawaban unit dan tpi" in out
        assert "unit (lama.xlsx): nilai total" in out
        assert "tpi (reviu.xlsx): nilai total" in out

    def test_two_versions_say_whose_answers_they_are(self, lke: Run, two_versions: tuple[Path, Path]) -> None:
        out = lke("diff", "--detail", *two_versions)[1]
        assert "Perbandingan sebelum dan sesudah, jawaban unit" in out
        assert "Sebelum (lama.xlsx, jawaban unit): nilai total" in out


class TestReviewerWhoFillsInOnlyCorrections:
    """A.I.1.i (weight 0.5) has two questions; Ya -> Tidak in one takes 0.25. All else the TPI left empty."""

    @pytest.fixture
    def review(self, two_versions: tuple[Path, Path]) -> Path:
        return _with_reviewer(two_versions[0], {"A.I.1.i.a": "Tidak"}, blank=True)

    def test_what_is_left_empty_is_the_units(self, lke: Run, review: Path, rubric: Rubric) -> None:
        code, out, _ = lke("diff", "--detail", review)
        assert code == 0
        flat = " ".join(out.split())
        assert f"tpi mengisi 1 dari {len(rubric.questions)} pertanyaan: 1 diturunkan, 0 dinaikkan." in flat
        assert "Yang dikosongkan mengikuti unit." in flat
        assert "Jawaban yang berubah: 1" in out
        assert "-0,250" in out
        assert "kini tidak tercapai" not in out

    def test_json_says_what_was_reviewed(self, lke: Run, review: Path) -> None:
        report = json.loads(lke("diff", review, "--format", "json")[1])
        assert report["after"]["total"] == pytest.approx(report["before"]["total"] - 0.25)
        assert report["after"]["reviewed"]["over"] == ["unit"]
        assert [q["code"] for q in report["questions"]] == ["A.I.1.i.a"]
        changes = {node["code"]: node["change"] for node in report["nodes"]}
        assert changes == {code: pytest.approx(-0.25) for code in ("A", "A.I", "A.I.1", "A.I.1.i", "A.1", "total")}

    def test_alone_counts_what_is_left_empty_as_nothing(self, lke: Run, review: Path) -> None:
        code, out, _ = lke("diff", review, "--alone", "--format", "json")
        assert code == 1
        assert json.loads(out)["after"]["total"] == 0

    def test_score_compare_and_diff_agree(self, lke: Run, review: Path) -> None:
        total = json.loads(lke("diff", review, "--format", "json")[1])["after"]["total"]
        code, out, _ = lke("score", review, "--assessor", "tpi", "--format", "json")
        (scored,) = json.loads(out)["workbooks"]
        assert (scored["scorecard"]["total"]["score"], scored["reviewed"]["lowered"]) == (pytest.approx(total), 1)
        compared = json.loads(lke("compare", review, "--assessor", "tpi", "--format", "json")[1])
        assert compared["units"][0]["total"] == pytest.approx(total)
        codes = {lke(*command)[0] for command in (("score", review, "--assessor", "tpi"), ("diff", review))}
        assert codes == {code} == {lke("compare", review, "--assessor", "tpi")[0]}

    def test_a_file_with_the_reviewers_answers_alone_lies_over_the_first(
        self, lke: Run, two_versions: tuple[Path, Path], tmp_path: Path
    ) -> None:
        grid = read_grid(_with_reviewer(two_versions[0], {"A.I.1.i.a": "Tidak"}, blank=True))
        header = next(row for row in grid if "Jawaban" in row)
        column = header.index("Jawaban")
        for row in grid:
            del row[column]
        path = write_grid(tmp_path / "hanya tpi.xlsx", grid)
        code, out, _ = lke("diff", two_versions[0], path, "--against", "tpi", "--format", "json")
        report = json.loads(out)
        assert code == 0
        assert report["corrected"]["total"] == pytest.approx(report["before"]["total"] - 0.25)

    def test_a_reviewer_who_fills_in_all_needs_no_second_reading(
        self, lke: Run, two_versions: tuple[Path, Path]
    ) -> None:
        path = _with_reviewer(two_versions[0], {"A.I.1.i.a": "Tidak"}, blank=False)
        report = json.loads(lke("diff", path, "--format", "json")[1])
        assert report["corrected"] is None
        assert report["after"]["total"] == pytest.approx(report["before"]["total"] - 0.25)


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_asked(
    lke: Run, two_versions: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    review = _with_reviewer(
        two_versions[0], {"A.I.1.i.a": "Tidak", "A.I.1.i.b": "A/B atau yang lain menurut tim"}, blank=True
    )
    for arguments in (two_versions, (review,)):
        lines = lke("diff", *arguments)[1].splitlines()
        assert max(map(len, lines)) <= width
