"""Open one file for real and say what state it is in, what its first page is headed, and which dates it bears.

Runs in a worker process (``bounded``): a file made to hang or crash a reader costs that file, not the run.
"""

import datetime
import errno
import gc
import hashlib
import html
import io
import logging
import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO

from lke_cli.evidence.blank import NOTHING_SHOWN, is_blank_office, is_blank_pdf, is_one_colour
from lke_cli.evidence.dates import dates_in_text
from lke_cli.evidence.inside import Photo, jpegs_on, photos_inside, photos_on_pages
from lke_cli.evidence.old_word import first_words
from lke_cli.evidence.pictures import Box, decoded_size, draft, look_of
from lke_cli.evidence.signatures import present
from lke_cli.evidence.types import HEAD, IMAGES, family_of, opens_anyway, promise_of, sniff, suffix_of, type_name
from lke_cli.evidence.zips import TooLargeInsideError, open_file, place_in_zip
from lke_cli.results import ContentState, Signature
from lke_cli.scan import reason
from lke_cli.untrusted import printable

TEXT_READ = 4_000
"""Characters of the first page that are looked at."""
HEADING_KEPT = 700
"""Characters of the first page that are kept: they tell the kind of document."""
MAX_DECODED = 40_000_000
"""Bytes of memory up to which an image is decoded whole: several processes must stay below 300 MB together. Of larger
ones checksums and places are read."""
_MAX_UNPACKED = 2_000_000_000
"""Bytes to which the parts of an archive may unpack before it is left alone."""
LIBRARY_MAX = 30_000_000
"""Unpacked bytes up to which a document is handed to its library, which holds all parts in memory."""
XML_MAX = 12_000_000
"""Unpacked bytes of XML up to which it is: parsed, they take several times as much."""
OLD_SHEETS_MAX = 20_000_000
"""Bytes of an old workbook up to which it is opened."""
_OLD_CELLS = 1_000_000

_ROWS = 15  # of the first sheet that are looked at
_CHUNK = 1 << 20
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # marks of an encoding, and blanks
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
_PROPERTY = re.compile(rb"<(?:\w+:)?(creator|created|modified)\b[^>]*>([^<]{1,400})</")
_AUTHOR = 200  # characters
_TO_THE_SECOND = len("D:20250312093000")
_WATERMARK = re.compile(r"(?i)(?:scanned|dipindai)\s+(?:by|with|dengan|oleh)\s+\S+")


@dataclass(frozen=True, slots=True)
class Content:
    """What opening a file showed.

    detail: what is wrong (Indonesian, part of a sentence). scan: pages without text. dates: in the text.
    made: day on which the document says it was made, from its metadata. digest: of all bytes, where it was asked for.
    look: of a picture, or of the picture that a page without text is, for finding copies. author, created (to the
    second), edited (the day): from the metadata. read: heading and dates are those that a scan was read to have.
    photos: in the document.
    """

    state: ContentState
    detail: str = ""
    heading: str = ""
    scan: bool = False
    dates: tuple[str, ...] = ()
    made: str | None = None
    digest: str | None = None
    signatures: tuple[Signature, ...] = ()
    look: str = ""
    author: str = ""
    created: str = ""
    edited: str | None = None
    read: bool = False
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Examination:
    """A file to look at. open: whether its content is wanted; digest: whether its bytes are to be hashed."""

    path: str
    size: int
    open: bool = True
    digest: bool = False


class _ProblemError(Exception):
    def __init__(self, state: ContentState, detail: str = "") -> None:
        super().__init__(detail)
        self.state: ContentState = state
        self.detail = detail


def examine(task: Examination) -> Content:
    """Return what a file holds. Never raises: whatever is wrong with it is its state."""
    try:
        content = _open(task) if task.open else Content("ok")
        if (task.digest or content.scan) and content.state != "empty":  # what is read of a scan is kept by its bytes
            with open_file(task.path) as file:
                content = replace(content, digest=hashlib.file_digest(file, "sha256").hexdigest())
        return content
    except OSError as error:
        return Content("unreadable", reason(error)) if _of_the_system(error) else Content("broken", "susunannya rusak")
    except MemoryError:
        raise
    except TooLargeInsideError:
        return Content("unopened", "terlalu besar untuk dibuka di dalam arsip")
    except Exception:
        # Readers raise whatever their parsers stumble over.
        return Content("broken", "susunannya rusak")


def _open(task: Examination) -> Content:
    outer, inside = place_in_zip(task.path)
    with open_file(task.path) as file:
        head = file.read(HEAD)
        if not head:
            return Content("empty", "0 byte")
        if len(head) < HEAD and not head.strip(b"\xef\xbb\xbf \t\r\n"):
            return Content("empty", NOTHING_SHOWN)
        suffix = suffix_of(Path(inside or outer).name)
        real = sniff(head)
        try:
            if real in ("zip", "ole"):
                real = _inside(file, real)
            _keeps_promise(suffix, real, head)
            reader = _READERS.get(real)
            content = Content("unopened", type_name(real) if real else "")
            if reader is not None:
                file.seek(0)
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    content = reader(file)
            if promise_of(suffix) and real not in promise_of(suffix):
                return replace(content, state="misnamed", detail=_lie(suffix, real))
            return content
        except _ProblemError as problem:
            _unless_memory(problem.__cause__)
            return Content(problem.state, problem.detail)
        except OSError as error:
            if _of_the_system(error):
                raise
            _unless_memory(error)
            return Content("broken", "terpotong atau rusak")
        except RecursionError:
            return Content("broken", "susunannya rusak")


def _of_the_system(error: OSError) -> bool:
    """Return whether the system would not give the bytes; it also refuses places that a broken file sends a reader."""
    return error.errno not in (None, errno.EINVAL, errno.EOVERFLOW, errno.ERANGE)


def _unless_memory(error: BaseException | None) -> None:
    """Raise MemoryError where a library says in its own way that it had not enough."""
    if isinstance(error, MemoryError) or "memory" in str(error).lower():
        raise MemoryError from error


@contextmanager
def _loading() -> Iterator[None]:
    """Import a library; where that fails in a process that could start, its memory is short."""
    try:
        yield
    except (ImportError, OSError) as error:
        raise MemoryError from error


def _keeps_promise(suffix: str, real: str, head: bytes) -> None:
    promised = promise_of(suffix)
    if not promised:
        if real == "program":
            raise _ProblemError("mislabelled", f"isinya {type_name(real)}, bukan dokumen")
        if real in _READERS and real != "text" and family_of(f"x.{suffix}") == "other":
            what = f"ekstensi .{suffix} tidak dikenal" if suffix else "tanpa ekstensi"
            raise _ProblemError("mislabelled", f"{what}, isinya {type_name(real)}")
        return
    if not head.strip(b"\0"):
        raise _ProblemError("broken", "isinya nol semua (gagal salin)")
    if real in promised or opens_anyway(suffix, real):
        return
    if not real:
        raise _ProblemError("broken", f"isinya bukan .{suffix}")
    raise _ProblemError("mislabelled", _lie(suffix, real))


def _lie(suffix: str, real: str) -> str:
    return f"berakhiran .{suffix}, isinya {type_name(real)}"


def _inside(file: BinaryIO, real: str) -> str:
    """Return what a zip or OLE file really is."""
    return _inside_zip(file) if real == "zip" else _inside_ole(file)


def _inside_zip(file: BinaryIO) -> str:
    with _archive(file) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names and "xl/workbook.bin" in names:
            return "xlsb"
        for part, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if "[Content_Types].xml" in names and any(name.startswith(part) for name in names):
                return kind
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            mimetype = _part(archive, "mimetype")
            for ending, kind in ((b".text", "odt"), (b".spreadsheet", "ods"), (b".presentation", "odp")):
                if mimetype.strip().endswith(ending):
                    return kind
    return "zip"


def _archive(file: BinaryIO) -> zipfile.ZipFile:
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise _ProblemError("broken", "terpotong atau rusak") from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except KeyError as error:
        raise _ProblemError("broken", f"bagian '{name}' tidak ada") from error
    except RuntimeError as error:
        raise _ProblemError("password") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error) as error:
        raise _ProblemError("broken", f"bagian '{name}' rusak") from error


def _has(archive: zipfile.ZipFile, name: str) -> None:
    if name not in archive.namelist():
        raise _ProblemError("broken", f"bagian '{name}' tidak ada")


def _inside_ole(file: BinaryIO) -> str:
    with _loading():
        import olefile

    file.seek(0)
    try:
        with olefile.OleFileIO(file) as ole:
            names = {"/".join(entry).lower() for entry in ole.listdir()}
    except OSError as error:
        raise _ProblemError("broken", "terpotong atau rusak") from error
    except Exception as error:
        raise _ProblemError("broken", "susunannya rusak") from error
    if "encryptedpackage" in names:
        return "ole-encrypted"
    for name, kind in (("worddocument", "doc"), ("workbook", "xls"), ("book", "xls"), ("powerpoint document", "ppt")):
        if name in names:
            return kind
    return "ole"


def _encrypted(file: BinaryIO) -> Content:
    raise _ProblemError("password")


def _pdf(file: BinaryIO) -> Content:
    with _loading():
        import pypdfium2

    tail, end = _tail(file)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise _ProblemError("password") from error
        if error.err_code == pypdfium2.raw.FPDF_ERR_SECURITY:
            raise _ProblemError("password", "pengamanannya tidak dikenal") from error
        raise _ProblemError("broken", "terpotong atau rusak") from error
    try:
        if b"%%EOF" not in tail and b"startxref" not in tail:
            raise _ProblemError("broken", "terpotong: bagian akhirnya hilang")
        try:
            page = document[0]
            words = page.get_textpage()
            text = words.get_text_range(0, min(TEXT_READ, words.count_chars())) if words.count_chars() else ""
            words.close()
            page.close()
        except pypdfium2.PdfiumError as error:
            raise _ProblemError("broken", "halaman pertamanya tidak terbaca") from error
        if not text.strip() and is_blank_pdf(document):
            raise _ProblemError("empty", NOTHING_SHOWN)
        metadata = document.get_metadata_dict(skip_empty=True)
        created = metadata.get("CreationDate", "")
        content = _read_text(text, _pdf_day(created))
        return replace(
            content,
            signatures=present(document, end),
            look=_look_of_page(document) if content.scan else "",
            photos=() if content.scan else photos_on_pages(document),
            author=printable(metadata.get("Author", ""))[:_AUTHOR].strip(),
            created=created[:_TO_THE_SECOND],
            edited=_pdf_day(metadata.get("ModDate", "")),
        )
    finally:
        document.close()


def _look_of_page(document: Any) -> str:
    """Return the look of the picture that a scanned page is, where it is a photograph (JPEG)."""
    from PIL import Image
    from pypdfium2 import raw

    try:
        page = document[0]
        largest = max(jpegs_on(page), key=lambda picture: math.prod(picture.get_px_size()), default=None)
        if largest is None or raw.FPDFImageObj_GetImageDataRaw(largest, None, 0) > _LARGEST_MENDED:
            return ""
        with Image.open(io.BytesIO(bytes(largest.get_data())), formats=["JPEG"]) as image:
            if image.info.get("progressive") and decoded_size(image) > MAX_DECODED:
                return ""
            return look_of(image, draft(image))
    except MemoryError:
        raise
    except Exception:
        return ""  # what it looks like is not needed to judge the document


def _tail(file: BinaryIO, size: int = 4096) -> tuple[bytes, int]:
    """Return the last bytes of a file before what only pads it (zeros and blanks), and where these end; the file is
    rewound."""
    end = file.seek(0, io.SEEK_END)
    last, tail = end, b""
    while end > 0 and len(tail) < size:
        start = max(0, end - _CHUNK)
        file.seek(start)
        tail = file.read(end - start) + tail
        kept = tail.rstrip(b"\0 \t\r\n")
        last -= len(tail) - len(kept)
        end, tail = start, kept
    file.seek(0)
    return tail[-size:], last


def _pdf_day(text: str) -> str | None:
    digits = text.removeprefix("D:")[:8]
    if len(digits) != 8 or not digits.isascii() or not digits.isdecimal():
        return None
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def _read_text(text: str, made: str | None, *, scannable: bool = True) -> Content:
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))[:TEXT_READ]
    scan = scannable and len("".join(_WATERMARK.sub("", text).split())) < 3
    return Content("ok", heading=text[:HEADING_KEPT].strip(), scan=scan, dates=dates_in_text(text), made=made)


def with_read(content: Content, text: str) -> Content:
    """Return the content of a scan with what its first page was read to say."""
    page = _read_text(text, None, scannable=False)
    return replace(content, heading=page.heading, dates=page.dates, read=bool(text.strip()))


def _whole(file: BinaryIO) -> tuple[zipfile.ZipFile, bool]:
    """Return the archive after reading every part of it (each has a checksum), and whether a library may hold it."""
    archive = _archive(file)
    total = xml = 0
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise _ProblemError("password")
        try:
            with archive.open(info) as part:
                size, is_xml = _read_through(part, _MAX_UNPACKED - total)
                total += size
                xml += size if is_xml else 0
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, zlib.error, RuntimeError) as error:
            raise _ProblemError("broken", f"bagian '{printable(info.filename)[:80]}' rusak") from error
    return archive, total <= LIBRARY_MAX and xml <= XML_MAX


def _read_through(part: IO[bytes], most: int) -> tuple[int, bool]:
    """Return how many bytes a part unpacks to, at most ``most``, and whether it is XML, whatever it is called."""
    chunk = part.read(_CHUNK)
    is_xml = chunk.lstrip(_BEFORE_XML).startswith(b"<")
    size = 0
    while chunk:
        size += len(chunk)
        if size > most:
            raise _ProblemError("unopened", "isinya terlalu besar untuk diperiksa")
        chunk = part.read(_CHUNK)
    return size, is_xml


def _without_doctype(archive: zipfile.ZipFile) -> None:
    """Refuse a document of which a part that is read declares a document type: those that write documents never do."""
    for info in archive.infolist():
        if info.file_size > XML_MAX or "media/" in info.filename:  # a picture in SVG may; it is not read
            continue
        data = _part(archive, info.filename)
        if data.lstrip(_BEFORE_XML).startswith(b"<") and _DOCTYPE.search(data):
            raise _ProblemError("broken", "memuat DOCTYPE, yang tidak ada di dokumen Office")


def _photos(archive: zipfile.ZipFile) -> tuple[Photo, ...]:
    with _loading():
        import_module("PIL.Image")
    return photos_inside(archive)


def _with_properties(content: Content, archive: zipfile.ZipFile) -> Content:
    """Return the content of an Office document with who made it when, when it was last edited, and its photographs."""
    if not content.heading and is_blank_office(archive):
        raise _ProblemError("empty", NOTHING_SHOWN)
    content = replace(content, photos=_photos(archive))
    name = "docProps/core.xml"
    if name not in archive.namelist() or archive.getinfo(name).file_size > _TEXT_BYTES:
        return content
    properties = {key.decode(): value for key, value in _PROPERTY.findall(_part(archive, name))}
    texts = {
        key: html.unescape(printable(value.decode("utf-8", "replace")))[:_AUTHOR] for key, value in properties.items()
    }
    return replace(
        content,
        author=texts.get("creator", "").strip(),
        created=texts.get("created", ""),
        edited=_pdf_day(texts.get("modified", "")[:10].replace("-", "")),
    )


def _zip(file: BinaryIO) -> Content:
    archive, _ = _whole(file)
    if not archive.namelist():
        raise _ProblemError("broken", "arsip tanpa isi")
    return Content("ok")


def _docx(file: BinaryIO) -> Content:
    archive, small = _whole(file)
    if not small:
        _has(archive, "word/document.xml")
        return Content("ok", photos=_photos(archive))
    _without_doctype(archive)
    with _loading():
        import docx
        from docx.oxml.ns import qn

    document = _library(lambda: docx.Document(file))
    paragraphs: Iterator[Any] = document.element.body.iter(qn("w:p"))
    properties = document.core_properties
    made = properties.modified or properties.created
    text = _first("".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)
    return _with_properties(_read_text(text, made.date().isoformat() if made else None), archive)


def _pptx(file: BinaryIO) -> Content:
    archive, small = _whole(file)
    if not small:
        _has(archive, "ppt/presentation.xml")
        return Content("ok", photos=_photos(archive))
    _without_doctype(archive)
    with _loading():
        import pptx

    show = _library(lambda: pptx.Presentation(file))
    made = show.core_properties.modified or show.core_properties.created
    slides = list(show.slides)
    shapes = slides[0].shapes if slides else ()
    text = _first(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    content = _read_text(text, made.date().isoformat() if made else None, scannable=False)
    return _with_properties(content, archive)


def _released(reader: Callable[[BinaryIO], Content]) -> Callable[[BinaryIO], Content]:
    """Return a reader after which what its library held is free: their documents refer to themselves, parts and all."""

    def read(file: BinaryIO) -> Content:
        try:
            return reader(file)
        finally:
            gc.collect()

    return read


def _library(opening: Callable[[], Any]) -> Any:
    try:
        return opening()
    except OSError:
        raise
    except Exception as error:
        # These libraries raise whatever their XML reader stumbles over.
        raise _ProblemError("broken", "susunannya rusak") from error


def _first(lines: Iterator[str]) -> str:
    kept: list[str] = []
    length = 0
    for line in lines:
        kept.append(line)
        length += len(line) + 1
        if length > TEXT_READ:
            break
    return "\n".join(kept)


def _xlsx(file: BinaryIO) -> Content:
    archive, small = _whole(file)
    if not small:
        return Content("ok", photos=_photos(archive))
    _without_doctype(archive)
    with _loading():
        from lke_cli.workbook import LKE_BOUNDS, Package, PackageBook, TooLargeError

    file.seek(0)
    try:
        package = Package(file.read())
        if not package.sheets:
            raise _ProblemError("broken", "tanpa lembar")
        first = package.sheets[0]
        if not first.is_worksheet:
            return Content("ok")
        rows = PackageBook(package, LKE_BOUNDS).beginning(first.name).rows
    except TooLargeError as error:
        raise _ProblemError("unopened", "lembarnya terlalu besar untuk dibuka") from error
    except zipfile.BadZipFile as error:
        raise _ProblemError("broken", "susunannya rusak") from error
    return _with_properties(_read_rows(rows[:_ROWS]), archive)


def _xls(file: BinaryIO) -> Content:
    """An old workbook, read as ``lke score`` reads one: calamine believes the sizes that such a file states."""
    from lke_cli.workbook import BrokenError, PasswordError, TooLargeError, xls_sheets

    data = file.read(OLD_SHEETS_MAX + 1)
    try:
        if len(data) > OLD_SHEETS_MAX:
            raise TooLargeError
        sheets = xls_sheets(data, _OLD_CELLS)
    except PasswordError as error:
        raise _ProblemError("password") from error
    except TooLargeError as error:
        raise _ProblemError("unopened", "terlalu besar untuk dibuka") from error
    except BrokenError as error:
        raise _ProblemError("broken", "susunannya rusak") from error
    if not sheets:
        raise _ProblemError("broken", "tanpa lembar")
    return _read_rows(sheets[0].rows[:_ROWS])


def _read_rows(rows: Iterable[Iterable[object]]) -> Content:
    lines = (" ".join(str(cell) for cell in row if cell != "") for row in rows)
    return _read_text("\n".join(lines), None, scannable=False)


def _odf(file: BinaryIO) -> Content:
    archive, small = _whole(file)
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise _ProblemError("password")
    content = archive.getinfo("content.xml").file_size if "content.xml" in archive.namelist() else 0
    if not content:
        raise _ProblemError("broken", "bagian 'content.xml' tidak ada")
    if not small or content > XML_MAX:
        return Content("ok")
    return _read_text(_xml_text(_part(archive, "content.xml")), None, scannable=False)


def _xml_text(data: bytes) -> str:
    """Return the first texts of an XML part; all of it is parsed, nothing but these kept."""
    from xml.parsers import expat

    pieces: list[str] = []
    length = 0

    def text(piece: str) -> None:
        nonlocal length
        if length <= TEXT_READ:
            pieces.append(piece)
            length += len(piece) + 1

    def doctype(*_: object) -> None:
        raise _ProblemError("broken", "memuat DOCTYPE, yang tidak ada di dokumen Office")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK])
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that is not known is one of these
        raise _ProblemError("broken", "susunannya rusak") from error
    return "\n".join(pieces)


def _ole(file: BinaryIO) -> Content:
    """An old Word or PowerPoint file: its directory was read; its metadata, and Word's first words, tell when."""
    with _loading():
        import olefile

    file.seek(0)
    try:
        with olefile.OleFileIO(file) as ole:
            if ole.exists("WordDocument"):
                with ole.openstream("WordDocument") as stream:
                    start = stream.read(32)
                if len(start) < 32:
                    raise _ProblemError("broken", "terpotong")
                if start[11] & 1:  # FibBase.fEncrypted, [MS-DOC] 2.5.2
                    raise _ProblemError("password")
            if ole.exists("Current User"):
                with ole.openstream("Current User") as stream:
                    if stream.read(16)[12:] == b"\xdf\xc4\xd1\xf3":  # CurrentUserAtom.headerToken, [MS-PPT] 2.3.2
                        raise _ProblemError("password")
            made = _saved(ole.get_metadata())
            text = first_words(ole)
    except _ProblemError:
        raise
    except OSError as error:
        raise _ProblemError("broken", "terpotong atau rusak") from error
    except Exception as error:
        raise _ProblemError("broken", "susunannya rusak") from error
    return _read_text(text, made.date().isoformat() if made else None, scannable=False)


def _saved(metadata: Any) -> Any:
    return metadata.last_saved_time or metadata.create_time


def _image(file: BinaryIO) -> Content:
    with _loading():
        from PIL import Image, UnidentifiedImageError

    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at here, before a pixel is decoded
    look = ""
    try:
        with Image.open(file, formats=[*_PILLOW]) as image:
            made = _taken(image)
            photo = image.format in ("JPEG", "MPO")
            large = decoded_size(image) > MAX_DECODED
            # All bytes of a photo are read, at an eighth of the size: a truncated one shows and memory stays small.
            part = draft(image) if photo else None
            if photo and large and image.info.get("progressive"):
                if b"\xff\xd9" not in _tail(file)[0]:
                    raise _ProblemError("broken", "gambar terpotong atau rusak")
            elif large and not photo:
                at = file.tell()  # from where Pillow reads on
                end = file.seek(0, io.SEEK_END)
                file.seek(at)
                if any(_end_of(tile, len(image.getbands())) > end for tile in image.tile):
                    raise _ProblemError("broken", "gambar terpotong atau rusak")
                image.verify()
            else:
                _load(image, file, photo=photo)
                look = _look(image, part)
                if is_one_colour(image, look):
                    raise _ProblemError("empty", "gambarnya satu warna saja")
    except UnidentifiedImageError as error:
        raise _ProblemError("broken", "gambar rusak") from error
    except (SyntaxError, ValueError, EOFError, zlib.error, IndexError, KeyError, TypeError) as error:
        raise _ProblemError("broken", "gambar rusak") from error
    except OSError as error:
        if _of_the_system(error):
            raise
        raise _ProblemError("broken", "gambar terpotong atau rusak") from error
    return Content("ok", made=made, look=look)


def _look(image: Any, part: Box | None) -> str:
    """Return the look of a decoded image, nothing where Pillow cannot make a grey one of it."""
    try:
        return look_of(image, part)
    except (OSError, ValueError):
        return ""


def _load(image: Any, file: BinaryIO, *, photo: bool) -> None:
    """Decode an image. Raises OSError where a part of it is missing; that a photo lacks only its end mark is no harm:
    every program shows it."""
    try:
        image.load()
    except OSError:
        if not photo or not _lacks_only_its_end(file):
            raise


def _lacks_only_its_end(file: BinaryIO) -> bool:
    """Return whether what follows a photo's bytes changes nothing of what they show: then all of it is there."""
    from PIL import Image

    file.seek(0)
    data = file.read(_LARGEST_MENDED + 1)
    if len(data) > _LARGEST_MENDED:
        return False
    data = data.removesuffix(b"\xff")  # half of the mark
    shown = []
    for rest in (b"", b"\x55\xaa" * 64):
        with Image.open(io.BytesIO(data + rest + b"\xff\xd9"), formats=["JPEG", "MPO"]) as image:
            if not image.info.get("progressive"):  # of that a small picture needs the first part alone
                image.draft("RGB", (image.width // 8, image.height // 8))
            shown.append(image.tobytes())
    return shown[0] == shown[1]


def _end_of(tile: Any, colours: int) -> int:
    """Return before which place in the file a piece of an image cannot end; packed, it may be of any length."""
    codec, (left, top, right, bottom), start, details = tile
    if codec != "raw":
        return int(start) + 1
    mode = str(details[0] if isinstance(details, tuple) else details)
    bits = 1 if ";" in mode or mode == "1" else 8 * colours
    return int(start) + int((right - left) * (bottom - top) * bits / 8)


_LARGEST_MENDED = 20_000_000  # bytes of a photo that is held in memory
_PILLOW = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_TAKEN, _EXIF = 36867, 0x8769


def _taken(image: Any) -> str | None:
    """Return the day on which a camera says it took a photo."""
    if image.format == "PNG" and "exif" not in image.info:
        return None  # Pillow would decode the whole image to look for it behind the pixels
    try:
        taken = str(image.getexif().get_ifd(_EXIF).get(_TAKEN, ""))
    except Exception:
        return None  # broken metadata say nothing; the image itself is judged by decoding it
    return _pdf_day(taken[:10].replace(":", ""))


_TEXT_BYTES = 64_000
_POINTS = re.compile(r"(?i)(?:https?://|www\.|file:|[a-z]:\\|\\\\)\S+")
_SAYS_NOTHING = 40  # characters beside an address, such as "Tautan video kegiatan:"


def _text(file: BinaryIO) -> Content:
    data = file.read(_TEXT_BYTES)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
    rest, addresses = _POINTS.subn("", text)
    if addresses and len("".join(rest.split())) < _SAYS_NOTHING:
        raise _ProblemError("shortcut", "hanya berisi alamat")
    return _read_text(text, None, scannable=False)


_READERS: Mapping[str, Callable[[BinaryIO], Content]] = {
    "pdf": _pdf,
    "docx": _released(_docx),
    "xlsx": _xlsx,
    "pptx": _released(_pptx),
    "xls": _xls,
    "doc": _ole,
    "ppt": _ole,
    "ole-encrypted": _encrypted,
    "odt": _odf,
    "ods": _odf,
    "odp": _odf,
    "zip": _zip,
    "text": _text,
    **dict.fromkeys(IMAGES, _image),
}

logging.getLogger("olefile").setLevel(logging.CRITICAL)
logging.getLogger("PIL").setLevel(logging.CRITICAL)
