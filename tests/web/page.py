"""Opens ``lke.html`` as a person does: chooses files in it, waits for what it says, saves what it offers."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.report.browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 90.0


def built_page(folder: Path) -> Path:
    """Return a page that was built anew. Skips where its parts cannot be had.

    With LKE_REQUIRE_WEB set, as in CI, that fails the test instead.
    """
    from web.build import build
    from web.parts import PartsError, cache_folder

    path = folder / "lke.html"
    try:
        path.write_bytes(build(cache_folder()))
    except PartsError as error:
        if os.environ.get("LKE_REQUIRE_WEB"):
            pytest.fail(f"the page must be built here: {error}")
        pytest.skip(f"the page cannot be built here: {error}")
    return path


@dataclass
class Opened:
    """The page in a browser. wrong: what it complained of, or asked for."""

    page: "Page"
    wrong: list[str]

    def state(self) -> str:
        """Return what the page says now."""
        return self.page.locator("#lke-state").inner_text()

    def choose(self, *files: Path) -> str:
        """Choose files, and return what is said once they were read."""
        before = self.shown()
        self.page.locator("#lke-files-input").set_input_files(list(files))
        return self.waited(before)

    def choose_folder(self, folder: Path) -> str:
        """Choose a folder, and return what is said once it was read."""
        before = self.shown()
        self.page.locator("#lke-folder-input").set_input_files(folder)
        return self.waited(before)

    def drop(self, *paths: Path) -> str:
        """Drop files or folders on the page, as from a file manager, and return what is said once they were read."""
        before = self.shown()
        devtools = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for step in ("dragEnter", "dragOver", "drop"):
            devtools.send("Input.dispatchDragEvent", {"type": step, "x": 200, "y": 150, "data": data})
        return self.waited(before)

    def waited(self, before: str) -> str:
        """Wait until an answer is shown that was not before, and return what is said."""
        self.page.wait_for_function(
            "before => (document.documentElement.dataset.answered || '') !== before", arg=before, timeout=SECONDS * 1000
        )
        return self.state()

    def shown(self) -> str:
        """Return a mark of the answer that is shown now."""
        return str(self.page.evaluate("document.documentElement.dataset.answered || ''"))

    def saved(self, label: str) -> bytes:
        """Save what a button offers, and return it."""
        with self.page.expect_download(timeout=SECONDS * 1000) as download:
            self.page.get_by_role("button", name=f"Simpan {label}", exact=True).click()
        return Path(download.value.path()).read_bytes()

    def set(self, **fields: str) -> str:
        """Fill fields in, and return what is said then of the files that were chosen."""
        before = self.shown()
        for name, value in fields.items():
            field = self.page.locator(f"#lke-{name}")
            field.select_option(value) if name == "target" else field.fill(value)
        self.page.locator("#lke-files").focus()
        return self.waited(before)


@contextmanager
def opened_page(path: Path, **options: Any) -> Iterator[Opened]:
    """Give the page, opened from the disk with the network off."""
    with opened() as browser:
        context = browser.new_context(offline=True, timezone_id="UTC", **options)
        yield open_in(context.new_page(), path)
        context.close()


def open_in(page: "Page", path: Path) -> Opened:
    """Open the page in a tab, and note what it complains of or asks for."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    allowed = (path.as_uri(), "blob:")
    page.on("request", lambda request: None if request.url.startswith(allowed) else wrong.append(request.url))
    page.goto(path.as_uri())
    return Opened(page, wrong)


def names(paths: Sequence[Path]) -> list[str]:
    """Return the names of files, for messages."""
    return [path.name for path in paths]
