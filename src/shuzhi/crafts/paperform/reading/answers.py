"""What the reader answers with. Plain values: they hold no file name, no time, no order of scanning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Real = NDArray[np.float32]
Point = tuple[float, float]

OK = "ok"
# Why a file or one of its pages could not be looked at.
EMPTY, TOO_LARGE, NOT_A_PICTURE, BROKEN = "empty", "too_large", "not_a_picture", "broken"
TOO_MANY_PIXELS, TOO_MANY_PAGES, TOO_SMALL = "too_many_pixels", "too_many_pages", "too_small"
NO_HEIF = "no_heif"  # a HEIC photograph where pillow-heif is not installed
# What became of a page that could be looked at. On "read" alone can an answer be accepted.
READ, DOUBTFUL, ONE_BIT = "read", "doubtful", "one_bit"
NO_SHEET, MIRRORED, NO_CODE, CODES_DIFFER, FOREIGN = "no_sheet", "mirrored", "no_code", "codes_differ", "foreign"


@dataclass(frozen=True)
class Limits:
    """What is taken in at most: bytes of a file, pixels of a picture as its header tells, pages of a file, and
    seconds of the processor that drawing one page of a PDF may take."""

    bytes: int = 80_000_000
    pixels: int = 89_000_000
    pages: int = 1_000
    seconds: int = 10


@dataclass(frozen=True, eq=False)
class Picture:
    """One page as grey values, upright as its file says; ``status`` tells why there is none."""

    number: int
    status: str
    grey: Grey | None = field(default=None, repr=False)
    one_bit: bool = False


@dataclass(frozen=True)
class Verdict:
    """What one question came to. ``value`` is a grade where it is accepted, and None where a person must look.

    ``suggestion``: the grades that look marked: none for a blank, several for several marks; None when the
    boxes could not be seen. ``crop``: four corners in the picture, for showing the question to a person.
    """

    reporter: int
    question: str
    value: str | None
    suggestion: tuple[str, ...] | None
    confidence: float
    reasons: tuple[str, ...]
    crop: tuple[Point, Point, Point, Point] | None

    @property
    def review(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class PageReading:
    """One sheet's page found in a picture. ``number`` is the picture's; ``form`` counts the layouts given.

    ``comment``: four corners in the picture of the room for a comment, where something may be written in it.
    """

    number: int
    status: str
    code: str | None = None
    page: int | None = None
    form: int | None = None
    verdicts: tuple[Verdict, ...] = ()
    reasons: tuple[str, ...] = ()
    quality: tuple[tuple[str, float], ...] = ()
    outline: tuple[Point, Point, Point, Point] | None = None
    comment: tuple[Point, Point, Point, Point] | None = None

    @property
    def lost(self) -> bool:
        """Nothing on it could be placed under a code: the whole page goes to a person."""
        return not self.verdicts

    def to_json(self) -> dict[str, Any]:
        return {
            "picture": self.number,
            "status": self.status,
            "code": self.code,
            "page": self.page,
            "form": self.form,
            "reasons": list(self.reasons),
            "quality": dict(self.quality),
            "comment": self.comment,
            "verdicts": [
                {
                    "reporter": v.reporter,
                    "question": v.question,
                    "value": v.value,
                    "review": v.review,
                    "suggestion": None if v.suggestion is None else list(v.suggestion),
                    "confidence": v.confidence,
                    "reasons": list(v.reasons),
                    "crop": v.crop,
                }
                for v in self.verdicts
            ],
        }


@dataclass(frozen=True)
class Counts:
    """Accepted answers by (form, reporter, question, grade), and how many questions wait for a person."""

    accepted: dict[tuple[int, int, str, str], int]
    review: dict[tuple[int, int, str], int]
    sheets: int
    lost: int


@dataclass(frozen=True)
class Conflict:
    """Sheets that are not counted until a person says what they are: ``readings`` are places in the list given."""

    kind: str
    code: str | None
    readings: tuple[int, ...]
