"""Surveys (SKM, IPAK, IPKP): from respondents' answers to an index, how sure it is, and what is wrong with the data.

In come files of answers, out goes a SurveyReport.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.surveys.claim import parse_survey, read_surveys, survey_claims
    from lke_cli.surveys.plan import make_plan, parse_population
    from lke_cli.surveys.run import Options, exit_code, survey_file
    from lke_cli.surveys.sample import sample_size
    from lke_cli.surveys.scale import parse_scale, parse_words

__all__ = [
    "Options",
    "exit_code",
    "make_plan",
    "parse_population",
    "parse_scale",
    "parse_survey",
    "parse_words",
    "read_surveys",
    "sample_size",
    "survey_claims",
    "survey_file",
]

__getattr__ = opened(
    __name__,
    claim="parse_survey read_surveys survey_claims",
    plan="make_plan parse_population",
    run="Options exit_code survey_file",
    scale="parse_scale parse_words",
    sample="sample_size",
)
