"""What is wrong with a survey's data, as findings that name columns and rows and no respondent."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_number, format_percent
from lke_cli.survey import rules
from lke_cli.survey.answers import AMBIGUOUS, OUTSIDE, ROWS_NAMED, UNKNOWN, Answers, SomeRows, without_valid
from lke_cli.survey.columns import Column, Layout, full_name
from lke_cli.survey.index import Statistics
from lke_cli.survey.scale import TOP
from lke_cli.survey.times import NO_TIME, Times
from lke_cli.survey.unsur import SKM_UNSUR

# Our own thresholds: no regulation sets them. They decide between a note and a warning only, never a score.
MUCH_MISSING = 0.05
"""Share of blank answers from which they are a warning."""
MUCH_UNKNOWN = 0.05
"""Share of a column's answers that are not understood from which its mean cannot be trusted: an error."""
MUCH_STRAIGHT = 0.5
"""Share of respondents with the same answer throughout from which it is a warning."""
BURST_LEAST, BURST_SHARE = 10, 0.1
"""So many responses in one minute, and so large a share of all, are a burst."""
_STRAIGHT_QUESTIONS = 3
_DAY = 24 * 60

Days = tuple[datetime.date, datetime.date]


def layout_findings(layout: Layout, sheet: str | None, *, skm: bool) -> Iterator[Finding]:
    """Yield what is wrong with the columns."""
    if layout.header_row is None:
        yield rules.HEADER_NOT_FOUND.at(
            "Baris judul kolom tidak ditemukan; pertanyaan disebut menurut hurufnya.", cell=_cell(sheet, "A", 1)
        )
    for column in layout.columns:
        if column.role == "unreadable":
            yield rules.UNSUR_UNREADABLE.at(
                f"Kolom {column.letter} ({column.header}) tidak dihitung: {column.reason}.",
                cell=_cell(sheet, column.letter, layout.first_row + 1),
            )
    count = len({(column.unsur, column.label) for column in layout.questions})
    if skm and count != len(SKM_UNSUR):
        missing = [each for each in SKM_UNSUR if each.label not in {column.label for column in layout.questions}]
        named = len(SKM_UNSUR) - len(missing)
        absent = f" Yang tidak ditemukan: {'; '.join(each.label for each in missing)}." if named and missing else ""
        yield rules.UNSUR_COUNT.at(f"Ada {count} unsur, sedangkan SKM menilai {len(SKM_UNSUR)} unsur.{absent}")
    if not any(column.role == "time" for column in layout.columns):
        yield rules.NO_TIME.at(
            "Tidak ada kolom waktu pengisian, jadi periode dan jawaban serentak tidak diperiksa.",
            severity=Severity.INFO,
        )


def answer_findings(answers: Answers, statistics: Statistics, sheet: str | None) -> Iterator[Finding]:
    """Yield what is wrong with the answers themselves."""
    if answers.points != TOP:
        yield rules.RESCALED.at(
            f"Jawaban 1 sampai {answers.points} diubah menjadi 1 sampai {TOP} dengan rumus "
            f"1 + (jawaban - 1) x {TOP - 1}/{answers.points - 1}."
        )
    for number, column in enumerate(answers.columns):
        yield from _column(answers, number, column, sheet)
    for unsur in statistics.unsur:
        if not unsur.n:
            yield rules.UNSUR_EMPTY.at(f"{unsur.label} tidak punya satu pun jawaban sah dan tidak ikut dalam indeks.")
    missing = sum(unsur.missing for unsur in statistics.unsur)
    if missing:
        cells = len(answers.rows) * len(answers.columns)
        each = ", ".join(f"{full_name(u.code, u.label)} {u.missing}" for u in statistics.unsur if u.missing)
        yield rules.MISSING_ANSWER.at(
            f"{missing} dari {cells} jawaban kosong ({each}); setiap unsur dirata-rata atas jawabannya sendiri.",
            severity=Severity.WARNING if missing >= MUCH_MISSING * cells else Severity.INFO,
        )
    nothing = without_valid(answers)
    if nothing.count:
        yield rules.NO_ANSWERS.at(
            f"{nothing.count} baris tidak punya satu pun jawaban sah dan tidak dihitung sebagai responden: "
            f"{_rows(nothing)}."
        )
    if answers.summaries.count:
        yield rules.SUMMARY_ROW.at(
            f"{answers.summaries.count} baris ringkasan tidak dihitung sebagai responden: {_rows(answers.summaries)}."
        )
    yield from _straight(answers, statistics)
    if answers.duplicates and answers.duplicates.count:
        yield rules.DUPLICATES.at(
            f"{answers.duplicates.count} baris sama waktu, pengisi, dan semua jawabannya dengan baris di atasnya: "
            f"{_rows(answers.duplicates)}."
        )
    if answers.contacts and answers.contacts.count:
        yield rules.REPEATED_CONTACT.at(
            f"{answers.contacts.count} baris memakai kontak yang sudah dipakai baris di atasnya: "
            f"{_rows(answers.contacts)}."
        )


def time_findings(times: Times, rows: Sequence[int], period: Days | None) -> tuple[list[Finding], Days | None]:
    """Return what is wrong with the times of the responses, and their first and last day."""
    found = []
    minutes: Counter[int] = Counter()
    days: Counter[int | None] = Counter()
    for (day, minute), count in Counter(times.rows()).items():
        days[day] += count
        if day is not None and minute != NO_TIME:
            minutes[day * _DAY + minute] += count
    if days[None]:
        some = _rows(_first(times, rows, days[None], lambda day: day is None))
        found.append(rules.TIME_UNREADABLE.at(f"Waktu pengisian tidak terbaca pada {days[None]} baris: {some}."))
    del days[None]
    if times.ambiguous:
        found.append(rules.DAY_OR_MONTH.at("Tanggal dibaca hari/bulan/tahun; isinya juga cocok dengan bulan/hari."))
    if period:
        begin, end = (each.toordinal() for each in period)
        outside = sum(count for day, count in days.items() if day is not None and not begin <= day <= end)
        if outside:
            span = f"{period[0]:%d-%m-%Y} sampai {period[1]:%d-%m-%Y}"
            some = _rows(_first(times, rows, outside, lambda day: day is not None and not begin <= day <= end))
            found.append(rules.OUTSIDE_PERIOD.at(f"{outside} jawaban di luar periode {span}: {some}."))
    total = sum(minutes.values())
    bursts = [count for count in minutes.values() if count >= BURST_LEAST and count >= BURST_SHARE * total]
    if bursts:
        minute, most = minutes.most_common(1)[0]
        date, clock = datetime.date.fromordinal(minute // _DAY), minute % _DAY
        found.append(
            rules.BURST.at(
                f"{sum(bursts)} dari {total} jawaban masuk pada {len(bursts)} menit yang ramai; terbanyak {most} "
                f"jawaban pada {date:%d-%m-%Y} pukul {clock // 60:02d}.{clock % 60:02d}."
            )
        )
    seen = [day for day in days if day is not None]
    if not seen:
        return found, None
    return found, (datetime.date.fromordinal(min(seen)), datetime.date.fromordinal(max(seen)))


def _first(times: Times, rows: Sequence[int], count: int, test: Callable[[int | None], bool]) -> SomeRows:
    matching = (row for row, (day, _) in zip(rows, times.rows(), strict=True) if test(day))
    return SomeRows(count, tuple(islice(matching, ROWS_NAMED)))


def _column(answers: Answers, number: int, column: Column, sheet: str | None) -> Iterator[Finding]:
    codes = answers.codes[number]
    name = f"Kolom {column.letter} ({full_name(column.unsur, column.label)})"
    given = len(codes) - codes.count(0)
    for code, rule, what, words in (
        (OUTSIDE, rules.OUT_OF_SCALE, f"jawaban di luar 1 sampai {answers.points}", ()),
        (UNKNOWN, rules.UNKNOWN_ANSWER, "jawaban tidak dikenal", answers.unknown[number]),
        (AMBIGUOUS, rules.AMBIGUOUS_ANSWER, "jawaban bernilai ganda", answers.ambiguous[number]),
    ):
        count = codes.count(code)
        if not count:
            continue
        said = f" ({', '.join(words)})" if words else ""
        some = _positions(codes, code, answers.rows)
        serious = code == AMBIGUOUS or count >= MUCH_UNKNOWN * given
        yield rule.at(
            f"{name}: {count} {what}{said}, tidak dihitung: {_rows(SomeRows(count, some))}.",
            cell=_cell(sheet, column.letter, some[0]),
            severity=Severity.ERROR if serious else Severity.WARNING,
        )


def _straight(answers: Answers, statistics: Statistics) -> Iterator[Finding]:
    count = sum(statistics.straight)
    if not count or len(answers.columns) < _STRAIGHT_QUESTIONS:
        return
    share = count / statistics.respondents
    each = ", ".join(f"semua {value}: {n}" for value, n in enumerate(statistics.straight, 1) if n)
    yield rules.STRAIGHT_LINING.at(
        f"{count} dari {statistics.respondents} responden ({format_percent(share)}) menjawab sama untuk semua "
        f"pertanyaan ({each}).",
        severity=Severity.WARNING if share >= MUCH_STRAIGHT and count >= BURST_LEAST else Severity.INFO,
    )


def _positions(codes: bytes, code: int, rows: Sequence[int]) -> tuple[int, ...]:
    found: list[int] = []
    at = codes.find(code)
    while at >= 0 and len(found) < ROWS_NAMED:
        found.append(rows[at])
        at = codes.find(code, at + 1)
    return tuple(found)


def _rows(some: SomeRows) -> str:
    """Return ``baris 12, 40, 41 dan 17 lainnya``."""
    rest = some.count - len(some.first)
    return f"baris {', '.join(map(str, some.first))}" + (f" dan {format_number(rest, 0)} lainnya" if rest else "")


def _cell(sheet: str | None, letter: str, row: int) -> str:
    return f"{sheet}!{letter}{row}" if sheet is not None else f"{letter}{row}"
