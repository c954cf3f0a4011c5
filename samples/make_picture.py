"""Make the README's picture of a page (``python samples/make_picture.py``): a sample's first screen, in Chromium."""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import lke_cli
from lke_cli.report import show_result

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/gambar/laporan.png"
_WIDTH, _HEIGHT, _COLORS = 1120, 1000, 96


def main() -> None:
    """Write the picture."""
    sample = next((ROOT / "samples").glob("*Contoh*.xlsx"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "laporan.html"
        show_result(lke_cli.score(str(sample.relative_to(ROOT))), "html", page_file)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        page.goto(page_file.as_uri())
        shot = page.screenshot()
        browser.close()
    PICTURE.parent.mkdir(exist_ok=True)
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(_COLORS).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
