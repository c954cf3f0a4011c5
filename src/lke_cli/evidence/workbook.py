"""What a workbook claims and links to: the other side of its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.evidence import rules
from lke_cli.evidence.check import Claimed
from lke_cli.evidence.links import Link, find_links
from lke_cli.findings import Finding
from lke_cli.rubric import Minimum
from lke_cli.scored import refuse_blank, refuse_doubted, workbook_answers
from lke_cli.scoring import score_answers
from lke_cli.workbook import Reader, ReadSettings


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """A workbook's claims, its links, and what is wrong with links that could not be read or placed."""

    claimed: Claimed
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]


def read_claimed(
    reader: Reader,
    path: Path,
    *,
    target: str,
    minimums: Sequence[Minimum] = (),
    reading: ReadSettings = ReadSettings(),  # noqa: B008 (a frozen value)
) -> ReadWorkbook:
    """Return what a workbook's answers (an assessor's) claim and where its links lead.

    Raises LkeError where it cannot be read, UndecidedError where it could be in two ways, BlankError where it is blank.
    """
    rubric, workbook = reader.rubric, reader.read(path, reading)
    refuse_blank(workbook, rubric)
    answers = workbook_answers(workbook, rubric)
    card = score_answers(rubric, answers, target=target, minimums=minimums)
    refuse_doubted(workbook, rubric, answers, card, minimums)
    claimed = Claimed(path, workbook.sheets, answers, card, tuple(minimums))
    links: list[Link] = []
    findings: list[Finding] = []
    hidden = False
    for part in workbook.parts:
        behind = workbook.file.hyperlinks(part.sheet)
        hidden |= behind is None
        part_links, part_findings = find_links(part, rubric, behind)
        links += part_links
        findings += part_findings
    if hidden:
        findings.append(rules.LINKS_HIDDEN.at("Tautan di balik kata tidak terbaca; simpan lagi sebagai .xlsx."))
    return ReadWorkbook(claimed, tuple(links), tuple(findings))
