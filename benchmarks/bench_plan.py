"""How long a plan takes, beside a score of the same workbook and beside a process that only imports the solver.

``python benchmarks/bench_plan.py [--quick] [--units N]``. Goals, beside start-up: the bare way under 0.5 s, the sturdy
one under 2 s; a folder of 600 units on two cores under 10 minutes. ``--units N`` plans a folder of so many and says
what 600 would take at that rate.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from measure import medians, python, show

from lke_cli.planning import PlanWork, plan_units
from lke_cli.planning.effort import efforts_of
from lke_cli.planning.run import PlanSettings, PlanSource, make_plan
from lke_cli.planning.verify import Start
from lke_cli.rubric import Rubric, load_rubric
from lke_cli.scored import score_workbook
from lke_cli.scoring import resilience_of, review_share
from lke_cli.templates import Filling, example_filling, write_template
from lke_cli.workbook import Reader

RUBRIC = "permenpanrb-90-2021"
SOURCE = PlanSource("LKE.xlsx", "LKE", "unit")
FALLS = 3


def unit(rubric: Rubric, seed: int) -> Filling:
    """Return an invented unit: most answers best or one step lower, some far lower, as a unit has before its plan."""
    chance = random.Random(seed)
    answers = dict(example_filling(rubric).answers)
    for code, question in rubric.questions.items():
        scale = rubric.scales[question.scale]
        if scale.kind == "choice":
            ranked = [option for _, option in reversed(scale.ranked)]
            answers[code] = ranked[min(len(ranked) - 1, chance.choice((0, 0, 0, 1, 1, 2, 3)))]
        elif scale.kind == "number":
            answers[code] = round(scale.maximum * chance.uniform(0.86, 0.98), 2)
    return Filling(f"Satuan Kerja Contoh {seed:03}", answers)


def main() -> None:
    quick = "--quick" in sys.argv
    units = int(sys.argv[sys.argv.index("--units") + 1]) if "--units" in sys.argv else 8 if quick else 60
    rubric = load_rubric(RUBRIC)
    efforts = efforts_of(rubric)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for seed in range(units):
            paths.append(Path(folder) / f"LKE {seed:03}.xlsx")
            write_template(rubric, paths[-1], unit(rubric, seed))
        reader = Reader(rubric)
        starts = [Start(rubric, reader.read(path).answers(rubric), "wbk") for path in paths[: 3 if quick else 12]]
        for name, falls in (("bare", 0), ("bare and sturdy", FALLS)):
            taken = []
            for start in starts:
                begun = time.process_time()  # one thread: other work beside it does not count
                make_plan(start, efforts, PlanSettings(falls, review=0.05), SOURCE)
                taken.append(time.process_time() - begun)
            taken.sort()
            median, slowest = taken[len(taken) // 2], taken[-1]
            print(f"{name:<16} median {median:.2f} s of processor, slowest of {len(taken)} {slowest:.2f} s")
        best = Path(folder) / "best.xlsx"
        write_template(rubric, best, example_filling(rubric))
        passing = score_workbook(reader, best, target="wbk").scorecard
        assert passing is not None
        show(
            "In process",
            medians(
                {
                    "score of a workbook": lambda: score_workbook(reader, best, target="wbk"),
                    "its ketahanan": lambda: resilience_of(passing, rubric),
                    "a random review, 10,000 times": lambda: review_share(passing, rubric, 0.05),
                },
                5 if quick else 31,
            ),
        )
        show(
            "As a process",
            medians(
                {
                    "python -c 'import highspy, typer, ...'": python(
                        "-c", "import highspy, typer, pydantic, yaml, python_calamine"
                    ),
                    "lke plan --robust 0": python("-m", "lke_cli", "plan", str(paths[0]), "--robust", "0"),
                    "lke plan": python("-m", "lke_cli", "plan", str(paths[0])),
                },
                3 if quick else 7,
            ),
        )
        begun = time.perf_counter()
        plan_units(paths, PlanWork(RUBRIC, "wbk", falls=FALLS), rubric)
        seconds = time.perf_counter() - begun
        print(f"\n{units} units in {seconds:.0f} s; 600 at that rate: {seconds / units * 10:.1f} minutes (goal 10)")


if __name__ == "__main__":
    main()
