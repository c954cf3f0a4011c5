"""Is a document genuine and of the period: what its signatures, its pictures and its metadata say of that."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lke_cli.evidence import rules
from lke_cli.findings import Finding
from lke_cli.periods import Period, indonesian_date
from lke_cli.results import FileResult, Signature

_WORD = re.compile(r"[a-z0-9]+")


def with_known(file: FileResult, issuers: Mapping[str, Sequence[str]]) -> FileResult:
    """Return a file whose signatures bear the rubric's name of the issuer that their certificates name."""
    if not file.signatures:
        return file
    return replace(file, signatures=tuple(replace(each, known=_known(each.chain, issuers)) for each in file.signatures))


def _known(chain: Sequence[str], issuers: Mapping[str, Sequence[str]]) -> str:
    named = f" {' '.join(_WORD.findall(' '.join(chain).lower()))} "
    return next((label for label, words in issuers.items() if any(f" {word} " in named for word in words)), "")


def genuine_findings(files: Sequence[FileResult], period: Period | None) -> Iterator[Finding]:
    """Yield what is doubtful about files being genuine and of the period."""
    yield from _signature_findings(files, period)


def _signature_findings(files: Sequence[FileResult], period: Period | None) -> Iterator[Finding]:
    for file in files:
        by_state = {each.state: each for each in reversed(file.signatures)}  # the first of each state
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
        late = [each for each in file.signatures if period and each.time and not period.overlaps(each.time[:10])]
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
    left = [file for file in files if any(each.state in ("present", "unchecked") for each in file.signatures)]
    if left:
        longer = sum(any(each.state == "present" and each.detail for each in file.signatures) for file in left)
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
