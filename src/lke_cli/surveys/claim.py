"""What a workbook claims for its survey questions, held against the index of the respondents' own answers."""

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from lke_cli.errors import AbsentError, LkeError
from lke_cli.findings import Finding, Severity, has_errors
from lke_cli.numbers import EPSILON, format_below, reaches
from lke_cli.periods import Period, indonesian_date
from lke_cli.results import (
    Agreement,
    QuestionScore,
    Scorecard,
    SurveyClaim,
    SurveyReport,
    SurveyResult,
    data_text,
    number_text,
)
from lke_cli.rubric import Rubric
from lke_cli.surveys import rules
from lke_cli.surveys.run import SurveySettings, survey_file


def parse_survey(text: str, rubric: Rubric) -> tuple[str | None, Path]:
    """Return kind and file of ``ipak=FILE`` or ``FILE``; the kind is None where the file itself tells what it holds.

    Raises LkeError where the rubric has no survey.
    """
    kinds = sorted({question.survey for question in rubric.questions.values() if question.survey})
    if not kinds:
        raise LkeError(f"Rubrik {rubric.id} tidak memuat nilai survei; hapus --survey.")
    kind, equals, name = text.partition("=")
    if equals and kind.strip().lower() in kinds:
        return kind.strip().lower(), Path(name.strip())
    return None, Path(text)


def read_surveys(
    kind: str | None,
    path: Path,
    rubric: Rubric,
    target: str,
    population: int | None = None,
    period: Period | None = None,
) -> tuple[SurveyResult, ...]:
    """Return the results of a file's surveys: computed from its answers, or as ``lke survey --format json`` wrote them.

    kind: the one that the user names; without it all that the rubric asks for. population, period: for what is
    computed. Raises LkeError where the file cannot be read, AbsentError where it can and holds none such.
    """
    kinds = {question.survey for question in rubric.questions.values() if question.survey}
    if path.suffix.lower() == ".json":
        results = tuple(result for result in _written(path).surveys if kind in (None, result.survey))
        if not results:
            labels = " dan ".join(result.label for result in _written(path).surveys)
            raise LkeError(f"'{path.name}' berisi survei {labels}, bukan {kind}; betulkan --survey.")
        return results
    options = SurveySettings(rubric=rubric, target=target, population=population, period=period)
    try:
        return _computed(kind, path, options, kinds)
    except LkeError as error:
        if not path.is_file():
            raise
        name = kind or "survei"
        raise type(error)(
            f"Survei '{path.name}' belum dapat dihitung: {error} Pilihan seperti --scale ditulis pada lke survey: "
            f"simpan hasilnya dengan -o {name}.json, lalu pakai --survey {name}.json."
        ) from error


def _computed(
    kind: str | None, path: Path, options: SurveySettings, kinds: Collection[str]
) -> tuple[SurveyResult, ...]:
    """Return the surveys of a file. Where its questions do not tell which it is, its name may."""
    named = [survey for survey in kinds if re.search(rf"(?<![a-z]){survey}(?![a-z])", path.name.lower())]
    if kind is None and len(named) == 1 and path.is_file():
        kind = named[0]
    results = survey_file(path, options, kind=kind).surveys
    wanted = tuple(result for result in results if result.survey in kinds)
    if not wanted:
        labels = " dan ".join(result.label for result in results)
        raise AbsentError(
            f"'{path.name}' berisi {labels}, yang tidak dinilai di LKE; sebutkan surveinya (ipak=, ipkp=)."
        )
    return wanted


def _written(path: Path) -> SurveyReport:
    import json

    from pydantic import TypeAdapter, ValidationError

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        head = ("kind", "schema_version", "lke_version")
        body = {key: value for key, value in content.items() if key not in head}
        return TypeAdapter(SurveyReport).validate_python(body)
    except OSError as error:
        raise LkeError(f"Berkas survei '{path}' tidak ada atau tidak dapat dibuka; periksa namanya.") from error
    except (ValueError, AttributeError, ValidationError, RecursionError) as error:
        raise LkeError(f"'{path.name}' bukan hasil lke survey --format json; buat ulang dengan lke survey.") from error


def survey_claims(
    card: Scorecard, rubric: Rubric, surveys: Iterable[SurveyResult]
) -> tuple[tuple[SurveyClaim, ...], tuple[Finding, ...]]:
    """Return what the workbook claims beside what each survey's data says, and what is wrong with it.

    Raises LkeError where two files are of one survey, or the rubric asks for none such.
    """
    claims: dict[str, SurveyClaim] = {}
    findings: list[Finding] = []
    for survey in surveys:
        codes = [code for code, question in rubric.questions.items() if question.survey == survey.survey]
        if not codes:
            raise LkeError(f"Rubrik {rubric.id} tidak memuat nilai survei {survey.label}; hapus --survey itu.")
        for code in codes:
            if code in claims:
                raise LkeError(f"Dua berkas --survey untuk {survey.label}; sebut satu saja.")
            claim = _claim(next(q for q in card.questions if q.code == code), card, rubric, survey)
            claims[code] = claim
            findings += _findings(claim, survey)
    return tuple(claims.values()), tuple(findings)


def _claim(question: QuestionScore, card: Scorecard, rubric: Rubric, survey: SurveyResult) -> SurveyClaim:
    maximum = rubric.scales[question.scale].maximum
    claimed = None if question.value is None else round(question.value * maximum, 9)
    required = max(
        (
            minimum.answer_required
            for minimum in card.minimums
            if minimum.answer_required is not None and _is_made_of(minimum.node, question.code, rubric)
        ),
        default=None,
    )
    share = maximum / survey.top
    readings, interval = survey.readings, survey.interval
    index = survey.index * share
    lowest, highest = (readings.lowest * share, readings.highest * share) if readings else (index, index)
    agreement = _agreement(claimed, lowest, highest)
    spread = survey.spread
    if spread and agreement in ("higher", "lower"):
        # Who counted the columns otherwise wrote another index, and no wrong one.
        ends = spread.lowest * share, spread.highest * share
        if _agreement(claimed, *ends) == "undecided":
            lowest, highest, agreement = *ends, "undecided"
    several = readings is not None or agreement == "undecided"
    return SurveyClaim(
        question=question.code,
        label=question.label,
        cell=question.cell,
        survey=survey.survey,
        file=survey.file,
        respondents=survey.respondents,
        claimed=claimed,
        index=None if several else index,
        lowest=lowest,
        highest=highest,
        margin=interval.margin * share if interval and not several else None,
        required=required,
        claim_met=None if required is None or claimed is None else reaches(claimed, required),
        data_met=None if required is None else _met(lowest, highest, required),
        agreement=agreement,
    )


def _is_made_of(node: str, code: str, rubric: Rubric) -> bool:
    if node == code:
        return True
    held = rubric.nodes.get(node)
    return held is not None and [question.code for question in held.questions] == [code] and not held.children


def _met(lowest: float, highest: float, required: float) -> bool | None:
    if reaches(lowest, required):
        return True
    return None if reaches(highest, required) else False


def _agreement(claimed: float | None, lowest: float, highest: float) -> Agreement:
    """Return how a claim stands to the data: equal, rounded (to the decimals that were typed), higher or lower."""
    if claimed is None:
        return "no-claim"
    if highest - lowest > EPSILON:
        half = 0.5 * 10.0 ** -_decimals(claimed)
        inside = lowest - half <= claimed <= highest + half
        return "undecided" if inside else "higher" if claimed > highest else "lower"
    if abs(claimed - lowest) <= EPSILON:
        return "equal"
    if abs(claimed - lowest) <= 0.5 * 10.0 ** -_decimals(claimed) + EPSILON:
        return "rounded"
    return "higher" if claimed > lowest else "lower"


def _decimals(claimed: float) -> int:
    """Return the decimals that a claim is written with, at least one: a survey's 4 is 4,0."""
    exponent = Decimal(repr(claimed)).as_tuple().exponent
    return max(1, -exponent) if isinstance(exponent, int) else 1


def _dates(name: str, claim: SurveyClaim, survey: SurveyResult) -> Iterator[Finding]:
    """Yield that respondents answered outside the period in which the unit is assessed, or that nobody can tell."""
    file = Path(claim.file).name
    undated = next((finding for finding in survey.findings if finding.rule == rules.NO_TIME.id), None)
    if undated is not None and undated.severity is Severity.WARNING:
        yield rules.CLAIM_WITHOUT_DATES.at(
            "{name}: tidak diketahui apakah responden '{file}' dari periode penilaian; waktu pengisiannya tidak ada.",
            name=name,
            file=file,
            node=claim.question,
            cell=claim.cell,
        )
    inside = survey.inside
    if inside is None or not inside.outside:
        return
    others = "tidak satu pun di dalamnya"
    if inside.index is not None:
        ends = survey.readings or (survey.spread if claim.index is None else None)
        share = claim.lowest / (ends.lowest if ends else survey.index)
        others = f"indeks yang di dalamnya {number_text(inside.index * share)}"
    yield rules.CLAIM_OUTSIDE_PERIOD.at(
        "{name}: {outside} dari {respondents} responden '{file}' di luar periode {first} sampai {last}; {others}.",
        name=name,
        outside=inside.outside,
        respondents=survey.respondents,
        file=file,
        first=indonesian_date(inside.first),
        last=indonesian_date(inside.last),
        others=others,
        node=claim.question,
        cell=claim.cell,
    )


def _findings(claim: SurveyClaim, survey: SurveyResult) -> Iterator[Finding]:
    name = f"{claim.question} {claim.label}"
    if has_errors(survey.findings):
        count = sum(finding.severity is Severity.ERROR for finding in survey.findings)
        yield rules.CLAIM_DATA.at(
            "{name}: data survei '{file}' punya {count} galat; jalankan lke survey untuk melihatnya.",
            name=name,
            file=Path(claim.file).name,
            count=count,
            node=claim.question,
            cell=claim.cell,
        )
    yield from _dates(name, claim, survey)
    if finding := _beside_the_data(name, claim):
        yield finding
    yield from _not_safe(name, claim)


def _beside_the_data(name: str, claim: SurveyClaim) -> Finding | None:
    """Return how the claim stands to the data, None where it says the same."""
    data = data_text(claim)
    if claim.claimed is None:
        return rules.CLAIM_MISSING.at(
            "{name} tidak diisi dengan nilai yang sah, sedangkan data survei {data}.",
            name=name,
            data=data,
            node=claim.question,
            cell=claim.cell,
        )
    written = number_text(claim.claimed)
    if claim.claim_met and claim.data_met is False and claim.required is not None:
        return rules.CLAIM_BELOW_MINIMUM.at(
            "{name}: LKE menulis {written} dan mencapai {required}, tetapi data survei {data} dan belum mencapainya.",
            name=name,
            written=written,
            required=number_text(claim.required),
            data=data,
            node=claim.question,
            cell=claim.cell,
        )
    if claim.agreement in ("higher", "lower"):
        higher = claim.agreement == "higher"
        return rules.CLAIM_DIFFERS.at(
            "{name}: LKE menulis {written}, {higher} daripada data survei, {data}.",
            name=name,
            written=written,
            higher="lebih tinggi" if higher else "lebih rendah",
            data=data,
            node=claim.question,
            cell=claim.cell,
            severity=Severity.ERROR if higher else Severity.WARNING,
        )
    if claim.agreement == "rounded":
        return rules.CLAIM_ROUNDED.at(
            "{name}: LKE menulis {written}, pembulatan dari data survei {data}.",
            name=name,
            written=written,
            data=data,
            node=claim.question,
            cell=claim.cell,
        )
    if claim.agreement == "undecided":
        return rules.CLAIM_UNDECIDED.at(
            "{name}: LKE menulis {written}, sedangkan data survei {data}, menurut cara membaca kata atau kolomnya.",
            name=name,
            written=written,
            data=data,
            node=claim.question,
            cell=claim.cell,
        )
    return None


def _not_safe(name: str, claim: SurveyClaim) -> Iterator[Finding]:
    """Yield that the minimum is reached by the data, but lies inside their confidence interval."""
    if claim.claimed is None or claim.margin is None or claim.index is None:
        return
    lower = claim.index - claim.margin
    if claim.data_met and claim.required is not None and not reaches(lower, claim.required):
        yield rules.NOT_SAFE.at(
            "{name}: data survei mencapai nilai minimal {required}, tetapi selang kepercayaannya mulai dari {lower}.",
            name=name,
            required=number_text(claim.required),
            lower=format_below(lower, claim.required),
            node=claim.question,
            cell=claim.cell,
        )
