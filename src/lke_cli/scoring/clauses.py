"""What an Indonesian sentence says of what: denied, asserted, of which share, how many times, how often.

No grammar, only what it takes to hold a narrative against the text of an option: both are read in the same way, and
words are compared by a rough stem (``diterapkan``, ``menerapkan`` and ``penerapan`` are one). The words here are those
of the language; what is asked for comes from the form.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from lke_cli.patterns import later
from lke_cli.scoring.words import (
    ACTORS,
    DONE_BEFORE,
    EXISTS,
    FILLER,
    HOW_WELL,
    LEADING,
    LIGHT,
    LIMITS,
    MANNERS,
    NEGATORS,
    NO_DENIAL,
    NO_SUBJECT,
    NUMBERS,
    PLANNED,
    PREPOSITIONS,
    SOME_WORDS,
    THERE_OR_DONE,
    WORD,
    base,
    is_count,
    is_filler,
    is_verb,
    stem,
    stems,
    tells,
)

Share = Literal["seluruh", "sebagian besar", "sebagian kecil", "sebagian", "belum seluruh", "tidak ada"]

_SENTENCE = later(r"[;!?\n]|\.(?=\s|$)|:(?=\s)(?<!20\d\d:)(?!\s\d{1,3} ?%)")
_ASIDE = later(r"(?<!\s)\s*+\((?!\s*\d{1,3}(?:[.,]\d+)? ?%\s*\))[^)]{0,500}+\)\s*+")
_CLAUSE = later(r",|\b(?:namun|tetapi|tapi|sedangkan|melainkan|meskipun|walaupun|meski|sehingga)\b")
_AND_THEN = later(r"\b(?:dan|serta)\b(?= (?:(?:telah|sudah|belum|tidak)\b|(?:di|me)\w{4}|\w+nya\b))")
_CIRCUMSTANCE = later(
    r"(?<=\S )\b(?:karena|sejak (?:di|me)\w+|setelah|sesudah|sebelum|ketika|apabila|bila|jika|agar|supaya|akibat"
    r"|mengingat|sambil|guna|dengan (?:nilai|jumlah|total|responden|rata|rincian|skor|predikat))\b.*"
)
_GRADED = later(r"\b(?:seluruh|sebagian) .*")
MONTHS_NAMED = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_SOME_TIME = later(
    rf"\b(?:triwulan|semester|tahap|termin) (?:[ivx]+|\d)\b|\b(?:tahun lalu|dulu|dahulu|semula|awalnya|awal)\b|"
    rf"\bpada (?:bulan )?(?:{MONTHS_NAMED})\b"
)
_TIMES = later(
    rf"\b(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)})\s*(?:kali|x)\b(?! lipat| ini| pertama)"
    r"|(?:(?<=hanya )|(?<=baru )|(?<=dilakukan )|(?<=dilaksanakan )|(?<=diadakan )|(?<=diselenggarakan ))sekali\b"
    r"(?! lagi)"
    r"|\bsekali (?=dalam setahun|setahun|dalam satu tahun)"
)
_ONLY_ONCE = later(
    r"\b(?:hanya|baru)\b(?: \w+){0,4} (?:sekali|(?:satu|1) kali)\b(?! (?:dalam|per|setiap|tiap|se))"
    r"|\b(?:sekali|(?:satu|1) kali) saja\b"
)
_ONLY = later(r"\bhanya\b")
_STILL = later(r"\bmasih (?:ada|terdapat|banyak|ditemukan)\b")
_WINDOW = 8  # words behind 'hanya' that may be what it limits
_PERCENT = later(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?) ?%")
_OTHER_PERIOD = later(
    rf"\s*+(?:dalam |per |setiap |tiap )?(?:(?:\d{{1,2}}|{'|'.join(NUMBERS)}) )?"
    r"(?:bulan|semester|triwulan|minggu|pekan|hari|sebulan|seminggu|sehari)\b"
)
_EACH = r"\b(?:setiap|tiap|per|secara|dilakukan|dilaksanakan|diadakan) "
# Beside each pattern the words of which it needs one: a cheap look before a dear one.
_FREQUENCIES = {
    "bulanan": (
        12,
        ("bulan",),
        later(rf"{_EACH}(?:satu |1 |awal |akhir )?bulan(?:an)?\b(?! [ivx]+\b)|\bsebulan sekali\b"),
    ),
    "triwulanan": (
        4,
        ("wulan", "bulan"),
        later(rf"{_EACH}(?:tri ?wulan(?:an)?|(?:tiga|3) bulan(?:an)?)\b(?! [ivx\d])|\b(?:3|tiga) bulan sekali\b"),
    ),
    "semesteran": (
        2,
        ("semester", "bulan"),
        later(rf"{_EACH}(?:semester(?:an)?|(?:enam|6) bulan(?:an)?)\b(?! [ivx\d])|\b(?:6|enam) bulan sekali\b"),
    ),
    "tahunan": (
        1,
        ("tahun",),
        later(
            rf"{_EACH}(?:satu |1 )?tahun(?:an)?\b(?! \d| ini| lalu| berjalan)|\b(?:setahun|satu tahun|1 tahun) sekali\b"
        ),
    ),
}
_QUANTITIES: tuple[tuple[Share, tuple[str, ...], re.Pattern[str]], ...] = (
    ("belum seluruh", ("belum ", "tidak "), later(r"\b(?:belum|tidak) (?:seluruh|semua|segenap|sepenuh)(nya)?\b")),
    (
        "sebagian besar",
        ("sebagian besar", "mayoritas", "hampir "),
        later(r"\b(?:sebagian besar|mayoritas|hampir (?:semua|seluruh))(nya)?\b"),
    ),
    (
        "sebagian kecil",
        ("sebagian kecil", "beberapa"),
        later(r"\b(?:sebagian kecil|(?:hanya|baru) beberapa)(nya)?\b"),
    ),
    ("sebagian", ("sebagian",), later(r"\bsebagian(nya)?\b(?! besar| kecil)")),
    (
        "seluruh",
        ("seluruh", "semua", "segenap"),
        later(r"(?<!belum )(?<!tidak )(?<!hampir )\b(?:seluruh|semua|segenap)(nya)?\b"),
    ),
)
_OF_QUANTITIES = ("seluruh", "semua", "segenap", "bagian", "mayoritas", "beberapa", "sepenuh")
_HEADING = 3  # telling words before a quantity that it may be said of
_NOUN_WINDOW = 5  # words after a quantity in which its noun is looked for


class Denial(NamedTuple):
    """What is denied. beside: the stem of the word that follows, or a word that limits it (``ada SOP baru``).

    whose: the stem of the thing of which it is denied, in ``ada SOP yang diterapkan``. there: what is denied is that
    there is any.
    """

    stem: str
    beside: str | None = None
    whose: str | None = None
    there: bool = False


class Quantity(NamedTuple):
    """A share, and the stem of what it is said of."""

    share: Share
    noun: str


class Clause(NamedTuple):
    """A clause as read.

    text: the sentence that it is of, as written. subject: the stem that it is about; that of the clause before where it
    has none of its own. verbs: stems of what is done. asserted: what is said to be done, or how. said: all that tells
    something outside a denial. telling: all that tells something. times: how often a year; 0 where it cannot be told.
    frequencies: names of them. planned: it speaks of what is to come. only: the stems of what it limits itself to
    (``hanya ...``). still: of what it says is left (``masih ada ...``). percents: that it names.
    scope: all that stands behind a denial.
    """

    text: str
    subject: str | None
    verbs: frozenset[str]
    denied: tuple[Denial, ...]
    asserted: frozenset[str]
    said: frozenset[str]
    telling: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[int, ...]
    frequencies: tuple[str, ...]
    planned: bool
    only: tuple[str, ...]
    still: tuple[str, ...]
    percents: tuple[float, ...]
    scope: frozenset[str]


def clauses(text: str, plain: Callable[[str], str], *, every: bool = False) -> list[Clause]:
    """Return the main clauses of a text (lower case, single spaces); circumstances (``karena ...``) are left out.

    plain: puts a sentence into the words that are known here. every: take each denial for whole, also one that holds
    for a part or a time, as the texts of options are meant.
    """
    return read_clauses([(sentence, plain(sentence)) for sentence in sentences(without_asides(text))], every=every)


def without_asides(text: str) -> str:
    """Return a text without what stands in brackets."""
    return _ASIDE.sub(" ", text) if "(" in text else text


def read_clauses(sentences_plain: Iterable[tuple[str, str]], *, every: bool = False) -> list[Clause]:
    """Return the main clauses of sentences, each as written and in the words that are known here."""
    read = []
    for sentence, plain in sentences_plain:
        subject = None
        for part in _parts(plain, circumstances=every):
            read.append(_clause(part, subject, sentence, every=every))
            subject = read[-1].subject
    return read


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence and not sentence.isspace()]


def _parts(sentence: str, *, circumstances: bool) -> Iterator[str]:
    for part in _CLAUSE.split(sentence):
        main = _CIRCUMSTANCE.sub("", part.strip())
        # A denial reaches over 'dan': 'belum dipantau dan dievaluasi' denies both.
        first = _AND_THEN.split(main, maxsplit=1)[0]
        pieces = [main] if any(word in NEGATORS for word in first.split()) else _AND_THEN.split(main)
        yield from [piece.strip() for piece in pieces if piece.strip()]
        # An option may grade there: 'kompensasi bila layanan tidak sesuai di seluruh jenis layanan'.
        graded = _GRADED.search(part[len(main) :]) if circumstances else None
        if graded:
            yield graded.group()


def acronyms(text: str) -> Iterator[str]:
    """Yield what the words of a text may be shortened to: ``skm`` for ``survei kepuasan masyarakat``."""
    words = [word for word in WORD.findall(text) if word not in FILLER]
    for length in (3, 4):
        for at in range(len(words) - length + 1):
            yield "".join([word[0] for word in words[at : at + length]])


def frequency_times(name: str) -> int:
    """Return how often a year a frequency is: ``semesteran`` is 2."""
    return _FREQUENCIES[name][0]


def _scope(words: Sequence[str], at: int, denied: Sequence[Denial]) -> frozenset[str]:
    """Return the stems of all that is denied: what stands behind it, and before it where that is its subject."""
    behind, before = stems(words[at:]), stems(words[:at])
    return frozenset([*behind, *(before if any(denial.stem in before for denial in denied) else ())])


def frequency_named(times: int) -> str:
    """Return the name of so many times a year, empty where it has none."""
    return next((name for name, (count, *_) in _FREQUENCIES.items() if count == times), "")


def _clause(text: str, before: str | None, sentence: str, *, every: bool) -> Clause:
    words = WORD.findall(text)
    negators = [i for i, word in enumerate(words) if word in NEGATORS and _denies(words, i, relative=every)]
    outside = words[: negators[0]] if negators else words
    head = _head(outside) or (None if outside else before)
    subject = head or before
    of = subject or next((stem(word) for word in outside if tells(word)), None)
    frequencies = () if negators and not every else tuple(_frequencies(text))
    asserted = frozenset(_asserted(outside, subject))
    denied: list[Denial] = []
    if negators and (every or not (_partly(outside) or _SOME_TIME.search(text))):
        for at, end in zip(negators, [*negators[1:], len(words)], strict=True):
            denied += _focus(words[at + 1 : end], of)
    if _ONLY_ONCE.search(text):
        denied.append(Denial(MANNERS["berkala"]))
    return Clause(
        text=sentence.strip(),
        subject=subject,
        verbs=frozenset([stem(word) for word in words if is_verb(word)]),
        denied=tuple(denied),
        asserted=asserted | {MANNERS["berkala"]} if frequencies and not negators else asserted,
        said=frozenset(stems(outside)),
        telling=tuple(stems(words)),
        quantities=tuple(_quantities(text, before)),
        times=tuple(_times(text)),
        frequencies=frequencies,
        planned=not PLANNED.isdisjoint(words),
        scope=_scope(words, negators[0], denied) if denied and negators else frozenset(),
        only=_behind(_ONLY, text),
        still=_behind(_STILL, text),
        percents=tuple([float(percent.replace(",", ".")) for percent in _PERCENT.findall(text)]) if "%" in text else (),
    )


def _behind(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    match = pattern.search(text)
    return tuple(stems(WORD.findall(text[match.end() :])[:_WINDOW])) if match else ()


def _denies(words: Sequence[str], at: int, *, relative: bool) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    return following not in NO_DENIAL and (relative or at == 0 or words[at - 1] != "yang")


def _partly(words: Sequence[str]) -> bool:
    """Return whether what is denied holds only for some: ``3 SOP``, ``sebagian pegawai``."""
    return any(word in SOME_WORDS or is_count(word) for word in words)


def _head(words: Sequence[str]) -> str | None:
    """Return the stem of what a clause is about: its first telling word, past one that only leads to it.

    None where it begins with its verb, its subject left out, with another part of the sentence (``oleh tim``) or with
    what is said of it (``masih parsial``).
    """
    led = None
    for at, word in enumerate(words):
        if is_filler(word) or word.isdigit():
            continue
        if is_verb(word) or word in ACTORS or (at and words[at - 1] in NO_SUBJECT):
            break
        if base(word) not in LEADING:
            return stem(word)
        led = led or (None if word.endswith("nya") else stem(word))
    return led


def _focus(words: Sequence[str], subject: str | None) -> list[Denial]:
    """Return what a denial is about.

    ``tidak (dilakukan) secara berkala``: the manner. ``belum ada SOP yang diterapkan``: the verb. ``belum diterapkan``,
    ``belum memiliki peta``: the next telling word. ``(SOP) belum ada``: the subject.
    """
    manners = [Denial(MANNERS[word]) for word in words if word in MANNERS]
    if manners:
        return manners
    exists = bool(words) and words[0] in EXISTS
    whose = None
    if exists and "yang" in words:
        at = words.index("yang")
        whose, words = _head(words[:at]), words[at + 1 :]
    for at, word in enumerate(words):
        if at and subject and word in PREPOSITIONS and words[at - 1] in LIGHT:
            break  # 'belum dilakukan terhadap ...', 'belum ada dalam ...': what it is said of stands before
        if is_filler(word) or word.isdigit():
            continue
        beside = words[at + 1] if at + 1 < len(words) else ""
        limited = bool(beside) and not is_filler(beside)
        if not (limited and base(word) in LEADING):  # 'belum memiliki dokumen rencana kerja'
            return [_denial(word, beside, whose, there=exists and whose is None)]
    if subject is None or any(word in LIMITS for word in words):
        return []
    return [Denial(subject, there=exists)]


def _denial(word: str, beside: str, whose: str | None, *, there: bool) -> Denial:
    """Return the denial of a word. beside: the word that follows, which may limit it, or only say how well."""
    if beside in LIMITS:
        return Denial(stem(word), beside)
    limited = beside and not is_filler(beside) and beside not in HOW_WELL
    return Denial(stem(word), stem(beside) if limited else None, whose, there)


def _asserted(words: Sequence[str], subject: str | None) -> Iterator[str]:
    for at, word in enumerate(words):
        if word in MANNERS:
            yield MANNERS[word]
        elif word in DONE_BEFORE:
            ahead = words[at + 1 :]
            light = len(ahead) > 1 and ahead[0] in LIGHT and ahead[1] in PREPOSITIONS
            done = subject if light else next(iter(stems(ahead)), subject)
            if done:
                yield done
        elif word in THERE_OR_DONE and subject:
            yield subject
        elif is_verb(word):
            yield stem(word)


def _quantities(text: str, before: str | None) -> Iterator[Quantity]:
    if not any(map(text.__contains__, _OF_QUANTITIES)):
        return
    for share, needed, pattern in _QUANTITIES:
        for match in pattern.finditer(text) if any(map(text.__contains__, needed)) else ():
            ahead = WORD.findall(text[: match.start()])
            nouns = [] if match.group(1) else _nouns(text[match.end() :])
            if match.group(1) or not nouns:  # '(SOP) seluruhnya', '(keterlibatan pegawai) baru sebagian'
                nouns = stems(ahead)[:_HEADING] or ([before] if before else [])
            elif not NEGATORS.isdisjoint(ahead):  # 'belum dibagikan kepada seluruh bagian': to none, or not to all
                continue
            yield from [Quantity(share, noun) for noun in nouns]


def _nouns(text: str) -> list[str]:
    """Return the stems that a quantity before a text is said of: ``jenis pelayanan``, ``catatan/rekomendasi``. None
    where it is said of what stands before it."""
    nouns: list[str] = []
    for word in WORD.findall(text)[:_NOUN_WINDOW]:
        if word == "yang" or is_verb(word):
            break
        if is_filler(word) or word.isdigit():
            continue
        nouns.append(stem(word))
        if base(word) not in LEADING:
            break
    return nouns


def _frequencies(text: str) -> Iterator[str]:
    for name, (_, needed, pattern) in _FREQUENCIES.items():
        if any(map(text.__contains__, needed)) and pattern.search(text):
            yield name


def _times(text: str) -> Iterator[int]:
    if "kali" not in text and "x" not in text:
        return
    for match in _TIMES.finditer(text):
        number = match.group("number")
        if _OTHER_PERIOD.match(text, match.end()):
            yield 0
        else:
            yield 1 if number is None else NUMBERS.get(number) or int(number)
