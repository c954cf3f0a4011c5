"""Numbers as Indonesians write them: decimal comma, dot for thousands."""

import math
import re
from functools import lru_cache

_HUGE = 1e15

EPSILON = 1e-9
"""Two scores nearer than this are the same score: float noise must not fail 3.6 / 4 * 17.5 against 15.75."""

_NUMBER = re.compile(
    r"\A([+-]?)(\d{1,3}(?:\.\d{3})++(?:,\d++)?+(?![\d.])|\d{1,3}(?:,\d{3})++\.\d++|\d++(?:[.,]\d++)?+|[.,]\d++)\s*+(%?)"
)


_DOTTED = re.compile(r"\d{1,3}\.\d{3}")


def reaches(value: float, required: float) -> bool:
    """Return whether a score reaches a minimum: exact but for float noise (``EPSILON``), never rounded."""
    return value >= required - EPSILON


def format_number(value: float | None, decimals: int = 2) -> str:
    """Return ``3,60`` for 3.6; an en dash for None. A value is rounded half up here, only to be shown."""
    return "–" if value is None or math.isnan(value) else _formatted(value, decimals)


@lru_cache(maxsize=4096)
def _formatted(value: float, decimals: int) -> str:
    if abs(value) >= _HUGE:
        return f"{value:.3g}".replace(".", ",")
    text = f"{_half_up(value, decimals):,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def format_below(value: float, limit: float, decimals: int = 2) -> str:
    """Return ``value`` so that, when it is below ``limit``, it does not read as if it reached it.

    74.996 against 75 would read ``75,00``: decimals are added until both differ, at most nine.
    """
    if reaches(value, limit):
        return format_number(value, decimals)
    while decimals < 9 and _half_up(value, decimals) >= limit:
        decimals += 1
    return format_number(value, decimals)


def format_apart(low: float, high: float, decimals: int = 2) -> tuple[str, str]:
    """Return two ends so that, where they differ, they read so: decimals are added, at most nine."""
    while high - low > EPSILON and decimals < 9 and _half_up(low, decimals) == _half_up(high, decimals):
        decimals += 1
    return format_number(low, decimals), format_number(high, decimals)


def format_plain(value: float, most: int = 9) -> str:
    """Return a number as it was typed, near enough: two decimals, or as many as it has, at most ``most``."""
    decimals = next((n for n in range(2, most) if abs(value - round(value, n)) < EPSILON), most)
    return format_number(value, decimals)


def format_gap(gap: float) -> str:
    """Return what is missing, rounded up to two decimals: ``kurang 0,00`` would say that nothing is."""
    return format_number(math.ceil(round(gap * 100, 6)) / 100) if gap >= EPSILON else format_number(0.0)


def format_percent(ratio: float | None, decimals: int = 1) -> str:
    """Return ``62,5%`` for 0.625; an en dash for None."""
    return "–" if ratio is None else format_number(ratio * 100, decimals) + "%"


def parse_number(text: str, highest: float | None = None) -> tuple[float, bool] | None:
    """Read a number typed as text: ``3,6``, ``0.85``, ``85 %``, ``1.234,5``.

    Returns the number as typed and whether a percent sign stood behind it, or None where it is no number.
    ``1.234`` (one dot, three digits) reads as thousands, as Excel in Indonesian writes it; but as a decimal where
    thousands are more than ``highest`` and the decimal is not: ``3.625`` on a scale up to 4.
    """
    match = _NUMBER.fullmatch(text.strip().replace(" ", " "))
    if match is None:
        return None
    sign, digits, percent = match.groups()
    if highest is not None and _DOTTED.fullmatch(digits) and float(digits) <= highest < float(digits.replace(".", "")):
        return float(sign + digits), bool(percent)
    dot, comma = digits.rfind("."), digits.rfind(",")
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", digits) or comma > dot >= 0:
        digits = digits.replace(".", "").replace(",", ".")
    elif dot > comma >= 0:
        digits = digits.replace(",", "")
    else:
        digits = digits.replace(",", ".")
    return float(sign + digits), bool(percent)


def _half_up(value: float, decimals: int) -> float:
    scale: int = 10**decimals
    nudged = value * scale
    return math.copysign(math.floor(abs(nudged) + 0.5 + 1e-9), value) / scale + 0.0  # never -0.0
