"""From a layout and codes to one PDF: a sheet a code, in the order given (shuffling is the caller's)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from .form import FormError
from .markers import CELLS, white_cells
from .measures import CODE_WIDTH
from .qr import check_code, group_code, modules, payload
from .shapes import Layout, Page
from .template import TEMPLATE
from .words import width

SONG = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC")
HEI = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
MAX_SHEETS = 5000


def print_pdf(piles: Sequence[tuple[Layout, Sequence[str]]], fonts: str | Path, *, across: str = "") -> bytes:
    """One PDF, pile after pile: of each layout ``len(codes)`` sheets of ``len(layout.pages)`` pages.

    ``fonts`` is a directory with a Song and a Hei face. Same arguments, same bytes: the file holds
    no date. Words are printed as they stand, never as markup. Raises ``FormError`` for a malformed
    or repeated code, no code at all, or missing fonts. ``across`` stands large and pale behind every
    page, for sheets that count nowhere.
    """
    codes = [code for _, own in piles for code in own]
    if not codes:
        raise FormError("codes: none given")
    if len(codes) > MAX_SHEETS:
        raise FormError(f"codes: {len(codes)} given, at most {MAX_SHEETS} sheets in one file")
    if len({check_code(code) for code in codes}) != len(codes):
        raise FormError("codes: the same code twice")
    faces, song, hei = _faces(str(fonts))
    data = {
        "title": piles[0][0].form.title,
        "across": across,
        "song": song,
        "hei": hei,
        "cells": CELLS,
        "piles": [_pile(layout, own) for layout, own in piles],
    }
    return typst.compile(
        TEMPLATE.encode(),
        font_paths=faces,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
        pdf_tags=False,
    )


def _pile(layout: Layout, codes: Sequence[str]) -> dict[str, Any]:
    return {
        "width": layout.width,
        "height": layout.height,
        "box_line": layout.box_line,
        "pages": [_page(page) for page in layout.pages],
        "sheets": [
            {
                "code": group_code(code),
                "size": min(10.5, CODE_WIDTH / width(group_code(code), 1)),
                "qrs": _qrs(layout, code),
            }
            for code in codes
        ],
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "markers": [{"x": m.rect.x, "y": m.rect.y, "size": m.rect.w, "white": white_cells(m.id)} for m in page.markers],
        "qrs": [vars(r) for r in page.qrs],
        "codes": [vars(r) for r in page.codes],
        "boxes": [vars(b.rect) for b in page.boxes],
        "words": [{**vars(w), "rect": vars(w.rect)} for w in page.words],
        "lines": [vars(line) for line in page.lines],
        "example": vars(page.example) if page.example else None,
    }


def _qrs(layout: Layout, code: str) -> list[str]:
    """One picture a page. Later pages say nearly the same, so the mask that suits the first suits them."""
    pictures, mask = [], None
    for page in layout.pages:
        side, path, mask = modules(payload(layout.form.url, code, page.number), mask)
        pictures.append(_svg(side, path))
    return pictures


def _svg(side: int, path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{side}" height="{side}"><path d="{path}"/></svg>'
    )


@lru_cache(maxsize=4)
def _faces(directory: str) -> tuple[typst.Fonts, str, str]:
    """The directory's faces, and which Song and Hei to use. Kept: reading them takes longer than a sheet."""
    if not Path(directory).is_dir():
        raise FormError(f"fonts: no directory {directory}")
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(directory)])
    there = set(faces.families())
    song = next((name for name in SONG if name in there), None)
    hei = next((name for name in HEI if name in there), None)
    if song is None or hei is None:
        raise FormError(f"fonts: {directory} lacks Noto Serif SC or Noto Sans SC")
    return faces, song, hei
