"""Phone photographs: P1 flat in good light, P2 aslant, P3 strongly aslant with shadow, blur and curl, P4 torn or covered."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator

from .marks import noise
from .sheets import DOTS, Grey

STEP = 8  # pixels between the points at which light is reckoned
LONG = 3264  # the longer side of an eight-megapixel photograph


def _table(dice: Generator, shape: tuple[int, int]) -> Grey:
    """What lies under the sheet: a plain, a dark or a grained top."""
    tone = float(dice.choice([40, 90, 140, 190]))
    coarse = tone + dice.normal(0, 14, (shape[0] // 64 + 2, shape[1] // 12 + 2))
    grain = np.clip(coarse, 5, 235).astype(np.uint8)
    return cv2.resize(grain, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _bent(page: Grey, dice: Generator, most: float) -> Grey:
    """Curl and a crease: every point moved by up to ``most`` millimetres, smoothly but for the crease."""
    h, w = page.shape
    step = 32
    y, x = np.mgrid[0 : h // step + 2, 0 : w // step + 2].astype(np.float32)
    u, v = x * step / w, y * step / h
    reach = most * DOTS
    a, b, c, d = dice.uniform(-1, 1, 4)
    dx = reach * 0.6 * (a * np.sin(np.pi * u) + b * np.sin(np.pi * v) * u)
    dy = reach * 0.6 * (c * np.sin(np.pi * u) + d * np.sin(2 * np.pi * u) * v * 0.6)
    if dice.random() < 0.4:  # folded once across
        fold = float(dice.uniform(0.3, 0.7))
        dy += reach * 0.35 * np.maximum(0, 1 - np.abs(v - fold) / 0.35)
    mx = cv2.resize((x * step + dx).astype(np.float32), None, fx=step, fy=step, interpolation=cv2.INTER_LINEAR)
    my = cv2.resize((y * step + dy).astype(np.float32), None, fx=step, fy=step, interpolation=cv2.INTER_LINEAR)
    # cv2 puts the first sample in the middle of its cell.
    half = step // 2
    mx, my = mx[half : half + h, half : half + w], my[half : half + h, half : half + w]
    return cv2.remap(page, mx, my, cv2.INTER_LINEAR, borderValue=255).astype(np.uint8)


def _shot(
    page: Grey,
    dice: Generator,
    slant: float,
    fill: tuple[float, float],
    *,
    whole: bool = True,
    mask: Grey | None = None,
) -> Grey:
    """The page on the table through a camera: each corner off by up to ``slant`` of the width; turned in quarters."""
    h, w = page.shape
    tall = dice.random() < 0.85
    height, width = (LONG, LONG * 3 // 4) if tall else (LONG * 3 // 4, LONG)
    share = float(dice.uniform(*fill))
    scale = share * min(width / w, height / h)
    centre = np.array([width, height]) / 2 + (1 - share) * np.array([width, height]) * dice.uniform(-0.2, 0.2, 2)
    corners = (np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) - 0.5) * (w, h) * scale
    corners += dice.uniform(-slant, slant, (4, 2)) * w * scale
    angle = float(dice.uniform(-6, 6)) * np.pi / 180
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = corners @ turn + centre
    if whole:
        # Whoever takes the photograph sees to it that the sheet is in it.
        span = corners.max(0) - corners.min(0)
        corners = (corners - corners.mean(0)) * min(1, *(0.97 * np.array([width, height]) / span))
        corners -= corners.min(0)
        corners += (np.array([width, height]) - corners.max(0)) * dice.uniform(0.3, 0.7, 2)
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    soft = cv2.GaussianBlur(page, (0, 0), max(0.01, 0.4 / scale)) if scale < 0.9 else page
    size = (width, height)
    paper = cv2.warpPerspective(soft, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255).astype(np.uint8)
    there = np.full(page.shape, 255, np.uint8) if mask is None else mask
    over = cv2.warpPerspective(there, matrix, size, flags=cv2.INTER_LINEAR, borderValue=0).astype(np.uint8)
    picture = _table(dice, (height, width))
    cv2.copyTo(paper, np.where(over > 127, np.uint8(255), np.uint8(0)), picture)
    turns = int(dice.choice(4, p=[0.7, 0.1, 0.1, 0.1]))
    return np.ascontiguousarray(np.rot90(picture, turns))


def _lit(picture: Grey, dice: Generator, dim: float, shadow: bool, sigma: float) -> Grey:
    """Light falling off towards one side by ``dim``, a shadow's edge perhaps, the sensor's grain."""
    h, w = picture.shape
    small = (h // STEP + 1, w // STEP + 1)  # light changes slowly: a point in so many says it
    y, x = np.mgrid[0 : small[0], 0 : small[1]].astype(np.float32)
    way = float(dice.uniform(0, 2 * np.pi))
    slope = (np.cos(way) * x / small[1] + np.sin(way) * y / small[0]) * 0.7
    light = 1 - dim * (slope - slope.min()) / (np.ptp(slope) + 1e-9)
    if shadow:
        edge = float(dice.uniform(0.2, 0.8)) * w
        lean = float(dice.uniform(-0.5, 0.5))
        soft = float(dice.uniform(15, 120))
        column = STEP * x - edge - lean * STEP * y
        light *= 1 - float(dice.uniform(0.2, 0.45)) / (1 + np.exp(np.clip(-column / soft, -30, 30)))
    black = float(dice.uniform(10, 40))
    white = float(dice.uniform(195, 240))
    field = cv2.resize(light.astype(np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
    lit = cv2.multiply(picture, field, scale=(white - black) / 255, dtype=cv2.CV_32F)
    return np.asarray(cv2.add(lit, noise(dice, (h, w), sigma, black), dtype=cv2.CV_8U), np.uint8)


def _jpeg(picture: Grey, quality: int) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def _blurred(picture: Grey, dice: Generator, most: float) -> Grey:
    picture = cv2.GaussianBlur(picture, (0, 0), float(dice.uniform(0.6, most))).astype(np.uint8)
    if dice.random() < 0.5:  # a hand that moved
        length = int(dice.integers(3, 7))
        kernel = np.zeros((length, length), np.float32)
        cv2.line(kernel, (0, int(dice.integers(length))), (length - 1, int(dice.integers(length))), 1.0)
        picture = cv2.filter2D(picture, -1, kernel / kernel.sum()).astype(np.uint8)
    return picture


def p1(page: Grey, dice: Generator) -> bytes:
    return _jpeg(_lit(_shot(page, dice, 0.01, (0.85, 0.97)), dice, 0.12, False, 3), 90)


def p2(page: Grey, dice: Generator) -> bytes:
    picture = _shot(_bent(page, dice, 0.6), dice, 0.05, (0.75, 0.95))
    return _jpeg(_lit(picture, dice, 0.4, dice.random() < 0.3, 5), int(dice.integers(75, 90)))


def p3(page: Grey, dice: Generator) -> bytes:
    picture = _shot(_bent(page, dice, 2.6), dice, 0.11, (0.7, 0.95))
    picture = _blurred(picture, dice, 2.2)
    return _jpeg(_lit(picture, dice, 0.5, True, 7), int(dice.integers(60, 85)))


def p4(page: Grey, dice: Generator) -> bytes:
    """Torn at a corner, covered by a hand or another paper, or cut off by the photograph's edge."""
    page = page.copy()
    h, w = page.shape
    mask = np.full(page.shape, 255, np.uint8)
    kind = int(dice.integers(3))
    corner = np.array([[0, 0], [w, 0], [w, h], [0, h]])[int(dice.integers(4))]
    if kind == 0:
        a, b = dice.uniform(0.12, 0.35, 2) * w
        inward = np.where(corner > 0, -1, 1)
        line = [(corner[0] + inward[0] * a * t, corner[1] + inward[1] * b * (1 - t)) for t in np.linspace(0, 1, 8)]
        ragged = np.array(line) + dice.normal(0, 0.01 * w, (8, 2))
        cv2.fillPoly(mask, [np.vstack([corner[None], ragged]).astype(np.int32)], 0)
    elif kind == 1:
        tone = int(dice.choice([235, 170, 120]))
        middle = (int(dice.uniform(0, w)), int(dice.choice([0.05, 0.95, 0.5], p=[0.4, 0.4, 0.2]) * h))
        size = (int(dice.uniform(0.05, 0.16) * w), int(dice.uniform(0.08, 0.2) * w))
        cv2.ellipse(page, middle, size, float(dice.uniform(0, 180)), 0, 360, tone, -1, cv2.LINE_AA)
    picture = _shot(page, dice, 0.05, (0.8, 0.95), mask=mask)
    if kind == 2:
        cut = int(float(dice.uniform(0.08, 0.2)) * picture.shape[1])
        picture = np.ascontiguousarray(picture[:, cut:] if dice.random() < 0.5 else picture[:-cut])
    return _jpeg(_lit(picture, dice, 0.3, dice.random() < 0.3, 5), int(dice.integers(70, 90)))
