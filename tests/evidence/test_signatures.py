"""Electronic signatures: that there is one, whose, when, and whether the file is still what was signed."""

import importlib.util
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lke_cli.evidence import signatures
from lke_cli.evidence.cache import Cache
from lke_cli.evidence.content import Examination
from lke_cli.evidence.folder import FolderEvidence, check_folder
from lke_cli.periods import parse_period
from lke_cli.results import FileResult, Signature
from lke_cli.rubric import Rubric
from tests.evidence import files

if importlib.util.find_spec("pyhanko") is None:
    pytest.skip("needs the extra lke-cli[tte], which signs the test files", allow_module_level=True)

from tests.evidence import signed

PLACE = "A.I.1.i.a/SK Tim 2025.pdf"
NATIONAL = (("OSD PSrE Contoh", "Balai Sertifikasi Elektronik"), ("Root Contoh", "Kementerian Contoh"))


def checked(
    tmp_path: Path, rubric: Rubric, data: bytes, period: str | None = None
) -> tuple[FileResult, FolderEvidence]:
    files.put(tmp_path, PLACE, data)
    found = check_folder(tmp_path, rubric, period=parse_period(period) if period else None)
    return found.files[0], found


def rules(found: FolderEvidence) -> list[str]:
    return [finding.rule for finding in found.findings if finding.rule.startswith("signature")]


def alone(data: bytes) -> tuple[Signature, ...]:
    """What pdfium by itself tells."""
    document = pypdfium2.PdfDocument(data)
    try:
        return signatures.present(document, len(data))
    finally:
        document.close()


class TestWithoutTheExtra:
    def test_that_there_is_a_signature_and_when(self) -> None:
        assert alone(signed.sign(signed.decree())) == (Signature("present", "2025-03-12T09:30:00"),)

    def test_a_document_without_one_has_none(self) -> None:
        assert alone(signed.decree()) == ()

    def test_what_was_added_after_the_last_one_is_seen_but_not_what(self) -> None:
        (only,) = alone(signed.saved_again(signed.sign(signed.decree())))
        assert (only.state, only.detail) == ("present", "ada yang ditambahkan sesudahnya")
        first, last = alone(signed.sign(signed.sign(signed.decree()), field="Kedua"))
        assert (first.detail, last.detail) == ("", "")

    def test_it_is_told_in_one_finding_that_nothing_was_checked(
        self, tmp_path: Path, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(signatures, "can_check", lambda: False)
        file, found = checked(tmp_path, rubric, signed.saved_again(signed.sign(signed.decree())))
        (finding,) = [f for f in found.findings if f.rule == "signature-unchecked"]
        assert finding.message.startswith("1 PDF bertanda tangan elektronik")
        assert "(1 di antaranya bertambah sesudahnya" in finding.message
        assert file.signatures[0].signer == ""


class TestWhole:
    def test_by_whom_when_and_that_nothing_changed(self, tmp_path: Path, rubric: Rubric) -> None:
        file, found = checked(tmp_path, rubric, signed.sign(signed.decree(), "Kepala Contoh", issuers=NATIONAL))
        (only,) = file.signatures
        assert (only.state, only.signer, only.detail) == ("whole", "Kepala Contoh", "")
        assert only.time == "2025-03-12T09:30:00"
        assert only.issuer == "OSD PSrE Contoh, Balai Sertifikasi Elektronik"
        assert only.chain == (only.issuer, "Root Contoh, Kementerian Contoh")
        assert rules(found) == []

    def test_the_national_issuer_is_known_by_its_name_in_the_chain_at_any_height(
        self, tmp_path: Path, rubric: Rubric
    ) -> None:
        above = (("Penerbit Contoh", ""), ("BSrE Contoh", ""))
        for chain, known in ((NATIONAL, "BSrE BSSN"), (above, "BSrE BSSN"), ((("Penerbit Contoh", ""),), ""), ((), "")):
            file, _ = checked(tmp_path, rubric, signed.sign(signed.decree(), issuers=chain))
            assert file.signatures[0].known == known, chain

    def test_a_word_inside_another_names_nobody(self, tmp_path: Path, rubric: Rubric) -> None:
        file, _ = checked(tmp_path, rubric, signed.sign(signed.decree(), issuers=(("Absrebssnx", ""),)))
        assert file.signatures[0].known == ""

    def test_a_second_signature_leaves_the_first_whole(self, tmp_path: Path, rubric: Rubric) -> None:
        twice = signed.sign(signed.sign(signed.decree(), "Pertama"), "Kedua", field="Kedua")
        file, found = checked(tmp_path, rubric, twice)
        assert [(each.signer, each.state) for each in file.signatures] == [("Pertama", "whole"), ("Kedua", "whole")]
        assert rules(found) == []


class TestChanged:
    def test_a_changed_byte_is_an_error(self, tmp_path: Path, rubric: Rubric) -> None:
        data = signed.sign(signed.decree("Ditetapkan 12 Maret 2025"))
        at = data.index(b"12 Maret")
        file, found = checked(tmp_path, rubric, data[:at] + b"13" + data[at + 2 :])
        assert file.signatures[0].state == "changed"
        (finding,) = [f for f in found.findings if f.rule == "signature-changed"]
        assert (finding.severity.value, finding.cell, finding.node) == ("error", PLACE, "A.I.1.i.a")
        assert "Kepala Contoh" in finding.message

    def test_a_save_after_signing_is_told(self, tmp_path: Path, rubric: Rubric) -> None:
        file, found = checked(tmp_path, rubric, signed.saved_again(signed.sign(signed.decree())))
        assert file.signatures[0].state == "added"
        assert rules(found) == ["signature-added"]

    def test_a_change_between_two_signatures_is_the_first_ones(self, tmp_path: Path, rubric: Rubric) -> None:
        first = signed.saved_again(signed.sign(signed.decree(), "Pertama"))
        file, _ = checked(tmp_path, rubric, signed.sign(first, "Kedua", field="Kedua"))
        assert [each.state for each in file.signatures] == ["added", "whole"]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def test_no_file_with_a_changed_byte_is_whole(self, tmp_path: Path, data: st.DataObject) -> None:
        """But for the signature itself, whose place is filled up with zeros that mean nothing."""
        whole = signed.sign(signed.decree())
        start = whole.index(b"/Contents <") + len("/Contents ")
        end = whole.index(b">", start) + 1
        at = data.draw(st.integers(0, len(whole) - 1).filter(lambda at: not start <= at < end))
        changed = bytearray(whole)
        changed[at] ^= data.draw(st.integers(1, 255))
        path = files.put(tmp_path, "satu.pdf", bytes(changed))
        try:
            found = signatures.checked(str(path))
        except pypdfium2.PdfiumError:
            return  # no PDF any more: said as broken
        assert all(each.state in ("changed", "unchecked") for each in found)

    def test_a_range_that_leaves_more_out_than_the_signature_is_not_whole(self, tmp_path: Path, rubric: Rubric) -> None:
        """A gap wider than the signature hides what anybody may write there."""
        assert not signatures._Embedded((0, 100, 900, 50), b"x" * 300, "").is_whole
        assert signatures._Embedded((0, 100, 702, 50), b"x" * 300, "").is_whole
        assert not signatures._Embedded((10, 100, 702, 50), b"x" * 300, "").is_whole


class TestPeriod:
    @pytest.mark.parametrize(
        ("period", "told"), [("2025-01..2025-12", []), ("2024-01..2025-02", ["signature-outside-period"])]
    )
    def test_the_time_of_signing_against_the_period(
        self, tmp_path: Path, rubric: Rubric, period: str, told: list[str]
    ) -> None:
        _, found = checked(tmp_path, rubric, signed.sign(signed.decree("Tahun 2025")), period)
        assert rules(found) == told


def test_what_was_checked_is_known_the_next_time(tmp_path: Path, rubric: Rubric) -> None:
    files.put(tmp_path / "bukti", PLACE, signed.sign(signed.decree(), issuers=NATIONAL))
    cache = Cache(tmp_path / "cache.sqlite")
    first = check_folder(tmp_path / "bukti", rubric, cache=cache)
    (row,) = cache.load([_task(tmp_path / "bukti" / PLACE)]).values()
    assert row.signatures[0].state == "whole"
    assert check_folder(tmp_path / "bukti", rubric, cache=cache).files == first.files


def _task(path: Path) -> tuple[Examination, int]:
    return Examination(str(path), path.stat().st_size), path.stat().st_mtime_ns
