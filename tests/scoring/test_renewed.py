"""What a note asks and what was renewed, on a set that was written before the rule was run on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from lke_cli.rubric import Rubric
from lke_cli.scoring import asks
from lke_cli.scoring.renewed import documents_renewed, links_renewed, narrative_renewed

SET = yaml.safe_load((Path(__file__).parent / "followup.yaml").read_text(encoding="utf-8"))


def _measured(cases: list[Any], truth: str, judge: Callable[[Any], bool]) -> tuple[float, float, list[Any]]:
    """Return precision and recall of a judgement, and the cases that it gets wrong."""
    told = [case for case in cases if judge(case)]
    right = [case for case in told if case[truth]]
    there = [case for case in cases if case[truth]]
    return len(right) / len(told), len(right) / len(there), [case for case in cases if judge(case) != case[truth]]


def _renewed(case: dict[str, Any], rubric: Rubric) -> bool:
    if "narrative" in case:
        old, new = case["narrative"]
        return narrative_renewed(old, new, rubric)
    before, after = case["evidence"]
    return links_renewed(before, after) or documents_renewed(before, after, rubric)


def test_which_notes_ask_something(rubric: Rubric) -> None:
    precision, recall, wrong = _measured(SET["notes"], "ask", lambda case: asks(case["text"], rubric))
    print(precision, recall, wrong)
    assert recall == 1, wrong  # a note that asks is never passed over
    assert precision >= 0.9, wrong


def test_what_was_renewed(rubric: Rubric) -> None:
    precision, recall, wrong = _measured(SET["changes"], "renewed", lambda case: _renewed(case, rubric))
    print(precision, recall, wrong)
    assert precision >= 0.9, wrong
    assert recall >= 0.9, wrong


@pytest.mark.parametrize("text", ["", "  ", "..."])
def test_nothing_asks_nothing_less_than_a_word(rubric: Rubric, text: str) -> None:
    assert asks(text, rubric)  # what is not known to approve asks
