"""``lke check-evidence`` and ``lke evidence-folder`` as their users see them."""

import csv
import json
import os
from pathlib import Path

import jsonschema
import pytest
import python_calamine

from lke_cli.report.schemas import published
from lke_cli.templates import Filling
from lke_cli.untrusted import one_line
from tests.conftest import ROOT, Run, Write
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
    changed = "catatan sendiri\n" + first.read_text("utf-8-sig")
    first.write_text(changed, encoding="utf-8")

    code, out, _ = lke("evidence-folder", target)
    assert "113 sudah ada, tidak diubah" in out
    assert first.read_text(encoding="utf-8") == changed

    code, out, err = lke("check-evidence", "--detail", target)
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
    assert (code, out) == (1, "")
    assert err.startswith("BELUM LENGKAP: ")
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = ["Betulkan dulu", "Daftar periksa", "Ringkasan", "Nilai minimal", "Temuan", "Tautan", "Berkas"]
    assert book.sheet_names == sheets
    rows = book.get_sheet_by_name("Daftar periksa").to_python()
    assert len(rows) == 4 + 113  # three rows over the header
    row = next(row for row in rows if row[0] == "A.I.1.i.a")
    assert row[3] == "Surat keputusan"
    assert row[5] == "lengkap"
    names = [row[0] for row in book.get_sheet_by_name("Berkas").to_python()]
    assert "'=1+1.pdf" in names  # a text, not a formula, also once it is saved as csv
    assert "merah.pdf" in names  # without its escape sequence


def test_csv_has_every_record_and_no_formula(lke: Run, folder: Path) -> None:
    _, out, _ = lke("check-evidence", folder, "--format", "csv", "--csv", "machine")
    records = [line.split(";")[0] for line in out.lstrip("\ufeff").splitlines()]
    assert records.count("question") == 113
    assert records.count("file") == 3
    assert ";'=1+1.pdf;" in out


def test_nothing_reaches_the_screen_that_could_paint_it(lke: Run, folder: Path) -> None:
    for format in ("text", "md"):
        _, out, _ = lke("check-evidence", folder, "--format", format)
        assert "\x1b" not in out


def test_score_shows_the_evidenced_score_beside_the_claimed_one(lke: Run, folder: Path) -> None:
    code, out, err = lke("score", "--detail", SAMPLE, "--evidence", folder)
    assert (code, err) == (0, "")  # the answers reach every minimum; what is evidenced stands beside
    # Only A.I.1.i.a is evidenced: half of 0.5 points.
    assert "menjadi 0,25; 12 dari 12 nilai minimal WBK tidak tercapai" in " ".join(out.split())
    assert "hilang tanpa bukti" in out


def test_score_says_what_of_the_evidence_does_not_count(lke: Run, folder: Path) -> None:
    said = "2 berkas tidak pasti letaknya; 1 berkas rusak, tidak terbaca, arsip, atau bukan dokumen."
    files.put(folder, "A.I.1.i.b/Notulensi.rar", b"Rar!\x1a\x07\x00" + bytes(50))
    code, out, _ = lke("score", "--detail", SAMPLE, "--evidence", folder)
    assert code == 0
    assert " ".join(out.split()).count(said) == 1
    assert "Putusan dan kode keluar menurut jawaban" in " ".join(out.split())
    (result,) = json.loads(lke("score", SAMPLE, "--evidence", folder, "--format", "json")[1])["workbooks"]
    assert any(said in finding["message"] for finding in result["scorecard"]["findings"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_score_says_that_a_folder_could_not_be_read(lke: Run, folder: Path) -> None:
    locked = folder / "A.I.1.i.b"
    locked.mkdir(mode=0)
    try:
        out = lke("score", "--detail", SAMPLE, "--evidence", folder)[1]
    finally:
        locked.chmod(0o700)
    assert "1 folder atau berkas tidak dapat dilihat" in " ".join(out.split())


def test_csv_has_the_evidenced_score_beside_the_claimed_one(lke: Run, folder: Path) -> None:
    out = lke("score", SAMPLE, "--evidence", folder, "--format", "csv", "--csv", "machine")[1]
    rows = {row["code"]: row for row in csv.DictReader(out.lstrip("\ufeff").splitlines(), delimiter=";")}
    # Only A.I.1.i.a has a file: half of 0.5 points.
    assert (rows["A.I.1.i.a"]["evidenced_score"], rows["A.I.1.i.b"]["evidenced_score"]) == ("0,25", "0,0")
    assert (rows["total"]["evidenced_score"], rows["total"]["evidenced_met"], rows["total"]["met"]) == (
        "0,25",
        "no",
        "yes",
    )
    assert "evidenced_score" not in lke("score", SAMPLE, "--format", "csv", "--csv", "machine")[1]


def test_the_folder_that_a_user_stands_in(
    lke: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert "1 dari 113 pertanyaan lengkap" in lke("check-evidence", "--detail")[1]
    empty = tmp_path / "lain"
    empty.mkdir()
    monkeypatch.chdir(empty)
    out = lke("check-evidence", "--detail", "--workbook", SAMPLE)[1]
    assert "Yang diperiksa hanya tautan di lembar; sebut FOLDER" in " ".join(out.split())
    # With a workbook, where a person stands is not searched: it may be a whole disk.
    monkeypatch.chdir(folder)
    assert "Yang diperiksa hanya tautan" in lke("check-evidence", "--detail", "--workbook", SAMPLE)[1]


@pytest.fixture
def unlinked(write: Write) -> Path:
    """A workbook without a link: every answer that claims points lacks evidence, as does one that claims none."""
    codes = ("A.I.1.i.a", "A.I.1.i.b", "A.I.1.ii.a")
    links = {"A.I.1.i.b": ["C:\\ZI\\notulensi.pdf"]}
    return write(Filling("Satuan Kerja Contoh", dict(zip(codes, ("Ya", "A", "Tidak"), strict=True)), links=links))


@pytest.mark.parametrize("with_folder", [True, False])
@pytest.mark.parametrize("format", ["text", "md"])
def test_every_error_is_told_in_what_people_read(
    lke: Run, folder: Path, unlinked: Path, with_folder: bool, format: str
) -> None:
    arguments = ["check-evidence", *([folder] if with_folder else []), "--workbook", unlinked]
    findings = json.loads(lke(*arguments, "--format", "json")[1])["findings"]
    errors = [finding for finding in findings if finding["severity"] == "error"]
    claims = [finding["node"] for finding in errors if finding["rule"] == "claim-without-evidence"]
    assert claims == (["A.I.1.i.b"] if with_folder else ["A.I.1.i.a", "A.I.1.i.b"])
    out = " ".join(lke(*arguments, "--format", format)[1].replace("|", " ").split())
    for finding in errors:
        if finding["rule"] == "claim-without-evidence":
            assert finding["node"] in out
        else:
            assert one_line(finding["cell"]) in out


def test_findings_of_the_workbook_name_their_cell(lke: Run, unlinked: Path) -> None:
    findings = json.loads(lke("check-evidence", "--workbook", unlinked, "--format", "json")[1])["findings"]
    (local,) = [finding for finding in findings if finding["rule"] == "link-local"]
    assert any(
        local["cell"] in line for line in lke("check-evidence", "--detail", "--workbook", unlinked)[1].splitlines()
    )


def test_what_is_only_linked_is_said_beside_a_folder(lke: Run, folder: Path) -> None:
    out = " ".join(lke("check-evidence", "--detail", folder, "--workbook", SAMPLE)[1].split())
    # 113 questions with a link each; A.I.1.i.a has its file; all answers of the sample claim points.
    assert "112 jawaban bernilai tanpa berkas punya tautan di lembar" in out
    assert "(hanya 1 tautan di lembar)" in out


@pytest.mark.parametrize(
    ("paths", "code", "verdict"),
    [
        (["Renstra.pdf", "Laporan.pdf"], 0, "LENGKAP: 1 dari 1 pertanyaan lengkap bukti dukungnya, 0 sebagian"),
        (["Renstra.pdf"], 1, "BELUM LENGKAP: 0 dari 1 pertanyaan lengkap bukti dukungnya, 1 sebagian"),
        (["kosong/Thumbs.db"], 1, "BELUM LENGKAP: 0 dari 1 pertanyaan lengkap bukti dukungnya, 0 sebagian, 1"),
    ],
)
def test_the_exit_code_is_that_of_the_verdict(
    lke: Run, tmp_path: Path, paths: list[str], code: int, verdict: str
) -> None:
    rubric = (ROOT / "tests/rubrics/sakip-mini.yaml").read_text(encoding="utf-8")
    kinds = "evidence_kinds:\n  laporan: {label: Laporan, words: [laporan]}\n"
    rubric = rubric.replace("evidence_kinds:\n", kinds).replace("evidence: [renstra]", "evidence: [renstra, laporan]")
    path = files.put(tmp_path, "rubrik.yaml", rubric.encode())
    for name in paths:
        files.put(tmp_path, f"bukti/1. Perencanaan Kinerja/a. Dokumen rencana jangka menengah/{name}", files.pdf(name))
    got, out, err = lke("check-evidence", "--detail", tmp_path / "bukti", "--rubric", path)
    assert (got, err) == (code, "")
    assert verdict in " ".join(out.split())
    # Of the other six questions this rubric expects no evidence: they are in no count.
    rows = out.split("Kelengkapan")[1].split("Yang belum lengkap")[0]
    assert "dari 1 " in rows
    assert " dari 0" not in rows


def test_the_same_relative_path_in_another_folder_is_another_file(
    lke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = files.pdf("KEPUTUSAN")
    for unit, data in (("a", sound), ("b", bytes(len(sound)))):
        path = files.put(tmp_path, f"{unit}/A.I.1.i.a/SK.pdf", data)
        os.utime(path, ns=(10**18, 10**18))
    for unit, state in (("a", "ok"), ("b", "broken")):
        monkeypatch.chdir(tmp_path / unit)
        (file,) = json.loads(lke("check-evidence", "--format", "json")[1])["files"]
        assert file["state"] == state


def test_more_minimums_and_another_assessor(lke: Run, folder: Path, write: Write) -> None:
    claims = json.loads(
        lke("check-evidence", folder, "--workbook", SAMPLE, "--min", "total=76", "--format", "json")[1]
    )["claims"]
    assert claims["minimums"][0]["claimed"]["required"] == 76
    code, _, err = lke("check-evidence", "--detail", "--workbook", SAMPLE, "--assessor", "bpk")
    assert code == 2
    assert "Jawaban 'bpk' tidak ada" in err


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("0,5", "0,6 MB, melebihi batas unggah 0,5 MB."),  # 629,146 of 524,288 bytes
        ("0.6", "0,6000004 MB, melebihi batas unggah 0,6 MB."),  # 0.6 MB is 629,145.6 bytes
    ],
)
def test_an_upload_limit_is_in_the_megabytes_that_windows_shows(
    lke: Run, tmp_path: Path, limit: str, said: str
) -> None:
    files.put(tmp_path, "bukti/A.I.1.i.a/SK.bin", b"x" * 629_146)
    out = lke("check-evidence", "--detail", tmp_path / "bukti", "--max-mb", limit)[1]
    assert said in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tidak-ada"], "Folder bukti dukung 'tidak-ada' tidak ada"),
        (["--online"], "sebut LKE-nya dengan --workbook"),
        (["--format", "xlsx"], "perlu nama berkas hasil"),
        ([""], "Nama folder bukti dukung kosong"),
        (["--max-mb", "nan"], "--max-mb nan: tulis bilangan di atas 0"),
        (["--max-mb", "0"], "--max-mb 0: tulis bilangan di atas 0"),
        (["--workbook", str(SAMPLE), "--max-mb", "10"], "sebut juga folder bukti dukungnya"),
        (["--period", "kemarin"], "Periode 'kemarin' tidak terbaca"),
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
