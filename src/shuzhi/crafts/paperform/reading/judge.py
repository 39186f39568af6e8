"""From boxes to answers: accepted only where everything agrees, to a person with the reasons otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shuzhi.crafts.paperform.shapes import Box, Layout

from . import ink, opinion
from .answers import Point, Real, Verdict
from .boxes import BELIEVED, FAINT, Seen
from .corners import Matrix, Placed, density, through

SURE = 0.9  # the second opinion's odds for every box of an answer
# A mark so much lighter or heavier than the page's others is another kind of mark: a slip, or one taken back.
HEAVIER, LIGHTER, HEAVY = 1.6, 0.3, 0.4
PALE = 1.5  # times the least trace seen on the page: a mark no darker than that, others like it may have vanished
# Where one stroke is nearly gone from the picture, others of the same pen may be gone altogether, and a
# question with two marks would look like one with one.
TRACE, VANISHING = 1.0, 1.5  # mm it reaches; darkness, over the least trace seen
# The page gate.
COARSEST = 3.3  # pixels a millimetre
CONTRAST = 45.0  # grey values between paper and black
LINE = 0.16  # darkness of the printed borders, over black
GRAIN = 0.1  # noise, as a share of black
FOUND = 0.7  # of the boxes' borders
ALL = 0.7  # of them, where only two markers are left
BEND = 3.5  # mm
AROUND = (9.0, 6.0, 9.0, 9.0)  # mm shown to a person: left, above, right, below


Usual = tuple[float, float]  # of the page's marks: what is dark of their boxes, and what bears any trace


@dataclass(frozen=True, eq=False)
class Looked:
    """Everything known of a page's boxes before a question is asked."""

    boxes: tuple[Box, ...]
    seen: Seen
    ink: ink.Ink
    odds: Real
    streaked: np.ndarray[tuple[int], np.dtype[np.bool_]]


def gate(placed: Placed, layout: Layout, looked: Looked) -> tuple[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """(what is wrong with the page as a whole, its figures)."""
    seen = looked.seen
    w, h = layout.width, layout.height
    coarse = min(density(placed.matrix, x, y) for x in (12, w - 12) for y in (12, h - 12))
    whole = float((seen.sides.min(1) >= FAINT).mean())
    contrast = float(np.median(seen.paper)) * (1 - seen.black)
    figures = {
        "markers": float(len(placed.markers)),
        "off_mm": placed.off,
        "dots_mm": coarse,
        "contrast": contrast,
        "line": seen.line,
        "grain": looked.ink.grain,
        "found": whole,
        "bend_mm": seen.bend,
    }
    wrong = [
        name
        for name, bad in (
            ("few_markers", len(placed.markers) < 2 or (len(placed.markers) == 2 and whole < ALL)),
            ("coarse", coarse < COARSEST),
            ("contrast", contrast < CONTRAST),
            ("blurred", seen.line < LINE),
            ("noisy", looked.ink.grain > GRAIN),
            ("boxes_not_found", whole < FOUND),
            ("bent", seen.bend > BEND),
            ("weak_ink", vanishing(looked)),
        )
        if bad
    ]
    return tuple(wrong), tuple((name, round(value, 3)) for name, value in figures.items())


def vanishing(looked: Looked) -> bool:
    """Whether some stroke of the page is so weak that others beside it may not be seen at all."""
    traces = (looked.ink.reach >= TRACE) & (looked.ink.peak < VANISHING * looked.ink.faint)
    return bool((traces & ~looked.streaked).any())


def verdicts(looked: Looked, matrix: Matrix, page: Sequence[str]) -> tuple[Verdict, ...]:
    """One verdict a question, in the page's order. ``page``: what is wrong with all of them."""
    questions: dict[tuple[int, str], list[int]] = {}
    for n, box in enumerate(looked.boxes):
        questions.setdefault((box.reporter, box.question), []).append(n)
    marked = looked.ink.states == ink.MARKED
    usual = (0.0, 0.0)
    if marked.sum() >= 3:
        usual = float(np.median(looked.ink.cover[marked])), float(np.median(looked.ink.traced[marked]))
    return tuple(_verdict(looked, key, boxes, matrix, page, usual) for key, boxes in questions.items())


def _verdict(
    looked: Looked, key: tuple[int, str], own: list[int], matrix: Matrix, page: Sequence[str], usual: Usual
) -> Verdict:
    states, odds = looked.ink.states[own], looked.odds[own]
    marks = np.flatnonzero(states == ink.MARKED)
    reasons = [*page, *_unseen(looked, own)]
    if any(looked.streaked[own]):
        reasons.append("streak")
    sure = 0.0
    if len(marks) == 0:
        reasons.append("blank" if (states == ink.EMPTY).all() else "unclear")
    elif len(marks) > 1:
        reasons.append("several")
    else:
        one = int(marks[0])
        others = [n for n in range(len(own)) if n != one]
        if (states[others] != ink.EMPTY).any():
            reasons.append("unclear")
        sure = float(min(odds[one, opinion.MARKED], *(odds[n, opinion.EMPTY] for n in others)))
        if sure < SURE:
            reasons.append("second_opinion")
        reasons += _unlike(looked, own[one], usual)
    suggestion = tuple(
        looked.boxes[own[n]].grade
        for n in range(len(own))
        if states[n] == ink.MARKED or (states[n] == ink.UNSURE and odds[n, opinion.EMPTY] < 0.5)
    )
    # Only boxes seen whole and clean suggest a blank.
    nothing = not suggestion and ("blank" not in reasons or "covered" in reasons)
    value = suggestion[0] if not reasons and len(suggestion) == 1 else None
    if value is None and not reasons:
        reasons.append("unclear")
    return Verdict(
        key[0],
        key[1],
        value,
        None if nothing else suggestion,
        round(sure, 3),
        tuple(dict.fromkeys(reasons)),
        _crop([looked.boxes[n] for n in own], matrix),
    )


def _unseen(looked: Looked, own: list[int]) -> list[str]:
    """Boxes covered, torn away, or not where the paper's bend says."""
    reasons = []
    sides = looked.seen.sides[own]
    if (sides < FAINT).any():
        reasons.append("covered")
    if (looked.seen.off[own] > 1.5 * BELIEVED).any():
        reasons.append("displaced")
    paper = looked.seen.paper[own]
    if (paper < 0.45 * np.median(looked.seen.paper)).any():
        reasons.append("dark")
    return reasons


def _unlike(looked: Looked, box: int, usual: Usual) -> list[str]:
    """A mark that is not like the page's others: heavier, lighter, or nearly gone."""
    cover, traced, reasons = float(looked.ink.cover[box]), float(looked.ink.traced[box]), []
    dark, any_ink = usual
    # A weak pen's lines are dark in some places only, here more and there less: only their traces tell two apart.
    if (cover > HEAVIER * dark and traced > HEAVIER * any_ink) if dark else cover > HEAVY:
        reasons.append("heavier")
    if traced < LIGHTER * any_ink:
        reasons.append("lighter")
    if looked.ink.peak[box] < PALE * looked.ink.faint:
        reasons.append("pale")
    return reasons


def _crop(boxes: Sequence[Box], matrix: Matrix) -> tuple[Point, Point, Point, Point]:
    left, above, right, below = AROUND
    x0, y0 = min(b.rect.x for b in boxes) - left, min(b.rect.y for b in boxes) - above
    x1, y1 = max(b.rect.right for b in boxes) + right, max(b.rect.bottom for b in boxes) + below
    return quad(matrix, x0, y0, x1, y1)


def quad(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> tuple[Point, Point, Point, Point]:
    """Four corners in the picture of a rectangle in millimetres."""
    a, b, c, d = through(matrix, np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float64)).round(1).tolist()
    return (a[0], a[1]), (b[0], b[1]), (c[0], c[1]), (d[0], d[1])
