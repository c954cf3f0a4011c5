"""A file in, what is wrong with it out: each opened by a library made for it."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from lke_cli.evidence.content import LIBRARY_MAX, XML_MAX, Content, Examination, examine
from tests.evidence import files


def opened(tmp_path: Path, name: str, data: bytes, *, digest: bool = False) -> Content:
    path = files.put(tmp_path, name, data)
    return examine(Examination(str(path), len(data), digest=digest))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", files.pdf("LAPORAN")),
        ("a.docx", files.word("LAPORAN")),
        ("a.xlsx", files.sheet("LAPORAN")),
        ("a.pptx", files.slides("LAPORAN")),
        ("a.jpg", files.image("JPEG")),
        ("a.png", files.image("PNG")),
        ("a.webp", files.image("WEBP")),
        ("a.tif", files.image("TIFF")),
        ("a.gif", files.image("GIF")),
        ("a.bmp", files.image("BMP")),
        ("a.zip", files.archive(a=b"isi", b=b"isi" * 1000)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
class TestEachType:
    def test_a_sound_file_opens(self, tmp_path: Path, name: str, data: bytes) -> None:
        assert opened(tmp_path, name, data).state == "ok"

    def test_an_empty_file_is_empty(self, tmp_path: Path, name: str, data: bytes) -> None:
        assert opened(tmp_path, name, b"").state == "empty"

    def test_half_a_file_is_broken(self, tmp_path: Path, name: str, data: bytes) -> None:
        assert opened(tmp_path, name, data[: len(data) // 2]).state == "broken"

    def test_zeros_in_its_place_are_broken(self, tmp_path: Path, name: str, data: bytes) -> None:
        content = opened(tmp_path, name, bytes(len(data)))
        assert (content.state, content.detail) == ("broken", "isinya nol semua (gagal salin)")

    def test_its_bytes_under_another_name_are_a_lie(self, tmp_path: Path, name: str, data: bytes) -> None:
        other = "a.docx" if name != "a.docx" else "a.pdf"
        assert opened(tmp_path, other, data).state == "mislabelled"

    def test_garbage_behind_its_first_bytes_never_raises(self, tmp_path: Path, name: str, data: bytes) -> None:
        assert opened(tmp_path, name, data[:16] + b"\xaa\x55" * 400).state in ("broken", "mislabelled")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", files.pdf("RAHASIA", password="kunci")),
        ("a.zip", files.archive(a=b"isi")),
        ("a.docx", b""),
    ],
    ids=["pdf", "zip", "docx"],
)
def test_a_password_is_said(tmp_path: Path, name: str, data: bytes) -> None:
    if name == "a.zip":
        # The encryption bit of the entry, in its own header (offset 6) and in the directory (offset 8).
        raw = bytearray(data)
        raw[6] |= 1
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
        data = bytes(raw)
    if name == "a.docx":
        data = encrypted_office()
    assert opened(tmp_path, name, data).state == "password"


def encrypted_office() -> bytes:
    """An OLE file that holds EncryptedPackage, as Office writes it."""
    return ole("EncryptedPackage", b"")


def ole(name: str, data: bytes) -> bytes:
    """A minimal OLE file (512-byte sectors) with one stream of 4096 bytes or more."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")  # one FAT sector
    header[48:52] = (1).to_bytes(4, "little")  # the directory begins in sector 1
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = header[68:72] = b"\xfe\xff\xff\xff"
    header[76:512] = b"\xff" * 436
    header[76:80] = (0).to_bytes(4, "little")  # the FAT is sector 0
    data = data.ljust(4096, b"\0")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + len(data) // 512), 0xFFFFFFFE]
    fat = b"".join(each.to_bytes(4, "little") for each in chain).ljust(512, b"\xff")
    directory = bytearray(512)
    for number, (title, kind, child, start, size) in enumerate(
        [("Root Entry", 5, 1, 0xFFFFFFFE, 0), (name, 2, 0xFFFFFFFF, 2, len(data))]
    ):
        entry = bytearray(128)
        text = title.encode("utf-16-le")
        entry[: len(text)] = text
        entry[64:66] = (len(text) + 2).to_bytes(2, "little")
        entry[66], entry[67] = kind, 1
        entry[68:76] = b"\xff" * 8
        entry[76:80] = child.to_bytes(4, "little")
        entry[116:120] = start.to_bytes(4, "little")
        entry[120:124] = size.to_bytes(4, "little")
        directory[number * 128 : number * 128 + 128] = entry
    return bytes(header) + fat + bytes(directory) + data


def old_word(text: bytes, length: int) -> bytes:
    """A minimal .doc: its header says where the text begins (fcMin, 24) and how long it is (ccpText, 76)."""
    head = bytearray(512)
    head[:4] = b"\xec\xa5\xc1\x00"
    head[24:28] = (512).to_bytes(4, "little")
    head[76:80] = length.to_bytes(4, "little")
    return ole("WordDocument", bytes(head) + text)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_the_first_words_of_an_old_word_file_tell_its_date(tmp_path: Path, encoding: str) -> None:
    text = "SURAT KEPUTUSAN\rNomor 5 tanggal 3 Februari 2025"
    content = opened(tmp_path, "a.doc", old_word(text.encode(encoding), len(text)))
    assert content.state == "ok"
    assert content.heading == "SURAT KEPUTUSAN\nNomor 5 tanggal 3 Februari 2025"
    assert content.dates == ("2025-02-03",)


def test_an_old_word_file_with_a_length_beyond_its_end_opens(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.doc", old_word(b"SK", 0xFFFFFFFF)).state == "ok"


def test_a_password_on_an_old_word_file_is_said(tmp_path: Path) -> None:
    # FibBase: wIdent, nFib, ..., the flags at offset 10; their bit 8 is fEncrypted ([MS-DOC] 2.5.2).
    start = b"\xec\xa5\xc1\x00" + bytes(6)
    assert opened(tmp_path, "a.doc", ole("WordDocument", start + b"\x00\x00")).state == "ok"
    assert opened(tmp_path, "b.doc", ole("WordDocument", start + b"\x00\x01")).state == "password"


def test_a_pdf_without_its_end_is_truncated_though_its_pages_open(tmp_path: Path) -> None:
    whole = files.pdf("LAPORAN")
    without = whole[: whole.rindex(b"startxref")]
    content = opened(tmp_path, "a.pdf", without)
    assert (content.state, content.detail) == ("broken", "terpotong: bagian akhirnya hilang")
    assert opened(tmp_path, "b.pdf", whole[: whole.rindex(b"%%EOF")]).state == "ok"  # startxref alone is an end too


def test_padding_behind_a_pdf_is_no_truncation(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.pdf", files.pdf("LAPORAN") + bytes(3_000_000)).state == "ok"


def test_a_large_progressive_photo_is_looked_at_without_decoding_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lke_cli.evidence.content.MAX_DECODED", 10_000)
    buffer = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    assert opened(tmp_path, "a.jpg", data).state == "ok"
    assert opened(tmp_path, "b.jpg", data[: len(data) // 2]).state == "broken"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the peak of a process")
@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {"progressive": True, "subsampling": 0}),
        ("PNG", "RGBA", {"compress_level": 1}),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}),
        ("WEBP", "RGB", {"quality": 1, "method": 0}),
    ],
)
def test_a_large_image_is_opened_in_little_memory(
    tmp_path: Path, kind: str, mode: str, options: dict[str, object]
) -> None:
    """12 million pixels take 48 MB when decoded, or 72 MB of coefficients; three processes must fit into 300 MB."""
    path = tmp_path / f"foto.{kind.lower()}"
    Image.new(mode, (4000, 3000)).save(path, kind, **options)
    code = (
        "import os, sys\n"
        "from lke_cli.evidence.content import Examination, examine\n"
        "print(examine(Examination(sys.argv[1], os.path.getsize(sys.argv[1]))).state)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    state, peak = run.stdout.split()
    assert state == "ok"
    assert int(peak) < 60_000


def test_a_table_of_many_rows_is_evidence_by_its_first_ones(tmp_path: Path) -> None:
    """A list of 12,000 rows opens for everybody; only its beginning is read, so it takes no more than a short one."""
    content = opened(tmp_path, "a.xlsx", files.sheet("DAFTAR HADIR", *(f"baris {n}" for n in range(12_000))))
    assert (content.state, content.heading[:12]) == ("ok", "DAFTAR HADIR")


def test_a_pdf_that_only_forbids_changes_opens_for_everybody(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.pdf", files.pdf("LAPORAN", owner="pemilik")).state == "ok"


def test_a_photo_under_another_images_suffix_opens_but_is_said(tmp_path: Path) -> None:
    content = opened(tmp_path, "a.jpg", files.image("PNG"))
    assert (content.state, content.detail) == ("misnamed", "berakhiran .jpg, isinya gambar PNG")


def test_a_scan_is_a_page_without_text(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.pdf", files.pdf()).scan
    assert opened(tmp_path, "c.pdf", files.pdf("Scanned with CamScanner")).scan
    assert not opened(tmp_path, "b.pdf", files.pdf("NOTULENSI")).scan


def test_a_document_without_suffix_is_named(tmp_path: Path) -> None:
    content = opened(tmp_path, "SK Tim", files.pdf("KEPUTUSAN"))
    assert (content.state, content.detail) == ("mislabelled", "tanpa ekstensi, isinya PDF")


def test_a_type_that_nobody_reads_is_not_opened(tmp_path: Path) -> None:
    assert opened(tmp_path, "video.mp4", b"\0\0\0\x18ftypmp42" + bytes(100)).state == "unopened"


def test_dates_come_from_text_and_metadata_never_from_a_cited_law(tmp_path: Path) -> None:
    data = files.pdf("Mengingat Undang-Undang Nomor 5 Tahun 2014", "Padang, 12 Maret 2025", made="2025-03-14")
    content = opened(tmp_path, "a.pdf", data)
    assert content.dates == ("2025-03-12",)
    assert content.made == "2025-03-14"


def test_a_zip_bomb_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lke_cli.evidence.content._MAX_UNPACKED", 1_000_000)
    assert opened(tmp_path, "a.zip", files.archive(a=bytes(3_000_000))).state == "unopened"


def test_a_workbook_whose_cells_lie_absurdly_far_out_is_left_alone(tmp_path: Path) -> None:
    sound = zipfile.ZipFile(io.BytesIO(files.sheet("LAPORAN")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in sound.namelist():
            data = sound.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            made.writestr(name, data)
    assert opened(tmp_path, "a.xlsx", buffer.getvalue()).state == "unopened"


def test_a_document_with_one_flipped_byte_in_its_text_is_broken(tmp_path: Path) -> None:
    data = bytearray(files.word("LAPORAN " * 50))
    at = data.index(b"word/document.xml") + 60
    data[at] ^= 0xFF
    assert opened(tmp_path, "a.docx", bytes(data)).state == "broken"


def test_equal_bytes_have_equal_digests(tmp_path: Path) -> None:
    data = files.pdf("LAPORAN")
    first, second = (opened(tmp_path, name, data, digest=True).digest for name in ("a.pdf", "b.pdf"))
    assert first == second
    assert first is not None


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    assert examine(Examination(str(tmp_path / "hilang.pdf"), 10)).state == "unreadable"


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_a_large_unpacked_image_that_was_cut_short_is_broken(tmp_path: Path, kind: str) -> None:
    """8,000 x 6,000 grey points are 48 MB, more than is decoded whole."""
    made = io.BytesIO()
    Image.new("L", (8_000, 6_000)).save(made, kind)
    data = made.getvalue()
    assert opened(tmp_path, f"utuh.{kind.lower()}", data).state == "ok"
    assert opened(tmp_path, f"potong.{kind.lower()}", data[:-1_000_000]).state == "broken"


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(("cut", "state"), [(0, "ok"), (1, "ok"), (2, "ok"), (400, "broken")])
def test_a_photo_that_lacks_only_its_end_mark_opens(tmp_path: Path, progressive: bool, cut: int, state: str) -> None:
    made = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(made, "JPEG", progressive=progressive)
    data = made.getvalue()
    assert opened(tmp_path, "foto.jpg", data[: len(data) - cut]).state == state


def test_a_pdf_stored_in_a_zip_does_not_make_the_zip_a_pdf(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("SK.pdf", files.pdf("KEPUTUSAN"))
    assert opened(tmp_path, "bukti.pdf", made.getvalue()).state == "mislabelled"


@pytest.mark.parametrize(
    ("first", "size", "heading"),
    [
        (b"x", LIBRARY_MAX - 1_000_000, "LAPORAN"),
        (b"x", LIBRARY_MAX, ""),
        (b"<", XML_MAX - 1_000_000, "LAPORAN"),
        (b"<", XML_MAX, ""),
    ],
)
def test_a_document_that_unpacks_to_much_counts_but_is_not_read(
    tmp_path: Path, first: bytes, size: int, heading: str
) -> None:
    """Its library would hold all of it in memory, and XML (known by its first sign) several times over."""
    buffer = io.BytesIO(files.word("LAPORAN"))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lain.bin", first + b" " * (size - 1))
    content = opened(tmp_path, "a.docx", buffer.getvalue())
    assert (content.state, content.heading) == ("ok", heading)
