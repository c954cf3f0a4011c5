"""Scans of letters, drawn askew and with grain, and how many are read: ``python -m tests.evidence.scanned [N]``."""

import io
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from lke_cli.evidence.dates import dates_in_text
from lke_cli.evidence.kinds import Kinds
from lke_cli.evidence.scans import read_page
from lke_cli.periods import MONTH_NAMES
from lke_cli.rubric import load_rubric

TITLES = {
    "sk": "KEPUTUSAN KEPALA SATUAN KERJA CONTOH",
    "notulensi": "NOTULENSI RAPAT PEMBANGUNAN ZONA INTEGRITAS",
    "laporan": "LAPORAN MONITORING DAN EVALUASI",
    "daftar-hadir": "DAFTAR HADIR SOSIALISASI",
    "undangan": "SURAT UNDANGAN",
    "surat-tugas": "SURAT TUGAS",
    "sop": "STANDAR OPERASIONAL PROSEDUR",
}
_WORDS = (
    *("rapat", "evaluasi", "pembangunan", "zona", "integritas", "kegiatan", "tim", "kerja", "pegawai", "pelayanan"),
    *("sosialisasi", "hari", "pukul", "tempat", "acara", "dengan", "hormat", "sehubungan", "akan", "dilaksanakan"),
    *("pada", "demikian", "disampaikan", "terima", "kasih", "unit", "contoh"),
)
_A4 = (1240, 1754)


@dataclass(frozen=True)
class Scan:
    data: bytes
    kind: str
    date: str


def scan(seed: int) -> Scan:
    """A page as a scanner makes it: up to two degrees askew, with grain, compressed."""
    rnd = random.Random(f"scan {seed}")
    kind = rnd.choice(list(TITLES))
    day, month = rnd.randint(1, 28), rnd.randint(1, 12)
    page = Image.new("L", _A4, rnd.randint(235, 255))
    draw = ImageDraw.Draw(page)
    small = ImageFont.load_default(rnd.randint(23, 28))
    draw.text((rnd.randint(120, 260), 110), TITLES[kind], fill=15, font=ImageFont.load_default(rnd.randint(30, 38)))
    y = 240
    for _ in range(rnd.randint(6, 16)):
        draw.text((120, y), " ".join(rnd.choice(_WORDS) for _ in range(9)), fill=rnd.randint(10, 70), font=small)
        y += 44
    draw.text((640, y + 60), f"Kota Contoh, {day} {MONTH_NAMES[month - 1]} 2025", fill=20, font=small)
    page = page.rotate(rnd.uniform(-2, 2), fillcolor=245, resample=Image.Resampling.BICUBIC)
    page = Image.blend(page, Image.effect_noise(_A4, rnd.uniform(20, 60)), rnd.uniform(0.05, 0.2))
    buffer = io.BytesIO()
    page.save(buffer, "PDF", quality=rnd.randint(35, 85), resolution=150)
    return Scan(buffer.getvalue(), kind, f"2025-{month:02}-{day:02}")


def rough(seed: int) -> Scan:
    """A page as a telephone takes it in a hurry: 86 points an inch, askew, in the shade, much compressed."""
    rnd = random.Random(seed)
    made = scan(seed)
    page = pypdfium2.PdfDocument(made.data)[0].render(scale=1.2).to_pil().convert("RGB")
    wide, high = page.size
    left, right, top, bottom = (rnd.uniform(0, 0.05) for _ in range(4))
    corners = (left * wide, top * high, 0, high, wide, (1 - bottom) * high, (1 - right) * wide, 0)
    page = page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    page = page.rotate(rnd.uniform(-4, 4), fillcolor=(120, 110, 100), resample=Image.Resampling.BICUBIC)
    shade = np.linspace(1, rnd.uniform(0.45, 0.8), wide)[None, :, None]
    page = Image.fromarray((np.asarray(page) * shade).astype(np.uint8))
    buffer = io.BytesIO()
    page.save(buffer, "PDF", quality=30)
    return replace(made, data=buffer.getvalue())


def main(count: int, make: Callable[[int], Scan]) -> None:
    kinds = Kinds(load_rubric("permenpanrb-90-2021"))
    right_kind = right_date = other_date = 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(scan(0).data)
        read_page(str(path))  # loads the models
        begin = time.perf_counter()
        for seed in range(1, count + 1):
            made = make(seed)
            path.write_bytes(made.data)
            text = read_page(str(path))
            dates = dates_in_text(text)
            right_kind += made.kind in kinds.of_heading(text)
            right_date += made.date in dates
            other_date += any(date != made.date for date in dates)
        seconds = (time.perf_counter() - begin) / count
    print(f"{count} pages ({make.__name__}): kind right {right_kind}, date right {right_date}, another {other_date}")
    print(f"{seconds:.1f} s a page")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["40"])[0]), scan)
    main(int((sys.argv[1:] or ["40"])[0]) // 2, rough)
