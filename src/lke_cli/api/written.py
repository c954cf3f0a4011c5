"""What is written for a user: a marked copy, a blank form, folders for evidence."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lke_cli.api.held import held_to, read_settings
from lke_cli.api.options import AnnotateOptions
from lke_cli.constants import DEFAULT_RUBRIC
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.evidence import MadeTree
    from lke_cli.marking import ForMarking, Marked
    from lke_cli.results import Annotation, ScoredWorkbook


def annotate(path: str | Path, output: str | Path, options: AnnotateOptions | None = None) -> "Annotation":
    """Write a copy of a workbook in which cells are marked, with what to do on a sheet in front; return what was done.

    A file that stands at ``output`` is replaced. Raises LkeError, and writes nothing, where the workbook cannot be
    scored or marked, or the copy would not score as the workbook does.
    """
    from lke_cli.bounded import call
    from lke_cli.marking import fixed_copy, front_rows, marked_copy, read_for_marking, same_score, sheet_suffix
    from lke_cli.report import fixes_in_front, front_page, notes_at_cells, write_file
    from lke_cli.results import Annotation
    from lke_cli.scored import without_values_shown
    from lke_cli.workbook import Reader

    options = options or AnnotateOptions()
    rubric, target, minimums = held_to(options)
    file, made, seconds = Path(path), Path(output), options.max_seconds
    suffix = call(sheet_suffix, file, file=file, seconds=seconds)
    if made.suffix.lower() != suffix:
        raise LkeError(
            f"Nama salinan '{made}' harus berakhir dengan {suffix}, seperti isi '{file.name}'; beri nama lain."
        )
    read_one = partial(
        call,
        read_for_marking,
        Reader(rubric),
        target=target,
        minimums=minimums,
        reading=read_settings(options),
        seconds=seconds,
    )
    read = read_one(file, file=file, fix=options.fix is not None)
    earlier = fixes_in_front(call(front_rows, file, file=file, seconds=seconds))
    fixes = (*(fix for fix in earlier if fix not in read.fixes), *read.fixes)
    copies: list[Marked] = []

    def score_again(copy: Path) -> "ScoredWorkbook":
        again: ForMarking = read_one(copy, file=file)
        if not same_score(read.scored, again.scored):
            raise LkeError(
                f"Salinan '{file.name}' tidak ternilai sama dengan aslinya, sehingga tidak ditulis; buka di Excel, "
                "simpan salinannya sebagai .xlsx, lalu tandai salinan itu."
            )
        return replace(again.scored, file=str(file))

    def write(temporary: Path) -> None:
        scored, source = read.scored, file
        if read.written:
            fixed = call(fixed_copy, file, read.written, file=file, seconds=seconds)
            temporary.write_bytes(fixed.data)
            source = temporary  # in which what was fixed is no finding any more
            scored = without_values_shown(score_again(temporary), fixed.stale)
        notes, front = notes_at_cells(scored, fixes), front_page(scored, fixes, read.unfixed)
        copies.append(call(marked_copy, source, notes, front, file=file, seconds=seconds))
        temporary.write_bytes(copies[0].data)
        score_again(temporary)

    write_file(made, write)
    copy = copies[0]
    return Annotation(
        str(file), str(made), read.scored, copy.cells, read.fixes, copy.untouched, copy.locked, read.unfixed
    )


def evidence_folder(target: str | Path, *, rubric: str = DEFAULT_RUBRIC) -> "MadeTree":
    """Make the empty folders that evidence is put into, one a question; return what was made and what was there."""
    from lke_cli.evidence import make_tree
    from lke_cli.rubric import load_rubric

    return make_tree(load_rubric(rubric), Path(target))


def template(path: str | Path, *, rubric: str = DEFAULT_RUBRIC, fill: Literal["none", "example"] = "none") -> Path:
    """Write a workbook from a rubric, blank or filled in with an example; return its path. A file there is replaced."""
    from lke_cli.report import write_file
    from lke_cli.rubric import load_rubric
    from lke_cli.templates import NO_FILLING, example_filling, write_template

    loaded, made = load_rubric(rubric), Path(path)
    if made.suffix.lower() != ".xlsx":
        raise LkeError(f"Nama '{made}' harus berakhir dengan .xlsx; beri nama lain.")
    filling = example_filling(loaded) if fill == "example" else NO_FILLING
    write_file(made, lambda temporary: write_template(loaded, temporary, filling))
    return made
