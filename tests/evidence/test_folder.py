"""A folder in, statements out."""

import io
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from lke_cli.errors import LkeError
from lke_cli.evidence.cache import Cache
from lke_cli.evidence.check import build_report, evidence_by_question
from lke_cli.evidence.folder import FolderEvidence, check_folder
from lke_cli.evidence.heard import Silent
from lke_cli.evidence.names import LONGEST_PATH, NOTE_SAYS
from lke_cli.evidence.zips import MOST_BYTES, MOST_FILES
from lke_cli.periods import parse_period
from lke_cli.rubric import Rubric
from tests.evidence import files

PERIOD = parse_period("2025-01..2026-06")


def fill(folder: Path, contents: Mapping[str, bytes]) -> Path:
    for path, data in contents.items():
        files.put(folder, path, data)
    return folder


def said(checked: FolderEvidence, rule: str) -> list[str | None]:
    return [finding.cell for finding in checked.findings if finding.rule == rule]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, rubric: Rubric) -> FolderEvidence:
    """One folder with everything in it, checked once."""
    folder = tmp_path_factory.mktemp("bukti")
    sk = files.pdf("KEPUTUSAN KEPALA SATUAN KERJA CONTOH", "Ditetapkan 12 Maret 2025", made="2025-03-12")
    fill(
        folder,
        {
            "A.I.1.i.a/SK Tim 2025.pdf": sk,
            "A.I.1.i.b/Notulensi 2025-02-03.docx": files.word("NOTULENSI", "3 Februari 2025"),
            "A.I.1.i.b/scan002.pdf": files.pdf(),
            "A.I.1.iv.b/SK yang sama.pdf": sk,
            "A.I.1.ii.a/kosong.pdf": b"",
            "A.I.1.ii.a/rusak.pdf": sk[: len(sk) // 2],
            "A.I.1.ii.a/terkunci.pdf": files.pdf("RAHASIA", password="x"),
            "A.I.1.ii.a/bohong.pdf": files.word("LAPORAN"),
            "A.I.1.ii.a/~$ncana.docx": b"x" * 50,
            "A.I.1.ii.a/unduhan.pdf.crdownload": b"x" * 60,
            "A.I.1.ii.a/Rencana aksi.lnk": b"L\0\0\0",
            "A.I.1.ii.a/Rencana.url": b"[InternetShortcut]",
            "A.I.1.ii.b/Laporan 2023.pdf": files.pdf("LAPORAN TAHUN 2023", made="2023-05-01"),
            "A.I.1.ii.b/besar.bmp": files.image("BMP", (700, 500)),
            "A.I.1.ii.b/arsip.7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
            "A.I.1.ii.c/Thumbs.db": b"x",
            "A.I.1.ii.c/PETUNJUK.txt": NOTE_SAYS.encode(),
            "scan 100% #1.pdf": files.pdf("CATATAN 2025"),
            "A. PENGUNGKIT/I. PEMENUHAN/1. MANAJEMEN PERUBAHAN/i. Penyusunan Tim Kerja/dokumen.pdf": files.pdf(
                "ISI DOKUMEN"
            ),
        },
    )
    if os.name == "posix":
        fill(
            folder,
            {"A.I.1.ii.c/Rapat: hasil?.pdf": files.pdf("HASIL RAPAT"), "A.I.1.ii.c/con.pdf": files.pdf("ISI DOKUMEN")},
        )
        (folder / "A.I.1.ii.c" / "putar").symlink_to(folder, target_is_directory=True)
    return check_folder(folder, rubric, period=PERIOD, max_mb=1)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        ("file-empty", ["A.I.1.ii.a/kosong.pdf"]),
        ("file-broken", ["A.I.1.ii.a/rusak.pdf"]),
        ("file-password", ["A.I.1.ii.a/terkunci.pdf"]),
        ("file-mislabelled", ["A.I.1.ii.a/bohong.pdf"]),
        ("file-temporary", ["A.I.1.ii.a/unduhan.pdf.crdownload", "A.I.1.ii.a/~$ncana.docx"]),
        ("file-shortcut", ["A.I.1.ii.a/Rencana aksi.lnk", "A.I.1.ii.a/Rencana.url"]),
        ("file-system", ["A.I.1.ii.c/Thumbs.db"]),
        ("file-archive", ["A.I.1.ii.b/arsip.7z"]),
        ("file-too-large", ["A.I.1.ii.b/besar.bmp"]),
        ("file-outside-period", ["A.I.1.ii.b/Laporan 2023.pdf"]),
        ("file-scan", ["A.I.1.i.b/scan002.pdf"]),
        ("file-name-url", ["scan 100% #1.pdf"]),
        ("file-unreadable", []),
    ],
)
def test_what_is_wrong_with_a_file_is_said_of_that_file(checked: FolderEvidence, rule: str, files: list[str]) -> None:
    assert said(checked, rule) == files


def test_a_duplicate_under_several_questions_is_said_once(checked: FolderEvidence) -> None:
    (finding,) = [finding for finding in checked.findings if finding.rule == "file-duplicate"]
    assert "2 pertanyaan (A.I.1.i.a, A.I.1.iv.b)" in finding.message


def test_files_in_doubt_are_listed_with_what_they_may_be_for(checked: FolderEvidence) -> None:
    (doubt,) = [finding for finding in checked.findings if finding.rule == "folder-at-indicator"]
    assert (doubt.cell or "").endswith("dokumen.pdf")
    assert (doubt.node, doubt.values["count"]) == ("A.I.1.i", 1)
    assert said(checked, "file-unmatched") == ["scan 100% #1.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="such names and links are for POSIX systems")
def test_names_that_windows_refuses_and_loops_are_said(checked: FolderEvidence) -> None:
    assert said(checked, "file-name-windows") == ["A.I.1.ii.c/Rapat: hasil?.pdf", "A.I.1.ii.c/con.pdf"]
    assert said(checked, "folder-loop") == ["A.I.1.ii.c/putar"]


def test_per_question_complete_partial_or_none(checked: FolderEvidence, rubric: Rubric) -> None:
    found = evidence_by_question(rubric, checked)
    # The rubric expects an SK of A.I.1.i.a, and at least notulensi and laporan of A.I.1.i.b.
    assert rubric.questions["A.I.1.i.a"].evidence == ("sk",)
    assert found["A.I.1.i.a"].status == "complete"
    part = found["A.I.1.i.b"]
    assert (part.status, part.unrecognised) == ("partial", 1)
    assert "notulensi" in part.found
    assert "laporan" in part.missing
    # Files that cannot be opened, shortcuts and lock files are no evidence.
    none = found["A.I.1.ii.a"]
    assert (none.status, none.files, len(none.unusable)) == ("none", (), 8)
    assert found["A.I.1.i.a"].doubtful == (
        "A. PENGUNGKIT/I. PEMENUHAN/1. MANAJEMEN PERUBAHAN/i. Penyusunan Tim Kerja/dokumen.pdf",
    )


def test_no_file_is_dropped(checked: FolderEvidence) -> None:
    on_disk = {p.relative_to(checked.folder).as_posix() for p in checked.folder.rglob("*") if p.is_file()}
    left_out = {"A.I.1.ii.c/Thumbs.db", "A.I.1.ii.c/PETUNJUK.txt"}
    listed = {file.path for file in checked.files}
    assert listed == {path for path in on_disk if "/putar/" not in path} - left_out


def test_completeness_is_counted_per_node(checked: FolderEvidence, rubric: Rubric) -> None:
    nodes = {node.code: node for node in build_report(rubric, checked).nodes}
    # Manajemen Perubahan, Pemenuhan: 12 questions; i.a (SK) is complete.
    area = nodes["A.I.1"]
    assert (area.questions, area.complete + area.partial + area.none) == (12, 12)
    assert area.complete == 1
    assert nodes["A.1"].questions == 12 + 4
    assert nodes["A"].questions == 110


class Counting(Silent):
    files = 0

    def start(self, files: int, size: int) -> None:
        self.files = files


def test_a_second_run_reads_the_cache_and_sees_what_changed(tmp_path: Path, rubric: Rubric) -> None:
    folder = fill(tmp_path / "bukti", {f"A.I.1.i.a/SK {n}.pdf": files.pdf(f"KEPUTUSAN {n}") for n in range(3)})
    cache = Cache(tmp_path / "cache" / "c.sqlite")
    first, second, third = Counting(), Counting(), Counting()
    one = check_folder(folder, rubric, cache=cache, progress=first)
    two = check_folder(folder, rubric, cache=cache, progress=second)
    assert (first.files, second.files) == (3, 0)
    assert one == two
    files.put(folder, "A.I.1.i.a/SK 1.pdf", b"%PDF-1.4 rusak")
    three = check_folder(folder, rubric, cache=cache, progress=third)
    assert third.files == 1
    assert said(three, "file-broken") == ["A.I.1.i.a/SK 1.pdf"]
    assert sorted(path.name for path in folder.rglob("*")) == ["A.I.1.i.a", "SK 0.pdf", "SK 1.pdf", "SK 2.pdf"]


def test_a_broken_cache_is_no_cache(tmp_path: Path, rubric: Rubric) -> None:
    folder = fill(tmp_path / "bukti", {"A.I.1.i.a/SK.pdf": files.pdf("KEPUTUSAN")})
    path = files.put(tmp_path, "c.sqlite", b"bukan sqlite" * 100)
    assert check_folder(folder, rubric, cache=Cache(path)).files[0].state == "ok"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_an_unreadable_folder_is_said_and_survived(tmp_path: Path, rubric: Rubric) -> None:
    folder = fill(tmp_path, {"A.I.1.i.a/SK.pdf": files.pdf("KEPUTUSAN"), "A.I.1.i.b/x.pdf": b"x"})
    (folder / "A.I.1.i.b").chmod(0)
    try:
        checked = check_folder(folder, rubric)
    finally:
        (folder / "A.I.1.i.b").chmod(0o700)
    assert said(checked, "folder-unreadable") == ["A.I.1.i.b"]
    assert [file.question for file in checked.files] == ["A.I.1.i.a"]


def test_a_folder_that_vanishes_midway_is_said_and_survived(tmp_path: Path, rubric: Rubric) -> None:
    folder = fill(tmp_path / "jaringan", {"A.I.1.i.a/SK.pdf": files.pdf("KEPUTUSAN")})

    class Vanishing(Silent):
        def start(self, files: int, size: int) -> None:
            folder.rename(tmp_path / "lepas")

    checked = check_folder(folder, rubric, progress=Vanishing())
    assert said(checked, "file-unreadable") == ["A.I.1.i.a/SK.pdf"]
    (finding,) = [finding for finding in checked.findings if finding.rule == "folder-vanished"]
    assert "1 berkas belum sempat dibuka" in finding.message


def test_a_folder_that_is_none_is_one_sentence(tmp_path: Path, rubric: Rubric) -> None:
    with pytest.raises(LkeError, match="tidak ada"):
        check_folder(tmp_path / "x", rubric)
    with pytest.raises(LkeError, match="bukan folder"):
        check_folder(files.put(tmp_path, "x.pdf", b""), rubric)


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links and pipes")
def test_folders_linked_to_each_other_are_walked_once(tmp_path: Path, rubric: Rubric) -> None:
    folder = tmp_path / "bukti"
    for n in range(7):
        files.put(folder, f"{n}/SK {n}.pdf", b"")
    for n in range(7):
        for other in range(7):
            if n != other:
                (folder / str(n) / f"ke {other}").symlink_to(folder / str(other), target_is_directory=True)
    (folder / "awal").symlink_to(folder / "6", target_is_directory=True)
    os.mkfifo(folder / "pipa")
    checked = check_folder(folder, rubric)
    # Seven files in seven places: those of the links are named, even where a link comes first by name.
    assert [file.path for file in checked.files] == [f"{n}/SK {n}.pdf" for n in range(7)]
    again = [finding for finding in checked.findings if finding.rule == "folder-loop"]
    assert len(again) == 7 * 6 + 1
    assert "'awal' menunjuk ke '6', yang diperiksa di sana; dilewati." in [finding.message for finding in again]
    (pipe,) = [finding for finding in checked.findings if finding.rule == "folder-unreadable"]
    assert pipe.message == "'pipa' tidak dapat dilihat isinya: bukan berkas biasa."


def test_a_duplicate_names_three_of_its_paths(tmp_path: Path, rubric: Rubric) -> None:
    codes = list(rubric.questions)[:5]
    checked = check_folder(fill(tmp_path / "b", {f"{code}/SK.pdf": files.pdf("SK") for code in codes}), rubric)
    (finding,) = [finding for finding in checked.findings if finding.rule == "file-duplicate"]
    assert finding.message.endswith(f"'{codes[0]}/SK.pdf', '{codes[1]}/SK.pdf', '{codes[2]}/SK.pdf' dan 2 lagi.")


def test_a_presentation_without_its_slide_is_broken(tmp_path: Path, rubric: Rubric) -> None:
    sound = zipfile.ZipFile(io.BytesIO(files.slides("LAPORAN")))
    parts = {name: sound.read(name) for name in sound.namelist()}
    relations = parts["ppt/_rels/presentation.xml.rels"]
    parts["ppt/_rels/presentation.xml.rels"] = re.sub(rb"<Relationship [^>]*slides/[^>]*>", b"", relations)
    checked = check_folder(fill(tmp_path / "b", {"A.I.1.i.a/Laporan.pptx": files.archive(**parts)}), rubric)
    (finding,) = [finding for finding in checked.findings if finding.rule == "file-broken"]
    assert finding.message == "'A.I.1.i.a/Laporan.pptx' terpotong atau rusak (susunannya rusak)."


@pytest.mark.parametrize(
    ("name", "data", "rule", "said"),
    [
        ("SK.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "file-archive", "tidak dihitung"),
        ("SK.rar", b"Rar!\x1a\x07\x00" + bytes(50), "file-archive", "tidak dihitung"),
        ("SK.swp", b"x", "file-temporary", "berkas sementara"),
        ("SK.docx~", b"x", "file-temporary", "berkas sementara"),
        ("SK.asd", b"x", "file-temporary", "berkas sementara"),
        ("SK.pdf.opdownload", b"x", "file-temporary", "berkas sementara"),
        ("SK.html", b"<html>", "file-unknown", "bukan jenis dokumen yang dikenal (halaman web (HTML))"),
        ("SK.dat", b"\x01\x02", "file-unknown", "bukan jenis dokumen yang dikenal; tidak dihitung"),
        ("SK.website", b"[InternetShortcut]", "file-shortcut", "hanya pintasan (.website), bukan dokumen"),
        ("SK.txt", b"https://s.id/sk-tim\r\n", "file-shortcut", "hanya berisi alamat, bukan dokumen"),
        ("SK.txt", b"Tautan SK: https://s.id/sk-tim", "file-shortcut", "hanya berisi alamat, bukan dokumen"),
        ("SK Tim No. 12", files.pdf("SK"), "file-mislabelled", "ekstensi .12 tidak dikenal, isinya PDF"),
        ("SK.mp4", b"<html>", "file-mislabelled", "berakhiran .mp4, isinya halaman web (HTML)"),
        ("SK.pdf", b"Ditolak: masuk dulu", "file-mislabelled", "berakhiran .pdf, isinya teks biasa"),
    ],
)
def test_what_is_no_document_is_no_evidence(
    tmp_path: Path, rubric: Rubric, name: str, data: bytes, rule: str, said: str
) -> None:
    checked = check_folder(fill(tmp_path / "b", {f"A.I.1.i.a/{name}": data}), rubric)
    assert said in next(finding.message for finding in checked.findings if finding.rule == rule)
    question = evidence_by_question(rubric, checked)["A.I.1.i.a"]
    assert (question.status, question.files, question.unusable) == ("none", (), (f"A.I.1.i.a/{name}",))


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("SK.txt", b"KEPUTUSAN KEPALA, lihat https://s.id/sk untuk salinan yang bertanda tangan", "ok"),
        ("SK.xls", b"No\tNama\r\n1\tSK Tim\r\n", "misnamed"),  # as web applications export tables
        ("SK.xls", b"<table><tr><td>SK</td></tr></table>", "misnamed"),
        ("SK.mp4", b"\0\0\0\x18ftypmp42" + bytes(50), "unopened"),
    ],
)
def test_what_others_can_open_is_evidence(tmp_path: Path, rubric: Rubric, name: str, data: bytes, state: str) -> None:
    checked = check_folder(fill(tmp_path / "b", {f"A.I.1.i.a/{name}": data}), rubric)
    assert [file.state for file in checked.files] == [state]
    assert evidence_by_question(rubric, checked)["A.I.1.i.a"].status == "complete"
    lies = [finding for finding in checked.findings if finding.rule == "file-mislabelled"]
    assert [finding.severity for finding in lies] == (["warning"] if state == "misnamed" else [])


def test_a_file_named_like_our_note_is_a_file(tmp_path: Path, rubric: Rubric) -> None:
    note = b"Laporan singkat tim dari satuan kerja"
    checked = check_folder(fill(tmp_path / "b", {"A.I.1.i.a/PETUNJUK.txt": note}), rubric)
    assert [file.path for file in checked.files] == ["A.I.1.i.a/PETUNJUK.txt"]


def test_an_ordinary_decree_of_the_period_is_inside_it(tmp_path: Path, rubric: Rubric) -> None:
    cited = "(Lembaran Negara Republik Indonesia Tahun 2017 Nomor 182)".replace("(", "\\(").replace(")", "\\)")
    decree = files.pdf("KEPUTUSAN KEPALA SATUAN KERJA", "NOMOR 12 TAHUN 2025", f"Mengingat: {cited}")
    folder = fill(tmp_path / "b", {"A.I.1.i.a/SK Tim.pdf": decree})
    (file,) = check_folder(folder, rubric, period=PERIOD).files
    assert (file.dates, file.period) == (("2025",), "inside")


def test_a_photo_as_browsers_on_windows_name_it_counts(tmp_path: Path, rubric: Rubric) -> None:
    fill(tmp_path, {"A.I.1.ii.c/Foto sosialisasi.jfif": files.image("JPEG")})
    checked = check_folder(tmp_path, rubric)
    assert not said(checked, "file-unknown")
    assert [file.usable for file in checked.files] == [True]


@pytest.mark.parametrize(("more", "told"), [(0, []), (1, ["A.I.1.i.a/besar.txt"])])
def test_the_upload_limit_itself_is_allowed(tmp_path: Path, rubric: Rubric, more: int, told: list[str]) -> None:
    """1 MB is 1.048.576 byte, as Windows shows it."""
    folder = fill(tmp_path / "b", {"A.I.1.i.a/besar.txt": b"a" * (1_048_576 + more)})
    assert said(check_folder(folder, rubric, max_mb=1), "file-too-large") == told


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no such path")
@pytest.mark.parametrize(("more", "told"), [(0, 0), (1, 1)])
def test_a_path_that_windows_can_just_open(tmp_path: Path, rubric: Rubric, more: int, told: int) -> None:
    stem = "A.I.1.i.a/" + "b" * 100 + "/"
    name = stem + "c" * (LONGEST_PATH - len(stem) - len(".txt") + more) + ".txt"
    assert len(said(check_folder(fill(tmp_path / "b", {name: b"isi"}), rubric), "file-name-windows")) == told


def stored(**parts: bytes) -> bytes:
    """An archive that does not pack what is in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


class TestArchives:
    """A zip is looked into: what lies in it counts as if it lay in a folder of its name."""

    def test_a_file_in_an_archive_counts_where_it_lies_and_is_opened(self, tmp_path: Path, rubric: Rubric) -> None:
        inside = files.archive(**{"A.I.1.i.a/SK Tim.pdf": files.pdf("KEPUTUSAN"), "A.I.1.i.b/rusak.pdf": b"%PDF-1.4 x"})
        checked = check_folder(fill(tmp_path / "b", {"Bukti-20260101T000000Z-001.zip": inside}), rubric)
        assert [(file.path, file.question, file.state) for file in checked.files] == [
            ("Bukti-20260101T000000Z-001.zip/A.I.1.i.a/SK Tim.pdf", "A.I.1.i.a", "ok"),
            ("Bukti-20260101T000000Z-001.zip/A.I.1.i.b/rusak.pdf", "A.I.1.i.b", "broken"),
        ]
        assert said(checked, "file-archive") == []
        assert checked.files[0].kinds == ("sk",)

    def test_a_file_too_large_to_be_held_is_told_and_its_type_believed(self, tmp_path: Path, rubric: Rubric) -> None:
        large = files.archive(**{"A.I.1.i.a/SK.pdf": b"%PDF-1.4" + b" " * MOST_BYTES})
        (file,) = check_folder(fill(tmp_path / "b", {"B.zip": large}), rubric).files
        assert (file.state, file.detail) == ("unopened", "terlalu besar untuk dibuka di dalam arsip")

    def test_another_file_in_an_archive_of_the_same_time_is_opened_anew(self, tmp_path: Path, rubric: Rubric) -> None:
        """An archive that was packed anew within the clock's step: same size, same time, other bytes."""
        cache, folder = Cache(tmp_path / "cache.sqlite"), tmp_path / "b"
        kinds = []
        for title in (b"KEPUTUSAN KEPALA", b"UNDANGAN  KEPADA"):
            path = files.put(folder, "B.zip", stored(**{"A.I.1.i.a/isi.txt": title}))
            os.utime(path, ns=(1, 1_700_000_000_000_000_000))
            kinds.append(check_folder(folder, rubric, cache=cache).files[0].kinds)
        assert kinds == [("sk",), ("undangan",)]

    def test_the_archive_lies_in_a_questions_folder(self, tmp_path: Path, rubric: Rubric) -> None:
        inside = files.archive(**{"SK.pdf": files.pdf("KEPUTUSAN"), "Foto/apel.pdf": files.pdf("FOTO")})
        checked = check_folder(fill(tmp_path / "b", {"A.I.1.i.a/Bukti.zip": inside}), rubric)
        assert {file.question for file in checked.files} == {"A.I.1.i.a"}

    def test_a_file_in_an_archive_is_not_taken_for_one_beside_it(self, tmp_path: Path, rubric: Rubric) -> None:
        inside = files.archive(**{"SK.pdf": b"%PDF-1.4 x"})
        contents = {"A.I.1.i.a.zip": inside, "A.I.1.i.a/SK.pdf": files.pdf("KEPUTUSAN")}
        checked = check_folder(fill(tmp_path / "b", contents), rubric)
        assert said(checked, "file-broken") == ["A.I.1.i.a.zip/SK.pdf"]
        assert {file.path: file.question for file in checked.files} == {
            "A.I.1.i.a.zip/SK.pdf": "A.I.1.i.a",
            "A.I.1.i.a/SK.pdf": "A.I.1.i.a",
        }

    def test_one_with_a_password_stays_an_archive_that_is_told(self, tmp_path: Path, rubric: Rubric) -> None:
        locked = bytearray(files.archive(a=b"isi"))
        locked[locked.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption, in the central directory
        checked = check_folder(fill(tmp_path / "b", {"A.I.1.i.a/SK.zip": bytes(locked)}), rubric)
        assert [file.path for file in checked.files] == ["A.I.1.i.a/SK.zip"]
        assert not checked.files[0].usable

    def test_an_archive_in_an_archive_is_told_and_not_opened(self, tmp_path: Path, rubric: Rubric) -> None:
        nested = files.archive(**{"A.I.1.i.a/dalam.zip": files.archive(a=b"isi")})
        checked = check_folder(fill(tmp_path / "b", {"Bukti.zip": nested}), rubric)
        assert said(checked, "file-archive") == ["Bukti.zip/A.I.1.i.a/dalam.zip"]

    def test_a_name_that_leads_out_of_the_archive_leads_nowhere(self, tmp_path: Path, rubric: Rubric) -> None:
        checked = check_folder(
            fill(tmp_path / "b", {"B.zip": files.archive(**{"../../etc/SK.pdf": files.pdf("SK")})}), rubric
        )
        assert [file.path for file in checked.files] == ["B.zip/etc/SK.pdf"]
        assert [path.name for path in tmp_path.iterdir()] == ["b"]

    @pytest.mark.parametrize(("count", "told"), [(MOST_FILES, []), (MOST_FILES + 1, ["B.zip"])])
    def test_one_with_too_many_files_is_told(self, tmp_path: Path, rubric: Rubric, count: int, told: list[str]) -> None:
        many = files.archive(**{f"{number}.txt": b"" for number in range(count)})
        checked = check_folder(fill(tmp_path / "b", {"B.zip": many}), rubric)
        assert said(checked, "file-archive") == told


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("BELUM ADA Surat keputusan.pdf", False),
        ("Surat keputusan belum ditandatangani.pdf", False),
        ("TIDAK ADA SK.pdf", False),
        ("DRAFT_SK Tim.pdf", False),
        ("Template SK (kosong).pdf", False),
        ("SK Tim.pdf", True),
        ("Laporan tidak ada pengaduan.pdf", True),
        ("Peta proses bisnis.pdf", True),
        ("Rencana aksi.pdf", True),
        ("Daftar pegawai yang belum lapor LHKPN.pdf", True),
        ("Proses penyusunan SOP.pdf", True),
    ],
)
def test_a_file_whose_name_denies_the_document_does_not_count(
    tmp_path: Path, rubric: Rubric, name: str, counts: bool
) -> None:
    checked = check_folder(fill(tmp_path / "b", {f"A.I.1.i.a/{name}": files.pdf("KEPUTUSAN")}), rubric)
    assert [file.usable for file in checked.files] == [counts]
    assert bool(said(checked, "file-denies")) is not counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Belum ada.", False),
        ("SK menyusul, menunggu tanda tangan kepala", False),
        ("NIHIL", False),
        ("SK Tim ZI nomor 5 tahun 2025, disimpan di lemari arsip", True),
        ("Notulensi rapat 3 Maret 2025: belum ada kendala.\nPeserta: seluruh tim.", True),
    ],
)
def test_a_text_that_only_notes_that_there_is_nothing_does_not_count(
    tmp_path: Path, rubric: Rubric, text: str, counts: bool
) -> None:
    checked = check_folder(fill(tmp_path / "b", {"A.I.1.i.a/Keterangan.txt": text.encode()}), rubric)
    assert [file.usable for file in checked.files] == [counts]
    assert said(checked, "file-denies") == ([] if counts else ["A.I.1.i.a/Keterangan.txt"])


def test_metadata_older_than_the_words_are_told_to_be_the_templates(tmp_path: Path, rubric: Rubric) -> None:
    name = "A.I.1.i.a/SK.pdf"
    path = fill(tmp_path / "b", {name: files.pdf("KEPUTUSAN, 3 Februari 2026", made="2024-05-01")})
    checked = check_folder(path, rubric, period=parse_period("2024-01..2024-12"))
    (unsure,) = (finding for finding in checked.findings if finding.rule == "file-period-unsure")
    assert unsure.message == (
        f"'{name}' menyebut 3 Februari 2026, tetapi metadatanya 1 Mei 2024, lebih tua daripada isinya: "
        "mungkin milik templatnya."
    )
