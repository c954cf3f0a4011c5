"""Photographs of nobody: a hall with people at a table, a yard with rows of people, drawn with grain and light.

The same seed is the same place and the same people; what else is asked for moves the camera, the people, the light.
"""

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

SIZE = (1280, 960)


@dataclass(frozen=True)
class Shot:
    """Where the camera stood for a picture (parts of the width to the side, down, nearer), how much the people moved
    since (parts of the width), and the light."""

    x: float = 0.0
    y: float = 0.0
    near: float = 0.0
    moved: float = 0.0
    light: float = 1.0
    grain: int = 0


def hall(seed: int, shot: Shot = Shot()) -> Image.Image:
    """A meeting: wall, windows, a banner, a long table, people behind it."""
    rnd = random.Random(f"hall {seed}")
    wide, high = 1.2 * SIZE[0], 1.2 * SIZE[1]
    wall = _colour(rnd, 150, 235)
    picture = Image.new("RGB", (int(wide), int(high)), wall)
    draw = ImageDraw.Draw(picture)
    floor = rnd.uniform(0.62, 0.75) * high
    draw.rectangle((0, floor, wide, high), fill=_colour(rnd, 70, 150))
    for number in range(rnd.randint(2, 5)):
        left = (number + rnd.uniform(0.1, 0.5)) * wide / 5
        draw.rectangle(
            (left, 0.1 * high, left + rnd.uniform(90, 160), 0.38 * high),
            fill=(225, 235, 250),
            outline=(80, 70, 60),
            width=8,
        )
    left = rnd.uniform(0.2, 0.45) * wide
    banner = (left, rnd.uniform(0.08, 0.2) * high, left + rnd.uniform(350, 520), rnd.uniform(0.3, 0.4) * high)
    draw.rectangle(banner, fill=_colour(rnd, 0, 255))
    draw.text(
        (banner[0] + 25, banner[1] + 25),
        f"RAPAT {rnd.choice('ABCDEFGH')}{seed % 97}",
        fill="white",
        font=ImageFont.load_default(60),
    )
    people = [
        (rnd.uniform(0.05, 0.95), rnd.uniform(0.5, 0.58), rnd.uniform(0.8, 1.2)) for _ in range(rnd.randint(5, 12))
    ]
    _people(draw, rnd, people, shot, (wide, high))
    draw.polygon(
        [(0.1 * wide, 0.72 * high), (0.9 * wide, 0.72 * high), (wide, 0.86 * high), (0, 0.86 * high)],
        fill=_colour(rnd, 90, 200),
    )
    for _ in range(rnd.randint(6, 20)):
        x, y = rnd.uniform(0.12, 0.85) * wide, rnd.uniform(0.73, 0.83) * high
        draw.rectangle((x, y, x + rnd.uniform(20, 70), y + rnd.uniform(8, 25)), fill=_colour(rnd, 0, 255))
    return _taken(picture, seed, shot)


def yard(seed: int, shot: Shot = Shot()) -> Image.Image:
    """A ceremony outside: sky, trees, a building, rows of people in the same clothes, a flag."""
    rnd = random.Random(f"yard {seed}")
    wide, high = 1.2 * SIZE[0], 1.2 * SIZE[1]
    picture = Image.new("RGB", (int(wide), int(high)))
    draw = ImageDraw.Draw(picture)
    top, horizon = rnd.randint(120, 200), rnd.uniform(0.4, 0.55) * high
    for y in range(int(horizon)):
        shade = int(y / horizon * 40)
        draw.line((0, y, wide, y), fill=(top + shade - 40, top + shade, 215))
    draw.rectangle((0, horizon, wide, high), fill=_colour(rnd, 80, 150))
    left, width = rnd.uniform(0, 0.5) * wide, rnd.uniform(0.3, 0.5) * wide
    draw.rectangle(
        (left, horizon - rnd.uniform(150, 260), left + width, horizon),
        fill=_colour(rnd, 130, 230),
    )
    for number in range(6):
        draw.rectangle(
            (left + 20 + number * width / 6, horizon - 110, left + 60 + number * width / 6, horizon - 40),
            fill=(60, 70, 90),
        )
    for _ in range(rnd.randint(3, 9)):
        x, r = rnd.uniform(0, wide), rnd.uniform(50, 130)
        draw.rectangle((x - 9, horizon - r, x + 9, horizon), fill=(80, 60, 40))
        draw.ellipse(
            (x - r, horizon - 2.6 * r, x + r, horizon - 0.7 * r), fill=(rnd.randint(20, 70), rnd.randint(80, 140), 40)
        )
    pole = rnd.uniform(0.1, 0.9) * wide
    draw.line((pole, 0.1 * high, pole, horizon), fill=(220, 220, 220), width=7)
    rows, step = rnd.randint(2, 4), rnd.uniform(0.06, 0.11)
    for row in range(rows):
        line = [
            (0.05 + step * n + 0.02 * (row % 2), 0.6 + 0.09 * row, 0.85 + 0.15 * row) for n in range(int(0.95 / step))
        ]
        _people(draw, rnd, line, shot, (wide, high), uniform=row < rows - 1)
    return _taken(picture, seed, shot)


def _colour(rnd: random.Random, darkest: int, lightest: int) -> tuple[int, ...]:
    return tuple(rnd.randint(darkest, lightest) for _ in range(3))


def _people(
    draw: ImageDraw.ImageDraw,
    rnd: random.Random,
    people: list[tuple[float, float, float]],
    shot: Shot,
    size: tuple[float, float],
    *,
    uniform: bool = False,
) -> None:
    moves = random.Random(f"{shot.moved} {shot.grain}")
    same = _colour(rnd, 60, 200)
    for place, down, scale in people:
        x = (place + moves.uniform(-1, 1) * shot.moved) * size[0]
        y = (down + moves.uniform(-0.3, 0.3) * shot.moved) * size[1]
        cloth = same if uniform else _colour(rnd, 20, 240)
        skin = (rnd.randint(120, 200), rnd.randint(90, 150), rnd.randint(60, 120))
        draw.rounded_rectangle((x - 55 * scale, y + 40 * scale, x + 55 * scale, y + 260 * scale), 35, fill=cloth)
        draw.ellipse((x - 34 * scale, y - 45 * scale, x + 34 * scale, y + 45 * scale), fill=skin)
        draw.pieslice(
            (x - 36 * scale, y - 52 * scale, x + 36 * scale, y + 20 * scale),
            180,
            360,
            fill=rnd.choice([(20, 15, 15), (60, 45, 35), (240, 240, 235)]),
        )


def _taken(picture: Image.Image, seed: int, shot: Shot) -> Image.Image:
    """Return what the camera sees: a part of the place, a little unsharp, with grain."""
    scale = 1 - shot.near
    left, top = (0.08 + shot.x) * SIZE[0], (0.08 + shot.y) * SIZE[1]
    seen = picture.resize(
        SIZE, Image.Resampling.BICUBIC, box=(left, top, left + SIZE[0] * scale, top + SIZE[1] * scale)
    )
    seen = ImageEnhance.Brightness(seen.filter(ImageFilter.GaussianBlur(1.2))).enhance(shot.light)
    grain = Image.effect_noise(SIZE, 18).convert("RGB")
    return Image.blend(seen, grain, 0.08)
