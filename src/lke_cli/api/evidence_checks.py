"""The check of a folder of evidence, and of what a workbook claims."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.api.held import held_to, period_named, read_settings
from lke_cli.api.options import EvidenceOptions
from lke_cli.api.watching import UNWATCHED, Watch
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.evidence import Answer, FolderEvidence, ReadWorkbook
    from lke_cli.periods import Period
    from lke_cli.results import EvidenceReport
    from lke_cli.rubric import Rubric


def check_evidence(
    folder: str | Path | None = None, options: EvidenceOptions | None = None, *, watch: Watch = UNWATCHED
) -> "EvidenceReport":
    """Return which question has which evidence, and what is wrong with it.

    folder: by default the one where the program runs; with a workbook and no folder only its links are looked at, for
    where a person stands may be a whole disk.
    """
    from lke_cli.bounded import call
    from lke_cli.evidence import read_claimed
    from lke_cli.workbook import Reader

    options = options or EvidenceOptions()
    _check_evidence_options(folder, options)
    rubric, target, minimums = held_to(options)
    read, workbook = None, options.workbook
    if workbook is not None:
        read = call(
            read_claimed,
            Reader(rubric),
            workbook,
            target=target,
            minimums=minimums,
            reading=read_settings(options),
            file=workbook,
            seconds=options.max_seconds,
        )
    elif folder is None:
        folder = "."
    return evidence_report_of(folder, read, options, watch)


def evidence_report_of(
    folder: str | Path | None, read: "ReadWorkbook | None", options: EvidenceOptions, watch: Watch
) -> "EvidenceReport":
    """Return the check of a folder, of what a workbook claims and links to, or of both."""
    from lke_cli.evidence import build_report

    rubric, _, _ = held_to(options)
    checked = None if folder is None else _check_folder(Path(folder), rubric, options, watch)
    return build_report(
        rubric,
        checked,
        period=options.period,
        claimed=read.claimed if read else None,
        links=read.links if read else (),
        link_problems=read.findings if read else (),
        ask=(lambda urls: _asked(urls, watch)) if options.online else None,
        quarters=_quarters(options.period) if options.quarters and options.period else None,
    )


def _quarters(period: str) -> "Period":
    """Return a period of which a table of quarters can be shown."""
    from lke_cli.periods import months_of, parse_period

    months_of(period)
    return parse_period(period)


def _check_evidence_options(folder: str | Path | None, options: EvidenceOptions) -> None:
    if folder is not None and not str(folder).strip():
        raise LkeError("Nama folder bukti dukung kosong; sebut foldernya, atau '.' untuk folder sekarang.")
    if options.online and options.workbook is None:
        raise LkeError("--online mencoba tautan di LKE; sebut LKE-nya dengan --workbook.")
    if folder is None and options.workbook is not None and (options.period or options.max_mb):
        raise LkeError("--period dan --max-mb memeriksa berkas; sebut juga folder bukti dukungnya.")
    if options.quarters and not options.period:
        raise LkeError(
            "--quarters memeriksa setiap triwulan dalam periode; sebut juga --period, misalnya --period 2025."
        )


def _check_folder(folder: Path, rubric: "Rubric", options: EvidenceOptions, watch: Watch) -> "FolderEvidence":
    from lke_cli.evidence import Cache, cache_path, check_folder

    period = period_named(options.period)
    workbook = [options.workbook] if options.workbook is not None else []
    with watch.files("Memeriksa") as progress:
        return check_folder(
            folder,
            rubric,
            period=period,
            max_mb=options.max_mb,
            cache=Cache(cache_path() if options.cache else None),
            leave_out=[*workbook, *options.leave_out],
            progress=progress,
            seconds=options.max_seconds,
        )


def _asked(urls: Iterable[str], watch: Watch) -> "Iterator[tuple[str, Answer]]":
    from lke_cli.evidence import ask_all

    wanted = list(urls)
    with watch.counted(len(wanted), "Mencoba tautan", "tautan") as tick:
        for answer in ask_all(wanted):
            yield answer
            tick()
