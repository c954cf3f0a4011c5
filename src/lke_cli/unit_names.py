"""What a title, a file name or a folder's name says of the unit it is of. Text in, name out; ``""`` where it says none.

The words of institutions stand in the tables at the top.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lke_cli.patterns import later
from lke_cli.untrusted import one_line
from lke_cli.values import CellValue, as_text

PLACE_WORDS = frozenset({"kpu", "kab", "kabupaten", "kota", "prov", "provinsi"})
"""What the name of a place follows."""
COMMON_WORDS = PLACE_WORDS | frozenset(
    re.findall(
        r"\w+",
        """
        komisi pemilihan umum republik indonesia ri kementerian lembaga instansi pemerintah wilayah kantor dinas badan
        balai loka rumah sakit pengadilan negeri tinggi agama kejaksaan sekretariat inspektorat
        unit satker satuan kerja organisasi nama
        """,
    )
)
"""Words that name no single unit."""
_ORGANISATION = later(
    r"\b(?:kpu|komisi|kab(?:upaten)?|kota|provinsi|dinas|badan|pengadilan|kejaksaan|kantor|balai|loka|rumah sakit|rsud|"
    r"rsup|polres|polda|lapas|rutan|satuan kerja|satker|sekretariat|universitas|politeknik|inspektorat|puskesmas)\b",
    re.IGNORECASE,
)
_YEAR = r"(?:(?:tahun|ta)(?: anggaran)?[ .]*)?(?:19|20)\d\d"
_FORM = (
    rf"lembar kerja evaluasi|zona integritas|penilaian mandiri|pembangunan|menuju|lke|zi|wbk|wbbm|pmpzi|{_YEAR}|"
    r"wilayah bebas (?:dari )?korupsi|wilayah birokrasi bersih (?:dan )?melayani|permenpan-?rb|pada|untuk|dan|di|"
    r"lingkungan|satker|satuan kerja|unit kerja"
)
"""What the form is called, before or behind a unit's name in a title."""
_COUNT = r"(?:\d{1,3}|[ivx]{1,4})"
_STAGE = (
    r"(?:hasil |sudah |telah |siap |sesudah |setelah |sebelum |pasca |belum )?"
    r"(?:di)?(?:reviu|review|reviewer|koreksi|verifikasi|validasi|evaluasi|perbaikan|asistensi|supervisi|penilaian)"
    r"(?: (?:oleh |dari )?(?:tpi|tpn|itjen|inspektorat|provinsi))?|"
    r"terkoreksi|diperbaiki|catatan (?:tpi|tpn|itjen|inspektorat|reviu)|tindak lanjut(?: (?:catatan|tpi))*|"
    rf"(?:tahap|putaran|gelombang|semester|smt|triwulan|tw|termin|batch|ronde)[ ._-]*{_COUNT}|"
    rf"(?:pokja|kelompok kerja)(?: {_COUNT})?|"
    r"(?:sudah |telah |belum |siap )?(?:terisi|diisi|diupload|diunggah|dikirim|diajukan|lengkap|selesai|kirim|upload)|"
    r"auto ?saved?|auto ?recover(?:ed)?|recovered|dipulihkan|repaired|acc|disetujui|approved|edit(?:ed)?|diedit|new"
)
"""How far a form has come: who has seen it, which round it is of, whether it is filled in."""
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|agt|sept?(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|des(?:ember)?)"
)
_VERSION = (
    r"\(\s*\d+\s*\)|final+|fix(?:ed)?|rev(?:isi)?[ ._-]*\d*|v(?:er(?:si|sion)?)?[ ._]?\d+(?:\.\d+)*|draf|draft|terbaru|"
    r"(?:copy|salinan)(?: (?:of|dari))?|kosong|blan[gk]ko|format|formulir|isi(?:an)?|tahun|tpi|hasil|lama|arsip|backup|"
    r"cadangan|"
    rf"salin|update|oke?|ttd|banget|{_STAGE}|"
    r"\d{1,2}[-._ ]\d{1,2}[-._ ]\d{2,4}|(?:19|20)\d{6}|[0-3]\d[01]\d(?:19|20)\d\d|"
    rf"\d{{1,2}} ?{_MONTH}(?: ?\d{{4}})?|{_MONTH}[ -]*(?:19|20)\d\d"
)
"""What people add to a file's name."""
_KINDS_OF_PLACE = frozenset({"kab", "kota", "prov"})
_COPY = later(r"\b(?:copy|salinan|salin|duplikat|duplicate)\b|\(\s*\d+\s*\)\s*$", re.IGNORECASE)
_IN_BRACKETS = later(r"[(\[{<]([^()\[\]{}<>]*)[)\]}>]?\s*$")
_NEW = r"(?<=[-(] )baru|(?<=[-(])baru"  # behind a dash only: "Kota Banjar Baru" is a place

_LONGEST = 100  # characters of a name
_LONGEST_LINE = 300  # of a title; what is longer is no title
_MOST_WORDS = 12  # of a name; what is longer is a sentence
_UNIT_LABEL = later(
    r"(?:nama )?(?:unit(?: (?:kerja|organisasi))?|satker|satuan kerja)(?: ?/ ?[\w ]{1,25})? ?:(.*)", re.IGNORECASE
)
_OFFICE_LABEL = later(r"(?:nama )?(?:instansi|lembaga|kementerian)(?: ?/ ?[\w ]{1,25})? ?:(.*)", re.IGNORECASE)
_BARE_UNIT = later(r"nama (?:unit(?: (?:kerja|organisasi))?|satker|satuan kerja)", re.IGNORECASE)
_BARE_OFFICE = later(r"nama (?:instansi|lembaga|kementerian)", re.IGNORECASE)
_COLUMN = later(r"(?:jawaban|nilai|catatan|bobot|daftar|tautan)\b", re.IGNORECASE)
_LAW = later(r"\b(?:lampiran|peraturan|keputusan|nomor|tentang)\b", re.IGNORECASE)
_PLACEHOLDER = later(r"[(\[<{].*[)\]>}]|(?:isi(?:kan|lah)?|tulis(?:kan)?|nama)\b.*\b(?:unit|satker|instansi)\b.*")
_SAME = (
    (r"\bkabupaten\b", "kab"),
    (r"\bkomisi pemilihan umum\b", "kpu"),
    (r"\bprovinsi\b", "prov"),
    (r"\b50 kota\b", "lima puluh kota"),
)


def _ends(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        later(rf"(?<![\W_])(?:[\W_]*+(?:{words})(?!\w))+[\W_]*+", re.IGNORECASE),
        later(rf"(?:(?<!\w)(?:{words})[\W_]*)+$", re.IGNORECASE),
    )


_VERSION_WORD = later(rf"(?<!\w)(?:{_VERSION}|{_YEAR})(?!\w)", re.IGNORECASE)
_TITLE_ENDS = _ends(_FORM)
_FILE_ENDS = _ends(f"{_FORM}|{_VERSION}|{_NEW}")


def title_name(heading: Sequence[Sequence[CellValue]], title: str) -> str:
    """Return the unit that the rows above the table name. title: the rubric's, which is no unit's name.

    What is labelled as the unit counts before a title, and a title before what is labelled as its institution.
    """
    offices: list[str] = []
    titles: list[str] = []
    for row in heading:
        cells = [as_text(value)[:_LONGEST_LINE] for value in row if value != ""]
        for number, cell in enumerate(cells):
            following = next((text for cell in cells[number + 1 :] if (text := cell.strip(" :"))), "")
            for line in map(one_line, cell.splitlines()):
                labelled = False
                for labels, bare, office in ((_UNIT_LABEL, _BARE_UNIT, False), (_OFFICE_LABEL, _BARE_OFFICE, True)):
                    label = labels.fullmatch(line)
                    labelled = labelled or label is not None
                    value = (label.group(1).strip() or following) if label else ""
                    value = _tidy(value or (following if bare.fullmatch(line) else ""), *_TITLE_ENDS)
                    if is_name(value):
                        if not office:
                            return one_line(value, _LONGEST)
                        offices.append(one_line(value, _LONGEST))
                if line and not labelled and line not in title:
                    titles.append(line)
    return next(_named(titles), "") or next(iter(offices), "")


def _named(titles: Sequence[str]) -> Iterator[str]:
    for line in titles:
        name = _tidy(line, *_TITLE_ENDS)
        if _ORGANISATION.search(name) and is_name(name) and not _COLUMN.match(line) and not _LAW.search(line):
            yield name


def unit_in_file_name(stem: str) -> str:
    """Return the unit that a file's or folder's name (without its suffix) names; ``""`` where it is only ``LKE``."""
    plain = one_line(stem.replace("_", " - "))[:_LONGEST_LINE]
    plain = re.sub(r"^\d{1,6}(?:\.\d+)*(?:[.)]\s*|\s*-\s+|\s+)(?=\D)", "", plain)
    name = " ".join(part for part in _tidy(plain, *_FILE_ENDS).split() if part != "-" or "_" not in stem)
    return name if name.lower() != "baru" and _names_one(name) else ""


def _names_one(name: str) -> bool:
    """Return whether a name has a word of its own; a letter alone is one behind an institution's word (``Kota A``),
    else it tells a copy."""
    words = key_words(name)
    alone = any(len(word) == 1 and word.isalpha() for word in words)
    return any(map(_letters, words)) or (alone and bool(words & COMMON_WORDS))


def is_name(text: str) -> bool:
    """Return whether a text can be a unit's name: it has a word that is not every unit's, and is no placeholder."""
    if not text or _PLACEHOLDER.fullmatch(text.strip().lower()) or len(text.split()) > _MOST_WORDS:
        return False
    return any(map(str.isalpha, text)) and bool(own_words(text))


def names_a_kind_of_place(name: str) -> bool:
    """Return whether a name says that it is of a kabupaten, a kota or a province: ``Solok`` may be either of two."""
    return not _KINDS_OF_PLACE.isdisjoint(key_words(name))


def is_a_copys(stem: str) -> bool:
    """Return whether a file's name says that it is the copy of another: ``Copy of LKE``, ``LKE (2)``."""
    return bool(_COPY.search(stem))


def names_an_organisation(name: str) -> bool:
    """Return whether a name has a word such as ``KPU`` or ``Dinas``."""
    return bool(_ORGANISATION.search(name))


def unit_key(name: str) -> str:
    """Return what two spellings of one unit's name have in common: ``KPU Kab. Agam`` and ``KPU KABUPATEN AGAM``."""
    plain = " ".join(re.findall(r"\w+", name.lower()))
    for pattern, short in _SAME:
        plain = re.sub(pattern, short, plain)
    return plain


def key_words(name: str) -> frozenset[str]:
    """Return the words of a unit's key."""
    return frozenset(unit_key(name).split())


def own_words(name: str) -> frozenset[str]:
    """Return the words of a name that are not every unit's."""
    return key_words(name) - COMMON_WORDS


def _letters(word: str) -> bool:
    return word not in COMMON_WORDS and sum(map(str.isalpha, word)) > 1


@lru_cache(maxsize=1024)  # the lines of a form's title recur
def _tidy(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> str:
    text = one_line(text)[:_LONGEST_LINE]
    match = start.match(text)
    text = _without_remark(end.sub("", text[match.end() :] if match else text, count=1))
    return one_line(re.sub(r"^[\W_]+|[\s\-_,;:(\[]+$", "", end.sub("", text, count=1)), _LONGEST)


def _without_remark(text: str) -> str:
    """Return a name without brackets at its end that were never closed, or that say how far the form has come."""
    last = _IN_BRACKETS.search(text)
    if last is None or (last.group().rstrip()[-1:] in tuple(")]}>") and not _VERSION_WORD.search(last.group(1))):
        return text
    return text[: last.start()]
