"""The folder for Windows: what of its making can be tried here."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_folder", ROOT / "packaging/windows/make_folder.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_embedded_python_finds_the_libraries(made: ModuleType) -> None:
    assert made.with_site("python313.zip\n.\n") == "python313.zip\r\n.\r\nLib\\site-packages\r\n"


@pytest.mark.parametrize(
    ("name", "version"),
    [("python-3.13.9-embed-amd64.zip", "3.13"), ("python-3.13.9-amd64.exe", None), ("x.zip", None)],
)
def test_which_python_it_is_is_read_from_its_name(made: ModuleType, name: str, version: str | None) -> None:
    assert made.version_of(Path(name)) == version
