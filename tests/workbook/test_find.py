"""Which workbooks files, folders and patterns name."""

import json
import os
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.rubric import Rubric
from lke_cli.templates import example_filling
from lke_cli.workbook.find import find_workbooks
from lke_cli.workbook.sheets import read_bytes
from tests.conftest import Run, Write


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


class TestPassedOver:
    @pytest.fixture
    def mixed(self, tmp_path: Path) -> Path:
        for name in ("LKE.xlsx", "sub/LKE.docx", "sub/LKE.pdf", "a.zip", "b.rar", "c.7z", "d.lnk", "e.url", "foto.jpg"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"isi lain")
        (tmp_path / "~$LKE.docx").write_bytes(b"x")
        return tmp_path

    def test_documents_archives_and_shortcuts_in_a_folder_are_named(self, mixed: Path) -> None:
        found = find_workbooks([str(mixed)])
        assert [path.name for path in found.workbooks] == ["LKE.xlsx"]
        kinds = {Path(each.file).name: each.kind for each in found.passed_over}
        assert kinds == {
            "LKE.docx": "dokumen Word",
            "LKE.pdf": "PDF",
            "a.zip": "arsip",
            "b.rar": "arsip",
            "c.7z": "arsip",
            "d.lnk": "pintasan",
            "e.url": "pintasan",
        }

    def test_a_pattern_passes_over_what_it_matches_alone(self, mixed: Path) -> None:
        assert find_workbooks([str(mixed / "*.xlsx")]).passed_over == ()
        assert len(find_workbooks([str(mixed / "*")]).passed_over) == 7  # sub with its two, a folder matched

    def test_a_folder_without_workbooks_says_what_it_holds(self, mixed: Path) -> None:
        with pytest.raises(LkeError, match=r"tidak berisi workbook .* dokumen Word 1 .*LKE\.docx"):
            find_workbooks([str(mixed / "sub")])

    def test_a_workbook_named_pdf_is_found(self, mixed: Path) -> None:
        (mixed / "sub/LKE.pdf").write_bytes(b"PK\x03\x04")
        assert {path.name for path in find_workbooks([str(mixed)]).workbooks} == {"LKE.xlsx", "LKE.pdf"}

    @pytest.mark.parametrize("command", ["score", "compare"])
    def test_reports_say_it_and_json_lists_it(
        self, mixed: Path, lke: Run, command: str, write: Write, rubric: Rubric
    ) -> None:
        write(example_filling(rubric), "LKE.xlsx")
        _, out, _ = lke(command, mixed, "--detail")
        assert "Dilewati, bukan workbook" in " ".join(out.split())
        _, out, _ = lke(command, mixed, "--format", "json")
        assert {each["kind"] for each in json.loads(out)["passed_over"]} == {"dokumen Word", "PDF", "arsip", "pintasan"}
        _, _, err = lke(command, mixed, "--format", "csv", "--csv", "machine")
        assert "Dilewati, bukan workbook" in err
