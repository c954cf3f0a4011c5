"""What an Indonesian sentence says of what: denied, asserted, of which share, how many times, how often.

No grammar, only what it takes to hold a narrative against the text of an option: both are read in the same way, and
words are compared by a rough stem (``diterapkan``, ``menerapkan`` and ``penerapan`` are one). The words here are those
of the language; what is asked for comes from the form.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from lke_cli.patterns import later

Share = Literal["seluruh", "sebagian besar", "sebagian kecil", "sebagian", "belum seluruh", "tidak ada"]

WORD = later(r"[a-z0-9%]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATORS = _words("belum tidak tanpa")
# What follows makes it no denial: 'tidak hanya', 'tidak lebih dari', 'belum seluruh' (which is a share).
_NO_DENIAL = _words(
    """
    hanya sekadar sekedar lain lebih kurang tentu perlu saja seluruh semua segenap seluruhnya semuanya sepenuhnya
    """
)
# What follows what is denied and limits it: 'tidak ada yang diproses lebih dari tiga hari', 'tidak ada SOP baru'.
_LIMITS = _words("lebih kurang melebihi melewati tanpa selain kecuali baru tambahan lain lainnya lagi")
_SOME = _words("seluruh semua segenap seluruhnya semuanya sebagian mayoritas beberapa setiap tiap hampir masing yang")
_DONE = _words("telah sudah")
_PLANNED = _words(
    "akan rencananya direncanakan dijadwalkan diusulkan diharapkan sedang menunggu ditargetkan nantinya berencana"
)
_EXISTS = _words("ada terdapat tersedia memiliki mempunyai punya")
# Verbs that only say that something is: what they are said of is what counts.
_LIGHT = _EXISTS | _words(
    """
    adanya dimiliki dilakukan melakukan dilaksanakan melaksanakan terlaksana diadakan mengadakan diselenggarakan
    menyelenggarakan dibuat membuat diberikan memberikan memberi menjadi dijadikan berupa merupakan pernah dapat bisa
    mampu secara mulai selesai
    """
)
_FILLER = _LIGHT | _words(
    """
    jika yang telah sudah dan di ke dari untuk pada dalam dengan atas oleh atau bagi ini itu adalah sebagai serta agar
    akan para terhadap unit kerja kami kita satuan kantor instansi ya juga selalu masih baru hanya pun lagi maka
    belum tidak tanpa seluruh semua segenap seluruhnya semuanya sepenuhnya sebagian besar kecil mayoritas hampir
    beberapa setiap tiap per sebanyak minimal paling sedikit kali sekali tahun bulan setahun tahunnya berjalan lalu
    selama sepanjang sejak sampai saat hingga januari februari maret april mei juni juli agustus september oktober
    november desember nya tersebut sebelumnya antara lain yaitu yakni sama dua tiga empat lima satu enam bahwa
    tetapi namun tapi sedangkan kepada terkait melalui ternyata memang hari minggu pekan lebih triwulan semester
    triwulanan semesteran bulanan tahunan dilakukannya dilaksanakannya
    """
)
# Words that look like verbs (di-, me-) and are none.
_NO_VERBS = _words(
    """
    melalui menuju menurut meskipun mengenai metode mekanisme digital disiplin diklat direktur direktorat divisi dimana
    dialog menteri mereka memang medium mediasi merek meteran
    """
)
# Verbs by which a thing comes to be: without them it is not there.
_MADE = _words("disusun dibentuk ditetapkan ditunjuk diterbitkan dibangun disahkan")
_MANNERS = {
    "berkala": "berkala", "rutin": "berkala", "periodik": "berkala", "teratur": "berkala", "reguler": "berkala",
    "terus": "terus", "menerus": "terus", "kontinu": "terus", "berkelanjutan": "berkelanjutan",
}  # fmt: skip
_NUMBERS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11,
}  # fmt: skip

_SENTENCE = later(r"[;!?\n]|\.(?=\s|$)|:(?=\s)")
_ASIDE = later(r"(?<!\s)\s*+\([^)]{0,500}+\)\s*+")
_CLAUSE = later(r",|\b(?:namun|tetapi|tapi|sedangkan|melainkan|meskipun|walaupun|meski)\b")
_AND_THEN = later(r"\b(?:dan|serta)\b(?= (?:(?:telah|sudah|belum|tidak)\b|(?:di|me)\w{4}|\w+nya\b))")
_CIRCUMSTANCE = later(
    r"(?<=\S )\b(?:karena|sehingga|setelah|sesudah|sebelum|ketika|apabila|bila|jika|agar|supaya|akibat"
    r"|mengingat|sambil|guna)\b.*"
)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_SOME_TIME = later(
    rf"\b(?:triwulan|semester|tahap|termin) (?:[ivx]+|\d)\b|\b(?:tahun lalu|dulu|dahulu|semula|awalnya|awal)\b|"
    rf"\bpada (?:bulan )?(?:{_MONTHS})\b"
)
_TIMES = later(
    rf"\b(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})\s*(?:kali|x)\b(?! lipat| ini| pertama)"
    r"|(?:(?<=hanya )|(?<=baru )|(?<=dilakukan )|(?<=dilaksanakan )|(?<=diadakan )|(?<=diselenggarakan ))sekali\b"
    r"(?! lagi)"
    r"|\bsekali (?=dalam setahun|setahun|dalam satu tahun)"
)
_OTHER_PERIOD = later(
    rf"\s*+(?:dalam |per |setiap |tiap )?(?:(?:\d{{1,2}}|{'|'.join(_NUMBERS)}) )?"
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
        later(rf"{_EACH}(?:satu |1 )?tahun(?:an)?\b(?! \d)|\b(?:setahun|satu tahun|1 tahun) sekali\b"),
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
    ("sebagian", ("sebagian",), later(r"\bsebagian\b()(?! besar| kecil)")),
    (
        "seluruh",
        ("seluruh", "semua", "segenap"),
        later(r"(?<!belum )(?<!tidak )(?<!hampir )\b(?:seluruh|semua|segenap)(nya)?\b"),
    ),
)
_OF_QUANTITIES = ("seluruh", "semua", "segenap", "bagian", "mayoritas", "beberapa", "sepenuh")
_NOUN_WINDOW = 3  # words after a quantity in which its noun is looked for

_PREFIX = later(
    r"(?:di(?:per(?!i)|ber)?|ke(?:ter|ber)?|ter|ber|per(?!i)|mem(?:per(?!i)|ber)?|meng|meny|men|me|peng|peny|pem(?:ber)?|pen|pe)"
)
_SUFFIX = later(r"(?:nya)?(?:kan|an|i)?$")
_SHORTEST = 3


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a rough stem, the same for the forms of one verb: ``menyusun``, ``disusun``, ``penyusunan``."""
    if word in _MANNERS:
        return _MANNERS[word]
    word = word.removesuffix("nya") if len(word) > _SHORTEST + 4 else word
    if len(word) <= _SHORTEST + 1:
        return word
    match = _PREFIX.match(word)
    if match and len(word) - match.end() > _SHORTEST:
        word = word[match.end() :]
    for _ in range(2):
        bare = _SUFFIX.sub("", word, count=1)
        word = bare if len(bare) >= _SHORTEST else word
    # '-kan' and '-an' after a k look the same: 'perbaikan', 'memperbaiki'.
    word = word.removesuffix("k") if len(word) > _SHORTEST else word
    # A nasal prefix swallows the first consonant: 'menyusun' has lost the s that 'disusun' has.
    return word[1:] if word[0] in "kpstmn" and len(word) > _SHORTEST else word


def stems(words: Sequence[str]) -> list[str]:
    """Return the stems of the words that tell something, in their order."""
    return [stem(word) for word in words if word not in _FILLER and not word.isdigit()]


MADE = frozenset(stem(word) for word in _MADE)
"""Stems of the verbs by which a thing comes to be."""


class Denial(NamedTuple):
    """What is denied. beside: the stem of the word that follows, or a word that limits it (``ada SOP baru``).

    whose: the stem of the thing of which it is denied, in ``ada SOP yang diterapkan``.
    """

    stem: str
    beside: str | None = None
    whose: str | None = None


class Quantity(NamedTuple):
    """A share, and the stem of what it is said of."""

    share: Share
    noun: str


class Clause(NamedTuple):
    """A clause as read.

    subject: the stem that it is about; that of the clause before where it has none of its own. verbs: stems of what is
    done. asserted: what is said to be done, or how. said:
    all that tells something outside a denial. telling: all that tells something. times: how often a year; 0 where it
    cannot be told. frequencies: names of them. planned: it speaks of what is to come.
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


def clauses(text: str, *, every: bool = False) -> list[Clause]:
    """Return the main clauses of a text (lower case, single spaces); circumstances (``karena ...``) are left out.

    every: take each denial for whole, also one that holds for a part or a time, as the texts of options are meant.
    """
    text = text.replace("tindak lanjut", "tindaklanjut").replace("monev", "monitoring evaluasi")
    if "(" in text:
        text = _ASIDE.sub(" ", text)
    found = []
    for sentence in sentences(text):
        subject = None
        for part in _parts(sentence):
            found.append(_clause(part, subject, every=every))
            subject = found[-1].subject
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return _SENTENCE.split(text)


def _parts(sentence: str) -> Iterator[str]:
    for part in _CLAUSE.split(sentence):
        main = _CIRCUMSTANCE.sub("", part.strip())
        # A denial reaches over 'dan': 'belum dipantau dan dievaluasi' denies both.
        first = _AND_THEN.split(main, maxsplit=1)[0]
        pieces = [main] if any(word in NEGATORS for word in first.split()) else _AND_THEN.split(main)
        yield from [piece.strip() for piece in pieces if piece.strip()]


def acronyms(text: str) -> Iterator[str]:
    """Yield what the words of a text may be shortened to: ``skm`` for ``survei kepuasan masyarakat``."""
    words = [word for word in WORD.findall(text) if word not in _FILLER]
    for length in (3, 4):
        for at in range(len(words) - length + 1):
            yield "".join([word[0] for word in words[at : at + length]])


def frequency_times(name: str) -> int:
    """Return how often a year a frequency is: ``semesteran`` is 2."""
    return _FREQUENCIES[name][0]


def _clause(text: str, before: str | None, *, every: bool) -> Clause:
    words = WORD.findall(text)
    negators = [i for i, word in enumerate(words) if word in NEGATORS and _denies(words, i)]
    outside = words[: negators[0]] if negators else words
    head = _head(outside) or (None if outside else before)
    subject = head or before
    denied: list[Denial] = []
    if negators and (every or not (_partly(outside) or _SOME_TIME.search(text))):
        for at, end in zip(negators, [*negators[1:], len(words)], strict=True):
            denied += _focus(words[at + 1 : end], subject)
    return Clause(
        text=text,
        subject=subject,
        verbs=frozenset([stem(word) for word in words if _is_verb(word)]),
        denied=tuple(denied),
        asserted=frozenset(_asserted(outside, subject)),
        said=frozenset(stems(outside)),
        telling=tuple(stems(words)),
        quantities=tuple(_quantities(text, before)),
        times=tuple(_times(text)),
        frequencies=tuple(_frequencies(text)),
        planned=not _PLANNED.isdisjoint(words),
    )


def _is_verb(word: str) -> bool:
    return len(word) > 5 and word.startswith(("di", "me")) and word not in _LIGHT and word not in _NO_VERBS


def _denies(words: Sequence[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    return following not in _NO_DENIAL and (at == 0 or words[at - 1] != "yang")


def _partly(words: Sequence[str]) -> bool:
    """Return whether what is denied holds only for some: ``3 SOP``, ``sebagian pegawai``."""
    return any(word in _SOME or word in _NUMBERS or (word.isdigit() and len(word) < 4) for word in words)


def _head(words: Sequence[str]) -> str | None:
    """Return the stem of the first telling word; None where the clause begins with its verb, its subject left out."""
    first = next((word for word in words if word not in _FILLER and not word.isdigit()), None)
    return None if first is None or _is_verb(first) else stem(first)


def _focus(words: Sequence[str], subject: str | None) -> list[Denial]:
    """Return what a denial is about.

    ``tidak (dilakukan) secara berkala``: the manner. ``belum ada SOP yang diterapkan``: the verb. ``belum diterapkan``,
    ``belum memiliki peta``: the next telling word. ``(SOP) belum ada``: the subject.
    """
    manners = [Denial(_MANNERS[word]) for word in words if word in _MANNERS]
    if manners:
        return manners
    whose = None
    if words and words[0] in _EXISTS and "yang" in words:
        at = words.index("yang")
        whose = next(iter(stems(words[:at])), None)
        words = words[at + 1 :]
    for at, word in enumerate(words):
        if word not in _FILLER and not word.isdigit():
            beside = words[at + 1] if at + 1 < len(words) else ""
            if beside in _LIMITS:
                return [Denial(stem(word), beside)]
            return [Denial(stem(word), stem(beside) if beside and beside not in _FILLER else None, whose)]
    return [Denial(subject)] if subject else []


def _asserted(words: Sequence[str], subject: str | None) -> Iterator[str]:
    for at, word in enumerate(words):
        if word in _MANNERS:
            yield _MANNERS[word]
        elif word in _DONE:
            done = next(iter(stems(words[at + 1 :])), subject)
            if done:
                yield done


def _quantities(text: str, before: str | None) -> Iterator[Quantity]:
    if not any(map(text.__contains__, _OF_QUANTITIES)):
        return
    for share, needed, pattern in _QUANTITIES:
        for match in pattern.finditer(text) if any(map(text.__contains__, needed)) else ():
            ahead = WORD.findall(text[: match.start()])
            if match.group(1):
                nouns = [each for each in (_head(ahead) or before,) if each]
            elif NEGATORS.isdisjoint(ahead):
                nouns = _nouns(text[match.end() :])
            else:  # 'belum dibagikan kepada seluruh bagian': to none, or not to all
                continue
            yield from [Quantity(share, noun) for noun in nouns]


def _nouns(text: str) -> list[str]:
    """Return the stem that a quantity before a text is said of; more than one for ``catatan/rekomendasi``."""
    for token in text.split()[:_NOUN_WINDOW]:
        nouns = stems(WORD.findall(token))
        if nouns:
            return nouns if "/" in token else nouns[:1]
    return []


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
            yield 1 if number is None else _NUMBERS.get(number) or int(number)
