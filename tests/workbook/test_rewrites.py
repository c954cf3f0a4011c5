"""Equal rewrites: however a program writes the same workbook, it is read as the same, and scores the same.

``python -m tests.fuzz.rewrites_run`` tries all of them, and several at once, against what LibreOffice opens.
"""

from pathlib import Path

import openpyxl
import pytest

from lke_cli.errors import LkeError
from lke_cli.rubric import load_rubric
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook import Reader, SpreadsheetFile
from tests.fuzz.rewrites import (
    PACKINGS,
    REWRITES,
    Part,
    Rewrite,
    attributes_as_references,
    in_sheets,
    one_after_another,
    with_prefix,
    without_addresses,
    zipped,
)
from tests.fuzz.rewrites_run import OUGHT_TO_BE_REFUSED, Seen, by_openpyxl, converted, parts_of, seen, unlikeness
from tests.templates.recalculate import required_office

RUBRIC = load_rubric("permenpanrb-90-2021")
READER = Reader(RUBRIC)
_Book = tuple[list[Part], Seen]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, _Book]:
    """The tool's example, and what openpyxl makes of it, with marks of all kinds: the parts, and as read."""
    folder = tmp_path_factory.mktemp("asal")
    write_template(RUBRIC, folder / "contoh.xlsx", example_filling(RUBRIC))
    by_openpyxl(folder / "contoh.xlsx", folder / "openpyxl.xlsx")
    return {path.stem: (parts_of(path), seen(READER, path)) for path in sorted(folder.glob("*.xlsx"))}


@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_is_read_as_what_it_was_written_from(books: dict[str, _Book], tmp_path: Path, name: str) -> None:
    changed = 0
    for kind, (parts, original) in books.items():
        written = REWRITES[name](list(parts))
        changed += written != parts
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(zipped()(written))
        assert unlikeness(seen(READER, path), original) == [], kind
    assert changed or name == "as it is", "nothing was written in another way"


@pytest.mark.parametrize("name", PACKINGS)
def test_however_it_is_packed(books: dict[str, _Book], tmp_path: Path, name: str) -> None:
    parts, original = books["contoh"]
    path = tmp_path / "LKE.xlsx"
    path.write_bytes(PACKINGS[name](parts))
    if name in OUGHT_TO_BE_REFUSED:
        with pytest.raises(LkeError, match=r"^'LKE.xlsx' (?:rusak atau )?bukan (?:berkas )?spreadsheet; buka di Excel"):
            SpreadsheetFile(path)
    else:
        assert unlikeness(seen(READER, path), original) == []


def test_rewrites_upon_rewrites(books: dict[str, _Book], tmp_path: Path) -> None:
    """Several on one file, one after the other."""
    names = ("inline strings", "letters as references", "no addresses", "a prefix of the namespace", "single quotes")
    parts, original = books["openpyxl"]
    path = tmp_path / "LKE.xlsx"
    path.write_bytes(PACKINGS["sizes behind members"](one_after_another(*[REWRITES[name] for name in names])(parts)))
    assert unlikeness(seen(READER, path), original) == []


@pytest.mark.parametrize("rewrite", [in_sheets(attributes_as_references), in_sheets(without_addresses)])
@pytest.mark.parametrize("prefixed", [False, True])
def test_what_a_sheet_hides_or_has_not_computed_is_seen_however_it_is_written(
    tmp_path: Path, rewrite: Rewrite, prefixed: bool
) -> None:
    """Row 2 and column C are hidden, A3 is crossed out, B3 a formula without a value, B4 makes a link, A4 is one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["C1"] = 1, '=A1&"<"', 3
    sheet["A2"], sheet["A3"], sheet["B3"] = "baris dua", "dicoret", "=A1+C1"
    sheet["A4"], sheet["B4"] = "tautan", '=HYPERLINK("https://contoh.go.id/?a=1&b=2","di sini")'
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A3"].font = openpyxl.styles.Font(strike=True)
    sheet["A4"].hyperlink = "https://contoh.go.id/"
    book.save(tmp_path / "asal.xlsx")
    parts = rewrite(parts_of(tmp_path / "asal.xlsx"))
    parts = in_sheets(with_prefix)(parts) if prefixed else parts
    (tmp_path / "lain.xlsx").write_bytes(zipped()(parts))

    file = SpreadsheetFile(tmp_path / "lain.xlsx")
    read = file.sheet("Sheet")
    assert [*read.hidden_rows, *read.hidden_columns, *read.struck] == [1, 2, (2, 0)]
    assert sorted(read.uncomputed) == [(0, 1), (2, 1), (3, 1)]
    assert sorted(read.linked) == [(3, 0), (3, 1)]
    assert file.hyperlinks("Sheet") == {(3, 0): ["https://contoh.go.id/"], (3, 1): ["https://contoh.go.id/?a=1&b=2"]}


_FOR_OFFICE = [
    "shared strings", "a prefix of the namespace", "texts in runs", "texts as character data", "no row numbers",
    "cells from right to left", "ascii", "empty cells in other ways", "numbers as formulas",
    "another name of the workbook",
]  # fmt: skip


@pytest.mark.parametrize("to", ["xlsx", "ods", "xls"])
def test_what_libreoffice_opens_of_each_rewrite_is_what_is_scored(
    books: dict[str, _Book], tmp_path: Path, to: str
) -> None:
    """LibreOffice opens rewrites of the example, and saves them: what it saw scores as what is read here."""
    required_office()
    parts, wanted = books["contoh"]
    names = _FOR_OFFICE[: 10 if to == "xlsx" else 2]
    (tmp_path / "hasil").mkdir()
    made = [tmp_path / f"{number}.xlsx" for number, _ in enumerate(names)]
    for name, path in zip(names, made, strict=True):
        path.write_bytes(zipped()(REWRITES[name](list(parts))))
    converted(made, tmp_path / "hasil", to)
    for name, path in zip(names, made, strict=True):
        now = seen(READER, tmp_path / "hasil" / f"{path.stem}.{to}")
        assert now.score == pytest.approx(wanted.score), name
        assert [answer[:2] for answer in now.answers] == [answer[:2] for answer in wanted.answers], name
