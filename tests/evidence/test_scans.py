"""Scans are read where the extra is installed, and said to be unread where it is not."""

from pathlib import Path

import pytest

from lke_cli.evidence import scans
from lke_cli.evidence.cache import Cache
from lke_cli.evidence.folder import check_folder
from lke_cli.periods import parse_period
from lke_cli.rubric import Rubric
from tests.evidence import files
from tests.evidence.scanned import scan

PLACE = "A.I.1.i.a/dok001.pdf"
reads = pytest.mark.skipif(
    not scans.can_read(), reason="needs the extra lke-cli[ocr] or Tesseract with its Indonesian data"
)


def test_without_the_extra_it_is_said_that_the_page_was_not_read(
    tmp_path: Path, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "can_read", lambda: False)
    files.put(tmp_path, PLACE, scan(1).data)
    found = check_folder(tmp_path, rubric)
    (file,) = found.files
    assert (file.scan, file.read, file.kinds, file.genuine) == (True, False, (), ("unread-scan",))
    (finding,) = [f for f in found.findings if f.rule == "file-scan"]
    assert finding.message == f"'{PLACE}' hasil pindai tanpa teks; isinya tidak terbaca."


@reads
def test_kind_and_date_of_a_scan_are_read_and_marked(tmp_path: Path, rubric: Rubric) -> None:
    made = scan(1)
    files.put(tmp_path, PLACE, made.data)
    found = check_folder(tmp_path, rubric, period=parse_period("2025"))
    (file,) = found.files
    assert made.kind in file.kinds
    assert file.dates == (made.date,)
    assert (file.read, file.period, file.genuine) == (True, "inside", ("read-from-scan",))
    assert not [f for f in found.findings if f.rule == "file-scan"]


@reads
def test_what_was_read_is_kept_by_the_bytes_of_the_scan(
    tmp_path: Path, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, data = Cache(tmp_path / "cache.sqlite"), scan(1).data
    files.put(tmp_path / "satu", PLACE, data)
    (first,) = check_folder(tmp_path / "satu", rubric, cache=cache).files
    monkeypatch.setattr(scans, "SCAN_MEMORY", 1)  # nothing could be read now
    files.put(tmp_path / "dua", PLACE, data)
    (again,) = check_folder(tmp_path / "dua", rubric, cache=cache).files
    assert (again.read, again.kinds, again.dates) == (True, first.kinds, first.dates)


@reads
def test_a_scan_that_cannot_be_read_stays_evidence(tmp_path: Path, rubric: Rubric) -> None:
    files.put(tmp_path, PLACE, files.pdf())  # a page of nothing
    (file,) = check_folder(tmp_path, rubric).files
    assert (file.state, file.usable, file.read, file.genuine) == ("ok", True, False, ("unread-scan",))
