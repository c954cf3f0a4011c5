"""Equal rewrites: however a program writes the same workbook, it gives the same answers and the same score."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from lke_cli.rubric import load_rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook.read import Reader
from tests.conftest import ROOT
from tests.templates.recalculate import required_office

RUBRIC = load_rubric("permenpanrb-90-2021")
READER = Reader(RUBRIC)
Part = tuple[str, bytes]
Rewrite = Callable[[list[Part]], list[Part]]
_PREFIXED = re.compile(rb"<(/?)(?![?!])([A-Za-z])")
_TEXT = re.compile(rb't="inlineStr"([^>]*)><is><t( xml:space="preserve")?>([^<]*)</t></is>')


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three workbooks: the tool's example, one of the samples, and one that openpyxl wrote (shared strings)."""
    folder = tmp_path_factory.mktemp("asal")
    write_template(RUBRIC, folder / "contoh.xlsx", example_filling(RUBRIC))
    sample = sorted((ROOT / "samples").glob("LKE*.xlsx"))[0]
    shutil.copy(sample, folder / "sampel.xlsx")
    openpyxl.load_workbook(sample).save(folder / "openpyxl.xlsx")
    return sorted(folder.glob("*.xlsx"))


def parts_of(path: Path) -> list[Part]:
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(parts: Sequence[Part], to: Path, how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(to, "w", how) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return to


def seen(path: Path) -> tuple[object, ...]:
    """Return all that a rewrite must leave as it is: the score, and each answer with its cell."""
    scored = score_workbook(READER, path, target="wbk")
    card = scored.scorecard
    assert card is not None
    answers = tuple((each.code, each.answer, each.points, each.cell, each.text) for each in card.questions)
    return card.total.score, answers, scored.sheet


def in_sheets(change: Callable[[bytes], bytes]) -> Rewrite:
    return lambda parts: [(n, change(c) if n.startswith("xl/worksheets/sheet") else c) for n, c in parts]


def everywhere(change: Callable[[bytes], bytes], ends: str = (".xml")) -> Rewrite:
    return lambda parts: [(n, change(c) if n.endswith(ends) else c) for n, c in parts]


def shared_strings(parts: list[Part]) -> list[Part]:
    """Move the texts that stand in cells to a part of their own, as Excel does; leave a package that has one."""
    if any(name == "xl/sharedStrings.xml" for name, _ in parts):
        return parts
    texts: list[bytes] = []

    def put(found: "re.Match[bytes]") -> bytes:
        texts.append(found[3])
        return b't="s"%s><v>%d</v>' % (found[1], len(texts) - 1)

    made = [(n, _TEXT.sub(put, c) if n.startswith("xl/worksheets/sheet") else c) for n, c in parts]
    items = b"".join(b'<si><t xml:space="preserve">%s</t></si>' % text for text in texts)
    sst = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % items
    relation = (
        b'<Relationship Id="rIdTeks" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>'
    )
    made = [(n, c.replace(b"</Relationships>", relation) if n == "xl/_rels/workbook.xml.rels" else c) for n, c in made]
    made = [(n, c.replace(b"</Types>", kind) if n == "[Content_Types].xml" else c) for n, c in made]
    assert texts
    return [*made, ("xl/sharedStrings.xml", sst)]


def inline_strings(parts: list[Part]) -> list[Part]:
    """Move shared texts into the cells."""
    sst = dict(parts).get("xl/sharedStrings.xml")
    if sst is None:
        return parts
    texts = re.findall(rb"<si>(.*?)</si>", sst, re.DOTALL)
    cell = re.compile(rb't="s"([^>]*)><v>(\d+)</v>')
    return in_sheets(lambda c: cell.sub(lambda m: b't="inlineStr"%s><is>%s</is>' % (m[1], texts[int(m[2])]), c))(parts)


def with_prefix(xml: bytes) -> bytes:
    """Write a sheet's elements under a prefix, as some libraries do."""
    head, mark, body = xml.partition(b"<worksheet")
    if not mark:
        return xml
    body = _PREFIXED.sub(rb"<\1x:\2", body).replace(b'xmlns="', b'xmlns:x="', 1)
    return head + b"<x:worksheet" + body


def single_quotes(xml: bytes) -> bytes:
    return re.sub(rb'([\w:]+)="([^"\'<>]*)"', rb"\1='\2'", xml)


def spaced(xml: bytes) -> bytes:
    return re.sub(rb'(\s[\w:]+)=(")', rb"\1 =\n\2", xml)


def utf_16(xml: bytes) -> bytes:
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", xml.decode("utf-8-sig"))
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def as_references(xml: bytes) -> bytes:
    """Write every letter A of a text as a reference to its number."""
    return re.sub(rb"(<t[^>]*>)([^<]*)", lambda m: m[1] + m[2].replace(b"A", b"&#65;").replace(b"Y", b"&#x59;"), xml)


def without_places(xml: bytes) -> bytes:
    """Leave out the numbers of rows, which then count on."""
    rows = [int(n) for n in re.findall(rb'<row [^>]*?\br="(\d+)"', xml)]
    return re.sub(rb'(<row [^>]*?)\s\br="\d+"', rb"\1", xml) if rows == list(range(1, len(rows) + 1)) else xml


def absolute_targets(parts: list[Part]) -> list[Part]:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/_rels/workbook.xml.rels":
            return content
        return re.sub(rb'Target="(?:/xl/)?(?!/)([^"]*)"', rb'Target="/xl/\1"', content)

    return [(name, change(name, content)) for name, content in parts]


def relative_targets(parts: list[Part]) -> list[Part]:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/_rels/workbook.xml.rels":
            return content
        return re.sub(rb'Target="(?:/xl/)?(?!/)([^"]*)"', rb'Target="../xl/\1"', content)

    return [(name, change(name, content)) for name, content in parts]


def other_names(parts: list[Part]) -> list[Part]:
    """Call the sheets' parts otherwise, in a folder of their own."""
    moved = {n: n.replace("worksheets/sheet", "lembar/isi") for n, _ in parts if n.startswith("xl/worksheets/")}
    made = []
    for name, content in parts:
        if name.endswith(".rels") or name == "[Content_Types].xml":
            content = content.replace(b"worksheets/sheet", b"lembar/isi")
        made.append((moved.get(name, name).replace("worksheets/_rels/sheet", "lembar/_rels/isi"), content))
    return made


def with_more(parts: list[Part]) -> list[Part]:
    return [*parts, ("customXml/item1.xml", b"<a/>"), ("xl/media/gambar1.png", b"\x89PNG\r\n")]


REWRITES: dict[str, Rewrite] = {
    "other order in the zip": lambda parts: parts[::-1],
    "sheets first": lambda parts: sorted(parts, key=lambda part: not part[0].startswith("xl/worksheets")),
    "shared strings": shared_strings,
    "inline strings": inline_strings,
    "single quotes": everywhere(single_quotes),
    "blanks around equal signs": in_sheets(spaced),
    "a prefix of the namespace": in_sheets(with_prefix),
    "letters as references": in_sheets(as_references),
    "no row numbers": in_sheets(without_places),
    "utf-16": in_sheets(utf_16),
    "a mark of the byte order": in_sheets(lambda xml: b"\xef\xbb\xbf" + xml),
    "no declaration": in_sheets(lambda xml: re.sub(rb"^\s*<\?xml[^>]*\?>", b"", xml)),
    "comments and instructions": in_sheets(lambda xml: xml.replace(b"<sheetData>", b"<!-- c --><?p i?><sheetData>")),
    "line ends between elements": in_sheets(lambda xml: xml.replace(b"</c><c ", b"</c>\r\n  <c ")),
    "whole end tags": in_sheets(lambda xml: re.sub(rb"<c ([^<>]*?)/>", rb"<c \1></c>", xml)),
    "absolute targets": absolute_targets,
    "relative targets": relative_targets,
    "other names of parts": other_names,
    "parts that nobody needs": with_more,
}


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_is_read_as_what_it_was_written_from(
    books: list[Path], tmp_path: Path, name: str, number: int
) -> None:
    book = books[number]
    assert seen(packed(REWRITES[name](parts_of(book)), tmp_path / book.name)) == seen(book)


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_however_it_is_packed(books: list[Path], tmp_path: Path, number: int, how: int) -> None:
    book = books[number]
    assert seen(packed(parts_of(book), tmp_path / book.name, how)) == seen(book)


@pytest.mark.parametrize("number", range(3))
def test_rewrites_upon_rewrites(books: list[Path], tmp_path: Path, number: int) -> None:
    """Several on one file, one after the other."""
    book, parts = books[number], parts_of(books[number])
    for name in ("inline strings", "letters as references", "a prefix of the namespace", "single quotes"):
        parts = REWRITES[name](parts)
    assert seen(packed(parts, tmp_path / book.name)) == seen(book)


@pytest.mark.parametrize("number", range(3))
def test_openpyxl_saves_it_again(books: list[Path], tmp_path: Path, number: int) -> None:
    """The formulas' values are lost; answers and what is computed from them are not."""
    again = tmp_path / books[number].name
    openpyxl.load_workbook(books[number]).save(again)
    assert seen(again) == seen(books[number])


def converted(office: str, paths: Sequence[Path], to: str, folder: Path) -> Iterator[Path]:
    """Yield what LibreOffice opens of each path, saved in another format."""
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for path in paths:
        yield folder / f"{path.stem}.{to}"


@pytest.mark.parametrize("to", ["xlsx", "ods", "xls"])
def test_what_libreoffice_opens_of_each_rewrite_is_what_is_scored(books: list[Path], tmp_path: Path, to: str) -> None:
    """LibreOffice opens every rewrite of the example, and saves it: what it saw scores as what is read here."""
    office = required_office()
    book, rewrites = books[0], tmp_path / "tulis-ulang"
    rewrites.mkdir()
    # Those that LibreOffice itself does not open as the workbook that they are have no say here.
    names = [name for name in REWRITES if to == "xlsx" or name in ("shared strings", "a prefix of the namespace")]
    made = [packed(REWRITES[name](parts_of(book)), rewrites / f"{n}.xlsx") for n, name in enumerate(names)]
    (tmp_path / "hasil").mkdir()
    wanted = seen(book)
    for name, path in zip(names, converted(office, made, to, tmp_path / "hasil"), strict=True):
        total, answers, _ = seen(path)
        assert (name, total) == (name, pytest.approx(wanted[0]))
        assert [each[:2] for each in answers] == [each[:2] for each in wanted[1]], name  # type: ignore[attr-defined]
