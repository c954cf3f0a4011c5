"""What is wrong with a survey's data, as findings that name columns and rows and no respondent."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_number, format_percent
from lke_cli.survey import rules
from lke_cli.survey.answers import AMBIGUOUS, BLANK, OUTSIDE, ROWS_NAMED, UNKNOWN, Answers, SomeRows, without_valid
from lke_cli.survey.columns import Column, Layout, full_name
from lke_cli.survey.index import Statistics
from lke_cli.survey.result import LABELS, Kind
from lke_cli.survey.scale import SCALES, TOP
from lke_cli.survey.times import NO_TIME, Times
from lke_cli.survey.unsur import SKM_UNSUR
from lke_cli.untrusted import one_line

# Our own thresholds: no regulation sets them. They decide between a note and a warning only, never a score.
MUCH_MISSING = 0.05
"""Share of blank answers from which they are a warning."""
MUCH_UNKNOWN = 0.05
"""Share of a column's answers that are not understood from which its mean cannot be trusted: an error."""
MUCH_STRAIGHT = 0.5
"""Share of respondents with the same answer throughout from which it is a warning."""
BURST_LEAST, BURST_SHARE = 10, 0.1
"""So many responses in one minute, and so large a share of all, are a burst."""
_ALL_AT_ONCE = 3
"""So many responses, all in one minute, are said however few they are."""
_STRAIGHT_QUESTIONS = 3
_LOW, _HIGH = 2.0, 3.0
"""A question whose mean (1..4) is below the one, where those that are not are above the other, is opposite to them."""
_FEW = 3
"""Answers that a question needs for that."""
_ENOUGH = 10
"""Answers from which it means something that none is at the top of the scale."""
_INSTRUMENTS: dict[Kind, re.Pattern[str]] = {
    "ipak": re.compile(r"\b(ipak|spak|anti ?korupsi|persepsi (anti )?korupsi)\b"),
    "ipkp": re.compile(r"\b(ipkp|spkp|persepsi kualitas pelayanan)\b"),
}
_DAY = 24 * 60

Days = tuple[datetime.date, datetime.date]


def layout_findings(layout: Layout, sheet: str | None, kind: Kind) -> Iterator[Finding]:
    """Yield what is wrong or doubtful with the columns."""
    if layout.header_row is None:
        yield rules.HEADER_NOT_FOUND.at(
            "Baris judul kolom tidak ditemukan; pertanyaan disebut menurut hurufnya.", cell=_cell(sheet, "A", 1)
        )
    for column in layout.columns:
        cell = _cell(sheet, column.letter, layout.first_row + 1)
        if column.role == "unreadable":
            yield rules.UNSUR_UNREADABLE.at(f"{_title(column)} tidak dihitung: {column.reason}.", cell=cell)
        elif column.doubt == "counted":
            yield rules.DOUBTFUL_QUESTION.at(
                f"{_title(column)} dihitung sebagai pertanyaan, tetapi judulnya mirip data responden.", cell=cell
            )
    for doubt, why in (
        ("set-aside", "berisi angka atau kata jawaban, tetapi menurut judulnya data responden atau komentar"),
        ("left-out", "tidak disebut di --questions"),
    ):
        aside = [column for column in layout.columns if column.doubt == doubt]
        if aside:
            names = "; ".join(map(_title, aside))
            yield rules.SET_ASIDE.at(f"Tidak dihitung karena {why}: {names}.")
    if layout.vocabulary.adjectives:
        each = ", ".join(sorted(f"'{one_line(word, 30)}'" for word in layout.vocabulary.adjectives))
        yield rules.LEARNED_WORDS.at(f"Kata jawaban {each} tidak dikenal; 'sangat' dianggap terbaik.")
    yield from _instruments(layout, kind)
    count = len({(column.unsur, column.label) for column in layout.questions})
    if kind == "skm" and count != len(SKM_UNSUR):
        missing = [each for each in SKM_UNSUR if each.label not in {column.label for column in layout.questions}]
        named = len(SKM_UNSUR) - len(missing)
        absent = f" Yang tidak ditemukan: {'; '.join(each.label for each in missing)}." if named and missing else ""
        yield rules.UNSUR_COUNT.at(f"Ada {count} unsur, sedangkan SKM menilai {len(SKM_UNSUR)} unsur.{absent}")


def _instruments(layout: Layout, kind: Kind) -> Iterator[Finding]:
    """Yield where headers of questions name two surveys (an index over both is that of none), or another than told."""
    found: dict[Kind, list[str]] = {}
    for column in layout.questions:
        text = f"{column.group} {column.header}".lower()
        named = [other for other, words in _INSTRUMENTS.items() if words.search(text)]
        if len(named) == 1:
            found.setdefault(named[0], []).append(column.letter)
    each = " dan ".join(f"{LABELS[other]} (kolom {', '.join(letters)})" for other, letters in sorted(found.items()))
    if len(found) > 1:
        yield rules.TWO_INSTRUMENTS.at(f"Judul kolom menyebut {each}, dan indeks ini menghitung semuanya bersama.")
    elif found and kind not in found:
        yield rules.OTHER_INSTRUMENT.at(
            f"Judul kolom menyebut {each}, sedangkan yang dihitung {LABELS[kind]}.",
            severity=Severity.WARNING if kind == "skm" else Severity.ERROR,
        )


def answer_findings(answers: Answers, statistics: Statistics, sheet: str | None) -> Iterator[Finding]:
    """Yield what is wrong with the answers themselves."""
    yield from _opposite(answers, statistics)
    yield from _narrow(answers)
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
        each = ", ".join(f"{full_name(u.code, u.label)} {_count(u.missing)}" for u in statistics.unsur if u.missing)
        yield rules.MISSING_ANSWER.at(
            f"{_count(missing)} dari {_count(cells)} jawaban kosong ({each}); setiap unsur dirata-rata atas "
            "jawabannya sendiri.",
            severity=Severity.WARNING if missing >= MUCH_MISSING * cells else Severity.INFO,
        )
    nothing = without_valid(answers)
    if nothing.count:
        yield rules.NO_ANSWERS.at(
            f"{_count(nothing.count)} baris tidak punya satu pun jawaban sah dan tidak dihitung sebagai "
            f"responden: {_rows(nothing)}."
        )
    if answers.summaries.count:
        yield rules.SUMMARY_ROW.at(
            f"{answers.summaries.count} baris ringkasan tidak dihitung sebagai responden: {_rows(answers.summaries)}."
        )
    yield from _straight(answers, statistics)
    if answers.like_summaries.count:
        yield rules.LIKE_SUMMARY.at(
            f"{answers.like_summaries.count} baris bernama seperti jumlah atau rata-rata, tetapi isinya jawaban biasa "
            f"dan dihitung sebagai responden: {_rows(answers.like_summaries)}."
        )
    if answers.sent_twice and answers.sent_twice.count:
        yield rules.DUPLICATES.at(
            f"{_count(answers.sent_twice.count)} baris tanpa nama sama waktu dan semua jawabannya dengan "
            f"baris di atasnya: {_rows(answers.sent_twice)}."
        )
    if answers.filled_twice.count:
        yield rules.FILLED_TWICE.at(
            f"{_count(answers.filled_twice.count)} baris sama pengisi dan semua jawabannya dengan baris di "
            f"atasnya: {_rows(answers.filled_twice)}."
        )
    if answers.contacts and answers.contacts.count:
        yield rules.REPEATED_CONTACT.at(
            f"{_count(answers.contacts.count)} baris memakai kontak yang sudah dipakai baris di atasnya: "
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
    if times.exchanged:
        found.append(
            rules.DAY_MONTH_EXCHANGED.at(
                "Semua tanggal yang dikenal Excel jatuh pada hari 1 sampai 12, sedangkan yang lain tetap teks: hari "
                "dan bulannya tertukar, jadi tanggal pertama dan terakhir di sini tidak dapat dipegang."
            )
        )
    if period:
        begin, end = (each.toordinal() for each in period)
        outside = sum(count for day, count in days.items() if day is not None and not begin <= day <= end)
        if outside:
            span = f"{period[0]:%d-%m-%Y} sampai {period[1]:%d-%m-%Y}"
            some = _rows(_first(times, rows, outside, lambda day: day is not None and not begin <= day <= end))
            found.append(rules.OUTSIDE_PERIOD.at(f"{_count(outside)} jawaban di luar periode {span}: {some}."))
    total = sum(minutes.values())
    bursts = [count for count in minutes.values() if count >= BURST_LEAST and count >= BURST_SHARE * total]
    if total >= _ALL_AT_ONCE and len(minutes) == 1:
        bursts = [total]
    if bursts:
        minute, most = minutes.most_common(1)[0]
        date, clock = datetime.date.fromordinal(minute // _DAY), minute % _DAY
        found.append(
            rules.BURST.at(
                f"{_count(sum(bursts))} dari {_count(total)} jawaban masuk pada {len(bursts)} menit "
                f"yang ramai; terbanyak {_count(most)} jawaban pada {date:%d-%m-%Y} pukul "
                f"{clock // 60:02d}.{clock % 60:02d}."
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
        (OUTSIDE, rules.OUT_OF_SCALE, f"jawaban bukan bilangan bulat 1 sampai {answers.points}", ()),
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
            f"{name}: {_count(count)} {what}{said}, tidak dihitung: {_rows(SomeRows(count, some))}.",
            cell=_cell(sheet, column.letter, some[0]),
            severity=Severity.ERROR if serious else Severity.WARNING,
            advice=_ambiguous_advice(answers) if code == AMBIGUOUS else None,
        )


def _ambiguous_advice(answers: Answers) -> str:
    if not answers.scale_decides:
        return rules.AMBIGUOUS_ANSWER.advice
    scales = f"--scale {SCALES[0]} atau --scale {SCALES[1]}"
    return f"Sebutkan {scales} bila skalanya diketahui. Atau: {rules.AMBIGUOUS_ANSWER.advice}"


def _opposite(answers: Answers, statistics: Statistics) -> Iterator[Finding]:
    """Yield questions that are answered low where the others are answered high: their best answer may be 1."""
    others = [each.mean for each in statistics.unsur if each.mean is not None and each.mean >= _LOW]
    usual = sum(others) / len(others) if others else 0.0
    if usual <= _HIGH:
        return
    for unsur in statistics.unsur:
        if unsur.mean is not None and unsur.mean < _LOW and unsur.n >= _FEW:
            yield rules.OPPOSITE.at(
                f"Kolom {', '.join(unsur.columns)} ({unsur.label}): rata-rata {format_number(unsur.mean)}, sedangkan "
                f"rata-rata pertanyaan lain {format_number(usual)}; pertanyaannya mungkin bernada negatif."
            )


def _narrow(answers: Answers) -> Iterator[Finding]:
    """Yield unnamed columns that use fewer points than all others: codes of something else look like that."""
    used = [max((v for v in range(1, answers.points + 1) if v in codes), default=0) for codes in answers.codes]
    if used.count(max(used)) * 2 <= len(used):
        return
    for column, codes, highest in zip(answers.columns, answers.codes, used, strict=True):
        valid = len(codes) - codes.count(BLANK)
        named = column.unsur[1:].isdigit() or column.doubt == "counted" or column.reason.startswith("disebut")
        if 0 < highest < min(max(used), TOP) and 1 in codes and valid >= _ENOUGH and not named:
            yield rules.DOUBTFUL_QUESTION.at(
                f"{_title(column)} dihitung sebagai pertanyaan, tetapi hanya berisi 1 sampai {highest}, sedangkan "
                f"kebanyakan kolom sampai {max(used)}."
            )


def _title(column: Column) -> str:
    return (
        f"Kolom {column.letter}"
        if column.header == f"Kolom {column.letter}"
        else f"Kolom {column.letter} ({column.header})"
    )


def _straight(answers: Answers, statistics: Statistics) -> Iterator[Finding]:
    count = sum(statistics.straight)
    if not count or len(answers.columns) < _STRAIGHT_QUESTIONS:
        return
    share = count / statistics.respondents
    each = ", ".join(f"semua {value}: {_count(n)}" for value, n in enumerate(statistics.straight, 1) if n)
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
    return f"baris {', '.join(map(str, some.first))}" + (f" dan {_count(rest)} lainnya" if rest else "")


def _count(number: int) -> str:
    return format_number(number, 0)


def _cell(sheet: str | None, letter: str, row: int) -> str:
    return f"{sheet}!{letter}{row}" if sheet is not None else f"{letter}{row}"
