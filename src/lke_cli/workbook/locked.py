"""Workbooks under a key. Excel opens those under its own fixed key without a question, so they are opened here too."""

import io
import re

from lke_cli.workbook.archive import BrokenError

_EXCELS_OWN_KEY = (
    "VelvetSweatshop"  # [MS-OFFCRYPTO] 2.4.2.3: what Excel takes where a sheet is locked and nothing asked
)
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ROUNDS = re.compile(rb'spinCount="(\d{1,20})"')
_MOST_ROUNDS = 1_000_000  # Excel writes 100,000


class PasswordError(Exception):
    """A workbook under a password that someone chose."""


class NoCipherError(PasswordError):
    """A workbook under a key, Excel's own or another, where what opens it is not there: in a browser."""


def is_encrypted(data: bytes) -> bool:
    """Return whether an OLE file holds a whole encrypted package, as an .xlsx with a password does."""
    return _PACKAGE in data


def decrypted(data: bytes) -> bytes:
    """Return the package in an encrypted file under Excel's own key. Raises PasswordError for any other key.

    NoCipherError, a kind of it, where it is not known which key it is.
    """
    if any(int(rounds) > _MOST_ROUNDS for rounds in _ROUNDS.findall(data)):
        raise PasswordError
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import FileFormatError
    except ImportError as error:
        raise NoCipherError from error

    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=_EXCELS_OWN_KEY, verify_password=True)
        file.decrypt(out)
    except FileFormatError as error:
        raise BrokenError(str(error)) from error
    except Exception as error:  # another key, or whatever that library stumbles over in a broken file
        raise PasswordError from error
    return out.getvalue()
