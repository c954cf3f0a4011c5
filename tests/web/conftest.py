"""The page, built once for all tests of it, and opened once a module."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.page import Opened, built_page, opened_page


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_page(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def page(built: Path) -> Iterator[Opened]:
    with opened_page(built) as one:
        yield one


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line say times in the zone that the browser is given."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
