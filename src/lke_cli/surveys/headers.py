"""Where the header of a table stands, what it says, and what a header tells about its column."""

import re
from collections.abc import Sequence
from itertools import pairwise

from lke_cli.instrument import general_words
from lke_cli.surveys.scale import ADJECTIVES, ScaleWords, read_scale_answer
from lke_cli.surveys.tables import TableRow
from lke_cli.surveys.times import is_date
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

HEADER_ROWS = 30
"""The header is looked for in so many first rows."""

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,99}\.\w{1,30}")
_PHONE = re.compile(r"\+?\d[\d\s().\-]{7,18}")
_EMAIL_INSIDE = re.compile(r"[^@\s,;:()<>]{1,64}@[^@\s,;:()<>]{1,99}\.\w{1,30}")
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s().\-]{0,2}\d){8,}")

_CONTACT = re.compile(
    r"\b(e-?mail|surel|telepon|telp|tlp|hp|handphone|ponsel|whats ?app|wa|nik|ktp|kontak|phone|instagram)\b"
)
_NO_PERSON = (
    "layanan|pelayanan|unit|loket|instansi|kantor|satker|satuan kerja|dinas|lembaga|perusahaan|sekolah|kegiatan|program"
    "|survei|kecamatan|kelurahan|desa|kabupaten|kota|provinsi"
)
_PERSON = re.compile(rf"\b(nama|name|alamat|username|akun)\b(?!( jenis)? ({_NO_PERSON})\b)")
_STRONG_TIME = re.compile(
    r"timestamp|cap waktu|stempel waktu|waktu (isi|pengisian|kirim)|tanggal (isi|pengisian|kirim)"
)
_TIME = re.compile(rf"{_STRONG_TIME.pattern}|tanggal|\btgl\b|\bdate\b|\btime\b|^waktu$")
_ASKS_FOR_A_FACT = re.compile(r"\b(apa|apa saja|mana|siapa|berapa|kapan)\b")


# A header is of a kind where all its words are of the kind's own or those that may stand beside them. So "Jenis
# pelayanan" is data of the respondent, and "Informasi sesuai tingkat pendidikan masyarakat" is a question.
_WORDS = general_words()
_BESIDE = frozenset(_WORDS.beside)
_PROFILE = frozenset(_WORDS.profile)
_FREE_TEXT = frozenset(_WORDS.remark)
_PEOPLE = frozenset(_WORDS.people)
_KEYS = frozenset(("id", "uuid", "guid"))
_KEY_WORDS = 3
_NUMBERED = re.compile(r"[a-z]{1,40}( [a-z]{1,40})? \d{1,2}")


def header_words(header: str) -> str:
    """Return a header's letters and digits, lower case, single spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", header.lower()))


def is_profile(plain: str) -> bool:
    """Return whether a header (see :func:`header_words`) names data of the respondent, a counter or a total.

    ``Skor 3`` and ``Nomor 4`` are questions by their number.
    """
    return not _NUMBERED.fullmatch(plain) and _is_of(plain, _PROFILE)


def is_like_profile(plain: str) -> bool:
    """Return whether a short header at least mentions such data."""
    words = plain.split()
    return len(words) <= 5 and not _NUMBERED.fullmatch(plain) and not _PROFILE.isdisjoint(words)


def is_identifier(header: str) -> bool:
    """Return whether a short header names a key of a database: ``id_user``, ``RespondentID``, ``_uuid``."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header[:100])
    plain = header_words(words).split()
    return 0 < len(plain) <= _KEY_WORDS and not _KEYS.isdisjoint((plain[0], plain[-1]))


def is_free_text(plain: str) -> bool:
    """Return whether a header asks for a remark."""
    return _is_of(plain, _FREE_TEXT)


def is_contact(header: str) -> bool:
    """Return whether a header names e-mail, phone or identity numbers."""
    return _CONTACT.search(header.lower()) is not None


def is_personal(plain: str) -> bool:
    """Return whether a header names a person or an address."""
    return _PERSON.search(plain) is not None or _is_of(plain, _PEOPLE)


def begins_personal(plain: str) -> bool:
    """Return whether a header begins with ``nama`` and the like, so that its cells are names however few they are."""
    return _PERSON.match(plain) is not None


def is_time(plain: str, *, sent: bool = False) -> bool:
    """Return whether a header names a time; sent: that of sending the form, and no other."""
    return (_STRONG_TIME if sent else _TIME).search(plain) is not None


def is_sentence(plain: str) -> bool:
    """Return whether a header states something that can be judged, as questions do; it does not ask for a fact."""
    words = plain.split()
    return len(words) >= 4 and not _is_of(plain, _PROFILE | _FREE_TEXT) and not _ASKS_FOR_A_FACT.search(plain)


def _is_of(plain: str, own: frozenset[str]) -> bool:
    words = set(plain.split())
    return not words.isdisjoint(own) and words <= own | _BESIDE


_TITLE = re.compile(
    r"\b(bapak|bpk|pak|ibu|bu|sdr|sdri|tn|ny|drs?|dra|hj?|ir|s\.?(e|h|t|pd|kom|sos|ip|ag)|m\.?(m|h|si|pd))\b\.?,?\s"
)
_BRACKETS = re.compile(r"(.{0,500})\[([^\[\]]{1,500})\]\W{0,9}")
_SCORES = frozenset(_WORDS.scores)
_SCORED = re.compile(r"\s{0,3}([a-z]{1,10}(?: [a-z]{1,10})?)\s{0,3}[-–:]\s{0,3}\S.{0,2000}", re.IGNORECASE | re.DOTALL)


def in_brackets(header: str) -> str:
    """Return what stands in brackets at the end of a header, ``""`` where nothing does.

    Form tools write a grid's question so: ``Penilaian Anda [Waktu penyelesaian]``.
    """
    match = _BRACKETS.fullmatch(header)
    return match[2].strip() if match else ""


def before_brackets(header: str) -> str:
    """Return what stands before the brackets at the end of a header, ``""`` where there are none."""
    match = _BRACKETS.fullmatch(header)
    return match[1].strip() if match else ""


def is_score_column(header: str) -> bool:
    """Return whether a form tool wrote a column about another: ``Waktu penyelesaian [Score]``, ``Points - Waktu``."""
    before = _SCORED.fullmatch(header)
    parts = (header_words(in_brackets(header)), header_words(before[1]) if before else "")
    return any(words and set(words.split()) <= _SCORES for words in parts)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of these entries, a longer one before those that it begins with."""
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")


_BESIDE_TITLE = _any_of(_WORDS.importance)
_PERFORMANCE_TITLE = _any_of(_WORDS.performance)


def importance_of(header: str) -> str | None:
    """Return what a header says the importance or expectation of, None where it does not speak of that first."""
    plain = header_words(header)
    if not _BESIDE_TITLE.search(plain):
        return None
    return " ".join(_BESIDE_TITLE.sub(" ", plain).split())


def performance_of(header: str) -> str:
    """Return what a header says the satisfaction or performance of: the header without these words."""
    return " ".join(_PERFORMANCE_TITLE.sub(" ", header_words(header)).split())


def masked(header: str) -> str:
    """Return a header on one line, with e-mail addresses and long numbers taken out: it may be a person's."""
    return _LONG_NUMBER.sub("[nomor]", _EMAIL_INSIDE.sub("[e-mail]", one_line(header)))


def holds_contact(text: str) -> bool:
    """Return whether an e-mail address or a long number stands in a text."""
    return _EMAIL_INSIDE.search(text) is not None or _LONG_NUMBER.search(text) is not None


def is_a_person(text: str) -> bool:
    """Return whether a text holds what stands before or behind a person's name."""
    return _TITLE.search(text.lower() + " ") is not None


def is_answer(cell: CellValue, vocabulary: ScaleWords) -> bool:
    """Return whether a cell holds a whole number of a scale or words of one."""
    read = read_scale_answer(cell, vocabulary)
    return read.phrase is not None or (read.number is not None and read.number in range(1, vocabulary.longest + 1))


def find_header(head: Sequence[TableRow], likely: Sequence[int], vocabulary: ScaleWords) -> int | None:
    """Return the row that names most answer columns, of those that can be a header; a respondent's row never is.

    A row that only numbers the columns (1, 2, 3, ...) is the header where no row has words.
    """
    best, header_row, numbering = 1, None, None
    for number, row in enumerate(head[:HEADER_ROWS]):
        cells = [row[i] for i in likely if i < len(row)]
        if is_numbering(cells):
            numbering = number if numbering is None else numbering
            continue
        places = [i for i in likely if i < len(row)]
        named = {i for i in places if _is_name(head, number, i, vocabulary)}
        answers = {i for i in places if is_answer(row[i], vocabulary)}
        enough = len(named) >= best and 2 * len(named) >= len(likely) and len(named) > 2 * len(answers - named)
        if enough and not _is_respondent(head, number):
            best, header_row = len(named), number
        elif 2 * len(answers) >= len(likely):
            break
    return numbering if header_row is None else header_row


def _is_name(head: Sequence[TableRow], number: int, column: int, vocabulary: ScaleWords) -> bool:
    """Return whether a cell names its column: a text that is no answer, or one unlike all that stands below it.

    ``Ramah`` above 4, 3, 4 is a header, above ``Sangat ramah`` it is an answer; so is ``1. Petugas jujur`` above 4, 3.
    """
    cell = head[number][column]
    if not isinstance(cell, str) or not cell.strip():
        return False
    if not is_answer(cell, vocabulary):
        return True
    below = {row[column] for row in head[number + 1 :] if column < len(row)} - {""}
    phrase = read_scale_answer(cell, vocabulary).phrase
    if phrase is None:
        return _is_numbered(cell, vocabulary) and bool(below) and not any(_is_numbered(c, vocabulary) for c in below)
    words = phrase.split()
    phrases = (read_scale_answer(other, vocabulary).phrase or "" for other in below)
    same = any(other.split()[-len(words) :] == words for other in phrases)
    return phrase in ADJECTIVES and bool(below) and not same


def _is_numbered(cell: CellValue, vocabulary: ScaleWords) -> bool:
    """Return whether a cell is a number with words that no scale has."""
    if not isinstance(cell, str) or not re.search(r"[a-zA-Z]{2}", cell):
        return False
    read = read_scale_answer(cell, vocabulary)
    return read.number is not None and read.phrase is None


def _is_respondent(head: Sequence[TableRow], number: int) -> bool:
    """Return whether a row holds a contact or a date, the same text twice, or texts that stand below it again."""
    row = head[number]
    texts = [as_text(cell) for cell in row if cell != ""]
    if any(EMAIL.fullmatch(t) or _PHONE.fullmatch(t) for t in texts) or any(map(is_date, row)):
        return True
    if len(set(texts)) * 2 < len(texts):
        return True
    below = [other for other in head[number + 1 :] if list(other) != list(row)]  # a header may be repeated whole
    return any(
        isinstance(cell, str) and cell.strip() and any(i < len(other) and other[i] == cell for other in below)
        for i, cell in enumerate(row)
    )


def is_numbering(cells: Sequence[CellValue]) -> bool:
    """Return whether cells count 1, 2, 3, ... as a header of question numbers does."""
    numbers = [number for number in (read_scale_answer(cell).number for cell in cells) if number is not None]
    return len(numbers) > 4 and 2 * len(numbers) >= len(cells) and all(b == a + 1 for a, b in pairwise(numbers))


def header_texts(
    head: Sequence[TableRow], header_row: int | None, width: int, likely: Sequence[int]
) -> tuple[list[str], list[str]]:
    """Return each column's header, and the title of the group of columns that it stands under (``""`` without one)."""
    if header_row is None:
        return [""] * width, [""] * width

    def text(row: int, column: int) -> str:
        return masked(as_text(head[row][column])) if column < len(head[row]) else ""

    own = [text(header_row, i) for i in range(width)]
    above = [text(header_row - 1, i) for i in range(width)] if header_row else [""] * width
    groups, title = [""] * width, ""
    for i in range(width):
        title = (above[i] or title) if own[i] else ""
        groups[i] = title
    # A merged header of two rows has a title over several questions, and leaves the lower cell empty where it spans
    # both rows. Anything else above a header (who printed it, for whom) is none; nor is a row with a contact.
    contact = header_row > 0 and any(masked(text) != one_line(text) for text in map(as_text, head[header_row - 1]))
    spans = not contact and any(
        above[i] and i in likely and own[i] and i + 1 in likely and own[i + 1] and not above[i + 1]
        for i in range(width - 1)
    )
    if not spans:
        return own, [""] * width
    return [mine or above[i] for i, mine in enumerate(own)], groups
