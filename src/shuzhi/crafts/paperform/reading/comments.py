"""Whether anything is written in the room for a comment. What it says, people read.

In doubt it is written: an empty picture costs a person a glance, a comment that is passed over costs its writer a voice.
"""

from __future__ import annotations

import cv2
import numpy as np

from shuzhi.crafts.paperform.shapes import Page

from .answers import Grey, Point
from .corners import Matrix
from .judge import quad

DOTS = 4  # pixels a millimetre
EDGE = 3.0  # mm inside the frame: a bent page shifts its lines by nearly as much
PAPER = 41  # pixels: round each place, the paper is what is usual within five millimetres
FAINT = 14.0  # grey levels below the paper; and so many times the paper's own grain:
GRAIN = 5.0
SHORT = 1.2  # mm a stroke reaches at least; dust is smaller
WRITTEN = 4.0  # mm, all strokes together: the shortest word is longer


def written(grey: Grey, matrix: Matrix, page: Page) -> tuple[Point, Point, Point, Point] | None:
    """Four corners in the picture of the page's room for a comment, if strokes are in it; None where there are none."""
    frame = page.comment
    if frame is None:
        return None
    x, y = frame.x + EDGE, frame.y + EDGE
    size = round((frame.w - 2 * EDGE) * DOTS), round((frame.h - 2 * EDGE) * DOTS)
    shift = np.array([[1 / DOTS, 0, x], [0, 1 / DOTS, y], [0, 0, 1]])
    inside = cv2.warpPerspective(
        grey, matrix @ shift, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    darker = cv2.medianBlur(inside, PAPER).astype(np.float32) - inside
    grain = float(np.median(np.abs(darker))) * 1.48
    strokes = (darker > max(FAINT, GRAIN * grain)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(strokes)
    reach = np.hypot(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]) / DOTS
    if reach[reach >= SHORT].sum() < WRITTEN:
        return None
    return quad(matrix, frame.x, frame.y, frame.right, frame.bottom)
