"""Ketahanan in words: how many answers may fall, and what a random review leaves."""

from lke_cli.numbers import format_number, format_percent
from lke_cli.results import Resilience, ReviewShare


def resilience_text(resilience: Resilience) -> str:
    """Return how few falls fail a unit that passes, where, and what to defend first."""
    if resilience.falls is None:
        return "Ketahanan: tetap memenuhi walaupun semua jawaban turun satu tingkat (nilai survei tidak ikut turun)."
    named = ", ".join(f"{defended.code} ({defended.answer})" for defended in resilience.defend)
    sentence = (
        "gagal bila satu jawaban saja" if resilience.falls == 1 else f"baru gagal bila {resilience.falls} jawaban"
    )
    return f"Ketahanan: {sentence} turun satu tingkat ({resilience.node} {resilience.label}); pertahankan dulu {named}."


def review_text(review: ReviewShare) -> str:
    """Return ``94,2% (±0,5)``: the share of random reviews that is passed, with its error."""
    decimals = 2 if review.error < 0.0005 else 1
    share = format_percent(review.share, decimals)
    if review.share < 1 and share.startswith("100"):
        share = f"di atas {format_number(100 - 10**-decimals, decimals)}%"
    return f"{share} (±{format_number(review.error * 100, decimals)})"


def review_sentence(review: ReviewShare) -> str:
    """Return what a random review leaves of a unit that passes."""
    return (
        f"Bila tiap jawaban berpeluang {chance_text(review.chance)} turun satu tingkat saat direviu: tetap memenuhi "
        f"pada {review_text(review)} dari {format_number(review.simulations, 0)} reviu yang disimulasikan."
    )


def chance_text(chance: float) -> str:
    """Return ``5%`` or ``2,5%``."""
    return format_percent(chance, 0 if abs(chance * 100 - round(chance * 100)) < 1e-9 else 2)
