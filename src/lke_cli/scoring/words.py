"""The words of Indonesian that the reading of clauses rests on, and a rough stem by which forms of one word are one.

What is asked for comes from the form, other ways of writing these words from the rubric (``scoring.wording``).
"""

from collections.abc import Sequence
from functools import lru_cache

from lke_cli.patterns import later

WORD = later(r"[a-z0-9%]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATORS = _words("belum tidak tanpa")
# What follows makes it no denial: 'tidak hanya', 'tidak lebih dari', 'belum seluruh' (which is a share).
NO_DENIAL = _words(
    """
    hanya sekadar sekedar lain lebih kurang tentu perlu saja seluruh semua segenap seluruhnya semuanya sepenuhnya
    """
)
# What follows what is denied and limits it: 'tidak ada yang diproses lebih dari tiga hari', 'tidak ada SOP baru'.
LIMITS = _words("lebih kurang melebihi melewati tanpa selain kecuali baru tambahan lain lainnya lagi")
SOME_WORDS = _words(
    "seluruh semua segenap seluruhnya semuanya sebagian mayoritas beberapa setiap tiap hampir masing yang"
)
DONE_BEFORE = _words("telah sudah")
PLANNED = _words(
    "akan rencananya direncanakan dijadwalkan diusulkan diharapkan sedang menunggu ditargetkan nantinya berencana"
)
EXISTS = _words("ada terdapat tersedia memiliki mempunyai punya")
THERE_OR_DONE = EXISTS | _words("dilakukan dilaksanakan terlaksana diadakan diselenggarakan")
# Verbs that only say that something is: what they are said of is what counts.
LIGHT = EXISTS | _words(
    """
    adanya dimiliki dilakukan melakukan dilaksanakan melaksanakan terlaksana diadakan mengadakan diselenggarakan
    menyelenggarakan dibuat membuat diberikan memberikan memberi menjadi dijadikan berupa merupakan pernah dapat bisa
    mampu secara mulai selesai terlihat tampak dirasakan terasa terwujud muncul mencapai
    memuat menyajikan menjangkau mencakup meliputi menyentuh memperoleh mendapat mendapatkan
    """
)
FILLER = LIGHT | _words(
    """
    jika yang telah sudah dan di ke dari untuk pada dalam dengan atas oleh atau bagi ini itu adalah sebagai serta agar
    akan para terhadap unit kerja kami kita satuan kantor instansi ya juga selalu masih baru hanya pun lagi maka
    belum tidak tanpa seluruh semua segenap seluruhnya semuanya sepenuhnya sebagian besar kecil mayoritas hampir
    beberapa setiap tiap per sebanyak minimal paling sedikit kali sekali tahun bulan setahun tahunnya berjalan lalu
    pelaksanaan selama sepanjang sejak sampai saat hingga kini sekarang mereka orang januari februari maret april mei
    juni juli agustus september oktober november desember nya tersebut sebelumnya antara
    lain yaitu yakni sama dua tiga empat lima satu enam bahwa
    tetapi namun tapi sedangkan kepada terkait melalui ternyata memang hari minggu pekan lebih triwulan semester
    triwulanan semesteran bulanan tahunan dilakukannya dilaksanakannya baik maupun kira karenanya
    """
)
# Nouns that only lead to what a sentence is about: 'dokumen rencana kerja', 'upaya pembangunan budaya kerja'.
LEADING = _words(
    """
    dokumen upaya proses laporan kebijakan sistem jumlah sk surat akun tautan link sambungan kanal keputusan draf
    draft konsep jenis unsur butir poin aspek tahapan tahap tingkat mekanisme pemberian penyampaian sdm kegiatan
    hasil catatan rekomendasi temuan saran masukan
    """
)
# Whoever acts for the unit: 'tim belum melakukan evaluasi'.
ACTORS = _words("tim panitia satker kami penanggung pihak kasubbag kasi")
# What says how well, not what: 'belum memberi kontribusi nyata'.
HOW_WELL = _words("nyata konkret konkrit optimal maksimal baik penuh jelas resmi berarti signifikan apapun")
# Before a word that is not what a sentence is about: 'oleh tim'.
PREPOSITIONS = _words("oleh di ke dari untuk pada dalam dengan bagi terhadap kepada atas melalui lewat")
# After these no subject follows: 'masih parsial'.
NO_SUBJECT = PREPOSITIONS | _words("masih sudah telah baru hanya")
# Words that look like verbs (di-, me-) and are none.
_NO_VERBS = _words(
    """
    melalui menuju menurut meskipun mengenai metode mekanisme digital disiplin diklat direktur direktorat divisi dimana
    dialog menteri mereka memang medium mediasi merek meteran
    """
)
# Verbs by which a thing comes to be: without them it is not there.
_MADE = _words(
    """
    disusun dibentuk ditetapkan diterbitkan dibangun disahkan ditandatangani penandatanganan tandatangan
    penyusunan pembentukan penetapan penerbitan pengesahan rancangan
    """
)
MANNERS = {
    "berkala": "berkala", "rutin": "berkala", "periodik": "berkala", "teratur": "berkala", "reguler": "berkala",
    "terus": "terus", "menerus": "terus", "kontinu": "terus", "berkelanjutan": "berkelanjutan",
}  # fmt: skip
NUMBERS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11,
}  # fmt: skip


_PREFIX = later(
    r"(?:di(?:per(?!i)|ber)?|ke(?:ter|ber)?|ter|ber|per(?!i)|mem(?:per(?!i)|ber)?|meng|meny|men|me|peng|peny|pem(?:ber)?|pen|pe)"
)
_SUFFIX = later(r"(?:nya)?(?:kan|an|i)?$")
_OTHER_VERB = later(r"(?:ber|ter)[a-z]{4}")
_SHORTEST = 3
_YEAR_DIGITS = 4


def is_filler(word: str) -> bool:
    """Return whether a word tells nothing of what is asked for."""
    return word in FILLER or (word.endswith("nya") and word[:-3] in FILLER)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a rough stem, the same for the forms of one verb: ``menyusun``, ``disusun``, ``penyusunan``."""
    if word in MANNERS:
        return MANNERS[word]
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
    return [stem(word) for word in words if not is_filler(word) and not word.isdigit()]


MADE = frozenset(stem(word) for word in _MADE)
"""Stems of the verbs by which a thing comes to be."""
OUTCOME_STEMS = frozenset([stem("hasil")])
"""Stems of what comes out of an evaluation, whatever it is called: a clause may be about it unasked."""
HEADS = frozenset([stem("pimpinan")])
"""Stems of those who sign: 'belum ditandatangani pimpinan' says no more than 'belum ditandatangani'."""


def is_verb(word: str) -> bool:
    """Return whether a word says that something is done: ``dibentuk``, ``melibatkan``."""
    return len(word) > 5 and word.startswith(("di", "me")) and word not in LIGHT and word not in _NO_VERBS


def is_count(word: str) -> bool:
    """Return whether a word is a number of things: a figure too short for a year, or a word for one."""
    return word in NUMBERS or (word.isdigit() and len(word) < _YEAR_DIGITS)


def is_acted(word: str) -> bool:
    """Return whether a word may be a verb that ``is_verb`` does not tell: ``berjalan``, ``terlaksana``."""
    return _OTHER_VERB.match(word) is not None


def tells(word: str) -> bool:
    """Return whether a word says what a sentence is about."""
    return not (is_filler(word) or word.isdigit() or base(word) in LEADING)


def base(word: str) -> str:
    """Return a word without -nya: ``hasilnya`` is hasil."""
    return word.removesuffix("nya")
