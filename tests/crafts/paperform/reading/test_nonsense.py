"""Pictures of anything: nothing raises, and nothing is accepted that is not a sheet."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.crafts.paperform.reading.hands import LAYOUTS, PAGE, Grey, one, page, piece, scan, seen, wrong

from shuzhi.crafts.paperform.reading import Picture, crop_png, page_png, read


def markers(dice: np.random.Generator, shape: tuple[int, int], count: int) -> Grey:
    """Real markers, thrown anywhere at any size and turn."""
    picture = np.full(shape, 230, np.uint8)
    kinds = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for _ in range(count):
        side = int(dice.integers(40, 160))
        tile = cv2.aruco.generateImageMarker(kinds, int(dice.integers(4)), side)
        tile = np.pad(np.rot90(tile, int(dice.integers(4))), 12, constant_values=255)
        y, x = (int(dice.integers(0, n - tile.shape[0])) for n in shape)
        picture[y : y + tile.shape[0], x : x + tile.shape[1]] = tile
    return picture


@pytest.mark.parametrize("seed", range(12))
def test_markers_thrown_about_are_no_sheet(seed: int) -> None:
    dice = np.random.default_rng(seed)
    for reading in seen(markers(dice, (1400, 1000), int(dice.integers(2, 12)))):
        assert reading.status != "read"
        assert reading.code is None


@pytest.mark.parametrize(
    "shape", [(1, 1), (5, 3000), (200, 200), (250, 20_000), (20_000, 250), (400, 399), (1001, 777), (4000, 3000)]
)
def test_any_shape_is_looked_at(shape: tuple[int, int]) -> None:
    dice = np.random.default_rng(1)
    for grey in (dice.integers(0, 256, shape).astype(np.uint8), np.full(shape, 7, np.uint8)):
        [reading] = read(Picture(1, "ok", grey), LAYOUTS)
        assert reading.lost
        assert reading.status in ("no_sheet", "too_small")


def test_no_form_at_all_is_foreign() -> None:
    assert [r.status for r in read(Picture(1, "ok", scan(page().paper)), [])] == ["foreign"]


@pytest.mark.parametrize("seed", range(6))
def test_patches_laid_over_the_sheet_change_no_answer(seed: int) -> None:
    dice = np.random.default_rng(seed)
    made = page()
    patched = made.paper.copy()
    h, w = patched.shape
    for _ in range(4):
        ph, pw = (int(dice.integers(100, 700)) for _ in range(2))
        v, u = (int(dice.integers(0, n)) for n in (h - ph, w - pw))
        patched[v : v + ph, u : u + pw] = 255 if dice.random() < 0.5 else 128
    for reading in seen(scan(patched)):
        assert wrong(reading, made.truth) == []


def test_a_box_moved_on_the_paper_is_not_believed() -> None:
    made = page()
    moved = made.paper.copy()
    for box in PAGE.boxes[:4]:
        where = piece(moved, box.rect, 1.5)
        tile = moved[where].copy()
        moved[where] = 255
        down = slice(where[0].start + 33, where[0].stop + 33)  # 2.8 mm
        moved[down, where[1]] = tile
    reading = one(scan(moved))
    assert wrong(reading, made.truth) == []
    hit = next(
        v for v in reading.verdicts if (v.reporter, v.question) == (PAGE.boxes[0].reporter, PAGE.boxes[0].question)
    )
    assert hit.review


def test_pictures_of_nothing_are_empty() -> None:
    nothing = Picture(1, "broken")
    [reading] = read(nothing, LAYOUTS)
    assert page_png(nothing, reading) == b""
    assert crop_png(nothing, ((0, 0), (1, 0), (1, 1), (0, 1))) == b""
