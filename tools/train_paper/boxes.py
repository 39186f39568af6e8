"""The boxes of the generator's pictures, as the reader cuts them out, with what the pen did to each."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from tests.crafts.paperform.generator import FORMS, LEVELS, Sample, sample
from tests.crafts.paperform.generator.marks import ODD as COMMON
from tests.crafts.paperform.generator.marks import PENS
from tests.crafts.paperform.generator.sheets import plan

from shuzhi.crafts.paperform.reading import boxes, corners, ink, opinion, pages

FIRST_SEED = 1_000_000  # tests stay under 1,000, the bench under 1,000,000
ODD = 0.4  # more oddities than in life: there is most to learn from them
# Every other page holds hardly anything but what must never pass for a mark.
ODDEST = (("corrected", 4), ("cancelled", 3), ("scribble", 6), ("stray", 1), ("twice", 1))
STYLES = ("tick", "tick", "cross", "tick", "fill", "tick", "cross", "circle", "tick")
GONE = 0.012  # mean darkness under which a mark has vanished from the picture and teaches nothing
CLASSES = {"": opinion.EMPTY, "mark": opinion.MARKED, "odd": opinion.ODD}


def gather(each: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """(boxes of 20 × 20 dots, their classes), ``each`` pictures a level, every form in turn."""
    seen: list[NDArray[np.float32]] = []
    classes: list[int] = []
    names = list(FORMS)
    for level in LEVELS:
        for n in range(each):
            style, pen = STYLES[n % len(STYLES)], PENS[n // 3 % len(PENS)][0]
            odd, kinds = (ODD, COMMON) if n % 2 else (0.8, ODDEST)
            form = names[n // 2 % len(names)]
            one = sample(level, FIRST_SEED + n, form, odd, pen=pen, style=style, kinds_of_odd=kinds)
            _add(one, seen, classes)
        print(f"  {level}: {len(classes)} boxes", file=sys.stderr, flush=True)
    return pack(np.concatenate(seen)), np.array(classes)


def pack(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip((values + 0.2) / 1.4 * 255, 0, 255).round().astype(np.uint8)


def unpack(values: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.asarray(values / np.float32(255 / 1.4) - np.float32(0.2), np.float32)


def _add(one: Sample, seen: list[NDArray[np.float32]], classes: list[int]) -> None:
    picture = next(pages(one.data))
    if picture.grey is None or picture.one_bit:
        return
    layout = plan(one.form)
    for placed in corners.place(corners.find(picture.grey), layout)[:1]:
        page = layout.pages[one.page - 1]
        grey, matrix = boxes.fine_enough(picture.grey, placed.matrix, page)
        black = boxes.blackness(grey, matrix, page.markers, placed.markers)
        looked = boxes.look(grey, matrix, page.boxes, black)
        weighed = ink.weigh(looked.patches, page.boxes[0].rect.w)
        small = opinion.dots(looked.patches)
        for n, box in enumerate(page.boxes):
            what = one.done.get((box.reporter, box.question, box.grade), "")
            hidden = bool((looked.sides[n] < 0.35).any())
            if what not in CLASSES or hidden or (what and weighed.mean[n] < GONE):
                continue
            seen.append(small[n : n + 1])
            classes.append(CLASSES[what])
