"""The folder for Windows: what of its making can be tried here."""

import importlib.util
import os
import subprocess
import zipfile
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


def test_the_folder_has_what_windows_needs_and_this_system_does_not(made: ModuleType, tmp_path: Path) -> None:
    embedded = tmp_path / "python-3.13.9-embed-amd64.zip"
    with zipfile.ZipFile(embedded, "w") as archive:  # a stand-in: python.org's own cannot be had everywhere
        archive.writestr("python313._pth", "python313.zip\n.\n")
    folder = tmp_path / "lke-windows"
    try:
        made.make(embedded, "3.13", folder)
    except subprocess.CalledProcessError as error:
        if os.environ.get("LKE_REQUIRE_WEB"):
            pytest.fail(f"the folder must be made here: {error}")
        pytest.skip(f"the folder cannot be made here: {error}")
    site = folder / "python/Lib/site-packages"
    assert (site / "colorama").is_dir()  # of typer, on Windows alone
    assert (site / "lke_cli/rubrics/permenpanrb-90-2021.yaml").is_file()
    assert list(site.glob("python_calamine/*.pyd"))
    assert not list(site.rglob("*.so"))
    assert b"\r\n" in (folder / "lke.bat").read_bytes()
    assert (folder / "python/python313._pth").read_text().splitlines()[-1] == "Lib\\site-packages"
