"""A QR to be drawn in a page: SVG without styles of its own, so that a strict page may carry it."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str) -> SafeString:
    """The text as a QR; the size is the page's."""
    kept = io.BytesIO()
    symbol = segno.make(text, error="m", micro=False)
    symbol.save(
        kept, kind="svg", xmldecl=False, nl=False, border=2, scale=4, omitsize=True, light="#fff", svgclass="qr"
    )
    return mark_safe(kept.getvalue().decode())  # noqa: S308 - drawn by segno: squares and nothing of the text
