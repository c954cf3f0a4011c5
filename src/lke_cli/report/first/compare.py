"""The first screen of ``lke compare``: how many pass, who is one minimum short, and what to do."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lke_cli.numbers import format_below, format_gap, format_number
from lke_cli.report.compare import VERDICTS, compare_sentences, compare_title, named_apart
from lke_cli.report.compare_files import not_counted
from lke_cli.report.compare_first import minimums_in_short
from lke_cli.report.compare_review import REVIEWED, reviewer_sentence
from lke_cli.report.document import Block, Column, Document, Text, Tone, Value
from lke_cli.report.first.fit import fitted, listed, rows_table, section
from lke_cli.results import Comparison, Unit
from lke_cli.untrusted import one_line

_NAME = 40  # characters of a unit's or a file's name


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows: units of the ranking, units one minimum short; names of each thing to do."""

    units: int
    near: int
    names: int


_ROOMS = tuple(
    _Room(*room)
    for room in (
        *((19, 8, 3), (10, 6, 3), (8, 5, 3), (6, 4, 2), (5, 3, 2), (4, 2, 1), (3, 1, 1), (3, 1, 0), (2, 1, 0)),
        *((2, 0, 0), (1, 0, 0)),
    )
)


def first_compare(comparison: Comparison, width: int) -> Document:
    """Return the screen."""
    return fitted(lambda room: _screen(comparison, room), _ROOMS, width)


def _screen(comparison: Comparison, room: _Room) -> Document:
    names = {file: one_line(name, _NAME) for file, name in named_apart(comparison).items()}
    blocks: list[Block] = [*compare_sentences(comparison), *_held(comparison, room.names), *_often(comparison)]
    blocks += section("Tinggal satu nilai minimal", list(_near(comparison, names, room.near)))
    if comparison.against is None:
        blocks += section("Peringkat", list(_ranking(comparison, names, room.units)))
        if not comparison.units and comparison.files > comparison.left:
            blocks += [Text(""), Text("Tidak ada unit yang sesuai saringan.", "warn")]
    else:
        blocks += section(f"Nilai unit dan {comparison.against}", list(_reviews(comparison, names, room.units)))
    steps = [Text(f"  {number}. {text}") for number, text in enumerate(_steps(comparison, names, room.names), 1)]
    blocks += section("Kerjakan berurutan", steps)
    blocks += [Text(""), Text("Semua unit: --detail atau -o rekap.xlsx | Satu unit: lke score BERKAS")]
    return Document(compare_title(comparison), tuple(blocks))


def _held(comparison: Comparison, most: int) -> Iterator[Text]:
    """Yield by which minimums, who of a list has sent none, what a reviewer made of it, and how the rounds went."""
    yield minimums_in_short(comparison)
    yield from (Text(note, "warn") for note in comparison.notes if note.startswith("--min"))
    if comparison.target_note:
        yield Text(comparison.target_note, "warn")
    missing = [expected.unit for expected in comparison.expected if expected.state == "missing"]
    if comparison.expected:
        sent = (
            f"{len(comparison.expected) - len(missing)} dari {len(comparison.expected)} unit di daftar sudah mengirim"
        )
        who = f"; belum: {listed([one_line(name, _NAME) for name in missing], most)}" if missing and most else ""
        yield Text(f"{sent}{who}.", "warn" if missing else "good")
    if comparison.against is not None:
        yield reviewer_sentence(comparison)


def _reviews(comparison: Comparison, names: dict[str, str], most: int) -> Iterator[Block]:
    """Yield the first units with their own total, the reviewer's, and the minimums that are lost."""
    units = [unit for unit in comparison.units if unit.review is not None]
    rows: list[tuple[Value, ...]] = []
    for unit in units if len(units) <= most + 1 else units[:most]:
        review = unit.review
        assert review is not None
        own, theirs = ("–" if total is None else format_number(total) for total in (unit.total, review.total))
        lost = f", kehilangan {listed(review.lost, 3)}" if review.lost else ""
        text = Text(REVIEWED[review.verdict] + lost, "good" if review.verdict == "met" else "bad")
        rows.append((names[unit.file], own, theirs, text))
    if len(rows) < len(units):
        rows.append((f"dan {len(units) - len(rows)} unit lagi", "", "", ""))
    if rows:
        columns = Column("unit", "", grow=True), Column("own", ""), Column("theirs", ""), Column("verdict", "")
        yield rows_table("review", rows, columns)


def _often(comparison: Comparison) -> Iterator[Text]:
    """Yield the minimums that most units miss."""
    counts = Counter(node for unit in comparison.units for node in unit.missed)
    if counts:
        often = ", ".join(f"{node} ({count} unit)" for node, count in counts.most_common(4))
        yield Text(f"Paling sering kurang: {often}.")


def _near(comparison: Comparison, names: dict[str, str], most: int) -> Iterator[Block]:
    """Yield the units that one minimum alone keeps from passing, the smallest gap first."""
    near = [
        (gap, unit)
        for unit in comparison.units
        if len(unit.missed) == 1 and (gap := _gap(unit, comparison)) is not None
    ]
    if not near:
        return
    near.sort(key=lambda near_unit: near_unit[0])
    if not most:
        yield Text(f"  {len(near)} unit; --detail menyebut semuanya")
        return
    rows: list[tuple[Value, ...]] = [
        (names[unit.file], unit.missed[0], f"kurang {format_gap(gap)}", _first_step(unit))
        for gap, unit in (near if len(near) <= most + 1 else near[:most])
    ]
    if len(rows) < len(near):
        rows.append((f"dan {len(near) - len(rows)} unit lagi", "", "", ""))
    columns = Column("unit", "", grow=True), Column("node", ""), Column("gap", ""), Column("step", "")
    yield rows_table("near", rows, columns)


def _first_step(unit: Unit) -> str:
    """Return the answer to begin with: ``A.I.1.i.b: B ke A``."""
    near = unit.nearly
    return "" if near is None or near.code is None else f"{near.code}: {near.now or 'kosong'} ke {near.then}"


def _gap(unit: Unit, comparison: Comparison) -> float | None:
    score, required = unit.scores.get(unit.missed[0]), comparison.required.get(unit.missed[0])
    return None if score is None or required is None else required - score


def _ranking(comparison: Comparison, names: dict[str, str], most: int) -> Iterator[Block]:
    """Yield the first units as they are sorted, with what they miss."""
    units = comparison.units
    required = comparison.required.get("total")
    rows: list[tuple[Value, ...]] = []
    for unit in units if len(units) <= most + 1 else units[:most]:
        total = "" if unit.total is None else format_number(unit.total)
        if unit.total is not None and required is not None:
            total = format_below(unit.total, required)
        missed = f": {listed(unit.missed, 3)}" if unit.missed else ""
        tone: Tone = "good" if unit.verdict == "met" else "bad"
        rows.append(
            (
                "–" if unit.rank is None else str(unit.rank),
                names[unit.file],
                total,
                Text(VERDICTS[unit.verdict] + missed, tone),
            )
        )
    if len(rows) < len(units):
        rows.append(("", f"dan {len(units) - len(rows)} unit lagi", "", ""))
    if rows:
        columns = (
            Column("rank", ""),
            Column("unit", "", grow=True),
            Column("total", "", "number"),
            Column("verdict", ""),
        )
        yield rows_table("ranking", rows, columns)


def _steps(comparison: Comparison, names: dict[str, str], most: int) -> Iterator[str]:
    """Yield what makes the table itself doubtful first, then what the units are to mend."""

    def named(files: list[str]) -> str:
        return f": {listed([one_line(Path(file).name, _NAME) for file in files], most)}" if most else ""

    def units(those: list[Unit]) -> str:
        return f": {listed([names[unit.file] for unit in those], most)}" if most else ""

    if comparison.left:
        yield f"Jalankan lagi: {comparison.left} berkas belum dibaca"
    problems = [problem.file for problem in comparison.problems]
    if problems:
        yield f"Buka dan betulkan {len(problems)} berkas tanpa nilai{named(problems)}"
    if comparison.claims:
        claimed = f": {listed([one_line(claim.unit, _NAME) for claim in comparison.claims], most)}" if most else ""
        yield f"Pilih satu berkas bagi {len(comparison.claims)} unit yang diaku beberapa berkas{claimed}"
    wrong = [unit for unit in comparison.units if unit.errors]
    if wrong:
        yield f"Betulkan galat isian {len(wrong)} unit{units(wrong)}"
    blank = [unit for unit in comparison.units if unit.unanswered and unit.verdict in ("met", "not-met")]
    if blank:
        yield f"Lengkapi jawaban {len(blank)} unit{units(blank)}"
    if comparison.alike_pairs:
        yield f"Periksa {comparison.alike_pairs} pasangan LKE yang sangat mirip; --detail menyebut pasangannya"
    if aside := len(not_counted(comparison).rows):
        yield f"{aside} berkas lain tidak dihitung, masing-masing dengan sebabnya: --detail"
    if comparison.before is not None:
        up = sum(move.met_after and not move.met_before for move in comparison.before.moves)
        down = sum(move.met_before and not move.met_after for move in comparison.before.moves)
        same = sum(move.same is not None for move in comparison.before.moves)
        still = f", {same} sama persis dengan putaran lalu" if same else ""
        yield f"Sejak putaran lalu: {up} unit kini memenuhi, {down} tidak lagi{still}{_means(comparison)}"
    if comparison.notes:
        yield f"Baca {len(comparison.notes)} catatan tentang berkasnya: --detail"


def _means(comparison: Comparison) -> str:
    """Return how the mean total of the units that are in every round went, ``""`` where there are none."""
    same = comparison.rounds[-1].same_units if comparison.rounds else 0
    means = [totals.same.get("total") for totals in comparison.rounds]
    shown = " -> ".join("–" if mean is None else format_number(mean) for mean in means)
    return f"; rata-rata {same} unit yang ada di semua putaran {shown}" if same else ""
