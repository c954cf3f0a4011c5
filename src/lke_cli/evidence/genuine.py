"""Is a document genuine and of the period: what its signatures, its pictures and its metadata say of that."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lke_cli.evidence import rules
from lke_cli.evidence.content import Content
from lke_cli.evidence.pictures import copies
from lke_cli.evidence.types import family_of
from lke_cli.findings import Finding
from lke_cli.periods import Period, indonesian_date, span_of
from lke_cli.results import FileResult, GenuineMark, Signature

PHOTO_DAYS = 7
"""Days around the date in a photo's name in which the camera may have taken it."""
EDITED_AFTER = 31
"""Days after a document's own date in which it may still be changed: typing errors, a stamp."""
MANY_ALIKE = 5
"""Different documents of one author and second from which that is told."""
_DAY = len("2025-03-12")
_WORD = re.compile(r"[a-z0-9]+")


def with_known(file: FileResult, issuers: Mapping[str, Sequence[str]]) -> FileResult:
    """Return a file whose signatures bear the rubric's name of the issuer that their certificates name."""
    if not file.signatures:
        return file
    return replace(
        file,
        signatures=tuple(replace(signature, known=_known(signature.chain, issuers)) for signature in file.signatures),
    )


def _known(chain: Sequence[str], issuers: Mapping[str, Sequence[str]]) -> str:
    named = f" {' '.join(_WORD.findall(' '.join(chain).lower()))} "
    return next((label for label, words in issuers.items() if any(f" {word} " in named for word in words)), "")


def with_copies(files: Sequence[FileResult], contents: Sequence[Content]) -> tuple[FileResult, ...]:
    """Return files of which each picture knows its copies under another question or of another time."""
    pictures = [n for n, file in enumerate(files) if file.usable and contents[n].look]
    groups = [[pictures[n] for n in group] for group in copies([contents[n].look for n in pictures])]
    alike = {
        number: tuple(files[other].path for other in group if _is_elsewhere(files[number], files[other]))
        for group in groups
        for number in group
    }
    return tuple(replace(file, alike=alike[n]) if alike.get(n) else file for n, file in enumerate(files))


def _is_elsewhere(one: FileResult, other: FileResult) -> bool:
    """Return whether two files are for other questions, or of times that their names set apart."""
    apart = one.question != other.question and None not in (one.question, other.question)
    return apart or bool(one.dates and other.dates and not any(_overlap(a, b) for a in one.dates for b in other.dates))


def _overlap(one: str, other: str) -> bool:
    first, _, last = one.partition("..")
    return Period(span_of(first).first, span_of(last or first).last).overlaps(other)


def genuine_findings(
    files: Sequence[FileResult], contents: Sequence[Content], period: Period | None
) -> Iterator[Finding]:
    """Yield what is doubtful about files being genuine and of the period."""
    yield from _signature_findings(files, period)
    yield from _reused(files, {file.path: content for file, content in zip(files, contents, strict=True)})
    yield from _other_times(files)
    yield from _same_maker(files, contents)


_MARKS: Mapping[str, GenuineMark] = {
    rules.OUTSIDE.id: "outside",
    rules.SIGNATURE_OUTSIDE.id: "outside",
    rules.SIGNATURE_CHANGED.id: "changed",
    rules.SIGNATURE_ADDED.id: "added",
    rules.EDITED_LATER.id: "edited",
    rules.PHOTO_DATE.id: "other-day",
}
"""What a finding about a file says of it being genuine."""


def with_marks(files: Sequence[FileResult], findings: Iterable[Finding]) -> tuple[FileResult, ...]:
    """Return files with all that is known of them being genuine and of the period."""
    said: dict[str, list[GenuineMark]] = {}
    for finding in findings:
        if finding.rule in _MARKS and finding.cell:
            said.setdefault(finding.cell, []).append(_MARKS[finding.rule])
    return tuple(replace(file, genuine=tuple(dict.fromkeys(_marks(file, said.get(file.path, []))))) for file in files)


def _marks(file: FileResult, said: Iterable[GenuineMark]) -> Iterator[GenuineMark]:
    if file.signatures:
        yield "signed"
    if file.scan and file.usable:
        yield "read-from-scan" if file.read else "unread-scan"
    if file.alike:
        yield "reused"
    yield from said


def _reused(files: Sequence[FileResult], contents: Mapping[str, Content]) -> Iterator[Finding]:
    """Yield one finding for the pictures that are copies of one; a file used as it is was told already."""
    told: set[str] = set()
    for file in files:
        if file.path in told or not file.alike:
            continue
        told |= {file.path, *file.alike}
        digests = {contents[path].digest for path in (file.path, *file.alike)}
        if len(digests) == 1 and None not in digests and _told_as_duplicate(file, files):
            continue
        more = f" dan {len(file.alike) - 1} lagi" if len(file.alike) > 1 else ""
        yield rules.PHOTO_REUSED.at(
            "'{path}' sangat mirip dengan '{other}'{more}.",
            path=file.path,
            other=file.alike[0],
            more=more,
            node=file.question,
            cells=(file.path, *file.alike),
        )


def _told_as_duplicate(file: FileResult, files: Sequence[FileResult]) -> bool:
    return any(other.path in file.alike and other.question not in (None, file.question) for other in files)


def _other_times(files: Sequence[FileResult]) -> Iterator[Finding]:
    """Yield the photos that were taken, and the documents that were changed, at another time than they say."""
    for file in files:
        if family_of(file.path) == "image":
            if file.made and file.dates and not any(_near(file.made, date) for date in file.dates):
                yield rules.PHOTO_DATE.at(
                    "'{path}': kamera mencatat {made}.",
                    path=file.path,
                    made=indonesian_date(file.made),
                    node=file.question,
                    cell=file.path,
                )
        elif file.usable and file.edited and (day := _own_day(file)) and _days(day, file.edited) > EDITED_AFTER:
            yield rules.EDITED_LATER.at(
                "'{path}' bertanggal {day}, tetapi menurut metadatanya masih diubah {edited}.",
                path=file.path,
                day=indonesian_date(day),
                edited=indonesian_date(file.edited),
                node=file.question,
                cell=file.path,
            )


def _near(made: str, date: str) -> bool:
    """Return whether a day is not further than :data:`PHOTO_DAYS` from a date: photos are sorted some days later."""
    first, _, last = date.partition("..")
    around = datetime.timedelta(days=PHOTO_DAYS)
    return Period(span_of(first).first - around, span_of(last or first).last + around).overlaps(made)


def _own_day(file: FileResult) -> str | None:
    """Return the day on which a document says it was signed: the last in it that is not after its last change. None
    where its bytes are those that were signed electronically, or where a PDF was made then: that is a scan or a print.
    """
    if file.edited is None or any(signature.state == "whole" for signature in file.signatures):
        return None
    if family_of(file.path) == "pdf" and (file.made is None or file.made >= file.edited):
        return None
    return max((date for date in file.dates if len(date) == _DAY and date <= file.edited), default=None)


def _days(first: str, last: str) -> int:
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def _same_maker(files: Sequence[FileResult], contents: Sequence[Content]) -> Iterator[Finding]:
    groups: dict[tuple[str, str], dict[str, FileResult]] = {}
    for file, content in zip(files, contents, strict=True):
        if content.author and content.created and file.usable:
            # What is the same byte for byte is told as that, and counts once.
            groups.setdefault((content.author, content.created), {})[content.digest or file.path] = file
    for different in groups.values():
        if len(different) >= MANY_ALIKE:
            paths = [file.path for file in different.values()]
            yield rules.SAME_MAKER.at(
                "{count} dokumen berbeda dibuat oleh pembuat yang sama pada detik yang sama: '{first}', '{second}', "
                "dan {more} lagi.",
                count=len(paths),
                first=paths[0],
                second=paths[1],
                more=len(paths) - 2,
                cells=paths,
            )


def _signature_findings(files: Sequence[FileResult], period: Period | None) -> Iterator[Finding]:
    for file in files:
        by_state = {signature.state: signature for signature in reversed(file.signatures)}  # the first of each state
        if "changed" in by_state:
            yield rules.SIGNATURE_CHANGED.at(
                "'{path}': isinya bukan lagi yang ditandatangani{who}.",
                path=file.path,
                who=_who(by_state["changed"]),
                node=file.question,
                cell=file.path,
            )
        elif "added" in by_state:
            yield rules.SIGNATURE_ADDED.at(
                "'{path}': {what}{who}.",
                path=file.path,
                what=by_state["added"].detail,
                who=_who(by_state["added"]),
                node=file.question,
                cell=file.path,
            )
        late = [
            signature
            for signature in file.signatures
            if period and signature.time and not period.overlaps(signature.time[:10])
        ]
        if late:
            yield rules.SIGNATURE_OUTSIDE.at(
                "'{path}' ditandatangani elektronik {date}, di luar periode.",
                path=file.path,
                date=indonesian_date(late[0].time[:10]),
                node=file.question,
                cell=file.path,
            )
    yield from _unchecked(files)


def _unchecked(files: Sequence[FileResult]) -> Iterator[Finding]:
    """Yield one finding for all files whose signatures were not checked, or could not be."""
    left = [file for file in files if any(signature.state in ("present", "unchecked") for signature in file.signatures)]
    if left:
        longer = sum(
            any(signature.state == "present" and signature.detail for signature in file.signatures) for file in left
        )
        yield rules.SIGNATURE_UNCHECKED.at(
            "{count} PDF bertanda tangan elektronik; apakah isinya masih yang ditandatangani tidak diperiksa{longer}.",
            count=len(left),
            longer=f" ({longer} di antaranya bertambah sesudahnya, mungkin hanya pelengkapnya)" if longer else "",
            cells=[file.path for file in left],
        )


def _who(signature: Signature) -> str:
    """Return `` (tanda tangan NAMA pada 12 Maret 2025)``."""
    when = f" pada {indonesian_date(signature.time[:10])}" if signature.time else ""
    return f" (tanda tangan {signature.signer or 'tanpa nama'}{when})"
