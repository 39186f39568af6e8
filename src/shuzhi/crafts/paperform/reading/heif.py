"""HEIC and HEIF, the form in which many phones keep a photograph. A burst of several pictures is several pages.

The decoder turns a picture upright as the container says; what the camera's data repeat of it is not followed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import cv2
import numpy as np

from . import greys
from .answers import BROKEN, NO_HEIF, OK, TOO_MANY_PAGES, TOO_MANY_PIXELS, TOO_SMALL, Limits, Picture

if TYPE_CHECKING:
    from pillow_heif import HeifImage

KINDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
# What the decoder raises over damaged files.
_DAMAGE = (RuntimeError, EOFError, SyntaxError, OSError, ValueError, LookupError, TypeError, MemoryError, cv2.error)


def is_heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in KINDS


def pictures(data: bytes, limits: Limits) -> Iterator[Picture]:
    """Every picture of the file, decoded one at a time and let go."""
    if find_spec("pillow_heif") is None:
        yield Picture(1, NO_HEIF)
        return
    # Only here: some machines have no package of it, and every other kind of file is read without.
    from pillow_heif import open_heif

    try:
        file = open_heif(data)
    except _DAMAGE:
        yield Picture(1, BROKEN)
        return
    count = len(file)
    if not 0 < count <= limits.pages:
        yield Picture(1, TOO_MANY_PAGES if count else BROKEN)
        return
    for number in range(1, count + 1):
        yield _picture(file[0], number, limits)
        del file[0]


def _picture(image: HeifImage, number: int, limits: Limits) -> Picture:
    try:
        width, height = image.size
        if width * height > limits.pixels:
            return Picture(number, TOO_MANY_PIXELS)
        if min(width, height) < greys.LEAST:
            return Picture(number, TOO_SMALL)
        if image.mode in ("L", "RGB"):
            decoded = np.asarray(image)
            seen = cv2.cvtColor(decoded, cv2.COLOR_RGB2GRAY) if decoded.ndim == 3 else decoded
        else:
            seen = greys.grey(image.to_pillow())
        if max(seen.shape) >= greys.HALVED:
            seen = cv2.resize(seen, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        whole = np.ascontiguousarray(seen, np.uint8)
        return Picture(number, OK, whole, greys.two_tones(whole))
    except _DAMAGE:
        return Picture(number, BROKEN)
