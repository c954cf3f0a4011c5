"""Electronic signatures in a PDF: that there is one and when (pdfium alone), whose and whether the bytes are those that
were signed (with the extra ``lke[tte]``).

What is checked is whole bytes, never whom a certificate may be trusted to name: that needs the network and a list of
trusted issuers, and a certificate that anybody makes may bear any name.
"""

import ctypes
import datetime
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, BinaryIO

from lke_cli.evidence.zips import open_file
from lke_cli.results import Signature
from lke_cli.untrusted import one_line

MOST = 20
"""Signatures of a file that are looked at."""
_LARGEST = 1_000_000  # bytes of one with its certificates
_LONGEST_CHAIN = 6
_NAME = 120  # characters
_RANGES = 64
_TIMESTAMP = "ETSI.RFC3161"  # a document time stamp: nobody's signature
_ADDED = "ada yang ditambahkan sesudahnya"


@dataclass(frozen=True, slots=True)
class _Embedded:
    """A signature as it lies in a PDF: the bytes it is over as (offset, length, offset, length), and its own."""

    ranges: tuple[int, ...]
    contents: bytes
    time: str

    @property
    def end(self) -> int:
        """Where the signed bytes end."""
        return self.ranges[-2] + self.ranges[-1]

    @property
    def is_whole(self) -> bool:
        """Whether it is over all bytes up to its end but its own, which stand there as hexadecimal in brackets."""
        start, length, after, _ = self.ranges if len(self.ranges) == 4 else (1, 0, 0, 0)
        return start == 0 and after - length == 2 * len(self.contents) + 2


@cache
def can_check() -> bool:
    """Return whether the extra that checks signatures is installed."""
    return find_spec("pyhanko") is not None


def present(document: Any, size: int) -> tuple[Signature, ...]:
    """Return the signatures of an open PDF (a ``pypdfium2.PdfDocument``). size: bytes of the file without what only
    pads it: those beyond the last signature were added after it."""
    embeddeds = list(_embedded(document))
    last = max((embedded.end for embedded in embeddeds), default=0)
    detail = _ADDED if size > last else ""
    return tuple(Signature("present", embedded.time, detail=detail) for embedded in embeddeds)


def checked(path: str) -> tuple[Signature, ...]:
    """Return the signatures of a PDF that has some, each checked. Runs in a worker process, with the extra alone."""
    import pypdfium2

    with open_file(path) as file:
        document = pypdfium2.PdfDocument(file)
        try:
            embeddeds = list(_embedded(document))
        finally:
            document.close()
        return tuple(_checked(file, embedded) for embedded in embeddeds)


def _embedded(document: Any) -> Iterator[_Embedded]:
    from pypdfium2 import raw

    for number in range(min(raw.FPDF_GetSignatureCount(document.raw), MOST)):
        handle = raw.FPDF_GetSignatureObject(document.raw, number)
        ranges = _ranges(handle)
        kind = _text(raw.FPDFSignatureObj_GetSubFilter, handle)
        if ranges and kind != _TIMESTAMP:  # a field that waits for its signature has no range
            time = _iso(_text(raw.FPDFSignatureObj_GetTime, handle))
            yield _Embedded(ranges, _bytes(raw.FPDFSignatureObj_GetContents, handle), time)


def _ranges(handle: Any) -> tuple[int, ...]:
    from pypdfium2 import raw

    count = min(raw.FPDFSignatureObj_GetByteRange(handle, None, 0), _RANGES)
    numbers = (ctypes.c_int * count)()
    raw.FPDFSignatureObj_GetByteRange(handle, numbers, count)
    ranges = tuple(numbers)
    return ranges if count >= 2 and count % 2 == 0 and min(ranges) >= 0 else ()


def _bytes(getter: Callable[..., int], handle: Any) -> bytes:
    length = getter(handle, None, 0)
    if not 0 < length <= _LARGEST:
        return b""
    buffer = ctypes.create_string_buffer(length)
    getter(handle, buffer, length)
    return buffer.raw


def _text(getter: Callable[..., int], handle: Any) -> str:
    return _bytes(getter, handle).rstrip(b"\0").decode("ascii", "replace")


def _iso(date: str) -> str:
    """Return ``2025-03-12T08:00:00`` for ``D:20250312080000+07'00'``, ``""`` for what is no date."""
    try:
        return datetime.datetime.strptime(date.removeprefix("D:")[:14], "%Y%m%d%H%M%S").isoformat()
    except ValueError:
        return ""


def _checked(file: BinaryIO, embedded: _Embedded) -> Signature:
    """Return a signature with what its bytes show; whatever cannot be read of it is said, not guessed."""
    from asn1crypto import cms
    from pyhanko.sign.general import extract_signer_info
    from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, extract_self_reported_ts

    try:
        data = cms.ContentInfo.load(embedded.contents)["content"]
        info, certificates = extract_signer_info(data), extract_certs_for_validation(data)
        names = [_name(certificates.signer_cert.subject), *_chain(certificates)]
        signed = extract_self_reported_ts(info)
        # The time in the PDF is signed too, and in the signer's own zone.
        time = embedded.time or (signed.replace(tzinfo=None).isoformat() if signed else "")
        intact = _is_intact(file, embedded, data, info, certificates.signer_cert)
    except MemoryError:
        raise
    except Exception:  # whatever its reader stumbles over
        return Signature("unchecked", embedded.time, detail="bentuknya tidak terbaca")
    signature = Signature("changed", time, names[0], names[1] if len(names) > 1 else "", tuple(names[1:]))
    if not intact:
        return signature
    added = _added(file, embedded)
    return Signature("added" if added else "whole", time, signature.signer, signature.issuer, signature.chain, added)


def _is_intact(file: BinaryIO, embedded: _Embedded, data: Any, info: Any, certificate: Any) -> bool:
    """Return whether the bytes in the ranges are those that were signed, with the key of the certificate in it."""
    from pyhanko.sign.general import byte_range_digest
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    if data["encap_content_info"]["content_type"].native != "data" or data["encap_content_info"]["content"].native:
        raise ValueError("an older kind, over a digest of the document")
    length, digest = byte_range_digest(file, embedded.ranges, info["digest_algorithm"]["algorithm"].native)
    whole, valid = validate_sig_integrity(info, certificate, "data", digest)
    return bool(whole and valid and length == sum(embedded.ranges[1::2]))


def _added(file: BinaryIO, embedded: _Embedded) -> str:
    """Return what was added to the file after a signature; nothing where it is over all of it, or where there is only
    what a signature allows: another one, a form that is filled in, what proves it later."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    if not embedded.is_whole:
        return "tanda tangannya tidak mencakup seluruh isi"
    if file.seek(0, io.SEEK_END) == embedded.end:
        return ""
    try:
        file.seek(0)
        reader = PdfFileReader(file, strict=False)
        same = next(s for s in reader.embedded_regular_signatures if tuple(map(int, s.byte_range)) == embedded.ranges)
        same.compute_integrity_info()
    except MemoryError:
        raise
    except Exception:
        return _ADDED
    harmless = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    difference = same.diff_result
    return "" if isinstance(difference, DiffResult) and difference.modification_level in harmless else _ADDED


def _chain(certificates: Any) -> Iterator[str]:
    """Yield the names of who issued a signer's certificate, and who issued theirs, as far as the file holds them."""
    others = {other_cert.subject.hashable: other_cert for other_cert in certificates.other_certs}
    issued = certificates.signer_cert
    for _ in range(_LONGEST_CHAIN):
        yield _name(issued.issuer)
        above = others.get(issued.issuer.hashable)
        if above is None or above.subject == above.issuer:
            return
        issued = above


def _name(name: Any) -> str:
    """Return ``COMMON NAME, ORGANISATION`` of a certificate's name."""
    native = name.native
    parts = [native.get(key) for key in ("common_name", "organization_name")]
    texts = [", ".join(part) if isinstance(part, list) else part for part in parts if part]
    return one_line(", ".join(dict.fromkeys(texts)), _NAME)
