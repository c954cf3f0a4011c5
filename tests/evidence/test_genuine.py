"""What metadata say against names and texts: both sides of every bound."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image

from lke_cli.evidence.folder import FolderEvidence, check_folder
from lke_cli.evidence.genuine import MANY_ALIKE
from lke_cli.findings import Finding
from lke_cli.periods import parse_period
from lke_cli.rubric import Rubric
from tests.evidence import files

PLACE = "A.I.1.ii.a"


def photo(taken: str) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[36867] = f"{taken} 09:30:00"
    buffer = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def letter(text: str, *, author: str = "", created: datetime, edited: datetime) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    properties = document.core_properties
    properties.author, properties.created, properties.modified = author, created, edited
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def told(folder: Path, rubric: Rubric, rule: str, period: str | None = None) -> list[Finding]:
    found: FolderEvidence = check_folder(folder, rubric, period=parse_period(period) if period else None)
    return [finding for finding in found.findings if finding.rule == rule]


class TestPhotos:
    @pytest.mark.parametrize(
        ("name", "taken", "differs"),
        [
            ("Foto 2025-03-12.jpg", "2025:03:05", False),  # seven days before
            ("Foto 2025-03-12.jpg", "2025:03:04", True),
            ("Foto 2025-03-12.jpg", "2025:03:19", False),
            ("Foto 2025-03-12.jpg", "2025:03:20", True),
            ("Foto Maret 2025.jpg", "2025:04:07", False),
            ("Foto Maret 2025.jpg", "2025:04:08", True),
            ("Foto 2025.jpg", "2024:12:24", True),
            ("Foto 2025.jpg", "2024:12:25", False),
            ("Foto.jpg", "2019:01:01", False),  # nothing to hold it against
        ],
    )
    def test_the_day_of_the_camera_against_the_name(
        self, tmp_path: Path, rubric: Rubric, name: str, taken: str, differs: bool
    ) -> None:
        files.put(tmp_path, f"{PLACE}/{name}", photo(taken))
        assert bool(told(tmp_path, rubric, "photo-date-differs")) == differs

    @pytest.mark.parametrize(("taken", "outside"), [("2025:06:30", False), ("2025:07:01", True)])
    def test_the_day_of_the_camera_against_the_period(
        self, tmp_path: Path, rubric: Rubric, taken: str, outside: bool
    ) -> None:
        files.put(tmp_path, f"{PLACE}/Foto.jpg", photo(taken))
        assert bool(told(tmp_path, rubric, "file-outside-period", "2025-01..2025-06")) == outside

    def test_a_day_that_there_is_not_says_nothing(self, tmp_path: Path, rubric: Rubric) -> None:
        files.put(tmp_path, f"{PLACE}/Foto 2025-03-12.jpg", photo("2025:02:31"))
        assert not told(tmp_path, rubric, "photo-date-differs", "2025")


class TestEdited:
    @pytest.mark.parametrize(("edited", "late"), [((2025, 4, 12), False), ((2025, 4, 13), True)])
    def test_a_document_changed_more_than_a_month_after_its_date(
        self, tmp_path: Path, rubric: Rubric, edited: tuple[int, int, int], late: bool
    ) -> None:
        """12 March and 31 days are 12 April."""
        data = letter("Ditetapkan 12 Maret 2025", created=datetime(2025, 3, 1), edited=datetime(*edited))
        files.put(tmp_path, f"{PLACE}/SK.docx", data)
        findings = told(tmp_path, rubric, "file-edited-later")
        assert bool(findings) == late
        assert not late or "bertanggal 12 Maret 2025" in findings[0].message

    def test_the_last_date_before_the_change_counts(self, tmp_path: Path, rubric: Rubric) -> None:
        text = "Rapat 12 Maret 2025, dilaporkan 30 Juni 2025, berlaku sampai 31 Desember 2026"
        data = letter(text, created=datetime(2025, 7, 1), edited=datetime(2025, 7, 2))
        files.put(tmp_path, f"{PLACE}/Laporan.docx", data)
        assert not told(tmp_path, rubric, "file-edited-later")

    @pytest.mark.parametrize(
        ("made", "edited", "late"), [("20260105", "20260105", False), ("20250312", "20260105", True)]
    )
    def test_a_pdf_only_where_it_was_changed_after_it_was_made(
        self, tmp_path: Path, rubric: Rubric, made: str, edited: str, late: bool
    ) -> None:
        """A decree of March that was scanned in January was not changed then."""
        writer = pypdf.PdfWriter(io.BytesIO(files.pdf("KEPUTUSAN", "Ditetapkan 12 Maret 2025")))
        writer.add_metadata({"/CreationDate": f"D:{made}080000", "/ModDate": f"D:{edited}080000"})
        buffer = io.BytesIO()
        writer.write(buffer)
        files.put(tmp_path, f"{PLACE}/SK.pdf", buffer.getvalue())
        assert bool(told(tmp_path, rubric, "file-edited-later")) == late


class TestSameMaker:
    def put(self, folder: Path, count: int, *, author: str = "Operator", second: int = 5, same: bool = False) -> None:
        created = datetime(2025, 5, 6, 7, 8, second)
        for number in range(count):
            text = "Isi" if same else f"Isi {number} {'x' * number}"
            data = letter(text, author=author, created=created, edited=created)
            files.put(folder, f"{PLACE}/Laporan {len(author)}-{second} {number}.docx", data)

    @pytest.mark.parametrize(("count", "many"), [(MANY_ALIKE - 1, False), (MANY_ALIKE, True)])
    def test_five_different_documents_are_told(self, tmp_path: Path, rubric: Rubric, count: int, many: bool) -> None:
        assert MANY_ALIKE == 5
        self.put(tmp_path, count)
        findings = told(tmp_path, rubric, "files-same-maker")
        assert bool(findings) == many
        assert not many or (len(findings[0].cells) == 5 and "Operator" not in findings[0].message)

    def test_another_second_another_author_or_none_is_another_maker(self, tmp_path: Path, rubric: Rubric) -> None:
        self.put(tmp_path, MANY_ALIKE - 1)
        self.put(tmp_path, MANY_ALIKE - 1, second=6)
        self.put(tmp_path, MANY_ALIKE - 1, author="Lain")
        self.put(tmp_path, MANY_ALIKE + 1, author="")
        assert not told(tmp_path, rubric, "files-same-maker")

    def test_the_same_file_again_is_no_different_document(self, tmp_path: Path, rubric: Rubric) -> None:
        self.put(tmp_path, MANY_ALIKE, same=True)
        assert not told(tmp_path, rubric, "files-same-maker")

    def test_pdf_and_workbook_properties_are_read_too(self, tmp_path: Path, rubric: Rubric) -> None:
        core = (
            b"<x:coreProperties xmlns:x='p'><dc:creator xmlns:dc='d'>Operator</dc:creator>"
            b"<t:created xmlns:t='t'>2025-05-06T07:08:05Z</t:created></x:coreProperties>"
        )
        for number in range(MANY_ALIKE):
            buffer = io.BytesIO(files.sheet(f"Baris {number}" * (number + 1)))
            with zipfile.ZipFile(buffer) as made:
                parts = {name: made.read(name) for name in made.namelist()}
            files.put(tmp_path, f"{PLACE}/Tabel {number}.xlsx", files.archive(**{**parts, "docProps/core.xml": core}))
            writer = pypdf.PdfWriter(io.BytesIO(files.pdf(f"ISI {number}" * (number + 1))))
            writer.add_metadata({"/Author": "Operator", "/CreationDate": "D:20250506070805"})
            written = io.BytesIO()
            writer.write(written)
            files.put(tmp_path, f"{PLACE}/Surat {number}.pdf", written.getvalue())
        assert len(told(tmp_path, rubric, "files-same-maker")) == 2
