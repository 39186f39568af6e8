"""From a decoded picture of any kind to grey, and what its greys betray of the scanner."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .answers import Grey

LEAST = 400  # pixels along the shorter side: below, no box is four pixels wide
HALVED = 3400  # along the longer side: above, half the resolution shows a box as well and costs a quarter
_MIDDLING = 0.004  # a one-bit picture that went through a rotation or JPEG still has hardly any greys in between


def grey(image: Image.Image) -> Grey:
    """Grey of any mode: 16 bits by their upper eight, what is transparent as paper, ink percentages as light."""
    if image.mode.startswith(("I;16", "I")) or image.mode == "F":
        deep = np.asarray(image, np.float64)
        most = 65535.0 if deep.max() > 255 else 255.0
        return np.clip(deep * (255.0 / most), 0, 255).astype(np.uint8)
    if image.mode in ("RGBA", "RGBa", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, seen)
    if image.mode == "CMYK":
        image = image.convert("RGB")
    return np.asarray(image.convert("L"), np.uint8)


def two_tones(seen: Grey) -> bool:
    """Whether a scanner reduced the page to black and white: no greys to speak of where ink meets paper."""
    sample = seen[::5, ::3]
    counts = np.bincount(sample.ravel(), minlength=256)
    dark, light = counts[:25].sum(), counts[231:].sum()
    return bool(dark and sample.size - dark - light < max(_MIDDLING * sample.size, 0.1 * dark))
