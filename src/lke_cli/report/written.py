"""What is said of a report that was written to a file: what it decides, where it is, and what to do with it."""

from pathlib import Path

from lke_cli.report.document import Text
from lke_cli.report.first import first_screen
from lke_cli.untrusted import one_line

_USES = {
    "html": "buka di peramban; dari sana dapat dicetak",
    "xlsx": "buka di Excel",
    "docx": "buka di Word",
    "csv": "buka di Excel",
    "json": "buat laporan darinya dengan lke report",
    "md": "buka dengan penyunting teks",
    "text": "buka dengan Notepad",
    "parquet": "baca dengan pandas",
}
_LONGEST = 200  # characters of the verdict


def written_text(result: object, format: str, output: Path) -> str:
    """Return ``BELUM MEMENUHI WBK: ... Ditulis ke 'laporan.html': buka di peramban.``"""
    screen = first_screen(result, 80)
    decided = (
        [block for block in screen.blocks if isinstance(block, Text) and block.tone in ("good", "bad")]
        if screen
        else []
    )
    verdict = f"{one_line(decided[0].text, _LONGEST)} " if decided else ""
    use = _USES.get(format)
    return f"{verdict}Ditulis ke '{output}'{f': {use}' if use else ''}."
