"""What was found in folders and patterns and is no workbook."""

from collections.abc import Sequence
from pathlib import PurePath

from lke_cli.record import record
from lke_cli.untrusted import one_line

_NAMED = 3  # files of one kind that a sentence names


@record
class PassedOver:
    """A file or folder beside the workbooks that was not read; kind: what its name says it is (Indonesian)."""

    file: str
    kind: str


def passed_over_sentence(passed_over: Sequence[PassedOver]) -> str:
    """Return what was passed over, by kind: ``Dilewati, bukan workbook: dokumen Word 2 (a.docx, b.docx).``"""
    by_kind: dict[str, list[str]] = {}
    for passed in passed_over:
        by_kind.setdefault(passed.kind, []).append(passed.file)
    parts = []
    for kind, files in by_kind.items():
        more = f", dan {len(files) - _NAMED} lainnya" if len(files) > _NAMED else ""
        parts.append(
            f"{kind} {len(files)} ({', '.join(one_line(PurePath(file).name, 60) for file in files[:_NAMED])}{more})"
        )
    return f"Dilewati, bukan workbook: {'; '.join(parts)}. Bila LKE ada di dalamnya, simpan sebagai .xlsx."
