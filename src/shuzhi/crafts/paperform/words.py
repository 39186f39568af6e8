"""How wide words come out, without asking a font: an upper bound, so that a line never overflows."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import accumulate

MM = 25.4 / 72  # one point in millimetres
_WIDE_LATIN = set("mwMW@%&—…")
_NO_START = set("，。、；：？！）》」』】〉”’,.;:?!)%")
_PAUSES = {" ", "\u3000"}
_NO_END = set("（《「『【〈“‘(")


def width(text: str, size: float) -> float:
    """At most this many millimetres wide at ``size`` points in the Song and Hei faces used."""
    return sum(_em(c) for c in text) * size * MM


@cache
def _em(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" or char in _WIDE_LATIN or ord(char) > 0x24F:
        return 1.0
    if char.isupper():
        return 0.8
    return 0.34 if char == " " else 0.65


def wrap(text: str, size: float, room: float) -> list[str]:
    """Lines no wider than ``room``: broken at spaces and between characters, punctuation not first in a line."""
    lines: list[str] = []
    rest = text.strip()
    while rest:
        cut = max(1, sum(reached * size * MM <= room for reached in accumulate(map(_em, rest))))
        if cut < len(rest):
            cut = _better(rest, cut)
        lines.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return lines or [""]


def _better(text: str, cut: int) -> int:
    # A sentence's own pauses first, if that leaves no line half empty.
    for at in range(cut, cut // 2, -1):
        if text[at - 1] in _PAUSES or text[at] in _PAUSES:
            return at
    for at in range(cut, max(0, cut - 12), -1):
        before, after = text[at - 1], text[at]
        inside_word = before.isascii() and after.isascii() and not (before.isspace() or after.isspace())
        if not inside_word and after not in _NO_START and before not in _NO_END:
            return at
    return cut


def fit(text: str, size: float, room: float, height: float, leading: float = 1.3) -> tuple[float, list[str]]:
    """(size, lines): the largest size up to ``size`` at which the wrapped text stands inside the room.

    A fifth smaller is taken gladly when it saves a line: no title with one character on its second line.
    """
    while True:
        lines = wrap(text, size, room)
        widest = max(width(line, size) for line in lines)
        if (len(lines) * size * leading * MM <= height and widest <= room) or size <= 4:
            break
        size -= 0.5
    for less in range(1, int(size * 0.4) + 1):
        smaller = wrap(text, size - less / 2, room)
        if len(smaller) < len(lines):
            return size - less / 2, smaller
    return size, lines
