"""Is a document genuine and of the period: what its signatures, its pictures and its metadata say of that."""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
LETTERHEADS = 5
"""Documents from which a picture may be that of a letterhead."""
_BOTH = 2
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


@dataclass(slots=True)
class Reused:
    """A file of which a picture is shown elsewhere too: by which files (their numbers), and how the picture is called
    in it and in the first of them; ``""`` where the file is the picture."""

    name: str
    name_elsewhere: str
    others: list[int]


def reuse_of(files: Sequence[FileResult], contents: Sequence[Content]) -> dict[int, Reused]:
    """Return, by number, the files that show a picture that one under another question or of another time shows too."""
    shown = [
        (number, name, look)
        for number, (file, content) in enumerate(zip(files, contents, strict=True))
        if file.usable
        for name, look in ((("", content.look),) if content.look else content.photos)
    ]
    documents = sum(bool(content.photos) for content in contents)
    reuse: dict[int, Reused] = {}
    for group in copies([look for _, _, look in shown]):
        places: dict[int, str] = {}
        for number, name, _ in (shown[at] for at in group):
            places.setdefault(number, name)
        if _is_letterhead(places.values(), documents):
            continue
        for number, name in places.items():
            others = [
                other
                for other, theirs in places.items()
                if other != number and _is_elsewhere(files[number], files[other], bool(name) + bool(theirs))
            ]
            if others:
                reuse.setdefault(number, Reused(name, places[others[0]], [])).others += others
    return reuse


def _is_letterhead(names: Collection[str], documents: int) -> bool:
    """Return whether a picture is in most documents that have any: no photograph of something that was done."""
    inside = sum(bool(name) for name in names)
    return inside >= LETTERHEADS and 2 * inside > documents


def with_copies(files: Sequence[FileResult], reuse: Mapping[int, Reused]) -> tuple[FileResult, ...]:
    """Return files of which each knows those that show a picture of it elsewhere."""
    return tuple(
        replace(file, alike=tuple(dict.fromkeys(files[other].path for other in reuse[number].others)))
        if number in reuse
        else file
        for number, file in enumerate(files)
    )


def _is_elsewhere(one: FileResult, other: FileResult, documents: int) -> bool:
    """Return whether two files are for other questions, or of times that their names set apart: the dates of two
    photographs, the months of two documents. That a report is written after its photograph was taken says nothing.

    documents: how many of the two are documents that show the picture.
    """
    if one.question != other.question and None not in (one.question, other.question):
        return True
    if documents:
        sure = one.months_sure and other.months_sure
        return documents == _BOTH and sure and set(one.months).isdisjoint(other.months)
    return bool(one.dates and other.dates and not any(_overlap(a, b) for a in one.dates for b in other.dates))


def _overlap(one: str, other: str) -> bool:
    first, _, last = one.partition("..")
    return Period(span_of(first).first, span_of(last or first).last).overlaps(other)


def genuine_findings(
    files: Sequence[FileResult], contents: Sequence[Content], reuse: Mapping[int, Reused], period: Period | None
) -> Iterator[Finding]:
    """Yield what is doubtful about files being genuine and of the period."""
    yield from _signature_findings(files, period)
    yield from _reused(files, contents, reuse)
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
    marks: dict[str, list[GenuineMark]] = {}
    for finding in findings:
        if finding.rule in _MARKS and finding.cell:
            marks.setdefault(finding.cell, []).append(_MARKS[finding.rule])
    return tuple(replace(file, genuine=tuple(dict.fromkeys(_marks(file, marks.get(file.path, []))))) for file in files)


def _marks(file: FileResult, marks: Iterable[GenuineMark]) -> Iterator[GenuineMark]:
    if file.signatures:
        yield "signed"
    if file.scan and file.usable:
        yield "read-from-scan" if file.read else "unread-scan"
    if file.alike:
        yield "reused"
    yield from marks


def _reused(files: Sequence[FileResult], contents: Sequence[Content], reuse: Mapping[int, Reused]) -> Iterator[Finding]:
    """Yield one finding for the files that show a picture of one; a file used as it is was told already."""
    named: set[int] = set()
    for number, reused in sorted(reuse.items()):
        if number in named:
            continue
        named |= {number, *reused.others}
        file = files[number]
        digests = {contents[same].digest for same in (number, *reused.others)}
        if len(digests) == 1 and None not in digests and _told_as_duplicate(file, files):
            continue
        more = f" dan {len(file.alike) - 1} lagi" if len(file.alike) > 1 else ""
        yield rules.PHOTO_REUSED.at(
            "{one} sangat mirip dengan {other}{more}.",
            one=_picture(file.path, reused.name),
            other=_picture(file.alike[0], reused.name_elsewhere),
            more=more,
            node=file.question,
            cells=(file.path, *file.alike),
        )


def _picture(path: str, name: str) -> str:
    return f"gambar {name} di '{path}'" if name else f"'{path}'"


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
