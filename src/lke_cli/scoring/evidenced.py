"""The score that is left where only answers with evidence count."""

from collections.abc import Collection, Sequence

from lke_cli.answers import Answers
from lke_cli.results import Scorecard
from lke_cli.rubric import Minimum, Rubric
from lke_cli.scoring.score import score_answers


def score_evidenced(
    rubric: Rubric,
    answers: Answers,
    evidenced: Collection[str],
    *,
    target: str,
    minimums: Sequence[Minimum] = (),
) -> Scorecard:
    """Return the scorecard of answers where those to questions outside ``evidenced`` are taken as not given.

    They count 0, whatever ``--blank`` says elsewhere: a claim without evidence must never raise a mean.
    """
    owners = {count.code: code for code, question in rubric.questions.items() for count in question.inputs}
    kept = {code: given for code, given in answers.items() if owners.get(code, code) in evidenced}
    return score_answers(rubric, kept, target=target, minimums=minimums)
