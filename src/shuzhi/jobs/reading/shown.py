"""The picture that people are shown: grey, upright, of one size, the sheet's codes painted over, and what is written on it."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from shuzhi.crafts.paperform import Layout, Rect
from shuzhi.crafts.paperform.reading import PageReading

Grey = NDArray[np.uint8]

TALL = 1400  # pixels of the longer side: a box is some thirty wide
QUALITY = 72
PAINTED = 3.0  # mm around a code: a bent page shifts it by as much
BLANK = 225  # the grey of what is painted over
WRITING = 8.0  # pixels a millimetre of handwriting
FAINT = 30  # grey levels below the paper's own
SPECKS = 0.001  # of an empty back may be as dark as that: dust, and print shining through the paper


def placed(grey: Grey, reading: PageReading, layout: Layout) -> tuple[bytes, dict[int, list[list[int]]]]:
    """(JPEG of the page as it was printed, four corners of each verdict's question in it, by the verdict's place)."""
    dots = TALL / max(layout.width, layout.height)
    wide, high = round(layout.width * dots), round(layout.height * dots)
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(reading.outline, np.float32), corners)
    page = np.asarray(
        cv2.warpPerspective(grey, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=(200,)), np.uint8
    )
    printed = layout.pages[(reading.page or 1) - 1]
    for rect in (*printed.qrs, *printed.codes):
        _paint(page, rect, PAINTED, dots)
    if printed.comment:
        _paint(page, printed.comment, 0, dots)
    crops = {}
    for n, verdict in enumerate(reading.verdicts):
        if verdict.crop is not None:
            seen = cv2.perspectiveTransform(np.array([verdict.crop], np.float32), matrix)[0]
            crops[n] = [[round(float(x)), round(float(y))] for x, y in seen]
    return jpeg(page), crops


def comment(grey: Grey, reading: PageReading, layout: Layout) -> bytes:
    """JPEG of what is written in the page's room for a comment; nothing where nothing is."""
    frame = layout.pages[(reading.page or 1) - 1].comment
    if frame is None or reading.comment is None:
        return b""
    wide, high = round(frame.w * WRITING), round(frame.h * WRITING)
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(reading.comment, np.float32), corners)
    return jpeg(np.asarray(cv2.warpPerspective(grey, matrix, (wide, high), flags=cv2.INTER_AREA), np.uint8))


def _paint(page: Grey, rect: Rect, around: float, dots: float) -> None:
    left, top = (round((v - around) * dots) for v in (rect.x, rect.y))
    right, low = (round((v + around) * dots) for v in (rect.right, rect.bottom))
    page[max(top, 0) : low, max(left, 0) : right] = BLANK


def whole(grey: Grey) -> bytes:
    """JPEG of a picture in which no page could be placed."""
    scale = min(1.0, TALL / max(grey.shape))
    return jpeg(np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8))


def jpeg(grey: Grey) -> bytes:
    options: list[Any] = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    return cv2.imencode(".jpg", grey, options)[1].tobytes()


def empty(grey: Grey) -> bool:
    """Whether nothing is on the page: the back of a sheet. Its rim is not looked at: scanners darken it."""
    high, wide = (side // 20 for side in grey.shape)
    middle = grey[high:-high:2, wide:-wide:2]
    return bool((middle < np.median(middle) - FAINT).mean() < SPECKS)
