"""Files as they come: whatever is in them, the answer is a picture or a status, never an exception."""

from __future__ import annotations

import io
import struct
import time
import zlib
from functools import lru_cache

import cv2
import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.crafts.paperform.reading.hands import (
    LAYOUTS,
    STORED,
    Grey,
    code,
    page,
    readings,
    scan,
    small,
    statuses,
    values,
)

from shuzhi.crafts.paperform.reading import Limits, crop_png, page_png, pages, read

TRUTH = page().truth


def encoded(kind: str, grey: Grey, **more: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(grey).save(out, kind, **more)
    return out.getvalue()


@lru_cache
def jpeg() -> bytes:
    return encoded("JPEG", small(), quality=90)


def scanned_pdf(count: int = 1, *, one_bit: bool = False) -> bytes:
    image = Image.fromarray(small())
    if one_bit:
        image = image.point(lambda v: 255 if v > 150 else 0).convert("1")
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150, save_all=True, append_images=[image] * (count - 1))
    return out.getvalue()


def many_pages(count: int) -> bytes:
    """A PDF of empty pages, by hand."""
    parts = [b"%PDF-1.4\n"]
    places = []
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    for n, body in enumerate(objects, 1):
        places.append(sum(map(len, parts)) if n < 3 else places[-1] + len(parts[-1]))
        parts.append(b"%d 0 obj%s endobj\n" % (n, body))
    start = places[-1] + len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return b"".join(parts)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_picture_of_each_kind_is_read(kind: str) -> None:
    [reading] = readings(encoded(kind, small()))
    assert values(reading) == TRUTH


def test_a_tiff_and_a_pdf_of_several_pages_are_read_page_by_page() -> None:
    frames = [Image.fromarray(scan(page(n, seed=n).paper, 150)) for n in range(3)]
    for kind, more in (("TIFF", {"compression": "tiff_lzw"}), ("PDF", {"resolution": 150})):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], **more)
        assert [(r.number, r.code) for r in readings(out.getvalue())] == [(n + 1, code(n)) for n in range(3)]


def test_a_pdf_of_a_scan_is_read_and_one_of_one_bit_is_known() -> None:
    [reading] = readings(scanned_pdf())
    assert (reading.status, values(reading)) == ("read", TRUTH)
    [reading] = readings(scanned_pdf(one_bit=True))
    assert reading.status == "one_bit"


def test_a_pdf_of_ten_thousand_pages_is_refused_at_once() -> None:
    data = many_pages(10_000)
    assert len(pypdfium2.PdfDocument(data)) == 10_000
    started = time.process_time()
    assert statuses(data) == ["too_many_pages"]
    assert time.process_time() - started < 2
    assert statuses(many_pages(2)) == ["ok", "ok"]


def nested(depth: int) -> bytes:
    """A PDF whose one page draws a form ten times, which draws another ten times, and so on."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    objects += [
        form + b"/Resources<</XObject<</F %d 0 R>>>>/Length 60>>stream\n%s\nendstream" % (n + 6, b"/F Do " * 10)
        for n in range(depth)
    ]
    objects.append(form + b"/Length 14>>stream\n0 0 10 10 re f\nendstream")
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


def test_a_page_that_would_take_years_to_draw_is_given_up_and_the_others_are_not() -> None:
    assert statuses(nested(1)) == ["ok", "ok"]
    assert statuses(nested(14), Limits(seconds=1)) == ["broken", "broken"]
    mixed = scanned_pdf(2)
    assert statuses(mixed, Limits(seconds=1)) == ["ok", "ok"]


@pytest.mark.parametrize(
    ("box", "status"),
    [
        (b"0 0 9000000 9000000", "too_many_pixels"),
        (b"0 0 20000 100", "too_many_pixels"),
        (b"0 0 14000 14000", "ok"),
        (b"0 0 0.0001 0.0001", "ok"),
        (b"0 0 -5 NaN", "ok"),
    ],
)
def test_a_huge_or_senseless_page_size_draws_nothing_large(box: bytes, status: str) -> None:
    [picture] = pages(many_pages(1).replace(b"0 0 595 842", box))
    assert picture.status == status
    assert picture.grey is None or picture.grey.size < 6_000_000


def test_a_header_of_60000_by_60000_is_refused_before_decoding() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    started = time.process_time()
    assert statuses(png) == ["too_many_pixels"]
    assert time.process_time() - started < 0.5
    assert statuses(jpeg(), Limits(pixels=1_000_000)) == ["too_many_pixels"]


def test_a_file_of_100_megabytes_is_refused_unlooked_at() -> None:
    assert statuses(jpeg() + bytes(100_000_000)) == ["too_large"]


def test_a_truncated_jpeg_is_broken() -> None:
    for share in (0.1, 0.5, 0.9, 0.999):
        assert statuses(jpeg()[: int(len(jpeg()) * share)]) == ["broken"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_followed_even_where_it_mirrors(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    [reading] = readings(encoded("JPEG", np.ascontiguousarray(STORED[orientation](small())), quality=90, exif=exif))
    assert values(reading) == TRUTH


def test_sixteen_bits_are_read() -> None:
    deep = small().astype(np.uint16) * 257
    assert values(readings(cv2.imencode(".png", deep)[1].tobytes())[0]) == TRUTH
    assert values(readings(cv2.imencode(".tiff", deep)[1].tobytes())[0]) == TRUTH


def test_cmyk_is_read() -> None:
    for kind in ("JPEG", "TIFF"):
        out = io.BytesIO()
        Image.fromarray(small()).convert("CMYK").save(out, kind)
        assert values(readings(out.getvalue())[0]) == TRUTH


def test_what_is_transparent_is_paper() -> None:
    grey = small()
    clear = np.dstack([np.zeros((*grey.shape, 3), np.uint8), 255 - grey])
    assert values(readings(encoded("PNG", clear))[0]) == TRUTH


def test_a_palette_is_read() -> None:
    out = io.BytesIO()
    Image.fromarray(small()).convert("P").save(out, "PNG")
    assert values(readings(out.getvalue())[0]) == TRUTH


def test_zero_bytes_and_other_kinds_of_file_are_said() -> None:
    assert statuses(b"") == ["empty"]
    assert statuses(b"hello") == ["not_a_picture"]
    assert statuses(b"%PDF-1.7\nnothing") == ["broken"]
    assert statuses(encoded("GIF", small())) == ["not_a_picture"]
    assert statuses(encoded("PNG", small()[:300, :300])) == ["too_small"]


def test_one_bad_file_in_a_batch_of_200_spoils_nothing() -> None:
    batch = [jpeg()] * 5 + [jpeg()[:5000]] + [b"", b"junk"] * 97
    assert len(batch) == 200
    found = [r for data in batch for r in readings(data)]
    assert len(found) == 200
    assert [r.status for r in found[:6]] == ["read"] * 5 + ["broken"]
    assert all(r.lost for r in found[5:])


@settings(deadline=None, max_examples=60)  # a PDF is drawn by a program of its own, which has to start
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\0"])
)
def test_no_bytes_raise(data: bytes, head: bytes) -> None:
    for picture in pages(head + data):
        assert picture.status != "ok"
        assert picture.grey is None
        [reading] = read(picture, LAYOUTS)
        assert (reading.status, reading.verdicts) == (picture.status, ())


def test_damage_anywhere_in_a_file_raises_nothing_and_changes_no_answer() -> None:
    dice = np.random.default_rng(11)
    for whole in (jpeg(), encoded("PNG", small()), scanned_pdf()):
        for _ in range(6):
            hurt = bytearray(whole)
            for place in dice.integers(0, len(hurt), 3):
                hurt[int(place)] = int(dice.integers(256))
            for reading in readings(bytes(hurt)):
                for v in reading.verdicts:
                    assert v.value in (None, TRUTH[v.reporter, v.question])


def test_pictures_for_a_person_hold_pixels_and_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a maker of phones"
    [picture] = pages(encoded("JPEG", small(), exif=exif))
    [reading] = read(picture, LAYOUTS)
    crop = reading.verdicts[0].crop
    assert crop is not None
    for data, least in ((crop_png(picture, crop), 150), (page_png(picture, reading), 1500)):
        shown = Image.open(io.BytesIO(data))
        assert shown.height >= least
        assert not shown.getexif()
        assert b"maker" not in data
        assert np.asarray(shown).min() < 120
