"""Each printed box found where it really is: paper curls, printers shrink, a photograph is never quite flat.

The homography of the markers is right to a few millimetres. Around each place it gives, the box's own border is
looked for; then all boxes together say how the paper bends, so that a box whose border is hidden by ink still
has a place and a border found too far from its neighbours' is not believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from shuzhi.crafts.paperform.shapes import Box, Marker, Page

from .answers import Grey, Real
from .corners import Matrix, density

DOTS = 6  # pixels a millimetre in what is cut out
HALF = 48  # pixels from the middle of a cut to its edge: 8 mm
FINE = 10.5  # pixels a millimetre: above, half as many show as much
MOST_HALVINGS = 4
REACH = 18  # pixels a box is looked for in each direction: 3 mm
PATCH = 30  # pixels from the middle of the final patch to its edge: 5 mm
BELIEVED = 0.7  # mm a border may lie off the bend of the paper before it is somebody's ink
FAINT = 0.35  # of the page's usual border: below, a side of the box was not seen
INK_SEEN = 0.12  # darkness a border must have to be looked at, as a share of solid black


@dataclass(frozen=True, eq=False)
class Seen:
    """All boxes of a page, one after the other: 10 mm of darkness round each, and how well each was found."""

    patches: Real  # (boxes, 60, 60): 0 paper, 1 the page's own black
    sides: Real  # (boxes, 4): darkness of the border's sides over the page's usual one
    off: Real  # (boxes,): mm between the border found and the bend of the paper
    places: NDArray[np.float64]  # (boxes, 2): the middle, in mm of the layout, as the homography sees it
    paper: Real  # (boxes,): grey of the paper round each box
    line: float  # the usual border's darkness: how sharp and black the page is
    bend: float  # mm the paper bends at most
    black: float  # black over white, from the markers


def fine_enough(grey: Grey, matrix: Matrix, page: Page) -> tuple[Grey, Matrix]:
    """The picture halved until it is no finer than need be: that saves most of the time."""
    far = page.markers[2].rect
    for _ in range(MOST_HALVINGS):
        if not density(matrix, far.x / 2, far.y / 2) > FINE:
            break
        grey = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
        matrix = np.array([[0.5, 0, -0.25], [0, 0.5, -0.25], [0, 0, 1]]) @ matrix
    return grey, matrix


def cuts(grey: Grey, matrix: Matrix, middles: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Squares of 16 mm round points given in millimetres, cut out of the picture."""
    out = np.empty((len(middles), 2 * HALF, 2 * HALF), np.uint8)
    for n, (x, y) in enumerate(middles):
        shift = np.array([[1 / DOTS, 0, x - (HALF - 0.5) / DOTS], [0, 1 / DOTS, y - (HALF - 0.5) / DOTS], [0, 0, 1]])
        cv2.warpPerspective(
            grey,
            matrix @ shift,
            (2 * HALF, 2 * HALF),
            dst=out[n],
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=0,
        )
    return out


def blackness(grey: Grey, matrix: Matrix, markers: Sequence[Marker], there: Sequence[int]) -> float:
    """How dark solid black is on this page, as a share of white: from the markers that were found."""
    middles = np.array([(m.rect.x + m.rect.w / 2, m.rect.y + m.rect.h / 2) for m in markers if m.id in there])
    pieces = cuts(grey, matrix, middles).reshape(len(middles), -1)[:, ::5]
    low, high = np.percentile(pieces, [12, 92], axis=1)
    return float(np.median(low / np.maximum(high, 1)))


def middles(boxes: Sequence[Box]) -> NDArray[np.float64]:
    return np.array([(b.rect.x + b.rect.w / 2, b.rect.y + b.rect.h / 2) for b in boxes], np.float64)


def look(grey: Grey, matrix: Matrix, boxes: Sequence[Box], black: float) -> Seen:
    """Finds every box and cuts out what is in and round it."""
    centres = middles(boxes)
    half = boxes[0].rect.w / 2 * DOTS
    raw = cuts(grey, matrix, centres)
    paper = np.percentile(raw.reshape(len(raw), -1)[:, ::7], 75, axis=1).astype(np.float32)
    scale = 1 / (np.maximum(paper, 1) * max(1 - black, 0.05))
    dark = np.clip((paper[:, None, None] - raw) * scale[:, None, None], -0.3, 1.3).astype(np.float32)
    found, strength = _search(dark, half)
    bend = _surface(centres, found / DOTS, strength)
    off = np.hypot(*(found / DOTS - bend).T).astype(np.float32)
    own = (off < BELIEVED)[:, None] & (strength > INK_SEEN * 0.5)[:, None]
    final = np.where(own, found, np.round(bend * DOTS))
    shift = np.clip(final.astype(int), -REACH, REACH)
    patches = np.stack(
        [
            dark[n, HALF + y - PATCH : HALF + y + PATCH, HALF + x - PATCH : HALF + x + PATCH]
            for n, (x, y) in enumerate(shift)
        ]
    )
    sides = _sides(patches, half)
    line = float(np.median(sides))
    relative = sides / max(line, INK_SEEN)
    reach = float(np.hypot(*bend.T).max())
    return Seen(patches, relative.astype(np.float32), off, centres + shift / DOTS, paper, line, reach, black)


def _search(dark: Real, half: float) -> tuple[NDArray[np.float64], Real]:
    """The best place of a square frame in each cut: (shift in pixels, how clearly it stands out)."""
    total = np.zeros((len(dark), 2 * HALF + 1, 2 * HALF + 1), np.float32)
    np.cumsum(np.cumsum(np.clip(dark, 0, 1), axis=1), axis=2, out=total[:, 1:, 1:])
    span = 2 * REACH + 1

    def inside(reach: int) -> Real:
        low, high = HALF - REACH - reach, HALF - REACH + reach
        a = total[:, high : high + span, high : high + span] - total[:, low : low + span, high : high + span]
        b = total[:, high : high + span, low : low + span] - total[:, low : low + span, low : low + span]
        return np.asarray(a - b, np.float32)

    edges = [round(half + d) for d in (-4.5, -1.5, 1.5, 4.5)]
    sums = [inside(e) for e in edges]
    areas = [(2 * e) ** 2 for e in edges]
    bands = [(sums[n + 1] - sums[n]) / (areas[n + 1] - areas[n]) for n in range(3)]
    score = bands[1] - 0.5 * (bands[0] + bands[2])
    # Among equals the nearer place.
    far = np.hypot(*np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1]).astype(np.float32)
    flat = (score - 0.001 * far).reshape(len(dark), -1)
    best = flat.argmax(axis=1)
    y, x = np.divmod(best, span)
    return np.stack([x - REACH, y - REACH], 1).astype(np.float64), flat[np.arange(len(dark)), best]


def _surface(middles: NDArray[np.float64], found: NDArray[np.float64], strength: Real) -> NDArray[np.float64]:
    """How the paper bends: a smooth surface through the shifts found, on which strays have no say."""
    spread = np.maximum(np.ptp(middles, axis=0), 1)
    x, y = ((middles - middles.mean(0)) / spread * 2).T
    n = len(middles)
    terms = [np.ones(n), x, y]
    if n >= 12:
        terms += [x * y, x * x, y * y]
    if n >= 30:
        terms += [x * x * y, x * y * y, x**3, y**3]
    basis = np.stack(terms, 1)
    weak = np.diag([1e-6] + [0.02] * (len(terms) - 1)) * n / 10
    weights = np.clip(strength / max(float(np.median(strength)), 1e-3), 0.01, 1.5).astype(np.float64)
    start = np.median(found, axis=0)
    fitted = np.tile(start, (n, 1))
    width = 1.5
    for _ in range(8):
        off = np.hypot(*(found - fitted).T)
        w = weights * np.maximum(0, 1 - (off / max(width, 0.6)) ** 2) ** 2 + 1e-6
        a = basis.T @ (basis * w[:, None]) + weak
        fitted = start + basis @ np.linalg.solve(a, basis.T @ ((found - start) * w[:, None]))
        width = max(0.6, 4 * float(np.median(np.hypot(*(found - fitted).T))))
    return fitted


def _sides(patches: Real, half: float) -> Real:
    """Darkness along each side of the border, its best line within a third of a millimetre."""
    reach, line = round(half) - 3, []
    middle = slice(PATCH - reach, PATCH + reach)
    for axis, sign in ((1, -1), (2, 1), (1, 1), (2, -1)):
        profile = patches[:, :, middle].mean(2) if axis == 1 else patches[:, middle, :].mean(1)
        at = PATCH + round(sign * half)
        near = profile[:, at - 4 : at + 4]
        two = near[:, :-1] + near[:, 1:]
        line.append(two.max(1) / 2 - np.minimum(profile[:, at - 6], profile[:, at + 5]))
    return np.stack(line, 1).astype(np.float32)
