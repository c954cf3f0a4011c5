"""How long a score takes, against a bare read of the same file and an interpreter that only imports its libraries.

``python benchmarks/bench_score.py [--quick] [WORKBOOK]``. Goals: score in process <= 3 x the bare calamine read;
``lke score`` as a process <= 1.5 x (the imports + that score).
"""

import gc
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine
from measure import medians, python, show

from lke_cli.rubric.load import load_rubric
from lke_cli.scored import score_workbook
from lke_cli.template.filling import example_filling
from lke_cli.template.write import write_template
from lke_cli.workbook.read import Reader

IMPORTS = "import typer, rich, pydantic, yaml, python_calamine"


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--quick"]
    rounds = 5 if "--quick" in sys.argv else 31
    gc.set_threshold(50_000)  # as the command does
    rubric = load_rubric("permenpanrb-90-2021")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(arguments[0]) if arguments else Path(folder) / "LKE.xlsx"
        if not arguments:
            write_template(rubric, path, example_filling(rubric))
        reader = Reader(rubric)

        def bare() -> object:
            return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

        def load() -> object:
            return openpyxl.load_workbook(path)

        in_process: dict[str, Callable[[], object]] = {
            "bare calamine read of the sheet": bare,
            "score in process, the form known": lambda: score_workbook(reader, path, target="wbk"),
            "score in process, the form new": lambda: score_workbook(Reader(rubric), path, target="wbk"),
            "openpyxl load": load,
        }
        measured = medians(in_process, rounds)
        show(f"In process: {path.name}", measured)
        processes = medians(
            {
                "python -c 'import typer, rich, pydantic, ...'": python("-c", IMPORTS),
                "lke score": python("-m", "lke_cli", "score", str(path)),
            },
            max(5, rounds // 2),
        )
        show("As a process", processes)
        imports, whole = processes.values()
        ratio = whole / (imports + measured["score in process, the form known"])
        print(f"  lke score / (imports + score in process): {ratio:.2f} x")


if __name__ == "__main__":
    main()
