"""The scale: grades, and whether a share is reached. Whole numbers only, never a rounded percentage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuzhi.rules.regulation import Grade
from shuzhi.rules.verdict import Text


def reaches(part: int, whole: int, percent: int, *, open_edge: bool = False) -> bool:
    """True when ``part`` of ``whole`` is at least ``percent`` per cent: part·100 ≥ percent·whole.

    With ``open_edge`` it must be more. Of nothing, no share is reached.
    """
    if part < 0 or whole < 0 or part > whole:
        raise ValueError(f"{part} of {whole} is not a share")
    if whole == 0:
        return False
    left, right = part * 100, percent * whole
    return left > right if open_edge else left >= right


@dataclass(frozen=True, slots=True)
class Band:
    """A name for shares from ``percent`` up; ``open_edge`` leaves the percentage itself outside."""

    label: Text
    percent: int
    open_edge: bool = False


def band_of(part: int, whole: int, bands: Sequence[Band]) -> Band | None:
    """The highest band that the share reaches; the Xishan edition has none (D0001)."""
    for band in sorted(bands, key=lambda b: (b.percent, b.open_edge), reverse=True):
        if reaches(part, whole, band.percent, open_edge=band.open_edge):
            return band
    return None


def judging(grades: Sequence[Grade]) -> tuple[str, ...]:
    """The keys of the grades that pass a judgement, in the order of the sheet."""
    return tuple(grade.key for grade in grades if grade.judges)
