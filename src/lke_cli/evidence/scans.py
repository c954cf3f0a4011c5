"""Read the first page of a scan: with the extra ``lke[ocr]``, whose models are in the wheel, else with Tesseract where
it and its Indonesian data are installed. Nothing leaves the computer.

One page after another in one process: what reads takes more memory than opening (see SCAN_MEMORY).
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from lke_cli.evidence.zips import open_file

SCAN_MEMORY = 1_000_000_000
"""Bytes that reading may ask for: the models, a page of 1,200 points, and the scan that pdfium unpacks for it. It takes
some 360 MB of them; the system counts what is asked for."""
LONGEST_SIDE = 1_200
"""Points of a page's longer side, at which letters of 10 points are still told."""
_TESSERACT_SIDE = 2_400  # it tells letters by more points
_TESSERACT_SECONDS = 60  # for a page
_FINDING = 736  # points at which lines are looked for: more take memory, and find no more of them
_SQUEEZED = re.compile(r"(?<=\d)(?=[A-Za-z]{3})|(?<=[a-z]{3})(?=\d)")
"""Where a blank was lost: 12Maret2025."""


def can_read() -> bool:
    """Return whether there is anything that reads scans."""
    return has_extra() or has_tesseract()


@cache
def has_extra() -> bool:
    """Return whether the extra that reads scans is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def has_tesseract() -> bool:
    """Return whether Tesseract is installed, with its Indonesian data."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"ind" in listed.stdout.split()


def read_page(path: str) -> str:
    """Return the lines of the first page of a PDF. Runs in a worker process, where something reads scans."""
    lines = _lines_by_extra(path) if has_extra() else _lines_by_tesseract(path)
    return "\n".join(_SQUEEZED.sub(" ", line) for line in lines)


def _lines_by_extra(path: str) -> Sequence[str]:
    read = _reader()(_first_page(path, LONGEST_SIDE).to_numpy()[:, :, :3])
    return read.txts or ()


def _lines_by_tesseract(path: str) -> Sequence[str]:
    from io import BytesIO

    page = BytesIO()
    _first_page(path, _TESSERACT_SIDE).to_pil().convert("L").save(page, "PNG")
    command = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", "ind"]
    read = subprocess.run(command, input=page.getvalue(), capture_output=True, check=True, timeout=_TESSERACT_SECONDS)
    return [line for line in read.stdout.decode("utf-8", "replace").splitlines() if line.strip()]


def _first_page(path: str, side: int) -> Any:
    """Return the first page of a PDF as a bitmap with a longer side of so many points."""
    import pypdfium2

    with open_file(path) as file:
        document = pypdfium2.PdfDocument(file)
        try:
            page = document[0]
            return page.render(scale=side / max(page.get_size()), rev_byteorder=False)
        finally:
            document.close()


@cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,  # pages that lie on their side are rare, and cost everyone a tenth
            "Global.max_side_len": LONGEST_SIDE,
            "Det.limit_side_len": _FINDING,
            "Det.limit_type": "max",
            "Rec.rec_batch_num": 1,  # six lines at once take twice the memory, and no less time
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )
