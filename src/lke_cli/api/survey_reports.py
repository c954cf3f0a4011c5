"""A survey's indices, and how many respondents it needs."""

from pathlib import Path
from typing import TYPE_CHECKING

from lke_cli.api.held import call_on_survey, period_named, target_of
from lke_cli.api.options import SurveyOptions
from lke_cli.errors import LkeError

if TYPE_CHECKING:
    from lke_cli.results import SampleReport, SurveyReport


def survey(path: str | Path, options: SurveyOptions | None = None) -> "SurveyReport":
    """Return the indices of a file's surveys from their respondents' answers, how sure they are, and what is wrong with
    the data."""
    from lke_cli.rubric import load_rubric
    from lke_cli.surveys import SurveySettings, parse_scale, parse_words, survey_file

    options = options or SurveyOptions()
    rubric = load_rubric(options.rubric)
    asked = SurveySettings(
        rubric=rubric,
        target=target_of(rubric, options.target),
        population=options.population,
        points=parse_scale(options.points),
        words=parse_words(options.words),
        by=options.by,
        questions=options.questions,
        reverse=options.reverse,
        period=period_named(options.period),
        sheets=options.sheets,
        instruments=options.instruments,
    )
    file = Path(path)
    return call_on_survey(survey_file, file, asked, kind=options.kind, file=file, seconds=options.max_seconds)


def survey_plan(
    population: str | None = None, services: str | None = None, months: str | None = None
) -> "SampleReport":
    """Return how many respondents a survey needs, spread over services (``Loket=120,Daring=300``) or months."""
    from lke_cli.surveys import sample_report

    return sample_report(population, services, months)


def survey_population(text: str, rubric: str) -> dict[str, int]:
    """Return the users of the service by survey, of ``1200`` (for all that the rubric asks for) or ``ipak=1200``."""
    from lke_cli.rubric import load_rubric
    from lke_cli.surveys import parse_population

    kinds = dict.fromkeys(question.survey for question in load_rubric(rubric).questions.values() if question.survey)
    people = parse_population(text)
    if isinstance(people, int):
        return dict.fromkeys(kinds, people)
    by_kind = {name.strip().lower(): number for name, number in people.items()}
    for name in by_kind:
        if name not in kinds:
            raise LkeError(f"--population {name}: bukan survei yang dinilai di LKE; pilih {' atau '.join(kinds)}.")
    return by_kind
