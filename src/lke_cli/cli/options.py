"""Options that several commands share."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

from lke_cli.errors import LkeError


class Format(StrEnum):
    """Output formats of a report."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"


RubricOption = Annotated[
    str, typer.Option("--rubric", metavar="NAMA|BERKAS", help="Rubrik: nama bawaan atau berkas YAML.")
]
TargetOption = Annotated[
    str | None,
    typer.Option(
        "--target", metavar="NAMA", help="Predikat yang dituju, misalnya wbbm; bawaannya yang pertama di rubrik."
    ),
]
AssessorOption = Annotated[
    str,
    typer.Option("--assessor", metavar="NAMA", help="Jawaban siapa yang dinilai: unit, tpi, atau nama penilai lain."),
]
AloneOption = Annotated[
    bool,
    typer.Option(
        "--alone", help="Hanya isian penilai itu sendiri; tanpa ini, yang dikosongkannya mengikuti jawaban di bawahnya."
    ),
]
SheetOption = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="NAMA", help="Lembar LKE, bila tidak terpilih sendiri; boleh diulang."),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="PERAN=HURUF",
        help="Arti sebuah kolom, misalnya answer=K, label=G, score=L, evidence=P, answer:tpi=R; boleh diulang.",
    ),
]
HeaderRowOption = Annotated[
    int | None, typer.Option("--header-row", metavar="N", min=1, help="Nomor baris judul tabel yang dibaca.")
]
MinimumOption = Annotated[
    list[str] | None,
    typer.Option(
        "--min", metavar="KODE=NILAI", help="Tambah atau naikkan nilai minimal, misalnya total=76 atau ipak=3,7."
    ),
]
MaxSecondsOption = Annotated[
    float,
    typer.Option("--max-seconds", metavar="DETIK", min=1, help="Batas waktu membaca satu berkas, dalam detik."),
]
FORMAT_HELP = "Bentuk keluaran; bawaan: menurut akhiran -o, atau text."
FormatOption = Annotated[Format | None, typer.Option("--format", help=FORMAT_HELP)]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="TEMPLAT.docx", help="Templat laporan .docx milik instansi; bawaannya dari lke."
    ),
]
MessageOption = Annotated[
    bool, typer.Option("--message", help="Tampilkan pesan singkat untuk obrolan (chat), bukan laporan.")
]
DeadlineOption = Annotated[
    str | None, typer.Option("--deadline", metavar="TANGGAL", help="Batas waktu dalam pesan, misalnya 2026-03-31.")
]
CsvOption = Annotated[
    Literal["people", "machine"],
    typer.Option("--csv", help="Csv untuk siapa: people berjudul Indonesia, machine berjudul tetap untuk program."),
]
DetailOption = Annotated[
    bool, typer.Option("--detail", help="Tampilkan semua rincian di layar, bukan layar ringkas 24 baris.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Timpa berkas -o yang bukan hasil lke, atau yang sudah diubah sejak ditulis.")
]


FormatKind = TypeVar("FormatKind", bound=StrEnum)
_BINARY = ("xlsx", "docx", "parquet")


def pick_format(kinds: type[FormatKind], named: FormatKind | None, output: Path | None) -> FormatKind:
    """Return the format of a report: the one named, else what the output's suffix says, else text.

    Raises LkeError for a suffix of no such format (a file of text named .pdf opens nowhere), and for a format that
    only a file can hold where there is none.
    """
    if named is None:
        suffix = output.suffix.lower().removeprefix(".") if output else ""
        if suffix not in {"", "txt", *kinds}:
            known = ", ".join(f".{'txt' if kind == 'text' else kind}" for kind in kinds)
            raise LkeError(f"Akhiran '.{suffix}' pada -o '{output}' tidak dikenal; pakai {known}, atau sebut --format.")
        named = kinds(suffix if suffix in set(kinds) else "text")
    if named in _BINARY and output is None:
        raise LkeError(f"--format {named} perlu nama berkas hasil; tambahkan misalnya -o hasil.{named}.")
    return named


def check_message(message: bool, format: str, deadline: str | None) -> None:
    """Refuse, before any work is done, what a message cannot be (LkeError)."""
    if message and format != "text":
        raise LkeError(f"--message adalah teks, bukan {format}; hilangkan salah satunya.")
    if deadline is not None and not message:
        raise LkeError("--deadline disebut dalam pesan; tambahkan --message atau --messages FOLDER.")
    if deadline is not None:
        from datetime import date

        from lke_cli.periods import indonesian_date, span_of

        try:
            last = span_of(deadline).last
        except ValueError as error:
            raise LkeError(f"--deadline {deadline}: tulis sebagai TAHUN-BULAN-TANGGAL, misalnya 2026-03-31.") from error
        if last < date.today():
            from lke_cli.cli.say import say

            say(f"Batas waktu {indonesian_date(deadline)} sudah lewat; pesannya tetap menyebutnya.")


def check_template(template: Path | None, format: str) -> None:
    """Refuse, before any work is done, a letter's template for what is no letter (LkeError)."""
    if template is not None and format != "docx":
        raise LkeError(f"--template hanya untuk laporan .docx, bukan {format}; tambahkan -o laporan.docx.")


def check_output(
    output: Path | None, inputs: Iterable[Path | str], *, folder: Path | None = None, force: bool = False
) -> None:
    """Refuse, before any work is done, an output that cannot be written or would destroy what is not ours (LkeError).

    inputs: what the command reads; names of no file are passed over. folder: of evidence, all of whose files are read.
    force: the user asked to write over what is not ours; what the command reads is not written over even so.
    """
    if output is None:
        return
    from lke_cli.report import check_writable, is_ours

    if any(_same(output, path) for path in inputs):
        raise LkeError(f"-o '{output}' akan menimpa berkas yang dibaca; beri nama lain untuk hasilnya.")
    if check_writable(output) and not is_ours(output):
        if folder is not None and folder.resolve() in output.resolve().parents:
            raise LkeError(
                f"-o '{output}' sudah ada di folder bukti dukung; beri nama lain supaya isinya tidak hilang."
            )
        if not force:
            raise LkeError(
                f"-o '{output}' sudah ada dan bukan hasil lke yang masih utuh; beri nama lain, atau timpa dengan "
                "--force."
            )


def _same(output: Path, path: Path | str) -> bool:
    try:
        return output.samefile(path)
    except OSError:
        return False


def megabytes(text: str) -> float:
    """Return the number of MB that ``--max-mb`` names. Raises LkeError where it names none above 0."""
    from lke_cli.numbers import parse_number

    number = parse_number(text)
    if number is None or number[1] or number[0] <= 0:
        raise LkeError(f"--max-mb {text}: tulis bilangan di atas 0, misalnya --max-mb 10 atau --max-mb 0,5.")
    return number[0]
