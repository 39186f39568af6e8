"""Scanners and copiers: S1 clean, S2 everyday, S3 pale and coarse (a fifth one-bit), S4 a photocopy scanned."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator

from .marks import noise
from .sheets import DPI, Grey


def _laid(page: Grey, dice: Generator, dpi: int, skew: float, border: int = 255) -> Grey:
    """On the glass: turned a little, shifted a little, at another resolution, upside down now and then."""
    if dice.random() < 0.15:
        page = page[::-1, ::-1]
    h, w = page.shape
    scale = dpi / DPI
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), float(dice.uniform(-skew, skew)), scale)
    moved = np.array([w, h]) * (scale - 1) / 2 + dice.uniform(-1.5, 1.5, 2) * dpi / 25.4
    turn = np.hstack([turn[:, :2], turn[:, 2:] + moved[:, None]])
    soft = page if scale >= 1 else cv2.GaussianBlur(page, (0, 0), 0.45 / scale)
    return cv2.warpAffine(soft, turn, (round(w * scale), round(h * scale)), borderValue=border).astype(np.uint8)


def _grain(picture: Grey, dice: Generator, sigma: float) -> Grey:
    return np.asarray(cv2.add(picture, noise(dice, picture.shape, sigma), dtype=cv2.CV_8U), np.uint8)


def _levels(picture: Grey, black: float, white: float, gamma: float = 1.0) -> Grey:
    table = black + (white - black) * (np.arange(256) / 255) ** gamma
    return np.asarray(cv2.LUT(picture, np.clip(table, 0, 255).astype(np.uint8)), np.uint8)


def _jpeg(picture: Grey, quality: int) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def s1(page: Grey, dice: Generator) -> bytes:
    picture = _laid(page, dice, 300, 0.4)
    picture = _levels(picture, dice.uniform(5, 30), dice.uniform(240, 255))
    return _jpeg(_grain(picture, dice, 1.5), 92)


def s2(page: Grey, dice: Generator) -> bytes:
    picture = _laid(page, dice, 200, 3.0, int(dice.choice([255, 225, 60])))
    picture = _levels(picture, dice.uniform(15, 50), dice.uniform(225, 250))
    return _jpeg(_grain(picture, dice, 5), int(dice.integers(55, 80)))


def s3(page: Grey, dice: Generator) -> bytes:
    picture = _laid(page, dice, 150, 2.0)
    picture = _levels(picture, dice.uniform(70, 130), dice.uniform(235, 255), 0.8)
    picture = _grain(picture, dice, 4)
    if dice.random() < 0.2:
        cut = int(dice.integers(150, 200))
        bits = np.where(picture > cut, 255, 0).astype(np.uint8)
        return cv2.imencode(".png", bits, [cv2.IMWRITE_PNG_BILEVEL, 1])[1].tobytes()
    return _jpeg(picture, int(dice.integers(60, 85)))


def copied(page: Grey, dice: Generator) -> Grey:
    """What a worn copier makes of a page: steep, specked, a shade at the edge, not quite the size."""
    size = float(dice.uniform(0.97, 1.01))
    h, w = page.shape
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), float(dice.uniform(-1, 1)), size)
    soft = cv2.GaussianBlur(page, (0, 0), float(dice.uniform(1.0, 2.0)))
    soft = cv2.warpAffine(soft, matrix, (w, h), borderValue=255).astype(np.uint8)
    middle, steep = float(dice.uniform(130, 185)), float(dice.uniform(0.03, 0.07))
    steps = 255 / (1 + np.exp(-(np.arange(256) - middle) * steep))
    picture = np.array(cv2.LUT(soft, np.clip(steps, 0, 255).astype(np.uint8)), np.uint8)
    for _ in range(int(dice.integers(20, 120))):
        x, y = int(dice.integers(w)), int(dice.integers(h))
        cv2.circle(picture, (x, y), int(dice.integers(1, 3)), int(dice.integers(0, 120)), -1)
    if dice.random() < 0.4:
        shade = np.linspace(float(dice.uniform(90, 170)), 0, int(dice.integers(60, 200)))
        picture[:, : len(shade)] = np.clip(picture[:, : len(shade)] - shade, 0, 255).astype(np.uint8)
    return picture


def s4(page: Grey, dice: Generator) -> bytes:
    picture = _laid(copied(page, dice), dice, 200, 2.0)
    picture = _levels(picture, dice.uniform(20, 60), dice.uniform(225, 250))
    return _jpeg(_grain(picture, dice, 4), int(dice.integers(60, 85)))
