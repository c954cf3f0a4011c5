"""A word that denies within a clause, and what stands around it."""

from collections.abc import Sequence
from typing import NamedTuple

from lke_cli.scoring.claims import OptionClaim
from lke_cli.scoring.cues import (
    GENERIC,
    NOT_SUBJECTS,
)
from lke_cli.scoring.said import Context, Said
from lke_cli.scoring.words import (
    is_count,
    is_filler,
    stem,
)

GENERIC_STEMS = frozenset(map(stem, GENERIC))
HOLDERS = frozenset(["satu", "satupun", "seksi", "unit", "bagian", "butir", "hal", "orang", "pegawai", "pun"])
JOINING = frozenset(["dan", "serta", "maupun", "ataupun"])
TAKES_PART = stem("terlibat")
_TOTALLING = frozenset(["dari", "sebanyak", "sejumlah", "berjumlah", "total", "jumlah"])
_PERIODS = frozenset(["tahun", "bulan", "kali", "minggu", "hari", "jam", "semester", "triwulan"])


class DenyingWord(NamedTuple):
    """A word that denies. at: its place in the clause. claim: what may be denied. subject: telling words before it."""

    clause: Said
    at: int
    context: Context
    claim: OptionClaim
    subject: list[str]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of its clause."""
        return self.clause.words

    @property
    def ahead(self) -> tuple[str, ...]:
        """Return the words before it."""
        return self.clause.words[: self.at]

    @property
    def behind(self) -> tuple[str, ...]:
        """Return the words behind it."""
        return self.clause.words[self.at + 1 :]

    @property
    def following(self) -> list[str]:
        """Return the words behind it that may say what is denied."""
        return [word for word in self.behind if word not in NOT_SUBJECTS]

    @property
    def verb(self) -> str:
        """Return the first word behind it that tells something, or stands for any verb."""
        telling = (word for word in self.following if not word.isdigit())
        return next((word for word in telling if not is_filler(word) or word in GENERIC), "")


def subject_of(words: Sequence[str], at: int) -> list[str]:
    """Return the telling words before a place, without the time and without who acts ('oleh tim')."""
    ahead = words[:at]
    ahead = ahead[: ahead.index("oleh")] if "oleh" in ahead else ahead
    if ahead[:1] == ("sampai",) and "ini" in ahead:  # 'sampai dengan laporan ini disusun'
        ahead = ahead[ahead.index("ini") + 1 :]
    return [word for word in ahead if not is_filler(word) and not word.isdigit() and word not in NOT_SUBJECTS]


def is_partly(words: Sequence[str]) -> bool:
    """Return whether what words are said of is only a part."""
    for at, word in enumerate(words):
        number = is_count(word) and words[max(0, at - 1)] not in _TOTALLING
        if number and not (at + 1 < len(words) and words[at + 1] in _PERIODS):
            return True
        if word in ("sebagian", "beberapa", "seorang", "lain", "lainnya", "sisanya", "selebihnya", "salah"):
            return True
    return False
