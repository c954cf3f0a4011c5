"""By elimination: the one entry that is missing between two known ones is the one answered row that is left there."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lke_cli.answers import read_answer, squeeze
from lke_cli.findings import Finding
from lke_cli.rubric import Rubric, Scale
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text
from lke_cli.workbook import rules
from lke_cli.workbook.match import Match, TextRow
from lke_cli.workbook.sheets import Sheet


class _Gap(NamedTuple):
    """An entry without a row, and the rows of its nearest known neighbours in the order of the rubric."""

    code: str
    above: int
    below: int


def by_elimination(
    items: Mapping[str, Match],
    unmatched: Sequence[TextRow],
    answer: Callable[[int], CellValue],
    rubric: Rubric,
) -> dict[str, Match]:
    """Return entries that no text matched, each with the row that alone is left for it.

    items: the known rows by code. unmatched: the rows that hold no entry. answer: what a row answers. A row is taken
    only where it stands between the entry's nearest known neighbours, no other answered row does, and neither its
    allowed answers nor its answer are of another scale.
    """
    numbers = [row.number for row in unmatched]
    matches: dict[str, Match] = {}
    for gap in _gaps(items, rubric):
        inside = unmatched[bisect_left(numbers, gap.above + 1) : bisect_left(numbers, gap.below)]
        asked = [row for row in inside if row.choices.strip() or answer(row.number) != ""]
        if len(asked) == 1 and answer(asked[0].number) != "" and _fits(asked[0], answer, gap.code, rubric):
            matches[gap.code] = Match(gap.code, asked[0].number, asked[0].text, 0.0, None, altered=True)
    return matches


def _gaps(items: Mapping[str, Match], rubric: Rubric) -> Iterator[_Gap]:
    """Yield the questions and inputs without a row that are alone between two known entries."""
    before: Match | None = None
    missing: list[str] = []
    for code in _order(rubric):
        item = items.get(code)
        if item is None:
            if code not in rubric.nodes:
                missing.append(code)
            continue
        if before is not None and len(missing) == 1 and before.row < item.row:
            yield _Gap(missing[0], before.row, item.row)
        before, missing = item, []


def _order(rubric: Rubric) -> Iterator[str]:
    for node in rubric.nodes.values():
        yield node.code
        for question in node.questions:
            yield question.code
            yield from (count.code for count in question.inputs)
    yield "total"


def _fits(row: TextRow, answer: Callable[[int], CellValue], code: str, rubric: Rubric) -> bool:
    question = rubric.questions.get(code)
    scale = rubric.count_scale if question is None else rubric.scales[question.scale]
    stated = squeeze(row.choices)
    if stated in {squeeze(other.form) for other in rubric.scales.values()} and stated != squeeze(scale.form):
        return False
    return _readable(answer(row.number), scale, rubric)


def _readable(value: CellValue, scale: Scale, rubric: Rubric) -> bool:
    return read_answer(value, scale, rubric.unanswered_texts).state != "invalid"


def elimination_findings(matches: Mapping[str, Match], sheet: Sheet, column: int, rubric: Rubric) -> Iterator[Finding]:
    """Yield a doubt, spoken aloud, per row that was taken by elimination. column: of the texts."""
    for code, match in matches.items():
        cells = sheet.rows[match.row]
        column = next((c for c, cell in enumerate(cells) if as_text(cell) == match.text), column)
        yield rules.ROW_ELIMINATED.at(
            "'{text}' dibaca sebagai {code} {label}, satu-satunya yang barisnya belum ada di tempat itu.",
            node=code,
            cell=sheet.address(match.row, column),
            text=one_line(match.text, 80),
            code=code,
            label=rubric.label(code),
        )
