"""Which pictures are copies of one: resized, compressed again, made brighter, stamped with a date.

A picture is kept as a small one in grey. Two are compared in 16 tiles, each by how the light changes from point to
point: that survives all of the above, a stamp spoils only the tiles it lies on, and a camera that moved a little
changes all of them. (The usual hashes of 64 bits do not tell such a pair from a copy; and imagehash brings scipy and
PyWavelets, 40 MB, for a few lines.)
"""

import base64
from collections.abc import Sequence
from typing import Any

Box = tuple[float, float, float, float]
SIDE = 33
"""Points of the small picture, each way."""
_TILES = 4  # each way
_SAME = 0.93  # correlation from which a tile is the same
_SHARE = 0.65  # of the tiles of either that show anything, which must be the same
_FEWEST = 6  # tiles that show anything, below which a picture is like many others
_ENOUGH = 130  # points each way
_PAPER, _WHITE, _BLACK = 0.3, 250, 5  # part of the points, and their shades, from which a picture is on paper
_CHANGE = 1.5  # of 256 shades from point to point, in the mean of squares, from which a tile shows anything
_COARSE = 0.35  # mean correlation of the tiles at half the points, below which no pair is looked at closer
_CANDIDATES = 500  # pictures that are looked at closer for one
_BLOCK = 256  # pictures that are held against all at once: some megabytes


def look_of(image: Any, whole: Box | None = None) -> str:
    """Return what is kept of an open picture (``PIL.Image``): as it stands, not as the camera lay. whole: where it lies
    in what was decoded of it: a few points more would shift the lines of a table against another copy's."""
    from PIL import Image, ImageOps

    small = image.convert("L").resize((SIDE, SIDE), Image.Resampling.HAMMING, whole)
    upright = ImageOps.exif_transpose(small) if image.format in ("JPEG", "MPO") else small
    return base64.b64encode(upright.tobytes()).decode("ascii")


def draft(image: Any) -> Box | None:
    """Have a photo decoded at an eighth of its size, a small one at as much as it takes to tell it from others. Return
    where it will lie in what is decoded."""
    drafted = image.draft("RGB", (max(image.width // 8, _ENOUGH), max(image.height // 8, _ENOUGH)))
    return drafted[1] if drafted else None


def decoded_size(image: Any) -> int:
    """Return about how many bytes decoding an image takes at most."""
    pixels: int = image.width * image.height
    if image.format == "WEBP":
        return pixels * 16  # its library decodes into buffers of its own, then into two of Pillow's
    if image.info.get("progressive"):
        return pixels * 6  # all coefficients stay in memory, however small it is asked: 2 bytes, three colours
    return pixels * (1 if image.mode in ("1", "L", "P") else 4)


def is_on_paper(look: str) -> bool:
    """Return whether much of a picture is pure white, or the black that stands for transparent: a logo, a drawing or a
    page, and no photograph."""
    shades = base64.b64decode(look)
    return sum(shade >= _WHITE or shade <= _BLACK for shade in shades) >= _PAPER * len(shades)


def copies(looks: Sequence[str]) -> list[list[int]]:
    """Return the groups of pictures that are copies of the first in them, as numbers into ``looks``.

    Every picture is held against the first of every group: 5,000 of them take a second or two, and 5,000 copies of one
    no longer.
    """
    import numpy as np

    if len(looks) < 2:
        return []
    grey = np.empty((len(looks), SIDE, SIDE), dtype=np.uint8)
    for number, look in enumerate(looks):
        grey[number] = _grey(look)
    coarse = np.empty((len(grey), 2 * (SIDE // 2) ** 2), dtype=np.float32)
    for start in range(0, len(grey), _BLOCK):
        coarse[start : start + _BLOCK] = _coarse(grey[start : start + _BLOCK])
    groups: dict[int, list[int]] = {}
    leads = np.zeros(len(grey), dtype=bool)
    for start in range(0, len(grey), _BLOCK):
        near = coarse[start : start + _BLOCK] @ coarse[: start + _BLOCK].T >= _COARSE * _TILES**2
        for number, row in enumerate(near, start):
            candidates = np.flatnonzero(row[:number] & leads[:number])[:_CANDIDATES]
            copy = _first_copy(grey[number], grey[candidates]) if len(candidates) else None
            first = number if copy is None else int(candidates[copy])
            groups.setdefault(first, []).append(number)
            leads[number] = first == number
    return [group for group in groups.values() if len(group) > 1]


def _grey(look: str) -> Any:
    import numpy as np

    return np.frombuffer(base64.b64decode(look), dtype=np.uint8).reshape(SIDE, SIDE)


def _tiles(grey: Any) -> Any:
    """Return of pictures (n, side, side; float) how the light changes to the right and down, as (n, tiles, values)."""
    import numpy as np

    count, side = len(grey), grey.shape[1] - 1
    changes = np.stack([np.diff(grey, axis=2)[:, :side], np.diff(grey, axis=1)[:, :, :side]], axis=3)
    per = side // _TILES
    tiles = changes.reshape(count, _TILES, per, _TILES, per, 2).transpose(0, 1, 3, 2, 4, 5)
    return tiles.reshape(count, _TILES**2, per * per * 2)


def _coarse(grey: Any) -> Any:
    """Return of pictures (n, side, side) the tiles at half the points, each of length 1, as one row a picture."""
    import numpy as np

    count, half = len(grey), SIDE // 2
    halves = grey[:, :-1, :-1].reshape(count, half, 2, half, 2).mean(axis=(2, 4), dtype=np.float32)
    tiles = _tiles(np.pad(halves, ((0, 0), (0, 1), (0, 1)), mode="edge"))
    lengths = np.linalg.norm(tiles, axis=2, keepdims=True)
    return (tiles / np.maximum(lengths, 1e-6)).reshape(count, -1)


def _first_copy(one: Any, others: Any) -> int | None:
    """Return which of some pictures is the first in which enough of the tiles that show anything, in it or in the one,
    are the same."""
    import numpy as np

    tiles, theirs = _tiles(one[None].astype(np.float32)), _tiles(others.astype(np.float32))
    strengths = (tiles**2).sum(axis=2), (theirs**2).sum(axis=2)
    shows = np.maximum(*strengths) >= _CHANGE * tiles.shape[2]
    same = (tiles * theirs).sum(axis=2) >= _SAME * np.sqrt(strengths[0] * strengths[1])
    count = shows.sum(axis=1)
    copied = np.flatnonzero((count >= _FEWEST) & ((same & shows).sum(axis=1) >= _SHARE * count))
    return int(copied[0]) if len(copied) else None
