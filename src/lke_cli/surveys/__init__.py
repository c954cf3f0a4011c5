"""Surveys (SKM, IPAK, IPKP): from respondents' answers to an index, how sure it is, and what is wrong with the data.

In come files of answers, out goes a SurveyReport.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.surveys.claim import parse_survey, read_surveys, survey_claims
    from lke_cli.surveys.plan import parse_population, sample_report
    from lke_cli.surveys.run import SurveySettings, exit_code, survey_file
    from lke_cli.surveys.sample import sample_size
    from lke_cli.surveys.scale import parse_scale, parse_words

__all__ = [
    "SurveySettings",
    "exit_code",
    "parse_population",
    "parse_scale",
    "parse_survey",
    "parse_words",
    "read_surveys",
    "sample_report",
    "sample_size",
    "survey_claims",
    "survey_file",
]

__getattr__ = opened(
    __name__,
    claim="parse_survey read_surveys survey_claims",
    plan="parse_population sample_report",
    run="SurveySettings exit_code survey_file",
    sample="sample_size",
    scale="parse_scale parse_words",
)
