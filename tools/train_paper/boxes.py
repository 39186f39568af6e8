"""The boxes of the generator's pictures, as the reader cuts them out, with what the pen did to each.

No sheet of life: every box of the page is touched or left alone by lot, for an empty box teaches little and pictures
are dear. One hand, one pen and one way of answering a page, as in life, so that a page's boxes tell of each other.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from tests.crafts.paperform.generator import FORMS, LEVELS
from tests.crafts.paperform.generator.marks import PENS, Hand
from tests.crafts.paperform.generator.samples import MAKERS
from tests.crafts.paperform.generator.sheets import COUNT, blank_page, plan

from shuzhi.crafts.paperform import Box, Layout
from shuzhi.crafts.paperform.reading import boxes, corners, ink, opinion, pages

FIRST_SEED = 1_000_000  # tests stay under 1,000, the bench under 1,000,000
STYLES = ("tick", "cross", "tick", "fill", "circle", "tick", "fill", "cross", "tick")
TOUCHED = 0.6
ODD = (0.15, 0.3, 0.6)  # of the touched ones, page by page: more than in life, there is most to learn from them
PLAIN = ("plain", "plain", "plain", "small", "overshoot", "faint", "twice", "shifted")
NOT_PLAIN = ("cancelled", "cancelled", "scribble", "stray")
GONE = 0.012  # mean darkness under which a mark has vanished from the picture and teaches nothing
CLASSES = {"": opinion.EMPTY, "mark": opinion.MARKED, "odd": opinion.ODD}


@dataclass(frozen=True, eq=False)
class Boxes:
    """What the second opinion is shown of each box, packed; what it should say."""

    seen: NDArray[np.uint8]  # (boxes, side, side)
    page: NDArray[np.float32]  # (boxes, …): what it is told of the box's page
    classes: NDArray[np.int64]


def gather(each: int) -> Boxes:
    """The boxes of ``each`` pictures a level, every form in turn."""
    kept = []
    for n in range(each):
        found = (_picture(level, FIRST_SEED + n, n) for level in LEVELS)
        kept += [one for one in found if one is not None]
        if n % 20 == 19:
            print(f"  {n + 1} pictures a level", file=sys.stderr, flush=True)
    return Boxes(*(np.concatenate([getattr(b, name) for b in kept]) for name in ("seen", "page", "classes")))


def _picture(level: str, seed: int, n: int) -> Boxes | None:
    dice = np.random.default_rng([zlib.crc32(level.encode()), seed])
    names = list(FORMS)
    form = names[n % len(names)]
    layout, number = plan(form), int(dice.integers(COUNT))
    pen = PENS[n % len(PENS)][0]
    width, dark = dice.uniform(0.85, 1.15, 2)
    pen = replace(pen, width=pen.width * width, dark=min(0.97, pen.dark * dark))
    paper = blank_page(form, number).copy()
    hand = Hand(paper, dice, pen, STYLES[n % len(STYLES)])
    _touch(hand, dice, layout.pages[0].boxes)
    return _cut(MAKERS[level](paper, dice), layout, hand.done)


def _touch(hand: Hand, dice: Generator, all_boxes: Sequence[Box]) -> None:
    odd = float(dice.choice(ODD))
    for box in all_boxes:
        if dice.random() < TOUCHED:
            kinds = NOT_PLAIN if dice.random() < odd else PLAIN
            hand.answer([box, box], str(dice.choice(kinds)))


def pack(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip((values + 0.2) / 1.4 * 255, 0, 255).round().astype(np.uint8)


def unpack(values: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.asarray(values / np.float32(255 / 1.4) - np.float32(0.2), np.float32)


def _cut(data: bytes, layout: Layout, done: dict[tuple[int, str, str], str]) -> Boxes | None:
    """As the reader sees them, without those that are hidden or whose ink is gone."""
    picture = next(pages(data))
    if picture.grey is None or picture.one_bit:
        return None
    page = layout.pages[0]
    for placed in corners.place(corners.find(picture.grey), layout)[:1]:
        grey, matrix = boxes.fine_enough(picture.grey, placed.matrix, page)
        black = boxes.blackness(grey, matrix, page.markers, placed.markers)
        looked = boxes.look(grey, matrix, page.boxes, black)
        weighed = ink.weigh(looked.patches, page.boxes[0].rect.w)
        seen = opinion.dots(looked.patches)
        told = opinion.of_page(seen)
        what = [done.get((b.reporter, b.question, b.grade), "") for b in page.boxes]
        shown = looked.sides.min(1) >= boxes.FAINT
        good = [n for n, w in enumerate(what) if w in CLASSES and shown[n] and (not w or weighed.mean[n] >= GONE)]
        classes = np.array([CLASSES[what[n]] for n in good], np.int64)
        return Boxes(pack(seen[good]), np.repeat(told[None], len(good), 0), classes)
    return None
