"""What is made from something else and kept in the repository: ``python -m tests.generated`` writes it anew."""

from pathlib import Path

from lke_cli.api import all_rules
from lke_cli.instrument import instrument_schema, shipped_instruments
from lke_cli.instrument.words import words_path
from lke_cli.report.rules import rules_page
from lke_cli.report.schemas import published
from lke_cli.rubric import prepared_text, rubric_schema, shipped_rubrics

ROOT = Path(__file__).parents[1]


def texts() -> dict[Path, str]:
    """Return the text of every such file: YAML as JSON, the schemas, the guide's list of findings."""
    shipped = [*shipped_rubrics().values(), *shipped_instruments().values(), words_path()]
    schemas = published() | {"rubric-1.json": rubric_schema(), "instrument-1.json": instrument_schema()}
    return {
        **{path.with_suffix(".json"): prepared_text(path) for path in shipped},
        **{ROOT / "schemas" / name: text for name, text in schemas.items()},
        ROOT / "docs/temuan.md": rules_page(all_rules()),
    }


if __name__ == "__main__":
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8", newline="\n")
