"""The core as the page has it: without processes, and without the libraries that no browser has."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lke_cli.bounded import Lost, here
from tests.conftest import ROOT, Run

SAMPLES = ROOT / "samples"
FAILING = "LKE ZI KPU Kab. Contoh Selatan.xlsx"
PASSING = "LKE ZI KPU Kab. Teladan Utara.xlsx"
SURVEY = "survei-ipak-contoh.csv"

ABSENT = (
    *("multiprocessing", "resource", "ctypes", "subprocess", "sqlite3", "ssl", "fcntl", "pwd"),
    *("pandas", "numpy", "highspy", "httpcore", "msoffcrypto", "cryptography", "lxml", "PIL", "pypdfium2"),
    *("docx", "pptx", "docxtpl", "olefile", "yaml", "pydantic", "pydantic_core", "typer", "rich", "annotated_types"),
)
_SCRIPT = """
import sys, json, base64
import os, shutil, tempfile, pathlib, zipfile, threading, signal, datetime, sysconfig
sysconfig.get_config_vars()  # of this system, before it is said to be another
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {absent}:
            raise ModuleNotFoundError(name)
for name in list(sys.modules):
    if name.split(".")[0] in {absent}:
        del sys.modules[name]
sys.meta_path.insert(0, Absent())
sys.platform = "emscripten"
sys.path.insert(0, {root!r})
from web.engine import Engine
told = []
engine = Engine(lambda *values: told.append(values), pathlib.Path({made!r}))
if {surveys}:
    engine.surveys_are_here()
answers = []
for request, saved in json.load(sys.stdin):
    answer = json.loads(engine.answer(json.dumps(request)))
    answers.append([answer, [base64.b64encode(engine.file(what)).decode() for what in saved]])
json.dump([answers, told], sys.stdout)
"""


def in_a_browser(
    folder: Path, made: Path, *requests: tuple[dict[str, object], list[str]], surveys: bool = False
) -> tuple[list[Any], list[Any]]:
    """Return what the engine answers to requests, with the files that are saved of each, and what it told.

    surveys: pandas and numpy are there, and the two modules that they import, which the page has, though of no use.
    """
    absent = {*ABSENT} - ({"pandas", "numpy", "ctypes", "subprocess"} if surveys else set())
    script = _SCRIPT.format(absent=absent, root=str(ROOT), made=str(made), surveys=surveys)
    run = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answers, told = json.loads(run.stdout)
    return answers, told


def test_every_request_of_the_page_is_answered_without_them(tmp_path: Path, lke: Run) -> None:
    answers, _ = in_a_browser(
        SAMPLES,
        tmp_path,
        ({"paths": [FAILING]}, ["json", "html", "xlsx", "marked"]),
        ({"paths": [FAILING, PASSING]}, ["json", "html", "xlsx"]),
        ({"paths": [FAILING, PASSING], "kind": "diff"}, ["json", "html", "xlsx"]),
    )
    assert [answer["kind"] for answer, _ in answers] == ["score", "compare", "diff"]
    assert all(all(files) for _, files in answers)


def test_an_item_that_an_earlier_try_lost_is_told_as_the_command_line_tells_it(tmp_path: Path) -> None:
    answers, told = in_a_browser(
        SAMPLES,
        tmp_path,
        ({"paths": [FAILING], "lost": {"1": "slow"}}, []),
        ({"paths": [FAILING, PASSING], "kind": "compare", "lost": {"1": "crashed"}}, ["json"]),
    )
    assert answers[0][0]["sentence"].startswith(f"Galat: '{FAILING}' tidak selesai dibaca dalam 30 detik;")
    (result,) = answers[1][1]
    units = json.loads(base64.b64decode(result))["units"]
    (lost,) = [unit for unit in units if unit["problem"]]
    assert lost["problem"].startswith(f"'{FAILING}' menghentikan pembacanya:")
    assert [value for value in told if value[0] == "item"] == [["item", 2, 30.0]]


def test_each_item_is_told_before_it_is_read(tmp_path: Path) -> None:
    _, told = in_a_browser(SAMPLES, tmp_path, ({"paths": [FAILING, PASSING], "kind": "compare"}, []))
    assert told == [["item", 1, 30.0], ["count", 1, 2], ["item", 2, 30.0], ["count", 2, 2]]


def test_what_fills_the_memory_here_is_lost_and_the_rest_goes_on() -> None:
    def work(number: int) -> int:
        if number == 2:
            raise MemoryError
        if number == 3:
            raise ValueError("x")
        return number * 10

    assert list(here.run_here(work, [1, 2, 3, 4])) == [
        (1, 10), (2, Lost("memory")), (3, Lost("error", "ValueError")), (4, 40),
    ]  # fmt: skip


def test_a_stop_ends_the_work_before_the_next_item() -> None:
    done: list[int] = []
    assert [item for item, _ in here.run_here(done.append, [1, 2, 3], stop=lambda: len(done) == 2)] == [1, 2]


def test_surveys_are_asked_for_before_what_reads_them_is_there(tmp_path: Path) -> None:
    answers, _ = in_a_browser(
        SAMPLES,
        tmp_path,
        ({"paths": [SURVEY]}, []),
        ({"paths": [PASSING, SURVEY]}, []),
        ({"paths": [PASSING, FAILING, SURVEY], "kind": "compare"}, ["json"]),
    )
    assert [answer.get("needs") for answer, _ in answers] == ["survey", "survey", None]
    assert answers[2][0]["note"].startswith(f"Data survei ({SURVEY}) dihitung bersama satu LKE saja")


def test_surveys_are_read_with_pandas_alone(tmp_path: Path) -> None:
    answers, _ = in_a_browser(
        SAMPLES,
        tmp_path,
        ({"paths": [SURVEY]}, ["json", "html", "xlsx"]),
        ({"paths": [FAILING, SURVEY]}, ["json", "html", "xlsx", "marked"]),
        surveys=True,
    )
    assert [answer["kind"] for answer, _ in answers] == ["survey", "score"]
    scored = json.loads(base64.b64decode(answers[1][1][0]))
    assert [claim["survey"] for claim in scored["workbooks"][0]["surveys"]] == ["ipak"]
