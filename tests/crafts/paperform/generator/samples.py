"""One picture of one filled page, with what a person would say of each question."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from shuzhi.crafts.paperform import Box, Layout

from . import phones, scanners
from .marks import ODD, ODD_SHARE, PENS, STYLES, Hand, Pen, pick
from .sheets import FORMS, Grey, blank_page, plan, sheet_codes

SCANS = ("S1", "S2", "S3", "S4")
PHOTOS = ("P1", "P2", "P3", "P4")
LEVELS = SCANS + PHOTOS
MAKERS: dict[str, Callable[[Grey, Generator], bytes]] = {
    **{name: getattr(scanners, name.lower()) for name in SCANS},
    **{name: getattr(phones, name.lower()) for name in PHOTOS},
}


@dataclass(frozen=True)
class Sample:
    """``truth`` and ``kinds`` by (reporter, question): a grade, "blank" or "review"; and how it was filled in.

    ``done`` by (reporter, question, grade), for boxes that were touched: "mark", "odd", "beside", or "either" for one
    blackened to take a mark back, which only its neighbours tell from an answer.
    """

    level: str
    seed: int
    form: str
    layout: Layout
    code: str
    page: int
    data: bytes
    truth: dict[tuple[int, str], str] = field(repr=False)
    kinds: dict[tuple[int, str], str] = field(repr=False)
    done: dict[tuple[int, str, str], str] = field(repr=False)


@dataclass(frozen=True)
class Filled:
    """A page with somebody's ink on it."""

    paper: Grey = field(repr=False)
    truth: dict[tuple[int, str], str]
    kinds: dict[tuple[int, str], str]
    done: dict[tuple[int, str, str], str]


def filled(
    form: str,
    number: int,
    dice: Generator,
    page: int = 0,
    odd: float = ODD_SHARE,
    pen: Pen | None = None,
    style: str = "",
    kinds_of_odd: Sequence[tuple[str, int]] = ODD,
) -> Filled:
    """One person's page, with that person's habits."""
    paper = blank_page(form, number, page).copy()
    drawn = pick(dice, PENS)
    assert isinstance(drawn, Pen)
    drawn_style = str(pick(dice, STYLES))
    hand = Hand(paper, dice, pen or drawn, style or drawn_style)
    questions: dict[tuple[int, str], list[Box]] = {}
    for box in plan(form).pages[page].boxes:
        questions.setdefault((box.reporter, box.question), []).append(box)
    truth, kinds = {}, {}
    for key, boxes in questions.items():
        kinds[key] = str(pick(dice, kinds_of_odd)) if dice.random() < odd else "plain"
        truth[key] = hand.answer(boxes, kinds[key])
    return Filled(paper, truth, kinds, hand.done)


def sample(
    level: str,
    seed: int,
    form: str | None = None,
    odd: float = ODD_SHARE,
    change: Callable[[Grey, Layout], None] | None = None,
    pen: Pen | None = None,
    style: str = "",
    kinds_of_odd: Sequence[tuple[str, int]] = ODD,
) -> Sample:
    """The picture of this level and seed: the same bytes each time. ``change`` may draw on the paper before it is taken."""
    dice = np.random.default_rng([zlib.crc32(level.encode()), seed])
    names = list(FORMS)
    form = form or names[int(dice.choice(len(names), p=[0.55, 0.15, 0.15, 0.15]))]
    number = int(dice.integers(len(sheet_codes(form))))
    page = int(dice.integers(len(plan(form).pages)))
    made = filled(form, number, dice, page, odd, pen, style, kinds_of_odd)
    if change is not None:
        change(made.paper, plan(form))
    data = MAKERS[level](made.paper, dice)
    code = sheet_codes(form)[number]
    return Sample(level, seed, form, plan(form), code, page + 1, data, made.truth, made.kinds, made.done)
