"""Opens pages in Debian's Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def opened() -> Iterator["Browser"]:
    """Give a browser. Skips the test where there is none.

    With LKE_REQUIRE_CHROMIUM set, as in CI, its absence fails the test instead.
    """
    if CHROMIUM is None:
        if os.environ.get("LKE_REQUIRE_CHROMIUM"):
            pytest.fail("Chromium is required here and not installed")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def axe_script() -> str:
    """Return axe-core, as a package that is installed for tests brings it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
