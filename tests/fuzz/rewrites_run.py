"""Write workbooks anew in other ways, equal all: ``python -m tests.fuzz.rewrites_run [COMBINATIONS] [SEED]``.

Each way of ``rewrites`` is tried on three workbooks (the tool's own, the official form filled where it is at hand, one
by openpyxl with what forms hold beside plain values), and some ways on top of one another as the seed, which is
printed, has it. LibreOffice opens every file, and what it saves is read by openpyxl. What is read here must be the same
as in the original, cell for cell with all marks, formulas and links, and give the same score; or be refused in one
sentence where LibreOffice does not open it as the same either. What is not so is printed, and the script exits 1.
"""

import datetime
import random
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from lke_cli.errors import LkeError
from lke_cli.rubric import Rubric, load_rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook import Reader, SpreadsheetFile, read_formulas
from tests.fuzz.rewrites import PACKINGS, REWRITES, Packing, Part, Rewrite, one_after_another, zipped
from tests.official import FORM, filled_form

Place = tuple[str, int, int]

OUGHT_TO_BE_REFUSED = {"in front another program", "packed with bzip2"}
"""What no program writes, and what programs open in more ways than one, or not at all."""
NOT_IN_OFFICE = {
    "letters escaped as Excel does",
    "targets from the same folder",
    "upper-case names",
    "backslashes in names",
    "names from the root",
}
"""What LibreOffice does not read as the standard or Excel has it; alone it is tried, but never beneath another way."""


class Seen(NamedTuple):
    """A workbook as it was read here: the values of its cells, what is hidden and so on by sheet, score and answers."""

    cells: Mapping[Place, object]
    marks: object
    score: float | None
    answers: Sequence[tuple[object, ...]]
    formulas: object
    links: object


def seen(reader: Reader, path: Path) -> Seen:
    """Return a workbook as it is read here. Raises LkeError."""
    file = SpreadsheetFile(path)
    sheets = list(file.sheets())
    cells = {
        (sheet.name, row, column): plain(value)
        for sheet in sheets
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
    }
    marks = [{**asdict(sheet), "rows": (), "merges": sorted(sheet.merges)} for sheet in sheets]
    card = score_workbook(reader, path, target="wbk").scorecard
    answers = [] if card is None else [(q.code, q.points, q.cell, plain(q.answer), q.text) for q in card.questions]
    formulas = read_formulas(reader.read(path), reader.rubric)
    links = [sorted((file.hyperlinks(sheet.name) or {}).items()) for sheet in sheets]
    return Seen(_filled(cells), marks, None if card is None else card.total.score, answers, formulas, links)


def opened_by_office(path: Path) -> Mapping[Place, object]:
    """Return the values of a workbook that LibreOffice saved, read by openpyxl."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return _filled(
        {
            (sheet.title, row, column): plain(value)
            for sheet in book.worksheets
            for row, values in enumerate(sheet.iter_rows(values_only=True))
            for column, value in enumerate(values)
        }
    )


def _filled(cells: Mapping[Place, object]) -> Mapping[Place, object]:
    return {place: value for place, value in cells.items() if value != ""}


_IS_NUMBER = re.compile(r"-?\d{1,17}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,2})?")
_EPOCH = datetime.datetime(1899, 12, 30)


def plain(value: object) -> object:
    """Return a value so that two readers give the same for what is the same: dates as days, numbers as short texts."""
    if isinstance(value, datetime.datetime):
        value = (value - _EPOCH).total_seconds() / 86_400
    elif isinstance(value, datetime.date):
        value = (value - _EPOCH.date()).days
    elif isinstance(value, datetime.time):
        value = (value.hour * 3_600 + value.minute * 60 + value.second) / 86_400
    elif isinstance(value, datetime.timedelta):
        value = value.total_seconds() / 86_400
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return f"{value:.9g}"
    text = "" if value is None else " ".join(str(value).split())
    return f"{float(text):.9g}" if _IS_NUMBER.fullmatch(text) else text


def originals(folder: Path, rubric: Rubric) -> list[Path]:
    """Write the workbooks that are written anew: the tool's own, the official form where it is here, openpyxl's."""
    own = folder / "contoh.xlsx"
    write_template(rubric, own, example_filling(rubric))
    books = [own, by_openpyxl(own, folder / "openpyxl.xlsx")]
    if FORM.exists():
        books.append(folder / "resmi.xlsx")
        filled_form(own, rubric).save(books[-1])
    return books


def by_openpyxl(original: Path, to: Path) -> Path:
    """Write a workbook of openpyxl's that holds what forms hold beside plain values."""
    book = openpyxl.load_workbook(original)
    book.active = 0
    sheet = book.create_sheet("Lain & <lain>")
    sheet["A1"], sheet["B1"], sheet["C1"] = datetime.datetime(2025, 3, 4), datetime.datetime(2025, 3, 4, 6, 30), True
    sheet["A2"], sheet["B2"], sheet["C2"] = 0.1 + 0.2, -1e-7, 1e15
    sheet["A3"], sheet["B3"] = "  dua baris\ndi satu sel & <tanda>  ", "é – “kutip” 漢"
    sheet["A4"] = CellRichText("biasa ", TextBlock(InlineFont(b=True), "tebal"), " lagi")
    sheet["A5"], sheet["B5"] = "dicoret", "tautan"
    sheet["A5"].font = Font(strike=True)
    sheet["B5"].hyperlink = "https://contoh.go.id/a?b=1&c=2"
    sheet["A6"], sheet["A9"] = "digabung", "tersembunyi"
    sheet.merge_cells("A6:C8")
    sheet["D9"], sheet["F9"] = "D", "F"
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["D"].hidden = True
    hidden = book.create_sheet("Sembunyi")
    hidden["B2"], hidden.sheet_state = 12, "hidden"
    book.save(to)
    return to


def parts_of(path: Path) -> list[Part]:
    """Return the parts of a package, in their order."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def ways(combinations: int, seed: int) -> Iterator[tuple[str, Rewrite, Packing]]:
    """Yield all ways to write a workbook anew, and so many of several at once."""
    usual = zipped()
    yield from ((name, rewrite, usual) for name, rewrite in REWRITES.items())
    yield from ((name, lambda parts: parts, packing) for name, packing in PACKINGS.items())
    rnd = random.Random(seed)
    for _ in range(combinations):
        names = rnd.sample([name for name in REWRITES if name not in NOT_IN_OFFICE], rnd.randint(2, 4))
        packing = rnd.choice([name for name in PACKINGS if name not in NOT_IN_OFFICE | OUGHT_TO_BE_REFUSED])
        yield " + ".join([*names, packing]), one_after_another(*[REWRITES[n] for n in names]), PACKINGS[packing]


def converted(paths: Sequence[Path], folder: Path, to: str = "xlsx", size: int = 20) -> None:
    """Let LibreOffice open workbooks and save them in a folder; what it does not open is missing there."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is not installed.")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    for start in range(0, len(paths), size):
        some = list(map(str, paths[start : start + size]))
        command = [office, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *some]
        subprocess.run(command, check=False, capture_output=True, timeout=600)


def main(combinations: int, seed: int) -> int:
    """Write all, have them opened, and return how many are read otherwise than LibreOffice opens them."""
    print(f"seed {seed}", flush=True)
    rubric = load_rubric("permenpanrb-90-2021")
    reader = Reader(rubric)
    folder = Path(tempfile.mkdtemp(prefix="lke-rewrites-"))
    made, opened = folder / "tulis", folder / "buka"
    made.mkdir()
    opened.mkdir()
    files: list[tuple[Path, str, Path]] = []
    for book in originals(folder, rubric):
        parts = parts_of(book)
        for number, (name, rewrite, pack) in enumerate(ways(combinations, seed)):
            path = made / f"{book.stem}-{number}.xlsx"
            written = rewrite(list(parts))
            if written == parts and pack(parts) == zipped()(parts) and name != "as it is":
                continue  # nothing in this workbook that can be written so
            path.write_bytes(pack(written))
            files.append((path, name, book))
    converted([path for path, _, _ in files], opened)
    outcomes: Counter[str] = Counter()
    wanted = {book: (seen(reader, path), opened_by_office(opened / path.name)) for path, name, book in files
              if name == "as it is"}  # fmt: skip
    for path, name, book in files:
        outcome, told = judged(reader, path, opened / path.name, *wanted[book], refused=name in OUGHT_TO_BE_REFUSED)
        outcomes[outcome] += 1
        if outcome != "equal":
            print(f"{outcome}: {path.name} ({name}): {told}", flush=True)
    print(f"{len(files)} rewrites: {dict(outcomes)}; {folder}")
    return outcomes["WRONG"]


def judged(
    reader: Reader, path: Path, office: Path, wanted: Seen, office_wanted: Mapping[Place, object], *, refused: bool
) -> tuple[str, str]:
    """Return ``equal``, ``refused``, ``unlike LibreOffice``, ``LibreOffice opens nothing`` or ``WRONG``, and why.

    It is wrong to read what was written as another thing than it was, or than LibreOffice opens it, and to refuse what
    it opens as it was (but for what is to be refused).
    """
    there = opened_by_office(office) if office.exists() else None
    lost = [] if there is None else differing(there, office_wanted)
    try:
        here = seen(reader, path)
    except LkeError as error:
        allowed = refused or there is None or lost
        return "refused" if allowed and "\n" not in str(error) else "WRONG", str(error)
    unlike = unlikeness(here, wanted)
    if unlike:
        return "WRONG", f"{unlike[:5]}"
    if there is None:
        return "LibreOffice opens nothing", ""
    if lost:
        return "unlike LibreOffice", f"{lost[:2]}"
    # What has a value here has it there; the formulas of a form that no program has computed have one there alone.
    between = [cell for cell in differing(here.cells, there) if cell[0] in here.cells]
    return "WRONG" if between else "equal", f"{between[:3]}"


def unlikeness(here: Seen, wanted: Seen) -> list[object]:
    """Return in what two readings differ: cells with both values, and what else by its name."""
    fields = zip(Seen._fields[1:], here[1:], wanted[1:], strict=True)
    return [*differing(here.cells, wanted.cells), *[name for name, one, other in fields if one != other]]


def differing(one: Mapping[Place, object], other: Mapping[Place, object]) -> list[tuple[Place, object, object]]:
    """Return the cells that differ, with both values."""
    return [(p, one.get(p, ""), other.get(p, "")) for p in {**one, **other} if one.get(p, "") != other.get(p, "")]


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    failures = main(given[0] if given else 20, given[1] if len(given) > 1 else secrets.randbelow(1_000_000))
    sys.exit(1 if failures else 0)
