"""Pictures for a person: one question upright, or the whole page. PNG, without a word of camera data."""

from __future__ import annotations

import cv2
import numpy as np

from .answers import PageReading, Picture, Point


def crop_png(picture: Picture, crop: tuple[Point, Point, Point, Point], height: int = 200) -> bytes:
    """The piece of the picture inside four corners, straightened, ``height`` pixels high."""
    if picture.grey is None:
        return b""
    corners = np.array(crop, np.float32)
    wide = float(np.hypot(*(corners[1] - corners[0])) + np.hypot(*(corners[2] - corners[3])))
    high = float(np.hypot(*(corners[3] - corners[0])) + np.hypot(*(corners[2] - corners[1])))
    width = int(np.clip(height * wide / max(high, 1), 20, 4000))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    piece = cv2.warpPerspective(picture.grey, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=200)
    return cv2.imencode(".png", piece)[1].tobytes()


def page_png(picture: Picture, reading: PageReading, height: int = 1600) -> bytes:
    """The whole page upright; the whole picture where no page could be placed."""
    if reading.outline is not None:
        return crop_png(picture, reading.outline, height)
    if picture.grey is None:
        return b""
    h, w = picture.grey.shape
    return crop_png(picture, ((0, 0), (w, 0), (w, h), (0, h)), min(height, h))
