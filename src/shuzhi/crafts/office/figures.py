"""GB/T 9704-2012 (党政机关公文格式) in figures, and the two sheets it leaves to us: A4 across and the A3 poster.

Lengths on the sheet are in millimetres, type in points, as the standard gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Sheet

MM = 72 / 25.4  # points

BODY, TITLE, MINOR, CELL = 16.0, 22.0, 14.0, 12.0  # 3号, 2号, 4号, 小四
MASTHEAD = 42.0  # at most; shrunk until the office's name stands on one line
MASTHEAD_DROP = 35.0  # upper edge of the masthead under the upper edge of the type area
RED_RULE, RED_RULE_GAP = 0.7, 4.0
PAGE_NUMBER_DROP = 7.0  # the dash of the page number under the type area
RULE_OUTER, RULE_INNER = 0.35, 0.25  # 版记
CELL_INSET, CELL_LINE = 4.0, 1.4  # points about a cell's words; line pitch in it, in sizes of type
AFTER_TABLE = 6.0
LAST_ROWS = 2  # of a table, on one page with the signature under it
LABEL = 0.2  # of a form's width
DATE_INSET = 4.0  # characters right of the date where a seal is set upon it
SIGNING_ROW, WRITING_ROW, TALL_ROW = 11.0, 9.0, 42.0  # lowest height of a row to be signed or written in by hand


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its size, margins, and the grid of lines and characters its type area holds.

    ``sheets`` is how many of them a poster takes; a paper of pages is not counted beforehand.
    """

    width: float
    height: float
    top: float
    left: float
    bottom: float
    right: float
    lines: int
    characters: int
    scale: float = 1.0
    sheets: int = 1

    @property
    def across(self) -> float:
        """Width of the type area in points."""
        return (self.width - self.left - self.right) * MM

    @property
    def pitch(self) -> float:
        """Distance from line to line in points: rounded down to a twip, so that the last line still fits."""
        return int((self.height - self.top - self.bottom) * MM / self.lines * 20) / 20

    @property
    def advance(self) -> float:
        """Distance from character to character in points."""
        return self.across / self.characters

    def size(self, points: float) -> float:
        """A size of type as it stands on this sheet."""
        return round(points * self.scale * 2) / 2


# A poster's text in 28, 24, 20 or 18 points: smaller is not read from two paces.
POSTERS = tuple(
    Page(297, 420, 40, 34, 40, 34, lines, characters, scale)
    for lines, characters, scale in ((22, 23, 1.75), (26, 27, 1.5), (31, 32, 1.25), (34, 36, 1.125))
)
PAGES = {
    Sheet.A4: Page(210, 297, 37, 28, 35, 26, 22, 28),
    Sheet.A4_ACROSS: Page(297, 210, 28, 37, 26, 35, 15, 40),
    Sheet.A3_POSTER: POSTERS[0],
}
