"""How large a poster is set: the largest type in which all of it stands on one sheet, else on two, and so on."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from math import ceil

from . import figures
from .blocks import Document, Sheet
from .figures import Page
from .setting import Form, Grid, Line, Piece, Row, set_out
from .words import width

INDENT = 2.0  # characters, of a paragraph's first line
SPARE = 1.0  # characters at the end of a line, where a punctuation mark may not stand
TO_SIGN, IN_A_ROW = 2, 1.5  # lines


def page_of(document: Document) -> Page:
    """The sheet a paper is printed on. A second one of a poster is taken only where the smallest type needs it."""
    if document.sheet is not Sheet.A3_POSTER:
        return figures.PAGES[document.sheet]
    tall = [(page, sum(_lines(piece, page) for piece in set_out(document, page))) for page in figures.POSTERS]
    for sheets in count(1):
        for page, lines in tall:
            if lines <= page.lines * sheets - (sheets - 1):
                return replace(page, sheets=sheets)
    raise AssertionError


def _lines(piece: Piece, page: Page) -> float:
    """Lines of the page's grid that a piece takes, rather one too many."""
    match piece:
        case Line(words=words, lead=lead):
            room = page.characters - SPARE
            parts = (lead + "".join(map(str, words))).split("\n")
            return sum(max(1, ceil((width(part) + INDENT) / room)) for part in parts)
        case Grid(rows=rows, widths=widths):
            return 2 + IN_A_ROW * sum(_deep(row, widths, page) for row in rows)
        case Form(rows=pairs):
            return 2 + IN_A_ROW * sum(
                ceil(width("".join(map(str, v))) / (page.characters / 2)) for _, r in pairs for _, v in r
            )
    return TO_SIGN


def _deep(row: Row, widths: tuple[float, ...], page: Page) -> int:
    cells = zip(row.cells, widths, strict=True)
    return max((ceil(width("".join(map(str, cell))) / (page.characters * share)) for cell, share in cells), default=1)
