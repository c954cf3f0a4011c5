"""What a workbook claims for its survey questions, held against the index of the respondents' own answers."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from lke_cli.errors import LkeError
from lke_cli.findings import Finding, Severity, has_errors
from lke_cli.numbers import EPSILON, format_below, format_number, reaches
from lke_cli.results.score import Agreement, QuestionScore, Scorecard, SurveyClaim
from lke_cli.rubric.model import Rubric
from lke_cli.survey import rules
from lke_cli.survey.result import LABELS, SurveyResult
from lke_cli.survey.run import survey_index

_DECIMALS = 4


def parse_survey(text: str, rubric: Rubric) -> tuple[str | None, Path]:
    """Return kind and file of ``ipak=FILE`` or ``FILE``; the kind is None where only the file itself can tell it.

    Without the prefix a file's name tells it. Raises LkeError where it tells nothing.
    """
    kinds = sorted({question.survey for question in rubric.questions.values() if question.survey})
    if not kinds:
        raise LkeError(f"Rubrik {rubric.id} tidak memuat nilai survei; hapus --survey.")
    kind, equals, name = text.partition("=")
    if equals and kind.strip().lower() in kinds:
        return kind.strip().lower(), Path(name.strip())
    path = Path(text)
    if path.suffix.lower() == ".json":
        return None, path
    named = [kind for kind in kinds if re.search(rf"(?<![a-z]){kind}(?![a-z])", path.name.lower())]
    if len(named) != 1:
        raise LkeError(f"--survey '{text}': sebutkan surveinya, misalnya --survey {kinds[0]}='{text}'.")
    return named[0], path


def read_survey(kind: str | None, path: Path, rubric: Rubric, target: str) -> SurveyResult:
    """Return a survey's result: computed from its answers, or as ``lke survey --format json`` has written it.

    Raises LkeError where it cannot be read, or is of another kind than told.
    """
    if path.suffix.lower() == ".json":
        result = _written(path)
        if kind not in (None, result.survey):
            raise LkeError(f"'{path.name}' berisi survei {LABELS[result.survey]}, bukan {kind}; betulkan --survey.")
        return result
    try:
        return survey_index(path, kind, rubric=rubric, target=target)  # type: ignore[arg-type]
    except LkeError as error:
        if not path.is_file():
            raise
        raise LkeError(
            f"Survei '{path.name}' belum dapat dihitung: {error} Pilihan seperti --scale ditulis pada lke survey: "
            f"simpan hasilnya dengan -o {kind}.json, lalu pakai --survey {kind}.json."
        ) from error


def _written(path: Path) -> SurveyResult:
    import json

    from pydantic import TypeAdapter, ValidationError

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        head = ("kind", "schema_version", "lke_version")
        body = {key: value for key, value in content.items() if key not in head}
        return TypeAdapter(SurveyResult).validate_python(body)
    except OSError as error:
        raise LkeError(f"Berkas survei '{path}' tidak ada atau tidak dapat dibuka; periksa namanya.") from error
    except (ValueError, AttributeError, ValidationError) as error:
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
            raise LkeError(f"Rubrik {rubric.id} tidak memuat nilai survei {LABELS[survey.survey]}; hapus --survey itu.")
        for code in codes:
            if code in claims:
                raise LkeError(f"Dua berkas --survey untuk {LABELS[survey.survey]}; sebut satu saja.")
            claim = _claim(next(q for q in card.questions if q.code == code), card, rubric, survey)
            claims[code] = claim
            findings += _findings(claim, survey)
    return tuple(claims.values()), tuple(findings)


def _claim(question: QuestionScore, card: Scorecard, rubric: Rubric, survey: SurveyResult) -> SurveyClaim:
    maximum = rubric.scales[question.scale].maximum
    claimed = None if question.value is None else round(question.value * maximum, 9)
    required = max(
        (
            each.answer_required
            for each in card.minimums
            if each.answer_required is not None and _is_made_of(each.node, question.code, rubric)
        ),
        default=None,
    )
    readings, interval = survey.readings, survey.interval
    lowest, highest = (readings.lowest, readings.highest) if readings else (survey.index, survey.index)
    return SurveyClaim(
        question=question.code,
        label=question.label,
        cell=question.cell,
        survey=survey.survey,
        file=survey.file,
        respondents=survey.respondents,
        claimed=claimed,
        index=None if readings else survey.index,
        lowest=lowest,
        highest=highest,
        margin=interval.margin if interval and not readings else None,
        required=required,
        claim_met=None if required is None or claimed is None else reaches(claimed, required),
        data_met=None if required is None else _met(lowest, highest, required),
        agreement=_agreement(claimed, lowest, highest),
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


def _findings(claim: SurveyClaim, survey: SurveyResult) -> Iterator[Finding]:
    name = f"{claim.question} {claim.label}"
    if has_errors(survey.findings):
        count = sum(finding.severity is Severity.ERROR for finding in survey.findings)
        yield rules.CLAIM_DATA.at(
            f"{name}: data survei '{Path(claim.file).name}' punya {count} galat; jalankan lke survey untuk melihatnya.",
            node=claim.question,
            cell=claim.cell,
        )
    data = data_text(claim)
    if claim.claimed is None:
        yield rules.CLAIM_MISSING.at(
            f"{name} tidak diisi dengan nilai yang sah, sedangkan data survei {data}.",
            node=claim.question,
            cell=claim.cell,
        )
        return
    said = number_text(claim.claimed)
    if claim.claim_met and claim.data_met is False and claim.required is not None:
        yield rules.CLAIM_BELOW_MINIMUM.at(
            f"{name}: LKE menulis {said} dan mencapai {number_text(claim.required)}, tetapi data survei {data} dan "
            "belum mencapainya.",
            node=claim.question,
            cell=claim.cell,
        )
    elif claim.agreement in ("higher", "lower"):
        higher = claim.agreement == "higher"
        yield rules.CLAIM_DIFFERS.at(
            f"{name}: LKE menulis {said}, {'lebih tinggi' if higher else 'lebih rendah'} daripada data survei, {data}.",
            node=claim.question,
            cell=claim.cell,
            severity=Severity.ERROR if higher else Severity.WARNING,
        )
    elif claim.agreement == "rounded":
        yield rules.CLAIM_ROUNDED.at(
            f"{name}: LKE menulis {said}, pembulatan dari data survei {data}.", node=claim.question, cell=claim.cell
        )
    elif claim.agreement == "undecided":
        yield rules.CLAIM_UNDECIDED.at(
            f"{name}: LKE menulis {said}, sedangkan data survei {data} menurut bacaan kata yang bernilai ganda.",
            node=claim.question,
            cell=claim.cell,
        )
    if claim.margin is not None and claim.index is not None and claim.required is not None and claim.data_met:
        lower = max(1.0, claim.index - claim.margin)
        if not reaches(lower, claim.required):
            yield rules.NOT_SAFE.at(
                f"{name}: data survei mencapai nilai minimal {number_text(claim.required)}, tetapi selang "
                f"kepercayaannya mulai dari {format_below(lower, claim.required)}.",
                node=claim.question,
                cell=claim.cell,
            )


def data_text(claim: SurveyClaim) -> str:
    """Return ``3,604 ± 0,07``: the data's index with its margin, or from where to where it may lie."""
    if claim.index is None:
        lowest, highest = (number_text(each, claim.required) for each in (claim.lowest, claim.highest))
        return f"{lowest} sampai {highest}"
    margin = "" if claim.margin is None else f" ± {format_number(claim.margin)}"
    return number_text(claim.index, claim.required) + margin


def number_text(value: float, required: float | None = None) -> str:
    """Return a number with two to four of its decimals, more where it would read as if it reached ``required``."""
    text = format_number(value, _DECIMALS) if required is None else format_below(value, required, _DECIMALS)
    whole, _, decimals = text.partition(",")
    return f"{whole},{decimals.rstrip('0').ljust(2, '0')}"
