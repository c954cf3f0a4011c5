"""Make the empty evidence folders of a rubric, each with a note of what is expected."""

import re
from dataclasses import dataclass
from pathlib import Path

from lke_cli.constants import TOTAL
from lke_cli.errors import LkeError
from lke_cli.evidence.names import NOTE_NAME, NOTE_SAYS
from lke_cli.rubric import Question, Rubric
from lke_cli.scan import reason

LONGEST_NAME = 30
"""Characters of a folder's name: five of them and a file's name stay far below the 260 of Windows."""

_UNSAFE = re.compile(r'[<>:"/\\|?*#%\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class MadeTree:
    """What was made: folders of questions, notes written, and how many of them were there already."""

    target: Path
    questions: int
    notes: int
    kept: int


def folder_of(rubric: Rubric, code: str) -> tuple[str, ...]:
    """Return the folder of a question as parts below the target, such as ``A. Pengungkit / I. Pemenuhan / ...``."""
    parts: list[str] = []
    while code != TOTAL:
        parts.append(_name(code.rsplit(".", 1)[-1], rubric.label(code)))
        code = rubric.parents[code]
    return tuple(reversed(parts))


def make_tree(rubric: Rubric, target: Path) -> MadeTree:
    """Make the folders below a target. What is there already stays as it is. Raises LkeError where it cannot."""
    notes = 0
    try:
        for code, question in rubric.questions.items():
            folder = target.joinpath(*folder_of(rubric, code))
            folder.mkdir(parents=True, exist_ok=True)
            note = folder / NOTE_NAME
            if not note.exists():
                # With a BOM and CRLF: Notepad of every Windows shows it as it is meant.
                note.write_bytes(note_text(rubric, question).replace("\n", "\r\n").encode("utf-8-sig"))
                notes += 1
    except OSError as error:
        raise LkeError(f"Folder '{target}' tidak dapat dibuat ({reason(error)}); pilih tempat lain.") from error
    return MadeTree(target, len(rubric.questions), notes, len(rubric.questions) - notes)


def note_text(rubric: Rubric, question: Question) -> str:
    """Return what the note in a question's folder says."""
    expected = [rubric.evidence_kinds[kind].label for kind in question.evidence]
    welcome = [rubric.evidence_kinds[kind].label for kind in question.evidence_also]
    lines = [f"{question.code} {question.label}", ""]
    if expected:
        lines += ["Bukti dukung yang diharapkan:", *(f"- {label}" for label in expected), ""]
    if welcome:
        lines += ["Boleh ditambah:", *(f"- {label}" for label in welcome), ""]
    lines += [
        "Taruh berkasnya di folder ini. Sebut jenis dan tanggalnya di nama berkas,",
        "misalnya: Undangan rapat 2025-03-12.pdf",
        "",
        "Daftar ini saran; yang menentukan adalah formulir LKE dan penilai.",
        NOTE_SAYS,
        "",
    ]
    return "\n".join(lines)


def _name(marker: str, label: str) -> str:
    clean = " ".join(_UNSAFE.sub(" ", label).split())
    if len(clean) > LONGEST_NAME:
        clean = clean[: LONGEST_NAME + 1].rpartition(" ")[0] or clean[:LONGEST_NAME]
    return f"{marker}. {clean}".rstrip(" .")
