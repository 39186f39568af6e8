"""Where the sheets lie in a picture: ArUco markers found, sorted by sheet, and the way from millimetres to pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from shuzhi.crafts.paperform.shapes import Layout, Rect

from .answers import Grey

Matrix = NDArray[np.float64]
Corners = NDArray[np.float64]  # four points of one marker, from its own top left, clockwise

SIDE = 1300  # pixels along the longer side at which markers are looked for first
WORST = 2.5  # mm a marker's corner may lie off before the four are thought to be of different sheets
MANY = 4  # sheets in one picture


@dataclass(frozen=True, eq=False)
class Placed:
    """A sheet in a picture: ``matrix`` from millimetres to pixels, which markers told, how far off (mm)."""

    matrix: Matrix
    markers: tuple[int, ...]
    off: float
    quads: tuple[Corners, ...]


def _detector(window: int) -> Any:
    # Anew each time: it costs nothing, and no two threads share one.
    # Called by untyped names: OpenCV's stubs lag behind its own objects.
    asked = cv2.aruco.DetectorParameters()
    asked.adaptiveThreshWinSizeMin = window
    asked.adaptiveThreshWinSizeMax = window
    asked.minMarkerPerimeterRate = 0.03
    asked.maxMarkerPerimeterRate = 0.6
    asked.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    asked.cornerRefinementWinSize = 3
    asked.errorCorrectionRate = 0.3
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), asked)


def find(grey: Grey, small: tuple[Grey, float] | None = None) -> dict[int, list[Corners]]:
    """The four kinds of corner marker, wherever they are; looked for harder while one of them is missing.

    ``small``: the picture at ``SIDE``, where it is at hand.
    """
    found: dict[int, list[Corners]] = {}
    _look(*(small or smaller(grey, SIDE)), 33, found)
    for window in (17, 61):
        if len(found) < 4:
            _look(*smaller(grey, SIDE * 3 // 2), window, found)
    return found


def smaller(grey: Grey, side: int) -> tuple[Grey, float]:
    """(the picture with at most ``side`` pixels along its longer side, its scale). Halved as far as that goes:
    by halves nothing is skipped, and it is quicker than any other fraction."""
    scale = 1.0
    while max(grey.shape) >= 2 * side:
        grey = np.asarray(cv2.resize(grey, (grey.shape[1] // 2, grey.shape[0] // 2), interpolation=cv2.INTER_AREA))
        scale /= 2
    rest = side / max(grey.shape)
    if rest < 1:
        grey = np.asarray(cv2.resize(grey, None, fx=rest, fy=rest, interpolation=cv2.INTER_LINEAR))
        scale *= rest
    return grey, scale


def _look(small: Grey, scale: float, window: int, found: dict[int, list[Corners]]) -> None:
    quads, ids, _ = _detector(window).detectMarkers(small)
    for quad, name in zip(quads, [] if ids is None else ids.ravel().tolist(), strict=True):
        corners = (quad.reshape(4, 2).astype(np.float64) + 0.5) / scale - 0.5
        if name < 4 and not any(_near(corners, old) for old in found.get(name, [])):
            found.setdefault(name, []).append(corners)


def _near(one: Corners, other: Corners) -> bool:
    return bool(np.abs(one.mean(0) - other.mean(0)).max() < np.abs(other - other.mean(0)).max())


def square(r: Rect) -> Corners:
    return np.array([(r.x, r.y), (r.right, r.y), (r.right, r.bottom), (r.x, r.bottom)], np.float64)


def spots(layout: Layout) -> dict[int, Corners]:
    """Where a sheet of this layout has its markers, in millimetres."""
    return {m.id: square(m.rect) for m in layout.pages[0].markers}


def place(found: dict[int, list[Corners]], layout: Layout) -> list[Placed]:
    """The sheets of this size: first those with all markers, then with three of what is left, then with two."""
    marked = spots(layout)
    left = {name: list(quads) for name, quads in found.items()}
    sheets: list[Placed] = []
    for count in (4, 3, 2):
        while len(sheets) < MANY:
            fits = [p for p in _tries(left, marked, count) if p.off <= WORST]
            if not fits:
                break
            best = min(fits, key=lambda p: p.off)
            sheets.append(best)
            for name, quad in zip(best.markers, best.quads, strict=True):
                left[name] = [q for q in left[name] if q is not quad]
    return sheets


def _tries(left: dict[int, list[Corners]], spots: dict[int, Corners], count: int) -> Iterator[Placed]:
    for names in combinations(sorted(n for n in left if left[n]), count):
        for quads in product(*(left[n][:MANY] for n in names)):
            tried = fit(names, quads, spots)
            if tried is not None:
                yield tried


def fit(names: Sequence[int], quads: Sequence[Corners], spots: dict[int, Corners]) -> Placed | None:
    """One sheet through these markers; None where no sheet can lie so."""
    paper = np.vstack([spots[n] for n in names])
    seen = np.vstack(quads)
    # OpenCV's stubs promise a matrix; where the points lie on one line it gives none.
    found: object = cv2.findHomography(paper, seen, 0)[0]
    if not isinstance(found, np.ndarray):
        return None
    matrix: Matrix = found.astype(np.float64)
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-12:
        return None
    back = through(np.asarray(np.linalg.inv(matrix), np.float64), seen)
    off = float(np.abs(back - paper).max())
    # Every corner of the page lies on the same side of the horizon.
    far = np.hstack([paper, np.ones((len(paper), 1))]) @ matrix[2]
    if not (far > 0).all() and not (far < 0).all():
        return None
    return Placed(matrix, tuple(names), off, tuple(quads))


def with_more(
    placed: Placed, paper: NDArray[np.float64], seen: NDArray[np.float64], spots: dict[int, Corners]
) -> Placed:
    """The same sheet, held by further points beside its markers: for where markers are missing."""
    own = np.vstack([spots[n] for n in placed.markers])
    here = np.vstack(placed.quads)
    mm = float(np.sqrt(abs(np.linalg.det(placed.matrix[:2, :2]))))
    points, ends = np.vstack([own, paper]), np.vstack([here, seen])
    found: object = cv2.findHomography(points, ends, cv2.RANSAC, max(2.0, 1.2 * mm))[0]
    if not isinstance(found, np.ndarray) or not np.isfinite(found).all():
        return placed
    return Placed(found.astype(np.float64), placed.markers, placed.off, placed.quads)


def through(matrix: Matrix, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points carried over by a homography."""
    ends = points @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(ends[:, :2] / ends[:, 2:], np.float64)


def density(matrix: Matrix, x: float, y: float) -> float:
    """Pixels a millimetre at this place of the sheet, in its worse direction."""
    a = through(matrix, np.array([(x, y), (x + 1, y), (x, y + 1)], np.float64))
    return float(min(np.hypot(*(a[1] - a[0])), np.hypot(*(a[2] - a[0]))))
