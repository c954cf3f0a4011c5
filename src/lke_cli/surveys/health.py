"""What is wrong with a survey's data, as findings that name columns and rows and no respondent."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lke_cli.findings import Finding, Severity
from lke_cli.instrument import Instrument, fits, is_named, load_instruments, number_of
from lke_cli.numbers import format_number, format_percent
from lke_cli.results import Steering, UnsurResult
from lke_cli.surveys import rules
from lke_cli.surveys.answers import RespondentAnswers, without_valid
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout, full_name
from lke_cli.surveys.rows import AMBIGUOUS, BLANK, OUTSIDE, SHEET, UNKNOWN, Responses, SomeRows, some_rows
from lke_cli.surveys.scale import SCALES
from lke_cli.surveys.statistics import Statistics
from lke_cli.surveys.times import NO_DAY, NO_TIME, Times
from lke_cli.surveys.who import Who
from lke_cli.untrusted import one_line

if TYPE_CHECKING:
    import numpy as np

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
_LOW, _HIGH = 1 / 3, 2 / 3
"""Of the way from the worst answer to the best: a question whose mean is below the one, where those that are not are
above the other, is opposite to them."""
_FEW = 3
"""Answers that a question needs for that."""
_ENOUGH = 10
"""Answers from which it means something that none is at the top of the scale."""
_DAY = 24 * 60

Days = tuple[datetime.date, datetime.date]


def layout_findings(layout: SurveyLayout, sheet: str | None) -> Iterator[Finding]:
    """Yield what is wrong or doubtful with the columns."""
    if layout.header_row is None:
        yield rules.HEADER_NOT_FOUND.at(
            "Baris judul kolom tidak ditemukan; pertanyaan disebut menurut hurufnya.", cell=_cell(sheet, "A", 1)
        )
    covered = frozenset(asked for column in layout.questions for asked in _asked(column))
    for column in layout.columns:
        cell = _cell(sheet, column.letter, layout.first_row + 1)
        if column.role == "unreadable":
            # What asks an instrument's question is missed in the index.
            severity = Severity.ERROR if _asked(column) - covered else Severity.WARNING
            yield rules.UNSUR_UNREADABLE.at(
                "{column} tidak dihitung: {reason}.",
                column=_title(column),
                reason=column.reason,
                cell=cell,
                severity=severity,
            )
        elif column.doubt == "counted":
            yield rules.DOUBTFUL_QUESTION.at(
                "{column} dihitung sebagai pertanyaan, tetapi judulnya mirip data responden.",
                column=_title(column),
                cell=cell,
            )
    for doubt, why in (
        ("set-aside", "berisi angka atau kata jawaban, tetapi menurut judulnya data responden atau komentar"),
        ("left-out", "tidak disebut di --questions"),
        ("not-asked", "bukan pertanyaan instrumen mana pun yang dikenal di berkas ini"),
    ):
        aside = [column for column in layout.columns if column.doubt == doubt]
        if aside:
            names = "; ".join(map(_title, aside))
            yield rules.SET_ASIDE.at("Tidak dihitung karena {why}: {names}.", why=why, names=names)
    beside = [column for column in layout.columns if column.role == "beside"]
    if beside:
        letters = ", ".join(column.letter for column in beside)
        yield rules.BESIDE.at(
            "{count} kolom kepentingan atau harapan tidak dihitung sebagai jawaban: kolom {letters}.",
            count=len(beside),
            letters=letters,
        )
    if layout.vocabulary.adjectives:
        words = ", ".join(sorted(f"'{one_line(word, 30)}'" for word in layout.vocabulary.adjectives))
        yield rules.LEARNED_WORDS.at("Kata jawaban {words} tidak dikenal; 'sangat' dianggap terbaik.", words=words)


def _asked(column: SurveyColumn) -> frozenset[str]:
    """Return what questions of instruments a column asks."""
    asked = {f"{instrument.id} {code}" for instrument in load_instruments() for code in fits(column.asks, instrument)}
    number = number_of(column.header)
    return frozenset({*asked, f"{number}"} if number else asked)


def named_instruments(columns: Sequence[SurveyColumn], indices: Sequence[Instrument]) -> dict[str, list[str]]:
    """Return the surveys that headers of questions name, with the letters of their columns.

    indices: the instruments that are an index, with the names of what they are made of.
    """
    letters_by_label: dict[str, list[str]] = {}
    for column in columns:
        named = [instrument for instrument in indices if is_named(f"{column.group} {column.header}", instrument)]
        labels = sorted({instrument.label for instrument in named})
        if len(labels) == 1:
            letters_by_label.setdefault(labels[0], []).append(column.letter)
    return letters_by_label


def answer_findings(
    answers: RespondentAnswers, rows: Responses, who: Who, statistics: Statistics, sheet: str | None
) -> Iterator[Finding]:
    """Yield what is wrong with the answers themselves."""
    yield from _opposite(statistics, answers.top)
    yield from _narrow(answers)
    if answers.points != answers.top:
        yield rules.RESCALED.at(
            "Jawaban 1 sampai {points} diubah menjadi 1 sampai {top} dengan rumus {formula}.",
            points=answers.points,
            top=answers.top,
            formula=formula_text(answers.formula, answers.points, answers.top),
        )
    for number, column in enumerate(answers.columns):
        yield from _column(answers, number, column, sheet)
    for unsur in statistics.unsur:
        if not unsur.n:
            yield rules.UNSUR_EMPTY.at(
                "{label} tidak punya satu pun jawaban sah dan tidak ikut dalam indeks.", label=unsur.label
            )
    yield from _missing(answers, statistics)
    nothing = without_valid(answers, rows)
    if nothing.count:
        yield rules.NO_ANSWERS.at(
            "{count} baris tidak punya satu pun jawaban sah dan tidak dihitung sebagai responden: {rows}.",
            count=_count(nothing.count),
            rows=rows_text(nothing),
        )
    if rows.summaries.count:
        yield rules.SUMMARY_ROW.at(
            "{count} baris ringkasan tidak dihitung sebagai responden: {rows}.",
            count=rows.summaries.count,
            rows=rows_text(rows.summaries),
        )
    yield from _straight(answers, statistics)
    if rows.like_summaries.count:
        yield rules.LIKE_SUMMARY.at(
            "{count} baris bernama seperti jumlah atau rata-rata, tetapi isinya jawaban biasa dan dihitung "
            "sebagai responden: {rows}.",
            count=rows.like_summaries.count,
            rows=rows_text(rows.like_summaries),
        )
    yield from _twice(who)


def _missing(answers: RespondentAnswers, statistics: Statistics) -> Iterator[Finding]:
    missing = sum(unsur.missing for unsur in statistics.unsur)
    if missing:
        cells = len(answers.codes) * len(answers.columns)
        by_unsur = ", ".join(f"{full_name(u.code, u.label)} {_count(u.missing)}" for u in statistics.unsur if u.missing)
        yield rules.MISSING_ANSWER.at(
            "{missing} dari {asked} jawaban kosong ({columns}); setiap unsur dirata-rata atas jawabannya sendiri.",
            missing=_count(missing),
            asked=_count(cells),
            columns=by_unsur,
            severity=Severity.WARNING if missing >= MUCH_MISSING * cells else Severity.INFO,
        )
    aside = [unsur for unsur in statistics.unsur if unsur.not_applicable]
    if aside:
        by_unsur = ", ".join(f"{full_name(u.code, u.label)} {_count(u.not_applicable)}" for u in aside)
        yield rules.NOT_APPLICABLE.at(
            "{aside} jawaban 0 atau 'tidak berlaku' bukan jawaban dan tidak dihitung ({columns}); setiap unsur "
            "dirata-rata atas jawabannya sendiri.",
            aside=_count(sum(u.not_applicable for u in aside)),
            columns=by_unsur,
        )


def _twice(who: Who) -> Iterator[Finding]:
    if who.sent_twice and who.sent_twice.count:
        yield rules.DUPLICATES.at(
            "{count} baris tanpa nama sama waktu dan semua jawabannya dengan baris di atasnya: {rows}.",
            count=_count(who.sent_twice.count),
            rows=rows_text(who.sent_twice),
        )
    if who.filled_twice.count:
        yield rules.FILLED_TWICE.at(
            "{count} baris sama pengisi dan semua jawabannya dengan baris di atasnya: {rows}.",
            count=_count(who.filled_twice.count),
            rows=rows_text(who.filled_twice),
        )
    if who.contacts and who.contacts.count:
        yield rules.REPEATED_CONTACT.at(
            "{count} baris memakai kontak yang sudah dipakai baris di atasnya: {rows}.",
            count=_count(who.contacts.count),
            rows=rows_text(who.contacts),
        )
    if who.tests.count:
        yield rules.TEST_ROW.at(
            "{count} baris tampaknya percobaan ('test', 'coba') dan tetap dihitung: {rows}.",
            count=_count(who.tests.count),
            rows=rows_text(who.tests),
        )


def hidden_findings(hidden: int, filtered: int, sheet: str | None) -> Iterator[Finding]:
    """Yield that rows which are counted are not shown in the workbook."""
    where = f"lembar '{sheet}'" if sheet else "berkas"
    if filtered:
        yield rules.FILTERED_ROWS.at(
            "{filtered} baris responden di {where} tersembunyi oleh saringan (filter), dan tetap dihitung.",
            filtered=_count(filtered),
            where=where,
        )
    if hidden - filtered > 0:
        yield rules.HIDDEN_ROWS.at(
            "{hidden} baris responden di {where} tersembunyi, dan tetap dihitung.",
            hidden=_count(hidden - filtered),
            where=where,
        )


def steering_finding(steering: Steering) -> Finding | None:
    """Return that respondents say they were asked for good answers."""
    if not steering.yes:
        return None
    return rules.STEERED.at(
        "{yes} dari {answered} responden ({share}) menyatakan diarahkan untuk menjawab baik.",
        yes=_count(steering.yes),
        answered=_count(steering.answered),
        share=format_percent(steering.yes / steering.answered),
    )


def formula_text(formula: str, points: int, top: int) -> str:
    """Return how answers are converted, as a formula."""
    return f"jawaban / {points} x {top}" if formula == "bagian" else f"1 + (jawaban - 1) x {top - 1}/{points - 1}"


def time_findings(times: Times, rows: Sequence[int]) -> tuple[list[Finding], Days | None]:
    """Return what is wrong with the times of the responses, and their first and last day."""
    import numpy as np

    numbers = np.asarray(rows)
    findings = []
    unread = times.days == NO_DAY
    if unread.any():
        some = some_rows(numbers[unread])
        findings.append(
            rules.TIME_UNREADABLE.at(
                "Waktu pengisian tidak terbaca pada {count} baris: {rows}.", count=some.count, rows=rows_text(some)
            )
        )
    if times.ambiguous:
        findings.append(rules.DAY_OR_MONTH.at("Tanggal dibaca hari/bulan/tahun; isinya juga cocok dengan bulan/hari."))
    if times.exchanged:
        findings.append(
            rules.DAY_MONTH_EXCHANGED.at(
                "Semua tanggal yang dikenal Excel jatuh pada hari 1 sampai 12, sedangkan yang lain tetap teks: hari "
                "dan bulannya tertukar, jadi tanggal pertama dan terakhir di sini tidak dapat dipegang."
            )
        )
    findings += _bursts(times, unread)
    seen = times.days[~unread]
    if not len(seen):
        return findings, None
    return findings, (datetime.date.fromordinal(int(seen.min())), datetime.date.fromordinal(int(seen.max())))


def _bursts(times: Times, unread: "np.ndarray") -> Iterator[Finding]:
    known = ~unread & (times.minutes != NO_TIME)
    minutes = Counter((times.days[known] * _DAY + times.minutes[known]).tolist())
    total = sum(minutes.values())
    bursts = [count for count in minutes.values() if count >= BURST_LEAST and count >= BURST_SHARE * total]
    if total >= _ALL_AT_ONCE and len(minutes) == 1:
        bursts = [total]
    if bursts:
        minute, most = minutes.most_common(1)[0]
        date, clock = datetime.date.fromordinal(minute // _DAY), minute % _DAY
        yield rules.BURST.at(
            "{together} dari {total} jawaban masuk pada {minutes} menit yang ramai; terbanyak {most} jawaban pada "
            "{date} pukul {time}.",
            together=sum(bursts),
            total=total,
            minutes=len(bursts),
            most=most,
            date=f"{date:%d-%m-%Y}",
            time=f"{clock // 60:02d}.{clock % 60:02d}",
        )


def _column(answers: RespondentAnswers, number: int, column: SurveyColumn, sheet: str | None) -> Iterator[Finding]:
    codes = answers.codes[column.index]
    name = f"{_place(column)} ({full_name(column.unsur, column.label)})"
    given = int((codes != BLANK).sum())
    for code, rule, what, words in (
        (OUTSIDE, rules.OUT_OF_SCALE, f"jawaban bukan bilangan bulat 1 sampai {answers.points}", ()),
        (UNKNOWN, rules.UNKNOWN_ANSWER, "jawaban tidak dikenal", answers.unknown[number]),
        (AMBIGUOUS, rules.AMBIGUOUS_ANSWER, "jawaban bernilai ganda", answers.ambiguous[number]),
    ):
        some = some_rows(codes.index[codes == code])
        if not some.count:
            continue
        examples = f" ({', '.join(words)})" if words else ""
        serious = code == AMBIGUOUS or some.count >= MUCH_UNKNOWN * given
        yield rule.at(
            "{name}: {count} {what}{examples}, tidak dihitung: {rows}.",
            name=name,
            count=_count(some.count),
            what=what,
            examples=examples,
            rows=rows_text(some),
            cell=_cell(sheet, column.letter, some.first[0]),
            severity=Severity.ERROR if serious else Severity.WARNING,
            advice=_ambiguous_advice(answers) if code == AMBIGUOUS else None,
        )


def _ambiguous_advice(answers: RespondentAnswers) -> str:
    if not answers.scale_decides:
        return rules.AMBIGUOUS_ANSWER.advice
    scales = f"--scale {SCALES[0]} atau --scale {SCALES[1]}"
    return f"Sebutkan {scales} bila skalanya diketahui. Atau: {rules.AMBIGUOUS_ANSWER.advice}"


def opposite(statistics: Statistics, top: int) -> list[UnsurResult]:
    """Return the unsur that are answered low where the others are answered high: their best answer may be 1."""
    low, high = (1 + share * (top - 1) for share in (_LOW, _HIGH))
    if _usual(statistics, low) <= high:
        return []
    return [u for u in statistics.unsur if u.mean is not None and u.mean < low and u.n >= _FEW]


def _usual(statistics: Statistics, low: float) -> float:
    """Return the mean of the unsur that are not below a value; 0 where all are."""
    others = [unsur.mean for unsur in statistics.unsur if unsur.mean is not None and unsur.mean >= low]
    return sum(others) / len(others) if others else 0.0


def _opposite(statistics: Statistics, top: int) -> Iterator[Finding]:
    usual = _usual(statistics, 1 + _LOW * (top - 1))
    for unsur in opposite(statistics, top):
        yield rules.OPPOSITE.at(
            "Kolom {columns} ({label}): rata-rata {mean}; sedangkan rata-rata pertanyaan lain {usual}; "
            "pertanyaannya mungkin bernada negatif.",
            columns=", ".join(unsur.columns),
            label=unsur.label,
            mean=format_number(unsur.mean or 0.0),
            usual=format_number(usual),
        )


def _narrow(answers: RespondentAnswers) -> Iterator[Finding]:
    """Yield unnamed columns that use fewer points than all others: codes of something else look like that."""
    valid = answers.codes.where(answers.valid(), 0)
    used = {column.index: int(valid[column.index].max()) for column in answers.columns}
    top = max(used.values())
    if list(used.values()).count(top) * 2 <= len(used):
        return
    for column in answers.columns:
        codes, highest = valid[column.index], used[column.index]
        named = column.unsur[1:].isdigit() or column.doubt == "counted" or column.reason.startswith("disebut")
        few = int((answers.codes[column.index] != BLANK).sum()) < _ENOUGH
        if 0 < highest < min(top, answers.top) and bool((codes == 1).any()) and not few and not named:
            yield rules.DOUBTFUL_QUESTION.at(
                "{column} dihitung sebagai pertanyaan, tetapi hanya berisi 1 sampai {highest}, sedangkan "
                "kebanyakan kolom sampai {top}.",
                column=_title(column),
                highest=highest,
                top=top,
            )


def _place(column: SurveyColumn) -> str:
    return f"Kolom {column.letter}" if column.letter.isalpha() else column.letter.capitalize()


def _title(column: SurveyColumn) -> str:
    place = _place(column)
    return place if column.header == place else f"{place} ({column.header})"


def _straight(answers: RespondentAnswers, statistics: Statistics) -> Iterator[Finding]:
    count = sum(statistics.straight)
    if not count or len(answers.columns) < _STRAIGHT_QUESTIONS:
        return
    share = count / statistics.respondents
    by_value = ", ".join(f"semua {value}: {_count(n)}" for value, n in enumerate(statistics.straight, 1) if n)
    yield rules.STRAIGHT_LINING.at(
        "{count} dari {respondents} responden ({share}) menjawab sama untuk semua pertanyaan ({columns}).",
        count=count,
        respondents=statistics.respondents,
        share=format_percent(share),
        columns=by_value,
        severity=Severity.WARNING if share >= MUCH_STRAIGHT and count >= BURST_LEAST else Severity.INFO,
    )


def rows_text(some: SomeRows) -> str:
    """Return ``baris 12, 40, 41 dan 17 lainnya``."""
    rest = some.count - len(some.first)
    return f"baris {', '.join(map(_row, some.first))}" + (f" dan {_count(rest)} lainnya" if rest else "")


def _row(number: int) -> str:
    """Return a row's number in its own sheet; of the second sheet that was added, with which it is."""
    sheet, row = divmod(number, SHEET)
    return f"{row} (lembar ke-{sheet + 1})" if sheet else str(row)


def _count(number: int) -> str:
    return format_number(number, 0)


def _cell(sheet: str | None, letter: str, row: int) -> str | None:
    if not letter.isalpha() or row >= SHEET:
        return None
    return f"{sheet}!{letter}{row}" if sheet is not None else f"{letter}{row}"
