"""The published JSON Schemas: which result each kind of JSON output holds, and in which version."""

from lke_cli.report.json import json_schema
from lke_cli.results import compare, diff, evidence, score, survey

KINDS: dict[str, tuple[str, type]] = {
    "lke-compare": (compare.SCHEMA_VERSION, compare.Comparison),
    "lke-diff": (diff.SCHEMA_VERSION, diff.DiffReport),
    "lke-evidence": (evidence.SCHEMA_VERSION, evidence.EvidenceReport),
    "lke-score": (score.SCHEMA_VERSION, score.ScoreReport),
    "lke-survey": (survey.SCHEMA_VERSION, survey.SurveyReport),
    "lke-survey-plan": (survey.PLAN_SCHEMA_VERSION, survey.PlanResult),
}
"""By kind: version, and the type of the result."""


def published() -> dict[str, str]:
    """Return the text of every schema by its file name in ``schemas/``."""
    return {
        f"{kind}-{version.split('.')[0]}.json": json_schema(kind, version, result)
        for kind, (version, result) in KINDS.items()
    }


def main() -> None:
    """Write the schemas anew: ``python -m lke_cli.report.schemas FOLDER``."""
    import sys
    from pathlib import Path

    for name, text in published().items():
        Path(sys.argv[1], name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
