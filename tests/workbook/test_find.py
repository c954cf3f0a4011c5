"""Which workbooks files, folders and patterns name."""

import os
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.workbook.find import find_workbooks
from lke_cli.workbook.sheets import read_bytes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("Prov A/satu.xlsx", "Prov A/sub/dua.xls", "Prov B/tiga.ods", "kerja [final] x/empat.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"PK")
    for name in ("Prov A/~$satu.xlsx", "Prov A/._satu.xlsx", "Prov A/catatan.docx"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["Prov A"], ["satu.xlsx", "dua.xls"]),
        (["Prov*"], ["satu.xlsx", "dua.xls", "tiga.ods"]),
        (["*/*.xlsx"], ["satu.xlsx", "empat.xlsx"]),
        (["kerja [final] x/*.xlsx"], ["empat.xlsx"]),
        (["kerja [[]final[]] x"], ["empat.xlsx"]),
        (["Prov A/**/*.xls"], ["dua.xls"]),
        (["Prov B/tiga.ods", "./Prov B/tiga.ods", "Prov A/../Prov B/tiga.ods", "Prov B"], ["tiga.ods"]),
        (["tidak ada.xlsx"], ["tidak ada.xlsx"]),
    ],
)
def test_every_workbook_is_found_once(folder: Path, given: list[str], found: list[str]) -> None:
    assert sorted(path.name for path in find_workbooks(given).workbooks) == sorted(found)
    absolute = [os.path.join(folder, name) for name in given]
    assert sorted(path.name for path in find_workbooks(absolute).workbooks) == sorted(found)


@pytest.mark.parametrize("name", ["", " "])
def test_no_name_is_not_the_current_folder(folder: Path, name: str) -> None:
    with pytest.raises(LkeError, match="Nama berkas kosong"):
        find_workbooks([name])


@pytest.mark.parametrize("name", ["*.pdf", "Prov*/*.docx"])
def test_a_pattern_without_workbooks_is_said(folder: Path, name: str) -> None:
    with pytest.raises(LkeError, match="Tidak ada workbook yang cocok"):
        find_workbooks([name])


@pytest.mark.parametrize(("name", "what"), [("~$satu.xlsx", "kunci"), ("._satu.xlsx", "macOS")])
def test_what_programs_lay_beside_a_workbook_is_told_where_it_is_named(folder: Path, name: str, what: str) -> None:
    (path,) = find_workbooks([f"Prov A/{name}"]).workbooks
    with pytest.raises(LkeError, match=what):
        read_bytes(path)
