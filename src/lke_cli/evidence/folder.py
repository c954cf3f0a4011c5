"""Check a folder: open every file, map it to its question, and say what is wrong with it."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lke_cli.bounded import SECONDS
from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.evidence import rules
from lke_cli.evidence.cache import Cache
from lke_cli.evidence.content import Content
from lke_cli.evidence.dates import dates_in_name, dates_of_folder
from lke_cli.evidence.genuine import genuine_findings, reuse_of, with_copies, with_known, with_marks
from lke_cli.evidence.heard import Progress, Silent
from lke_cli.evidence.kinds import Kinds
from lke_cli.evidence.mapping import FilePlace, Mapper
from lke_cli.evidence.names import (
    LONGEST_PATH,
    is_note,
    is_shortcut,
    is_system,
    is_temporary,
    url_problem,
    windows_problem,
)
from lke_cli.evidence.opening import open_all
from lke_cli.evidence.quarters import stated_months
from lke_cli.evidence.types import family_of, suffix_of
from lke_cli.evidence.zips import as_folders, looked_into
from lke_cli.findings import Finding, Rule, Severity
from lke_cli.numbers import format_number
from lke_cli.periods import Period, indonesian_date
from lke_cli.results import FileResult, FileState, InPeriod
from lke_cli.rubric import Judge, Rubric, evidence_judge, name_denier
from lke_cli.scan import Entry, Scan, scan

MEGABYTE = 1 << 20
_NAMED = 3  # paths of duplicates that a message names
_STATE_RULES: Mapping[str, Rule] = {
    "empty": rules.EMPTY,
    "broken": rules.BROKEN,
    "password": rules.PASSWORD,
    "mislabelled": rules.MISLABELLED,
    "misnamed": rules.MISLABELLED,
    "unreadable": rules.UNREADABLE,
    "slow": rules.SLOW,
}
_STATE_WORDS: Mapping[str, str] = {
    "empty": "kosong",
    "broken": "terpotong atau rusak",
    "password": "dilindungi kata sandi",
    "mislabelled": "ekstensi tidak sesuai isi",
    "misnamed": "ekstensi tidak sesuai isi",
    "unreadable": "tidak dapat dibaca",
    "slow": "tidak selesai dibuka",
}


_LONGEST_NOTE = 200  # characters of a text file that may be no more than a note that there is nothing
_ONLY_A_NOTE = "isinya hanya menyatakan bahwa dokumennya belum ada"
_DENIED = "namanya sendiri menyatakan dokumennya belum ada atau masih rancangan"


@dataclass(frozen=True, slots=True)
class FolderEvidence:
    """A checked folder: every file but the system's own and the notes, and what is wrong."""

    folder: Path
    files: tuple[FileResult, ...]
    byte_count: int
    findings: tuple[Finding, ...]


def check_folder(
    folder: Path,
    rubric: Rubric,
    *,
    period: Period | None = None,
    max_mb: float | None = None,
    cache: Cache | None = None,
    leave_out: Sequence[Path] = (),
    progress: Progress | None = None,
    jobs: int | None = None,
    seconds: float = SECONDS,
) -> FolderEvidence:
    """Return what a folder holds as evidence under a rubric.

    period: the assessed period; dates are not checked without one. max_mb: the upload limit in MB of 2^20 bytes, as
    Windows shows sizes and as most sites count.
    leave_out: files that are no evidence, such as the LKE itself. seconds: for opening a file, and half a second more
    for each of its MB. Raises LkeError where there is no such folder.
    """
    if not folder.is_dir():
        what = "adalah berkas, bukan folder" if folder.exists() else "tidak ada"
        raise LkeError(f"Folder bukti dukung '{folder}' {what}; sebut folder yang berisi bukti dukung.")
    scanned = scan(folder)
    left_out = {_identity(path) for path in leave_out}
    entries = [e for e in scanned.entries if not is_note(e) and _identity(Path(e.path)) not in left_out]
    system = [entry for entry in entries if is_system(entry)]
    files = [entry for entry in looked_into(entries) if not is_system(entry) and not is_note(entry)]
    contents = open_all(files, cache or Cache(None), progress or Silent(), jobs, seconds)
    mapper, kinds = Mapper(rubric), Kinds(rubric)
    context = mapper.context(folder.resolve().parts[-6:])
    places = {entry.path: mapper.place((*context, *as_folders(entry.parts))) for entry in files}
    denies = name_denier(rubric.evidence_words, rubric.no_evidence_texts)
    judge = evidence_judge(rubric.evidence_words, rubric.no_evidence_texts)
    opened = [contents[entry.path] for entry in files]
    results = tuple(
        _result(entry, content, places[entry.path], kinds, period) for entry, content in zip(files, opened, strict=True)
    )
    results = tuple(_unless_denied(file, denies) for file in results)
    results = tuple(_unless_note(file, content, judge) for file, content in zip(results, opened, strict=True))
    results = tuple(with_known(file, rubric.signature_issuers) for file in results)
    reuse = reuse_of(results, opened)
    results = with_copies(results, reuse)
    findings = [
        *_scan_findings(scanned, folder, contents),
        *_at_indicators(results, rubric),
        *(finding for result in results for finding in _file_findings(result, rubric)),
        *_sizes(results, max_mb),
        *_duplicates(files, results, contents),
        *_names(files),
        *_period_findings(results, period),
        *genuine_findings(results, opened, reuse, period),
    ]
    if system:
        findings.append(
            rules.SYSTEM.at("{count} berkas milik sistem operasi dilewati.", count=len(system), cell=system[0].shown)
        )
    results = with_marks(results, findings)
    return FolderEvidence(folder, results, sum(entry.size for entry in files), tuple(findings))


def _identity(path: Path) -> tuple[int, int] | str:
    try:
        info = path.stat()
    except OSError:
        return str(path)
    return info.st_dev, info.st_ino


def _result(entry: Entry, content: Content, place: FilePlace, kinds: Kinds, period: Period | None) -> FileResult:
    state: FileState = content.state
    if is_temporary(entry.name):
        state = "temporary"
    elif is_shortcut(entry.name):
        state = "shortcut"
    elif state in ("ok", "unopened") and family_of(entry.name) == "archive":
        state = "archive"
    elif state in ("ok", "unopened") and family_of(entry.name) == "other":
        state = "unknown"
    file_kinds = kinds.of_name(place.below, entry.name) | kinds.of_heading(content.heading)
    dates = tuple(dict.fromkeys((*dates_in_name(entry.name), *content.dates)))
    parts = as_folders(entry.parts)
    if not dates and content.made is None:  # nothing better says when
        named = (dates_of_folder(part) for part in reversed(parts[:-1]))
        dates = next(filter(None, named), ())
    months, months_sure = stated_months(parts, content.heading, content.dates)
    return FileResult(
        path=entry.shown,
        size=entry.size,
        question=place.question,
        closest=place.closest,
        why=place.why,
        kinds=tuple(sorted(file_kinds)),
        state=state,
        detail=content.detail,
        usable=state in ("ok", "misnamed", "unopened"),
        scan=content.scan,
        dates=dates,
        made=content.made,
        period=_in_period(dates, content.made, period),
        node="" if place.question is not None or place.node == TOTAL else place.node,
        signatures=content.signatures,
        edited=content.edited,
        read=content.read,
        months=months,
        months_sure=months_sure,
        twin=place.twin,
    )


def _unless_denied(file: FileResult, denies: Callable[[str], bool]) -> FileResult:
    """Return a file; one whose own name says that the document is not there yet is none that counts."""
    name = file.path.rpartition("/")[2]
    if not file.usable or not denies(name.rpartition(".")[0] or name):
        return file
    return replace(file, usable=False, detail=_DENIED)


def _unless_note(file: FileResult, content: Content, judge: Judge) -> FileResult:
    """Return a file; a text file that holds no more than a note that there is nothing yet does not count."""
    note = content.heading
    if not file.usable or family_of(file.path) != "text" or not 0 < len(note) <= _LONGEST_NOTE or judge(note) != "none":
        return file
    return replace(file, usable=False, detail=_ONLY_A_NOTE)


def _in_period(dates: Sequence[str], made: str | None, period: Period | None) -> InPeriod:
    """Say whether a document may be of the period. A law cited on its first page is dated too, so one date is enough
    to be inside; and where only the metadata disagree with the text, nothing is certain."""
    if period is None:
        return "unchecked"
    if any(period.overlaps(date) for date in dates):
        return "inside"
    if dates and (made is None or not period.overlaps(made)):
        return "outside"
    if not dates and made is not None:
        return "inside" if period.overlaps(made) else "outside"
    return "unsure"


def _scan_findings(scanned: Scan, folder: Path, contents: Mapping[str, Content]) -> Iterator[Finding]:
    for unseen in scanned.unseen:
        yield rules.FOLDER_UNREADABLE.at(
            "'{path}' tidak dapat dilihat isinya: {why}.",
            cell=unseen.shown,
            severity=None if unseen.may_hold else Severity.WARNING,
            path=unseen.shown,
            why=unseen.why,
        )
    for path, place in scanned.again:
        where = f"'{place}'" if place != "." else "folder teratas"
        yield rules.FOLDER_LOOP.at(
            "'{path}' menunjuk ke {where}, yang diperiksa di sana; dilewati.", path=path, where=where, cell=path
        )
    if not os.path.isdir(folder):
        lost = sum(content.state == "unreadable" for content in contents.values())
        yield rules.VANISHED.at(
            "Folder '{folder}' hilang saat diperiksa; {lost} berkas belum sempat dibuka.", folder=str(folder), lost=lost
        )


def _file_findings(file: FileResult, rubric: Rubric) -> Iterator[Finding]:
    node, cell = file.question, file.path
    if file.state == "temporary":
        yield rules.TEMPORARY.at(
            "'{path}' berkas sementara, kunci, atau unduhan yang belum selesai.", path=file.path, node=node, cell=cell
        )
        return
    if file.state == "shortcut":
        detail = file.detail or f"hanya pintasan (.{suffix_of(file.path)})"
        yield rules.SHORTCUT.at(
            "'{path}' {detail}, bukan dokumen.", path=file.path, detail=detail, node=node, cell=cell
        )
    elif file.state in _STATE_RULES:
        what = _STATE_WORDS[file.state]
        detail = f" ({file.detail})" if file.detail and file.detail != what else ""
        severity = rules.UNMATCHED.severity if file.state == "misnamed" else None
        yield _STATE_RULES[file.state].at(
            "'{path}' {what}{detail}.",
            path=file.path,
            what=what,
            detail=detail,
            severity=severity,
            node=node,
            cell=cell,
        )
    elif file.state == "archive":
        yield rules.ARCHIVE.at(
            "'{path}' arsip; isinya tidak dipetakan ke pertanyaan dan tidak dihitung.",
            path=file.path,
            node=node,
            cell=cell,
        )
    elif file.state == "unknown":
        what = f" ({file.detail})" if file.detail else ""
        yield rules.UNKNOWN.at(
            "'{path}' bukan jenis dokumen yang dikenal{what}; tidak dihitung.",
            path=file.path,
            what=what,
            node=node,
            cell=cell,
        )
    elif file.state == "unopened":
        detail = f" ({file.detail})" if file.detail else ""
        yield rules.UNOPENED.at(
            "'{path}' tidak dibuka: jenisnya tidak dapat diperiksa{detail}.",
            path=file.path,
            detail=detail,
            node=node,
            cell=cell,
        )
    if file.detail in (_DENIED, _ONLY_A_NOTE):
        yield rules.DENIED.at("'{path}': {why}; tidak dihitung.", node=node, cell=cell, path=file.path, why=file.detail)
    if file.scan and file.usable and not file.read:
        yield rules.SCAN.at(
            "'{path}' hasil pindai tanpa teks; isinya tidak terbaca.", path=file.path, node=node, cell=cell
        )
    if file.question is None and not _is_at_indicator(file, rubric):
        yield _unplaced(file, rubric)


def _is_at_indicator(file: FileResult, rubric: Rubric) -> bool:
    """Return whether a file lies in the folder of an indikator, whose questions no name tells apart."""
    node = rubric.nodes.get(file.node)
    inside = {question.code for question in node.questions} if node is not None else set()
    return file.usable and bool(inside) and inside.issuperset(file.closest[:1])


def _at_indicators(files: Sequence[FileResult], rubric: Rubric) -> Iterator[Finding]:
    """Yield one finding for each folder of an indikator with the files that none of its questions claims."""
    folders: dict[tuple[str, str, str], list[FileResult]] = {}
    for file in files:
        if file.question is None and _is_at_indicator(file, rubric):
            folders.setdefault((file.path.rpartition("/")[0], file.node, file.twin), []).append(file)
    for (folder, node, twin), inside in folders.items():
        yield rules.AT_INDICATOR.at(
            "'{folder}': {count} berkas untuk indikator {code} {label}{twin}, "
            "tanpa {untold}; nilainya menjadi rentang.",
            node=node,
            cell=inside[0].path,
            folder=folder or ".",
            count=len(inside),
            code=node,
            label=rubric.label(node),
            twin=f" atau {twin} {rubric.label(twin)}" if twin else "",
            untold="bagian dan pertanyaannya" if twin else "pertanyaannya",
        )


def _unplaced(file: FileResult, rubric: Rubric) -> Finding:
    near = "; ".join(f"{code} {rubric.label(code)}" for code in file.closest)
    why = f" ({file.why})" if file.why else ""
    if file.closest and file.why:
        return rules.DOUBTFUL.at(
            "'{path}' meragukan{why}; paling dekat: {near}.", path=file.path, why=why, near=near, cell=file.path
        )
    guess = f"; paling dekat: {near}" if near else "; tidak ada pertanyaan yang mirip"
    return rules.UNMATCHED.at(
        "'{path}' tidak cocok dengan pertanyaan mana pun{guess}.", path=file.path, guess=guess, cell=file.path
    )


def _sizes(files: Iterable[FileResult], max_mb: float | None) -> Iterator[Finding]:
    if max_mb is None:
        return
    for file in files:
        size = file.size / MEGABYTE
        if size > max_mb:
            decimals = next(d for d in range(1, 10) if d == 9 or round(size, d) > max_mb)
            yield rules.TOO_LARGE.at(
                "'{path}' {size} MB, melebihi batas unggah {most} MB.",
                path=file.path,
                size=format_number(size, decimals),
                most=f"{max_mb:.9g}".replace(".", ","),
                node=file.question,
                cell=file.path,
            )


def _duplicates(
    entries: Sequence[Entry], files: Sequence[FileResult], contents: Mapping[str, Content]
) -> Iterator[Finding]:
    groups: dict[str, list[FileResult]] = {}
    for entry, file in zip(entries, files, strict=True):
        digest = contents[entry.path].digest
        if digest and file.question:
            groups.setdefault(digest, []).append(file)
    for group in groups.values():
        questions = list(dict.fromkeys(file.question for file in group if file.question))
        if len(questions) > 1:
            named = [f"'{file.path}'" for file in group[:_NAMED]]
            more = f" dan {len(group) - _NAMED} lagi" if len(group) > _NAMED else ""
            yield rules.DUPLICATE.at(
                "Isi yang sama untuk {count} pertanyaan ({questions}): {named}{more}.",
                count=len(questions),
                questions=", ".join(questions),
                named=", ".join(named),
                more=more,
                node=questions[0],
                cell=group[0].path,
            )


def _names(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield what is wrong with names; a folder's is said once."""
    seen: set[tuple[str, ...]] = set()
    spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in entries:
        for depth in range(1, len(entry.parts) + 1):
            parts = entry.parts[:depth]
            if parts in seen:
                continue
            seen.add(parts)
            shown = "/".join(parts)
            problem = windows_problem(parts[-1])
            if problem:
                yield rules.NAME_WINDOWS.at("Nama '{shown}' {problem}.", shown=shown, problem=problem, cell=shown)
            breaking = url_problem(parts[-1])
            if breaking and not problem:
                yield rules.NAME_URL.at(
                    "Nama '{shown}' {breaking}, yang merusak tautan.", shown=shown, breaking=breaking, cell=shown
                )
            twin = spelled.setdefault(tuple(part.casefold() for part in parts), parts)
            if twin != parts and twin[:-1] == parts[:-1]:
                yield rules.NAME_WINDOWS.at(
                    "Nama '{shown}' hanya berbeda huruf besar dari '{twin}'; di Windows keduanya sama.",
                    shown=shown,
                    twin=twin[-1],
                    cell=shown,
                )
        if len(entry.shown) > LONGEST_PATH:
            yield rules.NAME_WINDOWS.at(
                "Alamat '{shown}' {length} karakter, lebih dari {most}; di Windows tidak dapat dibuka.",
                shown=entry.shown,
                length=len(entry.shown),
                most=LONGEST_PATH,
                cell=entry.shown,
            )


_OLDER = ", lebih tua daripada isinya: mungkin milik templatnya"
_BY_METADATA_OF_OLD = " menurut metadatanya, yang pada berkas Office lama sering milik templatnya"


def _is_old(path: str) -> bool:
    return suffix_of(path) in ("doc", "ppt", "xls")


def _period_findings(files: Sequence[FileResult], period: Period | None) -> Iterator[Finding]:
    if period is None:
        if files:
            yield rules.PERIOD_UNCHECKED.at("Tanggal dokumen tidak diperiksa: periode penilaian tidak disebut.")
        return
    undated = [file for file in files if file.period == "unsure" and not file.dates]
    for file in files:
        if file.period == "outside":
            source = "" if file.dates else _BY_METADATA_OF_OLD if _is_old(file.path) else " menurut metadatanya"
            dates = ", ".join(indonesian_date(date) for date in (file.dates or (file.made or "",))[:3])
            yield rules.OUTSIDE.at(
                "'{path}' bertanggal {dates}{source}, di luar periode.",
                path=file.path,
                dates=dates,
                source=source,
                node=file.question,
                cell=file.path,
            )
        elif file.period == "unsure" and file.dates:
            dates = ", ".join(indonesian_date(date) for date in file.dates[:3])
            yield rules.PERIOD_UNSURE.at(
                "'{path}' menyebut {dates}, tetapi metadatanya {made}{older}.",
                path=file.path,
                dates=dates,
                made=indonesian_date(file.made or ""),
                older=_OLDER if (file.made or "") < min(file.dates) else "",
                node=file.question,
                cell=file.path,
            )
    if undated:
        yield rules.PERIOD_UNSURE.at(
            "{count} berkas tidak bertanggal yang terbaca; periodenya tidak dapat diperiksa.",
            count=len(undated),
            cell=undated[0].path,
        )
