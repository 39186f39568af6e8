"""Filled pages for the tests, and ways to spoil them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import cv2
import numpy as np
from tests.crafts.paperform.generator import FORMS, sheet_codes
from tests.crafts.paperform.generator.marks import PENS
from tests.crafts.paperform.generator.samples import Filled, filled
from tests.crafts.paperform.generator.sheets import DOTS, Grey, plan

from shuzhi.crafts.paperform import Rect
from shuzhi.crafts.paperform.reading import Limits, PageReading, Picture, pages, read

GEL = PENS[0][0]
LAYOUTS = [plan(name) for name in FORMS]
FORM = "a4"
LAYOUT = plan(FORM)
PAGE = LAYOUT.pages[0]
# How a camera stored what its note on turning says to undo, by the note's number.
STORED: dict[int, Callable[[Grey], Grey]] = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.T,
    6: lambda a: np.rot90(a),
    7: lambda a: a[::-1, ::-1].T,
    8: lambda a: np.rot90(a, -1),
}


@lru_cache
def page(number: int = 0, seed: int = 1, odd: float = 0.0, form: str = FORM) -> Filled:
    """A sheet ticked with a gel pen, every question answered plainly unless ``odd``."""
    made = filled(form, number, np.random.default_rng(seed), 0, odd, GEL, "tick")
    made.paper.setflags(write=False)
    return made


def code(number: int = 0, form: str = FORM) -> str:
    return sheet_codes(form)[number]


def seen(grey: Grey, *, one_bit: bool = False) -> list[PageReading]:
    return read(Picture(1, "ok", np.ascontiguousarray(grey), one_bit), LAYOUTS)


def one(grey: Grey) -> PageReading:
    [reading] = seen(grey)
    return reading


def values(reading: PageReading) -> dict[tuple[int, str], str | None]:
    return {(v.reporter, v.question): v.value for v in reading.verdicts}


def wrong(reading: PageReading, truth: dict[tuple[int, str], str]) -> list[tuple[tuple[int, str], str]]:
    """Answers accepted that nobody gave."""
    return [(key, value) for key, value in values(reading).items() if value is not None and value != truth[key]]


def accepted(reading: PageReading) -> int:
    return sum(not v.review for v in reading.verdicts)


def suggestions(reading: PageReading) -> dict[tuple[int, str], tuple[str, ...] | None]:
    return {(v.reporter, v.question): v.suggestion for v in reading.verdicts}


def piece(grey: Grey, r: Rect, around: float = 0.0) -> tuple[slice, slice]:
    """Where a rectangle of the layout lies in a page of the generator."""
    x0, y0, x1, y1 = (round(v * DOTS) for v in (r.x - around, r.y - around, r.right + around, r.bottom + around))
    return slice(max(y0, 0), y1), slice(max(x0, 0), x1)


def scan(grey: Grey, dpi: int = 200) -> Grey:
    """A clean scan at this resolution."""
    scale = dpi / 300
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


@lru_cache
def small(number: int = 0) -> Grey:
    """A small clean scan: files of every kind are made of it."""
    return scan(page(number, seed=number or 1).paper, 150)


def statuses(data: bytes, limits: Limits | None = None) -> list[str]:
    return [picture.status for picture in pages(data, limits)]


def readings(data: bytes) -> list[PageReading]:
    return [one for picture in pages(data) for one in read(picture, LAYOUTS)]


def scrawl(grey: Grey, points: Sequence[tuple[float, float]], width: float = 0.6) -> Grey:
    """A stroke of the pen through points in millimetres."""
    out = grey.copy()
    line = (np.array(points) * DOTS).astype(np.int32)
    cv2.polylines(out, [line], False, 30, round(width * DOTS), cv2.LINE_AA)
    return out


def row(reporter: int, question: str) -> list[Rect]:
    return [b.rect for b in PAGE.boxes if (b.reporter, b.question) == (reporter, question)]
