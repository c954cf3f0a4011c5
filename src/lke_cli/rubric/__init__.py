"""A rubric: the tree of questions, weights, scales and minimums, and how it is found, loaded and checked.

In comes a name or a YAML file, out goes a Rubric.
"""

from typing import TYPE_CHECKING

from lke_cli.doors import opened

if TYPE_CHECKING:
    from lke_cli.rubric.build import build_value
    from lke_cli.rubric.evidence_words import Judge, Shows, evidence_judge, name_denier
    from lke_cli.rubric.expression import Limits
    from lke_cli.rubric.load import (
        RubricError,
        load_rubric,
        named_text,
        parse_rubric,
        rubric_text,
        shape_sentence,
        shipped_rubrics,
    )
    from lke_cli.rubric.model import (
        Consistency,
        Effort,
        EvidenceWords,
        Input,
        Minimum,
        NarrativeWords,
        Node,
        Question,
        Ratio,
        Role,
        Rubric,
        Scale,
        Words,
    )
    from lke_cli.rubric.overview import rubric_overview
    from lke_cli.rubric.prepared import prepared_text, shipped_data
    from lke_cli.rubric.schema import rubric_json, rubric_schema
    from lke_cli.rubric.text import YamlError, read_yaml

__all__ = [
    "Consistency",
    "Effort",
    "EvidenceWords",
    "Input",
    "Judge",
    "Limits",
    "Minimum",
    "NarrativeWords",
    "Node",
    "Question",
    "Ratio",
    "Role",
    "Rubric",
    "RubricError",
    "Scale",
    "Shows",
    "Words",
    "YamlError",
    "build_value",
    "evidence_judge",
    "load_rubric",
    "name_denier",
    "named_text",
    "parse_rubric",
    "prepared_text",
    "read_yaml",
    "rubric_json",
    "rubric_overview",
    "rubric_schema",
    "rubric_text",
    "shape_sentence",
    "shipped_data",
    "shipped_rubrics",
]

__getattr__ = opened(
    __name__,
    build="build_value",
    evidence_words="Judge Shows evidence_judge name_denier",
    expression="Limits",
    load="RubricError load_rubric named_text parse_rubric rubric_text shape_sentence shipped_rubrics",
    model="Consistency Effort EvidenceWords Input Minimum NarrativeWords Node Question Ratio Role Rubric Scale Words",
    overview="rubric_overview",
    prepared="prepared_text shipped_data",
    schema="rubric_json rubric_schema",
    text="YamlError read_yaml",
)
