"""The kinds of results that JSON names, with the module and the class that each is."""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module


@dataclass(frozen=True)
class Kind:
    """A kind of result. name: as JSON names it. Its module holds the class and the version of its JSON, under
    ``version_name``."""

    name: str
    module: str
    class_name: str
    version_name: str = "SCHEMA_VERSION"

    @cached_property
    def type(self) -> type:
        """The class of its results."""
        class_: type = getattr(import_module(self.module), self.class_name)
        return class_

    @cached_property
    def version(self) -> str:
        """The version of its JSON, ``MAJOR.MINOR``: a minor one only adds keys."""
        version: str = getattr(import_module(self.module), self.version_name)
        return version


KINDS = {
    kind[0]: Kind(*kind)
    for kind in (
        ("lke-score", "lke_cli.results.score", "ScoreReport"),
        ("lke-compare", "lke_cli.results.compare", "Comparison"),
        ("lke-diff", "lke_cli.results.diff", "DiffReport"),
        ("lke-followup", "lke_cli.results.followup", "FollowupReport"),
        ("lke-check", "lke_cli.results.check", "CheckReport"),
        ("lke-inspect", "lke_cli.results.inspect", "Inspection"),
        ("lke-evidence", "lke_cli.results.evidence", "EvidenceReport"),
        ("lke-survey", "lke_cli.results.survey", "SurveyReport"),
        ("lke-survey-plan", "lke_cli.results.survey", "SampleReport", "PLAN_SCHEMA_VERSION"),
        ("lke-plan", "lke_cli.results.plan", "PlanResult"),
        ("lke-plan-track", "lke_cli.results.plan", "TrackResult"),
        ("lke-plans", "lke_cli.results.plan", "PlansResult"),
        ("lke-simulate", "lke_cli.results.plan", "SimulateResult"),
    )
}


def kind_of(result: object) -> Kind:
    """Return the kind of a result (TypeError where it is none)."""
    kind = next((kind for kind in KINDS.values() if kind.class_name == type(result).__name__), None)
    if kind is None or not isinstance(result, kind.type):
        raise TypeError(f"{type(result).__name__} is no result")
    return kind
