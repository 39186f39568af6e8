"""What the hand rules say of each box: empty, marked, or not to be decided by a machine."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .answers import Real
from .boxes import DOTS, PATCH

EMPTY, MARKED, UNSURE = 0, 1, 2
RIM = 0.9  # mm inside the border's middle that may still be border
RING = (0.6, 1.8)  # mm outside it where nothing is printed
SPECK = 0.25  # mm² of ink in one piece that dust, a copier's speck or the scanner's grain may leave
TRACE = 0.02  # mean darkness of a box with nothing in it, at most
LEAST = 0.33  # of the box's side a mark reaches across, at least
DARK = 0.2  # darkness that makes a mark, where the paper's grain allows it
FAINT = 0.12  # darkness that is still a trace of ink, likewise: a box is empty only without it
GRAINS = 4.5  # times the grain either must be at least
FULL = 0.66  # of the inside covered: blackened, by habit or to take a mark back
HABIT, HABIT_SHARE = 4, 0.6  # boxes blackened, of those with ink in them, that make it the page's way of answering
DENSE = 0.35  # covered at least, to count as blackened
TANGLED = 0.3  # of the rows or columns with ink, those a line crosses three times or more: no tick, no cross
STRAY = 0.5  # mm² of ink outside an empty box


@dataclass(frozen=True, eq=False)
class Ink:
    """One number a box each. ``cover``: the share of its inside that is dark; ``traced``: that bears any trace.

    ``grain`` is the page's noise and ``faint`` the least trace of ink seen beside it.
    """

    states: np.ndarray[tuple[int], np.dtype[np.int64]]
    cover: Real
    traced: Real
    mean: Real
    reach: Real
    ring: Real
    through: np.ndarray[tuple[int], np.dtype[np.bool_]]
    tangle: Real
    peak: Real
    grain: float
    faint: float


def weigh(patches: Real, side: float) -> Ink:
    """Looks at the inside of every box, and at the white round it."""
    half = round((side / 2 - RIM) * DOTS)
    inner = patches[:, PATCH - half : PATCH + half, PATCH - half : PATCH + half]
    typical = np.median(inner, axis=(1, 2))
    clean = inner - typical[:, None, None]
    empty = np.abs(clean[np.argsort(np.abs(inner).mean((1, 2)))[: max(2, len(inner) // 2)]])
    grain = float(np.median(empty) * 1.4826)
    level, faint = max(DARK, GRAINS * grain), max(FAINT, GRAINS * grain)
    # A filled box has no paper left to compare with: its own median is ink.
    base = np.where(typical > 0.25, 0, typical)[:, None, None]
    dark = (inner - base) > level
    cover = dark.mean((1, 2)).astype(np.float32)
    mean = (inner - base).mean((1, 2)).astype(np.float32)
    peak = np.partition((inner - base).reshape(len(inner), -1), -12, axis=1)[:, -12].astype(np.float32)
    traces = (inner - base) > faint
    traced = traces.mean((1, 2)).astype(np.float32)
    largest, reach = _pieces(traces)
    ring, through = _around(patches, side, level)
    tangle = _tangle(dark)
    states = np.full(len(patches), UNSURE)
    states[(largest <= SPECK) & (np.abs(mean) <= TRACE) & (peak < max(0.3, 2 * level)) & (ring <= STRAY)] = EMPTY
    # Blackening is a mark only where the whole page is answered so; one box blackened may be an answer taken back.
    heavy = (cover > FULL) | (tangle >= TANGLED)
    dense = heavy & (traced > DENSE)  # a pencil's or a dry pen's filling is thin in places
    habit = dense.sum() >= max(HABIT, HABIT_SHARE * (reach >= LEAST * side).sum())
    states[(reach >= LEAST * side) & (traced >= 0.02) & (~heavy | (habit & dense)) & ~through] = MARKED
    return Ink(states, cover, traced, mean, reach, ring, through, tangle, peak, grain, faint)


def _tangle(dark: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Real:
    """How much of a mark is scribble: the share of its rows, or of its columns, with three strokes or more."""
    shares = []
    for axis in (1, 2):
        padded = np.pad(dark, [(0, 0), (1, 0), (0, 0)] if axis == 1 else [(0, 0), (0, 0), (1, 0)])
        strokes = (np.diff(padded.astype(np.int8), axis=axis) == 1).sum(axis)
        shares.append((strokes >= 3).sum(1) / np.maximum((strokes > 0).sum(1), 5))
    return np.asarray(np.maximum(*shares), np.float32)


def _pieces(dark: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[Real, Real]:
    """The largest piece of ink in each box: its area in mm², and how far it reaches in mm."""
    area, reach = np.zeros(len(dark), np.float32), np.zeros(len(dark), np.float32)
    for n in np.flatnonzero(dark.any((1, 2))):
        _, _, stats, _ = cv2.connectedComponentsWithStats(dark[n].astype(np.uint8), connectivity=8)
        areas = stats[1:, cv2.CC_STAT_AREA]
        area[n] = areas.max() / DOTS**2
        # Skips of a dry pen leave pieces: together they reach as far as the stroke did.
        large = stats[1:][areas >= 4]
        if len(large):
            x = large[:, cv2.CC_STAT_LEFT]
            y = large[:, cv2.CC_STAT_TOP]
            right = (x + large[:, cv2.CC_STAT_WIDTH]).max() - x.min()
            reach[n] = np.hypot(right, (y + large[:, cv2.CC_STAT_HEIGHT]).max() - y.min()) / DOTS
    return area, reach


def _around(patches: Real, side: float, level: float) -> tuple[Real, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Ink just outside a box (mm²), and whether a line runs in at one side and out at the opposite one."""
    low, high = (round((side / 2 + r) * DOTS) for r in RING)
    high = min(high, PATCH)
    width = slice(PATCH - low, PATCH + low)
    strips = (
        patches[:, PATCH - high : PATCH - low, width],
        patches[:, PATCH + low : PATCH + high, width],
        patches[:, width, PATCH - high : PATCH - low],
        patches[:, width, PATCH + low : PATCH + high],
    )
    # Against the strip's own paper: a shadow's edge is not ink.
    shade = [np.clip(np.median(part, axis=(1, 2)), 0, 0.4)[:, None, None] for part in strips]
    top, bottom, left, right = (part - own > level for part, own in zip(strips, shade, strict=True))
    ring = sum(part.sum((1, 2)) for part in (top, bottom, left, right)) / DOTS**2
    # A stroke of the width of a pen in most rows of the strip: it leaves the box there.
    need = 0.6
    out = [part.any(axis).mean(1) > need for part, axis in ((top, 2), (bottom, 2), (left, 1), (right, 1))]
    through = (out[0] & out[1]) | (out[2] & out[3])
    return np.asarray(ring, np.float32), through
