"""The second opinion: a small network that looks at the dots of a box and knows nothing of the hand rules.

Trained by ``python -m tools.train_paper`` on pictures of our own making; its weights lie beside this file. It is
never believed alone: it can only send to a person what the rules would have accepted, or agree.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from .answers import Real

EMPTY, MARKED, ODD = 0, 1, 2
FILE = "opinion.npz"
SIDE = 30  # dots along each side of what it looks at: a third of a millimetre each
INSIDE = slice(9, 21)  # of them, what lies well inside the smallest box
INKED = 0.03  # mean darkness in there of a box that is not empty
TOLD = 4  # numbers it is told of the page
FILTERS = (5, 3)  # sides of the filters, layer by layer
STRIDE = 2  # places between one and the next


def dots(patches: Real) -> Real:
    """60 × 60 of darkness -> 30 × 30: each the mean of 2 × 2."""
    n, side, _ = patches.shape
    k = side // SIDE
    return np.asarray(np.clip(patches, -0.2, 1.2).reshape(n, SIDE, k, SIDE, k).mean((2, 4)), np.float32)


def of_page(seen: Real) -> Real:
    """What a page's boxes tell of each other: how dark and how full its marks are, how many, and how even its paper."""
    inside = seen[:, INSIDE, INSIDE].reshape(len(seen), -1)
    mean = inside.mean(1)
    inked = mean > INKED
    if not inked.any():
        return np.zeros(TOLD, np.float32)
    dark = np.quantile(inside[inked], 0.95, axis=1)
    rest = inside[~inked]
    grain = float(rest.std(1).mean()) if len(rest) else 0.0
    return np.array([np.median(mean[inked]), np.median(dark), inked.mean(), 10 * grain], np.float32)


def windows(x: Real, side: int) -> Real:
    """(n, h, w, c) -> (n, h', w', c · side²): what each place of a filter looks at."""
    seen = np.lib.stride_tricks.sliding_window_view(x, (side, side), (1, 2))[:, ::STRIDE, ::STRIDE]
    return np.ascontiguousarray(seen).reshape(*seen.shape[:3], -1)


@dataclass(frozen=True, eq=False)
class Model:
    """Weights and shifts layer by layer, from the dots to empty, marked or odd.

    The first ``FILTERS`` layers are filters laid over the picture with their sides; then what they found and what is
    told of the page go through the others.
    """

    layers: tuple[tuple[Real, Real], ...]

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            count = len(stored.files) // 2
            layers = tuple(
                (stored[f"w{n}"].astype(np.float32), stored[f"b{n}"].astype(np.float32)) for n in range(count)
            )
        return cls(layers)

    def to_bytes(self) -> bytes:
        out = io.BytesIO()
        arrays: dict[str, NDArray[np.float16]] = {}
        for n, (w, b) in enumerate(self.layers):
            arrays |= {f"w{n}": w.astype(np.float16), f"b{n}": b.astype(np.float16)}
        np.savez(out, allow_pickle=False, **arrays)
        return out.getvalue()

    def odds(self, patches: Real) -> Real:
        """How likely each box is empty, marked, odd: (boxes, 3). The boxes are one page's."""
        seen = dots(patches)
        told = np.repeat(of_page(seen)[None], len(seen), 0)
        x = seen[..., None]
        for side, (w, b) in zip(FILTERS, self.layers, strict=False):
            x = np.maximum(windows(x, side) @ w + b, 0)
        x = np.concatenate([x.reshape(len(x), -1), told], 1)
        rest = self.layers[len(FILTERS) :]
        for n, (w, b) in enumerate(rest):
            x = x @ w + b
            if n + 1 < len(rest):
                x = np.maximum(x, 0)
        e = np.exp(x - x.max(1, keepdims=True))
        return np.asarray(e / e.sum(1, keepdims=True), np.float32)


@lru_cache(maxsize=1)
def built_in() -> Model:
    return Model.from_bytes((files(__package__) / FILE).read_bytes())
