"""How long a score takes, against a bare read of the same file and an interpreter that only imports its libraries.

``python benchmarks/bench_score.py [--quick] [WORKBOOK]``: the template, and the official form where it is at hand,
filled, behind a summary sheet and before a hidden copy; the bare read is that of the scored sheet. Goals: score in
process <= 3 x the bare calamine read; ``lke score`` as a process <= 1.5 x (the imports + that score).
"""

import gc
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine
from measure import medians, python, show

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.official import FORM, filled_form

from lke_cli.rubric import Rubric, load_rubric
from lke_cli.scored import score_workbook
from lke_cli.templates import example_filling, write_template
from lke_cli.workbook import Reader

IMPORTS = "import typer, rich, pydantic, yaml, python_calamine"


def main() -> None:
    arguments = [each for each in sys.argv[1:] if each != "--quick"]
    rounds = 5 if "--quick" in sys.argv else 31
    gc.set_threshold(50_000)  # as the command does
    rubric = load_rubric("permenpanrb-90-2021")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(argument) for argument in arguments]
        if not paths:
            paths = [Path(folder) / "LKE.xlsx"]
            write_template(rubric, paths[0], example_filling(rubric))
            if FORM.exists():
                paths.append(official(Path(folder) / "LKE resmi.xlsx", paths[0], rubric))
            else:
                print(f"No official form at {FORM}: only the template is measured.")
        for path in paths:
            measure(path, rubric, rounds)


def official(path: Path, template: Path, rubric: Rubric) -> Path:
    """Write the official form, filled as the template is, between a summary sheet and a hidden copy of it."""
    book = filled_form(template, rubric)
    sheet = book.worksheets[0]
    summary = book.create_sheet("Rekap", 0)
    for number, node in enumerate(rubric.nodes.values(), 1):
        summary.cell(number, 1, node.label)
        summary.cell(number, 2, node.weight)
    copy = book.copy_worksheet(sheet)
    copy.sheet_state = "hidden"
    book.save(path)
    return recalculated(path)


def recalculated(path: Path) -> Path:
    """Return a workbook with the values of its formulas, as a unit's has them: written anew by LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("No LibreOffice: the official form is measured without stored values, which no unit's lacks.")
        return path
    folder = path.parent / "dihitung"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / path.name


def measure(path: Path, rubric: Rubric, rounds: int) -> None:
    """Print how long a workbook takes, in process and as a process."""
    reader = Reader(rubric)
    name = reader.read(path).sheet

    def bare() -> object:
        return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()

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
