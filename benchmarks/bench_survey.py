"""How long a survey of 1,000,000 respondents takes, against ``pandas.read_csv`` of the same file.

``python benchmarks/bench_survey.py [--quick]`` (quick: 100,000). Beside it 10,000 respondents as a whole process,
against a process that only imports pandas.
"""

import gc
import random
import sys
import tempfile
from pathlib import Path

import pandas
from measure import medians, python, show

from lke_cli.rubric import load_rubric
from lke_cli.surveys.run import survey_index


def write_survey(path: Path, respondents: int) -> None:
    """Write a form's export: a time, a name, a service, nine answers 1..4, a remark."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("Timestamp,Nama,Jenis Layanan," + ",".join(f"U{n}" for n in range(1, 10)) + ",Saran\n")
        for i in range(respondents):
            answers = ",".join(map(str, chance.choices((2, 3, 4), (1, 2, 2), k=9)))
            time = f"2026/{1 + i % 6:02d}/{1 + i % 28:02d} {1 + i % 12}:{i % 60:02d}:{i % 59:02d} PM GMT+7"
            file.write(f'{time},Responden {i},Layanan {i % 4},{answers},"baik, lanjut"\n')


def main() -> None:
    quick = "--quick" in sys.argv
    gc.set_threshold(50_000)  # as the command does
    rubric = load_rubric("permenpanrb-90-2021")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survei.csv"
        write_survey(path, 100_000 if quick else 1_000_000)
        measured = medians(
            {
                "pandas.read_csv": lambda: pandas.read_csv(path),
                "survey, whole": lambda: survey_index(path, "skm", rubric=rubric, target="wbk", population=2_000_000),
            },
            3 if quick else 5,
        )
        show(f"{path.stat().st_size / 1e6:.0f} MB of CSV", measured)
        write_survey(path, 10_000)
        processes = {
            "python, pandas imported": python("-c", "import pandas"),
            "lke survey, 10,000 rows": python("-m", "lke_cli", "survey", str(path)),
        }
        show("As a process", medians(processes, 5))


if __name__ == "__main__":
    main()
