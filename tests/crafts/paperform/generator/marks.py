"""Pens and what hands do with them: ticks, crosses, fills, slips, corrections, stray ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from shuzhi.crafts.paperform import Box, Rect

from .sheets import DOTS, Grey

Points = Sequence[tuple[float, float]]
BLANK, REVIEW = "blank", "review"


@dataclass(frozen=True)
class Pen:
    """Width in mm, darkness 0–1, how much the darkness wanders along a stroke, how often it skips."""

    name: str
    width: float
    dark: float
    wander: float = 0.08
    skips: float = 0.0


PENS = (
    (Pen("gel, black", 0.5, 0.92), 30),
    (Pen("ballpoint, blue", 0.45, 0.72, 0.12), 28),
    (Pen("ballpoint, red", 0.45, 0.6, 0.12), 6),
    (Pen("brush pen", 1.0, 0.95, 0.05), 8),
    (Pen("marker", 1.6, 0.9, 0.04), 6),
    (Pen("pencil", 0.5, 0.5, 0.2), 14),
    (Pen("ballpoint, nearly dry", 0.38, 0.5, 0.25, 0.25), 8),
)
STYLES = (("tick", 80), ("cross", 10), ("fill", 6), ("circle", 4))
# One answer in ten is odd. The first five a person reads without a doubt; the others are truly odd.
ODD = (
    ("small", 10),
    ("overshoot", 12),
    ("faint", 10),
    ("twice", 8),
    ("shifted", 5),
    ("blank", 18),
    ("two", 10),
    ("corrected", 10),
    ("cancelled", 4),
    ("scribble", 4),
    ("beside", 6),
    ("stray", 3),
)
ODD_SHARE = 0.10


def pick(dice: Generator, table: Sequence[tuple[object, int]]) -> object:
    weights = np.array([w for _, w in table], float)
    return table[int(dice.choice(len(table), p=weights / weights.sum()))][0]


class Hand:
    """One person with one pen over one page."""

    def __init__(self, page: Grey, dice: Generator, pen: Pen, style: str) -> None:
        self.page, self.dice, self.pen, self.style = page, dice, pen, style
        self.sloppy = float(dice.uniform(0.5, 1.5))
        # What was done to each box that was touched: a plain mark, or something a mark should not be.
        self.done: dict[tuple[int, str, str], str] = {}

    def stroke(self, points: Points, dark: float = 1.0, width: float = 1.0) -> None:
        """One line through points in mm, smoothed and a little shaky."""
        dice = self.dice
        p = np.array(points, float)
        steps = np.linspace(0, len(p) - 1, max(8, 10 * (len(p) - 1)))
        line = np.stack([np.interp(steps, np.arange(len(p)), p[:, k]) for k in (0, 1)], 1)
        kernel = np.ones(3) / 3
        line[1:-1] = np.stack([np.convolve(line[:, k], kernel, "valid") for k in (0, 1)], 1)
        line += np.cumsum(dice.normal(0, 0.018 * self.sloppy, line.shape), 0)
        low, high = line.min(0) - 2, line.max(0) + 2
        x0, y0 = (max(0, int(v * DOTS)) for v in low)
        x1, y1 = (int(v * DOTS) + 1 for v in high)
        target = self.page[y0:y1, x0:x1]
        if not target.size:
            return
        ink = np.zeros(target.shape, np.uint8)
        thick = max(1, round(self.pen.width * width * DOTS))
        dots = ((line * DOTS - (x0, y0)) * 16).astype(np.int32)
        level = self.pen.dark * dark * (1 + np.cumsum(dice.normal(0, self.pen.wander / 3, len(dots))))
        skipping = 0
        for n in range(len(dots) - 1):
            if skipping > 0:
                skipping -= 1
                continue
            if self.pen.skips and dice.random() < self.pen.skips * 0.15:
                skipping = int(dice.integers(1, 3))
            shade = int(np.clip(level[n], 0.25 * dark * self.pen.dark, 0.97) * 255)
            cv2.line(ink, dots[n].tolist(), dots[n + 1].tolist(), shade, thick, cv2.LINE_AA, 4)
        target[:] = (target * (1 - ink / 255.0)).astype(np.uint8)

    def jitter(self, size: float) -> float:
        return float(self.dice.normal(0, size * self.sloppy))

    def tick(self, r: Rect, scale: float = 1.0, dark: float = 1.0, shift: tuple[float, float] = (0, 0)) -> None:
        s = r.w * scale * float(self.dice.uniform(0.8, 1.1))
        cx = r.x + r.w * 0.5 + self.jitter(0.05) * r.w + shift[0]
        cy = r.y + r.h * 0.55 + self.jitter(0.05) * r.h + shift[1]
        j = lambda: self.jitter(0.04) * s  # noqa: E731
        points = [
            (cx - 0.38 * s + j(), cy - 0.05 * s + j()),
            (cx - 0.12 * s + j(), cy + 0.3 * s + j()),
            (cx + 0.15 * s + j(), cy - 0.12 * s + j()),
            (cx + 0.48 * s + j(), cy - 0.5 * s + j()),
        ]
        self.stroke(points, dark)

    def cross(self, r: Rect, scale: float = 1.0) -> None:
        s = r.w * scale * float(self.dice.uniform(0.7, 1.05)) * 0.42
        cx, cy = r.x + r.w / 2 + self.jitter(0.3), r.y + r.h / 2 + self.jitter(0.3)
        j = lambda: self.jitter(0.25)  # noqa: E731
        self.stroke([(cx - s + j(), cy - s + j()), (cx + s + j(), cy + s + j())])
        self.stroke([(cx + s + j(), cy - s + j()), (cx - s + j(), cy + s + j())])

    def fill(self, r: Rect, turns: int = 0) -> None:
        turns = turns or max(5, int(r.h / self.pen.width * 0.55))
        s = r.w * 0.4
        cx, cy = r.x + r.w / 2, r.y + r.h / 2
        points = []
        for n in range(turns + 1):
            y = cy - s + 2 * s * n / turns
            points.append((cx + (s if n % 2 else -s) + self.jitter(0.25), y + self.jitter(0.15)))
        self.stroke(points)

    def circle(self, r: Rect) -> None:
        s = r.w * float(self.dice.uniform(0.28, 0.4))
        cx, cy = r.x + r.w / 2 + self.jitter(0.2), r.y + r.h / 2 + self.jitter(0.2)
        a = np.linspace(0, 2 * np.pi * float(self.dice.uniform(1, 1.15)), 14) + float(self.dice.uniform(0, 6))
        self.stroke([(cx + s * np.cos(t), cy + s * np.sin(t) * 0.9) for t in a])

    def scribble(self, r: Rect, reach: float = 0.5) -> None:
        n = int(self.dice.integers(8, 16))
        x = r.x + r.w / 2 + self.dice.uniform(-reach, reach, n) * r.w
        y = r.y + r.h / 2 + self.dice.uniform(-reach, reach, n) * r.h
        self.stroke(list(zip(x.tolist(), y.tolist(), strict=True)))

    def write(self, frame: Rect, words: int) -> None:
        """So many characters of a few strokes each, in a row."""
        for n in range(words):
            corner = np.array([frame.x + 5 + 7 * n, frame.y + 5])
            for _ in range(int(self.dice.integers(5, 9))):
                self.stroke([(x, y) for x, y in (self.dice.uniform(0, 5, (3, 2)) + corner).tolist()])

    def mark(self, r: Rect) -> None:
        {"tick": self.tick, "cross": self.cross, "fill": self.fill, "circle": self.circle}[self.style](r)

    def cancel(self, r: Rect) -> str:
        """Takes a mark back: struck through twice, scribbled over, or blackened, which alone says nothing."""
        # Who blackens boxes to answer cannot take an answer back by blackening.
        match int(self.dice.integers(1 if self.style == "fill" else 3)):
            case 0:
                for y in (-0.12, 0.12):
                    middle = r.y + r.h * (0.5 + y)
                    self.stroke([(r.x - 1 + self.jitter(0.4), middle), (r.right + 1 + self.jitter(0.4), middle)])
            case 1:
                self.scribble(r, 0.55)
            case _:
                self.fill(r)
                return "either"
        return "odd"

    def answer(self, boxes: Sequence[Box], kind: str) -> str:
        """Fills one question in; what a person would say of it."""
        dice = self.dice
        first, other = (boxes[int(n)] for n in dice.permutation(len(boxes))[:2])
        if dice.random() < 0.5:  # most answers in a hall are kind ones
            first, other = (boxes[0], other) if other is not boxes[0] else (boxes[0], first)
        done = dict.fromkeys(boxes, "")
        done[first] = "mark"
        try:
            return self._fill_in(boxes, first, other, kind, done)
        finally:
            self.done |= {(b.reporter, b.question, b.grade): what for b, what in done.items() if what}

    def _fill_in(self, boxes: Sequence[Box], first: Box, other: Box, kind: str, done: dict[Box, str]) -> str:
        dice, r = self.dice, first.rect
        match kind:
            case "small":
                self.tick(r, 0.55)
            case "overshoot":
                self.tick(r, 1.5)
            case "faint":
                self.tick(r, 1.0, 0.65)
            case "twice":
                self.tick(r)
                self.tick(r, 1.0, 1.0, (0.4, 0.2))
            case "shifted":
                self.tick(r, 0.9, 1.0, (float(dice.uniform(-1, 1)), float(dice.uniform(-1, 1))))
            case "blank":
                done[first] = ""
                return BLANK
            case "two":
                self.mark(r)
                self.mark(other.rect)
                done[other] = "mark"
                return REVIEW
            case "corrected":
                self.mark(other.rect)
                done[other] = self.cancel(other.rect)
                self.mark(r)
            case "cancelled":
                self.mark(r)
                done[first] = self.cancel(r)
                return REVIEW
            case "scribble":
                self.scribble(r, 0.6)
                done[first] = "odd"
                return REVIEW
            case "beside":
                away = r.w * float(dice.uniform(0.95, 1.25))
                beside = Rect(r.x + away, r.y, r.w, r.h) if dice.random() < 0.6 else Rect(r.x, r.y - away, r.w, r.h)
                self.tick(beside, 0.8)
                done[first] = "beside"
                return REVIEW
            case "stray":
                self.mark(r)
                y = r.y + float(dice.uniform(0.2, 0.8)) * r.h
                self.stroke([(boxes[0].rect.x - 3, y), (boxes[-1].rect.right + 3, y + self.jitter(1.5))])
                done |= dict.fromkeys(boxes, "odd")
                return REVIEW
            case _:
                self.mark(r)
        return first.grade


def noise(dice: Generator, shape: tuple[int, int], sigma: float, mean: float = 0) -> NDArray[np.int16]:
    """Grain of a given strength: one tile, laid over and over, for noise is the dearest part of a picture."""
    tile = dice.normal(mean, sigma, (521, 523)).astype(np.int16)
    wide = np.asarray(cv2.repeat(tile, shape[0] // 521 + 1, shape[1] // 523 + 1), np.int16)
    return wide[: shape[0], : shape[1]]
