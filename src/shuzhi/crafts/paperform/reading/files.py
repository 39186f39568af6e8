"""From the bytes of a file to grey pictures: PDF, TIFF, JPEG, PNG, HEIC. What is in them is not trusted.

A header is asked for the size before anything is decoded; camera data is used to turn the picture upright and
then dropped. A page that fails spoils no other.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from . import heif, pdf
from .answers import (
    BROKEN,
    EMPTY,
    NOT_A_PICTURE,
    OK,
    TOO_LARGE,
    TOO_MANY_PAGES,
    TOO_MANY_PIXELS,
    TOO_SMALL,
    Limits,
    Picture,
)
from .greys import HALVED, LEAST, grey, two_tones

_KINDS = ("JPEG", "PNG", "TIFF")
# What decoders raise over damaged files. Warnings too, where somebody has made errors of them.
_DAMAGE = (
    OSError, ValueError, TypeError, ArithmeticError, LookupError, SyntaxError, EOFError, MemoryError, UserWarning,
    struct.error, cv2.error, Image.DecompressionBombError,
)  # fmt: skip


def pages(data: bytes, limits: Limits | None = None) -> Iterator[Picture]:
    """Every page of the file in its order, decoded one at a time; a file that cannot be used is one picture with a status."""
    limits = limits or Limits()
    if not data:
        yield Picture(1, EMPTY)
    elif len(data) > limits.bytes:
        yield Picture(1, TOO_LARGE)
    elif data[:1024].lstrip()[:5] == b"%PDF-":
        yield from pdf.pictures(data, limits)
    elif heif.is_heif(data):
        yield from heif.pictures(data, limits)
    else:
        yield from _image(data, limits)


def _image(data: bytes, limits: Limits) -> Iterator[Picture]:
    try:
        file = Image.open(io.BytesIO(data), formats=_KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        yield Picture(1, TOO_MANY_PIXELS)
        return
    except (UnidentifiedImageError, UserWarning):
        yield Picture(1, NOT_A_PICTURE)
        return
    except _DAMAGE:
        yield Picture(1, BROKEN)
        return
    with file:
        try:
            count = int(getattr(file, "n_frames", 1)) if file.format == "TIFF" else 1
        except _DAMAGE:
            count = 1
        if count > limits.pages:
            yield Picture(1, TOO_MANY_PAGES)
            return
        for n in range(count):
            yield _frame(file, data, n, limits)


def _frame(file: Image.Image, data: bytes, n: int, limits: Limits) -> Picture:
    try:
        if n:
            file.seek(n)
        if file.width * file.height > limits.pixels:
            return Picture(n + 1, TOO_MANY_PIXELS)
        if min(file.size) < LEAST:
            return Picture(n + 1, TOO_SMALL)
        one_bit = file.mode == "1"
        if file.format in ("JPEG", "MPO") and file.mode in ("L", "RGB"):
            half = max(file.size) >= HALVED
            # A torn file ends in grey; Pillow says so, OpenCV does not.
            if not _whole_jpeg(data):
                return Picture(n + 1, BROKEN)
            flag = cv2.IMREAD_REDUCED_GRAYSCALE_2 if half else cv2.IMREAD_GRAYSCALE
            decoded = cv2.imdecode(np.frombuffer(data, np.uint8), flag)
            if decoded is None:
                return Picture(n + 1, BROKEN)
            seen = np.asarray(decoded, np.uint8)
        else:
            seen = grey(ImageOps.exif_transpose(file))
        return Picture(n + 1, OK, seen, one_bit or two_tones(seen))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Picture(n + 1, TOO_MANY_PIXELS)
    except _DAMAGE:
        return Picture(n + 1, BROKEN)


def _whole_jpeg(data: bytes) -> bool:
    """Whether the end-of-picture mark is there; cameras may put more behind it."""
    return data.rfind(b"\xff\xd9") > len(data) // 2
