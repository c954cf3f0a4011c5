"""Write the sample workbooks (``python samples/make.py [FOLDER]``): invented units, the same files at every run."""

import sys
from dataclasses import replace
from pathlib import Path

from lke_cli.rubric import Rubric, load_rubric
from lke_cli.templates import Filling, example_filling, write_template

PASSING = "LKE ZI KPU Kab. Teladan Utara.xlsx"
FAILING = "LKE ZI KPU Kab. Contoh Selatan.xlsx"
HALF_FILLED = "LKE ZI KPU Kota Misal Barat.xlsx"


def passing(rubric: Rubric) -> Filling:
    """Return a unit that reaches every minimum of WBK."""
    return example_filling(rubric, "KPU Kabupaten Teladan Utara")


def failing(rubric: Rubric) -> Filling:
    """Return a unit that misses area 6 and the IPAK survey (and what follows from them), one answer being invalid."""
    filling = example_filling(rubric, "KPU Kabupaten Contoh Selatan")
    answers = dict(filling.answers)
    for code, question in rubric.questions.items():
        if code.startswith(("A.I.6.", "A.II.6.")) and code in answers:
            answers[code] = rubric.scales[question.scale].ranked[0 if code.endswith(("a", "c")) else -1][1]
    answers |= {"A.II.6.i.b.2": 2, "B.I.a": 3.42, "A.I.2.iii.a": "A/B"}
    documents = {code: texts for code, texts in filling.documents.items() if not code.startswith("A.I.4.ii.")}
    links = {code: texts for code, texts in filling.links.items() if code in documents}
    return replace(filling, answers=answers, documents=documents, links=links)


def half_filled(rubric: Rubric) -> Filling:
    """Return a unit that has filled in every second question only."""
    filling = example_filling(rubric, "KPU Kota Misal Barat")
    kept = {code for i, code in enumerate(rubric.questions) if i % 2 == 0}
    kept |= {each.code for code in kept for each in rubric.questions[code].inputs}
    return replace(
        filling,
        answers={code: answer for code, answer in filling.answers.items() if code in kept},
        narratives={code: text for code, text in filling.narratives.items() if code in kept},
        documents={code: texts for code, texts in filling.documents.items() if code in kept},
        links={code: texts for code, texts in filling.links.items() if code in kept},
    )


SAMPLES = {PASSING: passing, FAILING: failing, HALF_FILLED: half_filled}


def main() -> None:
    """Write all samples into a folder (default: the one this file stands in)."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    rubric = load_rubric("permenpanrb-90-2021")
    for name, make in SAMPLES.items():
        write_template(rubric, folder / name, make(rubric))


if __name__ == "__main__":
    main()
