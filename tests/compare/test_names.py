"""A unit's name, from the title, the file name, or what the user says."""

from pathlib import Path

import pytest

from lke_cli.compare.names import Naming, parse_naming, unit_key, unit_name
from lke_cli.errors import LkeError
from lke_cli.values import CellValue

TITLE = "Lembar Kerja Evaluasi Zona Integritas"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("LKE ZI KPU Kab. Lima Puluh Kota FINAL (2) rev.xlsx", "KPU Kab. Lima Puluh Kota"),
        ("LKE_ZI_2026_KPU Kota Padang_rev2.xlsx", "KPU Kota Padang"),
        ("KPU Kab. Agam 12-03-2026.xlsx", "KPU Kab. Agam"),
        ("LKE ZI FINAL.xlsx", "LKE ZI FINAL"),  # nothing but noise: the name as it stands
    ],
)
def test_a_file_name_without_its_noise(file: str, name: str) -> None:
    assert unit_name(Path(file), (), TITLE, Naming()) == (name, "file")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ([[TITLE + "\nKPU Kabupaten Agam"]], "KPU Kabupaten Agam"),
        ([["", "LKE ZONA INTEGRITAS"], ["", "PENGADILAN NEGERI CONTOH TAHUN 2026"]], "PENGADILAN NEGERI CONTOH"),
        ([["Nama Unit/Satker: RSUD Contoh"]], "RSUD Contoh"),
        ([["Nama Satker", ":", "x"], ["Nama Unit", "Balai Misal"]], "Balai Misal"),
    ],
)
def test_a_title_names_the_unit(heading: list[list[CellValue]], name: str) -> None:
    assert unit_name(Path("LKE.xlsx"), heading, TITLE, Naming())[0] in (name, "x")


@pytest.mark.parametrize("heading", [[[TITLE]], [["LKE ZI", "2026"]], [["Jawaban Satker", "Nilai Unit"]], []])
def test_a_title_without_a_unit_leaves_it_to_the_file_name(heading: list[list[CellValue]]) -> None:
    assert unit_name(Path("LKE Kota Misal.xlsx"), heading, TITLE, Naming()) == ("Kota Misal", "file")


def test_two_spellings_of_one_unit() -> None:
    assert unit_key("KPU Kab. Agam") == unit_key("KOMISI PEMILIHAN UMUM  KABUPATEN AGAM")
    assert unit_key("KPU Kab. Solok") != unit_key("KPU Kota Solok")


def test_names_from_a_pattern_and_from_a_map(tmp_path: Path) -> None:
    assert unit_name(Path("LKE-007 Agam x.xlsx"), (), TITLE, parse_naming(r"LKE-\d+ (\w+)")) == ("Agam", "pattern")
    names = tmp_path / "nama.csv"
    names.write_bytes("\ufeffa.xlsx;Kab. Agam\r\nb.xlsx;Kota Padang\r\n".encode())
    assert unit_name(Path("x/A.XLSX"), (), TITLE, parse_naming(str(names))) == ("Kab. Agam", "map")


@pytest.mark.parametrize("text", ["(a)(b)", "tanpa kelompok", "(", "tidak ada.csv"])
def test_a_naming_that_cannot_be_used_is_said(text: str) -> None:
    with pytest.raises(LkeError):
        parse_naming(text)


def test_a_map_with_a_broken_line_is_said_with_its_line(tmp_path: Path) -> None:
    names = tmp_path / "nama.csv"
    names.write_text("a.xlsx;Agam\nb.xlsx\n", encoding="utf-8")
    with pytest.raises(LkeError, match="baris 2"):
        parse_naming(str(names))
