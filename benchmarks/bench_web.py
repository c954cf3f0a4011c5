"""How long ``lke.html`` takes to its first score, and to the second, beside the command line on the same workbook.

``python benchmarks/bench_web.py [--quick]``. Goals, on two cores: a first score under 5 s after the page is opened, a
second file under half a second, a page under 16 MB. Needs Chromium and the page's parts; says so where they are not.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from measure import medians, python, show

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples/LKE ZI KPU Kab. Contoh Selatan.xlsx"


def first_and_second(page: Path, chromium: str) -> tuple[float, float]:
    """Return the seconds from opening the page to the first score, and from choosing a file again to the second."""
    from playwright.sync_api import sync_playwright

    answered = "count => document.documentElement.dataset.answered === count"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        taken = []
        for number in ("1", "2"):
            start = time.perf_counter()
            if number == "1":
                tab.goto(page.as_uri())
            tab.locator("#lke-files-input").set_input_files(SAMPLE)
            tab.wait_for_function(answered, arg=number, timeout=120_000)
            taken.append(time.perf_counter() - start)
        browser.close()
    return taken[0], taken[1]


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from web.build import build
    from web.parts import PartsError, cache_folder

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("bench_web: Chromium is not installed")
        return
    rounds = 1 if "--quick" in sys.argv else 7
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "lke.html"
        try:
            page.write_bytes(build(cache_folder()))
        except PartsError as error:
            print(f"bench_web: the page cannot be built here: {error}")
            return
        times = sorted(first_and_second(page, chromium) for _ in range(rounds))
        size = page.stat().st_size
    command = medians({"lke score": python("-m", "lke_cli", "score", str(SAMPLE))}, rounds)["lke score"]
    first, second = times[len(times) // 2][0], sorted(each[1] for each in times)[len(times) // 2]
    show(
        "In a page, beside lke score as a process", {"lke score": command, "first score": first, "second file": second}
    )
    print(f"  goals: first score 5 s, second file 0.5 s; the page has {size / 1e6:.1f} MB (goal 16)")


if __name__ == "__main__":
    main()
