"""What is said of an index: open or not safe, what else it may be, and that too few answered."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lke_cli.findings import Finding, Severity
from lke_cli.numbers import format_apart, format_below, format_number
from lke_cli.results import Conversion, Place, Readings, RoundedWeight, Sample
from lke_cli.surveys import rules
from lke_cli.surveys.answers import RespondentAnswers
from lke_cli.surveys.columns import SurveyLayout, columns_text
from lke_cli.surveys.instruments import Asked
from lke_cli.surveys.readings import WORDS
from lke_cli.surveys.roles import UNREADABLE_TIME
from lke_cli.surveys.scale import SCALES
from lke_cli.surveys.statistics import Statistics


def undecided_finding(statistics: Statistics, readings: Readings, advice: Sequence[str]) -> Finding:
    """Return from where to where an index lies that is not decided. advice: what settles it."""
    low, high = format_apart(readings.lowest, readings.highest)
    if readings.why == WORDS:
        return rules.UNDECIDED.at(
            "Indeks {low} bila kata yang bernilai ganda dibaca serendahnya, {high} bila setingginya; tanpa "
            "jawaban itu {index}, tetapi itu bukan indeks survei ini.",
            low=low,
            high=high,
            index=format_number(statistics.index),
        )
    return rules.UNDECIDED.at(
        "Indeks {low} atau {high}, tergantung {why}.",
        low=low,
        high=high,
        why=readings.why,
        advice=" ".join(advice),
    )


def spread_finding(asked: Asked, statistics: Statistics, spread: Readings) -> Finding:
    """Return that columns may be read otherwise, and that nothing hangs on it."""
    low, high = format_apart(spread.lowest, spread.highest)
    same = "putusan dan mutunya" if asked.has_quality else "putusannya"
    return rules.OTHER_READINGS.at(
        "Indeks {index}; menurut {why} antara {low} dan {high}, dan {same} tetap sama.",
        index=format_number(statistics.index),
        why=spread.why,
        low=low,
        high=high,
        same=same,
        advice=settling_advice(asked),
    )


OUTSIDE_ADVICE = "Hapus responden di luar periode di salinan berkas, atau betulkan --period bila periodenya lain."


def settling_advice(asked: Asked) -> str:
    """Return what decides between two readings that are no matter of words."""
    own = asked.index is not None and bool(asked.index.over)
    if asked.aside or asked.apart:
        sure = columns_text([column for column in asked.columns if column.index not in asked.apart])
        every = columns_text(sorted({*asked.columns, *asked.aside}, key=lambda column: column.index))
        return (
            f"Sebutkan pertanyaan {asked.label} saja: --kind {asked.survey} --questions {sure}, atau, bila yang lain "
            f"juga pertanyaannya, --kind {asked.survey} --questions {every}."
        )
    if asked.doubtful:
        kind = f"--kind {asked.survey} bila semuanya pertanyaan {asked.label}, atau " if own else ""
        return f"Sebutkan {kind}--questions dengan kolom pertanyaannya saja, misalnya --questions E..I."
    if asked.repeated:
        if own:
            return (
                f"Sebutkan --kind {asked.survey} agar setiap pertanyaan berbobot sama, atau pembagiannya di "
                "--instrument."
            )
        return (
            f"Sebutkan --kind {asked.survey} bila tabel Kolom di berkas menyebut unsur yang benar dan pertanyaan satu "
            "unsur bersebelahan; bila tidak, --questions dengan kolom pertanyaannya saja, atau pembagiannya di "
            "--instrument."
        )
    return "Tetapkan cara mengubah skalanya (scales, formula) di instrumen sendiri, lalu sebutkan --instrument."


def conversion_findings(conversion: Conversion | None, statistics: Statistics) -> Iterator[Finding]:
    """Yield what the other way of bringing the answers' scale to the index's gives."""
    if conversion is not None and conversion.other_index is not None:
        yield rules.OTHER_CONVERSION.at(
            "Skala 1 sampai {points} diubah dengan cara {formula}: indeks {index}; dengan cara {other}: "
            "{other_index}. Cara yang resmi belum dikonfirmasi.",
            points=conversion.points,
            formula=conversion.formula,
            index=format_number(statistics.index, 4),
            other=conversion.other or "",
            other_index=format_number(conversion.other_index, 4),
        )


def two_conversions_text(conversion: Conversion) -> str:
    """Return why an index is open that the two ways of bringing its scale to 1..top place apart (Indonesian)."""
    return f"cara mengubah skala 1 sampai {conversion.points} (rentang atau bagian)"


def not_safe_findings(place: Place | None, statistics: Statistics, top: int) -> Iterator[Finding]:
    """Yield that a minimum is reached, but lies inside the confidence interval."""
    if place is None or not place.met or place.safe is not False:
        return
    if statistics.interval is None or place.required is None:
        return
    lower = format_below(statistics.interval.lower / top * place.maximum, place.required)
    yield rules.NOT_SAFE.at(
        "Indeks mencapai nilai minimal {required}, tetapi selang kepercayaannya mulai dari {lower}.",
        required=format_number(place.required),
        lower=lower,
        node=place.question,
    )


def rounded_finding(rounded: RoundedWeight, converted: float, letter: str) -> Finding:
    """Return that the mutu is another where weights are rounded as in the regulation's own table."""
    return rules.ROUNDED_WEIGHT.at(
        "Bila bobot dibulatkan {weight} seperti di tabel pengolahan: {converted}, mutu {quality}; dengan "
        "bobot tepat {with_fraction}, mutu {letter}.",
        weight=format_number(rounded.weight),
        converted=format_number(rounded.converted),
        quality=rounded.quality.letter if rounded.quality else "–",
        with_fraction=format_number(converted),
        letter=letter,
    )


def sample_findings(sample: Sample, respondents: int) -> Iterator[Finding]:
    """Yield that too few answered for the population, or more than it has."""
    answered, people = format_number(respondents, 0), format_number(sample.population, 0)
    if sample.missing:
        yield rules.TOO_FEW.at(
            "Responden {answered}, sedangkan populasi {people} memerlukan {needed}: kurang {missing}.",
            answered=answered,
            people=people,
            needed=sample.needed,
            missing=sample.missing,
        )
    if respondents > sample.population:
        yield rules.MORE_THAN_POPULATION.at(
            "Responden {answered} melebihi populasi {people}; koreksi populasi terbatas tidak dipakai.",
            answered=answered,
            people=people,
        )


def no_time_finding(layout: SurveyLayout, *, asked: bool) -> Finding:
    """Return that times were not looked at. asked: whether the user named a period."""
    unread = next((column for column in layout.columns if column.reason == UNREADABLE_TIME), None)
    why = (
        f"waktu di kolom {unread.letter} ({unread.header}) tidak terbaca"
        if unread
        else "tidak ada kolom waktu pengisian"
    )
    if asked:
        return rules.NO_TIME.at("--period tidak dapat diperiksa: {why}.", why=why)
    severity = Severity.WARNING if unread else Severity.INFO
    return rules.NO_TIME.at("Periode dan jawaban serentak tidak diperiksa: {why}.", why=why, severity=severity)


def nothing_valid_text(path: Path, answers: RespondentAnswers | None, points: int | None, top: int) -> str:
    """Return why no answer counts, and what to do (Indonesian). top: the highest number that is read."""
    ambiguous = answers.ambiguous if answers else ()
    words = ", ".join(dict.fromkeys(f"'{word}'" for of_column in ambiguous for word in of_column))
    if words and points:
        return (
            f"Kata jawaban di '{path.name}' ({words}) tidak dapat dinilai pada skala 1 sampai {points}; ubah --scale, "
            "atau sebutkan --words dengan semua pilihan dari terburuk sampai terbaik."
        )
    if words:
        scale = f"--scale {SCALES[0]} atau --scale {SCALES[1]}, atau " if answers and answers.scale_decides else ""
        return (
            f"Nilai kata jawaban di '{path.name}' ({words}) tidak dapat ditentukan: kata itu ada di beberapa skala; "
            f"sebutkan {scale}--words dengan semua pilihan dari terburuk sampai terbaik."
        )
    return (
        f"Tidak ada jawaban sah di '{path.name}'; jawaban harus angka 1 sampai {top} atau kata skala (lihat --words)."
    )
