"""The layout: where everything stands on each page, in millimetres from the top left corner.

The press draws it; a reading machine looks for the markers and boxes at the same places.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from .form import Form


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def gap(self, other: Rect) -> float:
        """White between the two, along the wider axis; negative when they overlap."""
        across = max(self.x - (other.x + other.w), other.x - (self.x + self.w))
        down = max(self.y - (other.y + other.h), other.y - (self.y + self.h))
        return max(across, down)


@dataclass(frozen=True)
class Marker:
    """An ArUco marker of DICT_4X4_50, border included: 0 top left, 1 top right, 2 bottom right, 3 bottom left."""

    id: int
    rect: Rect


@dataclass(frozen=True)
class Box:
    """A box to tick. ``rect`` is the middle of its border; ``reporter`` counts from 0 in the form's order."""

    reporter: int
    question: str
    grade: str
    rect: Rect


@dataclass(frozen=True)
class Words:
    """One printed line that never wraps: size in points, ``face`` song or hei, ``align`` left, center or right."""

    rect: Rect
    text: str
    size: float
    face: str = "hei"
    bold: bool = False
    align: str = "left"


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Page:
    """``qrs`` and ``codes`` are places only: what is printed there differs from sheet to sheet.

    ``comment``: the frame in which a comment may be written, where the form asks for one.
    """

    number: int
    markers: tuple[Marker, ...]
    qrs: tuple[Rect, ...]
    codes: tuple[Rect, ...]
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]
    lines: tuple[Line, ...]
    example: Rect | None
    comment: Rect | None = None


@dataclass(frozen=True)
class Layout:
    """``box_line`` is the border's thickness. Every box of the form stands on exactly one page."""

    form: Form
    width: float
    height: float
    box_line: float
    pages: tuple[Page, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
