"""The state that a narrative reports of what is asked: said where it is lower than what the answer claims, else not."""

import pytest

from lke_cli.rubric import load_rubric
from lke_cli.scoring.narratives import other_option
from lke_cli.scoring.states import LOWER
from lke_cli.scoring.wording import wording_of
from tests.scoring.test_narratives import SCALES

WORDS = wording_of(load_rubric("permenpanrb-90-2021"))

TEAM = ("Ya, jika tim penghijauan telah dibentuk di kantor.", "YT", "Kantor telah membentuk tim penghijauan")
SHARE = (
    "a. Jika seluruh prosedur gudang telah dijalankan\nb. Jika sebagian besar prosedur gudang telah dijalankan\n"
    "c. Jika sebagian kecil prosedur gudang telah dijalankan\nd. Jika prosedur gudang belum dijalankan",
    "ABCD",
    "Prosedur gudang telah dijalankan",
)
OFTEN = (
    "a. Jika pemeriksaan sumur dilakukan secara berkala\nb. Jika pemeriksaan sumur dilakukan tidak secara berkala\n"
    "c. Jika pemeriksaan sumur belum dilakukan",
    "ABC",
    "Telah dilakukan pemeriksaan sumur",
)
FOLLOWED = (
    "a. Jika hasil uji kompor telah dibahas dan ditindaklanjuti\n"
    "b. Jika hasil uji kompor telah dibahas namun belum ditindaklanjuti\nc. Jika hasil uji kompor belum dibahas",
    "ABC",
    "Hasil uji kompor telah dibahas",
)
DIGITAL = (
    "a. Jika pendaftaran tamu menggunakan teknologi informasi dan terdapat inovasi\n"
    "b. Jika pendaftaran tamu menggunakan teknologi informasi\n"
    "c. Jika pendaftaran tamu belum menggunakan teknologi informasi",
    "ABC",
    "Pendaftaran tamu sudah menggunakan teknologi informasi",
)
BEST = {"YT": "Ya", "ABC": "A", "ABCD": "A"}


def described(form: tuple[str, str, str], narrative: str, chosen: str | None = None) -> str | None:
    """Return the option that a narrative is said to describe beside the best answer, or beside another."""
    options, scale, question = form
    found = other_option(narrative, chosen or BEST[scale], options, SCALES[scale], WORDS, question)
    return found and found[0]


@pytest.mark.parametrize(
    ("form", "narrative", "option"),
    [
        # not there, its denial near or far from what is denied
        (TEAM, "Sampai laporan ini ditulis tim penghijauan pada kantor kami memang belum dapat dibentuk.", "Tidak"),
        (TEAM, "Kantor tidak memiliki tim penghijauan.", "Tidak"),
        (TEAM, "Tim penghijauan di kantor, mengingat pegawai cuma 11 orang, tidak pernah dibentuk.", "Tidak"),
        (DIGITAL, "Pendaftaran tamu memakai teknologi informasi. Mengenai inovasi, kami belum punya.", "B"),
        # planned, or in the making
        (TEAM, "Tim penghijauan akan dibentuk pada triwulan II setelah ada arahan.", "Tidak"),
        (TEAM, "SK tim penghijauan masih berupa konsep di meja sekretaris.", "Tidak"),
        (TEAM, "Pembentukan tim penghijauan dijadwalkan bulan Oktober.", "Tidak"),
        # a part, in words
        (SHARE, "Baru prosedur penerimaan dan pengeluaran barang yang dijalankan.", LOWER),
        (SHARE, "Prosedur gudang telah dijalankan di lantai satu, sisanya menunggu penambahan petugas.", LOWER),
        (SHARE, "Prosedur gudang dijalankan petugas, namun belum seluruhnya.", "B"),
        (SHARE, "Seluruh prosedur gudang dijalankan kecuali prosedur penghapusan barang.", LOWER),
        (SHARE, "Prosedur gudang sudah dijalankan, 2 prosedur lagi menunggu pengesahan.", LOWER),
        (SHARE, "Uji prosedur gudang:\n- 7 sudah dijalankan\n- 4 belum", LOWER),
        # a part, by counts
        (SHARE, "Dari 20 prosedur gudang, 16 sudah dijalankan.", "B"),
        (SHARE, "Prosedur gudang yang dijalankan sebanyak 3 dari 20 prosedur.", "C"),
        (SHARE, "Dari 12 prosedur gudang, 9 dijalankan petugas dan 3 dijalankan menurut kebiasaan.", "B"),
        (SHARE, "Prosedur gudang yang dijalankan baru 30%.", "C"),
        (SHARE, "Gudang memiliki 18 prosedur, 11 diantaranya dijalankan.", "B"),
        (SHARE, "Hasil uji: 85% prosedur gudang telah dijalankan.", "B"),
        # less often
        (OFTEN, "Pemeriksaan sumur dilakukan satu kali pada bulan Juni.", "B"),
        (OFTEN, "Pemeriksaan sumur dilaksanakan apabila ada permintaan warga.", "B"),
        (OFTEN, "Pemeriksaan sumur dilakukan bulan Maret, setelah itu tidak dilakukan lagi.", "B"),
        (OFTEN, "Pemeriksaan sumur jarang dilakukan.", "B"),
        # without what is asked for; the second sentence takes back the first
        (FOLLOWED, "Hasil uji kompor dibahas bulan Mei. Sampai sekarang belum ada yang ditindaklanjuti.", "B"),
        (FOLLOWED, "Hasil uji kompor telah dibahas. Tindak lanjutnya akan dilaksanakan tahun depan.", "B"),
        (FOLLOWED, "Uji kompor terlaksana bulan Juli, rekomendasinya belum dijalankan.", "B"),
        # as it was before
        (DIGITAL, "Pendaftaran tamu masih menggunakan cara lama.", LOWER),
        # by other means
        (DIGITAL, "Pendaftaran tamu masih dicatat petugas di buku.", LOWER),
    ],
)  # fmt: skip
def test_a_lower_state_is_told(form: tuple[str, str, str], narrative: str, option: str) -> None:
    assert described(form, narrative) in {option, LOWER}, narrative


@pytest.mark.parametrize(
    ("form", "narrative"),
    [
        # another time than now
        (TEAM, "Tahun lalu tim penghijauan belum ada; tahun ini sudah dibentuk dengan SK nomor 8."),
        (SHARE, "Pada 2023 masih ada 6 prosedur gudang yang belum dijalankan, kini seluruh prosedur dijalankan."),
        (OFTEN, "Pemeriksaan sumur dilakukan setiap bulan. Di tahun 2023 hanya 2 kali."),
        # denied twice
        (SHARE, "Tidak ada prosedur gudang yang tidak dijalankan."),
        (SHARE, "Tidak satu pun prosedur gudang yang belum dijalankan petugas."),
        # denial of what is bad, or of what nobody asks for
        (SHARE, "Prosedur gudang dijalankan seluruhnya. Tidak ada keluhan dari petugas gudang."),
        (OFTEN, "Pemeriksaan sumur dilakukan tiap bulan, tidak ditemukan pencemaran pada sumur."),
        (TEAM, "Tim penghijauan dibentuk bulan Januari. Akun media sosialnya memang belum dibuat."),
        # solved
        (SHARE, "Dua prosedur gudang sempat tertunda karena banjir, namun sudah dijalankan sejak Juli."),
        # beyond what is asked
        (TEAM, "Tim penghijauan sudah dibentuk, ke depan akan ditambah perwakilan dari cabang."),
        (DIGITAL, "Pendaftaran tamu memakai aplikasi dengan inovasi. Tahun depan akan dikembangkan ke ponsel."),
        # on a condition
        (SHARE, "Seluruh prosedur gudang dijalankan; bila prosedur tidak dijalankan, petugas ditegur."),
        # a part of something else
        (SHARE, "Seluruh prosedur gudang dijalankan. Sebagian petugas mengikuti pelatihan pada bulan Mei."),
        (SHARE, "Prosedur gudang diringkas dari 9 menjadi 5 langkah dan seluruhnya dijalankan."),
        (SHARE, "Seluruh prosedur gudang dijalankan seluruh petugas, kecuali petugas yang cuti."),
        # one thing among what is there
        (TEAM, "Tim penghijauan dibentuk bulan Januari. Tim penghijauan cabang pantai belum dibentuk."),
        (SHARE, "Seluruh prosedur gudang dijalankan. Prosedur gudang terapung belum dijalankan."),
        (OFTEN, "Pemeriksaan sumur dilakukan setiap bulan. Satu kali pemeriksaan diundur karena hujan."),
        (DIGITAL, "Pendaftaran tamu memakai aplikasi dan ada inovasi. Sebagian pemohon masih memilih datang."),
        (TEAM, "Tim penghijauan dibentuk dengan SK nomor 4. Perubahan susunan tim akan diterbitkan bulan Mei."),
        (TEAM, "Tim penghijauan dibentuk Januari, walaupun tim tersebut belum dilengkapi seragam."),
        (SHARE, "Gudang punya 9 prosedur dan semuanya dijalankan.\n- prosedur tanpa petugas: tidak ada"),
        (SHARE, "Prosedur gudang yang pada 2023 belum dijalankan sudah disusun ulang dan dijalankan semua."),
        (DIGITAL, "Pendaftaran tamu memakai aplikasi dan ada inovasi. Hanya buku kenangan yang masih manual."),
        (SHARE, "Seluruh prosedur gudang dijalankan; 20 prosedur diuji, 5 diubah, lainnya masih sesuai."),
        # one month of the year
        (OFTEN, "Pemeriksaan sumur dilakukan tiap bulan. Bulan April tidak dilaksanakan karena libur."),
        # not needed
        (SHARE, "Seluruh prosedur gudang dijalankan, 3 dari 20 prosedur tidak perlu diubah."),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_lower_state_is_left_alone(form: tuple[str, str, str], narrative: str) -> None:
    assert described(form, narrative) is None


@pytest.mark.parametrize(
    ("form", "chosen", "narrative"),
    [
        (TEAM, "Tidak", "Tim penghijauan akan dibentuk pada triwulan II."),
        (SHARE, "B", "Dari 20 prosedur gudang, 16 sudah dijalankan, sisanya belum."),
        (SHARE, "D", "Prosedur gudang belum dijalankan."),
        (OFTEN, "B", "Pemeriksaan sumur dilakukan satu kali pada bulan Juni."),
        (FOLLOWED, "B", "Hasil uji kompor dibahas bulan Mei, tetapi belum ditindaklanjuti."),
        (DIGITAL, "B", "Pendaftaran tamu memakai aplikasi pusat, inovasi belum ada."),
    ],
)
def test_a_low_answer_agrees_with_a_low_state(form: tuple[str, str, str], chosen: str, narrative: str) -> None:
    assert described(form, narrative, chosen) is None
