"""``lke check-evidence`` and ``lke evidence-folder`` as their users see them."""

import json
from pathlib import Path

import jsonschema
import pytest
import python_calamine

from lke_cli.report.schemas import published
from tests.conftest import ROOT, Run
from tests.evidence import files

SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Teladan Utara.xlsx"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))


def test_made_folders_are_filled_and_checked(lke: Run, tmp_path: Path) -> None:
    target = tmp_path / "BUKTI DUKUNG ZI 2026"
    code, out, err = lke("evidence-folder", target)
    assert (code, err) == (0, "")
    assert "113 folder pertanyaan siap" in out
    notes = list(target.rglob("PETUNJUK.txt"))
    assert len(notes) == 113
    # Windows ends at 260: room for the folder's own place and a file's name.
    assert max(len(str(note.parent.relative_to(target))) for note in notes) <= 150
    (first,) = [note for note in notes if note.read_text("utf-8-sig").startswith("A.I.1.i.a ")]
    assert "- Surat keputusan" in first.read_text("utf-8-sig")
    files.put(first.parent, "SK Tim 2025.pdf", files.pdf("KEPUTUSAN KEPALA"))
    first.write_text("catatan sendiri", encoding="utf-8")

    code, out, _ = lke("evidence-folder", target)
    assert "113 sudah ada, tidak diubah" in out
    assert first.read_text(encoding="utf-8") == "catatan sendiri"

    code, out, err = lke("check-evidence", target)
    assert (code, err) == (1, "")
    assert "BELUM LENGKAP: 1 dari 113 pertanyaan lengkap bukti dukungnya, 0 sebagian, 112 tidak ada." in out
    assert "1 berkas (" in out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "A.I.1 Manajemen Perubahan 1 dari 12 0 11 .........." in lines
    assert "B.II.a" in out.split("Yang belum lengkap")[1].split("A.II.5.ii.a")[0]  # most points first: 17.5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files.put(tmp_path, "bukti/A.I.1.i.a/SK Tim 2025.pdf", files.pdf("KEPUTUSAN KEPALA"))
    files.put(tmp_path, "bukti/=1+1.pdf", b"")
    files.put(tmp_path, "bukti/\x1b[31mmerah.pdf", b"")
    return tmp_path / "bukti"


def test_json_is_valid_and_whole(lke: Run, folder: Path) -> None:
    code, out, _ = lke("check-evidence", folder, "--workbook", SAMPLE, "--format", "json")
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-evidence-1.json"])).validate(report)
    assert code == 1
    assert len(report["questions"]) == 113
    assert len(report["files"]) == 3
    assert report["claims"]["basis"] == "files"
    assert report["claims"]["claimed_total"] > report["claims"]["evidenced_total"] > 0


def test_the_checklist_opens_and_runs_nothing(lke: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "Daftar periksa.xlsx"
    code, out, err = lke("check-evidence", folder, "--workbook", SAMPLE, "--format", "xlsx", "-o", path)
    assert (code, out, err) == (1, "", "")
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Daftar periksa", "Ringkasan", "Nilai minimal", "Berkas", "Tautan", "Temuan"]
    rows = book.get_sheet_by_name("Daftar periksa").to_python()
    assert len(rows) == 1 + 113
    row = next(row for row in rows if row[0] == "A.I.1.i.a")
    assert row[3] == "Surat keputusan"
    assert row[5] == "lengkap"
    names = [row[0] for row in book.get_sheet_by_name("Berkas").to_python()]
    assert "=1+1.pdf" in names  # a text, not a formula
    assert "merah.pdf" in names  # without its escape sequence


def test_csv_has_every_record_and_no_formula(lke: Run, folder: Path) -> None:
    _, out, _ = lke("check-evidence", folder, "--format", "csv")
    records = [line.split(";")[0] for line in out.lstrip("\ufeff").splitlines()]
    assert records.count("question") == 113
    assert records.count("file") == 3
    assert ";'=1+1.pdf;" in out


def test_nothing_reaches_the_screen_that_could_paint_it(lke: Run, folder: Path) -> None:
    for format in ("text", "md"):
        _, out, _ = lke("check-evidence", folder, "--format", format)
        assert "\x1b" not in out


def test_score_shows_the_evidenced_score_beside_the_claimed_one(lke: Run, folder: Path) -> None:
    code, out, err = lke("score", SAMPLE, "--evidence", folder)
    assert (code, err) == (0, "")  # the answers reach every minimum; what is evidenced stands beside
    # Only A.I.1.i.a is evidenced: half of 0.5 points.
    assert "menjadi 0,25; 12 dari 12 nilai minimal WBK tidak tercapai" in " ".join(out.split())
    assert "hilang tanpa bukti" in out


def test_the_folder_that_a_user_stands_in(
    lke: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert "1 dari 113 pertanyaan lengkap" in lke("check-evidence")[1]
    empty = tmp_path / "lain"
    empty.mkdir()
    monkeypatch.chdir(empty)
    out = lke("check-evidence", "--workbook", SAMPLE)[1]
    assert "yang diperiksa hanya tautan di lembar" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tidak-ada"], "Folder bukti dukung 'tidak-ada' tidak ada"),
        (["--online"], "sebut LKE-nya dengan --workbook"),
        (["--format", "xlsx"], "perlu nama berkas hasil"),
        (["--period", "2025"], "--period 2025: tulis bulan pertama dan terakhir"),
        (["--workbook", "tidak-ada.xlsx"], "Berkas 'tidak-ada.xlsx' tidak ada"),
    ],
)
def test_what_cannot_run_is_one_sentence(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = lke("check-evidence", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
