"""What became of reviewers' notes, as the coordinator who asked for them sees it."""

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.comparison.test_review import CASES, CODE, LkeOf, lke_of
from tests.comparison.test_which_files import dated
from tests.conftest import Run

__all__ = ["lke_of"]

NOTED = {
    "Jawaban TPI": {CODE: "Tidak", "A.I.1.i.b": "B", "A.I.2.i.a": "B"},
    "Catatan TPI": {
        CODE: "Belum ada SK tim",
        "A.I.1.i.b": "Turunkan, prosedur tidak jelas",
        "A.I.1.ii.a": "Lengkapi rencana kerja",
        "A.I.2.i.a": "SOP belum lengkap",
        "A.I.2.i.b": "Sesuai",
        "A.I.2.ii.a": "Perbaiki",
    },
}


def _followed(lke: Run, *arguments: object) -> tuple[int, Any]:
    code, out, _ = lke("followup", *arguments, "--format", "json")
    return code, json.loads(out)


@pytest.fixture
def two(lke_of: LkeOf) -> tuple[Path, Path]:
    """The unit follows one note in its answer, one by lowering it further, renews nothing, and loses one note."""
    old = lke_of("lama/a.xlsx", NOTED)
    left = {**NOTED, "Catatan TPI": {k: v for k, v in NOTED["Catatan TPI"].items() if k != "A.I.2.ii.a"}}
    return old, lke_of("baru/a.xlsx", left, {CODE: "Tidak", "A.I.1.i.b": "C"})


def test_every_note_says_what_became_of_it(lke: Run, two: tuple[Path, Path]) -> None:
    code, report = _followed(lke, *two)
    (unit,) = report["units"]
    assert code == 1
    assert {each["note"]["code"]: each["outcome"] for each in unit["notes"]} == {
        CODE: "answer",
        "A.I.1.i.b": "otherwise",
        "A.I.1.ii.a": "nothing",
        "A.I.2.i.a": "nothing",
        "A.I.2.i.b": "not-asked",
        "A.I.2.ii.a": "removed",
    }
    assert (unit["asked"], unit["done"]) == (5, 1)
    assert {area["node"]: (area["asked"], area["done"]) for area in report["areas"]} == {"A.1": (3, 1), "A.2": (2, 0)}
    out = " ".join(lke("followup", *two)[1].split())
    assert "1 dari 5 catatan ditindaklanjuti (20%)." in out
    assert "catatan dihapus tanpa tindak lanjut" in out


def test_folders_are_paired_by_name_and_what_is_missing_is_said(lke: Run, lke_of: LkeOf) -> None:
    first = lke_of("lama/a.xlsx", NOTED, unit="KPU Kab. Agam")
    lke_of("lama/b.xlsx", NOTED, unit="KPU Kota Solok")
    second = lke_of("baru/lain.xlsx", NOTED, {CODE: "Tidak"}, "KPU Kabupaten Agam")
    code, report = _followed(lke, first.parent, second.parent)
    assert code == 2
    told = {unit["unit"]: (unit["done"], unit["problem"]) for unit in report["units"]}
    assert told["KPU Kabupaten Agam"] == (1, None)
    assert "Tidak ditemukan di putaran baru" in told["KPU Kota Solok"][1]


def test_a_box_that_is_ticked_though_nothing_changed_is_said(lke: Run, lke_of: LkeOf) -> None:
    ticked = {**NOTED, "Status Tindak Lanjut": {"A.I.1.ii.a": True}}
    old, new = lke_of("lama/a.xlsx", NOTED), lke_of("baru/a.xlsx", ticked)
    assert "1 catatan ditandai selesai, tetapi tidak ada yang berubah" in " ".join(lke("followup", old, new)[1].split())


def test_the_sheet_to_hand_back_has_who_and_until_when(lke: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    made = tmp_path / "tindak lanjut.xlsx"
    assert lke("followup", *two, "-o", made)[0] == 1
    sheet = openpyxl.load_workbook(made)["Tindak lanjut"]
    titles = [cell.value for cell in sheet[1]]
    assert {"PIC", "Tenggat", "Keterangan", "Hasil", "Catatan penilai"} <= {*titles}
    assert sheet.max_row == 7
    # It is no unit's LKE: a folder that holds it is compared as before.
    (tmp_path / "baru/tindak lanjut.xlsx").write_bytes(made.read_bytes())
    report = json.loads(lke("compare", tmp_path / "baru", "--format", "json")[1])
    assert len(report["units"]) == 1
    assert len(report["own_reports"]) == 1


def test_a_file_against_itself_is_said(lke: Run, two: tuple[Path, Path]) -> None:
    assert "kedua berkas sama persis" in lke("followup", two[0], two[0])[1]


@pytest.mark.skipif(not CASES.exists(), reason="the cases (../shared/cases) are not here")
def test_ten_of_the_notes_were_followed(lke: Run) -> None:
    _, report = _followed(lke, CASES / "before-notes.xlsx", CASES / "after-notes.xlsx")
    renewed = [each for each in report["units"][0]["notes"] if each["outcome"] == "renewed"]
    assert len(renewed) == 10
    assert all({"narrative", "links"} <= {*each["renewed"]} for each in renewed)


def test_a_sentence_that_answers_another_question_is_to_be_read(lke: Run, lke_of: LkeOf) -> None:
    """Both units wrote a new sentence; only the second says a word of what the note is about."""
    noted = {"Catatan TPI": {CODE: "Belum ada SK tim", "A.I.1.ii.a": "Lengkapi daftar hadir rapat"}}
    old = lke_of("lama/a.xlsx", noted)
    with_text = {**noted, "Keterangan": {}}
    new = lke_of("baru/a.xlsx", with_text)
    book = openpyxl.load_workbook(new)
    sheet: Any = book.active
    read = json.loads(lke("score", new, "--format", "json")[1])["workbooks"][0]["scorecard"]["questions"]
    cells = {each["code"]: each["cell"].rpartition("!")[2] for each in read}
    column = next(
        number
        for row in sheet.iter_rows(max_row=6)
        for number, cell in enumerate(row, 1)
        if str(cell.value).startswith("Catatan/")
    )
    sheet.cell(sheet[cells[CODE]].row, column).value = "Kegiatan olahraga pagi dilaksanakan setiap Jumat."
    sheet.cell(sheet[cells["A.I.1.ii.a"]].row, column).value = "Rapat 3 Maret diikuti 20 orang, daftarnya terlampir."
    book.save(new)
    _, report = _followed(lke, old, new)
    (unit,) = report["units"]
    assert {each["note"]["code"]: (each["outcome"], each["to_read"]) for each in unit["notes"]} == {
        CODE: ("renewed", True),
        "A.I.1.ii.a": ("renewed", False),
    }
    out = " ".join(lke("followup", old, new)[1].split())
    assert "2 dari 2 catatan ditindaklanjuti (100%), 1 di antaranya perlu dibaca." in out
    assert "apakah isinya menjawab catatan tidak dinilai" in out


def test_two_files_of_two_units_are_said_to_be(lke: Run, lke_of: LkeOf) -> None:
    old, new = lke_of("lama/a.xlsx", NOTED), lke_of("baru/b.xlsx", NOTED, unit="KPU Kota B")
    assert "Kedua berkas tampak dari unit yang berlainan: KPU Kota A dan KPU Kota B" in " ".join(
        lke("followup", old, new)[1].split()
    )


def test_the_version_that_counts_is_told_by_the_documents_own_date(lke: Run, lke_of: LkeOf, tmp_path: Path) -> None:
    """The older document was copied last, so that its file is the newer one."""
    lke_of("lama/a.xlsx", NOTED)
    for name, day, copied in (("LKE rev 2", "2026-05-02", 1_000), ("LKE", "2026-05-01", 9_000)):
        path = lke_of(f"baru/{name}.xlsx", NOTED)
        path = dated(path, f"{day}T08:00:00Z")
        os.utime(path, (1_780_000_000 + copied, 1_780_000_000 + copied))
    lke_of("lama/b.xlsx", NOTED, unit="KPU Kota B")
    _, report = _followed(lke, tmp_path / "lama", tmp_path / "baru")
    assert [each for each in report["notes"] if "LKE.xlsx; yang dihitung" in each and "rev 2" in each]


def test_where_no_unit_is_in_both_rounds_nothing_is_said_of_their_notes(
    lke: Run, lke_of: LkeOf, tmp_path: Path
) -> None:
    for name, unit in (("lama/a", "KPU Kota Aman"), ("lama/b", "KPU Kota Baik"), ("baru/c", "KPU Kota Cerah")):
        lke_of(f"{name}.xlsx", NOTED, unit=unit)
    code, out, _ = lke("followup", tmp_path / "lama", tmp_path / "baru")
    assert code == 2
    assert "Tidak satu pun unit dapat ditelusuri" in out
    assert "Tidak ada catatan penilai" not in out
    assert "--name-from" in out
