"""The nine unsur of SKM (PermenPANRB 14/2017) and the words by which a question's header is taken for one of them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unsur:
    """An unsur. code: U1..U9 in the regulation's order. words: any of them in a header means this unsur.

    scale: the regulation's own words for its answers, worst first, where they are not ``tidak/kurang/-/sangat``.
    """

    code: str
    label: str
    words: frozenset[str]
    scale: tuple[str, ...] | None = None


def _unsur(code: str, label: str, words: str, scale: tuple[str, ...] | None = None) -> Unsur:
    return Unsur(code, label, frozenset(words.split()), scale)


SKM_UNSUR = (
    _unsur("U1", "Persyaratan", "persyaratan syarat"),
    _unsur("U2", "Sistem, mekanisme, dan prosedur", "prosedur mekanisme sisdur alur"),
    _unsur("U3", "Waktu penyelesaian", "waktu kecepatan"),
    _unsur("U4", "Biaya/tarif", "biaya tarif", ("sangat mahal", "cukup mahal", "murah", "gratis")),
    _unsur("U5", "Produk spesifikasi jenis pelayanan", "produk spesifikasi"),
    _unsur("U6", "Kompetensi pelaksana", "kompetensi kemampuan keahlian"),
    _unsur("U7", "Perilaku pelaksana", "perilaku sikap kesopanan keramahan"),
    _unsur(
        "U8",
        "Penanganan pengaduan, saran, dan masukan",
        "pengaduan aduan keluhan",
        ("tidak ada", "ada tetapi tidak berfungsi", "berfungsi kurang maksimal", "dikelola dengan baik"),
    ),
    _unsur(
        "U9", "Sarana dan prasarana", "sarana prasarana fasilitas sarpras", ("buruk", "cukup", "baik", "sangat baik")
    ),
)
_BY_CODE = {unsur.code: unsur for unsur in SKM_UNSUR}
_NUMBERED = re.compile(r"\W*(?:u|unsur)[\s.\-_]*([1-9])\b(?!\d)", re.IGNORECASE)
# The regulation lists complaints eighth, but its questionnaire asks for them ninth: only words tell these two apart.
_ORDER_DIFFERS = ("U8", "U9")


def unsur_of(header: str) -> Unsur | None:
    """Return the unsur that a header means: by its words, else by ``U1`` .. ``U7``, else None."""
    words = set(re.findall(r"[a-z]+", header.lower()))
    named = [unsur for unsur in SKM_UNSUR if unsur.words & words]
    if len(named) == 1:
        return named[0]
    code = code_of(header)
    if code and any(unsur.code == code for unsur in named):
        return _BY_CODE[code]
    return _BY_CODE[code] if code and not named and code not in _ORDER_DIFFERS else None


def code_of(header: str) -> str | None:
    """Return ``U3`` for a header that begins so (``U3``, ``Unsur 3``), else None."""
    found = _NUMBERED.match(header)
    return f"U{found[1]}" if found else None
