"""Who answered a survey twice, or to try it, and when: names and contacts leave nothing but row numbers behind."""

import re
from dataclasses import dataclass

from lke_cli.instrument import general_words
from lke_cli.surveys.columns import SurveyColumn, SurveyLayout
from lke_cli.surveys.roles import contact_key
from lke_cli.surveys.rows import Responses, SomeRows, some_rows
from lke_cli.surveys.times import Times, times_of
from lke_cli.values import as_text

_TELLS = re.compile(r"[a-z]{4}|\d{6}")
"""A name of which nothing is as long is initials: they make nobody the same."""
_TEST_ROW = frozenset(general_words().tests)


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of who answered, and when.

    sent_twice: rows with the time and answers of an earlier row, where nobody gave a name; None without a time of the
    day. filled_twice: rows with the names, contacts and answers of an earlier row. contacts: rows with the contact of
    an earlier row; None where there is no contact column. tests: rows in which a text says that it is a test.
    """

    times: Times | None
    sent_twice: SomeRows | None
    filled_twice: SomeRows
    contacts: SomeRows | None
    tests: SomeRows


def who_answered(layout: SurveyLayout, rows: Responses) -> Who:
    """Return who answered twice or to try, and when; names and contacts leave nothing but row numbers behind."""
    import numpy as np
    import pandas as pd

    frame = rows.frame
    time_at = next((column.index for column in layout.columns if column.role == "time"), None)
    contacts = [column.index for column in layout.columns if column.role == "contact"]
    who = [*contacts, *(c.index for c in layout.columns if c.role == "personal" and not _is_shared(c))]
    keys = rows.codes.copy()
    identified = np.zeros(len(frame), dtype=bool)
    for index in who:
        codes = frame[index].cat.codes.to_numpy()
        tells = np.array(
            [bool(_TELLS.search(as_text(cell).lower())) for cell in frame[index].cat.categories], dtype=bool
        )
        identified |= tells[codes]
        keys[f"who{index}"] = codes
    filled = keys.duplicated().to_numpy() & identified
    times = sent = None
    if time_at is not None:
        categories = list(frame[time_at].cat.categories)
        codes = frame[time_at].cat.codes.to_numpy()
        times = times_of(categories, codes)
        keys["time"] = codes
        again = keys.duplicated().to_numpy() & ~identified & (codes > 0)
        sent = some_rows(frame.index[again]) if times.has_clock else None
    repeated = []
    for index in contacts:
        known = [contact_key(cell) for cell in frame[index].cat.categories]
        numbers, _ = pd.factorize(np.array([key or "" for key in known], dtype=object))
        contact_numbers = pd.Series(numbers[frame[index].cat.codes.to_numpy()], index=frame.index)
        empty = {int(numbers[i]) for i, key in enumerate(known) if key is None}
        repeated.append(
            some_rows(frame.index[contact_numbers.duplicated().to_numpy() & ~contact_numbers.isin(empty).to_numpy()])
        )
    return Who(
        times=times,
        sent_twice=sent,
        filled_twice=some_rows(frame.index[filled]),
        contacts=max(repeated, key=lambda some: some.count, default=None),
        tests=_tests(layout, rows),
    )


def _tests(layout: SurveyLayout, rows: Responses) -> SomeRows:
    import numpy as np

    is_tried = np.zeros(len(rows.frame), dtype=bool)
    for column in layout.columns:
        if column.role in ("question", "time", "beside"):
            continue
        codes = rows.frame[column.index].cat.codes.to_numpy()
        values = rows.frame[column.index].cat.categories
        test = np.array([isinstance(v, str) and _is_test(v) for v in values], dtype=bool)
        if test.any():
            is_tried |= test[codes]
    return some_rows(rows.frame.index[is_tried])


def _is_test(text: str) -> bool:
    words = " ".join(re.findall(r"[a-z]+", text.lower()[:40]))
    return (
        words in _TEST_ROW
        or re.fullmatch(r"(tes|test|coba|uji coba)( \w{1,2}| \d+)?", text.strip().lower()[:40]) is not None
    )


def _is_shared(column: SurveyColumn) -> bool:
    """Return whether many respondents may share what a personal column holds: an address, who served them."""
    return re.search(r"alamat|petugas|melayani", column.header.lower()) is not None
