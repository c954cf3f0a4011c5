"""Which kind of document a file is, by its name, its folder, or its first page."""

import pytest

from lke_cli.evidence.kinds import Kinds
from lke_cli.rubric import Rubric


@pytest.fixture(scope="module")
def kinds(rubric: Rubric) -> Kinds:
    return Kinds(rubric)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("SK Tim ZI.pdf", {"sk"}),
        ("Undagan rapat.pdf", {"undangan"}),  # a typing error
        ("daftarhadir_rapat.pdf", {"daftar-hadir"}),
        ("Notulensi dan Daftar Hadir.pdf", {"notulensi", "daftar-hadir"}),
        ("Laporan Kinerja 2025.pdf", {"laporan-kinerja", "laporan"}),  # a laporan kinerja is a laporan
        ("Penerapan SOP.pdf", {"sop"}),  # not "penetapan"
        ("Penetapan Kinerja.pdf", {"perjanjian-kinerja"}),
        ("Penerapan Kinerja.pdf", set()),
        ("IMG_2031.jpg", {"dokumentasi"}),
        ("scan.png", {"dokumentasi"}),  # an image that says nothing else
        ("Daftar Hadir.jpg", {"daftar-hadir"}),  # but a photographed list is a list
        ("Undangan/scan001.pdf", {"undangan"}),  # the folder below the question tells
        ("SKTimZI.pdf", {"sk"}),
        ("DokumentasiRapat.pdf", {"dokumentasi"}),
        ("WhatsApp Image 2025.pdf", {"dokumentasi"}),
        ("Lap Kinerja 2025.pdf", {"laporan-kinerja", "laporan"}),
        ("KEP 12 Tim ZI.pdf", {"sk"}),
        ("S.K. Tim.pdf", {"sk"}),
        ("Skep Tim.pdf", {"sk"}),
        ("Laporan KPU Kab. Kep. Contoh.pdf", {"laporan"}),  # "kepulauan"
        ("Laporan Bimtek KPU se-Sumatera Barat.pdf", {"laporan"}),  # no surat edaran
        ("Laporan Bimtek KPU se Sumatera Barat.pdf", {"laporan"}),
        ("SE Menteri.pdf", {"kebijakan"}),
        ("se menteri.pdf", {"kebijakan"}),
        ("scan001.pdf", set()),
        ("tasks.pdf", set()),  # "sk" is a word, not letters in a word
    ],
)
def test_by_name(kinds: Kinds, path: str, found: set[str]) -> None:
    *folders, name = path.split("/")
    assert kinds.of_name(folders, name) == found


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("KEPUTUSAN KEPALA SATUAN KERJA CONTOH\nNOMOR 12 TAHUN 2025\nTENTANG TIM KERJA", {"sk"}),
        ("Nomor : 5/UND/2025\nSifat : Biasa\nHal : Undangan Rapat\nKepada Yth.", {"undangan"}),
        ("DAFTAR HADIR\nRapat pembahasan laporan", {"daftar-hadir"}),
        ("UNDANGAN rapat tim", set()),  # a word in capitals makes no title
        ("LAPORAN HASIL KEGIATAN di DESA", {"laporan"}),
        ("Rapat ini membahas laporan dan undangan minggu lalu.", set()),
    ],
)
def test_by_the_first_page(kinds: Kinds, heading: str, found: set[str]) -> None:
    assert kinds.of_heading(heading) == found
