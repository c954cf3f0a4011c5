"""Read the first page of a scan, with the extra ``lke[ocr]``: nothing leaves the computer, the models are in the wheel.

One page after another in one process: what reads takes more memory than opening (see MEMORY).
"""

import re
from functools import cache
from importlib.util import find_spec
from typing import Any

from lke_cli.evidence.zips import open_file

MEMORY = 700_000_000
"""Bytes that reading may ask for: the models, a page of 1,200 points, and the scan that pdfium unpacks for it. It takes
less than half of them; the system counts what is asked for."""
LONGEST = 1_200
"""Points of a page's longer side, at which letters of 10 points are still told."""
_FINDING = 736  # points at which lines are looked for: more take memory, and find no more of them
_SQUEEZED = re.compile(r"(?<=\d)(?=[A-Za-z]{3})|(?<=[a-z]{3})(?=\d)")
"""Where a blank was lost: 12Maret2025."""


@cache
def can_read() -> bool:
    """Return whether the extra that reads scans is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_page(path: str) -> str:
    """Return the lines of the first page of a PDF. Runs in a worker process, with the extra alone."""
    import pypdfium2

    with open_file(path) as file:
        document = pypdfium2.PdfDocument(file)
        try:
            page = document[0]
            picture = page.render(scale=LONGEST / max(page.get_size()), rev_byteorder=False).to_numpy()[:, :, :3]
        finally:
            document.close()
    read = _reader()(picture)
    return "\n".join(_SQUEEZED.sub(" ", line) for line in read.txts or ())


@cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,  # pages that lie on their side are rare, and cost everyone a tenth
            "Global.max_side_len": LONGEST,
            "Det.limit_side_len": _FINDING,
            "Det.limit_type": "max",
            "Rec.rec_batch_num": 1,  # six lines at once take twice the memory, and no less time
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )
