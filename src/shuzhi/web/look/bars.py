"""Counts, and the bar that shows how they spread. Widths are SVG attributes: no style needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shuzhi.web.look.words import say

WIDTH, GAP = 1000, 3
TONES = {1: ("good",), 2: ("good", "poor"), 3: ("good", "fair", "poor")}


@dataclass(frozen=True, slots=True)
class Share:
    """One grade of a result: its word, its count, its tone, and its stretch of the bar."""

    label: str
    n: int
    tone: str
    x: float = 0
    width: float = 0


def _read(one: object, tone: str) -> Share:
    if isinstance(one, tuple | list):
        label, n, *rest = one
        return Share(say(label), int(n), str(rest[0]) if rest else tone)
    if isinstance(one, dict):
        return Share(say(one["label"]), int(one["n"]), one.get("tone") or tone)
    return Share(say(one.label), int(one.n), getattr(one, "tone", "") or tone)  # type: ignore[attr-defined]


def default_tones(size: int) -> tuple[str, ...]:
    """Best grade first; from four on the last is "cannot say", all between the ends are fair."""
    return TONES.get(size) or ("good", *("fair",) * (size - 3), "poor", "none")


def shares(counts: Iterable[object]) -> list[Share]:
    """The counts laid side by side over the bar's width, a hair of paper between them."""
    counts = list(counts)
    read = [_read(one, tone) for one, tone in zip(counts, default_tones(len(counts)), strict=False)]
    total = sum(share.n for share in read)
    if not total:
        return read
    shown = [share for share in read if share.n]
    room = WIDTH - GAP * (len(shown) - 1)
    laid, x = [], 0.0
    for share in read:
        width = round(room * share.n / total, 2)
        laid.append(Share(share.label, share.n, share.tone, round(x, 2), width))
        x += width + (GAP if share.n else 0)
    return laid
