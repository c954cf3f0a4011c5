"""What a workbook claims and links to: the other side of its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lke_cli.evidence.check import Claimed
from lke_cli.evidence.links import Link, find_links
from lke_cli.rubric.model import Minimum, Rubric
from lke_cli.scoring.score import score
from lke_cli.workbook.hyperlinks import read_hyperlinks
from lke_cli.workbook.layout import UNIT
from lke_cli.workbook.read import Reader


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """A workbook's claims and links. links_hidden: its format does not give the links behind words."""

    claimed: Claimed
    links: tuple[Link, ...]
    links_hidden: bool


def read_claimed(
    rubric: Rubric,
    path: Path,
    *,
    target: str,
    sheet: str | None = None,
    minimums: Sequence[Minimum] = (),
    assessor: str = UNIT,
) -> ReadWorkbook:
    """Return what a workbook's answers (an assessor's) claim and where its links lead.

    Raises LkeError where it cannot be read.
    """
    workbook = Reader(rubric).read(path, sheet=sheet, assessor=assessor)
    answers = workbook.answers(rubric)
    card = score(rubric, answers, target=target, minimums=minimums)
    behind = read_hyperlinks(path, workbook.sheet)
    links = find_links(workbook, rubric, behind)
    claimed = Claimed(path, workbook.sheet, answers, card, tuple(minimums))
    return ReadWorkbook(claimed, tuple(links), behind is None)
