"""What is said where a workbook could be read in two ways: which places, where they differ, what settles it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lke_cli.errors import LkeError, UndecidedError
from lke_cli.findings import Finding
from lke_cli.rubric import Rubric
from lke_cli.untrusted import one_line
from lke_cli.values import as_text
from lke_cli.workbook.layout import UNIT, Doubt, Layout
from lke_cli.workbook.rules import ANSWER_AGAIN, ANSWER_STRUCK
from lke_cli.workbook.sheets import Sheet, column_letters

_NAMED = 5  # columns or cells that a message names
_SETTLE = {
    "": "Samakan teks pertanyaan di baris itu dengan formulir resmi, dan hapus baris yang berlebih.",
    ANSWER_STRUCK.id: "Hapus coretan pada jawaban yang berlaku (atau format yang menyembunyikannya), dan kosongkan sel "
    "jawaban yang tidak.",
    ANSWER_AGAIN.id: "Kosongkan jawaban yang tidak berlaku.",
}
"""What settles doubt, by rule: of which question a row is, whether a crossed out answer counts, which of two does."""


def undecided_columns(path: Path, sheet: Sheet, layout: Layout, doubt: Doubt, whose: str) -> UndecidedError:
    """Return what is said where an assessor's answers could be several columns' or several blocks'."""
    sentence_of = {"columns": _columns, "printed": _printed, "stacked": _stacked, "moved": _moved, "beside": _beside}[
        doubt.kind
    ]
    return sentence_of(path, sheet, layout, doubt, whose)


def _columns(path: Path, sheet: Sheet, layout: Layout, doubt: Doubt, whose: str) -> UndecidedError:
    role = "answer" if whose == UNIT else f"answer:{whose}"
    named = [one_line(layout.describe(c), 40) for c in doubt.columns]
    commands = [f"--column {role}={column_letters(c)}" for c in doubt.columns]
    row = doubt.row if doubt.row is not None else layout.first_row
    cells = [sheet.address(row, c) for c in doubt.columns]
    differ = " dan ".join(
        f"{column_letters(c)}{row + 1} berisi '{one_line(as_text(sheet.rows[row][c]), 20)}'" for c in doubt.columns[:2]
    )
    return UndecidedError(
        f"Di lembar '{sheet.name}' dari '{path.name}' jawaban {_who(whose)} dapat berarti kolom {_or(named)}; "
        f"isinya berbeda mulai baris {row + 1} ({differ}). Tentukan dengan {_or(commands)}.",
        cells=tuple(cells),
        command=commands[0],
    )


def _printed(path: Path, sheet: Sheet, layout: Layout, doubt: Doubt, whose: str) -> UndecidedError:
    named = _and([one_line(layout.describe(c), 40) for c in doubt.columns])
    row = doubt.row if doubt.row is not None else layout.first_row
    return UndecidedError(
        f"Di lembar '{sheet.name}' dari '{path.name}' semua pilihan tercetak di kolom {named} (lihat baris {row + 1}); "
        "yang dipilih mungkin ditandai dengan huruf tebal atau warna, yang tidak dapat dibaca. Tulis jawabannya di "
        "satu kolom tersendiri, lalu tentukan dengan --column answer=HURUF.",
        cells=tuple(sheet.address(row, c) for c in doubt.columns),
    )


def _stacked(path: Path, sheet: Sheet, layout: Layout, doubt: Doubt, whose: str) -> UndecidedError:
    column, first, second = doubt.columns[0], doubt.row or 0, doubt.other or 0
    letters = column_letters(column)
    commands = [f"--header-row {row + 1}" for row in reversed(doubt.headers)]
    how = f"Tentukan dengan {_or(commands)}" if commands else "Sembunyikan atau hapus baris yang bukan jawaban sekarang"
    return UndecidedError(
        f"Di lembar '{sheet.name}' dari '{path.name}' hampir setiap pertanyaan berdiri dua kali dengan jawaban yang "
        f"berbeda, pertama di {letters}{first + 1} ('{one_line(as_text(sheet.rows[first][column]), 20)}') dan "
        f"{letters}{second + 1} ('{one_line(as_text(sheet.rows[second][column]), 20)}'). {how}.",
        cells=(sheet.address(first, column), sheet.address(second, column)),
        command=commands[0] if commands else "",
    )


def _moved(path: Path, sheet: Sheet, layout: Layout, doubt: Doubt, whose: str) -> UndecidedError:
    column, first, second = doubt.columns[0], doubt.row or 0, doubt.other or 0
    letters = column_letters(column)
    one, other = (one_line(as_text(sheet.rows[row][column]), 30) for row in (first, second))
    how = f"berjudul '{one}' di {letters}{first + 1}, tetapi '{other}' di {letters}{second + 1}"
    if one == other:
        how = f"berada di bawah nama penilai lain mulai {letters}{second + 1}"
    return UndecidedError(
        f"Di lembar '{sheet.name}' dari '{path.name}' urutan kolom berubah di tengah: kolom jawaban {_who(whose)} "
        f"{how}. Samakan urutan kolomnya di semua bagian, lalu jalankan lagi.",
        cells=(sheet.address(first, column), sheet.address(second, column)),
    )


def _beside(path: Path, sheet: Sheet, layout: Layout, doubt: Doubt, whose: str) -> UndecidedError:
    cells = tuple(sheet.address(doubt.row or 0, column) for column in doubt.columns)
    return UndecidedError(
        f"Di lembar '{sheet.name}' dari '{path.name}' dua bagian LKE berdiri berdampingan: di baris yang sama ada dua "
        f"pertanyaan, misalnya {_and([cell.rpartition('!')[2] for cell in cells])}. Susun bagian-bagiannya ke bawah, "
        "atau di lembar masing-masing, lalu jalankan lagi.",
        cells=cells,
    )


def undecided_sheets(
    path: Path, names: Sequence[str], code: str, cells: Mapping[str, str], rubric: Rubric
) -> UndecidedError:
    """Return what is said where one question stands on several sheets with different answers.

    cells: the cell and what stands in it, by sheet.
    """
    quoted = " dan ".join(f"'{name}'" for name in names)
    differ = ", ".join(f"{cell} {_holds(text)}" for cell, text in cells.items())
    commands = [f'--sheet "{name}"' for name in names]
    return UndecidedError(
        f"Lembar {quoted} di '{path.name}' sama-sama tampak seperti LKE dan jawabannya berbeda, misalnya pada {code} "
        f"{rubric.label(code)}: {differ}. Pilih dengan --sheet: {_or(commands)}.",
        cells=tuple(cells),
        command=commands[0],
    )


def _holds(text: str) -> str:
    return f"berisi '{one_line(text, 20)}'" if text else "kosong"


def undecided_formulas(path: Path, cells: Sequence[str]) -> UndecidedError:
    """Return what is said where answers are formulas whose values no program has stored."""
    named = ", ".join(cells[:_NAMED]) + (f", dan {len(cells) - _NAMED} lainnya" if len(cells) > _NAMED else "")
    return UndecidedError(
        f"{len(cells)} jawaban di '{path.name}' berupa rumus yang belum dihitung ({named}); buka di Excel, simpan, "
        "lalu jalankan lagi.",
        cells=tuple(cells),
    )


def undecided_twice(path: Path, twice: Sequence[Finding]) -> UndecidedError:
    """Return what is said where many questions are answered in two places. twice: a finding per question."""
    return UndecidedError(
        f"{len(twice)} pertanyaan di '{path.name}' dijawab lain di tempat kedua; yang pertama: "
        f"{twice[0].message.partition(';')[0]}. {_SETTLE[ANSWER_AGAIN.id]} Bila tempat kedua itu sebuah kolom, dapat "
        "juga kolom jawabannya disebut dengan --column answer=HURUF.",
        cells=tuple(finding.cell for finding in twice if finding.cell),
    )


def undecided_beneath(path: Path, whose: str, other: str, at: tuple[str, str]) -> UndecidedError:
    """Return what is said where it is not known whose answers count in the cells that an assessor left empty.

    at: the first such cell, and its code.
    """
    cell, code = at
    return UndecidedError(
        f"'{whose}' di '{path.name}' mengosongkan {code} ({cell}), yang diisi {other} lain dari unit; rubrik tidak "
        f"mengenal '{whose}', jadi tidak diketahui jawaban siapa yang berlaku. Nilai dari kolomnya saja dengan "
        "--alone, atau tambahkan penilainya ke rubrik.",
        cells=(cell,),
        command=f'--assessor "{whose}" --alone',
    )


def undecided_percent(path: Path, cell: str, code: str) -> UndecidedError:
    """Return what is said where a reviewer's percentage may be typed, or a formula over counts left empty."""
    return UndecidedError(
        f"Persentase {code} di {cell} dari '{path.name}' dapat diketik, atau rumus dari jumlah yang dikosongkan; "
        "berkas .xls dan .ods tidak menunjukkannya. Isi jumlahnya, atau simpan sebagai .xlsx.",
        cells=(cell,),
    )


def undecided_rows(path: Path, doubts: Sequence[Finding], target: str, missed: Sequence[str]) -> UndecidedError:
    """Return what is said where minimums are reached only with answers of which it is in doubt which question they
    answer, or whether they count.

    doubts: a finding per row. missed: the labels of the minimums that are not reached without them.
    """
    cells = tuple(dict.fromkeys(finding.cell for finding in doubts if finding.cell))
    named = ", ".join(cells[:_NAMED]) + (f", dan {len(cells) - _NAMED} lainnya" if len(cells) > _NAMED else "")
    kinds = {finding.rule if finding.rule in _SETTLE else "" for finding in doubts}
    settle = " ".join(how for kind, how in _SETTLE.items() if kind in kinds)
    return UndecidedError(
        f"'{path.name}' mencapai nilai minimal {target} hanya bila {len(cells)} isian yang dibaca dengan ragu memang "
        f"berlaku ({named}; yang pertama: {doubts[0].message.rstrip('.')}); tanpa itu {_and(missed[:_NAMED])} tidak "
        f"tercapai. {settle} Lalu jalankan lagi.",
        cells=cells,
    )


def no_assessor(path: Path, sheet: str, assessor: str, layout: Layout, rubric: Rubric) -> LkeError:
    """Return what is said where nobody's column says that it holds the answers that are asked for."""
    known = ", ".join(f"{who} di kolom {layout.describe(column)}" for who, column in layout.answers.items())
    where = f"di lembar '{sheet}' dari '{path.name}'"
    if assessor != UNIT:
        return LkeError(f"Jawaban '{assessor}' tidak ada {where}; yang ada: {known or 'tidak ada'}.")
    doubt = layout.doubts.get(UNIT)
    likely = doubt.columns if doubt is not None else ()
    named = [*likely, *(c for c in layout.unused if c not in likely)][:_NAMED]
    others = f"kolom yang tidak dikenali: {', '.join(one_line(layout.describe(c), 40) for c in named)}" if named else ""
    there = ", dan ".join(part for part in (known, others) if part) or "tidak ada kolom jawaban"
    title = rubric.titles["answer"][0]
    command = f"--column answer={column_letters(named[0])}" if named else ""
    settle = f"tentukan dengan {command}, " if named else ""
    return UndecidedError(
        f"Kolom jawaban unit tidak dikenali {where}: yang ada: {there}; {settle}beri judul '{title}' pada kolom isian "
        "unit, atau pilih penilai lain dengan --assessor.",
        cells=tuple(f"{sheet}!{column_letters(c)}{layout.first_row + 1}" for c in (*layout.answers.values(), *likely)),
        command=command,
    )


def _who(whose: str) -> str:
    return "unit" if whose == UNIT else whose


def _or(texts: Sequence[str]) -> str:
    return " atau ".join(texts) if len(texts) < 3 else f"{', '.join(texts[:-1])}, atau {texts[-1]}"


def _and(texts: Sequence[str]) -> str:
    return " dan ".join(texts) if len(texts) < 3 else f"{', '.join(texts[:-1])}, dan {texts[-1]}"
