"""A unit's name, from the title, the file name, or what the user says."""

import time
from pathlib import Path

import pytest

from lke_cli.comparison.naming import parse_naming
from lke_cli.errors import LkeError
from lke_cli.unit_names import title_name, unit_in_file_name, unit_key
from lke_cli.values import CellValue

TITLE = "Lembar Kerja Evaluasi Zona Integritas"


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("LKE ZI KPU Kab. Lima Puluh Kota FINAL (2) rev", "KPU Kab. Lima Puluh Kota"),
        ("LKE_ZI_2026_KPU Kota Padang_rev2", "KPU Kota Padang"),
        ("KPU Kab. Agam 12-03-2026", "KPU Kab. Agam"),
        ("KPU Kab. Agam 12 Maret 2026", "KPU Kab. Agam"),
        ("20260312 KPU Kab. Agam", "KPU Kab. Agam"),
        ("01. KPU Kab. Agam", "KPU Kab. Agam"),
        ("Salinan dari LKE KPU Kab Agam", "KPU Kab Agam"),
        ("Copy of LKE KPU Kab Agam", "KPU Kab Agam"),
        ("KPU Kab Agam rev.2", "KPU Kab Agam"),
        ("KPU Kab. Agam v1.2 - Copy (2)", "KPU Kab. Agam"),
        ("LKE KPU Kota A", "KPU Kota A"),
        ("LKE Balai B final", "Balai B"),
        ("LKE a", ""),
        ("LKE kosong KPU Kab. Agam", "KPU Kab. Agam"),
        ("LKE_KPU_Kab_Agam_baru", "KPU Kab Agam"),
        ("LKE_KPU_Kab_Agam_12Maret2026", "KPU Kab Agam"),
        ("1306_LKE_ZI_AGAM", "AGAM"),
        ("13.06 LKE KPU Kab Agam ok siap kirim", "KPU Kab Agam"),
        ("LKE KPU KAB AGAM WBK 2026 FINAL BANGET", "KPU KAB AGAM"),
        ("LKE ZI KPU Kab. 50 Kota", "KPU Kab. 50 Kota"),
        # how far it has come, which round it is of, who has seen it
        ("LKE KPU Kab. Agam (reviu TPI)", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam (sudah direviu oleh TPI pusat)", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam tahap II", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam TW 1", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam TW III 2026", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam 27052026", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam FINAL rev", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam (Autosaved)", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam (version 1)", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam ACC", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam pokja 1", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam sudah diisi", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam setelah reviu Itjen", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam Mei 2026", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam (FINAL", "KPU Kab. Agam"),
        ("LKE KPU Kab. Agam (dari bu", "KPU Kab. Agam"),
        ("KPU Kab. Agam (Sumatera Barat)", "KPU Kab. Agam (Sumatera Barat)"),
        ("Universitas Sebelas Maret", "Universitas Sebelas Maret"),
        # "baru", "TPI" and "Kota" are also parts of names
        ("LKE KPU Kota Banjar Baru", "KPU Kota Banjar Baru"),
        ("KPU Kabupaten Kota Baru FINAL", "KPU Kabupaten Kota Baru"),
        ("Kantor Imigrasi Kelas I TPI Padang", "Kantor Imigrasi Kelas I TPI Padang"),
        # nothing but what people call their files
        ("LKE ZI FINAL", ""),
        ("baru", ""),
        ("Salinan LKE (3)", ""),
    ],
)
def test_a_file_name_without_its_noise(stem: str, name: str) -> None:
    assert unit_in_file_name(stem) == name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ([[TITLE + "\nKPU Kabupaten Agam"]], "KPU Kabupaten Agam"),
        ([["LEMBAR KERJA EVALUASI (LKE) ZONA INTEGRITAS KPU KAB. AGAM"]], "KPU KAB. AGAM"),
        ([["", "LKE ZONA INTEGRITAS"], ["", "PENGADILAN NEGERI CONTOH TAHUN 2026"]], "PENGADILAN NEGERI CONTOH"),
        ([["Nama Unit/Satker: RSUD Contoh"]], "RSUD Contoh"),
        ([["Nama Satker", ":", "Balai Misal"]], "Balai Misal"),
        ([["Unit Kerja : KPU Kota Padang Tahun 2026"]], "KPU Kota Padang"),
        ([["LEMBAR KERJA EVALUASI ZONA INTEGRITAS TAHUN 2026 SATKER KPU KAB. AGAM"]], "KPU KAB. AGAM"),
        ([["Nama Unit", "Balai Misal"]], "Balai Misal"),
        ([["Instansi: Komisi Pemilihan Umum"], ["Satker: KPU Kab. Agam"]], "KPU Kab. Agam"),
        (
            [["Instansi: Kementerian Contoh"], ["Kantor Imigrasi Kelas I TPI Padang"]],
            "Kantor Imigrasi Kelas I TPI Padang",
        ),
        ([["LKE ZI KPU KOTA BANJAR BARU TAHUN 2026"]], "KPU KOTA BANJAR BARU"),
        ([["KPU KABUPATEN KOTA BARU"]], "KPU KABUPATEN KOTA BARU"),
    ],
)
def test_a_title_names_the_unit(heading: list[list[CellValue]], name: str) -> None:
    assert title_name(heading, TITLE) == name


@pytest.mark.parametrize(
    "heading",
    [
        [],
        [[TITLE]],
        [["LKE ZI", "2026"]],
        [["Jawaban Satker", "Nilai Unit"]],
        [["LEMBAR KERJA EVALUASI ZONA INTEGRITAS KOMISI PEMILIHAN UMUM"]],
        [["Instansi: Komisi Pemilihan Umum"]],
        [["Unit: (isi nama unit)"]],
        [["Satker: ........"]],
        [["Satker", ":", "[nama satker]"]],
        [["LAMPIRAN III PERATURAN MENTERI NOMOR 1 TAHUN 2021 TENTANG EVALUASI DI LINGKUNGAN KABUPATEN"]],
    ],
)
def test_a_title_that_names_no_single_unit_says_none(heading: list[list[CellValue]]) -> None:
    assert title_name(heading, TITLE) == ""


def test_a_title_of_spaces_is_read_at_once() -> None:
    start = time.process_time()
    assert title_name([["KPU" + " " * 30_000 + "Kab. Agam"] * 20], TITLE) in ("", "KPU Kab. Agam")
    assert time.process_time() - start < 0.5


def test_two_spellings_of_one_unit() -> None:
    assert unit_key("KPU Kab. Agam") == unit_key("KOMISI PEMILIHAN UMUM  KABUPATEN AGAM")
    assert unit_key("KPU Kab. 50 Kota") == unit_key("KPU Kabupaten Lima Puluh Kota")
    assert unit_key("KPU Kab. Solok") != unit_key("KPU Kota Solok")


def test_a_pattern_is_looked_for_in_the_name_then_in_the_folders() -> None:
    assert parse_naming(r"LKE-\d+ (\w+)").name(Path("LKE-007 Agam x.xlsx")) == ("Agam", "pattern")
    assert parse_naming("LKE (.+)").name(Path("arsip/LKE Agam.xlsx")) == ("Agam", "pattern")
    assert parse_naming("([^/]+)/LKE").name(Path("2026/Kab. Agam/LKE.xlsx")) == ("Kab. Agam", "pattern")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_map_as_excel_saves_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    names = tmp_path / "nama.csv"
    lines = ["Nama berkas;Unit", "a.xlsx;Kab. Agam", "b;Kota Padang", "x\\lke.xlsx;Kota X", "y/LKE.xlsx;Kota Y"]
    names.write_bytes("\r\n".join(lines).replace(";", delimiter).encode(encoding))
    naming = parse_naming(str(names))
    files = ["mana/A.XLSX", "b.xlsx", "2026/x/LKE.xlsx", "2026/y/LKE.xlsx", "2026/z/LKE.xlsx"]
    named = [naming.name(Path(file)) for file in files]
    assert [each[0] if each else None for each in named] == ["Kab. Agam", "Kota Padang", "Kota X", "Kota Y", None]
    assert naming.unused([Path("a.xlsx"), Path("x/lke.xlsx")]) == ["b", "y/lke.xlsx"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(a)(b)", r"'\(a\)\(b\)' punya 2 kelompok; pola perlu tepat satu"),
        ("tanpa kelompok", "'tanpa kelompok' punya 0 kelompok; pola perlu tepat satu"),
        ("(", r"'\(' bukan berkas CSV yang ada dan bukan pola yang sah; tulis nama berkas"),
        ("tidak ada.csv", "'tidak ada.csv' tidak dapat dibaca"),
    ],
)
def test_a_naming_that_cannot_be_used_is_said(text: str, why: str) -> None:
    with pytest.raises(LkeError, match=why):
        parse_naming(text)


def test_a_map_with_a_broken_line_is_said_with_its_line(tmp_path: Path) -> None:
    names = tmp_path / "nama.csv"
    names.write_text("a.xlsx;Agam\nb.xlsx\n", encoding="utf-8")
    with pytest.raises(LkeError, match="baris 2"):
        parse_naming(str(names))


@pytest.mark.parametrize("content", [b"\0" * 200_000, b'"' * 300_001])
def test_a_map_that_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nama.csv"
    path.write_bytes(content)
    with pytest.raises(LkeError, match="bukan tabel"):
        parse_naming(str(path))
