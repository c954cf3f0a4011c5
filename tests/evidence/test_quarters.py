"""Evidence of what is asked for each quarter or month, against the months that names, folders and texts tell."""

import json
from pathlib import Path

import pytest

from lke_cli.evidence.quarters import months_of
from tests.conftest import Run
from tests.evidence import files

MONEV = "A.I.1.iii.b"
MEASURED = "A.I.3.iv.c"  # asked for each month


@pytest.mark.parametrize(
    ("path", "heading", "dates", "months", "sure"),
    [
        ("Laporan Monev Triwulan I 2025.pdf", "", ["2025-04-05"], "2025-01 2025-02 2025-03", True),
        ("2025/TW 4/Laporan.pdf", "", [], "2025-10 2025-11 2025-12", True),
        ("2025/TW.II/Laporan.pdf", "", [], "2025-04 2025-05 2025-06", True),
        ("Tahun 2025/Maret/Undangan.pdf", "", [], "2025-03", True),
        ("2025/03. Maret/Undangan.pdf", "", [], "2025-03", True),
        ("Undangan 2025-03-12.pdf", "", ["2025-06-01"], "2025-03", True),
        ("Rekap Januari-Maret 2025.pdf", "", [], "2025-03 2025-01", True),
        ("Laporan semester II 2025.pdf", "", [], "2025-07 2025-08 2025-09 2025-10 2025-11 2025-12", True),
        ("Laporan.pdf", "LAPORAN TRIWULAN III TAHUN 2025", ["2025-10-05"], "2025-07 2025-08 2025-09", True),
        ("Laporan.pdf", "LAPORAN", ["2025-05-02", "2025"], "2025-05", False),
        ("Laporan TW I.pdf", "", [], "", False),  # of no year
        ("Laporan 2025.pdf", "", [], "", False),
        ("Laporan TW 5 2025.pdf", "", [], "", False),
        ("Laporan semester 3 2025.pdf", "", [], "", False),
        ("SKTW1 2025.pdf", "", [], "", False),
    ],
)
def test_the_months_that_a_file_stands_for(path: str, heading: str, dates: list[str], months: str, sure: bool) -> None:
    assert months_of(path.split("/"), heading, dates) == (tuple(months.split()), sure)


def of(lke: Run, folder: Path, *options: str) -> dict[str, list[str]]:
    """The state of every quarter, by question."""
    out = lke("check-evidence", folder, "--period", "2025", "--quarters", "--no-cache", *options, "--format", "json")[1]
    return {row["code"]: [cell["state"] for cell in row["cells"]] for row in json.loads(out)["quarters"]}


def test_the_holes_of_a_year(lke: Run, tmp_path: Path) -> None:
    for name in ("Laporan TW I 2025", "Notulensi 2025-05-12", "Laporan semester II 2025"):
        files.put(tmp_path, f"{MONEV}/{name}.pdf", files.pdf(name))
    states = of(lke, tmp_path)
    assert states[MONEV] == ["there", "there", "unsure", "unsure"]
    assert states["A.I.5.v.d"] == ["hole"] * 4
    assert "A.I.1.i.a" not in states  # asked for once
    assert len(states) == 13


def test_a_month_that_is_missing_leaves_its_quarter_in_part(lke: Run, tmp_path: Path) -> None:
    for month in ("Januari", "Februari", "Maret", "April"):
        files.put(tmp_path, f"{MEASURED}/SKP {month} 2025.pdf", files.pdf(month))
    files.put(tmp_path, f"{MEASURED}/SKP TW III 2025.pdf", files.pdf("SKP"))
    assert of(lke, tmp_path)[MEASURED] == ["there", "partial", "partial", "hole"]
    said = " ".join(lke("check-evidence", tmp_path, "--period", "2025", "--quarters", "--format", "md")[1].split())
    assert "belum Mei, Jun" in said


def test_a_hole_is_told_with_the_files_of_no_month(lke: Run, tmp_path: Path) -> None:
    files.put(tmp_path, f"{MONEV}/Laporan.pdf", files.pdf("LAPORAN"))
    out = json.loads(
        lke("check-evidence", tmp_path, "--period", "2025-01..2025-06", "--quarters", "--format", "json")[1]
    )
    (finding,) = [f for f in out["findings"] if f["rule"] == "quarter-without-evidence" and f["node"] == MONEV]
    assert "triwulan I 2025, triwulan II 2025 (1 berkas tidak menyebut bulannya)" in finding["message"]
    assert finding["severity"] == "warning"


def test_without_the_option_nothing_is_said_of_quarters(lke: Run, tmp_path: Path) -> None:
    files.put(tmp_path, f"{MONEV}/Laporan.pdf", files.pdf("LAPORAN"))
    out = json.loads(lke("check-evidence", tmp_path, "--period", "2025", "--format", "json")[1])
    assert out["quarters"] == []


def test_a_period_is_needed(lke: Run, tmp_path: Path) -> None:
    code, _, err = lke("check-evidence", tmp_path, "--quarters")
    assert code == 2
    assert "sebut juga --period" in " ".join(err.split())
    code, _, err = lke("check-evidence", tmp_path, "--quarters", "--period", "2000..2025")
    assert code == 2
    assert "lebih dari 10 tahun" in " ".join(err.split())


def test_the_table_stands_in_the_page_and_in_the_checklist(lke: Run, tmp_path: Path) -> None:
    import openpyxl

    folder = tmp_path / "bukti"
    files.put(folder, f"{MONEV}/Laporan TW I 2025.pdf", files.pdf("LAPORAN"))
    options = ("check-evidence", folder, "--period", "2025", "--quarters")
    lke(*options, "-o", tmp_path / "daftar.xlsx")
    lke(*options, "-o", tmp_path / "laporan.html")
    rows = list(openpyxl.load_workbook(tmp_path / "daftar.xlsx")["Per triwulan"].values)
    assert rows[0][3:7] == ("TW I 2025", "TW II 2025", "TW III 2025", "TW IV 2025")
    assert next(row for row in rows if row[0] == MONEV)[3:] == ("1", "kosong", "kosong", "kosong", 0)
    assert "Bukti per triwulan untuk yang diminta berkala" in (tmp_path / "laporan.html").read_text(encoding="utf-8")
