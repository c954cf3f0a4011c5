"""What people type around an answer and mean nothing by: check marks, "Pilihan", a unit behind a number, the scale."""

import re

from lke_cli.numbers import parse_number
from lke_cli.patterns import later

_CHECKED, _EMPTY = "☑☒✓✔✅√", "☐□▢"
_BOX = later(rf"([{_CHECKED}{_EMPTY}])\s*([^{_CHECKED}{_EMPTY}]+)")
_BEFORE_OPTION = later(r"(?:pilihan|jawaban|opsi|huruf|poin|pilih|jawab)\s*[:=]?\s*(?=\(?\w\b)", re.IGNORECASE)
_WORTH = later(r"(.+?)\s*(?:[=:]|\()\s*(\d+(?:[.,]\d+)?\s*%?)\s*\)?")
_SCALE = later(
    r"\(?\s*(?:/|dari|(?:dari\s+|pada\s+)?skala)\s*(?:0?1?\s*[-–]\s*)?(\d+(?:[.,]\d+)?)\s*\)?$", re.IGNORECASE
)
_SPELT_OUT = later(r"(\d{1,3})\s*\(\s*([a-z ]+?)\s*\)", re.IGNORECASE)
_GRADE = later(r"\(\s*(?:(?:sangat|kurang|tidak)\s+)?baik\s*\)$", re.IGNORECASE)
_DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_BEFORE_NUMBER = later(r"(?:nilai|indeks|skor|ipak|ipkp|spak|spkp|jumlah|sebanyak)\s*[:=]?\s+(?=\d)", re.IGNORECASE)
_UNITS = """
    orang org pegawai asn pns agen perubahan sasaran pengaduan aduan laporan pelanggaran kasus layanan pelayanan izin
    perizinan perijinan jenis buah dokumen kegiatan inovasi pejabat poin
"""
_UNIT = later(rf"(?<=\d)\s*(?:{'|'.join(sorted(_UNITS.split(), key=len, reverse=True))})\.?", re.IGNORECASE)
_PERCENT_WORD = later(r"(?<=\d)\s*persen\b\.?", re.IGNORECASE)


def bare_option(text: str) -> str:
    """Return an option without what stands around it: ``A`` for ``√ A``, ``Pilihan A``, ``☑ A ☐ B``.

    Boxes of which none or several are ticked are left as they are: they name no single option.
    """
    boxes = _BOX.findall(text)
    if len(boxes) > 1:
        ticked = [option.strip() for box, option in boxes if box in _CHECKED]
        return ticked[0] if len(ticked) == 1 else text
    if not any(mark in text for mark in _EMPTY):
        text = text.strip(_CHECKED + " *\N{VARIATION SELECTOR-16}")
    return _BEFORE_OPTION.sub("", text, count=1)


def with_worth(text: str) -> tuple[str, float] | None:
    """Return an option and the value typed beside it: ``A`` and 1 for ``A = 1`` and ``A (100%)``; None for others."""
    match = _WORTH.fullmatch(text)
    if match is None or (number := parse_number(match.group(2))) is None:
        return None
    amount, percent = number
    return match.group(1), amount / 100 if percent else amount


def bare_number(text: str, maximum: float | None = None) -> str:
    """Return a number without its unit, its name, or itself in words: ``9`` for ``9 (sembilan) orang``.

    maximum: of the scale; ``3,6 (skala 4)`` and ``3,6/4`` are then 3,6, and ``3,6 dari 5`` is left as it is.
    """
    text = _SPELT_OUT.sub(lambda m: m[1] if " ".join(m[2].lower().split()) == in_words(int(m[1])) else m[0], text)
    text = _BEFORE_NUMBER.sub("", text, count=1).strip()
    if maximum is not None:
        text = _GRADE.sub("", text).strip()
    if maximum is not None and (scale := _SCALE.search(text)):
        stated = parse_number(scale.group(1))
        if stated is not None and stated[0] == maximum:
            text = text[: scale.start()].strip()
    text = _PERCENT_WORD.sub("%", text)
    return _UNIT.sub("", text).strip()


def in_words(number: int) -> str:
    """Return a whole number up to 999 in words: ``dua puluh lima``."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{_DIGITS[number - 10]} belas"
    size, name, one = (10, "puluh", "sepuluh") if number < 100 else (100, "ratus", "seratus")
    many, rest = divmod(number, size)
    whole = one if many == 1 else f"{_DIGITS[many]} {name}"
    return f"{whole} {in_words(rest)}" if rest else whole
