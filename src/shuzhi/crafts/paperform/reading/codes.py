"""The code of a sheet: both copies of its QR, read from where the layout puts them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from shuzhi.crafts.paperform.qr import split_payload
from shuzhi.crafts.paperform.shapes import Rect

from .answers import Grey
from .corners import Corners, Matrix, through

Payload = tuple[str, str, int]

DOTS = 8.0  # pixels a millimetre in the piece cut out
AROUND = 4.0  # mm


@dataclass(frozen=True, eq=False)
class Found:
    """What a QR says, where it should be, and its corners in the picture."""

    said: Payload
    place: Rect
    corners: Corners


def at(grey: Grey, matrix: Matrix, place: Rect) -> Found | None:
    """The QR printed at this place; None where none can be read."""
    for around, dots in ((AROUND, DOTS), (AROUND + 5, 6.0)):
        side = round((place.w + 2 * around) * dots)
        shift = np.array([[1 / dots, 0, place.x - around], [0, 1 / dots, place.y - around], [0, 0, 1]])
        piece = cv2.warpPerspective(
            grey, matrix @ shift, (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=255
        )
        for one in _codes(np.asarray(piece, np.uint8)):
            said = split_payload(one.text)
            if said:
                p = one.position
                ends = [(c.x, c.y) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
                return Found(said, place, through(matrix @ shift, np.array(ends, np.float64)))
    return None


def anywhere(grey: Grey) -> list[Payload]:
    """The codes of sheets whose place is unknown."""
    scale = min(1.0, 2000 / max(grey.shape))
    small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    return [said for said in (split_payload(one.text) for one in _codes(small)) if said]


def _codes(piece: Grey) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(
        np.ascontiguousarray(piece),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_invert=False,
        try_downscale=False,
    )
