"""Rulers: where each character stands in a PDF, and what Word would take a length for."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

PLACES = (Path(__file__).parents[3] / "build" / "fonts", Path("/usr/share/fonts/opentype/noto"))
FONTS = next((p for p in PLACES if p.is_dir() and any(p.iterdir())), PLACES[0])
MM = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    text: str
    x: float
    y: float  # baseline, from the upper edge of the sheet, in points
    left: float  # of its ink
    right: float
    middle: float  # of its ink, from the upper edge


def glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    """The printed characters of a page, without spaces."""
    page_of_text, height = page.get_textpage(), page.get_height()
    found = []
    for n in range(page_of_text.count_chars()):
        text = page_of_text.get_text_range(n, 1)
        if not text.strip():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page_of_text.raw, n, x, y)
        left, bottom, right, top = page_of_text.get_charbox(n)
        found.append(Glyph(text, x.value, height - y.value, left, right, height - (top + bottom) / 2))
    return found


def lines(page: pypdfium2.PdfPage) -> list[tuple[float, str]]:
    """The lines of a page from above: baseline and text."""
    rows: dict[float, list[Glyph]] = {}
    for glyph in glyphs(page):
        rows.setdefault(round(glyph.y, 1), []).append(glyph)
    return [(y, "".join(g.text for g in sorted(row, key=lambda g: g.x))) for y, row in sorted(rows.items())]


def pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(pdf))


def text(pdf: bytes) -> str:
    """All the words of a PDF in one row, without the spaces and breaks of the print."""
    words = "".join(page.get_textpage().get_text_range() for page in pages(pdf))
    return "".join(words.replace("\u200b", "").split())
