"""What is no workbook is called what it is."""

import io
import zipfile
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.rubric import Rubric
from lke_cli.templates import Filling, example_filling
from lke_cli.workbook.kinds import kind_of_file
from lke_cli.workbook.read import Reader
from lke_cli.workbook.sheets import SpreadsheetFile
from tests.conftest import Write


def _zip(*names: str, **contents: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, b"x"))
    return made.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 100


FILES = [
    ("surat.docx", _zip("[Content_Types].xml", "word/document.xml"), "dokumen Word"),
    ("LKE.xlsx", _zip("[Content_Types].xml", "word/document.xml"), "dokumen Word"),
    ("LKE.xls", _ole("WordDocument"), "dokumen Word"),
    ("LKE.xls", _ole("PowerPoint Document"), "presentasi PowerPoint"),
    ("LKE.xlsx", _zip("[Content_Types].xml", "ppt/presentation.xml"), "presentasi PowerPoint"),
    ("LKE.ods", _zip("mimetype", mimetype=b"application/vnd.oasis.opendocument.text"), "dokumen LibreOffice"),
    ("LKE.pdf", b"%PDF-1.7\n%\xe2\xe3", "berkas PDF"),
    ("LKE.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "gambar"),
    ("LKE.xlsx", b"BM" + b"\x36\0\0\0" * 4, "gambar"),
    ("LKE.xls", b"<html><head></head><table><tr><td>1</td></tr></table></html>", "halaman web (HTML)"),
    ("LKE.xls", b"\xef\xbb\xbf<!DOCTYPE html><html>", "halaman web (HTML)"),
    ("LKE.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML dari Excel 2003"),
    ("LKE.csv", b"No;Pertanyaan;Jawaban\n1;Tim dibentuk;Ya\n", "berkas teks (CSV)"),
    ("BMN.csv", b"BMN;Jumlah\n1;2\n", "berkas teks (CSV)"),
    ("LKE.txt", b"halo, ini teks biasa", "berkas teks"),
    ("LKE.zip", _zip("LKE/LKE ZI.xlsx"), "arsip"),
    ("LKE.rar", b"Rar!\x1a\x07\x01\0", "arsip"),
    ("LKE.7z", b"7z\xbc\xaf\x27\x1c\0\4", "arsip"),
    ("LKE.lnk", b"L\0\0\0\x01\x14\x02\0\0\0", "pintasan"),
    ("LKE.url", b"[InternetShortcut]\r\nURL=https://contoh.example\r\n", "pintasan"),
    ("LKE.gsheet", b'{"url": "https://docs.google.com/open?id=x"}', "pintasan"),
]


@pytest.mark.parametrize(("name", "content", "called"), FILES, ids=[f"{name}-{called}" for name, _, called in FILES])
def test_it_is_refused_in_one_sentence_that_says_what_it_is(
    tmp_path: Path, name: str, content: bytes, called: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LkeError) as refused:
        SpreadsheetFile(path)
    said = str(refused.value)
    assert said.startswith(f"'{name}' adalah ")
    assert called in said
    assert said.count(". ") == 0


@pytest.mark.parametrize("content", [b"", b"\x01\x02\x03\0", b"PK\x03\x04 terpotong", _zip("[Content_Types].xml")])
def test_what_nothing_tells_is_not_guessed(content: bytes) -> None:
    assert kind_of_file(content) is None


@pytest.fixture
def lke_file(write: Write, rubric: Rubric) -> Path:
    filling: Filling = example_filling(rubric)
    return write(filling)


@pytest.mark.parametrize("name", ["LKE.pdf", "LKE.docx", "LKE.xls", "LKE"])
def test_a_workbook_under_another_name_is_read_and_that_is_told(
    lke_file: Path, reader: Reader, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "lain" / name
    path.parent.mkdir()
    path.write_bytes(lke_file.read_bytes())
    (told,) = [f for f in reader.read(path).findings if f.rule == "workbook-misnamed"]
    assert name in told.message
    assert ".xlsx" in told.message


def test_a_workbook_under_its_own_name_needs_no_word(lke_file: Path, reader: Reader) -> None:
    assert kind_of_file(lke_file.read_bytes()) is None
    assert not [f for f in reader.read(lke_file).findings if f.rule == "workbook-misnamed"]
