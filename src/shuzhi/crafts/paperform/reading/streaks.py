"""Streaks: dirt on a scanner's glass draws a straight line along the whole page, through every box in its way.

A hand cannot draw one: it is straight along the picture's own edge and as dark at the top as at the foot.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from .answers import Grey

Lines = tuple[NDArray[np.float64], NDArray[np.float64]]  # columns and rows

BLOCKS = 40  # pieces the picture's length is cut into
SHARE, SHARE_LIGHT = 0.65, 0.75  # of the pieces in which a dark line, or a light one, must show
STEPS, FAR = (3, 4, 6), 6  # pixels to each side with which a line is compared
FAINTEST = 3  # grey values by which it must be darker, or lighter, than both


def find(small: Grey, scale: float) -> Lines:
    """Columns and rows along which a streak runs, in pixels of the picture of which ``small`` is the smaller copy."""
    h, w = small.shape
    columns = cv2.resize(small, (w, BLOCKS), interpolation=cv2.INTER_AREA)
    rows = cv2.resize(small, (BLOCKS, h), interpolation=cv2.INTER_AREA).T
    return _lines(np.asarray(columns)) / scale, _lines(np.asarray(rows)) / scale


def _lines(blocks: Grey) -> NDArray[np.float64]:
    """Where most blocks are darker (or lighter) than what lies on both sides: print beside it hides it in some."""
    b = blocks.astype(np.int16)
    here = b[:, FAR:-FAR]
    darker, lighter = np.zeros(here.shape, np.bool_), np.zeros(here.shape, np.bool_)
    for step in STEPS:
        before, after = b[:, FAR - step : -FAR - step], b[:, FAR + step : b.shape[1] - FAR + step]
        darker |= np.minimum(before, after) - here > FAINTEST
        lighter |= here - np.maximum(before, after) > FAINTEST
    paper = (np.maximum(b[:, : -2 * FAR], b[:, 2 * FAR :]) > 40).mean(0) > SHARE  # a table's grain is no streak
    streak = paper & ((darker.mean(0) >= SHARE) | (lighter.mean(0) >= SHARE_LIGHT))
    return (np.flatnonzero(streak) + FAR + 0.5).astype(np.float64)


def hit(streaks: Lines, outline: NDArray[np.float64], around: float) -> bool:
    """Whether a streak comes within ``around`` pixels of this piece of the picture."""
    low, high = outline.min(0) - around, outline.max(0) + around
    return any(bool(((line >= low[n]) & (line <= high[n])).any()) for n, line in enumerate(streaks))
