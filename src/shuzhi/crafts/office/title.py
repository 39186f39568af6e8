"""A title broken into lines, as the standard wants it: words whole, lines centred, in a trapezoid or a diamond."""

from __future__ import annotations

from .blocks import Span


def broken(words: tuple[Span, ...], room: float) -> tuple[Span, ...]:
    """The title's spans with newlines where a line of it ends. ``room`` is the width of a line in characters."""
    return words
