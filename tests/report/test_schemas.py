"""What ``--format json`` writes is what the published schema says."""

import json
from pathlib import Path

import jsonschema
import pytest

from lke_cli.report.schemas import published
from lke_cli.results.score import SCHEMA_VERSION
from tests.conftest import ROOT, Run


def test_score_json_is_complete_and_valid(lke: Run, tmp_path: Path) -> None:
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 rusak")
    code, out, _ = lke("score", *sorted((ROOT / "samples").glob("*.xlsx")), broken, "--format", "json")
    assert code == 2
    report = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(published()["lke-score-1.json"])).validate(report)
    assert report["schema_version"] == SCHEMA_VERSION
    assert [workbook["scorecard"] is None for workbook in report["workbooks"]] == [False, False, False, True]
    card = report["workbooks"][0]["scorecard"]
    assert len(card["questions"]) == 113
    assert len(card["inputs"]) == 24
    assert {each["cell"].split("!")[0] for each in card["inputs"]} == {"LKE"}
    assert card["shown"]["A.I.1.i"] == pytest.approx(0.5)
    assert {"total", "A.1", "B.I.a"} <= {node["code"] for node in card["nodes"]}


def test_a_schema_that_is_broken_is_noticed(lke: Run) -> None:
    """The validation above can fail: an answer that is no text is against the schema."""
    _, out, _ = lke("score", *(ROOT / "samples").glob("*Teladan*.xlsx"), "--format", "json")
    report = json.loads(out)
    report["workbooks"][0]["scorecard"]["questions"][0]["answer"] = 3
    schema = json.loads(published()["lke-score-1.json"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(report)
