"""PDF files that the tests sign themselves, with a certificate made on the spot."""

import asyncio
import datetime
import io
import itertools
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from tests.evidence import files

TIME = datetime.datetime(2025, 3, 12, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


@cache
def _key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(65537, 2048)


@cache
def _signer(name: str, issuers: Sequence[tuple[str, str]]) -> Any:
    """A signer whose certificate was given by the first of the issuers, whose own by the next, and so on."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    names = [(name, ""), *issuers, *(issuers[-1:] or [(name, "")])]
    made = [x509.Certificate.load(_certificate(*pair)) for pair in itertools.pairwise(names)]
    store: Any = cast(Any, SimpleCertificateStore)()
    store.register_multiple(made[1:])
    secret = _key().private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(signing_cert=made[0], signing_key=keys.PrivateKeyInfo.load(secret), cert_registry=store)


def _certificate(subject: tuple[str, str], issuer: tuple[str, str]) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    def name(common: str, organisation: str) -> x509.Name:
        parts = [x509.NameAttribute(x509.NameOID.COMMON_NAME, common)]
        parts += [x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
        return x509.Name(parts)

    begin = datetime.datetime(2024, 1, 1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name(*subject))
        .issuer_name(name(*issuer))
        .public_key(_key().public_key())
        .serial_number(1 + abs(hash(subject)) % 1000)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=3650))
        .sign(_key(), hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.DER)


def sign(
    data: bytes,
    name: str = "Kepala Contoh",
    *,
    issuers: Sequence[tuple[str, str]] = (),
    field: str = "TTE",
    time: datetime.datetime = TIME,
) -> bytes:
    """Return a PDF signed once more."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    steps: Any = PdfCMSEmbedder().write_cms(field_name=field, writer=IncrementalPdfFileWriter(io.BytesIO(data)))
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=SignatureObject(bytes_reserved=8192, timestamp=time)))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256", in_place=True))
    attributes = PdfCMSSignedAttributes(signing_time=time)
    making = _signer(name, tuple(issuers)).async_sign(
        prepared.document_digest, "sha256", signed_attr_settings=attributes
    )
    steps.send(asyncio.run(making))
    return bytes(output.getvalue())


def decree(*lines: str) -> bytes:
    return files.pdf("KEPUTUSAN KEPALA SATUAN KERJA CONTOH", *(lines or ("Ditetapkan 12 Maret 2025",)))


def saved_again(data: bytes, title: str = "Judul lain") -> bytes:
    """Return a PDF with another page text, saved as an editor saves: what is new stands behind what was there."""
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(StreamObject(stream_data=f"BT /F1 30 Tf 60 500 Td ({title}) Tj ET".encode()))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
