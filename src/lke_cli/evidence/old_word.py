"""The first words of an old Word file (.doc), for its kind and its dates; enough of [MS-DOC] for that and no more."""

import struct
from typing import Any

_FIB = 80  # bytes of the header that are looked at
_FIRST_TEXT, _LENGTH = 24, 76  # fcMin and ccpText: where the text of a file that was saved whole begins, and how long
_MOST = 4_000  # characters
_CONTROLS = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)], " ") | {0x0D: "\n", 0x07: "\n"}
_HALF = 2


def first_words(ole: Any) -> str:
    """Return the beginning of the text of an opened OLE file, empty where it has none or is saved in pieces elsewhere.

    Raises what its stream raises.
    """
    if not ole.exists("WordDocument"):
        return ""
    with ole.openstream("WordDocument") as stream:
        head = stream.read(_FIB)
        if len(head) < _FIB:
            return ""
        (start,), (length,) = (struct.unpack_from("<I", head, at) for at in (_FIRST_TEXT, _LENGTH))
        length = min(length, _MOST)
        stream.seek(start)
        data: bytes = stream.read(length * _HALF)
    high = data[1:length:2]
    wide = high.count(0) * _HALF > len(high)  # two bytes a letter
    text = data.decode("utf-16-le", "ignore") if wide else data[:length].decode("cp1252", "ignore")
    return text.translate(_CONTROLS)
