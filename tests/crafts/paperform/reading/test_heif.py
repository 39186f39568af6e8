"""HEIC photographs, as many phones send them: whole, turned, several in one file, damaged and lying."""

from __future__ import annotations

import io
import struct
import time
from functools import lru_cache

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from tests.crafts.paperform.reading.hands import (
    LAYOUTS,
    STORED,
    code,
    page,
    readings,
    small,
    statuses,
    values,
)

from shuzhi.crafts.paperform.reading import Limits, heif, pages, read

TRUTH = page().truth
ORIENTATION = 0x0112


def heic(*pictures: Image.Image, quality: int = 70, **more: object) -> bytes:
    made, out = pillow_heif.HeifFile(), io.BytesIO()
    for one in pictures:
        made.add_from_pillow(one)
    made.save(out, quality=quality, enc_params={"preset": "ultrafast"}, **more)
    return out.getvalue()


def turned(orientation: int) -> bytes:
    """What a camera's data say of how it was held; the writer lays the same into the container."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


@lru_cache
def photo() -> bytes:
    return heic(Image.fromarray(small()))


def sized(data: bytes, width: int, height: int) -> bytes:
    """The same file, its header telling another size."""
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", width, height) + data[place + 8 :]


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_heic_of_each_kind_is_read(mode: str) -> None:
    picture = Image.fromarray(small()).convert(mode)
    if mode == "RGBA":  # ink on nothing: what is transparent is paper
        picture = Image.fromarray(np.dstack([np.zeros((*small().shape, 3), np.uint8), 255 - small()]))
    [reading] = readings(heic(picture, quality=90))
    assert (reading.status, values(reading)) == ("read", TRUTH)


def test_tiles_as_an_iphone_lays_them_are_one_picture() -> None:
    [reading] = readings(heic(Image.fromarray(small()).convert("RGB"), tile_size=512))
    assert values(reading) == TRUTH


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_heic_is_turned_once(orientation: int) -> None:
    # A lying strip of black at the top tells which way up the picture came out.
    marked = small().copy()
    marked[:60] = 0
    [shown] = pages(heic(Image.fromarray(np.ascontiguousarray(STORED[orientation](marked))), exif=turned(orientation)))
    assert shown.grey is not None
    assert shown.grey.shape == marked.shape
    assert shown.grey[:50].mean() < 30 < shown.grey[-50:].mean()
    [reading] = read(shown, LAYOUTS)
    assert values(reading) == TRUTH


def test_what_the_camera_says_of_turning_is_not_followed_where_the_container_says_otherwise() -> None:
    data = heic(Image.fromarray(small()), exif=turned(6))
    [shown] = pages(data.replace(b"irot\x03", b"irot\x00"))
    assert shown.grey is not None
    assert shown.grey.shape == small().shape


def test_a_burst_is_a_page_each_whichever_comes_first() -> None:
    for primary in (0, 2):
        data = heic(*(Image.fromarray(small(n)) for n in range(3)), primary_index=primary)
        assert [(r.number, r.code) for r in readings(data)] == [(n + 1, code(n)) for n in range(3)]
    assert statuses(data, Limits(pages=2)) == ["too_many_pages"]


def test_the_size_in_the_header_is_asked_before_anything_is_decoded() -> None:
    photo()
    started = time.process_time()
    assert statuses(sized(photo(), 30_000, 30_000)) == ["too_many_pixels"]
    assert time.process_time() - started < 0.2
    assert statuses(photo(), Limits(pixels=1_000_000)) == ["too_many_pixels"]
    assert statuses(heic(Image.fromarray(small()[:300, :300]))) == ["too_small"]
    assert statuses(photo() + bytes(100_000_000)) == ["too_large"]


def test_a_header_that_lies_about_the_size_harms_nothing() -> None:
    for width, height in ((60_000, 60_000), (500, 500), (2_000, 3_000), (0, 0), (2**32 - 1, 1)):
        for picture in pages(sized(photo(), width, height)):
            assert picture.grey is None or picture.grey.size <= 6_000_000
            for reading in read(picture, LAYOUTS):
                assert all(v.value in (None, TRUTH[v.reporter, v.question]) for v in reading.verdicts)


def test_a_torn_or_damaged_heic_raises_nothing_and_changes_no_answer() -> None:
    whole = photo()
    for share in (0.02, 0.5, 0.98):
        assert statuses(whole[: int(len(whole) * share)]) in (["broken"], ["ok"])
    assert statuses(whole[:24]) == ["broken"]
    assert statuses(b"\0\0\0\x18ftypheic" + bytes(4000)) == ["broken"]
    dice = np.random.default_rng(12)
    for n in range(24):
        hurt = bytearray(whole)
        # The boxes that describe the picture stand at its head: half the damage is done there.
        for place in dice.integers(12, 600 if n % 2 else len(hurt), 3):
            hurt[int(place)] = int(dice.integers(256))
        for reading in readings(bytes(hurt)):
            assert all(v.value in (None, TRUTH[v.reporter, v.question]) for v in reading.verdicts)


def test_where_the_library_is_missing_a_heic_says_so_and_spoils_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heif, "find_spec", lambda name: None)
    assert [r.status for r in readings(photo())] == ["no_heif"]
    out = io.BytesIO()
    Image.fromarray(small()).save(out, "JPEG", quality=90)
    assert [r.status for r in readings(out.getvalue())] == ["read"]
