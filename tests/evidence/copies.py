"""Copies of a photograph as people make them, and how many are found: ``python -m tests.evidence.copies [SCENES]``.

The bounds of ``evidence.pictures`` were chosen on halls; what is measured is yards, which they never saw.
"""

import io
import sys
from collections import Counter
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from lke_cli.evidence.pictures import copies, draft, look_of
from tests.evidence.scenes import Shot, yard


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def resized(image: Image.Image, part: float) -> Image.Image:
    return image.resize((int(image.width * part), int(image.height * part)), Image.Resampling.LANCZOS)


def stamped(image: Image.Image) -> Image.Image:
    """A date in the corner, as a camera writes it."""
    image, (wide, high) = image.copy(), image.size
    font = ImageFont.load_default(int(high * 0.05))
    ImageDraw.Draw(image).text((int(wide * 0.6), int(high * 0.93)), "2025/03/12 09:30", fill="orange", font=font)
    return image


def mapped(image: Image.Image) -> Image.Image:
    """A band over the lowest fifth with place and time, as a map camera writes it."""
    image, (wide, high) = image.copy(), image.size
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, int(high * 0.8), wide, high), fill=(30, 30, 30))
    text = "Jalan Contoh 1, Kota Contoh\n-0.9, 100.3\n12/03/2025 09:30"
    draw.text((20, int(high * 0.82)), text, fill="white", font=ImageFont.load_default(int(high * 0.045)))
    return image


def brighter(image: Image.Image, light: float) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(light)


COPIES: Mapping[str, Callable[[Image.Image], bytes]] = {
    "compressed": lambda image: jpeg(image, 40),
    "a third of the size": lambda image: jpeg(resized(image, 0.35), 75),
    "brighter": lambda image: jpeg(brighter(image, 1.3)),
    "darker": lambda image: jpeg(brighter(image, 0.7)),
    "with a date": lambda image: jpeg(stamped(image)),
    "with a band": lambda image: jpeg(mapped(image)),
    "all at once": lambda image: jpeg(resized(stamped(brighter(image, 1.2)), 0.5), 50),
}
OTHERS: Mapping[str, Shot] = {
    "a step aside (1 % of the width)": Shot(x=0.01, grain=1),
    "2 % aside": Shot(x=0.02, grain=1),
    "4 % aside": Shot(x=0.04, grain=1),
    "2 % nearer": Shot(near=0.02, grain=1),
    "a little aside and down, people moved": Shot(x=0.01, y=0.01, moved=0.01, grain=1),
    "same stand, people moved 3 %": Shot(moved=0.03, grain=1),
}
"""The same place and people photographed again: no copies."""
SAME_STAND = Shot(moved=0.01, grain=1)
"""The next of a row of photographs from one stand: hardly to be told from a copy."""


def look(data: bytes) -> str:
    with Image.open(io.BytesIO(data)) as image:
        return look_of(image, draft(image))


def is_copy(one: str, other: str) -> bool:
    return bool(copies([one, other]))


def measured(scenes: range) -> tuple[Counter[str], int]:
    """Return of yards how many copies, and how many other photographs, were taken for copies; and of the yards
    themselves, how many were."""
    found: Counter[str] = Counter()
    looks = []
    for seed in scenes:
        original = yard(seed)
        own = look(jpeg(original, 88))
        looks.append(own)
        for name, make in COPIES.items():
            found[name] += is_copy(own, look(make(original)))
        for name, shot in {**OTHERS, "next from the same stand": SAME_STAND}.items():
            found[name] += is_copy(own, look(jpeg(yard(seed, shot), 88)))
    return found, sum(map(len, copies(looks)))


if __name__ == "__main__":
    scenes = range(1000, 1000 + int((sys.argv[1:] or ["40"])[0]))
    counts, among = measured(scenes)
    for each in (*COPIES, *OTHERS, "next from the same stand"):
        print(f"{counts[each]:4} of {len(scenes)}: {each}")
    print(f"{among:4} of {len(scenes)}: taken for a copy of another yard")
