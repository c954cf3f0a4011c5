"""Write the sample evidence folder (``python samples/make_evidence.py [FOLDER]``): an invented unit, partly wrong."""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.evidence.files import pdf, put

NAME = "bukti-dukung-contoh"
AREA = "A. PENGUNGKIT/I. PEMENUHAN/1. MANAJEMEN PERUBAHAN"
TEAM = f"{AREA}/i. Penyusunan Tim Kerja"
PLAN = f"{AREA}/ii. Rencana Pembangunan ZI"


def photo() -> bytes:
    """Return a small picture: a gradient, the same at every run."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "JPEG")
    return buffer.getvalue()


def contents() -> dict[str, bytes]:
    """Return every file by its path: sound ones, and one of each thing that goes wrong often."""
    decree = pdf("KEPUTUSAN KEPALA SATUAN KERJA CONTOH", "NOMOR 12 TAHUN 2025", "Ditetapkan 12 Maret 2025")
    return {
        f"{TEAM}/a. Tim ZI dibentuk/SK Tim ZI 2025.pdf": decree,
        f"{TEAM}/b. Pemilihan anggota tim/Notulensi 2025-03-05.pdf": pdf("NOTULENSI RAPAT", "5 Maret 2025"),
        f"{TEAM}/b. Pemilihan anggota tim/Rekapitulasi 2025.pdf": pdf("REKAPITULASI CALON ANGGOTA 2025"),
        f"{TEAM}/hasil pindai.pdf": pdf(),
        f"{PLAN}/a. Rencana kerja/Rencana aksi 2025.pdf": pdf("RENCANA AKSI TAHUN 2025"),
        f"{PLAN}/a. Rencana kerja/Undangan 2025-02-10.pdf": pdf("UNDANGAN", "10 Februari 2025")[:400],
        f"{PLAN}/c. Sosialisasi/Foto sosialisasi 2025-04-01.jpg": photo(),
        f"{PLAN}/c. Sosialisasi/Laporan 2025.pdf": b"",
        "A. PENGUNGKIT/II. REFORM/1. MANAJEMEN PERUBAHAN/i. Komitmen dalam perubahan/a. Agen/SK Agen.pdf": decree,
        "A.I.5.i.b Laporan pengendalian gratifikasi 2023.pdf": pdf("LAPORAN TAHUN 2023"),
        "B. HASIL/I. BIROKRASI YANG BERSIH DAN AKUNTABEL/a. IPAK/Hasil survei IPAK 2025.pdf": pdf("HASIL SURVEI 2025"),
        "catatan rapat.pdf": pdf("CATATAN"),
    }


def main() -> None:
    """Write the folder anew, below a folder (default: the one this file stands in)."""
    target = (Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent) / NAME
    shutil.rmtree(target, ignore_errors=True)
    for path, data in contents().items():
        put(target, path, data)


if __name__ == "__main__":
    main()
