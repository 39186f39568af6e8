"""Sizes and distances on the sheet, found on spoiled scans and photographs (docs/paper-sheets.md)."""

from __future__ import annotations

from dataclasses import dataclass

from .form import Form

INSET = 12.0  # from the paper's edge to markers and everything else
BOX_LINE = 0.35
PITCH_DOWN = 16.0
PITCH_ACROSS = 20.0
LABEL_GAP = 2.2  # from the outside of a box to its label
WORDS_GAP = 2.2  # from words above a box to its outside
QUIET = 4.8  # white round a QR: four modules of the smallest symbol in use
GUTTER = 8.0  # between two reporters side by side
LEADING = 1.3


@dataclass(frozen=True)
class Measures:
    """What differs between A4 and A5: sizes in mm, then type sizes in points; the height of the frame for a comment."""

    width: float
    height: float
    marker: float
    box: float
    qr: float
    strip: float
    title: float
    small: float
    name: float
    question: float
    label: float
    comment: float


A4 = Measures(210, 297, 12, 7, 28, 10, 28, 12.5, 22, 16, 12.5, 26)
A5 = Measures(148, 210, 10, 6, 26, 8.5, 20, 9.5, 15.5, 12, 10, 18)
LARGE = 1.25
CODE_GAP, CODE_HEIGHT = 3.6, 4.0
CODE_WIDTH = 36.0
COMMENT_GAP = 3.0  # white over the room for a comment, words and frame
HEAD_FOOT = 4.5  # from a heading's words to the first row
BLOCK_GAP = 4.0


def type_size(form: Form, size: float) -> float:
    """Points, larger where the form asks for large type."""
    return size * LARGE if form.large else size
