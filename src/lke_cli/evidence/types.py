"""File types: what a name promises, and what the first bytes say."""

import codecs
from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "word": ("docx", "docm", "dotx", "doc", "odt", "rtf"),
    "sheet": ("xlsx", "xlsm", "xlsb", "xls", "ods"),
    "slides": ("pptx", "pptm", "ppsx", "ppt", "odp"),
    "image": ("jpg", "jpeg", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic"),
    "video": ("mp4", "mov", "avi", "mkv", "3gp", "mpg", "mpeg", "wmv", "webm"),
    "audio": ("mp3", "m4a", "wav", "ogg", "opus", "aac", "amr"),
    "text": ("txt", "csv"),
    "archive": ("zip", "rar", "7z", "tar", "gz", "tgz"),
}
"""Suffixes by family; the family is what a rubric's kinds may name (an image is a photo). What is of none is no
document."""

SHORTCUTS = frozenset(
    {"lnk", "url", "website", "webloc", "desktop", "pif"} | {"gdoc", "gsheet", "gslides", "gform", "gdraw", "gsite"}
)
"""Files that only point to something: on another computer they open nothing."""

_FAMILY = {suffix: family for family, suffixes in FAMILIES.items() for suffix in suffixes}

# What a file with a suffix may really be; "" where the first bytes need not say. A suffix that is not here promises
# nothing that could be checked.
_OFFICE = {
    "docx": {"docx"},
    "docm": {"docx"},
    "dotx": {"docx"},
    "xlsx": {"xlsx"},
    "xlsm": {"xlsx"},
    "xlsb": {"xlsb"},
    "pptx": {"pptx"},
    "pptm": {"pptx"},
    "ppsx": {"pptx"},
}
_PROMISES: Mapping[str, set[str]] = {
    **{suffix: real | {"ole-encrypted"} for suffix, real in _OFFICE.items()},
    "pdf": {"pdf"},
    "doc": {"doc", "rtf", "ole-encrypted"},
    "xls": {"xls", "ole-encrypted"},
    "ppt": {"ppt", "ole-encrypted"},
    "odt": {"odt"},
    "ods": {"ods"},
    "odp": {"odp"},
    "rtf": {"rtf"},
    "jpg": {"jpeg"},
    "jpeg": {"jpeg"},
    "jfif": {"jpeg"},
    "png": {"png"},
    "gif": {"gif"},
    "bmp": {"bmp"},
    "tif": {"tiff"},
    "tiff": {"tiff"},
    "webp": {"webp"},
    "zip": {"zip", "docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp"},
    "rar": {"rar"},
    "7z": {"7z"},
    **{suffix: {"mp4", ""} for suffix in (*FAMILIES["video"], *FAMILIES["audio"])},
    **{suffix: {"text", ""} for suffix in FAMILIES["text"]},
    "heic": {"heic", ""},
}
# What else the usual program opens, if with a question: other programs export tables and letters under these names.
_TOLERATED: Mapping[str, set[str]] = {"xls": {"text", "html"}, "doc": {"text", "html"}}
_NAMES = {
    "pdf": "PDF",
    "docx": "dokumen Word",
    "doc": "dokumen Word lama",
    "xlsx": "workbook Excel",
    "xls": "workbook Excel lama",
    "xlsb": "workbook Excel biner",
    "pptx": "presentasi PowerPoint",
    "ppt": "presentasi PowerPoint lama",
    "odt": "dokumen OpenDocument",
    "ods": "spreadsheet OpenDocument",
    "odp": "presentasi OpenDocument",
    "rtf": "dokumen RTF",
    "jpeg": "gambar JPEG",
    "png": "gambar PNG",
    "gif": "gambar GIF",
    "bmp": "gambar BMP",
    "tiff": "gambar TIFF",
    "webp": "gambar WebP",
    "heic": "gambar HEIC",
    "mp4": "video MP4",
    "zip": "arsip ZIP",
    "rar": "arsip RAR",
    "7z": "arsip 7z",
    "html": "halaman web (HTML)",
    "ole": "berkas Office lama",
    "ole-encrypted": "dokumen Office berkata sandi",
    "program": "program (EXE)",
    "text": "teks biasa",
}
IMAGES = frozenset({"jpeg", "png", "gif", "bmp", "tiff", "webp"})

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (8, b"WEBP", "webp"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftyp", "mp4"),
    (0, b"{\\rtf", "rtf"),
    (0, b"MZ", "program"),
)
_ZIP = b"PK\x03\x04"
HEAD = 1024
"""Bytes that :func:`sniff` wants."""


def suffix_of(name: str) -> str:
    """Return ``pdf`` for ``SK Tim.PDF``; ``""`` where there is none."""
    stem, dot, suffix = name.rpartition(".")
    return suffix.strip().lower() if dot and stem else ""


def family_of(name: str) -> str:
    """Return the family that a file name promises, ``other`` where it promises none."""
    return _FAMILY.get(suffix_of(name), "other")


def sniff(head: bytes) -> str:
    """Return what the first bytes of a file say it is, ``""`` where they say nothing known."""
    if b"%PDF-" in head and not head.startswith(_ZIP):  # a PDF stored in a zip stands near its beginning
        return "pdf"
    for offset, signature, name in _SIGNATURES:
        if head.startswith(signature, offset) and not (len(signature) == 2 and _is_text(head)):
            return name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<style", b"<table")):
        return "html"
    return "text" if _is_text(head) else ""


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not head.strip() or any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last letter may be cut
    except UnicodeDecodeError:
        return sum(byte < 128 for byte in head) >= 0.9 * len(head)
    return True


def promise_of(suffix: str) -> set[str]:
    """Return what a file with this suffix may really be; empty where that cannot be checked."""
    return _PROMISES.get(suffix, set())


def opens_anyway(suffix: str, real: str) -> bool:
    """Return whether the program of a suffix opens this other content all the same."""
    return real in _TOLERATED.get(suffix, ()) or (real in IMAGES and promise_of(suffix) < IMAGES)


def type_name(real: str) -> str:
    """Return what a type is called (Indonesian)."""
    return _NAMES.get(real, real)
