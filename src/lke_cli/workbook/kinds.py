"""What a file is that is no workbook to be read here, by its first bytes and its parts; and what to do about it."""

import io
import re
import zipfile
from typing import NamedTuple

_ASK_FOR_EXCEL = "mintalah berkas Excel-nya (.xlsx)"
_SAVE_AS = "buka di Excel lalu simpan sebagai .xlsx"
_UNPACK = "ekstrak dulu isinya, lalu pilih berkas Excel di dalamnya"
_FOLLOW = "buka pintasan itu dan unduh berkas aslinya sebagai .xlsx"
_HEAD = 4096  # bytes of a text that are looked at
_MARK = b"\xef\xbb\xbf"


class _Kind(NamedTuple):
    """What a file is, as said after "adalah" (Indonesian), and what its user is to do."""

    name: str
    advice: str


_WORD = _Kind("dokumen Word", _ASK_FOR_EXCEL)
POWERPOINT = _Kind("presentasi PowerPoint", _ASK_FOR_EXCEL)
PDF = _Kind("berkas PDF", _ASK_FOR_EXCEL)
IMAGE = _Kind("gambar", _ASK_FOR_EXCEL)
_ARCHIVE = _Kind("arsip", _UNPACK)
_SHORTCUT = _Kind("pintasan", _FOLLOW)
CSV = _Kind("berkas teks (CSV)", _SAVE_AS)
_HTML = _Kind("halaman web (HTML), walau namanya seperti berkas Excel", _SAVE_AS)

_OLD_EXCEL = _Kind("berkas Excel sebelum 97", _SAVE_AS)

_STARTS: tuple[tuple[bytes, _Kind], ...] = (
    (b"%PDF", PDF),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"L\0\0\0\x01\x14\x02\0", _SHORTCUT),
    (b"[InternetShortcut]", _SHORTCUT),
    (b"{\\rtf", _WORD),
    (b"SQLite format 3\0", _Kind("basis data SQLite", _ASK_FOR_EXCEL)),
    (b"\x09\0\x04\0", _OLD_EXCEL),
    (b"\x09\x02\x06\0", _OLD_EXCEL),
    (b"\x09\x04\x06\0", _OLD_EXCEL),
)
_BINARY_STARTS = {
    b"BM": IMAGE,
    b"MZ": _Kind("program Windows", "jangan dibuka, dan mintalah ulang berkas Excel-nya"),
}
"""Two letters that a text may begin with as well."""
_MEDIA = {b"heic": IMAGE, b"heix": IMAGE, b"mif1": IMAGE, b"avif": IMAGE}
_PARTS: tuple[tuple[str, _Kind], ...] = (
    ("word/", _WORD),
    ("ppt/", POWERPOINT),
    ("visio/", _Kind("gambar Visio", _ASK_FOR_EXCEL)),
    ("Index/", _Kind("berkas Numbers, Pages, atau Keynote dari Apple", "ekspor sebagai .xlsx dari program itu")),
)
_WORKBOOKS = ("Workbook", "EncryptedPackage")
_STREAMS: tuple[tuple[str, _Kind], ...] = (
    ("WordDocument", _WORD),
    ("PowerPoint Document", POWERPOINT),
    ("__properties_version1.0", _Kind("surel Outlook", "simpan lampirannya, lalu pilih berkas Excel itu")),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": _Kind("dokumen LibreOffice Writer", _ASK_FOR_EXCEL),
    b"application/vnd.oasis.opendocument.presentation": _Kind("presentasi LibreOffice", _ASK_FOR_EXCEL),
    b"application/vnd.oasis.opendocument.graphics": _Kind("gambar LibreOffice", _ASK_FOR_EXCEL),
    b"application/epub+zip": _Kind("buku elektronik", _ASK_FOR_EXCEL),
}
_MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_SHEET_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|progid=\"Excel\.Sheet", re.IGNORECASE)
_LINK_TO_SHEET = re.compile(rb"\A\s*\{[^}]*docs\.google\.com", re.DOTALL)


def kind_of_file(data: bytes) -> _Kind | None:
    """Return what a file with these bytes is, None where nothing tells. A workbook that is read here is None too."""
    for tell in (_by_start, _by_parts, _by_streams, _by_text):
        kind = tell(data)
        if kind is not None:
            return kind
    return None


def refusal(name: str, data: bytes) -> str | None:
    """Return the sentence that refuses a file for what it is, None where nothing tells what that is."""
    kind = kind_of_file(data)
    return None if kind is None else f"'{name}' adalah {kind.name}, bukan workbook LKE; {kind.advice}."


def _by_start(data: bytes) -> _Kind | None:
    kind = next((kind for start, kind in _STARTS if data.startswith(start)), None)
    if kind is not None:
        return kind
    if b"\0" in data[:16]:
        kind = _BINARY_STARTS.get(data[:2])
        if kind is not None:
            return kind
    if data[4:8] == b"ftyp":
        return _MEDIA.get(data[8:12], _Kind("video", _ASK_FOR_EXCEL))
    return IMAGE if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else None


def _by_parts(data: bytes) -> _Kind | None:
    """Return what a zip is by the names in it."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
            stated = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
        return None
    if stated in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[stated]
    if any(name.startswith(("xl/", "content.xml")) for name in names):
        return None
    kind = next((kind for start, kind in _PARTS if any(name.startswith(start) for name in names)), None)
    # What Office or LibreOffice wrote, and nothing tells what, is no archive to be unpacked.
    return kind or (None if {"[Content_Types].xml", "META-INF/manifest.xml"} & {*names} else _ARCHIVE)


def _by_streams(data: bytes) -> _Kind | None:
    """Return what an OLE file is by the names of its streams."""
    if not data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return None
    held = [name for name in (*_WORKBOOKS, *dict(_STREAMS)) if name.encode("utf-16-le") in data]
    return dict(_STREAMS).get(held[0]) if held else None


def _by_text(data: bytes) -> _Kind | None:
    if data.startswith((b"PK", b"\xd0\xcf")):
        return None
    head = data[:_HEAD].removeprefix(_MARK)
    if _SHEET_XML.search(head):
        return _Kind("lembar XML dari Excel 2003", _SAVE_AS)
    if _MARKUP.search(head) and head.lstrip()[:1] == b"<":
        return _HTML
    if head.lstrip().lower().startswith(b"mime-version:"):
        return _Kind("halaman web yang disimpan (MHTML)", _SAVE_AS)
    if _LINK_TO_SHEET.search(head):
        return _SHORTCUT
    return _plain(head)


def _plain(head: bytes) -> _Kind | None:
    """Return whether bytes are a text that people read, in rows of columns or not."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return CSV
    if not head.strip() or b"\0" in head or sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head):
        return None
    if sum(byte > 126 for byte in head) > len(head) / 4:
        return None
    lines = [line for line in head.splitlines()[:5] if line.strip()]
    separated = len(lines) > 1 and any(all(mark in line for line in lines) for mark in (b",", b";", b"\t"))
    return CSV if separated else _Kind("berkas teks", _ASK_FOR_EXCEL)
