"""One picture -> the sheets' pages in it, each with its code and a verdict a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from shuzhi.crafts.paperform.shapes import Layout, Page

from . import boxes, codes, comments, corners, ink, judge, opinion, streaks
from .answers import (
    CODES_DIFFER,
    DOUBTFUL,
    FOREIGN,
    MIRRORED,
    NO_CODE,
    NO_SHEET,
    OK,
    ONE_BIT,
    READ,
    TOO_SMALL,
    Grey,
    PageReading,
    Picture,
)
from .corners import Corners, Placed
from .opinion import Model

LEAST = 200  # pixels along the shorter side
SURE_BORDER = 0.6  # of the usual border's darkness, on all four sides, for a box to hold a sheet that lost markers
LEAST_BOXES = 6


def read(
    picture: Picture,
    layouts: Sequence[Layout],
    model: Model | None = None,
    forms: Mapping[str, int] | None = None,
) -> list[PageReading]:
    """Every sheet's page found in the picture. The same picture gives the same answer.

    ``forms``: which of the layouts each code was printed on, where more than one form bears the same address;
    a code that is not among them was never printed here. Without it a sheet's address decides, and where that
    leaves several the sheet goes to a person.
    """
    if picture.status != OK or picture.grey is None:
        return [PageReading(picture.number, picture.status)]
    grey = picture.grey
    if min(grey.shape) < LEAST:
        return [PageReading(picture.number, TOO_SMALL)]
    if not layouts:
        return [PageReading(picture.number, FOREIGN, reasons=("no_form",))]
    small = corners.smaller(grey, corners.SIDE)
    found = corners.find(grey, small)
    sheets = _place(found, layouts)
    if not sheets:
        return [_nothing(picture.number, grey, found)]
    lines = streaks.find(*small)
    known = model or opinion.built_in()
    return [_page(picture, one, base, layouts, forms, known, lines) for one, base in sheets]


def _place(found: dict[int, list[Corners]], layouts: Sequence[Layout]) -> list[tuple[Placed, Layout]]:
    """The sheets in the picture, by the size of paper that fits the markers best."""
    best: list[tuple[Placed, Layout]] = []
    for base in _sizes(layouts):
        sheets = [p for p in corners.place(found, base) if len(p.markers) >= 2]
        if sheets and (not best or _fit(sheets) < _fit([p for p, _ in best])):
            best = [(p, base) for p in sheets]
    return best


def _sizes(layouts: Sequence[Layout]) -> list[Layout]:
    """One layout of each size of paper."""
    return list({(one.width, one.height): one for one in layouts}.values())


def _fit(sheets: Sequence[Placed]) -> tuple[int, float]:
    return -sum(len(p.markers) for p in sheets), sum(p.off for p in sheets)


def _nothing(number: int, grey: Grey, found: dict[int, list[Corners]]) -> PageReading:
    """No sheet could be placed: a blank page, one seen from behind, or one with its markers gone."""
    if not found and len(corners.find(np.ascontiguousarray(grey[:, ::-1]))) >= 3:
        return PageReading(number, MIRRORED)
    said = codes.anywhere(grey)
    alone = {code for _, code, _ in said}
    return PageReading(number, NO_SHEET, alone.pop() if len(alone) == 1 else None, reasons=("few_markers",))


def _page(
    picture: Picture,
    placed: Placed,
    base: Layout,
    layouts: Sequence[Layout],
    forms: Mapping[str, int] | None,
    model: Model,
    lines: streaks.Lines,
) -> PageReading:
    grey, number = picture.grey, picture.number
    assert grey is not None  # noqa: S101 (looked at by read)
    outline = judge.quad(placed.matrix, 0, 0, base.width, base.height)
    places = {
        (r.x, r.y): r
        for one in layouts
        for r in one.pages[0].qrs
        if (one.width, one.height) == (base.width, base.height)
    }
    found = [f for r in places.values() if (f := codes.at(grey, placed.matrix, r))]
    if not found:
        found = _by_size(grey, placed, layouts)
    said = {f.said for f in found}
    if not said:
        return PageReading(number, NO_CODE, outline=outline)
    if len(said) > 1:
        return PageReading(number, CODES_DIFFER, outline=outline)
    url, code, page = next(iter(said))
    fitting = _forms(url, code, page, layouts, forms)
    if len(fitting) != 1:
        return PageReading(number, FOREIGN if not fitting else NO_CODE, code, page, outline=outline, reasons=("form",))
    form = fitting[0]
    layout = layouts[form]
    spots = corners.spots(layout)
    if (layout.width, layout.height) != (base.width, base.height):
        placed = corners.fit(placed.markers, placed.quads, spots) or placed
    if len(placed.markers) < 4:
        placed = _held(grey, placed, layout.pages[page - 1], found, spots)
    looked = _look(grey, placed, layout.pages[page - 1], model, lines)
    wrong, quality = judge.gate(placed, layout, looked)
    if picture.one_bit:
        wrong = ("one_bit", *wrong)
    status = ONE_BIT if picture.one_bit else DOUBTFUL if wrong else READ
    answers = judge.verdicts(looked, placed.matrix, wrong)
    comment = comments.written(grey, placed.matrix, layout.pages[page - 1])
    return PageReading(number, status, code, page, form, answers, wrong, quality, outline, comment)


def _held(grey: Grey, placed: Placed, page: Page, found: Sequence[codes.Found], spots: dict[int, Corners]) -> Placed:
    """A sheet that lost markers, held by its QR codes, then by the boxes these lead to."""
    paper = np.vstack([corners.square(f.place) for f in found])
    placed = corners.with_more(placed, paper, np.vstack([f.corners for f in found]), spots)
    for _ in range(2):
        fine, matrix = boxes.fine_enough(grey, placed.matrix, page)
        seen = boxes.look(fine, matrix, page.boxes, boxes.blackness(fine, matrix, page.markers, placed.markers))
        sure = (seen.sides.min(1) > SURE_BORDER) & (seen.off < boxes.BELIEVED)
        if sure.sum() < LEAST_BOXES:
            break
        middles = boxes.middles(page.boxes)[sure]
        placed = corners.with_more(placed, middles, corners.through(placed.matrix, seen.places[sure]), spots)
    return placed


def _by_size(grey: Grey, placed: Placed, layouts: Sequence[Layout]) -> list[codes.Found]:
    """The code where another size of paper would have it."""
    for other in _sizes(layouts):
        tried = corners.fit(placed.markers, placed.quads, corners.spots(other))
        found = [f for r in other.pages[0].qrs if (f := codes.at(grey, tried.matrix, r))] if tried else []
        if found:
            return found
    return []


def _forms(url: str, code: str, page: int, layouts: Sequence[Layout], forms: Mapping[str, int] | None) -> list[int]:
    mine = [n for n, one in enumerate(layouts) if one.form.url == url and page <= len(one.pages)]
    return mine if forms is None else [n for n in mine if forms.get(code) == n]


def _look(
    grey: Grey,
    placed: Placed,
    page: Page,
    model: Model,
    lines: streaks.Lines,
) -> judge.Looked:
    """All that is to be seen of the page's boxes."""
    first = page.boxes[0].rect
    middle = corners.density(placed.matrix, page.markers[2].rect.x / 2, page.markers[2].rect.y / 2)
    grey, matrix = boxes.fine_enough(grey, placed.matrix, page)
    black = boxes.blackness(grey, matrix, page.markers, placed.markers)
    seen = boxes.look(grey, matrix, page.boxes, black)
    weighed = ink.weigh(seen.patches, first.w)
    half = first.w / 2
    streaked = np.zeros(len(page.boxes), np.bool_)
    if any(len(line) for line in lines):
        for n, (x, y) in enumerate(seen.places):
            edges = np.array([(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)])
            streaked[n] = streaks.hit(lines, corners.through(placed.matrix, edges), 0.5 * middle)
    return judge.Looked(page.boxes, seen, weighed, model.odds(seen.patches), streaked)
