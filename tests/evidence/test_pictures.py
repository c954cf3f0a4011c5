"""Which photographs are copies of one, and which only look alike."""

import base64
import io
import random
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from lke_cli.evidence.folder import FolderEvidence, check_folder
from lke_cli.evidence.pictures import SIDE, copies
from lke_cli.rubric import Rubric
from tests.evidence import files
from tests.evidence.copies import COPIES, OTHERS, brighter, jpeg, look, measured, resized, stamped
from tests.evidence.scenes import Shot, hall, yard


def test_copies_of_yards_are_found_and_other_photographs_of_them_are_not() -> None:
    """The bounds were chosen on halls. Of 40 yards 276 of 280 copies were found, and none of 240 other photographs was
    taken for one; here a few of them."""
    scenes = range(1000, 1005)
    found, among = measured(scenes)
    assert sum(found[name] for name in COPIES) >= 0.95 * len(scenes) * len(COPIES)
    assert sum(found[name] for name in OTHERS) == 0
    assert among == 0


def _attendance(seed: int) -> Image.Image:
    """A scanned list of names in a form that all of them share: other names, signatures, and a little askew."""
    rnd = random.Random(f"attendance {seed}")
    page = Image.new("RGB", (1240, 1754), (245, 245, 243))
    draw = ImageDraw.Draw(page)
    draw.text((420, 150), "DAFTAR HADIR", fill=20, font=ImageFont.load_default(36))
    for number in range(25):
        draw.line((100, 330 + 54 * number, 1140, 330 + 54 * number), fill=30, width=2)
    for number in range(rnd.randint(12, 23)):
        y = 340 + 54 * number
        name = " ".join("".join(rnd.choices("abdegiklnrstu", k=rnd.randint(4, 8))) for _ in range(2))
        draw.text((170, y), name, fill=20, font=ImageFont.load_default(26))
        strokes = [(910 + 100 * (number % 2) + 12 * step, y + 20 + rnd.randint(-16, 16)) for step in range(9)]
        draw.line(strokes, fill=(20, 20, 150), width=3)
    return page.rotate(rnd.uniform(-1, 1), fillcolor=(245, 245, 243))


def test_scans_of_one_form_are_told_apart_and_their_copies_found() -> None:
    """Of 24 lists of two forms and 12 letters all copies at 40 % to 90 % of the size were found, and no two pages were
    taken for one. The lines of a table lie about as far apart as the points that are kept."""
    pages = [_attendance(seed) for seed in range(12)]
    looks = [look(jpeg(page, 80)) for page in pages]
    assert copies(looks) == []
    for part in (0.5, 0.6, 0.8, 0.9):
        smaller = (look(jpeg(resized(page, part), 60)) for page in pages)
        assert all(copies(pair) for pair in zip(looks, smaller, strict=True))


def test_blank_and_almost_blank_pictures_are_copies_of_nothing() -> None:
    blank = Image.new("RGB", (400, 300), "white")
    marked = blank.copy()
    marked.paste((0, 0, 0), (10, 10, 60, 40))
    assert copies([look(jpeg(each)) for each in (blank, blank, marked, marked, brighter(blank, 0.5))]) == []


def _textured(noise: float, tiles: int = 16) -> str:
    """A look of which so many tiles show anything: always the same light, and noise of so many times its strength."""
    grey = np.full((SIDE, SIDE), 128.0)
    light, other = (np.random.default_rng(seed).normal(0, 20, (SIDE, SIDE)) for seed in (1, 2))
    side = SIDE // 4
    for tile in range(tiles):
        down, right = (slice(side * at, side * (at + 1)) for at in divmod(tile, 4))
        grey[down, right] += (light + noise * other)[down, right]
    return base64.b64encode(grey.clip(0, 255).astype(np.uint8).tobytes()).decode()


@pytest.mark.parametrize(("noise", "told"), [(0.3, True), (0.5, False)])
def test_how_alike_the_parts_of_two_pictures_must_be(noise: float, told: bool) -> None:
    """Correlation 1 / sqrt(1 + noise²): 0.96 is a copy, 0.89 is none; the bound is 0.93."""
    assert bool(copies([_textured(0.0), _textured(noise)])) == told


@pytest.mark.parametrize(("tiles", "told"), [(6, True), (4, False)])
def test_a_picture_of_which_little_shows_anything_is_no_copy(tiles: int, told: bool) -> None:
    assert bool(copies([_textured(0.0, tiles)] * 2)) == told


def test_a_photograph_that_lay_on_its_side_is_seen_upright() -> None:
    image = hall(3)
    turned, buffer = image.rotate(90, expand=True), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown a quarter to the right
    turned.save(buffer, "JPEG", exif=exif)
    assert copies([look(jpeg(image)), look(buffer.getvalue())]) == [[0, 1]]


def test_a_group_holds_all_copies_of_its_first() -> None:
    one, other = hall(1), yard(1)
    looks = [
        look(each) for each in (jpeg(one), jpeg(other), jpeg(one, 30), jpeg(stamped(one)), jpeg(resized(other, 0.5)))
    ]
    assert copies(looks) == [[0, 2, 3], [1, 4]]
    assert copies([]) == copies(looks[:1]) == []


def scanned(image: Image.Image, quality: int = 80) -> bytes:
    """A PDF of one page that is a photograph, as a scanner makes it."""
    buffer = io.BytesIO()
    image.save(buffer, "PDF", quality=quality)
    return buffer.getvalue()


class TestInAFolder:
    def reused(self, found: FolderEvidence) -> list[tuple[str, ...]]:
        return [finding.cells for finding in found.findings if finding.rule == "photo-reused"]

    def check(self, folder: Path, rubric: Rubric, **contents: bytes) -> FolderEvidence:
        for path, data in contents.items():
            files.put(folder, path, data)
        return check_folder(folder, rubric)

    def test_a_copy_for_another_question_is_told_with_both_paths(self, tmp_path: Path, rubric: Rubric) -> None:
        one, other = "A.I.1.ii.a/Foto rapat.jpg", "A.I.4.i.a/IMG_1.jpg"
        found = self.check(tmp_path, rubric, **{one: jpeg(hall(1)), other: jpeg(resized(stamped(hall(1)), 0.5), 60)})
        (finding,) = [f for f in found.findings if f.rule == "photo-reused"]
        assert finding.message == f"'{one}' sangat mirip dengan '{other}'."
        assert (finding.severity.value, finding.cells) == ("warning", (one, other))
        assert [file.alike for file in found.files] == [(other,), (one,)]

    @pytest.mark.parametrize(
        ("first", "second", "told"),
        [
            ("Foto 2025-03-12.jpg", "Foto 2025-06-12.jpg", True),
            ("Foto Maret 2025.jpg", "Foto 2025-03-12.jpg", False),
            ("Foto 2025-03-12.jpg", "Foto.jpg", False),
        ],
    )
    def test_a_copy_for_the_same_question_only_where_the_names_tell_other_times(
        self, tmp_path: Path, rubric: Rubric, first: str, second: str, told: bool
    ) -> None:
        pair = {f"A.I.1.ii.a/{first}": jpeg(hall(1)), f"A.I.1.ii.a/{second}": jpeg(hall(1), 50)}
        assert bool(self.reused(self.check(tmp_path, rubric, **pair))) == told

    def test_the_same_file_is_told_once(self, tmp_path: Path, rubric: Rubric) -> None:
        same = jpeg(hall(1))
        found = self.check(tmp_path, rubric, **{"A.I.1.ii.a/Foto.jpg": same, "A.I.4.i.a/Foto.jpg": same})
        assert self.reused(found) == []
        assert [f.rule for f in found.findings if f.rule == "file-duplicate"] == ["file-duplicate"]
        assert all(file.alike for file in found.files)

    def test_the_same_file_under_two_months_of_one_question_is_told(self, tmp_path: Path, rubric: Rubric) -> None:
        same, names = jpeg(hall(1)), ("A.I.1.ii.a/Foto Maret 2025.jpg", "A.I.1.ii.a/Foto Mei 2025.jpg")
        assert self.reused(self.check(tmp_path, rubric, **dict.fromkeys(names, same))) == [names]

    def test_a_scan_is_found_as_a_photograph_is(self, tmp_path: Path, rubric: Rubric) -> None:
        one, other = "A.I.1.ii.a/scan001.pdf", "A.I.4.i.a/scan002.pdf"
        found = self.check(tmp_path, rubric, **{one: scanned(hall(2)), other: scanned(brighter(hall(2), 1.2), 50)})
        assert self.reused(found) == [(one, other)]

    def test_the_next_photograph_of_the_same_hall_is_not_told(self, tmp_path: Path, rubric: Rubric) -> None:
        other = hall(1, Shot(x=0.02, moved=0.01, grain=1))
        found = self.check(
            tmp_path, rubric, **{"A.I.1.ii.a/Foto.jpg": jpeg(hall(1)), "A.I.4.i.a/Foto.jpg": jpeg(other)}
        )
        assert self.reused(found) == []


def test_a_page_of_a_hundred_pictures_is_opened(tmp_path: Path, rubric: Rubric) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(scanned(hall(1))))
    buffer = io.BytesIO()
    writer.write(buffer)
    files.put(tmp_path, "A.I.1.ii.a/scan.pdf", buffer.getvalue())
    (file,) = check_folder(tmp_path, rubric).files
    assert (file.state, file.scan) == ("ok", True)
