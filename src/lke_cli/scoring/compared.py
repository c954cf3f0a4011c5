"""A narrative tells two times or two figures, and the later or larger one is the wrong one: sent after its term, last
done years ago, fewer than the year before, below its target."""

import re
from collections.abc import Iterator

from lke_cli.patterns import later
from lke_cli.scoring.claims import OptionClaim, State
from lke_cli.scoring.clauses import MONTHS_NAMED
from lke_cli.scoring.cues import BAD, COMPARED, FELL
from lke_cli.scoring.said import Context, Said, is_done, linked, own_stem
from lke_cli.scoring.words import NEGATORS, is_filler, stem

_MONTHS = [name[:3] for name in MONTHS_NAMED.split("|")]
_DATE = later(rf"\b(?:(\d{{1,2}})|akhir|awal|bulan|pertengahan) ({'|'.join(_MONTHS)})[a-z]*(?: (20\d\d))?\b")
_TERM = later(r"\b(?:seharusnya|semestinya|harusnya|batas\w*|tenggat\w*|jatuh tempo|deadline)\b")
_BEFORE_TERM = later(r"\bsebelum (?:\w+ ){0,2}(?:batas|tenggat|jatuh tempo|deadline)")
_YEAR = later(r"\b20[0-3]\d\b")
_OF_TARGET = later(r"\b(\d{1,3}(?:[.,]\d+)?) ?% dari target (?:sebesar )?(\d{1,3}(?:[.,]\d+)?) ?%")

_SHORT_OF = later(
    r"\b(\d{1,3}(?:[.,]\d+)?) ?% dari target\b(?! (?:sebesar )?\d)"
    r"|\btercapai (?:sebesar |hanya |baru )?(\d{1,3}(?:[.,]\d+)?) ?%"
)
_ALL = 100
_FIGURE = later(
    r"\btahun (?P<year>ini|berjalan|lalu|sebelumnya|kemarin|20\d\d)\b[^\d%.;]{0,30}(?P<figure>\d{1,3}(?:[.,]\d+)?) ?%"
)
_ANY_FIGURE = later(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?) ?%")
_YEARS_TOLD = {"lalu": "0", "sebelumnya": "0", "kemarin": "0", "ini": "9999", "berjalan": "9999"}

_SLIPPED = frozenset(["mundur", "molor", "terlewat"])
_TO_NOW = later(
    r"\b(?:tahun ini|sekarang|(?:sampai|hingga) (?:dengan )?(?:sekarang|kini|saat ini|hari ini))\b"
    r"|\b(?:sejak|setelah|sesudah)\b.*\bbelum ada\b.*\blagi\b"
)
_TWO = 2
_Day = tuple[int, int, int]


def past_due(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It was done after its term: 'batasnya 28 Feb, kami setor tgl 9 April'."""
    if not claim.in_time or not _TERM.search(clause.plain):
        return None
    if not _SLIPPED.isdisjoint(clause.words) and NEGATORS.isdisjoint(clause.words):
        return State("none", "waktu")
    near = [other.plain for (number, _), other in context.narrative.every() if abs(number - context.number) <= 1]
    text = " ".join(near)
    named = _TERM.search(text)
    days = list(_days(text))
    term = next((day for at, day in days if named and at >= named.end()), None)
    if term is None or len(days) != _TWO or _BEFORE_TERM.search(text):
        return None
    done = next((day for _, day in days if day != term), term)
    if done[1] == term[1] and not (done[2] and term[2]):
        return None
    known = term[0] and done[0]
    return State("none", "waktu") if (done > term if known else done[1:] > term[1:]) else None


def _days(text: str) -> Iterator[tuple[int, _Day]]:
    """Yield the days that a text names, each with its place: year, month, day (0 where left out)."""
    for match in _DATE.finditer(text):
        yield match.start(), (int(match[3] or 0), _MONTHS.index(match[2]), int(match[1] or 0))


def lapsed(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It was last done before years of which it is denied: 'terakhir dimutakhirkan 2023. Data 2024 belum'."""
    years = _years(clause.plain)
    if "terakhir" not in clause.words or not years or not NEGATORS.isdisjoint(clause.words):
        return None
    of = own_stem(clause.words, claim)
    behind = [other for place, other in context.narrative.every() if place > (context.number, context.at)]
    since = any(
        "belum" in other.words and (_TO_NOW.search(other.plain) or max(_years(other.plain), default=0) > max(years))
        for other in behind
    )
    again = any(is_done(other, claim) for other in behind)
    return State("none", of) if of and since and not again else None


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


def worse_than_before(clause: Said, context: Context, claim: OptionClaim) -> State | None:
    """It fell where it is claimed to be better: 'turun dibanding tahun 2024', '91% dari target 95%'."""
    if not claim.better or "anggaran" in clause.words:
        return None  # how much was spent is no achievement
    missed = _OF_TARGET.search(clause.plain)
    if missed:
        return State("left", stem("target")) if _value(missed, 1) < _value(missed, 2) else None
    short = _SHORT_OF.search(clause.plain)
    if short and _value(short, 1 if short[1] else 2) < _ALL and BAD.isdisjoint(clause.words):
        return State("left", stem("target"))
    if _no_better(clause.raw) and BAD.isdisjoint(clause.words):
        return State("otherwise", "") if own_stem(clause.words, claim) or linked([], context.before, claim) else None
    at = next((at for at, word in enumerate(clause.words) if word in FELL), None)
    if at is None or not NEGATORS.isdisjoint(clause.words) or not BAD.isdisjoint(clause.words):
        return None
    if COMPARED.isdisjoint(clause.words[at:]):
        return None
    subject = [word for word in clause.words[:at] if not is_filler(word)]
    own = own_stem(subject, claim) if subject else linked([], context.before, claim)
    return State("otherwise", "") if own else None


def _no_better(sentence: str) -> bool:
    """Return whether a sentence gives the figures of two years, and the later is not above the earlier."""
    figures = {
        _YEARS_TOLD.get(match["year"]) or match["year"]: float(match["figure"].replace(",", "."))
        for match in _FIGURE.finditer(sentence)
    }
    told = [float(figure.replace(",", ".")) for figure in _ANY_FIGURE.findall(sentence)]
    if list(figures) == ["0"] and len(told) == _TWO:
        figures["9999"] = sum(told) - figures["0"]  # 'capaian 97%, tahun lalu 99%'
    if len(figures) != _TWO or "target" in sentence:
        return False
    return figures[max(figures)] <= figures[min(figures)]


def _value(match: re.Match[str], group: int) -> float:
    return float(match[group].replace(",", "."))
